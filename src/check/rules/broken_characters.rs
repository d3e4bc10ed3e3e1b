//! 文字里有转换时弄坏的字符。
//!
//! # 检查什么
//! 文件转换、复制会留下不能显示的字符：替换符“�”、控制字符、字库私用区的字符，成串的“??”夹在汉字之间，“锟斤拷”一类的乱码。
//! 汉字之间单个的“?”或“□”可能是丢了一个字，作警告；问句里的问号、成对的勾选框不算。
//!
//! # 依据
//! 《政府信息公开条例》第六条：公开的信息应当准确。GB 18030、GB/T 13000：信息交换用的汉字编码。
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
//!   - 预期目标: 全年??除违法建设139处。
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

use crate::check::slips::garbled;
use crate::check::texts::{Texts, is_chinese};
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP412",
    name: "broken_characters",
    title: "字符在转换时弄坏了",
    severity: Severity::Error,
    file: include_str!("broken_characters.rs"),
    check: Check::Texts(check),
};

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    let odd = texts
        .written()
        .filter(|text| text.signs.odd() || text.signs.listed());
    for text in odd {
        let broken = broken_character(&text.words)
            .map(|words| (words, Severity::Error))
            .or_else(|| Some((lost_character(&text.words)?, Severity::Warning)));
        let Some((words, severity)) = broken else {
            continue;
        };
        let shown: String = words.chars().map(visible).collect();
        let message = if severity == Severity::Error {
            format!("有转换时弄坏的字符“{shown}”")
        } else {
            format!("“{shown}”里像是丢了一个字")
        };
        findings
            .add(text.file, texts.path(text), message)
            .severity(severity)
            .quote(words)
            .help("照原件补上这里的字");
    }
}

/// What cannot be seen, by its number.
fn visible(c: char) -> String {
    if c.is_control() || is_private(c) {
        format!("U+{:04X}", u32::from(c))
    } else {
        c.to_string()
    }
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// What cannot be right anywhere.
fn broken_character(text: &str) -> Option<&str> {
    let is_broken = |c: char| {
        let breaks_lines = matches!(c, '\n' | '\t' | '\r');
        c == '\u{FFFD}' || is_private(c) || c.is_control() && !breaks_lines
    };
    let broken = text.matches(is_broken).next();
    broken
        .or_else(|| garbled(text))
        .or_else(|| question_marks(text))
}

/// Two question marks and more with Chinese characters on both sides.
fn question_marks(text: &str) -> Option<&str> {
    let at = text.find("??")?;
    let length = text[at..].len() - text[at..].trim_start_matches('?').len();
    let beside = |c: Option<char>| c.is_some_and(is_chinese);
    let between =
        beside(text[..at].chars().next_back()) && beside(text[at + length..].chars().next());
    between.then(|| &text[at..at + length])
}

/// A single `?` or `□` between Chinese characters, with these, where the text asks
/// nothing and has no boxes to tick.
fn lost_character(text: &str) -> Option<&str> {
    const ASKS: [&str; 14] = [
        "吗",
        "呢",
        "什么",
        "如何",
        "怎",
        "何",
        "是否",
        "哪",
        "几",
        "谁",
        "多少",
        "能不能",
        "难道",
        "有没有",
    ];
    let sign = if text.matches('?').count() == 1 && !ASKS.iter().any(|word| text.contains(word)) {
        '?'
    } else if text.matches('□').count() == 1 && !text.contains(['■', '☑', '√', '✓', '☐', '▣'])
    {
        '□'
    } else {
        return None;
    };
    let at = text.find(sign)?;
    let after = &text[at + sign.len_utf8()..];
    let (previous, next) = (text[..at].chars().next_back()?, after.chars().next()?);
    let between = is_chinese(previous) && is_chinese(next) && !after.contains(['?', '？']);
    between.then(|| &text[at - previous.len_utf8()..text.len() - after.len() + next.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::{RULE, broken_character, lost_character};
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn characters_lost_in_a_conversion_stop_publication() {
        for text in [
            "全年\u{FFFD}除",
            "全年\u{E00A}拆除",
            "全年\u{7}拆除",
            "全年??拆除",
            "锟斤拷",
        ] {
            assert!(broken_character(text).is_some(), "{text}");
        }
        assert_eq!(
            found_after(&RULE, &[("预期目标: 全年", "预期目标: 全\u{FFFD}")]),
            ["ZP412 年度目标[1].预期目标"]
        );
    }

    #[test]
    fn a_single_sign_may_be_a_lost_character() {
        assert_eq!(lost_character("金?山街道"), Some("金?山"));
        assert_eq!(lost_character("金□山街道"), Some("金□山"));
        let findings = findings_after(&RULE, &[("预期目标: 全年", "预期目标: 全?年")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "“全?年”里像是丢了一个字");
    }

    #[test]
    fn questions_and_boxes_to_tick_pass() {
        for text in [
            "群众满意吗?答复及时",
            "怎样度过接续期?引进新产业",
            "是□否□",
            "直接支付☑授权支付□其他",
            "完成了?",
            "第一行\n第二行",
            "𬭊、㐂",
        ] {
            assert_eq!(
                broken_character(text).or(lost_character(text)),
                None,
                "{text}"
            );
        }
    }
}
