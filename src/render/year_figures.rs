//! The figures of a unit's page: its years beside one another.

use super::figures::{Chart, Figure, in_unit, table};
use super::summary::Figures;
use super::table::{Cell, Row};
use crate::chart::{Bar, BarChart, GroupedBars};
use crate::model::{Amount, MoneyUnit, Percent, Year};
use std::collections::BTreeSet;

/// The figures over several years, from the earliest to the latest. Nothing is
/// drawn of what only one year has.
pub fn year_figures(years: &[(Year, Figures)]) -> Vec<Figure> {
    let drawn = [scores(years), rates(years), execution(years)];
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
        })
        .into(),
        description,
        table: table(
            title,
            ["年度", "得分（分）", "等级"],
            scored.iter().map(row),
        ),
        files: None,
    })
}

/// 历年预算执行率, on tracks of a hundred percent.
fn rates(years: &[(Year, Figures)]) -> Option<Figure> {
    let rated: Vec<(Year, Percent)> = years
        .iter()
        .filter_map(|(year, figures)| Some((*year, figures.rate?)))
        .collect();
    if rated.len() < 2 {
        return None;
    }
    let title = "历年预算执行率";
    let description = "全年执行数占全年预算数的百分比。".to_owned();
    let bar = |(year, rate): &(Year, Percent)| Bar {
        label: format!("{year}年度"),
        value: rate.0,
        track: Some(Amount::HUNDRED),
        text: rate.to_string(),
        low: false,
    };
    let row = |(year, rate): &(Year, Percent)| {
        Row::of(vec![
            Cell::head("row", format!("{year}年度")),
            Cell::figure(rate.0.to_string()),
        ])
    };
    Some(Figure {
        id: "tu-linian-zhixinglv".to_owned(),
        title,
        drawing: Chart::Bars(BarChart {
            id: "tu-linian-zhixinglv-svg".to_owned(),
            title: title.to_owned(),
            description: description.clone(),
            bars: rated.iter().map(bar).collect(),
        })
        .into(),
        description,
        table: table(title, ["年度", "执行率（%）"], rated.iter().map(row)),
        files: None,
    })
}

/// 历年预算与执行: 全年预算数 and 全年执行数, in 万元 where the years' forms have
/// different units.
fn execution(years: &[(Year, Figures)]) -> Option<Figure> {
    let units: BTreeSet<&str> = amounts(years)
        .map(|(_, figures)| figures.money_unit)
        .collect();
    let money_unit = match units.first() {
        Some(unit) if units.len() == 1 => unit,
        _ => MoneyUnit::TenThousandYuan.chinese(),
    };
    let in_unit_of_all = |figures: &Figures, amount: Option<Amount>| {
        if units.len() == 1 {
            return amount;
        }
        figures.unit?.convert(amount?, MoneyUnit::TenThousandYuan)
    };
    let executed: Vec<(String, [Amount; 2])> = amounts(years)
        .filter_map(|(year, figures)| {
            let budget = in_unit_of_all(figures, figures.budget)?;
            let executed = in_unit_of_all(figures, figures.executed)?;
            Some((format!("{year}年度"), [budget, executed]))
        })
        .collect();
    if executed.len() < 2 {
        return None;
    }
    let title = "历年预算与执行";
    let description = format!("全年预算数与全年执行数。单位：{money_unit}。");
    let series = ["全年预算数", "全年执行数"];
    let groups = executed.iter().map(|(year, pair)| {
        let pair = pair.map(|amount| Some((amount, amount.to_string())));
        (year.clone(), pair)
    });
    let rows = executed.iter().map(|(year, pair)| {
        let [budget, executed] = pair.map(|amount| Cell::figure(amount.to_string()));
        Row::of(vec![Cell::head("row", year.as_str()), budget, executed])
    });
    let heads = series.map(|name| in_unit(name, money_unit));
    Some(Figure {
        id: "tu-linian-zhixing".to_owned(),
        title,
        drawing: Chart::Grouped(GroupedBars {
            id: "tu-linian-zhixing-svg".to_owned(),
            title: title.to_owned(),
            description: description.clone(),
            series: series.map(str::to_owned),
            groups: groups.collect(),
        })
        .into(),
        description,
        table: table(title, ["年度", &heads[0], &heads[1]], rows),
        files: None,
    })
}

/// The years that state both amounts.
fn amounts(years: &[(Year, Figures)]) -> impl Iterator<Item = &(Year, Figures)> {
    let states_both = |figures: &Figures| figures.budget.is_some() && figures.executed.is_some();
    years
        .iter()
        .filter(move |(_, figures)| states_both(figures))
}
