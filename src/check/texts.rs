//! Every text of a unit that is published, with its place: what the rules on
//! privacy and wording look at.
//!
//! A unit is walked once for all of them; each text brings along what a single pass
//! over its characters tells ([`Signs`]), so that a rule passes over most texts
//! without reading them, and places are put together only when there is something
//! to say.

mod signs;
mod walk;

pub use signs::Signs;

use super::FileRef;
use crate::diagnostic::personal::{Personal, find};
use crate::folder::UnitFolder;
use crate::model::{DataPath, Site};
use std::borrow::Cow;

/// What a text is, as far as it matters how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A printed title.
    Title,
    /// A name or label: an indicator, a heading, a unit of measure, a person.
    Name,
    /// A target or an actual.
    Value,
    /// Sentences in a form's cell: goals, reasons, measures, criteria, remarks.
    Prose,
    /// A catalogue field of 公开.
    Catalogue,
    /// The reason of a 校验说明: it may quote what is wrong.
    Acceptance,
    /// A chapter's or section's heading in a narrative.
    Heading,
    /// A line of a narrative.
    Line,
    /// A cell of a table in a narrative.
    Cell,
}

/// A published text that is not blank.
#[derive(Debug)]
pub struct Text<'u> {
    /// The file it stands in.
    pub file: FileRef,
    /// The text; of a narrative one line or cell, without its Markdown marks.
    pub words: Cow<'u, str>,
    /// What it is.
    pub kind: Kind,
    /// The last key of its place, such as `年度指标值`.
    pub key: &'u str,
    /// Whether it is the end of its paragraph or cell.
    pub ends: bool,
    /// What its characters tell.
    pub signs: Signs,
    trail: Trail,
}

/// The published texts of a unit: by file, from top to bottom.
#[derive(Debug)]
pub struct Texts<'u> {
    /// The unit.
    pub unit: &'u UnitFolder,
    /// The settings of its site.
    pub site: &'u Site,
    /// The texts.
    pub texts: Vec<Text<'u>>,
    /// Personal numbers and addresses: the text each stands in, by its index.
    pub personal: Vec<(usize, Personal)>,
    steps: Vec<Step<'u>>,
}

/// The way from the top of a file to a text: the last of its steps; `None` is the top.
type Trail = Option<usize>;

/// One step of a way, and the way above it.
#[derive(Debug, Clone, Copy)]
struct Step<'u> {
    above: Trail,
    here: Here<'u>,
}

#[derive(Debug, Clone, Copy)]
enum Here<'u> {
    Key(&'u str),
    Index(usize),
}

impl<'u> Texts<'u> {
    /// Walks a unit.
    pub fn read(unit: &'u UnitFolder, site: &'u Site) -> Self {
        let (texts, steps) = walk::texts(unit, &signs::Listed::of(site));
        let personal = texts.iter().enumerate().flat_map(|(at, text)| {
            let found = if text.signs.may_be_personal() {
                find(&text.words)
            } else {
                Vec::new()
            };
            found.into_iter().map(move |one| (at, one))
        });
        let personal = personal.collect();
        Self {
            unit,
            site,
            texts,
            personal,
            steps,
        }
    }

    /// The texts that are meant to be read as they stand: all but the reasons of
    /// 校验说明, which may quote what is wrong.
    pub fn written(&self) -> impl Iterator<Item = &Text<'u>> {
        let texts = self.texts.iter();
        texts.filter(|text| text.kind != Kind::Acceptance)
    }

    /// The place of a text in its file.
    pub fn path(&self, text: &Text<'_>) -> DataPath {
        self.path_to(text.trail)
    }

    fn path_to(&self, trail: Trail) -> DataPath {
        let Some(step) = trail.and_then(|at| self.steps.get(at)) else {
            return DataPath::root();
        };
        let above = self.path_to(step.above);
        match step.here {
            Here::Key(key) => above.key(key),
            Here::Index(index) => above.index(index),
        }
    }
}

/// Whether a character is a Chinese one, punctuation left out.
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Example;
    use crate::check::testing::unit;
    use crate::model::Site;

    fn shown(yaml: &str, markdown: &str) -> Vec<String> {
        let example = Example {
            yaml: yaml.into(),
            markdown: markdown.into(),
        };
        let (unit, site) = (unit(&example, None), Site::default());
        let texts = Texts::read(&unit, &site);
        let shown = texts.texts.iter().filter(|text| text.file != FileRef::Unit);
        let shown = shown.map(|text| {
            let end = if text.ends { "" } else { "→" };
            let (kind, path, words) = (text.kind, texts.path(text), &text.words);
            format!("{kind:?} {path}={words}{end}")
        });
        shown.collect()
    }

    #[test]
    fn texts_of_a_form_come_with_their_places() {
        let yaml = "表式: 湖南-整体支出\n标题: 甲\n公开: {公开方式: 乙}\n\
            年度目标: [{预期目标: 丙, 绩效指标: [{三级指标: 丁, 年度指标值: 1}]}]\n\
            绩效指标: [{三级指标: 戊, 其中: [{三级指标: 己, 说明: ' '}]}]\n\
            校验说明: [{规则: ZP101, 位置: 总分, 说明: 庚}]\n不公开: {电话: 辛}\n";
        assert_eq!(
            shown(yaml, ""),
            [
                "Title 标题=甲",
                "Catalogue 公开.公开方式=乙",
                "Prose 年度目标[1].预期目标=丙",
                "Name 年度目标[1].绩效指标[1].三级指标=丁",
                "Value 年度目标[1].绩效指标[1].年度指标值=1",
                "Name 绩效指标[1].三级指标=戊",
                "Name 绩效指标[1].其中[1].三级指标=己",
                "Acceptance 校验说明[1].说明=庚",
            ]
        );
    }

    #[test]
    fn texts_of_a_narrative_come_by_line_and_cell_without_their_marks() {
        let markdown = "前言。\n\n## 一、情况\n\n### 甲\n\n写了一\n半。\n- 乙{{ 总分 }}分\n\n\
            | 丙 | 丁 |\n|---|---:|\n| 戊 | 1 |\n\n{{ 表 资金 }}\n\n## 二、问题\n\n1. 己\n";
        assert_eq!(
            shown("表式: 湖南-整体支出\n", markdown),
            [
                "Line 正文=前言。",
                "Heading 正文.一、情况=一、情况",
                "Heading 正文.一、情况=甲",
                "Line 正文.一、情况=写了一→",
                "Line 正文.一、情况=半。→",
                "Line 正文.一、情况=乙0分",
                "Cell 正文.一、情况=丙",
                "Cell 正文.一、情况=丁",
                "Cell 正文.一、情况=戊",
                "Cell 正文.一、情况=1",
                "Heading 正文.二、问题=二、问题",
                "Line 正文.二、问题=己",
            ]
        );
    }
}
