//! Word: the text of `word/document.xml`, merged cells exact.
//!
//! Read by hand, because the crates that read Word lose the merges.

mod numbering;
mod styles;

use super::document::{Block, Cell, Document, Item, Paragraph, Table};
use super::error::ImportError;
use super::package::Package;
use numbering::{Mark, Numbering, Place};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;
use std::ops::Range;
use styles::Style;

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
        Some(xml) => styles::read(&xml)?,
        None => BTreeMap::new(),
    };
    let numbering = match package.part("word/numbering.xml")? {
        Some(xml) => Numbering::read(&xml)?,
        None => Numbering::default(),
    };
    let Some(xml) = package.part("word/document.xml")? else {
        return Err(ImportError::Damaged(
            "里面没有 word/document.xml".to_owned(),
        ));
    };
    let mut body = Body {
        styles,
        numbering,
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

/// The body as it is read.
#[derive(Default)]
struct Body {
    styles: BTreeMap<String, Style>,
    numbering: Numbering,
    document: Document,
    paragraphs: usize,
    tables: usize,
    cells: usize,
    /// How deep in tables; what is deeper than one belongs to the outer cell.
    depth: usize,
    table: Table,
    row: Vec<Cell>,
    cell: OpenCell,
    paragraph: OpenParagraph,
    /// The paragraphs around it: a text box stands in one.
    around: Vec<OpenParagraph>,
    /// Inside of something that is not shown: field codes, fallbacks, what was moved
    /// away.
    hidden: usize,
    /// Inside of what paragraphs and letters were like before a change.
    former: usize,
    in_run: bool,
    is_bold: bool,
    in_text: bool,
}

/// A paragraph that is being read.
#[derive(Default)]
struct OpenParagraph {
    text: String,
    /// Which of its letters are bold.
    bold: Vec<Range<usize>>,
    level: Option<u8>,
    /// How many lists it stands in by its style.
    item: Option<u8>,
    /// The list that it is numbered by.
    list: Option<Place>,
    /// A line of the table of contents.
    is_contents: bool,
}

/// A cell that is being read.
#[derive(Default)]
struct OpenCell {
    text: String,
    span: usize,
    covered: bool,
}

/// What is read past: field codes, what is shown in place of drawings, what was taken
/// out or moved away.
const HIDDEN: [&str; 4] = ["instrText", "Fallback", "delText", "moveFrom"];

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
                self.push(&text.xml_content(XmlVersion::Explicit1_0));
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
                self.push(&letter.or(named).map(String::from).unwrap_or_default());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn push(&mut self, text: &str) {
        let open = &mut self.paragraph;
        let from = open.text.len();
        open.text.push_str(text);
        let to = open.text.len();
        match open.bold.last_mut() {
            _ if !self.is_bold => {}
            Some(last) if last.end == from => last.end = to,
            _ => open.bold.push(from..to),
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
            "p" => self.around.push(std::mem::take(&mut self.paragraph)),
            "r" => (self.in_run, self.is_bold) = (true, false),
            "t" => self.in_text = true,
            name if HIDDEN.contains(&name) => self.hidden += 1,
            name if name.ends_with("PrChange") => self.former += 1,
            _ => {}
        }
    }

    /// What stands in a tag itself.
    fn mark(&mut self, tag: &BytesStart<'_>) {
        if self.former > 0 {
            return;
        }
        let value = || attribute(tag, "val");
        match tag.local_name().as_ref() {
            "gridSpan" if self.depth == 1 => {
                let span = value().and_then(|span| span.parse().ok());
                self.cell.span = span.unwrap_or(1).clamp(1, MOST_SPANNED);
            }
            "vMerge" if self.depth == 1 => {
                self.cell.covered = value().is_none_or(|val| val == "continue");
            }
            "pStyle" => {
                let style = self.styles.get(&value().unwrap_or_default());
                let style = style.cloned().unwrap_or_default();
                let open = &mut self.paragraph;
                open.level = style.heading.or(open.level);
                open.is_contents |= style.is_contents;
                open.item = style.item;
                open.list = style.list.or(open.list.take());
            }
            "outlineLvl" => self.paragraph.level = outline_level(tag).or(self.paragraph.level),
            "numPr" => self.paragraph.list = Some(Place::default()),
            "ilvl" => {
                let level = value().and_then(|level| level.parse().ok());
                self.paragraph.list.get_or_insert_default().level = level.unwrap_or(0);
            }
            "numId" => {
                self.paragraph.list.get_or_insert_default().list = value().unwrap_or_default();
            }
            "b" if self.in_run => {
                let off = ["0", "false", "off"];
                self.is_bold = value().is_none_or(|val| !off.contains(&val.as_str()));
            }
            "rStyle" => {
                let style = self.styles.get(&value().unwrap_or_default());
                self.is_bold |= style.is_some_and(|style| style.is_strong);
            }
            "br" | "cr" if self.hidden == 0 => self.paragraph.text.push('\n'),
            "tab" if self.hidden == 0 && !self.paragraph.text.is_empty() => {
                self.paragraph.text.push(' ');
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ImportError> {
        match name {
            "t" => self.in_text = false,
            "r" => (self.in_run, self.is_bold) = (false, false),
            "p" => {
                self.close_paragraph();
                self.paragraph = self.around.pop().unwrap_or_default();
            }
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
            name if HIDDEN.contains(&name) => self.hidden = self.hidden.saturating_sub(1),
            name if name.ends_with("PrChange") => self.former = self.former.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn close_paragraph(&mut self) {
        let mut open = std::mem::take(&mut self.paragraph);
        let blank = open.text.trim().is_empty();
        let mark = match &open.list {
            Some(place) if !blank => self.numbering.next(place),
            _ => None,
        };
        if self.depth > 0 {
            // In a cell the number is part of what is printed.
            let number = match mark {
                Some(Mark::Number(number)) => format!("{number}."),
                Some(Mark::Printed(printed)) => printed,
                _ => String::new(),
            };
            if !self.cell.text.is_empty() {
                self.cell.text.push('\n');
            }
            self.cell.text.push_str(&number);
            self.cell.text.push_str(open.text.trim());
            return;
        }
        self.paragraphs += 1;
        if blank || open.is_contents {
            return;
        }
        let mut paragraph = open.trimmed();
        let depth = match (&open.item, &open.list) {
            (Some(item), Some(place)) => Some(place.level.max(*item)),
            (item, place) => place.as_ref().map(|place| place.level).or(*item),
        };
        match mark {
            Some(Mark::Printed(number)) => paragraph.put_before(&number),
            Some(Mark::Number(number)) if open.level.is_some_and(|level| level > 0) => {
                paragraph.put_before(&format!("{number}."));
            }
            Some(Mark::Number(number)) => {
                paragraph.item = depth.map(|depth| Item {
                    depth,
                    number: Some(number),
                });
            }
            Some(Mark::Bullet) => {
                paragraph.item = depth.map(|depth| Item {
                    depth,
                    number: None,
                });
            }
            // An item by the name of its style.
            None if open.list.is_none() => {
                paragraph.item = depth.map(|depth| Item {
                    depth,
                    number: None,
                });
            }
            None => {}
        }
        paragraph.level = open.level.take();
        paragraph.place = format!("第{}段", self.paragraphs);
        self.document.blocks.push(Block::Paragraph(paragraph));
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

impl OpenParagraph {
    /// Its text without white space around it.
    fn trimmed(&self) -> Paragraph {
        let text = self.text.trim();
        let cut = self.text.len() - self.text.trim_start().len();
        let within = |at: usize| at.saturating_sub(cut).min(text.len());
        let bold = self.bold.iter();
        let bold = bold.map(|range| within(range.start)..within(range.end));
        Paragraph {
            text: text.to_owned(),
            bold: bold.filter(|range| !range.is_empty()).collect(),
            ..Paragraph::default()
        }
    }
}
