//! Reads every unit of a site, one after the other on one thread, and does nothing
//! else: what `check` is held against.
//!
//! ```text
//! cargo run --release --example load -- DIR [--bare]
//! ```
//!
//! With `--bare` the YAML files are only parsed into bare values and the narratives
//! not at all: the floor under any reading.

use std::path::Path;
use std::{env, fs, process};
use ziping::load::{self, Tree};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (root, bare) = match arguments.as_slice() {
        [root] => (Path::new(root), false),
        [root, flag] if flag == "--bare" => (Path::new(root), true),
        _ => fail("load DIR [--bare]"),
    };
    let Ok(tree) = load::tree(root) else {
        fail("the folder is not a clean site")
    };
    let read = if bare {
        values(&tree)
    } else {
        units(root, &tree)
    };
    println!("{read}");
}

/// Loads the units as `check` does; how many are clean.
fn units(root: &Path, tree: &Tree) -> usize {
    let Ok(forms) = load::forms(root) else {
        fail("the forms are not clean")
    };
    let units = tree.units.iter();
    units
        .filter(|entry| load::unit(root, entry, &forms).is_ok())
        .count()
}

/// Parses the same files into bare values; how many can be parsed.
fn values(tree: &Tree) -> usize {
    let files = tree.units.iter().flat_map(|entry| {
        let reports = entry.years.iter();
        let reports = reports.map(|year| entry.folder.join(format!("{}/report.yaml", year.year)));
        reports.chain([entry.folder.join("unit.yaml")])
    });
    files
        .filter_map(|file| fs::read_to_string(file).ok())
        .filter(|text| serde_yaml::from_str::<serde_yaml::Value>(text).is_ok())
        .count()
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    process::exit(2);
}
