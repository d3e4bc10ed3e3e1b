//! Figures of money that may stand in different units: when two of them agree,
//! and when one is a slip between 元, 万元 and 亿元.

use super::FiledReport;
use super::prose::is_swapped;
use crate::folder::Document;
use crate::model::{Amount, BaseData, MoneyUnit, Report};
use std::fmt;

/// An amount with the unit that it is written in, where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The figure as written.
    pub amount: Amount,
    /// 元, 万元 or 亿元.
    pub unit: Option<MoneyUnit>,
}

/// By how much two figures of the same money are apart when one of them is
/// written in another unit than it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// 10⁴: between 元 and 万元, or 万元 and 亿元.
    TenThousand,
    /// 10⁸: between 元 and 亿元.
    HundredMillion,
}

/// Significant digits from which rounding is believed: 1431.36 beside 14313567,
/// but not 5 beside 48000.
const TELLING_DIGITS: usize = 3;

impl Money {
    /// A figure in this unit.
    pub fn new(amount: Amount, unit: Option<MoneyUnit>) -> Self {
        Self { amount, unit }
    }

    /// In 元, where the unit is known.
    pub fn in_yuan(self) -> Option<Amount> {
        self.amount.checked_mul(self.unit?.in_yuan())
    }

    /// Whether both are the same money, each as far as it is written: 1431.36
    /// beside 1431.362. Without both units they are taken to be the same one.
    pub fn agrees(self, other: Self) -> bool {
        let [Some((one, one_half)), Some((two, two_half))] = self.both_exact(other) else {
            return false;
        };
        let apart = one.checked_sub(two).map(Amount::abs);
        apart.is_some_and(|apart| apart <= one_half.max(two_half))
    }

    /// How far apart two figures in the same unit are.
    pub fn apart(self, other: Self) -> Option<Self> {
        let amount = self.amount.checked_sub(other.amount)?.abs();
        (self.unit == other.unit).then_some(Self::new(amount, self.unit))
    }

    /// The slip that explains why the two do not agree; `None` where they agree,
    /// or are apart by anything else.
    pub fn slip(self, other: Self) -> Option<Slip> {
        if self.agrees(other) || self.amount.is_zero() || other.amount.is_zero() {
            return None;
        }
        [Slip::TenThousand, Slip::HundredMillion]
            .into_iter()
            .find(|slip| self.is_off_by(*slip, other) || other.is_off_by(*slip, self))
    }

    /// Whether the other is this, so many times over.
    fn is_off_by(self, slip: Slip, larger: Self) -> bool {
        let times = match slip {
            Slip::TenThousand => MoneyUnit::TenThousandYuan.in_yuan(),
            Slip::HundredMillion => MoneyUnit::HundredMillionYuan.in_yuan(),
        };
        let [Some((small, half)), Some((large, _))] = self.both_exact(larger) else {
            return false;
        };
        let (Some(small), Some(half)) = (small.checked_mul(times), half.checked_mul(times)) else {
            return false;
        };
        let apart = small.checked_sub(large).map(Amount::abs);
        let tolerance = if self.has_telling_digits() {
            half
        } else {
            Amount::ZERO
        };
        apart.is_some_and(|apart| apart <= tolerance)
    }

    fn has_telling_digits(self) -> bool {
        let text = self.amount.abs().to_string().replace('.', "");
        text.trim_start_matches('0').len() >= TELLING_DIGITS
    }

    /// Both figures with half of their last place: in 元, or as they stand where
    /// the unit of one is not known.
    fn both_exact(self, other: Self) -> [Option<(Amount, Amount)>; 2] {
        let known = self.unit.is_some() && other.unit.is_some();
        [self, other].map(|money| {
            let unit = money
                .unit
                .filter(|_| known)
                .map_or(Amount::from_int(1), MoneyUnit::in_yuan);
            let ten = 10i64.checked_pow(money.amount.places() + 1)?;
            let half = Amount::from_int(5).checked_div(Amount::from_int(ten))?;
            Some((money.amount.checked_mul(unit)?, half.checked_mul(unit)?))
        })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.unit.map_or("", MoneyUnit::chinese);
        write!(f, "{}{unit}", self.amount)
    }
}

impl Slip {
    /// `一万倍`.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::TenThousand => "一万倍",
            Self::HundredMillion => "一亿倍",
        }
    }
}

/// The unit of a report's amounts: its own, or else its form's.
pub fn unit_of_report(document: &Document<Report>) -> Option<MoneyUnit> {
    document.money_unit()
}

/// The same of a filed report.
pub fn unit_of_filed(filed: &FiledReport<'_>) -> Option<MoneyUnit> {
    filed.form.money_unit_of(filed.report.money_unit)
}

/// The unit of a table of base data: its own, or else its form's.
pub fn unit_of_base(document: &Document<BaseData>) -> Option<MoneyUnit> {
    document.money_unit()
}

