//! What stays of a year's report when its unit is dropped: enough for the pages that
//! list it.

use super::deductions::{Deduction, LostUnder, deductions, lost_by_heading};
use super::unit_page::project_name;
use crate::check::{Checked, FileRef, Finding, RULES, Rule};
use crate::folder::{Document, UnitFolder, YearFolder};
use crate::form::Form;
use crate::model::amount::Agreement;
use crate::model::{Amount, MoneyUnit, Percent, Report, Year};
use crate::stored::{Stored, stored};
use serde::Serialize;

/// The small facts of one year of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The unit's folder: `hunan/yueyang/wangyue`.
    pub unit_folder: String,
    /// The unit's full name.
    pub unit_name: String,
    /// The unit's short name, or the full one.
    pub unit_label: String,
    /// The budget year.
    pub year: Year,
    /// The title of the year's page.
    pub title: String,
    /// Score, rate and amounts of the overall form; blank where there is none.
    pub figures: Figures,
    /// The project forms.
    pub projects: Vec<ProjectSummary>,
    /// The findings that a 校验说明 accepts, for the page on the checks.
    #[serde(skip)]
    pub accepted: Vec<Accepted>,
    /// 发布日期, as written; may be empty.
    pub published: String,
}

/// The small facts of a project form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectSummary {
    /// The last part of its address.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// Its figures.
    pub figures: Figures,
}

/// Findings of a rule on one form and what goes with it, accepted for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The rule's code.
    pub code: &'static str,
    /// The rule's Chinese name.
    pub title: &'static str,
    /// The project form, by the last part of its address; `None` for the overall
    /// form and the base data.
    pub project: Option<String>,
    /// The reason of the 校验说明.
    pub reason: String,
    /// How many findings.
    pub count: usize,
}

/// The figures of a form that readers look for first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// The total score in 分, declared or computed.
    pub score: Option<Amount>,
    /// Full marks in 分.
    pub full_marks: Option<Amount>,
    /// The grade (优, 良, 中, 差): declared, or of the form's scale.
    pub grade: Option<String>,
    /// The execution rate in percent.
    pub rate: Option<Percent>,
    /// 全年预算数, in the money unit.
    pub budget: Option<Amount>,
    /// 全年执行数, in the money unit.
    pub executed: Option<Amount>,
    /// The unit of the amounts, as printed; may be empty.
    pub money_unit: &'static str,
    /// The same, for reckoning.
    #[serde(skip)]
    pub unit: Option<MoneyUnit>,
    /// How many rows are scored.
    pub rows: usize,
    /// How many of them lost points.
    pub rows_lost: usize,
    /// What they lost together, in 分.
    pub points_lost: Option<Amount>,
    /// The same by heading and kind.
    #[serde(skip)]
    pub lost: Vec<LostUnder>,
}

stored!(Summary {
    unit_folder,
    unit_name,
    unit_label,
    year,
    title,
    figures,
    projects,
    accepted,
    published
});

stored!(ProjectSummary {
    slug,
    name,
    figures
});

/// The rule by its code.
impl Stored for Accepted {
    fn store(&self, into: &mut Vec<u8>) {
        let Self {
            code,
            title: _,
            project,
            reason,
            count,
        } = self;
        (*code).to_owned().store(into);
        project.store(into);
        reason.store(into);
        count.store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let code = String::restore(from)?;
        let rule = RULES.iter().find(|rule| rule.code == code)?;
        Some(Self {
            code: rule.code,
            title: rule.title,
            project: Stored::restore(from)?,
            reason: Stored::restore(from)?,
            count: Stored::restore(from)?,
        })
    }
}

