//! When points are given or lost: 群众满意度每下降1%, 95%以上, 未完成.

use super::measure::Measure;
use super::reading::{Manner, strip_any};
use super::words::*;
use super::{Amount, Bound, Edge, Side, Span, When};

/// When points are given or lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    When(When),
    /// A bare figure, 及时率100%: at least or at most, as the rest of the
    /// criterion tells.
    At(Measure),
    /// 每下降1%.
    Each(Side, Measure),
    /// 低于目标值100吨: each 100吨, if points are taken until none are left.
    Short(Side, Measure),
}

/// 与目标值相比: said before what it is said of.
pub(super) fn is_lead_in(clause: &str) -> bool {
    after_comparison(clause) == Some("") || LEAD_INS.contains(&clause)
}

/// A condition after the name of what is counted.
pub(super) fn condition(text: &str, manner: Manner) -> Option<Condition> {
    let text = ["的", "时", "者"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(text);
    if manner == Manner::Notation {
        return bare_condition(text);
    }
    let starts = |c: char| c.is_ascii_digit() || CONDITION_STARTS.contains(c);
    let places = text.char_indices().filter(|(_, c)| starts(*c));
    let mut places = places.map(|(at, _)| text.split_at(at));
    // The longest condition there is: what stands before it is the name.
    let (name, condition) = places.find_map(|(name, rest)| Some((name, bare_condition(rest)?)))?;
    let turns = || event(&text[name.len()..]).is_some() && says(name, PREVENTION);
    (is_name(name) && !turns()).then_some(condition)
}

fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether a text may be the name of what is counted, and no more.
fn is_name(text: &str) -> bool {
    let mut text = text.to_owned();
    for part in PERIODS.iter().chain(RATE_NAMES) {
        text = text.replace(part, "");
    }
    // a name may still be going on to such a period
    let text = text.strip_suffix('每').unwrap_or(&text);
    !text.contains(|c: char| c.is_ascii_digit()) && !says(text, NO_NAME)
}

fn bare_condition(text: &str) -> Option<Condition> {
    each(text)
        .or_else(|| event(text))
        .or_else(|| short(text))
        .or_else(|| span(text).map(|span| Condition::When(When::Within(span))))
        .or_else(|| between_signs(text).map(|span| Condition::When(When::Within(span))))
        .or_else(|| at_target(text).map(Condition::When))
        .or_else(|| whole_measure(strip_any(text, EXACTLY).unwrap_or(text)).map(Condition::At))
}

/// 每下降1%; 每少于目标次数1次; 较目标值每低1%; 每发生1起事故.
fn each(text: &str) -> Option<Condition> {
    let text = after_comparison(text).unwrap_or(text);
    let text = strip_any(text, LEAD_INS).unwrap_or(text);
    let after_each = text.strip_prefix('每');
    let text = after_each.unwrap_or(text);
    let text = after_comparison(text).unwrap_or(text);
    let (side, mut rest) = strip_move(text)?;
    // 发现一例扣1分, 少一次扣1分
    let word = &text[..text.len() - rest.len()];
    if after_each.is_none() && side != Side::Events && !MISSING.contains(&word) {
        return None;
    }
    rest = strip_any(rest, AIMS).unwrap_or(rest);
    let by = Measure::take(&mut rest)?;
    // 每发生1起安全事故
    let ends = rest.is_empty() || side == Side::Events && is_event(rest);
    let is_one = by.amount == Amount::from_int(1);
    let counts = by.amount > Amount::ZERO && (after_each.is_some() || is_one);
    (ends && counts).then_some(Condition::Each(side, by))
}

/// Whether a text may be the name of what should not happen.
fn is_event(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit()) && !says(text, NO_EVENT)
}

/// 未发生安全事故; 发生安全事故.
fn event(text: &str) -> Option<Condition> {
    let zero = |edge| {
        Some(Bound {
            at: Measure::none(),
            edge,
        })
    };
    let names_event = |rest: &&str| is_event(rest);
    let span = if strip_any(text, NO_EVENTS).filter(names_event).is_some() {
        Span {
            from: None,
            to: zero(Edge::Included),
        }
    } else {
        strip_any(text, ANY_EVENT).filter(names_event)?;
        Span {
            from: zero(Edge::Excluded),
            to: None,
        }
    };
    Some(Condition::When(When::Within(span)))
}

/// 低于目标值100吨.
fn short(text: &str) -> Option<Condition> {
    let (side, rest) = strip_move(text)?;
    let by = whole_measure(strip_any(rest, AIMS)?)?;
    (by.amount > Amount::ZERO && side != Side::Events).then_some(Condition::Short(side, by))
}

/// The text after 较目标值, 与目标值相比, 比目标.
fn after_comparison(text: &str) -> Option<&str> {
    let rest = strip_any(strip_any(text, BESIDE)?, AIMS)?;
    Some(rest.strip_prefix("相比").unwrap_or(rest))
}

