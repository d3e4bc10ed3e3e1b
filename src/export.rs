//! Checked units to the files that a finance bureau asks for: each filled form as
//! .xlsx and .docx of the official form, each narrative as .docx.
//!
//! ```text
//! Checked ──official form──▶ tables ──┬──▶ download ──▶ .xlsx
//!         ──narrative──▶ passages ────┴──▶ word ──────▶ .docx
//! ```
//!
//! Pure, as the pages are: the same content gives the same bytes. `import` reads
//! every file back to the data that it was made from.

mod names;
mod passages;
mod word;

use crate::check::Checked;
use crate::download::{DownloadError, official_workbook};
use crate::folder::{ProjectFolder, UnitFolder, YearFolder};
use crate::render::{OfficialForm, UnknownPiece, printed_narrative};
use names::{Kind, Names};
use std::io;

/// Which formats are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    /// Workbooks of the forms.
    pub xlsx: bool,
    /// Word files of the forms and the narratives.
    pub docx: bool,
}

/// A file that was made.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// The file of the unit that it was made from, such as `2023/report.yaml`.
    pub of: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What stands in it.
    pub bytes: &'a [u8],
}

/// Takes a file.
pub type Take<'a> = dyn FnMut(Made<'_>) -> io::Result<()> + 'a;

/// Why a file cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The workbook cannot hold it.
    #[error(transparent)]
    Workbook(#[from] DownloadError),
    /// The Word file cannot hold it.
    #[error("写不成 {name}：{}", crate::system::reason(source))]
    Word {
        /// The file's name.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// A narrative places a table or a figure that is not there.
    #[error(transparent)]
    Piece(#[from] Box<UnknownPieceError>),
    /// Whoever takes the files cannot take this one.
    #[error("写不了 {name}：{}", crate::system::reason(source))]
    Take {
        /// The file's name.
        name: String,
        /// Why.
        source: io::Error,
    },
}

/// What a narrative places and is not there.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UnknownPieceError(pub UnknownPiece);

/// Makes the files of a unit of which `is_wanted` says so: it is asked for each file
/// of the unit that they would be made from, such as `2023/projects/lights.yaml`.
///
/// # Errors
/// What a format cannot hold, or a file that `take` does not take.
pub fn unit_files(
    checked: &Checked,
    formats: Formats,
    is_wanted: &dyn Fn(&str) -> bool,
    take: &mut Take<'_>,
) -> Result<(), ExportError> {
    let unit = checked.unit();
    for year in &unit.years {
        let mut desk = Desk {
            unit,
            year,
            names: Names::of(unit, year),
            formats,
            is_wanted,
            take,
        };
        desk.overall()?;
        for project in &year.projects {
            desk.project(project)?;
        }
    }
    Ok(())
}

/// Where the files of a year are made.
struct Desk<'a, 't> {
    unit: &'a UnitFolder,
    year: &'a YearFolder,
    names: Names<'a>,
    formats: Formats,
    is_wanted: &'a dyn Fn(&str) -> bool,
    take: &'a mut Take<'t>,
}

impl Desk<'_, '_> {
    fn overall(&mut self) -> Result<(), ExportError> {
        let (unit, year) = (&self.unit.unit, self.year);
        let file = |name: &str| format!("{}/{name}", year.year);
        let of = file("report.yaml");
        if let Some(report) = year.report.as_ref().filter(|_| (self.is_wanted)(&of)) {
            let form = OfficialForm::of_report(unit, report, year.year);
            self.form(&of, &self.names.file(None, Kind::Form), &form)?;
        }
        let of = file("base.yaml");
        if let Some(base) = year.base.as_ref().filter(|_| (self.is_wanted)(&of)) {
            let form = OfficialForm::of_base(unit, base, year.year);
            self.form(&of, &self.names.file(None, Kind::Base), &form)?;
        }
        let of = file("report.md");
        if (self.is_wanted)(&of) {
            self.narrative(&of, None)?;
        }
        Ok(())
    }

    fn project(&mut self, project: &ProjectFolder) -> Result<(), ExportError> {
        let (unit, year) = (&self.unit.unit, self.year.year);
        let of = format!("{year}/projects/{}.yaml", project.slug);
        if (self.is_wanted)(&of) {
            let form = OfficialForm::of_report(unit, &project.report, year);
            self.form(&of, &self.names.file(Some(project), Kind::Form), &form)?;
        }
        let of = format!("{year}/projects/{}.md", project.slug);
        if (self.is_wanted)(&of) {
            self.narrative(&of, Some(project))?;
        }
        Ok(())
    }

    fn form(&mut self, of: &str, name: &str, form: &OfficialForm) -> Result<(), ExportError> {
        if self.formats.xlsx {
            let name = format!("{name}.xlsx");
            let bytes = &official_workbook(&name, form)?;
            self.give(Made {
                of,
                name: &name,
                bytes,
            })?;
        }
        if self.formats.docx {
            self.document(of, name, word::form(form))?;
        }
        Ok(())
    }

    fn narrative(&mut self, of: &str, project: Option<&ProjectFolder>) -> Result<(), ExportError> {
        if !self.formats.docx {
            return Ok(());
        }
        let printed = printed_narrative(self.unit, self.year, project)
            .map_err(|piece| Box::new(UnknownPieceError(*piece)))?;
        let Some(printed) = printed else {
            return Ok(());
        };
        let title = self.names.narrative_title(project);
        let blocks = passages::blocks(&printed);
        let name = self.names.file(project, Kind::Narrative);
        self.document(of, &name, word::narrative(&title, &blocks))
    }

    fn document(
        &mut self,
        of: &str,
        name: &str,
        bytes: io::Result<Vec<u8>>,
    ) -> Result<(), ExportError> {
        let name = &format!("{name}.docx");
        match bytes {
            Ok(bytes) => self.give(Made {
                of,
                name,
                bytes: &bytes,
            }),
            Err(source) => Err(ExportError::Word {
                name: name.clone(),
                source,
            }),
        }
    }

    fn give(&mut self, made: Made<'_>) -> Result<(), ExportError> {
        (self.take)(made).map_err(|source| ExportError::Take {
            name: made.name.to_owned(),
            source,
        })
    }
}
