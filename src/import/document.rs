//! A file as what stands in it, in reading order: paragraphs and tables.

use std::ops::Range;

/// A Word file, a sheet, or pasted text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// What stands in it, in reading order.
    pub blocks: Vec<Block>,
    /// Whether it tells which cells are merged; pasted text does not.
    pub exact: bool,
}

impl Document {
    /// The rows of all its tables.
    pub fn rows(&self) -> impl Iterator<Item = &Vec<Cell>> + Clone {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        });
        tables.flat_map(|table| &table.rows)
    }
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Text outside tables.
    Paragraph(Paragraph),
    /// A table, page breaks or not.
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text without white space around it.
    pub text: String,
    /// 1 for a chapter, where the file itself says that it is a heading, and 0 where
    /// it says that it is none.
    pub level: Option<u8>,
    /// Where the file itself says that it is an item of a list.
    pub item: Option<Item>,
    /// Which of its letters are bold, in order.
    pub bold: Vec<Range<usize>>,
    /// Where it stands, for people: 第12行.
    pub place: String,
}

impl Paragraph {
    /// Puts a number before its text.
    pub fn put_before(&mut self, number: &str) {
        self.text.insert_str(0, number);
        for range in &mut self.bold {
            *range = range.start + number.len()..range.end + number.len();
        }
    }
}

/// An item of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Item {
    /// How many items it stands in.
    pub depth: u8,
    /// Its number, where its list has numbers.
    pub number: Option<u32>,
}

/// The cells of a table, row by row. Cells that another one covers are there and
/// blank, so that columns stand under each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text without white space around it; lines of their own stay so.
    pub text: String,
    /// Where it stands, for people: B7, or 第3行第2格.
    pub place: String,
    /// Whether it is part of the cell above it.
    pub covered: bool,
}

impl Cell {
    /// A cell of its own.
    pub fn new(text: &str, place: impl Into<String>) -> Self {
        Self {
            text: text.trim().to_owned(),
            place: place.into(),
            covered: false,
        }
    }

    /// Whether nothing is written in it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}
