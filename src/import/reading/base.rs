//! 基础数据表: staffing, spending nested as on paper, buildings.

use super::{Cells, Keys, Reader, Section, has};
use crate::import::document::Cell;
use crate::import::filled::{Base, Row, SpendingRow};
use crate::import::{labels, words};

/// The rows of 经费控制情况 that stand under no other.
const TOPS: [&str; 7] = [
    "三公经费",
    "基本支出",
    "项目支出",
    "公用经费",
    "政府采购金额",
    "部门基本支出预算调整",
    "部门预算调整",
];

/// What forms write over the parts of the table.
const CAPTIONS: [&str; 4] = [
    "基本信息",
    "财政供养人员情况",
    "经费控制情况",
    "楼堂馆所控制情况",
];

/// The columns of 楼堂馆所控制情况 after the building's name.
const BUILDINGS: [&str; 6] = [
    "批复规模",
    "实际规模",
    "规模控制率",
    "预算投资",
    "实际投资",
    "投资概算控制率",
];

impl Reader<'_> {
    /// A row of the table of base data.
    pub(super) fn base_row(&mut self, cells: &mut Cells<'_>) {
        if self.staffing_heading(cells)
            || self.spending_heading(cells)
            || self.buildings_heading(cells)
            || self.base_text(cells)
        {
            return;
        }
        match &self.section {
            Section::Staffing(_) => self.staffing_row(cells),
            Section::Spending(_) => self.spending_row(cells),
            Section::Buildings(_) => self.buildings_row(cells),
            Section::Block => self.block_goes_on(cells),
            _ => {}
        }
        self.fields(cells);
        let caption = cells.written().find(|&at| {
            let plain = labels::plain(cells.text(at));
            !cells.taken[at] && CAPTIONS.contains(&plain.as_str())
        });
        if let Some(at) = caption {
            cells.take(at);
        }
    }

    fn base(&mut self) -> &mut Base {
        self.filled.base.get_or_insert_default()
    }

    fn staffing_heading(&mut self, cells: &mut Cells<'_>) -> bool {
        let key = |cell: &Cell| {
            let label = labels::plain(&cell.text);
            let key = ["编制数", "实际在职人数", "控制率"];
            let key = key.into_iter().find(|key| label.ends_with(key))?;
            Some(key.to_owned())
        };
        let keys: Keys = cells.cells.iter().map(key).collect();
        if !has(&keys, "编制数") || !has(&keys, "实际在职人数") {
            return false;
        }
        self.percentages(cells);
        self.section = Section::Staffing(keys);
        cells.take_all();
        true
    }

    fn staffing_row(&mut self, cells: &mut Cells<'_>) {
        let Section::Staffing(keys) = &self.section else {
            return;
        };
        let figures = under(keys, cells, words::is_figure);
        let figures = self.with_rates(figures, cells);
        let staffing = &mut self.base().staffing;
        match staffing.is_empty() {
            true => *staffing = figures,
            false => staffing.extend(figures),
        }
    }

    fn spending_heading(&mut self, cells: &mut Cells<'_>) -> bool {
        let keys = spending_keys(cells.cells);
        if !has(&keys, "本年决算数") || !has(&keys, "本年预算数") {
            return false;
        }
        self.money_unit(cells);
        self.section = Section::Spending(keys);
        cells.take_all();
        true
    }

    fn spending_row(&mut self, cells: &mut Cells<'_>) {
        let Section::Spending(keys) = &self.section else {
            return;
        };
        let label = |at: &usize| {
            let text = cells.text(*at);
            !matches!(keys.get(*at), Some(Some(_))) && !words::is_figure(text)
        };
        let labels: Vec<usize> = cells.written().filter(label).collect();
        // Merged labels at the left stand before the row's own.
        let Some(&at) = labels.last() else {
            return;
        };
        if CAPTIONS.contains(&labels::plain(cells.text(at)).as_str()) {
            return;
        }
        let figures = without_columns(under(keys, cells, |_| true));
        let text = cells.take(at).to_owned();
        let is_itemised = self
            .form
            .base_data
            .as_ref()
            .map(|layout| layout.itemised.clone());
        let rows = &mut self.base().spending;
        let (depth, name) = nested(&text, rows);
        let opens =
            text.contains("一个专项一行") || is_itemised.is_some_and(|of| of.contains(&name));
        rows.push(SpendingRow {
            depth,
            name,
            figures,
            opens,
            is_part: text.starts_with("其中"),
        });
    }

    /// The figures with the signs of their rates.
    fn with_rates(&mut self, row: Vec<(String, String, usize)>, cells: &Cells<'_>) -> Row {
        let with_rate = |(key, text, at): (String, String, usize)| match key.ends_with("控制率")
        {
            true => (key, self.rate(&text, (at, &cells.cells[at]), None)),
            false => (key, text),
        };
        row.into_iter().map(with_rate).collect()
    }

    fn buildings_heading(&mut self, cells: &mut Cells<'_>) -> bool {
        let key = |cell: &Cell| {
            let label = labels::plain(&cell.text);
            let key = BUILDINGS.into_iter().find(|key| label == *key)?;
            Some(key.to_owned())
        };
        let mut keys: Keys = cells.cells.iter().map(key).collect();
        if !has(&keys, "批复规模") || !has(&keys, "实际规模") {
            return false;
        }
        let first = keys.iter().position(Option::is_some).unwrap_or_default();
        if let Some(name) = first.checked_sub(1) {
            keys[name] = Some("名称".to_owned());
        }
        self.percentages(cells);
        self.section = Section::Buildings(keys);
        cells.take_all();
        true
    }

    fn buildings_row(&mut self, cells: &mut Cells<'_>) {
        let Section::Buildings(keys) = &self.section else {
            return;
        };
        let has_figure = cells.written().any(|at| words::is_figure(cells.text(at)));
        if !has_figure {
            return;
        }
        let building = under(keys, cells, |_| true);
        let building = self.with_rates(building, cells);
        self.base().buildings.push(building);
    }

    /// 厉行节约保障措施 and 说明, with the text beside or below.
    fn base_text(&mut self, cells: &mut Cells<'_>) -> bool {
        let Some(at) = cells.written().next() else {
            return false;
        };
        let key = match labels::plain(cells.text(at)).as_str() {
            "厉行节约保障措施" => "厉行节约保障措施",
            "说明" | "备注" => "备注",
            _ => return false,
        };
        cells.take(at);
        let text = match cells.next_written(at) {
            Some(value) => words::lines(cells.take(value)),
            None => String::new(),
        };
        self.filled.blocks.push((key.to_owned(), text));
        self.section = Section::Block;
        true
    }
}

