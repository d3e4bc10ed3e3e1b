//! A file's text as keys, values and comments with the way they are written: for
//! whoever lays the same data out anew.

use super::tree::{self, Kind, Node};
use super::{figures, scan, shape};
use crate::source::{Source, Span};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// A file that reads without a fault, as it is written.
#[derive(Debug)]
pub struct Outline {
    /// The whole: a map.
    pub root: Value,
    /// The comments, from top to bottom.
    pub comments: Vec<Comment>,
}

/// A value and how it is written.
#[derive(Debug)]
pub struct Value {
    /// Where it begins: at its first sign.
    pub start: usize,
    /// What is written.
    pub writing: Writing,
}

/// What is written as a value.
#[derive(Debug)]
pub enum Writing {
    /// A text without quotes, on one line or several; blank where there is none.
    Plain(String),
    /// A text in quotes.
    Quoted(String),
    /// An amount or a rate, in plain signs.
    Figure(String),
    /// A block text that keeps its lines (`|`).
    Literal(String),
    /// A block text that is folded (`>`): its text, its mark, its lines as written.
    Folded(String, String, Vec<String>),
    /// A list; with the span of its brackets where it has some.
    List(Vec<Value>, Option<Span>),
    /// A map with its entries.
    Map {
        /// The entries as written.
        entries: Vec<Entry>,
        /// The span of its brackets, where it has some.
        brackets: Option<Span>,
        /// The keys that it may have, in their order; empty where the author
        /// chooses them and their order.
        fields: &'static [&'static str],
    },
}

/// A key with its value.
#[derive(Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key begins.
    pub start: usize,
    /// The value.
    pub value: Value,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comment {
    /// Where its mark stands.
    pub start: usize,
    /// From the mark to the end of the line, without spaces at the end.
    pub text: String,
    /// Whether nothing else stands on its line.
    pub alone: bool,
}

impl Outline {
    /// The outline of a file that holds a `T`; `None` where it does not read as one
    /// without a fault.
    pub fn of<T: DeserializeOwned>(source: &Source) -> Option<Self> {
        let (Some(_), errors) = super::read_all::<T>(&mut source.clone()) else {
            return None;
        };
        let root = tree::parse(&source.text).ok()?;
        let noted = shape::noted::<T>(&source.text, &root).filter(|_| errors.is_empty())?;
        let texts = scan::scan(&source.text).texts;
        let comments = comments(&source.text, &texts);
        let reader = Reader {
            text: &source.text,
            texts: &texts,
            comments: &comments,
            figures: noted.figures.iter().map(|(span, _)| span.start).collect(),
            fields: noted.fields,
        };
        let root = reader.value(&root);
        Some(Self { root, comments })
    }

    /// Whether another file says the same: equal texts, figures that differ only in
    /// their signs, the same lists, maps and comments. The keys that a struct names
    /// and the columns of an indicator row may stand in any order.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let words = |outline: &Self| {
            let texts = outline.comments.iter();
            let mut words: Vec<String> = texts.map(|one| one.text.clone()).collect();
            words.sort();
            words
        };
        words(self) == words(other) && same(&self.root, &other.root, Below::Key(""))
    }
}

impl Value {
    /// The value under a key of a map.
    pub fn entry(&self, key: &str) -> Option<&Self> {
        let Writing::Map { entries, .. } = &self.writing else {
            return None;
        };
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    /// The text of a value that is neither a list nor a map.
    pub fn text(&self) -> Option<&str> {
        match &self.writing {
            Writing::Plain(text)
            | Writing::Quoted(text)
            | Writing::Figure(text)
            | Writing::Literal(text)
            | Writing::Folded(text, ..) => Some(text),
            Writing::List(..) | Writing::Map { .. } => None,
        }
    }
}

/// Whether the lists under a key hold rows of the indicator table, whose columns
/// are the form's.
pub fn holds_rows(key: &str) -> bool {
    matches!(key, "绩效指标" | "其中")
}

/// Below what a value stands.
#[derive(Clone, Copy)]
enum Below<'a> {
    Key(&'a str),
    /// In a list of indicator rows.
    Rows,
    List,
}

fn same(one: &Value, other: &Value, below: Below<'_>) -> bool {
    match (&one.writing, &other.writing) {
        (Writing::List(items, _), Writing::List(others, _)) => {
            let below = match below {
                Below::Key(key) if holds_rows(key) => Below::Rows,
                _ => Below::List,
            };
            let mut pairs = items.iter().zip(others);
            items.len() == others.len() && pairs.all(|(one, other)| same(one, other, below))
        }
        (
            Writing::Map {
                entries, fields, ..
            },
            Writing::Map {
                entries: others, ..
            },
        ) => {
            let in_order = fields.is_empty() && !matches!(below, Below::Rows);
            let counterpart = |at: usize, key: &str| match in_order {
                true => others.get(at).filter(|other| other.key == key),
                false => others.iter().find(|other| other.key == key),
            };
            let mut pairs = entries.iter().enumerate();
            entries.len() == others.len()
                && pairs.all(|(at, entry)| {
                    counterpart(at, &entry.key).is_some_and(|other| {
                        same(&entry.value, &other.value, Below::Key(&entry.key))
                    })
                })
        }
        _ => one.text().is_some() && one.text() == other.text(),
    }
}

/// The comments of a text: what follows a `#` at the start of a line or after a
/// space, outside of texts.
fn comments(text: &str, texts: &[Span]) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let mut signs = line.match_indices('#');
        let mark = signs.find_map(|(at, _)| {
            let free = line[..at]
                .chars()
                .next_back()
                .is_none_or(char::is_whitespace);
            let start = line_start + at;
            let inside = || text_at(texts, start).is_some();
            (free && !inside()).then_some(at)
        });
        if let Some(at) = mark {
            found.push(Comment {
                start: line_start + at,
                text: line[at..].trim_end().to_owned(),
                alone: line[..at].trim().is_empty(),
            });
        }
        line_start += line.len();
    }
    found
}

