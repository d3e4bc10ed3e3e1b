//! The indicator table: a row an indicator, equal neighbours under 一级指标 and
//! 二级指标 merged, goals as headings over their rows, the total at the end.

use super::group::Group;
use super::{FormView, with_weight};
use crate::form::{Column, Form};
use crate::model::{Amount, DataPath, Goal, Indicator, Level1Sum};
use crate::render::notes::anchor;
use crate::render::table::{Cell, Row, Table};

pub(super) fn table(filed: &FormView<'_>) -> Option<Table> {
    let columns = filed.form.columns();
    if columns.is_empty() {
        return None;
    }
    let report = filed.report;
    let is_grouped = filed.form.goals.as_ref().is_some_and(|goals| goals.grouped);

    let mut body = Group::of(&report.indicators, DataPath::root(), filed, None).rows(filed);
    for (at, goal) in report.goals.iter().enumerate() {
        let path = DataPath::from("年度目标").index(at);
        if is_grouped || !goal.indicators.is_empty() {
            body.push(heading(filed, goal, at, &path, is_grouped));
            body.extend(Group::of(&goal.indicators, path, filed, Some(goal)).rows(filed));
        }
    }
    if filed.form.total_row != Some(false) {
        body.extend(total_row(filed));
    }

    let head = columns
        .iter()
        .map(|column| Cell::head("col", column.label().replace('+', "及")));
    Some(Table {
        id: "zhibiao".to_owned(),
        caption: "绩效指标".to_owned(),
        columns: columns.len(),
        head: vec![Row::of(head.collect())],
        body,
        ..Table::default()
    })
}

/// The row over a goal's indicators: `年度目标1（37分）：开展信访维稳工作……`, with the
/// goal's texts where no table of goals prints them.
fn heading(filed: &FormView<'_>, goal: &Goal, at: usize, path: &DataPath, whole: bool) -> Row {
    let number = match goal.number.as_str() {
        "" => format!("年度目标{}", at + 1),
        number => number.to_owned(),
    };
    let weight = goal.weight.or_else(|| weight_of(&goal.indicators));
    let mut text = with_weight(&number, weight);
    let mut notes = Vec::new();
    if whole {
        if let Some(score) = goal.score {
            text.push_str(&format!("得{score}分"));
        }
        if !goal.expected.trim().is_empty() {
            text.push_str(&format!("：{}", goal.expected.trim()));
        }
        for (label, more) in [
            ("调整目标", &goal.adjusted),
            ("实际完成情况", &goal.achieved),
        ] {
            if !more.trim().is_empty() {
                text.push_str(&format!("\n{label}：{}", more.trim()));
            }
        }
        notes = filed.notes.about(path, |_| false);
    }
    Row {
        id: anchor(path),
        kind: "group",
        cells: vec![
            Cell::head("rowgroup", text)
                .wide(filed.form.columns().len())
                .noted(notes),
        ],
    }
}

/// The weight of a goal's rows together.
fn weight_of(rows: &[Indicator]) -> Option<Amount> {
    let headings = Level1Sum::of(rows);
    let weights = headings.iter().filter_map(|heading| heading.weight);
    Amount::sum(weights).filter(|weight| !weight.is_zero())
}

/// The closing row: full marks under 分值, the total score under 得分.
fn total_row(filed: &FormView<'_>) -> Option<Row> {
    let columns = filed.form.columns();
    let path = DataPath::from("总分");
    let score = filed.figure(&path);
    let notes = filed.notes.at(&path);
    let is_figure = |column: &Column| matches!(column.key.as_str(), "分值" | "得分");
    let cells = match columns.iter().position(is_figure) {
        Some(before @ 1..) => {
            let about_all = filed.notes.at(&"绩效指标".into());
            let label = Cell::head("row", "总分").wide(before).noted(about_all);
            let figures = columns[before..]
                .iter()
                .map(|column| match column.key.as_str() {
                    "分值" => Cell::figure(full_marks(filed.form)),
                    "得分" => Cell::figure(&score).noted(notes.clone()),
                    _ => Cell::default(),
                });
            [label].into_iter().chain(figures).collect()
        }
        // nothing in front of the figures for the label, or nothing is scored
        _ if score.is_empty() => return None,
        _ => vec![
            Cell::head("row", format!("总分：{score}"))
                .wide(columns.len())
                .noted(notes),
        ],
    };
    Some(Row {
        id: anchor(&path),
        kind: "total",
        ..Row::of(cells)
    })
}

fn full_marks(form: &Form) -> String {
    form.full_marks
        .map(|marks| marks.to_string())
        .unwrap_or_default()
}
