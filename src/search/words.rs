//! Texts as the search compares them, and the pairs of letters that it finds them
//! by. The script in the browser (`assets/search.js`) does the same to what a
//! reader asks for: both must change together.

/// Between two letters of these no word is looked for.
const SEPARATORS: &str = "\n，。、；：？！（）()“”‘’《》【】—…·,.;:?!\"'-/";

/// Two letters that stand side by side.
pub type Pair = (char, char);

/// The text without what makes no difference to a reader: spaces, capitals,
/// full-width forms of Latin letters and digits, commas within numbers. Line ends
/// stay: they part one text from the next.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => plain.push('\n'),
            ',' if plain.ends_with(|c: char| c.is_ascii_digit())
                && letters.peek().is_some_and(char::is_ascii_digit) => {}
            '，' => plain.push(letter),
            '\u{ff01}'..='\u{ff5e}' => {
                let narrow = char::from_u32(u32::from(letter) - 0xfee0);
                plain.push(narrow.unwrap_or(letter).to_ascii_lowercase());
            }
            letter if letter.is_whitespace() || letter.is_control() => {}
            letter => plain.push(letter.to_ascii_lowercase()),
        }
    }
    plain
}

/// The pairs of a plain text, in order and without repetition.
pub fn pairs(plain: &str) -> Vec<Pair> {
    let letters = plain.chars();
    let mut pairs: Vec<Pair> = letters
        .clone()
        .zip(letters.skip(1))
        .filter(|(left, right)| !SEPARATORS.contains(*left) && !SEPARATORS.contains(*right))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Where figures stand in a plain text, as numbers in order and without repetition: each
/// four letters in a row of which two or more are digits, mixed to one of 16,384. Pairs
/// of digits are in every report; these tell `1887.11` and `第777街道` from the others.
/// Two may be mixed to the same number, as the texts are looked at before they are shown.
pub fn figures(plain: &str) -> Vec<u16> {
    let letters: Vec<char> = plain.chars().collect();
    let parts = |letter: &char| *letter != '.' && SEPARATORS.contains(*letter);
    let of_figures = |four: &&[char]| {
        let digits = four.iter().filter(|letter| letter.is_ascii_digit());
        digits.count() >= 2 && !four.iter().any(parts)
    };
    let four = letters.windows(4).filter(of_figures);
    let mut figures: Vec<u16> = four.map(mixed).collect();
    figures.sort_unstable();
    figures.dedup();
    figures
}

fn mixed(letters: &[char]) -> u16 {
    let mixed = letters.iter().fold(0_u32, |mixed, letter| {
        (mixed ^ u32::from(*letter)).wrapping_mul(0x9e37_79b1)
    });
    u16::try_from(mixed >> 18).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_difference_is_gone() {
        assert_eq!(plain("ＰＡＤＩＳ 系统 Ａ１"), "padis系统a1");
        assert_eq!(plain("1,495.60 万元，2,3"), "1495.60万元，23");
        assert_eq!(plain("一\n二\u{3000}三"), "一\n二三");
    }

    #[test]
    fn pairs_do_not_reach_over_punctuation_or_from_text_to_text() {
        assert_eq!(pairs("街道，办\n事处"), [('事', '处'), ('街', '道')]);
        assert_eq!(pairs("27.9"), [('2', '7')]);
        assert_eq!(pairs("人"), []);
    }

    #[test]
    fn figures_are_found_with_what_stands_beside_them_and_not_over_punctuation() {
        assert_eq!(figures("1887.11").len(), 4);
        assert_eq!(figures("第777街道").len(), 3);
        assert!(figures("45次，98%。12").is_empty());
        let all = figures("全年1887.11万元");
        assert!(figures("1887.11").iter().all(|one| all.contains(one)));
        assert!(all.iter().all(|one| *one < 1 << 14));
    }
}
