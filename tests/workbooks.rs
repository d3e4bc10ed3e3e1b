//! Workbooks as another program reads them back: the sheets of records hold what the
//! CSV files beside them hold, the sheets of forms what the pages print.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use common::{copy_tree, repository, snapshot, ziping};
use scraper::{ElementRef, Html, Selector};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

type Book = Xlsx<BufReader<File>>;

fn sample() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    copy_tree(&repository().join("content"), &site.path().join("content"));
    site
}

fn build(site: &TempDir) -> PathBuf {
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    site.path().join("public")
}

/// The workbooks of the site.
fn books(public: &Path) -> Vec<PathBuf> {
    let mut books: Vec<PathBuf> = snapshot(public)
        .into_keys()
        .filter(|name| name.ends_with(".xlsx"))
        .map(|name| public.join(name))
        .collect();
    books.sort();
    assert!(books.len() > 20);
    books
}

fn open(path: &Path) -> Book {
    open_workbook(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn rows(book: &mut Book, sheet: &str) -> Vec<Vec<Data>> {
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

/// What a value of a CSV file must be in a workbook.
fn expected(written: &str, is_number: bool) -> Data {
    const GUARDED: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    match written {
        "" => Data::Empty,
        number if is_number => Data::Float(number.parse().unwrap()),
        text => match text.strip_prefix('\'') {
            Some(guarded) if guarded.starts_with(GUARDED) => Data::String(guarded.to_owned()),
            _ => Data::String(text.to_owned()),
        },
    }
}

#[test]
fn a_sheet_of_records_holds_what_the_csv_file_holds() {
    let site = sample();
    let (mut numbers, mut texts) = (0, 0);
    for path in books(&build(&site)) {
        let mut book = open(&path);
        let package = fs::read_to_string(path.with_file_name("datapackage.json")).unwrap();
        let package: serde_json::Value = serde_json::from_str(&package).unwrap();
        let resources = package["resources"].as_array().unwrap();
        for resource in resources {
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let file = path.with_file_name(resource["path"].as_str().unwrap());
            let text = fs::read_to_string(&file).unwrap();
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let records = reader.records().enumerate().map(|(at, record)| {
                let record = record.unwrap();
                let values = record.iter().zip(fields);
                values
                    .map(|(value, field)| expected(value, at > 0 && field["type"] != "string"))
                    .collect::<Vec<Data>>()
            });
            let records: Vec<Vec<Data>> = records.collect();
            let sheet = rows(&mut book, resource["title"].as_str().unwrap());
            assert_eq!(sheet, records, "{}", file.display());
            for value in records.iter().flatten() {
                numbers += usize::from(value.is_float());
                texts += usize::from(value.is_string());
            }
        }
    }
    assert!(numbers > 4000 && texts > 9000, "{numbers} {texts}");
}

fn all<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element
        .select(&Selector::parse(selector).unwrap())
        .collect()
}

/// The words of a cell, without what is there for screen readers and without notes.
fn words(cell: ElementRef<'_>) -> String {
    let texts = cell.descendants().filter_map(|node| {
        let text = node.value().as_text()?;
        let mut above = node.ancestors().filter_map(ElementRef::wrap);
        let is_beside = above.any(|element| {
            let mut classes = element.value().classes();
            classes.any(|class| ["visually-hidden", "note-mark", "form-unit"].contains(&class))
        });
        (!is_beside).then(|| text.to_string())
    });
    texts.collect()
}

fn span(cell: ElementRef<'_>, direction: &str) -> u32 {
    cell.attr(direction).map_or(1, |span| span.parse().unwrap())
}

/// Whether a cell of a sheet says what the page says; numbers as numbers.
#[allow(clippy::float_arithmetic)] // the numbers of a workbook are floats
fn says(data: &Data, words: &str) -> bool {
    match data {
        Data::String(text) => text == words,
        Data::Float(number) => {
            let (digits, scale) = match words.strip_suffix('%') {
                Some(digits) => (digits, 100.0),
                None => (words, 1.0),
            };
            let printed: f64 = digits.replace(',', "").parse().unwrap();
            (printed / scale - number).abs() < 1e-9
        }
        _ => false,
    }
}

#[test]
fn a_sheet_of_a_form_says_what_the_page_prints_in_the_same_merged_cells() {
    let site = sample();
    let public = build(&site);
    let (mut forms, mut numbers, mut merged) = (0, 0, 0);
    for path in books(&public) {
        let Ok(page) = fs::read_to_string(path.with_file_name("index.html")) else {
            continue;
        };
        let page = Html::parse_document(&page);
        let sections = all(page.root_element(), "section.official");
        let mut book = open(&path);
        let sheets = book.sheet_names();
        for (section, sheet) in sections.into_iter().zip(sheets) {
            let title = words(all(section, "h2")[0]);
            let cells = all(section, ".form-unit, tr > th, tr > td");
            // the unit stands over the table, in whatever cell
            let printed = cells.iter().map(|cell| match cell.value().name() {
                "span" => cell.text().collect(),
                _ => words(*cell),
            });
            let printed = std::iter::once(title).chain(printed);
            let printed: Vec<String> = printed.filter(|words| !words.is_empty()).collect();
            let written = rows(&mut book, &sheet).concat();
            let empty = Data::String(String::new());
            let written: Vec<&Data> = written
                .iter()
                .filter(|data| **data != Data::Empty && **data != empty)
                .collect();
            let place = format!("{} {sheet}", path.display());
            for (data, words) in written.iter().zip(&printed) {
                assert!(says(data, words), "{place}: {data:?} is not {words:?}");
            }
            assert_eq!(written.len(), printed.len(), "{place}");

            let tall = cells.iter().map(|cell| span(*cell, "rowspan"));
            let tall: Vec<u32> = tall.filter(|rows| *rows > 1).collect();
            let mut areas = book.merge_cells_by_sheet_name(&sheet).unwrap();
            areas.sort_by_key(|area| area.start);
            let heights = areas.iter().map(|area| area.end.0 - area.start.0 + 1);
            assert_eq!(
                heights.filter(|rows| *rows > 1).collect::<Vec<_>>(),
                tall,
                "{place}"
            );
            let wide = cells
                .iter()
                .filter(|cell| span(**cell, "colspan") > 1)
                .count();
            let widths = areas.iter().filter(|area| area.end.1 > area.start.1);
            assert!(widths.count() >= wide, "{place}");
            forms += 1;
            merged += areas.len();
            numbers += written.iter().filter(|data| data.is_float()).count();
        }
    }
    assert!(
        forms >= 15 && numbers > 500 && merged > 500,
        "{forms} {numbers} {merged}"
    );
}

/// Words that a spreadsheet would reckon with.
const HOSTILE: [&str; 4] = [
    "=HYPERLINK(\"https://example.org\",\"点这里\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
];

#[test]
fn no_text_becomes_a_formula() {
    let site = sample();
    let report = site
        .path()
        .join("content/hunan/zhuzhou/lukou/guyuefeng/2022/report.yaml");
    let text = fs::read_to_string(&report).unwrap();
    let mut left = HOSTILE.iter();
    let lines: Vec<String> = text
        .lines()
        .map(|line| match line.split_once("偏差原因: ") {
            Some((before, _)) => match left.next() {
                Some(words) => format!("{before}偏差原因: '{}'", words.replace('\'', "''")),
                None => line.to_owned(),
            },
            None => line.to_owned(),
        })
        .collect();
    assert!(left.next().is_none());
    fs::write(&report, lines.join("\n") + "\n").unwrap();

    let mut found = 0;
    for path in books(&build(&site)) {
        let mut book = open(&path);
        for sheet in book.sheet_names() {
            let formulas = book.worksheet_formula(&sheet).unwrap();
            assert!(formulas.is_empty(), "{}: {sheet}", path.display());
            for data in rows(&mut book, &sheet).concat() {
                found += usize::from(
                    data.get_string()
                        .is_some_and(|text| HOSTILE.contains(&text)),
                );
            }
        }
    }
    // in the form and in the records of the report; in the records of all years of the
    // unit, of the year and of the site
    assert_eq!(found, HOSTILE.len() * 5);
}
