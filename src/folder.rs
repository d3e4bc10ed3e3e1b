//! A unit's folder as it was loaded: its data with the texts they were read
//! from and the forms they are filled on. What the checks look at and the pages
//! are made from.

use crate::form::Form;
use crate::model::{BaseData, MoneyUnit, Report, Unit, Year};
use crate::source::{Source, Span};
use std::sync::Arc;

/// One unit's folder with all its years.
#[derive(Debug)]
pub struct UnitFolder {
    /// The folder below `content/`, with `/`: also the address below the site.
    pub address: String,
    /// The unit.
    pub unit: Unit,
    /// `unit.yaml` as text.
    pub source: Source,
    /// The years, ascending.
    pub years: Vec<YearFolder>,
}

impl UnitFolder {
    /// How many filled forms there are, overall and of projects.
    pub fn reports(&self) -> usize {
        let of_year = |year: &YearFolder| usize::from(year.report.is_some()) + year.projects.len();
        self.years.iter().map(of_year).sum()
    }
}

/// One year of a unit.
#[derive(Debug)]
pub struct YearFolder {
    /// The year, which is the folder's name.
    pub year: Year,
    /// The overall form.
    pub report: Option<Document<Report>>,
    /// The narrative of the overall form.
    pub narrative: Option<Narrative>,
    /// The table of base data.
    pub base: Option<Document<BaseData>>,
    /// The project forms, by slug.
    pub projects: Vec<ProjectFolder>,
    /// Attachments below `files/`: published as they are, by name.
    pub attachments: Vec<String>,
}

/// One project of a year.
#[derive(Debug)]
pub struct ProjectFolder {
    /// The file's name without its ending: also the address.
    pub slug: String,
    /// The project form.
    pub report: Document<Report>,
    /// The narrative, where there is one.
    pub narrative: Option<Narrative>,
}

/// A file's data with the text it was read from and the form it is filled on.
#[derive(Debug)]
pub struct Document<T> {
    /// The text, for places.
    pub source: Source,
    /// The data.
    pub data: T,
    /// The form named by 表式.
    pub form: Arc<Form>,
}

impl Document<Report> {
    /// The unit of its amounts: its own, or else its form's.
    pub fn money_unit(&self) -> Option<MoneyUnit> {
        self.form.money_unit_of(self.data.money_unit)
    }
}

impl Document<BaseData> {
    /// The unit of its amounts: its own, or else its form's.
    pub fn money_unit(&self) -> Option<MoneyUnit> {
        self.form.money_unit_of(self.data.money_unit)
    }
}

/// A narrative (自评报告), already turned to safe HTML.
#[derive(Debug)]
pub struct Narrative {
    /// The text, for places.
    pub source: Source,
    /// What stands before the first `##` heading.
    pub opening: Vec<Piece>,
    /// The chapters, by `##` heading.
    pub chapters: Vec<Chapter>,
}

impl Narrative {
    /// All pieces, from top to bottom.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        let bodies = self.chapters.iter().flat_map(|chapter| &chapter.body);
        self.opening.iter().chain(bodies)
    }

    /// Whether tables or charts are placed in it.
    pub fn places_anything(&self) -> bool {
        self.pieces().any(|piece| !matches!(piece, Piece::Html(_)))
    }
}

/// One chapter: a `##` heading and what follows it.
#[derive(Debug)]
pub struct Chapter {
    /// The heading as written, such as `一、单位基本情况`.
    pub title: String,
    /// The address of the heading on its page, such as `zhang-1`.
    pub id: String,
    /// Where the heading stands.
    pub span: Span,
    /// The chapter's text.
    pub body: Vec<Piece>,
    /// The headings below it: level (3–6), id, title.
    pub headings: Vec<(u8, String, String)>,
    /// Whether there is no text, table or figure below the heading.
    pub is_empty: bool,
}

impl Chapter {
    /// The title without its number: `单位基本情况` for `一、单位基本情况`.
    pub fn plain_title(&self) -> &str {
        let title = self.title.trim();
        let numbered = title.trim_start_matches(|c: char| {
            c.is_ascii_digit() || "一二三四五六七八九十百（）()".contains(c)
        });
        match numbered.strip_prefix(['、', '.', '．']) {
            Some(rest) => rest.trim(),
            None if title.starts_with(['（', '(']) => numbered.trim(),
            None => title,
        }
    }
}

/// A piece of a chapter's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// HTML that needs no further care.
    Html(String),
    /// `{{ 表 name }}`: a table made from the data.
    Table(String, Span),
    /// `{{ 图 name }}`: a chart made from the data.
    Chart(String, Span),
}

impl Piece {
    /// The words of its text, a line for each block; none of a table or a chart.
    pub fn words(&self) -> String {
        match self {
            Self::Html(html) => words(html),
            Self::Table(..) | Self::Chart(..) => String::new(),
        }
    }
}

/// The words of safe HTML, a line for each block.
fn words(html: &str) -> String {
    const WITHIN_A_LINE: [&str; 8] = ["strong", "em", "a", "code", "del", "sup", "sub", "span"];
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, from_tag)) = rest.split_once('<') {
        words.push_str(before);
        let Some((tag, after)) = from_tag.split_once('>') else {
            rest = "";
            break;
        };
        let name = tag.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric());
        if !WITHIN_A_LINE.contains(&&name[..end.unwrap_or(name.len())]) && !words.ends_with('\n') {
            words.push('\n');
        }
        rest = after;
    }
    words.push_str(rest);
    words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_read_without_its_marks() {
        let html = "<p>重<strong>点</strong>是 A&amp;B。</p>\n<ul><li>一</li><li>二</li></ul>";
        let piece = Piece::Html(html.to_owned());
        assert_eq!(piece.words().trim(), "重点是 A&B。\n\n一\n二");
    }
}
