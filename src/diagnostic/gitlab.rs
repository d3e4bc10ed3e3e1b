//! Diagnostics as a Code Quality report of GitLab, which shows in a merge request
//! what has come and what has gone.

use super::{Diagnostic, Severity, fingerprint};
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// One JSON list with a closing line end. What a 校验说明 accepts is left out:
/// there is nothing to be done about it.
pub fn to_gitlab(diagnostics: &[Diagnostic]) -> String {
    let issues: Vec<Issue<'_>> = diagnostics
        .iter()
        .zip(fingerprint::of_each(diagnostics))
        .filter(|(diagnostic, _)| diagnostic.accepted.is_none())
        .map(|(diagnostic, fingerprint)| Issue {
            description: description(diagnostic),
            check_name: diagnostic.code,
            fingerprint,
            severity: match diagnostic.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Note => "info",
            },
            location: Location {
                path: &diagnostic.place.path,
                // A line must be named: the first stands for the whole file.
                lines: Lines {
                    begin: diagnostic
                        .place
                        .position
                        .map_or(1, |position| position.line),
                },
            },
        })
        .collect();
    // Strings and numbers only: this cannot fail to serialize.
    let mut text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text.push('\n');
    text
}

fn description(diagnostic: &Diagnostic) -> String {
    let Diagnostic { message, help, .. } = diagnostic;
    if help.is_empty() {
        message.clone()
    } else {
        format!("{message}。改法：{help}")
    }
}
