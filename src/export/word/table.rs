//! A table of the page as a table on paper: merged cells, header rows on every
//! page, no row torn by a page's end unless it is long.

use super::xml;
use crate::render::grid::lines;
use crate::render::table::{Cell, Row, Table};

/// How wide a letter of the tables' text is, in twentieths of a point.
const LETTER: usize = 100;

/// The room left and right of a text in its cell, together.
const PADDING: usize = 114;

/// Rows of more lines may be torn by a page's end.
const LONGEST_WHOLE: usize = 12;

/// A table whose columns are so many twentieths of a point wide.
pub fn table(table: &Table, widths: &[usize]) -> String {
    let whole: usize = widths.iter().sum();
    let columns: String = widths
        .iter()
        .map(|width| format!("<w:gridCol w:w=\"{width}\"/>"))
        .collect();
    let mut writer = Writer {
        widths,
        above: vec![None; widths.len()],
    };
    let head: String = table
        .head
        .iter()
        .map(|row| writer.row(row, "<w:tblHeader/>"))
        .collect();
    let body: String = table.body.iter().map(|row| writer.row(row, "")).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"FormTable\"/><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>\
         <w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
         <w:tblGrid>{columns}</w:tblGrid>{head}{body}</w:tbl>"
    )
}

struct Writer<'a> {
    widths: &'a [usize],
    /// For each column the cell from above that reaches into the next row: how many
    /// rows further, over how many columns.
    above: Vec<Option<(usize, usize)>>,
}

impl Writer<'_> {
    fn row(&mut self, row: &Row, properties: &str) -> String {
        let mut cells = row.cells.iter();
        // A heading over rows is not the last on its page.
        let keep = match row.kind {
            "group" => "<w:keepNext/>",
            _ => "",
        };
        let mut xml = String::new();
        let mut most = 1;
        let mut at = 0;
        while at < self.widths.len() {
            if let Some((further, wide)) = self.above[at].take() {
                xml.push_str(&self.cell(at, wide, "<w:vMerge/>", &Cell::default(), keep));
                if further > 1 {
                    self.above[at] = Some((further - 1, wide));
                }
                at += wide;
                continue;
            }
            let blank = Cell::default();
            let cell = cells.next().unwrap_or(&blank);
            let wide = cell.colspan.clamp(1, self.widths.len() - at);
            let merge = if cell.rowspan > 1 {
                self.above[at] = Some((cell.rowspan - 1, wide));
                "<w:vMerge w:val=\"restart\"/>"
            } else {
                most = most.max(lines(&cell.text, self.room(at, wide)));
                ""
            };
            xml.push_str(&self.cell(at, wide, merge, cell, keep));
            at += wide;
        }
        let whole = if most <= LONGEST_WHOLE {
            "<w:cantSplit/>"
        } else {
            ""
        };
        format!("<w:tr><w:trPr>{whole}{properties}</w:trPr>{xml}</w:tr>")
    }

    fn width(&self, at: usize, wide: usize) -> usize {
        self.widths[at..at + wide].iter().sum()
    }

    /// How many letters have room on a line of a cell.
    fn room(&self, at: usize, wide: usize) -> usize {
        self.width(at, wide).saturating_sub(PADDING) / LETTER
    }

    fn cell(&self, at: usize, wide: usize, merge: &str, cell: &Cell, keep: &str) -> String {
        let width = self.width(at, wide);
        let span = match wide {
            1 => String::new(),
            wide => format!("<w:gridSpan w:val=\"{wide}\"/>"),
        };
        let style = if cell.is_centered(self.room(at, wide)) {
            "TableCenter"
        } else {
            "TableText"
        };
        let text = cell.text.trim_end_matches('\n');
        let paragraphs: String = text
            .split('\n')
            .map(|line| xml::plain_with(style, keep, line))
            .collect();
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{merge}\
             <w:vAlign w:val=\"center\"/></w:tcPr>{paragraphs}</w:tc>"
        )
    }
}
