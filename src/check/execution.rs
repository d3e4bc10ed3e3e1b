//! How the score of the execution rate follows from the rate: in the funds
//! block, or in the row that states the rate.

use super::FiledReport;
use super::marks::{Mark, Marked, execution_weight, marks, printed, proportional_score};
use super::measures::column_unit;
use crate::form::ExecutionScoring;
use crate::model::amount::Agreement;
use crate::model::letters::trim;
use crate::model::{Amount, DataPath, Indicator, Percent};

/// The declared score of an execution rate beside the one that follows.
#[derive(Debug, Clone)]
pub struct ExecutionScore {
    /// The funds block or the row.
    pub path: DataPath,
    /// Whether it is a row of the indicator table.
    pub is_row: bool,
    /// The weight.
    pub weight: Amount,
    /// The rate that the score must follow from.
    pub rate: Percent,
    /// The declared score.
    pub declared: Amount,
    /// The score that follows from the rate, to all its digits.
    pub expected: Amount,
    /// How the one stands to the other.
    pub standing: Standing,
}

/// Decimal places in which a score is thought of.
const PRINTED: u32 = 2;

/// How a declared score stands to the one that follows from the rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is that score, rounded as printed.
    Follows,
    /// It is that score with its last digits cut off.
    CutOff,
    /// It is full marks only because it is rounded to a whole number.
    RoundedToFull,
    /// It is another.
    Off,
}

impl ExecutionScore {
    /// Whether another score out of another weight would follow from the rate.
    pub fn is_followed_by(&self, mark: &Mark<'_>) -> bool {
        let (Some(weight), Some(score)) = (mark.weight, mark.score) else {
            return false;
        };
        let expected = proportional_score(weight, self.rate);
        expected.is_some_and(|expected| standing(score, expected, weight) != Standing::Off)
    }

    /// The rate as a message prints it.
    pub fn printed_rate(&self) -> Percent {
        Percent(printed(self.rate.0, 2))
    }
}

/// The execution scores that can be held against a rate; usually one.
pub fn scores(filed: &FiledReport<'_>) -> Vec<ExecutionScore> {
    let scoring = filed.form.funds.as_ref().map(|funds| funds.scoring);
    if scoring == Some(ExecutionScoring::Unchecked) {
        return Vec::new();
    }
    funds_score(filed)
        .into_iter()
        .chain(row_score(filed))
        .collect()
}

/// How the score of this mark stands to the execution rate; `None` where it has
/// nothing to do with it.
pub fn standing_of(filed: &FiledReport<'_>, mark: &Mark<'_>) -> Option<Standing> {
    let scores = scores(filed);
    let own = scores.iter().find(|score| score.path == mark.path)?;
    Some(own.standing)
}

/// Whether the score of this mark follows from the execution rate.
pub fn follows_from_rate(filed: &FiledReport<'_>, mark: &Mark<'_>) -> bool {
    standing_of(filed, mark).is_some_and(|standing| standing != Standing::Off)
}

/// Whether the score of this mark is another than the execution rate gives.
pub fn contradicts_rate(filed: &FiledReport<'_>, mark: &Mark<'_>) -> bool {
    standing_of(filed, mark) == Some(Standing::Off)
}

/// The score in the funds block where it can only be one: `None` where the exact
/// rate and the rate as printed give different ones, where its last digits may be
/// cut off on purpose, and where the slip is as
/// likely in the weight, or in the budget or the spending, see
/// [`figures_are_in_doubt`].
pub fn only_score(filed: &FiledReport<'_>, score: &ExecutionScore) -> Option<Amount> {
    let is_wrong = !score.is_row && score.standing == Standing::Off;
    if !is_wrong || figures_are_in_doubt(filed) || !weight_is_settled(filed, score.weight) {
        return None;
    }
    let only = printed(score.expected, score.declared.places());
    let declared = filed.report.funds.as_ref()?.rate;
    let by_printed = match declared {
        Some(rate) if rate.0.agreement(score.rate.0) != Agreement::Off => {
            let by_rate = proportional_score(score.weight, rate)?;
            printed(by_rate, score.declared.places())
        }
        _ => only,
    };
    (only == by_printed).then_some(only)
}

/// Whether the weight is the form's or, where the form has none, makes full marks
/// with the others.
fn weight_is_settled(filed: &FiledReport<'_>, weight: Amount) -> bool {
    let of_form = filed.form.funds.as_ref().and_then(|funds| funds.weight);
    match (of_form, filed.form.full_marks) {
        (Some(of_form), _) => of_form == weight,
        (None, Some(full)) => {
            let weights = marks(filed).iter().filter_map(|mark| mark.weight);
            Amount::sum(weights) == Some(full)
        }
        (None, None) => true,
    }
}

