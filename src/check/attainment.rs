//! Whether a row's actual reaches its target: read once, for every rule that
//! holds a score against it.
//!
//! Where the words leave any doubt which of more and less is better, what a
//! figure counts, or whether two figures count the same, nothing is said.

mod budget;
mod sense;

#[cfg(test)]
mod tests;

use super::FiledReport;
use super::marks::{Mark, Marked};
use super::measures::{Kind, Standing, column_unit, kind, plain_unit, scale, standing};
use super::reasons::is_blank;
use crate::model::letters::trim;
use crate::model::quantity::{Approximation, Comparator, Figure, Value};
use crate::model::{Amount, Indicator, Percent, Quantity};
pub use budget::budget_named;
use budget::within_budget;
pub use sense::{Sense, sense};
use std::rc::Rc;

/// How a row's actual stands to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attainment {
    /// The target is reached.
    Met {
        /// How the actual stands to a target of which more is better, in percent
        /// of it: 183.6%. `None` where less is better or nothing can be divided.
        share: Option<Percent>,
        /// Whether the actual is the target, or beyond it by no more than a fifth.
        is_near: bool,
    },
    /// It is not.
    Missed {
        /// How much of it is reached, 0–100, by the national method: actual ÷
        /// target, or target ÷ actual where less is better (财预〔2020〕10号).
        rate: Percent,
    },
    /// Nobody can say from what is written.
    Unknown,
}

/// The attainment of the rows of a mark, read once for all rules.
pub fn of_mark(filed: &FiledReport<'_>, mark: &Mark<'_>) -> Attainment {
    *mark.attainment.get_or_init(|| match mark.of {
        Marked::Row(rows) => of_rows(filed, rows),
        Marked::Execution | Marked::Goal(_) => Attainment::Unknown,
    })
}

/// The attainment of rows that share one score: met where all are, missed where
/// one is, which then decides.
fn of_rows(filed: &FiledReport<'_>, rows: &[Indicator]) -> Attainment {
    let mut all = Attainment::Unknown;
    for (at, row) in rows.iter().enumerate() {
        let this = of_row_with_parts(filed, row);
        all = match (all, this) {
            _ if at == 0 => this,
            (Attainment::Missed { rate: one }, Attainment::Missed { rate: other }) => {
                Attainment::Missed {
                    rate: one.min(other),
                }
            }
            (missed @ Attainment::Missed { .. }, _) | (_, missed @ Attainment::Missed { .. }) => {
                missed
            }
            (Attainment::Unknown, _) | (_, Attainment::Unknown) => Attainment::Unknown,
            (Attainment::Met { is_near: one, .. }, Attainment::Met { is_near: other, .. }) => {
                Attainment::Met {
                    share: None,
                    is_near: one && other,
                }
            }
        };
    }
    all
}

/// A row is met only where the rows under its 其中 are met as well.
fn of_row_with_parts(filed: &FiledReport<'_>, row: &Indicator) -> Attainment {
    let own = of_row(filed, row);
    let is_met = |row: &Indicator| matches!(of_row_with_parts(filed, row), Attainment::Met { .. });
    match own {
        Attainment::Met { .. } if !row.children.iter().all(is_met) => Attainment::Unknown,
        own => own,
    }
}

/// The attainment of one row by itself.
pub fn of_row(filed: &FiledReport<'_>, row: &Indicator) -> Attainment {
    let (target, actual) = (trim(&row.target), trim(&row.actual));
    if target.is_empty() || actual.is_empty() || is_qualitative(row) {
        return Attainment::Unknown;
    }
    if target == actual {
        return as_targeted(filed, target);
    }
    let quantity = |cell| filed.readings.quantity(cell);
    let (target, actual) = (quantity(target), quantity(actual));
    if target == actual && !target.figures().is_empty() {
        return MET_EXACTLY;
    }
    if target.figures().len() > 1 && target.figures().len() == actual.figures().len() {
        return one_by_one(row, target.figures(), actual.figures());
    }
    let (target, actual) = (
        without_brackets(target, &row.target),
        without_brackets(actual, &row.actual),
    );
    let Some(actual) = actual.only_figure() else {
        return Attainment::Unknown;
    };
    match target.only_figure() {
        Some(target) => held_against(row, target, actual),
        None => within_budget(filed, row, actual),
    }
}

