//! Why a reading stopped, in words: what the types of the model and serde have to
//! say, in Chinese.

use super::super::{Problem, keys};
use crate::load::codes;
use crate::source::Span;
use serde::de::{self, Expected, Unexpected};
use std::cell::Cell;
use std::fmt;

/// Why a reading stopped.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) help: String,
    pub(super) span: Option<Span>,
    /// The whole of what the type of the model said; empty for what serde says.
    pub(super) sentence: String,
    /// What the value would read as, where only its writing is at fault.
    pub(super) fix: Option<String>,
}

impl Failure {
    pub(super) fn new(
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
            span: None,
            sentence: String::new(),
            fix: None,
        }
    }

    /// Found at this value, if not already further in. It is passed over from
    /// now on.
    pub(super) fn at(mut self, span: &Span, skip: &Cell<bool>) -> Self {
        if self.span.is_none() {
            self.span = Some(span.clone());
            skip.set(true);
        }
        self
    }

    pub(super) fn problem(self, whole: Span) -> Problem {
        let span = self.span.unwrap_or(whole);
        let mut problem = Problem::new(self.code, span, self.message).with_help(self.help);
        problem.fix = self.fix;
        problem
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    /// What the types of the model say themselves, in Chinese: years, amounts.
    fn custom<M: fmt::Display>(message: M) -> Self {
        let message = message.to_string();
        let code = if message.starts_with("年度") {
            codes::VALUE
        } else {
            codes::NUMBER
        };
        if has_chinese(&message) {
            let (fault, help) = with_mend(&message);
            Self {
                sentence: message,
                ..Self::new(code, fault, help)
            }
        } else {
            Self::new(codes::NUMBER, "", NUMBER_HELP)
        }
    }

    fn invalid_type(found: Unexpected<'_>, _: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Unit | Unexpected::Option => "空白",
            Unexpected::Seq => "一个列表",
            Unexpected::Map => "一组栏目",
            Unexpected::Bool(_) => "true 或 false",
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "一个数",
            _ => "别的内容",
        };
        let help = "若是文字，请加引号；否则请对照格式说明检查这一栏。";
        Self::new(codes::TYPE, format!("这里不能写{found}"), help)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn invalid_length(length: usize, _: &dyn Expected) -> Self {
        let message = format!("这里的项数（{length}）不对");
        Self::new(codes::TYPE, message, "请对照格式说明检查这一栏。")
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        let choice = expected.join("、");
        // `万` is `万元`; `千元` is neither `元` nor `万元`
        let near = keys::nearest(found, expected.iter().copied())
            .filter(|near| near.starts_with(found) || found.starts_with(near));
        let message = match near {
            Some(near) => format!("没有“{}”这个选项，是不是“{near}”？", short(found)),
            None => format!("没有“{}”这个选项", short(found)),
        };
        Self::new(codes::VALUE, message, format!("可选：{choice}。"))
    }

    fn unknown_field(key: &str, expected: &'static [&'static str]) -> Self {
        let unknown = keys::unknown_key(key, expected, &[]);
        Self::new(unknown.code, unknown.message, unknown.help)
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(codes::TYPE, format!("缺少“{key}”"), "请补上这一栏。")
    }

    fn duplicate_field(key: &'static str) -> Self {
        Self::new(
            codes::DUPLICATE_KEY,
            format!("“{key}”写了两次"),
            "请留下正确的那一个。",
        )
    }
}

const NUMBER_HELP: &str = "数字只用 0–9 和小数点，如 1495.60；没有数字就留空。";

impl Failure {
    /// A type asked for a value before its key.
    pub(super) fn missing_key() -> Self {
        Self::new(codes::TYPE, "这里的写法与要求的形式不符", "")
    }
}

/// At most twenty characters of a text, on one line.
pub(super) fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if text.chars().count() <= 20 {
        line.to_owned()
    } else {
        line.chars().take(20).chain(['…']).collect()
    }
}

/// What the types of the model say in one sentence, `“约18”不是数字：这一格只写
/// 数字`, as the fault and its mend.
fn with_mend(sentence: &str) -> (String, String) {
    let mut quotes = 0;
    let colon = sentence.char_indices().find(|(_, char)| {
        match char {
            '“' => quotes += 1,
            '”' => quotes -= 1,
            _ => {}
        }
        quotes == 0 && *char == '：'
    });
    let split = colon
        .map(|(at, _)| (&sentence[..at], &sentence[at + '：'.len_utf8()..]))
        .or_else(|| {
            let at = sentence.rfind("，写作 ")?;
            Some((&sentence[..at], &sentence[at + '，'.len_utf8()..]))
        });
    match split {
        Some((fault, mend)) => (fault.to_owned(), format!("{mend}。")),
        None => (sentence.to_owned(), NUMBER_HELP.to_owned()),
    }
}

fn has_chinese(text: &str) -> bool {
    text.chars()
        .any(|char| ('\u{4E00}'..='\u{9FFF}').contains(&char))
}
