//! Figures that can be read and are written in another way than the plain one:
//! full-width signs, separators, spaces. Told once a file, with the replacements.

use super::tree::{self, Kind, Node};
use super::{scan, shape};
use crate::diagnostic::{Diagnostic, Edit, Label};
use crate::load::codes;
use crate::model::{Amount, Percent, Year};
use crate::source::{Source, Span};
use serde::de::DeserializeOwned;

/// What there is to say of the writing of the figures in a file that was read
/// into `T`: one note (ZP021) with the replacements, or nothing.
pub fn odd_figures<T: DeserializeOwned>(source: &Source) -> Option<Diagnostic> {
    if !may_hold_one(&source.text) {
        return None;
    }
    let root = tree::parse(&source.text).ok()?;
    let noted = shape::noted::<T>(&source.text, &root)?;
    let mut edits: Vec<Edit> = noted
        .figures
        .into_iter()
        .filter_map(|(span, text)| {
            let span = content(&source.text, span);
            let as_read = source.text.get(span.clone()) == Some(&*text);
            Edit::at(source, span, plain(&text).filter(|_| as_read)?)
        })
        .collect();
    edits.sort();
    edits.dedup();
    let first = edits.first()?;
    let message = format!(
        "有 {} 处数字写了全角字符、千分位逗号或空格，如“{}”",
        edits.len(),
        first.old
    );
    let help = format!(
        "这样写读得懂，可以不改；要统一写成“{}”的样子，运行 ziping check --fix",
        first.new
    );
    let start = offset_of(source, first);
    let label = Label::at(source, start..start + first.old.len(), "");
    let mut note = Diagnostic::error(codes::NOTATION, label, message)
        .with_help(help)
        .with_fix(edits);
    note.severity = codes::severity(codes::NOTATION);
    Some(note)
}

/// The replacement of a whole value, or of the words in it that are quoted;
/// `None` where there is no such value, or where the new text would have to be
/// written in another style.
pub(in crate::load) fn replacement(
    source: &Source,
    node: &Node,
    quote: &str,
    new: &str,
) -> Option<Edit> {
    let Kind::Scalar { text, .. } = &node.kind else {
        return None;
    };
    let whole = content(&source.text, node.span.clone());
    let written = source.text.get(whole.clone())?;
    if written == text {
        let (span, result) = if quote.is_empty() {
            (whole, new.to_owned())
        } else {
            let at = whole.start + written.find(quote)?;
            (at..at + quote.len(), written.replacen(quote, new, 1))
        };
        let quotes = source.text[node.span.clone()].chars().next();
        return is_safe(&result, quotes.filter(|_| whole_is_quoted(node, written)))
            .then(|| Edit::at(source, span, new))?;
    }
    // A text over several lines: words of one line, and no change of its indent.
    let is_block = !source.text[node.span.clone()].starts_with(['"', '\''])
        && matches!(node.kind, Kind::Scalar { plain: false, .. });
    let fits = is_block && !quote.is_empty() && text.contains(quote) && !new.starts_with(' ');
    let at = node.span.start
        + source.text[node.span.start..]
            .find(quote)
            .filter(|_| fits)?;
    Edit::at(source, at..at + quote.len(), new)
}

fn whole_is_quoted(node: &Node, written: &str) -> bool {
    node.span.len() == written.len() + 2
}

/// Whether a text can stand there without another style of quotes.
fn is_safe(text: &str, quotes: Option<char>) -> bool {
    match quotes {
        Some('\'') => !text.contains('\''),
        Some(_) => !text.contains(['"', '\\']),
        None => {
            let starts = |char: char| char.is_alphanumeric() || char == '-' && text.len() > 1;
            text.starts_with(starts)
                && !text.starts_with("- ")
                && text.trim() == text
                && !text.contains([':', '#', ',', '[', ']', '{', '}', '\n'])
        }
    }
}

/// The span of a scalar without its quotes.
pub(super) fn content(text: &str, span: Span) -> Span {
    let written = text.get(span.clone()).unwrap_or_default();
    let Some(quote @ ('"' | '\'')) = written.chars().next() else {
        return span;
    };
    match scan::quoted_end(written, quote) {
        Some(end) if end == written.len() => span.start + 1..span.end - 1,
        _ => span,
    }
}

