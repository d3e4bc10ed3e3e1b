//! Bytes to a folder, whole or not at all.
//!
//! ```text
//! open ──▶ write, copy, pack … (into .public.ziping-staging) ──▶ finish: swap with public/
//!   lock, recover, refuse                                   drop: throw the staging folder away
//! ```
//!
//! Three sentences hold at every moment, so a kill at any moment does no harm:
//! what stands at the output is one whole site; what stands at the staging
//! path may be thrown away; what this room did not write (`.git`, `CNAME` …)
//! is in the output. Foreign files are therefore never moved: before the swap
//! they are hard-linked into the new site, `.git` with all it holds, and after
//! the swap the old names go. (Ten thousand links take a fraction of a second;
//! moving `.git` after the swap would leave a moment at which it is nowhere a
//! person would look for it.) Where the system cannot exchange two folders in
//! one step, three renames do it and the next [`Stage::open`] undoes what was
//! interrupted between them.

mod address;
mod disk;
mod error;
mod foreign;
mod lock;
mod manifest;
mod mark;
mod packed;
mod place;
mod published;

pub use error::{PublishError, Refusal};
pub use mark::Mark;
pub use published::PublishedSite;

use address::Addresses;
use lock::Lock;
use manifest::Manifest;
use packed::Packing;
use place::Place;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A site in the making, beside the output folder that it will replace.
///
/// While it lives no other build can open the same output. Dropped without
/// [`Stage::finish`] it leaves the output as it was.
#[derive(Debug)]
pub struct Stage {
    place: Place,
    /// What the last run published; `None` where there was none.
    old: Option<Manifest>,
    progress: Mutex<Progress>,
    /// Released after the staging folder is gone: fields drop after `drop`.
    _lock: Lock,
}

/// What has been written so far.
#[derive(Debug, Default)]
struct Progress {
    /// Files that were asked for; all must be in the manifest at the end.
    begun: usize,
    addresses: Addresses,
    manifest: Manifest,
    unchanged: usize,
    /// Of the files, those that [`Stage::marks`] has not given away.
    marks: BTreeMap<String, Mark>,
}

/// What a finished publication did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The site's files, foreign ones not counted.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that were there already with the same bytes.
    pub unchanged: usize,
    /// Files of the last publication that are no longer part of the site.
    pub removed: usize,
    /// Whether the site was the same to the byte, so that the output was left
    /// untouched.
    pub nothing_changed: bool,
    /// The old site, where it could not be removed after the swap; the next
    /// [`Stage::open`] tries again.
    pub leftover: Option<PathBuf>,
}

