//! Filled-in forms of Word, Excel and pasted text give back the data that they were
//! drawn from.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod bends;
mod clerks;
mod command;
#[path = "../common/mod.rs"]
mod common;
mod facts;
mod hostile;
mod narratives;
mod seeds;
mod word;

use facts::Facts;
use std::path::Path;
use word::{Grid, Part};
use ziping::check;
use ziping::download;
use ziping::folder::{Document, UnitFolder};
use ziping::form::Library;
use ziping::import::{Imported, Kind, Leftover, read};
use ziping::load;
use ziping::model::{BaseData, Report, Site, Unit};
use ziping::render::FiledForms;
use ziping::render::base_table::filed_base_tables;
use ziping::render::form_table::filed_tables;
use ziping::source::Source;

/// The site's forms and its units.
fn site(root: &str) -> (Library, Vec<UnitFolder>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let forms = load::forms(&root).unwrap();
    let tree = load::tree(&root).unwrap();
    let units = tree.units.iter();
    let units = units.map(|entry| load::unit(&root, entry, &forms).unwrap());
    let units = units.collect();
    (forms, units)
}

/// Both sites.
const SITES: [&str; 2] = ["", "tests/provinces"];

struct Filed<'a> {
    name: String,
    unit: &'a Unit,
    report: &'a Document<Report>,
}

fn filed(units: &[UnitFolder]) -> Vec<Filed<'_>> {
    let mut all = Vec::new();
    for unit in units {
        for year in &unit.years {
            let overall = year.report.iter().map(|report| ("", report));
            let projects = year.projects.iter();
            let projects = projects.map(|project| (project.slug.as_str(), &project.report));
            for (slug, report) in overall.chain(projects) {
                all.push(Filed {
                    name: format!("{}/{} {slug}", unit.address, year.year),
                    unit: &unit.unit,
                    report,
                });
            }
        }
    }
    all
}

impl Filed<'_> {
    fn title(&self) -> String {
        match self.report.data.title.as_str() {
            "" => format!(
                "2023年度{}",
                self.report.form.name.as_deref().unwrap_or("绩效自评表")
            ),
            title => title.to_owned(),
        }
    }

    fn grids(&self) -> Vec<Grid> {
        let tables = filed_tables(self.unit, self.report);
        tables.iter().map(word::grid).collect()
    }

    fn docx(&self, bend: bends::Bend) -> Vec<u8> {
        let (title, grids) = (self.title(), bend(self.grids()));
        let tables = grids.iter().map(Part::Grid);
        let parts: Vec<Part<'_>> = std::iter::once(Part::Line(&title)).chain(tables).collect();
        word::docx(&parts)
    }

    fn facts(&self) -> Facts {
        facts::of(&self.report.data, &self.report.form)
    }

    /// How many facts came back, and those that did not.
    fn held(&self, imported: &Imported) -> (usize, Vec<String>) {
        let mut lost = Vec::new();
        let expected = self.facts();
        let mut scored = imported.forms.iter().filter(|form| form.base.is_none());
        let Some(form) = scored.next() else {
            return (0, vec![format!("{}：没有认出", self.name)]);
        };
        if form.form != self.report.form.id {
            lost.push(format!(
                "{}：表式 {} 认作 {}",
                self.name, self.report.form.id, form.form
            ));
        }
        let mut source = Source::new("report.yaml", form.to_yaml());
        let report: Report = match load::yaml::read(&mut source) {
            Ok(report) => report,
            Err(errors) => {
                lost.push(format!("{}：{:?}", self.name, errors[0].message));
                return (0, lost);
            }
        };
        let back = facts::of(&report, &self.report.form);
        for (path, text) in &expected {
            if back.get(path) != Some(text) {
                lost.push(format!(
                    "{} {path}：{text} → {:?}",
                    self.name,
                    back.get(path)
                ));
            }
        }
        let more = back
            .keys()
            .filter(|path| path.ends_with(".行") && !expected.contains_key(*path));
        lost.extend(more.map(|path| format!("{} 多出 {path}", self.name)));
        (expected.len(), lost)
    }
}

