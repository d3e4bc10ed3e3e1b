//! Tables against the total that they have or that is announced before them.

use crate::check::prose::{
    Block, Column, Table, Text, amount, differs, odd_total, off, swapped_sum,
};
use crate::check::{FiledProse, Findings};
use crate::model::Amount;

/// Before a list that need not be complete.
const SOME: [&str; 6] = ["主要", "其中", "部分", "重点", "较大", "等"];

/// Holds the rows of a table against its own total or the one announced before it,
/// and its columns against a column of totals.
pub fn hold(filed: &FiledProse<'_>, at: usize, table: &Table<'_>, findings: &mut Findings) {
    let block = &filed.prose.blocks[at];
    if let Some(total) = table.total {
        let wrong = table.columns.iter().filter(|column| {
            let cell = total.get(column.at);
            cell.filter(|cell| !table.is_subtotal || is_slip(column, cell))
                .is_some_and(|cell| adds_up(filed, block, column, cell, findings) == Some(false))
        });
        if wrong.count() == 0 {
            across(filed, block, table, findings);
        }
    } else if let [column] = &table.columns[..] {
        announced(filed, at, column, findings);
    } else {
        across(filed, block, table, findings);
    }
}

/// Holds the totals of a table with rows of parts against each other.
pub fn hold_nested(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) -> Option<()> {
    let odd = odd_total(block)?;
    let (sum, stated) = (odd.sum, odd.stated);
    let difference = sum.checked_sub(stated)?.abs();
    let message = format!("“其中”以外的各行加起来是 {sum}，与合计 {stated} 相差 {difference}");
    let words = (odd.cell, 0..odd.cell.plain.len());
    let finding = filed.add(findings, block, words, message);
    finding.help(format!("核对各行；各行无误的，合计改为 {sum}"));
    Some(())
}

/// Whether a total is that of its column once two digits change places.
fn is_slip(column: &Column<'_>, cell: &Text) -> bool {
    const FEWEST: usize = 4;
    amount(cell).is_some_and(|total| swapped_sum(total, &column.parts, FEWEST))
}

/// Holds a column against the cell of its total.
fn adds_up(
    filed: &FiledProse<'_>,
    block: &Block,
    column: &Column<'_>,
    cell: &Text,
    findings: &mut Findings,
) -> Option<bool> {
    let stated = amount(cell)?;
    let Some((sum, difference)) = off(stated, &column.parts) else {
        return Some(true);
    };
    let message = format!("各行加起来是 {sum}，与合计 {stated} 相差 {difference}");
    let finding = filed.add(findings, block, (cell, 0..cell.plain.len()), message);
    finding.help(format!("核对各行；各行无误的，合计改为 {sum}"));
    Some(false)
}

/// Holds the cells of a column of totals against the others of their rows. Which
/// columns it is the total of is known where all rows but one add up.
fn across(
    filed: &FiledProse<'_>,
    block: &Block,
    table: &Table<'_>,
    findings: &mut Findings,
) -> Option<()> {
    const FEWEST: usize = 3;
    let mut totals = table.columns.iter().filter(|column| column.is_total());
    let of = totals.next()?;
    let others = table.columns.iter().filter(|column| column.at != of.at);
    let others: Vec<usize> = others.map(|column| column.at).collect();
    if totals.next().is_some() || others.len() < 2 {
        return None;
    }
    let mut held = 0;
    let mut wrong = None;
    for row in table.rows.iter().copied().chain(table.total) {
        let Some((cell, stated)) = row.get(of.at).and_then(|cell| Some((cell, amount(cell)?)))
        else {
            continue;
        };
        let parts: Vec<Amount> = others
            .iter()
            .filter_map(|at| amount(row.get(*at)?))
            .collect();
        match off(stated, &parts) {
            None => held += 1,
            Some(_) if wrong.is_some() => return None,
            Some((sum, difference)) => wrong = Some((cell, stated, sum, difference)),
        }
    }
    let (cell, stated, sum, difference) = wrong.filter(|_| held >= FEWEST)?;
    let message = format!("这一行各列加起来是 {sum}，与写明的 {stated} 相差 {difference}");
    let finding = filed.add(findings, block, (cell, 0..cell.plain.len()), message);
    finding.help(format!("核对这一行；各列无误的，{}改为 {sum}", of.head));
    Some(())
}

/// Holds a column against the only amount in the sentence before the table.
fn announced(
    filed: &FiledProse<'_>,
    at: usize,
    column: &Column<'_>,
    findings: &mut Findings,
) -> Option<()> {
    let before = filed.prose.blocks.get(at.checked_sub(1)?)?;
    let text = &before.text.plain;
    let start = text.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let sentence = &text[start..];
    let ends = sentence.ends_with(['：', ':']);
    let announces = ["明细", "如下", "下表"]
        .iter()
        .any(|word| sentence.contains(word));
    if !ends || !announces || SOME.iter().any(|word| sentence.contains(word)) {
        return None;
    }
    let figures = before.figures_in(start..text.len()).iter();
    let mut money = figures.filter(|figure| figure.money().is_some());
    let total = money.next().filter(|total| !total.near)?;
    let unit = total.money()?;
    let other_unit = column.money_unit().is_some_and(|of_table| of_table != unit);
    if money.next().is_some() || other_unit {
        return None;
    }
    let (sum, difference) = off(total.amount, &column.parts)?;
    // Where the sum is the data's figure, that is said of the amount alone.
    let mut said = filed.statements().iter();
    let said = said.find(|one| std::ptr::eq(one.block, before) && one.figure.span == total.span);
    if let Some((known, _)) = said.and_then(|one| differs(filed, one))
        && off(known.amount, &column.parts).is_none()
    {
        return None;
    }
    let words = total.span.clone();
    let shown = &text[words.clone()];
    let message = format!(
        "明细加起来是 {sum}{}，与写明的 {shown} 相差 {difference}",
        unit.chinese()
    );
    let finding = filed.add(findings, before, (&before.text, words), message);
    finding.help("核对明细有没有漏项、错项，再核对合计");
    Some(())
}
