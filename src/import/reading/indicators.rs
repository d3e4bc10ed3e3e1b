//! The indicator table: rows under headings, with merged cells filled down.

use super::apart::{apart, speaks_of_measures};
use super::{Cells, Keys, Reader, Section, has};
use crate::form::{Column, Form};
use crate::import::document::Cell;
use crate::import::filled::Row;
use crate::import::{labels, words};

/// The heading of an indicator table.
pub(super) struct Heading {
    keys: Keys,
    /// What the merged cells of the rows above say.
    level1: String,
    level2: String,
}

impl Heading {
    /// Whether a column has this key.
    pub(super) fn is(&self, wanted: &str, at: usize) -> bool {
        matches!(self.keys.get(at), Some(Some(key)) if key == wanted)
    }
}

/// How far the cells of a row may be moved against the heading: a page's end drops
/// the merged cells at the left.
const SHIFTS: [isize; 4] = [0, 1, 2, -1];

impl Reader<'_> {
    pub(super) fn indicator_heading(&mut self, cells: &mut Cells<'_>) -> bool {
        let own = |heading: &str| {
            let label = labels::plain(heading);
            let mut columns = self.form.columns().iter().filter(|_| !label.is_empty());
            let named =
                |column: &&Column| labels::plain(&column.label().replace('+', "及")) == label;
            columns.find(named).map(|column| column.key.clone())
        };
        let key =
            |cell: &Cell| own(&cell.text).or_else(|| labels::column(&cell.text).map(str::to_owned));
        let mut keys: Keys = cells.cells.iter().map(key).collect();
        // 绩效指标 at the left is the block's label where another cell names the rows.
        let names = keys.iter().flatten().filter(|key| *key == "三级指标");
        let names = names.count();
        if names > 1
            && let Some(first) = keys.iter_mut().find(|key| key.is_some())
        {
            *first = None;
        }
        if !has(&keys, "三级指标") || !has(&keys, "年度指标值") {
            return false;
        }
        // A heading that a page repeats: the merged cells go on.
        let (level1, level2) = match &mut self.section {
            Section::Indicators(above) => (
                std::mem::take(&mut above.level1),
                std::mem::take(&mut above.level2),
            ),
            _ => Default::default(),
        };
        self.section = Section::Indicators(Heading {
            keys,
            level1,
            level2,
        });
        cells.take_all();
        true
    }

    pub(super) fn indicator_row(&mut self, cells: &mut Cells<'_>) {
        let exact = self.exact;
        let shows_weight = self.form.columns().iter().any(|column| column.shows_weight);
        let Section::Indicators(heading) = &mut self.section else {
            return;
        };
        let shift = match exact {
            true => 0,
            false => best_shift(self.form, &heading.keys, cells),
        };
        let mut row = Row::new();
        let mut level1_weight = None;
        let mut has_level2 = false;
        let mut level2_weight = None;
        for (column, key) in heading.keys.iter().enumerate() {
            let Some(key) = key.as_deref() else { continue };
            let Some(at) = column.checked_add_signed(-shift) else {
                continue;
            };
            let text = cells.take(at);
            if text.is_empty() {
                continue;
            }
            match key {
                "一级指标" => {
                    heading.level1 = labels::without_weight(text);
                    heading.level2.clear();
                    level1_weight =
                        labels::weight(text).map(|weight| (heading.level1.clone(), weight));
                }
                "二级指标" => {
                    heading.level2 = labels::without_weight(text);
                    level2_weight = labels::weight(text);
                    has_level2 = true;
                }
                "三级指标" => {
                    let name = words::joined(text);
                    row.push((key.to_owned(), labels::without_number(&name).to_owned()));
                }
                _ if key.contains('+') => match apart(key, text) {
                    Some(told) => row.extend(told),
                    None => {
                        let first = key.split('+').next().unwrap_or(key);
                        row.push((first.to_owned(), words::joined(text)));
                        let cell = cells.cells.get(at).filter(|_| speaks_of_measures(text));
                        self.filled
                            .whole
                            .extend(cell.map(|cell| cell.place.clone()));
                    }
                },
                _ => row.push((key.to_owned(), words::joined(text))),
            }
        }
        let block_label = cells
            .written()
            .find(|&at| !cells.taken[at] && labels::is_of_the_form(cells.text(at)));
        if let Some(at) = block_label {
            cells.take(at);
        }
        let is_covered = |at: usize| cells.cells.get(at).is_some_and(|cell| cell.covered);
        let mut scores = heading.keys.iter().enumerate();
        let shares_score = exact
            && scores
                .any(|(at, key)| matches!(key.as_deref(), Some("分值" | "得分")) && is_covered(at));
        let level2 = heading.level2.clone();
        let level1 = match exact {
            true => heading.level1.clone(),
            false => level1_of(self.form, &level2).unwrap_or_else(|| heading.level1.clone()),
        };
        if let Some((label, weight)) = level1_weight {
            self.level1_weights().push((label, weight));
        }
        let is_template = |(_, text): &(String, String)| {
            let bare = text.trim_end_matches(['：', ':']);
            let numbered = bare
                .strip_prefix("指标")
                .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()));
            numbered || text.chars().all(|c| matches!(c, '…' | '.' | '·'))
        };
        row.retain(|pair| !is_template(pair));
        // A blank form keeps its headings, and of its rows the first of each.
        if row.is_empty() && !has_level2 {
            return;
        }
        if let Some(weight) = level2_weight.filter(|_| shows_weight) {
            row.push(("分值".to_owned(), weight));
        }
        for (key, text) in &mut row {
            if ["分值", "得分"].contains(&key.as_str()) {
                *text = text.trim_end_matches('分').to_owned();
            }
        }
        let levels = [("一级指标", level1), ("二级指标", level2)];
        let levels = levels
            .into_iter()
            .filter(|(key, _)| self.form.has_column(key))
            .map(|(key, text)| (key.to_owned(), text));
        let mut row: Row = levels.chain(row).collect();
        if shares_score {
            row.push(("并入上行".to_owned(), "true".to_owned()));
        }
        match self.filled.goals.last_mut() {
            Some(goal) if self.form.goals.as_ref().is_some_and(|goals| goals.grouped) => {
                goal.rows.push(row);
            }
            _ => self.filled.rows.push(row),
        }
    }

    fn level1_weights(&mut self) -> &mut Vec<(String, String)> {
        match self.filled.goals.last_mut() {
            Some(goal) if self.form.goals.as_ref().is_some_and(|goals| goals.grouped) => {
                &mut goal.level1_weights
            }
            _ => &mut self.filled.level1_weights,
        }
    }

    /// Rows above the first level-1 heading, where a page's end moved it down, are
    /// under that heading.
    pub(super) fn level1_from_below(&mut self) {
        let own = std::iter::once(&mut self.filled.rows);
        let of_goals = self.filled.goals.iter_mut().map(|goal| &mut goal.rows);
        for rows in own.chain(of_goals) {
            let level1 = |row: &Row| {
                row.iter()
                    .find(|(key, _)| key == "一级指标")
                    .map(|(_, text)| text.clone())
            };
            let Some(first) = rows.iter().filter_map(level1).find(|text| !text.is_empty()) else {
                continue;
            };
            for row in rows.iter_mut() {
                for (key, text) in row.iter_mut() {
                    if key == "一级指标" && text.is_empty() {
                        text.clone_from(&first);
                    }
                }
            }
        }
    }
}

