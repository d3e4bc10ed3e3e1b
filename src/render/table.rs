//! A table as a page shows it: cells with their spans worked out, so that a
//! template only walks over them.

use super::{cells, grid};
use serde::Serialize;

/// A table with merged cells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The address of the table on its page.
    pub id: String,
    /// The caption, read out by screen readers.
    pub caption: String,
    /// The unit of the amounts, such as `单位：万元`; may be empty.
    pub unit: String,
    /// The number of columns, spans counted out.
    pub columns: usize,
    /// The rows repeated on each printed page; may be empty.
    pub head: Vec<Row>,
    /// The rows.
    pub body: Vec<Row>,
}

/// A row of cells; a cell covered by one above or left of it is not listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The address of the row on its page; may be empty.
    pub id: String,
    /// What kind of row it is, for the style: empty, `total`, `group` (a heading
    /// over the rows below it) or `part` (an 其中 row).
    pub kind: &'static str,
    /// The cells from left to right; for the template finished HTML.
    #[serde(serialize_with = "cells::print")]
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text, not yet escaped; line ends are kept.
    pub text: String,
    /// Whether it is a header, and of what: empty, `col`, `row`, `colgroup` or
    /// `rowgroup`.
    pub scope: &'static str,
    /// How many rows it covers, at least 1.
    pub rowspan: usize,
    /// How many columns it covers, at least 1.
    pub colspan: usize,
    /// Whether it holds a figure: aligned right, tabular figures.
    pub numeric: bool,
    /// Whether it names the rows that it covers, as 一级指标 does.
    pub names_group: bool,
    /// Whether points were lost here.
    pub lost: bool,
    /// The numbers of the notes of the checks about this cell.
    pub notes: Vec<usize>,
}

/// How many columns fit on upright paper.
const MOST_UPRIGHT_COLUMNS: usize = 8;

impl Table {
    /// Whether it is too wide for upright paper.
    pub fn is_wide(&self) -> bool {
        self.columns > MOST_UPRIGHT_COLUMNS
    }

    /// The same for a second place on a page: without addresses.
    pub fn without_addresses(&self) -> Self {
        let mut table = self.clone();
        table.id.clear();
        for row in &mut table.body {
            row.id.clear();
        }
        table
    }
}

impl Row {
    /// A plain row.
    pub fn of(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            ..Self::default()
        }
    }
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            text: String::new(),
            scope: "",
            rowspan: 1,
            colspan: 1,
            numeric: false,
            names_group: false,
            lost: false,
            notes: Vec::new(),
        }
    }
}

impl Cell {
    /// A cell with text.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// A cell with a figure as printed.
    pub fn figure(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            numeric: true,
            ..Self::default()
        }
    }

    /// A header of a column, a row or a group of them, as `scope` says.
    pub fn head(scope: &'static str, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            scope,
            ..Self::default()
        }
    }

    /// Whether it stands in the middle of its place on paper, where so many letters
    /// have room on a line: figures, labels, and texts of one line.
    pub fn is_centered(&self, room: usize) -> bool {
        const SHORT_LABEL: usize = 48;
        match self.scope {
            "rowgroup" => false,
            "" => self.numeric || grid::lines(&self.text, room) <= 1,
            _ => grid::width(&self.text) <= SHORT_LABEL,
        }
    }

    /// Over so many columns.
    #[must_use]
    pub fn wide(self, colspan: usize) -> Self {
        Self { colspan, ..self }
    }

    /// Over so many rows.
    #[must_use]
    pub fn tall(self, rowspan: usize) -> Self {
        Self { rowspan, ..self }
    }

    /// With the numbers of the notes about it.
    #[must_use]
    pub fn noted(self, notes: Vec<usize>) -> Self {
        Self { notes, ..self }
    }
}

/// Says where the spans of a table do not cover its grid exactly.
#[cfg(test)]
pub(crate) fn uneven(table: &Table) -> Option<String> {
    for (part, rows) in [("head", &table.head), ("body", &table.body)] {
        let mut taken = vec![vec![false; table.columns]; rows.len()];
        for (y, row) in rows.iter().enumerate() {
            for cell in &row.cells {
                let Some(x) = taken[y].iter().position(|taken| !taken) else {
                    return Some(format!("{part} row {y}: no room for {cell:?}"));
                };
                for yy in y..y + cell.rowspan.max(1) {
                    for xx in x..x + cell.colspan.max(1) {
                        match taken.get_mut(yy).and_then(|row| row.get_mut(xx)) {
                            Some(free) if !*free => *free = true,
                            _ => return Some(format!("{part} row {y}: {cell:?} does not fit")),
                        }
                    }
                }
            }
            if taken[y].contains(&false) {
                return Some(format!("{part} row {y}: not filled"));
            }
        }
    }
    None
}

/// A table's rows as one line of text each, for tests: spans as `文字×行×列`.
#[cfg(test)]
pub(crate) fn lines(rows: &[Row]) -> Vec<String> {
    let print = |cell: &Cell| match (cell.rowspan, cell.colspan) {
        (1, 1) => cell.text.clone(),
        (rows, columns) => format!("{}×{rows}×{columns}", cell.text),
    };
    rows.iter()
        .map(|row| row.cells.iter().map(print).collect::<Vec<_>>().join("|"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_and_overlaps_are_seen() {
        let table = |rows: Vec<Vec<Cell>>| Table {
            columns: 2,
            body: rows.into_iter().map(Row::of).collect(),
            ..Table::default()
        };
        let cell = Cell::default;
        assert_eq!(
            uneven(&table(vec![vec![cell().tall(2), cell()], vec![cell()]])),
            None
        );
        for rows in [
            vec![vec![cell()]],
            vec![vec![cell(), cell(), cell()]],
            vec![vec![cell().tall(2), cell()]],
            vec![vec![cell(), cell().tall(2)], vec![cell().wide(2)]],
        ] {
            assert!(uneven(&table(rows.clone())).is_some(), "{rows:?}");
        }
    }
}
