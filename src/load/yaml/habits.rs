//! Habits of a Chinese keyboard and accidents of YAML's marks, told in words
//! with the mend, instead of the parser's own complaint.

use super::tree::Complaint;
use super::{Mend, Problem, keys, scan};
use crate::load::codes;
use crate::source::Span;

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

/// What is written for the dash of a list item.
const DASHES: &str = "-－—–•·●◆■";

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

/// A bracket that is opened and not closed, or full-width marks within it.
fn bracket(text: &str, at: usize) -> Option<Habit> {
    let opener = text[at..].chars().next()?;
    let closer = match opener {
        '[' => ']',
        '{' => '}',
        _ => return None,
    };
    let line = Line::at(text, at);
    let inside = without_comment(&text[at..line.span.end]);
    let end = at + inside.len();
    match matching(inside) {
        Some(length) if length == inside.len() => {
            let find = |mark: char| inside.find(mark).map(|within| (within, mark));
            let (within, mark) = find('，').or_else(|| find('：'))?;
            let span = at + within..at + within + mark.len_utf8();
            let plain = if mark == '，' { ", " } else { ": " };
            let habit = Habit::new(
                span.clone(),
                format!("括号里的“{mark}”是全角的"),
                format!(
                    "改成半角的“{}”，后面空一格；若是内容里的，请给那一项加引号。",
                    plain.trim()
                ),
            );
            Some(habit.mended(span, plain))
        }
        Some(_) => None,
        None if text[line.span.end..].contains(closer) && inside.len() == 1 => None,
        None => {
            let habit = Habit::new(
                at..end,
                format!("括号没有成对：这里开了“{opener}”，没有“{closer}”"),
                format!(
                    "请在末尾补“{closer}”；若是内容里的括号，请给整段加引号：{}。",
                    in_quotes(inside)
                ),
            );
            Some(habit.mended(end..end, closer))
        }
    }
}

/// The length of the text to the bracket that closes the one it starts with.
fn matching(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, char) in text.char_indices() {
        match char {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(at + char.len_utf8());
        }
    }
    None
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

/// One line with the text around it.
struct Line<'t> {
    whole: &'t str,
    span: Span,
}

impl<'t> Line<'t> {
    fn at(whole: &'t str, offset: usize) -> Self {
        let mut offset = offset.min(whole.len());
        while !whole.is_char_boundary(offset) {
            offset -= 1;
        }
        let start = whole[..offset].rfind('\n').map_or(0, |at| at + 1);
        let end = whole[start..]
            .find('\n')
            .map_or(whole.len(), |at| start + at);
        Self {
            whole,
            span: start..end,
        }
    }

    /// The nearest line before `start` that says something.
    fn before(whole: &'t str, start: usize) -> Option<Self> {
        let mut end = start;
        while end > 0 {
            let line = Self::at(whole, end - 1);
            let body = line.text().trim_start();
            if !body.is_empty() && !body.starts_with('#') {
                return Some(line);
            }
            end = line.span.start;
        }
        None
    }

