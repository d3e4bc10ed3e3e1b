//! What the loader reads, found by reading: a type of the model is asked to read
//! itself from a document that records every question. So the schemas have the
//! keys, the nesting and the choices of the loader, and cannot have others.

use crate::form::{Column, Field, Keyed};
use crate::model::amount::{EXPECTED_FIGURE, EXPECTED_RATE};
use crate::model::{Indicator, Year};
use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::cell::RefCell;
use std::fmt;

/// What may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A text, or whatever can stand for one.
    Text,
    /// An amount: digits.
    Figure,
    /// A rate with its percent sign.
    Rate,
    /// Four digits.
    Year,
    /// Yes or no.
    Flag,
    /// One of these words; whether it may be left blank.
    Choice(&'static [&'static str], bool),
    /// A list of these.
    List(Box<Shape>),
    /// Names of the author's own, each with one of these.
    Named(Box<Shape>),
    /// The record of this name.
    Record(&'static str),
    /// The record of this name, or its 键 alone.
    KeyOr(&'static str),
    /// Whatever the author likes; nobody reads it.
    Unread,
}

/// A type with keys of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The type's name in the model.
    pub name: &'static str,
    /// Its keys, in the order of the paper form.
    pub keys: Vec<(&'static str, Shape)>,
}

/// All records that `T` is made of, its own first.
pub fn records<'de, T: Deserialize<'de>>() -> Vec<Record> {
    let records = RefCell::default();
    // The answers below fit every type of the model; a test holds that.
    let _ = shape_of::<T>(&records);
    records.into_inner()
}

fn shape_of<'de, T: Deserialize<'de>>(records: &RefCell<Vec<Record>>) -> Result<Shape, Refused> {
    let shape = RefCell::new(Shape::Unread);
    T::deserialize(Question {
        records,
        shape: &shape,
        may_be_blank: false,
    })?;
    Ok(shape.into_inner())
}

/// A document that gives the plainest answer and keeps what it was asked for.
struct Question<'r> {
    records: &'r RefCell<Vec<Record>>,
    shape: &'r RefCell<Shape>,
    may_be_blank: bool,
}

impl<'r> Question<'r> {
    fn is(&self, shape: Shape) {
        self.shape.replace(shape);
    }

    /// Reads a record with these keys; one that is known already is not gone into
    /// again, for rows hold rows.
    fn record<'de, V: Visitor<'de>>(
        self,
        name: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.is(Shape::Record(name));
        let is_known = self.records.borrow().iter().any(|one| one.name == name);
        let unasked = match is_known {
            true => &[],
            false => keys,
        };
        if !is_known {
            let keys = Vec::with_capacity(keys.len());
            self.records.borrow_mut().push(Record { name, keys });
        }
        visitor.visit_map(Keys {
            records: self.records,
            of: name,
            unasked: unasked.iter(),
            asked: None,
        })
    }
}

impl<'de> Deserializer<'de> for Question<'_> {
    type Error = Refused;

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let expected = (&visitor as &dyn Expected).to_string();
        let (shape, answer) = match expected.as_str() {
            EXPECTED_FIGURE => (Shape::Figure, "1"),
            EXPECTED_RATE => (Shape::Rate, "1%"),
            Year::EXPECTED => (Shape::Year, "2023"),
            _ => (Shape::Text, ""),
        };
        self.is(shape);
        visitor.visit_str(answer)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.is(Shape::Flag);
        visitor.visit_bool(false)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_some(Question {
            may_be_blank: true,
            ..self
        })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let item = RefCell::new(Shape::Unread);
        let one = One {
            records: self.records,
            shape: Some(&item),
        };
        let value = visitor.visit_seq(one);
        self.is(Shape::List(Box::new(item.into_inner())));
        value
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        if (&visitor as &dyn Expected).to_string() == Indicator::EXPECTED {
            return self.record("Indicator", &Indicator::KEYS, visitor);
        }
        let item = RefCell::new(Shape::Unread);
        let one = One {
            records: self.records,
            shape: Some(&item),
        };
        let value = visitor.visit_map(one);
        self.is(Shape::Named(Box::new(item.into_inner())));
        value
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.record(name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.is(Shape::Choice(variants, self.may_be_blank));
        let first: StrDeserializer<'_, Refused> = variants
            .first()
            .copied()
            .unwrap_or_default()
            .into_deserializer();
        visitor.visit_enum(first)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.is(Shape::Unread);
        visitor.visit_unit()
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let expected = (&visitor as &dyn Expected).to_string();
        let item = match expected.as_str() {
            <Field as Keyed>::EXPECTED => shape_of::<Field>(self.records)?,
            <Column as Keyed>::EXPECTED => shape_of::<Column>(self.records)?,
            _ => return Err(Refused(expected)),
        };
        if let Shape::Record(name) = item {
            self.is(Shape::KeyOr(name));
        }
        visitor.visit_str("")
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf
        unit unit_struct newtype_struct tuple tuple_struct identifier
    }
}

