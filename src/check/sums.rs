//! Money that must add up: filled items against the totals they may belong to.

use super::{FiledReport, Findings};
use crate::diagnostic::Severity;
use crate::model::amount::SumAgreement;
use crate::model::{Amount, DataPath, Items};

/// A total that items can add up to.
#[derive(Debug, Clone, Copy)]
pub struct Total<'a> {
    /// Its key in 预算执行.
    pub key: &'a str,
    /// The figure.
    pub amount: Option<Amount>,
}

/// Holds items of 预算执行 (按收入性质, 按支出性质) against the first of the totals,
/// or another of them when they agree with that one instead. Says nothing where no
/// item is filled, or no total.
pub fn hold_items(
    filed: &FiledReport<'_>,
    key: &str,
    items: &Items,
    totals: &[Total<'_>],
    findings: &mut Findings,
) -> Option<()> {
    let filled: Vec<(&str, Amount)> = items
        .iter()
        .filter_map(|(name, amount)| Some((name, (*amount)?)))
        .collect();
    let amounts: Vec<Amount> = filled.iter().map(|(_, amount)| *amount).collect();
    if amounts.is_empty() {
        return None;
    }
    let (total, amount, agreement) = nearest(totals, &amounts)?;
    let sum = Amount::sum(amounts.iter().copied())?;
    let path = DataPath::from("预算执行").key(key);
    let finding = match agreement {
        SumAgreement::Equal => return None,
        SumAgreement::Rounding(difference) => findings
            .add(
                filed.file,
                path.clone(),
                format!(
                    "{key}合计 {sum}，与{} {amount} 相差 {}，在四舍五入的范围内",
                    total.key,
                    difference.abs()
                ),
            )
            .severity(Severity::Note),
        SumAgreement::Off(difference) => findings
            .add(
                filed.file,
                path.clone(),
                format!(
                    "{key}合计 {sum}（{}），与{} {amount} 相差 {}",
                    addition(&amounts),
                    total.key,
                    difference.abs()
                ),
            )
            .help(format!("核对各项金额，合计应为 {amount}")),
    };
    finding.related(
        DataPath::from("预算执行").key(total.key),
        format!("{} {amount}", total.key),
    );
    for (name, amount) in filled {
        finding.related(path.clone().key(name), format!("{name} {amount}"));
    }
    Some(())
}

/// The total that the parts agree with best: equal before rounded, rounded before
/// off; the nearer of two that are off.
fn nearest<'a>(
    totals: &[Total<'a>],
    parts: &[Amount],
) -> Option<(Total<'a>, Amount, SumAgreement)> {
    let held = totals.iter().filter_map(|total| {
        let amount = total.amount?;
        let agreement = Amount::sum_agreement(amount, parts)?;
        Some((*total, amount, agreement))
    });
    held.min_by_key(|(_, _, agreement)| match agreement {
        SumAgreement::Equal => (0, Amount::ZERO),
        SumAgreement::Rounding(difference) => (1, difference.abs()),
        SumAgreement::Off(difference) => (2, difference.abs()),
    })
}

/// `2335.64 + 10.0`, without the zeros.
pub fn addition(amounts: &[Amount]) -> String {
    let counted = amounts.iter().filter(|amount| !amount.is_zero());
    let texts: Vec<String> = counted.map(Amount::to_string).collect();
    texts.join(" + ")
}
