//! The narrative as Markdown: numbered headings become chapters.

use super::document::{Block, Item, Paragraph, Table};
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
    let mut whole = String::new();
    let mut list = List::default();
    for block in blocks {
        let (text, is_item) = match block {
            Block::Table(rows) => (table(rows), false),
            Block::Paragraph(line) => match (heading_level(line), line.item) {
                (None, Some(item)) => (list.item(item, &written(line)), true),
                (level, _) => (paragraph(line, level, above), false),
            },
        };
        if text.is_empty() {
            continue;
        }
        let goes_on = is_item && list.goes_on;
        if !is_item {
            list = List::default();
        }
        whole.push_str(match whole.is_empty() {
            true => "",
            // Items of one list stand together.
            false if goes_on => "\n",
            false => "\n\n",
        });
        whole.push_str(&text);
        list.goes_on = is_item;
    }
    if !whole.is_empty() {
        whole.push('\n');
    }
    whole
}

/// The list that is open.
#[derive(Default)]
struct List {
    /// For each item that the next may stand in how far its text is set in, and whether
    /// its list has numbers.
    open: Vec<(usize, bool)>,
    /// Whether the last block was an item, and the next may stand right under it.
    goes_on: bool,
}

impl List {
    /// An item, set in under those that it stands in.
    fn item(&mut self, item: Item, lines: &[String]) -> String {
        if lines.is_empty() {
            return String::new();
        }
        let has_number = item.number.is_some();
        let before = self.open.len();
        let depth = usize::from(item.depth).min(before);
        let is_same = self
            .open
            .get(depth)
            .is_some_and(|(_, numbers)| *numbers == has_number);
        self.open.truncate(depth);
        let set_in: usize = self.open.iter().map(|(width, _)| width).sum();
        let mark = match item.number {
            Some(number) => format!("{number}. "),
            None => "- ".to_owned(),
        };
        self.open.push((mark.len(), has_number));
        // A list that begins at another number than 1 needs a blank line above it.
        self.goes_on &= is_same || item.number.is_none_or(|number| number == 1);
        let below = " ".repeat(set_in + mark.len());
        format!(
            "{}{mark}{}",
            " ".repeat(set_in),
            lines.join(&format!("\n{below}"))
        )
    }
}

/// A heading of a level, or a paragraph; the styles of headings begin `above` levels
/// down.
fn paragraph(line: &Paragraph, level: Option<u8>, above: u8) -> String {
    let Some(level) = level else {
        return written(line).join("\n");
    };
    let plain = Paragraph {
        text: numbered(line),
        ..Paragraph::default()
    };
    let lines = written(&plain);
    if lines.is_empty() {
        return String::new();
    }
    let level = match line.level {
        Some(styled) => styled.saturating_sub(above).clamp(1, DEEPEST),
        None => level,
    };
    format!("{} {}", "#".repeat(usize::from(level) + 1), lines.join(" "))
}

/// The lines of a text as Markdown, with what is bold in it.
fn written(line: &Paragraph) -> Vec<String> {
    let mut bold = line.bold.iter().peekable();
    let letters = line.text.char_indices().map(|(at, letter)| {
        while bold.peek().is_some_and(|range| range.end <= at) {
            bold.next();
        }
        (letter, bold.peek().is_some_and(|range| range.contains(&at)))
    });
    let letters: Vec<Letter> = letters.collect();
    let letters = without_field_codes(&letters);
    let lines = letters.split(|(letter, _)| *letter == '\n');
    let lines = lines.map(|line| escaped(&with_whole_phrases(trimmed(line))));
    lines.filter(|line| !line.is_empty()).collect()
}

/// A letter, and whether it is bold.
type Letter = (char, bool);

fn trimmed(letters: &[Letter]) -> &[Letter] {
    let is_written = |(letter, _): &Letter| !letter.is_whitespace();
    let Some(from) = letters.iter().position(is_written) else {
        return &[];
    };
    let to = letters.iter().rposition(is_written).unwrap_or(from);
    &letters[from..=to]
}

/// White space at the ends of what is bold, and marks that are bold alone, are not.
fn with_whole_phrases(letters: &[Letter]) -> Vec<Letter> {
    let mut whole = Vec::with_capacity(letters.len());
    for phrase in letters.chunk_by(|one, other| one.1 == other.1) {
        let says_something = phrase.iter().any(|(letter, _)| letter.is_alphanumeric());
        let written = trimmed(phrase);
        let from = phrase.len() - trimmed_start(phrase).len();
        let to = from + written.len();
        let letters = phrase.iter().enumerate();
        whole.extend(letters.map(|(at, (letter, bold))| {
            (*letter, *bold && says_something && (from..to).contains(&at))
        }));
    }
    whole
}

fn trimmed_start(letters: &[Letter]) -> &[Letter] {
    let from = letters
        .iter()
        .position(|(letter, _)| !letter.is_whitespace());
    &letters[from.unwrap_or(letters.len())..]
}

/// The text with the number that its list prints before it.
fn numbered(line: &Paragraph) -> String {
    match line.item.and_then(|item| item.number) {
        Some(number) => format!("{number}.{}", line.text),
        None => line.text.clone(),
    }
}

/// The deepest heading that a text has.
const DEEPEST: u8 = 3;

/// 1 for a chapter, 2 for what stands under it; `None` for what is no heading.
pub fn heading_level(line: &Paragraph) -> Option<u8> {
    let level = line.level.or_else(|| numbered_level(&numbered(line)))?;
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

/// Without what Word leaves behind: [bookmark: _GoBack].
fn without_field_codes(letters: &[Letter]) -> Vec<Letter> {
    const SIGN: &str = "[bookmark:";
    let mut clean = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let Some((first, below)) = rest.split_first() {
        let is_sign = SIGN
            .chars()
            .eq(rest.iter().take(SIGN.len()).map(|(c, _)| *c));
        if !is_sign {
            clean.push(*first);
            rest = below;
            continue;
        }
        let Some(end) = rest.iter().position(|(letter, _)| *letter == ']') else {
            clean.extend(rest);
            break;
        };
        rest = &rest[end + 1..];
    }
    clean
}

/// A line of text with the letters marked that Markdown would take as signs.
fn escaped(letters: &[Letter]) -> String {
    let mut escaped = String::with_capacity(letters.len());
    let mut before = ' ';
    let mut in_bold = false;
    for (at, (letter, bold)) in letters.iter().copied().enumerate() {
        if bold != in_bold {
            escaped.push_str("**");
            in_bold = bold;
        }
        let is_twin = matches!(letter, '{' | '｛') && before == letter;
        if is_twin || (letter == '%' && before == '{') {
            // Two of them ask for a figure, and no sign takes that back.
            escaped.push(' ');
        }
        if at == 0 && matches!(letter, '#' | '＃') {
            // Marked with a backslash it would still look like a heading gone wrong.
            escaped.push_str(&format!("&#{};", u32::from(letter)));
            before = letter;
            continue;
        }
        let at_start = at == 0 && matches!(letter, '-' | '+' | '>' | '=' | '~');
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
    if in_bold {
        escaped.push_str("**");
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
            let letters: Vec<Letter> = words::joined(text).chars().map(|c| (c, false)).collect();
            escaped(&letters)
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
