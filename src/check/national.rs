//! The national method of scoring an indicator (财预〔2020〕10号), for forms and sites
//! that ask for it.

use super::FiledReport;
use super::attainment::{self, Attainment};
use super::execution::is_execution;
use super::marks::{Mark, Marked, proportional_score};
use crate::model::{Amount, IndicatorScoring};

/// Whether the form asks for it, or the site where the form does not say.
pub fn is_asked_for(filed: &FiledReport<'_>) -> bool {
    let asked = filed.form.scoring.or(filed.site.scoring);
    asked == Some(IndicatorScoring::National)
}

/// Whether the method is asked for and says what this mark scores: not of a row with
/// a criterion of its own, nor of several rows with one score.
pub fn holds_for(filed: &FiledReport<'_>, mark: &Mark<'_>) -> bool {
    let Marked::Row(rows @ [row]) = mark.of else {
        return false;
    };
    let has_other = attainment::has_criterion(rows) || !row.children.is_empty();
    is_asked_for(filed) && !has_other && !is_execution(filed, mark)
}

/// The score in proportion to what is reached of a target in figures, where the
/// method holds and the target is missed.
pub fn proportion(filed: &FiledReport<'_>, mark: &Mark<'_>) -> Option<Amount> {
    let rate = match attainment::of_mark(filed, mark) {
        Attainment::Missed { rate } if holds_for(filed, mark) => rate,
        _ => return None,
    };
    proportional_score(mark.weight?, rate)
}
