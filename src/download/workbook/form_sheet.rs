//! The official form on a sheet: A4, one page wide, its header rows on every
//! page, merged cells as on paper.
//!
//! The form's tables have columns of their own; on the sheet they share one grid,
//! see [`Grid`].

use super::{FONT, Form, cell_format, number_format};
use crate::model::{Amount, Percent};
use crate::render::grid::{self, Grid, starts};
use crate::render::table::{Cell, Row, Table};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use std::ops::Range;

/// The paper of the forms.
const A4: u8 = 9;

/// How many letters fit on a line of upright and of sidelong paper.
const UPRIGHT_LETTERS: usize = 92;
const SIDELONG_LETTERS: usize = 140;

/// The height of a line in points, the room above and below a text, and the most
/// that a row may have.
const LINE: usize = 15;
const BESIDE: usize = 5;
const TALLEST: usize = 409;

/// Writes a form.
pub fn write(form: &Form<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(&form.sheet)?;
    sheet.set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_screen_gridlines(false);
    sheet.set_footer("&C— &P —");
    let is_wide = form.tables.iter().any(Table::is_wide);
    if is_wide {
        sheet.set_landscape();
    }
    let letters = if is_wide {
        SIDELONG_LETTERS
    } else {
        UPRIGHT_LETTERS
    };
    let grid = Grid::of(form.tables, letters);
    for (at, width) in (0_u16..).zip(&grid.widths) {
        sheet.set_column_width(at, u32::try_from(*width).unwrap_or_default())?;
    }
    let mut writer = Writer {
        sheet,
        grid: &grid,
        texts: &Texts::new(),
        row: 0,
    };
    writer.title(&form.title)?;
    writer.note(&form.note)?;
    for (table, edges) in form.tables.iter().zip(&grid.edges) {
        writer.table(table, edges)?;
    }
    Ok(())
}

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    grid: &'a Grid,
    texts: &'a Texts,
    /// The row to be written next.
    row: u32,
}

/// How the texts of cells look.
struct Texts {
    left: Format,
    centered: Format,
}

impl Texts {
    fn new() -> Self {
        let text = cell_format().set_text_wrap();
        Self {
            left: text.clone().set_align(FormatAlign::Left),
            centered: text.set_align(FormatAlign::Center),
        }
    }
}

