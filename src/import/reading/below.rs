//! What stands below the tables: the total, and blocks of text.

use super::{Cells, Reader, Section};
use crate::import::{labels, words};

impl Reader<'_> {
    /// 总分, with the weights' sum before it where the form has weights.
    pub(super) fn total(&mut self, cells: &mut Cells<'_>) -> bool {
        let Some(at) = cells.written().next() else {
            return false;
        };
        // There it is the sum of the funds.
        if matches!(self.section, Section::Funds(_)) {
            return false;
        }
        if !["总分", "合计", "总计", "总得分", "自评总分"]
            .contains(&labels::plain(cells.text(at)).as_str())
        {
            return false;
        }
        let figures: Vec<usize> = cells
            .written()
            .filter(|&figure| figure > at && words::is_figure(cells.text(figure)))
            .collect();
        // Under its own column, where that is known; else the last one.
        let under = |at: &&usize| match &self.section {
            Section::Indicators(heading) => heading.is("得分", **at),
            _ => false,
        };
        let is_weight = |at: usize| match &self.section {
            Section::Indicators(heading) => heading.is("分值", at),
            _ => false,
        };
        let score = figures.iter().find(under).or(figures.last());
        let Some(&score) = score else {
            // A heading with the total beside other labels is a field.
            return cells.next_written(at).is_none() && {
                cells.take(at);
                true
            };
        };
        let total = cells.take(score).trim_end_matches('分').to_owned();
        // A sole 100 beside the label, with room for another, is the weights' sum.
        let is_score = match self.exact {
            true => !is_weight(score),
            false => {
                figures.len() > 1
                    || score > at + 1
                    || cells.cells.len() <= score + 1
                    || !self.form.has_column("分值")
            }
        };
        if is_score {
            self.set("总分", total, &cells.cells[score].place);
        }
        cells.take_all();
        true
    }

    /// A text block under the table, such as 改进措施及结果应用方案.
    pub(super) fn block(&mut self, cells: &mut Cells<'_>) -> bool {
        let Some(at) = cells.written().next() else {
            return false;
        };
        let label = labels::plain(cells.text(at));
        let block = self.form.blocks().iter().find(|block| {
            let title = if block.title.is_empty() {
                &block.key
            } else {
                &block.title
            };
            labels::plain(title) == label
        });
        let alone = cells.written().count() <= 2;
        let key = match block {
            Some(block) => Some(block.key.as_str()),
            None => labels::block(&label).filter(|_| alone),
        };
        let Some(key) = key else {
            return false;
        };
        let of_funds = matches!(self.section, Section::Funds(_)) && key == "偏差原因";
        if let Some(value) = cells
            .next_written(at)
            .filter(|_| of_funds && block.is_none())
        {
            let text = words::lines(cells.take(value));
            cells.take(at);
            self.filled.funds.push((key.to_owned(), text));
            return true;
        }
        if let Some(value) = cells.next_written(at) {
            let text = words::lines(cells.take(value));
            self.filled.blocks.push((key.to_owned(), text));
        }
        cells.take(at);
        self.section = Section::Block;
        true
    }

    /// A row below a text block with nothing but text in it.
    pub(super) fn block_goes_on(&mut self, cells: &mut Cells<'_>) {
        let mut written = cells.written();
        let (Some(at), None) = (written.next(), written.next()) else {
            return;
        };
        drop(written);
        let Some((_, text)) = self.filled.blocks.last_mut() else {
            return;
        };
        if at > 0 {
            text.push('\n');
            text.push_str(&words::lines(cells.take(at)));
        }
    }
}
