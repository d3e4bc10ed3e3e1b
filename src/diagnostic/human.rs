//! Diagnostics for a person at a terminal: the source line with carets that
//! stand in the right column under Chinese text.

use super::{Diagnostic, Label, Severity};
use anstyle::{AnsiColor, Style};
use std::fmt;
use unicode_width::UnicodeWidthChar;

/// Columns of a terminal that a source line may take.
const LINE_WIDTH: usize = 96;
/// Related places that are shown with their line; of the rest, the line numbers.
const RELATED_SHOWN: usize = 4;

/// Displays a diagnostic with its source lines. Writes colour codes: print it
/// through a stream that drops them where there is no terminal.
#[derive(Debug)]
pub struct Human<'a>(pub &'a Diagnostic);

const FRAME: Style = AnsiColor::Blue.on_default().bold();
const BOLD: Style = Style::new().bold();

fn colour(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

impl fmt::Display for Human<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic {
            code,
            severity,
            message,
            place,
            related,
            help,
            accepted,
            fix: _,
        } = self.0;
        let style = colour(*severity);
        writeln!(
            f,
            "{style}{}[{code}]{style:#}{BOLD}：{message}{BOLD:#}",
            severity.chinese()
        )?;
        // Places are shown in the order of the file, the one in question first.
        let mut shown: Vec<&Label> = related.iter().take(RELATED_SHOWN).collect();
        shown.sort();
        let gutter = gutter(std::iter::once(place).chain(shown.iter().copied()));
        excerpt(f, place, Head::Place, style, gutter)?;
        let mut before = place;
        for label in shown {
            let head = if label.path == before.path {
                Head::SameFile
            } else {
                Head::Other
            };
            excerpt(f, label, head, FRAME, gutter)?;
            before = label;
        }
        if related.len() > RELATED_SHOWN {
            let rest = &related[RELATED_SHOWN..];
            remark(
                f,
                gutter,
                "另见",
                &format!("另有 {} 处：{}", rest.len(), line_numbers(rest)),
            )?;
        }
        if !help.is_empty() {
            remark(f, gutter, "改法", help)?;
        }
        if let Some(reason) = accepted {
            remark(f, gutter, "已有校验说明", reason)?;
        }
        Ok(())
    }
}

/// The width that the largest line number takes.
fn gutter<'a>(labels: impl Iterator<Item = &'a Label>) -> usize {
    labels
        .filter_map(|label| label.position)
        .map(|position| position.line.to_string().len())
        .max()
        .unwrap_or(1)
}

fn remark(f: &mut fmt::Formatter<'_>, gutter: usize, title: &str, text: &str) -> fmt::Result {
    let pad = " ".repeat(gutter + 1);
    for (at, line) in text.lines().enumerate() {
        if at == 0 {
            writeln!(f, "{pad}{FRAME}={FRAME:#} {BOLD}{title}：{BOLD:#}{line}")?;
        } else {
            writeln!(f, "{pad}  {line}")?;
        }
    }
    Ok(())
}

/// How a place is announced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    /// The place in question.
    Place,
    /// A place in another file than the one shown before.
    Other,
    /// A further place in the same file.
    SameFile,
}

fn excerpt(
    f: &mut fmt::Formatter<'_>,
    label: &Label,
    head: Head,
    style: Style,
    gutter: usize,
) -> fmt::Result {
    let pad = " ".repeat(gutter);
    let arrow = if head == Head::Place { "-->" } else { ":::" };
    let Some(position) = label.position else {
        return writeln!(f, "{pad}{FRAME}{arrow}{FRAME:#} {}", label.path);
    };
    let line = position.line;
    if head == Head::SameFile {
        writeln!(f, "{FRAME}{}{FRAME:#}", ".".repeat(gutter.max(3)))?;
    } else {
        let place = format!("{}:{line}:{}", label.path, position.column);
        writeln!(f, "{pad}{FRAME}{arrow}{FRAME:#} {place}")?;
    }
    if label.line.is_empty() {
        return if label.message.is_empty() {
            Ok(())
        } else {
            remark(f, gutter, "此处", &label.message)
        };
    }
    let shown = Excerpt::new(&label.line, label.marked.start, label.marked.end);
    if head != Head::SameFile {
        writeln!(f, "{pad} {FRAME}|{FRAME:#}")?;
    }
    writeln!(f, "{FRAME}{line:>gutter$} |{FRAME:#} {}", shown.text)?;
    let carets = "^".repeat(shown.width.max(1));
    let indent = " ".repeat(shown.indent);
    write!(f, "{pad} {FRAME}|{FRAME:#} {indent}{style}{carets}")?;
    if !label.message.is_empty() {
        write!(f, " {}", label.message)?;
    }
    writeln!(f, "{style:#}")
}

/// A source line fit for a terminal, with the columns of its marked part.
struct Excerpt {
    text: String,
    indent: usize,
    width: usize,
}

