//! The tree → `T`, with every fault of shape in it: unknown and repeated keys,
//! wrong types, values that cannot be read. Each reading stops at its first
//! faulty value; that value is then passed over and the tree is read again.

use super::habits::{self, Habit};
use super::scan::MAX_PROBLEMS;
use super::tree::{Entry, Kind, Node};
use super::{Problem, keys};
use crate::load::codes;
use crate::source::Span;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use std::cell::{Cell, RefCell};
use std::fmt;

/// What came of reading a tree.
pub(super) struct Read<T> {
    /// The data without what was faulty.
    pub(super) data: Option<T>,
    pub(super) problems: Vec<Problem>,
    /// A habit of writing that must be mended in the text before anything else
    /// can be said.
    pub(super) habit: Option<Habit>,
}

/// Reads a tree that was made from `text`.
pub(super) fn read<T: DeserializeOwned>(text: &str, root: &Node) -> Read<T> {
    let findings = Findings {
        text,
        problems: RefCell::default(),
        habit: RefCell::default(),
    };
    findings.repeated_keys(root, true);
    let mut data = None;
    while data.is_none() && findings.problems.borrow().len() < MAX_PROBLEMS {
        match T::deserialize(At {
            node: root,
            findings: &findings,
        }) {
            Ok(read) => data = Some(read),
            Err(failure) => {
                let whole = failure.span.is_none();
                let problem = failure.problem(root.span.clone());
                findings.problems.borrow_mut().push(problem);
                if whole || findings.habit.borrow().is_some() {
                    break;
                }
            }
        }
    }
    Read {
        data,
        problems: findings.problems.into_inner(),
        habit: findings.habit.into_inner(),
    }
}

struct Findings<'a> {
    text: &'a str,
    problems: RefCell<Vec<Problem>>,
    habit: RefCell<Option<Habit>>,
}

impl Findings<'_> {
    /// Reports keys that are written twice in one map, and passes over the later
    /// ones. What stands under 不公开 is not looked at.
    fn repeated_keys(&self, node: &Node, top: bool) {
        for item in node.items() {
            self.repeated_keys(item, false);
        }
        let Kind::Map(entries) = &node.kind else {
            return;
        };
        for (at, entry) in entries.iter().enumerate() {
            if let Some(first) = entries[..at].iter().find(|first| first.key == entry.key) {
                let mut problem = Problem::new(
                    codes::DUPLICATE_KEY,
                    entry.key_span.clone(),
                    format!("“{}”写了两次", entry.key),
                )
                .with_help("同一处一个栏目只能写一次，请留下正确的那一个。");
                problem.related = Some((first.key_span.clone(), "第一次写在这里"));
                self.problems.borrow_mut().push(problem);
                entry.skip.set(true);
            } else if !(top && entry.key == "不公开") {
                self.repeated_keys(&entry.value, false);
            }
        }
    }

    /// Reports keys that a struct does not know, and passes over them.
    fn unknown_keys(&self, entries: &[Entry], fields: &[&'static str]) {
        for (at, entry) in entries.iter().enumerate() {
            if entry.skip.get() || fields.contains(&entry.key.as_str()) {
                continue;
            }
            if let Some(habit) = habits::in_key(self.text, &entry.key_span) {
                self.habit.borrow_mut().get_or_insert(habit);
            }
            let after_private = entries[..at].iter().rev().find(|before| !before.skip.get());
            let problem = if after_private
                .is_some_and(|before| before.key == "不公开" && before.value.is_blank())
            {
                let end = entries
                    .get(at + 1)
                    .map_or(self.text.len(), |next| next.key_span.start);
                let mut problem = Problem::new(
                    codes::UNKNOWN_KEY,
                    entry.key_span.clone(),
                    "“不公开”之下的内容没有缩进",
                );
                problem.private = Some(entry.key_span.start..end);
                problem
            } else {
                unknown_key(entry, fields)
            };
            self.problems.borrow_mut().push(problem);
            entry.skip.set(true);
        }
    }
}

