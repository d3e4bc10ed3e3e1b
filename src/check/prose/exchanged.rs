//! Figures of which two neighbouring digits changed places: 2463 for 2436, the slip
//! that a typist makes most. Where one such figure alone explains why a reckoning
//! does not come out, hardly anything else can.

use super::is_percent_of;
use crate::model::Amount;

/// Whether two numbers have the same digits but for two neighbours that changed
/// places: 96.31 and 96.13. Three digits at least.
pub fn is_swapped(one: &str, other: &str) -> bool {
    const FEWEST: usize = 3;
    let point = |text: &str| text.bytes().rev().position(|byte| byte == b'.');
    point(one) == point(other) && digits(one).count() >= FEWEST && changed_places(one, other)
}

fn digits(number: &str) -> impl Iterator<Item = u8> {
    number.bytes().filter(u8::is_ascii_digit)
}

/// Whether two neighbours of the digits of these numbers changed places.
pub fn changed_places(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (digits(one), digits(other));
    let differing = std::iter::from_fn(|| Some((one.next()?, other.next()?)))
        .find(|(first, second)| first != second);
    let Some((first, second)) = differing else {
        return false;
    };
    one.next() == Some(second) && other.next() == Some(first) && one.eq(other)
}

/// What a figure may have been before two of its digits changed places, neighbours or
/// any two of them. Nothing for one of fewer digits.
fn unswapped(amount: Amount, fewest: usize, any_two: bool) -> Vec<Amount> {
    let text = amount.to_string();
    let digit = |(_, byte): &(usize, u8)| byte.is_ascii_digit();
    let places = text.bytes().enumerate().filter(digit);
    let places: Vec<usize> = places.map(|(at, _)| at).collect();
    let count = places.len();
    if count < fewest || amount.is_negative() {
        return Vec::new();
    }
    let second = |first: usize| match any_two {
        true => first + 1..count,
        false => first + 1..count.min(first + 2),
    };
    let pairs = (0..count).flat_map(|first| second(first).map(move |second| (first, second)));
    let others = pairs.filter_map(|(first, second)| {
        let mut bytes = text.clone().into_bytes();
        bytes.swap(places[first], places[second]);
        let other = String::from_utf8(bytes).ok()?;
        let zeros = other.starts_with('0') && !other.starts_with("0.");
        (other != text && !zeros).then(|| Amount::parse(&other).ok())?
    });
    others.collect()
}

/// Whether the parts make the total exactly once two digits of one of these figures
/// change places; not where they do as they stand.
pub fn swapped_sum(total: Amount, parts: &[Amount], fewest: usize) -> bool {
    let Some(more) = Amount::sum(parts.iter().copied()).and_then(|sum| total.checked_sub(sum))
    else {
        return false;
    };
    let explains = |written: Amount, meant: Option<Amount>| {
        meant.is_some_and(|meant| unswapped(written, fewest, false).contains(&meant))
    };
    !more.is_zero()
        && (parts
            .iter()
            .any(|part| explains(*part, part.checked_add(more)))
            || explains(total, total.checked_sub(more)))
}

/// Whether a percentage is that of a part of a whole once two of its digits change
/// places, neighbours or any two, and not as it stands.
pub fn swapped_percent(
    percent: Amount,
    (part, whole): (Amount, Amount),
    fewest: usize,
    any_two: bool,
) -> bool {
    let is = |percent: Amount| is_percent_of(percent, part, whole) == Some(true);
    !is(percent) && unswapped(percent, fewest, any_two).into_iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn neighbours_that_changed_places_are_a_slip() {
        for (one, other) in [
            ("96.31", "96.13"),
            ("2436", "2463"),
            ("98.42", "98.24"),
            ("1,245", "1254"),
        ] {
            assert!(is_swapped(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("96.31", "93.16"),
            ("12", "21"),
            ("96.31", "963.1"),
            ("96.31", "96.31"),
        ] {
            assert!(!is_swapped(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_swapped_figure_explains_a_sum() {
        let parts = [amount("21306"), amount("20877"), amount("6512")];
        assert!(swapped_sum(amount("46895"), &parts, 4));
        assert!(!swapped_sum(amount("48695"), &parts, 4));
        assert!(!swapped_sum(amount("48696"), &parts, 4));
        let parts = [amount("21306"), amount("20877"), amount("6521")];
        assert!(swapped_sum(amount("48695"), &parts, 4));
        assert!(!swapped_sum(amount("48695"), &parts, 5));
        let of = (amount("67.42"), amount("71.3"));
        assert!(swapped_percent(amount("95.46"), of, 4, false));
        assert!(!swapped_percent(amount("94.56"), of, 4, false));
        assert!(!swapped_percent(amount("96.54"), of, 4, false));
        assert!(swapped_percent(amount("96.54"), of, 4, true));
    }
}
