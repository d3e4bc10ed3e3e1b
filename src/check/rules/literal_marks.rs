//! 正文或目标里留着没有识别的 Markdown 记号。
//!
//! # 检查什么
//! 正文里不成对的“**”，网页上会原样显示。
//! 年度目标等表里的文字不按 Markdown 显示，里面的“**”也会原样出现。
//!
//! # 依据
//! 网页上不应出现排版记号。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! **加强党建。整治环境。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! **加强党建。**整治环境。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
//! ```

use crate::check::prose::{Written, written};
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::folder::{Piece, UnitFolder};
use std::ops::Range;

pub static RULE: Rule = Rule {
    code: "ZP309",
    name: "literal_marks",
    title: "留有排版记号",
    severity: Severity::Warning,
    file: include_str!("literal_marks.rs"),
    check: Check::Unit(check),
};

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for text in written(unit) {
        match text.chapter() {
            Some(chapter) => {
                let in_html =
                    |piece: &Piece| matches!(piece, Piece::Html(html) if html.contains("**"));
                let literal = text.text.contains("**") && chapter.body.iter().any(in_html);
                narrative(&text, literal, findings);
            }
            None => goal(&text, findings),
        }
    }
}

/// A pair of marks in a text that is no Markdown. One alone may stand for letters
/// left out.
fn goal(text: &Written<'_>, findings: &mut Findings) {
    let marks = strong_marks(text.text);
    if let [first, _, ..] = marks[..] {
        let message = "表里的文字不按 Markdown 显示，“**”会原样出现";
        let finding = text.add(findings, first..first + 2, message);
        finding.help("去掉“**”");
    }
}

/// `literal`: whether the page shows a “**” in this chapter.
fn narrative(text: &Written<'_>, literal: bool, findings: &mut Findings) {
    if !literal {
        return;
    }
    for paragraph in paragraphs(text.text) {
        let words = &text.text[paragraph.clone()];
        if let Some(at) = unread_strong(words) {
            let at = paragraph.start + at;
            let message = "“**”没有成对或里侧有空格，网页上会原样显示";
            let finding = text.add(findings, at..at + 2, message);
            finding
                .help("加粗的文字前后各写一个“**”，中间不分段，记号里侧不留空格；不加粗的去掉“**”");
        }
    }
}

/// The paragraphs, items and headings of a chapter, without its code blocks.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut offset = 0;
    let (mut open, mut fenced) = (false, false);
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fenced = !fenced;
            open = false;
            continue;
        }
        let first = trimmed.chars().next();
        let begins = first.is_some_and(|c| "#|>-+".contains(c) || c.is_ascii_digit());
        let item = trimmed.starts_with("* ");
        match all.last_mut() {
            _ if fenced || trimmed.is_empty() => open = false,
            Some(last) if open && !begins && !item => last.end = offset,
            _ => {
                all.push(start..offset);
                open = first != Some('#');
            }
        }
    }
    all
}

/// A “**” that stays as it is: the last of an odd number, or one with a space on
/// its inner side. One alone within a sentence may stand for letters left out: 张**.
fn unread_strong(text: &str) -> Option<usize> {
    let marks = strong_marks(text);
    let blank = |pair: &[usize]| {
        let inside = text.get(pair[0] + 2..pair[1]).unwrap_or_default();
        inside.is_empty()
            || inside.starts_with(char::is_whitespace)
            || inside.ends_with(char::is_whitespace)
    };
    let left_out = |at: usize| {
        let alone = marks.len() == 1 && text[..at].ends_with(char::is_alphanumeric);
        alone && !text[at + 2..].trim().is_empty()
    };
    let pair = marks.chunks_exact(2).find(|pair| blank(pair));
    match pair {
        Some(pair) => Some(pair[0]),
        None if marks.len().is_multiple_of(2) => None,
        None => marks.last().copied().filter(|at| !left_out(*at)),
    }
}

/// Where two stars stand, no more and no less, outside code.
fn strong_marks(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['\\', '`', '*']) {
        at += offset;
        match bytes[at] {
            b'\\' => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
            b'`' => {
                let rest = &text[at + 1..];
                at += rest.find('`').map_or(1, |end| end + 2);
            }
            _ => {
                let stars = bytes[at..].iter().take_while(|&&byte| byte == b'*').count();
                if stars == 2 {
                    marks.push(at);
                }
                at += stars;
            }
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::found_after;

    #[test]
    fn a_single_mark_is_named() {
        for text in ["**加强党建。整治环境。", "甲**乙**，**丙"] {
            let edit = [("**加强党建。**整治环境。", text)];
            assert_eq!(
                found_after(&RULE, &edit),
                ["ZP309 警告 正文.三、单位整体支出绩效情况"],
                "{text}"
            );
        }
    }

    #[test]
    fn goals_are_no_markdown() {
        let edit = [("预期目标: 全年", "预期目标: 全年**都要**")];
        assert_eq!(
            found_after(&RULE, &edit),
            ["ZP309 警告 年度目标[1].预期目标"]
        );
    }

    #[test]
    fn letters_left_out_are_no_marks() {
        for goal in ["全年帮扶李**，", "全年热线138****5678，"] {
            let edit = [("预期目标: 全年", &*format!("预期目标: {goal}"))];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{goal}");
        }
    }

    #[test]
    fn marks_that_are_read_and_stars_that_are_none_are_right() {
        for text in [
            "**甲**、**乙**：丙",
            "一段**加粗\n跨行**的字",
            "面积3*4米，5\\*\\*，`**`",
            "* 甲\n* 乙",
            "帮扶张**一家",
        ] {
            let edit = [("**加强党建。**整治环境。", text)];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{text}");
        }
    }
}
