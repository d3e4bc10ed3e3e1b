//! The scale that turns amounts into lengths.

use crate::model::Amount;
use std::ops::Range;

/// From the least to the greatest of the amounts, and always with zero; one unit
/// long where they are all zero. A side of zero that is used at all is wide
/// enough to be seen.
pub(super) fn span(amounts: impl IntoIterator<Item = Amount>) -> Range<f64> {
    let (least, greatest) = amounts
        .into_iter()
        .fold((Amount::ZERO, Amount::ZERO), |(least, greatest), amount| {
            (least.min(amount), greatest.max(amount))
        });
    let (least, greatest) = (least.to_f64(), greatest.to_f64());
    let seen = 0.01 * (greatest - least);
    match (least < 0.0, greatest > 0.0) {
        (false, false) => 0.0..1.0,
        (false, true) => 0.0..greatest,
        (true, false) => least..0.0,
        (true, true) => least.min(-seen)..greatest.max(seen),
    }
}