    fn text(&self) -> &'t str {
        &self.whole[self.span.clone()]
    }

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

    /// A line at the wrong column, which can only be said when nothing else is
    /// wrong.
    fn misplaced(&self) -> Option<Habit> {
        self.flush_left()
            .or_else(|| self.deeper())
            .or_else(|| self.shallower())
    }

    fn indent(&self) -> usize {
        self.text().len() - self.text().trim_start().len()
    }

    /// The text after the indentation and the dashes of list items.
    fn body(&self) -> (usize, &'t str) {
        let mut body = self.text().trim_start();
        while let Some(rest) = body.strip_prefix("- ") {
            body = rest.trim_start();
        }
        (self.span.end - body.len(), body)
    }

    /// The key and the value, each with its offset, where a colon parts them.
    fn pair(&self) -> Option<(&'t str, usize, &'t str)> {
        let (start, body) = self.body();
        if body.starts_with(['{', '[']) {
            return None;
        }
        let colon = match body.chars().next()? {
            quote @ ('"' | '\'') => {
                let end = scan::quoted_end(body, quote)?;
                body[end..].starts_with(':').then_some(end)?
            }
            _ => separator(body)?,
        };
        let value = body[colon + 1..].trim_start();
        let value_start = start + body.len() - value.len();
        Some((
            body[..colon].trim_end(),
            value_start,
            without_comment(value),
        ))
    }

    /// Tabs and full-width spaces before the text.
    fn indentation(&self) -> Option<Habit> {
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
    fn likely_indent(&self) -> usize {
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
    fn dash(&self) -> Option<Habit> {
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

    /// `分值：10`, `分值:10` and `分值 10` with a full-width space.
    fn colon(&self) -> Option<Habit> {
        let (start, body) = self.body();
        if body.starts_with(['"', '\'', '{', '[', '#']) || separator(body).is_some() {
            return None;
        }
        let at = body.find(['：', ':'])?;
        let (key, rest) = (&body[..at], &body[at..]);
        let colon = rest.chars().next()?;
        let value = &rest[colon.len_utf8()..];
        let plausible = !key.is_empty()
            && key.chars().count() <= 20
            && !key.contains(|char: char| char.is_whitespace() || "，。；、！？".contains(char))
            && !value.starts_with("//");
        if !plausible || self.continues() && keys::home(key).is_none() {
            return None;
        }
        let gap = value.len() - value.trim_start().len();
        let span = start + at..start + at + colon.len_utf8() + gap;
        let message = match colon {
            '：' => "栏目后面的冒号是全角的“：”",
            _ if gap > 0 => "冒号后面是全角空格",
            _ => "冒号后面少了空格",
        };
        let pair = format!("{key}: {}", without_comment(value.trim_start()));
        let mend = if value.trim().is_empty() { ":" } else { ": " };
        Some(
            Habit::new(
                span.clone(),
                message,
                format!("写作“{}”，冒号用半角，后面空一格。", pair.trim_end()),
            )
            .mended(span, mend),
        )
    }

    /// Whether the line may only run on the text of the one before.
    fn continues(&self) -> bool {
        let Some(before) = Self::before(self.whole, self.span.start) else {
            return false;
        };
        let (start, _) = before.body();
        let indent = self.text().len() - self.text().trim_start().len();
        before.pair().is_some_and(|(_, _, value)| !value.is_empty())
            && indent > start - before.span.start
    }

    /// A value that YAML mistakes for something else.
    fn value(&self) -> Option<Habit> {
        let (start, value) = match self.pair() {
            Some((_, start, value)) => (start, value),
            None => {
                let (start, body) = self.body();
                (start, without_comment(body))
            }
        };
        let first = value.chars().next()?;
        let span = start..start + value.len();
        let quote = |message: String| {
            let habit = Habit::new(
                span.clone(),
                message,
                format!("请加引号：{}。", in_quotes(value)),
            );
            Some(habit.quoted(self.whole, span.clone()))
        };
        match first {
            '@' | '`' | '%' => quote(format!("内容以“{first}”开头，会被当成记号")),
            '?' if value.starts_with("? ") => quote("内容以“? ”开头，会被当成记号".to_owned()),
            '>' | '|' if !value[1..].chars().all(|char| "+-123456789".contains(char)) => {
                quote(format!("内容开头的“{first}”会被当成分行文字的记号"))
            }
            '"' | '\'' => {
                let end = scan::quoted_end(value, first)?;
                let rest = &value[end..];
                if rest.trim().is_empty() || rest.trim_start().starts_with(':') {
                    return None;
                }
                quote("引号之后还有字，读不懂".to_owned())
            }
            '[' | '{' => {
                let closer = if first == '[' { ']' } else { '}' };
                let end = value.rfind(closer)?;
                if end + 1 == value.len() || value[end + 1..].trim_start().starts_with(',') {
                    return None;
                }
                quote(format!("内容开头的“{first}”会被当成列表或栏目的括号"))
            }
            ']' | '}' | ',' => quote(format!("内容以“{first}”开头，会被当成记号")),
            '-' if value == "-" && self.pair().is_some() => {
                quote("单独一个“-”会被当成列表项".to_owned())
            }
            '-' if value.starts_with("- ") && self.pair().is_some() => {
                quote("内容开头的“- ”会被当成列表项".to_owned())
            }
            _ if self.pair().is_some() && separator(value).is_some() => {
                quote("内容里的“: ”（冒号加空格）会被当成另一个栏目".to_owned())
            }
            _ => None,
        }
    }

    /// A drawn line, or a comment of another language.
    fn drawing(&self) -> Option<Habit> {
        let body = self.text().trim();
        let start = self.span.start + self.indent();
        let span = start..start + body.len();
        if let Some(comment) = body.strip_prefix("//") {
            let habit = Habit::new(
                span.clone(),
                "注释不用“//”开头",
                format!("写作“# {}”。", comment.trim()),
            );
            return Some(habit.mended(span, format!("# {comment}")));
        }
        let is_drawn = body.chars().count() > 2 && body.chars().all(|c| "-=_*~—－＝─".contains(c));
        is_drawn.then(|| {
            Habit::new(
                span.clone(),
                "这里不能画分隔线",
                "请删去这一行；要分段，空一行就行。",
            )
            .mended(span, "")
        })
    }

    /// `分值: 10，执行率: 100%`: two keys in one line.
    fn two_keys(&self) -> Option<Habit> {
        let (first, start, value) = self.pair()?;
        let colon = separator(value)?;
        let at = value[..colon].rfind(|c: char| c.is_whitespace() || ",，、;；".contains(c))?;
        let first_value =
            value[..at].trim_end_matches(|c: char| c.is_whitespace() || ",，、;；".contains(c));
        let second = value[first_value.len()..]
            .trim_start_matches(|c: char| c.is_whitespace() || ",，、;；".contains(c));
        let key = second.split(':').next()?.trim();
        let is_pair = [first, key].iter().all(|key| keys::home(key).is_some());
        if !is_pair || value.starts_with(['"', '\'', '{', '[']) {
            return None;
        }
        let column = self.body().0 - self.span.start;
        let gap = start + first_value.len()..start + value.len() - second.len();
        let span = gap.end..start + value.len();
        let habit = Habit::new(
            span,
            format!("“{key}”要另起一行"),
            format!("一行只写一栏：把“{second}”移到下一行，与“{first}”左边对齐。"),
        );
        Some(habit.mended(gap, format!("\n{}", " ".repeat(column))))
    }

    /// An item of a list of words, without its dash.
    fn no_dash(&self) -> Option<Habit> {
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

    /// `分值 10`, `总分=98` and `等级` alone: a known key without its colon.
    fn no_colon(&self) -> Option<Habit> {
        let (start, body) = self.body();
        let body = without_comment(body);
        let end = body
            .find(|char: char| char.is_whitespace() || "=＝;；".contains(char))
            .unwrap_or(body.len());
        let key = &body[..end];
        let is_item = self.text().trim_start().starts_with('-');
        if is_item || separator(body).is_some() || keys::home(key).is_none() || self.continues() {
            return None;
        }
        let value =
            body[end..].trim_start_matches(|c: char| c.is_whitespace() || "=＝;；".contains(c));
        let pair = format!("{key}: {value}");
        let span = start..start + body.len();
        Some(
            Habit::new(
                span.clone(),
                format!("“{key}”后面少了冒号"),
                format!("写作“{}”，冒号用半角，后面空一格。", pair.trim_end()),
            )
            .mended(span, pair),
        )
    }

    /// The first key of a block that is not indented, before others that are.
    fn flush_left(&self) -> Option<Habit> {
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
    fn shallower(&self) -> Option<Habit> {
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
    fn deeper(&self) -> Option<Habit> {
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

/// The colon that parts a key from its value: followed by a space or the end.
fn separator(body: &str) -> Option<usize> {
    body.match_indices(':')
        .map(|(at, _)| at)
        .find(|at| {
            body[at + 1..]
                .chars()
                .next()
                .is_none_or(|next| " \t".contains(next))
        })
        .filter(|at| body.find(" #").is_none_or(|comment| comment > *at))
}

pub(super) fn without_comment(value: &str) -> &str {
    let end = value.find(" #").unwrap_or(value.len());
    value[..end].trim_end()
}

/// The value as it can be written, shown to the author.
pub(super) fn in_quotes(value: &str) -> String {
    if value.contains('"') || value.contains('\\') {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    }
}

/// The parser's complaint in Chinese, where no habit explains it.
fn translated(text: &str, complaint: &str, at: usize) -> Habit {
    const WORDS: [(&str, &str, &str); 12] = [
        (
            "did not find expected key",
            "这一行与上面对不齐，或上面的内容没有写完",
            "同一组的栏目要左边对齐；也请检查上一行的引号和括号。",
        ),
        (
            "did not find expected '-'",
            "这一行应是列表的下一项，却没有以“- ”开头",
            "请检查缩进，或在行首补“- ”。",
        ),
        (
            "mapping values are not allowed",
            "这里不能再出现“栏目: 内容”",
            "请检查缩进；若冒号是内容的一部分，请给整段内容加引号。",
        ),
        (
            "could not find expected ':'",
            "这一行不是“栏目: 内容”的写法",
            "若是上一行内容的继续，请接在上一行末尾，或比上一行多空两格；若是新的一栏，写作“栏目: 内容”。",
        ),
        (
            "did not find expected ',' or",
            "方括号或花括号没有成对",
            "请检查括号和逗号，逗号和括号都用半角。",
        ),
        (
            "block sequence entries are not allowed",
            "列表项不能写在这里",
            "请另起一行写“- ”；若是内容的一部分，请加引号。",
        ),
        (
            "tab character",
            "缩进用了制表符（Tab）",
            "请改用半角空格，每层两格。",
        ),
        (
            "cannot start any token",
            "这个字符不能放在开头",
            "请给整段内容加引号。",
        ),
        (
            "unknown escape",
            "双引号里的“\\”会被当成转义记号",
            "请改用单引号，或写成“\\\\”。",
        ),
        (
            "expected comment or line break",
            "“|”“>”后面不能再有内容",
            "正文从下一行写起并缩进；若是大于号，请给整段内容加引号。",
        ),
        (
            "expected node content",
            "这里应有内容",
            "请检查括号、逗号和缩进。",
        ),
        (
            "invalid type",
            "栏目名只能是文字",
            "请检查花括号、方括号和问号；若是内容的一部分，请加引号。",
        ),
    ];
    let (message, help) = WORDS
        .iter()
        .find(|(words, _, _)| complaint.contains(words))
        .map_or(
            (
                "这里读不懂",
                "请检查这一行和上一行的冒号、引号、括号与缩进。",
            ),
            |(_, message, help)| (*message, *help),
        );
    let line = Line::at(text, at);
    // the end of the file or of a line marks nothing: then the line itself
    let mut span = at..line.span.start + line.text().trim_end().len();
    if span.start >= span.end {
        let shown = if line.text().trim().is_empty() {
            Line::before(text, line.span.start).unwrap_or(line)
        } else {
            line
        };
        let indent = shown.text().len() - shown.text().trim_start().len();
        span = shown.span.start + indent..shown.span.end;
    }
    Habit::new(span, message, help)
}
