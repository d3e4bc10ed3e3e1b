//! 词的中间有空格。
//!
//! # 检查什么
//! 汉字之间不空格，如“争取信 访人理解”。只看成句的文字，一处文字里只有一两个这样的空格才作提示：用空格对齐的标签、用空格隔开的名单不算。
//!
//! # 依据
//! GB/T 15834《标点符号用法》；《党政机关公文格式》GB/T 9704：汉字连排，不空格。
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
//! 年度目标:
//!   - 预期目标: 全年拆 除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
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
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::texts::{Kind, Text, Texts, is_chinese};
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP411",
    name: "spaces_in_words",
    title: "词的中间有空格",
    severity: Severity::Note,
    file: include_str!("spaces_in_words.rs"),
    check: Check::Texts(check),
};

/// More spaces than this in one text are a way of setting it out.
const SLIPS: usize = 2;

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    for text in texts.texts.iter().filter(|text| text.signs.space()) {
        if !matches!(text.kind, Kind::Prose | Kind::Value | Kind::Line) {
            continue;
        }
        let spaces = spaces(text);
        if spaces.len() > SLIPS {
            continue;
        }
        for words in spaces {
            findings
                .add(text.file, texts.path(text), format!("“{words}”中间有空格"))
                .quote(words)
                .help("删去空格");
        }
    }
}

/// Single spaces between Chinese characters, each with the characters beside it,
/// in sentences.
fn spaces<'t>(text: &'t Text<'_>) -> Vec<&'t str> {
    let words: &str = &text.words;
    let is_sentence = words.contains(['，', '。', '；']);
    if !is_sentence {
        return Vec::new();
    }
    let places = words.match_indices(' ').filter_map(|(at, _)| {
        let (before, after) = (&words[..at], &words[at + 1..]);
        let (previous, next) = (before.chars().next_back()?, after.chars().next()?);
        let inside = is_chinese(previous) && is_chinese(next) && !ends_with_number(before);
        inside.then(|| &words[at - previous.len_utf8()..at + 1 + next.len_utf8()])
    });
    places.collect()
}

/// `第一章 总则`, `附件一 名单`, `一 情况`: a number and its title.
fn ends_with_number(before: &str) -> bool {
    let line = before
        .rsplit(['\n', '。', '；', '：'])
        .next()
        .unwrap_or(before)
        .trim();
    let short = line.chars().count() <= 5;
    short && line.contains(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'])
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn a_space_inside_a_word_is_a_note() {
        let findings = findings_after(
            &RULE,
            &[("全年拆除违法建设139处。", "争取信 访人理解，引导信访人。")],
        );
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "“信 访”中间有空格");
    }

    #[test]
    fn spaces_that_set_a_text_out_pass() {
        for text in [
            "党建 综治 环卫 民政，均已完成。",
            "第一章 总则，共3条。",
            "张某 李某",
            "2023 年拆除 139 处，见 A4 纸。",
            "一、 拆除违法建设；二、 整治环境。",
        ] {
            let edit = [("全年拆除违法建设139处。", text)];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{text}");
        }
    }
}
