//! Text that must fit: its estimated width, and where to break or cut it.

use super::canvas::PX;

/// The size of all type, in units of the canvas.
pub(super) const SIZE: i32 = 15;

/// From one line of text to the next.
pub(super) const LINE: i32 = 21 * PX;

const ELLIPSIS: char = '…';
const NOT_FIRST: &str = "，。、；：？！）》」』】〕”’…—％·";
const NOT_LAST: &str = "（《「『【〔“‘";

/// One line of text as it is drawn, and the whole text where that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) whole: Option<String>,
}

/// The width of the text in hundredths of a unit, rather too wide than too narrow.
pub(super) fn width(text: &str) -> i32 {
    text.chars()
        .fold(0, |sum: i32, c| sum.saturating_add(char_width(c)))
}

/// Hundredths of an em, times the size in units: hundredths of a unit.
fn char_width(c: char) -> i32 {
    SIZE * match c {
        '\u{300}'..='\u{36f}' => 0,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '&' => 95,
        'A'..='Z' => 72,
        '0'..='9' => 60,
        ' '..='~' => 55,
        '\u{1f000}'..='\u{1faff}' => 140,
        _ => 100,
    }
}

/// The text on at most so many lines of this width, broken where Chinese and
/// English may be broken, and ending in an ellipsis where that is not enough.
/// Always at least one line.
pub(super) fn fit(text: &str, width: i32, lines: usize) -> Vec<Line> {
    let whole = clean(text);
    let mut fitted = Vec::new();
    let mut rest = whole.as_str();
    while fitted.len() + 1 < lines {
        let (line, after) = rest.split_at(break_at(rest, width));
        if after.is_empty() {
            break;
        }
        fitted.push(Line {
            text: line.trim_end().to_owned(),
            whole: None,
        });
        rest = after.trim_start();
    }
    fitted.push(cut(rest, &whole, width));
    fitted
}

/// [`fit`] on a single line.
pub(super) fn fit_line(text: &str, width: i32) -> Line {
    let whole = clean(text);
    cut(&whole, &whole, width)
}

fn cut(rest: &str, whole: &str, width: i32) -> Line {
    if fitting(rest, width) == rest.len() {
        return Line {
            text: rest.to_owned(),
            whole: None,
        };
    }
    let (kept, _) = rest.split_at(fitting(rest, width - char_width(ELLIPSIS)));
    Line {
        text: format!("{}{ELLIPSIS}", kept.trim_end()),
        whole: Some(whole.to_owned()),
    }
}

/// How many bytes of the text fit into the width.
fn fitting(text: &str, width: i32) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += char_width(c);
        if used > width {
            return at;
        }
    }
    text.len()
}

/// The last place within the width where a line may end; where there is none,
/// the last that fits, but never before the first character.
fn break_at(text: &str, width: i32) -> usize {
    let limit = fitting(text, width);
    if limit == text.len() {
        return limit;
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let allowed = text
        .char_indices()
        .zip(text.chars().skip(1))
        .map(|((at, c), next)| (at + c.len_utf8(), c, next))
        .take_while(|&(end, ..)| end <= limit)
        .filter(|&(_, c, next)| may_break(c, next))
        .last();
    allowed.map_or(limit.max(first), |(end, ..)| end)
}

fn may_break(before: char, after: char) -> bool {
    let apart = before == ' ' || after == ' ' || !before.is_ascii() || !after.is_ascii();
    apart && !NOT_FIRST.contains(after) && !NOT_LAST.contains(before)
}

/// One line without what is not text: line breaks and control characters become
/// single spaces; marks that turn or hide the writing, and what XML cannot hold,
/// are left out.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {}
            c if c.is_control() || (c.is_whitespace() && c != '\u{3000}') => {
                if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                    cleaned.push(' ');
                }
            }
            c => cleaned.push(c),
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, ems: i32, most: usize) -> Vec<String> {
        fit(text, ems * 100 * SIZE, most)
            .into_iter()
            .map(|line| line.text)
            .collect()
    }

    #[test]
    fn chinese_breaks_anywhere_but_before_closing_punctuation() {
        assert_eq!(lines("城乡社区支出", 4, 2), ["城乡社区", "支出"]);
        assert_eq!(lines("城乡社区，支出", 4, 2), ["城乡社", "区，支出"]);
        assert_eq!(lines("城乡社（区）", 4, 2), ["城乡社", "（区）"]);
    }

    #[test]
    fn english_breaks_between_words_and_a_word_too_long_breaks_anyway() {
        assert_eq!(lines("Smart Park 项目", 7, 2), ["Smart Park", "项目"]);
        assert_eq!(lines("abcdefghi 项目", 5, 2), ["abcdefghi", "项目"]);
        assert_eq!(lines("abcdefgh", 3, 2), ["abcde", "fgh"]);
    }

    #[test]
    fn text_that_fits_is_left_alone_and_text_that_does_not_is_kept_whole_beside_its_cut() {
        assert_eq!(lines("城乡社区", 4, 2), ["城乡社区"]);
        assert_eq!(lines("", 4, 2), [""]);
        let cut = fit_line("城乡社区支出", 4 * 100 * SIZE);
        assert_eq!(cut.text, "城乡社…");
        assert_eq!(cut.whole.as_deref(), Some("城乡社区支出"));
    }

    #[test]
    fn what_is_not_text_is_cleaned_away() {
        assert_eq!(clean("\u{feff} 一\r\n\t二\u{202e}三\0 \u{200b}"), "一 二三");
    }
}
