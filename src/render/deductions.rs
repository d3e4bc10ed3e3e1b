//! 扣分一览: where points were lost, and why.

use super::cells;
use super::notes::anchor;
use crate::form::Form;
use crate::model::{Amount, DataPath, Goal, Report, Segment};
use crate::stored::stored;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Points lost in one row of a form, in 分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deduction {
    /// The row: the indicator's name, 预算执行率, or the goal's number.
    pub name: String,
    /// What it belongs to: the goal, where there are several, and the 一级指标;
    /// empty where it is under none.
    pub level: String,
    /// What it is counted under across reports: the 一级指标, 预算执行率 or 年度目标.
    #[serde(skip)]
    pub heading: String,
    /// The 二级指标 that it is under, without what numbers it; may be empty.
    #[serde(skip)]
    pub kind: String,
    /// 分值.
    pub weight: Amount,
    /// 得分.
    pub score: Amount,
    /// The points lost, more than zero.
    pub lost: Amount,
    /// 偏差原因; empty where the row gives none.
    pub reason: String,
    /// 改进措施; empty where the row gives none.
    pub measure: String,
    /// The address of the row on the page of the form.
    pub anchor: String,
    /// The row in the data.
    #[serde(skip)]
    pub path: DataPath,
    /// The numbers of the notes of the checks about it; for the template finished HTML.
    #[serde(serialize_with = "cells::print_notes")]
    pub notes: Vec<usize>,
}

/// All rows that lost points, most points first, then as the form has them.
pub fn deductions(report: &Report, form: &Form) -> Vec<Deduction> {
    let mut found = Vec::new();
    found.extend(execution(report, form));
    found.extend(goals(report, form));
    found.extend(rows(report));
    // stable: equal losses stay in the form's order
    found.sort_by_key(|deduction| Reverse(deduction.lost));
    found
}

/// What the execution rate lost.
fn execution(report: &Report, form: &Form) -> Option<Deduction> {
    let form_weight = form.funds.as_ref().and_then(|funds| funds.weight);
    let (weight, score, lost) = lost(
        report.execution_weight(form_weight),
        report.execution_score_or_computed(form_weight),
    )?;
    Some(Deduction {
        name: "预算执行率".to_owned(),
        level: String::new(),
        heading: "预算执行率".to_owned(),
        kind: String::new(),
        weight,
        score,
        lost,
        reason: report.funds.as_ref()?.reason.trim().to_owned(),
        measure: String::new(),
        anchor: anchor(&"预算执行".into()),
        path: "预算执行".into(),
        notes: Vec::new(),
    })
}

/// What the goals themselves lost, on forms that score them.
fn goals(report: &Report, form: &Form) -> Vec<Deduction> {
    let layout = form.goals.as_ref();
    let title = layout.map_or("", |layout| layout.title.as_str());
    let title = if title.is_empty() {
        "年度目标"
    } else {
        title
    };
    let weight = layout.and_then(|layout| layout.weight);
    let deduction = |(at, goal): (usize, &Goal)| {
        let (weight, score, lost) = lost(goal.weight.or(weight), goal.score)?;
        let name = match (goal.number.as_str(), report.goals.len()) {
            ("", 1) => title.to_owned(),
            ("", _) => format!("{title}{}", at + 1),
            (number, _) => number.to_owned(),
        };
        Some(Deduction {
            name,
            level: String::new(),
            heading: "年度目标".to_owned(),
            kind: String::new(),
            weight,
            score,
            lost,
            reason: String::new(),
            measure: String::new(),
            anchor: anchor(&DataPath::from("年度目标").index(at)),
            // the rows below a goal lose points of their own
            path: DataPath::from("年度目标").index(at).key("得分"),
            notes: Vec::new(),
        })
    };
    report
        .goals
        .iter()
        .enumerate()
        .filter_map(deduction)
        .collect()
}

