//! One figure changed in clean reports is found, in its line, its row or at the
//! key of its block; which kinds of figures are not, and why, stands in
//! `docs/survivors.md`.
//!
//! `UPDATE_EXPECT=1 cargo test --test single_figure` writes the list of survivors
//! anew.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;
#[path = "single_figure/figures.rs"]
mod figures;
#[allow(dead_code)] // the program around it
#[path = "../examples/generate.rs"]
mod generate;

use figures::{Change, Figure};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;
use ziping::diagnostic::{Diagnostic, Label};
use ziping::pipeline;

/// Content with one unit.
struct Unit {
    content: PathBuf,
    /// Keeps what was made here.
    _site: TempDir,
}

/// A figure in a file.
#[derive(Debug, Clone)]
struct Place {
    unit: usize,
    /// Below `content/`.
    file: String,
    figure: Figure,
    /// As it stands.
    written: String,
}

impl Place {
    /// `report.yaml 绩效指标.分值`.
    fn kind(&self) -> String {
        let name = if self.file.contains("/projects/") {
            "projects/*.yaml"
        } else {
            self.file.rsplit('/').next().unwrap()
        };
        format!("{name} {}", self.figure.kind)
    }
}

/// The clean samples, one unit each, and what the example writes.
static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let samples = common::repository().join("tests/single_figure/content");
    let mut folders: Vec<PathBuf> = fs::read_dir(&samples)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let alone = |folder: &PathBuf| {
        let site = tempfile::tempdir().unwrap();
        let content = site.path().join("content");
        common::copy_tree(folder, &content.join(folder.file_name().unwrap()));
        Unit {
            content,
            _site: site,
        }
    };
    let mut units: Vec<Unit> = folders.iter().map(alone).collect();
    let site = tempfile::tempdir().unwrap();
    generate::site(site.path(), 2, 0).unwrap();
    units.push(Unit {
        content: site.path().join("content"),
        _site: site,
    });
    units
});

fn site_of(unit: usize) -> &'static Path {
    UNITS[unit].content.parent().unwrap()
}

fn said(site: &Path) -> Vec<Diagnostic> {
    pipeline::check(site, &[], Some(1), &|_| {})
        .unwrap()
        .diagnostics
}

/// The figures of all units.
static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let mut places = Vec::new();
    for (unit, of) in UNITS.iter().enumerate() {
        for (name, file) in common::snapshot(&of.content) {
            let text = String::from_utf8(file.bytes).unwrap();
            let figures = match name.rsplit('/').next().unwrap() {
                "unit.yaml" | "region.yaml" | "site.yaml" => continue,
                name if name.ends_with(".md") => figures::in_narrative(&text),
                _ => figures::in_yaml(&text),
            };
            places.extend(figures.into_iter().map(|figure| Place {
                unit,
                file: name.clone(),
                written: text[figure.start..figure.end].to_owned(),
                figure,
            }));
        }
    }
    places
});

#[test]
fn the_samples_are_clean() {
    for unit in 0..UNITS.len() {
        assert_eq!(said(site_of(unit)), []);
    }
}

/// What became of one changed figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Found,
    /// Something is said, but elsewhere.
    Elsewhere,
    Survived,
}

/// Copies of units whose files can be changed.
struct Bench(BTreeMap<usize, TempDir>);

impl Bench {
    /// Of all units.
    fn new() -> Self {
        Self((0..UNITS.len()).map(|unit| (unit, copy(unit))).collect())
    }

    /// Of one unit.
    fn of(unit: usize) -> Self {
        Self(BTreeMap::from([(unit, copy(unit))]))
    }

    fn fate(&self, place: &Place, changed: &str) -> Fate {
        let site = self.0[&place.unit].path();
        let file = site.join("content").join(&place.file);
        let text = fs::read_to_string(&file).unwrap();
        let Figure { start, end, .. } = place.figure;
        fs::write(
            &file,
            format!("{}{changed}{}", &text[..start], &text[end..]),
        )
        .unwrap();
        let said = said(site);
        fs::write(&file, text).unwrap();
        let path = format!("content/{}", place.file);
        let names = |label: &Label| {
            let line = label.position.map(|position| position.line);
            label.path == path && line.is_some_and(|line| place.figure.is_named_by(line))
        };
        if said.is_empty() {
            Fate::Survived
        } else if said
            .iter()
            .any(|one| names(&one.place) || one.related.iter().any(names))
        {
            Fate::Found
        } else {
            Fate::Elsewhere
        }
    }
}

fn copy(unit: usize) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    common::copy_tree(&UNITS[unit].content, &copy.path().join("content"));
    copy
}