/// The text read without what stands in brackets, where that leaves one figure:
/// 85%（抽样320人）.
fn without_brackets(read: Rc<Quantity>, text: &str) -> Rc<Quantity> {
    if read.figures().len() < 2 || !text.contains(['（', '(']) {
        return read;
    }
    let mut depth = 0usize;
    let outside = text.chars().filter(|c| match c {
        '（' | '(' => {
            depth += 1;
            false
        }
        '）' | ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    Rc::new(Quantity::read(&outside.collect::<String>()))
}

/// Several counts in one cell (新建3个、改建5个), where both cells are worded alike:
/// missed where one of them is.
fn one_by_one(row: &Indicator, targets: &[Figure], actuals: &[Figure]) -> Attainment {
    let words = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphabetic() || *c == '%');
        letters.collect::<String>()
    };
    if words(&row.target) != words(&row.actual) {
        return Attainment::Unknown;
    }
    let mut all = MET_EXACTLY;
    for (target, actual) in targets.iter().zip(actuals) {
        let is_count = matches!(
            kind(&target.unit),
            Kind::Things | Kind::Times | Kind::People | Kind::Visits | Kind::Area | Kind::Length
        );
        if !is_count || target.unit.is_empty() {
            return Attainment::Unknown;
        }
        match (all, held_against(row, target, actual)) {
            (_, Attainment::Unknown) => return Attainment::Unknown,
            (Attainment::Missed { rate: one }, Attainment::Missed { rate: other }) => {
                all = Attainment::Missed {
                    rate: one.min(other),
                };
            }
            (Attainment::Missed { .. }, Attainment::Met { .. }) => {}
            (Attainment::Met { .. }, this @ Attainment::Missed { .. }) => all = this,
            (Attainment::Met { is_near: one, .. }, Attainment::Met { is_near: other, .. }) => {
                all = Attainment::Met {
                    share: None,
                    is_near: one && other,
                };
            }
            (Attainment::Unknown, _) => return Attainment::Unknown,
        }
    }
    all
}

const MET_EXACTLY: Attainment = Attainment::Met {
    share: Some(Percent(Amount::HUNDRED)),
    is_near: true,
};

/// Whether the form says that the row is not measured in figures.
pub fn is_qualitative(row: &Indicator) -> bool {
    row.nature.contains("定性")
}

/// An actual in the target's very words is what was wanted, where they have a
/// figure; without one they are a judgement.
fn as_targeted(filed: &FiledReport<'_>, text: &str) -> Attainment {
    if filed.readings.quantity(text).figures().is_empty() {
        Attainment::Unknown
    } else {
        MET_EXACTLY
    }
}

