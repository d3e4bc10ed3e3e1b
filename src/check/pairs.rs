//! Which rows of an overall form and of a project form are one indicator.
//!
//! Names such as 完成及时率 or 社会效益 stand in many forms and prove nothing. So
//! tables are paired first, by the rows that no other table has: those of a goal
//! (or of the whole form) with those of a project. Only within such a pair is a
//! name taken to mean one thing.

use super::FileRef;
use crate::folder::YearFolder;
use crate::model::{DataPath, Indicator};
use std::collections::{BTreeMap, BTreeSet};

/// Rows alike in name and target, and in no other table, that make a pair of two
/// tables.
const TELLING_ROWS: usize = 3;

/// One indicator in two forms.
#[derive(Debug)]
pub struct Pair<'a> {
    /// In the overall form.
    pub overall: Seat<'a>,
    /// In the project's form.
    pub project: Seat<'a>,
}

/// A row with its place.
#[derive(Debug, Clone)]
pub struct Seat<'a> {
    /// The file.
    pub file: FileRef,
    /// The row's place in it.
    pub path: DataPath,
    /// The row.
    pub row: &'a Indicator,
    /// Whether its weight and score are its own and not a cell shared with
    /// another row.
    pub is_scored_alone: bool,
}

/// The rows of a goal, of a form without goal groups, or of a project.
struct Table<'a> {
    rows: Vec<Seat<'a>>,
}

/// Name and target, without spaces and in plain signs.
type Key = (String, String);

/// The indicators of a year that stand in its overall form and in a project form.
pub fn pairs(at: usize, year: &YearFolder) -> Vec<Pair<'_>> {
    if year.projects.is_empty() {
        return Vec::new();
    }
    let goals = overall_tables(at, year);
    let projects: Vec<Table<'_>> = year
        .projects
        .iter()
        .enumerate()
        .map(|(n, project)| Table {
            rows: seats(
                FileRef::Project(at, n),
                &DataPath::root(),
                &project.report.data.indicators,
            ),
        })
        .collect();
    if goals.is_empty() {
        return Vec::new();
    }
    let partners = partners(&goals, &projects);
    let mut pairs = Vec::new();
    for (project, goal) in partners.iter().enumerate() {
        let Some(goal) = *goal else { continue };
        // Where a goal has more than one project, or there are no goals, what is
        // said of a name that several projects have is said of all of them.
        let others = partners.iter().enumerate().filter(|(other, partner)| {
            *other != project && (**partner == Some(goal) || goals.len() == 1)
        });
        let shared: BTreeSet<String> = others
            .flat_map(|(other, _)| projects[other].names())
            .collect();
        pairs.extend(rows_in_common(&goals[goal], &projects[project], &shared));
    }
    pairs
}

fn overall_tables(at: usize, year: &YearFolder) -> Vec<Table<'_>> {
    let Some(document) = &year.report else {
        return Vec::new();
    };
    let file = FileRef::Report(at);
    let report = &document.data;
    let goals = report.goals.iter().enumerate().map(|(index, goal)| {
        let path = DataPath::root().key("年度目标").index(index);
        seats(file, &path, &goal.indicators)
    });
    std::iter::once(seats(file, &DataPath::root(), &report.indicators))
        .chain(goals)
        .filter(|rows| !rows.is_empty())
        .map(|rows| Table { rows })
        .collect()
}

fn seats<'a>(file: FileRef, above: &DataPath, rows: &'a [Indicator]) -> Vec<Seat<'a>> {
    let list = above.clone().key("绩效指标");
    let seats = rows.iter().enumerate().map(|(index, row)| {
        let next = rows.get(index + 1);
        Seat {
            file,
            path: list.clone().index(index),
            row,
            is_scored_alone: !row.merged_above && next.is_none_or(|next| !next.merged_above),
        }
    });
    seats
        .filter(|seat| !seat.row.name.trim().is_empty())
        .collect()
}

