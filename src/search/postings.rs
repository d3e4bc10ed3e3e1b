//! For each pair of letters and each figure the units that have it, in files of which the
//! browser fetches only those that a question needs.

use super::words::Pair;
use crate::stored::{stored, stored_within};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How large a file of pairs should be, in bytes before compression.
const FILE: usize = 48 * 1024;

/// The same of figures: a question with a number asks for several.
const FIGURES_FILE: usize = 16 * 1024;

/// Numbers that grow, as text: the distances between them, in digits of base 32
/// with the lowest first; a letter of the second half of the alphabet says that
/// more digits follow.
const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-";

/// A list of growing numbers as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Growing {
    last: u64,
    text: String,
}

stored!(Growing { last, text });

impl Growing {
    /// Adds a number that is not smaller than the last.
    pub fn push(&mut self, number: u64) {
        let mut distance = number.saturating_sub(self.last);
        self.last = number;
        loop {
            let low = usize::try_from(distance % 32).unwrap_or_default();
            distance /= 32;
            let more = if distance > 0 { 32 } else { 0 };
            self.text.push(char::from(DIGITS[low + more]));
            if distance == 0 {
                break;
            }
        }
    }

    /// As it is written down.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The numbers.
    pub fn iter(&self) -> impl Iterator<Item = u64> {
        let (mut number, mut distance, mut shift) = (0, 0_u64, 0);
        self.text.bytes().filter_map(move |byte| {
            let digit = value(byte)?;
            // more digits than fit are none of ours, and do no harm
            distance |= (digit % 32).checked_shl(shift).unwrap_or_default();
            if digit >= 32 {
                shift = shift.saturating_add(5);
                return None;
            }
            number = distance.saturating_add(number);
            (distance, shift) = (0, 0);
            Some(number)
        })
    }
}

/// What a digit stands for; `None` for what is none.
fn value(digit: u8) -> Option<u64> {
    let (first, before) = match digit {
        b'0'..=b'9' => (b'0', 0),
        b'A'..=b'Z' => (b'A', 10),
        b'a'..=b'z' => (b'a', 36),
        b'+' => (b'+', 62),
        b'-' => (b'-', 63),
        _ => return None,
    };
    Some(u64::from(digit - first + before))
}

/// The pairs of one unit, kept small until all units are there.
#[derive(Debug)]
pub struct UnitPairs(Growing);

stored_within!(UnitPairs);

impl UnitPairs {
    /// Pairs in order.
    pub fn new(pairs: &[Pair]) -> Self {
        let mut numbers = Growing::default();
        for (left, right) in pairs {
            numbers.push(u64::from(u32::from(*left)) << 21 | u64::from(u32::from(*right)));
        }
        numbers.text.shrink_to_fit();
        Self(numbers)
    }
}

/// The figures of one unit.
#[derive(Debug)]
pub struct UnitFigures(Growing);

stored_within!(UnitFigures);

impl UnitFigures {
    /// Figures in order.
    pub fn new(figures: &[u16]) -> Self {
        let mut numbers = Growing::default();
        figures
            .iter()
            .for_each(|figure| numbers.push(u64::from(*figure)));
        numbers.text.shrink_to_fit();
        Self(numbers)
    }
}

/// For each number the units that have it; unit number one is the first.
fn postings<'a>(units: impl Iterator<Item = &'a Growing>) -> BTreeMap<u64, Growing> {
    let mut postings: BTreeMap<u64, Growing> = BTreeMap::new();
    for (unit, numbers) in (1..).zip(units) {
        for number in numbers.iter() {
            postings.entry(number).or_default().push(unit);
        }
    }
    postings
}

/// As many empty files as there must be for each to be of a fair size: a power of two.
fn empty_files(postings: &BTreeMap<u64, Growing>, size: usize) -> Vec<String> {
    let bytes: usize = postings.values().map(|list| list.text.len() + 8).sum();
    vec![String::new(); bytes.div_ceil(size).next_power_of_two()]
}

/// The files of figures, by number.
pub fn figure_files<'a>(units: impl Iterator<Item = &'a UnitFigures>) -> Vec<String> {
    let postings = postings(units.map(|unit| &unit.0));
    let mut files = empty_files(&postings, FIGURES_FILE);
    for (figure, list) in &postings {
        let file = usize::try_from(*figure).unwrap_or_default() % files.len();
        // Writing to a String does not fail.
        let _ = writeln!(files[file], "{figure}:{}", list.text);
    }
    files
}

/// The files of pairs, by number.
pub fn files<'a>(units: impl Iterator<Item = &'a UnitPairs>) -> Vec<String> {
    let postings = postings(units.map(|unit| &unit.0));
    let mut files = empty_files(&postings, FILE);
    let count = files.len();
    for (pair, list) in &postings {
        let letter = |bits: u64| {
            let code = u32::try_from(bits & 0x1f_ffff).unwrap_or_default();
            char::from_u32(code).unwrap_or_default()
        };
        let (left, right) = (letter(pair >> 21), letter(*pair));
        // Writing to a String does not fail.
        let _ = writeln!(
            files[file_of((left, right), count)],
            "{left}{right}{}",
            list.text
        );
    }
    files
}

/// The number of the file that a pair is in, of so many.
fn file_of((left, right): Pair, count: usize) -> usize {
    let mixed = u32::from(left)
        .wrapping_mul(0x9e37_79b1)
        .wrapping_add(u32::from(right).wrapping_mul(0x85eb_ca6b));
    let mixed = usize::try_from(mixed >> 12).unwrap_or_default();
    mixed % count
}

#[cfg(test)]
mod tests {
    use super::super::words::pairs;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn growing_numbers_are_read_back(mut numbers in prop::collection::vec(0..1u64 << 42, 0..50)) {
            numbers.sort_unstable();
            let mut list = Growing::default();
            numbers.iter().for_each(|number| list.push(*number));
            prop_assert_eq!(list.iter().collect::<Vec<_>>(), numbers);
        }
    }

    #[test]
    fn a_digit_stands_for_its_place() {
        for (place, digit) in (0..).zip(DIGITS) {
            assert_eq!(value(*digit), Some(place));
        }
        assert_eq!(value(b'*'), None);
    }

    #[test]
    fn each_figure_stands_with_its_units() {
        let units = [&[7, 300][..], &[300], &[7]].map(UnitFigures::new);
        assert_eq!(figure_files(units.iter()), ["7:12\n300:11\n"]);
    }

    #[test]
    fn each_pair_stands_once_with_its_units() {
        let units = ["望岳街道", "洪山街道", "古岳峰镇"].map(|name| UnitPairs::new(&pairs(name)));
        let files = files(units.iter());
        assert_eq!(files.len(), 1);
        let lines: Vec<&str> = files[0].lines().collect();
        assert_eq!(
            lines,
            [
                "古岳3", "山街2", "岳峰3", "岳街1", "峰镇3", "望岳1", "洪山2", "街道11"
            ]
        );
    }
}
