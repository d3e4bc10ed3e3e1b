//! Funds with each figure beside its label: 预算数： 856.40 执行数： 812.03, with the
//! parts of each below it.

use super::{Cells, Reader, Section};
use crate::import::{labels, words};

impl Reader<'_> {
    /// The first row: two amounts or more, each behind its label.
    pub(super) fn paired_funds(&mut self, cells: &mut Cells<'_>) -> bool {
        if self.form.funds.is_none() {
            return false;
        }
        let pairs = pairs(cells, |label| labels::funds(label).map(str::to_owned));
        let amounts = pairs.iter().filter(|(_, key, _)| key.ends_with("数"));
        let amounts: Vec<(usize, String)> =
            amounts.map(|(at, key, _)| (*at, key.clone())).collect();
        if amounts.len() < 2 || !amounts.iter().any(|(_, key)| key == "全年执行数") {
            return false;
        }
        self.money_unit(cells);
        for (at, key, figure) in pairs {
            cells.take(at);
            let figure = cells.take(figure).to_owned();
            self.filled.funds.push((key, figure));
        }
        // What stands before them names the block.
        for at in 0..amounts[0].0 {
            cells.take(at);
        }
        self.section = Section::Pairs(amounts);
        true
    }

    /// A row below: 其中：财政拨款 with a figure under each amount.
    pub(super) fn paired_parts(&mut self, cells: &mut Cells<'_>) {
        let Section::Pairs(amounts) = &self.section else {
            return;
        };
        for (at, name, figure) in pairs(cells, |label| {
            let plain = labels::plain(label);
            let name = plain.strip_prefix("其中").unwrap_or(&plain);
            (!name.is_empty()).then(|| name.to_owned())
        }) {
            let above = amounts.iter().rev().find(|(column, _)| *column <= at);
            let Some((_, key)) = above else { continue };
            cells.take(at);
            let figure = (key.clone(), cells.take(figure).to_owned());
            let parts = &mut self.filled.parts;
            match parts.iter_mut().find(|(there, _)| *there == name) {
                Some((_, figures)) => figures.push(figure),
                None => parts.push((name, vec![figure])),
            }
        }
    }
}

/// Labels with a figure as the next thing in their row: where the label stands, what
/// it is read as, and where the figure stands.
fn pairs(cells: &Cells<'_>, read: impl Fn(&str) -> Option<String>) -> Vec<(usize, String, usize)> {
    let is_figure = |at: usize| words::is_figure(cells.text(at));
    let labels = cells.written().filter(|&at| !is_figure(at));
    let pair = |at: usize| {
        let figure = cells.next_written(at).filter(|&next| is_figure(next))?;
        Some((at, read(cells.text(at))?, figure))
    };
    labels.filter_map(pair).collect()
}
