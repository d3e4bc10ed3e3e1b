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
    /// What looks like another template language, or an unclosed `{{`.
    Foreign(&'a str),
}

/// The parts of a text, in order.
pub fn split(text: &str) -> Vec<Placeholder<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        if at > 0 {
            parts.push(Placeholder::Text(&rest[..at]));
        }
        let sign = &rest[at..at + 2];
        let closing = if sign == "{{" { "}}" } else { "%}" };
        let Some(end) = rest[at + 2..].find(closing) else {
            parts.push(Placeholder::Foreign(sign));
            rest = &rest[at + 2..];
            continue;
        };
        let inside = rest[at + 2..at + 2 + end].trim();
        parts.push(match inside.split_once(char::is_whitespace) {
            _ if sign == "{%" => Placeholder::Foreign("{%"),
            Some(("表", name)) => Placeholder::Table(name.trim()),
            Some(("图", name)) => Placeholder::Chart(name.trim()),
            _ => Placeholder::Figure(inside),
        });
        rest = &rest[at + 2 + end + 2..];
    }
    if !rest.is_empty() {
        parts.push(Placeholder::Text(rest));
    }
    parts
}
