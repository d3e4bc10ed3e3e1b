//! The pen: a backend for plotters that writes SVG, the elements it is asked to
//! draw, and their inks.

use super::canvas::WIDTH;
use super::words::{Line, clean};
use plotters::element::{Drawable, PointCollection};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind,
};
use std::fmt::{self, Write};

/// How a thing is coloured: by its class, and plainly where no style sheet is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) class: &'static str,
    pub(super) fill: (u8, u8, u8),
    pub(super) bold: bool,
}

impl Ink {
    pub(super) const DEEP: (u8, u8, u8) = (0x1d, 0x4f, 0x7c);
    pub(super) const ACCENT: (u8, u8, u8) = (0xb4, 0x53, 0x0a);
    const TEXT: (u8, u8, u8) = (0x1f, 0x29, 0x33);

    pub(super) const LABEL: Self = Self::new("label", Self::TEXT);
    pub(super) const VALUE: Self = Self::new("value", Self::TEXT);
    pub(super) const KEY: Self = Self::new("key", Self::TEXT);
    pub(super) const TRACK: Self = Self::new("track", (0xe6, 0xeb, 0xf0));
    pub(super) const GRID: Self = Self::new("grid", (0x9a, 0xa5, 0xb1));

    pub(super) const fn new(class: &'static str, fill: (u8, u8, u8)) -> Self {
        Self {
            class,
            fill,
            bold: false,
        }
    }

    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

impl BackendStyle for Ink {
    fn color(&self) -> BackendColor {
        BackendColor {
            alpha: 1.0,
            rgb: self.fill,
        }
    }
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    End,
}

/// A filled rectangle between two opposite corners.
pub(super) struct Block<C>(pub(super) [C; 2], pub(super) Ink);

impl<'a, C> PointCollection<'a, C> for &'a Block<C> {
    type Point = &'a C;
    type IntoIter = &'a [C; 2];

    fn point_iter(self) -> Self::IntoIter {
        &self.0
    }
}

impl<C> Drawable<Pen> for Block<C> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut corners: I,
        pen: &mut Pen,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<fmt::Error>> {
        let (Some(one), Some(other)) = (corners.next(), corners.next()) else {
            return Ok(());
        };
        pen.class = self.1.class;
        pen.draw_rect(one, other, &self.1, true)
    }
}

/// A line of text.
pub(super) struct Words<'w> {
    pub(super) at: BackendCoord,
    pub(super) anchor: Anchor,
    pub(super) line: &'w Line,
    pub(super) ink: Ink,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Words<'_> {
    type Point = BackendCoord;
    type IntoIter = [BackendCoord; 1];

    fn point_iter(self) -> Self::IntoIter {
        [self.at]
    }
}

impl Drawable<Pen> for Words<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        places: I,
        pen: &mut Pen,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<fmt::Error>> {
        for place in places {
            pen.text(self, place)
                .map_err(DrawingErrorKind::DrawingError)?;
        }
        Ok(())
    }
}

/// Writes the rectangles that plotters draws, and lines of text, as SVG.
#[derive(Default)]
pub(super) struct Pen {
    written: String,
    /// The class of what is drawn next: plotters knows colours only.
    class: &'static str,
}

impl Pen {
    pub(super) fn into_written(self) -> String {
        self.written
    }

    fn text(&mut self, words: &Words<'_>, (x, y): BackendCoord) -> fmt::Result {
        let (ink, line) = (words.ink, words.line);
        write!(
            self.written,
            "<text class=\"{}\" x=\"{}\" y=\"{}\" fill=\"{}\"",
            ink.class,
            Units(x),
            Units(y),
            Fill(ink.fill)
        )?;
        if words.anchor == Anchor::End {
            self.written.write_str(" text-anchor=\"end\"")?;
        }
        if ink.bold {
            self.written.write_str(" font-weight=\"600\"")?;
        }
        self.written.write_char('>')?;
        if let Some(whole) = &line.whole {
            write!(self.written, "<title>{}</title>", Escaped(whole))?;
        }
        writeln!(self.written, "{}</text>", Escaped(&line.text))
    }
}

impl DrawingBackend for Pen {
    type ErrorType = fmt::Error;

    /// As tall as can be: the canvas is cut to what was drawn.
    fn get_size(&self) -> (u32, u32) {
        (WIDTH.unsigned_abs(), i32::MAX.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<fmt::Error>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<fmt::Error>> {
        Ok(())
    }

    fn draw_pixel(
        &mut self,
        (x, y): BackendCoord,
        color: BackendColor,
    ) -> Result<(), DrawingErrorKind<fmt::Error>> {
        let far = (x.saturating_add(1), y.saturating_add(1));
        self.draw_rect((x, y), far, &color, true)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        one: BackendCoord,
        other: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Result<(), DrawingErrorKind<fmt::Error>> {
        writeln!(
            self.written,
            "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
            self.class,
            Units(one.0.min(other.0)),
            Units(one.1.min(other.1)),
            Units((other.0 - one.0).abs()),
            Units((other.1 - one.1).abs()),
            Fill(style.color().rgb)
        )
        .map_err(DrawingErrorKind::DrawingError)
    }
}

/// Hundredths of a unit, as SVG writes them: `48000` as 480, `-5` as -0.05.
pub(super) struct Units(pub(super) i32);

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_char('-')?;
        }
        let hundredths = self.0.unsigned_abs();
        write!(f, "{}", hundredths / 100)?;
        match (hundredths / 10 % 10, hundredths % 10) {
            (0, 0) => Ok(()),
            (tenths, 0) => write!(f, ".{tenths}"),
            (tenths, rest) => write!(f, ".{tenths}{rest}"),
        }
    }
}

struct Fill((u8, u8, u8));

impl fmt::Display for Fill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (red, green, blue) = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Text for an element or an attribute in quotes.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        clean(self.0).chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            c => f.write_char(c),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::coord::cartesian::Cartesian2d;
    use plotters::coord::types::RangedCoordf64;
    use plotters::drawing::DrawingArea;
    use plotters::element::Rectangle;
    use plotters::style::{BLUE, Color};
    use std::cell::RefCell;
    use std::rc::Rc;

    #[test]
    fn the_pen_writes_what_plotters_draws() {
        let pen = Rc::new(RefCell::new(Pen::default()));
        let area = DrawingArea::from(&pen).apply_coord_spec(Cartesian2d::<
            RangedCoordf64,
            RangedCoordf64,
        >::new(
            0.0..4.0,
            0.0..1.0,
            (0..WIDTH, 0..1050),
        ));
        area.draw(&Rectangle::new([(3.0, 1.0), (1.0, 0.0)], BLUE.filled()))
            .unwrap();
        assert_eq!(
            pen.take().written,
            "<rect class=\"\" x=\"95\" y=\"0\" width=\"190\" height=\"10.5\" fill=\"#0000ff\"/>\n"
        );
    }

    #[test]
    fn units_are_written_with_two_decimals_at_most_and_there_is_one_zero() {
        let written = [0, 5, 50, 105, 48_000, -5].map(|units| Units(units).to_string());
        assert_eq!(written, ["0", "0.05", "0.5", "1.05", "480", "-0.05"]);
    }
}
