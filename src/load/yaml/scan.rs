//! A quick look over the text before the parser sees it: what YAML can do and a
//! report may not (anchors, aliases, tags, several documents, deep nesting), and
//! what YAML would swallow without a word.

use super::habits::{in_quotes, without_comment};
use super::{Mend, Problem};
use crate::load::codes;
use crate::source::Span;

/// How deep lists and maps may be nested.
pub(super) const MAX_DEPTH: usize = 100;

/// How many keys, values and marks a file may have.
pub(super) const MAX_TOKENS: usize = 200_000;

/// How many problems are listed for one file.
pub(super) const MAX_PROBLEMS: usize = 50;

/// What was found, and how the text would read with the accidents mended.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Refused whatever else the file says: the parser is not to see it.
    pub(super) refused: Vec<Problem>,
    /// Accidents that YAML accepts and misreads.
    pub(super) accidents: Vec<(Problem, Mend)>,
    /// Block texts and quoted texts, in which nothing is structure.
    pub(super) texts: Vec<Span>,
}

/// Looks over a text.
pub(super) fn scan(text: &str) -> Scan {
    let mut scanner = Scanner {
        text,
        at: 0,
        line_end: 0,
        tokens: 0,
        flow: 0,
        structure: 0,
        plain_open: false,
        content_seen: false,
        anchors: Vec::new(),
        found: Scan::default(),
    };
    while scanner.at < text.len() && !scanner.is_full() {
        scanner.line();
    }
    scanner.found
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// End of the line last looked at, so that a long line is not searched for
    /// its end at every token.
    line_end: usize,
    tokens: usize,
    /// Depth of `[` and `{`.
    flow: usize,
    /// Column of the innermost key or dash: what is deeper belongs to it.
    structure: usize,
    /// Whether a plain text may run on in the next line.
    plain_open: bool,
    content_seen: bool,
    /// The names after `&`.
    anchors: Vec<&'a str>,
    found: Scan,
}

