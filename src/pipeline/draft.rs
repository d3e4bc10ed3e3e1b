//! A site while somebody writes it: its files as they are on disk, but for those that
//! are open in an editor and not saved yet. Looks at one unit at a time.

use super::schemas::schemas_of;
use super::{settings, work};
use crate::diagnostic::{self, Diagnostic};
use crate::form::Library;
use crate::load::{self, Edited};
use crate::model::Site;
use crate::schema;
use crate::source::Source;
use serde_json::Value;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A site with what stands above its units, read afresh.
#[derive(Debug)]
pub struct Draft {
    root: PathBuf,
    edited: Edited,
    settings: Option<Site>,
    forms: Option<Library>,
    faults: Vec<Diagnostic>,
}

impl Draft {
    /// The site below `root`, with the texts that are edited.
    pub fn open(root: &Path, edited: Edited) -> Self {
        let mut faults = Vec::new();
        let mut keep = |found: Vec<Diagnostic>| faults.extend(found);
        let settings = settings::of_site_edited(root, &edited).map_err(&mut keep);
        let forms = load::forms_edited(root, &edited).map_err(&mut keep);
        Self {
            root: root.to_owned(),
            settings: settings.ok(),
            forms: forms.ok(),
            edited,
            faults,
        }
    }

    /// The folder of the site that a file belongs to: that which holds the nearest
    /// `content/` around it, before all one with a `site.yaml` in it.
    pub fn root_of(file: &Path) -> Option<PathBuf> {
        let is_content = |folder: &&Path| folder.file_name().is_some_and(|name| name == "content");
        let mut contents = file.ancestors().skip(1).filter(is_content);
        let named = contents
            .clone()
            .find(|content| content.join("site.yaml").is_file());
        let root = named.or_else(|| contents.next())?.parent()?;
        Some(root.to_owned())
    }

    /// The folder of the unit that a file belongs to.
    pub fn unit_of(&self, file: &Path) -> Option<PathBuf> {
        let content = self.root.join("content");
        let around = file.ancestors().skip(1);
        let mut folders = around.take_while(|folder| *folder != content);
        let folder = folders.find(|folder| folder.join("unit.yaml").is_file())?;
        Some(folder.to_owned())
    }

    /// What is wrong in `site.yaml` and the form files: while there is something, no
    /// unit is looked at.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// What is wrong in a region's file.
    pub fn check_region(&self, file: &Path) -> Vec<Diagnostic> {
        let region = load::region_edited(&self.root, file, &self.edited);
        region.err().unwrap_or_default()
    }

    /// What a check finds in a unit.
    pub fn check_unit(&self, folder: &Path) -> Vec<Diagnostic> {
        let (Some(forms), Some(settings)) = (&self.forms, &self.settings) else {
            return Vec::new();
        };
        let Some((entry, mut told)) = load::unit_entry(&self.root, folder) else {
            return Vec::new();
        };
        let checked = work(
            &self.root,
            &entry,
            forms,
            settings,
            &self.edited,
            |_| Ok(()),
        );
        // nothing is made of the unit, so that nothing can fail
        told.extend(checked.into_iter().flat_map(|checked| checked.diagnostics));
        diagnostic::sort(&mut told);
        told
    }

    /// The files of a unit that hold texts, as they are printed.
    pub fn texts_of(&self, folder: &Path) -> Vec<String> {
        let below = load::files_below(folder).unwrap_or_default();
        let start = load::printed(&self.root, folder);
        let is_text = |path: &String| {
            !path.contains("/files/") && (path.ends_with(".yaml") || path.ends_with(".md"))
        };
        let texts = below.into_iter().filter(is_text);
        texts.map(|path| format!("{start}/{path}")).collect()
    }

    /// A file by its printed path, as it is now.
    pub fn source(&self, path: &str) -> Option<Source> {
        load::source(&self.root, &self.root.join(path), &self.edited).ok()
    }

    /// The forms; where those of the site cannot be read, the built-in ones.
    pub fn forms(&self) -> Cow<'_, Library> {
        match &self.forms {
            Some(forms) => Cow::Borrowed(forms),
            None => Cow::Owned(load::forms_among(&Edited::new()).unwrap_or_default()),
        }
    }

    /// The files of the site's own forms, as they are now.
    pub fn form_sources(&self) -> Vec<Source> {
        let files = load::form_files(&self.root).unwrap_or_default();
        let read = |file: &PathBuf| load::source(&self.root, file, &self.edited).ok();
        files.iter().filter_map(read).collect()
    }

    /// The JSON Schema that a file is held against, by its printed path.
    pub fn schema_of(&self, path: &str) -> Option<Value> {
        let name = schema::of_file(path)?;
        let site = self.settings.as_ref();
        let schemas = schemas_of(&self.forms(), site.unwrap_or(&Site::default()));
        let (_, text) = schemas.into_iter().find(|(known, _)| *known == name)?;
        serde_json::from_str(&text).ok()
    }
}
