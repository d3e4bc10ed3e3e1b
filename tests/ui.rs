//! `tests/ui/<code>-<case>/`: a unit's folder and what `ziping check` says of it.
//! `UPDATE_EXPECT=1 cargo test --test ui` writes `expected.txt` anew.

#![allow(clippy::unwrap_used)] // a failure ends the test

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use ziping::check::RULES;
use ziping::diagnostic::{Diagnostic, Human};
use ziping::pipeline;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> &str {
    case.file_name().unwrap().to_str().unwrap()
}

/// A site of one unit, `danwei`, with the case's files; a `site.yaml` among them
/// is the site's.
fn site(case: &Path) -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let content = site.path().join("content");
    copy(case, &content.join("danwei"));
    if case.join("site.yaml").exists() {
        fs::rename(content.join("danwei/site.yaml"), content.join("site.yaml")).unwrap();
    }
    site
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else if !path.ends_with("expected.txt") {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn diagnostics(case: &Path) -> Vec<Diagnostic> {
    let site = site(case);
    let outcome = pipeline::check(site.path(), &[], Some(1), &|_| {});
    outcome.unwrap().diagnostics
}

/// As printed where there are no colours.
fn printed(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        writeln!(text, "{}", Human(diagnostic)).unwrap();
    }
    anstream::adapter::strip_str(&text).to_string()
}

#[test]
fn each_case_says_what_is_expected_of_it() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    for case in cases() {
        let said = printed(&diagnostics(&case));
        let expected = case.join("expected.txt");
        if update {
            fs::write(&expected, &said).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(said, expected, "{}", name(&case));
    }
}

#[test]
fn each_case_is_named_after_the_code_it_shows() {
    for case in cases() {
        let (code, _) = name(&case).split_once('-').unwrap();
        let shows = diagnostics(&case).iter().any(|one| one.code == code);
        assert!(shows, "{}", name(&case));
    }
}

#[test]
fn every_rule_has_a_case() {
    let cases = cases();
    let shown: BTreeSet<&str> = cases
        .iter()
        .filter_map(|case| name(case).split_once('-'))
        .map(|(code, _)| code)
        .collect();
    for rule in RULES {
        assert!(shown.contains(rule.code), "{} {}", rule.code, rule.name);
    }
}
