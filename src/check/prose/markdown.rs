//! Markdown to blocks of plain text. What the page shows is made elsewhere; here
//! it is enough to know where a block begins and which signs are marks.

use super::text::is_ordinary;
use super::{Block, Kind, Prose, Text};
use crate::folder::Narrative;
use std::cell::OnceCell;
use std::ops::Range;

/// The figure that stands for `{{ path }}`.
type Figure<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Stands for a placed table or chart, or a figure that is not there.
const OBJECT: char = '\u{FFFC}';

/// Reads a narrative.
pub fn read(narrative: &Narrative, figure: Figure<'_>) -> Prose {
    // room for a narrative, so that little is moved as they grow
    const USUAL: usize = 64;
    let mut reader = Reader {
        source: &narrative.source.text,
        figure,
        blocks: Vec::with_capacity(USUAL),
        chapter: None,
        headings: Vec::new(),
    };
    let chapters = &narrative.chapters;
    let starts = chapters.iter().map(|chapter| chapter.span.start);
    let ends = starts.chain([narrative.source.text.len()]);
    let opening = std::iter::once(0..0);
    let spans = opening.chain(chapters.iter().map(|chapter| chapter.span.clone()));
    for (at, (heading, end)) in spans.zip(ends).enumerate() {
        if at > 0 {
            reader.chapter = Some(at - 1);
            reader.headings.clear();
            reader.heading(2, heading.clone());
        }
        reader.body(heading.end..end.max(heading.end));
    }
    Prose {
        blocks: reader.blocks,
    }
}

struct Reader<'a> {
    source: &'a str,
    figure: Figure<'a>,
    blocks: Vec<Block>,
    chapter: Option<usize>,
    /// The headings above the next block: level and index.
    headings: Vec<(u8, usize)>,
}

impl Reader<'_> {
    /// The blocks between two chapter headings.
    fn body(&mut self, span: Range<usize>) {
        let mut offset = span.start;
        let mut open: Option<(Kind, Range<usize>)> = None;
        let mut fenced = false;
        for line in self.source[span].split_inclusive('\n') {
            let start = offset;
            offset += line.len();
            let trimmed = line.trim();
            let inside = start + (line.len() - line.trim_start().len());
            let whole = inside..inside + trimmed.len();
            if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
                fenced = !fenced;
                self.close(&mut open);
            } else if fenced {
            } else if trimmed.is_empty() || is_rule(trimmed) {
                self.close(&mut open);
            } else if let Some(level) = heading_level(trimmed) {
                self.close(&mut open);
                self.heading(level, whole);
            } else if trimmed.starts_with('|') {
                match &mut open {
                    Some((Kind::Table, table)) => table.end = whole.end,
                    _ => {
                        self.close(&mut open);
                        open = Some((Kind::Table, whole));
                    }
                }
            } else if let Some(mark) = item_mark(trimmed) {
                self.close(&mut open);
                let nested = start + 1 < whole.start;
                open = Some((Kind::Item { nested }, whole.start + mark..whole.end));
            } else {
                match &mut open {
                    Some((kind, text)) if *kind != Kind::Table => text.end = whole.end,
                    _ => {
                        self.close(&mut open);
                        open = Some((Kind::Paragraph, whole));
                    }
                }
            }
        }
        self.close(&mut open);
    }

    fn close(&mut self, open: &mut Option<(Kind, Range<usize>)>) {
        let Some((kind, span)) = open.take() else {
            return;
        };
        if kind == Kind::Table {
            let rows = self.table(span);
            self.block(kind, Text::default(), rows);
        } else {
            let text = self.inline(span);
            self.block(kind, text, Vec::new());
        }
    }

    fn heading(&mut self, level: u8, span: Range<usize>) {
        let marks = self.source[span.clone()]
            .bytes()
            .take_while(|&byte| byte == b'#')
            .count();
        let text = self.inline(span.start + marks..span.end);
        self.headings.retain(|(above, _)| *above < level);
        let at = self.blocks.len();
        self.block(Kind::Heading(level), text, Vec::new());
        if level > 2 {
            self.headings.push((level, at));
        }
    }

    fn block(&mut self, kind: Kind, text: Text, rows: Vec<Vec<Text>>) {
        if text.is_empty() && rows.is_empty() {
            return;
        }
        self.blocks.push(Block {
            kind,
            text,
            rows,
            chapter: self.chapter,
            under: self.headings.last().map(|(_, at)| *at),
            figures: OnceCell::new(),
        });
    }

    /// The cells of a table, without the row of dashes.
    fn table(&self, span: Range<usize>) -> Vec<Vec<Text>> {
        let mut offset = span.start;
        let mut rows = Vec::new();
        for line in self.source[span].split_inclusive('\n') {
            let start = offset;
            offset += line.len();
            if line.chars().all(|c| "|-: \n\t".contains(c)) {
                continue;
            }
            rows.push(self.cells(start, line.trim()));
        }
        rows
    }

    fn cells(&self, start: usize, line: &str) -> Vec<Text> {
        let inside = line.strip_prefix('|').unwrap_or(line);
        let from = start + (line.len() - inside.len());
        let inside = inside.strip_suffix('|').unwrap_or(inside);
        let mut cells = Vec::new();
        let mut cell = 0;
        let mut escaped = false;
        for (at, c) in inside.char_indices() {
            if c == '|' && !escaped {
                cells.push(self.inline(from + cell..from + at));
                cell = at + 1;
            }
            escaped = c == '\\' && !escaped;
        }
        cells.push(self.inline(from + cell..from + inside.len()));
        cells
    }

    /// The text of a block without its marks.
    fn inline(&self, span: Range<usize>) -> Text {
        let mut text = Text::with_room(span.len());
        let mut at = span.start;
        while let Some(c) = self.source[at..span.end].chars().next() {
            let rest = &self.source[at..span.end];
            let after = &rest[c.len_utf8()..];
            let skipped = match c {
                // what a word processor leaves behind says nothing
                '\\' | '[' if is_bookmark(rest) => rest.find(']').map_or(rest.len(), |end| end + 1),
                '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                    text.push(char::from(after.as_bytes()[0]), at + 1);
                    2
                }
                '{' if after.starts_with('{') => match rest.find("}}") {
                    Some(end) => {
                        let shown = (self.figure)(rest[2..end].trim());
                        match shown {
                            Some(shown) => shown.chars().for_each(|c| text.push(c, at)),
                            None => text.push(OBJECT, at),
                        }
                        end + 2
                    }
                    None => 2,
                },
                '!' if after.starts_with('[') => link_end(rest).unwrap_or(1),
                '[' if after.starts_with('^') => rest.find(']').map_or(1, |end| end + 1),
                '[' if link_end(rest).is_some() => 1,
                ']' if after.starts_with('(') => rest.find(')').map_or(1, |end| end + 1),
                '*' | '`' | '~' => {
                    let figures = after.starts_with(|c: char| c.is_ascii_digit())
                        && text.plain.ends_with(|c: char| c.is_ascii_digit());
                    if figures {
                        text.push(c, at);
                    }
                    1
                }
                _ if is_ordinary(c) => text.push_ordinary(rest, at),
                _ => {
                    text.push(c, at);
                    c.len_utf8()
                }
            };
            at += skipped;
        }
        text
    }
}

