//! Everything that is found in the sample content, line by line, each line with
//! the known mistake of the originals that it stands for.
//!
//! - `findings/ids.txt`: the known mistakes, and what only looks wrong.
//! - `findings/content.txt`: what is found. `UPDATE_EXPECT=1 cargo test --test
//!   findings` writes it anew; a new line then waits for its reason after `←`.
//! - `findings/elsewhere.txt`: the mistakes that the content does not carry, and
//!   those that no check can find.

#![allow(clippy::unwrap_used)] // a failure ends the test

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use ziping::check::{self, FileRef, Finding};
use ziping::diagnostic::Severity;
use ziping::folder::UnitFolder;
use ziping::load;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn list(name: &str) -> PathBuf {
    root().join("tests/findings").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(list(name)).unwrap()
}

/// The lines of a list without comments and blank lines.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim_end);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// One line of `content.txt`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    file: String,
    /// Weight, code, place and the words in question.
    found: String,
    /// The mistakes it stands for, or a sentence.
    reason: String,
}

/// What stands behind `←` of a line that nobody has explained.
const UNEXPLAINED: &str = "？";

fn parsed(text: &str) -> Vec<Line> {
    let mut file = "";
    let mut parsed = Vec::new();
    for line in lines(text) {
        if let Some(heading) = line.strip_prefix("== ") {
            file = heading;
            continue;
        }
        let (found, reason) = line.split_once(" ← ").unwrap_or((line, UNEXPLAINED));
        parsed.push(Line {
            file: file.to_owned(),
            found: found.to_owned(),
            reason: reason.to_owned(),
        });
    }
    parsed
}

fn path_of(unit: &UnitFolder, file: FileRef) -> &str {
    let year = |at: usize| &unit.years[at];
    match file {
        FileRef::Unit => &unit.source.path,
        FileRef::Report(at) => &year(at).report.as_ref().unwrap().source.path,
        FileRef::Narrative(at) => &year(at).narrative.as_ref().unwrap().source.path,
        FileRef::Base(at) => &year(at).base.as_ref().unwrap().source.path,
        FileRef::Project(at, n) => &year(at).projects[n].report.source.path,
        FileRef::ProjectNarrative(at, n) => {
            let narrative = &year(at).projects[n].narrative;
            &narrative.as_ref().unwrap().source.path
        }
    }
}

fn written(finding: &Finding) -> String {
    let weight = if finding.accepted.is_some() {
        "已说明"
    } else {
        finding.severity.chinese()
    };
    let quote = match finding.quote.as_str() {
        "" => String::new(),
        words => format!(" “{}”", words.replace('\n', "↵")),
    };
    let (code, path) = (finding.rule.code, &finding.path);
    format!("{weight} {code} {path}{quote}")
}

/// What is found in `content/`, unit by unit; the reasons are left empty.
fn found() -> Vec<Line> {
    let forms = load::forms(root()).unwrap();
    let settings = load::settings(root()).unwrap();
    let mut found = Vec::new();
    for entry in load::tree(root()).unwrap().units {
        let unit = load::unit(root(), &entry, &forms).unwrap();
        let checked = check::run(unit, &settings);
        let (unit, findings) = match &checked {
            Ok(checked) => (checked.unit(), checked.findings()),
            Err(refused) => (&refused.unit, &refused.findings[..]),
        };
        found.extend(findings.iter().map(|finding| {
            let file = path_of(unit, finding.file);
            Line {
                file: file.strip_prefix("content/").unwrap().to_owned(),
                found: written(finding),
                reason: UNEXPLAINED.to_owned(),
            }
        }));
    }
    found
}

/// The list as it is to be, with the reasons that the old one gives.
fn renewed(found: &[Line], old: &[Line]) -> String {
    let mut known: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for line in old.iter().rev() {
        let key = (line.file.as_str(), line.found.as_str());
        known.entry(key).or_default().push(&line.reason);
    }
    let mut text = String::new();
    let mut file = "";
    for line in found {
        if line.file != file {
            file = &line.file;
            let space = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{space}== {file}\n"));
        }
        let reasons = known.get_mut(&(line.file.as_str(), line.found.as_str()));
        let reason = reasons.and_then(Vec::pop).unwrap_or(&line.reason);
        text.push_str(&format!("{} ← {reason}\n", line.found));
    }
    text
}

