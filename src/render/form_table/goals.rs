//! The goals block, on forms that set the goals above the indicators. Where each
//! goal has indicators of its own, the goals are headings among those.

use super::{FormView, is_lost, with_weight};
use crate::model::{DataPath, Goal};
use crate::render::notes::anchor;
use crate::render::table::{Cell, Row, Table};

pub(super) fn table(filed: &FormView<'_>) -> Option<Table> {
    let layout = filed.form.goals.as_ref()?;
    let columns = &layout.columns.0;
    if layout.grouped || columns.is_empty() {
        return None;
    }
    let blank = [Goal::default()];
    let goals = match filed.report.goals.as_slice() {
        [] => &blank,
        goals => goals,
    };
    let is_numbered = goals.iter().any(|goal| !goal.number.is_empty());
    let has = |key: &str| columns.iter().any(|column| column.key == key);

    let mut head = Vec::new();
    if is_numbered {
        head.push(Cell::head("col", "编号"));
    }
    head.extend(
        columns
            .iter()
            .map(|column| Cell::head("col", column.label())),
    );

    let body = goals.iter().enumerate().map(|(at, goal)| {
        let path = DataPath::from("年度目标").index(at);
        let weight = goal.weight.or(layout.weight);
        // what has no cell of its own is noted in the row's first
        let about_row = filed
            .notes
            .about(&path, |key| has(key) || key == "绩效指标");
        let mut cells = Vec::new();
        if is_numbered {
            cells.push(Cell::head("row", &goal.number));
        }
        cells.extend(columns.iter().map(|column| {
            let path = path.clone().key(&column.key);
            let text = match (column.key.as_str(), weight) {
                ("分值", Some(weight)) => weight.to_string(),
                _ => filed.figure(&path),
            };
            Cell {
                numeric: is_figure(&column.key),
                lost: column.key == "得分" && is_lost(weight, goal.score),
                ..Cell::text(text).noted(filed.notes.at(&path))
            }
        }));
        if let Some(first) = cells.first_mut() {
            first.notes.extend(about_row);
            first.notes.sort_unstable();
        }
        Row {
            id: anchor(&path),
            ..Row::of(cells)
        }
    });

    let weight = match goals {
        [goal] => goal.weight.or(layout.weight),
        _ => layout.weight,
    };
    let title = if layout.title.is_empty() {
        "年度目标"
    } else {
        &layout.title
    };
    Some(Table {
        id: "mubiao".to_owned(),
        caption: with_weight(title, weight.filter(|_| has("得分") && !has("分值"))),
        columns: columns.len() + usize::from(is_numbered),
        body: body.collect(),
        head: vec![Row::of(head)],
        ..Table::default()
    })
}

fn is_figure(key: &str) -> bool {
    matches!(key, "分值" | "得分")
}
