//! Two states of a site held against each other: which reports and rows came and
//! went, which figures changed and what follows from it, which paragraphs are
//! others. What stands under 不公开 is never held; only that it changed is told.

mod figures;
mod html;
mod human;
mod json;
mod markdown;
mod paragraphs;
mod past;
mod rows;
mod values;

pub use html::to_html;
pub use human::to_human;
pub use json::to_json;
pub use markdown::to_markdown;
pub use past::in_public;

use crate::form::Library;
use crate::load::{Outline, yaml};
use crate::model::{BaseData, Region, Report, Site, Unit};
use crate::source::Source;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// All that is another, by unit.
#[derive(Debug, Default, Serialize)]
pub struct Comparison {
    /// The units and, with an empty address, what stands above them.
    pub units: Vec<UnitChange>,
}

/// What is another in a unit.
#[derive(Debug, Default, Serialize)]
pub struct UnitChange {
    /// The folder below `content/`.
    pub address: String,
    /// The unit's name.
    pub name: String,
    /// Its files, by path.
    pub files: Vec<FileChange>,
    /// Findings that there were not before.
    pub findings_new: Vec<Told>,
    /// Findings that there are no more.
    pub findings_gone: Vec<Told>,
}

/// A finding in a few words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Told {
    /// The file.
    pub file: String,
    /// The rule's code.
    pub code: &'static str,
    /// Its weight, in English.
    pub severity: &'static str,
    /// What is said.
    pub message: String,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// There was none before.
    Added,
    /// There is none now.
    Removed,
    /// It says something else.
    Changed,
    /// It says the same with other comments.
    Comments,
    /// It says the same, written in another way.
    Writing,
    /// It cannot be read, now or before, so nobody can tell.
    Unreadable,
}

/// What is another in a file.
#[derive(Debug, Serialize)]
pub struct FileChange {
    /// The path as printed.
    pub path: String,
    /// What the file is, in words.
    pub title: String,
    /// What became of it.
    pub fate: Fate,
    /// What follows from the changes: total, grade, rate.
    pub effects: Vec<ValueChange>,
    /// Values that changed.
    pub values: Vec<ValueChange>,
    /// Rows that came, went or moved.
    pub rows: Vec<RowChange>,
    /// Paragraphs of a narrative.
    pub paragraphs: Vec<ParagraphChange>,
    /// Whether something under 不公开 changed.
    pub private: bool,
}

/// A value that is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueChange {
    /// The data path in the new state; in the old one where it is gone.
    pub path: String,
    /// The place in words, without the value's own key, such as `指标“道路清扫”`.
    pub place: String,
    /// The value's key.
    pub key: String,
    /// Whether it is an amount or a rate.
    pub figure: bool,
    /// As it was; `None` for a blank.
    pub old: Option<String>,
    /// As it is; `None` for a blank.
    pub new: Option<String>,
}

/// A row that came, went or moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowChange {
    /// The data path of the row in the state that has it; the new one of a moved row.
    pub path: String,
    /// The row in words, such as `指标“道路清扫”`.
    pub name: String,
    /// What became of it.
    pub what: Move,
    /// Its values, where it came or went.
    pub values: Vec<(String, String)>,
}

/// What became of a row; places count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It stands elsewhere in its list.
    Moved {
        /// Where it was.
        from: usize,
        /// Where it is.
        to: usize,
    },
}

/// A paragraph that is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParagraphChange {
    /// The heading that it stands under.
    pub chapter: String,
    /// As it was; `None` where it came.
    pub old: Option<String>,
    /// As it is; `None` where it went.
    pub new: Option<String>,
}

impl Comparison {
    /// Whether nothing at all is another.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }
}

impl UnitChange {
    /// Whether nothing of the unit is another.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.findings_new.is_empty() && self.findings_gone.is_empty()
    }
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A filled form.
    Report,
    /// A table of base data.
    Base,
    /// `unit.yaml`.
    Unit,
    /// `region.yaml`.
    Region,
    /// `site.yaml`.
    Site,
    /// A form.
    Form,
    /// A text in Markdown.
    Narrative,
    /// An attachment.
    Attachment,
}

/// One file of one state.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Its text; `None` where it is no text that can be read.
    pub source: Option<&'a Source>,
    /// The forms of that state.
    pub forms: &'a Library,
}

/// What is another in a file whose bytes are: `old` and `new` are `None` where there
/// is no such file.
pub fn file(
    path: &str,
    title: &str,
    kind: Kind,
    old: Option<Side<'_>>,
    new: Option<Side<'_>>,
) -> FileChange {
    let mut change = FileChange {
        path: path.to_owned(),
        title: title.to_owned(),
        fate: match (old, new) {
            (None, _) => Fate::Added,
            (_, None) => Fate::Removed,
            _ => Fate::Changed,
        },
        effects: Vec::new(),
        values: Vec::new(),
        rows: Vec::new(),
        paragraphs: Vec::new(),
        private: false,
    };
    match kind {
        Kind::Report => {
            data::<Report>(&mut change, old, new);
            change.effects = figures::effects(read(old), read(new));
        }
        Kind::Base => data::<BaseData>(&mut change, old, new),
        Kind::Unit => data::<Unit>(&mut change, old, new),
        Kind::Region => data::<Region>(&mut change, old, new),
        Kind::Site => data::<Site>(&mut change, old, new),
        Kind::Form => data::<crate::form::Form>(&mut change, old, new),
        Kind::Narrative => {
            if let (Some(old), Some(new)) = (old, new) {
                match (old.source, new.source) {
                    (Some(old), Some(new)) => {
                        change.paragraphs = paragraphs::changes(&old.text, &new.text);
                        if change.paragraphs.is_empty() {
                            change.fate = Fate::Writing;
                        }
                    }
                    _ => change.fate = Fate::Unreadable,
                }
            }
        }
        Kind::Attachment => {}
    }
    change
}

/// A report with the forms of its state.
fn read(side: Option<Side<'_>>) -> Option<(Report, &Library)> {
    let side = side?;
    let mut source = side.source?.clone();
    Some((yaml::read(&mut source).ok()?, side.forms))
}

fn data<T: DeserializeOwned>(
    change: &mut FileChange,
    old: Option<Side<'_>>,
    new: Option<Side<'_>>,
) {
    let (Some(old), Some(new)) = (old, new) else {
        return;
    };
    let outline = |side: Side<'_>| side.source.and_then(Outline::of::<T>);
    let (Some(old), Some(new)) = (outline(old), outline(new)) else {
        change.fate = Fate::Unreadable;
        return;
    };
    let found = values::changes(&old.root, &new.root);
    change.values = found.values;
    change.rows = found.rows;
    change.private = found.private;
    if change.values.is_empty() && change.rows.is_empty() && !change.private {
        change.fate = match comments(&old) == comments(&new) {
            true => Fate::Writing,
            false => Fate::Comments,
        };
    }
}

fn comments(outline: &Outline) -> Vec<&str> {
    let mut comments: Vec<&str> = outline.comments.iter().map(|one| &*one.text).collect();
    comments.sort_unstable();
    comments
}

#[cfg(test)]
mod tests;
