//! The cells of a row as HTML. They are most of what a page prints, so the program
//! writes them itself: a template would look up each field of each cell.

use super::table::Cell;
use crate::theme::escape;
use serde::Serializer;
use serde::ser::Error;
use std::io::{self, Write};

/// A cell that covers more rows than this has its text at the top.
const TALL: usize = 8;

/// For a template: the cells, finished.
pub fn print<S: Serializer>(cells: &[Cell], serializer: S) -> Result<S::Ok, S::Error> {
    let html = Vec::with_capacity(64 * cells.len());
    finished(html, serializer, |html| {
        cells.iter().try_for_each(|cell| print_cell(cell, html))
    })
}

/// For a template: the numbers of notes, each leading to its note.
pub fn print_notes<S: Serializer>(notes: &[usize], serializer: S) -> Result<S::Ok, S::Error> {
    finished(Vec::new(), serializer, |html| print_marks(notes, html))
}

fn finished<S: Serializer>(
    mut html: Vec<u8>,
    serializer: S,
    print: impl FnOnce(&mut Vec<u8>) -> io::Result<()>,
) -> Result<S::Ok, S::Error> {
    print(&mut html).map_err(S::Error::custom)?;
    serializer.serialize_str(str::from_utf8(&html).map_err(S::Error::custom)?)
}

fn print_cell(cell: &Cell, html: &mut Vec<u8>) -> io::Result<()> {
    let is_head = !cell.scope.is_empty();
    match is_head {
        true => write!(html, "<th scope=\"{}\"", cell.scope)?,
        false => html.write_all(b"<td")?,
    }
    for (name, span) in [("rowspan", cell.rowspan), ("colspan", cell.colspan)] {
        if span > 1 {
            write!(html, " {name}=\"{span}\"")?;
        }
    }
    print_class(cell, html)?;
    html.write_all(b">")?;
    escape(&cell.text, &mut *html)?;
    if cell.lost && !is_head {
        html.write_all("<span class=\"visually-hidden\">（扣分）</span>".as_bytes())?;
    }
    print_marks(&cell.notes, html)?;
    html.write_all(if is_head { b"</th>" } else { b"</td>" })
}

fn print_class(cell: &Cell, html: &mut Vec<u8>) -> io::Result<()> {
    let classes = [
        (cell.numeric, "number"),
        (cell.lost, "lost"),
        (cell.names_group, "names-group"),
        (cell.rowspan > TALL, "tall"),
    ];
    let classes = classes.into_iter().filter(|(is_meant, _)| *is_meant);
    let classes: Vec<&str> = classes.map(|(_, class)| class).collect();
    match classes.is_empty() {
        true => Ok(()),
        false => write!(html, " class=\"{}\"", classes.join(" ")),
    }
}

fn print_marks(notes: &[usize], html: &mut Vec<u8>) -> io::Result<()> {
    notes.iter().try_for_each(|number| {
        write!(
            html,
            "<sup class=\"note-mark\"><a href=\"#note-{number}\">\
             <span class=\"visually-hidden\">校验说明</span>[{number}]</a></sup>"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Files, Theme};

    fn html(cell: &Cell) -> String {
        let mut html = Vec::new();
        print_cell(cell, &mut html).unwrap();
        String::from_utf8(html).unwrap()
    }

    #[test]
    fn a_plain_cell_bears_nothing_but_its_text() {
        assert_eq!(html(&Cell::text("良好")), "<td>良好</td>");
        assert_eq!(html(&Cell::default()), "<td></td>");
        assert_eq!(
            html(&Cell::figure("98.5")),
            "<td class=\"number\">98.5</td>"
        );
    }

    #[test]
    fn what_people_wrote_is_escaped() {
        assert_eq!(
            html(&Cell::text("<b>\"甲\" & '乙'</b>")),
            "<td>&lt;b&gt;&quot;甲&quot; &amp; &#39;乙&#39;&lt;/b&gt;</td>"
        );
    }

    #[test]
    fn it_is_escaped_as_templates_escape_it() {
        #[derive(serde::Serialize)]
        struct Letters {
            letters: String,
        }
        let letters: String = ('\0'..'\u{3000}').chain(['分', '\u{1F600}']).collect();
        let mut html = Vec::new();
        escape(&letters, &mut html).unwrap();
        let template = ("templates/about.html".to_owned(), b"{{ letters }}".to_vec());
        let theme = Theme::new(Files::from([template])).unwrap();
        let filled = theme.fill("about.html", &Letters { letters }).unwrap();
        assert_eq!(html, filled);
    }

    #[test]
    fn a_heading_bears_its_scope_and_spans() {
        assert_eq!(
            html(&Cell::head("row", "产出指标").tall(2).wide(3)),
            "<th scope=\"row\" rowspan=\"2\" colspan=\"3\">产出指标</th>"
        );
        let group = Cell {
            names_group: true,
            ..Cell::head("row", "产出指标").tall(TALL + 1)
        };
        assert_eq!(
            html(&group),
            "<th scope=\"row\" rowspan=\"9\" class=\"names-group tall\">产出指标</th>"
        );
    }

    #[test]
    fn a_lost_point_is_said_in_words_too_and_a_note_has_its_mark() {
        let lost = Cell {
            lost: true,
            ..Cell::figure("8").noted(vec![12])
        };
        assert_eq!(
            html(&lost),
            "<td class=\"number lost\">8<span class=\"visually-hidden\">（扣分）</span>\
             <sup class=\"note-mark\"><a href=\"#note-12\">\
             <span class=\"visually-hidden\">校验说明</span>[12]</a></sup></td>"
        );
    }
}