/// What to look at when named parts do not add up to a total because one of
/// them, or the total, is written in another unit; `None` where that does not
/// explain it.
pub fn slip_in_sum(total: Amount, parts: &[(&str, Amount)]) -> Option<String> {
    let sum = Amount::sum(parts.iter().map(|(_, part)| *part))?;
    if let Some(slip) = Money::new(sum, None).slip(Money::new(total, None)) {
        let times = slip.chinese();
        return Some(format!(
            "合计与总额正好相差{times}，疑似元和万元填混，按表上的金额单位填写"
        ));
    }
    if let Some(slip) = swapped_digits(total, sum, parts) {
        return Some(slip);
    }
    let times = MoneyUnit::TenThousandYuan.in_yuan();
    parts.iter().find_map(|(name, part)| {
        let others = sum.checked_sub(*part)?;
        let right = [part.checked_div(times)?, part.checked_mul(times)?];
        let right = right.into_iter().find(|right| {
            let mended = others.checked_add(*right);
            !part.is_zero() && mended == Some(total)
        })?;
        Some(format!(
            "“{name}”{part} 疑似元和万元填混，填 {right} 时合计正好是 {total}"
        ))
    })
}

/// The part of a sum that would make it right with two neighbouring digits in the
/// other order, where there is but one such part.
fn swapped_digits(total: Amount, sum: Amount, parts: &[(&str, Amount)]) -> Option<String> {
    let mut slips = parts.iter().filter_map(|(name, part)| {
        let others = sum.checked_sub(*part)?;
        let right = total.checked_sub(others)?;
        is_swapped(&part.to_string(), &right.to_string()).then(|| {
            format!("“{name}”{part} 疑似两位数字写颠倒，填 {right} 时合计正好是 {total}；其他各项也请核对")
        })
    });
    let first = slips.next()?;
    slips.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_digits_that_explain_a_sum_are_named() {
        let amount = |text| Amount::parse(text).unwrap();
        let parts = [
            ("一般公共预算", amount("2163.80")),
            ("政府性基金拨款", amount("110")),
        ];
        let slip = slip_in_sum(amount("2246.80"), &parts).unwrap();
        assert!(
            slip.starts_with("“一般公共预算”2163.80 疑似两位数字写颠倒，填 2136.80"),
            "{slip}"
        );
        let parts = [("甲", amount("100.10")), ("乙", amount("20.00"))];
        assert_eq!(slip_in_sum(amount("130.00"), &parts), None);
    }

    fn money(text: &str) -> Money {
        let number = text.trim_end_matches(['亿', '万', '元']);
        let unit = match &text[number.len()..] {
            "元" => Some(MoneyUnit::Yuan),
            "万元" => Some(MoneyUnit::TenThousandYuan),
            "亿元" => Some(MoneyUnit::HundredMillionYuan),
            _ => None,
        };
        Money::new(Amount::parse(number).unwrap(), unit)
    }

    #[test]
    fn money_agrees_as_far_as_it_is_written() {
        for (one, two) in [
            ("1431.36万元", "1431.36万元"),
            ("1431.36万元", "14313567.89元"),
            ("15.3万元", "15.30万元"),
            ("1.8亿元", "18131.56万元"),
            ("1431.36", "1431.4"),
            ("1431.36万元", "1431.36"),
        ] {
            assert!(money(one).agrees(money(two)), "{one} {two}");
            assert!(money(two).agrees(money(one)), "{two} {one}");
        }
        for (one, two) in [
            ("1431.36万元", "1426.36万元"),
            ("20万元", "15.3万元"),
            ("1431.36万元", "1431.36元"),
        ] {
            assert!(!money(one).agrees(money(two)), "{one} {two}");
        }
    }

    #[test]
    fn a_slip_is_exactly_ten_thousand_or_a_hundred_million() {
        for (one, two, slip) in [
            ("20", "200000", Slip::TenThousand),
            ("1431.36万元", "14313567.89万元", Slip::TenThousand),
            ("1431.36万元", "1431.36元", Slip::TenThousand),
            ("2亿元", "2元", Slip::HundredMillion),
        ] {
            assert_eq!(money(one).slip(money(two)), Some(slip), "{one} {two}");
            assert_eq!(money(two).slip(money(one)), Some(slip), "{two} {one}");
        }
        for (one, two) in [
            ("20", "20"),
            ("20", "210000"),
            ("5", "48000"),
            ("0", "10000"),
            ("20", "20000"),
            ("1431.36万元", "14313600元"),
        ] {
            assert_eq!(money(one).slip(money(two)), None, "{one} {two}");
        }
    }

    #[test]
    fn a_part_in_another_unit_is_named_with_what_it_should_be() {
        let amount = |text: &str| Amount::parse(text).unwrap();
        let said = |total, parts: [&str; 2]| {
            let parts = [
                ("基本支出", amount(parts[0])),
                ("项目支出", amount(parts[1])),
            ];
            slip_in_sum(amount(total), &parts)
        };
        assert_eq!(
            said("2317.20", ["1453.22", "8639800"]).as_deref(),
            Some("“项目支出”8639800 疑似元和万元填混，填 863.98 时合计正好是 2317.20")
        );
        assert_eq!(
            said("23172000", ["1453.22", "863.98"]).as_deref(),
            Some("合计与总额正好相差一万倍，疑似元和万元填混，按表上的金额单位填写")
        );
        assert_eq!(said("2317.20", ["1453.22", "863.79"]), None);
        assert_eq!(said("2317.20", ["0", "863.89"]), None);
    }
}
