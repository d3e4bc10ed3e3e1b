//! The figures of a unit's page: its years beside one another.

use super::figures::{Chart, Figure, table};
use super::summary::Figures;
use super::table::{Cell, Row};
use crate::chart::{Bar, BarChart, GroupedBars};
use crate::model::{Amount, Year};

/// The figures over several years, from the earliest to the latest. Nothing is
/// drawn of what only one year has.
pub fn year_figures(years: &[(Year, Figures)]) -> Vec<Figure> {
    let drawn = [scores(years), execution(years)];
    drawn.into_iter().flatten().collect()
}

/// 历年得分, on tracks as long as the full marks.
fn scores(years: &[(Year, Figures)]) -> Option<Figure> {
    let scored: Vec<(Year, Amount, &Figures)> = years
        .iter()
        .filter_map(|(year, figures)| Some((*year, figures.score?, figures)))
        .collect();
    if scored.len() < 2 {
        return None;
    }
    let title = "历年得分";
    let description = "整体支出绩效自评的总分和等级。".to_owned();
    let grade = |figures: &Figures| figures.grade.clone().unwrap_or_default();
    let bar = |(year, score, figures): &(Year, Amount, &Figures)| Bar {
        label: format!("{year}年度"),
        value: *score,
        track: figures.full_marks,
        text: format!("{score} 分 {}", grade(figures))
            .trim_end()
            .to_owned(),
        low: false,
    };
    let row = |(year, score, figures): &(Year, Amount, &Figures)| {
        Row::of(vec![
            Cell::head("row", format!("{year}年度")),
            Cell::figure(score.to_string()),
            Cell::text(grade(figures)),
        ])
    };
    Some(Figure {
        id: "tu-linian-defen".to_owned(),
        title,
        drawing: Chart::Bars(BarChart {
            id: "tu-linian-defen-svg".to_owned(),
            title: title.to_owned(),
            description: description.clone(),
            bars: scored.iter().map(bar).collect(),
        }).into(),
        description,
        table: table(title, ["年度", "得分（分）", "等级"], scored.iter().map(row)),
        files: None,
    })
}

/// 历年预算与执行: 全年预算数 and 全年执行数, where all years have one money unit.
fn execution(years: &[(Year, Figures)]) -> Option<Figure> {
    let executed: Vec<(Year, &Figures)> = years
        .iter()
        .filter(|(_, figures)| figures.budget.is_some() && figures.executed.is_some())
        .map(|(year, figures)| (*year, figures))
        .collect();
    let (_, first) = executed.first()?;
    let one_unit = executed
        .iter()
        .all(|(_, figures)| figures.money_unit == first.money_unit);
    if executed.len() < 2 || !one_unit {
        return None;
    }
    let title = "历年预算与执行";
    let description = format!("全年预算数与全年执行数。单位：{}。", first.money_unit);
    let bar = |amount: Option<Amount>| amount.map(|amount| (amount, amount.to_string()));
    let cell = |amount: Option<Amount>| {
        Cell::figure(amount.map(|amount| amount.to_string()).unwrap_or_default())
    };
    let groups = executed.iter().map(|(year, figures)| {
        let pair = [bar(figures.budget), bar(figures.executed)];
        (format!("{year}年度"), pair)
    });
    let rows = executed.iter().map(|(year, figures)| {
        Row::of(vec![
            Cell::head("row", format!("{year}年度")),
            cell(figures.budget),
            cell(figures.executed),
        ])
    });
    Some(Figure {
        id: "tu-linian-zhixing".to_owned(),
        title,
        drawing: Chart::Grouped(GroupedBars {
            id: "tu-linian-zhixing-svg".to_owned(),
            title: title.to_owned(),
            description: description.clone(),
            series: ["全年预算数".to_owned(), "全年执行数".to_owned()],
            groups: groups.collect(),
        }).into(),
        description,
        table: table(title, ["年度", "全年预算数", "全年执行数"], rows),
        files: None,
    })
}
