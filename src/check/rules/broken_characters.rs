//! 文字里有转换时弄坏的字符。
//!
//! # 检查什么
//! 文件转换、复制会留下不能显示的字符：替换符“�”、控制字符、“锟斤拷”。字库私用区的字符、夹在汉字之间成串的“??”、像乱码的文字，作警告。
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
//!   - 预期目标: 全年�除违法建设139处。
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
        let Some((words, message, severity)) = broken(&text.words) else {
            continue;
        };
        findings
            .add(text.file, texts.path(text), message)
            .severity(severity)
            .quote(words)
            .help("照原件补上这里的字");
    }
}

/// Words with what cannot be seen by its number.
fn shown(words: &str) -> String {
    let visible = |c: char| {
        if c.is_control() || is_private(c) {
            format!("U+{:04X}", u32::from(c))
        } else {
            c.to_string()
        }
    };
    words.chars().map(visible).collect()
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// What is broken, what is to be said of it, and its weight.
fn broken(text: &str) -> Option<(&str, String, Severity)> {
    if let Some(words) = unreadable(text) {
        let message = format!("有转换时弄坏的字符“{}”", shown(words));
        return Some((words, message, Severity::Error));
    }
    if let Some(words) = doubtful(text) {
        let message = format!("“{}”像是转换时弄坏的字符", shown(words));
        return Some((words, message, Severity::Warning));
    }
    let words = lost_character(text)?;
    let message = format!("“{words}”里像是丢了一个字");
    Some((words, message, Severity::Warning))
}

/// What can be right nowhere.
fn unreadable(text: &str) -> Option<&str> {
    let is_broken = |c: char| {
        let breaks_lines = matches!(c, '\n' | '\t' | '\r');
        c == '\u{FFFD}' || c.is_control() && !breaks_lines
    };
    let broken = text.matches(is_broken).next();
    broken.or_else(|| text.matches("锟斤拷").next())
}

/// What is hardly ever right: characters of somebody's own font, text read in the
/// wrong encoding, rows of question marks.
fn doubtful(text: &str) -> Option<&str> {
    let private = text.matches(is_private).next();
    private
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
    let sign = if text.matches('?').count() == 1 && !asks(text) {
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

/// Whether a text asks something: 什么, 是否, or a word with its denial, 好不好.
fn asks(text: &str) -> bool {
    const ASKS: [&str; 19] = [
        "吗",
        "呢",
        "吧",
        "嘛",
        "么",
        "啥",
        "咋",
        "怎",
        "何",
        "是否",
        "能否",
        "可否",
        "有无",
        "哪",
        "几",
        "谁",
        "多少",
        "难道",
        "有没有",
    ];
    let or_not = |no: char| {
        text.match_indices(no).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            before.is_some() && before == text[at + no.len_utf8()..].chars().next()
        })
    };
    ASKS.iter().any(|word| text.contains(word)) || or_not('不') || or_not('没')
}

#[cfg(test)]
mod tests {
    use super::{RULE, broken};
    use crate::check::testing::{findings_after, found_after};
    use crate::diagnostic::Severity;

    #[test]
    fn characters_lost_in_a_conversion_stop_publication() {
        for text in ["全年\u{FFFD}除", "全年\u{7}拆除", "锟斤拷"] {
            assert_eq!(broken(text).unwrap().2, Severity::Error, "{text}");
        }
        for text in ["全年\u{E00A}拆除", "全年??拆除", "锛屾暣娌"] {
            assert_eq!(broken(text).unwrap().2, Severity::Warning, "{text}");
        }
        assert_eq!(
            found_after(&RULE, &[("预期目标: 全年", "预期目标: 全\u{FFFD}")]),
            ["ZP412 年度目标[1].预期目标"]
        );
    }

    #[test]
    fn a_single_sign_may_be_a_lost_character() {
        assert_eq!(broken("金?山街道").unwrap().0, "金?山");
        assert_eq!(broken("金□山街道").unwrap().0, "金□山");
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
            "环境好不好?群众说了算",
            "第一行\n第二行",
            "𬭊、㐂",
        ] {
            assert_eq!(broken(text), None, "{text}");
        }
    }
}
