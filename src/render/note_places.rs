//! Ties each note to what bears its number on the page: the way back from the
//! list, and its place in the words that stand there.

use super::notes::Note;
use super::table::{Cell, Row, Table};
use crate::folder::Narrative;
use crate::model::Segment;

/// Ties notes to the tables of their page. A note without a cell keeps its place
/// in the words of its path.
pub fn tie_to_tables<'a>(notes: &mut [Note], tables: impl Iterator<Item = &'a Table> + Clone) {
    for note in notes {
        if let Some((table, row, at)) = bearer(note.number, tables.clone()) {
            let id = if row.id.is_empty() {
                &table.id
            } else {
                &row.id
            };
            note.href = format!("#{id}");
            note.place = place(note, table, &row.cells[..=at]);
        }
    }
}

/// Ties the notes about a narrative to its chapters.
pub fn tie_to_chapters(notes: &mut [Note], narrative: Option<&Narrative>) {
    let Some(narrative) = narrative else { return };
    for note in notes {
        let [Segment::Key(first), rest @ ..] = note.path.0.as_slice() else {
            continue;
        };
        if first != "正文" {
            continue;
        }
        let named = |title: &str| match rest.first() {
            Some(Segment::Key(name)) => name.trim() == title.trim(),
            _ => false,
        };
        let mut chapters = narrative.chapters.iter();
        let chapter =
            chapters.find(|chapter| named(&chapter.title) || named(chapter.plain_title()));
        let id = chapter.map_or("zipingbaogao", |chapter| &chapter.id);
        note.href = format!("#{id}");
        note.place = "自评报告".to_owned();
    }
}

/// The first cell that bears a number: its table, its row and where it stands in
/// the row.
fn bearer<'a>(
    number: usize,
    mut tables: impl Iterator<Item = &'a Table>,
) -> Option<(&'a Table, &'a Row, usize)> {
    tables.find_map(|table| {
        let mut rows = table.head.iter().chain(&table.body);
        rows.find_map(|row| {
            let bears = |cell: &Cell| cell.notes.contains(&number);
            Some((table, row, row.cells.iter().position(bears)?))
        })
    })
}

/// `绩效指标“群众满意度”的得分`: the table, the row by the nearest header before the
/// cell, and the value's own name.
fn place(note: &Note, table: &Table, up_to: &[Cell]) -> String {
    let mut headers = up_to.iter().rev().filter(|cell| cell.scope == "row");
    let row = headers.next().map_or("", |cell| cell.text.trim());
    let value = match note.path.0.last() {
        Some(Segment::Key(key)) if !row.contains(key.as_str()) => key,
        _ => "",
    };
    let mut place = table.caption.clone();
    if !row.is_empty() {
        place.push_str(&format!("“{row}”"));
    }
    if !value.is_empty() && value != table.caption {
        place.push_str(&format!("的{value}"));
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::FileRef;
    use crate::render::notes::{Notes, tests::found};

    fn tied(path: &str, row: Row) -> (String, String) {
        let notes = Notes::new(&[found(path)], FileRef::Report(0));
        let mut notes = notes.list().to_vec();
        let table = Table {
            id: "zhibiao".to_owned(),
            caption: "绩效指标".to_owned(),
            body: vec![Row::default(), row],
            ..Table::default()
        };
        tie_to_tables(&mut notes, [table].iter());
        (notes[0].place.clone(), notes[0].href.clone())
    }

    #[test]
    fn a_note_is_placed_by_the_row_that_bears_it() {
        let row = Row {
            id: "zhibiao-3".to_owned(),
            ..Row::of(vec![
                Cell::head("row", "数量指标"),
                Cell::head("row", "群众满意度"),
                Cell::figure("8").noted(vec![1]),
            ])
        };
        assert_eq!(
            tied("绩效指标[3].得分", row),
            (
                "绩效指标“群众满意度”的得分".to_owned(),
                "#zhibiao-3".to_owned()
            )
        );
    }

    #[test]
    fn a_value_is_not_named_twice() {
        let row = Row::of(vec![
            Cell::head("row", "填报日期"),
            Cell::default().noted(vec![1]),
        ]);
        assert_eq!(
            tied("填报.填报日期", row),
            ("绩效指标“填报日期”".to_owned(), "#zhibiao".to_owned())
        );
    }

    #[test]
    fn a_note_without_a_cell_keeps_the_words_of_its_path() {
        let (place, href) = tied("预算执行.得分", Row::default());
        assert_eq!((place.as_str(), href.as_str()), ("预算执行的得分", ""));
    }
}
