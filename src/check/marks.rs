//! What is scored in a report: the execution rate, the goals where the form
//! scores them, and the indicator rows. A mark is one weight with its score.

use super::FiledReport;
use super::attainment::Attainment;
use crate::model::{Amount, DataPath, Goal, Indicator, Percent};
use std::cell::OnceCell;

/// One weight (分值) with its score (得分), both in 分.
#[derive(Debug, Clone)]
pub struct Mark<'a> {
    /// Where 分值 and 得分 stand below.
    pub path: DataPath,
    /// What is scored.
    pub of: Marked<'a>,
    /// The weight, from the form where the report leaves it out.
    pub weight: Option<Amount>,
    /// The declared score.
    pub score: Option<Amount>,
    /// Whether the target is reached, once a rule has asked.
    pub(super) attainment: OnceCell<Attainment>,
}

/// What a mark is of.
#[derive(Debug, Clone, Copy)]
pub enum Marked<'a> {
    /// The execution rate in the funds block.
    Execution,
    /// A goal that is itself scored.
    Goal(&'a Goal),
    /// An indicator row, followed by the rows that share its cell.
    Row(&'a [Indicator]),
}

impl Mark<'_> {
    /// The path of the declared score.
    pub fn score_path(&self) -> DataPath {
        self.path.clone().key("得分")
    }

    /// The path of the declared weight.
    pub fn weight_path(&self) -> DataPath {
        self.path.clone().key("分值")
    }

    /// The points lost; `None` where none were or where a figure is blank.
    pub fn lost(&self) -> Option<Amount> {
        let lost = self.weight?.checked_sub(self.score?)?;
        (lost > Amount::ZERO).then_some(lost)
    }

    /// By how much the score is over the weight; `None` where it is not.
    pub fn excess(&self) -> Option<Amount> {
        let excess = self.score?.checked_sub(self.weight?)?;
        (excess > Amount::ZERO).then_some(excess)
    }

    /// The score, but at most the weight.
    pub fn score_within_weight(&self) -> Option<Amount> {
        let score = self.score?;
        Some(self.weight.map_or(score, |weight| score.min(weight)))
    }

    /// The weight, but at least the score.
    pub fn weight_for_score(&self) -> Option<Amount> {
        let weight = self.weight?;
        Some(self.score.map_or(weight, |score| weight.max(score)))
    }

    /// What a message calls it.
    pub fn name(&self) -> String {
        match self.of {
            Marked::Execution => "预算执行".to_owned(),
            Marked::Goal(goal) => goal_name(goal),
            Marked::Row(rows) => match rows.first() {
                Some(row) => row_name(row),
                None => String::new(),
            },
        }
    }
}

/// What a message calls a row: its name, else its level-2 or level-1 heading.
pub fn row_name(row: &Indicator) -> String {
    let names = [&row.name, &row.level2, &row.level1];
    match names.into_iter().find(|name| !name.trim().is_empty()) {
        Some(name) => format!("“{}”", name.trim()),
        None => "本行".to_owned(),
    }
}

/// What a message calls a goal: by its number or name, where it has one.
pub fn goal_name(goal: &Goal) -> String {
    match goal.number.trim() {
        "" => "年度目标".to_owned(),
        number => format!("“{number}”"),
    }
}

/// All marks of a report, from top to bottom.
pub fn marks<'a>(filed: &FiledReport<'a>) -> &'a [Mark<'a>] {
    filed.readings.marks.get_or_init(|| find(filed))
}

fn find<'a>(filed: &FiledReport<'a>) -> Vec<Mark<'a>> {
    let report = filed.report;
    let mut marks = Vec::new();
    let (weight, score) = (
        execution_weight(filed),
        report.funds.as_ref().and_then(|funds| funds.score),
    );
    if weight.is_some() || score.is_some() {
        marks.push(Mark {
            path: "预算执行".into(),
            of: Marked::Execution,
            weight,
            score,
            attainment: OnceCell::new(),
        });
    }
    for (index, goal) in report.goals.iter().enumerate() {
        let path = DataPath::root().key("年度目标").index(index);
        if is_group(filed, goal) {
            add_rows(&path, &goal.indicators, "绩效指标", &mut marks);
        } else {
            let weight = goal.weight.or_else(|| form_goal_weight(filed));
            if weight.is_some() || goal.score.is_some() {
                marks.push(Mark {
                    path,
                    of: Marked::Goal(goal),
                    weight,
                    score: goal.score,
                    attainment: OnceCell::new(),
                });
            }
        }
    }
    add_rows(
        &DataPath::root(),
        &report.indicators,
        "绩效指标",
        &mut marks,
    );
    marks
}

/// Whether the rows are scored on another scale than their weights, such as
/// 0–100 for each row (河北): most of them are over their weight.
pub fn is_on_other_scale(marks: &[Mark<'_>]) -> bool {
    let rows = marks
        .iter()
        .filter(|mark| matches!(mark.of, Marked::Row(_)));
    let scored = rows.filter(|mark| mark.weight.is_some() && mark.score.is_some());
    let (over, all) = scored.fold((0, 0), |(over, all), mark| {
        (over + usize::from(mark.excess().is_some()), all + 1)
    });
    all >= 3 && over * 2 > all
}

/// The weight of the execution rate, where it is scored in the funds block.
pub fn execution_weight(filed: &FiledReport<'_>) -> Option<Amount> {
    let report = filed.report;
    let declared = report.funds.as_ref().and_then(|funds| funds.weight);
    let of_form = || filed.form.funds.as_ref()?.weight;
    declared.or_else(|| of_form().filter(|_| !report.leaves_execution_unscored()))
}

/// Whether a goal is a group of rows, whose weights are the goal's.
pub fn is_group(filed: &FiledReport<'_>, goal: &Goal) -> bool {
    let grouped = filed.form.goals.as_ref().is_some_and(|goals| goals.grouped);
    grouped || !goal.indicators.is_empty()
}

/// The form's weight of the goal; it says nothing where there are several.
fn form_goal_weight(filed: &FiledReport<'_>) -> Option<Amount> {
    let weight = filed.form.goals.as_ref()?.weight;
    weight.filter(|_| filed.report.goals.len() == 1)
}

/// The rows with weight and score of their own. Rows under 其中 repeat or divide
/// those of their parent, and count only where the parent has neither.
fn add_rows<'a>(above: &DataPath, rows: &'a [Indicator], key: &str, marks: &mut Vec<Mark<'a>>) {
    for (index, row) in rows.iter().enumerate() {
        let path = above.clone().key(key).index(index);
        if row.merged_above && index > 0 {
            continue;
        }
        if row.weight.is_none() && row.score.is_none() {
            add_rows(&path, &row.children, "其中", marks);
            continue;
        }
        let below = rows[index + 1..].iter();
        let merged = below.take_while(|row| row.merged_above).count();
        marks.push(Mark {
            path,
            of: Marked::Row(&rows[index..=index + merged]),
            weight: row.weight,
            score: row.score,
            attainment: OnceCell::new(),
        });
    }
}

/// The score that a rate gives: weight × rate, at most the weight.
pub fn proportional_score(weight: Amount, rate: Percent) -> Option<Amount> {
    let score = weight.checked_mul(rate.0)?.checked_div(Amount::HUNDRED)?;
    Some(score.min(weight))
}

/// A computed figure for print: at most so many decimals, half up.
pub fn printed(figure: Amount, places: u32) -> Amount {
    figure.round(places.max(2))
}
