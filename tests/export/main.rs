//! Exported files give back the data that they were made from, open in office programs
//! and keep what is not to be published.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod command;
#[path = "../common/mod.rs"]
mod common;
#[path = "../import/facts.rs"]
mod facts;
mod forms;
mod narratives;
mod office;

use std::path::Path;
use ziping::check::{self, Checked};
use ziping::export::{Formats, Made, unit_files};
use ziping::form::Library;
use ziping::load;
use ziping::model::Site;

/// Both sites.
const SITES: [&str; 2] = ["", "tests/provinces"];

/// The units of a site, checked, and its forms.
fn site(root: &str) -> (Library, Vec<Checked>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let forms = load::forms(&root).unwrap();
    let tree = load::tree(&root).unwrap();
    let units = tree.units.iter().map(|entry| {
        let unit = load::unit(&root, entry, &forms).unwrap();
        check::run(unit, &Site::default()).unwrap()
    });
    let units = units.collect();
    (forms, units)
}

const BOTH: Formats = Formats {
    xlsx: true,
    docx: true,
};

/// What is made from one file of a unit: names and bytes.
fn exported(checked: &Checked, file: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut take = |made: Made<'_>| {
        files.push((made.name.to_owned(), made.bytes.to_vec()));
        Ok(())
    };
    unit_files(checked, BOTH, &|one| one == file, &mut take).unwrap();
    files
}