/// The text that a place stands in; they are in order.
fn text_at(texts: &[Span], at: usize) -> Option<&Span> {
    let after = texts.partition_point(|span| span.start <= at);
    let text = texts.get(after.checked_sub(1)?)?;
    text.contains(&at).then_some(text)
}

struct Reader<'a> {
    text: &'a str,
    texts: &'a [Span],
    comments: &'a [Comment],
    figures: BTreeSet<usize>,
    fields: BTreeMap<usize, &'static [&'static str]>,
}

impl Reader<'_> {
    fn value(&self, node: &Node) -> Value {
        let start = node.start;
        let writing = match &node.kind {
            Kind::Scalar { text, plain } => self.scalar(node, text, *plain),
            Kind::List(items) => {
                let items = items.iter().map(|item| self.value(item)).collect();
                Writing::List(items, self.brackets(start))
            }
            Kind::Map(entries) => Writing::Map {
                entries: entries
                    .iter()
                    .map(|entry| Entry {
                        key: entry.key.clone(),
                        start: entry.key_span.start,
                        value: self.value(&entry.value),
                    })
                    .collect(),
                brackets: self.brackets(start),
                fields: self.fields.get(&start).copied().unwrap_or_default(),
            },
        };
        Value { start, writing }
    }

    fn scalar(&self, node: &Node, text: &str, plain: bool) -> Writing {
        if plain && text.is_empty() {
            return Writing::Plain(String::new());
        }
        if self.figures.contains(&node.span.start) && !text.trim().is_empty() {
            let plain = figures::plain(text).unwrap_or_else(|| text.trim().to_owned());
            return Writing::Figure(plain);
        }
        let owned = text.to_owned();
        match self.text[node.start..].chars().next() {
            _ if plain => Writing::Plain(owned),
            Some('|') => Writing::Literal(owned),
            Some('>') => {
                let (mark, lines) = self.folded(node.start);
                Writing::Folded(owned, mark, lines)
            }
            _ => Writing::Quoted(owned),
        }
    }

    /// The mark of a folded text and its lines, without their common indent.
    fn folded(&self, start: usize) -> (String, Vec<String>) {
        let header = self.text[start..].lines().next().unwrap_or_default();
        let mark = header.split([' ', '\t']).next().unwrap_or_default();
        let body_start = start + header.len() + 1;
        let body = text_at(self.texts, body_start);
        let body = body.map_or("", |span| &self.text[span.clone()]);
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let first = body.lines().find(|line| !line.trim().is_empty());
        let common = first.map_or(0, indent);
        let lines = body
            .lines()
            .map(|line| line.get(common.min(indent(line))..).unwrap_or_default());
        (mark.to_owned(), lines.map(str::to_owned).collect())
    }

    /// The span of the brackets that open here, where some do.
    fn brackets(&self, start: usize) -> Option<Span> {
        if !self.text.get(start..)?.starts_with(['[', '{']) {
            return None;
        }
        let mut depth = 0_usize;
        let mut at = start;
        while let Some(char) = self.text.get(at..)?.chars().next() {
            match char {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                '"' | '\'' => {
                    if let Some(text) = text_at(self.texts, at) {
                        at = text.end;
                        continue;
                    }
                }
                '#' => {
                    let here = |comment: &Comment| comment.start.cmp(&at);
                    let comment = self.comments.binary_search_by(here);
                    if let Some(comment) = comment.ok().and_then(|at| self.comments.get(at)) {
                        at += comment.text.len();
                        continue;
                    }
                }
                _ => {}
            }
            if depth == 0 {
                return Some(start..at + char.len_utf8());
            }
            at += char.len_utf8();
        }
        None
    }
}
