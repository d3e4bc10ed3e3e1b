//! `word/numbering.xml`: the numbers that Word prints before paragraphs and that do not
//! stand in their text.

use super::{attribute, each_event};
use crate::import::error::ImportError;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// A list, and how many lists above it a paragraph stands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The list by its id; that of no list is 0.
    pub list: String,
    /// 0 for what stands in no other item.
    pub level: u8,
}

/// What is printed before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A dot or a stroke.
    Bullet,
    /// A number as Markdown has them too: 1. or 1).
    Number(u32),
    /// Any other number as it is printed: 一、 or （1）.
    Printed(String),
}

/// Above this many letters a pattern of numbers is none.
const LONGEST_PATTERN: usize = 20;

/// The deepest level that Word has.
const DEEPEST: u8 = 8;

/// The lists of a document, and how far they are counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// The levels by the id of their definition.
    levels: BTreeMap<String, BTreeMap<u8, Level>>,
    /// For each list its definition, and where levels of it begin anew.
    lists: BTreeMap<String, List>,
    /// How far the levels of a definition are counted.
    counts: BTreeMap<String, BTreeMap<u8, u32>>,
}

#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: BTreeMap<u8, u32>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    pattern: String,
}

impl Numbering {
    /// Reads the definitions.
    pub fn read(xml: &str) -> Result<Self, ImportError> {
        let mut numbering = Self::default();
        let mut at = At::default();
        each_event(xml, |event| {
            match event {
                Event::Start(tag) | Event::Empty(tag) => numbering.take(tag, &mut at),
                Event::End(tag) if tag.local_name().as_ref() == "num" => at.list = None,
                _ => {}
            }
            Ok(())
        })?;
        Ok(numbering)
    }

    fn take(&mut self, tag: &BytesStart<'_>, at: &mut At) {
        let value = || attribute(tag, "val").unwrap_or_default();
        let level = || {
            let level = attribute(tag, "ilvl").and_then(|level| level.parse().ok());
            level.unwrap_or(0).min(DEEPEST)
        };
        match (tag.local_name().as_ref(), &at.list) {
            ("abstractNum", _) => {
                at.definition = attribute(tag, "abstractNumId").unwrap_or_default();
            }
            ("num", _) => {
                let id = attribute(tag, "numId").unwrap_or_default();
                self.lists.insert(id.clone(), List::default());
                at.list = Some(id);
            }
            ("abstractNumId", Some(list)) => {
                self.lists.entry(list.clone()).or_default().definition = value();
            }
            ("lvlOverride", Some(_)) => at.level = level(),
            ("startOverride", Some(list)) => {
                let starts = &mut self.lists.entry(list.clone()).or_default().starts;
                starts.extend(value().parse().ok().map(|start: u32| (at.level, start)));
            }
            ("lvl", None) => at.level = level(),
            (name @ ("start" | "numFmt" | "lvlText"), None) => {
                let levels = self.levels.entry(at.definition.clone()).or_default();
                let level = levels.entry(at.level).or_default();
                match name {
                    "start" => level.start = value().parse().ok(),
                    "numFmt" => level.format = value(),
                    _ => level.pattern = value(),
                }
            }
            _ => {}
        }
    }

