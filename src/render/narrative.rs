//! A narrative as a page shows it: its text with the tables and figures that it
//! places.

use super::figures::Figure;
use super::table::Table;
use crate::diagnostic::Label;
use crate::folder::{Narrative, Piece};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// A narrative ready for the template.
#[derive(Debug, Serialize)]
pub struct NarrativeView<'a> {
    opening: Vec<PieceView<'a>>,
    chapters: Vec<ChapterView<'a>>,
}

#[derive(Debug, Serialize)]
struct ChapterView<'a> {
    id: &'a str,
    title: &'a str,
    pieces: Vec<PieceView<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum PieceView<'a> {
    Html { html: &'a str },
    Table { table: Table },
    Figure { figure: Box<Figure> },
}

/// The tables and figures that a narrative may place, by caption and title.
#[derive(Debug, Clone)]
pub struct Placeable<'a> {
    /// The tables.
    pub tables: Vec<&'a Table>,
    /// The figures.
    pub figures: &'a [Figure],
}

/// A narrative places a table or a figure that its page does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPiece {
    /// Where it is placed.
    pub place: Label,
    /// 表 or 图.
    pub kind: &'static str,
    /// The name as written.
    pub name: String,
    /// The names that there are, each once.
    pub known: Vec<String>,
}

impl fmt::Display for UnknownPiece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "没有名为“{}”的{}", self.name, self.kind)
    }
}

impl<'a> NarrativeView<'a> {
    /// The narrative with what it places.
    ///
    /// # Errors
    /// The first name that no table or figure has.
    pub fn new(
        narrative: &'a Narrative,
        placeable: &Placeable<'_>,
    ) -> Result<Self, Box<UnknownPiece>> {
        let mut counts = BTreeMap::new();
        let mut pieces = |pieces: &'a [Piece]| {
            let views = pieces
                .iter()
                .map(|piece| placeable.view(piece, narrative, &mut counts));
            views.collect::<Result<Vec<_>, _>>()
        };
        let opening = pieces(&narrative.opening)?;
        let chapters = narrative.chapters.iter().map(|chapter| {
            Ok(ChapterView {
                id: &chapter.id,
                title: &chapter.title,
                pieces: pieces(&chapter.body)?,
            })
        });
        Ok(Self {
            chapters: chapters.collect::<Result<_, Box<UnknownPiece>>>()?,
            opening,
        })
    }
}

/// A narrative as it goes on paper.
#[derive(Debug)]
pub struct PrintedNarrative<'a> {
    /// What stands before the first chapter.
    pub opening: Vec<Passage<'a>>,
    /// The chapters: title and text.
    pub chapters: Vec<(&'a str, Vec<Passage<'a>>)>,
}

/// A passage of a printed narrative.
#[derive(Debug)]
pub enum Passage<'a> {
    /// Text as safe HTML.
    Text(&'a str),
    /// A table made from the data; a figure is the table of its data.
    Table(Box<Table>),
}

impl<'a> PrintedNarrative<'a> {
    /// The narrative with what it places.
    ///
    /// # Errors
    /// The first name that no table or figure has.
    pub fn new(
        narrative: &'a Narrative,
        placeable: &Placeable<'_>,
    ) -> Result<Self, Box<UnknownPiece>> {
        let passages = |pieces: &'a [Piece]| {
            let passages = pieces.iter().map(|piece| {
                let table = match piece {
                    Piece::Html(html) => return Ok(Passage::Text(html)),
                    Piece::Table(name, span) => placeable.table(name, || place(narrative, span))?,
                    Piece::Chart(name, span) => {
                        &placeable.figure(name, || place(narrative, span))?.table
                    }
                };
                Ok(Passage::Table(Box::new(table.clone())))
            });
            passages.collect::<Result<Vec<_>, Box<UnknownPiece>>>()
        };
        let chapters = narrative.chapters.iter();
        Ok(Self {
            opening: passages(&narrative.opening)?,
            chapters: chapters
                .map(|chapter| Ok((chapter.title.as_str(), passages(&chapter.body)?)))
                .collect::<Result<_, Box<UnknownPiece>>>()?,
        })
    }
}

impl<'a> Placeable<'a> {
    /// What the narrative places and is not there.
    pub fn unknown(&self, narrative: &Narrative) -> Vec<UnknownPiece> {
        let faults = narrative.pieces().filter_map(|piece| match piece {
            Piece::Html(_) => None,
            Piece::Table(name, span) => self.table(name, || place(narrative, span)).err(),
            Piece::Chart(name, span) => self.figure(name, || place(narrative, span)).err(),
        });
        faults.map(|fault| *fault).collect()
    }

    /// A piece for the template; `counts` says how often each figure was placed
    /// before.
    fn view<'n>(
        &self,
        piece: &'n Piece,
        narrative: &Narrative,
        counts: &mut BTreeMap<&'a str, usize>,
    ) -> Result<PieceView<'n>, Box<UnknownPiece>> {
        Ok(match piece {
            Piece::Html(html) => PieceView::Html { html },
            Piece::Table(name, span) => PieceView::Table {
                table: self
                    .table(name, || place(narrative, span))?
                    .without_addresses(),
            },
            Piece::Chart(name, span) => {
                let figure = self.figure(name, || place(narrative, span))?;
                let count = counts.entry(figure.title).or_insert(0);
                *count += 1;
                PieceView::Figure {
                    figure: Box::new(figure.placed(*count)),
                }
            }
        })
    }

    fn table(
        &self,
        name: &str,
        place: impl FnOnce() -> Label,
    ) -> Result<&'a Table, Box<UnknownPiece>> {
        let names = || self.tables.iter().map(|table| table.caption.as_str());
        let mut tables = self.tables.iter().copied();
        let found = tables.find(|table| table.caption == name);
        found.ok_or_else(|| unknown("表", name, place(), names()))
    }

    fn figure(
        &self,
        name: &str,
        place: impl FnOnce() -> Label,
    ) -> Result<&'a Figure, Box<UnknownPiece>> {
        let names = || self.figures.iter().map(|figure| figure.title);
        let found = self.figures.iter().find(|figure| figure.title == name);
        found.ok_or_else(|| unknown("图", name, place(), names()))
    }
}

fn place(narrative: &Narrative, span: &Range<usize>) -> Label {
    Label::at(&narrative.source, span.clone(), "")
}

fn unknown<'n>(
    kind: &'static str,
    name: &str,
    place: Label,
    names: impl Iterator<Item = &'n str>,
) -> Box<UnknownPiece> {
    let mut known: Vec<String> = Vec::new();
    for name in names {
        if !name.is_empty() && !known.iter().any(|known| known == name) {
            known.push(name.to_owned());
        }
    }
    Box::new(UnknownPiece {
        place,
        kind,
        name: name.to_owned(),
        known,
    })
}

/// Whether a narrative places the figure of this title.
pub fn places_figure(narrative: &Narrative, title: &str) -> bool {
    narrative
        .pieces()
        .any(|piece| matches!(piece, Piece::Chart(name, _) if name == title))
}
