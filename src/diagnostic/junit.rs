//! Diagnostics as JUnit XML, which most build servers show: a suite a file, a
//! case a finding. Errors fail; warnings and notes pass and say what they have to
//! say; what a 校验说明 accepts is skipped, with its reason.

use super::{Diagnostic, Severity};
use std::fmt::Write;

/// One XML document. Without findings it has one case that passes, for some
/// servers take an empty document for a broken one.
pub fn to_junit(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "<testsuites name=\"ziping\" {}>",
        counts(diagnostics, diagnostics.len().max(1))
    );
    if diagnostics.is_empty() {
        let _ = writeln!(
            text,
            "  <testsuite name=\"ziping\" {}>\n    \
             <testcase name=\"没有发现问题\" classname=\"ziping\"/>\n  </testsuite>",
            counts(&[], 1)
        );
    }
    for suite in diagnostics.chunk_by(|one, next| one.place.path == next.place.path) {
        let file = escaped(&suite[0].place.path);
        let counts = counts(suite, suite.len());
        let _ = writeln!(text, "  <testsuite name=\"{file}\" {counts}>");
        for diagnostic in suite {
            add_case(&mut text, diagnostic, &file);
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

fn counts(suite: &[Diagnostic], tests: usize) -> String {
    let failures = suite.iter().filter(|one| one.stops_publication()).count();
    let skipped = suite.iter().filter(|one| one.accepted.is_some()).count();
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"")
}

fn add_case(text: &mut String, diagnostic: &Diagnostic, file: &str) {
    let Diagnostic { code, severity, .. } = diagnostic;
    let message = escaped(&diagnostic.message);
    let _ = writeln!(
        text,
        "    <testcase name=\"{code} {message}\" classname=\"{file}\">"
    );
    let details = escaped(&details(diagnostic));
    let _ = match (&diagnostic.accepted, severity) {
        (Some(reason), _) => {
            let reason = escaped(reason);
            writeln!(text, "      <skipped message=\"{reason}\"/>")
        }
        (None, Severity::Error) => writeln!(
            text,
            "      <failure type=\"{code}\" message=\"{message}\">{details}</failure>"
        ),
        (None, Severity::Warning | Severity::Note) => {
            writeln!(text, "      <system-out>{details}</system-out>")
        }
    };
    text.push_str("    </testcase>\n");
}

/// Where it is, what it says and how to mend it, a line each.
fn details(diagnostic: &Diagnostic) -> String {
    let place = &diagnostic.place;
    let mut text = place.path.clone();
    if let Some(position) = place.position {
        let _ = write!(text, ":{}:{}", position.line, position.column);
    }
    let severity = diagnostic.severity.chinese();
    let _ = write!(text, "\n{severity}：{}", diagnostic.message);
    if !diagnostic.help.is_empty() {
        let _ = write!(text, "\n改法：{}", diagnostic.help);
    }
    text
}

/// Text for an element or an attribute. What XML 1.0 cannot hold at all becomes
/// U+FFFD.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // Bare, an attribute would make spaces of them.
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_escaped_or_replaced() {
        assert_eq!(
            escaped("<a href=\"x\">&'\n\u{0}\u{b}</a>"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&apos;&#10;\u{fffd}\u{fffd}&lt;/a&gt;"
        );
    }
}
