//! Finds the figures in a text, each with the words around it that belong to it.
//!
//! From each number it looks back over the words before it and ahead over the
//! unit and the words after it, and never again over what it has passed, so that
//! a long text takes time in proportion to its length.

use super::around::{After, Before};
use super::words::{
    BOUNDS_AFTER, MULTIPLIERS, NEARNESS_AFTER, SPANS, UNITS, UP_TO, take, take_any, take_number,
};
use super::{Amount, Approximation, Figure, Value};
use std::ops::Range;

/// A figure and the bytes it takes with the words that belong to it.
pub(super) struct Found {
    pub figure: Figure,
    pub span: Range<usize>,
}

/// The figures of a text in plain signs, in order. Dates, times of day, numbers
/// of lists, names (PM2.5) and what could be read in two ways are left out.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut done = 0;
    let mut at = 0;
    let mut date_end = None;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let mut rest = &text[start..];
        let number = take_number(&mut rest);
        if let Some(sign) = date_sign(number, rest, date_end == Some(start)) {
            at = start + number.len() + sign.len_utf8();
            date_end = Some(at);
            continue;
        }
        let figure = figure_at(number, &text[done..start], &mut rest);
        at = text.len() - rest.len();
        if let Some((figure, words_before)) = figure {
            let span = start - words_before..at;
            done = at;
            found.push(Found { figure, span });
        }
    }
    found
}

/// The figure with this number, and how many bytes of words before it belong to
/// it. `rest` is what follows the number, and is read over either way.
fn figure_at(number: &str, before: &str, rest: &mut &str) -> Option<(Figure, usize)> {
    let mut measure = Measure::take(number, rest)?;
    let mut last = None;
    while let Some(mut after) = after_range_sign(rest) {
        let number = take_number(&mut after);
        let end = Measure::take(number, &mut after);
        *rest = after;
        // 1-2-3 is no range.
        if last.is_some() {
            return None;
        }
        last = Some(end?);
    }
    let after = After::take(&last.as_ref().unwrap_or(&measure).unit, rest);

    let (unsigned, negative) = sign_before(before)?;
    if negative {
        measure.amount = Amount::ZERO.checked_sub(measure.amount)?;
    }
    let zeros = measure.zeros;
    let (value, unit) = match last {
        None => (Value::One(measure.amount), measure.unit),
        Some(last) if !negative && makes_range(&measure, &last) && !unsigned.ends_with(FROM) => {
            (Value::Range(measure.amount, last.amount), last.unit)
        }
        Some(_) => return None,
    };
    if !ends_well(unsigned, &unit, rest) {
        return None;
    }
    let (words, prefix) = Before::take(unsigned, &unit)?;
    if !words.period.is_empty() && !after.period.is_empty() {
        return None;
    }
    let figure = Figure {
        comparator: match (words.comparator, after.comparator) {
            (Some(one), Some(other)) if one != other => return None,
            (one, other) => one.or(other),
        },
        approximation: words
            .approximation
            .or(measure.approximation)
            .or(after.approximation),
        value,
        zeros,
        unit: unit + &after.per,
        period: words.period + &after.period,
        rank: words.rank || after.rank,
    };
    Some((figure, before.len() - prefix.len()))
}

/// Before a range these make it a change: 从80%到90%.
const FROM: [char; 3] = ['从', '由', '自'];

/// Whether two figures with a range sign between are the ends of a range. Not if
/// their units differ (3-5万 leaves open what 3 is) nor if they may be a date
/// (1-2 without a unit).
fn makes_range(first: &Measure, last: &Measure) -> bool {
    let alike = first.zeros == last.zeros && (first.unit.is_empty() || first.unit == last.unit);
    let exact = first.approximation.is_none() && last.approximation.is_none();
    let maybe_date = last.unit.is_empty()
        && first.amount <= Amount::from_int(12)
        && last.amount <= Amount::from_int(31);
    alike && exact && !maybe_date && first.amount < last.amount
}

/// A number with its multiplier and unit.
struct Measure {
    amount: Amount,
    /// The zeros of its multiplier: 4 for 万.
    zeros: u32,
    unit: String,
    approximation: Option<Approximation>,
}