impl Writer<'_> {
    fn last_column(&self) -> u16 {
        u16::try_from(self.grid.widths.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    fn title(&mut self, title: &str) -> Result<(), XlsxError> {
        let format = Format::new()
            .set_font_name(FONT)
            .set_font_size(16)
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        self.over(0..self.grid.widths.len(), 1, title, &format)?;
        self.sheet.set_row_height(self.row, 32)?;
        self.row += 1;
        Ok(())
    }

    /// A line at the right, where there is something to say.
    fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        if !text.is_empty() {
            let format = Format::new()
                .set_font_name(FONT)
                .set_font_size(10)
                .set_align(FormatAlign::Right);
            self.over(0..self.grid.widths.len(), 1, text, &format)?;
            self.row += 1;
        }
        Ok(())
    }

    fn table(&mut self, table: &Table, edges: &[usize]) -> Result<(), XlsxError> {
        self.note(&table.unit)?;
        let first = self.row;
        let starts = starts(table);
        let rows: Vec<&Row> = table.head.iter().chain(&table.body).collect();
        let heights = self.heights(&rows, &starts, edges);
        // A row taller than any sheet's is made of several.
        let tall: Vec<usize> = heights.iter().map(|it| it.div_ceil(TALLEST)).collect();
        for (at, (row, starts)) in rows.iter().zip(&starts).enumerate() {
            for (cell, start) in row.cells.iter().zip(starts) {
                let columns = edges[*start]..edges[start + cell.colspan];
                let below = tall[at..].iter().take(cell.rowspan).sum();
                self.cell(cell, columns, below)?;
            }
            let height = heights[at].div_ceil(tall[at]);
            for _ in 0..tall[at] {
                let height = u32::try_from(height).unwrap_or_default();
                self.sheet.set_row_height(self.row, height)?;
                self.row += 1;
            }
        }
        if !table.head.is_empty() && table.body.len() > 20 {
            let last = first + u32::try_from(table.head.len()).unwrap_or(1) - 1;
            self.sheet.set_repeat_rows(first, last)?;
        }
        Ok(())
    }

    /// How tall the rows are in points, so that each text has room in its cells.
    fn heights(&self, rows: &[&Row], starts: &[Vec<usize>], edges: &[usize]) -> Vec<usize> {
        let mut heights = vec![LINE + BESIDE; rows.len()];
        let cells = rows
            .iter()
            .zip(starts)
            .enumerate()
            .flat_map(|(at, (row, starts))| {
                let cells = row.cells.iter().zip(starts);
                cells.map(move |(cell, start)| (at, cell, *start))
            });
        let mut cells: Vec<_> = cells.collect();
        // What a merged cell needs above its rows is given to the last of them.
        cells.sort_by_key(|(at, cell, _)| (cell.rowspan > 1, *at));
        for (at, cell, start) in cells {
            let lines = self.lines(&cell.text, edges[start]..edges[start + cell.colspan]);
            let last = (at + cell.rowspan.max(1)).min(rows.len()) - 1;
            let others: usize = heights[at..last].iter().sum();
            let needed = (lines * LINE + BESIDE).saturating_sub(others);
            heights[last] = heights[last].max(needed);
        }
        heights
    }

    /// How many lines a text takes in these columns.
    fn lines(&self, text: &str, columns: Range<usize>) -> usize {
        grid::lines(text, self.room(columns))
    }

    /// How many letters have room on a line of these columns.
    fn room(&self, columns: Range<usize>) -> usize {
        let room: usize = self.grid.widths[columns].iter().sum();
        room.saturating_sub(1)
    }

    fn cell(&mut self, cell: &Cell, columns: Range<usize>, below: usize) -> Result<(), XlsxError> {
        let texts = self.texts;
        let format = match cell.is_centered(self.room(columns.clone())) {
            true => &texts.centered,
            false => &texts.left,
        };
        self.over(columns.clone(), below, &cell.text, format)?;
        let column = u16::try_from(columns.start).unwrap_or(u16::MAX);
        if cell.numeric {
            if let Ok(percent) = Percent::parse(&cell.text)
                && cell.text.ends_with('%')
                && let Some(share) = percent.0.checked_div(Amount::HUNDRED)
            {
                let format = merged(number_format(percent.0.places(), "%"));
                self.sheet
                    .write_number_with_format(self.row, column, share.to_f64(), &format)?;
            } else if let Ok(amount) = Amount::parse(&cell.text) {
                let format = merged(number_format(amount.places(), ""));
                self.sheet
                    .write_number_with_format(self.row, column, amount.to_f64(), &format)?;
            }
        }
        Ok(())
    }

    /// A text over these columns and so many rows from here down.
    fn over(
        &mut self,
        columns: Range<usize>,
        rows: usize,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let number = |column: usize| u16::try_from(column).unwrap_or(u16::MAX);
        let (first, last) = (number(columns.start), number(columns.end.max(1) - 1));
        let below = u32::try_from(rows.max(1) - 1).unwrap_or_default();
        if first == last.min(self.last_column()) && below == 0 {
            self.sheet
                .write_string_with_format(self.row, first, text, format)?;
        } else {
            self.sheet
                .merge_range(self.row, first, self.row + below, last, text, format)?;
        }
        Ok(())
    }
}

/// A number that may stand in a merged cell.
fn merged(format: Format) -> Format {
    format
        .set_align(FormatAlign::Center)
        .set_border(FormatBorder::Thin)
}