/// For each project the goal whose rows it has, where there is just one best.
fn partners(goals: &[Table<'_>], projects: &[Table<'_>]) -> Vec<Option<usize>> {
    let in_goals = tables_of_keys(goals);
    let in_projects = tables_of_keys(projects);
    let mut alike = vec![vec![0usize; goals.len()]; projects.len()];
    for (key, places) in &in_projects {
        if let ([project], Some([goal])) = (&places[..], in_goals.get(key).map(|list| &list[..])) {
            alike[*project][*goal] += 1;
        }
    }
    let partner = |(project, alike): (usize, &Vec<usize>)| {
        let most = alike.iter().copied().max()?;
        let mut best = alike
            .iter()
            .enumerate()
            .filter(|(_, count)| **count == most);
        let (goal, _) = best.next()?;
        let size = goals[goal].rows.len().min(projects[project].rows.len());
        let is_clear = best.next().is_none() && most >= TELLING_ROWS && most * 2 >= size;
        is_clear.then_some(goal)
    };
    alike.iter().enumerate().map(partner).collect()
}

/// In which tables each name and target stands, once for each time.
fn tables_of_keys(tables: &[Table<'_>]) -> BTreeMap<Key, Vec<usize>> {
    let mut places: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (at, table) in tables.iter().enumerate() {
        for seat in &table.rows {
            places.entry(key(seat.row)).or_default().push(at);
        }
    }
    places
}

fn rows_in_common<'a>(
    goal: &Table<'a>,
    project: &Table<'a>,
    shared: &BTreeSet<String>,
) -> Vec<Pair<'a>> {
    let by_name = [
        goal.only_by(|row| plain(&row.name)),
        project.only_by(|row| plain(&row.name)),
    ];
    let by_key = [goal.only_by(key), project.only_by(key)];
    let pair = |seat: &Seat<'a>| {
        let name = plain(&seat.row.name);
        if shared.contains(&name) {
            return None;
        }
        let of_name = by_name[0].get(&name).zip(by_name[1].get(&name));
        let key = key(seat.row);
        let (overall, project) =
            of_name.or_else(|| by_key[0].get(&key).zip(by_key[1].get(&key)))?;
        let are_alike = is_same_kind(overall.row, project.row);
        are_alike.then(|| Pair {
            overall: (*overall).clone(),
            project: (*project).clone(),
        })
    };
    project.rows.iter().filter_map(pair).collect()
}

impl<'a> Table<'a> {
    fn names(&self) -> impl Iterator<Item = String> {
        self.rows.iter().map(|seat| plain(&seat.row.name))
    }

    /// The rows that are the only one of their name, or of their name and target.
    fn only_by<K: Ord>(&self, key: impl Fn(&Indicator) -> K) -> BTreeMap<K, &Seat<'a>> {
        let mut rows: BTreeMap<K, Option<&Seat<'a>>> = BTreeMap::new();
        for seat in &self.rows {
            rows.entry(key(seat.row))
                .and_modify(|only| *only = None)
                .or_insert(Some(seat));
        }
        let rows = rows.into_iter();
        rows.filter_map(|(key, only)| Some((key, only?))).collect()
    }
}

/// Whether two rows of one name stand under the same kind, as far as both say so.
fn is_same_kind(one: &Indicator, other: &Indicator) -> bool {
    let kinds = [kind(one), kind(other)];
    kinds.iter().any(String::is_empty) || kinds[0] == kinds[1]
}

/// 二级指标 without its number: 数量 for 数量指标3. All headings about 满意度 are one.
fn kind(row: &Indicator) -> String {
    let kind = plain(&row.level2);
    if kind.contains("满意") {
        return "满意度".to_owned();
    }
    let kind = kind.trim_end_matches(|c: char| c.is_ascii_digit());
    kind.trim_end_matches("指标").to_owned()
}

fn key(row: &Indicator) -> Key {
    (plain(&row.name), plain(&row.target))
}

/// A text without spaces, with full-width signs as their plain ones.
pub fn plain(text: &str) -> String {
    let signs = text.chars().filter(|c| !c.is_whitespace());
    let signs = signs.map(|c| match c {
        // The full-width forms stand in the order of ASCII, U+FEE0 above it.
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        '═' => '=',
        '。' => '.',
        '、' => ',',
        _ => c,
    });
    signs.collect()
}
