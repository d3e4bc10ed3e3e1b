//! Totals that say of how many items they are: 三项合计.

use crate::check::prose::{Block, Figure, count_before, off, same_unit, unit_of};
use crate::check::{FiledProse, Findings};
use crate::model::Amount;
use std::ops::Range;

/// Holds 三项合计 against the three amounts before it, in each unit that it has.
pub fn counted_total(filed: &FiledProse<'_>, at: usize, findings: &mut Findings) -> Option<()> {
    const NEAREST: usize = 24;
    let block = &filed.prose.blocks[at];
    let text = &block.text.plain;
    if !block.says_any(&["项合计", "项共计", "项总计"]) {
        return None;
    }
    let totals = ["合计", "共计", "总计"];
    let mut items = text.match_indices('项');
    let (word, _) = items.find(|(at, sign)| {
        let after = &text[at + sign.len()..];
        totals.iter().any(|total| after.starts_with(total))
    })?;
    let (count, length) = count_before(&text[..word])?;
    let count = usize::try_from(count).ok().filter(|count| *count > 1)?;
    let start = word - length;
    let figures = block.figures_in(word..text.len());
    let first = figures.first()?;
    if first.span.start > word + NEAREST {
        return None;
    }
    // 合计656人次、71.78万元
    let mut end = first.span.start;
    for total in figures {
        let unit = unit_of(text, total);
        let goes_on = matches!(text.get(end..total.span.start), Some("" | "、" | "，"));
        if !goes_on || total.near {
            break;
        }
        let unit_at = text[total.span.start..].find(unit).unwrap_or(0);
        end = total.span.start + unit_at + unit.len();
        hold(filed, (at, start, count), (total, unit), findings);
    }
    Some(())
}

/// Holds one of the totals against as many numbers in its unit.
fn hold(
    filed: &FiledProse<'_>,
    (at, start, count): (usize, usize, usize),
    (total, unit): (&Figure, &str),
    findings: &mut Findings,
) -> Option<()> {
    let block = &filed.prose.blocks[at];
    let before = stated(block, 0..start, (total, unit))?;
    let parts = if before.is_empty() {
        let items = &filed.prose.blocks[at.checked_sub(count)?..at];
        let first = |item: &Block| {
            let beside = item.chapter == block.chapter && item.under == block.under;
            let text = 0..item.text.plain.len();
            let stated = stated(item, text, (total, unit))?;
            stated.first().copied().filter(|_| beside)
        };
        items.iter().map(first).collect::<Option<Vec<Amount>>>()?
    } else {
        Some(before).filter(|before| before.len() == count)?
    };
    let (sum, difference) = off(total.amount, &parts)?;
    let message = format!("前面{count}项加起来是 {sum}{unit}，与写明的合计相差 {difference}");
    let words = start..total.span.end;
    let finding = filed.add(findings, block, (&block.text, words), message);
    finding.help(format!("核对各项；各项无误的，合计改为 {sum}{unit}"));
    Some(())
}

/// The numbers that a text states in this unit, without those by which something
/// changed. `None` where one is only near, or one of money in another unit.
fn stated(
    block: &Block,
    part: Range<usize>,
    (total, unit): (&Figure, &str),
) -> Option<Vec<Amount>> {
    let text = &block.text.plain;
    let mut amounts = Vec::new();
    let mut read = part.start;
    for figure in block.figures_in(part) {
        let since = &text[read..figure.span.start];
        read = figure.span.end;
        let changed = since.contains(['增', '减', '多', '少', '升', '降', '比', '较']);
        let alike = match total.money() {
            Some(_) => figure.money().is_some(),
            None => same_unit(unit_of(text, figure), unit),
        };
        if !alike || changed {
            continue;
        }
        if figure.measure != total.measure || figure.near {
            return None;
        }
        amounts.push(figure.amount);
    }
    Some(amounts)
}
