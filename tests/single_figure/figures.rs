//! The figures of a file: where each stands, what it is called, and the row or
//! block that it belongs to.

use std::ops::RangeInclusive;

/// One run of digits.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its bytes in the file.
    pub start: usize,
    pub end: usize,
    /// Its line, from 1.
    pub line: usize,
    /// The lines that name it: its own, its row of a list, and the key of the block
    /// that it stands in.
    pub row: RangeInclusive<usize>,
    pub block: usize,
    /// Its keys without the numbers of rows, such as `绩效指标.分值`; in a narrative
    /// its chapter.
    pub kind: String,
}

impl Figure {
    pub fn is_named_by(&self, line: usize) -> bool {
        self.row.contains(&line) || line == self.block
    }
}

/// A key of a YAML file with what is below it.
struct Open {
    indent: usize,
    key: String,
    line: usize,
}

/// The figures of a YAML file in block style, without comments.
pub fn in_yaml(text: &str) -> Vec<Figure> {
    let lines: Vec<&str> = text.lines().collect();
    let mut figures = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut offset = 0;
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start_matches(' ');
        let bare = trimmed.strip_prefix("- ").unwrap_or(trimmed);
        let indent = line.len() - bare.len();
        let mut value = line.len() - trimmed.len();
        if let Some((key, _)) = bare
            .split_once(": ")
            .or(bare.strip_suffix(':').map(|key| (key, "")))
        {
            open.retain(|above| above.indent < indent);
            open.push(Open {
                indent,
                key: key.to_owned(),
                line: at + 1,
            });
            value = (indent + key.len() + 1).min(line.len());
        }
        let kind: Vec<&str> = open.iter().map(|open| open.key.as_str()).collect();
        let above = open.len().checked_sub(2).map_or(at + 1, |at| open[at].line);
        for (start, end) in digits(&line[value..]) {
            figures.push(Figure {
                start: offset + value + start,
                end: offset + value + end,
                line: at + 1,
                row: row(&lines, at),
                block: above,
                kind: kind.join("."),
            });
        }
        offset += line.len() + 1;
    }
    figures
}

/// The lines of the list item that a line belongs to; of a line in no list itself.
fn row(lines: &[&str], at: usize) -> RangeInclusive<usize> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut below = indent(lines[at]);
    let mut first = at;
    loop {
        if lines[first].trim_start().starts_with("- ") {
            break;
        }
        let above = (0..first).rev().find(|above| {
            let line = lines[*above];
            !line.is_empty() && indent(line) < below
        });
        match above {
            // a key without a dash: a block within the row, or no row at all
            Some(above) => (first, below) = (above, indent(lines[above])),
            None => return at + 1..=at + 1,
        }
    }
    let dash = indent(lines[first]);
    let rest = lines[first + 1..].iter();
    let length = rest
        .take_while(|line| !line.is_empty() && indent(line) > dash)
        .count();
    first + 1..=first + 1 + length
}

/// The figures of a narrative; what stands in `{{ }}` is none.
pub fn in_narrative(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut chapter = String::new();
    let mut offset = 0;
    for (at, line) in text.lines().enumerate() {
        if let Some(title) = line.strip_prefix("## ") {
            chapter = title.to_owned();
        }
        for (start, end) in digits(line) {
            figures.push(Figure {
                start: offset + start,
                end: offset + end,
                line: at + 1,
                row: at + 1..=at + 1,
                block: at + 1,
                kind: chapter.clone(),
            });
        }
        offset += line.len() + 1;
    }
    figures
}

/// The runs of digits with their decimals in a line.
fn digits(line: &str) -> Vec<(usize, usize)> {
    let bytes = line.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is_digit(at) || (bytes.get(at) == Some(&b'.') && is_digit(at + 1)) {
            at += 1;
        }
        found.push((start, at));
    }
    found
}

/// A way to get a figure wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    LastDigitUp,
    TenPercentMore,
    TimesTen,
    DigitsSwapped,
    DigitDropped,
    Sign,
}

impl Change {
    /// Those that every figure goes through, by name.
    pub const EVERY: [(Self, &str); 3] = [
        (Self::LastDigitUp, "末位加一"),
        (Self::TenPercentMore, "加一成"),
        (Self::DigitsSwapped, "两位换位"),
    ];

    /// Those that are drawn by lot.
    pub const DRAWN: [Self; 3] = [Self::TimesTen, Self::DigitDropped, Self::Sign];

    /// The figure got wrong; `None` where this changes nothing.
    pub fn of(self, figure: &str) -> Option<String> {
        let decimals = figure.split_once('.').map_or(0, |(_, below)| below.len());
        let digits: String = figure.chars().filter(char::is_ascii_digit).collect();
        let value: u128 = digits.parse().ok()?;
        let with_point = |digits: String| {
            let digits = format!("{digits:0>width$}", width = decimals + 1);
            let (whole, below) = digits.split_at(digits.len() - decimals);
            let point = if decimals > 0 { "." } else { "" };
            format!("{whole}{point}{below}")
        };
        let padded = |value: u128| with_point(format!("{value:0>width$}", width = digits.len()));
        let changed = match self {
            Self::LastDigitUp => padded(value + 1),
            Self::TenPercentMore => padded(value + (value + 5) / 10),
            Self::TimesTen => padded(value * 10),
            Self::DigitsSwapped => {
                let mut swapped = digits.into_bytes();
                let at = (1..swapped.len()).find(|at| swapped[*at] != swapped[at - 1])?;
                swapped.swap(at - 1, at);
                with_point(String::from_utf8(swapped).ok()?)
            }
            Self::DigitDropped => {
                let whole = figure.split('.').next().filter(|whole| whole.len() > 1)?;
                figure.replacen(whole, &whole[1..], 1)
            }
            Self::Sign => format!("-{figure}"),
        };
        // a zero in front is no way to get a figure wrong
        let has_zero = |figure: &str| figure.starts_with('0') && !figure.starts_with("0.");
        if has_zero(&changed) && !has_zero(figure) {
            return None;
        }
        let is_same = changed.trim_start_matches('0') == figure.trim_start_matches('0');
        (!(is_same || self == Self::Sign && value == 0)).then_some(changed)
    }
}
