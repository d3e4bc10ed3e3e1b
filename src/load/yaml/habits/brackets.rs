//! Brackets that are not closed or hold full-width marks.

use super::Habit;
use super::line::{Line, in_quotes, without_comment};

/// A bracket that is opened and not closed, or full-width marks within it.
pub(super) fn bracket(text: &str, at: usize) -> Option<Habit> {
    let opener = text[at..].chars().next()?;
    let closer = match opener {
        '[' => ']',
        '{' => '}',
        _ => return None,
    };
    let line = Line::at(text, at);
    let inside = without_comment(&text[at..line.span.end]);
    let end = at + inside.len();
    match matching(inside) {
        Some(length) if length == inside.len() => {
            let find = |mark: char| inside.find(mark).map(|within| (within, mark));
            let (within, mark) = find('，').or_else(|| find('：'))?;
            let span = at + within..at + within + mark.len_utf8();
            let plain = if mark == '，' { ", " } else { ": " };
            let habit = Habit::new(
                span.clone(),
                format!("括号里的“{mark}”是全角的"),
                format!(
                    "改成半角的“{}”，后面空一格；若是内容里的，请给那一项加引号。",
                    plain.trim()
                ),
            );
            Some(habit.mended(span, plain))
        }
        Some(_) => None,
        None if text[line.span.end..].contains(closer) && inside.len() == 1 => None,
        None => {
            let habit = Habit::new(
                at..end,
                format!("括号没有成对：这里开了“{opener}”，没有“{closer}”"),
                format!(
                    "请在末尾补“{closer}”；若是内容里的括号，请给整段加引号：{}。",
                    in_quotes(inside)
                ),
            );
            Some(habit.mended(end..end, closer))
        }
    }
}

/// The length of the text to the bracket that closes the one it starts with.
fn matching(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, char) in text.char_indices() {
        match char {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(at + char.len_utf8());
        }
    }
    None
}
