//! The figures of a plain text with their units.

use crate::model::letters::{begins, ends};
use crate::model::{Amount, MoneyUnit};
use std::ops::Range;

/// A figure as it stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number as written, in its own unit.
    pub amount: Amount,
    /// What it measures.
    pub measure: Measure,
    /// Whether it only says about how much: 约, 近, 余, 超, or one end of a range.
    pub near: bool,
    /// The bytes of number and unit.
    pub span: Range<usize>,
}

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Money in this unit.
    Money(MoneyUnit),
    /// 0–100.
    Percent,
    /// Anything else, by the first character after the number.
    Other(char),
}

impl Figure {
    /// The unit of money.
    pub fn money(&self) -> Option<MoneyUnit> {
        match self.measure {
            Measure::Money(unit) => Some(unit),
            Measure::Percent | Measure::Other(_) => None,
        }
    }

    /// Whether this is that amount of money, each rounded as the coarser one is.
    /// Cut off counts as rounded. `None` for what is no money, or on overflow.
    pub fn is_money(&self, amount: Amount, unit: MoneyUnit) -> Option<bool> {
        use crate::model::Agreement::Off;
        let here = self.money()?;
        let in_unit = |amount: Amount, from: MoneyUnit, to: MoneyUnit| {
            amount
                .checked_mul(from.in_yuan())?
                .checked_div(to.in_yuan())
        };
        let there = in_unit(amount, unit, here)?;
        let back = in_unit(self.amount, here, unit)?;
        Some(self.amount.agreement(there) != Off || amount.agreement(back) != Off)
    }
}

/// Half of the last place that an amount is written to: 0.005 for 1.50, 0.5 for 2.
pub fn half_unit(amount: Amount) -> Option<Amount> {
    let last = Amount::from_int(10i64.checked_pow(amount.places())?);
    Amount::from_int(1)
        .checked_div(last)?
        .checked_div(Amount::from_int(2))
}

/// Before a figure these make it a mere about.
const NEARLY: [&str; 10] = [
    "约", "近", "超", "超过", "逾", "接近", "不足", "不到", "高于", "低于",
];

/// Words that end like those and say nothing of a figure.
#[rustfmt::skip]
const NOT_NEARLY: [&str; 13] = [
    "节约", "签约", "合约", "预约", "履约", "违约", "契约", "公约", "集约", "附近", "邻近", "临近", "最近",
];

/// The figures of a text, in order. Numbers within names (PM2.5) are left out.
pub fn figures(text: &str) -> Vec<Figure> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = next_digit(&bytes[at..]) {
        let start = at + offset;
        let mut end = start;
        let mut point = false;
        while let Some(byte) = bytes.get(end) {
            let joins = bytes.get(end + 1).is_some_and(u8::is_ascii_digit) && !point;
            match byte {
                b'0'..=b'9' => {}
                b',' if joins => {}
                b'.' if joins => point = true,
                _ => break,
            }
            end += 1;
        }
        at = end;
        let before = &text[..start];
        let goes_on = |c: char| {
            let joins = matches!(c, '.' | '/' | '_' | ':' | '+' | '*' | '^' | '×');
            joins || c.is_ascii_alphabetic()
        };
        if before.ends_with(goes_on) {
            continue;
        }
        let Some(mut amount) = amount(&text[start..end]) else {
            continue;
        };
        let mut rest = &text[end..];
        let says = |words: &[&str]| words.iter().any(|word| ends(before, word));
        let mut near = says(&NEARLY) && !says(&NOT_NEARLY);
        if let Some(after) = rest.strip_prefix(['余', '多']) {
            (rest, near) = (after, true);
        }
        if before.ends_with('-') {
            if before.ends_with("--")
                || before
                    .trim_end_matches('-')
                    .ends_with(|c: char| c.is_ascii_digit() || c == '%')
            {
                near = true;
            } else if let Some(negative) = Amount::ZERO.checked_sub(amount) {
                amount = negative;
            }
        }
        near |= before.ends_with(['~', '～', '—', '－']);
        near |= rest.starts_with(['-', '~', '～', '—', '－']);
        let (measure, length) = measure(rest);
        let after = &rest[length..];
        near |= ["左右", "以上", "以下", "以内", "余", "多"]
            .iter()
            .any(|word| begins(after, word));
        found.push(Figure {
            amount,
            measure,
            near,
            span: start..text.len() - rest.len() + length,
        });
    }
    found
}

/// Where the first digit stands: most stretches of a text have none.
pub fn next_digit(bytes: &[u8]) -> Option<usize> {
    const STRETCH: usize = 32;
    let (stretches, _) = bytes.as_chunks::<STRETCH>();
    // no early end within one: all its bytes are looked at in a few steps
    let has_none = |stretch: &&[u8; STRETCH]| {
        let digits = stretch.iter().map(u8::is_ascii_digit);
        !digits.fold(false, |any, digit| any | digit)
    };
    let passed = stretches.iter().take_while(has_none).count() * STRETCH;
    let rest = bytes[passed..].iter().position(u8::is_ascii_digit);
    rest.map(|at| passed + at)
}

/// A number as it is written; most are small and whole.
fn amount(number: &str) -> Option<Amount> {
    const SHORT: usize = 9;
    if number.len() <= SHORT && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.parse().ok().map(Amount::from_int);
    }
    Amount::parse(number).ok()
}

/// The unit at the beginning of a text, with its length.
fn measure(rest: &str) -> (Measure, usize) {
    let money = [
        ("万元", MoneyUnit::TenThousandYuan),
        ("亿元", MoneyUnit::HundredMillionYuan),
        ("元", MoneyUnit::Yuan),
    ];
    for (word, unit) in money {
        // 元/人 is a price
        if let Some(after) = rest.strip_prefix(word)
            && !after.starts_with('/')
        {
            return (Measure::Money(unit), word.len());
        }
    }
    match rest.chars().next() {
        Some('%') => (Measure::Percent, 1),
        Some(c) if c.is_alphanumeric() => (Measure::Other(c), c.len_utf8()),
        _ => (Measure::Other(' '), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_their_units() {
        let found =
            figures("支出1,070.70万元，占80.26%，约3人，PM2.5，5-6元，20元/人，-3.5万元，节约6元");
        let shown: Vec<String> = found
            .iter()
            .map(|one| format!("{} {:?} {}", one.amount, one.measure, one.near))
            .collect();
        assert_eq!(
            shown,
            [
                "1070.70 Money(TenThousandYuan) false",
                "80.26 Percent false",
                "3 Other('人') true",
                "5 Other(' ') true",
                "6 Money(Yuan) true",
                "20 Other('元') false",
                "-3.5 Money(TenThousandYuan) false",
                "6 Money(Yuan) false"
            ]
        );
    }

    #[test]
    fn money_agrees_as_it_is_rounded() {
        let figure = |text: &str| figures(text).remove(0);
        let amount = |text: &str| Amount::parse(text).unwrap();
        let unit = MoneyUnit::TenThousandYuan;
        for text in [
            "1431.36万元",
            "1431.4万元",
            "1431万元",
            "0.14亿元",
            "14313600元",
            "14313612.5元",
        ] {
            assert_eq!(
                figure(text).is_money(amount("1431.36"), unit),
                Some(true),
                "{text}"
            );
        }
        for text in ["1426.36万元", "1431.36元", "0.15亿元"] {
            assert_eq!(
                figure(text).is_money(amount("1431.36"), unit),
                Some(false),
                "{text}"
            );
        }
    }
}
