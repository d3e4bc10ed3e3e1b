//! The walk over a unit that finds its published texts.

use super::signs::Listed;
use super::{Here, Kind, Step, Text, Trail};
use crate::check::{FileRef, bases, reports};
use crate::folder::{Narrative, UnitFolder};
use crate::model::letters::trim;
use crate::model::{BaseData, Goal, Indicator, Report, SpendingRow, Unit};
use std::borrow::Cow;

/// Every published text of a unit that is not blank, and the steps to their places.
pub(super) fn texts<'u>(unit: &'u UnitFolder, listed: &Listed) -> (Vec<Text<'u>>, Vec<Step<'u>>) {
    // room for a form and its narrative, so that little is moved as they grow
    const USUAL: usize = 512;
    let mut walk = Walk {
        file: FileRef::Unit,
        listed,
        texts: Vec::with_capacity(USUAL),
        steps: Vec::with_capacity(USUAL),
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
    (walk.texts, walk.steps)
}

struct Walk<'u, 'l> {
    file: FileRef,
    listed: &'l Listed,
    texts: Vec<Text<'u>>,
    steps: Vec<Step<'u>>,
}

impl<'u> Walk<'u, '_> {
    fn show(&mut self, above: Trail, key: &'u str, kind: Kind, words: &'u str) {
        if !words.is_empty() {
            let trail = self.key(above, key);
            self.add(trail, key, kind, Cow::Borrowed(trim(words)), true);
        }
    }

    fn add(&mut self, trail: Trail, key: &'u str, kind: Kind, words: Cow<'u, str>, ends: bool) {
        if words.is_empty() {
            return;
        }
        let signs = self.listed.signs(&words);
        self.texts.push(Text {
            file: self.file,
            words,
            kind,
            key,
            ends,
            signs,
            trail,
        });
    }

    fn key(&mut self, above: Trail, key: &'u str) -> Trail {
        self.step(above, Here::Key(key))
    }

    fn index(&mut self, above: Trail, index: usize) -> Trail {
        self.step(above, Here::Index(index))
    }

    fn step(&mut self, above: Trail, here: Here<'u>) -> Trail {
        self.steps.push(Step { above, here });
        Some(self.steps.len() - 1)
    }

    /// The fields below `above`.
    fn fields(&mut self, above: Trail, kind: Kind, fields: &[(&'u str, &'u str)]) {
        for (key, words) in fields {
            self.show(above, key, kind, words);
        }
    }

    fn unit(&mut self, unit: &'u Unit) {
        let top: Trail = None;
        let names = [
            ("名称", &*unit.name),
            ("简称", &*unit.short_name),
            ("主管部门", &*unit.supervisor),
            ("类型", &*unit.kind),
        ];
        self.fields(top, Kind::Name, &names);
        let former = self.key(top, "曾用名");
        for (at, name) in unit.former_names.iter().enumerate() {
            let trail = self.index(former, at);
            self.add(trail, "", Kind::Name, name.trim().into(), true);
        }
    }

    fn report(&mut self, report: &'u Report) {
        let top: Trail = None;
        self.fields(top, Kind::Title, &[("标题", &report.title)]);
        let disclosure = self.key(top, "公开");
        for (key, words) in report.disclosure.iter() {
            self.fields(disclosure, Kind::Catalogue, &[(key, words)]);
        }
        let filing = self.key(top, "填报");
        let filed = [
            ("单位负责人", &*report.filing.responsible),
            ("填报日期", &*report.filing.date),
            ("主管部门", &*report.filing.supervisor),
        ];
        self.fields(filing, Kind::Name, &filed);
        let project = self.key(top, "项目");
        let named = [
            ("名称", &*report.project.name),
            ("主管部门", &*report.project.supervisor),
            ("实施单位", &*report.project.implementer),
        ];
        self.fields(project, Kind::Name, &named);
        if let Some(funds) = &report.funds {
            let above = self.key(top, "预算执行");
            self.fields(above, Kind::Prose, &[("偏差原因", &funds.reason)]);
        }
        let goals = self.key(top, "年度目标");
        for (at, goal) in report.goals.iter().enumerate() {
            let inside = self.index(goals, at);
            self.goal(inside, goal);
        }
        let inside = self.key(top, "绩效指标");
        self.rows(inside, &report.indicators);
        self.fields(top, Kind::Name, &[("等级", &report.grade)]);
        let blocks = [
            ("偏差原因", &*report.reason),
            ("改进措施", &*report.measure),
            ("备注", &*report.remark),
        ];
        self.fields(top, Kind::Prose, &blocks);
        let acceptances = self.key(top, "校验说明");
        for (at, acceptance) in report.acceptances.iter().enumerate() {
            let above = self.index(acceptances, at);
            self.fields(above, Kind::Acceptance, &[("说明", &acceptance.reason)]);
        }
    }

    fn goal(&mut self, above: Trail, goal: &'u Goal) {
        self.fields(above, Kind::Name, &[("编号", &goal.number)]);
        let goals = [
            ("预期目标", &*goal.expected),
            ("调整目标", &*goal.adjusted),
            ("实际完成情况", &*goal.achieved),
        ];
        self.fields(above, Kind::Prose, &goals);
        let inside = self.key(above, "绩效指标");
        self.rows(inside, &goal.indicators);
    }

    fn rows(&mut self, above: Trail, rows: &'u [Indicator]) {
        for (at, row) in rows.iter().enumerate() {
            let here = self.index(above, at);
            let names = [
                ("一级指标", &*row.level1),
                ("二级指标", &*row.level2),
                ("三级指标", &*row.name),
                ("计量单位", &*row.measure_unit),
                ("指标性质", &*row.nature),
            ];
            self.fields(here, Kind::Name, &names);
            let values = [("年度指标值", &*row.target), ("实际完成值", &*row.actual)];
            self.fields(here, Kind::Value, &values);
            let prose = [
                ("评分标准", &*row.criterion),
                ("偏差原因", &*row.reason),
                ("改进措施", &*row.measure),
                ("说明", &*row.note),
            ];
            self.fields(here, Kind::Prose, &prose);
            for (key, words) in row.extra.iter() {
                self.fields(here, Kind::Prose, &[(key, words)]);
            }
            let inside = self.key(here, "其中");
            self.rows(inside, &row.children);
        }
    }

    fn base(&mut self, base: &'u BaseData) {
        let top: Trail = None;
        self.fields(top, Kind::Title, &[("标题", &base.title)]);
        let inside = self.key(top, "经费控制");
        self.spending(inside, &base.spending);
        let buildings = self.key(top, "楼堂馆所");
        for (at, building) in base.buildings.iter().enumerate() {
            let here = self.index(buildings, at);
            self.fields(here, Kind::Name, &[("名称", &building.name)]);
        }
        let blocks = [("厉行节约保障措施", &*base.thrift), ("备注", &*base.remark)];
        self.fields(top, Kind::Prose, &blocks);
        self.fields(top, Kind::Name, &[("填报日期", &base.date)]);
        let acceptances = self.key(top, "校验说明");
        for (at, acceptance) in base.acceptances.iter().enumerate() {
            let above = self.index(acceptances, at);
            self.fields(above, Kind::Acceptance, &[("说明", &acceptance.reason)]);
        }
    }

    fn spending(&mut self, above: Trail, rows: &'u [SpendingRow]) {
        for (at, row) in rows.iter().enumerate() {
            let here = self.index(above, at);
            self.fields(here, Kind::Name, &[("项目", &row.name)]);
            let inside = self.key(here, "其中");
            self.spending(inside, &row.children);
        }
    }

    fn narrative(&mut self, narrative: &'u Narrative) {
        let text: &'u str = &narrative.source.text;
        let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let body = self.key(None, "正文");
        let starts = narrative.chapters.iter().map(|chapter| chapter.span.start);
        let ends = starts.clone().skip(1).chain([text.len()]);
        let first = starts.clone().next().unwrap_or(text.len());
        self.lines(body, "正文", slice(0, first));
        for (chapter, end) in narrative.chapters.iter().zip(ends) {
            let here = self.key(body, &chapter.title);
            let title = &*chapter.title;
            self.add(here, title, Kind::Heading, title.trim().into(), true);
            self.lines(here, title, slice(chapter.span.end, end));
        }
    }

    /// The lines of a chapter, with what is taken from the data left out.
    fn lines(&mut self, here: Trail, title: &'u str, text: &'u str) {
        let refers = text.contains("{{");
        let mut lines = text.lines().map(trim).peekable();
        while let Some(line) = lines.next() {
            let line = match refers {
                true => without_references(line),
                false => Cow::Borrowed(line),
            };
            let next = lines.peek().copied().unwrap_or_default();
            if line.starts_with('|') {
                let cells = trimmed(line, |line| line.trim_matches('|'));
                self.cells(here, title, cells);
            } else if line.starts_with('#') {
                let words = trimmed(line, |line| line.trim_matches('#').trim());
                self.add(here, title, Kind::Heading, words, true);
            } else {
                let ends = next.is_empty() || next.starts_with('#');
                self.add(here, title, Kind::Line, trimmed(line, without_marker), ends);
            }
        }
    }

    fn cells(&mut self, here: Trail, title: &'u str, row: Cow<'u, str>) {
        let cells: Vec<Cow<'u, str>> = match row {
            Cow::Borrowed(row) => row.split('|').map(|cell| trim(cell).into()).collect(),
            Cow::Owned(row) => row
                .split('|')
                .map(|cell| cell.trim().to_owned().into())
                .collect(),
        };
        for cell in cells.into_iter().filter(|cell| !is_rule(cell)) {
            self.add(here, title, Kind::Cell, cell, true);
        }
    }
}

/// A part of a line.
fn trimmed<'u>(line: Cow<'u, str>, part: impl Fn(&str) -> &str) -> Cow<'u, str> {
    match line {
        Cow::Borrowed(line) => Cow::Borrowed(part(line)),
        Cow::Owned(line) => Cow::Owned(part(&line).to_owned()),
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
