//! What changed since a revision of git. The only place that names gix.
//!
//! The files on disk are compared with the tree of the revision, so it makes no
//! difference whether a change is committed, staged, untracked or ignored.

mod commits;

pub use commits::{Changing, changing};

use crate::system::reason;
use gix::bstr::ByteSlice;
use gix::{ObjectId, Repository};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why it cannot be told what changed.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// There is no git repository around the folder.
    #[error("{} 不在 git 仓库里", .0.display())]
    NoRepository(PathBuf),
    /// Git knows no such revision.
    #[error("git 里没有“{0}”这个版本")]
    UnknownRevision(String),
    /// The revision names something without files.
    #[error("“{0}”不是一次提交，里面没有文件")]
    NotACommit(String),
    /// Git's own data cannot be read, as in a shallow or broken clone.
    #[error("git 数据读不了：{0}")]
    Unreadable(String),
    /// The clone has only the last commits.
    #[error("这是浅克隆，看不到以前的版本")]
    Shallow,
    /// A file or a folder cannot be read.
    #[error("读不了 {}：{}", file.display(), reason(error))]
    File {
        /// Which.
        file: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl HistoryError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NoRepository(_) => {
                "这要在 git 仓库里用：先运行 git init，再提交一次；不用 git 的，不写 --history、--since，比较时写两个目录"
            }
            Self::UnknownRevision(_) | Self::NotACommit(_) => {
                "写分支、标签或提交号，如 main、HEAD~1；浅克隆（如 CI 里）请先取回完整历史"
            }
            Self::Unreadable(_) => "请运行 git fsck 检查仓库；浅克隆请先取回完整历史",
            Self::Shallow => "请先取回完整历史：git fetch --unshallow；CI 里把取回的深度设为全部",
            Self::File { .. } => "请检查读取权限",
        }
    }
}

/// The files below `folder` that differ from those of a revision, those that are
/// new and those that are gone: paths relative to `folder`, with `/`. Line ends
/// that git may turn to CR LF make no difference.
///
/// # Errors
/// [`HistoryError`] when there is no repository, no such revision, or one of the
/// two cannot be read.
pub fn changed_since(folder: &Path, revision: &str) -> Result<BTreeSet<String>, HistoryError> {
    let no_repository = || HistoryError::NoRepository(folder.to_owned());
    let folder = folder.canonicalize().map_err(|_| no_repository())?;
    let repository = gix::discover(&folder).map_err(|_| no_repository())?;
    let top = repository.workdir().ok_or_else(no_repository)?;
    let top = top.canonicalize().map_err(|_| no_repository())?;
    let below = folder.strip_prefix(&top).map_err(|_| no_repository())?;
    let then = files_at(&repository, revision, below)?;
    let mut changed: BTreeSet<String> = then.keys().cloned().collect();
    let mut seen = |path: String, file: &Path, is_file: bool| {
        let same = is_file
            && match then.get(&path) {
                Some(id) => holds(&repository, file, *id)?,
                None => false,
            };
        if same {
            changed.remove(&path);
        } else {
            changed.insert(path);
        }
        Ok(())
    };
    walk(&folder, "", &mut seen)?;
    Ok(changed)
}

/// The files of a revision below a folder, read as they are asked for.
pub struct Revision {
    repository: Repository,
    files: BTreeMap<String, ObjectId>,
}

impl Revision {
    /// The files below `folder` as they stood at a revision of its repository.
    ///
    /// # Errors
    /// As [`changed_since`].
    pub fn open(folder: &Path, revision: &str) -> Result<Self, HistoryError> {
        let (repository, below) = around(folder)?;
        let files = files_at(&repository, revision, &below)?;
        Ok(Self { repository, files })
    }

    /// The files: paths relative to the folder, with `/`.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// A file's bytes; `None` where there is none.
    ///
    /// # Errors
    /// [`HistoryError::Unreadable`].
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HistoryError> {
        let Some(id) = self.files.get(path) else {
            return Ok(None);
        };
        let object = self.repository.find_object(*id);
        let object = object.map_err(|error| HistoryError::Unreadable(error.to_string()))?;
        Ok(Some(object.data.clone()))
    }

