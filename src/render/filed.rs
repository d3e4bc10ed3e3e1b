//! The forms of a unit as they were filed, without the notes of the checks: drawn
//! once and handed to all that show them, the pages, the workbooks and the search.

use super::base_table::filed_base_tables;
use super::form_table::filed_tables;
use super::table::Table;
use crate::folder::{UnitFolder, YearFolder};

/// The forms of a unit, year by year in its order.
#[derive(Debug, Clone, Default)]
pub struct FiledForms {
    /// Those of each year.
    pub years: Vec<FiledYear>,
}

/// The forms of a year, each as tables from top to bottom.
#[derive(Debug, Clone, Default)]
pub struct FiledYear {
    /// The overall form; without tables where there is none.
    pub report: Vec<Table>,
    /// The base data; without tables where there are none.
    pub base: Vec<Table>,
    /// The forms of the projects, in their order.
    pub projects: Vec<Vec<Table>>,
}

impl FiledForms {
    /// Draws all forms of a unit.
    pub fn of(unit: &UnitFolder) -> Self {
        let years = unit.years.iter();
        Self {
            years: years.map(|year| FiledYear::of(unit, year)).collect(),
        }
    }
}

impl FiledYear {
    fn of(unit: &UnitFolder, year: &YearFolder) -> Self {
        let unit = &unit.unit;
        let report = year.report.as_ref();
        let base = year.base.as_ref();
        let projects = year.projects.iter();
        Self {
            report: report.map_or_else(Vec::new, |report| filed_tables(unit, report)),
            base: base.map_or_else(Vec::new, |base| filed_base_tables(unit, base)),
            projects: projects
                .map(|project| filed_tables(unit, &project.report))
                .collect(),
        }
    }
}
