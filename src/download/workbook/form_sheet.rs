//! The official form on a sheet: A4, one page wide, its header rows on every
//! page, merged cells as on paper.
//!
//! The form's tables have columns of their own; on the sheet they share one grid,
//! see [`Grid`].

use super::{FONT, Form, cell_format, number_format};
use crate::model::{Amount, Percent};
use crate::render::grid::{self, Grid, starts, width};
use crate::render::table::{Cell, Row, Table};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use std::ops::Range;

/// The paper of the forms.
const A4: u8 = 9;

/// How many letters fit on a line of upright and of sidelong paper.
const UPRIGHT_LETTERS: usize = 92;
const SIDELONG_LETTERS: usize = 140;

/// The height of a line in points, and the most that a row may have.
const LINE: usize = 15;
const TALLEST: usize = 409;

/// Writes a form.
pub fn write(form: &Form<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(&form.sheet)?;
    sheet.set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_screen_gridlines(false);
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
    /// The row to be written next.
    row: u32,
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
        for (row, starts) in table.head.iter().chain(&table.body).zip(&starts) {
            self.cells(row, starts, edges)?;
        }
        if !table.head.is_empty() && table.body.len() > 20 {
            let last = first + u32::try_from(table.head.len()).unwrap_or(1) - 1;
            self.sheet.set_repeat_rows(first, last)?;
        }
        Ok(())
    }

    fn cells(&mut self, row: &Row, starts: &[usize], edges: &[usize]) -> Result<(), XlsxError> {
        let mut lines = 1;
        for (cell, start) in row.cells.iter().zip(starts) {
            let columns = edges[*start]..edges[start + cell.colspan];
            if cell.rowspan == 1 {
                lines = lines.max(self.lines(&cell.text, columns.clone()));
            }
            self.cell(cell, columns)?;
        }
        let height = u32::try_from((lines * LINE + 5).min(TALLEST)).unwrap_or_default();
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    /// How many lines a text takes in these columns.
    fn lines(&self, text: &str, columns: Range<usize>) -> usize {
        let room: usize = self.grid.widths[columns].iter().sum();
        grid::lines(text, room.saturating_sub(1))
    }

    fn cell(&mut self, cell: &Cell, columns: Range<usize>) -> Result<(), XlsxError> {
        let format = format(cell);
        self.over(columns.clone(), cell.rowspan, &cell.text, &format)?;
        let column = u16::try_from(columns.start).unwrap_or(u16::MAX);
        if cell.numeric {
            if let Ok(percent) = Percent::parse(&cell.text)
                && cell.text.ends_with('%')
                && let Some(share) = percent.0.checked_div(Amount::HUNDRED)
            {
                let format = merged(number_format(percent.0, "%"));
                self.sheet
                    .write_number_with_format(self.row, column, share.to_f64(), &format)?;
            } else if let Ok(amount) = Amount::parse(&cell.text) {
                let format = merged(number_format(amount, ""));
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

fn format(cell: &Cell) -> Format {
    let format = cell_format().set_text_wrap();
    if !cell.scope.is_empty() || cell.numeric || width(&cell.text) <= 12 {
        format.set_align(FormatAlign::Center)
    } else {
        format.set_align(FormatAlign::Left)
    }
}
