//! Every text of a unit that is published, with its place: what the rules on
//! privacy and wording look at.
//!
//! Places are put together only when there is something to say, so that a walk
//! over clean texts costs nothing but the reading.

use super::{FileRef, bases, reports};
use crate::folder::{Narrative, UnitFolder};
use crate::model::{BaseData, DataPath, Goal, Indicator, Report, SpendingRow, Unit};
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

/// A published text.
#[derive(Debug, Clone, Copy)]
pub struct Text<'t> {
    /// The file it stands in.
    pub file: FileRef,
    /// The text; of a narrative one line or cell, without its Markdown marks.
    pub words: &'t str,
    /// What it is.
    pub kind: Kind,
    trail: Trail<'t>,
}

impl Text<'_> {
    /// Its place in the file.
    pub fn path(&self) -> DataPath {
        self.trail.path()
    }

    /// The last key of its place, such as `年度指标值`.
    pub fn key(&self) -> &str {
        match self.trail {
            Trail::Key(_, key) => key,
            Trail::Root | Trail::Index(..) => "",
        }
    }
}

/// The way from the top of a file to a text.
#[derive(Debug, Clone, Copy)]
enum Trail<'t> {
    Root,
    Key(&'t Trail<'t>, &'t str),
    Index(&'t Trail<'t>, usize),
}

impl Trail<'_> {
    fn path(&self) -> DataPath {
        match self {
            Trail::Root => DataPath::root(),
            Trail::Key(above, key) => above.path().key(*key),
            Trail::Index(above, index) => above.path().index(*index),
        }
    }
}

/// Shows every published text of a unit that is not blank: by file, from top to
/// bottom.
pub fn each(unit: &UnitFolder, visit: impl FnMut(&Text<'_>)) {
    let mut walk = Walk {
        file: FileRef::Unit,
        visit,
    };
    walk.unit(&unit.unit);
    for (file, document) in reports(unit) {
        walk.file = file;
        walk.report(&document.data);
    }
    for (file, document) in bases(unit) {
        walk.file = file;
        walk.base(&document.data);
    }
    for (at, year) in unit.years.iter().enumerate() {
        walk.file = FileRef::Narrative(at);
        year.narrative.iter().for_each(|one| walk.narrative(one));
        for (number, project) in year.projects.iter().enumerate() {
            walk.file = FileRef::ProjectNarrative(at, number);
            project.narrative.iter().for_each(|one| walk.narrative(one));
        }
    }
}

struct Walk<F> {
    file: FileRef,
    visit: F,
}

impl<F: FnMut(&Text<'_>)> Walk<F> {
    fn show(&mut self, trail: Trail<'_>, kind: Kind, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            (self.visit)(&Text {
                file: self.file,
                words,
                kind,
                trail,
            });
        }
    }

    /// The fields below `above`.
    fn fields(&mut self, above: &Trail<'_>, kind: Kind, fields: &[(&str, &str)]) {
        for (key, words) in fields {
            self.show(Trail::Key(above, key), kind, words);
        }
    }

    fn unit(&mut self, unit: &Unit) {
        let top = Trail::Root;
        let names = [
            ("名称", &*unit.name),
            ("简称", &*unit.short_name),
            ("主管部门", &*unit.supervisor),
            ("类型", &*unit.kind),
        ];
        self.fields(&top, Kind::Name, &names);
        let former = Trail::Key(&top, "曾用名");
        for (at, name) in unit.former_names.iter().enumerate() {
            self.show(Trail::Index(&former, at), Kind::Name, name);
        }
    }

    fn report(&mut self, report: &Report) {
        let top = Trail::Root;
        self.fields(&top, Kind::Title, &[("标题", &report.title)]);
        let disclosure = Trail::Key(&top, "公开");
        for (key, words) in report.disclosure.iter() {
            self.fields(&disclosure, Kind::Catalogue, &[(key, words)]);
        }
        let filing = Trail::Key(&top, "填报");
        let filed = [
            ("单位负责人", &*report.filing.responsible),
            ("填报日期", &*report.filing.date),
            ("主管部门", &*report.filing.supervisor),
        ];
        self.fields(&filing, Kind::Name, &filed);
        let project = Trail::Key(&top, "项目");
        let named = [
            ("名称", &*report.project.name),
            ("主管部门", &*report.project.supervisor),
            ("实施单位", &*report.project.implementer),
        ];
        self.fields(&project, Kind::Name, &named);
        if let Some(funds) = &report.funds {
            let above = Trail::Key(&top, "预算执行");
            self.fields(&above, Kind::Prose, &[("偏差原因", &funds.reason)]);
        }
        let goals = Trail::Key(&top, "年度目标");
        for (at, goal) in report.goals.iter().enumerate() {
            self.goal(&Trail::Index(&goals, at), goal);
        }
        self.rows(&Trail::Key(&top, "绩效指标"), &report.indicators);
        self.fields(&top, Kind::Name, &[("等级", &report.grade)]);
        let blocks = [
            ("偏差原因", &*report.reason),
            ("改进措施", &*report.measure),
            ("备注", &*report.remark),
        ];
        self.fields(&top, Kind::Prose, &blocks);
        let acceptances = Trail::Key(&top, "校验说明");
        for (at, acceptance) in report.acceptances.iter().enumerate() {
            let above = Trail::Index(&acceptances, at);
            self.fields(&above, Kind::Acceptance, &[("说明", &acceptance.reason)]);
        }
    }

    fn goal(&mut self, above: &Trail<'_>, goal: &Goal) {
        self.fields(above, Kind::Name, &[("编号", &goal.number)]);
        let goals = [
            ("预期目标", &*goal.expected),
            ("调整目标", &*goal.adjusted),
            ("实际完成情况", &*goal.achieved),
        ];
        self.fields(above, Kind::Prose, &goals);
        self.rows(&Trail::Key(above, "绩效指标"), &goal.indicators);
    }

    fn rows(&mut self, above: &Trail<'_>, rows: &[Indicator]) {
        for (at, row) in rows.iter().enumerate() {
            let here = Trail::Index(above, at);
            let names = [
                ("一级指标", &*row.level1),
                ("二级指标", &*row.level2),
                ("三级指标", &*row.name),
                ("计量单位", &*row.measure_unit),
                ("指标性质", &*row.nature),
            ];
            self.fields(&here, Kind::Name, &names);
            let values = [("年度指标值", &*row.target), ("实际完成值", &*row.actual)];
            self.fields(&here, Kind::Value, &values);
            let prose = [
                ("评分标准", &*row.criterion),
                ("偏差原因", &*row.reason),
                ("改进措施", &*row.measure),
                ("说明", &*row.note),
            ];
            self.fields(&here, Kind::Prose, &prose);
            for (key, words) in row.extra.iter() {
                self.fields(&here, Kind::Prose, &[(key, words)]);
            }
            self.rows(&Trail::Key(&here, "其中"), &row.children);
        }
    }

    fn base(&mut self, base: &BaseData) {
        let top = Trail::Root;
        self.fields(&top, Kind::Title, &[("标题", &base.title)]);
        self.spending(&Trail::Key(&top, "经费控制"), &base.spending);
        let buildings = Trail::Key(&top, "楼堂馆所");
        for (at, building) in base.buildings.iter().enumerate() {
            let here = Trail::Index(&buildings, at);
            self.fields(&here, Kind::Name, &[("名称", &building.name)]);
        }
        let blocks = [("厉行节约保障措施", &*base.thrift), ("备注", &*base.remark)];
        self.fields(&top, Kind::Prose, &blocks);
        self.fields(&top, Kind::Name, &[("填报日期", &base.date)]);
        let acceptances = Trail::Key(&top, "校验说明");
        for (at, acceptance) in base.acceptances.iter().enumerate() {
            let above = Trail::Index(&acceptances, at);
            self.fields(&above, Kind::Acceptance, &[("说明", &acceptance.reason)]);
        }
    }

    fn spending(&mut self, above: &Trail<'_>, rows: &[SpendingRow]) {
        for (at, row) in rows.iter().enumerate() {
            let here = Trail::Index(above, at);
            self.fields(&here, Kind::Name, &[("项目", &row.name)]);
            self.spending(&Trail::Key(&here, "其中"), &row.children);
        }
    }

    fn narrative(&mut self, narrative: &Narrative) {
        let text = &narrative.source.text;
        let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let body = Trail::Key(&Trail::Root, "正文");
        let starts = narrative.chapters.iter().map(|chapter| chapter.span.start);
        let ends = starts.clone().skip(1).chain([text.len()]);
        let first = starts.clone().next().unwrap_or(text.len());
        self.lines(body, slice(0, first));
        for (chapter, end) in narrative.chapters.iter().zip(ends) {
            let here = Trail::Key(&body, &chapter.title);
            self.show(here, Kind::Heading, &chapter.title);
            self.lines(here, slice(chapter.span.end, end));
        }
    }

    /// The lines of a chapter, with what is taken from the data left out.
    fn lines(&mut self, here: Trail<'_>, text: &str) {
        for line in text.lines() {
            let line = without_references(line);
            let words = line.trim();
            if words.starts_with('|') {
                let cells = words.trim_matches('|').split('|');
                for cell in cells.filter(|cell| !is_rule(cell)) {
                    self.show(here, Kind::Cell, cell);
                }
            } else if words.starts_with('#') {
                self.show(here, Kind::Heading, words.trim_matches('#'));
            } else {
                self.show(here, Kind::Line, without_marker(words));
            }
        }
    }
}

