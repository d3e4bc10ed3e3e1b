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

/// Sentences of more figures are lists of their own kind.
const LONGEST: usize = 60;

/// Between a total and the parts behind it stands one of these.
const BEFORE: [&str; 6] = ["其中", "：", "包括", "分别", "中，", "用于"];

/// Where nothing but this leads to parts.
const SORTED: [&str; 3] = ["分类", "性质", "科目"];

/// Right before the amount of a change.
const CHANGED: [&str; 5] = ["增加", "减少", "增长", "调增", "调减"];

/// Right before a total behind its parts.
const ALTOGETHER: [&str; 6] = ["共", "共计", "合计", "总计", "共有", "累计"];

/// Before the last part of a total.
const LAST: [&str; 3] = ["剩余", "其余", "余下"];

/// Holds totals against whatever stands before or behind them.
pub fn sums(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    let text = &block.text.plain;
    let few = block.figures().len() < 3;
    if few
        || ![&BEFORE[..], &ALTOGETHER, &LAST, &SORTED]
            .iter()
            .any(|words| block.says_any(words))
    {
        return;
    }
    // a total whose parts are known is held against them
    let said = || {
        let mut families = whole_families(filed.statements());
        families.any(|(whole, _)| std::ptr::eq(whole.block, block))
    };
    for sentence in sentences(text) {
        let figures = block.figures_in(sentence.clone()).iter();
        let figures: Vec<&Figure> = figures
            .filter(|figure| is_count(&text[sentence.start..], figure, sentence.start))
            .collect();
        if figures.len() > LONGEST {
            continue;
        }
        let found = (0..figures.len()).find_map(|at| {
            let behind = || behind(text, &figures, at).filter(|_| !said());
            let before = || before(text, (&sentence, &figures), at);
            behind().or_else(before).map(|sum| (figures[at], sum))
        });
        let Some((total, sum)) = found else {
            sorted(filed, (block, &sentence), &figures, findings);
            continue;
        };
        let unit = match total.money() {
            Some(unit) => unit.chinese(),
            None => unit_of(text, total),
        };
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

/// Holds amounts sorted by function or nature, whose total stands in another sentence
/// of the chapter, against that.
fn sorted(
    filed: &FiledProse<'_>,
    (block, sentence): (&Block, &Range<usize>),
    figures: &[&Figure],
    findings: &mut Findings,
) -> Option<()> {
    const FEWEST: usize = 3;
    let text = &block.text.plain;
    let money = figures.iter().filter(|figure| figure.money().is_some());
    let money: Vec<&Figure> = money.copied().collect();
    let (first, last) = (*money.first()?, *money.last()?);
    let lead = &text[sentence.start..first.span.start];
    let sorts = lead.contains('按') && SORTED.iter().any(|word| lead.contains(word));
    let alike = money.iter().all(|figure| figure.measure == first.measure);
    if !sorts || !alike || money.len() < FEWEST || money.len() > MOST {
        return None;
    }
    let parts = amounts(&money);
    let chapter = filed.prose.blocks.iter();
    let chapter = chapter.filter(|other| other.chapter == block.chapter);
    let others = chapter.flat_map(|other| {
        let own = std::ptr::eq(other, block);
        let figures = other.figures().iter();
        figures.filter(move |figure| !own || figure.span.end <= sentence.start)
    });
    let totals = others.filter(|figure| figure.measure == first.measure);
    let totals: Vec<Amount> = totals.map(|figure| figure.amount).collect();
    if totals.iter().any(|total| off(*total, &parts).is_none()) {
        return None;
    }
    let mut totals = totals.into_iter();
    let total = totals.find(|total| swapped_sum(*total, &parts, LONG))?;
    let (sum, unit) = (Amount::sum(parts)?, first.money()?.chinese());
    let message = format!(
        "各项加起来是 {sum}{unit}，与前后写的 {total}{unit} 不符；有一个数颠倒两位就正好相符"
    );
    let words = first.span.start..last.span.end;
    let finding = filed.add(findings, block, (&block.text, words), message);
    finding.help("核对各项和合计，改正写错的一个");
    Some(())
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
    // by how much something changed is held against what it changed from
    let label = &text[..total.span.start];
    let changed = CHANGED.iter().any(|word| label.ends_with(word));
    if !leads || changed || total.money().is_none() || parts.len() > MOST {
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
