//! A whole and its parts: sources of funds, natures of spending.

use super::bars::figure_column;
use super::canvas::{Canvas, PX, WIDTH};
use super::pen::{Anchor, Ink};
use super::words::{LINE, fit, fit_line};
use crate::model::{Amount, Percent};

/// One bar made of the parts of a whole, and a row for each part below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composition {
    /// Unlike every other on the page; letters, digits and hyphens.
    pub id: String,
    /// What the chart shows, for those who do not see it.
    pub title: String,
    /// What is to be seen in it, in a sentence or two.
    pub description: String,
    /// The parts, in their order along the bar.
    pub parts: Vec<Part>,
}

/// One part of a [`Composition`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is: 一般公共预算.
    pub label: String,
    /// How much of the whole, in the unit that all parts share.
    pub value: Amount,
    /// The figure as printed: 2,502.06 万元.
    pub text: String,
}

const THICKNESS: i32 = 32 * PX;
const BELOW_BAR: i32 = 14 * PX;
const BETWEEN: i32 = 6 * PX;
const COLUMN_GAP: i32 = 16 * PX;
const SQUARE: i32 = 20 * PX;

/// Between parts, in units: what is behind the chart shows through.
const GAP: f64 = 2.0;

/// Neighbours differ in lightness, so that they do in grey print; the seventh
/// part begins again.
const PARTS: [Ink; 6] = [
    Ink::new("part part-1", Ink::DEEP),
    Ink::new("part part-2", (0x7f, 0xa8, 0xcb)),
    Ink::new("part part-3", (0xc3, 0xd6, 0xe6)),
    Ink::new("part part-4", (0x12, 0x33, 0x4f)),
    Ink::new("part part-5", (0xa4, 0xc1, 0xda)),
    Ink::new("part part-6", (0x4a, 0x7b, 0xa6)),
];
const SHARE: Ink = Ink::new("share", (0x52, 0x60, 0x6d));

/// Draws it as an SVG, `svg.chart.chart-composition`. Classes: `part part-1` to
/// `part part-6` (bar and squares), `label`, `value`, `share`, and `track` for a
/// bar that cannot be made.
///
/// The shares are worked out here, exactly, and printed to one decimal (四舍五入).
/// Where there is no whole to share, because a part is negative or all are zero,
/// none are printed and the bar is an empty track.
pub fn composition(chart: &Composition) -> String {
    let mut canvas = Canvas::new();
    let shares = shares(&chart.parts);
    stack(&canvas, &shares);
    canvas.down(THICKNESS + BELOW_BAR);

    let share_texts: Vec<String> = shares.iter().copied().map(share_text).collect();
    let share_column = figure_column(share_texts.iter().map(String::as_str));
    let figures_end = match share_column {
        0 => WIDTH,
        share_column => WIDTH - share_column - COLUMN_GAP,
    };
    let figures = figure_column(chart.parts.iter().map(|part| part.text.as_str()));
    let label_width = figures_end - figures - COLUMN_GAP - SQUARE;
    for (at, (part, ink)) in chart.parts.iter().zip(inks()).enumerate() {
        if at > 0 {
            canvas.down(BETWEEN);
        }
        canvas.key(0, ink);
        let text = fit_line(&part.text, figures);
        canvas.line(figures_end, Anchor::End, &text, Ink::VALUE);
        if let Some(share) = share_texts.get(at) {
            canvas.line(WIDTH, Anchor::End, &fit_line(share, share_column), SHARE);
        }
        for line in fit(&part.label, label_width, 2) {
            canvas.line(SQUARE, Anchor::Start, &line, Ink::LABEL);
            canvas.down(LINE);
        }
    }
    canvas.finish(
        "chart-composition",
        &chart.id,
        &chart.title,
        &chart.description,
    )
}

fn inks() -> impl Iterator<Item = Ink> {
    PARTS.into_iter().cycle()
}

/// The share of each part in the whole; none at all where one cannot be told.
fn shares(parts: &[Part]) -> Vec<Percent> {
    let whole = if parts.iter().any(|part| part.value.is_negative()) {
        None
    } else {
        Amount::sum(parts.iter().map(|part| part.value))
    };
    whole
        .and_then(|whole| {
            parts
                .iter()
                .map(|part| Percent::of(part.value, whole))
                .collect()
        })
        .unwrap_or_default()
}

/// 92.4%; a part that would be printed as 0.0% without being nothing says so.
fn share_text(Percent(share): Percent) -> String {
    let rounded = share.round(1);
    if rounded.is_zero() && !share.is_zero() {
        "<0.1%".to_owned()
    } else {
        format!("{rounded:.1}%")
    }
}

/// The bar. A part too small to be seen beside its gap is widened until it is.
fn stack(canvas: &Canvas, shares: &[Percent]) {
    const LEAST: f64 = 3.0 * 100.0 * PX as f64 / WIDTH as f64;
    let lengths: Vec<(f64, Ink)> = shares
        .iter()
        .zip(inks())
        .filter(|(Percent(share), _)| !share.is_zero())
        .map(|(Percent(share), ink)| (share.to_f64().max(LEAST), ink))
        .collect();
    let total: f64 = lengths.iter().map(|(length, _)| length).sum();
    if lengths.is_empty() {
        let strip = canvas.strip(WIDTH, THICKNESS, &(0.0..1.0));
        strip.bar(0.0, 1.0, Ink::TRACK);
        return;
    }
    let strip = canvas.strip(WIDTH, THICKNESS, &(0.0..total));
    let gap = GAP * strip.unit;
    let mut start = 0.0;
    for (at, (length, ink)) in lengths.iter().enumerate() {
        let last = at + 1 == lengths.len();
        let end = if last { total } else { start + length - gap };
        strip.bar(start, end.max(start), *ink);
        start += length;
    }
}
