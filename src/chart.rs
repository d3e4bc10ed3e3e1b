//! Charts: figures in, the text of an SVG out. The only room that knows plotters.
//!
//! ```text
//! BarChart, GroupedBars, Composition ──lay out──▶ Canvas ──plotters──▶ Pen ──▶ SVG text
//! ```
//!
//! A chart is drawn for a phone first: labels stand above their bars and figures
//! in one column at the right end, so the type can be large on a canvas 380
//! units wide, which a page shows at any width.
//!
//! Every shape has a class, by which a page's style sheet colours it (light,
//! dark, print), and a plain `fill` that holds where no style sheet does, as in a
//! downloaded file. [`bars`], [`grouped_bars`] and [`composition`] list their
//! classes. All text stays text, of one size that a style sheet must not change:
//! its width was estimated for it, so that no font is read.
//!
//! What is printed is the caller's own text. An amount becomes a binary fraction
//! only to be given a length.

// Lengths on paper are not money: see `Amount::to_f64`.
#![allow(clippy::float_arithmetic)]

mod bars;
mod canvas;
mod composition;
mod grouped;
mod pen;
mod scale;
#[cfg(test)]
mod tests;
mod words;

pub use bars::{Bar, BarChart, bars};
pub use composition::{Composition, Part, composition};
pub use grouped::{Group, GroupedBars, grouped_bars};
