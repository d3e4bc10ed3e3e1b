//! Lines that stand at the wrong column, or without the dash of an item.

use super::Habit;
use super::line::{Line, separator, without_comment};
use crate::load::yaml::keys;

/// What is written for the dash of a list item.
const DASHES: &str = "-－—–•·●◆■";

impl Line<'_> {
    /// A line at the wrong column, which can only be said when nothing else is
    /// wrong.
    pub(super) fn misplaced(&self) -> Option<Habit> {
        self.flush_left()
            .or_else(|| self.deeper())
            .or_else(|| self.shallower())
    }

    /// Tabs and full-width spaces before the text.
    pub(super) fn indentation(&self) -> Option<Habit> {
        let text = self.text();
        let space = &text[..text.len() - text.trim_start().len()];
        let wrong = space.find(|char| char != ' ')?;
        let what = match space[wrong..].chars().next()? {
            '\t' => "制表符（Tab）",
            '\u{3000}' => "全角空格",
            _ => "不常见的空格",
        };
        let indent = " ".repeat(self.likely_indent());
        let span = self.span.start..self.span.start + space.len();
        let mut habit = Habit::new(
            span.clone(),
            format!("缩进用了{what}"),
            "请改用半角空格，每层两格；可以用“替换”一次改完全文。",
        )
        .mended(span, indent);
        habit.guessed = true;
        habit.everywhere = true;
        Some(habit)
    }

    /// The indentation that goes with the line before.
    pub(super) fn likely_indent(&self) -> usize {
        let Some(before) = Self::before(self.whole, self.span.start) else {
            return 0;
        };
        let (start, body) = before.body();
        let column = start - before.span.start;
        if body.trim_end().ends_with(':') {
            column + 2
        } else if self.text().trim_start().starts_with('-') {
            before.text().len() - before.text().trim_start().len()
        } else {
            column
        }
    }

    /// `-产出指标`: a list item without a space after its dash.
    pub(super) fn dash(&self) -> Option<Habit> {
        let body = self.text().trim_start();
        let start = self.span.end - body.len();
        let first = body.chars().next().filter(|char| DASHES.contains(*char))?;
        let rest = &body[first.len_utf8()..];
        let next = rest.chars().next()?;
        let is_item = match first {
            '-' => !next.is_whitespace() && !next.is_ascii_digit() && !"-.".contains(next),
            _ => !DASHES.contains(next),
        };
        if !is_item {
            return None;
        }
        let span = start..start + first.len_utf8();
        let message = if first == '-' {
            "列表项的“-”后面要空一格".to_owned()
        } else {
            format!("列表项要用半角的“-”，这里是“{first}”")
        };
        let item = without_comment(rest.trim_start());
        let gap = rest.len() - rest.trim_start().len();
        let mark = span.start..span.end + gap;
        Some(Habit::new(span, message, format!("写作“- {item}”。")).mended(mark, "- "))
    }

    /// An item of a list of words, without its dash.
    pub(super) fn no_dash(&self) -> Option<Habit> {
        let text = self.text();
        let body = without_comment(text.trim_start());
        let is_beside = |line: &Self| {
            line.indent() == self.indent() && line.text().trim_start().starts_with("- ")
        };
        let after = Self::at(self.whole, self.span.end + 1);
        let is_item = is_beside(&after)
            || Self::before(self.whole, self.span.start).is_some_and(|line| is_beside(&line));
        if body.starts_with('-') || separator(body).is_some() || !is_item {
            return None;
        }
        let start = self.span.start + self.indent();
        let habit = Habit::new(
            start..start + body.len(),
            "列表里的这一项少了“- ”",
            format!("写作“- {body}”，与上下各项左边对齐。"),
        );
        Some(habit.mended(start..start, "- "))
    }

    /// The first key of a block that is not indented, before others that are.
    pub(super) fn flush_left(&self) -> Option<Habit> {
        let first = Self::before(self.whole, self.span.start)?;
        let block = Self::before(self.whole, first.span.start)?;
        let (name, _, of_block) = block.pair()?;
        let (key, _, _) = first.pair()?;
        let is_of_block = keys::home(key).is_some_and(|home| home.contains(name));
        let indent = self.indent();
        if !of_block.is_empty()
            || !is_of_block
            || first.indent() != block.indent()
            || indent <= first.indent()
        {
            return None;
        }
        let span = first.span.start..first.span.start + first.text().trim_end().len();
        let start = first.span.start..first.span.start + first.indent();
        let mut habit = Habit::new(
            span,
            format!("“{key}”前面少了空格，没有写进“{name}”里"),
            format!("这一行前面应有 {indent} 个半角空格。"),
        )
        .mended(start, " ".repeat(indent));
        habit.guessed = true;
        Some(habit)
    }

    /// A line less indented than the lines of its block and more than the block's
    /// own name.
    pub(super) fn shallower(&self) -> Option<Habit> {
        self.pair()?;
        let is_item = self.text().trim_start().starts_with("- ");
        let indent = self.indent();
        let before = Self::before(self.whole, self.span.start)?;
        if indent >= before.body().0 - before.span.start {
            return None;
        }
        let mut limit = usize::MAX;
        let mut columns = Vec::new();
        let mut above = Self::before(self.whole, self.span.start);
        while let Some(line) = above.filter(|_| limit > 0) {
            let dash = line.text().trim_start().starts_with("- ");
            let key = line.body().0 - line.span.start;
            for (column, is_dash) in [(key, false), (line.indent(), dash)] {
                if column < limit {
                    limit = column;
                    if is_dash == is_item {
                        columns.push(column);
                    }
                }
            }
            above = Self::before(self.whole, line.span.start);
        }
        if columns.contains(&indent) {
            return None;
        }
        // the deepest come first: of two equally far the deeper one is meant
        let meant = columns
            .into_iter()
            .min_by_key(|column| column.abs_diff(indent))?;
        let span = self.span.start..self.span.start + indent;
        let shown = span.end..self.span.start + self.text().trim_end().len();
        let mut habit =
            Habit::new(shown, "这一行与上面对不齐", aligned(meant)).mended(span, " ".repeat(meant));
        habit.guessed = true;
        Some(habit)
    }

    /// A key deeper than the one before it, which already has its value.
    pub(super) fn deeper(&self) -> Option<Habit> {
        self.pair()?;
        let before = Self::before(self.whole, self.span.start)?;
        let (_, _, value) = before.pair()?;
        let indent = self.text().len() - self.text().trim_start().len();
        let (start, _) = before.body();
        let column = start - before.span.start;
        if value.is_empty() || value.starts_with(['|', '>']) || indent <= column {
            return None;
        }
        let span = self.span.start..self.span.start + indent;
        let mut habit = Habit::new(
            span.clone(),
            "这一行缩进多了，与上一行对不齐",
            aligned(column),
        )
        .mended(span, " ".repeat(column));
        habit.guessed = true;
        Some(habit)
    }
}

/// How a line is to be indented.
fn aligned(column: usize) -> String {
    match column {
        0 => "同一组的栏目要左边对齐：这一行要顶格写。".to_owned(),
        _ => format!("同一组的栏目要左边对齐：这一行前面应有 {column} 个半角空格。"),
    }
}
