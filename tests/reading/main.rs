//! What the program says to a clerk who has never seen YAML: a good site is
//! spoiled in one place, the way Notepad, WPS, Excel and a Chinese keyboard spoil
//! files, and `check` must name that place, once, with a mend.
//!
//! `said.txt` holds every mishap with what is said of it, to be read aloud.
//! `UPDATE_EXPECT=1 cargo test --test reading` writes it anew.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod folders;
mod forms;
mod keyboard;
mod marks;
mod narratives;
mod right;
mod site;
mod values;

use site::{Mishap, Place, check};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use ziping::diagnostic::{Diagnostic, Severity};

fn mishaps() -> Vec<Mishap> {
    [
        keyboard::mishaps(),
        marks::mishaps(),
        values::mishaps(),
        forms::mishaps(),
        narratives::mishaps(),
        folders::mishaps(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is wrong with what was said, if anything is.
fn complaint(mishap: &Mishap, said: &[Diagnostic]) -> Option<String> {
    let [one] = said else {
        return Some(format!("{} findings", said.len()));
    };
    if one.code != mishap.code {
        return Some(format!("{}, not {}", one.code, mishap.code));
    }
    if one.severity != Severity::Error {
        return Some("does not stop publication".to_owned());
    }
    if one.place.path != mishap.named {
        return Some(format!("names {}, not {}", one.place.path, mishap.named));
    }
    let at = one
        .place
        .position
        .map(|position| (position.line, position.column));
    let is_there = match mishap.place {
        Place::Whole => at.is_none(),
        Place::Changed(line) => at.is_some_and(|(named, _)| named == line),
        Place::At(line, column) => at == Some((line, column)),
    };
    if !is_there {
        return Some(format!("at {at:?}, not {:?}", mishap.place));
    }
    let english = ["YAML tag", "invalid", "expected", "unknown", "error"];
    let words = format!("{}{}", one.message, one.help);
    if one.help.is_empty() || english.iter().any(|word| words.contains(word)) {
        return Some(format!("cannot be followed: {words}"));
    }
    None
}

/// The mishap with what was said of it.
fn minutes(mishap: &Mishap, said: &[Diagnostic]) -> String {
    let mut text = format!("# {}\n", mishap.name);
    for one in said {
        let place = match one.place.position {
            Some(at) => format!("{}:{}:{}", one.place.path, at.line, at.column),
            None => one.place.path.clone(),
        };
        writeln!(text, "{} {place} 〔{}〕", one.code, one.place.text()).unwrap();
        writeln!(text, "  {}\n  改法：{}", one.message, one.help).unwrap();
    }
    text
}

#[test]
fn the_good_site_is_clean() {
    assert_eq!(check(&site::good()), []);
}

#[test]
fn each_mishap_is_told_once_at_its_place_with_its_mend() {
    let mut text = String::new();
    let mut complaints = Vec::new();
    for mishap in mishaps() {
        let said = check(&mishap.site);
        let minutes = minutes(&mishap, &said);
        if let Some(complaint) = complaint(&mishap, &said) {
            complaints.push(format!("{complaint}\n{minutes}"));
        }
        writeln!(text, "{minutes}").unwrap();
    }
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading/said.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&expected, &text).unwrap();
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert_eq!(text, std::fs::read_to_string(&expected).unwrap_or_default());
}

#[test]
fn the_mishaps_are_many_and_show_every_code_of_reading() {
    let mishaps = mishaps();
    let names: BTreeSet<&str> = mishaps.iter().map(|mishap| mishap.name.as_str()).collect();
    assert_eq!(names.len(), mishaps.len());
    assert!(names.len() >= 100, "{}", names.len());
    let shown: BTreeSet<&str> = mishaps.iter().map(|mishap| mishap.code).collect();
    for (code, title) in ziping::load::codes::CODES {
        let is_error = ziping::load::codes::severity(code) == Severity::Error;
        assert!(!is_error || shown.contains(code), "{code} {title}");
    }
}
