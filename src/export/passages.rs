//! A narrative as blocks of paper: headings, paragraphs, items, tables. Read from the
//! safe HTML that `load` made of it, which has no tags but the ones told here.

use crate::render::table::{Cell, Row, Table};
use crate::render::{Passage, PrintedNarrative};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What stands on the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading: 1 for a chapter, then below it.
    Heading(u8, Line),
    /// A paragraph; those of numbered lists have their number before them.
    Paragraph(Line),
    /// A paragraph set apart.
    Quote(Line),
    /// An item of a list without numbers, 0 for one that stands in no other.
    Item(usize, Line),
    /// A table.
    Table(Box<Table>),
}

/// A text; line ends stay line ends.
pub type Line = Vec<Run>;

/// A piece of text with its emphasis.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// In bold letters.
    pub bold: bool,
    /// In slanted letters.
    pub italic: bool,
    /// Struck out.
    pub struck: bool,
}

/// A text without emphasis.
pub fn plain(text: &str) -> Line {
    vec![Run {
        text: text.to_owned(),
        ..Run::default()
    }]
}

/// The blocks of a narrative from top to bottom.
pub fn blocks(narrative: &PrintedNarrative<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    add(&mut blocks, &narrative.opening);
    for (title, passages) in &narrative.chapters {
        blocks.push(Block::Heading(1, plain(title)));
        add(&mut blocks, passages);
    }
    blocks
}