/// Holds one figure against another.
fn held_against(row: &Indicator, target: &Figure, actual: &Figure) -> Attainment {
    let Some((bound, reached)) = comparable(row, target, actual) else {
        return Attainment::Unknown;
    };
    let bare = matches!(actual.comparator, None | Some(Comparator::Equal));
    if let Some((from, to)) = range(target) {
        return match (bare && actual.approximation.is_none(), ends(actual)) {
            (true, (low, high)) if from <= low && high <= to => MET_EXACTLY,
            _ => Attainment::Unknown,
        };
    }
    if target.approximation.is_some() || range(actual).is_some() {
        return Attainment::Unknown;
    }
    let sense = sense(row, target);
    let settled = match (actual.comparator, actual.approximation) {
        (None | Some(Comparator::Equal), None) => true,
        // what is said to be more is enough where more is wanted
        (Some(Comparator::AtLeast | Comparator::Over), None)
        | (None, Some(Approximation::SomewhatOver)) => {
            sense == Some(Sense::More) && reached >= bound
        }
        (Some(Comparator::AtMost | Comparator::Under), None) => {
            sense == Some(Sense::Less) && reached <= bound
        }
        _ => false,
    };
    if !settled {
        return Attainment::Unknown;
    }
    let strict = matches!(
        target.comparator,
        Some(Comparator::Over | Comparator::Under)
    );
    if reached == bound {
        return if !strict {
            MET_EXACTLY
        } else if bare && actual.approximation.is_none() {
            missed(bound, reached)
        } else {
            Attainment::Unknown
        };
    }
    let is_beyond = match sense {
        Some(Sense::More) => reached > bound,
        Some(Sense::Less) => reached < bound,
        None => return Attainment::Unknown,
    };
    match (is_beyond, sense) {
        // more than was to be exactly so is neither
        (true, _) if wants_exactly(row, target) => Attainment::Unknown,
        (true, Some(Sense::More)) => met(bound, reached, Some(reached)),
        (true, _) => met(bound, reached, None),
        (false, Some(Sense::More)) => missed(reached, bound),
        (false, _) => missed(bound, reached),
    }
}

fn wants_exactly(row: &Indicator, target: &Figure) -> bool {
    let by_column = Comparator::read(&row.nature);
    target.comparator.or(by_column) == Some(Comparator::Equal)
}

fn range(figure: &Figure) -> Option<(Amount, Amount)> {
    match figure.value {
        Value::One(_) => None,
        Value::Range(from, to) => Some((from, to)),
    }
}

fn ends(figure: &Figure) -> (Amount, Amount) {
    match figure.value {
        Value::One(amount) => (amount, amount),
        Value::Range(from, to) => (from, to),
    }
}

fn met(bound: Amount, reached: Amount, more: Option<Amount>) -> Attainment {
    let distance = reached.checked_sub(bound).map(Amount::abs);
    let fifths = distance.and_then(|distance| distance.checked_mul(Amount::from_int(5)));
    Attainment::Met {
        share: more.and_then(|reached| Percent::of(reached, bound)),
        is_near: fifths.is_some_and(|fifths| fifths <= bound.abs()),
    }
}

/// A target missed: the lesser figure in percent of the greater. Below zero, or
/// of nothing, nothing is reached.
fn missed(lesser: Amount, greater: Amount) -> Attainment {
    let rate = if lesser <= Amount::ZERO {
        Some(Percent(Amount::ZERO))
    } else {
        Percent::of(lesser, greater)
    };
    match rate {
        Some(rate) => Attainment::Missed { rate },
        None => Attainment::Unknown,
    }
}

/// The two values, where they count the same thing over the same time.
fn comparable(row: &Indicator, target: &Figure, actual: &Figure) -> Option<(Amount, Amount)> {
    let period = |figure: &Figure| match figure.period.as_str() {
        // the report is of one year
        "年" => String::new(),
        period => period.to_owned(),
    };
    if period(target) != period(actual) {
        return None;
    }
    let (bound, reached) = (ends(target).0, ends(actual).0);
    match (target.unit.as_str(), actual.unit.as_str()) {
        // 90 beside 0.956 may be the same, where it is a share
        ("", "") => {
            let is_share = row.name.trim().ends_with(['率', '度']);
            let is_fraction = |one: Amount, other: Amount| {
                one > Amount::ZERO && one <= Amount::from_int(1) && other > Amount::from_int(10)
            };
            let is_doubtful = is_fraction(bound, reached) || is_fraction(reached, bound);
            (!is_share || !is_doubtful).then_some((bound, reached))
        }
        (unit, "") | ("", unit) if is_of_column(row, unit) => {
            one_unit(bound, reached, unit, target, actual)
        }
        // the column says what the other is in
        (unit, "") => scaled(unit, bound, column_unit(row)?, reached),
        ("", unit) => scaled(column_unit(row)?, bound, unit, reached),
        (one, other) if standing(one, other) == Standing::Same => Some((bound, reached)),
        (one, other) => scaled(one, bound, other, reached),
    }
    .filter(|_| agrees_with_column(row, target) && agrees_with_column(row, actual))
}

