//! One figure changed in a clean report of tests/provinces has one finding in its
//! form: what follows from the slip is not told again.

#![allow(clippy::unwrap_used)] // a failure ends the test

#[allow(dead_code)] // what names a figure
#[path = "single_figure/figures.rs"]
mod figures;

mod common;

use figures::{Change, Figure};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use ziping::diagnostic::{Diagnostic, Severity};
use ziping::pipeline;

/// Every so many of the changed figures go through the checks.
const STEP: usize = 17;

/// What may still be said twice, of two places that both may be wrong.
const TWICE: [[&str; 2]; 4] = [
    // rows that are all there is only because they add up in another column
    ["ZP101", "ZP105"],
    ["ZP105", "ZP108"],
    // neither the rate nor the score follows from the amounts
    ["ZP101", "ZP102"],
    ["ZP217", "ZP222"],
];

/// A figure of a file, got wrong.
struct Slip {
    unit: PathBuf,
    /// Below the unit's folder.
    file: String,
    figure: Figure,
    wrong: String,
}

fn slips() -> Vec<Slip> {
    let content = common::repository().join("tests/provinces/content");
    let units = fs::read_dir(&content).unwrap();
    let mut units: Vec<PathBuf> = units.map(|entry| entry.unwrap().path()).collect();
    units.retain(|unit| unit.join("unit.yaml").exists());
    units.sort();
    let mut slips = Vec::new();
    for unit in units {
        for (file, found) in common::snapshot(&unit) {
            let name = file.rsplit('/').next().unwrap();
            if !name.ends_with(".yaml") || name == "unit.yaml" {
                continue;
            }
            let text = String::from_utf8(found.bytes).unwrap();
            for figure in figures::in_yaml(&text) {
                let written = &text[figure.start..figure.end];
                let wrong = Change::EVERY.iter().filter_map(|(way, _)| way.of(written));
                slips.extend(wrong.map(|wrong| Slip {
                    unit: unit.clone(),
                    file: file.clone(),
                    figure: figure.clone(),
                    wrong,
                }));
            }
        }
    }
    slips.into_iter().step_by(STEP).collect()
}

#[test]
fn one_changed_figure_has_one_finding_in_its_form() {
    let site = tempfile::tempdir().unwrap();
    let content = site.path().join("content");
    let provinces = common::repository().join("tests/provinces/content");
    common::copy_tree(&provinces.join("forms"), &content.join("forms"));
    let slips = slips();
    for (number, slip) in slips.iter().enumerate() {
        let unit = content.join(format!("u{number}"));
        common::copy_tree(&slip.unit, &unit);
        let path = unit.join(&slip.file);
        let text = fs::read_to_string(&path).unwrap();
        let Figure { start, end, .. } = slip.figure;
        let wrong = format!("{}{}{}", &text[..start], slip.wrong, &text[end..]);
        fs::write(path, wrong).unwrap();
    }
    let mut said: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for one in pipeline::check(site.path(), &[], None, &|_| {})
        .unwrap()
        .diagnostics
    {
        // of money and of scores
        let of_form = one.code.starts_with("ZP1") || one.code.starts_with("ZP2");
        if of_form && one.severity > Severity::Note {
            said.entry(one.place.path.clone()).or_default().push(one);
        }
    }
    let twice: Vec<String> = said
        .iter()
        .filter(|(_, said)| {
            let mut codes: Vec<&str> = said.iter().map(|one| one.code).collect();
            codes.sort_unstable();
            codes.len() > 1 && !TWICE.iter().any(|pair| codes == pair)
        })
        .map(|(path, said)| {
            let number: usize = path.split('/').nth(1).unwrap()[1..].parse().unwrap();
            let slip = &slips[number];
            let said = said
                .iter()
                .map(|one| format!("\n  {} {}", one.code, one.message));
            let (unit, line) = (slip.unit.display(), slip.figure.line);
            let said: String = said.collect();
            format!("{unit}/{}:{line} {}{said}", slip.file, slip.wrong)
        })
        .collect();
    assert!(!said.is_empty());
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}
