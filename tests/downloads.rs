//! The files to take away: each format of each folder holds the same records.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::{repository, snapshot};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use ziping::pipeline::{self, Options};

/// The sample site's files by address.
fn built() -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        root: repository(),
        output: folder.path().join("public"),
        ..Options::default()
    };
    let outcome = pipeline::build(&options, &|_| {}).unwrap();
    assert!(outcome.published.is_some());
    let files = snapshot(&options.output).into_iter();
    files.map(|(name, file)| (name, file.bytes)).collect()
}

/// The folders that have files to take away, with their JSON file.
fn folders(files: &BTreeMap<String, Vec<u8>>) -> Vec<(String, Value)> {
    let data = files
        .iter()
        .filter(|(name, _)| name.ends_with("/data.json"));
    data.map(|(name, bytes)| {
        let folder = Path::new(name).parent().unwrap().to_str().unwrap();
        (folder.to_owned(), serde_json::from_slice(bytes).unwrap())
    })
    .collect()
}

#[test]
fn every_format_of_every_folder_holds_the_same_records() {
    let files = built();
    let schema: Value = serde_json::from_slice(&files["data/schema.json"]).unwrap();
    let tables = [
        ("reports", "自评表"),
        ("funds", "预算执行"),
        ("goals", "年度目标"),
        ("indicators", "绩效指标"),
        ("base", "基础数据"),
    ];
    let folders = folders(&files);
    assert!(folders.iter().any(|(folder, _)| folder == "data"));
    assert!(folders.iter().any(|(folder, _)| folder == "years/2020"));
    for (folder, data) in &folders {
        let mut sheets = 0;
        for (name, title) in tables {
            let csv = files.get(&format!("{folder}/{name}.csv"));
            let records = data.get(title).and_then(Value::as_array);
            assert_eq!(csv.is_some(), records.is_some(), "{folder}: {title}");
            let (Some(csv), Some(records)) = (csv, records) else {
                continue;
            };
            sheets += 1;
            let mut reader = csv::Reader::from_reader(csv.strip_prefix(b"\xef\xbb\xbf").unwrap());
            let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(lines.len(), records.len(), "{folder}: {title}");
            let keys = &schema["properties"][title]["items"]["required"];
            let keys: Vec<&str> = keys
                .as_array()
                .unwrap()
                .iter()
                .map(|key| key.as_str().unwrap())
                .collect();
            for (line, record) in lines.iter().zip(records) {
                let record = record.as_object().unwrap();
                assert_eq!(record.keys().collect::<Vec<_>>(), keys);
                for (field, value) in line.iter().zip(record.values()) {
                    let value = match value {
                        Value::Null => String::new(),
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    };
                    // what would be a formula has an apostrophe before it
                    let plain = field.strip_prefix('\'').unwrap_or(field);
                    // serde_json reads 10.00 as 10.0
                    let same = plain == value || plain.parse::<f64>() == value.parse::<f64>();
                    assert!(same, "{folder}: {title}: {field} and {value}");
                }
            }
        }
        let book = ["report.xlsx", "data.xlsx"];
        let book = book
            .iter()
            .find_map(|name| files.get(&format!("{folder}/{name}")))
            .unwrap();
        let last = format!("xl/worksheets/sheet{sheets}.xml");
        assert!(
            book.windows(last.len())
                .any(|bytes| bytes == last.as_bytes()),
            "{folder}: {last}"
        );
    }
}

#[test]
fn the_whole_site_holds_the_records_of_all_units() {
    let files = built();
    let count = |data: &Value, title: &str| data[title].as_array().map_or(0, Vec::len);
    let folders = folders(&files);
    let (_, site) = folders.iter().find(|(folder, _)| folder == "data").unwrap();
    let years = || {
        folders
            .iter()
            .filter(|(folder, _)| folder.starts_with("years/"))
    };
    for title in ["自评表", "预算执行", "年度目标", "绩效指标", "基础数据"] {
        let of_years: usize = years().map(|(_, data)| count(data, title)).sum();
        assert_eq!(count(site, title), of_years, "{title}");
        assert!(count(site, title) > 0, "{title}");
    }
    assert_eq!(count(site, "自评表"), 5 + 9 + 1);
}