/// What a faulty value would read as, where the fault lies in its writing alone
/// and `message` is what was said of it.
pub(super) fn rewritten(text: &str, message: &str) -> Option<String> {
    let errors = [Amount::parse(text).err(), Percent::parse(text).err()];
    let mut errors = errors.into_iter().flatten();
    let of_figure = errors.find(|error| error.to_string() == message);
    let year = || {
        let digits = half_width(text.trim());
        let year = message.starts_with("年度").then(|| Year::parse(&digits))?;
        year.map(|year| year.to_string())
    };
    match of_figure {
        Some(error) => error.rewriting(),
        None => year(),
    }
}

/// The same figure in plain signs: without full-width signs, separators and
/// spaces; `None` where it is so written or no figure.
pub fn plain(text: &str) -> Option<String> {
    let plain: String = half_width(text)
        .chars()
        .filter(|char| *char != ',' && !char.is_whitespace())
        .collect();
    let same = if plain.ends_with('%') {
        Percent::parse(text).ok()? == Percent::parse(&plain).ok()?
    } else {
        Amount::parse(text).ok()? == Amount::parse(&plain).ok()?
    };
    (same && plain != text).then_some(plain)
}

/// Full-width digits and signs as their plain ones.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|char| match char {
            // The full-width forms stand in the order of ASCII, U+FEE0 above it.
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
            _ => char,
        })
        .collect()
}

/// A quick look whether a value may be a figure in another writing: one pass over
/// the bytes for a sign that is rare among figures, and a look at its line only
/// where there is one.
fn may_hold_one(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| {
        bytes
            .get(at)
            .is_some_and(|byte| byte.is_ascii_digit() || *byte >= 0x80)
    };
    let mut seen = 0;
    let mut before = 0;
    for (at, byte) in bytes.iter().enumerate() {
        // one question for each byte, since most are nothing
        let is_rare = RARE[usize::from(*byte)] & (ALWAYS | BEHIND[usize::from(before)]) != 0;
        before = *byte;
        if !is_rare {
            continue;
        }
        let is_sign = match byte {
            0xEF => bytes.get(at + 1) == Some(&0xBC) && !is_in_words(&bytes[..at]),
            0xE3 => bytes[at..].starts_with("\u{3000}".as_bytes()),
            b',' | b' ' => !matches!(bytes.get(at + 1), None | Some(b'\n')),
            b'"' | b'\'' => bytes.get(at + 1) == Some(&b' ') && digit(at + 2),
            _ => false,
        };
        if is_sign && at >= seen {
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
            if line_may_hold_one(&text[start..end]) {
                return true;
            }
            seen = end;
        }
    }
    false
}

/// Whether what comes next is a mark between words: a Chinese character stands before
/// it, and not the 分 of a figure.
fn is_in_words(before: &[u8]) -> bool {
    let last = before.last_chunk::<3>();
    last.is_some_and(|last| (0xE4..=0xE9).contains(&last[0]) && *last != *"分".as_bytes())
}

const ALWAYS: u8 = 1;
const BEHIND_A_DIGIT: u8 = 2;

/// The bytes that such a sign begins with, and where.
const RARE: [u8; 256] = {
    let mut rare = [0; 256];
    let mut signs: &[u8] = b"\xEF\xE3\"'";
    while let [sign, rest @ ..] = signs {
        rare[*sign as usize] = ALWAYS;
        signs = rest;
    }
    rare[b',' as usize] = BEHIND_A_DIGIT;
    rare[b' ' as usize] = BEHIND_A_DIGIT;
    rare
};

/// The bytes that end a digit, or what may be a full-width one.
const BEHIND: [u8; 256] = {
    let mut behind = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80 || (byte as u8).is_ascii_digit() {
            behind[byte] = BEHIND_A_DIGIT;
        }
        byte += 1;
    }
    behind
};

/// Whether a value on the line is made of nothing but the signs of a figure, and
/// not all of them plain.
fn line_may_hold_one(line: &str) -> bool {
    let quoted = line.contains(['"', '\'']);
    line.split([':', '{', '}', '[', ']', '"', '\'', '#'])
        .flat_map(|piece| piece.split(", "))
        .any(|piece| {
            // between quotes a space is part of the value
            let value = match quoted {
                true => piece,
                false => piece.trim_matches([' ', '\t']),
            };
            !value.bytes().all(is_plain)
                && value.chars().all(is_figure_sign)
                && value.chars().any(char::is_numeric)
        })
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_digit() || b".-%".contains(&byte)
}

