//! What a source says, as `extract.py` wrote it down: see there for the kinds of
//! lines.

use std::fs;
use std::path::Path;

/// The lines of one form.
pub struct Sheet {
    lines: Vec<Vec<String>>,
}

/// An indicator row, or the goal that the rows below belong to.
#[derive(Debug)]
pub enum Line<'a> {
    Goal { label: &'a str, weight: &'a str },
    Row(Vec<&'a str>),
}

impl Sheet {
    pub fn read(name: &str) -> Self {
        Self::parse(&text(name))
    }

    pub fn parse(text: &str) -> Self {
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
        Self {
            lines: text.lines().map(cells).collect(),
        }
    }

    /// The lines of one kind, blank cells at the end filled up.
    pub fn of<const N: usize>(&self, kind: &str) -> impl Iterator<Item = [&str; N]> {
        let lines = self.lines.iter().filter(move |line| line[0] == kind);
        lines.map(|line| std::array::from_fn(|at| cell(line, at + 1)))
    }

    /// The cells of the only line of this kind; none where there is no such line.
    pub fn only(&self, kind: &str) -> &[String] {
        let line = self.lines.iter().find(|line| line[0] == kind);
        line.map_or(&[], |line| &line[1..])
    }

    /// The first cell of each line of this kind, and the others.
    pub fn lists(&self, kind: &str) -> impl Iterator<Item = (&str, &[String])> {
        let lines = self.lines.iter().filter(move |line| line[0] == kind);
        lines.map(|line| (line[1].as_str(), &line[2..]))
    }

    /// All cells of all lines.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .flat_map(|line| &line[1..])
            .map(String::as_str)
    }

    /// The indicator rows in their order, with the goals that group them.
    pub fn table(&self) -> Vec<Line<'_>> {
        let columns = self.only("columns").len();
        let lines = self.lines.iter();
        lines.filter_map(|line| table_line(line, columns)).collect()
    }
}

fn table_line(line: &[String], columns: usize) -> Option<Line<'_>> {
    match line[0].as_str() {
        // a goal with a score of its own stands above the table
        "goal" if cell(line, 3).is_empty() => Some(Line::Goal {
            label: cell(line, 1),
            weight: cell(line, 2),
        }),
        "row" => Some(Line::Row((1..=columns).map(|at| cell(line, at)).collect())),
        _ => None,
    }
}

/// The text of a form's `.tsv`.
pub fn text(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeds");
    fs::read_to_string(folder.join(format!("{name}.tsv"))).unwrap()
}

fn cell(line: &[String], at: usize) -> &str {
    line.get(at).map_or("", String::as_str)
}
