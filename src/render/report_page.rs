//! The page of one year's report, and the pages of its projects.

use super::address::{Origin, index};
use super::downloads::DownloadLink;
use super::figures::Figure;
use super::fingerprint::Fingerprint;
use super::frame::{Field, Kind, Link, Subject};
use super::narrative::{NarrativeView, places_figure};
use super::note_places::{tie_to_chapters, tie_to_tables};
use super::notes::{Note, Notes};
use super::parts::{FormPart, Parts};
use super::summary::{Summary, title, year_title};
use super::table::Table;
use super::unit_page::{ReportRow, project_address, project_name, project_rows, year_address};
use super::{FiledForms, FiledYear, PastVersion, Press, RenderError};
use crate::check::{Checked, FileRef};
use crate::folder::{Narrative, UnitFolder, YearFolder};
use crate::model::{Report, Year};
use serde::Serialize;

/// What the template `report.html` shows.
#[derive(Debug, Serialize)]
struct ReportPage<'a> {
    unit: Link,
    year: Year,
    /// Whose report it is, of which year; on a project's page the project.
    /// In pieces between which a line may end.
    heading: Vec<String>,
    /// The form's title as printed.
    form_title: &'a str,
    base_title: &'a str,
    published: &'a str,
    contents: Vec<Entry>,
    form: FormPart<'a>,
    base: Vec<Table>,
    drawn: Vec<Figure>,
    narrative: Option<NarrativeView<'a>>,
    projects: Vec<ReportRow>,
    notes: Vec<Note>,
    checks: String,
    catalogue: Vec<Field>,
    /// The versions that there were, the newest first.
    past: &'a [PastVersion],
    /// Which state of the content this is; may be empty.
    revision: &'a str,
    fingerprint: Fingerprint,
    downloads: Vec<DownloadLink>,
    attachments: Vec<Link>,
    /// What its neighbours are: 年 or 项.
    neighbour: &'static str,
    previous: Option<Link>,
    next: Option<Link>,
}

/// An entry of the contents list.
#[derive(Debug, Serialize)]
struct Entry {
    id: String,
    title: String,
    children: Vec<Entry>,
}

/// Fills the pages of all years of a unit, which `summaries` are, and of their projects.
pub fn print(
    checked: &Checked,
    filed: &FiledForms,
    summaries: &[Summary],
    press: &mut Press<'_, '_>,
) -> Result<(), RenderError> {
    let years = checked.unit().years.iter().zip(&filed.years);
    for ((at, year), summary) in years.enumerate().zip(summaries) {
        year_page(checked, at, year, summary, press)?;
        project_pages(checked, at, year, press)?;
    }
    Ok(())
}

fn year_page(
    checked: &Checked,
    at: usize,
    (year, filed): (&YearFolder, &FiledYear),
    summary: &Summary,
    press: &mut Press<'_, '_>,
) -> Result<(), RenderError> {
    let unit = checked.unit();
    let address = year_address(unit, year);
    let origin = Origin::Page(&address);
    let report = year.report.as_ref();
    let of_year = |year: &YearFolder| Link {
        title: format!("{}年度", year.year),
        href: origin.link(&year_address(unit, year)),
    };

    let mut notes = PageNotes::new(checked);
    let report_notes = notes.of(FileRef::Report(at));
    let base_notes = notes.of(FileRef::Base(at));
    notes.of(FileRef::Narrative(at));

    let mut parts = Parts::of_year(unit, year, &report_notes, &base_notes, Some(filed));
    let whose = format!("{}{}年度", unit.unit.label(), year.year);
    press.figure_files(&mut parts.drawn, &address, &whose)?;
    let narrative = placed(year.narrative.as_ref(), &parts)?;
    tie_to_tables(&mut notes.list, parts.form.tables.iter().chain(&parts.base));
    tie_to_chapters(&mut notes.list, year.narrative.as_ref());

    let form_title = year_title(year);
    let what = report.map_or("绩效自评", |_| "整体支出绩效自评");
    let heading = vec![
        unit.unit.label().to_owned(),
        format!("{}年度", year.year),
        what.to_owned(),
    ];
    let title = heading.concat();
    let mut page = ReportPage {
        unit: unit_link(unit, origin),
        year: year.year,
        heading,
        form_title: &form_title,
        base_title: year.base.as_ref().map_or("", |base| base.data.title.trim()),
        published: report.map_or("", |report| disclosed(&report.data, "发布日期")),
        contents: Vec::new(),
        form: parts.form,
        base: parts.base,
        drawn: press.unplaced(parts.drawn, year.narrative.as_ref()),
        narrative,
        projects: project_rows(unit, year, summary, origin),
        notes: notes.list,
        checks: origin.link(&index("checks")),
        catalogue: report.map_or_else(Vec::new, |report| catalogue(&report.data)),
        past: past(press, &format!("{}/{}", unit.address, year.year)),
        revision: &press.context.revision,
        fingerprint: Fingerprint::of_year(unit, year),
        downloads: press.downloads(&format!("{}/{}", unit.address, year.year), &whose, origin),
        attachments: attachments(unit, year, origin),
        neighbour: "年",
        previous: at.checked_sub(1).map(|before| of_year(&unit.years[before])),
        next: unit.years.get(at + 1).map(of_year),
    };
    page.contents = page.entries(year.narrative.as_ref());
    let subject = Subject {
        address: &address,
        title: &title,
        description: &format!("{}{}年度整体支出绩效自评。", unit.unit.name, year.year),
        kind: article(report.map(|report| &report.data), unit),
        above: &[(unit.address.clone(), unit.unit.label().to_owned())],
    };
    press.page("report.html", subject, &page)
}

