//! Filled-in forms as units have them (Word, Excel, CSV, pasted text) to
//! `report.yaml` and `report.md`.
//!
//! ```text
//! file ──pasted, …──▶ Document ──found──▶ forms, narrative ──reading──▶ Filled ──written──▶ YAML
//! ```
//!
//! Figures are carried over letter by letter. What finds no place is listed with
//! where it stood; nothing is dropped.

mod addresses;
mod choice;
mod document;
mod error;
mod filled;
mod found;
mod labels;
mod narrative;
mod package;
mod pasted;
mod private;
mod reading;
mod word;
mod words;
mod workbook;
mod written;

pub use error::ImportError;

use document::Document;
pub use filled::{Base, Filled, Goal, Leftover, Row, SpendingRow, Sure};

use crate::form::Library;

/// What a file holds.
#[derive(Debug, Default)]
pub struct Imported {
    /// The filled-in forms, in the order of the file.
    pub forms: Vec<Filled>,
    /// The narrative as Markdown; empty where there is none.
    pub narrative: String,
    /// What belongs to no form and no narrative.
    pub left: Vec<Leftover>,
    /// How many written cells and lines there are, those of the narrative aside.
    pub read: usize,
}

impl Imported {
    /// All that found no place.
    pub fn all_left(&self) -> impl Iterator<Item = &Leftover> {
        let of_forms = self.forms.iter().flat_map(|form| &form.left);
        of_forms.chain(&self.left)
    }
}

/// The kinds of files that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text pasted from Word, or saved as text.
    Text,
    /// Cells set apart by commas.
    Csv,
    /// .docx
    Word,
    /// .xlsx
    Workbook,
    /// What an office program has to save anew first.
    Old(OldKind),
}

/// Kinds of files that only office programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldKind {
    /// .doc, .wps, .rtf, .odt
    Word(&'static str),
    /// .xls, .et, .ods: how their figures are shown only an office program knows.
    Workbook(&'static str),
}

impl OldKind {
    /// The ending that an office program knows it by.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Word(ending) | Self::Workbook(ending) => ending,
        }
    }

    /// The ending of the kind that it is to be saved as.
    pub fn new_ending(self) -> &'static str {
        match self {
            Self::Word(_) => "docx",
            Self::Workbook(_) => "xlsx",
        }
    }

    /// The kind that it is saved as.
    pub fn anew(self) -> Kind {
        match self {
            Self::Word(_) => Kind::Word,
            Self::Workbook(_) => Kind::Workbook,
        }
    }
}

impl Kind {
    /// The kind by a file's name.
    ///
    /// # Errors
    /// A kind that is not read.
    pub fn of(name: &str) -> Result<Self, ImportError> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "tsv" => Ok(Self::Text),
            "csv" => Ok(Self::Csv),
            "docx" => Ok(Self::Word),
            "xlsx" | "xlsm" => Ok(Self::Workbook),
            "xls" | "xlt" | "et" | "ett" => Ok(Self::Old(OldKind::Workbook("xls"))),
            "doc" | "dot" | "wps" | "wpt" => Ok(Self::Old(OldKind::Word("doc"))),
            "ods" => Ok(Self::Old(OldKind::Workbook("ods"))),
            "odt" => Ok(Self::Old(OldKind::Word("odt"))),
            "rtf" => Ok(Self::Old(OldKind::Word("rtf"))),
            _ => Err(ImportError::Kind),
        }
    }

    /// The kind that a file's first bytes show: new files are met under old names,
    /// and old ones under new names.
    #[must_use]
    pub fn as_seen(self, bytes: &[u8]) -> Self {
        const PACKAGE: &[u8] = b"PK\x03\x04";
        const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";
        match self {
            Self::Old(old)
                if ["doc", "xls"].contains(&old.ending()) && bytes.starts_with(PACKAGE) =>
            {
                old.anew()
            }
            Self::Word if bytes.starts_with(COMPOUND) => Self::Old(OldKind::Word("doc")),
            Self::Workbook if bytes.starts_with(COMPOUND) => Self::Old(OldKind::Workbook("xls")),
            seen => seen,
        }
    }
}

/// How large text may be, in bytes.
const LARGEST_TEXT: usize = 4 << 20;

/// How many rows and columns the tables of a file may have.
const MOST_ROWS: usize = 20_000;
const MOST_COLUMNS: usize = 1000;

/// Reads a file's bytes. Its forms are among those named in `only`, where it names
/// any.
///
/// # Errors
/// The file is not of its kind, damaged, or larger than any form is.
pub fn read(
    bytes: &[u8],
    kind: Kind,
    forms: &Library,
    only: &[String],
) -> Result<Imported, ImportError> {
    if has_password(bytes) {
        return Err(ImportError::Password);
    }
    if matches!(kind, Kind::Text | Kind::Csv) && bytes.len() > LARGEST_TEXT {
        return Err(ImportError::TooLarge {
            what: "文字的大小",
            limit: "4 MB",
        });
    }
    let documents = match kind {
        Kind::Text => vec![pasted::read(&decoded(bytes)?)],
        Kind::Csv => vec![pasted::commas(&decoded(bytes)?)],
        Kind::Word => vec![word::read(bytes)?],
        Kind::Workbook => workbook::read(bytes)?,
        Kind::Old(kind) => return Err(ImportError::Old(kind)),
    };
    let rows = documents.iter().flat_map(Document::rows);
    if rows.clone().any(|row| row.len() > MOST_COLUMNS) || rows.count() > MOST_ROWS {
        return Err(ImportError::TooLarge {
            what: "表格的行列数",
            limit: "20000 行、1000 列",
        });
    }
    let mut all = Imported::default();
    for one in &documents {
        let imported = document(one, forms, only);
        all.forms.extend(imported.forms);
        all.left.extend(imported.left);
        all.read += imported.read;
        all.narrative.push_str(&imported.narrative);
    }
    Ok(all)
}

/// Whether a file is one of Office's that asks for a password.
pub fn has_password(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.starts_with(b"\xD0\xCF\x11\xE0") && bytes.windows(name.len()).any(|part| part == name)
}

/// Text as UTF-8, with or without a mark at its beginning.
fn decoded(bytes: &[u8]) -> Result<String, ImportError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.replace("\r\n", "\n")),
        Err(_) => Err(ImportError::Encoding),
    }
}

/// Reads a file that is taken apart already.
fn document(document: &Document, forms: &Library, only: &[String]) -> Imported {
    let found = found::parts(document);
    let mut imported = Imported {
        read: found.left.len(),
        narrative: found.narrative,
        left: found.left,
        forms: Vec::new(),
    };
    for part in &found.forms {
        let all = part.leftovers();
        imported.read += all.len();
        match choice::of(part, forms, only) {
            Some(choice) => imported
                .forms
                .push(reading::read(part, choice, document.exact)),
            None => imported.left.extend(
                all.into_iter()
                    .filter(|one| !labels::is_of_the_form(&one.text)),
            ),
        }
    }
    imported.read += document.faults.len();
    imported.left.extend(document.faults.iter().cloned());
    private::mask(&mut imported.left);
    imported
}

impl Filled {
    /// `unit.yaml` with the unit's name, where the form names it.
    pub fn unit_yaml(&self) -> Option<String> {
        (!self.unit.is_empty()).then(|| written::unit(&self.unit))
    }

    /// The form as `report.yaml` is written, or `base.yaml`.
    pub fn to_yaml(&self) -> String {
        written::yaml(self)
    }
}
