//! The tree as serde reads it: each value tells what is wrong with it.

use super::super::tree::{Entry, Kind, Node};
use super::super::{figures as writing, habits};
use super::Findings;
use super::failure::{Failure, short};
use crate::load::codes;
use crate::model::amount::{EXPECTED_FIGURE, EXPECTED_RATE};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// A value that is being read.
#[derive(Clone, Copy)]
pub(super) struct At<'t> {
    pub(super) node: &'t Node,
    pub(super) findings: &'t Findings<'t>,
}

impl<'t> At<'t> {
    /// The plain text, when the value is one without quotes.
    fn plain(&self) -> Option<&'t str> {
        match &self.node.kind {
            Kind::Scalar { text, plain: true } => Some(text),
            _ => None,
        }
    }

    /// The text of a list or map between brackets.
    fn bracketed(&self) -> Option<&'t str> {
        let text = self.findings.text.get(self.node.span.clone())?;
        text.starts_with(['[', '{']).then_some(text)
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
        if failure.code == codes::NUMBER && text.starts_with('#') {
            failure.help = "这是 Excel 公式出错的结果：请改正公式，抄录真正的数。".to_owned();
        }
        let bare = text.trim_matches(['“', '”', '‘', '’']);
        if failure.code == codes::NUMBER && bare != text {
            failure.message = "数字加了引号".to_owned();
            failure.help = format!("请去掉引号，只写 {}。", short(bare));
        }
        failure.fix = writing::rewritten(text, &failure.sentence);
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
            Kind::Scalar { text, .. } => {
                if let Some(noted) = &self.findings.noted
                    && [EXPECTED_FIGURE, EXPECTED_RATE]
                        .contains(&&*(&visitor as &dyn Expected).to_string())
                {
                    noted
                        .borrow_mut()
                        .figures
                        .push((self.node.span.clone(), text.clone()));
                }
                visitor.visit_str(text)
            }
            Kind::List(_) | Kind::Map(_) if self.bracketed().is_some() => {
                let text = habits::in_quotes(self.bracketed().unwrap_or_default());
                let help = format!("只写一项的，去掉括号；括号是内容里的，请加引号：{text}。");
                Err(self.mismatch("一段文字或一个数", &help))
            }
            Kind::List(_) => Err(self.mismatch(
                "一段文字或一个数",
                "请去掉行首的“-”；要分行，就在冒号后写“|”，下一行起缩进两格写正文。",
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
            _ => Err(self.no_structure("一个列表", "每一项另起一行，缩进两格，以“- ”开头。")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let entries = match &self.node.kind {
            Kind::Map(entries) => &entries[..],
            _ if self.node.is_blank() => &[],
            Kind::List(_) => {
                return Err(self.mismatch("一组“栏目: 内容”", "这里只有一组，请去掉行首的“- ”。"));
            }
            Kind::Scalar { text, .. } if text.contains('\t') => {
                let help = "像是从 Excel 里直接粘贴来的：请一栏一行，写作“栏目: 内容”。";
                return Err(self.no_structure("一组“栏目: 内容”", help));
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
            if let Some(noted) = &self.findings.noted {
                noted.borrow_mut().fields.insert(self.node.start, fields);
            }
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
        seed.deserialize(at).map_err(|mut failure| {
            let is_choice = failure.code == codes::VALUE && failure.message.starts_with("没有");
            if is_choice && failure.span.is_none() {
                failure.message = format!("“{}”栏{}", entry.key, failure.message);
            }
            at.named(failure).at(place, &entry.skip)
        })
    }
}
