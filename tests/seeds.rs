//! The sample site shows what its sources say.
//!
//! The site is built once from `content/`; each form's page is held against what
//! `tests/seeds/extract.py` took from the published original.

// Whatever cannot be read fails the test that asked for it.
#![allow(clippy::unwrap_used)]

#[path = "seeds/compare.rs"]
mod compare;
#[path = "seeds/grid.rs"]
mod grid;
#[path = "seeds/sheet.rs"]
mod sheet;
#[path = "seeds/text.rs"]
mod text;

use compare::Page;
use sheet::Sheet;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use ziping::pipeline::{self, Options};

const WANGYUE: &str = "hunan/yueyang/yueyanglou/wangyue/2023";
const HONGSHAN: &str = "hubei/wuhan/hongshan/hongshan-jiedao/2020";

/// The overall forms and their addresses.
const OVERALL: [(&str, &str); 5] = [
    (
        "yueyang-jinmeishan-2024",
        "hunan/yueyang/yueyanglou/jinmeishan/2024",
    ),
    ("yueyang-wangyue-2023", WANGYUE),
    (
        "zhuzhou-guyuefeng-2022",
        "hunan/zhuzhou/lukou/guyuefeng/2022",
    ),
    (
        "chongqing-xianglushan-2022",
        "chongqing/gaoxinqu/xianglushan/2022",
    ),
    ("wuhan-hongshan-2020", HONGSHAN),
];

/// The project forms: the overall form beside them, and their own names.
const PROJECTS: [(&str, &str, &[&str]); 2] = [
    ("yueyang-wangyue-2023", WANGYUE, &["annex-3"]),
    (
        "wuhan-hongshan-2020",
        HONGSHAN,
        &[
            "agriculture-water",
            "culture",
            "education",
            "general-public-services",
            "health",
            "other",
            "science",
            "social-security",
            "urban-rural",
        ],
    ),
];

/// The table of base data, on the page of the overall form.
const BASE: &str = "yueyang-wangyue-2023-base";

/// The address of each form's page.
fn forms() -> BTreeMap<String, String> {
    let overall = OVERALL
        .iter()
        .map(|(name, folder)| (name.to_string(), folder.to_string()));
    let projects = PROJECTS.iter().flat_map(|(overall, folder, slugs)| {
        slugs.iter().map(move |slug| {
            let name = format!("{overall}-{slug}");
            (name, format!("{folder}/projects/{slug}"))
        })
    });
    overall.chain(projects).collect()
}

/// The built pages by address.
static PAGES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let output = tempfile::tempdir().unwrap();
    let options = Options {
        root: Path::new(env!("CARGO_MANIFEST_DIR")).to_owned(),
        output: output.path().join("public"),
        ..Options::default()
    };
    let outcome = pipeline::build(&options, &|_| {}).unwrap();
    assert!(
        outcome.published.is_some(),
        "nothing was published: {:#?}",
        outcome.diagnostics
    );
    let page = |address: String| {
        let path = options.output.join(&address).join("index.html");
        let html = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{address}: {error}"));
        (address, html)
    };
    forms().into_values().map(page).collect()
});

/// What is compared of a form; its base data apart.
const COMPARISONS: [Comparison; 6] = [
    compare::heading_of_form,
    compare::indicator_rows,
    compare::merged_cells,
    compare::funds,
    compare::totals,
    compare::numbers_of_texts,
];

type Comparison = fn(&Sheet, &Page) -> Result<Vec<String>, String>;

/// Compares every one of these forms and lists all that differs.
#[track_caller]
fn assert_same(forms: &BTreeMap<String, String>, compare: Comparison) {
    let mut differences = Vec::new();
    for (name, address) in forms {
        let page = Page::parse(&PAGES[address]);
        let found = page.and_then(|page| compare(&Sheet::read(name), &page));
        let found = found.unwrap_or_else(|fault| vec![fault]);
        differences.extend(
            found
                .iter()
                .map(|difference| format!("{name} {difference}")),
        );
    }
    assert!(
        differences.is_empty(),
        "{} differences between sources and pages:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn the_headings_of_the_forms_are_those_of_the_sources() {
    let mut forms = forms();
    forms.insert(BASE.to_owned(), WANGYUE.to_owned());
    assert_same(&forms, compare::heading_of_form);
}

#[test]
fn the_indicator_rows_are_those_of_the_sources() {
    assert_same(&forms(), compare::indicator_rows);
}

#[test]
fn labels_are_merged_exactly_over_equal_neighbours() {
    assert_same(&forms(), compare::merged_cells);
}

#[test]
fn the_amounts_are_those_of_the_sources() {
    assert_same(&forms(), compare::funds);
}

#[test]
fn the_totals_are_those_of_the_sources() {
    assert_same(&forms(), compare::totals);
}

#[test]
fn the_base_data_are_those_of_the_source() {
    let form = BTreeMap::from([(BASE.to_owned(), WANGYUE.to_owned())]);
    assert_same(&form, compare::base_data);
}

#[test]
fn the_numbers_in_texts_are_those_of_the_sources() {
    assert_same(&forms(), compare::numbers_of_texts);
}

#[test]
fn every_source_form_is_compared() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeds");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut sheets: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    sheets.sort();
    let mut compared: Vec<String> = forms().into_keys().chain([BASE.to_owned()]).collect();
    compared.sort();
    assert_eq!(sheets, compared);
}

#[test]
fn a_slip_in_any_cell_would_show() {
    let base = (BASE.to_owned(), WANGYUE.to_owned());
    for (name, address) in forms().into_iter().chain([base]) {
        let page = Page::parse(&PAGES[&address]).unwrap();
        let comparisons: &[Comparison] = match name.as_str() {
            BASE => &[compare::base_data, compare::heading_of_form],
            _ => &COMPARISONS,
        };
        let text = sheet::text(&name);
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let cells: Vec<&str> = line.split('\t').collect();
            for slip in 1..cells.len() {
                let mut cells = cells.clone();
                let slipped = format!("{}97531", cells[slip]);
                cells[slip] = &slipped;
                let slipped = cells.join("\t");
                let mut lines = lines.clone();
                lines[at] = &slipped;
                let sheet = Sheet::parse(&lines.join("\n"));
                let shows = |compare: &Comparison| compare(&sheet, &page) != Ok(Vec::new());
                assert!(
                    comparisons.iter().any(shows),
                    "{name} line {}: {slipped}",
                    at + 1
                );
            }
        }
    }
}
