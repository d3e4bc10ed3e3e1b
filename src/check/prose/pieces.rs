//! A text in pieces between its signs, and the things that a piece counts:
//! 行政编制26名, 城市低保1108户1736人.

use super::{Figure, Measure};
use crate::model::Amount;
use std::ops::Range;

/// What stands between two signs. What stands in brackets is no piece of its own.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its bytes, without the signs.
    pub span: Range<usize>,
    /// The sign before it; `。` at the beginning.
    pub sign: char,
}

/// Something with its number: 行政编制26名.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The bytes of what is counted.
    pub name: Range<usize>,
    /// Its numbers, each in a unit of its own: 1108户1736人.
    pub counts: Vec<Count>,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The number.
    pub amount: Amount,
    /// The bytes of number and unit.
    pub words: Range<usize>,
    /// The bytes of the unit.
    pub unit: Range<usize>,
}

/// What is measured so is not counted.
const NOT_COUNTED: [&str; 13] = [
    "%",
    "‰",
    "分",
    "分钟",
    "小时",
    "天",
    "日",
    "月",
    "年",
    "个月",
    "岁",
    "号",
    "个百分点",
];

/// The pieces of a text, or of what stands in brackets in it.
pub fn pieces(text: &str, part: Range<usize>) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let (mut start, mut sign) = (part.start, '。');
    let inside = text.get(part.clone()).unwrap_or_default();
    for (offset, c) in inside.char_indices() {
        let at = part.start + offset;
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            ',' if bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
                && at > 0
                && bytes[at - 1].is_ascii_digit() => {}
            '，' | ',' | '、' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '\n'
                if depth == 0 =>
            {
                found.push(Piece {
                    span: start..at,
                    sign,
                });
                start = at + c.len_utf8();
                sign = plain(c);
            }
            _ => {}
        }
    }
    found.push(Piece {
        span: start..part.end,
        sign,
    });
    found.retain(|piece| !piece.span.is_empty());
    found
}

/// One sign for those that say the same.
fn plain(sign: char) -> char {
    match sign {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '！' | '？' | '\n' => '。',
        other => other,
    }
}

/// What a piece counts; `None` where it does anything else. The figures are those
/// of the piece.
pub fn item(text: &str, piece: &Piece, figures: &[Figure]) -> Option<Item> {
    let span = &piece.span;
    let mut end = span.end;
    let mut counts = Vec::new();
    for figure in figures.iter().rev() {
        let number_end = figure.span.end - unit_length(text, figure);
        if is_bracketed(text.get(span.start..figure.span.start)?) {
            continue;
        }
        let rest = text.get(number_end..end)?;
        let unit = rest.split(['（', '(']).next()?;
        let after = &rest[unit.len()..];
        let whole = after.is_empty() || after.ends_with(['）', ')']) && counts.is_empty();
        if !is_unit(unit) || !whole || figure.near {
            break;
        }
        end = figure.span.start;
        counts.push(Count {
            amount: figure.amount,
            words: figure.span.start..number_end + unit.len(),
            unit: number_end..number_end + unit.len(),
        });
    }
    counts.reverse();
    (!counts.is_empty()).then_some(Item {
        name: span.start..end,
        counts,
    })
}

/// The unit of a figure, up to the next sign or number.
pub fn unit_of<'t>(text: &'t str, figure: &Figure) -> &'t str {
    let start = figure.span.end - unit_length(text, figure);
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit());
    &rest[..end.unwrap_or(rest.len())]
}

/// How many bytes a figure's unit takes.
pub fn unit_length(text: &str, figure: &Figure) -> usize {
    match figure.measure {
        Measure::Money(unit) => unit.chinese().len(),
        Measure::Percent => 1,
        Measure::Other(_) => {
            let words = &text[figure.span.clone()];
            let number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
            words.len() - words.rfind(number).map_or(0, |at| at + 1)
        }
    }
}

fn is_unit(unit: &str) -> bool {
    const LONGEST: usize = 5;
    let plain = |c: char| c.is_alphanumeric() && !c.is_ascii_digit() || "²³".contains(c);
    let short = (1..=LONGEST).contains(&unit.chars().count());
    let of_time = unit.starts_with(['年', '月', '日']);
    short && !of_time && unit.chars().all(plain) && !NOT_COUNTED.contains(&unit)
}

/// Whether a bracket is open at the end of a text.
pub fn is_bracketed(before: &str) -> bool {
    let count = |signs: [char; 2]| before.matches(signs).count();
    count(['（', '(']) > count(['）', ')'])
}

/// Whether two units are one: people are 人 or 名.
pub fn same_unit(one: &str, other: &str) -> bool {
    let plain = |unit: &str| matches!(unit, "名" | "位" | "人");
    one == other || plain(one) && plain(other)
}

#[cfg(test)]
mod tests {
    use super::super::figures;
    use super::*;

    fn items(text: &str) -> Vec<String> {
        let all = figures(text);
        let shown = pieces(text, 0..text.len()).into_iter().filter_map(|piece| {
            let own: Vec<Figure> = all
                .iter()
                .filter(|one| piece.span.contains(&one.span.start))
                .cloned()
                .collect();
            let item = item(text, &piece, &own)?;
            let counts = item.counts.iter().map(|count| &text[count.words.clone()]);
            let counts: Vec<&str> = counts.collect();
            Some(format!("{} {}", &text[item.name], counts.join(" ")))
        });
        shown.collect()
    }

    #[test]
    fn things_and_their_numbers_are_told_apart() {
        assert_eq!(
            items(
                "水库128座，其中小（2）型98座、城市低保1,108户1,736人；台账216台（套），占3%，约5人。2023年末编制30名"
            ),
            [
                "水库 128座",
                "其中小（2）型 98座",
                "城市低保 1,108户 1,736人",
                "台账 216台",
                "2023年末编制 30名"
            ]
        );
        assert_eq!(
            items("投入20万元用于建房，得分99分，建成后年产3吨多"),
            [""; 0]
        );
    }
}
