//! What an author does that Markdown swallows or a report does not take.

use super::{Beside, Reader, links};
use crate::load::codes::{LINK, RAW_HTML};
use crate::source::Span;

impl Reader<'_> {
    /// Whether the text starts with settings between two lines of dashes, as other
    /// programs want them.
    pub(super) fn has_settings(&self) -> bool {
        let mut lines = self.source.text.lines();
        lines.next().map(str::trim_end) == Some("---")
            && lines.next().is_some_and(|line| line.contains([':', '：']))
            && lines.any(|line| line.trim_end() == "---")
    }

    /// Whether a paragraph was meant for a heading: `##一、基本情况`, `＃＃ 一、…`.
    /// `#1机组` is none.
    pub(super) fn is_failed_heading(&self, text: &str, span: &Span) -> bool {
        let title = text.trim_start_matches(['#', '＃']);
        let marks = text[..text.len() - title.len()].chars().count();
        let written = self.source.text.get(span.clone()).unwrap_or_default();
        let numbered = title.starts_with(|char| "一二三四五六七八九十（第".contains(char));
        written.starts_with(['#', '＃']) && (marks > 1 || marks == 1 && numbered)
    }

    /// An attachment that is linked to must be there.
    pub(super) fn attachment(&mut self, address: &str, span: Span) {
        let Beside {
            page, attachments, ..
        } = self.beside;
        if let Some(missing) = links::missing_attachment(address, page, attachments) {
            let message = format!("没有“{address}”这个附件");
            self.error(LINK, span, message, &missing);
        }
    }

    pub(super) fn raw_html(&mut self, span: Span) {
        // HTML comes line by line and tag by tag: one error says enough.
        let between = self
            .html_end
            .and_then(|end| self.source.text.get(end..span.start));
        let said = between.is_some_and(|text| text.matches('\n').count() < 2);
        self.html_end = Some(span.end);
        if !said {
            self.error(
                RAW_HTML,
                span,
                "正文里不能写 HTML",
                "用 Markdown 写：**加粗**、列表、表格；要显示尖括号本身，写作 \\<",
            );
        }
    }
}
