//! Checked units to files that are taken away: CSV, JSON and XLSX of each
//! report, each unit, each year and the whole site, with descriptions that
//! programs read.
//!
//! Pure, as the pages are: bytes are given away, nobody's clock or folder is
//! asked. What the files hold is worked out once, as tables of records, and each
//! format writes those. The files of a year and of the site are those of the
//! units laid end to end, so no unit has to stay in memory for them.

mod json;
mod package;
mod records;
mod sheets;
mod table;
mod workbook;

use crate::check::Checked;
use crate::folder::{UnitFolder, YearFolder};
use crate::model::Year;
use crate::render::{Dataset, Download, Downloads, Emit, project_name};
use package::About;
use records::Filed;
use std::collections::BTreeMap;
use std::io;
use table::{Table, Value};

/// Where the files of the whole site stand.
const SITE: &str = "data";

/// Where the schema of the JSON files stands.
const SCHEMA: &str = "data/schema.json";

/// Why a file cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// The format cannot hold it.
    #[error("写不成 {address}：{source}")]
    Format {
        /// The file's address.
        address: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Whoever takes the files cannot take this one.
    #[error("写不了 {address}：{source}")]
    Emit {
        /// The file's address.
        address: String,
        /// Why.
        source: io::Error,
    },
}

/// Takes an address and those of files that were given before: lays them end to
/// end, the first line of the first alone. Gives back the size in bytes.
pub type Join<'a> = dyn FnMut(&str, &[String]) -> io::Result<u64> + 'a;

/// What stays of a unit's files when it is dropped.
#[derive(Debug)]
pub struct UnitFiles {
    address: String,
    /// The tables that its own files have, by name.
    tables: Vec<&'static str>,
    years: Vec<YearFiles>,
}

/// What stays of the files of a unit's year.
#[derive(Debug)]
struct YearFiles {
    year: Year,
    /// The tables that they have, by name.
    tables: Vec<&'static str>,
    /// The records of the year's forms.
    records: Vec<Vec<Value>>,
}

/// The files of one unit: of each of its years, of each project, and of all of
/// them together. Gives back what there is to be linked, by page, and what the
/// files of the site are made from.
///
/// # Errors
/// What a format cannot hold, or a file that `emit` does not take.
pub fn unit_files(
    checked: &Checked,
    base_url: &str,
    emit: &mut Emit<'_>,
) -> Result<(Downloads, UnitFiles), DownloadError> {
    let unit = checked.unit();
    let mut desk = Desk {
        base_url,
        emit,
        downloads: Downloads::new(),
    };
    let mut years = Vec::new();
    for year in &unit.years {
        let folder = format!("{}/{}", unit.address, year.year);
        let forms: Vec<Filed<'_>> = forms_of(unit, year).collect();
        let title = format!("{}{}年度绩效自评", unit.unit.name, year.year);
        let mut tables = desk.files(&folder, &title, &forms)?;
        let names = tables.iter().map(|table| table.name).collect();
        let records = tables
            .first_mut()
            .map(|reports| std::mem::take(&mut reports.records));
        years.push(YearFiles {
            year: year.year,
            tables: names,
            records: records.unwrap_or_default(),
        });
        for form in forms {
            if let Some(project) = form.project {
                let title = project_name(project, year.year);
                desk.files(
                    &format!("{folder}/projects/{}", project.slug),
                    &title,
                    &[form],
                )?;
            }
        }
    }
    let forms = unit.years.iter().flat_map(|year| forms_of(unit, year));
    let forms: Vec<Filed<'_>> = forms.collect();
    let title = format!("{}历年绩效自评", unit.unit.name);
    let tables = desk.files(&unit.address, &title, &forms)?;
    let files = UnitFiles {
        address: unit.address.clone(),
        tables: tables.iter().map(|table| table.name).collect(),
        years,
    };
    Ok((desk.downloads, files))
}

/// The forms of a year: the overall one, then those of the projects.
fn forms_of<'a>(unit: &'a UnitFolder, year: &'a YearFolder) -> impl Iterator<Item = Filed<'a>> {
    let projects = year.projects.iter().map(Some);
    std::iter::once(None)
        .chain(projects)
        .map(move |project| Filed {
            unit,
            year,
            project,
        })
}

/// The files of all units of a year, of each year, and of the whole site.
///
/// # Errors
/// What a format cannot hold, or a file that `emit` or `join` does not take.
pub fn site_files(
    units: &[UnitFiles],
    base_url: &str,
    emit: &mut Emit<'_>,
    join: &mut Join<'_>,
) -> Result<Downloads, DownloadError> {
    let mut desk = Desk {
        base_url,
        emit,
        downloads: Downloads::new(),
    };
    let mut by_year: BTreeMap<Year, Collection> = BTreeMap::new();
    let mut all = Collection::default();
    for unit in units {
        all.add(&unit.address, &unit.tables, &[]);
        for files in &unit.years {
            let folder = format!("{}/{}", unit.address, files.year);
            let of_year = by_year.entry(files.year).or_default();
            of_year.add(&folder, &files.tables, &files.records);
            all.records.extend_from_slice(&files.records);
        }
    }
    for (year, collection) in by_year {
        let title = format!("{year}年度各单位绩效自评");
        desk.collection(&format!("years/{year}"), &title, collection, join)?;
    }
    desk.collection(SITE, "各单位历年绩效自评", all, join)?;
    let schema = json::schema(&records::empty_tables());
    desk.write(SCHEMA, schema)?;
    Ok(desk.downloads)
}

