//! The cells of a row as HTML. They are most of what a page prints, so the program
//! writes them itself: a template would look up each field of each cell.

use super::table::Cell;
use serde::Serializer;

/// A cell that covers more rows than this has its text at the top.
const TALL: usize = 8;

/// For a template: the cells, finished.
pub fn print<S: Serializer>(cells: &[Cell], serializer: S) -> Result<S::Ok, S::Error> {
    let mut html = String::with_capacity(64 * cells.len());
    for cell in cells {
        print_cell(cell, &mut html);
    }
    serializer.serialize_str(&html)
}

/// For a template: the numbers of notes, each leading to its note.
pub fn print_notes<S: Serializer>(notes: &[usize], serializer: S) -> Result<S::Ok, S::Error> {
    let mut html = String::new();
    print_marks(notes, &mut html);
    serializer.serialize_str(&html)
}

fn print_cell(cell: &Cell, html: &mut String) {
    let is_head = !cell.scope.is_empty();
    match is_head {
        true => push(html, &["<th scope=\"", cell.scope, "\""]),
        false => html.push_str("<td"),
    }
    for (name, span) in [("rowspan", cell.rowspan), ("colspan", cell.colspan)] {
        if span > 1 {
            push(html, &[" ", name, "=\"", &span.to_string(), "\""]);
        }
    }
    print_class(cell, html);
    html.push('>');
    escape(&cell.text, html);
    if cell.lost && !is_head {
        html.push_str("<span class=\"visually-hidden\">（扣分）</span>");
    }
    print_marks(&cell.notes, html);
    html.push_str(if is_head { "</th>" } else { "</td>" });
}

fn print_class(cell: &Cell, html: &mut String) {
    let classes = [
        (cell.numeric, "number"),
        (cell.lost, "lost"),
        (cell.names_group, "names-group"),
        (cell.rowspan > TALL, "tall"),
    ];
    let classes = classes.into_iter().filter(|(is_meant, _)| *is_meant);
    let classes: Vec<&str> = classes.map(|(_, class)| class).collect();
    if !classes.is_empty() {
        push(html, &[" class=\"", &classes.join(" "), "\""]);
    }
}

fn print_marks(notes: &[usize], html: &mut String) {
    for number in notes {
        html.push_str(&format!(
            "<sup class=\"note-mark\"><a href=\"#note-{number}\">\
             <span class=\"visually-hidden\">校验说明</span>[{number}]</a></sup>"
        ));
    }
}

/// Text between tags, as templates escape it.
fn escape(text: &str, html: &mut String) {
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        push(html, &[&text[plain..at], escaped]);
        plain = at + 1;
    }
    html.push_str(&text[plain..]);
}

fn push(html: &mut String, pieces: &[&str]) {
    html.extend(pieces.iter().copied());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Files, Theme};

    fn html(cell: &Cell) -> String {
        let mut html = String::new();
        print_cell(cell, &mut html);
        html
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
        let mut html = String::new();
        escape(&letters, &mut html);
        let template = ("templates/about.html".to_owned(), b"{{ letters }}".to_vec());
        let theme = Theme::new(Files::from([template])).unwrap();
        let filled = theme.fill("about.html", &Letters { letters }).unwrap();
        assert_eq!(html.as_bytes(), filled);
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
