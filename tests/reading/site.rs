//! A good site in a folder of its own, and the ways to spoil it.

use std::fs;
use std::path::Path;
use ziping::diagnostic::Diagnostic;
use ziping::pipeline;

pub const REPORT: &str = "content/shi/jie/2023/report.yaml";
pub const NARRATIVE: &str = "content/shi/jie/2023/report.md";
pub const BASE: &str = "content/shi/jie/2023/base.yaml";
pub const PROJECT: &str = "content/shi/jie/2023/projects/road.yaml";
pub const UNIT: &str = "content/shi/jie/unit.yaml";
pub const REGION: &str = "content/shi/region.yaml";
pub const FORM: &str = "content/forms/shidian.yaml";
pub const SITE: &str = "content/site.yaml";

/// A spoiled site with what must be said of it.
pub struct Mishap {
    pub name: String,
    pub site: tempfile::TempDir,
    pub code: &'static str,
    /// The file or folder that must be named.
    pub named: String,
    pub place: Place,
}

/// Where the finding must stand.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// The first line that was changed, counted from 1.
    Changed(usize),
    /// A line and a column.
    At(usize, usize),
}

/// The good site.
pub fn good() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading/site");
    copy(&from, site.path());
    site
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// All that is said of a site.
pub fn check(site: &tempfile::TempDir) -> Vec<Diagnostic> {
    let outcome = pipeline::check(site.path(), &[], Some(1), &|_| {});
    outcome.unwrap().diagnostics
}

/// A text of a file exchanged for another, at its first place. The finding is
/// to stand in the first line that changes.
pub fn text(
    name: &str,
    file: &'static str,
    (from, to): (&str, &str),
    code: &'static str,
) -> Mishap {
    let site = good();
    let path = site.path().join(file);
    let old = fs::read_to_string(&path).unwrap();
    assert!(old.contains(from), "{name}: {from}");
    let new = old.replacen(from, to, 1);
    fs::write(&path, &new).unwrap();
    let same = old
        .lines()
        .zip(new.lines())
        .take_while(|(old, new)| old == new)
        .count();
    Mishap {
        name: name.to_owned(),
        site,
        code,
        named: file.to_owned(),
        place: Place::Changed(same + 1),
    }
}

/// A file of other bytes.
pub fn bytes(
    name: &str,
    file: &'static str,
    bytes: &[u8],
    code: &'static str,
    place: Place,
) -> Mishap {
    let site = good();
    fs::write(site.path().join(file), bytes).unwrap();
    Mishap {
        name: name.to_owned(),
        site,
        code,
        named: file.to_owned(),
        place,
    }
}

/// A change of folders and names.
pub fn folder(name: &str, change: impl FnOnce(&Path), code: &'static str, named: &str) -> Mishap {
    let site = good();
    change(site.path());
    Mishap {
        name: name.to_owned(),
        site,
        code,
        named: named.to_owned(),
        place: Place::Whole,
    }
}

impl Mishap {
    /// The same with another code.
    pub fn code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// The same with the finding at another place.
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.place = Place::At(line, column);
        self
    }
}
