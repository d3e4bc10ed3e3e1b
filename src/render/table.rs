//! A table as a page shows it: cells with their spans worked out, so that a
//! template only walks over them.

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
    /// The rows repeated on each printed page.
    pub head: Vec<Row>,
    /// The rows.
    pub body: Vec<Row>,
}

/// A row of cells; a cell covered by one above or left of it is not listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What kind of row it is, for the style: empty, `total` or `group`.
    pub kind: &'static str,
    /// The cells from left to right.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
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
    /// Whether points were lost here.
    pub lost: bool,
    /// The numbers of the notes of the checks about this cell.
    pub notes: Vec<usize>,
}
