//! Figures in different places that should be the same money, and are not: base
//! data beside the form, this year's beside last year's, a cost target beside the
//! budget.

use super::money::{Money, Slip, unit_of_base, unit_of_report};
use super::{FileRef, Finding, Findings, reports};
use crate::folder::{Document, UnitFolder, YearFolder};
use crate::model::amount::SumAgreement;
use crate::model::{Amount, BaseData, DataPath, Funds, Report, SpendingRow};
use std::collections::BTreeMap;

mod cost;
mod projects;

pub use cost::{cost_gaps, written_money};
pub use projects::project_gap;

/// A figure and where it stands.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The file.
    pub file: FileRef,
    /// The place in it.
    pub path: DataPath,
    /// What a message calls it, such as `基础数据表“项目支出”本年决算数`.
    pub name: String,
    /// The figure.
    pub money: Money,
}

impl Cell {
    /// `“项目支出”1431.36万元`: the name and the figure.
    pub fn sentence(&self) -> String {
        let space = if self.name.ends_with('”') { "" } else { " " };
        format!("{}{space}{}", self.name, self.money)
    }
}

/// Two figures that should agree and do not.
#[derive(Debug, Clone)]
pub struct Gap {
    /// The one in question.
    pub here: Cell,
    /// The one that it is held against.
    pub there: Cell,
}

impl Gap {
    /// The two, where they do not agree.
    fn between(here: Cell, there: Cell) -> Option<Self> {
        (!here.money.agrees(there.money)).then_some(Self { here, there })
    }

    /// The slip of the unit that explains it, which has a rule of its own.
    pub fn slip(&self) -> Option<Slip> {
        self.here.money.slip(self.there.money)
    }

    /// Says the two figures and how far apart they are.
    pub fn add<'a>(&self, help: &str, findings: &'a mut Findings) -> &'a mut Finding {
        let Self { here, there } = self;
        let apart = here.money.apart(there.money);
        let apart = apart.map_or(String::new(), |apart| format!("，相差 {apart}"));
        let message = format!("{}，{}{apart}", here.sentence(), there.sentence());
        let finding = findings.add(here.file, here.path.clone(), message);
        finding
            .related
            .push((there.file, there.path.clone(), there.sentence()));
        finding.help(help)
    }
}

/// 本年决算数 of the base data beside 全年执行数 of the overall form's rows and of
/// the projects that bear the same name.
pub fn base_gaps(unit: &UnitFolder) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (at, year) in unit.years.iter().enumerate() {
        let Some(base) = &year.base else { continue };
        let rows = rows_by_name(base);
        for there in executed_of_forms(at, year) {
            let Some(row) = rows.get(there.name).and_then(|rows| the_only(rows)) else {
                continue;
            };
            let cell = row.cell(FileRef::Base(at), base, "本年决算数", |row| {
                row.executed
            });
            gaps.extend(cell.and_then(|here| Gap::between(here, there.cell)));
        }
    }
    gaps
}

/// 上年决算数 of the base data beside 本年决算数 of the year before, or beside
/// the overall form of the year before where it has no base data.
pub fn last_year_gaps(unit: &UnitFolder) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let years = unit.years.iter().enumerate();
    for ((before_at, before), (at, year)) in years.clone().zip(years.skip(1)) {
        let Some(base) = &year.base else { continue };
        if before.year.0.checked_add(1) != Some(year.year.0) {
            continue;
        }
        let known: BTreeMap<Vec<&str>, Cell> = match &before.base {
            Some(before) => last_base(before_at, before),
            None => executed_of_forms(before_at, before)
                .into_iter()
                .filter(|line| !line.is_project)
                .map(|line| (vec![line.name], line.cell))
                .collect(),
        };
        // The rows below before their parents, whose difference follows from theirs:
        // in this order the last row found is below the parent, if any is.
        let mut last: Vec<&str> = Vec::new();
        for row in rows(base).into_iter().rev() {
            let below_differs = last.starts_with(&row.names);
            let Some(there) = known.get(&row.names).filter(|_| !below_differs) else {
                continue;
            };
            let cell = row.cell(FileRef::Base(at), base, "上年决算数", |row| {
                row.last_year
            });
            if let Some(mut gap) = cell.and_then(|here| Gap::between(here, there.clone())) {
                gap.there.name = format!("{}年{}", before.year, gap.there.name);
                last = row.names;
                gaps.push(gap);
            }
        }
    }
    gaps.reverse();
    gaps
}

/// 本年决算数 by the names from the top to the row; names that are there twice
/// are left out.
fn last_base(at: usize, base: &Document<BaseData>) -> BTreeMap<Vec<&str>, Cell> {
    let mut known: BTreeMap<Vec<&str>, Option<Cell>> = BTreeMap::new();
    for row in rows(base) {
        let cell = row.cell(FileRef::Base(at), base, "本年决算数", |row| {
            row.executed
        });
        known
            .entry(row.names)
            .and_modify(|cell| *cell = None)
            .or_insert(cell);
    }
    let known = known.into_iter();
    known
        .filter_map(|(names, cell)| Some((names, cell?)))
        .collect()
}

/// What a form says was spent under a name.
struct Executed<'a> {
    name: &'a str,
    is_project: bool,
    cell: Cell,
}

