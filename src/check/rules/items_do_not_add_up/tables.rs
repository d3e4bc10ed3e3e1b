//! Tables against the total that they have or that is announced before them.

use crate::check::prose::{Column, Table, differs, off};
use crate::check::{FiledProse, Findings};
use crate::model::Amount;

/// Before a list that need not be complete.
const SOME: [&str; 6] = ["主要", "其中", "部分", "重点", "较大", "等"];

/// Holds the rows of a table against its own total or the one announced before it.
pub fn hold(filed: &FiledProse<'_>, at: usize, table: &Table<'_>, findings: &mut Findings) {
    let Some(total) = table.total else {
        if let [column] = &table.columns[..] {
            announced(filed, at, column, findings);
        }
        return;
    };
    for column in &table.columns {
        let Some((cell, stated)) = total
            .get(column.at)
            .and_then(|cell| Some((cell, Amount::parse(&cell.plain).ok()?)))
        else {
            continue;
        };
        if let Some((sum, difference)) = off(stated, &column.parts) {
            let message = format!("各行加起来是 {sum}，与合计 {stated} 相差 {difference}");
            let words = 0..cell.plain.len();
            let block = &filed.prose.blocks[at];
            let finding = filed.add(findings, block, (cell, words), message);
            finding.help(format!("核对各行；各行无误的，合计改为 {sum}"));
        }
    }
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
