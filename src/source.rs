//! Files as text: their path for print, byte spans, lines and columns.

use crate::stored::stored;
use std::ops::Range;

/// A byte range in a [`Source`]'s text.
pub type Span = Range<usize>;

/// Marks that have no width and no meaning in Chinese and come along when text is
/// pasted from a web page or from Word, the byte order mark among them. A
/// [`Source`] is without them.
pub const INVISIBLE: [char; 6] = [
    '\u{00AD}', '\u{200B}', '\u{200E}', '\u{200F}', '\u{2060}', '\u{FEFF}',
];

/// One input file, decoded to UTF-8.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as it is printed: relative to the site's root, with `/`.
    pub path: String,
    /// The text without a byte order mark, with LF line ends.
    pub text: String,
    /// Lines (from 0) that may never be shown: what stands under 不公开.
    pub private_lines: Vec<Range<usize>>,
}

/// A position for a person: line and column count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

stored!(Position { line, column });

impl Source {
    /// A file with nothing private in it.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            private_lines: Vec::new(),
        }
    }

    /// The position of a byte offset; an offset past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let before = self.upto(offset);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// The byte range of the line that holds `offset`, without its line end.
    pub fn line_span(&self, offset: usize) -> Span {
        let before = self.upto(offset);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |at| start + at);
        start..end
    }

    /// Whether the line (from 0) stands under 不公开.
    pub fn is_private(&self, line: usize) -> bool {
        self.private_lines.iter().any(|range| range.contains(&line))
    }

    /// The text before `offset`, moved back to a character's start.
    fn upto(&self, offset: usize) -> &str {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        &self.text[..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let source = Source::new("a.yaml", "年度: 2023\n得分: 10\n");
        let offset = source.text.find("10").unwrap();
        assert_eq!(source.position(offset), Position { line: 2, column: 5 });
        assert_eq!(&source.text[source.line_span(offset)], "得分: 10");
        assert_eq!(source.position(999), Position { line: 3, column: 1 });
    }
}
