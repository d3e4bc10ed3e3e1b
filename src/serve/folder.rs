//! Where the preview's pages stand: `.ziping-preview/` in the site's folder, which git
//! passes over and one preview has at a time.

use super::ServeError;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

const NAME: &str = ".ziping-preview";

/// The folder, locked as long as this lives; the system frees it if we are killed.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Bears the address of the preview that has it.
    lock: File,
}

impl Folder {
    /// Makes the folder of a site, or takes the one that is there.
    pub(super) fn open(root: &Path) -> Result<Self, ServeError> {
        let path = root.join(NAME);
        let refused = |error| ServeError::Folder(path.clone(), error);
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_dir()) {
            return Err(refused(io::ErrorKind::NotADirectory.into()));
        }
        fs::create_dir_all(&path).map_err(refused)?;
        fs::write(path.join(".gitignore"), "*\n").map_err(refused)?;
        let mut lock = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(path.join("address"))
            .map_err(refused)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, lock }),
            Err(TryLockError::WouldBlock) => {
                let mut address = String::new();
                // Only for the message: without the address it says as much.
                let _ = lock.read_to_string(&mut address);
                let address = address.trim();
                Err(ServeError::Running(match address {
                    "" => String::new(),
                    address => format!("：{address}"),
                }))
            }
            Err(TryLockError::Error(error)) => Err(refused(error)),
        }
    }

    /// Writes down where the preview stands, for the next who asks for one.
    pub(super) fn bear(&self, address: &str) -> Result<(), ServeError> {
        let mut file = &self.lock;
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(address.as_bytes()))
            .map_err(|error| ServeError::Folder(self.path.clone(), error))
    }

    /// The folder that is published to.
    pub(super) fn pages(&self) -> PathBuf {
        self.path.join("site")
    }
}
