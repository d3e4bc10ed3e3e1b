//! The text as a tree in which every key and value knows its place. Only built
//! when there is something to say: a clean file is read without it.
//!
//! The YAML crate tells places only through errors. So each scalar is read by a
//! visitor that keeps the text and then fails on purpose: the error says where
//! the value stands, and is dropped. What is not a scalar makes the same attempt
//! fail by itself, at its place, and is then read as a list or a map.

use crate::source::Span;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::cell::Cell;
use std::fmt;

/// A value with its place.
#[derive(Debug)]
pub(super) struct Node {
    /// Where it begins: at its first sign, the mark of a block text included.
    pub(super) start: usize,
    /// The whole scalar with its quotes; else the first line.
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Found faulty: passed over from now on.
    pub(super) skip: Cell<bool>,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// The text; plain when it has no quotes and is no block text.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Node,
    /// Not to be read: unknown, written twice or faulty.
    pub(super) skip: Cell<bool>,
}

impl Node {
    /// The entry under a key.
    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// The items of a list.
    pub(super) fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// Whether nothing is written here.
    pub(super) fn is_blank(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if text.is_empty())
    }
}

/// Why there is no tree.
#[derive(Debug)]
pub(super) enum Fault {
    /// Nothing but comments.
    Empty,
    /// An alias that the quick look missed leads back to here.
    Alias(usize),
    /// Nested too deep, from here.
    Depth(usize),
    /// The parser's complaint.
    Syntax(Complaint),
}

/// What the parser complains of, in its own words: to be translated.
#[derive(Debug)]
pub(super) struct Complaint {
    pub(super) problem: String,
    /// Where it gave up.
    pub(super) at: usize,
    /// Where the thing that it was reading began.
    pub(super) context: Option<usize>,
}

/// Reads a text into a tree.
pub(super) fn parse(text: &str) -> Result<Node, Fault> {
    let capture = Capture::new(text);
    let whole = || serde_yaml::Deserializer::from_str(text);
    Scalar(&capture)
        .deserialize(whole())
        .or_else(|error| match is_container(&error.to_string()) {
            true => Container(&capture, 0).deserialize(whole()),
            false => Err(error),
        })
        .map_err(|error| capture.fault(&error))
}

/// Whether this is how the parser says that it met a list or a map where a
/// choice was asked for.
fn is_container(message: &str) -> bool {
    message.contains("expected a YAML tag")
}

/// What stops serde_yaml from reading a text into a type: the slow reading is to
/// find out in words, this is where the parser was.
pub(super) fn offset(error: &serde_yaml::Error) -> usize {
    error.location().map_or(0, |location| location.index())
}

/// What the parser takes for the end of a line when it counts them.
const LINE_ENDS: [char; 4] = ['\n', '\u{85}', '\u{2028}', '\u{2029}'];

struct Capture<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
    /// The last place: places only grow, unless an alias leads back.
    last: Cell<usize>,
    alias: Cell<Option<usize>>,
}

impl<'a> Capture<'a> {
    fn new(text: &'a str) -> Self {
        let starts = text
            .match_indices(LINE_ENDS)
            .map(|(at, end)| at + end.len());
        Self {
            text,
            line_starts: std::iter::once(0).chain(starts).collect(),
            last: Cell::new(0),
            alias: Cell::new(None),
        }
    }

    fn fault(&self, error: &serde_yaml::Error) -> Fault {
        if let Some(at) = self.alias.get() {
            return Fault::Alias(at);
        }
        let problem = error.to_string();
        let at = offset(error).min(self.text.len());
        if problem.starts_with("EOF while parsing") {
            return Fault::Empty;
        }
        if problem.starts_with("recursion limit") {
            return Fault::Depth(at);
        }
        let context = problem
            .split_once(", while ")
            .and_then(|(_, context)| self.place_in(context));
        Fault::Syntax(Complaint {
            problem,
            at,
            context,
        })
    }

    /// The offset that a message of the parser ends with: `… at line 3 column 5`.
    fn place_in(&self, message: &str) -> Option<usize> {
        let (_, place) = message.rsplit_once(" at line ")?;
        let (line, column) = place.split_once(" column ")?;
        let line = line.parse::<usize>().ok()?.checked_sub(1)?;
        let column = column.parse::<usize>().ok()?.checked_sub(1)?;
        let start = *self.line_starts.get(line)?;
        let rest = &self.text[start..];
        let within = rest.char_indices().nth(column);
        Some(start + within.map_or(rest.len(), |(at, _)| at))
    }

    /// The place where an attempt failed.
    fn step(&self, message: &str) -> usize {
        let at = self.place_in(message).unwrap_or(0);
        if at < self.last.get() && self.alias.get().is_none() {
            self.alias.set(Some(self.last.get()));
        }
        self.last.set(at);
        at
    }

    /// The place of the list or map that an attempt to read a scalar met; any
    /// other error stands.
    fn container_at<E: de::Error>(&self, error: E) -> Result<usize, E> {
        let message = error.to_string();
        if is_container(&message) {
            Ok(self.step(&message))
        } else {
            Err(error)
        }
    }

    fn scalar(&self, text: String, at: usize) -> Node {
        let (span, plain) = self.scalar_span(&text, at);
        Node {
            start: at,
            span,
            kind: Kind::Scalar { text, plain },
            skip: Cell::new(false),
        }
    }

