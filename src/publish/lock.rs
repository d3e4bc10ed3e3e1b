//! The lock that keeps two builds of one output apart.

use super::error::PublishError;
use super::place::Place;
use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A locked file beside the output; the system frees the lock if we are killed.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock, or says that another build has it.
    pub(super) fn take(place: &Place) -> Result<Self, PublishError> {
        let path = &place.lock;
        loop {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(path)
                .map_err(PublishError::io("打开锁文件", path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(PublishError::Busy {
                        output: place.output.clone(),
                    });
                }
                Err(TryLockError::Error(error)) => {
                    return Err(PublishError::io("锁定", path)(error));
                }
            }
            // The build before us removes the file when it ends, maybe between
            // our opening and our locking it: then we hold a lock nobody sees.
            if stands_at(&file, path).map_err(PublishError::io("读取", path))? {
                return Ok(Self {
                    path: path.clone(),
                    _file: file,
                });
            }
        }
    }
}

fn stands_at(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // An unlocked file that stays behind does no harm.
        let _ = fs::remove_file(&self.path);
    }
}
