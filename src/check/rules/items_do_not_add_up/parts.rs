//! Totals in sentences against their parts.

use crate::check::prose::{
    Actuals, Block, Breakdown, Lead, Measure, Wrong, breakdowns, differs, is_rounding, is_share,
    listed, off, whole_families,
};
use crate::check::{FiledProse, Findings};
use crate::model::Amount;

/// Holds totals against the parts that are known to be all of them.
pub fn families(filed: &FiledProse<'_>, findings: &mut Findings) {
    for (total, parts) in whole_families(filed.statements()) {
        let amounts: Vec<Amount> = parts.iter().map(|part| part.figure.amount).collect();
        let whole = total.figure.amount;
        let Some((sum, difference)) = off(whole, &amounts)
            .filter(|(_, difference)| !is_rounding(*difference, whole, &amounts))
        else {
            continue;
        };
        let planned = total.is_planned();
        if parts.iter().any(|part| part.is_planned() != planned) {
            continue;
        }
        // What differs from the data is said there.
        let mut all = parts.iter().copied().chain([total]);
        if all.any(|one| differs(filed, one).is_some()) {
            continue;
        }
        let names: Vec<&str> = parts.iter().map(|part| part.label.as_str()).collect();
        let message = format!(
            "{}加起来是 {sum}，与{}{}相差 {difference}",
            names.join("、"),
            total.label,
            total.shown()
        );
        let words = total.words.clone();
        let finding = filed.add(findings, total.block, (&total.block.text, words), message);
        finding.help("核对各项和合计，改正写错的一个");
    }
}

/// Holds totals against the parts that are listed beside them. Whether any was wrong.
pub fn broken_down(filed: &FiledProse<'_>, at: usize, findings: &mut Findings) -> bool {
    let mut is_wrong = false;
    let block = &filed.prose.blocks[at];
    let below = listed(&filed.prose.blocks, at).filter(|list| {
        // of its parts nothing can be quoted here
        !matches!(list.wrong(), Some(Wrong::Over(_)))
    });
    for breakdown in breakdowns(block).into_iter().chain(below) {
        let Some(wrong) = breakdown.wrong() else {
            continue;
        };
        is_wrong = true;
        if said_elsewhere(filed, block, &breakdown) {
            continue;
        }
        let text = &block.text.plain;
        let shown = &text[breakdown.total.words.clone()];
        let unit = &text[breakdown.total.unit.clone()];
        let (words, message, help) = match wrong {
            Wrong::Over(at) => {
                let part = breakdown.parts[at].words.clone();
                let message = format!("其中的 {} 比总数 {shown} 还大", &text[part.clone()]);
                (part, message, "核对总数和分项，改正写错的一个".to_owned())
            }
            Wrong::Sum { sum, difference } => {
                let message =
                    format!("所列各项加起来是 {sum}{unit}，与写明的 {shown} 相差 {difference}");
                let help = format!("核对各项有没有写错、漏列；各项无误的，总数改为 {sum}{unit}");
                (breakdown.total.words.clone(), message, help)
            }
        };
        let finding = filed.add(findings, block, (&block.text, words), message);
        finding.help(help);
    }
    is_wrong
}

/// Whether another rule names what is wrong with a breakdown: a figure that differs
/// from the data, a share, a total whose parts are known.
fn said_elsewhere(filed: &FiledProse<'_>, block: &Block, breakdown: &Breakdown) -> bool {
    let beside = breakdown.parts.iter().filter(|_| !breakdown.is_list);
    let starts: Vec<usize> = beside
        .chain([&breakdown.total])
        .map(|count| count.words.start)
        .collect();
    let here = |start: usize| starts.contains(&start);
    let said = filed.statements().iter();
    let mut said = said.filter(|one| std::ptr::eq(one.block, block) && here(one.figure.span.start));
    if said.any(|one| differs(filed, one).is_some()) {
        return true;
    }
    // the figure of an indicator with two digits swapped is told as that
    let year = filed.report.year.map(|year| year.0);
    let actuals = Actuals::of(filed.report);
    let swapped = actuals.swapped(&block.text.plain, block.figures(), year);
    if swapped.iter().any(|one| here(one.words.start)) {
        return true;
    }
    if breakdown.lead == Lead::Sorted {
        let amounts = breakdown.parts.iter().map(|part| part.amount);
        let amounts: Vec<Amount> = amounts.collect();
        let mut known = filed.known().iter();
        if known.any(|known| off(known.amount, &amounts).is_none()) {
            return true;
        }
    }
    let mut families = whole_families(filed.statements());
    let total = breakdown.total.words.start;
    families.any(|(whole, _)| std::ptr::eq(whole.block, block) && whole.figure.span.start == total)
        || breakdown.lead == Lead::Among && !breakdown.is_list && has_wrong_share(block, breakdown)
}

/// Whether a share stands behind a part that is neither one of the total nor of the
/// sum.
fn has_wrong_share(block: &Block, breakdown: &Breakdown) -> bool {
    let text = &block.text.plain;
    let amounts = breakdown.parts.iter().map(|part| part.amount);
    let wholes = [Some(breakdown.total.amount), Amount::sum(amounts)];
    breakdown.parts.iter().any(|part| {
        let mut after = block
            .figures()
            .iter()
            .filter(|figure| figure.span.start > part.words.start);
        let Some(share) = after
            .next()
            .filter(|share| share.measure == Measure::Percent)
        else {
            return false;
        };
        let between = text
            .get(part.words.end..share.span.start)
            .unwrap_or_default();
        if !between.trim_start_matches(['，', '（']).starts_with('占') {
            return false;
        }
        let mut wholes = wholes.into_iter().flatten();
        wholes.all(|whole| is_share(share.amount, part.amount, whole) == Some(false))
    })
}
