//! The figures (图) of a report: what each shows, and the data behind it.

use super::table::{Cell, Row, Table};
use crate::form::Form;
use crate::model::{Amount, Items, MoneyUnit, Report};
use serde::Serialize;

/// A figure: a drawing with the table of its data.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Its address on the page; empty for one that is placed in a text.
    pub id: String,
    /// Its title, by which a narrative places it: `资金构成`.
    pub title: &'static str,
    /// What it shows, in one sentence.
    pub description: String,
    /// The drawing; without one the table stands alone.
    pub svg: String,
    /// The data.
    pub table: Table,
}

/// The figures that a report's data give.
pub fn figures(report: &Report, form: &Form) -> Vec<Figure> {
    let mut figures = Vec::from_iter(scores(report, form));
    let money_unit = report.money_unit.or(form.money_unit);
    if let Some(funds) = &report.funds {
        figures.extend(shares(
            "资金构成",
            "按收入性质分的资金来源",
            &funds.sources,
            money_unit,
        ));
        figures.extend(shares(
            "支出构成",
            "按支出性质分的支出",
            &funds.natures,
            money_unit,
        ));
    }
    figures
}

/// 得分构成: weight and score under each level-1 heading.
fn scores(report: &Report, form: &Form) -> Option<Figure> {
    let form_weight = form.funds.as_ref().and_then(|funds| funds.weight);
    let execution = (
        "预算执行",
        report.execution_weight(form_weight),
        report.execution_score_or_computed(form_weight),
    );
    let sums = report.level1_sums();
    let sums = sums.iter().map(|sum| (sum.name, sum.weight, sum.score));
    let rows: Vec<(&str, Amount, Amount)> = std::iter::once(execution)
        .chain(sums)
        .filter_map(|(name, weight, score)| Some((name, weight?, score?)))
        .collect();
    let lost = rows.iter().filter(|(_, weight, score)| score < weight);
    let description = match lost.count() {
        0 => "各部分均得满分。单位：分。".to_owned(),
        count => format!("{} 个部分中有 {count} 个未得满分。单位：分。", rows.len()),
    };
    let body = rows.iter().map(|(name, weight, score)| {
        let mut score_cell = Cell::figure(score.to_string());
        score_cell.lost = score < weight;
        vec![
            Cell::head("row", *name),
            Cell::figure(weight.to_string()),
            score_cell,
        ]
    });
    let body: Vec<_> = body.map(Row::of).collect();
    (body.len() > 1).then(|| Figure {
        id: "tu-defen".to_owned(),
        title: "得分构成",
        description,
        svg: String::new(),
        table: Table {
            caption: "得分构成".to_owned(),
            columns: 3,
            head: vec![header(["部分", "分值", "得分"])],
            body,
            ..Table::default()
        },
    })
}

/// What a total is made of; nothing to draw with less than two parts.
fn shares(
    title: &'static str,
    description: &str,
    items: &Items,
    money_unit: Option<MoneyUnit>,
) -> Option<Figure> {
    let money_unit = money_unit.map_or("", MoneyUnit::chinese);
    let stated = items.iter();
    let stated = stated.filter_map(|(name, amount)| Some((name, (*amount)?)));
    let body: Vec<_> = stated
        .map(|(name, amount)| {
            Row::of(vec![
                Cell::head("row", name),
                Cell::figure(amount.to_string()),
            ])
        })
        .collect();
    let id = if title == "资金构成" {
        "tu-zijin"
    } else {
        "tu-zhichu"
    };
    (body.len() > 1).then(|| Figure {
        id: id.to_owned(),
        title,
        description: format!("{description}。单位：{money_unit}。"),
        svg: String::new(),
        table: Table {
            caption: title.to_owned(),
            columns: 2,
            head: vec![header(["项目", "金额"])],
            body,
            ..Table::default()
        },
    })
}

fn header<const COLUMNS: usize>(titles: [&str; COLUMNS]) -> Row {
    Row::of(titles.map(|title| Cell::head("col", title)).into())
}
