//! Tables as CSV: UTF-8 with a byte order mark, so that Excel reads Chinese, and
//! with no cell that a spreadsheet would take for a formula.

use super::table::{Table, Value};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use std::borrow::Cow;
use std::io;

/// What tells a spreadsheet that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The table as a file.
///
/// # Errors
/// None that a table can cause; the writer's own are passed on.
pub fn file(table: &Table) -> io::Result<Vec<u8>> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(table.columns.iter().map(|column| column.heading()))?;
    for record in &table.records {
        for value in record {
            writer.write_field(written(value).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

fn written(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Blank => Cow::Borrowed(""),
        Value::Text(text) => harmless(text),
        Value::Year(year) => Cow::Owned(year.to_string()),
        Value::Number(amount) => Cow::Owned(amount.to_string()),
    }
}

/// A text that no spreadsheet reads as a formula: one that begins like a formula
/// gets an apostrophe before it (OWASP, CSV Injection).
fn harmless(text: &str) -> Cow<'_, str> {
    const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    if text.starts_with(FORMULA) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::download::table::{Column, Kind};
    use crate::model::Amount;

    fn table(records: Vec<Vec<Value>>) -> Table {
        let column = |name, unit, kind| Column {
            name,
            unit,
            kind,
            description: "",
        };
        Table {
            name: "test",
            title: "表",
            columns: vec![
                column("名称", "", Kind::Text),
                column("金额", "万元", Kind::Number),
            ],
            records,
        }
    }

    fn text(records: Vec<Vec<Value>>) -> String {
        String::from_utf8(file(&table(records)).unwrap()).unwrap()
    }

    #[test]
    fn the_file_begins_with_a_mark_and_the_units_are_in_the_headings() {
        assert_eq!(text(Vec::new()), "\u{feff}名称,金额（万元）\r\n");
    }

    #[test]
    fn numbers_keep_their_places_and_blanks_stay_blank() {
        let amount = Amount::parse("-1495.60").unwrap();
        let records = vec![
            vec!["甲，\"乙\"\n丙".into(), Value::Number(amount)],
            vec!["".into(), Value::Blank],
        ];
        assert_eq!(
            text(records),
            "\u{feff}名称,金额（万元）\r\n\"甲，\"\"乙\"\"\n丙\",-1495.60\r\n,\r\n"
        );
    }

    #[test]
    fn no_text_is_read_as_a_formula() {
        for formula in ["=1+1", "+8%", "-5℃", "@SUM(A1)", "＝1+1"] {
            let written = text(vec![vec![formula.into(), Value::Blank]]);
            assert!(
                written.ends_with(&format!("\r\n'{formula},\r\n")),
                "{written}"
            );
        }
        let written = text(vec![vec!["≥95%".into(), Value::Blank]]);
        assert!(written.ends_with("\r\n≥95%,\r\n"));
    }
}
