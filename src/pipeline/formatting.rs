//! `fmt`: every file of the content in its one way of writing.

use super::Failure;
use super::scope::below_content;
use super::workers::Workers;
use crate::diagnostic::{self, Diagnostic};
use crate::fix;
use crate::form::{Form, Library};
use crate::format;
use crate::load::narrative::Beside;
use crate::load::{self, UnitEntry, YearEntry};
use crate::model::{BaseData, Region, Report, Site, Unit};
use crate::source::Source;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What came of writing files in the one way.
#[derive(Debug, Default)]
pub struct Formatted {
    /// How many files there are that could be read.
    pub files: usize,
    /// The files that are or were written otherwise, by path.
    pub changed: Vec<Reformatted>,
    /// What is wrong in files that were let be for it.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that would say something else, and were let be.
    pub left: Vec<String>,
}

/// A file before and after; nothing under 不公开 of the two may be shown.
#[derive(Debug)]
pub struct Reformatted {
    /// As it was read.
    pub before: Source,
    /// As it is to be written.
    pub after: Source,
    bytes: Vec<u8>,
}

/// Writes the files of the content, or those at or below `paths`, in the one way;
/// in a `trial` only tells which are not so written.
///
/// # Errors
/// [`Failure`] when there is no content, or a file cannot be written.
pub fn format(root: &Path, paths: &[PathBuf], trial: bool) -> Result<Formatted, Failure> {
    if !root.join("content").is_dir() {
        return Err(Failure::NoContent(root.to_owned()));
    }
    let only = below_content(root, paths)?;
    let mut all = Formatted::default();
    let mut keep = |errors| all.diagnostics.extend(errors);
    let forms = load::forms(root).map_err(&mut keep).ok();
    let tree = load::tree(root).map_err(&mut keep).ok();
    if let (Some(forms), Some(tree)) = (forms, tree) {
        let work = Work {
            root,
            only: &only,
            forms: &forms,
        };
        let mut top = Formatted::default();
        work.data::<Site>(&root.join("content/site.yaml"), &mut top);
        for form in load::form_files(root).unwrap_or_default() {
            work.data::<Form>(&form, &mut top);
        }
        for file in tree.regions.iter().filter_map(|(_, file)| file.as_ref()) {
            work.data::<Region>(file, &mut top);
        }
        let each = |entry: &UnitEntry| Ok::<_, Failure>(work.unit(entry));
        let units = Workers::new(None)?.each(&tree.units, each)?;
        for part in std::iter::once(top).chain(units) {
            all.files += part.files;
            all.changed.extend(part.changed);
            all.diagnostics.extend(part.diagnostics);
            all.left.extend(part.left);
        }
    }
    all.changed
        .sort_by(|one, other| one.before.path.cmp(&other.before.path));
    all.left.sort();
    diagnostic::sort(&mut all.diagnostics);
    if !trial {
        for file in &all.changed {
            let path = &file.before.path;
            fix::replace(&root.join(path), &file.bytes, file.after.text.as_bytes())
                .map_err(|error| Failure::Fix(path.clone(), error))?;
        }
    }
    Ok(all)
}

struct Work<'a> {
    root: &'a Path,
    only: &'a [PathBuf],
    forms: &'a Library,
}

