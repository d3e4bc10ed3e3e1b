//! An outline as text.

use super::comments::{Anchor, Comments, Line, stays_in_brackets};
use super::scalar;
use crate::load::Outline;
use crate::load::yaml::outline::{Entry, Value, Writing, holds_rows};
use crate::scalar::quoted;

/// How wide a line with brackets may be; a Chinese sign is two wide.
const WIDTH: usize = 100;

/// How far what belongs to a key or a dash stands to the right of it.
const INDENT: usize = 2;

/// Lays a file out; `columns` are the keys of an indicator row in their order.
pub(super) fn lay_out(text: &str, outline: &Outline, columns: &[String]) -> String {
    let comments = Comments::of(text, outline);
    let mut writer = Writer {
        outline,
        comments: &comments,
        columns,
        text: String::new(),
    };
    writer.lines(&comments.head, 0);
    if !comments.head.is_empty() {
        writer.text.push('\n');
    }
    let root = &outline.root;
    match &root.writing {
        Writing::Map { .. } if !stays_in_brackets(outline, root) => {
            writer.entries(root, &mut 0, 0, false);
        }
        _ => {
            let line = writer.in_brackets(root, false);
            writer.text.extend([&line, "\n"]);
        }
    }
    writer.lines(&comments.foot, 0);
    writer.text
}

struct Writer<'a> {
    outline: &'a Outline,
    comments: &'a Comments,
    columns: &'a [String],
    text: String,
}

impl<'a> Writer<'a> {
    /// The entries of a map, each on lines of its own, in the order of its keys.
    /// `anchor` is the number of the first; the first may stand on a line that has
    /// begun.
    fn entries(&mut self, map: &'a Value, anchor: &mut usize, indent: usize, is_row: bool) {
        let entries = self.numbered(map, anchor, is_row);
        self.write_entries(entries, indent);
    }

    /// The entries with the numbers of their anchors, in the order of their keys.
    fn numbered(
        &self,
        map: &'a Value,
        anchor: &mut usize,
        is_row: bool,
    ) -> Vec<(usize, &'a Entry)> {
        let Writing::Map {
            entries, fields, ..
        } = &map.writing
        else {
            return Vec::new();
        };
        let mut numbered = Vec::new();
        for entry in entries {
            numbered.push((*anchor, entry));
            *anchor += 1 + anchors_below(&entry.value);
        }
        let place = |key: &str| match is_row && fields.is_empty() {
            true => self.columns.iter().position(|column| column == key),
            false => fields.iter().position(|field| *field == key),
        };
        // what is not in the list keeps its order, at the end
        numbered.sort_by_key(|(_, entry)| place(&entry.key).unwrap_or(usize::MAX));
        numbered
    }

