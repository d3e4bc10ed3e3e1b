//! What the weights of rows must add up to: the weight of their level-1 heading,
//! of their goal's group, and the form's full marks.

use super::FiledReport;
use super::marks::{Mark, Marked, goal_name, is_group, marks};
use crate::model::letters::trim;
use crate::model::{Amount, DataPath, Items};
use std::borrow::Cow;

/// The weights under one level-1 heading, declared and summed.
#[derive(Debug, Clone)]
pub struct Level1<'a> {
    /// 一级指标.
    pub name: String,
    /// Where the weight is declared; `None` where it is fixed by the form.
    pub declared_at: Option<DataPath>,
    /// The declared or fixed weight.
    pub weight: Amount,
    /// The rows under the heading.
    pub rows: Vec<&'a Mark<'a>>,
}

/// One table of rows: the report's own, or that of a goal's group.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// The goal's place; the root for the report's own table.
    pub path: DataPath,
    /// What a message calls the goal.
    pub name: String,
    /// The weight of the goal's group, where it is declared.
    pub weight: Option<Amount>,
    /// Its rows that have a weight.
    pub rows: Vec<&'a Mark<'a>>,
    /// Its level-1 headings that have a weight.
    pub level1: Vec<Level1<'a>>,
}

/// How a sum of weights stands to what it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightSum {
    /// They add up.
    Right,
    /// They would add up, were no row scored over its weight, which has a
    /// finding of its own.
    RightButForScores,
    /// They do not: this is their sum.
    Wrong(Amount),
}

/// Holds the weights of marks against their sum; `None` without weights.
pub fn hold(rows: &[&Mark<'_>], weight: Amount) -> Option<WeightSum> {
    let sum = sum(rows)?;
    if sum == weight {
        return Some(WeightSum::Right);
    }
    let raised = Amount::sum(rows.iter().filter_map(|row| row.weight_for_score()))?;
    Some(if raised == weight {
        WeightSum::RightButForScores
    } else {
        WeightSum::Wrong(sum)
    })
}

fn sum(rows: &[&Mark<'_>]) -> Option<Amount> {
    let weights: Vec<Amount> = rows.iter().filter_map(|row| row.weight).collect();
    (!weights.is_empty()).then(|| Amount::sum(weights))?
}

/// The tables of a report that have weights.
pub fn tables<'a>(filed: &FiledReport<'a>) -> &'a [Table<'a>] {
    filed.readings.tables.get_or_init(|| find(filed))
}

fn find<'a>(filed: &FiledReport<'a>) -> Vec<Table<'a>> {
    let all = marks(filed);
    let mut tables = vec![table(filed, DataPath::root(), None, all)];
    for (index, goal) in filed.report.goals.iter().enumerate() {
        if is_group(filed, goal) {
            let path = DataPath::root().key("年度目标").index(index);
            tables.push(table(filed, path, Some(index), all));
        }
    }
    tables.retain(|table| !table.rows.is_empty());
    tables
}

fn table<'a>(
    filed: &FiledReport<'a>,
    path: DataPath,
    goal: Option<usize>,
    marks: &'a [Mark<'a>],
) -> Table<'a> {
    let list = path.clone().key("绩效指标");
    let mut heading = Cow::default();
    let mut rows: Vec<(Cow<'a, str>, &'a Mark<'a>)> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.path.0.starts_with(&list.0)) {
        if let Marked::Row([row, ..]) = mark.of
            && !trim(&row.level1).is_empty()
        {
            heading = plain(&row.level1);
        }
        if mark.weight.is_some() {
            rows.push((heading.clone(), mark));
        }
    }
    let goal = goal.map(|index| &filed.report.goals[index]);
    let declared = goal.map_or(&filed.report.level1_weights, |goal| &goal.level1_weights);
    let headings = if declared.is_empty() && goal.is_none() {
        fixed_by_form(filed)
    } else {
        declared_at(&path, declared)
    };
    let level1 = headings.map_rows(&rows);
    Table {
        path,
        name: goal.map_or_else(String::new, goal_name),
        weight: goal.and_then(|goal| goal.weight),
        rows: rows.into_iter().map(|(_, mark)| mark).collect(),
        level1,
    }
}

/// Headings with a weight, and where it is declared.
struct Headings(Vec<(String, Option<DataPath>, Amount)>);

fn declared_at(path: &DataPath, weights: &Items) -> Headings {
    let place = path.clone().key("一级指标分值");
    let weights = weights.iter().filter_map(|(name, weight)| {
        let place = Some(place.clone().key(name));
        Some((name.trim().to_owned(), place, (*weight)?))
    });
    Headings(weights.collect())
}

fn fixed_by_form(filed: &FiledReport<'_>) -> Headings {
    let level1 = filed.form.level1.iter().flatten();
    let fixed = level1.filter_map(|level| Some((level.name.clone(), None, level.weight?)));
    Headings(fixed.collect())
}

