//! YAML → the model's types. The only place that names the YAML crate.
//!
//! A clean file costs a quick look and one plain reading. Only when that fails is
//! the file read again, slowly: as a tree that knows every place, from which the
//! type is read as often as there are faults, each time without what was found
//! faulty. What stops even the tree are mostly habits of a Chinese keyboard:
//! they are mended in a copy, so that the rest of the file is looked at too.

mod figures;
mod habits;
mod keys;
pub mod outline;
mod places;
mod scan;
mod shape;
mod tree;

pub use figures::odd_figures;
pub use keys::nearest;
pub(super) use keys::{is_one_slip, unknown_key};
pub use outline::Outline;
pub use places::{Places, Spot};

use super::{codes, private};
use crate::diagnostic::{Diagnostic, Edit, Label};
use crate::model::DataPath;
use crate::source::{Source, Span};
use scan::MAX_PROBLEMS;
use serde::de::DeserializeOwned;
use tree::Fault;

/// Reads a file into `T`, with every error in it.
///
/// # Errors
/// ZP001–ZP007, ZP009 and ZP019, at most 50 a file.
pub fn read<T: DeserializeOwned>(source: &mut Source) -> Result<T, Vec<Diagnostic>> {
    match read_all(source) {
        (Some(data), errors) if errors.is_empty() => Ok(data),
        (_, errors) => Err(errors),
    }
}

/// Reads a file into `T` with its errors: where there are some, what could be
/// read in spite of them.
pub(super) fn read_all<T: DeserializeOwned>(source: &mut Source) -> (Option<T>, Vec<Diagnostic>) {
    source.private_lines = private::lines(&source.text);
    if says_nothing(&source.text) {
        let problem = Problem::new(codes::EMPTY, 0..0, "文件里没有内容")
            .with_help("请填写内容；用不着这个文件，就把它删去。");
        return (None, vec![problem.diagnostic(source)]);
    }
    let scan = scan::scan(&source.text);
    let refused = !scan.refused.is_empty();
    let (data, problems) = if refused {
        let accidents = scan.accidents.into_iter().map(|(problem, _)| problem);
        (None, scan.refused.into_iter().chain(accidents).collect())
    } else if scan.accidents.is_empty() && has_no_alias(&source.text) {
        match serde_yaml::from_str(&source.text) {
            Ok(data) => return (Some(data), Vec::new()),
            Err(error) => match diagnose(&source.text, scan) {
                (_, none) if none.is_empty() => (None, vec![unexplained(tree::offset(&error))]),
                found => found,
            },
        }
    } else {
        diagnose(&source.text, scan)
    };
    if !refused {
        hide(source, &problems);
    }
    let mut errors: Vec<Diagnostic> = problems
        .into_iter()
        .take(MAX_PROBLEMS)
        .map(|problem| problem.diagnostic(source))
        .collect();
    crate::diagnostic::sort(&mut errors);
    (data, errors)
}

/// The span of the value at a path: a whole scalar with its quotes, the first
/// line of a longer text, the key of a list, a map or a blank, the name of an
/// item of a list. Where the path does not exist, its nearest ancestor that does.
/// For many paths of one file make [`Places`].
pub fn place(source: &Source, path: &DataPath) -> Span {
    Places::of(source).place(path)
}

/// The path with names in brackets (`绩效指标[办公大楼装修面积]`) turned to indexes.
pub fn resolve(source: &Source, path: &DataPath) -> DataPath {
    Places::of(source).resolve(path)
}

/// Whether the parser may expand what it reads. Without a star nothing can be
/// expanded; with one the tree tells a star in a text from an alias.
fn has_no_alias(text: &str) -> bool {
    !text.contains('*') || !matches!(tree::parse(text), Err(Fault::Alias(_)))
}

/// Adds to the private lines what only the reading could tell.
fn hide(source: &mut Source, problems: &[Problem]) {
    let mut hidden = Places::of(source).private_lines();
    for span in problems
        .iter()
        .filter_map(|problem| problem.private.as_ref())
    {
        let line = |at: usize| source.position(at).line - 1;
        hidden.push(line(span.start)..line(span.end.saturating_sub(1)) + 1);
    }
    source.private_lines.extend(hidden);
}

/// Whether there is nothing but comments.
fn says_nothing(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .all(|line| line.is_empty() || line.starts_with('#') || line == "---")
}

/// One thing that is wrong, at a place in the text.
#[derive(Debug)]
struct Problem {
    code: &'static str,
    span: Span,
    message: String,
    help: String,
    /// Another place, with what is to be said of it.
    related: Option<(Span, &'static str)>,
    /// What must not be shown because of it.
    private: Option<Span>,
    /// Whether its message may quote the text.
    quotes: bool,
    /// What would stand in the span, where only the writing is at fault.
    fix: Option<String>,
}

impl Problem {
    fn new(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            help: String::new(),
            related: None,
            private: None,
            quotes: true,
            fix: None,
        }
    }

    /// The same with a message and a help that quote nothing but names of ours.
    fn unquoted(mut self) -> Self {
        self.quotes = false;
        self
    }

    fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The problem for print. One that stands under 不公开 is told in general
    /// terms, for its message might quote.
    fn diagnostic(self, source: &Source) -> Diagnostic {
        let line = source.position(self.span.start).line - 1;
        let label = Label::at(source, self.span.clone(), "");
        if source.is_private(line) && self.quotes {
            let title = codes::title(self.code);
            return Diagnostic::error(
                self.code,
                label,
                format!("“不公开”之下的内容有误：{title}（不引原文）"),
            )
            .with_help("各行缩进两个半角空格，冒号用半角、后面空一格，引号要成对。");
        }
        let edit = self.fix.and_then(|new| {
            let span = figures::content(&source.text, self.span);
            Edit::at(source, span, new)
        });
        let diagnostic = Diagnostic::error(self.code, label, self.message)
            .with_help(self.help)
            .with_fix(edit);
        match self.related {
            Some((span, message)) => diagnostic.with_related(Label::at(source, span, message)),
            None => diagnostic,
        }
    }
}

/// A change that would put a fault right.
#[derive(Debug)]
struct Mend {
    span: Span,
    text: String,
}

impl Mend {
    /// What stands in the span, in quotes.
    fn quote(text: &str, span: Span) -> Self {
        Self {
            text: format!("'{}'", text[span.clone()].replace('\'', "''")),
            span,
        }
    }
}

/// A copy of the text with mends, that still knows the places of the original.
struct Mended {
    text: String,
    mends: Vec<(Span, usize)>,
}

impl Mended {
    fn apply(&mut self, mend: &Mend) {
        self.text.replace_range(mend.span.clone(), &mend.text);
        self.mends.push((mend.span.clone(), mend.text.len()));
    }

    fn original(&self, span: Span) -> Span {
        let back = |mut at: usize| {
            for (span, length) in self.mends.iter().rev() {
                if at >= span.start + length {
                    at = at - length + span.len();
                } else if at > span.start {
                    at = span.end.min(at);
                }
            }
            at
        };
        back(span.start)..back(span.end)
    }

    fn problem(&self, mut problem: Problem) -> Problem {
        problem.span = self.original(problem.span);
        problem.private = problem.private.map(|span| self.original(span));
        problem.related = problem
            .related
            .map(|(span, message)| (self.original(span), message));
        problem
    }
}

/// Reads slowly and finds everything that is wrong.
fn diagnose<T: DeserializeOwned>(text: &str, scan: scan::Scan) -> (Option<T>, Vec<Problem>) {
    let mut mended = Mended {
        text: text.to_owned(),
        mends: Vec::new(),
    };
    let mut problems = Vec::new();
    // from the last to the first, so that the places before still hold
    for (problem, mend) in scan.accidents.into_iter().rev() {
        mended.apply(&mend);
        problems.push(problem);
    }
    let mut guessed_line: Option<usize> = None;
    for _ in 0..MAX_PROBLEMS {
        let habit = match tree::parse(&mended.text) {
            Ok(root) => {
                let read = shape::read::<T>(&mended.text, &root);
                if let Some(habit) = read.habit {
                    habit
                } else {
                    if guessed_line.is_none() {
                        for problem in read.problems {
                            add(&mut problems, mended.problem(problem));
                        }
                    }
                    return (read.data, problems);
                }
            }
            Err(Fault::Syntax(complaint)) => habits::explain(&mended.text, &complaint),
            Err(fault) => {
                add(&mut problems, mended.problem(unreadable(fault)));
                break;
            }
        };
        let problem = mended.problem(habit.problem);
        let line = text[..problem.span.start.min(text.len())]
            .matches('\n')
            .count();
        // the lines below one whose layout was guessed go with it
        let follows = guessed_line.is_some_and(|guessed| line.abs_diff(guessed) <= 1);
        let told = |known: &Problem| known.message == problem.message;
        let is_told = habit.everywhere && problems.iter().any(told);
        // what nothing explains may follow from a layout that was guessed wrong
        let follows = follows || guessed_line.is_some() && habit.mend.is_none();
        if !(follows && (habit.guessed || habit.mend.is_none()) || is_told) {
            add(&mut problems, problem);
        }
        if habit.guessed {
            guessed_line = Some(line);
        }
        match habit.mend {
            Some(mend) => mended.apply(&mend),
            None => break,
        }
    }
    (None, problems)
}

/// Adds a problem, unless there is one at its very place: what is found after a
/// mend may only follow from the mend.
fn add(problems: &mut Vec<Problem>, problem: Problem) {
    let is_here = |known: &Problem| known.span.start == problem.span.start;
    if !problems.iter().any(is_here) {
        problems.push(problem);
    }
}

/// What the parser refuses and the slow reading does not explain.
fn unexplained(at: usize) -> Problem {
    Problem::new(codes::TYPE, at..at, "这里的写法与要求的形式不符")
        .with_help("请对照格式说明检查这一栏。")
}

/// What has no mend that the program could try.
fn unreadable(fault: Fault) -> Problem {
    match fault {
        Fault::Alias(at) => Problem::new(
            codes::ANCHOR,
            at..at,
            "这附近有 YAML 的别名（*），报告里不用它",
        )
        .with_help("请把引用的内容再写一遍；若是正文里的星号，请给整段加引号。"),
        Fault::Depth(at) => Problem::new(
            codes::LIMIT,
            at..at,
            format!("嵌套超过 {} 层的上限", scan::MAX_DEPTH),
        )
        .with_help("报告用不着这么深的层次，请检查括号、“-”和缩进。"),
        Fault::Empty => Problem::new(codes::EMPTY, 0..0, "文件里没有内容"),
        Fault::Syntax(complaint) => unexplained(complaint.at),
    }
}

#[cfg(test)]
mod tests;
