//! Which lines stand under 不公开, found without parsing, so that it holds for
//! files that cannot be parsed too.

use std::ops::Range;

/// The lines (from 0) of every section headed 不公开, its own line among them.
///
/// Generous on purpose: a line too many is only a line that is not shown.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.contains("不公开") {
        return found;
    }
    let mut open: Option<(usize, usize)> = None;
    let mut closer: Option<char> = None;
    let mut count = 0;
    for (number, line) in text.lines().enumerate() {
        count = number + 1;
        let body = line.trim_start();
        let indent = line.len() - body.len();
        if let Some((start, depth)) = open {
            let inside = closer.is_some()
                || body.is_empty()
                || indent > depth
                || indent == depth && body.starts_with(['-', '#', '}', ']']);
            if !inside {
                found.push(start..number);
                open = None;
            }
            closer = closer.filter(|closer| !line.trim_end().ends_with(*closer));
        }
        if open.is_none() && heads_private(body) {
            open = Some((number, indent));
            closer = left_open(body);
        }
    }
    if let Some((start, _)) = open {
        found.push(start..count);
    }
    found
}

/// Whether the line is the key 不公开, however its colon or quotes are written.
fn heads_private(body: &str) -> bool {
    let is_quote = |char: char| "\"'“”‘’".contains(char);
    body.trim_start_matches(|char: char| {
        is_quote(char) || char.is_whitespace() || "?{-".contains(char)
    })
    .strip_prefix("不公开")
    .map(|rest| rest.trim_start_matches(|char: char| is_quote(char) || char.is_whitespace()))
    .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '：']))
}

/// What closes a value that is opened on the key's line and runs on: such a
/// value may have lines that are not indented.
fn left_open(body: &str) -> Option<char> {
    let value = body.split_once([':', '：'])?.1.trim();
    let opener = value.chars().next()?;
    let closer = match opener {
        '{' => '}',
        '[' => ']',
        '"' | '\'' => opener,
        _ => return None,
    };
    (value.len() == 1 || !value.ends_with(closer)).then_some(closer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_ends_with_the_next_key() {
        let cases: [(&str, &[(usize, usize)]); 7] = [
            (
                "总分: 9\n不公开:\n  电话: 1\n\n  人: 甲\n备注: x\n",
                &[(1, 5)],
            ),
            ("不公开：\n  电话: 1\n", &[(0, 2)]),
            ("不公开 : {电话: 1}\n备注: x\n", &[(0, 1)]),
            ("\"不公开\":\n- 电话: 1\n备注: x\n", &[(0, 2)]),
            ("公开:\n  方式: 不公开\n", &[]),
            ("不公开: {电话: 1,\n人: 甲,\n  岁: 1}\n总分: 1\n", &[(0, 3)]),
            ("不公开:\n\t电话: 1\n总分: 1\n不公开: 2", &[(0, 2), (3, 4)]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = lines(text)
                .iter()
                .map(|lines| (lines.start, lines.end))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
