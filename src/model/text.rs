//! Small types that several files share: ordered maps, years, money units, and
//! what must never be published.

use super::Amount;
use crate::stored::{Stored, stored_within};
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::marker::PhantomData;

/// A map that keeps the author's order, such as 按收入性质 or 公开.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered<V>(pub Vec<(String, V)>);

/// Names with an amount that may be blank, in the form's money unit.
pub type Items = Ordered<Option<Amount>>;

/// Names with a text, such as the catalogue fields of 信息公开.
pub type Fields = Ordered<String>;

impl<V> Default for Ordered<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Ordered<V> {
    /// The value under `name`.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.iter()
            .find_map(|(key, value)| (key == name).then_some(value))
    }

    /// The entries in the author's order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &V)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Ordered<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OrderedVisitor<V>(PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for OrderedVisitor<V> {
            type Value = Ordered<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
                Ok(Ordered::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries: Vec<(String, V)> = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    if entries.iter().any(|(known, _)| *known == key) {
                        return Err(de::Error::custom(format_args!("duplicate field `{key}`")));
                    }
                    entries.push((key, map.next_value()?));
                }
                Ok(Ordered(entries))
            }
        }

        deserializer.deserialize_map(OrderedVisitor(PhantomData))
    }
}

/// A calendar year, four digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Year(pub u16);

stored_within!(Year);

impl Year {
    /// What its reader says that it expects, by which a deserializer can tell a
    /// year from other text.
    pub const EXPECTED: &str = "a year as text";

    /// Reads `2023`: four digits and nothing else, and no nought before them, which
    /// would not be written again.
    pub fn parse(text: &str) -> Option<Self> {
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let digits = text.len() == 4 && is_number && !text.starts_with('0');
        digits.then(|| text.parse().ok().map(Self)).flatten()
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl<'de> Deserialize<'de> for Year {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct YearVisitor;

        impl Visitor<'_> for YearVisitor {
            type Value = Year;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(Year::EXPECTED)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Year, E> {
                Year::parse(text).ok_or_else(|| {
                    E::custom(format_args!(
                        "年度“{text}”不是四位数字：写作四位数字，如 2023"
                    ))
                })
            }
        }

        deserializer.deserialize_str(YearVisitor)
    }
}

/// The unit that a form's amounts are written in (金额单位).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MoneyUnit {
    /// 1 元.
    #[serde(rename = "元")]
    Yuan,
    /// 10⁴ 元.
    #[serde(rename = "万元")]
    TenThousandYuan,
    /// 10⁸ 元.
    #[serde(rename = "亿元")]
    HundredMillionYuan,
}

impl Stored for MoneyUnit {
    fn store(&self, into: &mut Vec<u8>) {
        self.zeros().store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let zeros = u32::restore(from)?;
        Self::ALL.into_iter().find(|unit| unit.zeros() == zeros)
    }
}

impl MoneyUnit {
    /// All of them.
    const ALL: [Self; 3] = [Self::Yuan, Self::TenThousandYuan, Self::HundredMillionYuan];

    /// The word that is printed.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::TenThousandYuan => "万元",
            Self::HundredMillionYuan => "亿元",
        }
    }

    /// How many 元 one of it is.
    pub fn in_yuan(self) -> Amount {
        Amount::from_int(10_i64.pow(self.zeros()))
    }

    /// The same as a power of ten.
    fn zeros(self) -> u32 {
        match self {
            Self::Yuan => 0,
            Self::TenThousandYuan => 4,
            Self::HundredMillionYuan => 8,
        }
    }

    /// An amount of this unit in another one, exactly: `1.5` 万元 is `15000` 元.
    /// `None` where an amount cannot hold it.
    pub fn convert(self, amount: Amount, to: Self) -> Option<Amount> {
        let ten = |zeros: u32| Amount::from_int(10_i64.pow(zeros));
        let (from, to) = (self.zeros(), to.zeros());
        if from >= to {
            let up = from - to;
            let more = amount.checked_mul(ten(up))?;
            // The places that the zeros took up hold nothing now.
            Some(more.round(amount.places().saturating_sub(up)))
        } else {
            amount.checked_div(ten(to - from))
        }
    }
}

/// What stands under 不公开: read past and never held, so that it cannot reach
/// a page, a download, an index or a log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Private;

impl<'de> Deserialize<'de> for Private {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}
