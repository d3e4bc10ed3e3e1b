//! When a printed figure agrees with the computed one.

use super::Amount;

/// How a declared figure stands to the one computed for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The same value.
    Exact,
    /// The computed one, rounded half up (四舍五入) to the declared one's own
    /// decimal places: 99.37 for 99.3729.
    Rounded,
    /// The computed one, cut off instead of rounded: 9.68 for 9.6852.
    CutOff,
    /// Another figure.
    Off,
}

/// How the sum of printed parts stands to the printed total. The differences
/// are sum − total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SumAgreement {
    /// The parts add up to the total.
    Equal,
    /// They do not, by so little that rounding each for print explains it.
    Rounding(Amount),
    /// They do not add up.
    Off(Amount),
}

impl Amount {
    /// Holds this declared figure against the computed one, to the decimal places
    /// that the declared figure is written with.
    pub fn agreement(self, computed: Self) -> Agreement {
        if self == computed {
            Agreement::Exact
        } else if self == computed.round(self.places()) {
            Agreement::Rounded
        } else if self == computed.cut_off(self.places()) {
            Agreement::CutOff
        } else {
            Agreement::Off
        }
    }

    /// Holds the sum of `parts` against `total`: for money, which is rounded for
    /// print. Scores and weights are not rounded; compare their sum with `==`.
    ///
    /// A sum of n rounded figures may differ from its rounded total by n
    /// half-units of the last printed place and no more: 2502.06 and 204.72 may
    /// stand under 2706.79. That place is the one of the finest part, for a
    /// figure with fewer decimals has its zeros left out (15.3 beside 4591.73).
    /// A part of zero or without decimals is taken as exact. Where the total
    /// itself is written with fewer decimals (but some), its own half-unit is
    /// added.
    ///
    /// `None` on overflow.
    pub fn sum_agreement(total: Self, parts: &[Self]) -> Option<SumAgreement> {
        let difference = Self::sum(parts.iter().copied())?.checked_sub(total)?;
        if difference.is_zero() {
            return Some(SumAgreement::Equal);
        }
        let rounded = || {
            let parts = parts.iter().copied();
            parts.filter(|part| part.places() > 0 && !part.is_zero())
        };
        let finest = rounded().map(Self::places).max().unwrap_or(0);
        let mut tolerance = Self::sum(rounded().map(|_| half_unit(finest)))?;
        if (1..finest).contains(&total.places()) {
            tolerance = tolerance.checked_add(half_unit(total.places()))?;
        }
        Some(if difference.abs() <= tolerance {
            SumAgreement::Rounding(difference)
        } else {
            SumAgreement::Off(difference)
        })
    }
}

/// Half of the last place: 0.005 at two decimal places. Nothing at 28, which no
/// printed figure has.
fn half_unit(places: u32) -> Amount {
    Amount::from_digits(5, places + 1).unwrap_or(Amount::ZERO)
}
