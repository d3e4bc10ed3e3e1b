//! A figure with its unit, as criteria write it: 1%, 100吨, 一项, 1个百分点.

use super::super::Quantity;
use super::super::amount::Amount;
use super::words::CHINESE_DIGITS;

/// An amount and its unit; the unit is empty where none is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measure {
    pub amount: Amount,
    pub unit: String,
}

/// The longest unit, in characters: 个百分点, 平方公里.
const LONGEST_UNIT: usize = 6;

impl Measure {
    /// Nothing, of whatever is counted.
    pub fn none() -> Self {
        Self {
            amount: Amount::ZERO,
            unit: String::new(),
        }
    }

    /// Takes the longest measure that the text starts with.
    pub fn take(rest: &mut &str) -> Option<Self> {
        let (number, after) = take_number(rest)?;
        let ends = after.char_indices().map(|(at, c)| at + c.len_utf8());
        let ends: Vec<usize> = std::iter::once(0)
            .chain(ends)
            .take(LONGEST_UNIT + 1)
            .collect();
        ends.into_iter().rev().find_map(|end| {
            let (unit, left) = after.split_at(end);
            let measure = Self::read(&format!("{number}{unit}"))?;
            *rest = left;
            Some(measure)
        })
    }

    fn read(text: &str) -> Option<Self> {
        let Quantity::Figure(figure) = Quantity::read(text) else {
            return None;
        };
        let bare = figure.comparator.is_none() && figure.period.is_empty() && !figure.rank;
        Some(Self {
            amount: figure.exact().filter(|_| bare)?,
            unit: figure.unit,
        })
    }
}

/// Splits the number off a text, in digits; 一 to 十 and 两 count.
pub(super) fn take_number<'a>(rest: &mut &'a str) -> Option<(String, &'a str)> {
    let is_numeric = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let len = rest.find(|c| !is_numeric(c)).unwrap_or(rest.len());
    if len > 0 {
        let (number, after) = rest.split_at(len);
        return Some((number.to_owned(), after));
    }
    let (word, digit) = CHINESE_DIGITS
        .iter()
        .find(|(word, _)| rest.starts_with(word))?;
    let after = &rest[word.len()..];
    let goes_on = CHINESE_DIGITS
        .iter()
        .any(|(word, _)| after.starts_with(word));
    (!goes_on && !after.starts_with(['百', '千'])).then(|| (digit.to_string(), after))
}

/// Whether two units are the same, though written otherwise.
pub(super) fn same_unit(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

fn plain(unit: &str) -> &str {
    match unit {
        "百分点" | "个百分点" => "%",
        "平方" | "㎡" | "m²" | "m2" => "平方米",
        "立方" | "m³" | "m3" => "立方米",
        "千米" | "km" => "公里",
        "t" => "吨",
        "千克" | "kg" => "公斤",
        "日" => "天",
        "名" | "位" => "人",
        _ => unit,
    }
}
