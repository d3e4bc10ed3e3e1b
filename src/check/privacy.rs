//! Personal numbers and addresses in the published texts of a unit: what the rules
//! on privacy share.

use super::texts::{Kind, Text, Texts};
use crate::diagnostic::personal::PersonalKind;

/// A personal number or address in a published text.
pub struct Shown<'t> {
    /// The text.
    pub text: &'t Text<'t>,
    /// The number as it stands there: for its place only, never to be printed.
    pub words: &'t str,
    /// The number with its middle masked.
    pub masked: String,
}

/// Everything personal of one kind.
pub fn personal<'t>(texts: &'t Texts<'_>, kind: PersonalKind) -> impl Iterator<Item = Shown<'t>> {
    let found = texts
        .personal
        .iter()
        .filter(move |(_, one)| one.kind == kind);
    found.filter_map(move |(at, one)| {
        let text = texts.texts.get(*at)?;
        let words = text.words.get(one.span.clone())?;
        let shown = kind == PersonalKind::Email || !is_figure_or_code(text, words);
        shown.then(|| Shown {
            text,
            words,
            masked: one.masked(&text.words),
        })
    })
}

/// Whether the number is all of a target or an actual, or the code of a document.
fn is_figure_or_code(text: &Text<'_>, number: &str) -> bool {
    let is_code = text.key.ends_with(['号', '码'])
        && !["电话", "手机", "联系"]
            .iter()
            .any(|word| text.key.contains(word));
    match text.kind {
        Kind::Value => text.words == number,
        Kind::Catalogue => is_code,
        _ => false,
    }
}
