//! Checked units to files that are taken away: CSV, JSON and XLSX of each
//! report, each unit, each year and the whole site, with descriptions that
//! programs read.
//!
//! Pure, as the pages are: bytes are given away, nobody's clock or folder is
//! asked. What the files hold is worked out once, as tables of records, and each
//! format writes those. The files of a year and of the site are those of the
//! units laid end to end, so no unit has to stay in memory for them.

mod collection;
mod json;
mod package;
mod records;
mod sheets;
mod table;
mod workbook;

use crate::check::Checked;
use crate::folder::{UnitFolder, YearFolder};
use crate::model::Year;
use crate::render::{
    Dataset, Download, Downloads, Emit, FiledForms, FiledYear, OfficialForm, project_name,
};
use crate::stored::{Stored, stored};
use crate::timing::{self, Room};
use package::About;
use records::Filed;
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use table::Table;

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

/// A piece of a file that is put together from files given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// What stands between the others.
    Text(String),
    /// The bytes of the file at an address in a range.
    Part(String, Range<u64>),
}

/// Takes addresses, each with the pieces of the file that is to stand there, which may be
/// laid together side by side. Gives back their sizes in bytes.
pub type Join<'a> = dyn FnMut(&[(String, Vec<Piece>)]) -> io::Result<Vec<u64>> + 'a;

/// Takes an address and the pieces that the file there is made from. Gives back its
/// size in bytes where it was made from the same ones before and is in its place.
pub type Kept<'a> = dyn FnMut(&str, &[Piece]) -> io::Result<Option<u64>> + 'a;

/// Gives the bytes of a file in a range.
pub type Read<'a> = dyn FnMut(&str, Range<u64>) -> io::Result<Vec<u8>> + 'a;

/// What is done with the files given before.
pub struct Given<'a> {
    /// Lays files together.
    pub join: &'a mut Join<'a>,
    /// Reads a part of one.
    pub read: &'a mut Read<'a>,
    /// Takes a file over that need not be made anew.
    pub kept: &'a mut Kept<'a>,
}

/// What stays of a unit's files when it is dropped.
#[derive(Debug)]
pub struct UnitFiles {
    /// Those of all its years.
    all: FolderFiles,
    years: Vec<(Year, FolderFiles)>,
}

/// The files of one folder.
#[derive(Debug)]
struct FolderFiles {
    /// The folder's address.
    folder: String,
    tables: Vec<TableFiles>,
}

/// Where a table stands in the files of its folder.
#[derive(Debug)]
struct TableFiles {
    /// Its name.
    name: &'static str,
    /// How many records it has.
    records: usize,
    /// The records in its CSV file.
    csv: Range<u64>,
    /// The records in `data.json`.
    json: Range<u64>,
}

stored!(UnitFiles { all, years });

impl UnitFiles {
    /// Whether these can be the files of the unit in this folder.
    pub fn is_of(&self, unit: &str) -> bool {
        let mut years = self.years.iter();
        self.all.is_in(unit) && years.all(|(year, files)| files.is_in(&format!("{unit}/{year}")))
    }
}

impl FolderFiles {
    fn is_in(&self, folder: &str) -> bool {
        let mut tables = self.tables.iter();
        self.folder == folder && tables.all(|table| u32::try_from(table.records).is_ok())
    }
}

stored!(FolderFiles { folder, tables });

/// The table by its place in the list of all.
impl Stored for TableFiles {
    fn store(&self, into: &mut Vec<u8>) {
        let Self {
            name,
            records,
            csv,
            json,
        } = self;
        records::NAMES
            .iter()
            .position(|known| known == name)
            .store(into);
        records.store(into);
        csv.store(into);
        json.store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let place = Option::<usize>::restore(from)??;
        Some(Self {
            name: records::NAMES.get(place)?,
            records: Stored::restore(from)?,
            csv: Stored::restore(from)?,
            json: Stored::restore(from)?,
        })
    }
}

/// The files of one unit, whose forms are `drawn` by [`FiledForms::of`]: of each of
/// its years, of each project, and of all of them together. Gives back what there is to be linked, by page, and what the
/// files of the site are made from.
///
/// # Errors
/// What a format cannot hold, or a file that `emit` does not take.
pub fn unit_files(
    checked: &Checked,
    drawn: &FiledForms,
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
    let folders = || unit.years.iter().zip(&drawn.years);
    for (year, drawn) in folders() {
        let folder = format!("{}/{}", unit.address, year.year);
        let forms: Vec<Filed<'_>> = forms_of(unit, year, drawn).collect();
        let title = format!("{}{}年度绩效自评", unit.unit.name, year.year);
        years.push((year.year, desk.files(&folder, &title, &forms, &forms)?));
        for form in forms {
            if let Some(project) = form.project {
                let title = project_name(project, year.year);
                desk.files(
                    &format!("{folder}/projects/{}", project.slug),
                    &title,
                    &[form],
                    &[form],
                )?;
            }
        }
    }
    let forms = folders().flat_map(|(year, drawn)| forms_of(unit, year, drawn));
    let forms: Vec<Filed<'_>> = forms.collect();
    let title = format!("{}历年绩效自评", unit.unit.name);
    // Each form stands as it prints in the workbook of its year: here the years are to
    // be compared.
    let all = desk.files(&unit.address, &title, &forms, &[])?;
    Ok((desk.downloads, UnitFiles { all, years }))
}