impl<'a> Scanner<'a> {
    fn rest_of_line(&mut self) -> &'a str {
        if self.at > self.line_end || self.at == 0 {
            let rest = &self.text[self.at..];
            self.line_end = self.at + rest.find('\n').unwrap_or(rest.len());
        }
        &self.text[self.at..self.line_end]
    }

    fn is_full(&self) -> bool {
        self.found.refused.len().max(self.found.accidents.len()) >= MAX_PROBLEMS
    }

    fn end_line(&mut self) {
        self.at += self.rest_of_line().len() + 1;
        self.at = self.at.min(self.text.len());
    }

    fn refuse(&mut self, code: &'static str, span: Span, message: &str, help: &str) {
        self.found
            .refused
            .push(Problem::new(code, span, message).with_help(help));
    }

    /// One line of structure, from its start; block texts and quoted texts that
    /// begin in it are passed over with all their lines.
    fn line(&mut self) {
        let start = self.at;
        let line = self.rest_of_line();
        if self.flow == 0 && self.document_mark(line) {
            return self.end_line();
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        let body = line[indent..].trim_start_matches('\t');
        if body.is_empty() || body.starts_with('#') {
            // a comment ends a plain text; an empty line does not
            self.plain_open &= body.is_empty();
            return self.end_line();
        }
        self.content_seen = true;
        self.at = start + line.len() - body.len();
        let runs_on = self.plain_open && (self.flow > 0 || indent > self.structure);
        self.plain_open = false;
        if runs_on && !self.plain(start) {
            return self.end_line();
        }
        let mut depth = 0;
        loop {
            self.tokens += 1;
            if self.is_full() {
                return;
            }
            if self.tokens > MAX_TOKENS {
                let message = format!("内容超过 {MAX_TOKENS} 项的上限");
                let here = self.at..self.at + 1;
                self.refuse(codes::LIMIT, here, &message, "请把内容分到几个文件里。");
                self.at = self.text.len();
                return;
            }
            let line = self.rest_of_line();
            let body = line.trim_start_matches([' ', '\t']);
            let spaced = body.len() < line.len() || self.at == start;
            self.at += line.len() - body.len();
            let Some(first) = body.chars().next() else {
                return self.end_line();
            };
            if first == '#' && spaced {
                self.no_value(body);
                return self.end_line();
            }
            let alone = body[first.len_utf8()..]
                .chars()
                .next()
                .is_none_or(|next| next == ' ' || next == '\t');
            match first {
                '-' | '?' if alone && self.flow == 0 => {
                    depth += 1;
                    if depth > MAX_DEPTH {
                        self.too_deep();
                        return self.end_line();
                    }
                    self.structure = self.at - start;
                    self.at += 1;
                }
                ':' if alone || self.flow > 0 => self.at += 1,
                '[' | '{' => {
                    self.flow += 1;
                    if self.flow == MAX_DEPTH + 1 {
                        self.too_deep();
                    }
                    self.at += 1;
                }
                ']' | '}' if self.flow > 0 => {
                    self.flow -= 1;
                    self.at += 1;
                }
                ',' if self.flow > 0 => self.at += 1,
                '"' | '\'' => {
                    if self.quoted(first, start) {
                        return self.end_line();
                    }
                }
                '|' | '>' if self.flow == 0 => return self.block(body),
                _ => {
                    self.anchor_or_tag(first, body);
                    if !self.plain(start) {
                        return self.end_line();
                    }
                }
            }
        }
    }

    /// `---`, `...` and `%` at the start of a line.
    fn document_mark(&mut self, line: &str) -> bool {
        let mark = |mark: &str| {
            line.strip_prefix(mark)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        };
        let span = self.at..self.at + line.len();
        if line.starts_with('%') {
            self.refuse(
                codes::ANCHOR,
                span,
                "行首的“%”是 YAML 的指令，报告里不用它",
                "若是正文，请给整段内容加引号；否则删去这一行。",
            );
        } else if mark("---") && !self.content_seen {
            self.content_seen = line.len() > 3;
        } else if mark("---") || mark("...") {
            let rest = self.text[span.end..].trim();
            if mark("---") || !rest.is_empty() {
                self.refuse(
                    codes::SYNTAX,
                    span,
                    "一个文件只能写一份内容，这里却分出了第二份",
                    "请删去这一行；另一份内容放进它自己的文件。",
                );
            }
        } else {
            return false;
        }
        self.structure = 0;
        self.plain_open = false;
        true
    }

    fn too_deep(&mut self) {
        let message = format!("嵌套超过 {MAX_DEPTH} 层的上限");
        self.refuse(
            codes::LIMIT,
            self.at..self.at + 1,
            &message,
            "报告用不着这么深的层次，请检查括号、“-”和缩进。",
        );
    }

    /// Refuses `&`, `*` and `!` where a value starts.
    fn anchor_or_tag(&mut self, first: char, body: &'a str) {
        let what = match first {
            '&' => "锚点（&）",
            '*' => "别名（*）",
            '!' => "类型标签（!）",
            _ => return,
        };
        let is_end = |char: char| char.is_whitespace() || ",[]{}".contains(char);
        let word = body.find(is_end).unwrap_or(body.len());
        let name = &body[1..word];
        if first == '*' && self.anchors.contains(&name) {
            // follows from the anchor, which is told
            return;
        }
        if first == '&' {
            self.anchors.push(name);
        }
        let value = if self.flow == 0 {
            without_comment(body)
        } else {
            &body[..word]
        };
        self.refuse(
            codes::ANCHOR,
            self.at..self.at + word,
            &format!("内容以“{first}”开头，会被当成{what}"),
            &if first == '!' {
                format!(
                    "请加引号：{}；若不是内容，请删去“{}”。",
                    in_quotes(value),
                    &body[..word]
                )
            } else {
                format!(
                    "请加引号：{}；若是想引用别处，请把内容再写一遍。",
                    in_quotes(value)
                )
            },
        );
    }

    /// Passes over a plain text; true when it was a key or ended before the
    /// line did.
    fn plain(&mut self, line_start: usize) -> bool {
        let line = self.rest_of_line();
        let mut previous = ' ';
        for (at, char) in line.char_indices() {
            let next = line[at + char.len_utf8()..].chars().next();
            let gap = next.is_none_or(|next| next == ' ' || next == '\t');
            match char {
                ':' if gap || self.flow > 0 && next.is_some_and(|next| ",[]{}".contains(next)) => {
                    if self.flow == 0 {
                        self.structure = self.at - line_start;
                    }
                    if line[..at].trim_end() == "<<" {
                        self.refuse(
                            codes::ANCHOR,
                            self.at..self.at + 2,
                            "“<<”是 YAML 的合并记号，报告里不用它",
                            "请把要合并的各栏再写一遍。",
                        );
                    }
                    self.at += at + 1;
                    return true;
                }
                ',' | '[' | ']' | '{' | '}' if self.flow > 0 => {
                    self.at += at;
                    // an opening bracket inside a plain text is the parser's to refuse
                    if matches!(char, '[' | '{') && at == 0 {
                        self.at += 1;
                    }
                    return true;
                }
                '#' if previous == ' ' || previous == '\t' => {
                    if next.is_some_and(|next| !next.is_whitespace()) {
                        self.swallowed(line);
                    }
                    return false;
                }
                _ => previous = char,
            }
        }
        self.plain_open = true;
        false
    }

    /// `得分: ####`, `备注: #1 楼`: the whole value would be lost as a comment.
    fn no_value(&mut self, body: &str) {
        let is_comment = body[1..].starts_with(char::is_whitespace) || body.len() == 1;
        let before = self.text[..self.at].trim_end_matches([' ', '\t']);
        if is_comment || !before.ends_with([':', '-']) {
            return;
        }
        let value = body.trim_end();
        let span = self.at..self.at + value.len();
        let problem = if value.chars().all(|char| char == '#') {
            Problem::new(
                codes::SYNTAX,
                span.clone(),
                format!("“{value}”是 Excel 列太窄时显示的，不是内容"),
            )
            .with_help("请在 Excel 里把这一列拉宽，抄录真正的内容。")
        } else {
            Problem::new(
                codes::SYNTAX,
                span.clone(),
                "以“#”开头的内容会被当成注释，整段丢掉",
            )
            .with_help(format!(
                "请加引号：{}；若真是注释，井号后空一格。",
                in_quotes(value)
            ))
        };
        let mend = Mend::quote(self.text, span);
        self.found.accidents.push((problem, mend));
    }

    /// `完成 #1 楼`: what follows the mark would be lost as a comment.
    fn swallowed(&mut self, line: &str) {
        let span = self.at..self.at + line.trim_end().len();
        self.found.accidents.push((
            Problem::new(
                codes::SYNTAX,
                span.clone(),
                "空格后的“#”会被当成注释，后面的字会丢掉",
            )
            .with_help(format!(
                "请加引号：{}；若真是注释，井号后空一格。",
                in_quotes(line.trim())
            )),
            Mend::quote(self.text, span),
        ));
    }

    /// Passes over a quoted text; true when it is not closed or closed in a later
    /// line, where the rest of the line is left to `line`.
    fn quoted(&mut self, quote: char, line_start: usize) -> bool {
        let column = self.at - line_start;
        let Some(end) = quoted_end(&self.text[self.at..], quote) else {
            self.found.texts.push(self.at..self.text.len());
            self.at = self.text.len();
            return true;
        };
        self.found.texts.push(self.at..self.at + end);
        self.at += end;
        if self.flow == 0 && self.rest_of_line().trim_start().starts_with(':') {
            self.structure = column;
        }
        false
    }

    /// Passes over a block text from its header.
    fn block(&mut self, body: &str) {
        let header = body.split(" #").next().unwrap_or(body).trim_end();
        let span = self.at..self.at + header.len();
        let digit = header.chars().find_map(|char| char.to_digit(10));
        if header.starts_with('>') && digit.is_some() {
            let value = header.to_owned();
            self.found.accidents.push((
                Problem::new(
                    codes::SYNTAX,
                    span.clone(),
                    format!("“{value}”开头的“>”会被当成折行文字的记号"),
                )
                .with_help(format!("请加引号：\"{value}\"。")),
                Mend::quote(self.text, span),
            ));
            return self.end_line();
        }
        let legal = header[1..].chars().all(|char| "+-123456789".contains(char));
        self.end_line();
        if !legal {
            return;
        }
        let mut content = digit.map(|digit| self.structure + digit as usize);
        let first = self.at;
        while self.at < self.text.len() {
            let line = self.rest_of_line();
            let indent = line.len() - line.trim_start_matches(' ').len();
            if !line.trim().is_empty() {
                let least = *content.get_or_insert(indent.max(self.least_block_indent()));
                if indent < least {
                    break;
                }
            }
            self.end_line();
        }
        self.found.texts.push(first..self.at);
    }

    /// A block text is deeper than the key or dash that it belongs to.
    fn least_block_indent(&self) -> usize {
        self.structure + 1
    }
}

/// One past the closing quote of a text that starts with `quote`.
pub(super) fn quoted_end(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, char)) = chars.next() {
        if char == '\\' && quote == '"' {
            chars.next();
        } else if char == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
            } else {
                return Some(at + 1);
            }
        }
    }
    None
}
