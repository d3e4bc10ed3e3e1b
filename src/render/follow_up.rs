//! What became of it: the problems that a unit found in a year beside the measures
//! that it announced the year before, in the words of its reports.

use super::address::Origin;
use super::deductions::{Deduction, deductions};
use super::unit_page::year_address;
use crate::folder::{Chapter, UnitFolder, YearFolder};
use serde::Serialize;

/// How many letters of a text are shown; the rest stands where the link leads.
const LONGEST: usize = 600;

/// One year with the year before it.
#[derive(Debug, Serialize)]
pub struct FollowUp {
    /// `2023年度`.
    title: String,
    /// The id of its heading.
    id: String,
    /// What to read side by side, in the order of time.
    passages: Vec<Passage>,
}

/// A text of a report.
#[derive(Debug, Serialize)]
struct Passage {
    /// `2022年度提出的改进措施`.
    title: String,
    /// Its paragraphs; empty where the report says nothing of it.
    paragraphs: Vec<String>,
    /// Whether there is more of it than is shown.
    is_cut: bool,
    /// Where it stands.
    href: String,
}

/// What a passage is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matter {
    Problems,
    Measures,
}

/// The years of a unit, newest first: of each the problems beside the measures of
/// the year before; of the newest also its own measures, which nothing follows yet.
/// Years of which neither is known are left out.
pub fn follow_up(unit: &UnitFolder, origin: Origin<'_>) -> Vec<FollowUp> {
    let mut found = Vec::new();
    let told: Vec<&YearFolder> = unit.years.iter().filter(|year| says(year)).collect();
    for (at, year) in told.iter().enumerate().rev() {
        let passage = |year, matter| Passage::of(unit, year, matter, origin);
        let before = at.checked_sub(1).map(|before| told[before]);
        let mut passages = Vec::new();
        passages.extend(before.map(|before| passage(before, Matter::Measures)));
        passages.push(passage(year, Matter::Problems));
        if at + 1 == told.len() {
            passages.push(passage(year, Matter::Measures));
        }
        found.push(FollowUp {
            title: format!("{}年度", year.year),
            id: format!("wenti-{}", year.year),
            passages,
        });
    }
    found
}

/// Whether a year says anything of problems or measures.
fn says(year: &YearFolder) -> bool {
    [Matter::Problems, Matter::Measures]
        .into_iter()
        .any(|matter| !Text::of(year, matter).paragraphs.is_empty())
}

impl Passage {
    fn of(unit: &UnitFolder, year: &YearFolder, matter: Matter, origin: Origin<'_>) -> Self {
        let what = match matter {
            Matter::Problems => "存在的问题",
            Matter::Measures => "提出的改进措施",
        };
        let text = Text::of(year, matter);
        let (paragraphs, is_cut) = shortened(text.paragraphs);
        let page = origin.link(&year_address(unit, year));
        Self {
            title: format!("{}年度{what}", year.year),
            paragraphs,
            is_cut,
            href: format!("{page}#{}", text.anchor),
        }
    }
}

/// What a year says of a matter, and where on its page.
#[derive(Default)]
struct Text {
    paragraphs: Vec<String>,
    anchor: String,
}

impl Text {
    /// The chapter of the narrative; where there is none, the form's own words.
    fn of(year: &YearFolder, matter: Matter) -> Self {
        let chapters = year.narrative.as_ref();
        let chapters = chapters.map_or(&[][..], |narrative| &narrative.chapters);
        let about = |chapter: &&Chapter| matter.is_of(&chapter.title);
        let own = chapters.iter().rfind(about).map(|chapter| Self {
            paragraphs: lines(chapter.body.iter().map(|piece| piece.words())),
            anchor: chapter.id.clone(),
        });
        let own = own.filter(|text| !text.paragraphs.is_empty());
        own.unwrap_or_else(|| Self::of_form(year, matter))
    }

    fn of_form(year: &YearFolder, matter: Matter) -> Self {
        let Some(report) = &year.report else {
            return Self::default();
        };
        let common = match matter {
            Matter::Problems => &report.data.reason,
            Matter::Measures => &report.data.measure,
        };
        if !common.trim().is_empty() {
            return Self {
                paragraphs: lines([common.clone()].into_iter()),
                anchor: "wenzi".to_owned(),
            };
        }
        let of_row = |row: &Deduction| match matter {
            Matter::Problems => row.reason.clone(),
            Matter::Measures => row.measure.clone(),
        };
        let rows = deductions(&report.data, &report.form);
        let rows = rows.iter().filter_map(|row| {
            let words = of_row(row);
            (!words.is_empty()).then(|| format!("{}：{words}", row.name))
        });
        Self {
            paragraphs: lines(rows),
            anchor: "koufen".to_owned(),
        }
    }
}

impl Matter {
    /// Whether a chapter is about it; 存在的问题和改进措施 is about both.
    fn is_of(self, title: &str) -> bool {
        let words: &[&str] = match self {
            Self::Problems => &["问题", "不足"],
            Self::Measures => &["改进", "整改", "措施"],
        };
        words.iter().any(|word| title.contains(word))
    }
}

/// The lines of texts that have words in them.
fn lines(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines = Vec::new();
    for text in texts {
        let own = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.extend(own.map(str::to_owned));
    }
    lines
}

/// As many letters as are shown, and whether that is not all.
fn shortened(paragraphs: Vec<String>) -> (Vec<String>, bool) {
    let mut left = LONGEST;
    let mut shown = Vec::new();
    for paragraph in paragraphs {
        let length = paragraph.chars().count();
        if length > left {
            let mut start: String = paragraph.chars().take(left).collect();
            start.push('…');
            shown.push(start);
            return (shown, true);
        }
        left -= length;
        shown.push(paragraph);
    }
    (shown, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_are_told_by_their_titles() {
        for (title, is_of) in [
            ("四、存在的问题及原因分析", [true, false]),
            ("8、 下一步改进措施", [false, true]),
            ("五、存在问题和整改情况", [true, true]),
            ("一、单位基本情况", [false, false]),
        ] {
            let matters = [Matter::Problems, Matter::Measures];
            assert_eq!(matters.map(|matter| matter.is_of(title)), is_of, "{title}");
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_letter() {
        let long = vec!["甲".repeat(400), "乙".repeat(400)];
        let (shown, is_cut) = shortened(long);
        assert!(is_cut);
        assert_eq!(shown[1], format!("{}…", "乙".repeat(200)));
        assert_eq!(
            shortened(vec!["丙".repeat(LONGEST)]),
            (vec!["丙".repeat(LONGEST)], false)
        );
    }
}
