//! What one pass over the characters of a text tells of it.

use crate::check::{leftovers, slips};
use crate::model::Site;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What characters a text holds, as far as a rule asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    held: u8,
    digits: u32,
}

const LOWER: u8 = 1;
const SPACE: u8 = 1 << 1;
const CODE: u8 = 1 << 2;
const CROSS: u8 = 1 << 3;
const BRACKET: u8 = 1 << 4;
const ODD: u8 = 1 << 5;
const PLACE: u8 = 1 << 6;
const LISTED: u8 = 1 << 7;

impl Signs {
    /// Lowercase Latin letters.
    pub fn lowercase(self) -> bool {
        self.held & LOWER != 0
    }

    /// Spaces.
    pub fn space(self) -> bool {
        self.held & SPACE != 0
    }

    /// Signs of programs: brackets, braces, underlines, number signs and the like.
    pub fn code(self) -> bool {
        self.held & CODE != 0
    }

    /// `X` and `×`, which stand for a name or a figure.
    pub fn cross(self) -> bool {
        self.held & CROSS != 0
    }

    /// Opening brackets and quotation marks.
    pub fn bracket(self) -> bool {
        self.held & BRACKET != 0
    }

    /// Characters that a conversion leaves: control characters, private ones,
    /// question marks, boxes.
    pub fn odd(self) -> bool {
        self.held & ODD != 0
    }

    /// `道`, `镇` and `乡`, in which names of places end.
    pub fn place(self) -> bool {
        self.held & PLACE != 0
    }

    /// Characters that are in whatever a rule has in a list: without them nothing of
    /// the lists is there.
    pub fn listed(self) -> bool {
        self.held & LISTED != 0
    }

    /// Digits.
    pub fn digits(self) -> bool {
        self.digits > 0
    }

    /// Whether a telephone number, a card's number or a mail address may be there.
    pub fn may_be_personal(self) -> bool {
        self.digits >= 11 || self.code()
    }
}

/// For each ASCII character what it tells.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0;
    while at < 128 {
        table[at] = match at as u8 {
            b'x' => LOWER | CROSS,
            b'X' => CROSS,
            b'a'..=b'z' => LOWER,
            b' ' => SPACE,
            b'_' | b'#' | b'"' | b'\\' | b'[' | b'{' | b'!' | b'@' => CODE,
            b'(' => BRACKET,
            b'?' => ODD,
            b'\n' | b'\r' | b'\t' => 0,
            0..=31 | 127 => ODD,
            _ => 0,
        };
        at += 1;
    }
    table
};

/// Characters, and pairs of characters, that are in whatever a rule has in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    singles: Few,
    pairs: Few,
    alone: Telling,
    telling: Telling,
}

/// What is listed whatever the site.
static EVERYWHERE: LazyLock<Listed> = LazyLock::new(|| {
    let mut listed = Listed {
        singles: Few::NONE,
        pairs: Few::NONE,
        alone: Telling::by_themselves(),
        telling: Telling::by_themselves(),
    };
    let telltales = leftovers::telltales().into_iter().chain(slips::telltales());
    telltales.for_each(|one| listed.add(&one));
    listed
});

impl Listed {
    /// The lists of the rules, with the wrong words of this site.
    pub fn of(site: &Site) -> Cow<'static, Self> {
        let mut listed = Cow::Borrowed(&*EVERYWHERE);
        for (wrong, right) in site.wrong_words.iter() {
            listed.to_mut().add(&slips::telltale(wrong, right));
        }
        listed
    }

    /// Adds a character or a pair of them.
    fn add(&mut self, telltale: &str) {
        let mut characters = telltale.chars();
        match (characters.next(), characters.next()) {
            (Some(first), Some(second)) => {
                self.pairs.add(pair(first.into(), second.into()));
                self.telling.add(second);
            }
            (Some(single), None) => {
                self.singles.add(u32::from(single).into());
                self.alone.add(single);
                self.telling.add(single);
            }
            (None, _) => {}
        }
    }

    /// What a text's characters tell.
    pub fn signs(&self, text: &str) -> Signs {
        let mut held = 0;
        let mut digits = 0;
        let mut before = 0;
        for c in text.chars() {
            let number = u32::from(c);
            digits += u32::from(c.is_ascii_digit());
            if self.telling.has(number) {
                if self.pairs.holds(pair(before, number)) {
                    held |= LISTED;
                }
                if self.alone.has(number) {
                    held |= self.told_alone(c);
                    digits += u32::from(matches!(c, '０'..='９'));
                }
            }
            before = number;
        }
        Signs { held, digits }
    }

    /// What a character tells by itself.
    fn told_alone(&self, c: char) -> u8 {
        let number = u32::from(c);
        let told = match ASCII.get(number as usize) {
            Some(told) => *told,
            None => beyond_ascii(c),
        };
        if self.singles.holds(number.into()) {
            told | LISTED
        } else {
            told
        }
    }
}

