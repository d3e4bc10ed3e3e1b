//! Which tables of a file belong to which form, and what is the narrative.

use super::document::{Block, Cell, Document, Paragraph, Table};
use super::filled::Leftover;
use super::labels::{self, is_of_the_form};
use super::narrative::heading_level;
use super::words::joined;

/// The parts of a file.
#[derive(Debug, Default)]
pub struct Parts {
    /// The forms.
    pub forms: Vec<Part>,
    /// The narrative as Markdown.
    pub narrative: String,
    /// What belongs to none of them.
    pub left: Vec<Leftover>,
}

/// What belongs to one form.
#[derive(Debug, Default)]
pub struct Part {
    /// The title over it.
    pub title: String,
    /// Lines over and under its tables.
    pub lines: Vec<Paragraph>,
    /// Its tables: several where a page's end tears it.
    pub tables: Vec<Table>,
}

impl Part {
    fn project_name(&self) -> Option<String> {
        let mut rows = self.tables.iter().flat_map(|table| &table.rows);
        rows.find_map(|row| project_name(row))
    }

    /// Rows that belong to it, if there are any.
    fn take_rows(&mut self, rows: &mut Table) {
        if !rows.rows.is_empty() {
            self.tables.push(std::mem::take(rows));
        }
    }

    /// All that stands in it, as what found no place.
    pub fn leftovers(&self) -> Vec<Leftover> {
        let lines = self.lines.iter().map(|line| (&line.place, &line.text));
        let cells = self
            .tables
            .iter()
            .flat_map(|table| table.rows.iter().flatten());
        let cells = cells
            .filter(|cell| !cell.is_blank())
            .map(|cell| (&cell.place, &cell.text));
        lines
            .chain(cells)
            .map(|(place, text)| Leftover::new(place, text))
            .collect()
    }
}

/// Above this many letters a paragraph is no title.
const LONGEST_TITLE: usize = 60;

/// Takes a document apart.
pub fn parts(document: &Document) -> Parts {
    let mut parts = Parts::default();
    let mut part = Part::default();
    let mut narrative: Vec<&Block> = Vec::new();
    let mut in_narrative = false;
    for (at, block) in document.blocks.iter().enumerate() {
        let below = &document.blocks[at + 1..];
        match block {
            Block::Paragraph(line)
                if is_form_title(&line.text) && leads_to_a_table(below, in_narrative) =>
            {
                finish(&mut parts, &mut part);
                part.title = line.text.clone();
                in_narrative = false;
            }
            // Later lines like it name other papers.
            Block::Paragraph(line)
                if is_narrative_title(&line.text) && (!in_narrative || narrative.is_empty()) =>
            {
                finish(&mut parts, &mut part);
                in_narrative = true;
            }
            _ if in_narrative => narrative.push(block),
            // Some narratives have no title: they begin with their first chapter.
            Block::Paragraph(line) if !part.tables.is_empty() && is_chapter(line) => {
                finish(&mut parts, &mut part);
                in_narrative = true;
                narrative.push(block);
            }
            Block::Paragraph(line) => part.lines.push(line.clone()),
            Block::Table(table) => rows(&mut parts, &mut part, table),
        }
    }
    finish(&mut parts, &mut part);
    parts.narrative = super::narrative::markdown(&narrative);
    parts
}

/// Whether a title has a table below it. A list of the papers that go with a
/// narrative names forms too.
fn leads_to_a_table(below: &[Block], in_narrative: bool) -> bool {
    for block in below {
        match block {
            Block::Table(_) => return true,
            Block::Paragraph(line) if is_form_title(&line.text) => return false,
            Block::Paragraph(line) if in_narrative && is_chapter(line) => return false,
            Block::Paragraph(_) => {}
        }
    }
    false
}

/// The rows of a table: those under a title in the table itself are a form of
/// their own. A title that a page repeats is none, unless another project's name
/// follows.
fn rows(parts: &mut Parts, part: &mut Part, table: &Table) {
    let mut open = Table::default();
    let mut repeated = None;
    for row in &table.rows {
        if let Some(name) = project_name(row)
            && let Some(above) = part
                .project_name()
                .or_else(|| open.rows.iter().find_map(|row| project_name(row)))
            && name != above
        {
            let from = repeated.take().unwrap_or(open.rows.len());
            let below = open.rows.split_off(from);
            let title = part.title.clone();
            part.take_rows(&mut open);
            finish(parts, part);
            part.title = title;
            open.rows = below;
        }
        let mut written = row.iter().filter(|cell| !cell.is_blank());
        let title = match (written.next(), written.next()) {
            (Some(cell), None) if is_form_title(&cell.text) => Some(&cell.text),
            _ => None,
        };
        let Some(title) = title else {
            open.rows.push(row.clone());
            continue;
        };
        if joined(title) == joined(&part.title) {
            repeated = Some(open.rows.len());
            continue;
        }
        part.take_rows(&mut open);
        if !part.tables.is_empty() || !part.title.is_empty() {
            finish(parts, part);
        }
        part.title.clone_from(title);
    }
    part.take_rows(&mut open);
}

/// The project that a row names.
fn project_name(row: &[Cell]) -> Option<String> {
    let mut written = row.iter().filter(|cell| !cell.is_blank());
    let is_label = labels::field(&written.next()?.text) == Some("项目.名称");
    let name = written.next().filter(|_| is_label)?;
    Some(joined(&name.text))
}

fn finish(parts: &mut Parts, part: &mut Part) {
    let part = std::mem::take(part);
    if part.tables.is_empty() {
        let left = part.leftovers().into_iter();
        parts
            .left
            .extend(left.filter(|one| !is_of_the_form(&one.text)));
    } else {
        parts.forms.push(part);
    }
}

/// 2023年度项目支出绩效自评表, but not a sentence that speaks of one.
fn is_form_title(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    compact.chars().count() <= LONGEST_TITLE
        && !compact.contains(['。', '；'])
        && ["自评表", "评价表", "基础数据表"]
            .iter()
            .any(|ending| compact.contains(ending))
}

fn is_chapter(line: &Paragraph) -> bool {
    heading_level(line) == Some(1)
}

fn is_narrative_title(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    compact.chars().count() <= LONGEST_TITLE
        && !compact.contains(['。', '；'])
        && compact.ends_with("报告")
}
