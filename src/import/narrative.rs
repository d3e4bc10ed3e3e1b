//! The narrative as Markdown: numbered headings become chapters.

use super::document::{Block, Paragraph, Table};
use super::words;

/// Above this many letters a numbered line is a paragraph.
const LONGEST_HEADING: usize = 40;

/// Paragraphs and tables as Markdown.
pub fn markdown(blocks: &[&Block]) -> String {
    // Where the title has the first level the chapters have the second.
    let styled = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(line) if heading_level(line).is_some() => line.level,
        _ => None,
    });
    let above = styled.min().map_or(0, |highest| highest.saturating_sub(1));
    let parts: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(line) => paragraph(line, above),
            Block::Table(rows) => table(rows),
        })
        .filter(|part| !part.is_empty())
        .collect();
    // Items of one list stand together.
    let mut whole = String::new();
    for part in &parts {
        let after_item = whole
            .rsplit("\n\n")
            .next()
            .is_some_and(|last| last.starts_with("- "));
        whole.push_str(match whole.is_empty() {
            true => "",
            false if after_item && part.starts_with("- ") => "\n",
            false => "\n\n",
        });
        whole.push_str(part);
    }
    if !whole.is_empty() {
        whole.push('\n');
    }
    whole
}

/// A paragraph; the styles of headings begin `above` levels down.
fn paragraph(line: &Paragraph, above: u8) -> String {
    let text = without_field_codes(&line.text);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<String> = lines.map(escaped).collect();
    match heading_level(line) {
        _ if lines.is_empty() => String::new(),
        Some(level) => {
            let level = match line.level {
                Some(styled) => styled.saturating_sub(above).clamp(1, DEEPEST),
                None => level,
            };
            format!("{} {}", "#".repeat(usize::from(level) + 1), lines.join(" "))
        }
        None if line.is_item => format!("- {}", lines.join("\n  ")),
        None => lines.join("\n"),
    }
}

/// The deepest heading that a text has.
const DEEPEST: u8 = 3;

/// 1 for a chapter, 2 for what stands under it; `None` for what is no heading.
pub fn heading_level(line: &Paragraph) -> Option<u8> {
    let level = line.level.or_else(|| numbered_level(&line.text))?;
    (level > 0 && line.text.chars().count() <= LONGEST_HEADING).then_some(level.clamp(1, DEEPEST))
}

/// Words by which a line numbered with digits is a chapter and no item of a list.
const CHAPTERS: [&str; 8] = [
    "基本情况",
    "概况",
    "支出情况",
    "绩效情况",
    "存在的问题",
    "改进措施",
    "公开情况",
    "其他需要说明",
];

/// The level of a heading by its number: 一、 is a chapter, （一） stands under it.
fn numbered_level(text: &str) -> Option<u8> {
    const NUMERALS: &str = "一二三四五六七八九十";
    let numeral = |text: &str| {
        let rest = text.trim_start_matches(|c| NUMERALS.contains(c));
        (rest.len() < text.len()).then(|| rest.to_owned())
    };
    if text.contains(['。', '；']) {
        return None;
    }
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        return numeral(inner)?.starts_with(['）', ')']).then_some(2);
    }
    if let Some(rest) = numeral(text) {
        return rest.starts_with(['、', '．', '.']).then_some(1);
    }
    let title = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_chapter = title.len() < text.len()
        && title.starts_with(['、', '．', '.'])
        && CHAPTERS.iter().any(|word| title.ends_with(word));
    is_chapter.then_some(1)
}

/// Without what Word leaves behind: [bookmark: _GoBack], PAGEREF _Toc123 \h 3.
fn without_field_codes(text: &str) -> String {
    let mut rest = text;
    let mut clean = String::with_capacity(text.len());
    while let Some(start) = rest.find("[bookmark:") {
        clean.push_str(&rest[..start]);
        let Some(end) = rest[start..].find(']') else {
            rest = &rest[start..];
            break;
        };
        rest = &rest[start + end + 1..];
    }
    clean.push_str(rest);
    clean
}

/// A line of text with the letters marked that Markdown would take as signs.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        let is_twin = matches!(letter, '{' | '｛') && before == letter;
        if is_twin || (letter == '%' && before == '{') {
            // Two of them ask for a figure, and no sign takes that back.
            escaped.push(' ');
        }
        if escaped.is_empty() && matches!(letter, '#' | '＃') {
            // Marked with a backslash it would still look like a heading gone wrong.
            escaped.push_str(&format!("&#{};", u32::from(letter)));
            before = letter;
            continue;
        }
        let at_start = escaped.is_empty() && matches!(letter, '-' | '+' | '>' | '=' | '~');
        if at_start
            || matches!(
                letter,
                '\\' | '`' | '*' | '_' | '<' | '[' | ']' | '|' | '{' | '&' | '~'
            )
        {
            escaped.push('\\');
        }
        before = letter;
        escaped.push(letter);
    }
    escaped
}

/// Columns that are blank in every row are left out.
fn table(table: &Table) -> String {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let kept: Vec<usize> = (0..width)
        .filter(|&at| {
            let mut column = table.rows.iter().filter_map(|row| row.get(at));
            column.any(|cell| !cell.is_blank())
        })
        .collect();
    let line = |texts: Vec<String>| format!("| {} |", texts.join(" | "));
    let mut rows = table.rows.iter().map(|row| {
        let texts = kept.iter().map(|&at| {
            let text = row.get(at).map_or("", |cell| cell.text.as_str());
            escaped(&words::joined(text))
        });
        line(texts.collect())
    });
    let Some(head) = rows.next() else {
        return String::new();
    };
    let rule = line(vec!["---".to_owned(); kept.len()]);
    let mut lines = vec![head, rule];
    lines.extend(rows);
    lines.join("\n")
}
