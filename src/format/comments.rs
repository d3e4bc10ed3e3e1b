//! Which key or item each comment belongs to.

use crate::load::Outline;
use crate::load::yaml::outline::{Comment, Value, Writing};

/// A comment on lines of its own, and whether a blank line stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) after_blank: bool,
}

/// A key or an item of a list, to which comments may belong. Anchors are numbered
/// in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Anchor {
    start: usize,
    column: usize,
    parent: Option<usize>,
    /// The anchor of the brackets that it stands in: comments belong there.
    brackets: Option<usize>,
    /// On the lines before it.
    pub(super) before: Vec<Line>,
    /// At the end of its line.
    pub(super) beside: Option<String>,
    /// After the last of what stands below it.
    pub(super) at_end: Vec<Line>,
}

/// All comments of a file.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// At the top, with a blank line below.
    pub(super) head: Vec<Line>,
    /// The keys and items.
    pub(super) anchors: Vec<Anchor>,
    /// After everything else.
    pub(super) foot: Vec<Line>,
}

impl Comments {
    /// The comments of a text at their keys and items.
    pub(super) fn of(text: &str, outline: &Outline) -> Self {
        let mut all = Self::default();
        all.add_anchors(text, outline, &outline.root, None, None);
        for comment in &outline.comments {
            all.place(text, comment);
        }
        all.split_head(text);
        all
    }

    fn add_anchors(
        &mut self,
        text: &str,
        outline: &Outline,
        value: &Value,
        parent: Option<usize>,
        brackets: Option<usize>,
    ) {
        let stays = stays_in_brackets(outline, value);
        let brackets = brackets.or(parent.filter(|_| stays));
        let mut add = |at: usize, start: usize, below: &Value| {
            let number = self.anchors.len();
            // a list may stand as far left as its key, and yet is below it
            let above = parent.and_then(|parent| self.anchors.get(parent));
            let least = above.map_or(0, |parent| parent.column + 1);
            self.anchors.push(Anchor {
                start,
                column: column(text, at).max(least),
                parent,
                brackets,
                ..Anchor::default()
            });
            self.add_anchors(text, outline, below, Some(number), brackets);
        };
        match &value.writing {
            Writing::List(items, between) => {
                for item in items {
                    // dashes stand in one column, that of the list
                    let at = between.as_ref().map_or(value.start, |_| item.start);
                    add(at, item.start, item);
                }
            }
            Writing::Map { entries, .. } => {
                for entry in entries {
                    add(entry.start, entry.start, &entry.value);
                }
            }
            _ => {}
        }
    }

    /// The anchor itself, or that of the brackets that it stands in.
    fn outside(&self, at: usize) -> Option<usize> {
        let anchor = self.anchors.get(at)?;
        Some(anchor.brackets.unwrap_or(at))
    }

    fn place(&mut self, text: &str, comment: &Comment) {
        let after = self
            .anchors
            .partition_point(|anchor| anchor.start < comment.start);
        let last = after.checked_sub(1).and_then(|last| self.outside(last));
        let next = self.outside(after);
        let line_start = text[..comment.start].rfind('\n').map_or(0, |at| at + 1);
        let above = text[..line_start].strip_suffix('\n');
        let above = above.and_then(|above| above.rsplit('\n').next());
        let line = Line {
            text: comment.text.clone(),
            after_blank: above.is_some_and(|above| above.trim().is_empty()),
        };
        let mut before_it = text[line_start..comment.start].chars();
        let is_of_value = |char: char| !char.is_whitespace() && char != '-';
        let follows_value = !comment.alone && before_it.any(is_of_value);
        if let Some(anchor) = last.and_then(|last| self.anchors.get_mut(last))
            && follows_value
        {
            match anchor.beside {
                None => anchor.beside = Some(line.text),
                Some(_) => anchor.before.push(line),
            }
            return;
        }
        let own_column = column(text, comment.start);
        let mut holder = last;
        while let Some(anchor) = holder.and_then(|at| self.anchors.get(at)) {
            if anchor.column <= own_column {
                break;
            }
            holder = anchor.parent;
        }
        let holder = holder.and_then(|at| self.anchors.get(at));
        let next_column = next.and_then(|next| self.anchors.get(next));
        let next_column = next_column.map(|anchor| anchor.column);
        let is_deeper = |holder: &&Anchor| next_column.is_none_or(|next| holder.column > next);
        let parent = holder
            .filter(|_| comment.alone)
            .filter(is_deeper)
            .and_then(|holder| holder.parent);
        let lines = match (parent, next) {
            (Some(parent), _) => self
                .anchors
                .get_mut(parent)
                .map(|anchor| &mut anchor.at_end),
            (None, Some(next)) => self.anchors.get_mut(next).map(|anchor| &mut anchor.before),
            (None, None) => None,
        };
        lines.unwrap_or(&mut self.foot).push(line);
    }

    /// What stands over the first key with a blank line between is the file's.
    fn split_head(&mut self, text: &str) {
        let Some(first) = self.anchors.first_mut() else {
            return;
        };
        let above = text[..first.start].trim_end_matches([' ', '\t']);
        if above.trim_end().len() + 1 < above.len() {
            self.head = std::mem::take(&mut first.before);
        } else if let Some(last) = first.before.iter().rposition(|line| line.after_blank)
            && last > 0
        {
            let rest = first.before.split_off(last);
            self.head = std::mem::replace(&mut first.before, rest);
        }
    }
}

/// Whether a list or a map is between brackets and has no comment there.
pub(super) fn stays_in_brackets(outline: &Outline, value: &Value) -> bool {
    let (Writing::List(_, brackets) | Writing::Map { brackets, .. }) = &value.writing else {
        return false;
    };
    brackets.as_ref().is_some_and(|span| {
        let comments = &outline.comments;
        let first = comments.partition_point(|comment| comment.start < span.start);
        let inside = |comment: &Comment| comment.start < span.end;
        !comments.get(first).is_some_and(inside)
    })
}

/// The column of a place, in bytes from 0: before it are mostly spaces.
fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |end| end + 1)
}
