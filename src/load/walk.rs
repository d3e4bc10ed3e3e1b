//! `content/` → which units, years and files there are. Paths only, nothing is
//! read. The only place that names walkdir.

mod layout;
mod listing;
mod names;

use super::codes;
use super::text::{special, whole};
use crate::diagnostic::Diagnostic;
use crate::model::Year;
use listing::Walk;
pub use names::{folder_fault, is_leftover};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The longest file or folder name, in bytes of UTF-8: names become addresses
/// and get endings, and file systems stop at 255.
pub const MAX_NAME_BYTES: usize = 200;

/// How deep folders may be nested below `content/`.
pub const MAX_FOLDERS: usize = 16;

/// All that stands below `content/`.
#[derive(Debug, Default)]
pub struct Tree {
    /// The units, by address.
    pub units: Vec<UnitEntry>,
    /// The regions: address, and `region.yaml` where there is one. By address.
    pub regions: Vec<(String, Option<PathBuf>)>,
    /// What a reviewer should look at and does not stop publication.
    pub warnings: Vec<Diagnostic>,
}

/// A unit's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitEntry {
    /// The folder below `content/`, with `/`: also the address below the site.
    pub address: String,
    /// The folder.
    pub folder: PathBuf,
    /// Its years, ascending.
    pub years: Vec<YearEntry>,
}

impl UnitEntry {
    /// The files that [`super::unit()`] reads, attachments not among them.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = vec![self.folder.join("unit.yaml")];
        for year in &self.years {
            let folder = self.folder.join(year.year.to_string());
            let named = [
                (year.report, "report.yaml"),
                (year.narrative, "report.md"),
                (year.base, "base.yaml"),
            ];
            let there = named.into_iter().filter(|(is_there, _)| *is_there);
            files.extend(there.map(|(_, name)| folder.join(name)));
            for (slug, has_narrative) in &year.projects {
                let project = folder.join("projects");
                files.push(project.join(format!("{slug}.yaml")));
                if *has_narrative {
                    files.push(project.join(format!("{slug}.md")));
                }
            }
        }
        files
    }

    /// The attachments of all years: below the unit's folder, and the file.
    pub fn attachments(&self) -> impl Iterator<Item = (String, PathBuf)> {
        self.years.iter().flat_map(move |year| {
            year.attachments.iter().map(move |name| {
                let below = format!("{}/files/{name}", year.year);
                let file = self.folder.join(&below);
                (below, file)
            })
        })
    }
}

/// A year's folder of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearEntry {
    /// The year: the folder's name.
    pub year: Year,
    /// Whether there is `report.yaml`.
    pub report: bool,
    /// Whether there is `report.md`.
    pub narrative: bool,
    /// Whether there is `base.yaml`.
    pub base: bool,
    /// The project forms by slug, and whether each has a narrative.
    pub projects: Vec<(String, bool)>,
    /// The attachments' names.
    pub attachments: Vec<String>,
}

impl YearEntry {
    /// A folder with nothing in it.
    pub fn empty(year: Year) -> Self {
        Self {
            year,
            report: false,
            narrative: false,
            base: false,
            projects: Vec::new(),
            attachments: Vec::new(),
        }
    }
}

/// Looks through `content/` below the site's root.
///
/// # Errors
/// ZP011 for the layout, ZP017 for symlinks and special files, ZP018 for names
/// that cannot be addresses.
pub fn tree(root: &Path) -> Result<Tree, Vec<Diagnostic>> {
    tree_within(root, &[])
}

/// As [`tree`], but goes only into the folders that hold or lie below these, of which
/// each begins with the root; into all where there are none.
///
/// # Errors
/// As [`tree`].
pub fn tree_within(root: &Path, only: &[PathBuf]) -> Result<Tree, Vec<Diagnostic>> {
    let mut walk = Walk::new(root, only);
    let content = root.join("content");
    match std::fs::symlink_metadata(&content) {
        Ok(found) if found.is_dir() => {
            walk.region(&content, "", 0);
        }
        Ok(found) if found.is_symlink() => walk.errors.push(special(found.file_type(), "content")),
        _ => walk.errors.push(
            whole(codes::LAYOUT, "content", "没有 content 文件夹")
                .with_help("请在网站的根文件夹下建 content/，把各单位的文件夹放进去。"),
        ),
    }
    let mut tree = walk.tree;
    tree.units.sort_by(|a, b| a.address.cmp(&b.address));
    tree.regions.sort();
    crate::diagnostic::sort(&mut tree.warnings);
    if walk.errors.is_empty() {
        Ok(tree)
    } else {
        walk.errors.append(&mut tree.warnings);
        crate::diagnostic::sort(&mut walk.errors);
        Err(walk.errors)
    }
}

/// One unit's folder by itself, below `content/`, and what is wrong with the places
/// and names of its files; what can be read is in the entry all the same.
pub fn unit_entry(root: &Path, folder: &Path) -> Option<(UnitEntry, Vec<Diagnostic>)> {
    let mut walk = Walk::new(root, &[]);
    walk.unit(folder, printed(&root.join("content"), folder));
    let mut told = walk.errors;
    told.append(&mut walk.tree.warnings);
    Some((walk.tree.units.pop()?, told))
}

/// The YAML files directly below a folder, sorted: name without ending, path.
///
/// # Errors
/// As [`tree`].
pub(super) fn yaml_files(root: &Path, folder: &Path) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let mut walk = Walk::new(root, &[]);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for item in walk.list(folder) {
        if item.kind.is_file() && item.name.ends_with(".yaml") {
            files.push(item.path);
        } else if !walk.other_ending(&item) {
            walk.stray(&item, "这里只放 *.yaml 文件。");
        }
    }
    if walk.errors.is_empty() {
        Ok(files)
    } else {
        Err(walk.errors)
    }
}

/// The regular files below a folder: paths relative to it, with `/`, sorted.
///
/// # Errors
/// What the system says.
pub fn files_below(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(std::io::Error::from)?;
        if entry.file_type().is_file() {
            files.push(printed(folder, entry.path()));
        }
    }
    files.sort();
    Ok(files)
}

/// A path for print: relative to the site's root, with `/`.
pub fn printed(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let steps = below.iter().map(|step| step.to_string_lossy());
    steps.collect::<Vec<_>>().join("/")
}
