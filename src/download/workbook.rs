//! A workbook: the official form as it prints, with its merged cells, and after
//! it the records, a sheet a table. The only module that knows of the XLSX
//! format.

mod form_sheet;

use super::table::{Table, Value};
use crate::model::Amount;
use crate::render::grid::width;
use crate::render::table::Table as FormTable;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

/// Roman and Chinese letters alike: the face that official tables are set in.
const FONT: &str = "宋体";

/// How wide a column of records may get, in letters.
const WIDEST: usize = 48;

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

/// The forms and the records as a file.
///
/// # Errors
/// What the format cannot hold, such as more than 1,048,576 records.
pub fn file(forms: &[Form<'_>], tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date: the same content gives the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for form in forms {
        form_sheet::write(form, workbook.add_worksheet())?;
    }
    for table in tables {
        write_records(table, workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

/// A sheet of records: a heading that stays in sight and can be filtered.
fn write_records(table: &Table, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(table.title)?;
    let heading = cell_format()
        .set_bold()
        .set_background_color(Color::RGB(0x00E8_EEF3));
    let text = cell_format().set_text_wrap().set_align(FormatAlign::Top);
    for (at, column) in (0_u16..).zip(&table.columns) {
        let title = column.heading();
        sheet.write_string_with_format(0, at, &title, &heading)?;
        let values = table
            .records
            .iter()
            .map(|record| match &record[usize::from(at)] {
                Value::Text(text) => text.lines().map(width).max().unwrap_or(0),
                Value::Number(amount) => amount.to_string().len(),
                Value::Blank | Value::Year(_) => 0,
            });
        let widest = values.chain([width(&title)]).max().unwrap_or(0);
        // A column's width is a count of letters, whatever the type says.
        let letters = u32::try_from(widest.min(WIDEST)).unwrap_or_default();
        sheet.set_column_width(at, letters + 2)?;
    }
    for (row, record) in (1_u32..).zip(&table.records) {
        for (at, value) in (0_u16..).zip(record) {
            match value {
                Value::Blank => {}
                Value::Text(words) => {
                    sheet.write_string_with_format(row, at, words, &text)?;
                }
                Value::Year(year) => {
                    sheet.write_number_with_format(row, at, year.0, &text)?;
                }
                Value::Number(amount) => {
                    let format = number_format(*amount, "").set_align(FormatAlign::Top);
                    sheet.write_number_with_format(row, at, amount.to_f64(), &format)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = (table.records.len(), table.columns.len());
    if let (Ok(rows), Ok(columns)) = (u32::try_from(last.0), u16::try_from(last.1)) {
        sheet.autofilter(0, 0, rows, columns.saturating_sub(1))?;
    }
    Ok(())
}

/// What every cell has.
fn cell_format() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
}

/// A number with the decimal places that it was written with.
fn number_format(amount: Amount, sign: &str) -> Format {
    let places = usize::try_from(amount.places()).unwrap_or_default();
    let digits = match places {
        0 => "0".to_owned(),
        places => format!("0.{}", "0".repeat(places)),
    };
    cell_format().set_num_format(format!("{digits}{sign}"))
}
