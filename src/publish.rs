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
//! person would look for it.) One foreign file is not carried over: the signature of
//! the list of sums, once the list is another. Where the system cannot exchange two folders in
//! one step, three renames do it and the next [`Stage::open`] undoes what was
//! interrupted between them.
//!
//! A preview's site is changed where it stands instead ([`Stage::for_preview`]).

mod address;
mod disk;
mod error;
mod finishing;
mod foreign;
mod in_place;
mod listing;
mod lock;
mod manifest;
mod mark;
mod packed;
mod place;
mod progress;
mod published;
mod signature;
mod sums;
mod verify;

pub use error::{PublishError, Refusal};
pub use listing::Listing;
pub use mark::{Edition, Mark};
pub use published::PublishedSite;
pub use signature::Key;
pub use verify::{Difference, SiteCopy, VerifyError};

use crate::digest::{self, Summing};
use lock::Lock;
use manifest::Manifest;
use packed::Packing;
use place::Place;
use progress::Progress;
use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
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
    kind: Kind,
    progress: Mutex<Progress>,
    /// Released after the staging folder is gone: fields drop after `drop`.
    _lock: Lock,
}

/// Who the site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Publication,
    /// See [`Stage::for_preview`].
    Preview,
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
    /// Whether a signature of the last list of sums was left out, which would not be
    /// of the new list.
    pub unsigned: bool,
    /// The old site, where it could not be removed after the swap; the next
    /// [`Stage::open`] tries again.
    pub leftover: Option<PathBuf>,
}

