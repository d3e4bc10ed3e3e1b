//! The funds block: the budget and what was spent of it, and what it is made of.

use super::{FormView, is_lost, with_unit, with_weight};
use crate::form::FundsLayout;
use crate::model::{DataPath, Funds, Items, Segment};
use crate::render::notes::anchor;
use crate::render::table::{Cell, Row, Table};

/// What the total is made of: 按收入性质 and 按支出性质, each with its rows' names.
type Sides<'a> = Vec<(&'static str, Vec<&'a str>)>;

/// The amounts with the execution rate, then what they are made of.
pub(super) fn tables(filed: &FormView<'_>) -> Vec<Table> {
    let Some(layout) = &filed.form.funds else {
        return Vec::new();
    };
    let blank = Funds::default();
    let funds = filed.report.funds.as_ref().unwrap_or(&blank);
    let sides = sides(filed, layout, funds);
    let execution = execution(filed, layout, funds, &sides);
    execution
        .into_iter()
        .chain(composition(filed, &sides))
        .collect()
}

/// The sides that have rows. What the heading of the form prints is not printed
/// again.
fn sides<'a>(filed: &FormView<'_>, layout: &'a FundsLayout, funds: &'a Funds) -> Sides<'a> {
    let side = |title, printed, items: &'a Items| {
        let mut names = names(printed, items.iter().map(|(name, _)| name));
        names.retain(|name| !filed.has_header(&format!("预算执行.{title}.{name}")));
        (title, names)
    };
    let mut sides = vec![
        side("按收入性质", &layout.sources, &funds.sources),
        side("按支出性质", &layout.natures, &funds.natures),
    ];
    sides.retain(|(_, names)| !names.is_empty());
    sides
}

/// Whether a data path leads to an amount of the funds block.
pub(super) fn is_money(path: &DataPath) -> bool {
    match path.0.as_slice() {
        [Segment::Key(block), Segment::Key(list), Segment::Key(_)]
            if matches!(list.as_str(), "按收入性质" | "按支出性质") =>
        {
            block == "预算执行"
        }
        [Segment::Key(block), .., Segment::Key(key)] => block == "预算执行" && is_amount(key),
        _ => false,
    }
}

/// Whether a key of 预算执行 holds money.
fn is_amount(key: &str) -> bool {
    matches!(key, "年初预算数" | "全年预算数" | "全年执行数")
}

/// The table of the amounts: a row for the total, one for each part of it.
fn execution(
    filed: &FormView<'_>,
    layout: &FundsLayout,
    funds: &Funds,
    sides: &Sides<'_>,
) -> Option<Table> {
    let columns = &layout.columns.0;
    if columns.is_empty() {
        return None;
    }
    let has = |key: &str| columns.iter().any(|column| column.key == key);
    let path = DataPath::from("预算执行");

    let titles = columns.iter().map(|column| {
        let unit = if is_amount(&column.key) {
            filed.money_unit()
        } else {
            ""
        };
        Cell::head("col", with_unit(column.label(), unit))
    });
    let head = [Cell::default()].into_iter().chain(titles).collect();

    let has_own_place =
        |key: &str| has(key) || key == "偏差原因" || sides.iter().any(|(title, _)| *title == key);
    let name = Cell::head("row", &layout.row_title).noted(filed.notes.about(&path, has_own_place));
    let weight = filed.report.execution_weight(layout.weight);
    let score = filed.report.execution_score_or_computed(layout.weight);
    let figures = columns.iter().map(|column| {
        let path = path.clone().key(&column.key);
        Cell {
            lost: column.key == "得分" && is_lost(weight, score),
            numeric: column.key != "偏差原因",
            ..Cell::text(filed.figure(&path)).noted(filed.notes.at(&path))
        }
    });
    let mut body = vec![Row {
        id: anchor(&path),
        ..Row::of([name].into_iter().chain(figures).collect())
    }];

    let parts = names(&layout.parts, funds.parts.iter().map(|(name, _)| name));
    for (at, name) in parts.into_iter().enumerate() {
        let path = path.clone().key("其中").key(name);
        let label = if at == 0 { "其中：" } else { "" };
        let name_cell =
            Cell::head("row", format!("{label}{name}")).noted(filed.notes.about(&path, has));
        let figures = columns.iter().map(|column| {
            let path = path.clone().key(&column.key);
            Cell::figure(filed.figure(&path)).noted(filed.notes.at(&path))
        });
        body.push(Row {
            kind: "part",
            ..Row::of([name_cell].into_iter().chain(figures).collect())
        });
    }

    if !funds.reason.trim().is_empty() && !has("偏差原因") {
        body.push(Row::of(vec![
            Cell::head("row", "偏差原因"),
            Cell::text(funds.reason.trim())
                .wide(columns.len())
                .noted(filed.notes.at(&path.key("偏差原因"))),
        ]));
    }

    let printed_weight = weight.filter(|_| !has("分值"));
    let title = if layout.title.is_empty() {
        "预算执行"
    } else {
        &layout.title
    };
    Some(Table {
        id: "yusuan".to_owned(),
        caption: with_weight(title, printed_weight),
        columns: columns.len() + 1,
        head: vec![Row::of(head)],
        body,
        ..Table::default()
    })
}

/// The sides beside each other: sources on the left, natures on the right.
fn composition(filed: &FormView<'_>, sides: &Sides<'_>) -> Option<Table> {
    let rows = sides.iter().map(|(_, names)| names.len()).max()?;

    let path = DataPath::from("预算执行");
    let head = sides.iter().map(|(title, _)| {
        Cell::head("colgroup", with_unit(title, filed.money_unit()))
            .wide(2)
            .noted(filed.notes.at(&path.clone().key(*title)))
    });
    let head = Row::of(head.collect());

    let mut body = Vec::with_capacity(rows);
    for at in 0..rows {
        let mut cells = Vec::new();
        for (title, names) in sides {
            if let Some(name) = names.get(at) {
                let path = path.clone().key(*title).key(*name);
                cells.push(Cell::head("row", *name));
                cells.push(Cell::figure(filed.figure(&path)).noted(filed.notes.at(&path)));
            } else if at == names.len() {
                // the shorter side ends in one blank cell
                cells.push(Cell::default().wide(2).tall(rows - at));
            }
        }
        body.push(Row::of(cells));
    }
    Some(Table {
        id: "goucheng".to_owned(),
        caption: "资金构成".to_owned(),
        columns: sides.len() * 2,
        head: vec![head],
        body,
        ..Table::default()
    })
}

/// The names that the form prints, then those filled in besides them.
fn names<'a>(printed: &'a [String], filled: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = printed.iter().map(String::as_str).collect();
    for name in filled {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
