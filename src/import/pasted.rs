//! Text pasted out of Word: cells set apart by tabs.
//!
//! Two ways of pasting are met with. In one each row is a line. In the other each
//! cell starts a line with a tab, goes on over further lines, and an empty line
//! ends the row; cells that were merged away are blank in both.

use super::document::{Block, Cell, Document, Paragraph, Table};

/// Above this many letters a line is no label that a cell goes on with.
const LONGEST_LABEL: usize = 14;

/// How many blank lines are looked past.
const LOOKAHEAD: usize = 200;

/// Reads pasted text.
pub fn read(text: &str) -> Document {
    let lines: Vec<&str> = text.lines().collect();
    let a_row_a_line = lines.iter().any(|line| {
        let last_tab = line.rfind('\t');
        last_tab.is_some_and(|at| at > 0) && !line.trim().is_empty()
    });
    let mut reader = Reader {
        lines: &lines,
        at: 0,
        document: Document::default(),
    };
    if a_row_a_line {
        reader.rows();
    } else {
        reader.cells();
    }
    reader.document
}

/// Reads cells set apart by commas, a row a line.
pub fn commas(text: &str) -> Document {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    for (row, record) in reader.records().flatten().enumerate() {
        let cells = record.iter().enumerate();
        let cells = cells
            .map(|(column, text)| Cell::new(text, format!("第{}行第{}格", row + 1, column + 1)));
        table.rows.push(cells.collect());
    }
    Document {
        blocks: vec![Block::Table(table)],
        exact: false,
    }
}

struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
    document: Document,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> Option<&str> {
        self.lines.get(at).copied()
    }

    fn place(&self) -> String {
        format!("第{}行", self.at + 1)
    }

    /// The next line that has something on it, from here.
    fn next_written(&self, from: usize) -> Option<&str> {
        let rest = self.lines.get(from..)?;
        let mut near = rest.iter().copied().take(LOOKAHEAD);
        near.find(|line| !line.trim().is_empty())
    }

    fn paragraph(&mut self) {
        let text = self.line(self.at).unwrap_or_default().trim().to_owned();
        if !text.is_empty() {
            let place = self.place();
            self.document.blocks.push(Block::Paragraph(Paragraph {
                text,
                place,
                ..Paragraph::default()
            }));
        }
        self.at += 1;
    }

    /// Each line with a tab is a row.
    fn rows(&mut self) {
        let mut table = Table::default();
        while let Some(line) = self.line(self.at) {
            if line.contains('\t') && !line.trim().is_empty() {
                let cells = line.trim_end_matches('\n').split('\t').enumerate();
                let row = cells
                    .map(|(column, text)| {
                        Cell::new(text, format!("第{}行第{}格", self.at + 1, column + 1))
                    })
                    .collect();
                table.rows.push(row);
                self.at += 1;
                continue;
            }
            let goes_on = line.trim().is_empty()
                && self
                    .next_written(self.at)
                    .is_some_and(|next| next.contains('\t'));
            if goes_on {
                self.at += 1;
                continue;
            }
            self.finish(&mut table);
            self.paragraph();
        }
        self.finish(&mut table);
    }

    /// Each line that starts with a tab is a cell.
    fn cells(&mut self) {
        while let Some(line) = self.line(self.at) {
            if line.starts_with('\t') {
                self.table();
            } else {
                self.paragraph();
            }
        }
    }

    /// One table, of which the first cell starts here.
    fn table(&mut self) {
        let mut table = Table::default();
        let mut row: Vec<Cell> = Vec::new();
        while let Some(line) = self.line(self.at) {
            if let Some(text) = line.strip_prefix('\t') {
                let place = format!("第{}行", self.at + 1);
                row.push(Cell::new(text, place));
                self.at += 1;
                continue;
            }
            if line.trim().is_empty() {
                if self
                    .line(self.at + 1)
                    .is_some_and(|next| next.starts_with('\t'))
                {
                    table.rows.push(std::mem::take(&mut row));
                    self.at += 1;
                    continue;
                }
                let written = self.next_written(self.at);
                let within =
                    row.last().is_some_and(Cell::is_blank) && written.is_some_and(goes_on_with);
                if !within {
                    break;
                }
                self.at += 1;
                continue;
            }
            let Some(cell) = row.last_mut() else { break };
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
            cell.text.push_str(line.trim());
            self.at += 1;
        }
        if !row.is_empty() {
            table.rows.push(row);
        }
        self.finish(&mut table);
    }

    fn finish(&mut self, table: &mut Table) {
        if !table.rows.is_empty() {
            let table = std::mem::take(table);
            self.document.blocks.push(Block::Table(table));
        }
    }
}

/// Whether a line after blank ones can be what a blank cell goes on with, and not
/// what stands below the table: a short label.
fn goes_on_with(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= LONGEST_LABEL
        && !["：", ":", "附件", "自评表", "备注"]
            .iter()
            .any(|sign| line.contains(sign))
}
