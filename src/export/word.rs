//! Word files, written by hand: a document's text and the parts that are the same
//! in each, packed with fixed times.

mod table;
mod xml;

use super::passages::{Block, Run};
use crate::render::OfficialForm;
use crate::render::grid::Grid;
use crate::render::table::Table;
use std::io::{self, Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Lengths are in twentieths of a point, as Word has them.
struct Paper {
    width: usize,
    height: usize,
    /// Top, right, bottom, left.
    margins: [usize; 4],
    orientation: &'static str,
}

const UPRIGHT: Paper = Paper {
    width: 11906,
    height: 16838,
    margins: [1134, 1134, 1134, 1134],
    orientation: "",
};

const SIDELONG: Paper = Paper {
    width: 16838,
    height: 11906,
    margins: [1134, 1134, 1134, 1134],
    orientation: " w:orient=\"landscape\"",
};

/// The paper of official letters: GB/T 9704.
const LETTER: Paper = Paper {
    width: 11906,
    height: 16838,
    margins: [2098, 1474, 1984, 1587],
    orientation: "",
};

impl Paper {
    /// How wide the text may be.
    fn room(&self) -> usize {
        self.width - self.margins[1] - self.margins[3]
    }

    fn section(&self) -> String {
        let [top, right, bottom, left] = self.margins;
        format!(
            "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
             <w:pgSz w:w=\"{}\" w:h=\"{}\"{}/>\
             <w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" \
             w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>",
            self.width, self.height, self.orientation
        )
    }
}

/// How wide a letter of a table is.
const TABLE_LETTER: usize = 105;

/// A filled form.
///
/// # Errors
/// Larger than a package may be.
pub fn form(form: &OfficialForm) -> io::Result<Vec<u8>> {
    let is_wide = form.tables.iter().any(Table::is_wide);
    let paper = if is_wide { SIDELONG } else { UPRIGHT };
    let mut body = xml::plain("FormTitle", &form.title);
    if !form.note.is_empty() {
        body.push_str(&xml::plain("FormNote", &form.note));
    }
    for (table, widths) in form.tables.iter().zip(widths(&form.tables, paper.room())) {
        if !table.unit.is_empty() {
            body.push_str(&xml::plain("FormNote", &table.unit));
        }
        body.push_str(&table::table(table, &widths));
        // Word takes tables without a paragraph between them for one.
        body.push_str("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    }
    package(&form.title, &body, &paper)
}

/// A narrative under its title.
///
/// # Errors
/// Larger than a package may be.
pub fn narrative(title: &str, blocks: &[Block]) -> io::Result<Vec<u8>> {
    let mut body = xml::plain("Title", title);
    for block in blocks {
        body.push_str(&match block {
            Block::Heading(level, line) => xml::paragraph(&format!("Heading{level}"), line),
            Block::Paragraph(line) => text("BodyText", line),
            Block::Quote(line) => text("Quote", line),
            Block::Item(depth, line) => item(*depth, line),
            Block::Table(table) => narrative_table(table),
        });
    }
    package(title, &body, &LETTER)
}

/// No heading, however it is numbered.
const OF_THE_BODY: &str = "<w:outlineLvl w:val=\"9\"/>";

fn text(style: &str, line: &[Run]) -> String {
    // A line that an author ended is not to be stretched to the margin.
    let is_broken = line.iter().any(|run| run.text.contains('\n'));
    let left = if is_broken {
        "<w:jc w:val=\"left\"/>"
    } else {
        ""
    };
    xml::paragraph_with(style, &format!("{left}{OF_THE_BODY}"), line)
}

fn item(depth: usize, line: &[Run]) -> String {
    let level = depth.min(2);
    let number = format!(
        "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>{OF_THE_BODY}"
    );
    xml::paragraph_with("BodyText", &number, line)
}

fn narrative_table(table: &Table) -> String {
    let mut body = String::new();
    if !table.caption.is_empty() {
        body.push_str(&xml::plain("Caption", &table.caption));
    }
    let tables = std::slice::from_ref(table);
    for widths in widths(tables, LETTER.room()) {
        body.push_str(&table::table(table, &widths));
    }
    body.push_str("<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    body
}

/// For each table how wide its columns are.
fn widths(tables: &[Table], room: usize) -> Vec<Vec<usize>> {
    let letters = room / TABLE_LETTER;
    let grid = Grid::of(tables, letters);
    let edge = |column: &usize| {
        let before: usize = grid.widths[..*column].iter().sum();
        before * room / letters
    };
    let of_table = |edges: &Vec<usize>| {
        let edges: Vec<usize> = edges.iter().map(edge).collect();
        edges.windows(2).map(|pair| pair[1] - pair[0]).collect()
    };
    grid.edges.iter().map(of_table).collect()
}

/// The parts that are the same in every file.
const PARTS: [(&str, &str); 7] = [
    (
        "[Content_Types].xml",
        include_str!("word/parts/content_types.xml"),
    ),
    ("_rels/.rels", include_str!("word/parts/rels.xml")),
    (
        "word/_rels/document.xml.rels",
        include_str!("word/parts/document_rels.xml"),
    ),
    ("word/styles.xml", include_str!("word/parts/styles.xml")),
    (
        "word/numbering.xml",
        include_str!("word/parts/numbering.xml"),
    ),
    ("word/settings.xml", include_str!("word/parts/settings.xml")),
    ("word/footer.xml", include_str!("word/parts/footer.xml")),
];

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

fn package(title: &str, body: &str, paper: &Paper) -> io::Result<Vec<u8>> {
    let document = format!(
        "{DECLARATION}<w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <w:body>{body}{}</w:body></w:document>",
        paper.section()
    );
    let core = format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>{}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>",
        xml::text(title)
    );
    let own = [
        ("docProps/core.xml", core.as_str()),
        ("word/document.xml", document.as_str()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed time: the same content gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in PARTS.into_iter().chain(own) {
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(text.as_bytes())?;
    }
    let packed = zip.finish().map_err(io::Error::other)?;
    Ok(packed.into_inner())
}
