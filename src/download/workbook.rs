//! A workbook: the official form as it prints, with its merged cells, and after
//! it the records, a sheet a table. The only module that knows of the XLSX
//! format.

mod form_sheet;

use super::table::{Table, Value};
use crate::render::grid::width;
use crate::render::table::Table as FormTable;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};
use std::borrow::Borrow;

/// Roman and Chinese letters alike: the face that official tables are set in.
const FONT: &str = "宋体";

/// How wide a column of records may get, in letters.
const WIDEST: usize = 48;

/// How hard the file is packed, of 1 to 9: in about half the time of the writer's own
/// choice, 6, for a file that is 8% larger.
const COMPRESSION: u8 = 2;

/// A form as it prints.
#[derive(Debug)]
pub struct Form<'a> {
    /// The title over it.
    pub title: String,
    /// The line under the title, at the right; may be empty.
    pub note: String,
    /// What the sheet is called.
    pub sheet: String,
    /// Its tables from top to bottom.
    pub tables: &'a [FormTable],
}

/// The forms and the records as a file. Tables that are given away are dropped one by
/// one: those of a whole site take much memory.
///
/// # Errors
/// What the format cannot hold, such as more than 1,048,576 records.
pub fn file(
    forms: &[Form<'_>],
    tables: impl IntoIterator<Item = impl Borrow<Table>>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date: the same content gives the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_zip_compression_level(COMPRESSION);
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for form in forms {
        form_sheet::write(form, workbook.add_worksheet())?;
    }
    for table in tables {
        write_records(table.borrow(), workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

/// A sheet of records: a heading that stays in sight and can be filtered.
fn write_records(table: &Table, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(table.title)?;
    for (at, column) in (0_u16..).zip(&table.columns) {
        sheet.write_string(0, at, column.heading())?;
    }
    for (row, record) in (1_u32..).zip(&table.records) {
        for (at, value) in (0_u16..).zip(record) {
            match value {
                Value::Blank => {}
                Value::Text(words) => {
                    sheet.write_string(row, at, words)?;
                }
                Value::Year(year) => {
                    sheet.write_number(row, at, year.0)?;
                }
                Value::Number(amount) => {
                    sheet.write_number(row, at, amount.to_f64())?;
                }
            }
        }
    }
    dress(table, sheet)?;
    sheet.set_freeze_panes(1, 0)?;
    let last = (table.records.len(), table.columns.len());
    if let (Ok(rows), Ok(columns)) = (u32::try_from(last.0), u16::try_from(last.1)) {
        sheet.autofilter(0, 0, rows, columns.saturating_sub(1))?;
    }
    Ok(())
}

/// Gives the cells of a sheet of records their formats and its columns their widths.
///
/// The writer looks a format up by all that it says, which costs more than writing a
/// cell: so cells under each other that look the same get theirs at once.
fn dress(table: &Table, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let heading = cell_format()
        .set_bold()
        .set_background_color(Color::RGB(0x00E8_EEF3));
    let text = cell_format().set_text_wrap().set_align(FormatAlign::Top);
    for (at, column) in (0_u16..).zip(&table.columns) {
        sheet.set_range_format(0, at, 0, at, &heading)?;
        let value = |record: &'_ Vec<Value>| look(&record[usize::from(at)]);
        let mut row = 1;
        for alike in table
            .records
            .chunk_by(|one, next| value(one) == value(next))
        {
            let below = row + u32::try_from(alike.len()).unwrap_or(u32::MAX);
            let format = match value(&alike[0]) {
                Look::Blank => None,
                Look::Text => Some(text.clone()),
                Look::Number(places) => Some(number_format(places, "").set_align(FormatAlign::Top)),
            };
            if let Some(format) = format {
                sheet.set_range_format(row, at, below - 1, at, &format)?;
            }
            row = below;
        }
        let values = table
            .records
            .iter()
            .map(|record| match &record[usize::from(at)] {
                Value::Text(text) => text.lines().map(width).max().unwrap_or(0),
                Value::Number(amount) => amount.to_string().len(),
                Value::Blank | Value::Year(_) => 0,
            });
        let widest = values.chain([width(&column.heading())]).max().unwrap_or(0);
        // A column's width is a count of letters, whatever the type says.
        let letters = u32::try_from(widest.min(WIDEST)).unwrap_or_default();
        sheet.set_column_width(at, letters + 2)?;
    }
    Ok(())
}

/// How a value looks in its cell.
#[derive(PartialEq, Eq)]
enum Look {
    Blank,
    Text,
    /// With so many decimal places.
    Number(u32),
}

fn look(value: &Value) -> Look {
    match value {
        Value::Blank => Look::Blank,
        Value::Text(_) | Value::Year(_) => Look::Text,
        Value::Number(amount) => Look::Number(amount.places()),
    }
}

/// What every cell has.
fn cell_format() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
}

/// A number with so many decimal places.
fn number_format(places: u32, sign: &str) -> Format {
    let digits = match usize::try_from(places).unwrap_or_default() {
        0 => "0".to_owned(),
        places => format!("0.{}", "0".repeat(places)),
    };
    cell_format().set_num_format(format!("{digits}{sign}"))
}