/// Imports every form of both sites as `file` makes it; gives the number of facts
/// and those that were lost.
fn all(kind: Kind, file: impl Fn(&Filed<'_>) -> Vec<u8>) -> (usize, usize, Vec<String>) {
    let (mut reports, mut count, mut lost) = (0, 0, Vec::new());
    for root in SITES {
        let (forms, units) = site(root);
        for filed in filed(&units) {
            let imported = read(&file(&filed), kind, &forms, &[]).unwrap();
            let (facts, of_form) = filed.held(&imported);
            reports += 1;
            count += facts;
            lost.extend(of_form);
            // Pasted text does not tell which cells are merged.
            if kind == Kind::Text {
                lost.retain(|one: &String| !one.contains(".并入上行："));
            }
        }
    }
    (reports, count, lost)
}

/// How many forms there are, and how many facts stand on them.
const ALL: (usize, usize) = (69, 7221);

#[test]
fn word_gives_back_every_figure_and_row() {
    let (reports, count, lost) = all(Kind::Word, |filed| filed.docx(|grids| grids));
    assert_eq!(lost, [""; 0], "{lost:#?}");
    assert_eq!((reports, count), ALL);
}

#[test]
fn pasted_rows_give_back_every_figure_and_row() {
    let (reports, count, lost) = all(Kind::Text, |filed| {
        word::rows(&filed.title(), &filed.grids()).into_bytes()
    });
    assert_eq!(lost, [""; 0], "{lost:#?}");
    assert_eq!((reports, count), ALL);
}

#[test]
fn pasted_cells_give_back_every_figure_and_row() {
    let (reports, count, lost) = all(Kind::Text, |filed| {
        word::cells(&filed.title(), &filed.grids()).into_bytes()
    });
    assert_eq!(lost, [""; 0], "{lost:#?}");
    assert_eq!((reports, count), ALL);
}

#[test]
fn a_published_workbook_gives_back_its_forms_and_nothing_is_left_over() {
    let mut count = 0;
    let mut left: Vec<Leftover> = Vec::new();
    for root in SITES {
        let (forms, units) = site(root);
        for unit in units {
            let checked = check::run(unit, &Site::default()).unwrap();
            let mut books: Vec<(String, Vec<u8>)> = Vec::new();
            let mut emit = |address: &str, bytes: &[u8]| {
                if address.ends_with(".xlsx") {
                    books.push((address.to_owned(), bytes.to_vec()));
                }
                Ok(())
            };
            download::unit_files(&checked, &FiledForms::of(checked.unit()), "", &mut emit).unwrap();
            let units = std::slice::from_ref(checked.unit());
            for filed in filed(units) {
                let (folder, slug) = filed.name.split_once(' ').unwrap();
                let wanted = match slug {
                    "" => format!("{folder}/"),
                    slug => format!("{folder}/projects/{slug}/"),
                };
                let book = books.iter().find(|(address, _)| {
                    address
                        .strip_prefix(&wanted)
                        .is_some_and(|rest| !rest.contains('/'))
                });
                let (_, bytes) = book.unwrap_or_else(|| panic!("{wanted}"));
                let imported = read(bytes, Kind::Workbook, &forms, &[]).unwrap();
                let (facts, lost) = filed.held(&imported);
                assert_eq!(lost, [""; 0], "{lost:#?}");
                left.extend(imported.all_left().cloned());
                count += facts;
            }
        }
    }
    assert_eq!(count, ALL.1);
    assert_eq!(left, [], "{left:#?}");
}

#[test]
fn tables_of_base_data_come_back() {
    let mut count = 0;
    for root in SITES {
        let (forms, units) = site(root);
        for unit in &units {
            for base in unit.years.iter().filter_map(|year| year.base.as_ref()) {
                let tables = filed_base_tables(&unit.unit, base);
                let grids: Vec<Grid> = tables.iter().map(word::grid).collect();
                let parts = std::iter::once(Part::Line("2023年度单位整体支出绩效评价基础数据表"));
                let parts: Vec<Part<'_>> = parts.chain(grids.iter().map(Part::Grid)).collect();
                let imported = read(&word::docx(&parts), Kind::Word, &forms, &[]).unwrap();
                let back = &imported.forms[0];
                assert_eq!(back.left, [], "{}", unit.address);
                let mut source = Source::new("base.yaml", back.to_yaml());
                let back: BaseData = load::yaml::read(&mut source).unwrap();
                assert_eq!(back.staffing, base.data.staffing, "{}", unit.address);
                assert_eq!(back.spending, base.data.spending, "{}", unit.address);
                assert_eq!(back.buildings, base.data.buildings, "{}", unit.address);
                assert_eq!(back.remark, base.data.remark, "{}", unit.address);
                count += 1;
            }
        }
    }
    assert_eq!(count, 5);
}

#[test]
fn what_clerks_and_programs_do_to_a_form_loses_nothing() {
    for (name, bend) in bends::BENDS {
        let (reports, count, lost) = all(Kind::Word, |filed| filed.docx(bend));
        assert_eq!(lost, [""; 0], "{name}：{lost:#?}");
        assert_eq!((reports, count), ALL, "{name}");
    }
}

#[test]
fn several_forms_in_one_file_are_told_apart() {
    for root in SITES {
        let (forms, units) = site(root);
        for unit in &units {
            let all = filed(std::slice::from_ref(unit));
            let titles: Vec<String> = all.iter().map(Filed::title).collect();
            let grids: Vec<Vec<Grid>> = all.iter().map(Filed::grids).collect();
            let mut parts = Vec::new();
            for (title, grids) in titles.iter().zip(&grids) {
                parts.push(Part::Line(title));
                parts.extend(grids.iter().map(Part::Grid));
            }
            let imported = read(&word::docx(&parts), Kind::Word, &forms, &[]).unwrap();
            assert_eq!(imported.forms.len(), all.len());
            for (filed, form) in all.iter().zip(imported.forms) {
                let one = Imported {
                    forms: vec![form],
                    ..Imported::default()
                };
                let (_, lost) = filed.held(&one);
                assert_eq!(lost, [""; 0], "{lost:#?}");
            }
        }
    }
}
