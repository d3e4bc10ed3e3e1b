//! The tree → `T`, with every fault of shape in it: unknown and repeated keys,
//! wrong types, values that cannot be read. Each reading stops at its first
//! faulty value; that value is then passed over and the tree is read again.

mod failure;
mod values;

use super::habits::{self, Habit};
use super::scan::MAX_PROBLEMS;
use super::tree::{Entry, Kind, Node};
use super::{Problem, keys};
use crate::load::codes;
use crate::source::Span;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;
use values::At;

/// What came of reading a tree.
pub(super) struct Read<T> {
    /// The data without what was faulty.
    pub(super) data: Option<T>,
    pub(super) problems: Vec<Problem>,
    /// A habit of writing that must be mended in the text before anything else
    /// can be said.
    pub(super) habit: Option<Habit>,
}

/// Reads a tree that was made from `text`.
pub(super) fn read<T: DeserializeOwned>(text: &str, root: &Node) -> Read<T> {
    let findings = Findings {
        text,
        noted: None,
        problems: RefCell::default(),
        habit: RefCell::default(),
    };
    findings.repeated_keys(root, true);
    let mut data = None;
    while data.is_none() && findings.problems.borrow().len() < MAX_PROBLEMS {
        match T::deserialize(At {
            node: root,
            findings: &findings,
        }) {
            Ok(read) => data = Some(read),
            Err(failure) => {
                let whole = failure.span.is_none();
                let problem = failure.problem(root.span.clone());
                findings.problems.borrow_mut().push(problem);
                if whole || findings.habit.borrow().is_some() {
                    break;
                }
            }
        }
    }
    Read {
        data,
        problems: findings.problems.into_inner(),
        habit: findings.habit.into_inner(),
    }
}

/// What a reading tells of the tree it read.
#[derive(Default)]
pub(super) struct Noted {
    /// The scalars that were asked for as figures, in the order of the reading.
    pub(super) figures: Vec<Figure>,
    /// The keys of the struct that a map was read into, in their order, by the
    /// place where the map begins.
    pub(super) fields: BTreeMap<usize, &'static [&'static str]>,
}

/// A figure's place and text.
pub(super) type Figure = (Span, String);

/// What there is to note of a tree; `None` where it does not read as `T` without
/// a fault.
pub(super) fn noted<T: DeserializeOwned>(text: &str, root: &Node) -> Option<Noted> {
    let findings = Findings {
        text,
        noted: Some(RefCell::default()),
        problems: RefCell::default(),
        habit: RefCell::default(),
    };
    let read = T::deserialize(At {
        node: root,
        findings: &findings,
    });
    let noted = findings.noted.map(RefCell::into_inner)?;
    let faultless = read.is_ok() && findings.problems.borrow().is_empty();
    faultless.then_some(noted)
}

struct Findings<'a> {
    text: &'a str,
    /// What the reading tells, where anybody wants to know.
    noted: Option<RefCell<Noted>>,
    problems: RefCell<Vec<Problem>>,
    habit: RefCell<Option<Habit>>,
}

impl Findings<'_> {
    /// Reports keys that are written twice in one map, and passes over the later
    /// ones. What stands under 不公开 is not looked at.
    fn repeated_keys(&self, node: &Node, top: bool) {
        for item in node.items() {
            self.repeated_item(item);
            self.repeated_keys(item, false);
        }
        let Kind::Map(entries) = &node.kind else {
            return;
        };
        for (at, entry) in entries.iter().enumerate() {
            if entry.skip.get() {
                continue;
            }
            if let Some(first) = entries[..at].iter().find(|first| first.key == entry.key) {
                let mut problem = Problem::new(
                    codes::DUPLICATE_KEY,
                    entry.key_span.clone(),
                    format!("“{}”写了两次", entry.key),
                )
                .with_help("同一处一个栏目只能写一次，请留下正确的那一个。")
                .unquoted();
                problem.related = Some((first.key_span.clone(), "第一次写在这里"));
                self.problems.borrow_mut().push(problem);
                entry.skip.set(true);
            } else if !(top && entry.key == "不公开") {
                self.repeated_keys(&entry.value, false);
            }
        }
    }

    /// Reports an item of a list that goes on with the keys of the next item, whose
    /// dash was forgotten: once, and not for each key.
    fn repeated_item(&self, item: &Node) {
        let Kind::Map(entries) = &item.kind else {
            return;
        };
        let is_repeated = |at: usize| {
            let key = &entries[at].key;
            entries[..at].iter().any(|before| before.key == *key)
        };
        let mut repeated = (1..entries.len()).filter(|at| is_repeated(*at));
        let Some(start) = repeated
            .next()
            .filter(|start| repeated.next() == Some(start + 1))
        else {
            return;
        };
        let first = &entries[start];
        let problem = Problem::new(
            codes::DUPLICATE_KEY,
            first.key_span.clone(),
            format!("从“{}”起，各栏又写了一遍", first.key),
        )
        .with_help(format!(
            "若是列表的下一项，请在这一行的前面补“- ”，写作“- {}: …”；否则请删去重复的各栏。",
            first.key
        ));
        self.problems.borrow_mut().push(problem);
        for entry in &entries[start..] {
            entry.skip.set(true);
        }
    }

    /// Reports keys that a struct does not know, and passes over them.
    fn unknown_keys(&self, entries: &[Entry], fields: &[&'static str]) {
        for (at, entry) in entries.iter().enumerate() {
            if entry.skip.get() || fields.contains(&entry.key.as_str()) {
                continue;
            }
            if let Some(habit) = habits::in_key(self.text, &entry.key_span) {
                self.habit.borrow_mut().get_or_insert(habit);
            }
            let after_private = entries[..at].iter().rev().find(|before| !before.skip.get());
            let problem = if after_private
                .is_some_and(|before| before.key == "不公开" && before.value.is_blank())
            {
                let end = entries
                    .get(at + 1)
                    .map_or(self.text.len(), |next| next.key_span.start);
                let mut problem = Problem::new(
                    codes::UNKNOWN_KEY,
                    entry.key_span.clone(),
                    "“不公开”之下的内容没有缩进",
                )
                .with_help("“不公开”之下的每一行，前面都要有两个半角空格。")
                .unquoted();
                problem.private = Some(entry.key_span.start..end);
                problem
            } else {
                let written: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
                let unknown = keys::unknown_key(&entry.key, fields, &written);
                Problem::new(unknown.code, entry.key_span.clone(), unknown.message)
                    .with_help(unknown.help)
            };
            self.problems.borrow_mut().push(problem);
            entry.skip.set(true);
        }
    }
}
