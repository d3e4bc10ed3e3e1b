//! What may be written at a place: keys that are not there yet, and words of a choice.
//!
//! While somebody types, a file is seldom right. So the line is put right for him, with
//! a mark in place of what he types, and the mark's place is asked for.

use super::documents::{Asked, Documents};
use crate::load::Places;
use crate::model::{DataPath, Segment};
use crate::scalar::scalar;
use crate::schema::{self, Said};
use crate::source::{Source, Span};
use gen_lsp_types::{CompletionItem, CompletionItemKind, CompletionParams, Range, TextEdit};

/// What no author writes.
const MARK: &str = "\u{E000}";

/// The answer to a question about a place.
pub fn answer(documents: &Documents, params: &CompletionParams) -> Vec<CompletionItem> {
    let asked = documents.asked(&params.text_document_position_params);
    asked.and_then(|asked| offered(&asked)).unwrap_or_default()
}

fn offered(asked: &Asked<'_>) -> Option<Vec<CompletionItem>> {
    let schema = asked.draft.schema_of(&asked.source.path)?;
    let typing = Typing::at(&asked.source, asked.offset)?;
    let marked = Source::new("", typing.marked(&asked.source));
    let places = Places::of(&marked);
    let spot = places.at(typing.start + typing.before.len())?;
    let form = places.text(&"表式".into()).unwrap_or_default();
    let said = |path: &DataPath| schema::said(&schema, form, path);
    let range = asked.lines.span(&asked.source, typing.replaced.clone());
    let item = |at: usize, label: String, meaning: String, kind, text: String| {
        offer(at, label, meaning, kind, text, range)
    };
    if typing.is_value {
        spot.value.filter(|value| value.trim() == MARK)?;
        let words = said(&spot.path).words.into_iter().enumerate();
        let items = words.map(|(at, (word, meaning))| {
            let text = format!("{}{}", typing.before, as_written(&word));
            item(at, word, meaning, CompletionItemKind::EnumMember, text)
        });
        return Some(items.collect());
    }
    let Some((Segment::Key(key), above)) = spot.path.0.split_last() else {
        return None;
    };
    if key != MARK || spot.value.is_some() {
        return None;
    }
    let above = DataPath(above.to_vec());
    let written = places.keys(&above);
    let Said { keys, words, .. } = said(&above);
    let keys = keys.into_iter().enumerate();
    let missing = keys.filter(|(_, (key, _))| !written.contains(&key.as_str()));
    let items = missing.map(|(at, (key, meaning))| {
        let below = said(&above.clone().key(&key));
        let first = said(&above.clone().key(&key).index(0));
        let holds_more = !below.keys.is_empty() || !first.keys.is_empty();
        let colon = match () {
            () if typing.has_colon => "",
            () if holds_more => ":",
            () => ": ",
        };
        let text = format!("{key}{colon}");
        item(at, key, meaning, CompletionItemKind::Property, text)
    });
    // an item of a list may be a word alone
    let is_item = typing.is_item && written == [MARK] && !typing.has_colon;
    let words = words.into_iter().enumerate().filter(|_| is_item);
    let words = words.map(|(at, (word, meaning))| {
        let text = as_written(&word);
        item(at, word, meaning, CompletionItemKind::EnumMember, text)
    });
    Some(items.chain(words).collect())
}

fn as_written(word: &str) -> String {
    match word {
        "true" => word.to_owned(),
        _ => scalar(word),
    }
}

fn offer(
    at: usize,
    label: String,
    meaning: String,
    kind: CompletionItemKind,
    new_text: String,
    range: Range,
) -> CompletionItem {
    CompletionItem {
        kind: Some(kind),
        detail: Some(meaning).filter(|meaning| !meaning.is_empty()),
        // in the order of the paper form
        sort_text: Some(format!("{at:03}")),
        filter_text: Some(new_text.trim().to_owned()),
        text_edit: Some(TextEdit { range, new_text }.into()),
        label,
        ..CompletionItem::default()
    }
}

/// What is being typed.
struct Typing {
    /// Where the word begins that is being typed.
    start: usize,
    /// What an answer replaces.
    replaced: Span,
    /// What must stand before the word and does not.
    before: &'static str,
    /// Whether it is a value, and not a key.
    is_value: bool,
    /// Whether it is the first word of an item of a list.
    is_item: bool,
    /// Whether a key's colon follows already.
    has_colon: bool,
}

impl Typing {
    fn at(source: &Source, offset: usize) -> Option<Self> {
        let line = source.line_span(offset);
        let text = source.text.get(line.start..offset)?;
        let after = source.text.get(offset..line.end)?;
        let mut body = text.trim_start_matches(' ');
        let mut is_item = false;
        while let Some(item) = body.strip_prefix("- ") {
            body = item.trim_start_matches(' ');
            is_item = true;
        }
        if body.starts_with(['#', '"', '\'', '|', '>', '{', '[']) || body.contains(" #") {
            return None;
        }
        let (is_value, word, before) = match body.find(": ") {
            Some(colon) => (true, body[colon + 2..].trim_start_matches(' '), ""),
            None if body.ends_with(':') => (true, "", " "),
            None => (false, body, ""),
        };
        if word.starts_with(['"', '\'', '|', '>', '{', '[']) {
            return None;
        }
        let rest = match after.find([':', '#']) {
            Some(end) => after[..end].trim_end(),
            None => after.trim_end(),
        };
        Some(Self {
            start: offset - word.len(),
            replaced: offset - word.len()..offset + rest.len(),
            before,
            is_value,
            is_item: is_item && !is_value,
            has_colon: !is_value && after[rest.len()..].trim_start().starts_with(':'),
        })
    }

    /// The text with the mark on its line, which is then right.
    fn marked(&self, source: &Source) -> String {
        let end = source.line_span(self.start).end;
        let colon = if self.is_value { "" } else { ":" };
        let (above, below) = (&source.text[..self.start], &source.text[end..]);
        format!("{above}{}{MARK}{colon}{below}", self.before)
    }
}
