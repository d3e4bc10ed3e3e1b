//! New files on disk: all of them or none, and never over one that is there.

use super::NewFile;
use crate::system::reason;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why new files were not written.
#[derive(Debug, thiserror::Error)]
pub enum ScaffoldError {
    /// One is there already.
    #[error("{} 已经有了，不覆盖", .0.display())]
    Exists(PathBuf),
    /// A name that is another one in capitals.
    #[error("{} 与已有的“{other}”只有大小写不同", path.display())]
    OtherCase {
        /// What was to be written.
        path: PathBuf,
        /// The name that is there.
        other: String,
    },
    /// The disk.
    #[error("写不了 {}：{}", path.display(), reason(error))]
    Disk {
        /// What was to be written.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// Writes files below a folder, which is made where it is not there.
///
/// # Errors
/// [`ScaffoldError`]; where one of the files is there already none is written.
pub fn write(root: &Path, files: &[NewFile]) -> Result<(), ScaffoldError> {
    for file in files {
        let path = root.join(&file.path);
        if path.symlink_metadata().is_ok() {
            return Err(ScaffoldError::Exists(path));
        }
        other_case(root, &file.path)?;
    }
    for (at, file) in files.iter().enumerate() {
        let written = put(root, file);
        if written.is_err() {
            for before in files.iter().take(at) {
                // What was written a moment ago; where it cannot go it does no harm.
                let _ = fs::remove_file(root.join(&before.path));
            }
        }
        written?;
    }
    Ok(())
}

fn put(root: &Path, file: &NewFile) -> Result<(), ScaffoldError> {
    let path = root.join(&file.path);
    let fault = |error| ScaffoldError::Disk {
        path: path.clone(),
        error,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    let mut open = new_file(file).open(&path).map_err(fault)?;
    open.write_all(file.text.as_bytes()).map_err(|error| {
        let _ = fs::remove_file(&path);
        fault(error)
    })
}

/// How a file is opened: only where there is none, and a script as a program.
fn new_file(file: &NewFile) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if file.text.starts_with("#!") {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o755);
    }
    options
}

/// Refuses a step of a path that has a sibling in other capitals, which some
/// computers take for the same.
fn other_case(root: &Path, path: &str) -> Result<(), ScaffoldError> {
    let mut folder = root.to_owned();
    for step in path.split('/') {
        let below = folder.join(step);
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut others: Vec<String> = names
            .filter(|name| name != step && name.to_lowercase() == step.to_lowercase())
            .collect();
        others.sort();
        if let Some(other) = others.pop() {
            return Err(ScaffoldError::OtherCase { path: below, other });
        }
        folder = below;
    }
    Ok(())
}
