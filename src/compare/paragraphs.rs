//! Two narratives held against each other, paragraph by paragraph.

use super::ParagraphChange;
use crate::diagnostic::personal;
use crate::sequence::{Step, steps};
use std::collections::BTreeSet;

/// A paragraph with the heading that it stands under.
struct Paragraph {
    chapter: String,
    text: String,
}

/// The paragraphs that are others, from top to bottom.
pub(super) fn changes(old: &str, new: &str) -> Vec<ParagraphChange> {
    let (old, new) = (paragraphs(old), paragraphs(new));
    let texts = |all: &[Paragraph]| -> Vec<String> {
        all.iter().map(|paragraph| paragraph.text.clone()).collect()
    };
    let mut changes = Vec::new();
    let (mut gone, mut came): (Vec<&Paragraph>, Vec<&Paragraph>) = (Vec::new(), Vec::new());
    for step in steps(&texts(&old), &texts(&new)) {
        match step {
            Step::Kept(..) => pair(&mut gone, &mut came, &mut changes),
            Step::Gone(at) => gone.extend(old.get(at)),
            Step::New(at) => came.extend(new.get(at)),
        }
    }
    pair(&mut gone, &mut came, &mut changes);
    changes
}

/// Of the paragraphs between two that stayed, those that are alike are one that
/// was changed.
fn pair<'a>(
    gone: &mut Vec<&'a Paragraph>,
    came: &mut Vec<&'a Paragraph>,
    changes: &mut Vec<ParagraphChange>,
) {
    let shown = |paragraph: &Paragraph| personal::masked(&paragraph.text).into_owned();
    let chapter = |paragraph: &Paragraph| personal::masked(&paragraph.chapter).into_owned();
    let mut came = came.drain(..).peekable();
    for old in gone.drain(..) {
        let new = came.next_if(|new| are_alike(&old.text, &new.text));
        changes.push(ParagraphChange {
            chapter: chapter(old),
            old: Some(shown(old)),
            new: new.map(shown),
        });
    }
    for new in came {
        changes.push(ParagraphChange {
            chapter: chapter(new),
            old: None,
            new: Some(shown(new)),
        });
    }
}

/// Whether two texts have a third of their pairs of letters in common.
fn are_alike(one: &str, other: &str) -> bool {
    let pairs =
        |text: &str| -> BTreeSet<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (one, other) = (pairs(one), pairs(other));
    one.intersection(&other).count() * 3 >= one.len().max(other.len())
}

/// The paragraphs of a text: what stands between blank lines.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut chapter = String::new();
    let mut open = false;
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            open = false;
            continue;
        }
        let heading = line.trim_start_matches('#');
        let is_heading = heading.len() < line.len() && heading.starts_with(' ');
        if is_heading {
            chapter = heading.trim().to_owned();
            open = false;
        }
        match all.last_mut().filter(|_| open) {
            Some(paragraph) => paragraph.text.extend(["\n", line]),
            None => all.push(Paragraph {
                chapter: chapter.clone(),
                text: line.to_owned(),
            }),
        }
        open = !is_heading;
    }
    all
}
