//! Rows that only say what stands below them: 年度总体目标（20分）.

use super::{Cells, Reader};
use crate::import::labels;

/// What such rows say besides the titles that the form itself has.
const WORDS: [&str; 5] = [
    "预算执行",
    "资金构成",
    "年度目标",
    "年度总体目标",
    "绩效指标",
];

impl Reader<'_> {
    /// A caption over the whole width; the weight of the goals is kept for them.
    pub(super) fn caption(&mut self, cells: &mut Cells<'_>) -> bool {
        let mut written = cells.written();
        let (Some(0), None) = (written.next(), written.next()) else {
            return false;
        };
        drop(written);
        let text = cells.text(0);
        let plain = labels::plain(text);
        let goals = self.form.goals.as_ref().map(|goals| goals.title.as_str());
        let funds = self.form.funds.as_ref().map(|funds| funds.title.as_str());
        let is_of = |title: Option<&str>| title.is_some_and(|title| labels::plain(title) == plain);
        if plain.is_empty() || !(is_of(goals) || is_of(funds) || WORDS.contains(&&*plain)) {
            return false;
        }
        if is_of(goals) {
            let usual = self.form.goals.as_ref().and_then(|goals| goals.weight);
            let usual = usual.map(|weight| weight.to_string());
            self.goal_weight = labels::weight(text).filter(|weight| usual.as_ref() != Some(weight));
        }
        cells.take(0);
        true
    }
}
