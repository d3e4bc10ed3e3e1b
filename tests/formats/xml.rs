//! Reads XML strictly: what is not well-formed panics.

use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Element>,
    pub text: String,
}

/// The root element of a document with an XML declaration.
pub fn read(document: &str) -> Element {
    let bad = |c: char| c.is_control() && c != '\n';
    assert!(!document.contains(bad), "a control character");
    let mut rest = document
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .unwrap();
    let root = element(&mut rest);
    assert_eq!(rest.trim(), "");
    root
}

fn element(rest: &mut &str) -> Element {
    let (tag, after) = rest.strip_prefix('<').unwrap().split_once('>').unwrap();
    *rest = after;
    let (tag, is_empty) = match tag.strip_suffix('/') {
        Some(tag) => (tag, true),
        None => (tag, false),
    };
    let (name, mut written) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut element = Element {
        name: name.to_owned(),
        ..Element::default()
    };
    while !written.is_empty() {
        let (key, after) = written.split_once("=\"").unwrap();
        let (value, after) = after.split_once('"').unwrap();
        assert!(!value.contains('<'), "{value}");
        let value = unescaped(value);
        let before = element.attributes.insert(key.trim().to_owned(), value);
        assert_eq!(before, None, "{key} twice");
        written = after.trim_start();
    }
    if !is_empty {
        content(&mut element, rest);
    }
    element
}

/// What stands between the tags, and the closing tag.
fn content(element: &mut Element, rest: &mut &str) {
    loop {
        let (text, _) = rest.split_once('<').unwrap();
        element.text.push_str(&unescaped(text));
        *rest = &rest[text.len()..];
        if let Some(after) = rest.strip_prefix("</") {
            let (closed, after) = after.split_once('>').unwrap();
            assert_eq!(closed, element.name);
            *rest = after;
            return;
        }
        element.children.push(self::element(rest));
    }
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (entity, after) = part.split_once(';').unwrap();
        plain.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "#10" => '\n',
            "#9" => '\t',
            _ => panic!("&{entity};"),
        });
        plain.push_str(after);
    }
    plain
}