    /// Whether a file is the same in another revision of the same repository.
    pub fn is_same(&self, other: &Self, path: &str) -> bool {
        self.files.get(path) == other.files.get(path)
    }
}

/// The repository around a folder, and the folder's path in it. The folder itself
/// needs not be there any more.
fn around(folder: &Path) -> Result<(Repository, PathBuf), HistoryError> {
    let no_repository = || HistoryError::NoRepository(folder.to_owned());
    let name = folder.file_name().ok_or_else(no_repository)?;
    let above = match folder.parent() {
        Some(above) if above.as_os_str().is_empty() => Path::new("."),
        Some(above) => above,
        None => return Err(no_repository()),
    };
    let whole = above
        .canonicalize()
        .map_err(|_| no_repository())?
        .join(name);
    let repository =
        gix::discover(whole.parent().unwrap_or(&whole)).map_err(|_| no_repository())?;
    let top = repository.workdir().ok_or_else(no_repository)?;
    let top = top.canonicalize().map_err(|_| no_repository())?;
    let below = whole.strip_prefix(&top).map_err(|_| no_repository())?;
    let below = below.to_owned();
    Ok((repository, below))
}

/// The files of a revision below a folder of the repository, with the names that
/// git gives their contents.
fn files_at(
    repository: &Repository,
    revision: &str,
    below: &Path,
) -> Result<BTreeMap<String, ObjectId>, HistoryError> {
    let unreadable = |error: &dyn std::fmt::Display| HistoryError::Unreadable(error.to_string());
    let named = repository
        .rev_parse_single(revision)
        .map_err(|_| HistoryError::UnknownRevision(revision.to_owned()))?
        .object()
        .map_err(|error| unreadable(&error))?;
    let is_commit = named.kind != gix::objs::Kind::Tree;
    let tree = named
        .peel_to_tree()
        .map_err(|_| HistoryError::NotACommit(revision.to_owned()))?;
    let tree = if below.as_os_str().is_empty() {
        tree
    } else {
        let entry = tree.lookup_entry_by_path(below);
        match entry.map_err(|error| unreadable(&error))? {
            Some(entry) if entry.mode().is_tree() => entry
                .object()
                .map_err(|error| unreadable(&error))?
                .into_tree(),
            _ if is_commit => return Ok(BTreeMap::new()),
            // a folder of a commit, `main:content`
            _ => return Err(HistoryError::NotACommit(revision.to_owned())),
        }
    };
    let entries = tree.traverse().breadthfirst.files();
    let entries = entries.map_err(|error| unreadable(&error))?;
    Ok(entries
        .into_iter()
        .filter(|entry| !entry.mode.is_tree())
        .map(|entry| (entry.filepath.to_str_lossy().into_owned(), entry.oid))
        .collect())
}

/// Whether a file holds what git names so, its line ends as they are or as LF.
fn holds(repository: &Repository, file: &Path, id: ObjectId) -> Result<bool, HistoryError> {
    let bytes = fs::read(file).map_err(|error| HistoryError::File {
        file: file.to_owned(),
        error,
    })?;
    let is = |bytes: &[u8]| {
        let kind = gix::objs::Kind::Blob;
        let hash = gix::objs::compute_hash(repository.object_hash(), kind, bytes);
        hash.map_err(|error| HistoryError::Unreadable(error.to_string()))
            .map(|hash| hash == id)
    };
    Ok(is(&bytes)? || bytes.contains(&b'\r') && is(&bytes.replace("\r\n", "\n"))?)
}

/// Goes through all files below a folder: the path, the file, whether it is a
/// regular one.
fn walk(
    folder: &Path,
    path: &str,
    seen: &mut dyn FnMut(String, &Path, bool) -> Result<(), HistoryError>,
) -> Result<(), HistoryError> {
    let unreadable = |error| HistoryError::File {
        file: folder.to_owned(),
        error,
    };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let name = entry.file_name();
        if name == ".git" {
            continue;
        }
        let path = format!("{path}{}", name.to_string_lossy());
        if kind.is_dir() {
            walk(&entry.path(), &format!("{path}/"), seen)?;
        } else {
            seen(path, &entry.path(), kind.is_file())?;
        }
    }
    Ok(())
}
