//! The declared total of a report against the sum of its scores.

use super::FiledReport;
use super::execution::{contradicts_rate, expected_in_funds, follows_from_rate};
use super::marks::{Mark, Marked, is_on_other_scale, marks};
use crate::model::Amount;
use std::borrow::Cow;

/// By how much the declared total is above the sum of the scores, below zero where
/// it is under it; `None` where it is right, cannot be told, or is wrong only by
/// scores that have findings of their own.
pub fn above(filed: &FiledReport<'_>) -> Option<Amount> {
    *filed.readings.total_above.get_or_init(|| find(filed))
}

/// The score of a mark with which the total would be right; `None` where it is
/// right, or where no score within the weight would do.
pub fn fitting_score(filed: &FiledReport<'_>, mark: &Mark<'_>) -> Option<Amount> {
    let score = mark.score?.checked_add(above(filed)?)?;
    let fits = !score.is_negative() && mark.weight.is_none_or(|weight| score <= weight);
    fits.then_some(score)
}

fn find(filed: &FiledReport<'_>) -> Option<Amount> {
    let declared = filed.report.total?;
    let marks = scored(filed, declared);
    if is_on_other_scale(&marks) {
        return None;
    }
    let sum = sum_of(&marks, |mark| mark.score)?;
    let difference = declared.checked_sub(sum)?;
    let is_told = difference.is_zero()
        || is_open(&marks, difference)
        || is_in_excess(filed, &marks, difference)
        || follows_otherwise(filed, &marks, declared);
    (!is_told).then_some(difference)
}

/// The marks, with the execution score worked out where it is left out.
pub fn scored<'a>(filed: &FiledReport<'a>, total: Amount) -> Cow<'a, [Mark<'a>]> {
    let mut marks = Cow::Borrowed(marks(filed));
    let is_left_out =
        |mark: &Mark<'_>| mark.score.is_none() && matches!(mark.of, Marked::Execution);
    if marks.iter().any(is_left_out) {
        let places = total.places().max(2);
        let left_out = marks.to_mut().iter_mut().filter(|mark| is_left_out(mark));
        left_out.for_each(|mark| {
            mark.score = expected_in_funds(filed).map(|score| score.round(places));
        });
    }
    marks
}

/// The sum of a figure of the marks; `None` where no declared score is among them.
fn sum_of(marks: &[Mark<'_>], figure: impl Fn(&Mark<'_>) -> Option<Amount>) -> Option<Amount> {
    let is_row_or_goal = |mark: &&Mark<'_>| !matches!(mark.of, Marked::Execution);
    let mut filled = marks.iter().filter(is_row_or_goal);
    filled.any(|mark| mark.score.is_some()).then_some(())?;
    Amount::sum(marks.iter().filter_map(figure))
}

/// Whether the difference may lie in scores that are blank.
fn is_open(marks: &[Mark<'_>], difference: Amount) -> bool {
    let blank = marks.iter().filter(|mark| mark.score.is_none());
    let room = Amount::sum(blank.filter_map(|mark| mark.weight)).unwrap_or_default();
    !difference.is_negative() && difference <= room
}

/// Whether the difference may lie in the one score that is over its weight, which
/// has a finding of its own.
fn is_in_excess(filed: &FiledReport<'_>, marks: &[Mark<'_>], difference: Amount) -> bool {
    let mut over = marks.iter().filter(|mark| mark.excess().is_some());
    let (Some(mark), None) = (over.next(), over.next()) else {
        return false;
    };
    let score = mark.score.and_then(|score| score.checked_add(difference));
    let fits = score.is_some_and(|score| !score.is_negative() && Some(score) <= mark.weight);
    fits && !contradicts_rate(filed, mark)
}

/// Whether the total is right but for scores that have findings of their own: an
/// execution score that does not follow from the rate, a score over its weight.
fn follows_otherwise(filed: &FiledReport<'_>, marks: &[Mark<'_>], total: Amount) -> bool {
    // a declared score that follows from the rate is the one to add up
    let follows = |mark: &Mark<'_>| mark.score.is_some() && follows_from_rate(filed, mark);
    let declared = filed.report.funds.as_ref().and_then(|funds| funds.score);
    let in_funds = marks
        .iter()
        .find(|mark| matches!(mark.of, Marked::Execution));
    let is_settled = declared.is_some() && in_funds.is_some_and(follows);
    let expected = expected_in_funds(filed).filter(|_| !is_settled);
    let places = declared.map_or(2, Amount::places);
    let with_expected = |mark: &Mark<'_>, places| match (&mark.of, expected) {
        (Marked::Execution, Some(expected)) => Some(expected.round(places)),
        _ => mark.score_within_weight(),
    };
    let mut sums = [places, places.max(2), total.places()]
        .into_iter()
        .map(|places| sum_of(marks, |mark| with_expected(mark, places)));
    sums.any(|sum| sum == Some(total))
        || sum_of(marks, |mark| mark.score_within_weight()) == Some(total)
}