/// What the indicator rows lost. Rows under 其中 and those joined to the row above
/// repeat what stands there.
fn rows(report: &Report) -> Vec<Deduction> {
    let mut found = Vec::new();
    let (mut level, mut kind) = ("", "");
    let mut above = Vec::new();
    for (path, row) in report.rows() {
        let list = &path.0[..path.0.len().saturating_sub(1)];
        if *list != above[..] {
            // a blank heading is that of the row above, but of the same goal
            (above, level, kind) = (list.to_vec(), "", "");
        }
        if !row.level1.trim().is_empty() {
            (level, kind) = (row.level1.trim(), "");
        }
        if !row.level2.trim().is_empty() {
            kind = unnumbered(&row.level2);
        }
        let figures = lost(row.weight, row.score).filter(|_| !row.merged_above);
        if let Some((weight, score, lost)) = figures {
            found.push(Deduction {
                name: row.name.trim().to_owned(),
                level: belongs_to(report, &path, level),
                heading: match level {
                    "" => "未分一级指标".to_owned(),
                    level => level.to_owned(),
                },
                kind: kind.to_owned(),
                weight,
                score,
                lost,
                reason: row.reason.trim().to_owned(),
                measure: row.measure.trim().to_owned(),
                anchor: anchor(&path),
                path: path.clone(),
                notes: Vec::new(),
            });
        }
    }
    found
}

/// `数量指标` of `数量指标1（0.5分）`: rows of one kind may be numbered or weighed in
/// their heading.
fn unnumbered(heading: &str) -> &str {
    let number = |letter: char| letter.is_ascii_digit() || "（(".contains(letter);
    let plain = heading.split(number).next().unwrap_or_default().trim();
    if plain.is_empty() {
        heading.trim()
    } else {
        plain
    }
}

/// `年度目标6 · 产出指标`: rows of different goals often bear the same name.
fn belongs_to(report: &Report, path: &DataPath, level1: &str) -> String {
    let goal = match path.0.as_slice() {
        [Segment::Key(list), Segment::Index(at), ..] if list == "年度目标" => {
            report.goals.get(*at).filter(|_| report.goals.len() > 1)
        }
        _ => None,
    };
    let goal = goal.map_or("", |goal| goal.number.trim());
    match (goal, level1) {
        ("", level) | (level, "") => level.to_owned(),
        (goal, level) => format!("{goal} · {level}"),
    }
}

/// Points lost under one pair of headings of a form, in 分.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostUnder {
    /// The 一级指标, 预算执行率 or 年度目标.
    pub heading: String,
    /// The 二级指标, without what numbers it; may be empty.
    pub kind: String,
    /// The points.
    pub lost: Amount,
    /// How many rows lost them.
    pub rows: usize,
}

stored!(LostUnder {
    heading,
    kind,
    lost,
    rows
});

/// The points lost under each pair of headings, by heading and kind. What is too large to be added is
/// left out.
pub fn lost_by_heading(deductions: &[Deduction]) -> Vec<LostUnder> {
    let mut found: BTreeMap<(&str, &str), (Amount, usize)> = BTreeMap::new();
    for deduction in deductions {
        let headings = (deduction.heading.as_str(), deduction.kind.as_str());
        let (lost, rows) = found.entry(headings).or_default();
        *lost = lost.checked_add(deduction.lost).unwrap_or(*lost);
        *rows += 1;
    }
    let found = found.into_iter();
    found
        .map(|((heading, kind), (lost, rows))| LostUnder {
            heading: heading.to_owned(),
            kind: kind.to_owned(),
            lost,
            rows,
        })
        .collect()
}

/// Weight, score and their difference, where points were lost.
fn lost(weight: Option<Amount>, score: Option<Amount>) -> Option<(Amount, Amount, Amount)> {
    let (weight, score) = (weight?, score?);
    let lost = weight.checked_sub(score)?;
    (lost > Amount::ZERO).then_some((weight, score, lost))
}

#[cfg(test)]
mod tests {
    use super::unnumbered;

    #[test]
    fn a_kind_is_told_without_its_number_and_weight() {
        for (heading, kind) in [
            ("数量指标1（0.5分）", "数量指标"),
            ("数量指标 (2分)", "数量指标"),
            ("质量指标", "质量指标"),
            ("（20分）", "（20分）"),
        ] {
            assert_eq!(unnumbered(heading), kind);
        }
    }
}
