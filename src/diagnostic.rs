//! What the program has to say of its input: collected, sorted, printed.
//!
//! A [`Diagnostic`] is self-contained (it carries the source line it points at),
//! so a unit's files can be dropped before its diagnostics are printed.

mod edit;
mod fingerprint;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
pub mod personal;
mod sarif;

pub use edit::Edit;
pub use github::to_github;
pub use gitlab::to_gitlab;
pub use human::Human;
pub use json::to_json;
pub use junit::to_junit;
pub use sarif::{RuleText, to_sarif};

use crate::source::{Position, Source, Span};
use crate::stored::{Stored, stored};

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know (提示).
    Note,
    /// A reviewer should look (警告).
    Warning,
    /// The arithmetic or the law is broken: stops publication (错误).
    Error,
}

impl Stored for Severity {
    fn store(&self, into: &mut Vec<u8>) {
        (*self as u16).store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let number = u16::restore(from)?;
        let all = [Self::Note, Self::Warning, Self::Error];
        all.into_iter().find(|one| *one as u16 == number)
    }
}

impl Severity {
    /// The word that is printed.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Note => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }

    /// The word in machine-readable output.
    pub fn english(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in a file with the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The file's path as printed.
    pub path: String,
    /// Where the marked text starts; `None` when the whole file is meant.
    pub position: Option<Position>,
    /// The source line with personal numbers masked, or empty where it may not be
    /// shown.
    pub line: String,
    /// The marked bytes of `line`.
    pub marked: LineSpan,
    /// What is to be said of this place; may be empty.
    pub message: String,
}

/// A byte range with an order, so that labels sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

stored!(Label {
    path,
    position,
    line,
    marked,
    message
});

stored!(LineSpan { start, end });

impl Label {
    /// A label for a byte span; a span over several lines is cut at the first.
    pub fn at(source: &Source, span: Span, message: impl Into<String>) -> Self {
        let position = source.position(span.start);
        let line = source.line_span(span.start);
        let private = source.is_private(position.line - 1);
        let clip = |at: usize| {
            let mut at = at.clamp(line.start, line.end);
            while !source.text.is_char_boundary(at) {
                at -= 1;
            }
            at - line.start
        };
        let (start, end) = (clip(span.start), clip(span.end.max(span.start)));
        Self {
            path: source.path.clone(),
            position: Some(position),
            marked: if private {
                LineSpan::default()
            } else {
                LineSpan { start, end }
            },
            line: if private {
                String::new()
            } else {
                personal::masked(&source.text[line]).into_owned()
            },
            message: message.into(),
        }
    }

    /// The marked text; empty where it may not be shown.
    pub fn text(&self) -> &str {
        let LineSpan { start, end } = self.marked;
        self.line.get(start..end).unwrap_or_default()
    }

    /// A label for a file as a whole.
    pub fn file(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            position: None,
            line: String::new(),
            marked: LineSpan::default(),
            message: String::new(),
        }
    }
}

/// One finding or error, ready to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, such as `ZP101`.
    pub code: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// One sentence in Chinese that names the figures.
    pub message: String,
    /// Where.
    pub place: Label,
    /// Other places that matter.
    pub related: Vec<Label>,
    /// How to mend it; may be empty.
    pub help: String,
    /// The replacements that mend it, all of them together; empty where only a
    /// person can tell.
    pub fix: Vec<Edit>,
    /// The reason of the 校验说明 that accepts it, where there is one.
    pub accepted: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, place: Label, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place,
            related: Vec::new(),
            help: String::new(),
            fix: Vec::new(),
            accepted: None,
        }
    }

    /// The same with the mend.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The same with another place that matters.
    #[must_use]
    pub fn with_related(mut self, label: Label) -> Self {
        self.related.push(label);
        self
    }

    /// The same with the replacements that mend it.
    #[must_use]
    pub fn with_fix(mut self, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.fix.extend(edits);
        self
    }

    /// Whether this stops publication.
    pub fn stops_publication(&self) -> bool {
        self.severity == Severity::Error && self.accepted.is_none()
    }
}

/// Sorts by file, place and code, and drops exact repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.place.path, a.place.position, a.code, &a.message).cmp(&(
            &b.place.path,
            b.place.position,
            b.code,
            &b.message,
        ))
    });
    diagnostics.dedup();
}
