//! `{{ … }}` in a text: figures from the data, placed tables and charts.

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// `{{ path }}`.
    Figure(&'a str),
    /// `{{ 表 name }}`.
    Table(&'a str),
    /// `{{ 图 name }}`.
    Chart(&'a str),
    /// What looks like another template language, or full-width braces.
    Foreign(&'a str),
    /// A `{{` without its `}}`.
    Unclosed,
}

/// The parts of a text, in order.
pub fn split(text: &str) -> Vec<Placeholder<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((at, sign)) = next_sign(rest) {
        if at > 0 {
            parts.push(Placeholder::Text(&rest[..at]));
        }
        let after = &rest[at + sign.len()..];
        if sign != "{{" {
            parts.push(Placeholder::Foreign(sign));
            rest = after;
            continue;
        }
        let Some(end) = after.find("}}") else {
            // Nor is any other that follows.
            parts.push(Placeholder::Unclosed);
            rest = after;
            break;
        };
        let inside = after[..end].trim();
        parts.push(match inside.split_once(char::is_whitespace) {
            Some(("表", name)) => Placeholder::Table(name.trim()),
            Some(("图", name)) => Placeholder::Chart(name.trim()),
            _ => Placeholder::Figure(inside),
        });
        rest = &after[end + 2..];
    }
    if !rest.is_empty() {
        parts.push(Placeholder::Text(rest));
    }
    parts
}

/// The next sign that opens a placeholder or looks like one.
fn next_sign(text: &str) -> Option<(usize, &'static str)> {
    text.match_indices(['{', '｛']).find_map(|(at, _)| {
        let mut signs = ["{{", "{%", "｛｛"].into_iter();
        let sign = signs.find(|sign| text[at..].starts_with(sign))?;
        Some((at, sign))
    })
}
