//! Files stand in a hidden folder beside their places until all of them are made.

use super::ExportRefusal;
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

    /// Adds a file.
    ///
    /// # Errors
    /// It cannot be written, or there is one of this name.
    pub fn add(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(self.folder.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Moves the files to their places, in order.
    pub fn finish(self, names: &[String], overwrite: bool) -> Result<Vec<PathBuf>, ExportRefusal> {
        let files: Vec<PathBuf> = names.iter().map(|name| self.to.join(name)).collect();
        let there = files.iter().filter(|file| file.symlink_metadata().is_ok());
        let there: Vec<PathBuf> = there.cloned().collect();
        if !overwrite && !there.is_empty() {
            return Err(ExportRefusal::Exists(there));
        }
        if let Some(folder) = there.into_iter().find(|file| file.is_dir()) {
            let error = io::Error::other("不是普通文件");
            return Err(ExportRefusal::Write(folder, error));
        }
        for (name, file) in names.iter().zip(&files) {
            let moved = fs::rename(self.folder.join(name), file);
            moved.map_err(|error| ExportRefusal::Write(file.clone(), error))?;
        }
        Ok(files)
    }
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
