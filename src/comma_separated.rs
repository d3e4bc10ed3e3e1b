//! Records as CSV: UTF-8 with a byte order mark, so that Excel reads Chinese, and
//! with no field that a spreadsheet would take for a formula. The only module that
//! names the crate.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use std::borrow::Cow;
use std::io;

/// What tells a spreadsheet that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A CSV file in the making, record by record.
#[derive(Debug)]
pub struct File(csv::Writer<Vec<u8>>);

impl File {
    /// A file with its headings, which are the program's own words.
    ///
    /// # Errors
    /// None of its own; the writer's are passed on, here and below.
    pub fn new(headings: impl Iterator<Item = String>) -> io::Result<Self> {
        let mut file = Self(
            WriterBuilder::new()
                .terminator(Terminator::CRLF)
                .quote_style(QuoteStyle::Necessary)
                .from_writer(BYTE_ORDER_MARK.to_vec()),
        );
        file.0.write_record(headings.map(String::into_bytes))?;
        Ok(file)
    }

    /// The record's next field: what people wrote.
    ///
    /// # Errors
    /// See [`File::new`].
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        Ok(self.0.write_field(harmless(text).as_bytes())?)
    }

    /// The record's next field: a number.
    ///
    /// # Errors
    /// See [`File::new`].
    pub fn number(&mut self, number: &str) -> io::Result<()> {
        Ok(self.0.write_field(number)?)
    }

    /// Ends the record.
    ///
    /// # Errors
    /// See [`File::new`].
    pub fn end(&mut self) -> io::Result<()> {
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    /// The whole file.
    ///
    /// # Errors
    /// See [`File::new`].
    pub fn into_bytes(self) -> io::Result<Vec<u8>> {
        self.0.into_inner().map_err(|error| error.into_error())
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

    fn written(records: &[(&str, &str)]) -> String {
        let headings = ["名称", "金额（万元）"].map(str::to_owned);
        let mut file = File::new(headings.into_iter()).unwrap();
        for (text, number) in records {
            file.text(text).unwrap();
            file.number(number).unwrap();
            file.end().unwrap();
        }
        String::from_utf8(file.into_bytes().unwrap()).unwrap()
    }

    #[test]
    fn the_file_begins_with_a_mark() {
        assert_eq!(written(&[]), "\u{feff}名称,金额（万元）\r\n");
    }

    #[test]
    fn numbers_keep_their_places_and_blanks_stay_blank() {
        assert_eq!(
            written(&[("甲，\"乙\"\n丙", "-1495.60"), ("", "")]),
            "\u{feff}名称,金额（万元）\r\n\"甲，\"\"乙\"\"\n丙\",-1495.60\r\n,\r\n"
        );
    }

    #[test]
    fn no_text_is_read_as_a_formula() {
        for formula in ["=1+1", "+8%", "-5℃", "@SUM(A1)", "＝1+1"] {
            let text = written(&[(formula, "")]);
            assert!(text.ends_with(&format!("\r\n'{formula},\r\n")), "{text}");
        }
        assert!(written(&[("≥95%", "")]).ends_with("\r\n≥95%,\r\n"));
    }
}
