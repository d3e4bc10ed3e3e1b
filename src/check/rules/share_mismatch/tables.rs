//! The shares in a column of a table against the amounts beside them.

use crate::check::prose::{Block, Table, Text, amount, is_share, off};
use crate::check::{FiledProse, Findings};
use crate::model::{Amount, Percent};

/// A row's amount and its share, with the cell that says it.
type Row<'t> = (Amount, Amount, &'t Text);

/// Holds the columns of shares against the column of amounts that the most of their
/// rows are reckoned from; where there is none, nothing is known of them.
pub fn shares_in_table(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    const FEWEST: usize = 3;
    let Some(table) = Table::read(block).filter(|table| !table.shares.is_empty()) else {
        return;
    };
    for (at, _) in &table.shares {
        // the nearest column before it is the likeliest
        let before = table.columns.iter().rev().filter(|column| column.at < *at);
        let found = before.into_iter().find_map(|column| {
            let total = table.total.and_then(|row| amount(row.get(column.at)?));
            // a column that does not add up is said to be one
            if total.is_some_and(|total| off(total, &column.parts).is_some()) {
                return None;
            }
            let whole = total.or_else(|| Amount::sum(column.parts.iter().copied()))?;
            let rows = table
                .rows
                .iter()
                .filter_map(|row| share(row, column.at, *at));
            let rows: Vec<Row<'_>> = rows.collect();
            let is_off = |row: &&Row<'_>| is_share(row.1, row.0, whole) == Some(false);
            let wrong: Vec<Row<'_>> = rows.iter().filter(is_off).copied().collect();
            let few = wrong.len() == 1 || wrong.len() * 4 <= rows.len();
            (few && rows.len() >= FEWEST).then_some((whole, wrong))
        });
        let Some((whole, wrong)) = found else {
            continue;
        };
        for (part, percent, cell) in wrong {
            let Some(right) = Percent::of(part, whole) else {
                continue;
            };
            let right = Percent(right.0.round(percent.places().max(2)));
            let message = format!("写的占比是 {percent}%，{part} ÷ {whole} = {right}");
            let words = 0..cell.plain.len();
            let finding = filed.add(findings, block, (cell, words), message);
            finding.help(format!("核对两个金额；金额无误的，占比改为 {right}"));
        }
    }
}

/// The amount of a row and its share.
fn share<'t>(row: &'t [Text], amount_at: usize, share_at: usize) -> Option<Row<'t>> {
    let cell = row.get(share_at)?;
    let percent = Amount::parse(cell.plain.strip_suffix('%')?).ok()?;
    Some((amount(row.get(amount_at)?)?, percent, cell))
}
