//! Excel: each sheet as a table, figures as they are shown.

use super::addresses;
use super::document::{Block, Cell, Document, Paragraph, Table};
use super::error::ImportError;
use super::package::Package;
use crate::model::Amount;
use calamine::{Data, DataRef, Reader, SheetVisible, Xlsx};
use std::io::Cursor;

/// How many cells a sheet may have.
const MOST_CELLS: usize = 500_000;

/// How many rows and columns a sheet may have in use: forms have a few hundred.
const MOST_ROWS: usize = 20_000;
const MOST_COLUMNS: usize = 500;

const TOO_LARGE: ImportError = ImportError::TooLarge {
    what: "工作表的行列数",
    limit: "20000 行、500 列",
};

/// Reads a .xlsx file, one document a sheet.
///
/// # Errors
/// The file is damaged or larger than any form is.
pub fn read(bytes: &[u8]) -> Result<Vec<Document>, ImportError> {
    Package::open(bytes)?.each_text(|text| match addresses::beyond_any_sheet(text) {
        Some(place) => Err(damaged(format!("“{place}”不是单元格的位置"))),
        None => Ok(()),
    })?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut documents = Vec::new();
    let names = book.sheet_names();
    let several = names.len() > 1;
    let hidden: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible != SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in names {
        if hidden.contains(&name) {
            documents.push(passed_over(&name));
            continue;
        }
        look_over(&mut book, &name)?;
        let values = book.worksheet_range(&name).map_err(damaged)?;
        let (rows, columns) = values.get_size();
        if rows > MOST_ROWS || columns > MOST_COLUMNS || rows * columns > MOST_CELLS {
            return Err(TOO_LARGE);
        }
        let Some((top, left)) = values.start() else {
            continue;
        };
        let formats = book.worksheet_style(&name).map_err(damaged)?;
        let mut table = Table::default();
        for (row, cells) in (top..).zip(values.rows()) {
            let cells = (left..).zip(cells).map(|(column, value)| {
                let format = formats
                    .get((row, column))
                    .and_then(|style| style.number_format.as_ref());
                let format = format.map_or("", |format| format.format_code.as_str());
                let place = match several {
                    true => format!("{name}!{}", address(row, column)),
                    false => address(row, column),
                };
                Cell::new(&shown(value, format), place)
            });
            table.rows.push(cells.collect());
        }
        if is_of_records(&table) {
            continue;
        }
        cover(&mut table, &mut book, &name, (top, left))?;
        documents.push(Document {
            blocks: vec![Block::Table(table)],
            exact: true,
        });
    }
    Ok(documents)
}

/// A sheet that is hidden holds drafts and last year's forms: it is named and not read.
fn passed_over(name: &str) -> Document {
    let line = Paragraph {
        text: "这张工作表是隐藏的，没有读；要读的，先取消隐藏".to_owned(),
        place: format!("工作表“{name}”"),
        ..Paragraph::default()
    };
    Document {
        blocks: vec![Block::Paragraph(line)],
        exact: true,
    }
}

/// Whether a sheet holds the records that a published workbook repeats its forms in.
fn is_of_records(table: &Table) -> bool {
    const KEY: [&str; 4] = ["单位", "单位地址", "年度", "项目"];
    let head = table.rows.first().and_then(|row| row.get(..KEY.len()));
    head.is_some_and(|head| head.iter().zip(KEY).all(|(cell, name)| cell.text == name))
}

/// Whether no value stands so far out that the sheet would be too large: one cell
/// is enough for a range of all cells.
fn look_over(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<(), ImportError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut count = 0;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        if *cell.get_value() == DataRef::Empty {
            continue;
        }
        let (row, column) = cell.get_position();
        count += 1;
        if row as usize >= MOST_ROWS || column as usize >= MOST_COLUMNS || count > MOST_CELLS {
            return Err(TOO_LARGE);
        }
    }
    Ok(())
}

fn damaged(error: impl std::fmt::Display) -> ImportError {
    ImportError::Damaged(error.to_string())
}

/// Marks the cells that others cover from above.
fn cover(
    table: &mut Table,
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    (top, left): (u32, u32),
) -> Result<(), ImportError> {
    let merges = book.merge_cells_by_sheet_name(name).map_err(damaged)?;
    for merge in merges {
        for row in merge.start.0.max(top)..=merge.end.0 {
            let Some(cells) = table.rows.get_mut((row - top) as usize) else {
                break;
            };
            let end = left + u32::try_from(cells.len()).unwrap_or(0);
            for column in merge.start.1.max(left)..end.min(merge.end.1.saturating_add(1)) {
                if let Some(cell) = cells.get_mut((column - left) as usize) {
                    cell.covered = row > merge.start.0;
                }
            }
        }
    }
    Ok(())
}

