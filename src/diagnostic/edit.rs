//! Replacements of text that mend a finding.

use crate::source::{Position, Source, Span};
use crate::stored::stored;

/// One replacement in one line of a file. The places are those of the file as it
/// was read: a byte order mark and invisible marks do not count, and each of LF,
/// CR and CR LF ends a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The file's path as printed.
    pub path: String,
    /// Where the text to replace starts.
    pub start: Position,
    /// One past its last character, on the same line.
    pub end: Position,
    /// What stands there.
    pub old: String,
    /// What is to stand there.
    pub new: String,
}

stored!(Edit {
    path,
    start,
    end,
    old,
    new
});

impl Edit {
    /// The replacement of a byte span; `None` where it would change nothing, goes
    /// over a line's end, or stands under 不公开, of which nothing is shown.
    pub fn at(source: &Source, span: Span, new: impl Into<String>) -> Option<Self> {
        let old = source.text.get(span.clone())?;
        let new = new.into();
        let start = source.position(span.start);
        if old == new || old.contains('\n') || new.contains('\n') {
            return None;
        }
        (!source.is_private(start.line - 1)).then(|| Self {
            path: source.path.clone(),
            start,
            end: Position {
                line: start.line,
                column: start.column + old.chars().count(),
            },
            old: old.to_owned(),
            new,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_stays_in_its_line_and_out_of_what_is_private() {
        let mut source = Source::new("a.yaml", "得分: ９\n不公开:\n  人: 甲\n");
        source.private_lines.push(1..3);
        let at = |words: &str| {
            let start = source.text.find(words).unwrap();
            start..start + words.len()
        };
        let edit = Edit::at(&source, at("９"), "9").unwrap();
        assert_eq!((edit.start.line, edit.start.column), (1, 5));
        assert_eq!((edit.end.line, edit.end.column), (1, 6));
        assert_eq!(edit.old, "９");
        assert_eq!(Edit::at(&source, at("９"), "９"), None);
        assert_eq!(Edit::at(&source, at("９\n"), "9"), None);
        assert_eq!(Edit::at(&source, at("９"), "9\n"), None);
        assert_eq!(Edit::at(&source, at("甲"), "乙"), None);
    }
}
