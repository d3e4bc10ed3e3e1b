//! Plain text that remembers where it came from.

use crate::model::letters::Characters;
use std::ops::Range;

/// A text without marks and without the spaces of a typesetter, digits and signs
/// in their plain form, and the author's byte for each of its own.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The text.
    pub plain: String,
    /// Where the two run on in step: an offset here, the offset there.
    steps: Vec<(usize, usize)>,
    /// Whether a space was met and not yet decided on.
    space: bool,
    characters: Characters,
}

impl Text {
    /// A text that is not Markdown, such as a goal of the form.
    pub fn of(source: &str) -> Self {
        let mut text = Self::default();
        for (at, c) in source.char_indices() {
            if c == '\n' {
                text.line_end(at);
            } else {
                text.push(c, at);
            }
        }
        text
    }

    /// An empty text with room for so many bytes.
    pub fn with_room(bytes: usize) -> Self {
        Self {
            plain: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// Adds a character that stands at this byte of the source. A space stays
    /// only between Latin letters or digits.
    pub fn push(&mut self, c: char, at: usize) {
        if c.is_whitespace() {
            self.space = true;
            return;
        }
        let latin = |c: char| c.is_ascii_alphanumeric();
        let c = plain_sign(c);
        if self.space && latin(c) && self.plain.ends_with(latin) {
            self.step(at);
            self.plain.push(' ');
            self.characters.add(' ');
        }
        self.space = false;
        self.step(at);
        self.plain.push(c);
        self.characters.add(c);
    }

    /// Adds the ordinary characters that this text begins with, which stands at this
    /// byte: how many bytes that are.
    pub fn push_ordinary(&mut self, text: &str, at: usize) -> usize {
        let first = text.chars().next().map_or(0, char::len_utf8);
        text[..first].chars().for_each(|c| self.push(c, at));
        let characters = &mut self.characters;
        let ends = |c| {
            characters.add(c);
            !is_ordinary(c)
        };
        let end = text[first..]
            .find(ends)
            .map_or(text.len(), |end| first + end);
        self.plain.push_str(&text[first..end]);
        end
    }

    /// Whether this word is in it.
    pub fn says(&self, word: &str) -> bool {
        self.characters.may_hold(word) && self.plain.contains(word)
    }

    /// Adds a line end that stays one.
    fn line_end(&mut self, at: usize) {
        self.space = false;
        self.step(at);
        self.plain.push('\n');
        self.characters.add('\n');
    }

    fn step(&mut self, at: usize) {
        let here = self.plain.len();
        let in_step = self
            .steps
            .last()
            .is_some_and(|(from, source)| source + (here - from) == at);
        if !in_step {
            self.steps.push((here, at));
        }
    }

    /// The source's byte for one of this text; `None` while it is empty.
    fn to_source(&self, at: usize) -> Option<usize> {
        let step = self.steps.partition_point(|(here, _)| *here <= at);
        let (here, there) = self.steps.get(step.checked_sub(1)?)?;
        Some(there + (at - here))
    }

    /// The author's words for a part of this text. A placeholder is taken whole.
    pub fn source(&self, part: Range<usize>, source: &str) -> Range<usize> {
        let start = self.to_source(part.start).unwrap_or_default();
        let words = self.plain.get(part.clone()).unwrap_or_default();
        let Some((last, _)) = words.char_indices().next_back() else {
            return start..start;
        };
        let last = self.to_source(part.start + last).unwrap_or(start);
        let rest = source.get(last..).unwrap_or_default();
        let length = match rest.strip_prefix("{{").and_then(|inside| inside.find("}}")) {
            Some(end) => end + 4,
            None => rest.chars().next().map_or(0, char::len_utf8),
        };
        start..last + length
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }
}

/// The sentences of a text, without their stops.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    split(text, &['。', '！', '？', '\n'])
}

/// The clauses of a sentence that stand side by side, without their signs.
pub fn clauses(sentence: &str) -> Vec<Range<usize>> {
    split(sentence, &['；', ';'])
}

fn split(text: &str, stops: &[char]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, stop) in text.match_indices(stops) {
        parts.push(start..at);
        start = at + stop.len();
    }
    parts.push(start..text.len());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a character may be part of a run that stays as it is.
pub fn is_ordinary(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => true,
        '0'..='9' | 'A'..='Z' | 'a'..='z' => true,
        '\0'..='\x7f' => matches!(c, ',' | '.' | '%' | '(' | ')' | '/' | ':' | ';' | '-' | '+'),
        _ => !c.is_whitespace() && plain_sign(c) == c,
    }
}

fn plain_sign(c: char) -> char {
    match c {
        '０'..='９' | '％' | '．' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_go_and_every_byte_finds_its_way_back() {
        let source = "支出 １４２６.36 万元，PADIS system";
        let text = Text::of(source);
        assert_eq!(text.plain, "支出1426.36万元，PADIS system");
        let part = text.plain.find("1426.36万元").unwrap();
        let span = text.source(part..part + "1426.36万元".len(), source);
        assert_eq!(&source[span], "１４２６.36 万元");
    }

    #[test]
    fn sentences_end_at_their_stops() {
        let text = "一。二；三！四";
        let found: Vec<&str> = sentences(text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, ["一", "二；三", "四"]);
    }
}
