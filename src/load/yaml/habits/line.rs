//! One line of a text with the text around it.

use super::super::scan;
use crate::source::Span;

/// One line.
pub(super) struct Line<'t> {
    pub(super) whole: &'t str,
    pub(super) span: Span,
}

impl<'t> Line<'t> {
    pub(super) fn at(whole: &'t str, offset: usize) -> Self {
        let mut offset = offset.min(whole.len());
        while !whole.is_char_boundary(offset) {
            offset -= 1;
        }
        let start = whole[..offset].rfind('\n').map_or(0, |at| at + 1);
        let end = whole[start..]
            .find('\n')
            .map_or(whole.len(), |at| start + at);
        Self {
            whole,
            span: start..end,
        }
    }

    /// The nearest line before `start` that says something.
    pub(super) fn before(whole: &'t str, start: usize) -> Option<Self> {
        let mut end = start;
        while end > 0 {
            let line = Self::at(whole, end - 1);
            let body = line.text().trim_start();
            if !body.is_empty() && !body.starts_with('#') {
                return Some(line);
            }
            end = line.span.start;
        }
        None
    }

    pub(super) fn text(&self) -> &'t str {
        &self.whole[self.span.clone()]
    }

    pub(super) fn indent(&self) -> usize {
        self.text().len() - self.text().trim_start().len()
    }

    /// The text after the indentation and the dashes of list items.
    pub(super) fn body(&self) -> (usize, &'t str) {
        let mut body = self.text().trim_start();
        while let Some(rest) = body.strip_prefix("- ") {
            body = rest.trim_start();
        }
        (self.span.end - body.len(), body)
    }

    /// The key and the value, each with its offset, where a colon parts them.
    pub(super) fn pair(&self) -> Option<(&'t str, usize, &'t str)> {
        let (start, body) = self.body();
        if body.starts_with(['{', '[']) {
            return None;
        }
        let colon = match body.chars().next()? {
            quote @ ('"' | '\'') => {
                let end = scan::quoted_end(body, quote)?;
                body[end..].starts_with(':').then_some(end)?
            }
            _ => separator(body)?,
        };
        let value = body[colon + 1..].trim_start();
        let value_start = start + body.len() - value.len();
        Some((
            body[..colon].trim_end(),
            value_start,
            without_comment(value),
        ))
    }

    /// Whether the line may only run on the text of the one before.
    pub(super) fn continues(&self) -> bool {
        let Some(before) = Self::before(self.whole, self.span.start) else {
            return false;
        };
        let (start, _) = before.body();
        let indent = self.text().len() - self.text().trim_start().len();
        before.pair().is_some_and(|(_, _, value)| !value.is_empty())
            && indent > start - before.span.start
    }
}

/// The colon that parts a key from its value: followed by a space or the end.
pub(super) fn separator(body: &str) -> Option<usize> {
    body.match_indices(':')
        .map(|(at, _)| at)
        .find(|at| {
            body[at + 1..]
                .chars()
                .next()
                .is_none_or(|next| " \t".contains(next))
        })
        .filter(|at| body.find(" #").is_none_or(|comment| comment > *at))
}

pub(in crate::load::yaml) fn without_comment(value: &str) -> &str {
    let end = value.find(" #").unwrap_or(value.len());
    value[..end].trim_end()
}

/// The value as it can be written, shown to the author.
pub(in crate::load::yaml) fn in_quotes(value: &str) -> String {
    if value.contains('"') || value.contains('\\') {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    }
}