/// How many figures of a kind went through a change, and what of.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    all: usize,
    elsewhere: usize,
    survived: usize,
}

/// Each kind of figure with each change that was made.
type Counts = BTreeMap<(String, usize), Count>;

fn counts_of(places: impl Iterator<Item = &'static Place>) -> Counts {
    let bench = Bench::new();
    let mut counts = Counts::new();
    for place in places {
        for (at, (change, _)) in Change::EVERY.iter().enumerate() {
            let Some(changed) = change.of(&place.written) else {
                continue;
            };
            let fate = bench.fate(place, &changed);
            if std::env::var_os("SHOW_SURVIVORS").is_some() && fate != Fate::Found {
                let (file, line) = (&place.file, place.figure.line);
                eprintln!("{fate:?} {file}:{line} {} → {changed}", place.written);
            }
            let count = counts.entry((place.kind(), at)).or_default();
            count.all += 1;
            count.elsewhere += usize::from(fate == Fate::Elsewhere);
            count.survived += usize::from(fate == Fate::Survived);
        }
    }
    counts
}

/// A line for each kind of figure that survives a change.
fn survivors() -> String {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let counts: Vec<Counts> = std::thread::scope(|scope| {
        // a run of the checks brings its own threads, so these are plain ones
        let workers: Vec<_> = (0..threads)
            .map(|first| scope.spawn(move || counts_of(PLACES.iter().skip(first).step_by(threads))))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .collect()
    });
    let mut all: BTreeMap<String, [Count; 3]> = BTreeMap::new();
    for ((kind, at), count) in counts.into_iter().flatten() {
        let sum = &mut all.entry(kind).or_default()[at];
        sum.all += count.all;
        sum.elsewhere += count.elsewhere;
        sum.survived += count.survived;
    }
    let mut text = String::new();
    for (kind, counts) in all {
        let named = counts.iter().zip(Change::EVERY);
        let said: Vec<String> = named
            .filter(|(count, _)| count.survived + count.elsewhere > 0)
            .map(|(count, (_, name))| match count.elsewhere {
                0 => format!("{name} {}/{}", count.survived, count.all),
                elsewhere => format!(
                    "{name} {}/{}（另 {elsewhere} 处报在别行）",
                    count.survived, count.all
                ),
            })
            .collect();
        if !said.is_empty() {
            text.push_str(&format!("{kind}：{}\n", said.join("，")));
        }
    }
    text
}

fn listed() -> String {
    fs::read_to_string(survivors_file()).unwrap_or_default()
}

fn survivors_file() -> PathBuf {
    common::repository().join("tests/single_figure/survivors.txt")
}

#[test]
fn the_survivors_are_those_that_are_listed() {
    let survivors = survivors();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(survivors_file(), &survivors).unwrap();
    }
    let expected = listed();
    let only = |one: &str, other: &str, mark: &str| {
        let lines = one.lines();
        let lines = lines.filter(|line| !other.lines().any(|known| known == *line));
        lines
            .map(|line| format!("{mark} {line}\n"))
            .collect::<String>()
    };
    let difference = only(&expected, &survivors, "-") + &only(&survivors, &expected, "+");
    assert!(difference.is_empty(), "\n{difference}");
}

fn reasons() -> String {
    fs::read_to_string(common::repository().join("docs/survivors.md")).unwrap()
}

#[test]
fn every_kind_of_survivor_has_its_reason() {
    let reasons = reasons();
    for line in listed().lines() {
        let (kind, _) = line.split_once('：').unwrap();
        assert!(reasons.contains(&format!("`{kind}`")), "{kind}");
    }
}

/// Any other figure of as many decimals.
fn another(written: &str, digits: &str) -> Option<String> {
    let decimals = written.split_once('.').map_or(0, |(_, below)| below.len());
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, below) = digits.split_at(digits.len() - decimals);
    let point = if decimals > 0 { "." } else { "" };
    let figure = format!("{whole}{point}{below}");
    (figure != written).then_some(figure)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_drawn_by_lot_is_found_or_of_a_kind_that_has_its_reason(
        at in any::<prop::sample::Index>(),
        way in 0..4usize,
        digits in "[1-9][0-9]{0,5}",
    ) {
        let place = at.get(&PLACES);
        let changed = match Change::DRAWN.get(way) {
            Some(change) => change.of(&place.written),
            None => another(&place.written, &digits),
        };
        prop_assume!(changed.is_some());
        let changed = changed.unwrap();
        let fate = Bench::of(place.unit).fate(place, &changed);
        let has_reason = reasons().contains(&format!("`{}`", place.kind()));
        prop_assert!(fate == Fate::Found || has_reason, "{fate:?} {place:?} → {changed}");
    }
}