    fn scalar_span(&self, value: &str, at: usize) -> (Span, bool) {
        let rest = &self.text[at..];
        let line_end = at + rest.find('\n').unwrap_or(rest.len());
        match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let end = super::scan::quoted_end(rest, quote).map_or(line_end, |end| at + end);
                (at..end, false)
            }
            Some('|' | '>') => {
                let below = self.text[line_end..].trim_start_matches('\n');
                let indent = below.len() - below.trim_start().len();
                let start = self.text.len() - below.len() + indent;
                let body = &self.text[start.min(self.text.len())..];
                let end = start + body.find('\n').unwrap_or(body.len());
                if value.trim().is_empty() {
                    (at..line_end, false)
                } else {
                    (start..end, false)
                }
            }
            _ if rest.starts_with(value) => (at..at + value.len(), true),
            // a plain text over several lines
            _ => (at..at + self.text[at..line_end].trim_end().len(), true),
        }
    }

    fn container(&self, kind: Kind, at: usize) -> Node {
        let rest = &self.text[at..];
        let line = rest[..rest.find('\n').unwrap_or(rest.len())].trim_end();
        Node {
            start: at,
            span: at..at + line.len(),
            kind,
            skip: Cell::new(false),
        }
    }

    fn list<'de, A: SeqAccess<'de>>(&self, mut seq: A) -> Result<Kind, A::Error> {
        let mut items = Vec::new();
        loop {
            match seq.next_element_seed(Scalar(self)) {
                Ok(Some(node)) => items.push(node),
                Ok(None) => return Ok(Kind::List(items)),
                Err(error) => {
                    let at = self.container_at(error)?;
                    match seq.next_element_seed(Container(self, at))? {
                        Some(node) => items.push(node),
                        None => return Ok(Kind::List(items)),
                    }
                }
            }
            self.no_alias()?;
        }
    }

    fn map<'de, A: MapAccess<'de>>(&self, mut map: A) -> Result<Kind, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, at)) = map.next_key_seed(Text(self))? {
            self.no_alias()?;
            let value = match map.next_value_seed(Scalar(self)) {
                Ok(node) => node,
                Err(error) => {
                    let at = self.container_at(error)?;
                    map.next_value_seed(Container(self, at))?
                }
            };
            self.no_alias()?;
            entries.push(Entry {
                key_span: self.scalar_span(&key, at).0,
                key,
                value,
                skip: Cell::new(false),
            });
        }
        Ok(Kind::Map(entries))
    }

    fn no_alias<E: de::Error>(&self) -> Result<(), E> {
        match self.alias.get() {
            Some(_) => Err(E::custom("alias")),
            None => Ok(()),
        }
    }
}

/// An attempt to read a value as a scalar. On a list or a map it fails without
/// taking anything, so that the value can be asked for again.
struct Scalar<'a>(&'a Capture<'a>);

impl<'de> DeserializeSeed<'de> for Scalar<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_enum("", &[], self)
    }
}

impl<'de> Visitor<'de> for Scalar<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        let ((text, at), variant) = access.variant_seed(Text(self.0))?;
        variant.unit_variant()?;
        Ok(self.0.scalar(text, at))
    }
}

/// A scalar's text and place.
struct Text<'a>(&'a Capture<'a>);

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = (String, usize);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        struct Keep<'a>(&'a mut Option<String>);

        impl Visitor<'_> for Keep<'_> {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a scalar")
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
                *self.0 = Some(value.to_owned());
                Err(E::custom("here"))
            }
        }

        let mut text = None;
        let outcome = deserializer.deserialize_str(Keep(&mut text));
        match (outcome, text) {
            (Err(error), Some(text)) => Ok((text, self.0.step(&error.to_string()))),
            (Err(error), None) => Err(error),
            (Ok(()), _) => Err(de::Error::custom("no text")),
        }
    }
}

/// A list or a map that begins at an offset.
struct Container<'a>(&'a Capture<'a>, usize);

impl<'de> DeserializeSeed<'de> for Container<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Container<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or a map")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Node, A::Error> {
        let kind = self.0.list(seq)?;
        Ok(self.0.container(kind, self.1))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Node, A::Error> {
        let kind = self.0.map(map)?;
        Ok(self.0.container(kind, self.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_and_value_knows_its_place() {
        let text = "甲: 1.50\n乙: \"二\\n三\"\n丙: |\n  四\n  五\n丁:\n  - 六\n  - {庚: '七'}\n  - []\n戊:\n";
        let root = parse(text).unwrap();
        let Kind::Map(entries) = &root.kind else {
            panic!("a map")
        };
        let marked: Vec<(&str, &str)> = entries
            .iter()
            .map(|entry| {
                (
                    &text[entry.key_span.clone()],
                    &text[entry.value.span.clone()],
                )
            })
            .collect();
        assert_eq!(
            marked,
            [
                ("甲", "1.50"),
                ("乙", "\"二\\n三\""),
                ("丙", "四"),
                ("丁", "- 六"),
                ("戊", "")
            ]
        );
        let items: Vec<&str> = entries[3]
            .value
            .items()
            .iter()
            .map(|item| &text[item.span.clone()])
            .collect();
        assert_eq!(items, ["六", "{庚: '七'}", "[]"]);
    }

    #[test]
    fn an_alias_is_seen_by_its_place() {
        let wide = "a: &a [1, 2]\nb: [*a, *a]\n";
        assert!(matches!(parse(wide), Err(Fault::Alias(_))));
        assert!(matches!(parse("# nothing\n"), Err(Fault::Empty)));
    }
}