/// The forms of a year: the overall one, then those of the projects.
fn forms_of<'a>(
    unit: &'a UnitFolder,
    year: &'a YearFolder,
    drawn: &'a FiledYear,
) -> impl Iterator<Item = Filed<'a>> {
    let projects = year.projects.iter().map(Some).zip(&drawn.projects);
    std::iter::once((None, &drawn.report))
        .chain(projects)
        .map(move |(project, form)| Filed {
            unit,
            year,
            project,
            form,
            base: &drawn.base,
        })
}

/// The files of all units of a year, of each year, and of the whole site.
///
/// # Errors
/// What a format cannot hold, or a file that `emit` or `given` refuses.
pub fn site_files(
    units: &[&UnitFiles],
    base_url: &str,
    emit: &mut Emit<'_>,
    given: &mut Given<'_>,
) -> Result<Downloads, DownloadError> {
    let mut desk = Desk {
        base_url,
        emit,
        downloads: Downloads::new(),
    };
    let mut by_year: BTreeMap<Year, Vec<&FolderFiles>> = BTreeMap::new();
    for (year, files) in units.iter().flat_map(|unit| &unit.years) {
        by_year.entry(*year).or_default().push(files);
    }
    for (year, files) in by_year {
        let title = format!("{year}年度各单位绩效自评");
        desk.collection(&format!("years/{year}"), &title, &files, given)?;
    }
    let all: Vec<&FolderFiles> = units.iter().map(|unit| &unit.all).collect();
    desk.collection(SITE, "各单位历年绩效自评", &all, given)?;
    Ok(desk.downloads)
}

/// The schema of the JSON files.
///
/// # Errors
/// A file that `emit` refuses.
pub fn schema_file(emit: &mut Emit<'_>) -> Result<(), DownloadError> {
    let mut desk = Desk {
        base_url: "",
        emit,
        downloads: Downloads::new(),
    };
    let schema = json::schema(&records::empty_tables());
    desk.write(SCHEMA, schema)?;
    Ok(())
}

/// What all JSON and CSV files hold: each table with its columns, for the page
/// that explains them.
pub fn datasets() -> Vec<Dataset> {
    let tables = records::empty_tables().into_iter();
    tables.map(Table::into_dataset).collect()
}

/// A filled form as a workbook of one sheet, as it is handed in. `name` is what the
/// file is called, for what is said when it cannot be made.
///
/// # Errors
/// What the format cannot hold, such as a text of more than 32,767 letters.
pub fn official_workbook(name: &str, form: &OfficialForm) -> Result<Vec<u8>, DownloadError> {
    workbook::file(&[sheets::of_one(form)], &[] as &[Table]).map_err(|source| {
        DownloadError::Format {
            address: name.to_owned(),
            source: source.into(),
        }
    })
}

/// Where files are written and given away.
struct Desk<'a, 'e> {
    base_url: &'a str,
    emit: &'a mut Emit<'e>,
    downloads: Downloads,
}

impl Desk<'_, '_> {
    /// All files of these forms, in one folder; in the workbook some are also `printed`
    /// as they go on paper.
    fn files(
        &mut self,
        folder: &str,
        title: &str,
        forms: &[Filed<'_>],
        printed: &[Filed<'_>],
    ) -> Result<FolderFiles, DownloadError> {
        let mut tables = records::tables(forms);
        tables.retain(|table| !table.records.is_empty());
        let mut files = FolderFiles {
            folder: folder.to_owned(),
            tables: Vec::new(),
        };
        if tables.is_empty() {
            return Ok(files);
        }
        let book = timing::room(Room::Workbooks, || {
            workbook::file(&sheets::of(printed), &tables)
        });
        let shown = match printed {
            [] => "历年数据",
            _ => "自评表和数据",
        };
        self.give(folder, "report.xlsx", shown, "XLSX", book)?;
        for table in &tables {
            let name = format!("{}.csv", table.name);
            let csv = table.to_csv();
            let heading = csv.iter().flatten().position(|byte| *byte == b'\n');
            let size = self.give(folder, &name, table.title, "CSV", csv)?;
            files.tables.push(TableFiles {
                name: table.name,
                records: table.records.len(),
                csv: heading.map_or(size, |at| at as u64 + 1)..size,
                json: 0..0,
            });
        }
        let data = json::file(&tables, &up_to(folder, SCHEMA));
        let data = data.map(|file| {
            for (table, records) in files.tables.iter_mut().zip(file.records) {
                table.json = records;
            }
            file.bytes
        });
        self.give(folder, "data.json", "全部数据", "JSON", data)?;
        self.describe(folder, title, &tables)?;
        Ok(files)
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
        self.give(folder, "datapackage.json", "各列的说明", "JSON", package)?;
        Ok(())
    }

    fn give<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
        &mut self,
        folder: &str,
        name: &str,
        title: &'static str,
        format: &'static str,
        bytes: Result<Vec<u8>, E>,
    ) -> Result<u64, DownloadError> {
        let address = format!("{folder}/{name}");
        let size = self.write(&address, bytes)?;
        self.list(folder, address, title, format, size);
        Ok(size)
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
