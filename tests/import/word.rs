//! Writes forms as Word does, and as they are pasted out of it.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};
use ziping::render::table::Table;

/// A cell of a grid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Square {
    pub text: String,
    /// How many columns it covers; 0 where one at its left covers it.
    pub wide: usize,
    /// Whether one above covers it.
    pub covered: bool,
}

/// A table with every square of its grid.
pub type Grid = Vec<Vec<Square>>;

/// The squares of a table.
pub fn grid(table: &Table) -> Grid {
    let rows: Vec<_> = table.head.iter().chain(&table.body).collect();
    let mut grid: Vec<Vec<Option<Square>>> = vec![vec![None; table.columns]; rows.len()];
    for (at, row) in rows.iter().enumerate() {
        for cell in &row.cells {
            let Some(left) = grid[at].iter().position(Option::is_none) else {
                break;
            };
            let below = grid.iter_mut().enumerate().skip(at).take(cell.rowspan);
            for (down, squares) in below {
                for right in 0..cell.colspan {
                    let is_first = down == at && right == 0;
                    squares[left + right] = Some(Square {
                        text: if is_first {
                            cell.text.clone()
                        } else {
                            String::new()
                        },
                        wide: if right == 0 { cell.colspan } else { 0 },
                        covered: down > at,
                    });
                }
            }
        }
    }
    let blank = || Square {
        wide: 1,
        ..Square::default()
    };
    let rows = grid.into_iter();
    rows.map(|row| {
        row.into_iter()
            .map(|one| one.unwrap_or_else(blank))
            .collect()
    })
    .collect()
}

/// What stands in a Word file.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    Line(&'a str),
    /// A line with every second letter in bold.
    Bold(&'a str),
    /// A heading by its style.
    Heading(u8, &'a str),
    Grid(&'a Grid),
    /// XML as it is.
    Raw(&'a str),
}

/// A .docx file.
pub fn docx(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = String::new();
    for part in parts {
        match part {
            Part::Line(text) => body.push_str(&paragraph(text)),
            Part::Bold(text) => {
                let bold = ["", "<w:rPr><w:b/></w:rPr>"].iter().cycle();
                let letters = text.chars().zip(bold).map(|(letter, bold)| {
                    let letter = letter
                        .to_string()
                        .replace('&', "&amp;")
                        .replace('<', "&lt;");
                    format!("<w:r>{bold}<w:t xml:space=\"preserve\">{letter}</w:t></w:r>")
                });
                body.push_str(&format!("<w:p>{}</w:p>", letters.collect::<String>()));
            }
            Part::Heading(level, text) => body.push_str(&format!(
                "<w:p><w:pPr><w:pStyle w:val=\"{level}\"/></w:pPr>{}</w:p>",
                run(text)
            )),
            Part::Grid(grid) => body.push_str(&table(grid)),
            Part::Raw(xml) => body.push_str(xml),
        }
    }
    let mut styles = String::new();
    for level in 1..=3 {
        styles.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{level}\"><w:name w:val=\"heading {level}\"/></w:style>"
        ));
    }
    package(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONSHIPS),
        ("word/_rels/document.xml.rels", OF_DOCUMENT),
        (
            "word/styles.xml",
            &format!("<w:styles {SPACE}>{styles}</w:styles>"),
        ),
        (
            "word/document.xml",
            &format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document {SPACE}><w:body>{body}<w:sectPr/></w:body></w:document>"
            ),
        ),
    ])
}

const CONTENT_TYPES: &str = concat!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    "</Types>"
);

const RELATIONSHIPS: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    "</Relationships>"
);

const OF_DOCUMENT: &str = concat!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    "</Relationships>"
);

const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A zip file of these parts.
pub fn package(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn table(grid: &Grid) -> String {
    let columns = grid.iter().map(Vec::len).max().unwrap_or(0);
    let columns = "<w:gridCol w:w=\"1000\"/>".repeat(columns);
    let mut xml = format!("<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>");
    for row in grid {
        xml.push_str("<w:tr>");
        for square in row.iter().filter(|square| square.wide > 0) {
            let merge = match square.covered {
                true => "<w:vMerge/>",
                false => "<w:vMerge w:val=\"restart\"/>",
            };
            xml.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{}\"/>{merge}</w:tcPr>",
                1000 * square.wide,
                square.wide
            ));
            for line in square.text.split('\n') {
                xml.push_str(&paragraph(line));
            }
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
    }
    // Word wants a paragraph behind a table.
    xml + "</w:tbl><w:p/>"
}

fn paragraph(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

/// A text in two runs, as Word tears it.
fn run(text: &str) -> String {
    let half = text.char_indices().nth(text.chars().count() / 2);
    let (one, two) = text.split_at(half.map_or(0, |(at, _)| at));
    let run = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    run(one) + &run(two)
}

/// Pasted text, a row a line.
pub fn rows(title: &str, grids: &[Grid]) -> String {
    let mut text = format!("{title}\n");
    for row in grids.iter().flatten() {
        let cells = row.iter().map(|square| square.text.replace('\n', " "));
        text.push_str(&(cells.collect::<Vec<_>>().join("\t") + "\n"));
    }
    text
}

/// Pasted text, a cell a line.
pub fn cells(title: &str, grids: &[Grid]) -> String {
    let mut text = format!("{title}\n");
    for row in grids.iter().flatten() {
        for square in row.iter().filter(|square| square.wide > 0) {
            text.push_str(&format!("\t{}\n", square.text));
        }
        text.push('\n');
    }
    text
}