fn beyond_ascii(c: char) -> u8 {
    match c {
        '道' | '镇' | '乡' => PLACE,
        '\u{4E00}'..='\u{9FFF}' => 0,
        '（' | '《' | '【' | '「' | '“' => BRACKET,
        '×' | 'Ｘ' | 'ｘ' => CROSS,
        '＿' | '＠' => CODE,
        '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{F0000}'.. | '□' => ODD,
        'ï' | 'ã' | 'â' => ODD,
        _ => 0,
    }
}

/// Characters that tell something by themselves, or behind another too: a bit for each
/// of the first plane, since most of a text tells nothing and is passed over.
#[derive(Debug, Clone)]
struct Telling([u64; 1024]);

impl Telling {
    /// Those that tell by themselves.
    fn by_themselves() -> Self {
        let mut telling = Self([0; 1024]);
        let tells = |c: &char| match ASCII.get(*c as usize) {
            Some(told) => *told != 0,
            None => beyond_ascii(*c) != 0 || matches!(c, '０'..='９'),
        };
        let plane = ('\0'..='\u{FFFF}').filter(tells);
        plane.for_each(|c| telling.add(c));
        telling
    }

    fn add(&mut self, c: char) {
        let number = u32::from(c);
        if let Some(bits) = self.0.get_mut((number / 64) as usize) {
            *bits |= 1 << (number % 64);
        }
    }

    /// Whether it is one of them; beyond the first plane all are.
    fn has(&self, number: u32) -> bool {
        let bits = self.0.get((number / 64) as usize);
        bits.is_none_or(|bits| bits & 1 << (number % 64) != 0)
    }
}

fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// A small set, asked for every character of every text: most that it does not hold
/// fall through its net.
#[derive(Debug, Clone)]
struct Few {
    net: [u64; 128],
    sorted: Vec<u64>,
}

impl Few {
    const NONE: Self = Self {
        net: [0; 128],
        sorted: Vec::new(),
    };

    fn add(&mut self, one: u64) {
        let (at, bit) = Self::mesh(one);
        self.net[at] |= bit;
        let at = self.sorted.partition_point(|known| *known < one);
        self.sorted.insert(at, one);
    }

    fn holds(&self, one: u64) -> bool {
        let (at, bit) = Self::mesh(one);
        self.net[at] & bit != 0 && self.sorted.binary_search(&one).is_ok()
    }

    /// A place in the net.
    fn mesh(one: u64) -> (usize, u64) {
        let number = (one >> 32).wrapping_mul(31).wrapping_add(one) % 8192;
        ((number / 64) as usize, 1 << (number % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> Signs {
        Listed::of(&Site::default()).signs(text)
    }

    #[test]
    fn a_plain_sentence_has_no_signs() {
        let plain = signs("全年拆除违法建设139处，整治环境。");
        assert_eq!((plain.held, plain.digits), (0, 3));
    }

    #[test]
    fn each_sign_is_seen() {
        assert!(signs("整治 works").lowercase() && signs("整治 works").space());
        assert!(signs("见#REF!").code() && signs("XX街道").cross());
        assert!(signs("（一").bracket() && signs("全\u{FFFD}年").odd());
        assert!(signs("望岳街道").place() && signs("安全成产").listed());
        assert!(signs("１３８００１３８０００").may_be_personal());
        assert!(!signs("1380013800").may_be_personal());
    }

    #[test]
    fn the_words_of_the_site_are_listed() {
        let site = Site {
            wrong_words: crate::model::Ordered(vec![("鹛".into(), "鹗".into())]),
            ..Site::default()
        };
        assert!(Listed::of(&site).signs("金鹛山").listed());
        assert!(!signs("金鹛山").listed());
    }
}
