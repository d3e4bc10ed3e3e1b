//! What stands in the output and was not published: `.git`, `.gitignore`,
//! `CNAME`, whatever people put there. It is kept.

use super::disk;
use super::error::PublishError;
use super::manifest::{self, Manifest};
use super::progress::Progress;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A foreign file, link or folder. Two listings are equal if nothing was
/// changed between them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Below the output.
    path: PathBuf,
    is_folder: bool,
    state: State,
}

/// What changes with a file. Neither its ctime, which a second name changes, nor
/// its inode, which some file systems make up from the path.
#[derive(Debug, PartialEq, Eq)]
struct State {
    mode: u32,
    /// Size and modification time; of folders none, their entries are listed.
    content: Option<(u64, i64, i64)>,
}

/// The foreign entries below `site`, folders before what they hold, in the
/// order of their names.
pub(super) fn list(site: &Path, published: &Manifest) -> Result<Vec<Entry>, PublishError> {
    let device = fs::symlink_metadata(site)
        .map_err(PublishError::io("读取", site))?
        .dev();
    let mut published_files = published.finder();
    let mut entries = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let mut below = Vec::new();
        for (name, is_folder) in disk::entries(&site.join(&folder))? {
            let path = folder.join(name);
            let address = path.to_str();
            let is_published = match address {
                Some(manifest::NAME) => true,
                Some(address) if is_folder => published.has_folder(address),
                Some(address) => published_files.contains(address),
                None => false,
            };
            if is_published && !is_folder {
                continue;
            }
            let full = site.join(&path);
            let found = fs::symlink_metadata(&full).map_err(PublishError::io("读取", &full))?;
            if is_folder {
                if found.dev() != device {
                    return Err(PublishError::Mounted { path: full });
                }
                below.push(path.clone());
            }
            if !is_published {
                entries.push(Entry::new(path, &found));
            }
        }
        folders.extend(below.into_iter().rev());
    }
    Ok(entries)
}

impl Entry {
    fn new(path: PathBuf, found: &Metadata) -> Self {
        let content = (found.size(), found.mtime(), found.mtime_nsec());
        Self {
            path,
            is_folder: found.is_dir(),
            state: State {
                mode: found.mode(),
                content: (!found.is_dir()).then_some(content),
            },
        }
    }

    /// Whether it is a file or link at this address.
    pub(super) fn is_at(&self, address: &str) -> bool {
        !self.is_folder && self.path == Path::new(address)
    }
}

/// Refuses a site one of whose pages would stand where a foreign file stands.
pub(super) fn refuse_clashes(
    site: &Path,
    entries: &[Entry],
    progress: &Progress,
) -> Result<(), PublishError> {
    for entry in entries {
        let path = entry.path.to_str();
        if let Some(address) = path.and_then(|path| meets(progress, path, entry.is_folder)) {
            return Err(PublishError::Foreign {
                address,
                path: site.join(&entry.path),
            });
        }
    }
    Ok(())
}

/// The site's file or folder that a foreign file or folder would meet.
fn meets(progress: &Progress, foreign: &str, is_folder: bool) -> Option<String> {
    if let Some(address) = progress.addresses().meets(foreign, is_folder) {
        return Some(address.to_owned());
    }
    let (folder, files) = progress.closed_around(foreign)?;
    let mut addresses = files.iter().map(|(below, _)| format!("{folder}{below}"));
    addresses.find(|address| exclude_each_other(address, foreign, is_folder))
}

/// Whether a page and something foreign cannot both be, also where `A` and `a` are the
/// same.
fn exclude_each_other(page: &str, foreign: &str, is_folder: bool) -> bool {
    let [page, foreign] = [page, foreign].map(str::to_ascii_lowercase);
    let lies_below = |one: &str, other: &str| {
        let rest = one.strip_prefix(other);
        rest.is_some_and(|rest| rest.starts_with('/'))
    };
    page == foreign || lies_below(&foreign, &page) || (!is_folder && lies_below(&page, &foreign))
}

/// Gives all these entries a second name below `to`, in folders like theirs.
pub(super) fn carry<'e>(
    entries: impl DoubleEndedIterator<Item = &'e Entry> + Clone,
    from: &Path,
    to: &Path,
) -> Result<(), PublishError> {
    for entry in entries.clone() {
        let target = to.join(&entry.path);
        let folder = if entry.is_folder {
            Some(target.as_path())
        } else {
            target.parent()
        };
        if let Some(folder) = folder {
            fs::create_dir_all(folder).map_err(PublishError::io("建立文件夹", folder))?;
        }
        if !entry.is_folder {
            disk::link_or_copy(&from.join(&entry.path), &target)?;
        }
    }
    // After what they hold: a folder may be closed to writing.
    for entry in entries.rev().filter(|entry| entry.is_folder) {
        disk::copy_permissions(&from.join(&entry.path), &to.join(&entry.path))?;
    }
    Ok(())
}