    fn write_entries(&mut self, entries: Vec<(usize, &'a Entry)>, indent: usize) {
        let is_top = indent == 0;
        let mut after_block = false;
        for (number, entry) in entries {
            let Some(anchor) = self.comments.anchors.get(number) else {
                continue;
            };
            let begun = !self.text.is_empty() && !self.text.ends_with('\n');
            let before = self.text.len();
            if !begun {
                self.lines(&anchor.before, indent);
                self.text.extend(std::iter::repeat_n(' ', indent));
            }
            let start = self.text.len();
            self.text.push_str(&quoted(&entry.key, false));
            self.text.push(':');
            self.value(&entry.key, &entry.value, number, anchor, indent);
            let is_block = self.text[start..].matches('\n').count() > 1;
            let parted = self.text[before..].starts_with('\n');
            if is_top && before > 0 && (is_block || after_block) && !parted {
                let blank_above = self.text[..before].ends_with("\n\n");
                if !blank_above {
                    self.text.insert(before, '\n');
                }
            }
            after_block = is_block;
        }
    }

    /// What follows a key and its colon, to the end of the last line.
    fn value(
        &mut self,
        key: &str,
        value: &'a Value,
        number: usize,
        anchor: &'a Anchor,
        indent: usize,
    ) {
        let has_rows = matches!(value.writing, Writing::List(..)) && holds_rows(key);
        if let Some(line) = self.on_one_line(value, has_rows) {
            if !line.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(&line);
            return self.end_line(anchor);
        }
        let mut next = number + 1;
        match &value.writing {
            Writing::List(items, _) => {
                self.end_line(anchor);
                for item in items {
                    self.item(item, &mut next, indent + INDENT, has_rows);
                }
                self.lines(&anchor.at_end, indent + INDENT);
            }
            Writing::Map { .. } => {
                self.end_line(anchor);
                self.entries(value, &mut next, indent + INDENT, false);
                self.lines(&anchor.at_end, indent + INDENT);
            }
            _ => {
                self.text.push(' ');
                self.block_text(value, anchor, indent);
            }
        }
    }

    fn item(&mut self, item: &'a Value, next: &mut usize, indent: usize, is_row: bool) {
        let number = *next;
        *next += 1;
        let Some(anchor) = self.comments.anchors.get(number) else {
            return;
        };
        let line = self.on_one_line(item, is_row);
        let mut below = *next;
        *next += anchors_below(item);
        let entries = match (&line, &item.writing) {
            (None, Writing::Map { .. }) => self.numbered(item, &mut below, is_row),
            _ => Vec::new(),
        };
        self.lines(&anchor.before, indent);
        // no comment can stand between a dash and its first key
        let first = entries.first().map(|(number, _)| *number);
        if let Some(first) = first.and_then(|first| self.comments.anchors.get(first)) {
            self.lines(&first.before, indent);
        }
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.text.push('-');
        match (line, &item.writing) {
            (Some(line), _) => {
                if !line.is_empty() {
                    self.text.push(' ');
                }
                self.text.push_str(&line);
                self.end_line(anchor);
            }
            (None, Writing::Map { .. }) => {
                self.text.push(' ');
                self.write_entries(entries, indent + INDENT);
            }
            (None, Writing::List(items, _)) => {
                self.end_line(anchor);
                for item in items {
                    self.item(item, &mut below, indent + INDENT, false);
                }
            }
            (None, _) => {
                self.text.push(' ');
                self.block_text(item, anchor, indent);
            }
        }
        self.lines(&anchor.at_end, indent + INDENT);
    }

    /// A value that stands on the line of its key or dash; `None` for what needs
    /// lines of its own.
    fn on_one_line(&self, value: &Value, is_row: bool) -> Option<String> {
        match &value.writing {
            Writing::List(..) | Writing::Map { .. } => {
                if !stays_in_brackets(self.outline, value) {
                    return None;
                }
                let line = self.in_brackets(value, is_row);
                let is_empty = line.len() == 2;
                (is_empty || wide(&line) <= WIDTH).then_some(line)
            }
            _ if scalar::block(value).is_some() => None,
            _ => Some(scalar::written(value, false)),
        }
    }

    fn in_brackets(&self, value: &Value, is_row: bool) -> String {
        match &value.writing {
            Writing::List(items, _) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| self.in_brackets(item, is_row))
                    .collect();
                format!("[{}]", items.join(", "))
            }
            Writing::Map { .. } => {
                let entries: Vec<String> = self
                    .numbered(value, &mut 0, is_row)
                    .into_iter()
                    .map(|(_, entry)| {
                        let rows = matches!(entry.value.writing, Writing::List(..));
                        let below = rows && holds_rows(&entry.key);
                        format!(
                            "{}: {}",
                            quoted(&entry.key, true),
                            self.in_brackets(&entry.value, below)
                        )
                    })
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
            _ => scalar::written(value, true),
        }
    }

    fn block_text(&mut self, value: &Value, anchor: &Anchor, indent: usize) {
        let Some((header, lines)) = scalar::block(value) else {
            return;
        };
        self.text.push_str(header);
        self.end_line(anchor);
        let blank_at_end = lines.iter().rev().take_while(|line| line.is_empty());
        let kept = lines.len() - blank_at_end.count();
        for line in lines.iter().take(kept) {
            if !line.is_empty() {
                self.text.extend(std::iter::repeat_n(' ', indent + INDENT));
            }
            self.text.extend([line, "\n"]);
        }
    }

    /// Ends a line with the comment beside it.
    fn end_line(&mut self, anchor: &Anchor) {
        if let Some(comment) = &anchor.beside {
            self.text.extend(["  ", comment]);
        }
        self.text.push('\n');
    }

    /// Comments on lines of their own, with the blank lines that stood before them.
    fn lines(&mut self, lines: &[Line], indent: usize) {
        for line in lines {
            let below_key = self.text.ends_with(":\n");
            let has_blank = self.text.is_empty() || self.text.ends_with("\n\n");
            if line.after_blank && !has_blank && !below_key {
                self.text.push('\n');
            }
            self.text.extend(std::iter::repeat_n(' ', indent));
            self.text.extend([&line.text, "\n"]);
        }
    }
}

/// How many keys and items there are below a value.
fn anchors_below(value: &Value) -> usize {
    match &value.writing {
        Writing::List(items, _) => items.iter().map(|item| 1 + anchors_below(item)).sum(),
        Writing::Map { entries, .. } => {
            let below = entries.iter();
            below.map(|entry| 1 + anchors_below(&entry.value)).sum()
        }
        _ => 0,
    }
}

/// The width of a line in columns: what is not ASCII takes two.
fn wide(line: &str) -> usize {
    line.chars()
        .map(|char| if char.is_ascii() { 1 } else { 2 })
        .sum()
}
