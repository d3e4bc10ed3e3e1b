//! The funds: the total row, and the rows under it.

use super::{Cells, Keys, Reader, Section, has, key_of};
use crate::import::document::Cell;
use crate::import::filled::Row;
use crate::import::{labels, words};

impl Reader<'_> {
    pub(super) fn funds_heading(&mut self, cells: &mut Cells<'_>) -> bool {
        let own = self.form.funds.as_ref();
        let own = own.map_or(&[][..], |funds| &funds.columns.0);
        let key = |cell: &Cell| key_of(own, &cell.text, labels::funds);
        let keys: Keys = cells.cells.iter().map(key).collect();
        if !has(&keys, "全年执行数") || !(has(&keys, "全年预算数") || has(&keys, "年初预算数"))
        {
            return false;
        }
        let weight = cells
            .written()
            .next()
            .and_then(|at| labels::weight(cells.text(at)));
        self.filled
            .funds
            .extend(weight.map(|weight| ("分值".to_owned(), weight)));
        self.money_unit(cells);
        self.section = Section::Funds(keys);
        cells.take_all();
        true
    }

    pub(super) fn funds_row(&mut self, cells: &mut Cells<'_>) {
        if self.items(cells) {
            return;
        }
        let Section::Funds(keys) = &self.section else {
            return;
        };
        let is_label = |at: &usize| {
            let text = cells.text(*at);
            !words::is_figure(text) && !text.is_ascii()
        };
        let label = cells.written().find(is_label);
        // Some forms have the total's row without a label.
        let unnamed = label.is_none() && self.filled.funds.iter().all(|(key, _)| key == "分值");
        let at = match label {
            Some(at) => at,
            None if unnamed && cells.cells.first().is_some_and(Cell::is_blank) => 0,
            None => return,
        };
        let name = labels::plain(cells.text(at));
        let name = name.strip_prefix("其中").unwrap_or(&name).to_owned();
        let is_total = unnamed || name.contains("总额") || name == "合计" || name == "资金合计";
        let parts = self
            .form
            .funds
            .as_ref()
            .map_or(&[][..], |funds| &funds.parts);
        let is_part = parts.iter().any(|part| labels::plain(part) == name);
        // A part that the form does not name: its figures stand under the columns.
        let mut beside = cells.written().filter(|&figure| figure > at).peekable();
        let is_other = beside.peek().is_some()
            && self.path_of(cells.text(at)).is_none()
            && beside.all(|figure| {
                matches!(keys.get(figure), Some(Some(_))) && words::is_figure(cells.text(figure))
            });
        drop(beside);
        if !is_total && !is_part && !is_other {
            return;
        }
        let figures = figures(keys, cells, at);
        cells.take(at);
        if is_total {
            for (key, figure) in figures {
                if !is_none(&figure) && !self.filled.funds.iter().any(|(there, _)| *there == key) {
                    self.filled.funds.push((key, figure));
                }
            }
        } else if !figures.is_empty() {
            self.filled.parts.push((name, figures));
        }
    }

    /// 一般公共预算：2502.06, or with the figure in the next cell. Whether the row
    /// holds such items.
    fn items(&mut self, cells: &mut Cells<'_>) -> bool {
        let Some(funds) = &self.form.funds else {
            return false;
        };
        let mut any = false;
        for at in cells.written().collect::<Vec<_>>() {
            let compact = words::joined(cells.text(at));
            let item = ["其中：", "其中:"]
                .iter()
                .find_map(|sign| compact.strip_prefix(sign))
                .unwrap_or(&compact);
            let (name, inside) = item.split_once(['：', ':']).unwrap_or((item, ""));
            let name = labels::plain(name);
            if ["按收入性质", "按支出性质"].contains(&name.trim_end_matches('分')) {
                cells.take(at);
                any = true;
                continue;
            }
            let known =
                |names: &[String]| names.iter().find(|one| labels::plain(one) == name).cloned();
            let (is_source, key) = match (known(&funds.sources), known(&funds.natures)) {
                (Some(key), _) => (true, key),
                (None, Some(key)) => (false, key),
                _ => continue,
            };
            any = true;
            cells.take(at);
            let figure = match inside {
                "" => cells
                    .next_written(at)
                    .filter(|&next| words::is_figure(cells.text(next)))
                    .map(|next| cells.take(next).to_owned()),
                figure => Some(figure.to_owned()),
            };
            let Some(figure) = figure else { continue };
            let list = if is_source {
                &mut self.filled.sources
            } else {
                &mut self.filled.natures
            };
            list.push((key, figure));
        }
        any
    }
}

/// What people write where there is nothing: a stroke.
fn is_none(figure: &str) -> bool {
    figure
        .chars()
        .all(|c| matches!(c, '/' | '／' | '-' | '—' | '－'))
}

/// The figures of a row under the keys of the heading; where cells were merged
/// away, one after the other.
fn figures(keys: &Keys, cells: &mut Cells<'_>, label: usize) -> Row {
    let under = |at: usize| keys.get(at).cloned().flatten();
    let straight = cells
        .written()
        .filter(|&at| at > label)
        .all(|at| under(at).is_some());
    let mut figures = Row::new();
    if straight {
        for at in cells.written().filter(|&at| at > label).collect::<Vec<_>>() {
            let figure = cells.take(at).to_owned();
            figures.extend(under(at).map(|key| (key, figure)));
        }
        return figures;
    }
    let mut next = label;
    for key in keys.iter().flatten() {
        let Some(at) = cells.next_written(next) else {
            break;
        };
        figures.push((key.clone(), cells.take(at).to_owned()));
        next = at;
    }
    figures
}
