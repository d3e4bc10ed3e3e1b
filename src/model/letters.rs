//! Words looked for in texts: most of what is looked for is not there, and one byte or
//! one character tells.

/// Whether a text begins with a word that is not empty.
pub fn begins(text: &str, word: &str) -> bool {
    // the last bytes of Chinese words differ where their first ones are alike
    let Some(at) = word.len().checked_sub(1) else {
        return false;
    };
    text.as_bytes().get(at) == word.as_bytes().last() && text.starts_with(word)
}

/// Whether a text ends with a word that is not empty.
pub fn ends(text: &str, word: &str) -> bool {
    // a Chinese character has three bytes
    const ONE: usize = 3;
    match word.as_bytes().last_chunk::<ONE>() {
        Some(last) => text.as_bytes().last_chunk::<ONE>() == Some(last) && text.ends_with(word),
        None => !word.is_empty() && text.ends_with(word),
    }
}

/// A text with the bytes it is made of, each told by its last six bits: of most
/// words these say that they are not in it.
#[derive(Debug, Clone, Copy)]
pub struct Letters<'t> {
    text: &'t str,
    seen: u64,
}

impl<'t> Letters<'t> {
    /// Of a text.
    pub fn of(text: &'t str) -> Self {
        let seen = text.bytes().fold(0, |seen, byte| seen | bit(byte));
        Self { text, seen }
    }

    /// Whether the word is in the text.
    pub fn hold(&self, word: &str) -> bool {
        word.bytes().rev().all(|byte| self.seen & bit(byte) != 0) && self.text.contains(word)
    }

    /// Whether any of the words is in the text.
    pub fn hold_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.hold(word))
    }
}

fn bit(byte: u8) -> u64 {
    1 << (byte & 63)
}

/// The characters that a paragraph is made of, each told by its last ten bits: of a
/// paragraph bytes say nothing any more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Characters([u64; 16]);

impl Characters {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        let mut seen = Self::default();
        text.chars().for_each(|c| seen.add(c));
        seen
    }

    /// Adds one.
    pub fn add(&mut self, c: char) {
        let (at, bit) = Self::place(c);
        self.0[at] |= bit;
    }

    /// Whether the word may be in the text; where not, it is not.
    pub fn may_hold(&self, word: &str) -> bool {
        word.chars().all(|c| {
            let (at, bit) = Self::place(c);
            self.0[at] & bit != 0
        })
    }

    fn place(c: char) -> (usize, u64) {
        let told = u32::from(c) % 1024;
        ((told / 64) as usize, 1 << (told % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_is_found_at_both_ends_and_within() {
        assert!(begins("不少于3次", "不少于") && !begins("不少", "不少于"));
        assert!(ends("办结率", "率") && !ends("率", "办结率"));
        let letters = Letters::of("矛盾纠纷按期办结率");
        assert!(letters.hold_any(&["事故", "纠纷"]) && !letters.hold("矛纠"));
        let characters = Characters::of("矛盾纠纷按期办结率");
        assert!(characters.may_hold("纠纷") && !characters.may_hold("事故"));
    }

    proptest! {
        #[test]
        fn letters_find_what_a_plain_search_finds(text in "[一-三a0]{0,9}", word in "[一-三a0]{1,3}") {
            prop_assert_eq!(Letters::of(&text).hold(&word), text.contains(&word));
            prop_assert!(Characters::of(&text).may_hold(&word) || !text.contains(&word));
            prop_assert_eq!(begins(&text, &word), text.starts_with(&word));
            prop_assert_eq!(ends(&text, &word), text.ends_with(&word));
        }
    }
}
