//! Changes that stand behind what they are compared with, without 由: 与上年的4.20万元
//! 相比，减少0.33万元，下降7.86%; 较上年的85.9%提高1.4个百分点; 调减123.54万元.

use super::{WORDS, slack};
use crate::check::prose::{Figure, Measure, half_unit, is_swapped, swapped_sum};
use crate::model::{Amount, Percent};

/// What is wrong with a change, and what to do.
pub type Wrong = (String, String);

/// Words that say in themselves that what follows is a difference.
#[rustfmt::skip]
pub const REMAINDERS: [&str; 10] = [
    "调减", "调增", "核减", "核增", "结余", "剩余", "节约", "节余", "净增加", "净减少",
];

/// A rate against the amount before and the one by which it changed.
pub fn rate_of_a_base(text: &str, triple: &[Figure]) -> Option<Wrong> {
    let [base, by, rate] = triple else {
        return None;
    };
    let fits = base.measure == by.measure
        && rate.measure == Measure::Percent
        && !(base.near || by.near || rate.near)
        && is_counted(base);
    if !fits {
        return None;
    }
    let lead = text[..base.span.start].rsplit(['，', '。', '；']).next()?;
    let word = unit_off(&text[base.span.end..by.span.start]).strip_prefix("相比")?;
    let word = word.trim_start_matches(['，', ',']);
    let second = text[by.span.end..rate.span.start].trim_start_matches(|c| c != '，');
    let second = second.trim_start_matches('，');
    // with one amount alone it is compared
    let single = !lead.contains(|c: char| c.is_ascii_digit() || c == '、');
    if !(lead.starts_with('与') && single) || way(word)? != way(second)? {
        return None;
    }
    let (whole, part) = (base.amount, by.amount);
    let half = slack(part)?;
    let least = Percent::of(part.checked_sub(half)?, whole)?.0;
    let most = Percent::of(part.checked_add(half)?, whole)?.0;
    let last = half_unit(rate.amount)?;
    let stated = rate.amount;
    // cut off instead of rounded is no more than untidy
    let holds = stated >= least.checked_sub(last)?.checked_sub(last)?
        && stated <= most.checked_add(last)?;
    let right = Percent(Percent::of(part, whole)?.0.round(stated.places().max(2)));
    (!holds).then(|| {
        (
            format!("写的变动是 {stated}%，{part} ÷ {whole} = {right}"),
            format!("核对前后两个数；无误的，改为 {right}"),
        )
    })
}

/// A change in points between two percentages.
pub fn points(text: &str, triple: &[Figure], all: &[Figure]) -> Option<Wrong> {
    let [now, before, by] = triple else {
        return None;
    };
    let is_rate = |one: &Figure| one.measure == Measure::Percent && !one.near;
    let after = &text[by.span.end..];
    let is_points = after.starts_with("百分点") || after.starts_with("分点");
    if !(is_rate(now) && is_rate(before) && is_points) || by.near {
        return None;
    }
    let lead = text[now.span.end..before.span.start].trim_start_matches(['，', ',', '（']);
    let rest = ["比", "较"]
        .iter()
        .find_map(|word| lead.strip_prefix(word))?;
    const BASES: [&str; 4] = ["上年", "去年", "上一年", "年初"];
    let base = rest.trim_end_matches(['的', '度']);
    if !BASES.contains(&base) {
        return None;
    }
    let is_up = way(&text[before.span.end..by.span.start])?;
    let difference = now.amount.checked_sub(before.amount)?;
    // 87.3%，其中城区88.1%，较上年的85.9%提高1.4个百分点
    let same = all.iter().filter(|one| one.measure == Measure::Percent);
    let changes = same.filter_map(|one| Some(one.amount.checked_sub(before.amount)?.abs()));
    let explained = changes.into_iter().any(|change| change == by.amount);
    if difference.is_zero() || explained && difference.abs() != by.amount {
        return None;
    }
    if difference.is_negative() == is_up {
        return Some((
            format!(
                "写的是{}，本年 {}%、原来 {}%，方向相反",
                if is_up { "提高" } else { "下降" },
                now.amount,
                before.amount
            ),
            "核对前后两个数，是不是写颠倒了".to_owned(),
        ));
    }
    let right = difference.abs();
    let tolerance = Amount::sum([slack(now.amount)?, slack(before.amount)?, slack(by.amount)?])?;
    let off = right.checked_sub(by.amount)?.abs();
    (off > tolerance).then(|| {
        (
            format!(
                "写的变化是 {}，{} 与 {} 相差 {right}",
                by.amount, now.amount, before.amount
            ),
            format!("核对前后两个数；无误的，改为 {right}"),
        )
    })
}

/// A difference that stands right behind its two figures, and is theirs once two
/// digits change places.
pub fn remainder(text: &str, triple: &[&Figure], all: &[&Figure]) -> Option<Wrong> {
    const FEWEST: usize = 3;
    let [one, other, by] = triple else {
        return None;
    };
    let fits = one.measure == other.measure && other.measure == by.measure && is_counted(by);
    if !fits || one.near || other.near || by.near {
        return None;
    }
    let word = text[..by.span.start].rsplit(['，', '；', '。']).next()?;
    if !REMAINDERS.contains(&word) {
        return None;
    }
    let alike = || all.iter().filter(|figure| figure.measure == by.measure);
    let explained = alike().any(|one| {
        let more = one.amount.checked_add(by.amount);
        alike().any(|other| Some(other.amount) == more)
    });
    if explained {
        return None;
    }
    let (more, less) = (one.amount.max(other.amount), one.amount.min(other.amount));
    let right = more.checked_sub(less)?;
    // a rate between them is told by itself, where it is one of the two that is wrong
    let alone = is_swapped(&by.amount.to_string(), &right.to_string());
    let swapped = swapped_sum(more, &[less, by.amount], FEWEST);
    let rated = text[one.span.end..by.span.start].contains('%');
    if !(alone || swapped && !rated) {
        return None;
    }
    Some((
        format!(
            "写的是{word} {}，{} 与 {} 相差 {right}",
            by.amount, one.amount, other.amount
        ),
        format!("核对这三个数；前两个无误的，改为 {right}"),
    ))
}

/// The way of a word of change, where it is all of a text.
fn way(words: &str) -> Option<bool> {
    let words = words
        .trim_start_matches("相比")
        .trim_start_matches(['，', ',']);
    let words = words.strip_suffix('了').unwrap_or(words);
    let (_, up) = WORDS.iter().find(|(word, _)| *word == words)?;
    Some(*up)
}

/// What follows the rest of a unit.
fn unit_off(words: &str) -> &str {
    words.find("相比").map_or(words, |at| &words[at..])
}

fn is_counted(figure: &Figure) -> bool {
    !matches!(
        figure.measure,
        Measure::Percent | Measure::Other(' ' | '年' | '月' | '日' | '第' | ':')
    )
}