/// Whether the declared rate and the declared score agree with each other and not
/// with the budget and the spending: then a slip may as well be in those.
pub fn figures_are_in_doubt(filed: &FiledReport<'_>) -> bool {
    let in_doubt = || {
        let score = funds_score(filed)?;
        let rate = filed.report.funds.as_ref()?.rate?;
        let computed = filed.report.computed_rate()?;
        let by_rate = proportional_score(score.weight, rate)?;
        Some(
            rate.0.agreement(computed.0) == Agreement::Off
                && standing(score.declared, score.expected, score.weight) == Standing::Off
                && score.declared.agreement(by_rate) != Agreement::Off,
        )
    };
    in_doubt().unwrap_or(false)
}

/// Whether the declared rate is right with another budget or another spending.
pub fn rate_holds_with(rate: Percent, budget: Option<Amount>, executed: Option<Amount>) -> bool {
    let computed = budget.zip(executed);
    let computed = computed.and_then(|(budget, executed)| Percent::of(executed, budget));
    let agreement = computed.map(|computed| rate.0.agreement(computed.0));
    matches!(agreement, Some(Agreement::Exact | Agreement::Rounded))
}

/// The score that follows from the figures in the funds block, to all its
/// digits; `None` where it does not follow from a formula.
pub fn expected_in_funds(filed: &FiledReport<'_>) -> Option<Amount> {
    let layout = filed.form.funds.as_ref();
    if layout.is_some_and(|layout| layout.scoring == ExecutionScoring::Unchecked) {
        return None;
    }
    filed
        .report
        .execution_score_computed(execution_weight(filed))
}

fn funds_score(filed: &FiledReport<'_>) -> Option<ExecutionScore> {
    let funds = filed.report.funds.as_ref()?;
    let computed = filed.report.computed_rate();
    let weight = execution_weight(filed)?;
    let declared = funds.score?;
    let expected = expected_in_funds(filed)?;
    let mut standing = standing(declared, expected, weight);
    // the score may also be worked out from the rate as it is printed; one that is
    // wrong has a finding of its own
    if standing == Standing::Off
        && let Some(rate) = funds.rate
    {
        standing = self::standing(declared, proportional_score(weight, rate)?, weight);
    }
    Some(ExecutionScore {
        path: "预算执行".into(),
        is_row: false,
        weight,
        rate: computed.or(funds.rate)?,
        declared,
        expected,
        standing,
    })
}

/// The row that the form says states the execution rate, where its target is
/// all of the budget and it has no criterion of its own.
fn row_score(filed: &FiledReport<'_>) -> Option<ExecutionScore> {
    let name = filed.form.rate_row.as_deref()?;
    let rows = &filed.report.indicators;
    let (index, row) = rows
        .iter()
        .enumerate()
        .find(|(_, row)| row.name.trim() == name)?;
    if rate_of(row, &row.target)?.0 != Amount::HUNDRED
        || !row.criterion.trim().is_empty()
        || !row.scoring.trim().is_empty()
    {
        return None;
    }
    let rate = rate_of(row, &row.actual)?;
    let (weight, declared) = (row.weight?, row.score?);
    let expected = proportional_score(weight, rate)?;
    Some(ExecutionScore {
        path: DataPath::root().key("绩效指标").index(index),
        is_row: true,
        weight,
        rate,
        declared,
        expected,
        standing: standing(declared, expected, weight),
    })
}

/// A rate as a row writes it: `99.64%`, or `99.64` with % as 计量单位.
fn rate_of(row: &Indicator, text: &str) -> Option<Percent> {
    let text = trim(text);
    Percent::parse(text).ok().or_else(|| {
        let in_percent = matches!(column_unit(row), Some("%" | "％"));
        let number = Amount::parse(text).ok().filter(|_| in_percent)?;
        Some(Percent(number))
    })
}

fn standing(declared: Amount, expected: Amount, weight: Amount) -> Standing {
    let in_print = expected.round(PRINTED);
    match declared.agreement(expected) {
        Agreement::Exact => Standing::Follows,
        Agreement::Rounded if declared.places() == 0 && declared == weight && in_print < weight => {
            Standing::RoundedToFull
        }
        Agreement::Rounded => Standing::Follows,
        // 8 is no cut of 8.99999…
        Agreement::CutOff if declared.places() == 0 && in_print == in_print.round(0) => {
            Standing::Off
        }
        Agreement::CutOff => Standing::CutOff,
        Agreement::Off => Standing::Off,
    }
}

/// Whether the mark is of the execution rate, in the funds or as a row.
pub fn is_execution(filed: &FiledReport<'_>, mark: &Mark<'_>) -> bool {
    match mark.of {
        Marked::Execution => true,
        Marked::Goal(_) => false,
        Marked::Row(rows) => {
            let name = filed.form.rate_row.as_deref();
            rows.first()
                .is_some_and(|row| Some(row.name.trim()) == name)
        }
    }
}
