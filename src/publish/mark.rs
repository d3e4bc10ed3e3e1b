//! What tells whether a published file is still as a run left it.

use crate::stored::stored;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

/// A file's size and the time of its last change. Neither its ctime, which a second
/// name changes, nor its inode, which a copy changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    size: u64,
    seconds: i64,
    nanoseconds: i64,
}

stored!(Mark {
    size,
    seconds,
    nanoseconds
});

impl Mark {
    pub(super) fn of(file: &Metadata) -> Self {
        Self {
            size: file.size(),
            seconds: file.mtime(),
            nanoseconds: file.mtime_nsec(),
        }
    }

    /// The file's size in bytes.
    pub fn size(self) -> u64 {
        self.size
    }
}