/// Whether `[bookmark: …]` begins here, with what escapes its bracket.
fn is_bookmark(rest: &str) -> bool {
    let marks = rest.bytes().take(4);
    let marks = marks.take_while(|byte| b"\\[".contains(byte)).count();
    rest[marks..].starts_with("bookmark:")
}

/// Where `[text](address)` ends, with or without `!` before it.
fn link_end(rest: &str) -> Option<usize> {
    /// In bytes.
    const LONGEST: usize = 1800;
    let limit = rest.len().min(LONGEST);
    // A letter may lie across the limit.
    let near = (limit..limit + 4).find_map(|end| rest.get(..end));
    let middle = near?.find("](")?;
    let end = rest[middle..].find(')')?;
    Some(middle + end + 1)
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|byte| b"-=_* ".contains(&byte))
}

/// The level of a heading below the chapter's own.
fn heading_level(line: &str) -> Option<u8> {
    let marks = line.bytes().take_while(|&byte| byte == b'#').count();
    let spaced = line[marks..].starts_with([' ', '\t']);
    (spaced && (1..=6).contains(&marks)).then_some(u8::try_from(marks).unwrap_or(6))
}

/// The length of the mark before an item of a list.
fn item_mark(line: &str) -> Option<usize> {
    if let Some(rest) = line.strip_prefix(['-', '*', '+']) {
        return rest.starts_with([' ', '\t']).then_some(2);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    let is_item = (1..=9).contains(&digits) && rest.starts_with([' ', '\t']);
    is_item.then_some(digits + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Chapter;
    use crate::source::Source;

    fn prose(markdown: &str) -> Prose {
        let narrative = Narrative {
            source: Source::new("report.md", markdown),
            opening: Vec::new(),
            chapters: Vec::<Chapter>::new(),
        };
        read(&narrative, &|path| {
            (path == "总分").then(|| "99".to_owned())
        })
    }

    #[test]
    fn marks_go_and_figures_come_in_place_of_their_paths() {
        let prose =
            prose("**得分**{{ 总分 }}分，见[附件](files/a.pdf)\\*，{{ 表 资金 }}。\n下一行");
        assert_eq!(prose.blocks.len(), 1);
        assert_eq!(
            prose.blocks[0].text.plain,
            "得分99分，见附件*，\u{FFFC}。下一行"
        );
    }

    #[test]
    fn blocks_are_told_apart() {
        let prose =
            prose("### 甲\n文字\n1. 一\n   - 二\n\n| 项目 | 金额 |\n|---|--:|\n| 甲 | 1.5 |\n");
        let kinds: Vec<Kind> = prose.blocks.iter().map(|block| block.kind).collect();
        let item = |nested| Kind::Item { nested };
        assert_eq!(
            kinds,
            [
                Kind::Heading(3),
                Kind::Paragraph,
                item(false),
                item(true),
                Kind::Table
            ]
        );
        assert_eq!(prose.blocks[1].under, Some(0));
        let cells: Vec<&str> = prose.blocks[4].rows[1]
            .iter()
            .map(|cell| &*cell.plain)
            .collect();
        assert_eq!(cells, ["甲", "1.5"]);
    }
}