/// A piece of a file that is put together from others.
#[derive(Debug, Clone)]
pub enum Piece<'a> {
    /// What stands between the others.
    Text(&'a str),
    /// The bytes of a staged file in a range.
    Part(&'a str, Range<u64>),
}

impl Stage {
    /// Locks the output, repairs what an interrupted run left, and makes an
    /// empty staging folder beside it.
    ///
    /// The output may be neither one of the `protected` folders (home, the
    /// site's root) nor hold one. For `inputs` (content, the theme) the same
    /// is true, and the output may not lie inside one either.
    ///
    /// # Errors
    /// The output is refused (see [`Refusal`]), another build has it open, or
    /// the file system refuses.
    pub fn open(
        output: &Path,
        protected: &[&Path],
        inputs: &[&Path],
    ) -> Result<Self, PublishError> {
        let place = Place::find(output, protected, inputs)?;
        let lock = Lock::take(&place)?;
        place.recover()?;
        let old = place.read_manifest()?;
        if old.is_none() {
            place.refuse_strangers()?;
        }
        fs::create_dir(&place.staging).map_err(PublishError::io("建立文件夹", &place.staging))?;
        Ok(Self {
            place,
            old,
            progress: Mutex::default(),
            _lock: lock,
        })
    }

    /// Puts a file at `address` (below the site, with `/`). A published file
    /// with the same bytes is kept with its modification time.
    ///
    /// # Errors
    /// The address may not be written or was written before, or the file
    /// system refuses.
    pub fn write(&self, address: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.claim(address)?;
        let kept = self.keep(address, bytes.len() as u64, bytes)?;
        let mark = match kept {
            Some(mark) => mark,
            None => disk::write_new(&self.place.staging.join(address), bytes)?,
        };
        self.count(address, mark, kept.is_some());
        Ok(())
    }

    /// Whether the file at `address` that the last run published is still as it was
    /// when it had this mark.
    pub fn is_as_published(&self, address: &str, mark: Mark) -> bool {
        let is_ours = self.old.as_ref().is_some_and(|old| old.contains(address));
        is_ours && disk::mark(&self.place.output.join(address)) == Some(mark)
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

    /// The mark of the staged file at `address`; `None` where there is none.
    pub fn mark(&self, address: &str) -> Option<Mark> {
        disk::mark(&self.place.staging.join(address))
    }

    /// The files put since the last call, of those below a folder, by their addresses
    /// below it, in order; of all where `folder` is empty.
    pub fn marks(&self, folder: &str) -> Vec<(String, Mark)> {
        let prefix = below(folder);
        let marks = &mut self.progress().marks;
        let mut found = marks.split_off(&prefix);
        let others = found.keys().find(|address| !address.starts_with(&prefix));
        if let Some(first) = others.cloned() {
            marks.append(&mut found.split_off(&first));
        }
        let short = |(address, mark): (String, Mark)| (address[prefix.len()..].to_owned(), mark);
        found.into_iter().map(short).collect()
    }

    /// Puts a copy of the file `from` at `address`, otherwise as [`Stage::write`].
    ///
    /// # Errors
    /// As [`Stage::write`]; also when `from` is not a regular file (a symbolic
    /// link is none) or changes while it is read.
    pub fn copy(&self, address: &str, from: &Path) -> Result<(), PublishError> {
        let reading = |error| PublishError::io("读取", from)(error);
        self.claim(address)?;
        let mut source = disk::open_regular(from)?;
        let before = source.metadata().map_err(reading)?;
        let kept = self.keep(address, before.len(), BufReader::new(&mut source))?;
        let mark = match kept {
            Some(mark) => mark,
            None => {
                source.rewind().map_err(reading)?;
                let staged = self.place.staging.join(address);
                disk::create_new(&staged)
                    .and_then(|mut target| {
                        io::copy(&mut source, &mut target)?;
                        Ok(Mark::of(&target.metadata()?))
                    })
                    .map_err(PublishError::io("写入", &staged))?
            }
        };
        let after = source.metadata().map_err(reading)?;
        if (before.len(), before.modified().ok()) != (after.len(), after.modified().ok()) {
            return Err(PublishError::SourceChanged { path: from.into() });
        }
        self.count(address, mark, kept.is_some());
        Ok(())
    }

    /// Puts the file at `address` of another published site at the same address, by a
    /// second name where the file system can, otherwise as [`Stage::write`].
    ///
    /// # Errors
    /// As [`Stage::write`]; also when the file is not as it was published.
    pub fn adopt(&self, address: &str, site: &PublishedSite) -> Result<(), PublishError> {
        let (from, size) = site.find(address)?;
        self.claim(address)?;
        let published = self.place.output.join(address);
        let kept = if disk::is_one_file(&from, &published) {
            disk::mark(&published)
        } else {
            let source = disk::open_regular(&from)?;
            self.published(address, size, BufReader::new(source))
        };
        let staged = self.place.staging.join(address);
        match kept {
            Some(_) => self.link(address)?,
            None => disk::link_or_copy_from_afar(&from, &staged)?,
        }
        // What was put there meanwhile instead of the file is not published.
        let Some(mark) = disk::mark(&staged).filter(|mark| mark.size() == size) else {
            return Err(PublishError::NotAsPublished { path: from });
        };
        self.count(address, mark, kept.is_some());
        Ok(())
    }

    /// Puts pieces end to end at `address`, otherwise as [`Stage::write`]. Gives
    /// back the size.
    ///
    /// # Errors
    /// As [`Stage::write`]; also when a piece is of a file that is not staged.
    pub fn join<'p>(
        &self,
        address: &str,
        pieces: impl Iterator<Item = Piece<'p>>,
    ) -> Result<u64, PublishError> {
        self.claim(address)?;
        let staged = self.place.staging.join(address);
        let writing = |error| PublishError::io("写入", &staged)(error);
        let mut target = BufWriter::new(disk::create_new(&staged).map_err(writing)?);
        let mut size = 0;
        for piece in pieces {
            size += match piece {
                Piece::Text(text) => {
                    target.write_all(text.as_bytes()).map_err(writing)?;
                    text.len() as u64
                }
                Piece::Part(address, range) => {
                    let mut part = self.part(address, range)?;
                    io::copy(&mut part, &mut target).map_err(writing)?
                }
            };
        }
        let target = target
            .into_inner()
            .map_err(|error| writing(error.into_error()))?;
        let written = Mark::of(&target.metadata().map_err(writing)?);
        let joined = BufReader::new(disk::open_regular(&staged)?);
        let kept = self.published(address, size, joined);
        if kept.is_some() {
            fs::remove_file(&staged).map_err(writing)?;
            self.link(address)?;
        }
        self.count(address, kept.unwrap_or(written), kept.is_some());
        Ok(size)
    }

    /// The bytes of a staged file in a range.
    ///
    /// # Errors
    /// The file is not staged, or the file system refuses.
    pub fn read(&self, address: &str, range: Range<u64>) -> Result<Vec<u8>, PublishError> {
        let mut bytes = Vec::new();
        let read = self.part(address, range)?.read_to_end(&mut bytes);
        read.map_err(PublishError::io("读取", &self.place.staging.join(address)))?;
        Ok(bytes)
    }

    fn part(&self, address: &str, range: Range<u64>) -> Result<impl Read, PublishError> {
        let path = self.place.staging.join(address);
        let mut file = disk::open_regular(&path)?;
        file.seek(SeekFrom::Start(range.start))
            .map_err(PublishError::io("读取", &path))?;
        Ok(file.take(range.end.saturating_sub(range.start)))
    }

    /// The staged files below a folder, or all where `folder` is empty, that get
    /// smaller when they are packed, in order: those whose packed files' addresses
    /// are still free.
    pub fn packable(&self, folder: &str) -> Vec<String> {
        let progress = self.progress();
        let is_free = |address: &str| {
            let mut packed = Packing::ALL.iter().map(|packing| packing.address(address));
            packed.all(|packed| progress.addresses.meets(&packed, false).is_none())
        };
        progress
            .manifest
            .files_below(&below(folder))
            .filter(|(address, size)| packed::is_worth(address, *size) && is_free(address))
            .map(|(address, _)| address.to_owned())
            .collect()
    }

    /// Puts beside the staged file at `address` the same packed, as `address.gz` and
    /// `address.br`. A published one that still holds the bytes is kept.
    ///
    /// # Errors
    /// As [`Stage::write`]; also when nothing is staged at `address`.
    pub fn pack(&self, address: &str) -> Result<(), PublishError> {
        let staged = self.place.staging.join(address);
        let bytes = fs::read(&staged).map_err(PublishError::io("读取", &staged))?;
        for packing in Packing::ALL {
            let address = packing.address(address);
            self.claim(&address)?;
            let published = self.place.output.join(&address);
            let staged = self.place.staging.join(&address);
            let is_ours = self.old.as_ref().is_some_and(|old| old.contains(&address));
            let old = is_ours
                .then(|| disk::read_regular(&published).ok())
                .flatten();
            let kept = old
                .filter(|old| packing.holds(old, &bytes))
                .and_then(|_| disk::mark(&published));
            let mark = match kept {
                Some(mark) => {
                    self.link(&address)?;
                    mark
                }
                None => {
                    let packed = packing.pack(&bytes);
                    let packed = packed.map_err(PublishError::io("压缩", &staged))?;
                    disk::write_new(&staged, &packed)?
                }
            };
            self.count(&address, mark, kept.is_some());
        }
        Ok(())
    }

    /// Puts the staged site in the place of the published one, in one step.
    ///
    /// # Errors
    /// A file was not written, a page stands where the output holds a foreign
    /// file, somebody else changed foreign files at the same time, or the file system refuses. The
    /// output is then as it was.
    pub fn finish(self) -> Result<Published, PublishError> {
        self.finish_and(|_| ())
    }

    /// As [`Stage::finish`], and then lets the caller leave a note for the next run at
    /// [`Stage::note`], before any other can open the same output.
    ///
    /// # Errors
    /// As [`Stage::finish`].
    pub fn finish_and(self, note: impl FnOnce(&Path)) -> Result<Published, PublishError> {
        let published = self.replace()?;
        note(self.note());
        Ok(published)
    }

    fn replace(&self) -> Result<Published, PublishError> {
        let progress = self.progress();
        let empty = Manifest::default();
        let old = self.old.as_ref().unwrap_or(&empty);
        let new = &progress.manifest;
        if progress.begun != new.len() {
            return Err(PublishError::Incomplete);
        }
        let mut published = Published {
            files: new.len(),
            bytes: new.bytes(),
            written: new.len() - progress.unchanged,
            unchanged: progress.unchanged,
            removed: old.addresses().filter(|old| !new.contains(old)).count(),
            nothing_changed: false,
            leftover: None,
        };
        if published.written == 0 && self.old.as_ref() == Some(new) {
            published.nothing_changed = true;
            return Ok(published);
        }
        let Place {
            output, staging, ..
        } = &self.place;
        disk::write_new(&staging.join(manifest::NAME), new.to_text().as_bytes())?;
        let replaces = disk::exists(output)?;
        let foreign = if replaces {
            let foreign = foreign::list(output, old)?;
            foreign::refuse_clashes(output, &foreign, &progress.addresses)?;
            foreign::carry(&foreign, output, staging)?;
            disk::copy_permissions(output, staging)?;
            foreign
        } else {
            Vec::new()
        };
        disk::flush(staging)?;
        self.place.swap(replaces)?;
        if let Err(error) = self.settle(replaces, old, &foreign) {
            // The error that is told is the one that came first.
            let _ = self.place.swap_back(replaces);
            return Err(error);
        }
        if replaces && fs::remove_dir_all(staging).is_err() {
            published.leftover = Some(staging.clone());
        }
        Ok(published)
    }

    /// Where a note for the next run may be left: beside the output, as what the stage
    /// itself leaves there. Nobody else writes it while the stage lives.
    pub fn note(&self) -> &Path {
        &self.place.note
    }

    /// Leaves the published site as it is if it holds so many files: those that the
    /// caller has found to be as it wants them.
    pub fn leave(&self, files: usize) -> Option<Published> {
        let old = self.old.as_ref().filter(|old| old.len() == files)?;
        Some(Published {
            files,
            bytes: old.bytes(),
            written: 0,
            unchanged: files,
            removed: 0,
            nothing_changed: true,
            leftover: None,
        })
    }

    /// Makes the swap last, and sees that no foreign file was changed, added or
    /// removed in the old site after it was linked into the new one.
    fn settle(
        &self,
        replaces: bool,
        old: &Manifest,
        foreign: &[foreign::Entry],
    ) -> Result<(), PublishError> {
        disk::sync_folder(&self.place.parent)?;
        if replaces && foreign::list(&self.place.staging, old)? != foreign {
            return Err(PublishError::Disturbed {
                output: self.place.output.clone(),
            });
        }
        Ok(())
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an address for a file and makes the folders it stands in.
    fn claim(&self, address: &str) -> Result<(), PublishError> {
        let mut progress = self.progress();
        progress.begun += 1;
        for folder in progress.addresses.claim(address)? {
            let folder = self.place.staging.join(folder);
            fs::create_dir(&folder).map_err(PublishError::io("建立文件夹", &folder))?;
        }
        Ok(())
    }

    /// Takes the published file at `address` over if it holds the same bytes.
    fn keep(
        &self,
        address: &str,
        size: u64,
        bytes: impl BufRead,
    ) -> Result<Option<Mark>, PublishError> {
        let same = self.published(address, size, bytes);
        if same.is_some() {
            self.link(address)?;
        }
        Ok(same)
    }

    /// The mark of the file that the last run published at `address`, if it holds
    /// these bytes.
    fn published(&self, address: &str, size: u64, bytes: impl BufRead) -> Option<Mark> {
        let published = self.place.output.join(address);
        let is_ours = self.old.as_ref()?.contains(address);
        is_ours
            .then(|| disk::holds(&published, size, bytes))
            .flatten()
    }

    /// Gives the published file at `address` a second name in the staged site.
    fn link(&self, address: &str) -> Result<(), PublishError> {
        let published = self.place.output.join(address);
        disk::link_or_copy(&published, &self.place.staging.join(address))
    }

    fn count(&self, address: &str, mark: Mark, kept: bool) {
        let mut progress = self.progress();
        progress.manifest.add(address, mark.size());
        progress.marks.insert(address.to_owned(), mark);
        progress.unchanged += usize::from(kept);
    }
}

/// How the addresses below a folder begin; nothing for the site as a whole.
fn below(folder: &str) -> String {
    match folder {
        "" => String::new(),
        folder => format!("{folder}/"),
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now the next `open` removes, or says why not.
        let _ = fs::remove_dir_all(&self.place.staging);
    }
}