/// The level-1 heading that a level-2 heading belongs to on the form, where it is
/// but one. Text pasted over a page's end has headings that moved.
fn level1_of(form: &Form, level2: &str) -> Option<String> {
    let level2 = level2.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut of = form.level1.iter().flatten().filter(|level| {
        let mut known = level.level2.iter();
        known.any(|one| one == level2)
    });
    match (of.next(), of.next()) {
        (Some(level), None) => Some(level.name.clone()),
        _ => None,
    }
}

/// How far a row's cells stand to the left of their columns: where the most
/// of them look like what the column holds.
fn best_shift(form: &Form, keys: &Keys, cells: &Cells<'_>) -> isize {
    let fit = |shift: isize| -> i32 {
        let columns = keys.iter().enumerate();
        let fits = columns.filter_map(|(column, key)| {
            let at = column.checked_add_signed(-shift)?;
            Some(looks_like(form, key.as_deref()?, cells.text(at)))
        });
        let lost = cells.written().filter(|&at| {
            let column = at.checked_add_signed(shift);
            column.is_none_or(|column| !matches!(keys.get(column), Some(Some(_))))
        });
        fits.sum::<i32>() - i32::try_from(lost.count()).unwrap_or(i32::MAX)
    };
    let mut best = SHIFTS[0];
    let missing = keys.len().cmp(&cells.cells.len());
    for shift in SHIFTS {
        // A row with a cell for each column stands as it is.
        if shift.cmp(&0) == missing && fit(shift) > fit(best) {
            best = shift;
        }
    }
    best
}

/// For and against a text under a key.
fn looks_like(form: &Form, key: &str, text: &str) -> i32 {
    if text.is_empty() {
        return 0;
    }
    let level1 = || form.level1.iter().flatten();
    let name = labels::without_weight(text);
    let heading = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_level1 = level1().any(|level| level.name == name);
    let is_level2 = level1().any(|level| level.level2.iter().any(|level2| level2 == heading));
    match key {
        "一级指标" if is_level1 => 3,
        "二级指标" if is_level2 && !is_level1 => 3,
        "一级指标" if is_level2 => -3,
        "二级指标" if is_level1 => -3,
        "一级指标" | "二级指标" if heading.ends_with("指标") => 1,
        "一级指标" | "二级指标" => -2,
        "分值" | "得分" if words::is_figure(text) => 2,
        "分值" | "得分" => -5,
        "三级指标" if words::is_figure(text) => -2,
        "三级指标" => 1,
        _ => 0,
    }
}
