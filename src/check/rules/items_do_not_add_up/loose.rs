//! Totals and parts that no words tie together for certain, and that come out exactly
//! once two digits of one figure change places: hardly anything else explains that.

use crate::check::prose::{
    Block, Figure, Measure, off, sentences, swapped_sum, unit_of, whole_families,
};
use crate::check::{FiledProse, Findings};
use crate::model::Amount;
use std::ops::Range;

/// A list of fewer digits is too soon like another.
const LONG: usize = 5;

/// The same where a word says that it is a total.
const SHORT: usize = 4;

/// More parts than these are not looked at.
const MOST: usize = 12;

/// Between a total and the parts behind it stands one of these.
const BEFORE: [&str; 6] = ["其中", "：", "包括", "分别", "中，", "用于"];

/// Right before a total behind its parts.
const ALTOGETHER: [&str; 6] = ["共", "共计", "合计", "总计", "共有", "累计"];

/// Before the last part of a total.
const LAST: [&str; 3] = ["剩余", "其余", "余下"];

/// Holds totals against whatever stands before or behind them.
pub fn sums(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    let text = &block.text.plain;
    let may = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if block.figures().len() < 3 || !(may(&BEFORE) || may(&ALTOGETHER) || may(&LAST)) {
        return;
    }
    let said =
        whole_families(filed.statements()).any(|(whole, _)| std::ptr::eq(whole.block, block));
    for sentence in sentences(text) {
        let figures = block.figures_in(sentence.clone()).iter();
        let figures: Vec<&Figure> = figures
            .filter(|figure| is_count(&text[sentence.start..], figure, sentence.start))
            .collect();
        let found = (0..figures.len()).find_map(|at| {
            let behind = || behind(text, &figures, at).filter(|_| !said);
            let before = || before(text, (&sentence, &figures), at);
            behind().or_else(before).map(|sum| (figures[at], sum))
        });
        let Some((total, sum)) = found else { continue };
        let unit = unit_of(text, total);
        let unit_at = text[total.span.start..].find(unit).unwrap_or(0);
        let words = total.span.start..total.span.start + unit_at + unit.len();
        let shown = &text[words.clone()];
        let message = format!(
            "前后各项加起来是 {sum}{unit}，与写明的 {shown} 不符；有一个数颠倒两位就正好相符"
        );
        let finding = filed.add(findings, block, (&block.text, words), message);
        finding.help(format!("核对各项；各项无误的，改为 {sum}{unit}"));
    }
}

/// The sum of all parts behind a total in its sentence, where it is the swapped one.
fn behind(text: &str, figures: &[&Figure], at: usize) -> Option<Amount> {
    let total = figures[at];
    let rest = figures[at + 1..].iter();
    let parts: Vec<&Figure> = rest
        .filter(|figure| figure.measure == total.measure)
        .copied()
        .collect();
    let first = parts.first()?;
    let between = &text[total.span.end..first.span.start];
    let leads = BEFORE.iter().any(|word| between.contains(word));
    if !leads || total.money().is_none() || parts.len() > MOST {
        return None;
    }
    swapped(total.amount, &amounts(&parts), LONG)
}

/// The sum of the parts before a total, where it is the swapped one.
fn before(
    text: &str,
    (sentence, figures): (&Range<usize>, &[&Figure]),
    at: usize,
) -> Option<Amount> {
    let total = figures[at];
    let said = &text[sentence.start..total.span.start];
    if ALTOGETHER.iter().any(|word| said.ends_with(word)) {
        let last = *figures[..at].last()?;
        let unit = unit_of(text, last);
        let mut parts: Vec<&Figure> = figures[..at].to_vec();
        // what counts else stands before them
        let other = parts.iter().rposition(|part| unit_of(text, part) != unit);
        parts.drain(..other.map_or(0, |other| other + 1));
        let money = total.money() == last.money();
        if !money || parts.len() > MOST {
            return None;
        }
        let amounts = amounts(&parts);
        let mut suffixes = (0..parts.len().saturating_sub(1)).map(|from| &amounts[from..]);
        let holds = suffixes.any(|parts| off(total.amount, parts).is_none());
        let mut suffixes = (0..parts.len().saturating_sub(1)).map(|from| &amounts[from..]);
        return suffixes
            .find_map(|parts| swapped(total.amount, parts, SHORT))
            .filter(|_| !holds);
    }
    let alike = figures[..at].iter();
    let alike: Vec<&Figure> = alike
        .filter(|figure| figure.measure == total.measure)
        .copied()
        .collect();
    let [one, other] = alike[..] else {
        return None;
    };
    let is_last = LAST
        .iter()
        .any(|word| text[one.span.end..other.span.start].contains(word));
    let fits = is_last && total.money().is_some() && at + 1 == figures.len();
    fits.then(|| swapped(total.amount, &[one.amount, other.amount], SHORT))?
}

/// The sum of parts that are the total's once two digits change places.
fn swapped(total: Amount, parts: &[Amount], fewest: usize) -> Option<Amount> {
    let holds = (2..=parts.len()).any(|end| off(total, &parts[..end]).is_none());
    let fits = parts.len() > 1 && !holds && swapped_sum(total, parts, fewest);
    fits.then(|| Amount::sum(parts.iter().copied()))?
}

fn amounts(figures: &[&Figure]) -> Vec<Amount> {
    figures.iter().map(|figure| figure.amount).collect()
}

/// Whether a figure may be a total or a part: exact, and outside of brackets.
fn is_count(sentence: &str, figure: &Figure, start: usize) -> bool {
    let other = matches!(
        figure.measure,
        Measure::Percent | Measure::Other(' ' | '年' | '月' | '日' | '号')
    );
    let before = &sentence[..figure.span.start - start];
    let count = |signs: [char; 2]| before.matches(signs).count();
    !other && !figure.near && count(['（', '(']) <= count(['）', ')'])
}
