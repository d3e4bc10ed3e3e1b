//! A published site that is read again: the files of its manifest, and nothing else
//! that lies in its folder.

use super::address;
use super::disk;
use super::error::PublishError;
use super::manifest::{self, Manifest};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A site that somebody published, which may be a copy from another machine and is not
/// trusted: no address leads out of its folder, by links neither.
#[derive(Debug)]
pub struct PublishedSite {
    /// As it was given.
    written: PathBuf,
    /// Without symbolic links.
    folder: PathBuf,
    manifest: Manifest,
    /// Folders that were found to lie where their addresses say.
    in_place: Mutex<BTreeSet<PathBuf>>,
}

impl PublishedSite {
    /// The site published to a folder.
    ///
    /// # Errors
    /// The folder is none that was published to, its manifest is damaged, or the file
    /// system refuses.
    pub fn open(written: &Path) -> Result<Self, PublishError> {
        let path = written.join(manifest::NAME);
        let no_site = || PublishError::NoSite {
            path: written.into(),
        };
        let bytes = match disk::read_regular(&path) {
            Ok(bytes) => bytes,
            Err(PublishError::Io { source, .. })
                if matches!(
                    source.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Err(no_site());
            }
            Err(error) => return Err(error),
        };
        let manifest = String::from_utf8(bytes).ok().and_then(Manifest::parse);
        let manifest = manifest.filter(|manifest| manifest.addresses().all(address::is_plain));
        Ok(Self {
            manifest: manifest.ok_or(PublishError::NotAsPublished { path })?,
            folder: fs::canonicalize(written).map_err(PublishError::io("读取", written))?,
            written: written.to_owned(),
            in_place: Mutex::default(),
        })
    }

    /// The folder as it was given.
    pub fn written(&self) -> &Path {
        &self.written
    }

    /// The addresses of all its files, in order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.manifest.addresses()
    }

    /// The addresses of the files below a folder, in order.
    pub fn files_below(&self, folder: &str) -> Vec<&str> {
        let prefix = super::below(folder);
        let files = self.manifest.files_below(&prefix);
        files.map(|(address, _)| address).collect()
    }

    /// The bytes of a file of at most so many.
    ///
    /// # Errors
    /// The file is none of the site's, is not as it was published or is larger, or the
    /// file system refuses.
    pub fn read(&self, address: &str, most: u64) -> Result<Vec<u8>, PublishError> {
        let (path, size) = self.find(address)?;
        let mut bytes = Vec::new();
        if size <= most {
            let file = disk::open_regular(&path)?;
            let read = file.take(most).read_to_end(&mut bytes);
            read.map_err(PublishError::io("读取", &path))?;
        }
        if bytes.len() as u64 == size {
            Ok(bytes)
        } else {
            Err(PublishError::NotAsPublished { path })
        }
    }

    /// Where a file is, and its size in bytes.
    pub(super) fn find(&self, address: &str) -> Result<(PathBuf, u64), PublishError> {
        let path = self.folder.join(address);
        let size = self.manifest.size(address);
        let found = disk::regular(&path).map(|file| file.len());
        match size.filter(|size| found == Some(*size) && self.is_in_place(&path)) {
            Some(size) => Ok((path, size)),
            None => Err(PublishError::NotAsPublished { path }),
        }
    }

    /// Whether no folder on the way to a file is a link.
    fn is_in_place(&self, path: &Path) -> bool {
        let Some(folder) = path.parent() else {
            return false;
        };
        let mut known = self.in_place.lock().unwrap_or_else(PoisonError::into_inner);
        if known.contains(folder) {
            return true;
        }
        let is_in_place = fs::canonicalize(folder).is_ok_and(|real| real == folder);
        if is_in_place {
            known.insert(folder.to_owned());
        }
        is_in_place
    }
}
