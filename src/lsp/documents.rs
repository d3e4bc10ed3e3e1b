//! The files that are open in the editor, and the sites that they belong to.

use super::address;
use super::place::Lines;
use crate::diagnostic::Edit;
use crate::load::{self, Edited};
use crate::pipeline::Draft;
use crate::source::Source;
use gen_lsp_types::{Location, Position, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The open files, by their paths.
#[derive(Debug, Default)]
pub struct Documents(BTreeMap<PathBuf, Document>);

#[derive(Debug)]
struct Document {
    /// The address by which the editor knows it.
    uri: Uri,
    text: String,
}

/// A place in a file of a site that somebody asks about.
pub struct Asked<'d> {
    /// The site as it is now.
    pub draft: Draft,
    /// Its folder.
    pub root: PathBuf,
    /// The file on this computer.
    pub file: PathBuf,
    /// The file's text as it was read.
    pub source: Source,
    /// The byte in it.
    pub offset: usize,
    /// The file's text as the editor has it.
    pub lines: Lines<'d>,
}

impl Documents {
    /// A file was opened or changed. What is no file of this computer is nothing of ours.
    pub fn put(&mut self, uri: Uri, text: String) {
        if let Some(path) = address::path(&uri) {
            self.0.insert(path, Document { uri, text });
        }
    }

    /// A file was closed: what is on disk counts again.
    pub fn close(&mut self, uri: &Uri) {
        if let Some(path) = address::path(uri) {
            self.0.remove(&path);
        }
    }

    /// The folder of the site that a file belongs to.
    pub fn root_of(&self, uri: &Uri) -> Option<PathBuf> {
        Draft::root_of(&address::path(uri)?)
    }

    /// The sites that have open files.
    pub fn roots(&self) -> BTreeSet<PathBuf> {
        let files = self.0.keys();
        files.filter_map(|file| Draft::root_of(file)).collect()
    }

    /// The open files of a site.
    pub fn of_site(&self, root: &Path) -> impl Iterator<Item = &Path> {
        let files = self.0.keys();
        files
            .map(PathBuf::as_path)
            .filter(move |file| Draft::root_of(file).is_some_and(|own| own == root))
    }

    /// A site as it is now.
    pub fn draft(&self, root: &Path) -> Draft {
        self.draft_with(root, None)
    }

    /// The same with another text of one file, by its printed path.
    pub fn draft_with(&self, root: &Path, other: Option<(&str, String)>) -> Draft {
        let text = |file: &Path| Some(self.0.get(file)?.text.clone().into_bytes());
        let mut edited: Edited = self
            .of_site(root)
            .filter_map(|file| Some((load::printed(root, file), text(file)?)))
            .collect();
        edited.extend(other.map(|(path, text)| (path.to_owned(), text.into_bytes())));
        Draft::open(root, edited)
    }

    /// The place that a question is about; `None` where it is in no open file of a site,
    /// or in one that holds no text.
    pub fn asked(&self, at: &TextDocumentPositionParams) -> Option<Asked<'_>> {
        self.at(&at.text_document.uri, at.position)
    }

    /// As [`Self::asked`].
    pub fn at(&self, uri: &Uri, position: Position) -> Option<Asked<'_>> {
        let file = address::path(uri)?;
        let text = &self.0.get(&file)?.text;
        let root = Draft::root_of(&file)?;
        let draft = self.draft(&root);
        let source = draft.source(&load::printed(&root, &file))?;
        let lines = Lines::of(text);
        Some(Asked {
            offset: lines.offset(&source, position),
            draft,
            root,
            file,
            source,
            lines,
        })
    }

    /// A file's address, as the editor knows it where it is open.
    pub fn uri(&self, file: &Path) -> Uri {
        let open = self.0.get(file).map(|document| document.uri.clone());
        open.unwrap_or_else(|| address::uri(file))
    }

    /// A file's own text: as it is in the editor, or else on disk.
    pub fn text(&self, file: &Path) -> String {
        let open = self.0.get(file).map(|document| document.text.clone());
        let read = || std::fs::read(file).unwrap_or_default();
        open.unwrap_or_else(|| String::from_utf8_lossy(&read()).into_owned())
    }

    /// A span of a file of a site, for the editor to go to.
    pub fn location(&self, root: &Path, source: &Source, span: crate::source::Span) -> Location {
        let file = root.join(&source.path);
        Location {
            range: Lines::of(&self.text(&file)).span(source, span),
            uri: self.uri(&file),
        }
    }

    /// Replacements in the files of a site, for the editor to make.
    pub fn edit(&self, root: &Path, edits: &[Edit]) -> WorkspaceEdit {
        let mut edits = edits.to_vec();
        edits.sort();
        edits.dedup();
        let files = edits.chunk_by(|one, other| one.path == other.path);
        let changes = files.filter_map(|edits| {
            let file = root.join(&edits.first()?.path);
            let text = self.text(&file);
            let lines = Lines::of(&text);
            let edits: Vec<TextEdit> = edits.iter().map(|edit| lines.edit(edit)).collect();
            Some((self.uri(&file), edits))
        });
        WorkspaceEdit {
            changes: Some(changes.collect()),
            ..WorkspaceEdit::default()
        }
    }
}
