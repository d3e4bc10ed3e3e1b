//! The indicator rows of one goal, or of the whole report: which neighbours share
//! a cell, and what each cell says.

use super::{FormView, is_lost, with_weight};
use crate::form::Column;
use crate::model::{Amount, DataPath, Goal, Indicator, Items};
use crate::render::notes::anchor;
use crate::render::table::{Cell, Row};

/// Rows that may share merged cells: those of one goal, or of the whole report.
pub(super) struct Group<'a> {
    lines: Vec<Line<'a>>,
    /// 一级指标分值 of the goal or the report.
    weights: &'a Items,
    weights_path: DataPath,
    goal: Option<&'a Goal>,
    /// For each line the first one of the cell that it shares, by kind of cell.
    level1: Vec<usize>,
    level2: Vec<usize>,
    figures: Vec<usize>,
}

/// One printed row.
struct Line<'a> {
    row: &'a Indicator,
    path: DataPath,
    /// What stands before the name: `其中：` for the first child of a row.
    prefix: &'static str,
    is_part: bool,
    /// The line whose weight and score it shares.
    joins: Option<usize>,
    /// Its 一级指标 and 二级指标, a blank one read as the one above.
    level1: &'a str,
    level2: &'a str,
}

impl<'a> Group<'a> {
    /// The rows below `path`, laid out.
    pub(super) fn of(
        rows: &'a [Indicator],
        path: DataPath,
        filed: &FormView<'a>,
        goal: Option<&'a Goal>,
    ) -> Self {
        let mut lines = Vec::new();
        flatten(rows, &path.clone().key("绩效指标"), None, &mut lines);
        for at in 1..lines.len() {
            let (above, below) = lines.split_at_mut(at);
            if let (Some(above), Some(line)) = (above.last(), below.first_mut()) {
                line.read_blanks_as_above(above);
            }
        }
        let weighs_level2 = filed
            .form
            .columns()
            .iter()
            .any(|column| column.key == "二级指标" && column.shows_weight);

        let level1 = runs(&lines, |above, line| above.level1 == line.level1);
        let level2 = runs(&lines, |above, line| {
            above.level1 == line.level1
                && above.level2 == line.level2
                // where the label bears the weight, each name written is a cell
                && (!weighs_level2 || line.row.level2.trim().is_empty())
        });
        let figures = shared_figures(&lines);
        Self {
            lines,
            weights: goal.map_or(&filed.report.level1_weights, |goal| &goal.level1_weights),
            weights_path: path.key("一级指标分值"),
            goal,
            level1,
            level2,
            figures,
        }
    }

    /// The rows as printed.
    pub(super) fn rows(&self, filed: &FormView<'_>) -> Vec<Row> {
        let columns = filed.form.columns();
        let row = |at: usize| Row {
            id: anchor(&self.lines[at].path),
            kind: if self.lines[at].is_part { "part" } else { "" },
            cells: columns
                .iter()
                .filter_map(|column| self.cell(filed, column, at))
                .collect(),
        };
        (0..self.lines.len()).map(row).collect()
    }

    /// The cell of a line, or `None` where one above covers it.
    fn cell(&self, filed: &FormView<'_>, column: &Column, at: usize) -> Option<Cell> {
        let starts = match column.key.as_str() {
            "一级指标" => Some(&self.level1),
            "二级指标" => Some(&self.level2),
            "分值" | "得分" => Some(&self.figures),
            _ => None,
        };
        let span = match starts {
            None => 1,
            Some(starts) if starts[at] != at => return None,
            Some(starts) => starts[at..]
                .iter()
                .take_while(|start| **start == at)
                .count(),
        };
        let covered = &self.lines[at..at + span];
        let line = &self.lines[at];

        let (text, scope) = match column.key.as_str() {
            "一级指标" => {
                let known = self.level1_weight(filed, line.level1);
                let weight = known.or_else(|| column.shows_weight.then(|| sum(covered)).flatten());
                (label(line.level1, weight), "row")
            }
            "二级指标" => {
                let weight = column.shows_weight.then(|| sum(covered)).flatten();
                (label(line.level2, weight), "row")
            }
            "三级指标" => {
                let weight = line.row.weight.filter(|_| column.shows_weight);
                let name = label(line.row.name.trim(), weight);
                (format!("{}{name}", line.prefix), "row")
            }
            _ => {
                let weight = line.row.weight.filter(|_| column.shows_weight);
                (label(&together(column, line.row), weight), "")
            }
        };
        Some(Cell {
            text,
            scope,
            rowspan: span,
            colspan: 1,
            numeric: column.numeric || matches!(column.key.as_str(), "分值" | "得分"),
            // where the label bears the weight, each row has a label of its own
            names_group: match column.key.as_str() {
                "一级指标" => true,
                "二级指标" => !column.shows_weight,
                _ => false,
            },
            lost: is_lost(line.row.weight, line.row.score)
                && column.key.split('+').any(|key| key == "得分"),
            notes: self.notes(filed, column, covered),
        })
    }

