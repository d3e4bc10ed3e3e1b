//! The year's project forms together beside 项目支出 of the overall form.

use super::{Cell, Gap};
use crate::check::FileRef;
use crate::check::money::{Money, unit_of_report};
use crate::folder::{Document, ProjectFolder, UnitFolder};
use crate::form::Scope;
use crate::model::amount::SumAgreement;
use crate::model::{Amount, DataPath, Funds, MoneyUnit, Report};

/// 项目支出 of the overall form and the sum of the project forms, which it is not.
#[derive(Debug)]
pub struct ProjectGap {
    /// Here 项目支出, there the sum.
    pub gap: Gap,
    /// The figures of the project forms.
    pub parts: Vec<Cell>,
}

/// A column of the funds, in a form and in the rows under its total.
struct Column {
    key: &'static str,
    figure: fn(&Funds) -> Option<Amount>,
}

const EXECUTED: Column = Column {
    key: "全年执行数",
    figure: |funds| funds.executed,
};
const BUDGET: Column = Column {
    key: "全年预算数",
    figure: |funds| funds.budget,
};

/// The gap of a year with two project forms or more, all of them filled. What is
/// called 项目支出 may be the budget or what was executed: the nearer is taken.
pub fn project_gap(unit: &UnitFolder, at: usize) -> Option<ProjectGap> {
    let year = unit.years.get(at)?;
    let overall = year.report.as_ref()?;
    let projects: Vec<(usize, &ProjectFolder)> = year
        .projects
        .iter()
        .enumerate()
        .filter(|(_, project)| is_filled_project(&project.report))
        .collect();
    if projects.len() < 2 {
        return None;
    }
    let totals = totals(FileRef::Report(at), overall)?;
    let mut gaps = Vec::new();
    for (column, total) in totals {
        match hold(&column, total, at, &projects)? {
            Held::Agrees => return None,
            Held::Apart(gap) => gaps.push(*gap),
        }
    }
    let apart = |gap: &ProjectGap| gap.gap.here.money.apart(gap.gap.there.money);
    let nearest = gaps
        .into_iter()
        .min_by_key(|gap| apart(gap).map(|money| money.amount))?;
    (!would_mend_the_natures(&overall.data, &nearest.gap)).then_some(nearest)
}

/// Whether the natures do not add up, and would with the sum of the forms: then
/// the two are one mistake, which is reported there.
fn would_mend_the_natures(report: &Report, gap: &Gap) -> bool {
    let Some(funds) = &report.funds else {
        return false;
    };
    let with_sum: Vec<Amount> = funds
        .natures
        .iter()
        .filter(|(name, _)| !name.trim_start().starts_with("其中") || is_project_spending(name))
        .filter_map(|(name, amount)| {
            let amount = (*amount)?;
            let is_it = is_project_spending(name);
            Some(if is_it {
                gap.there.money.amount
            } else {
                amount
            })
        })
        .collect();
    let adds_up = |total: Option<Amount>| {
        let agreement = total.and_then(|total| Amount::sum_agreement(total, &with_sum));
        matches!(
            agreement,
            Some(SumAgreement::Equal | SumAgreement::Rounding(_))
        )
    };
    with_sum.len() > 1 && (adds_up(funds.executed) || adds_up(funds.budget))
}

fn is_filled_project(document: &Document<Report>) -> bool {
    let funds = document.data.funds.as_ref();
    let is_filled = funds.is_some_and(|funds| funds.budget.or(funds.executed).is_some());
    is_filled && document.form.scope != Some(Scope::Transfer)
}

/// Where the overall form says 项目支出, with the column that it may be.
fn totals(file: FileRef, document: &Document<Report>) -> Option<Vec<(Column, Cell)>> {
    let funds = document.data.funds.as_ref()?;
    let unit = unit_of_report(document);
    let cell = |path, amount| Cell {
        file,
        path,
        name: "整体自评表“项目支出”".to_owned(),
        money: Money::new(amount, unit),
    };
    if let Some((name, part)) = funds
        .parts
        .iter()
        .find(|(name, _)| is_project_spending(name))
    {
        let place = DataPath::from("预算执行.其中").key(name);
        return Some(vec![(
            EXECUTED,
            cell(place.key(EXECUTED.key), part.executed?),
        )]);
    }
    let mut natures = funds.natures.iter();
    let (name, amount) = natures.find(|(name, _)| is_project_spending(name))?;
    let path = DataPath::from("预算执行.按支出性质").key(name);
    let amount = (*amount)?;
    Some(vec![
        (EXECUTED, cell(path.clone(), amount)),
        (BUDGET, cell(path, amount)),
    ])
}

fn is_project_spending(name: &str) -> bool {
    let name = name.trim();
    let name = name.strip_prefix("其中").unwrap_or(name);
    let name = name.trim_start_matches(['：', ':']).trim();
    ["项目支出", "项目支出总额", "项目支出合计"].contains(&name)
}

enum Held {
    Agrees,
    Apart(Box<ProjectGap>),
}

/// Holds the sum of a column against the total; `None` where a form leaves it
/// blank or the units are not known.
fn hold(
    column: &Column,
    here: Cell,
    at: usize,
    projects: &[(usize, &ProjectFolder)],
) -> Option<Held> {
    let parts: Option<Vec<Cell>> = projects
        .iter()
        .map(|(n, project)| part(column, at, *n, project))
        .collect();
    let parts = parts?;
    let amounts: Option<Vec<Amount>> = parts
        .iter()
        .map(|part| converted(part.money, here.money.unit))
        .collect();
    let amounts = amounts?;
    match Amount::sum_agreement(here.money.amount, &amounts)? {
        SumAgreement::Equal | SumAgreement::Rounding(_) => return Some(Held::Agrees),
        SumAgreement::Off(_) => {}
    }
    let there = Cell {
        file: here.file,
        path: here.path.clone(),
        name: format!("{}张项目自评表{}合计", parts.len(), column.key),
        money: Money::new(Amount::sum(amounts)?, here.money.unit),
    };
    let gap = Gap { here, there };
    Some(Held::Apart(Box::new(ProjectGap { gap, parts })))
}

fn part(column: &Column, at: usize, n: usize, project: &ProjectFolder) -> Option<Cell> {
    let report = &project.report.data;
    let name = report.project.name.trim();
    Some(Cell {
        file: FileRef::Project(at, n),
        path: DataPath::from("预算执行").key(column.key),
        name: format!("项目“{name}”{}", column.key),
        money: Money::new(
            (column.figure)(report.funds.as_ref()?)?,
            unit_of_report(&project.report),
        ),
    })
}

/// The same money in another unit.
fn converted(money: Money, unit: Option<MoneyUnit>) -> Option<Amount> {
    if money.unit == unit {
        return Some(money.amount);
    }
    let one = Money::new(Amount::from_int(1), unit).in_yuan()?;
    money.in_yuan()?.checked_div(one)
}