fn project_pages(
    checked: &Checked,
    at: usize,
    (year, filed): (&YearFolder, &FiledYear),
    press: &mut Press<'_, '_>,
) -> Result<(), RenderError> {
    let unit = checked.unit();
    let projects = year.projects.iter().zip(&filed.projects);
    for (project_at, (project, filed)) in projects.enumerate() {
        let address = project_address(unit, year, project);
        let origin = Origin::Page(&address);
        let report = &project.report;

        let mut notes = PageNotes::new(checked);
        let form_notes = notes.of(FileRef::Project(at, project_at));
        notes.of(FileRef::ProjectNarrative(at, project_at));

        let name = project_name(project, year.year);
        let whose = format!("{}{}年度-{name}", unit.unit.label(), year.year);
        let mut parts = Parts::of_project(unit, project, &form_notes, Some(filed));
        press.figure_files(&mut parts.drawn, &address, &whose)?;
        let narrative = placed(project.narrative.as_ref(), &parts)?;
        tie_to_tables(&mut notes.list, parts.form.tables.iter());
        tie_to_chapters(&mut notes.list, project.narrative.as_ref());
        let neighbour = |project| Link {
            title: project_name(project, year.year),
            href: origin.link(&project_address(unit, year, project)),
        };
        let form_title = title(report, year.year);
        let mut page = ReportPage {
            unit: unit_link(unit, origin),
            year: year.year,
            heading: vec![name.clone()],
            form_title: &form_title,
            base_title: "",
            published: disclosed(&report.data, "发布日期"),
            contents: Vec::new(),
            form: parts.form,
            base: Vec::new(),
            drawn: press.unplaced(parts.drawn, project.narrative.as_ref()),
            narrative,
            projects: Vec::new(),
            notes: notes.list,
            checks: origin.link(&index("checks")),
            catalogue: catalogue(&report.data),
            past: past(
                press,
                &format!("{}/{}/projects/{}", unit.address, year.year, project.slug),
            ),
            revision: &press.context.revision,
            fingerprint: Fingerprint::of_project(unit, project),
            downloads: press.downloads(
                &format!("{}/{}/projects/{}", unit.address, year.year, project.slug),
                &whose,
                origin,
            ),
            attachments: Vec::new(),
            neighbour: "项",
            previous: project_at
                .checked_sub(1)
                .map(|before| neighbour(&year.projects[before])),
            next: year.projects.get(project_at + 1).map(neighbour),
        };
        page.contents = page.entries(project.narrative.as_ref());
        let subject = Subject {
            address: &address,
            title: &format!("{name}（{}{}年度）", unit.unit.label(), year.year),
            description: &format!(
                "{}{}年度“{name}”项目支出绩效自评。",
                unit.unit.name, year.year
            ),
            kind: article(Some(&report.data), unit),
            above: &[
                (unit.address.clone(), unit.unit.label().to_owned()),
                (
                    format!("{}/{}", unit.address, year.year),
                    format!("{}年度", year.year),
                ),
            ],
        };
        press.page("report.html", subject, &page)?;
    }
    Ok(())
}

/// The notes of all files that one page shows, numbered through.
struct PageNotes<'a> {
    checked: &'a Checked,
    list: Vec<Note>,
}

impl<'a> PageNotes<'a> {
    fn new(checked: &'a Checked) -> Self {
        Self {
            checked,
            list: Vec::new(),
        }
    }

    /// The notes of the next file.
    fn of(&mut self, file: FileRef) -> Notes {
        let notes = Notes::new(self.checked.findings(), file);
        let notes = notes.numbered_from(self.list.len() + 1);
        self.list.extend_from_slice(notes.list());
        notes
    }
}

