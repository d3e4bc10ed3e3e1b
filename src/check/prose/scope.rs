//! Whether an amount in a narrative is of all the unit's money or of one fund.

use super::{FiledProse, Statement};
use crate::model::{Amount, SumAgreement};

/// What a statement's amount is a part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All the money of the form.
    All,
    /// One of several sources, by its name and amount in the form's unit.
    Fund(String, Amount),
    /// A part that the form does not say.
    Unknown,
}

/// The scope of a statement that names this fund, or none.
pub fn scope(filed: &FiledProse<'_>, fund: Option<&str>) -> Scope {
    let Some(fund) = fund else {
        return Scope::All;
    };
    let Some(funds) = &filed.report.funds else {
        return Scope::Unknown;
    };
    let filled = funds.sources.iter().filter_map(|(name, amount)| {
        let amount = amount.filter(|amount| !amount.is_zero())?;
        Some((name, amount))
    });
    let filled: Vec<(&str, Amount)> = filled.collect();
    let amounts: Vec<Amount> = filled.iter().map(|(_, amount)| *amount).collect();
    let is_spent = funds.executed.is_some_and(|executed| {
        let agreement = Amount::sum_agreement(executed, &amounts);
        !matches!(agreement, None | Some(SumAgreement::Off(_)))
    });
    match &filled[..] {
        _ if !is_spent => Scope::Unknown,
        [(name, _)] if name.contains(fund) => Scope::All,
        _ => match filled.iter().find(|(name, _)| name.contains(fund)) {
            Some((name, amount)) => Scope::Fund((*name).to_owned(), *amount),
            None => Scope::Unknown,
        },
    }
}

/// Whether two statements stand in one chapter and are of one fund.
pub fn side_by_side(one: &Statement<'_>, other: &Statement<'_>) -> bool {
    one.block.chapter == other.block.chapter && one.fund() == other.fund()
}

/// Whether two amounts add up to a total, rounding aside.
pub fn adds_up(total: Amount, parts: [Amount; 2]) -> bool {
    let agreement = Amount::sum_agreement(total, &parts);
    !matches!(agreement, None | Some(SumAgreement::Off(_)))
}