impl Work<'_> {
    fn is_wanted(&self, file: &Path) -> bool {
        if self.only.is_empty() {
            return true;
        }
        let whole = file.canonicalize();
        whole.is_ok_and(|whole| self.only.iter().any(|path| whole.starts_with(path)))
    }

    fn unit(&self, entry: &UnitEntry) -> Formatted {
        let mut part = Formatted::default();
        let mut files: Vec<PathBuf> = vec![entry.folder.join("unit.yaml")];
        for year in &entry.years {
            let folder = entry.folder.join(year.year.to_string());
            files.extend(files_of(&folder, year).map(|(file, _)| file));
        }
        if !files.iter().any(|file| self.is_wanted(file)) {
            return part;
        }
        // Whatever stops the reading of a file stops the writing of that file.
        let errors = load::unit(self.root, entry, self.forms).err();
        let errors = errors.unwrap_or_default();
        let faulty: BTreeSet<&str> = errors.iter().map(|error| &*error.place.path).collect();
        let is_faulty = |file: &Path| faulty.contains(&*load::printed(self.root, file));
        for file in files
            .iter()
            .filter(|file| is_faulty(file) && self.is_wanted(file))
        {
            let path = load::printed(self.root, file);
            let of_file = errors.iter().filter(|error| error.place.path == path);
            part.diagnostics.extend(of_file.cloned());
        }
        let unit = entry.folder.join("unit.yaml");
        if !is_faulty(&unit) {
            self.data::<Unit>(&unit, &mut part);
        }
        for year in &entry.years {
            let folder = entry.folder.join(year.year.to_string());
            for (file, kind) in files_of(&folder, year).filter(|(file, _)| !is_faulty(file)) {
                match kind {
                    Kind::Report => self.data::<Report>(&file, &mut part),
                    Kind::Base => self.data::<BaseData>(&file, &mut part),
                    Kind::Narrative(page) => self.narrative(&file, &page, year, &mut part),
                }
            }
        }
        part
    }

    fn data<T: DeserializeOwned>(&self, file: &Path, part: &mut Formatted) {
        let read = |source: &mut Source| load::yaml::read::<T>(source).map(|_| ());
        self.file(file, part, &read, &|source| {
            format::yaml::<T>(source, self.forms)
        });
    }

    fn narrative(&self, file: &Path, page: &str, year: &YearEntry, part: &mut Formatted) {
        let beside = Beside {
            figure: &|_| Some(String::new()),
            page,
            attachments: &year.attachments,
        };
        self.file(file, part, &|_| Ok(()), &|source| {
            format::markdown(source, &beside)
        });
    }

    fn file(
        &self,
        file: &Path,
        part: &mut Formatted,
        read: &dyn Fn(&mut Source) -> Result<(), Vec<Diagnostic>>,
        in_one_way: &dyn Fn(&Source) -> Option<String>,
    ) {
        if !self.is_wanted(file) || file.symlink_metadata().is_err() {
            return;
        }
        let path = load::printed(self.root, file);
        let source = load::text::read(file, &path).and_then(|mut source| {
            read(&mut source)?;
            Ok(source)
        });
        let before = match source {
            Ok(source) => source,
            Err(errors) => return part.diagnostics.extend(errors),
        };
        part.files += 1;
        let Some(text) = in_one_way(&before) else {
            return part.left.push(path);
        };
        let Ok(bytes) = std::fs::read(file) else {
            return part.left.push(path);
        };
        if bytes != text.as_bytes() {
            let mut after = Source::new(path, text);
            // It reads: only what is private in it is to be known.
            let _ = read(&mut after);
            part.changed.push(Reformatted {
                before,
                after,
                bytes,
            });
        }
    }
}

/// What a file of a year holds.
enum Kind {
    Report,
    Base,
    /// A narrative, with the page that it is shown on.
    Narrative(String),
}

fn files_of(folder: &Path, year: &YearEntry) -> impl Iterator<Item = (PathBuf, Kind)> {
    let top = [
        (year.report, "report.yaml", Kind::Report),
        (year.narrative, "report.md", Kind::Narrative(String::new())),
        (year.base, "base.yaml", Kind::Base),
    ];
    let top = top.into_iter().filter(|(is_there, ..)| *is_there);
    let mut files: Vec<(PathBuf, Kind)> = top
        .map(|(_, name, kind)| (folder.join(name), kind))
        .collect();
    for (slug, has_narrative) in &year.projects {
        let page = format!("projects/{slug}");
        files.push((folder.join(format!("{page}.yaml")), Kind::Report));
        if *has_narrative {
            files.push((folder.join(format!("{page}.md")), Kind::Narrative(page)));
        }
    }
    files.into_iter()
}
