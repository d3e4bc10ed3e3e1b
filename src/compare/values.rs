//! Two trees of data held against each other, value by value and row by row.

use super::rows::{self, Pairing};
use super::{Move, RowChange, ValueChange};
use crate::diagnostic::personal;
use crate::load::yaml::outline::{Entry, Value, Writing};
use crate::model::DataPath;
use std::collections::BTreeSet;

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) values: Vec<ValueChange>,
    pub(super) rows: Vec<RowChange>,
    /// Whether something under 不公开 is another.
    pub(super) private: bool,
}

/// A place in a tree: as a path, and in words.
#[derive(Clone, Default)]
struct Place {
    path: DataPath,
    words: String,
}

/// What is another between two files.
pub(super) fn changes(old: &Value, new: &Value) -> Found {
    let mut found = Found::default();
    let (mut old, mut new) = (entries(Some(old)), entries(Some(new)));
    let private = |entries: &mut Vec<&Entry>| {
        let at = entries.iter().position(|entry| entry.key == "不公开");
        let value = at.map(|at| &entries.remove(at).value);
        let mut leaves = Vec::new();
        leaves_of(value, "", &mut leaves);
        leaves
    };
    found.private = private(&mut old) != private(&mut new);
    found.maps(&old, &new, false, &Place::default());
    found
}

impl Found {
    /// Two maps. In one whose keys are the author's, their order counts.
    fn maps(&mut self, old: &[&Entry], new: &[&Entry], in_order: bool, place: &Place) {
        let gone = old
            .iter()
            .filter(|entry| value_of(new, &entry.key).is_none());
        let keys = new.iter().chain(gone).map(|entry| entry.key.as_str());
        let keys: Vec<&str> = keys.collect();
        for key in keys {
            let below = Place {
                path: place.path.clone().key(key),
                words: place.words.clone(),
            };
            self.value(key, value_of(old, key), value_of(new, key), &below);
        }
        if in_order {
            self.order(old, new, place);
        }
    }

    fn order(&mut self, old: &[&Entry], new: &[&Entry], place: &Place) {
        let both = |one: &[&Entry], other: &[&Entry]| -> Vec<String> {
            let shared = one
                .iter()
                .filter(|entry| value_of(other, &entry.key).is_some());
            shared.map(|entry| entry.key.clone()).collect()
        };
        let (before, after) = (both(old, new), both(new, old));
        for (from, to) in rows::moved(&before, &after) {
            let key = after.get(to).cloned().unwrap_or_default();
            self.rows.push(RowChange {
                path: place.path.clone().key(&*key).to_string(),
                name: shown(&format!("{}“{key}”", place.words)),
                what: Move::Moved {
                    from: from + 1,
                    to: to + 1,
                },
                values: Vec::new(),
            });
        }
    }

    fn value(&mut self, key: &str, old: Option<&Value>, new: Option<&Value>, place: &Place) {
        let is = |test: fn(&Value) -> bool| old.is_some_and(test) || new.is_some_and(test);
        let below = || Place {
            path: place.path.clone(),
            words: joined(&place.words, key),
        };
        if is(is_list_of_maps) {
            self.lists(key, &items(old), &items(new), place);
        } else if is(|value| matches!(value.writing, Writing::Map { .. })) {
            let of_author = |value: Option<&Value>| matches!(value, Some(Value { writing: Writing::Map { fields, .. }, .. }) if fields.is_empty());
            let in_order = of_author(old) && of_author(new);
            self.maps(&entries(old), &entries(new), in_order, &below());
        } else {
            self.leaf(key, old, new, place);
        }
    }

    fn leaf(&mut self, key: &str, old: Option<&Value>, new: Option<&Value>, place: &Place) {
        let (before, after) = (text(old), text(new));
        if before == after {
            return;
        }
        let is_figure = |value: Option<&Value>| {
            value.is_some_and(|value| matches!(value.writing, Writing::Figure(_)))
        };
        self.values.push(ValueChange {
            path: place.path.to_string(),
            place: shown(&place.words),
            key: key.to_owned(),
            figure: is_figure(old) || is_figure(new),
            old: before.map(|text| shown(&text)),
            new: after.map(|text| shown(&text)),
        });
    }

