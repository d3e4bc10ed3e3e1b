//! What tells whether a published file is still as a run left it.

use super::{disk, manifest};
use crate::digest::Sha256Sum;
use crate::stored::stored;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// A file's size and the time of its last change, by which it is known again, and the
/// sum of its bytes, which need not be read again then. Neither its ctime, which a second
/// name changes, nor its inode, which a copy changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    size: u64,
    seconds: i64,
    nanoseconds: i64,
    sum: Sha256Sum,
}

stored!(Mark {
    size,
    seconds,
    nanoseconds,
    sum
});

impl Mark {
    pub(super) fn of(file: &Metadata, sum: Sha256Sum) -> Self {
        Self {
            size: file.size(),
            seconds: file.mtime(),
            nanoseconds: file.mtime_nsec(),
            sum,
        }
    }

    /// Whether it is of this file, by size and time.
    pub(super) fn is_of(self, file: &Metadata) -> bool {
        self == Self::of(file, self.sum)
    }

    /// The sum of the file's bytes.
    pub(super) fn sum(self) -> Sha256Sum {
        self.sum
    }

    /// The file's size in bytes.
    pub fn size(self) -> u64 {
        self.size
    }
}

/// Which publication stands in an output folder: two that differ are told apart as long
/// as this program made them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    size: u64,
    seconds: i64,
    nanoseconds: i64,
    inode: u64,
}

impl Edition {
    /// That of an output folder; `None` where nothing is published.
    pub fn of(output: &Path) -> Option<Self> {
        let list = disk::regular(&output.join(manifest::NAME))?;
        Some(Self {
            size: list.size(),
            seconds: list.mtime(),
            nanoseconds: list.mtime_nsec(),
            inode: list.ino(),
        })
    }
}
