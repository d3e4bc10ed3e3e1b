//! Which row of an old list is which of a new one: the same rows first, then those
//! of one name, then those that are alike.

use super::values::leaves_of;
use crate::load::yaml::outline::Value;
use crate::sequence::{Step, steps};
use std::collections::BTreeSet;

/// How many rows are compared each with each.
const MOST: usize = 300;

/// Rows that are one and the same in two lists: old place and new place.
pub(super) struct Pairing {
    /// All of them, in the order of the new list.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Those that stand elsewhere among the others.
    pub(super) moved: Vec<(usize, usize)>,
}

/// A row's values, to compare it by.
type Leaves = Vec<(String, String)>;

/// Finds the rows that are the same.
pub(super) fn pair(old: &[&Value], new: &[&Value]) -> Pairing {
    let leaves = |rows: &[&Value]| -> Vec<Leaves> {
        let rows = rows.iter();
        rows.map(|row| {
            let mut leaves = Vec::new();
            leaves_of(Some(row), "", &mut leaves);
            leaves.sort();
            leaves
        })
        .collect()
    };
    let (old_leaves, new_leaves) = (leaves(old), leaves(new));
    let mut pairs: Vec<(usize, usize)> = steps(&old_leaves, &new_leaves)
        .into_iter()
        .filter_map(|step| match step {
            Step::Kept(from, to) => Some((from, to)),
            _ => None,
        })
        .collect();
    let names = |rows: &[&Value]| -> Vec<String> { rows.iter().map(|row| name(row)).collect() };
    let (old_names, new_names) = (names(old), names(new));
    let same_name = |from: usize, to: usize| {
        let name = old_names.get(from).filter(|name| !name.is_empty());
        name.is_some() && name == new_names.get(to)
    };
    let free = |pairs: &[(usize, usize)]| {
        let (old_taken, new_taken): (BTreeSet<usize>, BTreeSet<usize>) =
            pairs.iter().copied().unzip();
        let old = (0..old.len()).filter(|at| !old_taken.contains(at));
        let new = (0..new.len()).filter(|at| !new_taken.contains(at));
        (old.collect::<Vec<_>>(), new.collect::<Vec<_>>())
    };
    // of several rows of one name those that are most alike, and then the first
    let mut alike: Vec<(bool, usize, usize, usize)> = Vec::new();
    let (old_free, new_free) = free(&pairs);
    for &from in old_free.iter().take(MOST) {
        for &to in new_free.iter().take(MOST) {
            let (Some(one), Some(other)) = (old_leaves.get(from), new_leaves.get(to)) else {
                continue;
            };
            let likeness = likeness(one, other);
            let named = same_name(from, to);
            if named || likeness >= 50 {
                alike.push((!named, 100 - likeness, from, to));
            }
        }
    }
    alike.sort_unstable();
    let (mut old_taken, mut new_taken) = (BTreeSet::new(), BTreeSet::new());
    for (_, _, from, to) in alike {
        if !old_taken.contains(&from) && !new_taken.contains(&to) {
            old_taken.insert(from);
            new_taken.insert(to);
            pairs.push((from, to));
        }
    }
    pairs.sort_by_key(|(_, to)| *to);
    let by_new: Vec<usize> = pairs.iter().map(|(from, _)| *from).collect();
    let mut by_old = by_new.clone();
    by_old.sort_unstable();
    let moved = moved(&by_old, &by_new).into_iter();
    let moved = moved.filter_map(|(_, at)| pairs.get(at).copied()).collect();
    Pairing { pairs, moved }
}

/// The items of two lists of the same items that do not stand in one order: where in
/// the old, where in the new.
pub(super) fn moved<T: PartialEq>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let steps = steps(old, new);
    let from = |to: usize| {
        let item = new.get(to)?;
        old.iter().position(|other| other == item)
    };
    steps
        .into_iter()
        .filter_map(|step| match step {
            Step::New(to) => Some((from(to)?, to)),
            _ => None,
        })
        .collect()
}

/// How much of two rows is the same, in percent of the larger.
fn likeness(one: &Leaves, other: &Leaves) -> usize {
    let same = one
        .iter()
        .filter(|leaf| other.binary_search(leaf).is_ok())
        .count();
    let most = one.len().max(other.len());
    (same * 100).checked_div(most).unwrap_or(100)
}

/// What a row is called; empty where it has no name.
fn name(row: &Value) -> String {
    const NAMES: [&[&str]; 6] = [
        &["三级指标"],
        &["名称"],
        &["编号"],
        &["项目"],
        &["规则", "位置"],
        &["键"],
    ];
    let text = |key: &&str| row.entry(key).and_then(Value::text).unwrap_or_default();
    let mut names = NAMES.iter().map(|keys| {
        let words: Vec<&str> = keys.iter().map(text).collect();
        words.join(" ").trim().to_owned()
    });
    names.find(|name| !name.is_empty()).unwrap_or_default()
}

/// A row in words.
pub(super) fn words(list: &str, row: Option<&Value>, at: usize) -> String {
    let kind = match list {
        "绩效指标" => "指标",
        "年度目标" => "目标",
        "经费控制" => "项目",
        list => list,
    };
    match row.map(name).unwrap_or_default() {
        name if name.is_empty() => format!("{kind}第 {} 项", at + 1),
        name => format!("{kind}“{name}”"),
    }
}
