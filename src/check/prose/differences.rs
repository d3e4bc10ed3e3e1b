//! Statements that differ from the data.

use super::{FiledProse, Known, Scope, Statement, adds_up, scope, side_by_side};
use crate::model::Amount;

/// The figure of the data that a statement should have, and what else speaks for
/// it; `None` where it has it or where nobody can say.
pub fn differs<'k>(
    filed: &'k FiledProse<'_>,
    statement: &Statement<'_>,
) -> Option<(&'k Known, String)> {
    let (known, said) = (filed.known(), filed.statements());
    let year = filed.report.year.map(|year| year.0);
    let this_year = statement.year.is_none() || statement.year == year;
    if statement.last_year || !this_year {
        return None;
    }
    let called = |known: &&Known| known.labels.contains(&statement.label);
    let mut meant = known.iter().filter(called);
    let first = meant.clone().next()?;
    if meant.any(|known| statement.figure.is_money(known.amount, known.unit) != Some(false)) {
        return None;
    }
    if first.whole {
        let is_all = scope(filed, statement.fund()) == Scope::All
            && !speaks_of_a_part(filed, statement, known);
        return is_all.then(|| (first, String::new()));
    }
    if statement.is_planned() {
        return None;
    }
    match scope(filed, statement.fund()) {
        Scope::All => Some((first, String::new())),
        Scope::Fund(name, total) => in_fund(statement, said, first, (&name, total)),
        Scope::Unknown => None,
    }
}

/// The same where the statement is only of one of several funds.
fn in_fund<'k>(
    statement: &Statement<'_>,
    said: &[Statement<'_>],
    known: &'k Known,
    (name, total): (&str, Amount),
) -> Option<(&'k Known, String)> {
    if statement.figure.money() != Some(known.unit) {
        return None;
    }
    let amount = statement.figure.amount;
    if amount > known.amount {
        return Some((known, format!("，{name}只是其中一部分，不会更多")));
    }
    let beside = said.iter().filter(|other| {
        ["基本支出", "项目支出"].contains(&&*other.label)
            && other.label != statement.label
            && side_by_side(other, statement)
            && other.figure.money() == Some(known.unit)
    });
    let mut beside = beside.map(|other| (&other.label, other.figure.amount));
    let (other, theirs) = beside.next().filter(|_| beside.next().is_none())?;
    let fits = adds_up(total, [theirs, known.amount]) && !adds_up(total, [theirs, amount]);
    let why = format!("；加上{other}{theirs}，表里的数才等于{name}{total}");
    fits.then_some((known, why))
}

/// Whether the year's budget that a statement gives may be that of a part of the
/// unit's money: of what stands before it or over it.
fn speaks_of_a_part(filed: &FiledProse<'_>, statement: &Statement<'_>, known: &[Known]) -> bool {
    let before = &statement.block.text.plain[..statement.words.start];
    let above = filed.headings_above(statement.block);
    let mut texts = above.map(|block| block.text.plain.as_str()).chain([before]);
    let parts = known.iter().filter(|known| !known.whole);
    let labels: Vec<&String> = parts.flat_map(|known| &known.labels).collect();
    texts.any(|text| {
        text.contains("项目")
            || text.contains("三公")
            || labels.iter().any(|label| text.contains(*label))
    })
}
