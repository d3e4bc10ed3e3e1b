//! A narrative as a page shows it: its text with the tables and figures that it
//! places.

use super::RenderError;
use super::figures::Figure;
use super::table::Table;
use crate::folder::{Narrative, Piece};
use crate::source::{Source, Span};
use serde::Serialize;

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
    Figure { figure: Figure },
}

/// The tables and figures that a narrative may place, by caption and title.
#[derive(Debug, Clone, Copy)]
pub struct Placeable<'a> {
    /// The tables.
    pub tables: &'a [&'a Table],
    /// The figures.
    pub figures: &'a [Figure],
}

impl<'a> NarrativeView<'a> {
    /// The narrative with what it places.
    ///
    /// # Errors
    /// A name that no table or figure has.
    pub fn new(narrative: &'a Narrative, placeable: Placeable<'_>) -> Result<Self, RenderError> {
        let pieces = |pieces: &'a [Piece]| {
            let views = pieces.iter();
            let views = views.map(|piece| placeable.view(piece, &narrative.source));
            views.collect::<Result<Vec<_>, _>>()
        };
        let chapters = narrative.chapters.iter().map(|chapter| {
            Ok(ChapterView {
                id: &chapter.id,
                title: &chapter.title,
                pieces: pieces(&chapter.body)?,
            })
        });
        Ok(Self {
            opening: pieces(&narrative.opening)?,
            chapters: chapters.collect::<Result<_, RenderError>>()?,
        })
    }
}

impl Placeable<'_> {
    // What is placed in a text stands there without an address: it may stand at
    // its own place too.
    fn view<'a>(self, piece: &'a Piece, source: &Source) -> Result<PieceView<'a>, RenderError> {
        let unknown = |kind, name: &str, span: &Span, known: Vec<&str>| {
            let position = source.position(span.start);
            RenderError::UnknownPiece {
                place: format!("{}:{}:{}", source.path, position.line, position.column),
                kind,
                name: name.to_owned(),
                known: if known.is_empty() {
                    "（没有）".to_owned()
                } else {
                    known.join("、")
                },
            }
        };
        match piece {
            Piece::Html(html) => Ok(PieceView::Html { html }),
            Piece::Table(name, span) => {
                let mut tables = self.tables.iter();
                let found = tables.find(|table| table.caption == *name);
                let table = found.map(|table| (*table).clone()).ok_or_else(|| {
                    let known = self.tables.iter().map(|table| table.caption.as_str());
                    unknown("表", name, span, known.collect())
                })?;
                Ok(PieceView::Table {
                    table: without_addresses(table),
                })
            }
            Piece::Chart(name, span) => {
                let mut figures = self.figures.iter();
                let found = figures.find(|figure| figure.title == name);
                let figure = found.cloned().ok_or_else(|| {
                    let known = self.figures.iter().map(|figure| figure.title);
                    unknown("图", name, span, known.collect())
                })?;
                Ok(PieceView::Figure {
                    figure: Figure {
                        id: String::new(),
                        table: without_addresses(figure.table),
                        ..figure
                    },
                })
            }
        }
    }
}

fn without_addresses(mut table: Table) -> Table {
    table.id.clear();
    for row in &mut table.body {
        row.id.clear();
    }
    table
}

/// Whether a narrative places the figure of this title.
pub fn places_figure(narrative: &Narrative, title: &str) -> bool {
    let chapters = narrative.chapters.iter().map(|chapter| &chapter.body);
    chapters
        .chain([&narrative.opening])
        .flatten()
        .any(|piece| matches!(piece, Piece::Chart(name, _) if name == title))
}
