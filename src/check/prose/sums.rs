//! Amounts against their total, as people round and list them.

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
