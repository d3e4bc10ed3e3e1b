//! Habits of a Chinese keyboard and accidents of YAML's marks, told in words
//! with the mend, instead of the parser's own complaint.

mod brackets;
mod complaints;
mod layout;
mod line;
mod marks;

pub(super) use line::{in_quotes, without_comment};

use super::tree::Complaint;
use super::{Mend, Problem, scan};
use crate::load::codes;
use crate::source::Span;
use brackets::bracket;
use complaints::translated;
use line::Line;

/// A habit that was found.
#[derive(Debug)]
pub(super) struct Habit {
    pub(super) problem: Problem,
    /// How the text would read mended; `None` when nobody can tell.
    pub(super) mend: Option<Mend>,
    /// Whether the mend guesses the layout: what is found after it may only
    /// follow from the guess.
    pub(super) guessed: bool,
    /// Whether it is told once for the whole text.
    pub(super) everywhere: bool,
}

impl Habit {
    fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            problem: Problem::new(codes::SYNTAX, span, message).with_help(help),
            mend: None,
            guessed: false,
            everywhere: false,
        }
    }

    fn mended(mut self, span: Span, text: impl Into<String>) -> Self {
        self.mend = Some(Mend {
            span,
            text: text.into(),
        });
        self
    }

    fn quoted(self, text: &str, span: Span) -> Self {
        let Mend { span, text } = Mend::quote(text, span);
        self.mended(span, text)
    }
}
/// What is behind a complaint of the parser.
pub(super) fn explain(text: &str, complaint: &Complaint) -> Habit {
    let at = complaint.at.min(text.len());
    if complaint.problem.contains("quoted scalar") && complaint.problem.contains("unexpected") {
        return open_quote(text, complaint.context.unwrap_or(at));
    }
    let in_brackets = complaint.problem.contains("while parsing a flow");
    if let Some(habit) = complaint
        .context
        .filter(|_| in_brackets)
        .and_then(|start| bracket(text, start))
    {
        return habit;
    }
    let texts = scan::scan(text).texts;
    let is_structure = |line: &Span| {
        !texts
            .iter()
            .any(|span| span.contains(&line.start) && span.start < line.start)
    };
    let mut candidates: Vec<Line> = Vec::new();
    for start in complaint.context.into_iter().chain([at]) {
        candidates.push(Line::at(text, start));
    }
    for _ in 0..3 {
        let earliest = candidates.iter().map(|line| line.span.start).min();
        match earliest.and_then(|start| Line::before(text, start)) {
            Some(line) => candidates.push(line),
            None => break,
        }
    }
    candidates.retain(|line| is_structure(&line.span));
    let habit = candidates.iter().find_map(Line::habit);
    if let Some(habit) = habit.or_else(|| candidates.iter().find_map(Line::misplaced)) {
        return habit;
    }
    if let Some(habit) = before_items(text, at) {
        return habit;
    }
    let runaway = texts.iter().rev().find(|span| {
        span.start < at
            && text[span.start..].starts_with(['"', '\''])
            && text
                .get((*span).clone())
                .is_some_and(|quoted| quoted.contains('\n'))
    });
    match runaway {
        Some(span) if !complaint.problem.contains("block scalar") => open_quote(text, span.start),
        _ => {
            let is_key = complaint.problem.starts_with("could not find expected ':'");
            let at = complaint.context.filter(|_| is_key).unwrap_or(at);
            translated(text, &complaint.problem, at)
        }
    }
}

/// A key that came out wrong because of how its line is written.
pub(super) fn in_key(text: &str, key: &Span) -> Option<Habit> {
    let line = Line::at(text, key.start);
    line.indentation().or_else(|| line.dash())
}

/// A text where keys or items are expected.
pub(super) fn in_value(text: &str, value: &Span) -> Option<Habit> {
    let line = Line::at(text, value.start);
    line.indentation()
        .or_else(|| line.dash())
        .or_else(|| line.colon())
}

/// A quote that is opened and not closed on its line.
fn open_quote(text: &str, at: usize) -> Habit {
    let line = Line::at(text, at);
    let end = line.span.start + line.text().trim_end().len();
    let habit = Habit::new(
        at..end.max(at),
        "引号没有成对：这里开了引号，这一行里没有结束",
        "请在内容末尾补上同样的半角引号；内容里本来就有的引号，改用中文引号“”。",
    );
    match text[at..].chars().next() {
        Some(quote @ ('"' | '\'')) if end > at + 1 => habit.mended(end..end, quote),
        _ => habit,
    }
}

/// The first item of the list around a place, where it has no dash: YAML takes
/// all that follows for its text.
fn before_items(text: &str, at: usize) -> Option<Habit> {
    let mut line = Line::at(text, at);
    while line.text().trim_start().starts_with("- ") {
        line = Line::before(text, line.span.start)?;
    }
    line.dash().or_else(|| line.no_dash())
}

impl Line<'_> {
    /// What of the writer's habits the line shows.
    fn habit(&self) -> Option<Habit> {
        self.indentation()
            .or_else(|| self.dash())
            .or_else(|| self.colon())
            .or_else(|| self.two_keys())
            .or_else(|| self.value())
            .or_else(|| self.drawing())
            .or_else(|| self.no_dash())
            .or_else(|| self.no_colon())
    }
}
