//! Figures right behind the name of an indicator: 拆除违法建设数量139处.
//!
//! Only where the name begins a clause of its own, so that what is said of one
//! community or one quarter is never taken for the year's.

use super::{Figure, Measure, heading_number};
use crate::check::FiledReport;
use crate::check::measures::unit_of;
use crate::model::letters::ends;
use crate::model::quantity::Value;
use crate::model::{Agreement, Amount, Indicator, Quantity, Report};
use std::ops::Range;

/// The rows of a report by the names that a text may call them by. A name that two
/// rows have stands for neither.
#[derive(Debug)]
pub struct Names<'r>(Vec<(&'r str, &'r Indicator)>);

/// A figure that is said of an indicator.
#[derive(Debug)]
pub struct Mention<'r> {
    /// The indicator.
    pub row: &'r Indicator,
    /// Its name, as the text calls it.
    pub name: &'r str,
    /// The bytes of the figure with its unit.
    pub words: Range<usize>,
    /// The number.
    pub amount: Amount,
    /// Whether it is said to be the target or the actual; `None` where nothing is said.
    pub role: Option<Role>,
    /// Where the name begins.
    start: usize,
    /// Where the figure before the name ends.
    since: usize,
}

/// Which cell of its row a figure repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// 年度指标值.
    Target,
    /// 实际完成值.
    Actual,
}

/// Endings of a name that a sentence leaves out.
pub(super) const ENDINGS: [&str; 8] = [
    "数量", "次数", "人数", "人次", "户数", "场次", "处数", "个数",
];

/// Between a name and its figure, with what they make of it.
#[rustfmt::skip]
const CONNECTORS: &[(&str, Option<Role>)] = &[
    ("。", None), ("：", None), (":", None), ("，", None), ("共", None), ("共计", None), ("累计", None),
    ("达", None), ("达到", None), ("为", None), ("是", None), ("了", None), ("全年", None), ("年度", None),
    ("实际", Some(Role::Actual)), ("完成", Some(Role::Actual)), ("完成值", Some(Role::Actual)),
    ("目标", Some(Role::Target)), ("目标值", Some(Role::Target)), ("年度指标值", Some(Role::Target)),
    ("计划", Some(Role::Target)),
];

/// A sentence with one of these speaks of more than this year as a whole.
#[rustfmt::skip]
const OTHER_TIMES: &[&str] = &[
    "上年", "去年", "同期", "季度", "半年", "月", "年初", "以来", "下一年", "明年", "历年", "每年", "其中",
];

impl<'r> Names<'r> {
    /// The names of a report's indicators, gathered once for all rules.
    pub fn of(filed: &FiledReport<'r>) -> &'r Self {
        let names = &filed.readings.names;
        names.get_or_init(|| Self::gather(filed.report))
    }

    fn gather(report: &'r Report) -> Self {
        const SHORTEST: usize = 4;
        let mut names: Vec<(&str, &Indicator)> = report
            .indicators()
            .flat_map(|row| {
                let name = row.name.trim();
                let short = ENDINGS.iter().find_map(|end| name.strip_suffix(end));
                let short = short.filter(|short| short.chars().count() > SHORTEST);
                let name = Some(name).filter(|name| name.chars().count() >= SHORTEST);
                name.into_iter().chain(short).map(move |name| (name, row))
            })
            .collect();
        names.sort_by_key(|(name, _)| *name);
        let twice = |at: usize| {
            let same = |other: Option<usize>| {
                other
                    .and_then(|other| names.get(other))
                    .is_some_and(|one| one.0 == names[at].0)
            };
            same(at.checked_sub(1)) || same(at.checked_add(1))
        };
        let single = (0..names.len()).filter(|at| !twice(*at));
        Self(single.map(|at| names[at]).collect())
    }

    /// The row whose name a text ends with, and the longest such name.
    fn before(&self, text: &str) -> Option<(&'r str, &'r Indicator)> {
        let fitting = self.0.iter().filter(|(name, _)| ends(text, name));
        fitting.max_by_key(|(name, _)| name.len()).copied()
    }

    /// The mentions in a text with these figures.
    pub fn mentions(&self, text: &str, figures: &[Figure]) -> Vec<Mention<'r>> {
        let mut found: Vec<Mention<'r>> = Vec::new();
        let mut before_end = 0;
        for figure in figures {
            let since = before_end;
            before_end = figure.span.end;
            let counted = match figure.measure {
                Measure::Money(_) => false,
                Measure::Percent => true,
                Measure::Other(unit) => !matches!(unit, ' ' | '年' | '月' | '日'),
            };
            if figure.near || !counted {
                continue;
            }
            let (rest, role) = without_connectors(&text[..figure.span.start]);
            let last = found.last().filter(|last| last.words.end == since);
            // what is left of a unit such as 场次 may stand between
            let between = rest.get(since..).unwrap_or_default();
            let goes_on = role.is_some() && between.chars().count() <= 2;
            let named = match last.filter(|_| goes_on) {
                Some(last) => Some((last.name, last.row, last.start, last.since)),
                None => self
                    .before(rest)
                    .map(|(name, row)| (name, row, rest.len() - name.len(), since)),
            };
            if let Some((name, row, start, since)) = named {
                found.push(Mention {
                    row,
                    name,
                    words: figure.span.clone(),
                    amount: figure.amount,
                    role,
                    start,
                    since,
                });
            }
        }
        found
    }
}