/// What stands under the keys of the heading, each under its own, with its column.
fn under(
    keys: &Keys,
    cells: &mut Cells<'_>,
    fits: impl Fn(&str) -> bool,
) -> Vec<(String, String, usize)> {
    let mut row = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        if let Some(key) = key
            && !cells.text(at).is_empty()
            && fits(cells.text(at))
        {
            row.push((key.clone(), words::joined(cells.take(at)), at));
        }
    }
    row
}

fn without_columns(row: Vec<(String, String, usize)>) -> Row {
    row.into_iter().map(|(key, text, _)| (key, text)).collect()
}

/// 2022年决算数, 2023年预算数, 2023年决算数: the earlier of two outturns is last
/// year's.
fn spending_keys(cells: &[Cell]) -> Keys {
    let outturn = |cell: &Cell| {
        let label = labels::plain(&cell.text);
        let year: String = label.chars().filter(char::is_ascii_digit).collect();
        (label.ends_with("决算数") || label.ends_with("决算"))
            .then_some((label.contains("上年"), year))
    };
    let outturns: Vec<(usize, (bool, String))> = cells
        .iter()
        .enumerate()
        .filter_map(|(at, cell)| Some((at, outturn(cell)?)))
        .collect();
    // One that names no year stands in the forms' own order.
    let last_year = outturns
        .iter()
        .find(|(_, (is_last, _))| *is_last)
        .or_else(|| {
            let earliest = outturns.iter().min_by(|a, b| a.1.1.cmp(&b.1.1));
            earliest.filter(|_| outturns.len() > 1)
        })
        .map(|(at, _)| *at);
    let key = |(at, cell): (usize, &Cell)| {
        let label = labels::plain(&cell.text);
        let key = if outturns.iter().any(|(one, _)| *one == at) {
            match last_year == Some(at) {
                true => "上年决算数",
                false => "本年决算数",
            }
        } else if label.ends_with("预算数") || label.ends_with("预算") {
            "本年预算数"
        } else {
            return None;
        };
        Some(key.to_owned())
    };
    cells.iter().enumerate().map(key).collect()
}

/// How deep a row stands below others, by what stands before its name: `1、` is one
/// below the last row that is under none, 其中 one below the row above; what bears
/// neither goes on at the depth of the row above, or below one that asks for a row
/// each.
fn nested(text: &str, above: &[SpendingRow]) -> (usize, String) {
    let text = words::joined(text);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = match digits.len() < text.len() {
        true => digits.strip_prefix(['、', '.', '．']),
        false => None,
    };
    let part = text
        .strip_prefix("其中")
        .map(|rest| rest.trim_start_matches(['：', ':']));
    let own = numbered.or(part).unwrap_or(&text);
    let own = own.trim_end_matches(['：', ':']);
    let name = match own.find(['（', '(']) {
        Some(open) if own[open..].contains("一个专项一行") => own[..open].to_owned(),
        _ => own.to_owned(),
    };
    let depth = match above.last() {
        None => 0,
        Some(_) if numbered.is_some() => 1,
        Some(last) if part.is_some() && !last.is_part => last.depth + 1,
        Some(_) if TOPS.contains(&name.as_str()) => 0,
        Some(last) if last.opens => last.depth + 1,
        Some(last) => last.depth,
    };
    (depth, name)
}
