//! Two amounts and their shares of both together: 甲1528.36万元，乙952.68万元，分别占
//! 61.6%和38.4%.

use crate::check::prose::{Block, Figure, Measure, is_share, swapped_percent};
use crate::check::{FiledProse, Findings};
use crate::model::{Amount, Percent};

/// Holds two shares against the sum of their amounts. They are of that where they make
/// 100%, or where one is and the other has two digits swapped.
pub fn shares_of_both(
    filed: &FiledProse<'_>,
    block: &Block,
    four: &[Figure],
    findings: &mut Findings,
) -> Option<()> {
    const FEWEST: usize = 3;
    let text = &block.text.plain;
    let [one, other, first, second] = four else {
        return None;
    };
    let percent = |figure: &Figure| figure.measure == Measure::Percent;
    let other_kind = Measure::Other(' ');
    let alike = one.measure == other.measure && one.measure != other_kind && !percent(one);
    let between = text[other.span.end..first.span.start].trim_start_matches(['，', ',']);
    let joined = ["和", "、", "，", "与"].contains(&&text[first.span.end..second.span.start]);
    let near = four.iter().any(|figure| figure.near);
    if !(alike && percent(first) && percent(second) && joined) || near {
        return None;
    }
    if !between.ends_with("分别占") && !between.ends_with("分别占比") {
        return None;
    }
    let whole = one.amount.checked_add(other.amount)?;
    let holds = |share: &Figure, part: &Figure| is_share(share.amount, part.amount, whole);
    let (is_first, is_second) = (holds(first, one)?, holds(second, other)?);
    let both = first.amount.checked_add(second.amount)?;
    let off = both.checked_sub(Amount::from_int(100))?.abs();
    let full = off.checked_mul(Amount::from_int(10))? <= Amount::from_int(1);
    let swapped = |share: &Figure, part: &Figure| {
        swapped_percent(share.amount, (part.amount, whole), FEWEST, false)
    };
    let slip = is_second && swapped(first, one) || is_first && swapped(second, other);
    if is_first && is_second || !(full || slip) {
        return None;
    }
    let right = |share: &Figure, part: &Figure| {
        let right = Percent::of(part.amount, whole)?;
        Some(Percent(right.0.round(share.amount.places().max(2))))
    };
    let (right_first, right_second) = (right(first, one)?, right(second, other)?);
    let message = format!(
        "写的是分别占 {}%和 {}%，{} 与 {} 分别占合计 {whole} 的 {right_first} 和 {right_second}",
        first.amount, second.amount, one.amount, other.amount
    );
    let words = one.span.start..second.span.end;
    let finding = filed.add(findings, block, (&block.text, words), message);
    finding.help("核对两个金额和两个占比，改正写错的一个");
    Some(())
}
