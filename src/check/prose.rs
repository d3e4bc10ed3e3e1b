//! The narrative as a reader reads it: blocks of plain text without marks, with
//! the way back to the author's bytes. Read once for all rules that look at it.
//!
//! `{{ path }}` reads as the figure that is printed for it, so that a sentence is
//! held against itself as it stands on the page.

mod breakdowns;
mod differences;
mod exchanged;
mod families;
mod figures;
mod known;
mod lists;
mod markdown;
mod mentions;
mod numerals;
mod pieces;
mod ratio;
mod scope;
mod statements;
mod sums;
mod swapped;
mod tables;
mod text;
mod written;

pub use breakdowns::{Breakdown, Lead, Wrong, breakdowns, listed};
pub use differences::differs;
pub use exchanged::{is_swapped, swapped_percent, swapped_sum};
pub use families::whole_families;
pub use figures::{Figure, Measure, figures, half_unit, next_digit};
pub use known::Known;
pub use lists::{Counted, announced, bracketed, counts, counts_anything};
pub use mentions::{Mention, Names, Role};
pub use numerals::{Number, Style, count_before, heading_number};
pub use pieces::{Count, Item, Piece, item, pieces, same_unit, unit_of};
pub use ratio::{is_percent_of, is_share};
pub use scope::{Scope, adds_up, scope, side_by_side};
pub use statements::Statement;
pub use sums::{is_misprint, is_rounding, off};
pub use swapped::Actuals;
pub use tables::{Column, Table, amount, odd_total, shares};
pub use text::{Text, clauses, sentences};
pub use written::{Written, written};

use super::{FileRef, FiledReport, Finding, Findings};
use crate::folder::{Narrative, UnitFolder, YearFolder};
use crate::form::Form;
use crate::model::{DataPath, MoneyUnit, Report};
use std::cell::OnceCell;
use std::ops::Range;

/// A narrative as blocks, in reading order.
#[derive(Debug)]
pub struct Prose {
    /// The blocks.
    pub blocks: Vec<Block>,
}

/// A heading, a paragraph, an item of a list or a table.
#[derive(Debug)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its text; empty for a table.
    pub text: Text,
    /// The cells of a table, row by row, its head first.
    pub rows: Vec<Vec<Text>>,
    /// The chapter that it stands in, or is the heading of; `None` before the first.
    pub chapter: Option<usize>,
    /// The nearest heading above it below the chapter's own, as an index of
    /// [`Prose::blocks`]. For a heading: the one it belongs to.
    pub under: Option<usize>,
    figures: OnceCell<Vec<Figure>>,
}

impl Block {
    /// Whether it is sentences: a paragraph or an item of a list.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Paragraph | Kind::Item { .. })
    }

    /// Whether this word is in its text.
    pub fn says(&self, word: &str) -> bool {
        self.text.says(word)
    }

    /// Whether one of these words is.
    pub fn says_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.says(word))
    }

    /// The figures of its text, in order; read once.
    pub fn figures(&self) -> &[Figure] {
        self.figures.get_or_init(|| figures(&self.text.plain))
    }

    /// The figures in a part of its text.
    pub fn figures_in(&self, part: Range<usize>) -> &[Figure] {
        let all = self.figures();
        let start = all.partition_point(|figure| figure.span.start < part.start);
        let end = all.partition_point(|figure| figure.span.end <= part.end);
        all.get(start..end).unwrap_or_default()
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A heading: 2 for a chapter's own, 3–6 below it.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list, and whether it is an item of another item.
    Item {
        /// An item of another item.
        nested: bool,
    },
    /// A table.
    Table,
}

/// A narrative that was read, with what surrounds it. What several rules look for
/// in it is looked for once, when the first asks.
#[derive(Debug)]
pub struct FiledProse<'a> {
    /// Where findings are put.
    pub file: FileRef,
    /// The file of the form that the narrative goes with.
    pub form_file: FileRef,
    /// The unit.
    pub folder: &'a UnitFolder,
    /// The year, as an index of the unit's.
    pub at: usize,
    /// The narrative as it was loaded.
    pub narrative: &'a Narrative,
    /// The data of the form that it goes with.
    pub report: &'a Report,
    /// That form.
    pub form: &'a Form,
    /// The two as the rules on forms look at them.
    pub filed_form: FiledReport<'a>,
    /// The blocks.
    pub prose: &'a Prose,
    known: OnceCell<Vec<Known>>,
    statements: OnceCell<Vec<Statement<'a>>>,
}

/// A narrative and its file, before it is surrounded.
pub type Read = (FileRef, Prose);

/// Reads all narratives of a unit.
pub fn read(unit: &UnitFolder) -> Vec<Read> {
    let years = unit.years.iter().enumerate();
    let files = years.flat_map(|(at, year)| {
        let projects = (0..year.projects.len()).map(move |n| FileRef::ProjectNarrative(at, n));
        std::iter::once(FileRef::Narrative(at)).chain(projects)
    });
    files
        .filter_map(|file| {
            let (_, _, narrative, report, form) = parts(unit, file)?;
            let weight = form.funds.as_ref().and_then(|funds| funds.weight);
            let figure = |path: &str| report.figure(&DataPath::parse(path)?, weight);
            Some((file, markdown::read(narrative, &figure)))
        })
        .collect()
}