    /// The numbers of the notes about a cell over these lines.
    fn notes(&self, filed: &FormView<'_>, column: &Column, covered: &[Line<'a>]) -> Vec<usize> {
        let ([line, ..], false) = (covered, filed.notes.is_empty()) else {
            return Vec::new();
        };
        let mut notes = Vec::new();
        for line in covered {
            for key in column.key.split('+') {
                notes.extend(filed.notes.at(&line.path.clone().key(key)));
            }
        }
        match column.key.as_str() {
            "一级指标" => {
                let path = self.weights_path.clone().key(line.level1);
                notes.extend(filed.notes.at(&path));
            }
            "三级指标" => {
                let has_cell = |key: &str| filed.form.has_column(key);
                notes.extend(filed.notes.about(&line.path, has_cell));
            }
            _ => {}
        }
        notes.sort_unstable();
        notes.dedup();
        notes
    }

    /// What the form or the report says a level-1 heading weighs.
    fn level1_weight(&self, filed: &FormView<'_>, name: &str) -> Option<Amount> {
        let declared = self.weights.get(name).copied().flatten();
        let fixed = || {
            // a form's own weights are those of the whole report
            let mut headings = filed.form.level1.iter().flatten();
            headings
                .find(|heading| heading.name == name && self.goal.is_none())?
                .weight
        };
        declared.or_else(fixed)
    }
}

impl<'a> Line<'a> {
    fn read_blanks_as_above(&mut self, above: &Line<'a>) {
        if self.level1.is_empty() {
            self.level1 = above.level1;
        }
        if self.level2.is_empty() && self.level1 == above.level1 {
            self.level2 = above.level2;
        }
    }

    fn has_figures(&self) -> bool {
        self.row.weight.is_some() || self.row.score.is_some()
    }

    /// Whether it can share the cells of `owner` without hiding a figure.
    fn adds_nothing_to(&self, owner: &Line<'_>) -> bool {
        self.row
            .weight
            .is_none_or(|own| owner.row.weight == Some(own))
            && self
                .row
                .score
                .is_none_or(|own| owner.row.score == Some(own))
    }
}

/// The rows with their children, each below its parent.
fn flatten<'a>(
    rows: &'a [Indicator],
    path: &DataPath,
    parent: Option<usize>,
    lines: &mut Vec<Line<'a>>,
) {
    let mut sibling = parent;
    for (index, row) in rows.iter().enumerate() {
        let path = path.clone().index(index);
        let at = lines.len();
        lines.push(Line {
            row,
            path: path.clone(),
            prefix: if parent.is_some() && index == 0 {
                "其中："
            } else {
                ""
            },
            is_part: parent.is_some(),
            joins: sibling.filter(|_| row.merged_above),
            level1: row.level1.trim(),
            level2: row.level2.trim(),
        });
        flatten(&row.children, &path.key("其中"), Some(at), lines);
        sibling = Some(at);
    }
}

/// For each line the first of its run of lines that belong together.
fn runs<'a>(lines: &[Line<'a>], belong: impl Fn(&Line<'a>, &Line<'a>) -> bool) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let start = match at.checked_sub(1) {
            Some(above) if belong(&lines[above], line) => starts[above],
            _ => at,
        };
        starts.push(start);
    }
    starts
}

/// For each line the one whose cells for weight and score it shares: a row's with
/// 并入上行, unless it or a child in between has figures of its own to print.
fn shared_figures(lines: &[Line<'_>]) -> Vec<usize> {
    let mut starts: Vec<usize> = (0..lines.len()).collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(owner) = line.joins else { continue };
        let between = &lines[owner + 1..at];
        if between.iter().any(Line::has_figures) || !line.adds_nothing_to(&lines[owner]) {
            continue;
        }
        let start = starts[owner];
        starts[owner + 1..=at].fill(start);
    }
    starts
}

/// The weight of lines together; `None` where none has one. Children repeat what
/// their parent states, and joined lines what stands above.
fn sum(lines: &[Line<'_>]) -> Option<Amount> {
    let own = lines
        .iter()
        .filter(|line| !line.is_part && !line.row.merged_above);
    let mut weights = own.filter_map(|line| line.row.weight).peekable();
    weights.peek()?;
    Amount::sum(weights)
}

/// What several keys say in one cell. Where another than the column's first key says
/// something, each bears its name: `偏差原因：……` over `改进措施：……`.
fn together(column: &Column, row: &Indicator) -> String {
    let Some((first, others)) = column.key.split_once('+') else {
        return row.figure(&column.key).unwrap_or_default();
    };
    let first = (first, row.figure(first));
    let others = others.split('+').map(|key| (key, row.figure(key)));
    let others: Vec<_> = others.filter(|(_, text)| text.is_some()).collect();
    if others.is_empty() {
        return first.1.unwrap_or_default();
    }
    let texts = std::iter::once(first).chain(others);
    let lines = texts.filter_map(|(key, text)| Some(format!("{key}：{}", text?)));
    lines.collect::<Vec<_>>().join("\n")
}

/// A label with its weight; a blank one stays blank.
fn label(text: &str, weight: Option<Amount>) -> String {
    with_weight(text, weight.filter(|_| !text.is_empty()))
}
