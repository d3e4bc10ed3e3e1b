//! What of the last site still stands, and is taken over unread.

use super::disk::{self, SecondNames};
use super::error::PublishError;
use super::listing::Listing;
use super::mark::Mark;
use super::place::Place;
use super::{Stage, below};
use std::collections::BTreeSet;
use std::io::BufReader;
use std::path::Path;

impl Stage {
    /// Whether the file at `address` that the last run published is still as it was
    /// when it had this mark.
    pub fn is_as_published(&self, address: &str, mark: Mark) -> bool {
        self.is_ours(address) && self.is_still(address, mark)
    }

    fn is_still(&self, address: &str, mark: Mark) -> bool {
        disk::regular(&self.place.output.join(address)).is_some_and(|file| mark.is_of(&file))
    }

    /// Whether the file that the last run published at `address` holds the bytes of
    /// the file `from`. What cannot be read does not.
    pub fn is_copy(&self, address: &str, from: &Path) -> bool {
        let same = || {
            let source = disk::open_regular(from).ok()?;
            let size = source.metadata().ok()?.len();
            self.published(address, size, BufReader::new(source))
        };
        same().is_some()
    }

    /// Whether all these files of a folder are still as they were published.
    pub fn all_as_published(&self, folder: &str, files: &Listing) -> bool {
        let Some(old) = &self.old else {
            return files.is_empty();
        };
        let (prefix, mut ours) = (below(folder), old.finder());
        files.iter().all(|(below, mark)| {
            let address = format!("{prefix}{below}");
            ours.contains(&address) && self.is_still(&address, mark)
        })
    }

    /// Takes the published file at `address` over unread, which
    /// [`Stage::is_as_published`] has found to be as it was.
    ///
    /// # Errors
    /// As [`Stage::write`].
    pub fn take_over(&self, address: &str, mark: Mark) -> Result<(), PublishError> {
        self.claim(address)?;
        self.link(address)?;
        self.count(address, mark, true);
        Ok(())
    }

    /// Takes all published files of a folder over unread, which
    /// [`Stage::all_as_published`] has found to be as they were, and closes it.
    ///
    /// # Errors
    /// As [`Stage::write`].
    pub fn take_over_folder(&self, folder: &str, files: &Listing) -> Result<(), PublishError> {
        {
            let mut progress = self.progress();
            let new = progress.claim_folder(folder, files)?;
            self.make_folders(&new)?;
        }
        if self.is_in_place() {
            return Ok(());
        }
        let mut made = BTreeSet::new();
        let mut open: Option<(&str, SecondNames)> = None;
        for (below, _) in files.iter() {
            for (at, _) in below.match_indices('/') {
                let inner = &below[..at];
                if made.insert(inner) {
                    self.make_folders(&[&format!("{folder}/{inner}")])?;
                }
            }
            let (inner, name) = below.rsplit_once('/').unwrap_or(("", below));
            let names = match open.take() {
                Some((of, names)) if of == inner => names,
                _ => {
                    let inner = format!("{folder}/{inner}");
                    let Place {
                        output, staging, ..
                    } = &self.place;
                    SecondNames::between(output.join(&inner), staging.join(&inner))?
                }
            };
            names.give(name)?;
            open = Some((inner, names));
        }
        Ok(())
    }
}
