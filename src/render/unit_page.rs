//! A unit's own page: its years, newest first, and their projects.

use super::address::{Origin, index};
use super::downloads::DownloadLink;
use super::figures::Figure;
use super::follow_up::{FollowUp, follow_up};
use super::frame::{Field, Kind, Link, Subject};
use super::summary::{Figures, Summary, title};
use super::year_figures::year_figures;
use super::{Press, RenderError};
use crate::check::Checked;
use crate::folder::{ProjectFolder, UnitFolder, YearFolder};
use crate::model::Year;
use serde::Serialize;

/// What the template `unit.html` shows.
#[derive(Debug, Serialize)]
struct UnitPage<'a> {
    name: &'a str,
    former_names: &'a [String],
    facts: Vec<Field>,
    /// The newest year with an overall form, and what there is to know of it.
    newest: Option<Newest<'a>>,
    years: Vec<ReportRow>,
    drawn: Vec<Figure>,
    follow_up: Vec<FollowUp>,
    project_years: Vec<ProjectYear>,
    downloads: Vec<DownloadLink>,
}

/// The newest year's figures.
#[derive(Debug, Serialize)]
struct Newest<'a> {
    year: Year,
    href: String,
    figures: &'a Figures,
}

/// The projects of one year.
#[derive(Debug, Serialize)]
struct ProjectYear {
    year: Year,
    rows: Vec<ReportRow>,
}

/// A report as a row of a list.
#[derive(Debug, Serialize)]
pub struct ReportRow {
    /// The row's name and where it leads.
    #[serde(flatten)]
    pub link: Link,
    /// Its figures.
    pub figures: Figures,
}

/// Fills the page of a unit, whose years `summaries` are.
pub fn print(
    checked: &Checked,
    summaries: &[Summary],
    press: &mut Press<'_, '_>,
) -> Result<(), RenderError> {
    let unit = checked.unit();
    let address = index(&unit.address);
    let origin = Origin::Page(&address);
    let years = || unit.years.iter().zip(summaries);
    let reported: Vec<(Year, Figures)> = years()
        .filter(|(year, _)| year.report.is_some())
        .map(|(year, summary)| (year.year, summary.figures.clone()))
        .collect();
    let whose = format!("{}历年", unit.unit.label());
    let mut drawn = if press.context.pages_only {
        Vec::new()
    } else {
        year_figures(&reported)
    };
    press.figure_files(&mut drawn, &address, &whose)?;
    let page = UnitPage {
        name: &unit.unit.name,
        former_names: &unit.unit.former_names,
        facts: [
            Field::filled("主管部门", &unit.unit.supervisor),
            Field::filled("单位类型", &unit.unit.kind),
        ]
        .into_iter()
        .flatten()
        .collect(),
        newest: reported.last().map(|(year, figures)| Newest {
            year: *year,
            href: origin.link(&index(&format!("{}/{year}", unit.address))),
            figures,
        }),
        years: years()
            .rev()
            .map(|(year, summary)| year_row(unit, year, summary, origin))
            .collect(),
        drawn,
        follow_up: follow_up(unit, origin),
        project_years: years()
            .rev()
            .filter(|(year, _)| !year.projects.is_empty())
            .map(|(year, summary)| ProjectYear {
                year: year.year,
                rows: project_rows(unit, year, summary, origin),
            })
            .collect(),
        downloads: press.downloads(&unit.address, &whose, origin),
    };
    let name = &unit.unit.name;
    let subject = Subject {
        address: &address,
        title: name,
        description: &format!("{name}历年整体支出和项目支出绩效自评。"),
        kind: Kind::Organization,
        above: &[],
    };
    press.page("unit.html", subject, &page)
}

fn year_row(
    unit: &UnitFolder,
    year: &YearFolder,
    summary: &Summary,
    origin: Origin<'_>,
) -> ReportRow {
    ReportRow {
        link: Link {
            title: format!("{}年度", year.year),
            href: origin.link(&year_address(unit, year)),
        },
        figures: summary.figures.clone(),
    }
}

/// The projects of a year as rows of a list.
pub fn project_rows(
    unit: &UnitFolder,
    year: &YearFolder,
    summary: &Summary,
    origin: Origin<'_>,
) -> Vec<ReportRow> {
    let projects = year.projects.iter().zip(&summary.projects);
    projects
        .map(|(project, summary)| ReportRow {
            link: Link {
                title: summary.name.clone(),
                href: origin.link(&project_address(unit, year, project)),
            },
            figures: summary.figures.clone(),
        })
        .collect()
}

/// Where the page of a year stands.
pub fn year_address(unit: &UnitFolder, year: &YearFolder) -> String {
    index(&format!("{}/{}", unit.address, year.year))
}

/// Where the page of a project stands.
pub fn project_address(unit: &UnitFolder, year: &YearFolder, project: &ProjectFolder) -> String {
    index(&format!(
        "{}/{}/projects/{}",
        unit.address, year.year, project.slug
    ))
}

/// What a project is called: its name, or its form's title.
pub fn project_name(project: &ProjectFolder, year: Year) -> String {
    match project.report.data.project.name.trim() {
        // a blank form has a stroke where the name would stand
        name if !name.contains(char::is_alphanumeric) => title(&project.report, year),
        name => name.to_owned(),
    }
}