fn is_figure_sign(char: char) -> bool {
    matches!(
        char,
        '0'..='9' | '.' | '-' | ',' | '%' | ' ' | '\u{3000}' | '分'
    ) || ('\u{FF01}'..='\u{FF5E}').contains(&char)
}

/// The byte offset at which an edit starts.
fn offset_of(source: &Source, edit: &Edit) -> usize {
    let lines = source.text.split_inclusive('\n').take(edit.start.line - 1);
    let before: usize = lines.map(str::len).sum();
    let line = &source.text[before..];
    let column = line.char_indices().nth(edit.start.column - 1);
    before + column.map_or(line.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::super::Places;
    use super::*;
    use crate::model::Report;

    fn odd(text: &str) -> Vec<(String, String)> {
        let source = Source::new("report.yaml", text);
        let note = odd_figures::<Report>(&source);
        let edits = note.into_iter().flat_map(|note| note.fix);
        edits.map(|edit| (edit.old, edit.new)).collect()
    }

    #[test]
    fn figures_in_another_writing_are_told_with_the_plain_one() {
        for (line, old, new) in [
            ("总分: ９８.５", "９８.５", "98.5"),
            ("总分: 1,495.60 # 注", "1,495.60", "1495.60"),
            ("总分: 1，495.60", "1，495.60", "1495.60"),
            ("总分: －9", "－9", "-9"),
            ("总分: \" 98\"", " 98", "98"),
            ("总分: '98 '", "98 ", "98"),
            ("总分: 98\u{3000}", "98\u{3000}", "98"),
            ("总分: 98 分", "98 分", "98分"),
            (
                "预算执行: {执行率: 99.37 ％, 得分: 9}",
                "99.37 ％",
                "99.37%",
            ),
            ("预算执行:\n  按收入性质: {其他资金: １}", "１", "1"),
            ("绩效指标:\n  - 分值: １\n", "１", "1"),
        ] {
            assert_eq!(odd(line), [(old.to_owned(), new.to_owned())], "{line}");
        }
    }

    #[test]
    fn plain_figures_texts_and_what_is_private_are_let_be() {
        for text in [
            "总分: 98.50\n预算执行: {执行率: 99.37%, 得分: 9.94}\n",
            "总分: 10分\n",
            "绩效指标:\n  - 年度指标值: １００\n    实际完成值: 4,591.73\n",
            "备注: １００\n",
            "不公开:\n  总分: １００\n",
            "总分: 1,49\n",
            "总分: |\n  ９８\n",
        ] {
            assert_eq!(odd(text), [], "{text}");
        }
    }

    #[test]
    fn a_replacement_keeps_the_style_of_its_value() {
        let text =
            "甲: 10%\n乙: \"一 二\"\n丙: '三'\n丁: |\n  四 五\n  六 七\n戊:\n  - 己: 八 九 # 十\n";
        let source = Source::new("a.yaml", text);
        let places = Places::of(&source);
        let fixed = |path: &str, quote: &str, new: &str| {
            let path = crate::model::DataPath::parse(path).unwrap();
            let edit = places.replacement(&path, quote, new)?;
            let line = source.text.lines().nth(edit.start.line - 1)?;
            Some(line.replacen(&edit.old, &edit.new, 1))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(fixed("甲", "", "99%"), some("甲: 99%"));
        assert_eq!(fixed("乙", "", "99%"), some("乙: \"99%\""));
        assert_eq!(fixed("乙", "一 二", "一二"), some("乙: \"一二\""));
        assert_eq!(fixed("丙", "", "四"), some("丙: '四'"));
        assert_eq!(fixed("丁", "六 七", "六七"), some("  六七"));
        assert_eq!(
            fixed("戊[1].己", "八 九", "八九"),
            some("  - 己: 八九 # 十")
        );
        for (path, quote, new) in [
            ("甲", "", "10%"),
            ("甲", "", "一: 二"),
            ("甲", "", "[一]"),
            ("甲", "没有", "有"),
            ("乙", "一", "\""),
            ("丙", "", "'"),
            ("丁", "", "一"),
            ("丁", "八 九", "八九"),
            ("戊", "", "一"),
            ("没有", "", "一"),
        ] {
            assert_eq!(fixed(path, quote, new), None, "{path} {quote} {new}");
        }
    }
}
