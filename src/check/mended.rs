//! What a mark would be if a sum that does not add up were mended in it: one slip
//! in a weight or in a score upsets the sum, and what is held of the mark itself.
//! The sum is told; what would hold in the mended mark is not told again.

use super::marks::Mark;
use super::{FiledReport, Findings, total, weights};
use crate::diagnostic::Severity;
use crate::model::{Amount, DataPath};
use std::collections::BTreeMap;

/// The weights that would make a sum right, by the places of the marks.
pub type FittingWeights = BTreeMap<DataPath, Vec<Amount>>;

/// Lets a rule speak of a mark, unless it would have nothing against the mark as
/// a sum that has a finding of its own would have it.
pub fn unless_told<'a>(
    filed: &FiledReport<'a>,
    mark: &Mark<'a>,
    findings: &mut Findings,
    speak: impl Fn(&Mark<'a>, &mut Findings),
) {
    let before = findings.found.len();
    speak(mark, findings);
    let said = findings.found.split_off(before);
    if said.is_empty() {
        return;
    }
    let is_told = is_told(filed, mark, |mended| {
        speak(mended, findings);
        let tried = findings.found.split_off(before);
        tried.iter().all(|one| one.severity == Severity::Note)
    });
    if !is_told {
        findings.found.extend(said);
    }
}

/// Whether something holds for the mark as a sum that has a finding of its own
/// would have it.
pub fn is_told<'a>(
    filed: &FiledReport<'a>,
    mark: &Mark<'a>,
    holds: impl FnMut(&Mark<'a>) -> bool,
) -> bool {
    mended(filed, mark).iter().any(holds)
}

/// The mark with the weight that the weights beside it leave, where they do not
/// add up, and with the score that the total leaves.
pub fn mended<'a>(filed: &FiledReport<'a>, mark: &Mark<'a>) -> Vec<Mark<'a>> {
    let fitting = filed
        .readings
        .fitting_weights
        .get_or_init(|| fitting(filed));
    let weights = fitting.get(&mark.path).into_iter().flatten();
    let weighed = weights.map(|weight| Mark {
        weight: Some(*weight),
        ..mark.clone()
    });
    let scored = total::fitting_score(filed, mark).map(|score| Mark {
        score: Some(score),
        ..mark.clone()
    });
    weighed.chain(scored).collect()
}

/// For each mark under a wrong sum the weight with which the sum would be right.
fn fitting(filed: &FiledReport<'_>) -> FittingWeights {
    let mut fitting = FittingWeights::new();
    for (rows, excess) in weights::wrong_sums(filed) {
        for row in rows {
            let weight = row.weight.and_then(|weight| weight.checked_sub(excess));
            if let Some(weight) = weight.filter(|weight| *weight > Amount::ZERO) {
                fitting.entry(row.path.clone()).or_default().push(weight);
            }
        }
    }
    fitting
}
