//! Diagnostics as the workflow commands of GitHub Actions, which shows them
//! beside the lines of a pull request.

use super::{Diagnostic, Severity};
use std::fmt::Write;

/// One command a line. What a 校验说明 accepts is left out: there is nothing to
/// be done about it.
pub fn to_github(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter().filter(|one| one.accepted.is_none()) {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let place = &diagnostic.place;
        // Writing to a String cannot fail.
        let _ = write!(text, "::{command} file={}", property(&place.path));
        if let Some(position) = place.position {
            let (line, column) = (position.line, position.column);
            let _ = write!(text, ",line={line},endLine={line},col={column}");
            // The end column is that of the last character.
            let end = column + place.text().chars().count().saturating_sub(1);
            let _ = write!(text, ",endColumn={end}");
        }
        let mut message = diagnostic.message.clone();
        if !diagnostic.help.is_empty() {
            let _ = write!(message, "\n改法：{}", diagnostic.help);
        }
        let _ = writeln!(
            text,
            ",title={}::{}",
            property(diagnostic.code),
            data(&message)
        );
    }
    text
}

/// A message, escaped as the commands ask.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property, in which two more characters end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Label;
    use crate::source::Source;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let source = Source::new("content/甲,乙:丙/a.yaml", "执行率: 10%\n");
        let start = source.text.find("10%").unwrap();
        let label = Label::at(&source, start..start + 3, "");
        let diagnostic = Diagnostic::error("ZP101", label, "填报 10%::应为 100%\n::error::假的")
            .with_help("改为 100%");
        assert_eq!(
            to_github(&[diagnostic]),
            "::error file=content/甲%2C乙%3A丙/a.yaml,line=1,endLine=1,col=6,endColumn=8,title=ZP101\
             ::填报 10%25::应为 100%25%0A::error::假的%0A改法：改为 100%25\n"
        );
    }

    #[test]
    fn a_whole_file_has_no_line_and_what_is_accepted_is_left_out() {
        let mut note = Diagnostic::error("ZP015", Label::file("a.yaml"), "没有用处");
        note.severity = Severity::Note;
        let mut accepted = note.clone();
        accepted.accepted = Some("原表如此".into());
        assert_eq!(
            to_github(&[note, accepted]),
            "::notice file=a.yaml,title=ZP015::没有用处\n"
        );
    }
}
