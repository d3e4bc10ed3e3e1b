//! `**重点。**后文` comes out bold.
//!
//! CommonMark closes `**` only where the character before it is no punctuation
//! or the one after it is no letter, so a Chinese full stop inside the marks
//! leaves the asterisks standing. Before the text is parsed, a spacer that
//! counts as punctuation is put beside such marks; [`Mended::strip`] takes it
//! out of what the parser gives back.

use std::borrow::Cow;
use std::ops::Range;

/// Stands beside a `**` that CommonMark would not accept: punctuation to the
/// parser, and not otherwise used in Chinese.
const SPACER: char = '\u{2E31}';

/// A text ready to be parsed, and the way back to the author's offsets.
pub struct Mended<'a> {
    /// The text for the parser.
    pub text: Cow<'a, str>,
    /// Offsets in `text` of the spacers.
    spacers: Vec<usize>,
}

impl<'a> Mended<'a> {
    /// Puts spacers where they are needed.
    pub fn new(text: &'a str) -> Self {
        let places = if text.contains(SPACER) {
            Vec::new()
        } else {
            places(text)
        };
        if places.is_empty() {
            return Self {
                text: Cow::Borrowed(text),
                spacers: places,
            };
        }
        let mut mended = String::with_capacity(text.len() + places.len() * SPACER.len_utf8());
        let mut spacers = Vec::with_capacity(places.len());
        let mut from = 0;
        for place in places {
            mended.push_str(&text[from..place]);
            spacers.push(mended.len());
            mended.push(SPACER);
            from = place;
        }
        mended.push_str(&text[from..]);
        Self {
            text: Cow::Owned(mended),
            spacers,
        }
    }

    /// A piece of parsed text without spacers.
    pub fn strip<'t>(&self, piece: &'t str) -> Cow<'t, str> {
        if self.spacers.is_empty() || !piece.contains(SPACER) {
            Cow::Borrowed(piece)
        } else {
            Cow::Owned(piece.replace(SPACER, ""))
        }
    }

    /// A range of the parsed text as a range of the author's.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let back = |offset: usize| {
            let before = self.spacers.partition_point(|&spacer| spacer < offset);
            offset - before * SPACER.len_utf8()
        };
        back(range.start)..back(range.end)
    }
}

/// Where spacers are needed, ascending.
fn places(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut in_fence = false;
    let mut block_start = 0;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let fence = trimmed.starts_with("```") || trimmed.starts_with("~~~");
        let starts_block = fence
            || trimmed.is_empty()
            || trimmed.starts_with(['#', '|', '>'])
            || trimmed.starts_with("- ")
            || trimmed.starts_with("* ")
            || trimmed.starts_with(|c: char| c.is_ascii_digit());
        if starts_block {
            if !in_fence {
                in_block(text, block_start..offset, &mut places);
            }
            block_start = offset;
        }
        if fence {
            in_fence = !in_fence;
            block_start = offset + line.len();
        }
        offset += line.len();
    }
    if !in_fence {
        in_block(text, block_start..text.len(), &mut places);
    }
    places
}

/// The places within one paragraph, item or table row, whose `**` come in pairs.
fn in_block(text: &str, block: Range<usize>, places: &mut Vec<usize>) {
    let marks = marks(&text[block.clone()]);
    if !marks.len().is_multiple_of(2) {
        return;
    }
    for (at, mark) in marks.into_iter().enumerate() {
        let start = block.start + mark;
        let end = start + 2;
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let opens = at % 2 == 0;
        if opens && after.is_some_and(is_punctuation) && before.is_some_and(is_letter) {
            places.push(start);
        } else if !opens && before.is_some_and(is_punctuation) && after.is_some_and(is_letter) {
            places.push(end);
        }
    }
}

/// The offsets of `**` outside code and not escaped.
fn marks(block: &str) -> Vec<usize> {
    let bytes = block.as_bytes();
    let mut marks = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let ticks = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
                let fence = &block[at..at + ticks];
                at += ticks;
                at += block[at..].find(fence).map_or(0, |end| end + ticks);
            }
            b'*' => {
                let stars = bytes[at..].iter().take_while(|&&byte| byte == b'*').count();
                if stars == 2 {
                    marks.push(at);
                }
                at += stars;
            }
            _ => at += 1,
        }
    }
    marks
}

fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}
