//! Markdown to a [`Narrative`]: chapters of safe HTML. With its parts, the only
//! file that names pulldown-cmark.
//!
//! Content is not trusted: what is not on the list of allowed events is an
//! error, never dropped in silence. `{{ path }}` is a figure from the data; there
//! is no template language.

mod bold;
mod filled;
mod links;
mod placeholder;
mod refused;

use super::codes::{LINK, MARKDOWN};
use crate::diagnostic::{Diagnostic, Label};
use crate::folder::{Chapter, Narrative, Piece};
use crate::model::DataPath;
use crate::source::{Source, Span};
use bold::Mended;
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
    html,
};
use std::collections::BTreeMap;

/// The figure at a data path, as printed; `None` where there is no such path.
pub type Figure<'a> = dyn Fn(&DataPath) -> Option<String> + 'a;

/// What lies beside a narrative.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// The figures of its form.
    pub figure: &'a Figure<'a>,
    /// The folder of its page below the year's: empty for the overall report,
    /// `projects/<slug>` for a project.
    pub page: &'a str,
    /// The year's attachments, by name.
    pub attachments: &'a [String],
}

/// How many errors are listed for one text.
const MAX_ERRORS: usize = 50;

/// Reads a narrative.
///
/// # Errors
/// Every place with raw HTML, a link that is not allowed or leads to an
/// attachment that is not there, an unknown figure or a heading of the wrong
/// level; at most 50 a text.
pub fn read(source: Source, beside: &Beside<'_>) -> Result<Narrative, Vec<Diagnostic>> {
    let (opening, chapters, errors) = {
        let mended = Mended::new(&source.text);
        let mut reader = Reader::new(&source, &mended, *beside);
        reader.run();
        (reader.opening, reader.chapters, reader.errors)
    };
    if errors.is_empty() {
        Ok(Narrative {
            source,
            opening,
            chapters,
        })
    } else {
        Err(errors)
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// What is being read: events of the piece at hand go to `events`.
struct Reader<'a> {
    source: &'a Source,
    mended: &'a Mended<'a>,
    beside: Beside<'a>,
    events: Vec<Event<'a>>,
    pieces: Vec<Piece>,
    opening: Vec<Piece>,
    chapters: Vec<Chapter>,
    errors: Vec<Diagnostic>,
    /// Footnotes by label, numbered in the order they are met.
    footnotes: BTreeMap<String, usize>,
    /// How many block containers (lists, quotes, tables) are open.
    depth: usize,
    in_code: bool,
    in_table_head: bool,
    /// Where the HTML that was last met ends.
    html_end: Option<usize>,
    /// The heading being read: level, span, text.
    heading: Option<(HeadingLevel, Span, String)>,
    /// How many events there were before it.
    before_heading: usize,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source, mended: &'a Mended<'a>, beside: Beside<'a>) -> Self {
        Self {
            source,
            mended,
            beside,
            events: Vec::new(),
            pieces: Vec::new(),
            opening: Vec::new(),
            chapters: Vec::new(),
            errors: Vec::new(),
            footnotes: BTreeMap::new(),
            depth: 0,
            in_code: false,
            in_table_head: false,
            html_end: None,
            heading: None,
            before_heading: 0,
        }
    }

    fn run(&mut self) {
        if self.has_settings() {
            self.error(
                MARKDOWN,
                self.source.line_span(0),
                "正文开头不写“---”括起来的设置",
                "请删去两行“---”和当中的内容；标题、年度写在 report.yaml 里",
            );
            return;
        }
        let mended = self.mended;
        let parser = Parser::new_ext(&mended.text, options()).into_offset_iter();
        for (event, range) in TextMergeWithOffset::new(parser) {
            if self.errors.len() >= MAX_ERRORS {
                return;
            }
            let span = mended.original(range);
            self.event(event, span);
        }
        self.close_chapter();
    }

    fn event(&mut self, event: Event<'a>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) => {
                self.note_text(&text);
                self.events.push(Event::Code(text));
            }
            Event::SoftBreak => {
                // A line end between Chinese characters is no space.
                if !self.breaks_chinese(&span) {
                    self.events.push(Event::SoftBreak);
                }
            }
            Event::HardBreak | Event::Rule => self.events.push(event),
            Event::FootnoteReference(label) => {
                let number = self.footnote(&label);
                self.raw(format!(
                    "<sup class=\"footnote-ref\"><a href=\"#zhu-{number}\">[{number}]</a></sup>"
                ));
            }
            Event::Html(_) | Event::InlineHtml(_) => self.raw_html(span),
            Event::TaskListMarker(_) => self.error(
                MARKDOWN,
                span,
                "正文里不用任务框",
                "去掉方括号，写成普通的列表：- 内容",
            ),
            Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.error(
                    MARKDOWN,
                    span,
                    "正文里不能用这种写法",
                    "用普通文字、列表或表格来写",
                );
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => {
                if level == HeadingLevel::H1 {
                    self.error(
                        MARKDOWN,
                        span.clone(),
                        "正文里不用一级标题（#）",
                        "报告的标题写在 report.yaml 的“标题”里；章用 ##，节用 ###",
                    );
                }
                if level <= HeadingLevel::H2 {
                    self.close_chapter();
                }
                self.before_heading = self.events.len();
                self.heading = Some((level, span, String::new()));
            }
            Tag::Paragraph if self.depth == 0 => self.events.push(Event::Start(tag)),
            Tag::Paragraph | Tag::Item | Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                self.events.push(Event::Start(tag));
            }
            Tag::BlockQuote(_) => {
                self.depth += 1;
                self.events.push(Event::Start(Tag::BlockQuote(None)));
            }
            Tag::List(_) => {
                self.depth += 1;
                self.events.push(Event::Start(tag));
            }
            Tag::CodeBlock(_) => {
                self.in_code = true;
                self.events
                    .push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
            }
            Tag::FootnoteDefinition(label) => {
                self.depth += 1;
                let number = self.footnote(&label);
                self.raw(format!(
                    "<div class=\"footnote\" id=\"zhu-{number}\"><sup>{number}</sup>"
                ));
            }
            Tag::Table(_) => {
                self.depth += 1;
                self.raw("<div class=\"table-scroll\" role=\"group\" aria-label=\"表格\" tabindex=\"0\"><table>".to_owned());
            }
            Tag::TableHead => {
                self.in_table_head = true;
                self.raw("<thead><tr>".to_owned());
            }
            Tag::TableRow => self.raw("<tr>".to_owned()),
            Tag::TableCell => self.table_cell(&span),
            Tag::Link { ref dest_url, .. } => {
                if links::is_allowed(dest_url) {
                    self.attachment(dest_url, span);
                } else {
                    self.error(
                        LINK,
                        span,
                        format!("不能链接到“{dest_url}”"),
                        "链接只能是 https://、http://、mailto: 或本站的相对地址",
                    );
                }
                self.events.push(Event::Start(tag));
            }
            Tag::Image { ref dest_url, .. } => {
                if links::is_own_file(dest_url) {
                    self.attachment(dest_url, span);
                } else {
                    self.error(
                        LINK,
                        span,
                        format!("不能引用图片“{dest_url}”"),
                        "把图片放进同一年度的 files/ 目录，写作 files/文件名",
                    );
                }
                self.events.push(Event::Start(tag));
            }
            Tag::HtmlBlock => {}
            _ => self.error(
                MARKDOWN,
                span,
                "正文里不能用这种写法",
                "用普通文字、列表或表格来写",
            ),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => {
                self.depth -= 1;
                self.events.push(Event::End(TagEnd::BlockQuote(None)));
            }
            TagEnd::List(_) => {
                self.depth -= 1;
                self.events.push(Event::End(tag));
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.events.push(Event::End(tag));
            }
            TagEnd::FootnoteDefinition => {
                self.depth -= 1;
                self.raw("</div>\n".to_owned());
            }
            TagEnd::Table => {
                self.depth -= 1;
                self.raw("</tbody></table></div>\n".to_owned());
            }
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.raw("</tr></thead><tbody>\n".to_owned());
            }
            TagEnd::TableRow => self.raw("</tr>\n".to_owned()),
            TagEnd::TableCell => {
                self.raw(if self.in_table_head { "</th>" } else { "</td>" }.to_owned());
            }
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Item
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => self.events.push(Event::End(tag)),
            // Everything else was refused when it began.
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        // A placed table or chart has taken its paragraph with it.
        let open = self.events.iter().rev().find_map(|event| match event {
            Event::Start(Tag::Paragraph) => Some(true),
            Event::End(TagEnd::Paragraph) => Some(false),
            _ => None,
        });
        if open == Some(true) {
            self.events.push(Event::End(TagEnd::Paragraph));
        }
    }

    fn end_heading(&mut self) {
        let Some((level, span, title)) = self.heading.take() else {
            return;
        };
        let title = title.trim().to_owned();
        // its text was read as any other: what is shown of it is the title
        self.events.truncate(self.before_heading);
        if level <= HeadingLevel::H2 {
            let id = format!("zhang-{}", self.chapters.len() + 1);
            self.chapters.push(Chapter {
                title,
                id,
                span,
                body: Vec::new(),
                headings: Vec::new(),
                is_empty: true,
            });
            self.events.clear();
            return;
        }
        let of = self.chapters.len();
        let before = self
            .chapters
            .last()
            .map_or(0, |chapter| chapter.headings.len());
        let id = format!("jie-{of}-{}", before + 1);
        // A chapter's own heading is an h3 on the page: what is below it follows.
        let rank = (level as u8 + 1).min(6);
        self.raw(format!("<h{rank} id=\"{id}\">"));
        self.events.push(Event::Text(title.clone().into()));
        self.raw(format!("</h{rank}>\n"));
        if let Some(chapter) = self.chapters.last_mut() {
            chapter.headings.push((level as u8, id, title));
        }
    }

    /// Closes the chapter at hand, or the opening before the first.
    fn close_chapter(&mut self) {
        self.flush();
        let pieces = std::mem::take(&mut self.pieces);
        match self.chapters.last_mut() {
            Some(chapter) if chapter.body.is_empty() => chapter.body = pieces,
            _ => self.opening.extend(pieces),
        }
    }

    fn flush(&mut self) {
        if self.events.is_empty() {
            return;
        }
        let mut text = String::new();
        html::push_html(&mut text, self.events.drain(..));
        if !text.trim().is_empty() {
            self.pieces.push(Piece::Html(text));
        }
    }

    /// Text belongs to the heading being read, or fills the chapter.
    fn note_text(&mut self, text: &str) {
        match &mut self.heading {
            Some((_, _, title)) => title.push_str(text),
            None if !text.trim().is_empty() => self.mark_filled(),
            None => {}
        }
    }

    fn mark_filled(&mut self) {
        if let Some(chapter) = self.chapters.last_mut() {
            chapter.is_empty = false;
        }
    }

    fn table_cell(&mut self, span: &Span) {
        if self.in_table_head {
            self.raw("<th scope=\"col\">".to_owned());
            return;
        }
        let text = self.source.text.get(span.clone()).unwrap_or_default();
        let figure = text.trim_matches(|c: char| c == '|' || c.is_whitespace());
        let numeric = !figure.is_empty()
            && figure
                .chars()
                .all(|c| c.is_ascii_digit() || ".,%-％".contains(c) || figure.starts_with("{{"));
        self.raw(
            if numeric {
                "<td class=\"number\">"
            } else {
                "<td>"
            }
            .to_owned(),
        );
    }

    /// HTML of our own making.
    fn raw(&mut self, text: String) {
        self.events.push(Event::InlineHtml(CowStr::from(text)));
    }

    fn footnote(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }

    fn breaks_chinese(&self, span: &Span) -> bool {
        let wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2E80}' || "“”‘’…—".contains(c));
        let text = &self.source.text;
        let before = text
            .get(..span.start)
            .and_then(|text| text.trim_end().chars().next_back());
        let after = text
            .get(span.end..)
            .and_then(|text| text.trim_start().chars().next());
        wide(before) && wide(after)
    }

    /// The part of a text's span where `needle` stands, or the whole span.
    fn within(&self, span: &Span, needle: &str) -> Span {
        let text = self.source.text.get(span.clone()).unwrap_or_default();
        match text.find(needle) {
            Some(at) => span.start + at..span.start + at + needle.len(),
            None => span.clone(),
        }
    }

    fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>, help: &str) {
        if self.errors.len() >= MAX_ERRORS {
            return;
        }
        let label = Label::at(self.source, span, "");
        self.errors
            .push(Diagnostic::error(code, label, message).with_help(help));
    }
}

#[cfg(test)]
mod tests;
