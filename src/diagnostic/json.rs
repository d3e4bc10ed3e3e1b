//! Diagnostics for a program: one JSON document, documented in docs/diagnostics.md.

use super::{Diagnostic, Edit, Label};
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    #[serde(skip_serializing_if = "str::is_empty")]
    help: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fix: Vec<Replacement<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<&'a str>,
}

/// One replacement: what stands from `column` to before `end_column` becomes `new`.
#[derive(Serialize)]
struct Replacement<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_column: usize,
    new: &'a str,
}

impl<'a> From<&'a Edit> for Replacement<'a> {
    fn from(edit: &'a Edit) -> Self {
        Self {
            file: &edit.path,
            line: edit.start.line,
            column: edit.start.column,
            end_column: edit.end.column,
            new: &edit.new,
        }
    }
}

/// Lines and columns count from 1, columns in characters; the end column is one
/// past the last character.
#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
}

impl<'a> From<&'a Label> for Place<'a> {
    fn from(label: &'a Label) -> Self {
        let text = label.text();
        let column = label.position.map(|position| position.column);
        Self {
            file: &label.path,
            line: label.position.map(|position| position.line),
            column,
            end_column: column.map(|column| column + text.chars().count()),
            text,
            label: &label.message,
        }
    }
}

/// The diagnostics as one JSON document with a closing line end.
pub fn to_json(diagnostics: &[Diagnostic]) -> String {
    let document = Document {
        version: 1,
        diagnostics: diagnostics
            .iter()
            .map(|diagnostic| Entry {
                code: diagnostic.code,
                severity: diagnostic.severity.english(),
                message: &diagnostic.message,
                place: (&diagnostic.place).into(),
                help: &diagnostic.help,
                related: diagnostic.related.iter().map(Into::into).collect(),
                fix: diagnostic.fix.iter().map(Into::into).collect(),
                accepted: diagnostic.accepted.as_deref(),
            })
            .collect(),
    };
    // Strings, numbers and string keys only: this cannot fail to serialize.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn a_place_is_given_in_characters_from_one() {
        let source = Source::new("a.yaml", "执行率: 10%\n");
        let start = source.text.find("10%").unwrap();
        let diagnostic =
            Diagnostic::error("ZP101", Label::at(&source, start..start + 3, ""), "不符");
        let json: serde_json::Value = serde_json::from_str(&to_json(&[diagnostic])).unwrap();
        let entry = &json["diagnostics"][0];
        assert_eq!(entry["line"], 1);
        assert_eq!(entry["column"], 6);
        assert_eq!(entry["end_column"], 9);
        assert_eq!(entry["text"], "10%");
        assert_eq!(entry["severity"], "error");
        assert_eq!(entry.get("related"), None);
    }
}