/// 95%以上; 未达到95%; 80%（含）-90%; 不超过5%.
fn span(text: &str) -> Option<Span> {
    let from = |at, edge| Span {
        from: Some(Bound { at, edge }),
        to: None,
    };
    let to = |at, edge| Span {
        from: None,
        to: Some(Bound { at, edge }),
    };
    let after = |words| strip_any(text, words).and_then(whole_measure);
    if let Some(at) = after(UNDER) {
        return Some(to(at, Edge::Excluded));
    }
    if let Some(at) = after(OVER) {
        return Some(from(at, Edge::Excluded));
    }
    if let Some(rest) = strip_any(text, AT_MOST) {
        let rest = strip_end(rest, &["以内", "之内", "内", "以下"]);
        return Some(to(whole_measure(rest)?, Edge::Included));
    }
    let (said, rest) = match strip_any(text, AT_LEAST) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut rest = rest;
    let first = Measure::take(&mut rest)?;
    let (first_edge, mut rest) = edge(rest);
    match rest {
        "" if said => return Some(from(first, Edge::Included)),
        "以上" | "及以上" | "或以上" => {
            let edge = if rest == "以上" && !said {
                first_edge
            } else {
                Edge::Included
            };
            return Some(from(first, edge));
        }
        "以下" if !said => return Some(to(first, first_edge)),
        "及以下" | "或以下" | "以内" | "之内" if !said => {
            return Some(to(first, Edge::Included));
        }
        _ => rest = strip_any(rest, UP_TO)?,
    }
    let last = Measure::take(&mut rest)?;
    let (last_edge, rest) = edge(rest);
    let ends = rest.is_empty() || rest == "之间";
    // 80-90%
    let first = match first.unit.is_empty() {
        true => Measure {
            unit: last.unit.clone(),
            ..first
        },
        false => first,
    };
    let (low, high) = if first.amount < last.amount {
        ((first, first_edge), (last, last_edge))
    } else {
        ((last, last_edge), (first, first_edge))
    };
    let bound = |(at, edge)| Some(Bound { at, edge });
    (ends && low.0.amount < high.0.amount).then(|| Span {
        from: bound(low),
        to: bound(high),
    })
}

/// 90%≤满意度<95%.
fn between_signs(text: &str) -> Option<Span> {
    let mut rest = text;
    let first = Measure::take(&mut rest)?;
    let (upward, first_edge, rest) = sign(rest)?;
    let (name, rest) = rest.split_at(rest.find(['≤', '≥', '<', '>'])?);
    let (goes_on, last_edge, mut rest) = sign(rest)?;
    let last = Measure::take(&mut rest)?;
    let bound = |at, edge| Some(Bound { at, edge });
    let (from, to) = if upward {
        ((first, first_edge), (last, last_edge))
    } else {
        ((last, last_edge), (first, first_edge))
    };
    let fits = upward == goes_on && rest.is_empty() && from.0.amount < to.0.amount;
    (fits && !name.contains(|c: char| c.is_ascii_digit())).then(|| Span {
        from: bound(from.0, from.1),
        to: bound(to.0, to.1),
    })
}

/// A sign between two figures: whether the greater stands behind it, and whether
/// they may be the same.
fn sign(text: &str) -> Option<(bool, Edge, &str)> {
    const SIGNS: [(&str, bool, Edge); 6] = [
        ("<=", true, Edge::Included),
        (">=", false, Edge::Included),
        ("≤", true, Edge::Included),
        ("≥", false, Edge::Included),
        ("<", true, Edge::Excluded),
        (">", false, Edge::Excluded),
    ];
    let signs = SIGNS.iter();
    let mut found =
        signs.filter_map(|(sign, up, edge)| Some((*up, *edge, text.strip_prefix(sign)?)));
    found.next()
}

/// （含） or （不含） after a bound, also with the bound said again: （含95%）.
fn edge(text: &str) -> (Edge, &str) {
    for (words, edge) in [
        (&["（含）", "(含)"], Edge::Included),
        (&["（不含）", "(不含)"], Edge::Excluded),
    ] {
        if let Some(rest) = strip_any(text, words) {
            return (edge, rest);
        }
    }
    for (words, edge) in [
        (&["（含", "(含"], Edge::Included),
        (&["（不含", "(不含"], Edge::Excluded),
    ] {
        let again = strip_any(text, words).and_then(|rest| {
            let (again, rest) = rest.split_once(['）', ')'])?;
            whole_measure(again).map(|_| rest)
        });
        if let Some(rest) = again {
            return (edge, rest);
        }
    }
    (Edge::Either, text)
}

/// 完成目标值; 未达标; 否则.
fn at_target(text: &str) -> Option<When> {
    if OTHERWISE.contains(&text) {
        return Some(When::NotMet);
    }
    // 目标任务完成
    let text = strip_any(text, AIMS)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(text);
    // 低于 by itself says nothing
    let needs_aim = NEEDS_AIM.iter().any(|word| text.starts_with(word));
    let ends = |rest: &str| rest.is_empty() && !needs_aim || AIMS.contains(&rest);
    if strip_any(text, NOT_MET).is_some_and(ends) {
        return Some(When::NotMet);
    }
    if strip_any(text, PARTLY).is_some_and(ends) {
        return Some(When::Partly);
    }
    strip_any(text, MET).is_some_and(ends).then_some(When::Met)
}

fn whole_measure(text: &str) -> Option<Measure> {
    let mut rest = text;
    let measure = Measure::take(&mut rest)?;
    rest.is_empty().then_some(measure)
}

fn strip_move(text: &str) -> Option<(Side, &str)> {
    let fitting = MOVES.iter().filter(|(word, _)| text.starts_with(word));
    let (word, side) = fitting.max_by_key(|(word, _)| word.len())?;
    Some((*side, &text[word.len()..]))
}

fn strip_end<'a>(text: &'a str, words: &[&str]) -> &'a str {
    let rests = words.iter().filter_map(|word| text.strip_suffix(word));
    rests.min_by_key(|rest| rest.len()).unwrap_or(text)
}