/// What all JSON and CSV files hold: each table with its columns, for the page
/// that explains them.
pub fn datasets() -> Vec<Dataset> {
    let tables = records::empty_tables().into_iter();
    tables.map(Table::into_dataset).collect()
}

/// Units' files to be laid end to end.
#[derive(Debug, Default)]
struct Collection {
    /// For each table by name the files that have it.
    parts: BTreeMap<&'static str, Vec<String>>,
    /// The records of the forms.
    records: Vec<Vec<Value>>,
}

impl Collection {
    fn add(&mut self, folder: &str, tables: &[&'static str], records: &[Vec<Value>]) {
        for name in tables {
            let parts = self.parts.entry(name).or_default();
            parts.push(format!("{folder}/{name}.csv"));
        }
        self.records.extend_from_slice(records);
    }
}

/// Where files are written and given away.
struct Desk<'a, 'e> {
    base_url: &'a str,
    emit: &'a mut Emit<'e>,
    downloads: Downloads,
}

impl Desk<'_, '_> {
    /// All files of these forms, in one folder. Gives back their tables.
    fn files(
        &mut self,
        folder: &str,
        title: &str,
        forms: &[Filed<'_>],
    ) -> Result<Vec<Table>, DownloadError> {
        let mut tables = records::tables(forms);
        tables.retain(|table| !table.records.is_empty());
        if tables.is_empty() {
            return Ok(tables);
        }
        let book = workbook::file(&sheets::of(forms), &tables);
        self.give(folder, "report.xlsx", "自评表和数据", "XLSX", book)?;
        for table in &tables {
            let name = format!("{}.csv", table.name);
            self.give(folder, &name, table.title, "CSV", table.to_csv())?;
        }
        let data = json::file(&tables, &up_to(folder, SCHEMA));
        self.give(folder, "data.json", "全部数据", "JSON", data)?;
        self.describe(folder, title, &tables)?;
        Ok(tables)
    }

    /// The files of many units in one folder.
    fn collection(
        &mut self,
        folder: &str,
        title: &str,
        collection: Collection,
        join: &mut Join<'_>,
    ) -> Result<(), DownloadError> {
        let mut tables = records::empty_tables();
        tables.retain(|table| collection.parts.contains_key(table.name));
        let Some(reports) = tables.first_mut() else {
            return Ok(());
        };
        reports.records = collection.records;
        let book = workbook::file(&[], std::slice::from_ref(reports));
        self.give(folder, "reports.xlsx", reports.title, "XLSX", book)?;
        let data = json::file(std::slice::from_ref(reports), &up_to(folder, SCHEMA));
        self.give(folder, "reports.json", reports.title, "JSON", data)?;
        for table in &tables {
            let address = format!("{folder}/{}.csv", table.name);
            let parts = collection
                .parts
                .get(table.name)
                .map_or(&[][..], Vec::as_slice);
            let size = join(&address, parts).map_err(|source| DownloadError::Emit {
                address: address.clone(),
                source,
            })?;
            self.list(folder, address, table.title, "CSV", size);
        }
        self.describe(folder, title, &tables)
    }

    fn describe(
        &mut self,
        folder: &str,
        title: &str,
        tables: &[Table],
    ) -> Result<(), DownloadError> {
        let homepage = match self.base_url {
            "" => String::new(),
            base => format!("{base}{folder}/"),
        };
        let name = folder.to_lowercase();
        let about = About {
            name: &name,
            title,
            homepage: &homepage,
        };
        let package = package::file(about, tables);
        self.give(folder, "datapackage.json", "各列的说明", "JSON", package)
    }

    fn give<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
        &mut self,
        folder: &str,
        name: &str,
        title: &'static str,
        format: &'static str,
        bytes: Result<Vec<u8>, E>,
    ) -> Result<(), DownloadError> {
        let address = format!("{folder}/{name}");
        let size = self.write(&address, bytes)?;
        self.list(folder, address, title, format, size);
        Ok(())
    }

    fn write<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
        &mut self,
        address: &str,
        bytes: Result<Vec<u8>, E>,
    ) -> Result<u64, DownloadError> {
        let bytes = bytes.map_err(|source| DownloadError::Format {
            address: address.to_owned(),
            source: source.into(),
        })?;
        (self.emit)(address, &bytes).map_err(|source| DownloadError::Emit {
            address: address.to_owned(),
            source,
        })?;
        Ok(bytes.len() as u64)
    }

    fn list(
        &mut self,
        folder: &str,
        address: String,
        title: &'static str,
        format: &'static str,
        bytes: u64,
    ) {
        let list = self.downloads.entry(folder.to_owned()).or_default();
        list.push(Download {
            title,
            format,
            address,
            bytes,
        });
    }
}

/// A file's address as seen from a folder.
fn up_to(folder: &str, address: &str) -> String {
    format!("{}{address}", "../".repeat(folder.split('/').count()))
}