    /// What is printed before the next paragraph of a list; `None` before one of none.
    pub fn next(&mut self, place: &Place) -> Option<Mark> {
        if place.list == "0" {
            return None;
        }
        let Some(list) = self.lists.get_mut(&place.list) else {
            return Some(Mark::Bullet);
        };
        let at = place.level.min(DEEPEST);
        let counts = self.counts.entry(list.definition.clone()).or_default();
        let levels = self.levels.get(&list.definition)?;
        let Some(level) = levels.get(&at) else {
            return Some(Mark::Bullet);
        };
        let start = |level: &Level| level.start.unwrap_or(1);
        let anew = list.starts.remove(&at);
        let next = match (anew, counts.get(&at)) {
            (Some(anew), _) => anew,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => start(level),
        };
        counts.insert(at, next);
        counts.retain(|level, _| *level <= at);
        let is_own = |sign: char| level.pattern == format!("%{}{sign}", at + 1);
        if level.format == "decimal" && (is_own('.') || is_own(')')) {
            return Some(Mark::Number(next));
        }
        if level.pattern.chars().count() > LONGEST_PATTERN || !level.pattern.contains('%') {
            return Some(Mark::Bullet);
        }
        let mut printed = level.pattern.clone();
        for (above, level) in levels.range(..=at) {
            let count = counts.get(above).copied().unwrap_or(start(level));
            let sign = format!("%{}", above + 1);
            if printed.contains(&sign) {
                let Some(numeral) = numeral(count, &level.format) else {
                    return Some(Mark::Bullet);
                };
                printed = printed.replace(&sign, &numeral);
            }
        }
        if printed.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            printed.push(' ');
        }
        Some(Mark::Printed(printed))
    }
}

/// Where the reading of the definitions stands.
#[derive(Default)]
struct At {
    definition: String,
    list: Option<String>,
    level: u8,
}

/// A number in the numerals of a format; `None` for what is no number there.
fn numeral(number: u32, format: &str) -> Option<String> {
    let nth = |letters: &str| {
        let at = usize::try_from(number.checked_sub(1)?).ok()?;
        letters.chars().nth(at).map(String::from)
    };
    match format {
        "decimal" | "decimalZero" | "decimalFullWidth" | "decimalHalfWidth" => {
            Some(number.to_string())
        }
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => nth("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "lowerLetter" => nth("abcdefghijklmnopqrstuvwxyz"),
        "upperLetter" => nth("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸"),
        _ => None,
    }
}

/// 1 to 99 in Chinese numerals.
fn chinese(number: u32) -> Option<String> {
    let digit = |digit: u32| {
        let mut digits = "一二三四五六七八九".chars();
        digits.nth(usize::try_from(digit).ok()?.checked_sub(1)?)
    };
    let (tens, ones) = (number / 10, number % 10);
    let ones = digit(ones).map(String::from).unwrap_or_default();
    match tens {
        0 if ones.is_empty() => None,
        0 => Some(ones),
        1 => Some(format!("十{ones}")),
        2..=9 => Some(format!("{}十{ones}", digit(tens)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<w:numbering xmlns:w="w">
        <w:abstractNum w:abstractNumId="7">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3"/></w:lvl>
        <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
        <w:lvl w:ilvl="4"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%5."/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
        </w:numbering>"#;

    #[test]
    fn paragraphs_are_counted_as_word_counts_them() {
        let mut numbering = Numbering::read(XML).unwrap();
        let printed = |text: &str| Some(Mark::Printed(text.to_owned()));
        for (list, level, mark) in [
            ("1", 0, printed("一、")),
            ("1", 1, Some(Mark::Number(1))),
            ("1", 1, Some(Mark::Number(2))),
            ("1", 2, printed("2.3 ")),
            ("1", 2, printed("2.4 ")),
            ("1", 3, Some(Mark::Bullet)),
            ("1", 4, Some(Mark::Bullet)),
            ("1", 0, printed("二、")),
            ("1", 1, Some(Mark::Number(1))),
            ("1", 1, Some(Mark::Number(2))),
            ("2", 1, Some(Mark::Number(1))),
            ("2", 1, Some(Mark::Number(2))),
            ("0", 0, None),
            ("99", 0, Some(Mark::Bullet)),
        ] {
            let place = Place {
                list: list.to_owned(),
                level,
            };
            assert_eq!(numbering.next(&place), mark, "{list} {level}");
        }
    }

    #[test]
    fn numerals_go_as_far_as_forms_have_them() {
        let numerals = [1, 9, 10, 11, 20, 99].map(|number| chinese(number).unwrap());
        assert_eq!(numerals, ["一", "九", "十", "十一", "二十", "九十九"]);
        assert_eq!((chinese(0), chinese(100)), (None, None));
        assert_eq!(numeral(0, "lowerLetter"), None);
        assert_eq!(numeral(u32::MAX, "upperLetter"), None);
    }
}
