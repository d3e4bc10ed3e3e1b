//! Reads a chart back.

use crate::chart::words::{SIZE, width};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) text: String,
}

impl Element {
    pub(super) fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    /// A coordinate or length: never negative, never more than two decimals.
    pub(super) fn number(&self, attribute: &str) -> f64 {
        let text = self.get(attribute);
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "1"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        assert!(
            digits(whole) && digits(decimals) && decimals.len() <= 2,
            "{attribute}={text:?} in {self:?}"
        );
        text.parse().unwrap()
    }

    /// Left, top, right, bottom; of a text by its estimated width.
    pub(super) fn edges(&self) -> [f64; 4] {
        let (x, y) = (self.number("x"), self.number("y"));
        if self.name == "rect" {
            return [x, y, x + self.number("width"), y + self.number("height")];
        }
        let (width, size) = (f64::from(width(&self.text)) / 100.0, f64::from(SIZE));
        let left = match self.get("text-anchor") {
            "end" => x - width,
            _ => x,
        };
        [left, y - 0.88 * size, left + width, y + 0.24 * size]
    }
}

/// Reads the little XML that charts are written in, strictly: one root, closed
/// tags, quoted attributes given once, known entities, no character XML forbids.
pub(super) fn read(svg: &str) -> Vec<Element> {
    assert!(svg.chars().all(|c| c == '\n' || !c.is_control()));
    let (mut elements, mut open) = (Vec::<Element>::new(), Vec::<usize>::new());
    let mut rest = svg;
    while let Some((text, tail)) = rest.split_once('<') {
        match open.last() {
            Some(&at) => elements[at].text.push_str(&unescaped(text)),
            None => assert_eq!(text.trim(), ""),
        }
        let (tag, after) = tail.split_once('>').expect("a tag ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let at = open.pop().expect("something is open");
            assert_eq!(elements[at].name, name);
            continue;
        }
        assert!(!open.is_empty() || elements.is_empty(), "one root");
        let (tag, empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        elements.push(Element {
            name: name.to_owned(),
            attributes: read_attributes(attributes),
            text: String::new(),
        });
        if !empty {
            open.push(elements.len() - 1);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty());
    elements
}

fn read_attributes(mut rest: &str) -> BTreeMap<String, String> {
    let mut attributes = BTreeMap::new();
    while let Some((name, tail)) = rest.trim_start().split_once("=\"") {
        let (value, after) = tail.split_once('"').expect("an attribute ends");
        let before = attributes.insert(name.to_owned(), unescaped(value));
        assert!(before.is_none() && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-'));
        rest = after;
    }
    assert_eq!(rest, "");
    attributes
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    assert!(!text.contains(['<', '>', '\'']));
    for part in parts {
        let (entity, tail) = part.split_once(';').expect("an entity ends");
        plain.push_str(match entity {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#39" => "'",
            other => panic!("{other} is no entity"),
        });
        plain.push_str(tail);
    }
    plain
}

pub(super) fn named<'e>(elements: &'e [Element], name: &str) -> Vec<&'e Element> {
    elements.iter().filter(|e| e.name == name).collect()
}

/// Rectangles and texts of a class, in order.
pub(super) fn classed(svg: &str, class: &str) -> Vec<Element> {
    let mut found = read(svg);
    found.retain(|e| e.get("class") == class);
    found
}

pub(super) fn texts(svg: &str, class: &str) -> Vec<String> {
    classed(svg, class).into_iter().map(|e| e.text).collect()
}
