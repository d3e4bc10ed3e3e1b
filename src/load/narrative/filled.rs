//! Text with what its placeholders stand for: figures within it, tables and charts in
//! place of a paragraph.

use super::Reader;
use super::placeholder::{self, Placeholder};
use crate::folder::Piece;
use crate::load::codes::{MARKDOWN, REFERENCE};
use crate::model::DataPath;
use crate::source::Span;
use pulldown_cmark::{Event, Tag};

impl Reader<'_> {
    pub(super) fn text(&mut self, text: &str, span: Span) {
        let text = self.mended.strip(text).into_owned();
        if self.in_code {
            self.events.push(Event::Text(text.into()));
            return;
        }
        if self.alone() && self.is_failed_heading(&text, &span) {
            self.error(
                MARKDOWN,
                span.clone(),
                "这一行没有成为标题",
                "井号用半角，后面空一格：章写作“## 一、……”，节写作“### ……”",
            );
        }
        let mut shown = String::with_capacity(text.len());
        for part in placeholder::split(&text) {
            match part {
                Placeholder::Text(plain) => shown.push_str(plain),
                Placeholder::Figure(inside) => shown.push_str(&self.figure_at(inside, &span)),
                Placeholder::Table(name) | Placeholder::Chart(name) => {
                    let kind = if matches!(part, Placeholder::Table(_)) {
                        "表"
                    } else {
                        "图"
                    };
                    if text.trim() == format!("{{{{ {kind} {name} }}}}") && self.alone() {
                        self.place_piece(kind, name.to_owned(), span);
                        return;
                    }
                    self.error(
                        REFERENCE,
                        self.within(&span, &format!("{{{{ {kind}")),
                        format!("“{{{{ {kind} {name} }}}}”要单独成段"),
                        "在它前后各空一行，同一段里不写别的文字",
                    );
                }
                Placeholder::Foreign(sign) => self.error(
                    REFERENCE,
                    self.within(&span, sign),
                    format!("正文里没有“{sign}”这种写法"),
                    "引用数据写作 {{ 预算执行.全年执行数 }}，花括号用半角",
                ),
                Placeholder::Unclosed => self.error(
                    REFERENCE,
                    self.within(&span, "{{"),
                    "“{{”没有写完，后面缺“}}”",
                    "引用数据写作 {{ 预算执行.全年执行数 }}，前后各两个花括号，写在同一段里",
                ),
            }
        }
        self.note_text(&shown);
        self.events.push(Event::Text(shown.into()));
    }

    /// The figure that `{{ inside }}` stands for; an error where there is none.
    fn figure_at(&mut self, inside: &str, span: &Span) -> String {
        let found = DataPath::parse(inside).and_then(|path| (self.beside.figure)(&path));
        found.unwrap_or_else(|| {
            let (place, message) = if inside.is_empty() {
                (self.within(span, "{{"), "“{{ }}”里没有写路径".to_owned())
            } else {
                (self.within(span, inside), format!("数据里没有“{inside}”"))
            };
            self.error(
                REFERENCE,
                place,
                message,
                "写数据的路径，如 {{ 预算执行.全年执行数 }}、{{ 绩效指标[群众满意度].得分 }}",
            );
            String::new()
        })
    }

    /// Whether the text at hand is the first thing of a paragraph at the top.
    fn alone(&self) -> bool {
        self.depth == 0
            && self.heading.is_none()
            && matches!(self.events.last(), Some(Event::Start(Tag::Paragraph)))
    }

    /// Ends the HTML before a placed table or chart and puts that after it.
    fn place_piece(&mut self, kind: &str, name: String, span: Span) {
        self.events.pop(); // the paragraph that holds it
        self.flush();
        self.pieces.push(if kind == "表" {
            Piece::Table(name, span)
        } else {
            Piece::Chart(name, span)
        });
        self.mark_filled();
    }
}
