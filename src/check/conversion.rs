//! Scores out of a hundred that are converted by their weights, as some provinces
//! have it: 得分 × 分值%.

use super::FiledReport;
use super::marks::{Mark, Marked};
use crate::form::Form;
use crate::model::Amount;
use crate::model::amount::Agreement;

/// The column of the form's own in which converted scores stand, by its key.
pub fn column(form: &Form) -> Option<&str> {
    let names = ["折算", "换算", "折合"];
    let mut keys = form.columns().iter().map(|column| column.key.as_str());
    keys.find(|key| key.contains("得分") && names.iter().any(|name| key.contains(name)))
}

/// A score out of a hundred, converted: score × weight ÷ 100.
pub fn converted(score: Amount, weight: Amount) -> Option<Amount> {
    score.checked_mul(weight)?.checked_div(Amount::HUNDRED)
}

/// What the total of a report can be whose rows are scored out of a hundred, to
/// all digits and of rows rounded as people print them. `None` where the rows
/// are not understood so: a blank, a score over a hundred, weights that are not
/// full marks together.
pub fn totals(filed: &FiledReport<'_>, marks: &[Mark<'_>]) -> Option<Vec<Amount>> {
    let full = filed.form.full_marks?;
    let weights = marks.iter().map(|mark| mark.weight);
    let all = Amount::sum(weights.collect::<Option<Vec<Amount>>>()?)?;
    if all != full || full != Amount::HUNDRED {
        return None;
    }
    let mut totals = Vec::new();
    // the score of the execution rate may be out of its weight already
    for converts_execution in [false, true] {
        let scores: Vec<Amount> = marks
            .iter()
            .map(|mark| {
                let (score, weight) = (mark.score?, mark.weight?);
                let fits = !score.is_negative() && score <= Amount::HUNDRED;
                let is_row = matches!(mark.of, Marked::Row(_));
                if is_row || converts_execution {
                    converted(score, weight).filter(|_| fits)
                } else {
                    Some(score)
                }
            })
            .collect::<Option<_>>()?;
        totals.push(Amount::sum(scores.iter().copied())?);
        for places in 0..=2 {
            totals.push(Amount::sum(scores.iter().map(|score| score.round(places)))?);
        }
    }
    Some(totals)
}

/// Whether a declared total is one of these, rounded as printed.
pub fn is_one_of(declared: Amount, totals: &[Amount]) -> bool {
    let mut totals = totals.iter();
    totals.any(|total| declared.agreement(*total) != Agreement::Off)
}
