//! The search: an index that the browser asks in parts, so that it works on any
//! server and needs none of its own.
//!
//! ```text
//! search/index.json     how many files there are; the regions and years to choose from
//! search/units-N.json   the units from N × 128: address and name
//! search/pairs-N.txt    pairs of letters, each with the numbers of the units that have it
//! search/figures-N.txt  the same of figures: four letters in a row with two digits or more
//! <unit>/search.json    the texts of the unit's pages
//! ```
//!
//! Chinese has no spaces between words; pairs of letters find every word of two
//! letters or more, name and number alike; where a number is asked for, figures tell it
//! from the many that have the same pairs. What they find is looked for in
//! the texts themselves before it is shown: a result always holds the words.

mod pages;
mod postings;
mod words;

use crate::check::Checked;
use crate::render::FiledForms;
use crate::stored::stored;
use postings::{UnitFigures, UnitPairs};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where the files stand.
const FOLDER: &str = "search";

/// How many units a file names.
const UNITS_A_FILE: usize = 128;

/// How many levels of regions there are to choose from.
const REGION_LEVELS: usize = 3;

/// What stays of a unit for the index.
#[derive(Debug)]
pub struct UnitEntry {
    address: String,
    name: String,
    years: Vec<String>,
    pairs: UnitPairs,
    figures: UnitFigures,
}

stored!(UnitEntry {
    address,
    name,
    years,
    pairs,
    figures
});

impl UnitEntry {
    /// Whether it is of the unit in this folder.
    pub fn is_of(&self, unit: &str) -> bool {
        self.address == unit
    }
}

/// A file by its address.
pub type File = (String, Vec<u8>);

/// The texts of a unit's pages as a file, and the unit's share of the index. `filed`
/// are its forms as drawn by [`FiledForms::of`].
///
/// # Errors
/// None that a unit can cause; the writer's own are passed on.
pub fn unit_file(checked: &Checked, filed: &FiledForms) -> serde_json::Result<(File, UnitEntry)> {
    let unit = checked.unit();
    let pages = pages::of(checked, filed);
    let mut plain = String::new();
    for page in &pages {
        plain.push_str(&words::plain(&page.title));
        plain.push('\n');
        plain.push_str(&words::plain(&page.text));
    }
    let years: BTreeSet<&String> = pages.iter().map(|page| &page.year).collect();
    let entry = UnitEntry {
        address: unit.address.clone(),
        name: unit.unit.name.clone(),
        years: years.into_iter().cloned().collect(),
        pairs: UnitPairs::new(&words::pairs(&plain)),
        figures: UnitFigures::new(&words::figures(&plain)),
    };
    let address = format!("{}/search.json", unit.address);
    Ok(((address, serde_json::to_vec(&pages)?), entry))
}

/// `search/index.json`.
#[derive(Debug, Serialize)]
struct Index<'a> {
    /// How many units there are.
    units: usize,
    /// How many units a file names.
    chunk: usize,
    /// How many files of pairs there are.
    files: usize,
    /// How many files of figures there are.
    figures: usize,
    /// The years, newest first.
    years: Vec<&'a str>,
    /// The regions: address and name, with those above it.
    regions: Vec<(String, String)>,
}

/// The files of the index; `units` by their addresses. `regions` are the regions' names by folder.
///
/// # Errors
/// None that a unit can cause; the writer's own are passed on.
pub fn site_files(
    units: &[&UnitEntry],
    regions: &BTreeMap<String, String>,
) -> serde_json::Result<Vec<File>> {
    let years: BTreeSet<&str> = units
        .iter()
        .flat_map(|unit| unit.years.iter().map(String::as_str))
        .collect();
    let names: Vec<(&str, &str)> = units
        .iter()
        .map(|unit| (unit.address.as_str(), unit.name.as_str()))
        .collect();
    let mut files = Vec::new();
    for (number, names) in names.chunks(UNITS_A_FILE).enumerate() {
        let address = format!("{FOLDER}/units-{number}.json");
        files.push((address, serde_json::to_vec(names)?));
    }
    let pair_files = postings::files(units.iter().map(|unit| &unit.pairs));
    let figure_files = postings::figure_files(units.iter().map(|unit| &unit.figures));
    let index = Index {
        units: units.len(),
        chunk: UNITS_A_FILE,
        files: pair_files.len(),
        figures: figure_files.len(),
        years: years.into_iter().rev().collect(),
        regions: choices(regions),
    };
    files.push((format!("{FOLDER}/index.json"), serde_json::to_vec(&index)?));
    for (name, texts) in [("pairs", pair_files), ("figures", figure_files)] {
        for (number, text) in texts.into_iter().enumerate() {
            files.push((format!("{FOLDER}/{name}-{number}.txt"), text.into_bytes()));
        }
    }
    Ok(files)
}

/// The regions to choose from, each with the names of those above it.
fn choices(regions: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let near_the_top = regions
        .keys()
        .filter(|folder| folder.matches('/').count() < REGION_LEVELS);
    near_the_top
        .map(|folder| {
            let steps = folder.match_indices('/').map(|(at, _)| &folder[..at]);
            let names: Vec<&str> = steps
                .chain([folder.as_str()])
                .filter_map(|folder| regions.get(folder).map(String::as_str))
                .collect();
            (folder.clone(), names.concat())
        })
        .collect()
}
