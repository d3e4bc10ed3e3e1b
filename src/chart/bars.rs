//! Horizontal bars: scores by heading, budget against execution.

use super::canvas::{Canvas, PX, WIDTH};
use super::pen::{Anchor, Ink};
use super::scale::span;
use super::words::{LINE, fit, fit_line, width};
use crate::model::Amount;

/// Horizontal bars, one below the other, on one scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarChart {
    /// Unlike every other on the page; letters, digits and hyphens.
    pub id: String,
    /// What the chart shows, for those who do not see it.
    pub title: String,
    /// What is to be seen in it, in a sentence or two.
    pub description: String,
    /// The bars, from the top down.
    pub bars: Vec<Bar>,
}

/// One bar of a [`BarChart`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for: 产出指标.
    pub label: String,
    /// Its length, in the unit that all bars of the chart share.
    pub value: Amount,
    /// The length of the light track under it, such as the weight of which
    /// `value` was scored; `None` for no track.
    pub track: Option<Amount>,
    /// The figures as printed at its end: 46 / 47 分.
    pub text: String,
    /// Whether it is to stand out, as a low score does.
    pub low: bool,
}

const THICKNESS: i32 = 16 * PX;
const BETWEEN: i32 = 16 * PX;
const COLUMN_GAP: i32 = 12 * PX;
/// However long the figures are, the bars keep more than half of the canvas.
const WIDEST_COLUMN: i32 = WIDTH * 45 / 100;

const BAR: Ink = Ink::new("bar", Ink::DEEP);
const LOW_BAR: Ink = Ink::new("bar low", Ink::ACCENT);
const LOW_VALUE: Ink = Ink::new("value low", Ink::ACCENT).bold();

/// Draws them as an SVG, `svg.chart.chart-bars`. Classes: `track`, `bar` (low:
/// `bar low`), `label`, `value` (low: `value low`), and `grid` for the line at
/// zero where a bar goes below it.
pub fn bars(chart: &BarChart) -> String {
    let mut canvas = Canvas::new();
    let span = span(
        chart
            .bars
            .iter()
            .flat_map(|bar| [Some(bar.value), bar.track])
            .flatten(),
    );
    let column = figure_column(chart.bars.iter().map(|bar| bar.text.as_str()));
    for (at, bar) in chart.bars.iter().enumerate() {
        if at > 0 {
            canvas.down(BETWEEN);
        }
        label(&mut canvas, &bar.label);
        let strip = canvas.strip(WIDTH - column - COLUMN_GAP, THICKNESS, &span);
        let (ink, value_ink) = if bar.low {
            (LOW_BAR, LOW_VALUE)
        } else {
            (BAR, Ink::VALUE)
        };
        if let Some(track) = bar.track {
            strip.bar(0.0, track.to_f64(), Ink::TRACK);
        }
        strip.bar(0.0, bar.value.to_f64(), ink);
        if span.start < 0.0 {
            strip.zero();
        }
        let text = fit_line(&bar.text, column);
        canvas.beside(THICKNESS, WIDTH, Anchor::End, &text, value_ink);
        canvas.down(THICKNESS);
    }
    canvas.finish("chart-bars", &chart.id, &chart.title, &chart.description)
}

/// The width of the column at the right that takes these figures.
pub(super) fn figure_column<'t>(texts: impl Iterator<Item = &'t str>) -> i32 {
    texts.map(width).max().unwrap_or(0).min(WIDEST_COLUMN)
}

/// A label on a line or two of its own, above what it names.
pub(super) fn label(canvas: &mut Canvas, text: &str) {
    const BELOW: i32 = 4 * PX;
    for line in fit(text, WIDTH, 2) {
        canvas.line(0, Anchor::Start, &line, Ink::LABEL);
        canvas.down(LINE);
    }
    canvas.down(BELOW);
}
