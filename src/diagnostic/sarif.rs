//! Diagnostics as SARIF 2.1.0 (OASIS), the format of code scanning services.

use super::{Diagnostic, Edit, Label, Severity, fingerprint};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What SARIF says of a rule besides its findings.
#[derive(Debug, Clone)]
pub struct RuleText<'a> {
    /// The stable code, such as `ZP101`.
    pub code: &'a str,
    /// The English name; may be empty.
    pub name: &'a str,
    /// The Chinese name.
    pub title: &'a str,
    /// The weight of its findings, unless one says otherwise.
    pub severity: Severity,
    /// The documentation in Markdown.
    pub documentation: &'a str,
}

/// One SARIF log with a closing line end. Codes that are not among the rules are
/// named without a description.
pub fn to_sarif(diagnostics: &[Diagnostic], rules: &[RuleText<'_>]) -> String {
    let results: Vec<Value> = diagnostics
        .iter()
        .zip(fingerprint::of_each(diagnostics))
        .map(|(diagnostic, fingerprint)| result(diagnostic, &fingerprint, rules))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "ziping",
                "version": env!("CARGO_PKG_VERSION"),
                "language": "zh-CN",
                "rules": rules.iter().map(rule).collect::<Vec<Value>>(),
            }},
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(rule: &RuleText<'_>) -> Value {
    let mut value = json!({
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "defaultConfiguration": {"level": rule.severity.english()},
    });
    if !rule.name.is_empty() {
        value["name"] = rule.name.into();
    }
    value
}

fn result(diagnostic: &Diagnostic, fingerprint: &str, rules: &[RuleText<'_>]) -> Value {
    let Diagnostic { message, help, .. } = diagnostic;
    let text = if help.is_empty() {
        message.clone()
    } else {
        format!("{message}。改法：{help}")
    };
    let mut value = json!({
        "ruleId": diagnostic.code,
        "level": diagnostic.severity.english(),
        "message": {"text": text},
        "locations": [location(&diagnostic.place)],
        "partialFingerprints": {"zipingFinding/v1": fingerprint},
    });
    if let Some(index) = rules.iter().position(|rule| rule.code == diagnostic.code) {
        value["ruleIndex"] = index.into();
    }
    if !diagnostic.related.is_empty() {
        value["relatedLocations"] = diagnostic.related.iter().map(location).collect();
    }
    if !diagnostic.fix.is_empty() {
        value["fixes"] = json!([fix(diagnostic)]);
    }
    if let Some(reason) = &diagnostic.accepted {
        value["suppressions"] = json!([
            {"kind": "inSource", "status": "accepted", "justification": reason}
        ]);
    }
    value
}

/// The replacements of a diagnostic, file by file, to be made together.
fn fix(diagnostic: &Diagnostic) -> Value {
    let changes = diagnostic.fix.chunk_by(|a, b| a.path == b.path);
    let change = |edits: &[Edit]| {
        let path = edits.first().map_or("", |edit| &edit.path);
        let replacements = edits.iter().map(|edit| {
            json!({
                "deletedRegion": {
                    "startLine": edit.start.line,
                    "startColumn": edit.start.column,
                    "endLine": edit.end.line,
                    "endColumn": edit.end.column,
                },
                "insertedContent": {"text": edit.new},
            })
        });
        json!({
            "artifactLocation": {"uri": uri(path), "uriBaseId": "%SRCROOT%"},
            "replacements": replacements.collect::<Vec<Value>>(),
        })
    };
    let text = match diagnostic.help.as_str() {
        "" => &diagnostic.message,
        help => help,
    };
    json!({
        "description": {"text": text},
        "artifactChanges": changes.map(change).collect::<Vec<Value>>(),
    })
}

fn location(label: &Label) -> Value {
    let mut physical = Map::new();
    physical.insert(
        "artifactLocation".into(),
        json!({"uri": uri(&label.path), "uriBaseId": "%SRCROOT%"}),
    );
    if let Some(position) = label.position {
        let text = label.text();
        let mut region = json!({
            "startLine": position.line,
            "startColumn": position.column,
            "endColumn": position.column + text.chars().count(),
        });
        if !text.is_empty() {
            region["snippet"] = json!({"text": text});
        }
        physical.insert("region".into(), region);
    }
    let mut location = json!({"physicalLocation": physical});
    if !label.message.is_empty() {
        location["message"] = json!({"text": label.message});
    }
    location
}

/// A path as a relative reference (RFC 3986): what may stand there by itself
/// stays, all else is percent-encoded, byte by byte.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_chinese_spaces_and_signs_is_a_valid_reference() {
        assert_eq!(
            uri("content/甲 乙/a:b%.yaml"),
            "content/%E7%94%B2%20%E4%B9%99/a%3Ab%25.yaml"
        );
    }
}