/// The keys of a record, asked for one after the other.
struct Keys<'r> {
    records: &'r RefCell<Vec<Record>>,
    of: &'static str,
    unasked: std::slice::Iter<'static, &'static str>,
    asked: Option<&'static str>,
}

impl<'de> MapAccess<'de> for Keys<'_> {
    type Error = Refused;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refused> {
        self.asked = self.unasked.next().copied();
        let Some(key) = self.asked else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, Refused> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refused> {
        let shape = RefCell::new(Shape::Unread);
        let value = seed.deserialize(Question {
            records: self.records,
            shape: &shape,
            may_be_blank: false,
        })?;
        let mut records = self.records.borrow_mut();
        let record = records.iter_mut().find(|one| one.name == self.of);
        if let (Some(record), Some(key)) = (record, self.asked) {
            record.keys.push((key, shape.into_inner()));
        }
        Ok(value)
    }
}

/// One item of a list or of a map with names of the author's own.
struct One<'r> {
    records: &'r RefCell<Vec<Record>>,
    shape: Option<&'r RefCell<Shape>>,
}

impl<'r> One<'r> {
    fn question(&mut self) -> Option<Question<'r>> {
        let records = self.records;
        self.shape.take().map(|shape| Question {
            records,
            shape,
            may_be_blank: false,
        })
    }
}

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refused> {
        self.question()
            .map(|question| seed.deserialize(question))
            .transpose()
    }
}

impl<'de> MapAccess<'de> for One<'_> {
    type Error = Refused;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refused> {
        let name: StrDeserializer<'_, Refused> = "名称".into_deserializer();
        match self.shape {
            Some(_) => seed.deserialize(name).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refused> {
        match self.question() {
            Some(question) => seed.deserialize(question),
            None => Err(Refused(String::new())),
        }
    }
}

/// A type that the answers do not fit.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self(message.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;
    use crate::model::{BaseData, Region, Report, Site, Unit};

    #[test]
    fn every_file_of_an_author_can_be_asked_for_its_keys() {
        let records = RefCell::default();
        for shape in [
            shape_of::<Site>(&records),
            shape_of::<Region>(&records),
            shape_of::<Unit>(&records),
            shape_of::<Report>(&records),
            shape_of::<BaseData>(&records),
            shape_of::<Form>(&records),
        ] {
            assert!(matches!(shape, Ok(Shape::Record(_))), "{shape:?}");
        }
        assert_eq!(records.borrow().len(), 24);
    }

    #[test]
    fn the_keys_are_those_that_are_read() {
        let records = records::<Report>();
        let keys = |name: &str| {
            let record = records.iter().find(|one| one.name == name).unwrap();
            record.keys.clone()
        };
        let row: Vec<&str> = keys("Indicator").iter().map(|(key, _)| *key).collect();
        assert_eq!(row, Indicator::KEYS);
        let of = |record, key| keys(record).into_iter().find(|one| one.0 == key).unwrap().1;
        assert_eq!(of("Report", "年度"), Shape::Year);
        assert_eq!(
            of("Report", "金额单位"),
            Shape::Choice(&["元", "万元", "亿元"], true)
        );
        assert_eq!(of("Report", "公开"), Shape::Named(Box::new(Shape::Text)));
        assert_eq!(of("Report", "不公开"), Shape::Unread);
        assert_eq!(of("Funds", "执行率"), Shape::Rate);
        assert_eq!(of("Funds", "得分"), Shape::Figure);
        assert_eq!(of("Indicator", "并入上行"), Shape::Flag);
        assert_eq!(
            of("Goal", "绩效指标"),
            Shape::List(Box::new(Shape::Record("Indicator")))
        );
    }
}