    fn lists(&mut self, key: &str, old: &[&Value], new: &[&Value], place: &Place) {
        let Pairing { pairs, moved } = rows::pair(old, new);
        let row_place = |rows: &[&Value], at: usize| {
            let row = rows.get(at).copied();
            Place {
                path: place.path.clone().index(at),
                words: joined(&place.words, &rows::words(key, row, at)),
            }
        };
        let (kept_old, kept_new): (BTreeSet<usize>, BTreeSet<usize>) =
            pairs.iter().copied().unzip();
        let mut row = |rows: &[&Value], at: usize, what: Move| {
            let here = row_place(rows, at);
            let mut values = Vec::new();
            if !matches!(what, Move::Moved { .. }) {
                leaves_of(rows.get(at).copied(), "", &mut values);
                for (_, text) in &mut values {
                    *text = shown(text);
                }
            }
            self.rows.push(RowChange {
                path: here.path.to_string(),
                name: shown(&here.words),
                what,
                values,
            });
        };
        for at in (0..old.len()).filter(|at| !kept_old.contains(at)) {
            row(old, at, Move::Removed);
        }
        for at in (0..new.len()).filter(|at| !kept_new.contains(at)) {
            row(new, at, Move::Added);
        }
        for (from, to) in moved {
            let what = Move::Moved {
                from: from + 1,
                to: to + 1,
            };
            row(new, to, what);
        }
        for (from, to) in pairs {
            let here = row_place(new, to);
            let (old, new) = (old.get(from).copied(), new.get(to).copied());
            self.maps(&entries(old), &entries(new), false, &here);
        }
    }
}

/// Words for a place and a part of it.
fn joined(above: &str, part: &str) -> String {
    match above {
        "" => part.to_owned(),
        above => format!("{above}的{part}"),
    }
}

/// A text as it may be shown.
fn shown(text: &str) -> String {
    personal::masked(text).into_owned()
}

fn entries(value: Option<&Value>) -> Vec<&Entry> {
    match value.map(|value| &value.writing) {
        Some(Writing::Map { entries, .. }) => entries.iter().collect(),
        _ => Vec::new(),
    }
}

fn items(value: Option<&Value>) -> Vec<&Value> {
    match value.map(|value| &value.writing) {
        Some(Writing::List(items, _)) => items.iter().collect(),
        _ => Vec::new(),
    }
}

fn value_of<'a>(entries: &[&'a Entry], key: &str) -> Option<&'a Value> {
    let entry = entries.iter().find(|entry| entry.key == key)?;
    Some(&entry.value)
}

fn is_list_of_maps(value: &Value) -> bool {
    let items = items(Some(value));
    items
        .iter()
        .any(|item| matches!(item.writing, Writing::Map { .. }))
}

/// The text of a value, of a list of texts all of them; `None` for a blank.
fn text(value: Option<&Value>) -> Option<String> {
    let value = value?;
    let text = match value.text() {
        Some(text) => text.to_owned(),
        None => {
            let items = items(Some(value));
            let texts = items
                .iter()
                .map(|item| text(Some(item)).unwrap_or_default());
            texts.collect::<Vec<_>>().join("、")
        }
    };
    (!text.is_empty()).then_some(text)
}

/// All values below one, with their keys.
pub(super) fn leaves_of(value: Option<&Value>, key: &str, into: &mut Vec<(String, String)>) {
    let Some(value) = value else { return };
    match &value.writing {
        Writing::Map { entries, .. } => {
            for entry in entries {
                leaves_of(Some(&entry.value), &joined(key, &entry.key), into);
            }
        }
        Writing::List(items, _) if is_list_of_maps(value) => {
            for (at, item) in items.iter().enumerate() {
                leaves_of(Some(item), &format!("{key}[{}]", at + 1), into);
            }
        }
        _ => into.extend(text(Some(value)).map(|text| (key.to_owned(), text))),
    }
}