impl Mention<'_> {
    /// Whether it is said of this whole year, in a clause of its own and only once.
    pub fn is_of_the_year(&self, text: &str, year: Option<u16>) -> bool {
        let once = text.matches(self.name).nth(1).is_none();
        once && begins_clause(&text[..self.start], self.since, year)
    }

    /// Whether the cell says this figure, in the same unit. `None` where the cell
    /// or the unit is not understood.
    pub fn is(&self, text: &str, role: Role) -> Option<bool> {
        let cell = match role {
            Role::Target => self.row.target.trim(),
            Role::Actual => self.row.actual.trim(),
        };
        let here = &text[self.words.start..];
        if !cell.is_empty() && here.starts_with(cell) {
            return Some(true);
        }
        let quantity = Quantity::read(cell);
        let figure = quantity.only_figure()?;
        let Value::One(amount) = figure.value else {
            return None;
        };
        let unit = unit_of(self.row, figure);
        let after = here.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
        let after = after
            .strip_prefix(unit.as_str())
            .filter(|_| !unit.is_empty())?;
        let bounded = role == Role::Actual && figure.is_inequality();
        if after.starts_with(['次', '/']) || figure.approximation.is_some() || bounded {
            return None;
        }
        let agree = |one: Amount, other: Amount| one.agreement(other) != Agreement::Off;
        Some(agree(amount, self.amount) || agree(self.amount, amount))
    }

    /// The cell of its row.
    pub fn cell(&self, role: Role) -> &str {
        match role {
            Role::Target => self.row.target.trim(),
            Role::Actual => self.row.actual.trim(),
        }
    }
}

impl Role {
    /// The form's own word for the cell.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Target => "年度指标值",
            Self::Actual => "实际完成值",
        }
    }
}

/// Whether one of the words that lead to a figure ends with this byte.
fn may_connect(byte: u8) -> bool {
    const LAST: u64 = {
        let (mut bits, mut at) = (0, 0);
        while at < CONNECTORS.len() {
            let word = CONNECTORS[at].0.as_bytes();
            bits |= 1 << (word[word.len() - 1] & 63);
            at += 1;
        }
        bits
    };
    LAST & 1 << (byte & 63) != 0
}

/// A text without the words at its end that lead to a figure, and what they make of it.
fn without_connectors(text: &str) -> (&str, Option<Role>) {
    let mut rest = text;
    let (mut planned, mut done) = (false, false);
    while rest.bytes().next_back().is_some_and(may_connect) {
        let words = CONNECTORS.iter().filter(|(word, _)| ends(rest, word));
        let Some((word, role)) = words.max_by_key(|(word, _)| word.len()) else {
            break;
        };
        rest = &rest[..rest.len() - word.len()];
        planned |= *role == Some(Role::Target);
        done |= *role == Some(Role::Actual);
    }
    let role = match (planned, done) {
        (true, false) => Some(Role::Target),
        (false, true) => Some(Role::Actual),
        _ => None,
    };
    (rest, role)
}

/// Whether a clause of the whole year begins at the end of this text, whose last
/// figure ends at `figure_end`.
fn begins_clause(before: &str, figure_end: usize, year: Option<u16>) -> bool {
    let sentence = before.rsplit(['。', '；', '\n', '！']).next();
    let sentence = sentence.unwrap_or_default();
    if OTHER_TIMES.iter().any(|word| sentence.contains(word)) {
        return false;
    }
    if years(sentence).any(|named| Some(named) != year) {
        return false;
    }
    let own = year.map(|year| format!("{year}年"));
    let mut lead = sentence;
    for word in [
        "全年", "累计", "共", "本年", "年度", "一是", "二是", "三是", "四是", "五是", "六是",
    ] {
        lead = lead.strip_suffix(word).unwrap_or(lead);
    }
    if let Some(own) = &own {
        let bare = lead.trim_end_matches('，');
        lead = bare.strip_suffix(own.as_str()).unwrap_or(lead);
    }
    let numbered = heading_number(lead).is_some_and(|number| number.length == lead.len());
    let listed = lead.ends_with(['，', '、']) && {
        let end = before.len() - (sentence.len() - lead.len());
        let sign = lead.chars().next_back().map_or(0, char::len_utf8);
        end - sign == figure_end && figure_end > 0
    };
    lead.is_empty() || numbered || listed
}

/// The years that a sentence names.
fn years(sentence: &str) -> impl Iterator<Item = u16> {
    sentence.match_indices('年').filter_map(|(at, _)| {
        let digits = sentence.get(at.checked_sub(4)?..at)?;
        digits.parse().ok()
    })
}
