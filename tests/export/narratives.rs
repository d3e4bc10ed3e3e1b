//! Every narrative comes back from its Word file.

use crate::{SITES, exported, site};
use ziping::check::Checked;
use ziping::folder::{Narrative, Piece};
use ziping::form::Library;
use ziping::import::{Kind, read};
use ziping::load::narrative::{self, Beside};
use ziping::source::Source;

/// The narratives of a unit with their files.
fn narratives(checked: &Checked) -> Vec<(String, &Narrative)> {
    let mut all = Vec::new();
    for year in &checked.unit().years {
        let overall = year.narrative.iter();
        all.extend(overall.map(|one| (format!("{}/report.md", year.year), one)));
        let projects = year.projects.iter();
        all.extend(projects.filter_map(|project| {
            let file = format!("{}/projects/{}.md", year.year, project.slug);
            Some((file, project.narrative.as_ref()?))
        }));
    }
    all
}

fn loaded(markdown: &str) -> Narrative {
    let beside = Beside {
        figure: &|_| None,
        page: "",
        attachments: &[],
    };
    narrative::read(Source::new("report.md", markdown), &beside)
        .unwrap_or_else(|errors| panic!("{}\n{markdown}", errors[0].message))
}

/// The items of numbered lists with their numbers before them, as they are printed.
fn numbered(html: &str) -> String {
    let mut lists = Vec::new();
    let mut whole = String::new();
    for piece in html.split_inclusive('>') {
        whole.push_str(piece);
        let tag = &piece[piece.rfind('<').unwrap_or(0)..];
        if tag.starts_with("<ol") {
            let start = tag
                .split('"')
                .nth(1)
                .map_or(1, |start| start.parse().unwrap());
            lists.push(Some(start));
        } else if tag == "<ul>" {
            lists.push(None);
        } else if tag == "</ol>" || tag == "</ul>" {
            lists.pop();
        } else if let ("<li>", Some(Some(next))) = (tag, lists.last_mut()) {
            whole.push_str(&format!("{next}."));
            *next += 1;
        }
    }
    // An item is a paragraph, whether or not lines stand apart.
    whole.replace("<p>", "").replace("</p>", "<br>")
}

/// What a narrative says, a line for each heading, paragraph, item and cell.
fn said(narrative: &Narrative) -> Vec<String> {
    let compact = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let body = |pieces: &[Piece]| {
        let mut lines = Vec::new();
        for piece in pieces {
            let Piece::Html(html) = piece else {
                panic!("the samples place nothing");
            };
            let html = numbered(html);
            for tag in ["h4", "h5", "h6", "ul", "td", "th", "strong"] {
                let count = html.matches(&format!("<{tag}")).count();
                lines.push(format!("{tag}: {count}"));
            }
            // A line end within a paragraph is a space.
            let piece = Piece::Html(html.replace('\n', " "));
            lines.extend(piece.words().lines().map(compact));
        }
        lines.retain(|line| !line.is_empty());
        lines
    };
    let mut lines = body(&narrative.opening);
    for chapter in &narrative.chapters {
        lines.push(format!("章：{}", compact(&chapter.title)));
        lines.extend(body(&chapter.body));
    }
    lines
}

fn back(file: &[u8], forms: &Library) -> Narrative {
    let imported = read(file, Kind::Word, forms, &[]).unwrap();
    assert!(imported.forms.is_empty());
    let left: Vec<_> = imported.all_left().collect();
    assert!(left.is_empty(), "{left:?}");
    loaded(&imported.narrative)
}

#[test]
fn chapters_paragraphs_lists_and_tables_come_back() {
    let (mut count, mut lines) = (0, 0);
    for root in SITES {
        let (forms, units) = site(root);
        for checked in &units {
            for (file, narrative) in narratives(checked) {
                let files = exported(checked, &file);
                let [(name, bytes)] = files.as_slice() else {
                    panic!("{file}: {} files", files.len());
                };
                let (mut before, after) = (said(narrative), said(&back(bytes, &forms)));
                for line in &mut before {
                    // What Word left behind in a sample is taken away by import.
                    *line = line.replace("[bookmark:_GoBack]", "");
                }
                let differs = before.iter().zip(&after).find(|(one, other)| one != other);
                assert_eq!(differs, None, "{name}");
                assert_eq!(before.len(), after.len(), "{name}");
                count += 1;
                lines += before.len();
            }
        }
    }
    assert_eq!(count, 15);
    assert!(lines > 600, "{lines}");
}
