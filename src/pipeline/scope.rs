//! Which part of the content is asked for.

use super::Failure;
use crate::load::UnitEntry;
use std::path::{Path, PathBuf};

/// Which units to check.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'a> {
    /// Those that hold or lie below these paths; all where there are none.
    pub paths: &'a [PathBuf],
    /// Of those, only the units with a file that is another than at this revision
    /// of git, or one that stands above them.
    pub since: Option<&'a str>,
}

/// The paths made absolute, refused where they are not below content.
pub(super) fn below_content(root: &Path, paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let content = root.join("content").canonicalize();
    let content = content.map_err(|_| Failure::NoContent(root.to_owned()))?;
    let paths = paths.iter();
    paths.map(|path| one_below(&content, path)).collect()
}

/// The same paths as they are come upon below the root.
pub(super) fn folders_of_content(
    root: &Path,
    folders: &[PathBuf],
) -> Result<Vec<PathBuf>, Failure> {
    let content = root.join("content");
    let whole = content.canonicalize().unwrap_or_default();
    let below = below_content(root, folders)?.into_iter();
    let found = below.map(|folder| match folder.strip_prefix(&whole) {
        Ok(below) => content.join(below),
        Err(_) => folder,
    });
    Ok(found.collect())
}

/// A path made absolute, refused where it is not below content.
pub(super) fn one_below(content: &Path, path: &Path) -> Result<PathBuf, Failure> {
    // as the messages print it, wherever the program is called
    let printed = || content.parent().map(|root| root.join(path).canonicalize());
    match path
        .canonicalize()
        .or_else(|error| printed().unwrap_or(Err(error)))
    {
        Ok(whole) if whole.starts_with(content) => Ok(whole),
        Ok(_) => Err(Failure::OutsideContent(path.to_owned())),
        Err(_) => Err(Failure::NoPath(path.to_owned())),
    }
}

/// Whether the path lies in the unit's folder or the unit's folder below it, as both are
/// come upon: content holds no links.
pub(super) fn touches(path: &Path, unit: &UnitEntry) -> bool {
    path.starts_with(&unit.folder) || unit.folder.starts_with(path)
}