fn add(blocks: &mut Vec<Block>, passages: &[Passage<'_>]) {
    for passage in passages {
        match passage {
            Passage::Text(html) => blocks.extend(of_html(html)),
            Passage::Table(table) => blocks.push(Block::Table(table.clone())),
        }
    }
}

fn of_html(html: &str) -> Vec<Block> {
    let mut page = Page::default();
    let mut reader = Reader::from_str(html);
    // What stands outside of any tag is text too.
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => page.start(&tag),
            Ok(Event::Empty(tag)) => {
                page.start(&tag);
                page.end(tag.local_name().as_ref());
            }
            Ok(Event::End(tag)) => page.end(tag.local_name().as_ref()),
            Ok(Event::Text(text)) => page.text(&text.xml_content(XmlVersion::Explicit1_0)),
            Ok(Event::GeneralRef(name)) => {
                let letter = name.resolve_char_ref().ok().flatten();
                let named = name.xml_content(XmlVersion::Explicit1_0);
                let named = quick_xml::escape::resolve_xml_entity(&named);
                page.text(&letter.map_or(named.unwrap_or("").to_owned(), String::from));
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    page.close_line();
    page.blocks
}

/// The blocks as they are read.
#[derive(Default)]
struct Page {
    blocks: Vec<Block>,
    line: Line,
    bold: usize,
    italic: usize,
    struck: usize,
    quotes: usize,
    in_code: bool,
    heading: Option<u8>,
    /// The lists that are open: the number of the next item, where they have numbers.
    lists: Vec<Option<usize>>,
    /// An item has begun and has no text yet: its number, or none.
    item: Option<Option<usize>>,
    /// Inside of the number before a footnote.
    in_note_number: bool,
    /// The number of a footnote whose text has not begun yet.
    note: Line,
    /// Where the links that are open lead to.
    links: Vec<String>,
    table: Option<Table>,
}

impl Page {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let attribute = |name: &str| {
            let found = tag.try_get_attribute(name).ok().flatten()?;
            let value = found.normalized_value(XmlVersion::Explicit1_0);
            value.ok().map(|value| value.into_owned())
        };
        match tag.local_name().as_ref() {
            "strong" => self.bold += 1,
            "em" => self.italic += 1,
            "del" => self.struck += 1,
            "a" => self.links.push(attribute("href").unwrap_or_default()),
            "br" => self.push("\n"),
            "img" => {
                let alt = attribute("alt").unwrap_or_default();
                self.push(&format!("（图：{alt}）"));
            }
            "sup" if attribute("class").is_none() => {
                self.close_line();
                self.in_note_number = true;
            }
            "li" => {
                self.close_line();
                let next = self.lists.last_mut().and_then(Option::as_mut);
                self.item = Some(next.map(|next| {
                    *next += 1;
                    *next - 1
                }));
            }
            "ol" => {
                self.close_line();
                let start = attribute("start").and_then(|start| start.parse().ok());
                self.lists.push(Some(start.unwrap_or(1)));
            }
            "ul" => {
                self.close_line();
                self.lists.push(None);
            }
            "table" => {
                self.close_line();
                self.table = Some(Table::default());
            }
            "tr" => {
                if let Some(table) = &mut self.table {
                    let is_head = table.head.is_empty();
                    let rows = if is_head {
                        &mut table.head
                    } else {
                        &mut table.body
                    };
                    rows.push(Row::default());
                }
            }
            "th" | "td" => self.line.clear(),
            "blockquote" => {
                self.close_line();
                self.quotes += 1;
            }
            "pre" => {
                self.close_line();
                self.in_code = true;
            }
            name @ ("h4" | "h5" | "h6") => {
                self.close_line();
                self.heading = name[1..].parse::<u8>().ok().map(|rank| rank - 2);
            }
            "p" | "div" => self.close_line(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "strong" => self.bold = self.bold.saturating_sub(1),
            "em" => self.italic = self.italic.saturating_sub(1),
            "del" => self.struck = self.struck.saturating_sub(1),
            "a" => self.end_link(),
            "sup" if self.in_note_number => {
                self.in_note_number = false;
                self.note = std::mem::take(&mut self.line);
            }
            "li" => {
                self.close_line();
                self.item = None;
            }
            "ol" | "ul" => {
                self.close_line();
                self.lists.pop();
            }
            "th" => self.close_cell(Cell::head("col", "")),
            "td" => self.close_cell(Cell::default()),
            "table" => {
                if let Some(mut table) = self.table.take() {
                    let rows = table.head.iter().chain(&table.body);
                    table.columns = rows.map(|row| row.cells.len()).max().unwrap_or(0);
                    self.blocks.push(Block::Table(Box::new(table)));
                }
            }
            "blockquote" => {
                self.close_line();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "pre" => {
                self.close_line();
                self.in_code = false;
            }
            "h4" | "h5" | "h6" | "p" | "div" => {
                self.close_line();
                self.heading = None;
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_code {
            self.push(text);
        } else {
            self.push(&text.replace('\n', " "));
        }
    }

    fn push(&mut self, text: &str) {
        let run = Run {
            text: text.to_owned(),
            bold: self.bold > 0,
            italic: self.italic > 0,
            struck: self.struck > 0,
        };
        match self.line.last_mut() {
            Some(last)
                if (last.bold, last.italic, last.struck) == (run.bold, run.italic, run.struck) =>
            {
                last.text.push_str(text);
            }
            _ => self.line.push(run),
        }
    }

    /// On paper nothing can be clicked: what is not said yet is said in brackets.
    fn end_link(&mut self) {
        let Some(address) = self.links.pop() else {
            return;
        };
        let address = address.strip_prefix("mailto:").unwrap_or(&address);
        let leads_out = address.contains("://") || address.contains('@');
        let is_said = self.line.iter().any(|run| run.text.contains(address));
        if leads_out && !is_said {
            self.push(&format!("（{address}）"));
        }
    }

    fn close_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        if let Some(first) = line.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        if let Some(last) = line.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        line.retain(|run| !run.text.is_empty());
        if line.is_empty() {
            return;
        }
        let block = match (self.heading, self.item.take()) {
            (Some(level), _) => Block::Heading(level, line),
            (None, Some(Some(number))) => {
                let mut numbered = plain(&format!("{number}. "));
                numbered.extend(line);
                Block::Paragraph(numbered)
            }
            (None, Some(None)) => Block::Item(self.lists.len().saturating_sub(1), line),
            (None, None) if self.quotes > 0 => Block::Quote(line),
            (None, None) if !self.note.is_empty() => {
                let number: String = self.note.drain(..).map(|run| run.text).collect();
                let mut noted = plain(&format!("注{number}："));
                noted.extend(line);
                Block::Paragraph(noted)
            }
            (None, None) => Block::Paragraph(line),
        };
        self.blocks.push(block);
    }

    fn close_cell(&mut self, cell: Cell) {
        let line = std::mem::take(&mut self.line);
        let text: String = line.into_iter().map(|run| run.text).collect();
        let text = text.trim().to_owned();
        let numeric = is_figure(&text);
        if let Some(table) = &mut self.table {
            let rows = if table.body.is_empty() {
                &mut table.head
            } else {
                &mut table.body
            };
            if let Some(row) = rows.last_mut() {
                row.cells.push(Cell {
                    text,
                    numeric: numeric && cell.scope.is_empty(),
                    ..cell
                });
            }
        }
    }
}

/// Whether a cell holds nothing but a figure.
fn is_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ".,%-％".contains(c))
}