/// The unit of the amounts once.
impl Stored for Figures {
    fn store(&self, into: &mut Vec<u8>) {
        let Self {
            score,
            full_marks,
            grade,
            rate,
            budget,
            executed,
            money_unit: _,
            unit,
            rows,
            rows_lost,
            points_lost,
            lost,
        } = self;
        for amount in [score, full_marks, budget, executed, points_lost] {
            amount.store(into);
        }
        rows.store(into);
        rows_lost.store(into);
        grade.store(into);
        rate.store(into);
        unit.store(into);
        lost.store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let mut figures = Self {
            score: Stored::restore(from)?,
            full_marks: Stored::restore(from)?,
            budget: Stored::restore(from)?,
            executed: Stored::restore(from)?,
            points_lost: Stored::restore(from)?,
            rows: Stored::restore(from)?,
            rows_lost: Stored::restore(from)?,
            grade: Stored::restore(from)?,
            rate: Stored::restore(from)?,
            unit: Stored::restore(from)?,
            lost: Stored::restore(from)?,
            money_unit: "",
        };
        figures.money_unit = figures.unit.map_or("", MoneyUnit::chinese);
        Some(figures)
    }
}

impl Summary {
    /// Whether this can be of the unit in this folder: of it, and with numbers that can
    /// be added to those of others.
    pub fn is_of(&self, unit: &str) -> bool {
        let is_small = |count: usize| u32::try_from(count).is_ok();
        let projects = self.projects.iter().map(|project| &project.figures);
        let mut figures = projects.chain([&self.figures]);
        self.unit_folder == unit
            && self.accepted.iter().all(|one| is_small(one.count))
            && figures.all(|of| {
                let mut rows = of.lost.iter().map(|under| under.rows);
                is_small(of.rows) && is_small(of.rows_lost) && rows.all(is_small)
            })
    }
}

#[cfg(test)]
impl Summary {
    /// The summary of a unit's year with nothing in it.
    pub(crate) fn new(unit_folder: &str, year: Year) -> Self {
        Self {
            unit_folder: unit_folder.to_owned(),
            unit_name: String::new(),
            unit_label: String::new(),
            year,
            title: String::new(),
            figures: Figures::default(),
            projects: Vec::new(),
            accepted: Vec::new(),
            published: String::new(),
        }
    }
}

impl Figures {
    /// The figures of a report filled on `form`.
    pub fn of(report: &Report, form: &Form) -> Self {
        Self::with(report, form, &deductions(report, form))
    }

    /// The same where its deductions are known.
    pub fn with(report: &Report, form: &Form, deductions: &[Deduction]) -> Self {
        let weight = form.funds.as_ref().and_then(|funds| funds.weight);
        let score = report.total_or_computed(weight);
        let funds = report.funds.as_ref();
        let money_unit = form.money_unit_of(report.money_unit);
        Self {
            score,
            full_marks: score.and(form.full_marks),
            grade: form.grade_of(report).map(str::to_owned),
            rate: plausible_rate(report).or_else(|| rate_of_row(report, form)),
            budget: funds.and_then(|funds| funds.budget),
            executed: funds.and_then(|funds| funds.executed),
            money_unit: money_unit.map_or("", MoneyUnit::chinese),
            unit: money_unit,
            rows: scored_rows(report, weight),
            rows_lost: deductions.len(),
            lost: lost_by_heading(deductions),
            points_lost: Amount::sum(deductions.iter().map(|row| row.lost))
                .filter(|lost| !lost.is_zero()),
        }
    }
}

/// How many rows are scored: of the table, of the goals, and the execution rate
/// where it is scored on its own.
fn scored_rows(report: &Report, form_weight: Option<Amount>) -> usize {
    let execution = report
        .execution_weight(form_weight)
        .and(report.execution_score_or_computed(form_weight));
    let goals = report.goals.iter().filter(|goal| goal.score.is_some());
    let rows = report.rows().filter(|(_, row)| row.lost_points().is_some());
    usize::from(execution.is_some()) + goals.count() + rows.count()
}

/// The rate for headlines: as declared where it agrees with the amounts, which
/// are the better witness otherwise. The form's table prints what was declared.
fn plausible_rate(report: &Report) -> Option<Percent> {
    let declared = report.rate_or_computed()?;
    match report.computed_rate() {
        Some(computed) if declared.0.agreement(computed.0) == Agreement::Off => {
            Some(Percent(computed.0.round(2)))
        }
        _ => Some(declared),
    }
}

