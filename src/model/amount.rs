//! The only arithmetic on money, rates and scores: exact decimals that keep the
//! precision they were written with.

mod agreement;
#[cfg(test)]
mod tests;
mod written;

pub use agreement::{Agreement, SumAgreement};
pub use written::AmountError;

use crate::stored::{Stored, stored_within};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// An exact decimal as written: `1495.60` stays `1495.60`. Money (in the form's
/// unit), scores and weights (分) are amounts. Equality and order are by value:
/// `10` equals `10.00`.
///
/// What can be read is up to 28 significant digits, of them up to 10 decimal
/// places; what is computed has up to 28 digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(Decimal);

/// A rate in percent, 0–100 for a plain share: `99.37%` holds 99.37. Never
/// negative where it was read; over 100 it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub Amount);

impl Amount {
    /// Nothing, without decimal places.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// A hundred: full marks in 分, or the whole in percent.
    pub const HUNDRED: Self = Self(Decimal::ONE_HUNDRED);

    /// A whole number.
    pub fn from_int(number: i64) -> Self {
        Self(Decimal::from(number))
    }

    /// Reads a written amount: `1495.60`, `-3.5`, `4,591.73`, `４５９１．７３`,
    /// with spaces around it. A trailing `分` is read past, as 株洲 writes `10分`
    /// in its 分值 column.
    ///
    /// # Errors
    ///
    /// Whatever else there is in the text, and whatever could be read in two
    /// ways (`1,23`, `010`, `1e3`), in words for the person who wrote it.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        written::amount(text)
    }

    /// `digits` with the last `places` of them after the point; `None` where an
    /// amount cannot hold it.
    fn from_digits(digits: i128, places: u32) -> Option<Self> {
        Decimal::try_from_i128_with_scale(digits, places)
            .ok()
            .map(Self)
    }

    // There is one zero: without this, -0.4 rounded would print as -0.
    fn of(mut decimal: Decimal) -> Self {
        if decimal.is_zero() {
            decimal.set_sign_positive(true);
        }
        Self(decimal)
    }

    /// How many decimal places it is written with.
    pub fn places(self) -> u32 {
        self.0.scale()
    }

    /// The exact sum, with the decimal places of the finer one; `None` where it
    /// has more digits than an amount holds.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let places = self.places().max(other.places());
        let sum = self
            .digits_at(places)?
            .checked_add(other.digits_at(places)?)?;
        Self::from_digits(sum, places)
    }

    /// The exact difference, with the decimal places of the finer one; `None`
    /// where it has more digits than an amount holds.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self::of(-other.0))
    }

    /// The product, exact as long as 28 digits hold it; `None` on overflow.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        self.0.checked_mul(other.0).map(Self::of)
    }

    /// The quotient to 28 digits; `None` for a division by zero or on overflow.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.0.checked_div(other.0).map(Self::of)
    }

    /// The exact sum of them all, zero where there are none; `None` on overflow.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// Its digits as a whole number, when written with so many decimal places.
    fn digits_at(self, places: u32) -> Option<i128> {
        let further = places.checked_sub(self.places())?;
        self.0.mantissa().checked_mul(10i128.checked_pow(further)?)
    }

    /// Rounded half up, away from zero (四舍五入), to at most so many decimal
    /// places: 2.345 gives 2.35, and 10 stays 10.
    #[must_use]
    pub fn round(self, places: u32) -> Self {
        Self::of(
            self.0
                .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero),
        )
    }

    /// Rounded as by [`Amount::round`], and written with exactly so many decimal
    /// places: 97 with two is 97.00.
    #[must_use]
    pub fn with_places(self, places: u32) -> Self {
        let mut rounded = self.round(places).0;
        rounded.rescale(places);
        Self(rounded)
    }

    /// Cut off after so many decimal places.
    fn cut_off(self, places: u32) -> Self {
        Self::of(
            self.0
                .round_dp_with_strategy(places, RoundingStrategy::ToZero),
        )
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// The nearest binary fraction, for what can hold nothing else: the
    /// coordinates of a drawing, the cells of a spreadsheet. Never reckoned with:
    /// it is not the amount any more.
    pub fn to_f64(self) -> f64 {
        self.0.to_f64().unwrap_or_default()
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written(Self::parse, EXPECTED_FIGURE))
    }
}

/// The digits and how many of them stand after the point.
impl Stored for Amount {
    fn store(&self, into: &mut Vec<u8>) {
        self.0.mantissa().to_le_bytes().store(into);
        self.places().store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let digits = Stored::restore(from)?;
        Self::from_digits(i128::from_le_bytes(digits), u32::restore(from)?)
    }
}

stored_within!(Percent);

impl Percent {
    /// Reads a written rate: `99.37%`, `１００％`, `10 %`.
    ///
    /// # Errors
    ///
    /// A number without the sign (0.98 may mean 98% or 0.98%), a negative one,
    /// and what [`Amount::parse`] refuses.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        written::percent(text).map(Self)
    }

    /// The share of `part` in `whole`, to 28 digits; `None` where `whole` is zero.
    pub fn of(part: Amount, whole: Amount) -> Option<Self> {
        part.checked_mul(Amount::HUNDRED)?
            .checked_div(whole)
            .map(Self)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written(Self::parse, EXPECTED_RATE))
    }
}

/// What the reader of an [`Amount`] says that it expects, by which a deserializer
/// can tell a figure from other text.
pub const EXPECTED_FIGURE: &str = "a figure as text";

/// What the reader of a [`Percent`] says that it expects.
pub const EXPECTED_RATE: &str = "a rate as text";

/// Reads the scalar's own text: asked for a number, a deserializer would go
/// through a float and lose digits and trailing zeros.
struct Written<T>(fn(&str) -> Result<T, AmountError>, &'static str);

impl<T> Visitor<'_> for Written<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}