fn executed_of_forms(at: usize, year: &YearFolder) -> Vec<Executed<'_>> {
    let overall = year.report.iter().flat_map(|document| {
        let file = FileRef::Report(at);
        rows_of_overall(file, document)
    });
    let projects = year.projects.iter().enumerate().filter_map(|(n, project)| {
        let name = project.report.data.project.name.trim();
        let executed = project.report.data.funds.as_ref()?.executed?;
        let cell = Cell {
            file: FileRef::Project(at, n),
            path: "预算执行.全年执行数".into(),
            name: format!("项目“{name}”全年执行数"),
            money: Money::new(executed, unit_of_report(&project.report)),
        };
        Some(Executed {
            name,
            is_project: true,
            cell,
        })
    });
    let all = overall.chain(projects);
    all.filter(|line| !line.name.is_empty()).collect()
}

/// 按支出性质 and 其中 of the overall form. 按支出性质 only where it adds up to what
/// was executed: some forms mean the budget, and what does not add up has a
/// finding of its own.
fn rows_of_overall(file: FileRef, document: &Document<Report>) -> Vec<Executed<'_>> {
    let Some(funds) = &document.data.funds else {
        return Vec::new();
    };
    let unit = unit_of_report(document);
    let natures = funds.natures.iter().filter(|_| natures_add_up(funds));
    let natures = natures.filter_map(|(name, amount)| {
        let path = DataPath::from("预算执行.按支出性质").key(name);
        Some((name, path, (*amount)?))
    });
    let parts = funds.parts.iter().filter_map(|(name, part)| {
        let path = DataPath::from("预算执行.其中").key(name).key("全年执行数");
        Some((name, path, part.executed?))
    });
    let lines = natures.chain(parts).map(|(name, path, amount)| {
        let name = name.trim();
        let cell = Cell {
            file,
            path,
            name: format!("整体自评表“{name}”"),
            money: Money::new(amount, unit),
        };
        Executed {
            name,
            is_project: false,
            cell,
        }
    });
    lines.collect()
}

fn natures_add_up(funds: &Funds) -> bool {
    let parts: Vec<Amount> = funds
        .natures
        .iter()
        .filter(|(name, _)| !name.trim_start().starts_with("其中"))
        .filter_map(|(_, amount)| *amount)
        .collect();
    let agreement = funds
        .executed
        .and_then(|total| Amount::sum_agreement(total, &parts));
    matches!(
        agreement,
        Some(SumAgreement::Equal | SumAgreement::Rounding(_))
    )
}

/// A row of base data with the names from the top down to it.
struct BaseRow<'a> {
    names: Vec<&'a str>,
    path: DataPath,
    row: &'a SpendingRow,
    above: Option<&'a SpendingRow>,
}

type Figure = fn(&SpendingRow) -> Option<Amount>;

impl BaseRow<'_> {
    /// One figure of the row; `None` where it is blank, or where a complete list
    /// above or below it does not add up, which has a finding of its own.
    fn cell(
        &self,
        file: FileRef,
        base: &Document<BaseData>,
        key: &str,
        figure: Figure,
    ) -> Option<Cell> {
        let in_doubt = [Some(self.row), self.above]
            .into_iter()
            .flatten()
            .any(|row| is_at_odds(base, row, figure));
        let name = self.names.last()?;
        let amount = figure(self.row).filter(|_| !in_doubt)?;
        Some(Cell {
            file,
            path: self.path.clone().key(key),
            name: format!("基础数据表“{name}”{key}"),
            money: Money::new(amount, unit_of_base(base)),
        })
    }
}

/// Whether the rows below must add up to this one and do not.
fn is_at_odds(base: &Document<BaseData>, row: &SpendingRow, figure: Figure) -> bool {
    let layout = base.form.base_data.as_ref();
    let complete = layout.is_some_and(|layout| {
        let mut names = layout.complete.iter();
        names.any(|name| name == row.name.trim())
    });
    let parts: Vec<Amount> = row.children.iter().filter_map(figure).collect();
    let Some(total) = figure(row).filter(|_| complete && !parts.is_empty()) else {
        return false;
    };
    matches!(
        Amount::sum_agreement(total, &parts),
        Some(SumAgreement::Off(_))
    )
}

/// All rows of base data, each before the rows below it.
fn rows(base: &Document<BaseData>) -> Vec<BaseRow<'_>> {
    let mut all = Vec::new();
    let path = DataPath::from("经费控制");
    add_rows(&path, &[], None, &base.data.spending, &mut all);
    all
}

fn add_rows<'a>(
    list: &DataPath,
    names: &[&'a str],
    above: Option<&'a SpendingRow>,
    rows: &'a [SpendingRow],
    all: &mut Vec<BaseRow<'a>>,
) {
    for (index, row) in rows.iter().enumerate() {
        let path = list.clone().index(index);
        let below = path.clone().key("其中");
        let mut names = names.to_vec();
        names.push(row.name.trim());
        all.push(BaseRow {
            names: names.clone(),
            path,
            row,
            above,
        });
        add_rows(&below, &names, Some(row), &row.children, all);
    }
}

fn rows_by_name(base: &Document<BaseData>) -> BTreeMap<&str, Vec<BaseRow<'_>>> {
    let mut by_name: BTreeMap<&str, Vec<BaseRow<'_>>> = BTreeMap::new();
    for row in rows(base) {
        by_name.entry(row.row.name.trim()).or_default().push(row);
    }
    by_name
}

fn the_only<T>(list: &[T]) -> Option<&T> {
    match list {
        [only] => Some(only),
        _ => None,
    }
}

/// The filled forms of all years, for rules that go over them with their files.
pub fn funded(unit: &UnitFolder) -> impl Iterator<Item = (FileRef, &Document<Report>, &Funds)> {
    reports(unit).filter_map(|(file, document)| {
        let funds = document.data.funds.as_ref()?;
        Some((file, document, funds))
    })
}