impl ReportPage<'_> {
    /// The contents list: the parts that there are, from top to bottom.
    fn entries(&self, narrative: Option<&Narrative>) -> Vec<Entry> {
        let chapters = narrative.map_or(&[][..], |narrative| &narrative.chapters);
        let chapters = chapters.iter().map(|chapter| Entry {
            id: chapter.id.clone(),
            title: chapter.title.clone(),
            children: Vec::new(),
        });
        let tables = |tables: &[Table]| {
            let named = tables.iter().filter(|table| !table.id.is_empty());
            let entry = |table: &Table| Entry {
                id: table.id.clone(),
                title: table.caption.clone(),
                children: Vec::new(),
            };
            named.map(entry).collect()
        };
        let parts = [
            (
                !self.form.deductions.is_empty(),
                "koufen",
                "扣分一览",
                Vec::new(),
            ),
            (
                !self.form.tables.is_empty(),
                "zipingbiao",
                "绩效自评表",
                tables(&self.form.tables),
            ),
            (
                !self.base.is_empty(),
                "jichushuju",
                "基础数据",
                tables(&self.base),
            ),
            (!self.drawn.is_empty(), "tubiao", "图表", Vec::new()),
            (
                self.narrative.is_some(),
                "zipingbaogao",
                "自评报告",
                chapters.collect(),
            ),
            (
                !self.projects.is_empty(),
                "xiangmu",
                "项目支出绩效自评",
                Vec::new(),
            ),
            (!self.notes.is_empty(), "shuoming", "校验说明", Vec::new()),
            (true, "gongkai", "公开信息", Vec::new()),
            (!self.past.is_empty(), "gaidong", "改动记录", Vec::new()),
            (!self.downloads.is_empty(), "xiazai", "下载", Vec::new()),
            (!self.attachments.is_empty(), "fujian", "附件", Vec::new()),
        ];
        let present = parts.into_iter().filter(|(is_there, ..)| *is_there);
        present
            .map(|(_, id, title, children)| Entry {
                id: id.to_owned(),
                title: title.to_owned(),
                children,
            })
            .collect()
    }
}

/// A narrative with the tables and figures that it places.
fn placed<'a>(
    narrative: Option<&'a Narrative>,
    parts: &Parts<'_>,
) -> Result<Option<NarrativeView<'a>>, RenderError> {
    let view = narrative.map(|narrative| NarrativeView::new(narrative, &parts.placeable()));
    Ok(view.transpose()?)
}

impl Press<'_, '_> {
    /// The figures that the narrative does not show where it needs them.
    fn unplaced(&self, mut figures: Vec<Figure>, narrative: Option<&Narrative>) -> Vec<Figure> {
        if self.context.pages_only {
            return Vec::new();
        }
        if let Some(narrative) = narrative {
            figures.retain(|figure| !places_figure(narrative, figure.title));
        }
        figures
    }
}

fn unit_link(unit: &UnitFolder, origin: Origin<'_>) -> Link {
    Link {
        title: unit.unit.name.clone(),
        href: origin.link(&index(&unit.address)),
    }
}

/// The versions of the report on a page.
fn past<'a>(press: &Press<'a, '_>, page: &str) -> &'a [PastVersion] {
    let versions = press.context.past.get(page);
    versions.map_or(&[], Vec::as_slice)
}

/// A catalogue field of 公开; empty where it is blank.
fn disclosed<'a>(report: &'a Report, field: &str) -> &'a str {
    report
        .disclosure
        .get(field)
        .map_or("", |value| value.trim())
}

/// The catalogue fields that are filled in.
fn catalogue(report: &Report) -> Vec<Field> {
    let fields = report.disclosure.iter();
    fields
        .filter_map(|(name, value)| Field::filled(name, value))
        .collect()
}

fn attachments(unit: &UnitFolder, year: &YearFolder, origin: Origin<'_>) -> Vec<Link> {
    let files = year.attachments.iter();
    files
        .map(|name| Link {
            title: name.clone(),
            href: origin.link(&format!("{}/{}/files/{name}", unit.address, year.year)),
        })
        .collect()
}

/// The tags of an article: when it was published, and by whom.
fn article<'a>(report: Option<&'a Report>, unit: &'a UnitFolder) -> Kind<'a> {
    let field = |name| report.map_or("", |report| disclosed(report, name));
    let source = [field("信息来源"), field("发布机构"), &unit.unit.name];
    Kind::Article {
        published: field("发布日期"),
        source: source
            .into_iter()
            .find(|source| !source.is_empty())
            .unwrap_or(""),
    }
}
