//! Texts out of narrow cells: words that a line's end has torn are made whole.

/// Without white space beside a Chinese letter or a mark: 综治治安巡 逻工作 is one
/// word. Between two Latin words or figures one space stays.
pub fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = true;
            continue;
        }
        let word = |c: char| c.is_ascii_alphanumeric();
        if gap && word(letter) && joined.chars().next_back().is_some_and(word) {
            joined.push(' ');
        }
        gap = false;
        joined.push(letter);
    }
    joined
}

/// A text of several lines, each without white space around it; blank lines go.
pub fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether it is a figure as forms print it: 4,591.73, 99.3%, 10分, in full-width
/// digits too.
pub fn is_figure(text: &str) -> bool {
    let text = narrow(text.trim());
    let bare = text.strip_suffix(['%', '分']).unwrap_or(&text).trim();
    bare.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
}

/// The letters of ASCII where their full-width forms stand.
pub fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(narrow).collect()
}