fn unknown_key(entry: &Entry, fields: &[&'static str]) -> Problem {
    let key = &entry.key;
    let problem =
        |message: String| Problem::new(codes::UNKNOWN_KEY, entry.key_span.clone(), message);
    // a map between braces, `{分值：10}`: the whole pair came out as a key
    if let Some((name, value)) = key.split_once(['：', ':'])
        && entry.value.is_blank()
        && fields.contains(&name.trim())
    {
        return Problem::new(
            codes::SYNTAX,
            entry.key_span.clone(),
            format!("“{key}”的冒号要用半角，后面空一格"),
        )
        .with_help(format!("写作“{}: {}”。", name.trim(), value.trim()));
    }
    if let Some(home) = keys::home(key) {
        return problem(format!("“{key}”不写在这里"))
            .with_help(format!("“{key}”应写在{home}，请检查缩进。"));
    }
    if let Some(near) = keys::nearest(key, fields.iter().copied()) {
        return problem(format!("没有“{key}”这个栏目，是不是“{near}”？"))
            .with_help(format!("把“{key}”改成“{near}”。"));
    }
    problem(format!("没有“{key}”这个栏目")).with_help(format!("这里可写：{}。", fields.join("、")))
}

/// Why a reading stopped.
#[derive(Debug)]
struct Failure {
    code: &'static str,
    message: String,
    help: String,
    span: Option<Span>,
}

impl Failure {
    fn new(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
            span: None,
        }
    }

    /// Found at this value, if not already further in. It is passed over from
    /// now on.
    fn at(mut self, span: &Span, skip: &Cell<bool>) -> Self {
        if self.span.is_none() {
            self.span = Some(span.clone());
            skip.set(true);
        }
        self
    }

    fn problem(self, whole: Span) -> Problem {
        Problem::new(self.code, self.span.unwrap_or(whole), self.message).with_help(self.help)
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
        if message.starts_with("年度") {
            Self::new(codes::VALUE, message, "")
        } else if has_chinese(&message) {
            Self::new(codes::NUMBER, message, "")
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
        let message = match keys::nearest(found, expected.iter().copied()) {
            Some(near) => format!("没有“{}”这个选项，是不是“{near}”？", short(found)),
            None => format!("没有“{}”这个选项", short(found)),
        };
        Self::new(codes::VALUE, message, format!("可选：{choice}。"))
    }

    fn unknown_field(key: &str, expected: &'static [&'static str]) -> Self {
        let message = match keys::nearest(key, expected.iter().copied()) {
            Some(near) => format!("没有“{key}”这个栏目，是不是“{near}”？"),
            None => format!("没有“{key}”这个栏目"),
        };
        let help = format!("这里可写：{}。", expected.join("、"));
        Self::new(codes::UNKNOWN_KEY, message, help)
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

/// A value that is being read.
#[derive(Clone, Copy)]
struct At<'t> {
    node: &'t Node,
    findings: &'t Findings<'t>,
}

impl<'t> At<'t> {
    /// The plain text, when the value is one without quotes.
    fn plain(&self) -> Option<&'t str> {
        match &self.node.kind {
            Kind::Scalar { text, plain: true } => Some(text),
            _ => None,
        }
    }

    fn mismatch(&self, expected: &str, help: &str) -> Failure {
        let found = match &self.node.kind {
            Kind::Scalar { .. } if self.node.is_blank() => "是空白".to_owned(),
            Kind::Scalar { text, .. } => format!("写成了“{}”", short(text)),
            Kind::List(_) => "写成了一个列表".to_owned(),
            Kind::Map(_) => "写成了一组“栏目: 内容”".to_owned(),
        };
        Failure::new(codes::TYPE, format!("这里应写{expected}，却{found}"), help)
    }

    /// A failure where keys or items are expected: if a habit of writing explains
    /// it, that is what will be told.
    fn no_structure(&self, expected: &str, help: &str) -> Failure {
        if let Some(habit) = habits::in_value(self.findings.text, &self.node.span) {
            self.findings.habit.borrow_mut().get_or_insert(habit);
        }
        self.mismatch(expected, help)
    }

    /// A failure of the value itself, with what only its text can tell.
    fn named(&self, mut failure: Failure) -> Failure {
        if failure.span.is_some() {
            return failure;
        }
        let text = match &self.node.kind {
            Kind::Scalar { text, .. } => text.as_str(),
            _ => "",
        };
        if failure.message.is_empty() {
            failure.message = format!("“{}”不是能读懂的数", short(text));
        }
        if failure.code == codes::NUMBER && text.starts_with(['“', '”', '‘']) {
            failure.help = "请去掉引号，只写数字。".to_owned();
        }
        failure
    }
}

