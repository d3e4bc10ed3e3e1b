//! Word: the text of `word/document.xml`, merged cells exact.
//!
//! Read by hand, because the crates that read Word lose the merges.

use super::document::{Block, Cell, Document, Paragraph, Table};
use super::error::ImportError;
use super::package::Package;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// How many columns one cell may span: Word's own limit.
const MOST_SPANNED: usize = 63;

/// How many cells a document may have.
const MOST_CELLS: usize = 200_000;

/// Reads a .docx file.
///
/// # Errors
/// The file is damaged or larger than any form is.
pub fn read(bytes: &[u8]) -> Result<Document, ImportError> {
    let mut package = Package::open(bytes)?;
    let styles = match package.part("word/styles.xml")? {
        Some(xml) => known_styles(&xml)?,
        None => BTreeMap::new(),
    };
    let Some(xml) = package.part("word/document.xml")? else {
        return Err(ImportError::Damaged(
            "里面没有 word/document.xml".to_owned(),
        ));
    };
    let mut body = Body {
        styles,
        ..Body::default()
    };
    each_event(&xml, |event| body.take(event))?;
    body.document.exact = true;
    Ok(body.document)
}

fn damaged(error: impl std::fmt::Display) -> ImportError {
    ImportError::Damaged(error.to_string())
}

/// Gives each event away; a document type is refused.
fn each_event(
    xml: &str,
    mut take: impl FnMut(&Event<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Eof => return Ok(()),
            Event::DocType(_) => return Err(ImportError::Entities),
            event => take(&event)?,
        }
    }
}

/// What an attribute says, whatever its prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attributes = tag.attributes().flatten();
    let mut named = attributes.filter(|one| one.key.local_name().as_ref() == name);
    let value = named.next()?.value;
    Some(value.into_owned())
}

/// The level of a heading from 1, as an outline counts it; 0 for text of the body.
fn outline_level(tag: &BytesStart<'_>) -> Option<u8> {
    let level = attribute(tag, "val")?.parse::<u8>().ok()?;
    (level <= 9).then(|| (level + 1) % 10)
}

/// What a style of paragraphs is for.
#[derive(Clone, Copy)]
enum Style {
    /// A heading, with its level from 1.
    Heading(u8),
    /// A line of the table of contents.
    Contents,
    /// An item of a list.
    Item,
}

