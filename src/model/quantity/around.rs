//! The words around a figure: how it compares, how near it is, what it is counted
//! by.

use super::words::{
    BOUNDS_AFTER, COMPARATORS, NEARNESS, NEARNESS_AFTER, NEGATIONS, PERIODS, RANKS, READ_PAST,
    SPANS, UNITS, take, take_any, take_back, take_number,
};
use super::{Approximation, Comparator};

/// The words after a figure's unit.
#[derive(Default)]
pub(super) struct After {
    /// The second half of a unit such as 人/次, with its stroke.
    pub per: String,
    pub period: String,
    pub comparator: Option<Comparator>,
    pub approximation: Option<Approximation>,
    pub rank: bool,
}

impl After {
    /// Takes them from the text after a figure with this unit.
    pub fn take(unit: &str, rest: &mut &str) -> Self {
        let mut words = Self::default();
        if !unit.is_empty() {
            if let Some(period) = take_period(rest) {
                words.period = period;
            } else if let Some(mut after) = rest.strip_prefix('/')
                && let Some(per) = take_any(&mut after, UNITS)
            {
                words.per = format!("/{per}");
                *rest = after;
            }
        }
        let in_span = SPANS.contains(&unit);
        let in_ranking = RANKS.contains(&unit);
        loop {
            if words.approximation.is_none() {
                words.approximation = take(rest, NEARNESS_AFTER);
                if words.approximation.is_some() {
                    continue;
                }
            }
            if words.comparator.is_some() {
                return words;
            }
            words.comparator = take(rest, BOUNDS_AFTER).or_else(|| {
                if in_span {
                    take_any(rest, &["内"])?;
                } else if in_ranking {
                    take_any(rest, &["之前", "以前", "前", "内"])?;
                    words.rank = true;
                } else {
                    return None;
                }
                Some(Comparator::AtMost)
            });
            if words.comparator.is_none() {
                return words;
            }
        }
    }
}

/// The words before a figure.
#[derive(Default)]
pub(super) struct Before {
    pub period: String,
    pub comparator: Option<Comparator>,
    pub approximation: Option<Approximation>,
    pub rank: bool,
}

impl Before {
    /// Reads back from the figure; also returns the text before those words.
    /// `None` where the word before makes it no figure: 第3方, 百分之95, 近3年, 没有达到3次.
    pub fn take<'a>(before: &'a str, unit: &str) -> Option<(Self, &'a str)> {
        let mut words = Self::default();
        let mut rest = before;
        loop {
            let length = rest.len();
            if words.comparator.is_none() {
                words.comparator = take_back(&mut rest, COMPARATORS);
            }
            if words.approximation.is_none() {
                words.approximation = take_back(&mut rest, NEARNESS);
            }
            let known = READ_PAST.iter().filter_map(|word| rest.strip_suffix(word));
            rest = known.min_by_key(|left| left.len()).unwrap_or(rest);
            if words.period.is_empty()
                && let Some((left, period)) = period_before(rest)
            {
                rest = left;
                period.clone_into(&mut words.period);
            }
            if RANKS.contains(&unit) && !words.rank {
                if let Some(left) = rest.strip_suffix('第') {
                    (rest, words.rank) = (left, true);
                } else if let Some(left) = rest.strip_suffix('前') {
                    (rest, words.rank) = (left, true);
                    words.comparator = words.comparator.or(Some(Comparator::AtMost));
                }
            }
            if rest.len() == length {
                break;
            }
        }
        let recent = words.approximation == Some(Approximation::Nearly) && SPANS.contains(&unit);
        let negated = rest.len() < before.len() && NEGATIONS.iter().any(|no| rest.ends_with(no));
        let no_figure = recent || negated || rest.ends_with('第') || rest.ends_with("分之");
        (!no_figure).then_some((words, rest))
    }
}

/// The text before 每月 and so on, and the period.
fn period_before(text: &str) -> Option<(&str, &'static str)> {
    let periods = PERIODS.iter();
    let mut found = periods.filter_map(|period| {
        let left = text.strip_suffix(period)?.strip_suffix('每')?;
        Some((left, *period))
    });
    found.next()
}

/// Takes /月, /30天, /每年.
fn take_period(rest: &mut &str) -> Option<String> {
    let mut after = rest.strip_prefix('/')?;
    after = after.strip_prefix('每').unwrap_or(after);
    let number = take_number(&mut after);
    let period = take_any(&mut after, PERIODS)?;
    *rest = after;
    Some(format!("{number}{period}"))
}