impl<'de> Deserializer<'de> for At<'_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.kind {
            Kind::List(_) => self.deserialize_seq(visitor),
            Kind::Map(_) => self.deserialize_map(visitor),
            Kind::Scalar { text, plain } => match text.as_str() {
                "" | "~" | "null" | "Null" | "NULL" if *plain => visitor.visit_unit(),
                "true" | "True" | "TRUE" if *plain => visitor.visit_bool(true),
                "false" | "False" | "FALSE" if *plain => visitor.visit_bool(false),
                text if *plain && text.parse::<f64>().is_ok() => match text.parse() {
                    Ok(number) => visitor.visit_i64(number),
                    Err(_) => visitor.visit_f64(0.0),
                },
                text => visitor.visit_str(text),
            },
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.kind {
            Kind::Scalar { text, .. } => visitor.visit_str(text),
            Kind::List(_) => Err(self.mismatch(
                "一段文字或一个数",
                "请去掉行首的“-”和方括号；要分行，就在冒号后写“|”，下一行起缩进两格写正文。",
            )),
            Kind::Map(_) => Err(self.mismatch(
                "一段文字或一个数",
                "若内容里本来就有冒号，请给整段内容加引号；否则请检查缩进。",
            )),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.plain() {
            Some("true" | "True" | "TRUE") => visitor.visit_bool(true),
            Some("false" | "False" | "FALSE") => visitor.visit_bool(false),
            _ => {
                let mut failure =
                    self.mismatch("true（是）或 false（否）", "写 true 或 false，不加引号。");
                failure.code = codes::VALUE;
                Err(failure)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.plain() {
            Some("" | "~" | "null" | "Null" | "NULL") => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.kind {
            Kind::List(items) => visitor.visit_seq(Items {
                items: items.iter(),
                findings: self.findings,
            }),
            _ if self.node.is_blank() => visitor.visit_seq(Items {
                items: [].iter(),
                findings: self.findings,
            }),
            _ => Err(self.no_structure("一个列表", "每一项另起一行，以“- ”开头。")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let entries = match &self.node.kind {
            Kind::Map(entries) => &entries[..],
            _ if self.node.is_blank() => &[],
            Kind::List(_) => {
                return Err(self.mismatch("一组“栏目: 内容”", "这里只有一组，请去掉行首的“- ”。"));
            }
            Kind::Scalar { .. } => {
                let help = "每个栏目另起一行并缩进，写作“栏目: 内容”，冒号用半角，后面空一格。";
                return Err(self.no_structure("一组“栏目: 内容”", help));
            }
        };
        visitor.visit_map(Entries {
            entries: entries.iter(),
            value: None,
            findings: self.findings,
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        if let Kind::Map(entries) = &self.node.kind {
            self.findings.unknown_keys(entries, fields);
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match &self.node.kind {
            Kind::Scalar { text, .. } => {
                let choice: StrDeserializer<'_, Failure> = text.as_str().into_deserializer();
                visitor.visit_enum(choice)
            }
            _ => Err(self.mismatch("一个选项", &format!("可选：{}。", variants.join("、")))),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf
        unit unit_struct tuple tuple_struct identifier
    }
}

struct Items<'t> {
    items: std::slice::Iter<'t, Node>,
    findings: &'t Findings<'t>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        let Some(node) = self.items.find(|item| !item.skip.get()) else {
            return Ok(None);
        };
        let at = At {
            node,
            findings: self.findings,
        };
        seed.deserialize(at)
            .map(Some)
            .map_err(|failure| at.named(failure).at(&node.span, &node.skip))
    }
}

struct Entries<'t> {
    entries: std::slice::Iter<'t, Entry>,
    value: Option<&'t Entry>,
    findings: &'t Findings<'t>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Failure;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        self.value = self.entries.find(|entry| !entry.skip.get());
        let Some(entry) = self.value else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, Failure> = entry.key.as_str().into_deserializer();
        seed.deserialize(key)
            .map(Some)
            .map_err(|failure| failure.at(&entry.key_span, &entry.skip))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Failure> {
        let Some(entry) = self.value.take() else {
            return Err(Failure::missing_key());
        };
        let at = At {
            node: &entry.value,
            findings: self.findings,
        };
        let place = if entry.value.is_blank() {
            &entry.key_span
        } else {
            &entry.value.span
        };
        seed.deserialize(at)
            .map_err(|failure| at.named(failure).at(place, &entry.skip))
    }
}

impl Failure {
    /// A type asked for a value before its key.
    fn missing_key() -> Self {
        Self::new(codes::TYPE, "这里的写法与要求的形式不符", "")
    }
}

/// At most twenty characters of a text, on one line.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if text.chars().count() <= 20 {
        line.to_owned()
    } else {
        line.chars().take(20).chain(['…']).collect()
    }
}

fn has_chinese(text: &str) -> bool {
    text.chars()
        .any(|char| ('\u{4E00}'..='\u{9FFF}').contains(&char))
}