/// The styles that are no plain text.
fn known_styles(xml: &str) -> Result<BTreeMap<String, Style>, ImportError> {
    let mut styles = BTreeMap::new();
    let mut style = String::new();
    each_event(xml, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            match tag.local_name().as_ref() {
                "style" => style = attribute(tag, "styleId").unwrap_or_default(),
                "name" => {
                    let name = attribute(tag, "val").unwrap_or_default().to_lowercase();
                    let level = name
                        .strip_prefix("heading ")
                        .and_then(|level| level.parse().ok());
                    styles.extend(level.map(|level| (style.clone(), Style::Heading(level))));
                    if name.starts_with("toc ") {
                        styles.insert(style.clone(), Style::Contents);
                    } else if name.starts_with("list bullet") || name.starts_with("list number") {
                        styles.insert(style.clone(), Style::Item);
                    }
                }
                "outlineLvl" => {
                    let level = outline_level(tag).filter(|level| *level > 0);
                    styles.extend(level.map(|level| (style.clone(), Style::Heading(level))));
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(styles)
}

/// The body as it is read.
#[derive(Default)]
struct Body {
    styles: BTreeMap<String, Style>,
    document: Document,
    paragraphs: usize,
    tables: usize,
    cells: usize,
    /// How deep in tables; what is deeper than one belongs to the outer cell.
    depth: usize,
    table: Table,
    row: Vec<Cell>,
    cell: OpenCell,
    text: String,
    level: Option<u8>,
    is_item: bool,
    /// The paragraph is a line of the table of contents.
    is_contents: bool,
    /// Inside of something that is not shown: field codes, fallbacks.
    hidden: usize,
    in_text: bool,
}

/// A cell that is being read.
#[derive(Default)]
struct OpenCell {
    text: String,
    span: usize,
    covered: bool,
}

impl Body {
    fn take(&mut self, event: &Event<'_>) -> Result<(), ImportError> {
        match event {
            Event::Start(tag) => {
                self.start(tag);
                self.mark(tag);
                Ok(())
            }
            Event::Empty(tag) => {
                self.mark(tag);
                // A row's or a paragraph's end is an end, with or without content.
                if ["p", "tc"].contains(&tag.local_name().as_ref()) {
                    self.start(tag);
                    return self.end(tag.local_name().as_ref());
                }
                Ok(())
            }
            Event::End(tag) => self.end(tag.local_name().as_ref()),
            Event::Text(text) if self.in_text && self.hidden == 0 => {
                self.text
                    .push_str(&text.xml_content(XmlVersion::Explicit1_0));
                Ok(())
            }
            Event::GeneralRef(name) if self.in_text && self.hidden == 0 => {
                let letter = name.resolve_char_ref().map_err(damaged)?;
                let name = name.xml_content(XmlVersion::Explicit1_0);
                let named = match name.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => None,
                };
                self.text.extend(letter.or(named));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "tbl" => self.depth += 1,
            "tc" if self.depth == 1 => {
                self.cell = OpenCell {
                    span: 1,
                    ..OpenCell::default()
                };
            }
            "p" => {
                self.text.clear();
                self.level = None;
                self.is_item = false;
                self.is_contents = false;
            }
            "t" => self.in_text = true,
            "instrText" | "Fallback" | "delText" => self.hidden += 1,
            _ => {}
        }
    }

    /// What stands in a tag itself.
    fn mark(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "gridSpan" if self.depth == 1 => {
                let span = attribute(tag, "val").and_then(|span| span.parse().ok());
                self.cell.span = span.unwrap_or(1).clamp(1, MOST_SPANNED);
            }
            "vMerge" if self.depth == 1 => {
                self.cell.covered = attribute(tag, "val").is_none_or(|val| val == "continue");
            }
            "pStyle" => {
                let style = attribute(tag, "val").unwrap_or_default();
                match self.styles.get(&style) {
                    Some(Style::Heading(level)) => self.level = Some(*level),
                    Some(Style::Contents) => self.is_contents = true,
                    Some(Style::Item) => self.is_item = true,
                    None => {}
                }
            }
            "outlineLvl" => self.level = outline_level(tag).or(self.level),
            "numPr" => self.is_item = true,
            "br" | "cr" if self.hidden == 0 => self.text.push('\n'),
            "tab" if self.hidden == 0 && !self.text.is_empty() => self.text.push(' '),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ImportError> {
        match name {
            "t" => self.in_text = false,
            "instrText" | "Fallback" | "delText" => self.hidden = self.hidden.saturating_sub(1),
            "p" => self.paragraph(),
            "tc" if self.depth == 1 => self.close_cell()?,
            "tr" if self.depth == 1 => {
                let row = std::mem::take(&mut self.row);
                self.table.rows.push(row);
                // Rows without cells count too.
                self.cells += 1;
            }
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    let table = std::mem::take(&mut self.table);
                    self.document.blocks.push(Block::Table(table));
                    self.tables += 1;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if self.depth > 0 {
            if !self.cell.text.is_empty() {
                self.cell.text.push('\n');
            }
            self.cell.text.push_str(text.trim());
            return;
        }
        self.paragraphs += 1;
        let text = text.trim();
        if !text.is_empty() && !self.is_contents {
            self.document.blocks.push(Block::Paragraph(Paragraph {
                text: text.to_owned(),
                level: self.level,
                is_item: self.is_item,
                place: format!("第{}段", self.paragraphs),
            }));
        }
    }

    /// A cell is closed: it stands in the row as often as it spans columns.
    fn close_cell(&mut self) -> Result<(), ImportError> {
        let OpenCell {
            text,
            span,
            covered,
        } = std::mem::take(&mut self.cell);
        self.cells += span;
        if self.cells > MOST_CELLS {
            return Err(ImportError::TooLarge {
                what: "表格的格数",
                limit: "200000 格",
            });
        }
        for nth in 0..span {
            let place = format!(
                "表{}第{}行第{}列",
                self.tables + 1,
                self.table.rows.len() + 1,
                self.row.len() + 1
            );
            let mut cell = Cell::new(if nth == 0 && !covered { &text } else { "" }, place);
            cell.covered = covered;
            self.row.push(cell);
        }
        Ok(())
    }
}