/// Both figures in the measure that their units have in common.
fn scaled(one: &str, bound: Amount, other: &str, reached: Amount) -> Option<(Amount, Amount)> {
    let (one, other) = scale(one, other)?;
    let in_measure = |amount: Amount, size| amount.checked_mul(Amount::from_int(size));
    Some((in_measure(bound, one)?, in_measure(reached, other)?))
}

/// Whether the column of units names this one, or none.
fn is_of_column(row: &Indicator, unit: &str) -> bool {
    let column = column_unit(row).and_then(plain_unit);
    column.is_none_or(|column| standing(&column, unit) == Standing::Same)
}

/// Whether the column of units says the same as the figure: where it does not,
/// nobody knows which is meant.
fn agrees_with_column(row: &Indicator, figure: &Figure) -> bool {
    let column = column_unit(row).and_then(plain_unit);
    figure.unit.is_empty()
        || column.is_none_or(|column| {
            standing(&column, &figure.unit) == Standing::Same
                || scale(&column, &figure.unit).is_some()
        })
}

/// Two figures of which only one has a unit: the other is in the same, as
/// written (1836 beside 1000万元) or multiplied out, whichever is near it.
fn one_unit(
    bound: Amount,
    reached: Amount,
    unit: &str,
    target: &Figure,
    actual: &Figure,
) -> Option<(Amount, Amount)> {
    let zeros = target.zeros.max(actual.zeros);
    if zeros == 0 {
        // 100% beside 1 may be the same, from a spreadsheet
        let fraction = |amount: Amount| unit == "%" && amount <= Amount::from_int(1);
        let bare = if target.unit.is_empty() {
            bound
        } else {
            reached
        };
        let other = if target.unit.is_empty() {
            reached
        } else {
            bound
        };
        let is_doubtful = fraction(bare) && !fraction(other) && !bare.is_zero();
        return (!is_doubtful).then_some((bound, reached));
    }
    let factor = Amount::from_int(10i64.checked_pow(zeros)?);
    let as_written = |figure: &Figure, amount: Amount| {
        if figure.zeros == 0 {
            Some(amount)
        } else {
            amount.checked_div(factor)
        }
    };
    let written = (as_written(target, bound)?, as_written(actual, reached)?);
    let mut readings = [written, (bound, reached)].into_iter().filter(are_near);
    let reading = readings.next()?;
    readings.next().is_none().then_some(reading)
}

/// Whether one is at most a hundred times the other.
fn are_near((one, other): &(Amount, Amount)) -> bool {
    let times = |amount: &Amount| amount.abs().checked_mul(Amount::HUNDRED);
    times(one).is_some_and(|most| other.abs() <= most)
        && times(other).is_some_and(|most| one.abs() <= most)
}

/// The score of a mark in percent of its weight; `None` without both, or where
/// the weight is nothing.
pub fn share_of_weight(mark: &Mark<'_>) -> Option<Amount> {
    Percent::of(mark.score?, mark.weight?).map(|share| share.0)
}

/// Whether a row has a criterion of its own, so that its score need not follow
/// from the target alone.
pub fn has_criterion(rows: &[Indicator]) -> bool {
    let written = |row: &Indicator| !is_blank(&row.criterion) || !is_blank(&row.scoring);
    rows.iter().any(written)
}

/// Whether a target is in words that can only be judged, not measured.
pub fn is_judgement(filed: &FiledReport<'_>, target: &str) -> bool {
    *filed.readings.quantity(target) == Quantity::Words
}
