//! A value in its one way of writing: on one line or on lines of its own.

use crate::load::yaml::outline::{Value, Writing};
use crate::scalar::{in_single_quotes, is_a_word_of_yaml, needs_escape, quoted};

/// A text that is no block text, on one line, between brackets or not.
pub(super) fn written(value: &Value, in_brackets: bool) -> String {
    let text = value.text().unwrap_or_default();
    match value.writing {
        Writing::Plain(_) if is_a_word_of_yaml(text) => text.to_owned(),
        _ if is_a_word_of_yaml(text) => in_single_quotes(text),
        _ => quoted(text, in_brackets),
    }
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
