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
mod laying;
mod listing;
mod lock;
mod manifest;
mod mark;
mod packed;
mod packing;
mod place;
mod progress;
mod published;
mod putting;
mod removal;
mod signature;
mod sums;
mod taking_over;
mod verify;

pub use error::{PublishError, Refusal};
pub use laying::Piece;
pub use listing::Listing;
pub use mark::{Edition, Mark};
pub use published::PublishedSite;
pub use signature::Key;
pub use verify::{Difference, SiteCopy, VerifyError};

use lock::Lock;
use manifest::Manifest;
use place::Place;
use progress::Progress;
use std::fs;
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

    /// Whether the last run published a file at `address`.
    fn is_ours(&self, address: &str) -> bool {
        self.old.as_ref().is_some_and(|old| old.contains(address))
    }

    /// Gives the published file at `address` a second name in the staged site.
    fn link(&self, address: &str) -> Result<(), PublishError> {
        if self.is_in_place() {
            return Ok(());
        }
        let published = self.place.output.join(address);
        disk::link_or_copy(&published, &self.place.staging.join(address))?;
        Ok(())
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
