//! Amounts against their total, as people round and list them.

use super::exchanged::changed_places;
use super::half_unit;
use crate::model::{Amount, SumAgreement};

/// The sum of the parts and its difference from the total, where rounding does
/// not explain it, nor that some rows are the parts of the row above them.
pub fn off(total: Amount, parts: &[Amount]) -> Option<(Amount, Amount)> {
    let agrees = |parts: &[Amount]| {
        let agreement = Amount::sum_agreement(total, parts);
        !matches!(agreement, Some(SumAgreement::Off(_)))
    };
    if agrees(parts) || agrees(&top_level(parts)) {
        return None;
    }
    let sum = Amount::sum(parts.iter().copied())?;
    Some((sum, sum.checked_sub(total)?.abs()))
}

/// Whether amounts that are each rounded as the sentence needs may be so far off.
pub fn is_rounding(difference: Amount, total: Amount, parts: &[Amount]) -> bool {
    let all = || parts.iter().copied().chain([total]);
    let rounded = all().any(|amount| amount.places() > 0);
    let halves: Option<Vec<Amount>> = all()
        .filter(|amount| !amount.is_zero())
        .map(half_unit)
        .collect();
    let tolerance = halves.and_then(Amount::sum);
    rounded && tolerance.is_none_or(|tolerance| difference <= tolerance)
}

/// The rows that are not parts of a row above them.
fn top_level(rows: &[Amount]) -> Vec<Amount> {
    const MOST: usize = 60;
    let mut top = Vec::new();
    let mut rest = rows;
    while let Some((row, below)) = rest.split_first() {
        top.push(*row);
        let parts = (2..=below.len().min(MOST)).find(|&count| {
            let sum = Amount::sum(below[..count].iter().copied());
            sum == Some(*row) && !row.is_zero()
        });
        rest = &below[parts.unwrap_or(0)..];
    }
    top
}

/// Whether one wrongly typed figure explains why the parts do not add up: two of
/// its digits changed places, or one is missing or doubled. `near` says that they
/// are nearly the total; else the figure must be a long one.
pub fn is_misprint(total: Amount, parts: &[Amount], near: bool) -> bool {
    const SHORTEST: usize = 3;
    const LONG: usize = 5;
    let Some(sum) = Amount::sum(parts.iter().copied()) else {
        return false;
    };
    let Some(more) = total.checked_sub(sum) else {
        return false;
    };
    let places = parts.iter().chain([&total]).map(|amount| amount.places());
    let places = places.max().unwrap_or(0);
    let pairs = parts.iter().map(|part| (*part, part.checked_add(more)));
    let mut pairs = pairs.chain([(total, Some(sum))]);
    pairs.any(|(written, meant)| {
        let Some(meant) = meant.filter(|meant| !meant.is_negative() && !meant.is_zero()) else {
            return false;
        };
        let (written, meant) = (digits(written, places), digits(meant, places));
        let length = written.trim_end_matches('0').len();
        let enough = if near { SHORTEST } else { LONG };
        length >= enough
            && (changed_places(&written, &meant)
                || one_more(&written, &meant)
                || one_more(&meant, &written))
    })
}

/// The digits of an amount with so many decimal places.
fn digits(amount: Amount, places: u32) -> String {
    let missing = usize::try_from(places - amount.places().min(places)).unwrap_or(0);
    let digits: String = amount
        .to_string()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let digits = digits.trim_start_matches('0');
    format!("{digits}{}", "0".repeat(missing))
}

/// Whether one has a digit more than the other.
fn one_more(longer: &str, shorter: &str) -> bool {
    let same = longer.bytes().zip(shorter.bytes());
    let same = same.take_while(|(one, other)| one == other).count();
    longer.len() == shorter.len() + 1 && longer[same + 1..] == shorter[same..]
}
