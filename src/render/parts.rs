//! What a report's page is made of, worked out before a word of it is written:
//! the form's tables, those of the base data, and the figures. A narrative may
//! place any of them.

use super::base_table::{BaseView, base_tables, tables_of_rows};
use super::cells;
use super::deductions::{Deduction, deductions};
use super::figures::{Figure, base_figures, report_figures};
use super::filed::FiledYear;
use super::form_table::{FormView, form_tables};
use super::narrative::{Placeable, PrintedNarrative, UnknownPiece};
use super::notes::Notes;
use super::summary::Figures;
use super::table::Table;
use crate::folder::{Document, ProjectFolder, UnitFolder, YearFolder};
use crate::model::{DataPath, Report};
use serde::Serialize;
use std::borrow::Cow;

/// The parts of a page.
#[derive(Debug, Default)]
pub struct Parts<'t> {
    /// What is shown of the filled form.
    pub form: FormPart<'t>,
    /// The tables of base data.
    pub base: Vec<Table>,
    /// The figures.
    pub drawn: Vec<Figure>,
    /// Tables that stand nowhere unless a narrative places them.
    spare: Vec<Table>,
}

/// What is shown of a filled form.
#[derive(Debug, Default, Serialize)]
pub struct FormPart<'t> {
    /// What readers look for first.
    pub figures: Figures,
    /// The numbers of the notes about them.
    pub figure_notes: FigureNotes,
    /// The rows that lost points.
    pub deductions: Vec<Deduction>,
    /// Whether the form asks for the reason of each lost point.
    pub asks_for_reasons: bool,
    /// Whether the reasons are written in one text under the form.
    pub has_common_reason: bool,
    /// The form as printed.
    pub tables: Cow<'t, [Table]>,
    /// Whether a table is too wide for upright paper.
    pub is_wide: bool,
}

/// The numbers of the notes of the checks about the figures in a page's head; for the
/// template finished HTML.
#[derive(Debug, Default, Serialize)]
pub struct FigureNotes {
    #[serde(serialize_with = "cells::print_notes")]
    score: Vec<usize>,
    #[serde(serialize_with = "cells::print_notes")]
    rate: Vec<usize>,
    #[serde(serialize_with = "cells::print_notes")]
    budget: Vec<usize>,
    #[serde(serialize_with = "cells::print_notes")]
    executed: Vec<usize>,
}

impl FigureNotes {
    fn of(notes: &Notes) -> Self {
        let funds = |key: &str| notes.at(&DataPath::from("预算执行").key(key));
        let mut score = notes.at(&"总分".into());
        score.extend(notes.at(&"等级".into()));
        Self {
            score,
            rate: funds("执行率"),
            budget: funds("全年预算数"),
            executed: funds("全年执行数"),
        }
    }
}

impl<'t> Parts<'t> {
    /// The parts of a year's page, with the notes about the form and about the
    /// base data. Where the forms were drawn before they are taken as they are.
    pub fn of_year(
        unit: &UnitFolder,
        year: &YearFolder,
        report_notes: &Notes,
        base_notes: &Notes,
        filed: Option<&'t FiledYear>,
    ) -> Self {
        let report = year.report.as_ref();
        let mut parts = report.map_or_else(Self::default, |report| {
            Self::of_report(
                unit,
                report,
                report_notes,
                filed.map(|filed| &filed.report[..]),
            )
        });
        if let Some(base) = &year.base {
            let filed = BaseView {
                unit: &unit.unit,
                base: &base.data,
                form: &base.form,
                notes: base_notes,
            };
            parts.base = base_part(&filed);
            parts.spare = tables_of_rows(&filed);
            let drawn = base_figures(&base.data, &base.form, year.year);
            parts.drawn.extend(drawn);
        }
        parts
    }

    /// The parts of a project's page.
    pub fn of_project(
        unit: &UnitFolder,
        project: &ProjectFolder,
        notes: &Notes,
        filed: Option<&'t [Table]>,
    ) -> Self {
        Self::of_report(unit, &project.report, notes, filed)
    }

