//! Pairs of bars: the same items in two years.

use super::bars::{figure_column, label};
use super::canvas::{Canvas, PX, WIDTH};
use super::pen::{Anchor, Ink};
use super::scale::span;
use super::words::{LINE, fit_line, width};
use crate::model::Amount;

/// Items, each with a bar for each of two series, on one scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupedBars {
    /// Unlike every other on the page; letters, digits and hyphens.
    pub id: String,
    /// What the chart shows, for those who do not see it.
    pub title: String,
    /// What is to be seen in it, in a sentence or two.
    pub description: String,
    /// The names of the two series, the earlier first: 2022年决算, 2023年决算.
    pub series: [String; 2],
    /// The items, from the top down.
    pub groups: Vec<Group>,
}

/// A label and, for each series, the length of its bar with the figure as
/// printed. `None` is a figure that is missing, which is not a zero: its place
/// stays empty.
pub type Group = (String, [Option<(Amount, String)>; 2]);

const THICKNESS: i32 = 14 * PX;
const PITCH: i32 = 21 * PX;
const BETWEEN: i32 = 16 * PX;
const COLUMN_GAP: i32 = 12 * PX;

const SERIES: [Ink; 2] = [
    Ink::new("bar series-1", (0x86, 0xa6, 0xc3)),
    Ink::new("bar series-2", Ink::DEEP),
];

/// Draws them as an SVG, `svg.chart.chart-grouped`, under a key to the series.
/// Classes: `bar series-1`, `bar series-2` (bars and key), `key`, `label`,
/// `value`, and `grid` for the line at zero where a bar goes below it.
pub fn grouped_bars(chart: &GroupedBars) -> String {
    let mut canvas = Canvas::new();
    let figures = || chart.groups.iter().flat_map(|(_, pair)| pair).flatten();
    let span = span(figures().map(|(value, _)| *value));
    let column = figure_column(figures().map(|(_, text)| text.as_str()));
    key(&mut canvas, &chart.series);
    for (name, pair) in &chart.groups {
        canvas.down(BETWEEN);
        label(&mut canvas, name);
        for (at, (figure, ink)) in pair.iter().zip(SERIES).enumerate() {
            if at > 0 {
                canvas.down(PITCH - THICKNESS);
            }
            if let Some((value, text)) = figure {
                let strip = canvas.strip(WIDTH - column - COLUMN_GAP, THICKNESS, &span);
                strip.bar(0.0, value.to_f64(), ink);
                if span.start < 0.0 {
                    strip.zero();
                }
                let text = fit_line(text, column);
                canvas.beside(THICKNESS, WIDTH, Anchor::End, &text, Ink::VALUE);
            }
            canvas.down(THICKNESS);
        }
    }
    canvas.finish("chart-grouped", &chart.id, &chart.title, &chart.description)
}

fn key(canvas: &mut Canvas, series: &[String; 2]) {
    const SQUARE: i32 = 20 * PX;
    const APART: i32 = 24 * PX;
    const WIDEST: i32 = (WIDTH - APART) / 2 - SQUARE;
    let mut left = 0;
    for (name, ink) in series.iter().zip(SERIES) {
        let name = fit_line(name, WIDEST);
        canvas.key(left, ink);
        canvas.line(left + SQUARE, Anchor::Start, &name, Ink::KEY);
        left += SQUARE + width(&name.text) + APART;
    }
    canvas.down(LINE);
}
