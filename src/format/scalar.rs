//! A text as YAML writes it: without quotes where it can stand so, else in single
//! quotes, and in double ones only for what no other way can hold.

use crate::load::yaml::outline::{Value, Writing};
use crate::source::INVISIBLE;

/// A text that is no block text, on one line, between brackets or not.
pub(super) fn written(value: &Value, in_brackets: bool) -> String {
    let text = value.text().unwrap_or_default();
    match value.writing {
        Writing::Plain(_) if is_a_word_of_yaml(text) => text.to_owned(),
        _ if is_a_word_of_yaml(text) => in_single_quotes(text),
        _ => quoted(text, in_brackets),
    }
}

/// A text or a key, in quotes where it needs some.
pub(super) fn quoted(text: &str, in_brackets: bool) -> String {
    if text.contains(needs_escape) {
        in_double_quotes(text)
    } else if stands_plain(text, in_brackets) {
        text.to_owned()
    } else {
        in_single_quotes(text)
    }
}

fn in_single_quotes(text: &str) -> String {
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
fn needs_escape(char: char) -> bool {
    char.is_control()
        || INVISIBLE.contains(&char)
        || matches!(char, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether YAML takes the word without quotes for something else than a text.
fn is_a_word_of_yaml(text: &str) -> bool {
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

/// The mark and the lines of a text that stands on lines of its own; `None` where it
/// can do without or cannot stand so.
pub(super) fn block(value: &Value) -> Option<(&str, Vec<&str>)> {
    let text = value.text()?;
    // blank lines at the end would belong to it
    if text.ends_with("\n\n") || text.trim().is_empty() {
        return None;
    }
    match &value.writing {
        Writing::Folded(_, mark, lines) => Some((mark, lines.iter().map(String::as_str).collect())),
        Writing::Literal(_) => literal(text),
        _ if text.contains('\n') => literal(text),
        _ => None,
    }
}

fn literal(text: &str) -> Option<(&'static str, Vec<&str>)> {
    let body = text.strip_suffix('\n');
    let lines: Vec<&str> = body.unwrap_or(text).split('\n').collect();
    let first = lines.iter().find(|line| !line.trim().is_empty())?;
    let mut blank_before = lines.iter().take_while(|line| line.trim().is_empty());
    let holds = |char: char| char != '\n' && needs_escape(char);
    if blank_before.any(|line| !line.is_empty()) || text.contains(holds) {
        return None;
    }
    let mark = match (first.starts_with(' '), body.is_some()) {
        (false, true) => "|",
        (false, false) => "|-",
        (true, true) => "|2",
        (true, false) => "|2-",
    };
    Some((mark, lines))
}
