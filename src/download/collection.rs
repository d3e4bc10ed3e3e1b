//! The files of many units: those of each laid end to end, so that no unit has to
//! stay in memory for them.

use super::table::Table;
use super::{Desk, DownloadError, FolderFiles, Given, Piece, SCHEMA, TableFiles};
use super::{json, records, up_to, workbook};
use crate::timing::{self, Room};
use std::io;

/// How many records a workbook of many units takes, as it is made whole in memory;
/// with more it has the table of reports alone. Also said in `data.html`.
const MOST_RECORDS: usize = 20_000;

impl Desk<'_, '_> {
    /// The files of many units in one folder.
    pub(super) fn collection(
        &mut self,
        folder: &str,
        title: &str,
        units: &[&FolderFiles],
        given: &mut Given<'_>,
    ) -> Result<(), DownloadError> {
        let mut tables = records::empty_tables();
        tables.retain(|table| parts(table.name, units).next().is_some());
        if tables.is_empty() {
            return Ok(());
        }
        self.workbook(folder, &tables, units, given)?;
        let csv = tables.iter().map(|table| {
            let address = format!("{folder}/{}.csv", table.name);
            (address, csv_pieces(table, units))
        });
        let mut files: Vec<(String, Vec<Piece>)> = csv.collect();
        let address = format!("{folder}/data.json");
        let pieces = json_pieces(&tables, units, &up_to(folder, SCHEMA));
        let pieces = pieces.map_err(|source| DownloadError::Format {
            address: address.clone(),
            source: source.into(),
        })?;
        files.push((address, pieces));
        let sizes = joined(folder, (given.join)(&files))?;
        let titles = tables.iter().map(|table| (table.title, "CSV"));
        let titles = titles.chain([("全部数据", "JSON")]);
        for (((address, _), size), (title, format)) in files.into_iter().zip(sizes).zip(titles) {
            self.list(folder, address, title, format, size);
        }
        self.describe(folder, title, &tables)
    }

    /// The records on sheets, as many as a spreadsheet takes.
    fn workbook(
        &mut self,
        folder: &str,
        tables: &[Table],
        units: &[&FolderFiles],
        given: &mut Given<'_>,
    ) -> Result<(), DownloadError> {
        let all = units.iter().flat_map(|unit| &unit.tables);
        let (shown, title) = match all.map(|table| table.records).sum::<usize>() {
            0..=MOST_RECORDS => (tables, "全部数据"),
            _ => (&tables[..1], "自评表"),
        };
        let address = format!("{folder}/data.xlsx");
        let pieces = shown.iter().flat_map(|table| {
            let parts = parts(table.name, units);
            parts.map(|(unit, part)| json_part(unit, part))
        });
        let pieces: Vec<Piece> = pieces.collect();
        if let Some(size) = joined(&address, (given.kept)(&address, &pieces))? {
            self.list(folder, address, title, "XLSX", size);
            return Ok(());
        }
        let mut shown = shown.to_vec();
        for table in &mut shown {
            for (unit, part) in parts(table.name, units) {
                let address = format!("{}/data.json", unit.folder);
                let bytes = (given.read)(&address, part.json.clone());
                let bytes = joined(&address, bytes)?;
                let records = json::records(table, &bytes);
                table
                    .records
                    .extend(records.map_err(|source| DownloadError::Format {
                        address,
                        source: source.into(),
                    })?);
            }
        }
        let book = timing::room(Room::Workbooks, || workbook::file(&[], shown));
        self.give(folder, "data.xlsx", title, "XLSX", book)?;
        Ok(())
    }
}

fn joined<T>(address: &str, result: io::Result<T>) -> Result<T, DownloadError> {
    result.map_err(|source| DownloadError::Emit {
        address: address.to_owned(),
        source,
    })
}

/// The units that have a table, with where it stands in their files.
fn parts<'u>(
    name: &'static str,
    units: &[&'u FolderFiles],
) -> impl Iterator<Item = (&'u FolderFiles, &'u TableFiles)> {
    units.iter().filter_map(move |unit| {
        let mut tables = unit.tables.iter();
        Some((*unit, tables.find(|table| table.name == name)?))
    })
}

/// The heading of the first, and the records of all.
fn csv_pieces(table: &Table, units: &[&FolderFiles]) -> Vec<Piece> {
    let parts = parts(table.name, units).enumerate();
    let pieces = parts.map(|(at, (unit, part))| {
        let start = if at == 0 { 0 } else { part.csv.start };
        Piece::Part(
            format!("{}/{}.csv", unit.folder, table.name),
            start..part.csv.end,
        )
    });
    pieces.collect()
}

/// A unit's records of a table in its JSON file.
fn json_part(unit: &FolderFiles, part: &TableFiles) -> Piece {
    Piece::Part(format!("{}/data.json", unit.folder), part.json.clone())
}

fn json_pieces(
    tables: &[Table],
    units: &[&FolderFiles],
    schema: &str,
) -> serde_json::Result<Vec<Piece>> {
    let mut pieces = vec![Piece::Text(json::opening(schema)?)];
    for table in tables {
        pieces.push(Piece::Text(json::before_records(table)?));
        for (at, (unit, part)) in parts(table.name, units).enumerate() {
            if at > 0 {
                pieces.push(Piece::Text(json::BETWEEN_RECORDS.to_owned()));
            }
            pieces.push(json_part(unit, part));
        }
        pieces.push(Piece::Text(json::AFTER_RECORDS.to_owned()));
    }
    pieces.push(Piece::Text(json::CLOSING.to_owned()));
    Ok(pieces)
}
