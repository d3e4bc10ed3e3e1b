//! Percentages against the two figures that they are reckoned from.

use super::half_unit;
use crate::model::{Amount, Percent};

/// Whether a percentage is the one of a part of a whole, each of which may be
/// rounded as it is written; one cut off counts. `None` where it cannot be computed.
pub fn is_percent_of(percent: Amount, part: Amount, whole: Amount) -> Option<bool> {
    let half = |amount: Amount| match amount.places() {
        0 => Some(Amount::ZERO),
        _ => half_unit(amount),
    };
    let (part_half, whole_half) = (half(part)?, half(whole)?);
    let places = percent.places();
    let least = Percent::of(part.checked_sub(part_half)?, whole.checked_add(whole_half)?)?;
    let most = Percent::of(part.checked_add(part_half)?, whole.checked_sub(whole_half)?)?;
    // Cut off instead of rounded is no more than untidy.
    let cut_off = least.0.checked_sub(last_place(places)?)?;
    Some(percent > cut_off && percent <= most.0.round(places))
}

/// The same where the shares of one whole stand together: one of them is often made
/// up, so that they add up to 100.
pub fn is_share(percent: Amount, part: Amount, whole: Amount) -> Option<bool> {
    let less = percent.checked_sub(last_place(percent.places())?)?;
    let is = is_percent_of(percent, part, whole)?;
    Some(is || is_percent_of(less, part, whole)?)
}

/// One of the last of so many decimal places.
fn last_place(places: u32) -> Option<Amount> {
    let Some(zeros) = places.checked_sub(1) else {
        return Some(Amount::from_int(1));
    };
    let zeros = usize::try_from(zeros).ok()?;
    Amount::parse(&format!("0.{}1", "0".repeat(zeros))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn a_percentage_may_be_rounded_or_cut_off() {
        let is = |percent, part, whole| is_percent_of(amount(percent), amount(part), amount(whole));
        for (percent, part, whole) in [
            ("95.51", "298", "312"),
            ("95.5", "298", "312"),
            ("95", "298", "312"),
            ("66.66", "2", "3"),
            ("87.86", "24.6", "28"),
        ] {
            assert_eq!(is(percent, part, whole), Some(true), "{percent}");
        }
        assert_eq!(is("99.51", "298", "312"), Some(false));
        assert_eq!(is("0", "1", "0"), None);
    }
}
