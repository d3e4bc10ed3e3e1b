//! Personal numbers and addresses in the published texts of a unit: what the rules
//! on privacy share.

use super::texts::{self, Kind, Text};
use crate::diagnostic::personal::{PersonalKind, find};
use crate::folder::UnitFolder;

/// A personal number or address in a published text.
pub struct Shown<'t> {
    /// The text.
    pub text: &'t Text<'t>,
    /// The number as it stands there: for its place only, never to be printed.
    pub words: &'t str,
    /// The number with its middle masked.
    pub masked: String,
}

/// Shows everything personal of one kind.
pub fn each_personal(unit: &UnitFolder, kind: PersonalKind, mut visit: impl FnMut(Shown<'_>)) {
    texts::each(unit, |text| {
        let found = find(text.words).into_iter();
        for one in found.filter(|one| one.kind == kind) {
            let words = &text.words[one.span.clone()];
            if kind == PersonalKind::Email || !is_figure_or_code(text, words) {
                let masked = one.masked(text.words);
                visit(Shown {
                    text,
                    words,
                    masked,
                });
            }
        }
    });
}

/// Whether the number is all of a target or an actual, or the code of a document.
fn is_figure_or_code(text: &Text<'_>, number: &str) -> bool {
    let key = text.key();
    let is_code = key.ends_with(['号', '码'])
        && !["电话", "手机", "联系"]
            .iter()
            .any(|word| key.contains(word));
    match text.kind {
        Kind::Value => text.words == number,
        Kind::Catalogue => is_code,
        _ => false,
    }
}
