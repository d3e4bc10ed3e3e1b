//! The goals: one below the funds, or several with rows of their own.

use super::{Cells, Keys, Reader, Section, has, key_of};
use crate::import::document::Cell;
use crate::import::filled::{Goal, Row};
use crate::import::{labels, words};

impl Reader<'_> {
    /// 年度目标2（6分）：……, with rows of its own below.
    pub(super) fn goal_heading(&mut self, cells: &mut Cells<'_>) -> bool {
        if !self.form.goals.as_ref().is_some_and(|goals| goals.grouped) {
            return false;
        }
        let Some(at) = cells.written().next() else {
            return false;
        };
        let text = cells.text(at).trim();
        let Some((label, goal)) = text.split_once(['：', ':']) else {
            return false;
        };
        let whole = labels::plain(label);
        let (number, score) = match whole.split_once('得') {
            Some((number, score)) => (number, score.strip_suffix('分')),
            None => (whole.as_str(), None),
        };
        let numbered = number
            .strip_prefix("年度目标")
            .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()));
        if !numbered {
            return false;
        }
        let mut fields: Row = vec![("编号".to_owned(), number.to_owned())];
        let mut key = "预期目标";
        let mut said = String::new();
        let mut goal = goal.to_owned();
        for label in ["调整目标：", "实际完成情况："] {
            goal = goal.replace(&format!(" {label}"), &format!("\n{label}"));
        }
        for line in goal.lines() {
            let labelled = line.split_once(['：', ':']);
            let labelled = labelled.and_then(|(label, rest)| Some((labels::goal(label)?, rest)));
            if let Some((next, rest)) = labelled {
                fields.push((key.to_owned(), words::lines(&said)));
                key = next;
                said = rest.to_owned();
            } else {
                said.push_str(line);
            }
            said.push('\n');
        }
        fields.push((key.to_owned(), words::lines(&said)));
        fields.retain(|(_, text)| !text.is_empty());
        fields.extend(labels::weight(label).map(|weight| ("分值".to_owned(), weight)));
        fields.extend(score.map(|score| ("得分".to_owned(), score.to_owned())));
        self.filled.goals.push(Goal {
            fields,
            ..Goal::default()
        });
        cells.take(at);
        true
    }

    pub(super) fn goals_heading(&mut self, cells: &mut Cells<'_>) -> bool {
        let own = self.form.goals.as_ref();
        let own = own.map_or(&[][..], |goals| &goals.columns.0);
        let key = |cell: &Cell| key_of(own, &cell.text, labels::goal);
        let keys: Keys = cells.cells.iter().map(key).collect();
        if !has(&keys, "预期目标") || !has(&keys, "实际完成情况") {
            return false;
        }
        let mut goal = Goal::default();
        let weight = cells
            .written()
            .next()
            .and_then(|at| labels::weight(cells.text(at)))
            .or(self.goal_weight.take());
        goal.fields
            .extend(weight.map(|weight| ("分值".to_owned(), weight)));
        self.filled.goals.push(goal);
        self.section = Section::Goals(keys);
        cells.take_labels();
        true
    }

    pub(super) fn goals_row(&mut self, cells: &mut Cells<'_>) {
        let Section::Goals(keys) = &self.section else {
            return;
        };
        let Some(goal) = self.filled.goals.last_mut() else {
            return;
        };
        for (at, key) in keys.iter().enumerate() {
            let Some(key) = key else { continue };
            let known = goal.fields.iter().any(|(there, _)| there == key);
            if !known && !cells.text(at).is_empty() {
                let text = words::lines(cells.take(at));
                goal.fields.push((key.clone(), text));
            }
        }
    }
}