/// What only one of the two lists has, a line each.
fn difference(expected: &[Line], found: &[Line]) -> Vec<String> {
    let counted = |lines: &[Line]| {
        let mut counted: BTreeMap<(String, String), usize> = BTreeMap::new();
        for line in lines {
            let key = (line.file.clone(), line.found.clone());
            *counted.entry(key).or_default() += 1;
        }
        counted
    };
    let (expected, found) = (counted(expected), counted(found));
    let keys: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
    let mut difference = Vec::new();
    for key in keys {
        let (before, now) = (
            expected.get(key).unwrap_or(&0),
            found.get(key).unwrap_or(&0),
        );
        let (file, line) = key;
        match before.cmp(now) {
            std::cmp::Ordering::Less => difference.push(format!("+ {file}: {line}")),
            std::cmp::Ordering::Greater => difference.push(format!("- {file}: {line}")),
            std::cmp::Ordering::Equal => {}
        }
    }
    difference
}

#[test]
fn the_content_has_the_findings_that_are_listed() {
    let old = parsed(&read("content.txt"));
    let found = found();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(list("content.txt"), renewed(&found, &old)).unwrap();
        return;
    }
    let difference = difference(&old, &found);
    assert!(difference.is_empty(), "\n{}", difference.join("\n"));
}

/// The ids that a reason names, such as `002-10、002-11`; none where it is a sentence.
fn ids(reason: &str) -> Vec<&str> {
    let is_id = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit());
    reason.split('、').filter(is_id).collect()
}

/// Every id with its class: R, S, Q or T.
fn classes() -> BTreeMap<String, char> {
    let text = read("ids.txt");
    let classes = lines(&text).map(|line| {
        let mut parts = line.split(' ');
        let (id, class) = (parts.next().unwrap(), parts.next().unwrap());
        (id.to_owned(), class.chars().next().unwrap())
    });
    classes.collect()
}

#[test]
fn every_line_says_what_it_stands_for() {
    let classes = classes();
    for line in parsed(&read("content.txt")) {
        let ids = ids(&line.reason);
        assert_ne!(line.reason, UNEXPLAINED, "{}: {}", line.file, line.found);
        for id in &ids {
            assert!(classes.contains_key(*id), "{id}: {}", line.found);
        }
    }
}

#[test]
fn errors_and_warnings_stand_for_real_mistakes_only() {
    let classes = classes();
    let note = format!("{} ", Severity::Note.chinese());
    for line in parsed(&read("content.txt")) {
        if line.found.starts_with(&note) {
            continue;
        }
        let ids = ids(&line.reason);
        assert!(!ids.is_empty(), "{}: {}", line.file, line.found);
        for id in ids {
            assert_eq!(classes[id], 'R', "{id}: {}", line.found);
        }
    }
}

#[test]
fn nothing_is_said_of_what_only_looks_wrong() {
    let classes = classes();
    for line in parsed(&read("content.txt")) {
        for id in ids(&line.reason) {
            assert_ne!(classes[id], 'T', "{id}: {}", line.found);
        }
    }
}

/// The lines of one part of `elsewhere.txt`: id, and what is said of it.
fn elsewhere(part: &str) -> BTreeMap<String, String> {
    let text = read("elsewhere.txt");
    let mut parts = text.split("\n== ").skip(1);
    let part = parts.find(|text| text.starts_with(part)).unwrap();
    let (_, below) = part.split_once('\n').unwrap();
    let said = lines(below).map(|line| line.split_once(' ').unwrap());
    said.map(|(id, words)| (id.to_owned(), words.to_owned()))
        .collect()
}

#[test]
fn every_real_mistake_is_found_or_it_is_said_why_not() {
    let listed = parsed(&read("content.txt"));
    let found: BTreeSet<&str> = listed.iter().flat_map(|line| ids(&line.reason)).collect();
    let (cases, cannot) = (elsewhere("例子"), elsewhere("查不出"));
    let open = elsewhere("待查");
    for (id, case) in &cases {
        let expected = root().join("tests/ui").join(case).join("expected.txt");
        let said = fs::read_to_string(&expected).unwrap_or_default();
        let (code, _) = case.split_once('-').unwrap();
        assert!(said.contains(code), "{id}: {case}");
    }
    for (id, class) in classes() {
        let ways = [
            found.contains(id.as_str()),
            cases.contains_key(&id),
            cannot.contains_key(&id),
            open.contains_key(&id),
        ];
        let ways = ways.iter().filter(|way| **way).count();
        assert!(class != 'R' || ways == 1, "{id}");
    }
}
