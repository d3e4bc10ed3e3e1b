//! Money that must add up: filled items against the totals they may belong to.

use super::execution::rate_holds_with;
use super::money::slip_in_sum;
use super::{FiledReport, Findings};
use crate::diagnostic::Severity;
use crate::model::amount::SumAgreement;
use crate::model::{Amount, DataPath, Funds, Items};

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
    let filled = counted(items);
    let amounts: Vec<Amount> = filled.iter().map(|(_, amount)| *amount).collect();
    if amounts.is_empty() {
        return None;
    }
    let sum = Amount::sum(amounts.iter().copied())?;
    let (total, amount, agreement) = nearest([usual, other], &amounts, |total| {
        let funds = filed.report.funds.as_ref();
        funds.is_some_and(|funds| is_meant(funds, total.key, sum))
    })?;
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

/// The items that are filled, without those that are part of the one above.
fn counted(items: &Items) -> Vec<(&str, Amount)> {
    let counted = items
        .iter()
        .filter(|(name, _)| !name.trim_start().starts_with("其中"));
    counted
        .filter_map(|(name, amount)| Some((name, (*amount)?)))
        .collect()
}

/// Whether the declared rate says that the sum of items, and not the figure of the
/// total, is the total.
fn is_meant(funds: &Funds, total: &str, sum: Amount) -> bool {
    funds.rate.is_some_and(|rate| match total {
        "全年预算数" => rate_holds_with(rate, Some(sum), funds.executed),
        "全年执行数" => rate_holds_with(rate, funds.budget, Some(sum)),
        _ => false,
    })
}

/// Whether the items or the rows below 其中 do not add up to the budget or to the
/// spending, and the declared rate is right with their sum: then it is the total
/// that is wrong, which has a finding of its own.
pub fn tell_of_total(filed: &FiledReport<'_>, funds: &Funds) -> bool {
    let layout = filed.form.funds.as_ref();
    let is_complete = layout.is_some_and(|layout| layout.parts_complete);
    let totals = [funds.budget, funds.executed];
    let of_items = [&funds.sources, &funds.natures].map(counted);
    let by_items = of_items.iter().any(|items| {
        let amounts: Vec<Amount> = items.iter().map(|(_, amount)| *amount).collect();
        let is_off = totals
            .iter()
            .flatten()
            .all(|total| is_off(*total, &amounts));
        let sum = Amount::sum(amounts).filter(|_| !items.is_empty() && is_off);
        sum.is_some_and(|sum| {
            is_meant(funds, "全年预算数", sum) || is_meant(funds, "全年执行数", sum)
        })
    });
    let by_rows = [("全年预算数", totals[0]), ("全年执行数", totals[1])];
    by_items
        || by_rows.into_iter().any(|(key, total)| {
            let parts = funds.parts.iter().filter_map(|(_, part)| match key {
                "全年预算数" => part.budget,
                _ => part.executed,
            });
            let parts: Vec<Amount> = parts.collect();
            let is_off = total.is_some_and(|total| {
                let is_held = is_complete || parts.iter().any(|part| *part > total);
                is_held && is_off(total, &parts)
            });
            let sum = Amount::sum(parts).filter(|_| is_off);
            sum.is_some_and(|sum| is_meant(funds, key, sum))
        })
}

fn is_off(total: Amount, parts: &[Amount]) -> bool {
    matches!(
        Amount::sum_agreement(total, parts),
        Some(SumAgreement::Off(_))
    )
}

/// The total that the parts agree with best: equal before rounded, rounded before
/// off; of two that are off the one that is meant, else the nearer, the first of
/// two that are alike.
fn nearest<'a>(
    totals: [Total<'a>; 2],
    parts: &[Amount],
    is_meant: impl Fn(&Total<'_>) -> bool,
) -> Option<(Total<'a>, Amount, SumAgreement)> {
    let held = totals.into_iter().filter_map(|total| {
        let amount = total.amount?;
        let agreement = Amount::sum_agreement(amount, parts)?;
        Some((total, amount, agreement))
    });
    held.min_by_key(|(total, _, agreement)| match agreement {
        SumAgreement::Equal => (0, Amount::ZERO),
        SumAgreement::Rounding(difference) => (1, difference.abs()),
        SumAgreement::Off(_) if is_meant(total) => (2, Amount::ZERO),
        SumAgreement::Off(difference) => (3, difference.abs()),
    })
}

/// `2335.64 + 10.0`, without the zeros.
pub fn addition(amounts: &[Amount]) -> String {
    let counted = amounts.iter().filter(|amount| !amount.is_zero());
    let texts: Vec<String> = counted.map(Amount::to_string).collect();
    texts.join(" + ")
}