impl Measure {
    fn take(number: &str, rest: &mut &str) -> Option<Self> {
        let is_date = date_sign(number, rest, false).is_some();
        let more = take_any(rest, &["余", "多"]);
        let zeros = take(rest, MULTIPLIERS).unwrap_or(0);
        let more = more.or_else(|| take_any(rest, &["余", "多"]));
        let unit = take_unit(rest);
        let written = Amount::parse(number).ok().filter(|_| !is_date)?;
        let factor = Amount::from_int(10i64.checked_pow(zeros)?);
        let places = written.places().saturating_sub(zeros);
        Some(Self {
            // Rounding only drops the zeros that the multiplier made of decimals.
            amount: written.checked_mul(factor)?.round(places),
            zeros,
            unit,
            approximation: more.map(|_| Approximation::SomewhatOver),
        })
    }
}

/// Strips a minus sign, and refuses a number that goes on from what is before it:
/// PM2.5, 3/4, 8:30.
fn sign_before(before: &str) -> Option<(&str, bool)> {
    if let Some(left) = before.strip_suffix('-') {
        let is_sign = left.is_empty() || left.ends_with(['≥', '≤', '>', '<', '=']);
        return is_sign.then_some((left, true));
    }
    let goes_on = |c: char| c.is_ascii_alphanumeric() || "./_:：#+~*^×– ".contains(c);
    (!before.ends_with(goes_on)).then_some((before, false))
}

/// Whether the figure ends where its words end, and is no number of a list.
fn ends_well(before: &str, unit: &str, rest: &str) -> bool {
    let Some(next) = rest.chars().next() else {
        return true;
    };
    if !unit.is_empty() {
        let latin = unit.ends_with(|c: char| c.is_ascii_alphanumeric());
        let goes_on = latin && next.is_ascii_alphanumeric();
        return !goes_on && !"半+*/=^×-~·".contains(next);
    }
    let bracketed = before.ends_with(['(', '（', '〔', '[', '［', '【'])
        && [')', '）', '〕', ']', '］', '】'].contains(&next);
    !bracketed && !next.is_alphanumeric() && !"、:：./+*=_^×-~· ".contains(next)
}

/// The sign that makes the number before it a date or a time of day. 1年 is a span
/// of time, 2022年 a date; 5日 may be either, 5日内 is a span.
fn date_sign(number: &str, rest: &str, continues_date: bool) -> Option<char> {
    let sign = rest.chars().next()?;
    let after = &rest[sign.len_utf8()..];
    let is_date = match sign {
        '月' | '号' | '时' | '点' => true,
        '日' => !["内", "以内", "之内"]
            .iter()
            .any(|word| after.starts_with(word)),
        '年' => number.len() == 4 && !number.contains(['.', ',']),
        '分' => continues_date,
        _ => false,
    };
    is_date.then_some(sign)
}

/// What follows a range sign, if a number does.
fn after_range_sign(rest: &str) -> Option<&str> {
    let after = UP_TO.iter().find_map(|sign| rest.strip_prefix(sign))?;
    after
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some(after)
}

/// Takes a known unit, or a single unknown character that ends the figure.
fn take_unit(rest: &mut &str) -> String {
    // the most frequent one, with which no other begins
    if let Some(after) = rest.strip_prefix('%') {
        *rest = after;
        return "%".to_owned();
    }
    let mut span = *rest;
    let mut other = *rest;
    let units = [
        (take_any(&mut span, SPANS), span),
        (take_any(&mut other, UNITS), other),
    ];
    if let Some((Some(unit), after)) = units.into_iter().min_by_key(|(_, after)| after.len()) {
        *rest = after;
        return unit.to_owned();
    }
    let Some(unit) = rest
        .chars()
        .next()
        .filter(|c| c.is_alphabetic() && !c.is_ascii())
    else {
        return String::new();
    };
    let after = &rest[unit.len_utf8()..];
    let ends = after_range_sign(after).is_some()
        || BOUNDS_AFTER.iter().any(|(word, _)| after.starts_with(word))
        || NEARNESS_AFTER
            .iter()
            .any(|(word, _)| after.starts_with(word))
        || after.starts_with('/')
        || !after.starts_with(char::is_alphanumeric);
    if ends && !NO_UNIT.contains(unit) {
        *rest = after;
        return unit.to_string();
    }
    String::new()
}

/// Characters that go on from a number without being its unit.
const NO_UNIT: &str =
    "余多十百千万亿零〇一二三四五六七八九两半成折的之前后内外中上下以起止年月日时点号";
