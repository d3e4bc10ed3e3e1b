//! A text as YAML writes it on one line: without quotes where it can stand so, else in
//! single quotes, and in double ones only for what no other way can hold.

use crate::source::INVISIBLE;

/// A text on one line, in quotes where it would not read as itself without.
pub fn scalar(text: &str) -> String {
    if is_a_word_of_yaml(text) {
        in_single_quotes(text)
    } else {
        quoted(text, false)
    }
}

/// A text or a key, in quotes where it needs some.
pub fn quoted(text: &str, in_brackets: bool) -> String {
    if text.contains(needs_escape) {
        in_double_quotes(text)
    } else if stands_plain(text, in_brackets) {
        text.to_owned()
    } else {
        in_single_quotes(text)
    }
}

/// A text in single quotes, whatever stands in it.
pub fn in_single_quotes(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn in_double_quotes(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\n' => quoted.push_str("\\n"),
            char if needs_escape(char) => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(char)));
            }
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character is lost or refused where it stands as it is.
pub fn needs_escape(char: char) -> bool {
    char.is_control()
        || INVISIBLE.contains(&char)
        || matches!(char, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether YAML takes the word without quotes for something else than a text.
pub fn is_a_word_of_yaml(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n",
    ];
    WORDS.contains(&text.to_ascii_lowercase().as_str())
}

/// Whether a text reads as itself without quotes.
fn stands_plain(text: &str, in_brackets: bool) -> bool {
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else {
        return false;
    };
    let starts_well = match first {
        '-' => second.is_some_and(|second| second.is_ascii_digit()),
        _ => !"?:,[]{}#&*!|>'\"%@`".contains(first),
    };
    starts_well
        && text.trim() == text
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #")
        && !text.contains("\u{3000}#")
        && !(in_brackets && text.contains([',', '[', ']', '{', '}', ':', '"', '\'']))
}
