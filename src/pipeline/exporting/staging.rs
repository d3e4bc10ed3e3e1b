//! Files stand in a hidden folder beside their places until all of them are made, those
//! of each unit in a folder of its own.

use super::{ExportRefusal, OfUnit};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The folder, removed with what is still in it.
pub(super) struct Staging {
    to: PathBuf,
    folder: PathBuf,
    /// The folders that were made for it, the outermost last.
    made: Vec<PathBuf>,
}

impl Staging {
    /// Makes the folder in `to`, which may not lie in the content.
    pub fn open(to: &Path, content: &Path) -> Result<Self, ExportRefusal> {
        let failed = |error| ExportRefusal::Write(to.to_owned(), error);
        let whole = std::path::absolute(to).map_err(failed)?;
        let there = whole.ancestors().find(|path| path.exists());
        let there = there.and_then(|path| path.canonicalize().ok());
        let content = content.canonicalize().ok();
        if let (Some(there), Some(content)) = (there, content)
            && there.starts_with(content)
        {
            return Err(ExportRefusal::InContent(to.to_owned()));
        }
        let made = to.ancestors().filter(|path| !path.exists());
        let made = made.map(Path::to_owned).collect();
        let folder = to.join(format!(".ziping-{}", std::process::id()));
        let staging = Self {
            to: to.to_owned(),
            folder,
            made,
        };
        fs::create_dir_all(&staging.folder).map_err(failed)?;
        Ok(staging)
    }

    /// Adds a file of a unit.
    ///
    /// # Errors
    /// It cannot be written, or the unit has one of this name.
    pub fn add(&self, unit: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
        let folder = self.folder.join(unit);
        fs::create_dir_all(&folder)?;
        let mut file = File::create_new(folder.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Moves the files of the units, by their addresses, to their places, in order.
    pub fn finish(self, all: &[OfUnit], overwrite: bool) -> Result<Vec<PathBuf>, ExportRefusal> {
        let mut moves = Vec::new();
        for unit in all {
            let folder = match is_alone(unit, all) {
                true => self.to.clone(),
                false => self.to.join(&unit.address),
            };
            let names = unit.files.iter().map(|(_, name)| name);
            moves.extend(names.map(|name| {
                let staged = self.folder.join(&unit.address).join(name);
                (staged, folder.join(name))
            }));
        }
        let files: Vec<PathBuf> = moves.iter().map(|(_, file)| file.clone()).collect();
        let there = files.iter().filter(|file| file.symlink_metadata().is_ok());
        let there: Vec<PathBuf> = there.cloned().collect();
        if !overwrite && !there.is_empty() {
            return Err(ExportRefusal::Exists(there));
        }
        if let Some(folder) = there.into_iter().find(|file| file.is_dir()) {
            let error = io::Error::other("不是普通文件");
            return Err(ExportRefusal::Write(folder, error));
        }
        for (staged, file) in moves {
            let folder = file.parent().unwrap_or(&self.to);
            let moved = fs::create_dir_all(folder).and_then(|()| fs::rename(staged, &file));
            moved.map_err(|error| ExportRefusal::Write(file, error))?;
        }
        Ok(files)
    }
}

/// Whether no other unit has a file that is called as one of this unit's; letters of
/// either case are one to some file systems.
fn is_alone(unit: &OfUnit, all: &[OfUnit]) -> bool {
    let names = |unit: &OfUnit| -> BTreeSet<String> {
        let names = unit.files.iter();
        names.map(|(_, name)| name.to_lowercase()).collect()
    };
    let own = names(unit);
    let mut others = all.iter().filter(|other| other.address != unit.address);
    others.all(|other| own.is_disjoint(&names(other)))
}

impl Drop for Staging {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
        for folder in &self.made {
            // With files in it, it stays.
            let _ = fs::remove_dir(folder);
        }
    }
}
