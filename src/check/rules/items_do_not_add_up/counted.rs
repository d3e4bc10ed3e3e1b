//! Totals that say of how many items they are: 三项合计.

use crate::check::prose::{Block, count_before, off};
use crate::check::{FiledProse, Findings};
use crate::model::{Amount, MoneyUnit};
use std::ops::Range;

/// Holds 三项合计 against the three amounts before it.
pub fn counted_total(filed: &FiledProse<'_>, at: usize, findings: &mut Findings) -> Option<()> {
    let block = &filed.prose.blocks[at];
    let text = &block.text.plain;
    let totals = ["合计", "共计", "总计"];
    let mut items = text.match_indices('项');
    let (word, _) = items.find(|(at, sign)| {
        let after = &text[at + sign.len()..];
        totals.iter().any(|total| after.starts_with(total))
    })?;
    let (count, length) = count_before(&text[..word])?;
    let count = usize::try_from(count).ok().filter(|count| *count > 1)?;
    let start = word - length;
    let total = block
        .figures()
        .iter()
        .find(|figure| figure.span.start > word)?;
    const NEAREST: usize = 24;
    if total.near || total.span.start > word + NEAREST {
        return None;
    }
    let unit = total.money()?;
    let before = stated(block, 0..start, unit)?;
    let parts = if before.is_empty() {
        let items = &filed.prose.blocks[at.checked_sub(count)?..at];
        let first = |item: &Block| {
            let beside = item.chapter == block.chapter && item.under == block.under;
            let text = 0..item.text.plain.len();
            stated(item, text, unit)?
                .first()
                .copied()
                .filter(|_| beside)
        };
        items.iter().map(first).collect::<Option<Vec<Amount>>>()?
    } else {
        Some(before).filter(|before| before.len() == count)?
    };
    let (sum, difference) = off(total.amount, &parts)?;
    let words = start..total.span.end;
    let message = format!(
        "前面{count}项加起来是 {sum}{}，与写明的合计相差 {difference}",
        unit.chinese()
    );
    let finding = filed.add(findings, block, (&block.text, words), message);
    finding.help(format!(
        "核对各项；各项无误的，合计改为 {sum}{}",
        unit.chinese()
    ));
    Some(())
}

/// The amounts that a text states in this unit, without those by which something
/// changed. `None` where one is in another unit or only near.
fn stated(block: &Block, part: Range<usize>, unit: MoneyUnit) -> Option<Vec<Amount>> {
    let text = &block.text.plain;
    let mut amounts = Vec::new();
    let mut read = part.start;
    for figure in block.figures_in(part) {
        let since = &text[read..figure.span.start];
        read = figure.span.end;
        let changed = since.contains(['增', '减', '多', '少', '升', '降', '比', '较']);
        match figure.money() {
            Some(_) if changed => {}
            Some(money) if money == unit && !figure.near => amounts.push(figure.amount),
            Some(_) => return None,
            None => {}
        }
    }
    Some(amounts)
}