/// `---` or `:--:` under the head of a table.
fn is_rule(cell: &str) -> bool {
    cell.trim().chars().all(|c| c == '-' || c == ':')
}

/// A line without the mark of a quotation or of a list's item.
fn without_marker(line: &str) -> &str {
    let line = line.trim_start_matches(['>', ' ']);
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marks: &[&str] = if after_number.len() < line.len() {
        &[". ", ") "]
    } else {
        &["- ", "* ", "+ "]
    };
    marks
        .iter()
        .find_map(|mark| after_number.strip_prefix(mark))
        .unwrap_or(line)
}

/// A line in which a figure stands for each `{{ path }}`: what is taken from the
/// data is looked at where it stands.
fn without_references(line: &str) -> Cow<'_, str> {
    if !line.contains("{{") {
        return Cow::Borrowed(line);
    }
    if line.trim().starts_with("{{ 表 ") || line.trim().starts_with("{{ 图 ") {
        return Cow::Borrowed("");
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, inside)) = rest.split_once("{{") {
        text.push_str(before);
        let Some((_, after)) = inside.split_once("}}") else {
            rest = "";
            break;
        };
        text.push('0');
        rest = after;
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Example;
    use crate::check::testing::unit;

    fn shown(yaml: &str, markdown: &str) -> Vec<String> {
        let example = Example {
            yaml: yaml.into(),
            markdown: markdown.into(),
        };
        let mut shown = Vec::new();
        each(&unit(&example, None), |text| {
            if text.file != FileRef::Unit {
                shown.push(format!("{:?} {}={}", text.kind, text.path(), text.words));
            }
        });
        shown
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
                "Line 正文.一、情况=写了一",
                "Line 正文.一、情况=半。",
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
