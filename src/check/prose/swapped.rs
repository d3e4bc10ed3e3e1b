//! Figures of the indicators with two digits that changed places: 2463批次 for
//! 2436批次. Such a figure is told even where the text calls the indicator loosely,
//! for hardly any other figure is written with just these digits.

use super::{Figure, is_swapped, mentions::ENDINGS};
use crate::model::{Indicator, Report};
use std::ops::Range;

/// The actuals of a report's indicators that are one number with its unit.
#[derive(Debug)]
pub struct Actuals<'r>(Vec<Actual<'r>>);

#[derive(Debug)]
struct Actual<'r> {
    row: &'r Indicator,
    number: &'r str,
    unit: &'r str,
}

/// A figure that has the digits of an indicator's actual, two of them swapped.
#[derive(Debug)]
pub struct Swapped<'r> {
    /// The indicator.
    pub row: &'r Indicator,
    /// The bytes of the figure with its unit.
    pub words: Range<usize>,
}

/// Numbers of fewer digits are too soon like others.
const FEWEST: usize = 3;

/// A sentence with one of these speaks of more than this year as a whole.
#[rustfmt::skip]
const OTHER_TIMES: &[&str] = &[
    "上年", "去年", "同期", "季度", "半年", "月", "年初", "以来", "下一年", "明年", "历年", "目标", "计划", "其中",
];

/// What a phrase before a figure begins with that is no part of a name.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "全年", "今年", "本年", "累计", "共计", "共", "完成", "开展", "实现", "实施", "组织", "已", "年", "度", "全县", "全市",
    "全区", "全镇", "全省", "我县", "我市", "我区", "我镇",
];

/// What makes a part of what a name means, unless the name has it too.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "农村", "城区", "城市", "城镇", "乡镇", "贫困", "脱贫", "残疾", "特殊", "公办", "民办", "流动", "留守", "初中",
    "小学", "高中", "重点", "男", "女", "新增", "不", "未",
];

impl<'r> Actuals<'r> {
    /// The actuals of a report.
    pub fn of(report: &'r Report) -> Self {
        let goals = report.goals.iter().flat_map(|goal| &goal.indicators);
        let rows = report.indicators.iter().chain(goals);
        let actuals = rows.filter_map(|row| {
            let (number, unit) = only_number(row.actual.trim())?;
            Some(Actual { row, number, unit })
        });
        Self(actuals.collect())
    }

    /// The swapped figures of a text of this year.
    pub fn swapped(&self, text: &str, figures: &[Figure], year: Option<u16>) -> Vec<Swapped<'r>> {
        let figures = figures.iter().filter(|figure| !figure.near);
        let found = figures.filter_map(|figure| {
            let rest = &text[figure.span.start..];
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
            let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
            if number.len() < FEWEST {
                return None;
            }
            let mut fitting = self.0.iter().filter(|actual| {
                after.starts_with(actual.unit)
                    && is_swapped(number, actual.number)
                    && !after[actual.unit.len()..].starts_with(['次', '/', '以'])
            });
            let (actual, None) = (fitting.next()?, fitting.next()) else {
                return None;
            };
            let is_meant = !actual.row.target.contains(number)
                && is_of_the_year(text, figure.span.start, year, actual.number)
                && is_called(&text[..figure.span.start], actual.row.name.trim());
            let end = figure.span.start + number.len() + actual.unit.len();
            is_meant.then_some(Swapped {
                row: actual.row,
                words: figure.span.start..end,
            })
        });
        found.collect()
    }
}

/// The only number of a cell and the unit after it, where that is all.
fn only_number(cell: &str) -> Option<(&str, &str)> {
    let end = cell.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
    let (number, unit) = cell.split_at(end);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let plain = unit.chars().all(|c| c.is_alphabetic() || c == '%');
    (digits >= FEWEST && plain && !unit.contains(['年', '月'])).then_some((number, unit))
}

/// Whether the sentence around this place speaks of this year as a whole, and does
/// not say the actual too.
fn is_of_the_year(text: &str, at: usize, year: Option<u16>, actual: &str) -> bool {
    let stops = ['。', '；', '\n', '！'];
    let from = text[..at].rfind(stops).unwrap_or(0);
    let end = text[at..].find(stops).map_or(text.len(), |end| at + end);
    let sentence = &text[from..end];
    let years = sentence.match_indices('年').filter_map(|(at, _)| {
        let digits = sentence.get(at.checked_sub(4)?..at)?;
        digits.parse::<u16>().ok()
    });
    // what is compared with stands behind
    !OTHER_TIMES.iter().any(|word| text[from..at].contains(word))
        && !sentence.contains(actual)
        && years.into_iter().all(|named| Some(named) == year)
}

/// Whether a text ends in words that may be short or long for a name: 食品抽检 for
/// 食品安全抽检批次, 九年义务教育巩固率 for 义务教育巩固率.
fn is_called(before: &str, name: &str) -> bool {
    const SHORTEST: usize = 4;
    let start = before.rfind(|c: char| !c.is_alphabetic() || c.is_ascii_digit());
    let start = start.map_or(0, |at| {
        at + before[at..].chars().next().map_or(0, char::len_utf8)
    });
    let mut phrase = &before[start..];
    while let Some(rest) = LEADS.iter().find_map(|word| phrase.strip_prefix(word)) {
        phrase = rest;
    }
    for word in ["达到", "达", "为", "了", "共"] {
        phrase = phrase.strip_suffix(word).unwrap_or(phrase);
    }
    if PARTS
        .iter()
        .any(|word| phrase.contains(word) && !name.contains(word))
    {
        return false;
    }
    let long = |text: &str| text.chars().count() >= SHORTEST;
    let short = ENDINGS
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    long(phrase) && is_within(phrase, name) || long(short) && is_within(short, phrase)
}

/// Whether the characters of the one stand in the other in their order.
fn is_within(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}
