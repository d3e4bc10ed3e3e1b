//! Money that must add up: filled items against the totals they may belong to.

use super::money::slip_in_sum;
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

/// Holds items of 预算执行 (按收入性质, 按支出性质) against their usual total, or
/// against another one, which some forms mean: a note. An item called 其中… is part
/// of the one above it. Says nothing where no item is filled, or no total.
pub fn hold_items(
    filed: &FiledReport<'_>,
    key: &str,
    items: &Items,
    (usual, other): (Total<'_>, Total<'_>),
    findings: &mut Findings,
) -> Option<()> {
    let filled: Vec<(&str, Amount)> = items
        .iter()
        .filter(|(name, _)| !name.trim_start().starts_with("其中"))
        .filter_map(|(name, amount)| Some((name, (*amount)?)))
        .collect();
    let amounts: Vec<Amount> = filled.iter().map(|(_, amount)| *amount).collect();
    if amounts.is_empty() {
        return None;
    }
    let sum = Amount::sum(amounts.iter().copied())?;
    let (total, amount, agreement) = nearest([usual, other], &amounts)?;
    let is_usual = total.key == usual.key || usual.amount.is_none();
    let (message, severity) = match agreement {
        SumAgreement::Equal if is_usual => return None,
        SumAgreement::Equal => (
            format!(
                "{key}合计 {sum}，与{}相等，与{} {} 不等",
                total.key, usual.key, usual.amount?
            ),
            Severity::Note,
        ),
        SumAgreement::Rounding(difference) => (
            format!(
                "{key}合计 {sum}，与{} {amount} 相差 {}，在四舍五入的范围内",
                total.key,
                difference.abs()
            ),
            Severity::Note,
        ),
        SumAgreement::Off(difference) => (
            format!(
                "{key}合计 {sum}（{}），与{} {amount} 相差 {}",
                addition(&amounts),
                total.key,
                difference.abs()
            ),
            Severity::Error,
        ),
    };
    let path = DataPath::from("预算执行").key(key);
    let finding = findings.add(filed.file, path.clone(), message);
    finding.severity(severity);
    if severity == Severity::Error {
        let slip = slip_in_sum(amount, &filled);
        finding.help(slip.unwrap_or_else(|| format!("核对各项金额，合计应为 {amount}")));
    }
    let place = |total: &Total<'_>| DataPath::from("预算执行").key(total.key);
    finding.related(place(&total), format!("{} {amount}", total.key));
    for (name, amount) in filled {
        finding.related(path.clone().key(name), format!("{name} {amount}"));
    }
    for other in [usual, other].iter().filter(|other| other.key != total.key) {
        if let Some(amount) = other.amount {
            finding.related(place(other), format!("{} {amount}", other.key));
        }
    }
    Some(())
}

/// The total that the parts agree with best: equal before rounded, rounded before
/// off; the nearer of two that are off, the first of two that are alike.
fn nearest<'a>(
    totals: [Total<'a>; 2],
    parts: &[Amount],
) -> Option<(Total<'a>, Amount, SumAgreement)> {
    let held = totals.into_iter().filter_map(|total| {
        let amount = total.amount?;
        let agreement = Amount::sum_agreement(amount, parts)?;
        Some((total, amount, agreement))
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
