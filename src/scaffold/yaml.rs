//! YAML as `ziping fmt` would write it, with a comment over each key that is said
//! something of.

use crate::scalar::{needs_escape, scalar};
use crate::schema::words;

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing yet.
    Blank,
    /// A text, on one line or several.
    Text(String),
    /// A figure or a word of YAML, as it stands.
    Plain(String),
    /// Keys below.
    Map(Vec<Entry>),
    /// Items, each with keys.
    List(Vec<Vec<Entry>>),
}

impl Value {
    /// A text without blank lines at its ends; blank where there is none.
    pub(super) fn text(text: &str) -> Self {
        let body = text.trim_start_matches('\n').trim_end_matches('\n');
        if text.trim().is_empty() {
            return Self::Blank;
        }
        let is_block = body.contains('\n') && text.ends_with('\n');
        Self::Text(format!("{body}{}", if is_block { "\n" } else { "" }))
    }

    /// Something that prints as YAML reads it; blank where there is none.
    pub(super) fn plain<T: ToString>(value: Option<T>) -> Self {
        value.map_or(Self::Blank, |value| Self::Plain(value.to_string()))
    }

    /// Blank keys below.
    pub(super) fn blanks<'k>(keys: impl IntoIterator<Item = &'k str>) -> Self {
        let blank = |key| Entry::new(key, Self::Blank);
        Self::Map(keys.into_iter().map(blank).collect())
    }
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) comment: String,
    pub(super) value: Value,
}

impl Entry {
    pub(super) fn new(key: &str, value: Value) -> Self {
        Self {
            key: key.to_owned(),
            comment: String::new(),
            value,
        }
    }

    /// With what the key means in this record of the model.
    pub(super) fn said(mut self, record: &str) -> Self {
        words::meaning(record, &self.key).clone_into(&mut self.comment);
        self
    }
}

/// A whole file: comments at the top, then the entries.
pub(super) fn file(head: &[String], entries: &[Entry]) -> String {
    let mut text: String = head.iter().map(|line| format!("# {line}\n")).collect();
    if !head.is_empty() {
        text.push('\n');
    }
    let mut after_block = false;
    for (at, entry) in entries.iter().enumerate() {
        let written = lines(entry, 0, "");
        let own = written.len() - usize::from(!entry.comment.is_empty());
        let is_block = own > 1;
        if at > 0 && (is_block || after_block) {
            text.push('\n');
        }
        after_block = is_block;
        for line in written {
            text.extend([&line, "\n"]);
        }
    }
    text
}

/// The lines of an entry; `dash` begins the first of its own where it is the first
/// of an item, and then stands in its indent.
fn lines(entry: &Entry, indent: usize, dash: &str) -> Vec<String> {
    let pad = " ".repeat(indent);
    let outer = " ".repeat(indent - dash.len());
    let mut lines = Vec::new();
    if !entry.comment.is_empty() {
        let pad = if dash.is_empty() { &pad } else { &outer };
        lines.push(format!("{pad}# {}", entry.comment));
    }
    let key = format!("{outer}{dash}{}:", scalar(&entry.key));
    match &entry.value {
        Value::Blank => lines.push(key),
        Value::Plain(word) => lines.push(format!("{key} {word}")),
        Value::Text(text) if stands_on_lines(text) => {
            let (mark, body) = match text.strip_suffix('\n') {
                Some(body) => ("|", body),
                None => ("|-", text.as_str()),
            };
            lines.push(format!("{key} {mark}"));
            lines.extend(body.split('\n').map(|line| match line {
                "" => String::new(),
                _ => format!("{pad}  {line}"),
            }));
        }
        Value::Text(text) => lines.push(format!("{key} {}", scalar(text))),
        Value::Map(entries) => {
            lines.push(key);
            for entry in entries {
                lines.extend(self::lines(entry, indent + 2, ""));
            }
        }
        Value::List(items) if items.is_empty() => lines.push(format!("{key} []")),
        Value::List(items) => {
            lines.push(key);
            for item in items {
                for (at, entry) in item.iter().enumerate() {
                    let dash = if at == 0 { "- " } else { "" };
                    lines.extend(self::lines(entry, indent + 4, dash));
                }
            }
        }
    }
    lines
}

/// Whether a text can stand on lines of its own, as it is.
fn stands_on_lines(text: &str) -> bool {
    let holds = |char: char| char != '\n' && needs_escape(char);
    text.contains('\n') && !text.starts_with([' ', '\n']) && !text.contains(holds)
}