impl Headings {
    /// With the rows under each. A heading of the form that the report does not
    /// use is left out; so is one for the execution rate, which has no rows where
    /// it stands in the funds block.
    fn map_rows<'a>(self, rows: &[(Cow<'a, str>, &'a Mark<'a>)]) -> Vec<Level1<'a>> {
        let headings = self.0.into_iter().map(|(name, declared_at, weight)| {
            let plain = plain(&name);
            let under = rows.iter().filter(|(heading, _)| *heading == plain);
            Level1 {
                rows: under.map(|(_, mark)| *mark).collect(),
                name,
                declared_at,
                weight,
            }
        });
        headings
            .filter(|level| {
                let is_declared = level.declared_at.is_some() && !level.name.contains("执行");
                is_declared || !level.rows.is_empty()
            })
            .collect()
    }
}

/// A heading without spaces and without the weight printed behind it:
/// `产出指标` for `产出指标（50分）`.
fn plain(heading: &str) -> Cow<'_, str> {
    let words = heading.split(['（', '(']).next().unwrap_or_default();
    let words = trim(words);
    if words.contains(char::is_whitespace) {
        words.split_whitespace().collect()
    } else {
        Cow::Borrowed(words)
    }
}

impl Table<'_> {
    /// The sum of its rows' weights, with the declared weight of each level-1
    /// heading instead of its rows'.
    pub fn weight_by_level1(&self) -> Option<Amount> {
        let of_heading = |mark: &&&Mark<'_>| {
            let mut headed = self.level1.iter().flat_map(|level| &level.rows);
            headed.any(|row| row.path == mark.path)
        };
        let rest = self.rows.iter().filter(|mark| !of_heading(mark));
        let levels = self.level1.iter().map(|level| level.weight);
        Amount::sum(levels.chain(rest.filter_map(|mark| mark.weight)))
    }
}

/// The sums of weights that have a finding, each with its marks and by how much it
/// is above what it must be: of level-1 headings, of goals, or else of all.
pub fn wrong_sums<'a>(filed: &FiledReport<'a>) -> Vec<(Vec<&'a Mark<'a>>, Amount)> {
    let mut wrong = Vec::new();
    let mut add = |rows: &[&'a Mark<'a>], weight: Amount| {
        if let Some(WeightSum::Wrong(sum)) = hold(rows, weight)
            && let Some(excess) = sum.checked_sub(weight)
        {
            wrong.push((rows.to_vec(), excess));
        }
    };
    for table in tables(filed) {
        for level in &table.level1 {
            if !may_be_shared_otherwise(filed, level) {
                add(&level.rows, level.weight);
            }
        }
        if let Some(weight) = table.weight
            && table.weight_by_level1() != Some(weight)
        {
            add(&table.rows, weight);
        }
    }
    if let (Some(full), Some(marks)) = (filed.form.full_marks, all_weights(filed))
        && declared_sum(filed) != Some(full)
    {
        add(&marks, full);
    }
    wrong
}

/// Whether the weight of the heading is only the form's, and the weights of the
/// report are shared out otherwise: they add up to full marks, or do not add up
/// with the form's either, which has a finding of its own.
pub fn may_be_shared_otherwise(filed: &FiledReport<'_>, level: &Level1<'_>) -> bool {
    let Some(full) = filed
        .form
        .full_marks
        .filter(|_| level.declared_at.is_none())
    else {
        return false;
    };
    let is_full = || hold(&all_weights(filed)?, full).map(|sum| sum == WeightSum::Right);
    is_full() == Some(true) || declared_sum(filed) != Some(full)
}

/// All weights of a report: of the execution rate, of scored goals and of rows.
/// `None` where no row has a weight.
pub fn all_weights<'a>(filed: &FiledReport<'a>) -> Option<Vec<&'a Mark<'a>>> {
    let weighed = marks(filed).iter().filter(|mark| mark.weight.is_some());
    let has_rows = weighed
        .clone()
        .any(|mark| matches!(mark.of, Marked::Row(_)));
    has_rows.then(|| weighed.collect())
}

/// The sum of all weights, with the declared weight of each group and level-1
/// heading instead of its rows'.
pub fn declared_sum(filed: &FiledReport<'_>) -> Option<Amount> {
    let marks = all_weights(filed)?;
    let others = marks
        .iter()
        .filter(|mark| !matches!(mark.of, Marked::Row(_)));
    let tables = tables(filed);
    let of_tables: Option<Vec<Amount>> = tables
        .iter()
        .map(|table| table.weight.or_else(|| table.weight_by_level1()))
        .collect();
    let others = others.filter_map(|mark| mark.weight);
    Amount::sum(others.chain(of_tables?))
}
