//! What charts are drawn on: a canvas that grows downwards, and plotters' drawing
//! areas over it.

use super::pen::{Anchor, Block, Escaped, Ink, Pen, Units, Words};
use super::words::{LINE, Line, SIZE};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::coord::{CoordTranslate, Shift};
use plotters::drawing::DrawingArea;
use plotters::element::{Drawable, PointCollection};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// plotters counts in whole pixels: a unit of the SVG is a hundred of them.
pub(super) const PX: i32 = 100;

/// The width of every chart.
pub(super) const WIDTH: i32 = 380 * PX;

/// From the top of a line of text to its baseline.
const ASCENT: i32 = 16 * PX;

/// From the middle of digits and characters down to their baseline.
const MIDDLE: i32 = 525;

/// Below the last thing drawn: a figure beside a strip reaches further down.
const FOOT: i32 = 4 * PX;

const FONTS: &str = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif";

/// An SVG in the making. What is drawn stands below the last [`Canvas::down`].
pub(super) struct Canvas {
    area: DrawingArea<Pen, Shift>,
    pen: Rc<RefCell<Pen>>,
    top: i32,
}

impl Canvas {
    pub(super) fn new() -> Self {
        let pen = Rc::new(RefCell::new(Pen::default()));
        Self {
            area: DrawingArea::from(&pen),
            pen,
            top: 0,
        }
    }

    /// Goes on so much further down.
    pub(super) fn down(&mut self, by: i32) {
        self.top = self.top.saturating_add(by);
    }

    /// A square of a key, in the middle of the line of text here.
    pub(super) fn key(&self, left: i32, ink: Ink) {
        const SIDE: i32 = 12 * PX;
        let top = self.top.saturating_add((LINE - SIDE) / 2);
        let far = (left + SIDE, top.saturating_add(SIDE));
        draw(&self.area, &Block([(left, top), far], ink));
    }

    /// A line of text here.
    pub(super) fn line(&self, x: i32, anchor: Anchor, line: &Line, ink: Ink) {
        self.text((x, self.top.saturating_add(ASCENT)), anchor, line, ink);
    }

    /// A line of text beside the middle of a strip of this height here.
    pub(super) fn beside(&self, strip: i32, x: i32, anchor: Anchor, line: &Line, ink: Ink) {
        let baseline = self.top.saturating_add(strip / 2 + MIDDLE);
        self.text((x, baseline), anchor, line, ink);
    }

    fn text(&self, at: (i32, i32), anchor: Anchor, line: &Line, ink: Ink) {
        draw(
            &self.area,
            &Words {
                at,
                anchor,
                line,
                ink,
            },
        );
    }

    /// A strip from the left edge, on which the span is so wide.
    pub(super) fn strip(&self, width: i32, height: i32, span: &Range<f64>) -> Strip {
        let rows = self.top..self.top.saturating_add(height);
        // Not through ChartBuilder, whose plotting area ends a pixel early.
        let scale = Cartesian2d::new(span.clone(), 0.0..1.0, (0..width, rows));
        Strip {
            area: self.area.apply_coord_spec(scale),
            unit: (span.end - span.start) * f64::from(PX) / f64::from(width),
        }
    }

    /// The whole SVG. Its title and description are named after `id`.
    pub(super) fn finish(self, kind: &str, id: &str, title: &str, description: &str) -> String {
        let id = Escaped(id);
        let (width, height) = (Units(WIDTH), Units(self.top.saturating_add(FOOT)));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\" class=\"chart {kind}\" \
             font-family=\"{FONTS}\" font-size=\"{SIZE}\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n{}</svg>\n",
            Escaped(title),
            Escaped(description),
            self.pen.take().into_written(),
        )
    }
}

/// A strip across the canvas on which figures are lengths.
pub(super) struct Strip {
    area: DrawingArea<Pen, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    /// The figure that is one unit long.
    pub(super) unit: f64,
}

impl Strip {
    /// A bar from one figure to another, at least a unit long, unless they are
    /// equal: then there is none.
    pub(super) fn bar(&self, from: f64, to: f64, ink: Ink) {
        let length = (to - from).abs().max(self.unit);
        let to = if to > from {
            from + length
        } else if to < from {
            from - length
        } else {
            return;
        };
        draw(&self.area, &Block([(from, 0.0), (to, 1.0)], ink));
    }

    /// A thin line at zero.
    pub(super) fn zero(&self) {
        let half = self.unit / 2.0;
        draw(&self.area, &Block([(-half, 0.0), (half, 1.0)], Ink::GRID));
    }
}

fn draw<'a, E, C>(area: &DrawingArea<Pen, C>, element: &'a E)
where
    C: CoordTranslate,
    E: Drawable<Pen>,
    &'a E: PointCollection<'a, C::From>,
{
    // A String takes every write, no two elements are drawn at once, and no text
    // goes through a font: none of plotters' errors can come.
    #[allow(clippy::expect_used)]
    area.draw(element).expect("drawing into a String");
}
