//! What can be found on the pages of a unit: everything that a reader sees there
//! of the data and the narrative.

use crate::check::Checked;
use crate::folder::{Document, Narrative, Piece, ProjectFolder, UnitFolder, YearFolder};
use crate::model::Report;
use crate::render::table::Table;
use crate::render::{FiledForms, FiledYear, project_name, title};
use serde::Serialize;

/// A page with its texts.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What a result is headed with: `2023年度整体支出`, or the project's name.
    pub title: String,
    /// The address below the unit's folder: `2023/index.html`.
    pub address: String,
    /// The year.
    pub year: String,
    /// The texts, a line each.
    pub text: String,
}

/// The pages of a unit's reports and projects, newest first.
pub fn of(checked: &Checked, filed: &FiledForms) -> Vec<Page> {
    let unit = checked.unit();
    let mut pages = Vec::new();
    for (year, filed) in unit.years.iter().zip(&filed.years).rev() {
        pages.push(year_page(unit, year, filed));
        let projects = year.projects.iter().zip(&filed.projects);
        pages.extend(projects.map(|(project, filed)| project_page(unit, year, project, filed)));
    }
    pages
}

fn year_page(unit: &UnitFolder, year: &YearFolder, filed: &FiledYear) -> Page {
    let mut text = unit_names(unit);
    if let Some(report) = &year.report {
        add_report(&mut text, report, year, &filed.report);
    }
    add_tables(&mut text, &filed.base);
    add_narrative(&mut text, year.narrative.as_ref());
    Page {
        title: format!("{}年度绩效自评", year.year),
        address: format!("{}/index.html", year.year),
        year: year.year.to_string(),
        text,
    }
}

fn project_page(
    unit: &UnitFolder,
    year: &YearFolder,
    project: &ProjectFolder,
    filed: &[Table],
) -> Page {
    let mut text = unit_names(unit);
    let name = project_name(project, year.year);
    add(&mut text, &name);
    add_report(&mut text, &project.report, year, filed);
    add_narrative(&mut text, project.narrative.as_ref());
    Page {
        title: format!("{name}（{}年度项目）", year.year),
        address: format!("{}/projects/{}/index.html", year.year, project.slug),
        year: year.year.to_string(),
        text,
    }
}

fn unit_names(unit: &UnitFolder) -> String {
    let mut text = String::new();
    add(&mut text, &unit.unit.name);
    for name in &unit.unit.former_names {
        add(&mut text, name);
    }
    text
}

fn add_report(text: &mut String, report: &Document<Report>, year: &YearFolder, filed: &[Table]) {
    add(text, &title(report, year.year));
    add_tables(text, filed);
}

fn add_tables(text: &mut String, tables: &[Table]) {
    for table in tables {
        for cell in table.body.iter().flat_map(|row| &row.cells) {
            add(text, &cell.text);
        }
    }
}

fn add_narrative(text: &mut String, narrative: Option<&Narrative>) {
    let Some(narrative) = narrative else { return };
    let add_pieces = |text: &mut String, pieces: &[Piece]| {
        for piece in pieces {
            add(text, &piece.words());
        }
    };
    add_pieces(text, &narrative.opening);
    for chapter in &narrative.chapters {
        add(text, &chapter.title);
        add_pieces(text, &chapter.body);
    }
}

fn add(text: &mut String, words: &str) {
    let words = words.trim();
    if !words.is_empty() {
        text.push_str(words);
        text.push('\n');
    }
}