    fn of_report(
        unit: &UnitFolder,
        report: &Document<Report>,
        notes: &Notes,
        filed: Option<&'t [Table]>,
    ) -> Self {
        Self {
            form: FormPart::new(unit, report, notes, filed),
            drawn: report_figures(&report.data, &report.form),
            ..Self::default()
        }
    }

    /// What a narrative on the page may place.
    pub fn placeable(&self) -> Placeable<'_> {
        let data = self.drawn.iter().map(|figure| &figure.table);
        let tables = self.form.tables.iter().chain(&self.base);
        Placeable {
            tables: tables.chain(data).chain(&self.spare).collect(),
            figures: &self.drawn,
        }
    }
}

impl<'t> FormPart<'t> {
    fn new(
        unit: &UnitFolder,
        report: &Document<Report>,
        notes: &Notes,
        filed: Option<&'t [Table]>,
    ) -> Self {
        let tables = match filed.filter(|_| notes.is_empty()) {
            Some(filed) => Cow::Borrowed(filed),
            None => Cow::Owned(form_tables(&FormView {
                unit: &unit.unit,
                report: &report.data,
                form: &report.form,
                notes,
            })),
        };
        let deductions = deductions(&report.data, &report.form);
        Self {
            figures: Figures::with(&report.data, &report.form, &deductions),
            figure_notes: FigureNotes::of(notes),
            deductions: noted(deductions, notes),
            asks_for_reasons: report.form.has_column("偏差原因"),
            has_common_reason: !report.data.reason.trim().is_empty(),
            is_wide: tables.iter().any(Table::is_wide),
            tables,
        }
    }
}

/// The rows with the numbers of the notes about each and what is in it.
fn noted(mut deductions: Vec<Deduction>, notes: &Notes) -> Vec<Deduction> {
    for row in &mut deductions {
        row.notes = notes.below(&row.path);
    }
    deductions
}

/// The tables of base data, under addresses that the form on the same page does
/// not have.
fn base_part(filed: &BaseView<'_>) -> Vec<Table> {
    let mut tables = base_tables(filed);
    for table in &mut tables {
        table.id = format!("jichu-{}", table.id);
    }
    tables
}

/// The narrative of a year, or of one of its projects, as it goes on paper; `None`
/// where there is none.
///
/// # Errors
/// The first table or figure that it places and that its page does not have.
pub fn printed_narrative<'a>(
    unit: &UnitFolder,
    year: &'a YearFolder,
    project: Option<&'a ProjectFolder>,
) -> Result<Option<PrintedNarrative<'a>>, Box<UnknownPiece>> {
    let none = Notes::default();
    let narrative = match project {
        Some(project) => project.narrative.as_ref(),
        None => year.narrative.as_ref(),
    };
    let Some(narrative) = narrative else {
        return Ok(None);
    };
    let parts = match project {
        _ if !narrative.places_anything() => Parts::default(),
        Some(project) => Parts::of_project(unit, project, &none, None),
        None => Parts::of_year(unit, year, &none, &none, None),
    };
    PrintedNarrative::new(narrative, &parts.placeable()).map(Some)
}

/// The tables and figures that a unit's narratives place and that their pages do
/// not have.
pub fn unknown_pieces(unit: &UnitFolder) -> Vec<UnknownPiece> {
    let none = Notes::default();
    let mut unknown = Vec::new();
    for year in &unit.years {
        if let Some(narrative) = &year.narrative
            && narrative.places_anything()
        {
            let parts = Parts::of_year(unit, year, &none, &none, None);
            unknown.extend(parts.placeable().unknown(narrative));
        }
        for project in &year.projects {
            if let Some(narrative) = &project.narrative
                && narrative.places_anything()
            {
                let parts = Parts::of_project(unit, project, &none, None);
                unknown.extend(parts.placeable().unknown(narrative));
            }
        }
    }
    unknown
}
