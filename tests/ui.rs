//! `tests/ui/<code>-<case>/`: a unit's folder and what `ziping check` says of it.
//! `UPDATE_EXPECT=1 cargo test --test ui` writes `expected.txt` anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use ziping::check::{self, FileRef, Finding};
use ziping::diagnostic::{Diagnostic, Human, Label};
use ziping::folder::UnitFolder;
use ziping::load;
use ziping::model::DataPath;
use ziping::source::Source;

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

/// A site of one unit, `danwei`, with the case's files.
fn site(case: &Path) -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    copy(case, &site.path().join("content/danwei"));
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
    let (tree, forms) = match (load::tree(site.path()), load::forms(site.path())) {
        (Ok(tree), Ok(forms)) => (tree, forms),
        (Err(errors), _) | (_, Err(errors)) => return errors,
    };
    let unit = match load::unit(site.path(), &tree.units[0], &forms) {
        Ok(unit) => unit,
        Err(errors) => return errors,
    };
    let mut diagnostics: Vec<Diagnostic> = match check::run(unit) {
        Ok(checked) => said(checked.unit(), checked.findings()),
        Err(refused) => said(&refused.unit, &refused.findings),
    };
    ziping::diagnostic::sort(&mut diagnostics);
    diagnostics
}

fn said(unit: &UnitFolder, findings: &[Finding]) -> Vec<Diagnostic> {
    let diagnostics = findings.iter().map(|finding| Diagnostic {
        code: finding.rule.code,
        severity: finding.severity,
        message: finding.message.clone(),
        place: label(unit, finding.file, &finding.path, ""),
        related: finding
            .related
            .iter()
            .map(|(file, path, message)| label(unit, *file, path, message))
            .collect(),
        help: finding.help.clone(),
        accepted: finding.accepted.clone(),
    });
    diagnostics.collect()
}

fn label(unit: &UnitFolder, file: FileRef, path: &DataPath, message: &str) -> Label {
    let in_yaml = |source: &Source| Label::at(source, load::place(source, path), message);
    match file {
        FileRef::Unit => in_yaml(&unit.source),
        FileRef::Report(year) => in_yaml(&unit.years[year].report.as_ref().unwrap().source),
        FileRef::Base(year) => in_yaml(&unit.years[year].base.as_ref().unwrap().source),
        FileRef::Project(year, at) => in_yaml(&unit.years[year].projects[at].report.source),
        FileRef::Narrative(year) => {
            let narrative = unit.years[year].narrative.as_ref().unwrap();
            let span = load::narrative_place(narrative, path);
            Label::at(&narrative.source, span, message)
        }
        FileRef::ProjectNarrative(year, at) => {
            let narrative = unit.years[year].projects[at].narrative.as_ref().unwrap();
            let span = load::narrative_place(narrative, path);
            Label::at(&narrative.source, span, message)
        }
    }
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
    for rule in check::RULES {
        assert!(shown.contains(rule.code), "{} {}", rule.code, rule.name);
    }
}
