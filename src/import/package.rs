//! The zip file that a Word or Excel file is, looked over before it is read.

use super::error::ImportError;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// How large the parts may be together when they are unpacked, pictures aside, in
/// bytes.
const LARGEST: u64 = 64 << 20;

/// How many parts there may be.
const MOST_PARTS: usize = 10_000;

/// A package of which every part was looked at.
pub struct Package<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Package<'a> {
    /// Opens a package. The sizes that it declares are not believed: what is text
    /// is unpacked once, up to the limit.
    ///
    /// # Errors
    /// Not a zip file, larger than any form is, or with what no office program
    /// writes: a name that leads out of the folder, a document type.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_whole())?;
        if archive.len() > MOST_PARTS {
            return Err(ImportError::TooLarge {
                what: "文件里的部件数",
                limit: "10000 个",
            });
        }
        let mut left = LARGEST;
        for at in 0..archive.len() {
            let file = archive.by_index(at).map_err(damaged)?;
            let name = file.name().map_err(damaged)?.to_ascii_lowercase();
            let leads_out = name.split(['/', '\\']).any(|part| part == "..");
            if leads_out || name.starts_with('/') {
                return Err(ImportError::OutsideName);
            }
            if !is_text(&name) {
                continue;
            }
            let text = unpacked(file, left)?;
            left -= text.len() as u64;
            let declares = |sign: &[u8]| text.windows(sign.len()).any(|part| part == sign);
            if declares(b"<!DOCTYPE") || declares(b"<!ENTITY") {
                return Err(ImportError::Entities);
            }
        }
        Ok(Self(archive))
    }

    /// Shows each part that is text, whatever its letters are.
    ///
    /// # Errors
    /// Those of `look`.
    pub fn each_text(
        &mut self,
        mut look: impl FnMut(&str) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        for at in 0..self.0.len() {
            let file = self.0.by_index(at).map_err(damaged)?;
            if file.name().is_ok_and(|name| is_text(&name)) {
                look(&String::from_utf8_lossy(&unpacked(file, LARGEST)?))?;
            }
        }
        Ok(())
    }

    /// A part as text; `None` where there is none.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let Ok(file) = self.0.by_name(name) else {
            return Ok(None);
        };
        let bytes = unpacked(file, LARGEST)?;
        String::from_utf8(bytes).map(Some).map_err(damaged)
    }
}

fn is_text(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels")
}

fn unpacked(file: impl std::io::Read, most: u64) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    let mut capped = file.take(most + 1);
    capped.read_to_end(&mut bytes).map_err(damaged)?;
    if bytes.len() as u64 > most {
        return Err(ImportError::TooLarge {
            what: "文件解开后的大小",
            limit: "64 MB",
        });
    }
    Ok(bytes)
}

/// What the crate says of it helps nobody who has the file in front of them.
fn not_whole() -> ImportError {
    let why = "不是完整的 .docx、.xlsx 文件，可能没有下载完，或者只是改了扩展名";
    ImportError::Damaged(why.to_owned())
}

fn damaged(error: impl std::fmt::Display) -> ImportError {
    ImportError::Damaged(error.to_string())
}
