//! Places as an editor counts them: lines from 0, and in a line the units of UTF-16.
//! The program's own places count characters from 1, without those that nobody sees,
//! which an editor counts like any other.

use crate::diagnostic::{Edit, Label};
use crate::source::{self, INVISIBLE, Source, Span};
use gen_lsp_types::{Position, Range, TextEdit};

/// A text as an editor has it, line by line.
pub struct Lines<'t>(Vec<&'t str>);

impl<'t> Lines<'t> {
    /// The lines of a text; each of LF, CR LF and CR ends one.
    pub fn of(text: &'t str) -> Self {
        let mut lines = Vec::new();
        let mut rest = text;
        while let Some(end) = rest.find(['\n', '\r']) {
            lines.push(&rest[..end]);
            let after = &rest[end..];
            rest = after.strip_prefix("\r\n").unwrap_or(&after[1..]);
        }
        lines.push(rest);
        Self(lines)
    }

    /// The byte of the text as it was read that an editor's place means; of a place
    /// behind the end of a line, that end.
    pub fn offset(&self, source: &Source, place: Position) -> usize {
        let line = usize::try_from(place.line).unwrap_or(usize::MAX);
        let Some(own) = self.0.get(line) else {
            return source.text.len();
        };
        let units = usize::try_from(place.character).unwrap_or(usize::MAX);
        let mut passed = 0;
        let before = own.chars().take_while(|char| {
            passed += char.len_utf16();
            passed <= units
        });
        let columns = before.filter(|char| !INVISIBLE.contains(char)).count();
        let starts = source.text.match_indices('\n').map(|(at, _)| at + 1);
        let start = std::iter::once(0).chain(starts).nth(line);
        let start = start.unwrap_or(source.text.len());
        let line = source.line_span(start);
        let read = &source.text[line.clone()];
        let within = read.char_indices().nth(columns);
        line.start + within.map_or(read.len(), |(at, _)| at)
    }

    /// The range of a span of the text as it was read.
    pub fn span(&self, source: &Source, span: Span) -> Range {
        self.range(source.position(span.start), source.position(span.end))
    }

    /// The range between two places.
    pub fn range(&self, start: source::Position, end: source::Position) -> Range {
        Range {
            start: self.place(start, true),
            end: self.place(end, false),
        }
    }

    /// The range that a label marks: to the end of its line where it marks no words,
    /// and of a file as a whole the first line.
    pub fn label(&self, label: &Label) -> Range {
        let start = label
            .position
            .unwrap_or(source::Position { line: 1, column: 1 });
        let line = self.0.get(start.line.saturating_sub(1)).unwrap_or(&"");
        let read = line.replace(INVISIBLE, "");
        let marked = read.get(label.marked.start..label.marked.end);
        let words = marked.map_or(0, |words| words.chars().count());
        let column = match words {
            0 => read.chars().count() + 1,
            words => start.column + words,
        };
        self.range(start, source::Position { column, ..start })
    }

    /// A replacement for the editor.
    pub fn edit(&self, edit: &Edit) -> TextEdit {
        TextEdit {
            range: self.range(edit.start, edit.end),
            new_text: edit.new.clone(),
        }
    }

    /// A place; one that starts something stands after invisible characters, one that
    /// ends something before them.
    fn place(&self, position: source::Position, starts: bool) -> Position {
        let line = position.line.saturating_sub(1);
        let mut left = position.column.saturating_sub(1);
        let mut character = 0;
        for char in self.0.get(line).unwrap_or(&"").chars() {
            let is_invisible = INVISIBLE.contains(&char);
            if left == 0 && !(is_invisible && starts) {
                break;
            }
            character += char.len_utf16();
            left -= usize::from(!is_invisible);
        }
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            character: u32::try_from(character).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Source {
        let seen = text.replace(INVISIBLE, "");
        Source::new("a.yaml", seen.replace("\r\n", "\n").replace('\r', "\n"))
    }

    fn units(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn a_place_counts_the_units_of_utf_16() {
        let text = "\u{FEFF}项目: 𠮷林\r\n得分: \u{200B}９\u{200B}\r末";
        let (lines, source) = (Lines::of(text), read(text));
        let range = |words: &str| {
            let start = source.text.find(words).unwrap();
            lines.span(&source, start..start + words.len())
        };
        let expected = |start, end| Range { start, end };
        assert_eq!(range("项目"), expected(units(0, 1), units(0, 3)));
        assert_eq!(range("林"), expected(units(0, 7), units(0, 8)));
        assert_eq!(range("９"), expected(units(1, 5), units(1, 6)));
        assert_eq!(range("末"), expected(units(2, 0), units(2, 1)));
        for (place, rest) in [
            (units(0, 0), "项目"),
            (units(0, 7), "林"),
            (units(0, 99), "\n得分"),
            (units(1, 5), "９"),
            (units(2, 1), ""),
            (units(9, 9), ""),
        ] {
            let offset = lines.offset(&source, place);
            assert!(source.text[offset..].starts_with(rest), "{place:?}");
        }
    }

    proptest! {
        // but for a mark between CR and LF, which are two ends of lines to an editor
        #[test]
        fn a_place_is_found_again(
            text in "([a甲𠮷\u{200B}\u{FEFF}: ]|\r?\n|\r[甲:]){0,30}",
        ) {
            let (lines, source) = (Lines::of(&text), read(&text));
            for (at, char) in source.text.char_indices().filter(|(_, char)| *char != '\n') {
                let range = lines.span(&source, at..at + char.len_utf8());
                prop_assert_eq!(lines.offset(&source, range.start), at);
                prop_assert_eq!(lines.offset(&source, range.end), at + char.len_utf8());
                prop_assert!(range.start < range.end);
            }
        }

        #[test]
        fn any_place_is_in_the_text(text in "[a甲𠮷\u{200B}\r\n]{0,20}", line: u32, character: u32) {
            let source = read(&text);
            for place in [units(line, character), units(line % 5, character % 9)] {
                let offset = Lines::of(&text).offset(&source, place);
                prop_assert!(source.text.is_char_boundary(offset));
            }
        }
    }
}