/// The rate on forms where it is one of the rows: what that row reached, in %.
fn rate_of_row(report: &Report, form: &Form) -> Option<Percent> {
    let name = form.rate_row.as_deref()?;
    let (_, row) = report.rows().find(|(_, row)| row.name == name)?;
    let actual = row.actual.trim();
    Percent::parse(actual).ok().or_else(|| {
        let in_percent = row.measure_unit.trim() == "%";
        let number = Amount::parse(actual).ok()?;
        (in_percent && !number.is_negative()).then_some(Percent(number))
    })
}

/// The summaries of a unit's years. One without an overall form has no score.
pub fn summaries(checked: &Checked) -> Vec<Summary> {
    let unit = checked.unit();
    let years = unit.years.iter().enumerate();
    years
        .map(|(at, year)| summary(unit, year, accepted(year, at, checked.findings())))
        .collect()
}

/// What is accepted in the year at an index, in the order of the findings.
fn accepted(year: &YearFolder, at: usize, findings: &[Finding]) -> Vec<Accepted> {
    let mut all: Vec<Accepted> = Vec::new();
    for finding in findings {
        let (Some(reason), Some(project)) = (&finding.accepted, page_of(year, at, finding.file))
        else {
            continue;
        };
        let Rule { code, title, .. } = *finding.rule;
        let known = all
            .iter_mut()
            .find(|one| (one.code, &one.reason, one.project.as_deref()) == (code, reason, project));
        match known {
            Some(known) => known.count += 1,
            None => all.push(Accepted {
                code,
                title,
                project: project.map(str::to_owned),
                reason: reason.clone(),
                count: 1,
            }),
        }
    }
    all
}

/// On which page of the year at an index a file is shown: its own, or a project's;
/// `None` for a file of another year.
fn page_of(year: &YearFolder, at: usize, file: FileRef) -> Option<Option<&str>> {
    match file {
        FileRef::Report(own) | FileRef::Narrative(own) | FileRef::Base(own) => {
            (own == at).then_some(None)
        }
        FileRef::Project(own, project) | FileRef::ProjectNarrative(own, project) => {
            let project = year.projects.get(project).filter(|_| own == at)?;
            Some(Some(&project.slug))
        }
        FileRef::Unit => None,
    }
}

fn summary(unit: &UnitFolder, year: &YearFolder, accepted: Vec<Accepted>) -> Summary {
    let report = year.report.as_ref();
    Summary {
        unit_folder: unit.address.clone(),
        unit_name: unit.unit.name.clone(),
        unit_label: unit.unit.label().to_owned(),
        year: year.year,
        title: year_title(year),
        figures: report.map_or_else(Figures::default, |report| {
            Figures::of(&report.data, &report.form)
        }),
        projects: year
            .projects
            .iter()
            .map(|project| ProjectSummary {
                slug: project.slug.clone(),
                name: project_name(project, year.year),
                figures: Figures::of(&project.report.data, &project.report.form),
            })
            .collect(),
        accepted,
        published: published(year),
    }
}

/// When a year was published: its overall form, or else the last of its projects.
fn published(year: &YearFolder) -> String {
    let date = |report: &Document<Report>| report.data.disclosure.get("发布日期").cloned();
    let dates = match &year.report {
        Some(report) => date(report),
        None => year.projects.iter().filter_map(|it| date(&it.report)).max(),
    };
    dates.unwrap_or_default()
}

/// The title of a year's page: its overall form's where it has one.
pub fn year_title(year: &YearFolder) -> String {
    match &year.report {
        Some(report) => title(report, year.year),
        None => format!("{}年度绩效自评", year.year),
    }
}

/// A report's title: its own, or its form's with the year before it.
pub fn title(report: &Document<Report>, year: Year) -> String {
    match (report.data.title.trim(), &report.form.name) {
        ("", Some(name)) => format!("{year}年度{name}"),
        ("", None) => format!("{year}年度绩效自评表"),
        (own, _) => own.to_owned(),
    }
}
