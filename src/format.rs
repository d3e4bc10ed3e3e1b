//! The one way in which a file is written: the order of the keys, indents, quotes,
//! the signs of figures, blank lines. What a file says stays as it is, comments too.
//!
//! A YAML file is laid out anew from its [`Outline`], which knows its comments and
//! the writing of each value; the result is read again, and where it did not say
//! the same it is not used.

mod comments;
mod layout;
mod markdown;
mod scalar;

use crate::folder::Piece;
use crate::form::{Form, Library};
use crate::load::Outline;
use crate::load::narrative::{self, Beside};
use crate::model::Indicator;
use crate::source::Source;
use serde::de::DeserializeOwned;

/// A file's text in the one way; `None` for a file that does not read as a `T`
/// without a fault, and for one that cannot be laid out anew and say the same.
pub fn yaml<T: DeserializeOwned>(source: &Source, forms: &Library) -> Option<String> {
    let outline = Outline::of::<T>(source)?;
    let text = layout::lay_out(&source.text, &outline, &columns(&outline, forms));
    let again = Outline::of::<T>(&Source::new(source.path.clone(), text.clone()))?;
    outline.says_the_same(&again).then_some(text)
}

/// A narrative's text in the one way; `None` for one with a fault, and for one that
/// would read otherwise.
pub fn markdown(source: &Source, beside: &Beside<'_>) -> Option<String> {
    let page = |text: &str| -> Option<Vec<(String, Vec<Piece>)>> {
        let source = Source::new(source.path.clone(), text);
        let read = narrative::read(source, beside).ok()?;
        let opening = (String::new(), read.opening);
        let chapters = read.chapters.into_iter();
        let chapters = chapters.map(|chapter| (chapter.title, chapter.body));
        Some(
            std::iter::once(opening)
                .chain(chapters)
                .map(unplaced)
                .collect(),
        )
    };
    let text = markdown::lay_out(&source.text);
    (page(&source.text)? == page(&text)?).then_some(text)
}

/// A chapter without the places at which its pieces stand in the text.
fn unplaced((title, mut body): (String, Vec<Piece>)) -> (String, Vec<Piece>) {
    for piece in &mut body {
        match piece {
            Piece::Table(_, span) | Piece::Chart(_, span) => *span = 0..0,
            Piece::Html(_) => {}
        }
    }
    (title, body)
}

/// The keys of an indicator row as they stand in the form that the file is filled
/// on, with those that it has no column for after the key that they follow elsewhere.
fn columns(outline: &Outline, forms: &Library) -> Vec<String> {
    let form = outline.root.entry("表式").and_then(|value| value.text());
    let form = form.and_then(|id| forms.get(id));
    let columns = form
        .iter()
        .flat_map(|form: &std::sync::Arc<Form>| form.columns());
    let mut keys: Vec<String> = columns
        .flat_map(|column| column.key.split('+').map(str::to_owned))
        .collect();
    for (at, key) in Indicator::KEYS.iter().enumerate() {
        if keys.iter().any(|known| known == key) {
            continue;
        }
        let before = at
            .checked_sub(1)
            .and_then(|before| Indicator::KEYS.get(before));
        let after = before.and_then(|before| keys.iter().position(|known| known == before));
        keys.insert(after.map_or(0, |after| after + 1), (*key).to_owned());
    }
    keys
}

#[cfg(test)]
mod tests;
