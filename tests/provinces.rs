//! Whole reports in the manner of other provinces, in tests/provinces: as they
//! stand nothing is held against them, and one mistake planted into one of them
//! is found at its place, once.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod provinces {
    pub mod planted;
}

use provinces::planted::{MISREAD, PLANTED, Planted};
use std::fs;
use std::path::Path;
use ziping::diagnostic::{Diagnostic, Severity};
use ziping::pipeline;

/// The site whose content the reports are.
const REPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/provinces");

/// What is found by the rules that hold figures against one another.
fn found(root: &Path) -> Vec<Diagnostic> {
    let outcome = pipeline::check(root, &[], None, &|_| {}).unwrap();
    let mut found = outcome.diagnostics;
    // a unit of these has only the files that the test is about
    found.retain(|one| one.code != "ZP011");
    found
}

fn line(one: &Diagnostic) -> String {
    let at = one.place.position.map_or(0, |position| position.line);
    format!(
        "{} {} {}:{at} {}",
        one.code,
        one.severity.chinese(),
        one.place.path,
        one.message
    )
}

#[test]
fn a_right_report_of_any_province_has_no_error_and_no_warning() {
    let found = found(Path::new(REPORTS));
    let loud = found.iter().filter(|one| one.severity > Severity::Note);
    let loud: Vec<String> = loud.map(line).collect();
    assert_eq!(loud, [""; 0], "{loud:#?}");
}

/// The lines of a file, of which one is to be written anew.
struct Lines(Vec<String>);

impl Lines {
    /// The lines of a section: of the indicator of this name, of the funds, or of
    /// the head and foot of the report.
    fn section(&self, name: &str) -> std::ops::Range<usize> {
        let starts = |line: &str| line.trim_start().starts_with("- ");
        let name_at = |line: &String| {
            let named = ["三级指标: ", "编号: ", "项目: ", "名称: "]
                .iter()
                .find_map(|key| line.split_once(key));
            line.trim_end_matches(':') == name || named.is_some_and(|(_, text)| text == name)
        };
        let named = self.0.iter().position(name_at);
        let Some(named) = named else {
            assert_eq!(name, "", "no such section");
            return 0..self.0.len();
        };
        let is_row = self.0[named].contains(": ");
        let from = if is_row {
            (0..=named).rev().find(|at| starts(&self.0[*at])).unwrap()
        } else {
            named + 1
        };
        let ends = |line: &String| starts(line) || !line.starts_with(' ');
        let after = self.0[from + 1..].iter().position(ends);
        from..after.map_or(self.0.len(), |after| from + 1 + after)
    }

    /// The number from 0 of the line of a key in its section.
    fn find(&self, section: &str, key: &str) -> Option<usize> {
        let mut lines = self.section(section);
        let is_key = |line: &str| {
            let text = if section.is_empty() {
                line
            } else {
                line.trim_start().trim_start_matches("- ")
            };
            text.starts_with(key) && text[key.len()..].starts_with(':')
        };
        lines.find(|at| is_key(&self.0[*at]))
    }

    /// Writes a value; a blank one takes its line away.
    fn write(&mut self, (section, key, value): (&str, &str, &str)) {
        let at = self.find(section, key);
        match at {
            Some(at) if value.is_empty() => {
                self.0.remove(at);
            }
            Some(at) => {
                let (before, _) = self.0[at].split_once(&format!("{key}:")).unwrap();
                self.0[at] = format!("{before}{key}: {value}");
            }
            None => {
                let range = self.section(section);
                let indent = if section.is_empty() {
                    ""
                } else {
                    self.indent(range.end - 1)
                };
                self.0.insert(range.end, format!("{indent}{key}: {value}"));
            }
        }
    }

    fn indent(&self, at: usize) -> &str {
        let line = &self.0[at];
        &line[..line.len() - line.trim_start().len()]
    }
}