/// A staged file that is written bit by bit.
type Target = BufWriter<Summing<File>>;

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
            kind: Kind::Publication,
            progress: Mutex::default(),
            _lock: lock,
        })
    }

    /// For a site that nobody but this program reads, and soon: [`Stage::finish`] changes
    /// a published site file by file where it stands, and does not wait for the disk. What
    /// is unchanged costs nothing. Whoever is killed meanwhile leaves a mixture of both
    /// sites, which the next publication sets right.
    #[must_use]
    pub fn for_preview(mut self) -> Self {
        self.kind = Kind::Preview;
        self
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
        let is_kept = kept.is_some();
        let file = match kept {
            Some(file) => file,
            None => disk::write_new(&self.staged(address)?, bytes)?,
        };
        self.count(address, Mark::of(&file, digest::sum(bytes)), is_kept);
        Ok(())
    }

    /// Puts the list of the sums of all files put so far, as `sha256sum -c` reads it.
    /// It is to be the last file: no list has its own sum.
    ///
    /// # Errors
    /// As [`Stage::write`].
    pub fn list_sums(&self) -> Result<(), PublishError> {
        let list = |target: &mut Target, staged: &Path| {
            let progress = self.progress();
            let listed =
                progress.each(|folder, below, mark| sums::line(target, folder, below, &mark.sum()));
            listed.map_err(PublishError::io("写入", staged))
        };
        self.stream(sums::NAME, list)?;
        Ok(())
    }

    /// Whether the file at `address` that the last run published is still as it was
    /// when it had this mark.
    pub fn is_as_published(&self, address: &str, mark: Mark) -> bool {
        let is_ours = self.old.as_ref().is_some_and(|old| old.contains(address));
        is_ours
            && disk::regular(&self.place.output.join(address)).is_some_and(|file| mark.is_of(&file))
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

    /// Whether all these files of a folder are still as they were published.
    pub fn all_as_published(&self, folder: &str, files: &Listing) -> bool {
        let prefix = below(folder);
        let mut files = files.iter();
        files.all(|(below, mark)| self.is_as_published(&format!("{prefix}{below}"), mark))
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
        for (below, _) in files.iter() {
            let address = format!("{folder}/{below}");
            for (at, _) in below.match_indices('/') {
                let inner = &below[..at];
                if made.insert(inner) {
                    self.make_folders(&[&format!("{folder}/{inner}")])?;
                }
            }
            self.link(&address)?;
        }
        Ok(())
    }

    /// The mark of the staged file at `address`; `None` where there is none.
    pub fn mark(&self, address: &str) -> Option<Mark> {
        self.progress().mark(address)
    }

    /// Closes a folder, into which nothing more is put: what of it is kept is little. It
    /// lies in no closed folder, and none in it. Gives back its files.
    pub fn close(&self, folder: &str) -> Listing {
        self.progress().close(folder)
    }

    /// The files in no closed folder.
    pub fn open_files(&self) -> Listing {
        self.progress().open()
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
        let mut summing = Summing::new(&mut source);
        let kept = self.keep(address, before.len(), BufReader::new(&mut summing))?;
        let mark = match &kept {
            Some(file) => Mark::of(file, summing.finish().1),
            None => {
                source.rewind().map_err(reading)?;
                let staged = self.staged(address)?;
                disk::create_new(&staged)
                    .and_then(|target| {
                        let mut target = Summing::new(target);
                        io::copy(&mut source, &mut target)?;
                        let (target, sum) = target.finish();
                        Ok(Mark::of(&target.metadata()?, sum))
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
            disk::regular(&published)
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
        let Some(file) = disk::regular(&staged).filter(|file| file.len() == size) else {
            return Err(PublishError::NotAsPublished { path: from });
        };
        let mut summing = Summing::new(disk::open_regular(&staged)?);
        io::copy(&mut summing, &mut io::sink()).map_err(PublishError::io("读取", &staged))?;
        let mark = Mark::of(&file, summing.finish().1);
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
        self.stream(address, |target, staged| {
            let writing = |error| PublishError::io("写入", staged)(error);
            for piece in pieces {
                match piece {
                    Piece::Text(text) => target.write_all(text.as_bytes()).map_err(writing)?,
                    Piece::Part(address, range) => {
                        let mut part = self.part(address, range)?;
                        io::copy(&mut part, target).map_err(writing)?;
                    }
                }
            }
            Ok(())
        })
    }

    /// Puts what is written bit by bit at `address`. Gives back the size.
    fn stream(
        &self,
        address: &str,
        write: impl FnOnce(&mut Target, &Path) -> Result<(), PublishError>,
    ) -> Result<u64, PublishError> {
        self.claim(address)?;
        let staged = self.staged(address)?;
        let writing = |error| PublishError::io("写入", &staged)(error);
        let target = disk::create_new(&staged).map_err(writing)?;
        let mut target = BufWriter::new(Summing::new(target));
        write(&mut target, &staged)?;
        let target = target
            .into_inner()
            .map_err(|error| writing(error.into_error()))?;
        let (target, sum) = target.finish();
        let written = target.metadata().map_err(writing)?;
        let size = written.len();
        let bytes = BufReader::new(disk::open_regular(&staged)?);
        let kept = self.published(address, size, bytes);
        if kept.is_some() {
            fs::remove_file(&staged).map_err(writing)?;
            self.link(address)?;
        }
        let is_kept = kept.is_some();
        self.count(address, Mark::of(&kept.unwrap_or(written), sum), is_kept);
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
        let (mut file, path) = self.open_staged(address)?;
        file.seek(SeekFrom::Start(range.start))
            .map_err(PublishError::io("读取", &path))?;
        Ok(file.take(range.end.saturating_sub(range.start)))
    }

    /// The staged files below a folder, or all in no closed folder where `folder` is
    /// empty, that get smaller when they are packed, in order: those whose packed files'
    /// addresses are still free.
    pub fn packable(&self, folder: &str) -> Vec<String> {
        let progress = self.progress();
        let is_free = |address: &str| {
            let mut packed = Packing::ALL.iter().map(|packing| packing.address(address));
            packed.all(|packed| progress.addresses().meets(&packed, false).is_none())
        };
        progress
            .open_below(folder)
            .filter(|(address, mark)| packed::is_worth(address, mark.size()) && is_free(address))
            .map(|(address, _)| address.to_owned())
            .collect()
    }

    /// Puts beside the staged file at `address` the same packed, as `address.gz` and
    /// `address.br`. A published one that still holds the bytes is kept.
    ///
    /// # Errors
    /// As [`Stage::write`]; also when nothing is staged at `address`.
    pub fn pack(&self, address: &str) -> Result<(), PublishError> {
        let (mut plain, path) = self.open_staged(address)?;
        let mut bytes = Vec::new();
        plain
            .read_to_end(&mut bytes)
            .map_err(PublishError::io("读取", &path))?;
        for packing in Packing::ALL {
            let address = packing.address(address);
            self.claim(&address)?;
            let published = self.place.output.join(&address);
            let is_ours = self.old.as_ref().is_some_and(|old| old.contains(&address));
            let old = is_ours
                .then(|| disk::read_regular(&published).ok())
                .flatten();
            let kept = old
                .filter(|old| packing.holds(old, &bytes))
                .and_then(|old| Some(Mark::of(&disk::regular(&published)?, digest::sum(&old))));
            let mark = match kept {
                Some(mark) => {
                    self.link(&address)?;
                    mark
                }
                None => {
                    let staged = self.staged(&address)?;
                    let packed = packing.pack(&bytes);
                    let packed = packed.map_err(PublishError::io("压缩", &staged))?;
                    Mark::of(&disk::write_new(&staged, &packed)?, digest::sum(&packed))
                }
            };
            self.count(&address, mark, kept.is_some());
        }
        Ok(())
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an address for a file and makes the folders it stands in.
    fn claim(&self, address: &str) -> Result<(), PublishError> {
        // Until the folders are there nobody else may put anything into them.
        let mut progress = self.progress();
        let new = progress.claim(address)?;
        self.make_folders(&new)
    }

    /// Where a file is staged that is new or has new bytes.
    fn staged(&self, address: &str) -> Result<PathBuf, PublishError> {
        let staged = self.place.staging.join(address);
        if let Some(folder) = staged.parent().filter(|_| self.is_in_place()) {
            fs::create_dir_all(folder).map_err(PublishError::io("建立文件夹", folder))?;
        }
        Ok(staged)
    }

    /// Makes folders in the staging folder; in place only those of new files are needed.
    fn make_folders(&self, new: &[&str]) -> Result<(), PublishError> {
        if self.is_in_place() {
            return Ok(());
        }
        for folder in new {
            let folder = self.place.staging.join(folder);
            fs::create_dir(&folder).map_err(PublishError::io("建立文件夹", &folder))?;
        }
        Ok(())
    }

    /// Whether only what is new is staged, as the rest stays where it is.
    fn is_in_place(&self) -> bool {
        self.kind == Kind::Preview && self.old.is_some()
    }

    /// A file of the new site, and where it is until it is finished.
    fn open_staged(&self, address: &str) -> Result<(File, PathBuf), PublishError> {
        let staged = self.place.staging.join(address);
        match disk::open_regular(&staged) {
            Err(PublishError::Io { source, .. })
                if self.is_in_place() && source.kind() == io::ErrorKind::NotFound =>
            {
                let published = self.place.output.join(address);
                Ok((disk::open_regular(&published)?, published))
            }
            opened => Ok((opened?, staged)),
        }
    }

    /// Takes the published file at `address` over if it holds the same bytes.
    fn keep(
        &self,
        address: &str,
        size: u64,
        bytes: impl BufRead,
    ) -> Result<Option<Metadata>, PublishError> {
        let same = self.published(address, size, bytes);
        if same.is_some() {
            self.link(address)?;
        }
        Ok(same)
    }

    /// The file that the last run published at `address`, if it holds these bytes, all
    /// of which are read then.
    fn published(&self, address: &str, size: u64, bytes: impl BufRead) -> Option<Metadata> {
        let published = self.place.output.join(address);
        let is_ours = self.old.as_ref()?.contains(address);
        is_ours
            .then(|| disk::holds(&published, size, bytes))
            .flatten()
    }

    /// Gives the published file at `address` a second name in the staged site.
    fn link(&self, address: &str) -> Result<(), PublishError> {
        if self.is_in_place() {
            return Ok(());
        }
        let published = self.place.output.join(address);
        disk::link_or_copy(&published, &self.place.staging.join(address))
    }

    fn count(&self, address: &str, mark: Mark, kept: bool) {
        self.progress().count(address, mark, kept);
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
