//! The search: an index that the browser asks in parts, so that it works on any
//! server and needs none of its own.
//!
//! ```text
//! search/index.html     the page; how many files there are, the years to choose from
//! search/units-N.json   the units from N × 128: address and name
//! search/pairs-N.txt    pairs of letters, each with the numbers of the units that have it
//! search/figures-N.txt  the same of figures: four letters in a row with two digits or more
//! search/year-YYYY.txt  the numbers of the units that have pages of the year
//! search/regions.json   the regions to choose from, each with its first and last unit
//! <unit>/search.json    the texts of the unit's pages
//! ```
//!
//! Units are numbered by their addresses, so those of a region stand in a row.
//!
//! Chinese has no spaces between words; pairs of letters find every word of two
//! letters or more, name and number alike; where a number is asked for, figures tell it
//! from the many that have the same pairs. What they find is looked for in
//! the texts themselves before it is shown: a result always holds the words.

mod pages;
mod postings;
mod words;

use crate::check::Checked;
use crate::render::{FiledForms, SearchIndex};
use crate::stored::stored;
use postings::{Growing, UnitFigures, UnitPairs};
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

/// The files of the index, and what the page of the search says of them; `units` by their
/// addresses. `regions` are the regions' names by folder.
///
/// # Errors
/// None that a unit can cause; the writer's own are passed on.
pub fn site_files(
    units: &[&UnitEntry],
    regions: &BTreeMap<String, String>,
) -> serde_json::Result<(Vec<File>, SearchIndex)> {
    let names: Vec<(&str, &str)> = units
        .iter()
        .map(|unit| (unit.address.as_str(), unit.name.as_str()))
        .collect();
    let mut files = Vec::new();
    for (number, names) in names.chunks(UNITS_A_FILE).enumerate() {
        let address = format!("{FOLDER}/units-{number}.json");
        files.push((address, serde_json::to_vec(names)?));
    }
    let years = units_of_years(units);
    let pair_files = postings::files(units.iter().map(|unit| &unit.pairs));
    let figure_files = postings::figure_files(units.iter().map(|unit| &unit.figures));
    let index = SearchIndex {
        units_a_file: UNITS_A_FILE,
        pair_files: pair_files.len(),
        figure_files: figure_files.len(),
        years: years.keys().rev().map(|&year| year.to_owned()).collect(),
    };
    let regions = serde_json::to_vec(&choices(units, regions))?;
    files.push((format!("{FOLDER}/regions.json"), regions));
    for (year, units) in years {
        let address = format!("{FOLDER}/year-{year}.txt");
        files.push((address, units.into_text().into_bytes()));
    }
    for (name, texts) in [("pairs", pair_files), ("figures", figure_files)] {
        for (number, text) in texts.into_iter().enumerate() {
            files.push((format!("{FOLDER}/{name}-{number}.txt"), text.into_bytes()));
        }
    }
    Ok((files, index))
}

/// The numbers of the units that have pages of a year.
fn units_of_years<'a>(units: &[&'a UnitEntry]) -> BTreeMap<&'a str, Growing> {
    let mut years: BTreeMap<&str, Growing> = BTreeMap::new();
    for (number, unit) in (1..).zip(units) {
        for year in &unit.years {
            years.entry(year).or_default().push(number);
        }
    }
    years
}

/// A region to choose: its folder, its name after the names of those above it, the numbers
/// of its first unit and of its last.
type Choice = (String, String, usize, usize);

/// The regions to choose from.
fn choices(units: &[&UnitEntry], regions: &BTreeMap<String, String>) -> Vec<Choice> {
    let mut choices: BTreeMap<&str, Choice> = BTreeMap::new();
    for (number, unit) in (1..).zip(units) {
        let mut name = String::new();
        let steps = unit.address.match_indices('/');
        for (at, _) in steps.take(REGION_LEVELS) {
            let folder = &unit.address[..at];
            let Some(own) = regions.get(folder) else {
                continue;
            };
            name.push_str(own);
            let new = || (folder.to_owned(), name.clone(), number, number);
            choices.entry(folder).or_insert_with(new).3 = number;
        }
    }
    choices.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(address: &str, years: &[&str]) -> UnitEntry {
        UnitEntry {
            address: address.to_owned(),
            name: "某街道".to_owned(),
            years: years.iter().map(|&year| year.to_owned()).collect(),
            pairs: UnitPairs::new(&words::pairs("街道")),
            figures: UnitFigures::new(&[]),
        }
    }

    /// What is said of units in two provinces, one of which has no name.
    fn made() -> (BTreeMap<String, String>, SearchIndex) {
        let units = [
            unit("hubei/wuhan/a", &["2020"]),
            unit("hunan/yueyang/wangyue/b", &["2022", "2023"]),
            unit("hunan/yueyang/wangyue/c", &["2023"]),
            unit("hunan/zhuzhou/d", &["2022"]),
        ];
        let name = |(folder, name): (&str, &str)| (folder.to_owned(), name.to_owned());
        let regions = [
            ("hubei/wuhan", "武汉市"),
            ("hunan", "湖南省"),
            ("hunan/yueyang", "岳阳市"),
            ("jilin", "吉林省"),
        ];
        let units: Vec<&UnitEntry> = units.iter().collect();
        let (files, index) = site_files(&units, &regions.map(name).into()).unwrap();
        let text = |(address, bytes)| (address, String::from_utf8(bytes).unwrap());
        (files.into_iter().map(text).collect(), index)
    }

    #[test]
    fn a_region_is_a_row_of_units() {
        let (files, _) = made();
        assert_eq!(
            files["search/regions.json"],
            r#"[["hubei/wuhan","武汉市",1,1],["hunan","湖南省",2,4],["hunan/yueyang","湖南省岳阳市",2,3]]"#
        );
    }

    #[test]
    fn a_year_has_the_units_with_pages_of_it() {
        let (files, index) = made();
        assert_eq!(index.years, ["2023", "2022", "2020"]);
        let of = |year: &str| files[&format!("search/year-{year}.txt")].as_str();
        assert_eq!([of("2020"), of("2022"), of("2023")], ["1", "22", "21"]);
    }

    #[test]
    fn the_page_is_told_of_every_file() {
        let (files, index) = made();
        let count = |kind: &str| files.keys().filter(|name| name.contains(kind)).count();
        assert_eq!(index.pair_files, count("/pairs-"));
        assert_eq!(index.figure_files, count("/figures-"));
        assert_eq!(index.units_a_file, UNITS_A_FILE);
    }
}
