//! Which file each part of an import becomes, and the writing of all or none.

use super::{ReceivedFile, Refusal};
use crate::import::Imported;
use crate::model::Year;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What is to be written into a unit's year.
pub(super) struct Landing<'a> {
    folder: PathBuf,
    year: Year,
    slugs: std::slice::Iter<'a, String>,
    projects: usize,
    /// The texts by file, with the file that each came from.
    texts: BTreeMap<PathBuf, (String, PathBuf)>,
}

/// The longest slug, in bytes.
const LONGEST_SLUG: usize = 100;

impl<'a> Landing<'a> {
    pub fn new(folder: &Path, year: Year, slugs: &'a [String]) -> Result<Self, Refusal> {
        let fits = |slug: &&String| {
            let letter = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
            !slug.is_empty() && slug.len() <= LONGEST_SLUG && slug.chars().all(letter)
        };
        match slugs.iter().find(|slug| !fits(slug)) {
            Some(slug) => Err(Refusal::Slug(slug.clone())),
            None => Ok(Self {
                folder: folder.to_owned(),
                year,
                slugs: slugs.iter(),
                projects: 0,
                texts: BTreeMap::new(),
            }),
        }
    }

    /// Gives each form of a file and its narrative their files.
    pub fn place(&mut self, path: PathBuf, imported: Imported) -> Result<ReceivedFile, Refusal> {
        let Imported {
            forms,
            narrative,
            mut left,
            read,
        } = imported;
        let mut received = ReceivedFile {
            path,
            forms: Vec::new(),
            narrative: None,
            read,
            left: Vec::new(),
        };
        let sole_project = forms.iter().filter(|form| form.base.is_none()).count() == 1;
        let mut beside = self.folder.join("report.md");
        let mut of_no_form = left.clone();
        for mut form in forms {
            let file = match form.is_project {
                true => self.project(),
                false if form.base.is_some() => self.folder.join("base.yaml"),
                false => self.folder.join("report.yaml"),
            };
            if form.is_project && sole_project {
                beside = file.with_extension("md");
            }
            received.left.append(&mut form.left.clone());
            // What belongs to no form stands with the first.
            form.left.append(&mut of_no_form);
            let told = form.year.replace(self.year.to_string());
            let text = form.to_yaml();
            form.year = told;
            self.add(&file, text, &received.path)?;
            received.forms.push((form, file));
        }
        received.left.append(&mut left);
        if !narrative.is_empty() {
            let chapters = narrative.lines().filter(|line| line.starts_with("## "));
            let chapters = chapters.count();
            self.add(&beside, narrative, &received.path)?;
            received.narrative = Some((beside, chapters));
        }
        Ok(received)
    }

    fn project(&mut self) -> PathBuf {
        self.projects += 1;
        let slug = match self.slugs.next() {
            Some(slug) => slug.clone(),
            None => format!("project-{}", self.projects),
        };
        self.folder.join("projects").join(slug + ".yaml")
    }

    fn add(&mut self, file: &Path, text: String, from: &Path) -> Result<(), Refusal> {
        let new = (text, from.to_owned());
        match self.texts.insert(file.to_owned(), new) {
            None => Ok(()),
            Some((_, other)) => Err(Refusal::Twice(file.to_owned(), other, from.to_owned())),
        }
    }

    /// `unit.yaml` with the name that stands on the forms, where there is none.
    pub fn unit(&mut self, sources: &[ReceivedFile]) -> Result<Vec<PathBuf>, Refusal> {
        let Some(unit) = self.folder.parent().map(|unit| unit.join("unit.yaml")) else {
            return Ok(Vec::new());
        };
        if unit.symlink_metadata().is_ok() {
            return Ok(Vec::new());
        }
        let mut forms = sources.iter().flat_map(|one| &one.forms);
        let name = forms.find_map(|(form, _)| form.unit_yaml());
        let Some(text) = name else {
            return Err(Refusal::NoUnit(unit));
        };
        self.texts.insert(unit.clone(), (text, PathBuf::new()));
        Ok(vec![unit])
    }

    /// Whether nothing stands where a file is to be written.
    pub fn may_write(&self, overwrite: bool) -> Result<(), Refusal> {
        let files = self.texts.keys();
        let there = files.filter(|file| file.symlink_metadata().is_ok());
        let there: Vec<PathBuf> = there.cloned().collect();
        match there.is_empty() || overwrite {
            true => Ok(()),
            false => Err(Refusal::Exists(there)),
        }
    }

    /// Writes all files, each beside its place first; when one cannot be, all stand
    /// as before.
    pub fn write(&self) -> Result<(), Refusal> {
        let mut beside = Vec::new();
        let result = self.prepare(&mut beside).and_then(|()| swap(&beside));
        for (new, _) in &beside {
            // What was moved to its place is not there any more.
            let _ = fs::remove_file(new);
        }
        result
    }

    fn prepare(&self, beside: &mut Vec<(PathBuf, PathBuf)>) -> Result<(), Refusal> {
        for (file, (text, _)) in &self.texts {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let new = file.with_file_name(format!(".{name}.{}", std::process::id()));
            beside.push((new.clone(), file.clone()));
            let write = || {
                fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
                let mut new = File::create_new(&new)?;
                new.write_all(text.as_bytes())?;
                new.sync_all()
            };
            write().map_err(|error| Refusal::Write(file.clone(), error))?;
        }
        Ok(())
    }
}

/// Moves files to their places; when one cannot be moved, those before it are put
/// back.
fn swap(files: &[(PathBuf, PathBuf)]) -> Result<(), Refusal> {
    let mut done: Vec<(&Path, Option<Vec<u8>>)> = Vec::new();
    for (new, file) in files {
        let step = || -> io::Result<Option<Vec<u8>>> {
            let before = match fs::symlink_metadata(file) {
                Ok(found) if found.is_file() => Some(fs::read(file)?),
                Ok(_) => return Err(io::Error::other("不是普通文件")),
                Err(_) => None,
            };
            fs::rename(new, file)?;
            Ok(before)
        };
        match step() {
            Ok(before) => done.push((file, before)),
            Err(error) => {
                for (file, before) in done {
                    let _ = match before {
                        Some(before) => fs::write(file, before),
                        None => fs::remove_file(file),
                    };
                }
                return Err(Refusal::Write(file.clone(), error));
            }
        }
    }
    Ok(())
}
