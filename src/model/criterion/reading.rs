//! From the words of a criterion to what they mean: clauses, in each a condition
//! (每下降1%) or what follows from it (扣1分) or both.

use super::assembly::assembled;
use super::condition::{Condition, condition, is_lead_in};
use super::measure::take_number;
use super::words::*;
use super::{Amount, Criterion, Points, Share};
use crate::model::quantity::plain_text;

/// How a criterion is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// In a form: with the name of what is counted, and perhaps cut off where its
    /// column ends.
    Printed,
    /// For the machine.
    Notation,
}

/// Longer texts are no criterion of one row, in characters.
const LONGEST: usize = 200;

/// What follows from a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Consequence {
    Points(Points),
    Proportional,
    Discretion,
}

/// Reads a criterion; `None` where any of it is not understood.
pub(super) fn criterion(text: &str, manner: Manner) -> Option<Criterion> {
    let text = plain_text(text);
    if text.chars().count() > LONGEST {
        return None;
    }
    let mut pairs: Vec<(Option<Condition>, Consequence)> = Vec::new();
    let mut open: Option<Condition> = None;
    let mut until_none = false;
    let clauses = clauses(&text);
    for (at, clause) in clauses.iter().enumerate() {
        let is_last = at + 1 == clauses.len();
        let is_cut = manner == Manner::Printed && is_last && CUT_OFF.contains(clause);
        if UNTIL_NONE.contains(clause) || is_cut {
            if open.is_some() || pairs.is_empty() {
                return None;
            }
            until_none = true;
            continue;
        }
        if open.is_none() && is_lead_in(clause) {
            continue;
        }
        let (condition, consequence) = self::clause(clause, manner, &mut until_none)?;
        if condition.is_some() && open.is_some() {
            return None;
        }
        let condition = condition.or(open.take());
        match consequence {
            Some(consequence) => pairs.push((condition, consequence)),
            None => open = condition,
        }
    }
    if open.is_some() {
        return None;
    }
    assembled(pairs, until_none)
}

/// Parts between commas, semicolons and full stops; a comma between digits is
/// none.
fn clauses(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, next)| *next);
        let in_number = before.is_ascii_digit() && after.is_ascii_digit();
        if "，；;。".contains(c) || c == ',' && !in_number {
            clauses.push(&text[start..at]);
            start = at + c.len_utf8();
        }
        before = c;
    }
    clauses.push(&text[start..]);
    clauses.retain(|clause| !clause.is_empty());
    clauses
}

/// One clause: its condition, and what follows where that stands in it too.
fn clause(
    text: &str,
    manner: Manner,
    until_none: &mut bool,
) -> Option<(Option<Condition>, Option<Consequence>)> {
    let places = text.char_indices();
    for (at, _) in places.filter(|(_, c)| CONSEQUENCE_STARTS.contains(*c)) {
        let (before, after) = text.split_at(at);
        let Some((consequence, to_none)) = consequence(after) else {
            continue;
        };
        let condition = match before {
            "" => None,
            before => match condition(before, manner) {
                Some(condition) => Some(condition),
                // 否则得0分 is not 则得0分 after 否
                None => continue,
            },
        };
        *until_none |= to_none;
        return Some((condition, Some(consequence)));
    }
    Some((Some(condition(text, manner)?), None))
}

/// What a text says of points, if that is all it says; and whether it goes on
/// with 扣完为止.
fn consequence(text: &str) -> Option<(Consequence, bool)> {
    let text = THEN
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    let given = |share| Some((Consequence::Points(Points::Given(share)), false));
    if FULL.contains(&text) {
        return given(Share::ALL);
    }
    if NOTHING.contains(&text) {
        return given(Share::NOTHING);
    }
    if is_proportional(text) || is_formula(text) {
        return Some((Consequence::Proportional, false));
    }
    if DISCRETION.contains(&text) {
        return Some((Consequence::Discretion, false));
    }
    if let Some((share, rest)) = strip_any(text, GIVEN).and_then(share) {
        return given(share).filter(|_| rest.is_empty());
    }
    let (lost, rest) = strip_any(text, TAKEN).and_then(share)?;
    let to_none = UNTIL_NONE.contains(&rest);
    let points = Consequence::Points(Points::Lost(lost));
    (rest.is_empty() || to_none).then_some((points, to_none))
}

/// 按实际完成比例计算得分.
fn is_proportional(text: &str) -> bool {
    let [before, proportion, after] = PROPORTION;
    let Some(text) = strip_any(text, &["按", "按照"]) else {
        return false;
    };
    let text = strip_any(text, before).unwrap_or(text);
    let Some(rest) = strip_any(text, proportion) else {
        return false;
    };
    let done = strip_any(rest, after).unwrap_or(rest);
    PROPORTIONAL.contains(&rest) || PROPORTIONAL.contains(&done)
}

/// 得分=实际完成值/目标值×100%×分值.
fn is_formula(text: &str) -> bool {
    let Some(product) = strip_any(text, FORMULA) else {
        return false;
    };
    let (mut rates, mut weights) = (0, 0);
    for factor in product.split(['×', '*']) {
        let factor = factor.trim_matches(|c| "（）()".contains(c));
        let is_quotient = factor
            .split_once(['/', '÷'])
            .is_some_and(|(reached, aim)| REACHED.contains(&reached) && AIMS.contains(&aim));
        if RATES.contains(&factor) || is_quotient {
            rates += 1;
        } else if WEIGHTS.contains(&factor) {
            weights += 1;
        } else if factor != "100%" {
            return false;
        }
    }
    (rates, weights) == (1, 1)
}

/// `0.5分`, `分值的10%` or `10%的分值`, and what follows.
fn share(text: &str) -> Option<(Share, &str)> {
    let of_weight = strip_any(text, WEIGHTS).map(|rest| rest.strip_prefix('的').unwrap_or(rest));
    let mut rest = of_weight.unwrap_or(text);
    let (number, after) = take_number(&mut rest)?;
    let number = Amount::parse(&number).ok()?;
    if of_weight.is_none()
        && let Some(after) = after.strip_prefix('分')
        && !after.starts_with('值')
    {
        return Some((Share::Points(number), after));
    }
    let after = after.strip_prefix('%')?;
    if of_weight.is_some() {
        return Some((Share::OfWeight(number), after));
    }
    let after = strip_any(after.strip_prefix('的').unwrap_or(after), WEIGHTS)?;
    Some((Share::OfWeight(number), after))
}

/// The text after the longest of these words that it starts with.
pub(super) fn strip_any<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let rests = words.iter().filter_map(|word| text.strip_prefix(word));
    rests.min_by_key(|rest| rest.len())
}
