//! The commits that changed the files below a folder.

use super::{HistoryError, around};
use gix::Commit;
use gix::date::time::format::SHORT;
use std::path::Path;

/// A commit that left the files below a folder others than they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changing {
    /// Its number, in full.
    pub id: String,
    /// The day on which it was made, where it was made: `2024-03-28`.
    pub date: String,
}

/// The commits from the first to the present one that changed files below a folder. Of
/// a merge that alone counts which it brought to its own branch.
///
/// # Errors
/// [`HistoryError`] without a repository, and in a shallow clone, whose first commit
/// would seem to have written everything.
pub fn changing(folder: &Path) -> Result<Vec<Changing>, HistoryError> {
    let (repository, below) = around(folder)?;
    let unreadable = |error: &dyn std::fmt::Display| HistoryError::Unreadable(error.to_string());
    if repository
        .is_shallow()
        .map_err(|error| unreadable(&error))?
    {
        return Err(HistoryError::Shallow);
    }
    let head = || HistoryError::UnknownRevision("HEAD".to_owned());
    let head = repository.head_id().map_err(|_| head())?;
    let walk = repository.rev_walk([head.detach()]).first_parent_only();
    let mut commits: Vec<Commit<'_>> = Vec::new();
    for info in walk.all().map_err(|error| unreadable(&error))? {
        let info = info.map_err(|error| unreadable(&error))?;
        commits.push(info.object().map_err(|error| unreadable(&error))?);
    }
    let mut changing = Vec::new();
    let mut last = None;
    for commit in commits.into_iter().rev() {
        let tree = commit.tree().map_err(|error| unreadable(&error))?;
        let files = match below.as_os_str().is_empty() {
            true => Some(tree.id),
            false => tree
                .lookup_entry_by_path(&below)
                .map_err(|error| unreadable(&error))?
                .map(|entry| entry.object_id()),
        };
        if files != last {
            let time = commit.time().map_err(|error| unreadable(&error))?;
            let date = time.format(SHORT).map_err(|error| unreadable(&error))?;
            let id = commit.id.to_string();
            changing.push(Changing { id, date });
        }
        last = files;
    }
    Ok(changing)
}