/// A unit with all its files.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Puts one unit with the mistake into the site, and says in which file and line
/// it must be found.
fn plant(content: &Path, number: usize, planted: &Planted) -> (String, usize) {
    let (unit, file) = planted.file.split_once('/').unwrap();
    let text = fs::read_to_string(format!("{REPORTS}/content/{}.yaml", planted.file)).unwrap();
    let mut lines = Lines(text.lines().map(str::to_owned).collect());
    for change in planted.changes {
        lines.write(*change);
    }
    let (section, key) = planted.at;
    let at = lines.find(section, key);
    let at = at.unwrap_or_else(|| panic!("{number}: no {section} {key}"));
    let address = format!("{number:03}-{unit}");
    copy(
        Path::new(REPORTS).join("content").join(unit).as_path(),
        &content.join(&address),
    );
    let path = content.join(&address).join(file).with_extension("yaml");
    fs::write(path, lines.0.join("\n") + "\n").unwrap();
    (format!("content/{address}/{file}.yaml"), at + 1)
}

#[test]
fn a_planted_mistake_is_found_once_and_at_its_place() {
    let site = tempfile::tempdir().unwrap();
    let content = site.path().join("content");
    fs::create_dir_all(content.join("forms")).unwrap();
    for form in fs::read_dir(format!("{REPORTS}/content/forms")).unwrap() {
        let form = form.unwrap();
        fs::copy(form.path(), content.join("forms").join(form.file_name())).unwrap();
    }
    let numbered = PLANTED.iter().enumerate();
    let places: Vec<(String, usize)> = numbered
        .map(|(number, planted)| plant(&content, number, planted))
        .collect();
    let found = found(site.path());
    let mut wrong = Vec::new();
    for (planted, (path, at)) in PLANTED.iter().zip(&places) {
        let least = if planted.is_note {
            Severity::Note
        } else {
            Severity::Warning
        };
        let unit: String = path.split_inclusive('/').take(2).collect();
        let here = found.iter().filter(|one| one.place.path.starts_with(&unit));
        let here: Vec<&Diagnostic> = here.filter(|one| one.severity >= least).collect();
        let codes = here
            .iter()
            .filter(|one| !planted.is_note || one.code == planted.code);
        let is_right = match codes.collect::<Vec<_>>()[..] {
            [one] => {
                let line = one.place.position.map(|position| position.line);
                one.code == planted.code && one.place.path == *path && line == Some(*at)
            }
            _ => false,
        };
        if !is_right {
            let lines: Vec<String> = here.iter().map(|one| line(one)).collect();
            wrong.push(format!("{} at {path}:{at}, found {lines:#?}", planted.code));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        PLANTED.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_mistake_in_a_narrative_is_found_once_and_in_its_line() {
    let site = tempfile::tempdir().unwrap();
    let content = site.path().join("content");
    let mut places = Vec::new();
    for (number, planted) in MISREAD.iter().enumerate() {
        let (unit, file) = planted.file.split_once('/').unwrap();
        let address = format!("{number:03}-{unit}");
        copy(
            Path::new(REPORTS).join("content").join(unit).as_path(),
            &content.join(&address),
        );
        let path = content.join(&address).join(file);
        let text = fs::read_to_string(&path).unwrap();
        let at = text.find(planted.right).unwrap();
        fs::write(&path, text.replacen(planted.right, planted.wrong, 1)).unwrap();
        places.push((
            format!("content/{address}/{file}"),
            text[..at].lines().count().max(1),
        ));
    }
    let found = found(site.path());
    for (planted, (path, at)) in MISREAD.iter().zip(places) {
        let unit: String = path.split_inclusive('/').take(2).collect();
        let here = found.iter().filter(|one| one.place.path.starts_with(&unit));
        let here = here.filter(|one| one.severity > Severity::Note);
        let here: Vec<String> = here.map(line).collect();
        // a line that begins with the words is not among those before them
        let is_right = [at, at + 1].iter().any(|at| {
            here.len() == 1
                && here[0].starts_with(planted.code)
                && here[0].contains(&format!("{path}:{at} "))
        });
        assert!(is_right, "{} at {path}:{at}, found {here:#?}", planted.code);
    }
}