impl Excerpt {
    fn new(line: &str, start: usize, end: usize) -> Self {
        let marked = width(&line[start..end]);
        let before = width(&line[..start]);
        // A long line is shown from a little before its marked part.
        let skip = if before + marked > LINE_WIDTH {
            before.saturating_sub(LINE_WIDTH / 4)
        } else {
            0
        };
        let mut text = String::new();
        let (mut column, mut shown) = (0, 0);
        let mut indent = 0;
        if skip > 0 {
            text.push('…');
            shown += 1;
        }
        for (at, c) in line.char_indices() {
            if at == start {
                indent = shown;
            }
            let wide = char_width(c);
            if column >= skip {
                if shown + wide > LINE_WIDTH {
                    text.push('…');
                    break;
                }
                push_visible(&mut text, c);
                shown += wide;
            }
            column += wide;
        }
        if start >= line.len() {
            indent = shown;
        }
        Self {
            text,
            indent,
            width: marked.min(LINE_WIDTH.saturating_sub(indent)),
        }
    }
}

/// A tab takes the place of four spaces; what cannot be seen is shown as `·`.
fn push_visible(text: &mut String, c: char) {
    match c {
        '\t' => text.push_str("    "),
        '\u{3000}' => text.push(c),
        _ if c.is_control() => text.push('·'),
        _ => text.push(c),
    }
}

fn char_width(c: char) -> usize {
    match c {
        '\t' => 4,
        _ if c.is_control() => 1,
        _ => c.width().unwrap_or(0),
    }
}

fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// Line numbers in short: `第 3、5–9 行`, with the file where it changes.
fn line_numbers(labels: &[Label]) -> String {
    let mut lines: Vec<(&str, usize)> = labels
        .iter()
        .filter_map(|label| Some((label.path.as_str(), label.position?.line)))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let mut runs: Vec<(&str, usize, usize)> = Vec::new();
    for (path, line) in lines {
        match runs.last_mut() {
            Some((last, _, end)) if *last == path && *end + 1 == line => *end = line,
            _ => runs.push((path, line, line)),
        }
    }
    let of_one_file = runs.iter().all(|run| run.0 == runs[0].0);
    let parts: Vec<String> = runs
        .iter()
        .map(|(path, start, end)| {
            let lines = if start == end {
                format!("{start}")
            } else {
                format!("{start}–{end}")
            };
            if of_one_file {
                lines
            } else {
                format!("{path}:{lines}")
            }
        })
        .collect();
    if of_one_file {
        format!("第 {} 行", parts.join("、"))
    } else {
        parts.join("、")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn plain(diagnostic: &Diagnostic) -> String {
        anstream::adapter::strip_str(&Human(diagnostic).to_string()).to_string()
    }

    #[test]
    fn carets_stand_under_the_marked_characters_after_chinese_text() {
        let source = Source::new("report.yaml", "年度: 2023\n预算执行: {执行率: 10%}\n");
        let start = source.text.find("10%").unwrap();
        let diagnostic = Diagnostic::error(
            "ZP101",
            Label::at(&source, start..start + 3, ""),
            "执行率填报为 10%，应为 100%",
        )
        .with_help("改为 100%");
        assert_eq!(
            plain(&diagnostic),
            "错误[ZP101]：执行率填报为 10%，应为 100%\n \
             --> report.yaml:2:13\n  |\n\
             2 | 预算执行: {执行率: 10%}\n  \
             |                    ^^^\n  = 改法：改为 100%\n"
        );
    }

    #[test]
    fn a_long_line_is_shown_around_its_marked_part() {
        let text = format!("说明: {}这里{}", "前".repeat(200), "后".repeat(200));
        let source = Source::new("a.yaml", text);
        let start = source.text.find("这里").unwrap();
        let shown = plain(&Diagnostic::error(
            "ZP001",
            Label::at(&source, start..start + 6, ""),
            "长",
        ));
        let lines: Vec<&str> = shown.lines().collect();
        assert!(width(lines[3]) <= LINE_WIDTH + 8, "{}", lines[3]);
        let caret = lines[4].find('^').unwrap();
        let under: usize = lines[3]
            .char_indices()
            .find(|(at, _)| lines[3][*at..].starts_with("这里"))
            .map(|(at, _)| width(&lines[3][..at]))
            .unwrap();
        assert_eq!(caret, under);
    }

    #[test]
    fn what_is_private_is_not_shown() {
        let mut source = Source::new("a.yaml", "不公开:\n  联系电话: 某号码\n");
        source.private_lines.push(0..2);
        let start = source.text.find("某").unwrap();
        let shown = plain(&Diagnostic::error(
            "ZP003",
            Label::at(&source, start..start + 3, ""),
            "重复",
        ));
        assert!(!shown.contains("某号码"), "{shown}");
        assert!(shown.contains("a.yaml:2:"), "{shown}");
    }

    #[test]
    fn many_related_places_are_named_by_line() {
        let text: String = (1..=20).map(|n| format!("得分: {n}\n")).collect();
        let source = Source::new("a.yaml", text);
        let mut diagnostic = Diagnostic::error("ZP204", Label::at(&source, 0..6, ""), "总分不符");
        for line in [1, 2, 3, 4, 6, 7, 8, 12] {
            let start = source.text.match_indices("得分").nth(line - 1).unwrap().0;
            diagnostic
                .related
                .push(Label::at(&source, start..start + 6, ""));
        }
        assert!(
            plain(&diagnostic).contains("另有 4 处：第 6–8、12 行"),
            "{}",
            plain(&diagnostic)
        );
    }
}