/// The narratives with what surrounds them.
pub fn filed<'a>(
    unit: &'a UnitFolder,
    read: &'a [Read],
    reports: &[FiledReport<'a>],
) -> impl Iterator<Item = FiledProse<'a>> {
    read.iter().filter_map(move |(file, prose)| {
        let (at, form_file, narrative, report, form) = parts(unit, *file)?;
        let filed_form = *reports.iter().find(|report| report.file == form_file)?;
        Some(FiledProse {
            filed_form,
            file: *file,
            form_file,
            folder: unit,
            at,
            narrative,
            report,
            form,
            prose,
            known: OnceCell::new(),
            statements: OnceCell::new(),
        })
    })
}

/// The year, the form's file, the narrative, the data and the form.
type Parts<'a> = (usize, FileRef, &'a Narrative, &'a Report, &'a Form);

fn parts(unit: &UnitFolder, file: FileRef) -> Option<Parts<'_>> {
    let (at, form_file, narrative, document) = match file {
        FileRef::Narrative(at) => {
            let year = unit.years.get(at)?;
            (
                at,
                FileRef::Report(at),
                &year.narrative,
                year.report.as_ref()?,
            )
        }
        FileRef::ProjectNarrative(at, n) => {
            let project = unit.years.get(at)?.projects.get(n)?;
            (
                at,
                FileRef::Project(at, n),
                &project.narrative,
                &project.report,
            )
        }
        _ => return None,
    };
    let (report, form) = (&document.data, &*document.form);
    Some((at, form_file, narrative.as_ref()?, report, form))
}

impl<'a> FiledProse<'a> {
    /// The figures of money that the data around it knows.
    pub fn known(&self) -> &[Known] {
        self.known.get_or_init(|| known::known(self))
    }

    /// The amounts of money that it states with a label.
    pub fn statements(&self) -> &[Statement<'a>] {
        self.statements.get_or_init(|| statements::statements(self))
    }
}

impl FiledProse<'_> {
    /// The year's folder.
    pub fn year(&self) -> &YearFolder {
        &self.folder.years[self.at]
    }

    /// The unit of the form's amounts; `None` where neither says.
    pub fn money_unit(&self) -> Option<MoneyUnit> {
        self.form.money_unit_of(self.report.money_unit)
    }

    /// The title of the block's chapter; empty before the first.
    pub fn chapter_title(&self, block: &Block) -> &str {
        let chapter = block.chapter.and_then(|at| self.narrative.chapters.get(at));
        chapter.map_or("", |chapter| chapter.title.trim())
    }

    /// The headings above a block below its chapter's own, the nearest first.
    pub fn headings_above(&self, block: &Block) -> impl Iterator<Item = &Block> {
        let above = |at: Option<usize>| at.and_then(|at| self.prose.blocks.get(at));
        std::iter::successors(above(block.under), move |block| above(block.under))
    }

    /// The place of a block: its chapter.
    pub fn place(&self, block: &Block) -> DataPath {
        let text = DataPath::root().key("正文");
        match block.chapter.and_then(|at| self.narrative.chapters.get(at)) {
            Some(chapter) => text.key(&chapter.title),
            None => text,
        }
    }

    /// Adds a finding that marks this part of a block's text.
    pub fn add<'f>(
        &self,
        findings: &'f mut Findings,
        block: &Block,
        (text, words): (&Text, Range<usize>),
        message: impl Into<String>,
    ) -> &'f mut Finding {
        let quote = self.quote(block, text, words);
        let finding = findings.add(self.file, self.place(block), message);
        finding.quote(quote)
    }

    /// The author's words, such that they are found at this place.
    fn quote(&self, block: &Block, text: &Text, words: Range<usize>) -> String {
        let source = &self.narrative.source.text;
        let span = text.source(words, source);
        let title = self.chapter_title(block);
        let mut chapters = self.narrative.chapters.iter();
        let chapter = chapters.find(|chapter| chapter.title.trim() == title);
        let from = chapter.map_or(0, |chapter| chapter.span.start);
        let looked_at = source.get(from..).unwrap_or_default();
        quote(looked_at, span.start - from..span.end - from)
    }
}

/// The words from as far back as it takes for them to be found first at this
/// place when they are looked for from the beginning of the text.
fn quote(text: &str, words: Range<usize>) -> String {
    const FURTHEST: usize = 40;
    let before = text.get(..words.start).unwrap_or_default();
    let starts = before.char_indices().rev().map(|(at, _)| at);
    for start in std::iter::once(words.start).chain(starts.take(FURTHEST)) {
        let longer = text.get(start..words.end).unwrap_or_default();
        if text.find(longer) == Some(start) {
            return longer.to_owned();
        }
    }
    text.get(words).unwrap_or_default().to_owned()
}
