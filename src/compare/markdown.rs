//! A comparison as the comment of a merge request.

use super::{Comparison, human};

/// Markdown: a heading a unit, a list a file. What comes from the content is escaped.
pub fn to_markdown(comparison: &Comparison) -> String {
    let mut text = String::new();
    for unit in &comparison.units {
        text.push_str(&format!("### {}\n\n", escaped(&human::heading(unit))));
        for file in &unit.files {
            let (title, path) = (escaped(&file.title), escaped(&file.path));
            text.push_str(&format!("- **{title}**（{path}）\n"));
            for line in human::lines(file) {
                text.push_str(&format!("  - {}\n", escaped(&line)));
            }
        }
        for (sign, told) in human::findings(unit) {
            let told = escaped(&human::finding(unit, told));
            text.push_str(&format!("- **{sign}**：{told}\n"));
        }
        text.push('\n');
    }
    if text.is_empty() {
        text.push_str("没有改动\n");
    }
    text
}

/// A text in which nothing is a mark, a tag, a link, a mention or a number of an issue.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '@' => escaped.push_str("&#64;"),
            ':' => escaped.push_str("&#58;"),
            '\n' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '+' | '-' | '!'
            | '|' | '~' | '$' => escaped.extend(['\\', char]),
            char => escaped.push(char),
        }
    }
    escaped
}
