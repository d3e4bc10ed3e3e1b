//! Where on its page a place in a file shows: the row of a table, or the heading that a
//! paragraph stands under.

use crate::diagnostic::Label;
use crate::load::Outline;
use crate::load::yaml::outline::{Value, Writing};
use crate::model::{BaseData, DataPath, Report};
use crate::render;
use crate::source::{Position, Source};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where something shows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// Addresses on the page, the narrowest first; which of them there are the page knows.
    pub(super) rows: Vec<String>,
    /// The words of the heading.
    pub(super) heading: String,
}

/// The files that places are in, each read but once.
#[derive(Debug)]
pub(super) struct Rows<'r> {
    root: &'r Path,
    files: BTreeMap<String, Option<File>>,
}

#[derive(Debug)]
struct File {
    text: String,
    /// `None` for Markdown, and for YAML with a fault.
    outline: Option<Outline>,
}

impl<'r> Rows<'r> {
    pub(super) fn of(root: &'r Path) -> Self {
        Self {
            root,
            files: BTreeMap::new(),
        }
    }

    /// Where a place shows, as far as that can be told.
    pub(super) fn shown(&mut self, place: &Label) -> Shown {
        let Some(position) = place.position else {
            return Shown::default();
        };
        let root = self.root;
        let file = self.files.entry(place.path.clone());
        match file.or_insert_with(|| File::read(root, &place.path)) {
            Some(file) => file.shown(&place.path, position),
            None => Shown::default(),
        }
    }
}

impl File {
    fn read(root: &Path, name: &str) -> Option<Self> {
        let text = fs::read_to_string(root.join(name)).ok()?;
        let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let source = Source::new(name, text.clone());
        let outline = match name.rsplit_once('/')?.1 {
            "base.yaml" => Outline::of::<BaseData>(&source),
            name if name.ends_with(".yaml") => Outline::of::<Report>(&source),
            _ => None,
        };
        Some(Self { text, outline })
    }

    fn shown(&self, name: &str, position: Position) -> Shown {
        if name.ends_with(".md") {
            let above = self.text.lines().take(position.line);
            let heading = above.filter(|line| line.starts_with('#')).last();
            let words = |line: &str| line.trim_matches('#').trim().to_owned();
            return Shown {
                rows: Vec::new(),
                heading: heading.map(words).unwrap_or_default(),
            };
        }
        let mut paths = Vec::new();
        if let Some(outline) = &self.outline {
            let offset = offset(&self.text, position);
            paths_to(&outline.root, offset, &DataPath::root(), &mut paths);
        }
        Shown {
            rows: paths.iter().rev().map(render::anchor).collect(),
            heading: String::new(),
        }
    }
}

fn offset(text: &str, position: Position) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines
        .take(position.line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = text[before..].lines().next().unwrap_or_default();
    let letters = line.chars().take(position.column.saturating_sub(1));
    before + letters.map(char::len_utf8).sum::<usize>()
}

/// The data paths on the way to an offset, the widest first.
fn paths_to(value: &Value, offset: usize, path: &DataPath, into: &mut Vec<DataPath>) {
    let next = match &value.writing {
        Writing::Map { entries, .. } => entries
            .iter()
            .rfind(|entry| entry.start <= offset)
            .map(|entry| (path.clone().key(&*entry.key), &entry.value)),
        Writing::List(items, _) => items
            .iter()
            .enumerate()
            .rfind(|(_, item)| item.start <= offset)
            .map(|(at, item)| (path.clone().index(at), item)),
        _ => None,
    };
    if let Some((path, value)) = next {
        into.push(path.clone());
        paths_to(value, offset, &path, into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str, text: &str, marked: &str) -> Shown {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("a")).unwrap();
        let source = Source::new(format!("a/{name}"), text);
        fs::write(root.path().join(&source.path), text).unwrap();
        let start = text.find(marked).unwrap();
        let label = Label::at(&source, start..start + marked.len(), "");
        Rows::of(root.path()).shown(&label)
    }

    #[test]
    fn a_figure_shows_in_its_row() {
        let report = "表式: 全国-整体支出\n年度: 2024\n绩效指标:\n  - 三级指标: 甲\n    得分: 3\n  - 三级指标: 乙\n    得分: 4\n总分: 7\n";
        let rows = shown("report.yaml", report, "4\n总分").rows;
        assert_eq!(rows, ["zhibiao-2-得分", "zhibiao-2", "zhibiao"]);
        assert_eq!(shown("report.yaml", report, "7").rows, ["zongfen"]);
    }

    #[test]
    fn a_sentence_shows_under_its_heading() {
        let text = "# 报告\n\n## 一、概况\n\n甲。\n\n## 二、成效\n\n乙。\n";
        assert_eq!(shown("report.md", text, "甲").heading, "一、概况");
        assert_eq!(shown("report.md", text, "乙").heading, "二、成效");
    }
}