/// B7.
fn address(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.insert(0, char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// A value as the sheet shows it.
fn shown(value: &Data, format: &str) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Float(number) => figure(*number, format).unwrap_or_else(|| number.to_string()),
        Data::Int(number) => number.to_string(),
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

/// A number as the sheet shows it: a sheet keeps it as a float, of which fifteen
/// digits are meant; its format says how many places there are, and whether it is
/// a percentage. `None` for what is too large to be a figure of a form.
fn figure(number: f64, format: &str) -> Option<String> {
    let amount = decimal(number)?;
    let format = format.split(';').next().unwrap_or_default();
    let quoted = format;
    let format: String = format.split('"').step_by(2).collect();
    let percent = format.contains('%');
    let amount = match percent {
        true => amount.checked_mul(Amount::HUNDRED)?,
        false => amount,
    };
    let places = match format.split_once('.') {
        Some((_, rest)) => Some(rest.chars().take_while(|c| "0#?".contains(*c)).count()),
        None if format.contains(['0', '#']) => Some(0),
        None => None,
    };
    let text = match places {
        Some(places) => with_places(amount, places),
        None => without_zeros(&amount.to_string()),
    };
    let text = if percent { text + "%" } else { text };
    let (before, after) = literals(quoted);
    Some(format!("{before}{text}{after}"))
}

/// What a format writes in quotation marks before and after the figure: 0"公里".
fn literals(format: &str) -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    let mut digits = false;
    for (at, piece) in format.split('"').enumerate() {
        match at % 2 {
            0 => digits |= piece.contains(['0', '#', '?']),
            _ if digits => after.push_str(piece),
            _ => before.push_str(piece),
        }
    }
    (before, after)
}

/// The decimal number of fifteen digits that a float stands for.
fn decimal(number: f64) -> Option<Amount> {
    let scientific = format!("{number:.14e}");
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits = mantissa.replace('.', "");
    let text = if exponent < 0 {
        let zeros = usize::try_from(-exponent - 1).ok()?;
        format!("{sign}0.{}{digits}", "0".repeat(zeros.min(20)))
    } else {
        let whole = usize::try_from(exponent).ok()? + 1;
        let padded = format!("{digits:0<whole$}");
        let (whole, rest) = padded.split_at(whole);
        match rest {
            "" => format!("{sign}{whole}"),
            rest => format!("{sign}{whole}.{rest}"),
        }
    };
    Amount::parse(&without_zeros(&text)).ok()
}

fn without_zeros(text: &str) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    }
}

/// Rounded half up, with exactly so many places.
fn with_places(amount: Amount, places: usize) -> String {
    let rounded = amount.round(u32::try_from(places).unwrap_or(0)).to_string();
    let there = rounded.split_once('.').map_or(0, |(_, rest)| rest.len());
    match places.saturating_sub(there) {
        0 => rounded,
        missing if there == 0 => format!("{rounded}.{}", "0".repeat(missing)),
        missing => format!("{rounded}{}", "0".repeat(missing)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_as_the_sheet_shows_them() {
        let cases = [
            (1.0, "0%", "100%"),
            (0.9937, "0.00%", "99.37%"),
            (10.0, "0.00", "10.00"),
            (10.0, "General", "10"),
            (4591.73, "#,##0.00", "4591.73"),
            (99.640_000_000_000_01, "General", "99.64"),
            (0.1 + 0.2, "General", "0.3"),
            (2.345, "0.00", "2.35"),
            (-0.5, "General", "-0.5"),
            (0.0, "0.00", "0.00"),
            (20640.8, "General", "20640.8"),
            (1_284_500_000.0, "General", "1284500000"),
            (1286.0, "0\"公里\"", "1286公里"),
            (56.5, "\"≥\"0.0\" 公里\"", "≥56.5 公里"),
            (12.0, "[$￥-804]#,##0.00_ ", "12.00"),
        ];
        for (number, format, text) in cases {
            assert_eq!(
                figure(number, format).as_deref(),
                Some(text),
                "{number} {format}"
            );
        }
    }

    #[test]
    fn places_are_named_as_the_sheet_names_them() {
        assert_eq!(address(0, 0), "A1");
        assert_eq!(address(6, 27), "AB7");
    }
}
