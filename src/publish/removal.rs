//! A folder with hundreds of thousands of files is removed, by several at once.

use super::disk;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// With so many folders in it whoever removes has enough to share.
const ENOUGH: usize = 32;

/// A folder on its way out.
#[derive(Debug)]
pub(super) struct Removal {
    folder: PathBuf,
    /// Folders in it that nobody has begun with.
    left: Mutex<Vec<PathBuf>>,
}

impl Removal {
    pub(super) fn of(folder: &Path) -> Self {
        let mut left = vec![folder.to_owned()];
        while left.len() < ENOUGH {
            let below: Vec<PathBuf> = left.iter().flat_map(|it| folders(it)).collect();
            if below.is_empty() {
                break;
            }
            left = below;
        }
        Self {
            folder: folder.to_owned(),
            left: Mutex::new(left),
        }
    }

    /// Removes folders in it as long as some are left. May be called on several threads.
    pub(super) fn go_on(&self) {
        while let Some(folder) = self.next() {
            // What stays now is met again at the end.
            let _ = fs::remove_dir_all(folder);
        }
    }

    fn next(&self) -> Option<PathBuf> {
        let left = self.left.lock();
        left.unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Removes what is still there.
    pub(super) fn finish(self) -> io::Result<()> {
        match fs::remove_dir_all(self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// The folders in a folder; none where it cannot be read.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = disk::entries(folder).unwrap_or_default().into_iter();
    let folders = entries.filter(|(_, is_folder)| *is_folder);
    folders.map(|(name, _)| folder.join(name)).collect()
}
