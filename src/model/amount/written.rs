//! How a figure is written: the grammar, and what is said of text outside it.
//!
//! The grammar is ours and not the decimal library's, so that nothing is read
//! that the person did not mean.

use super::Amount;
use thiserror::Error;

/// The most significant digits of a written figure.
const MOST_DIGITS: usize = 28;
/// The most decimal places of a written figure.
const MOST_PLACES: usize = 10;

/// Text that is not a figure, or could be read as more than one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{}”{fault}{}", shown(text), mend(suggestion.as_deref()))]
pub struct AmountError {
    text: String,
    fault: Fault,
    suggestion: Option<String>,
}

impl AmountError {
    /// The same figure written right, where only one thing can be meant.
    pub fn suggestion(&self) -> Option<String> {
        self.suggestion.clone()
    }

    /// The same figure written right, where no knowledge of the report is needed:
    /// whether a unit may be left out depends on the form's own.
    pub fn rewriting(&self) -> Option<String> {
        match self.fault {
            Fault::Unit(_) | Fault::MoneyUnit(_) | Fault::Currency => None,
            _ => self.suggestion.clone(),
        }
    }
}

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
enum Fault {
    #[error("里没有数字：没有数的格留空不写，有数就写数字，如 1495.60")]
    Blank,
    #[error("不是数字：这一格只写数字，如 1495.60")]
    Words,
    #[error("带着单位“{}”：这一格只写数字，单位写在“金额单位”里", shown(.0))]
    MoneyUnit(String),
    #[error("带着单位“{}”：这一格只写数字，不写单位", shown(.0))]
    Unit(String),
    #[error("末尾多了“{0}”：这一格只写数字")]
    Stop(char),
    #[error("当中有空格：数字要连着写")]
    Space,
    #[error("带着货币符号：这一格只写数字")]
    Currency,
    #[error("带着百分号：这一格只写数字，不写百分比")]
    PercentSign,
    #[error("没有百分号：比率连百分号一起写，如 99.37%")]
    NoPercentSign,
    #[error("是负数：比率不能小于 0")]
    NegativePercent,
    #[error("前面有正号：正数不写正号")]
    PlusSign,
    #[error("里有下划线：数字中间不写下划线")]
    Underscore,
    #[error("是科学记数法：数字要写全")]
    Exponent,
    #[error("的小数点不全：小数点前后都要有数字")]
    Point,
    #[error("前面多写了 0")]
    LeadingZero,
    #[error("里的逗号不对：千分位从小数点往左每三位一个逗号，如 4,591.73；也可以不写逗号")]
    Separators,
    #[error("太长：最多写 {MOST_DIGITS} 位有效数字")]
    TooManyDigits,
    #[error("的小数太长：最多写 {MOST_PLACES} 位小数")]
    TooManyPlaces,
}

/// Reads an amount, with or without a trailing 分.
pub(super) fn amount(text: &str) -> Result<Amount, AmountError> {
    if let Some(amount) = short(text) {
        return Ok(amount);
    }
    let plain = plain(text);
    let number = plain.strip_suffix('分').map_or(&*plain, str::trim_end);
    read(number).map_err(|(fault, suggestion)| AmountError {
        text: text.trim().to_owned(),
        fault,
        suggestion,
    })
}

/// Reads the number before a percent sign.
pub(super) fn percent(text: &str) -> Result<Amount, AmountError> {
    if let Some(amount) = text.strip_suffix('%').and_then(short) {
        return Ok(amount);
    }
    let plain = plain(text);
    let number = match plain.strip_suffix('%') {
        Some(number) => read(number.trim_end()).and_then(|amount| {
            if amount.is_negative() {
                Err((Fault::NegativePercent, None))
            } else {
                Ok(amount)
            }
        }),
        None => match read(&plain) {
            Ok(_) => Err((Fault::NoPercentSign, None)),
            Err(fault) => Err(fault),
        },
    };
    number.map_err(|(fault, suggestion)| AmountError {
        text: text.trim().to_owned(),
        fault,
        suggestion: suggestion.map(|number| format!("{number}%")),
    })
}

/// A short number in plain digits with at most one point, as nearly all are: the
/// same as [`read`] has, in one pass.
fn short(number: &str) -> Option<Amount> {
    const LONGEST: usize = 15;
    let bytes = number.as_bytes();
    if bytes.len() > LONGEST || matches!(bytes, [b'0', b'0'..=b'9', ..]) {
        return None;
    }
    let (mut digits, mut point) = (0_i128, None);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digits = digits * 10 + i128::from(byte - b'0'),
            b'.' if point.is_none() && at > 0 => point = Some(at),
            _ => return None,
        }
    }
    let places = point.map_or(0, |at| bytes.len() - at - 1);
    let is_whole = bytes.last()?.is_ascii_digit() && places <= MOST_PLACES;
    Amount::from_digits(digits, u32::try_from(places).ok()?).filter(|_| is_whole)
}

/// What is wrong, and the number written right.
type Refusal = (Fault, Option<String>);

/// Reads a number in plain signs.
fn read(number: &str) -> Result<Amount, Refusal> {
    let (sign, unsigned) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (whole, decimals) = match unsigned.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (unsigned, None),
    };
    if !all_digits(&whole.replace(',', "")) || !decimals.is_none_or(all_digits) {
        return Err(refuse(number, sign, unsigned));
    }
    if let Some(rest) = number.strip_suffix(',')
        && read(rest).is_ok()
    {
        return Err((Fault::Stop('，'), Some(rest.to_owned())));
    }
    let whole = if whole.contains(',') {
        ungrouped(whole).ok_or((Fault::Separators, None))?
    } else {
        whole.to_owned()
    };
    let significant = whole.trim_start_matches('0');
    if whole.len() > 1 && significant.len() < whole.len() {
        let whole = if significant.is_empty() {
            "0"
        } else {
            significant
        };
        let point = decimals.map_or(String::new(), |decimals| format!(".{decimals}"));
        return Err((Fault::LeadingZero, Some(format!("{sign}{whole}{point}"))));
    }
    let decimals = decimals.unwrap_or_default();
    if decimals.len() > MOST_PLACES {
        return Err((Fault::TooManyPlaces, None));
    }
    let digits = format!("{significant}{decimals}");
    if digits.trim_start_matches('0').len() > MOST_DIGITS {
        return Err((Fault::TooManyDigits, None));
    }
    let places = u32::try_from(decimals.len()).unwrap_or_default();
    let negative = if sign.is_empty() { 1 } else { -1 };
    digits_value(&digits)
        .and_then(|value| Amount::from_digits(value * negative, places))
        .ok_or((Fault::TooManyDigits, None))
}

fn digits_value(digits: &str) -> Option<i128> {
    if digits.is_empty() {
        Some(0)
    } else {
        digits.parse().ok()
    }
}

/// Says what is wrong with a text that is not digits with a point.
fn refuse(number: &str, sign: &str, unsigned: &str) -> Refusal {
    // The mend is offered only where it is itself a figure that can be read.
    let mended = |mend: String| read(&mend).ok().map(|_| mend);
    if !number.chars().any(|c| c.is_ascii_digit()) {
        let blank = number.chars().all(|c| "-—–―/／~～…. ".contains(c));
        return (if blank { Fault::Blank } else { Fault::Words }, None);
    }
    if let Some(rest) = number.strip_prefix('+') {
        return (Fault::PlusSign, mended(rest.to_owned()));
    }
    if let Some(decimals) = unsigned.strip_prefix('.').filter(|rest| all_digits(rest)) {
        return (Fault::Point, mended(format!("{sign}0.{decimals}")));
    }
    if let Some(whole) = unsigned.strip_suffix('.').filter(|rest| all_digits(rest)) {
        return (Fault::Point, mended(format!("{sign}{whole}")));
    }
    if let Some(rest) = number.strip_prefix(['￥', '¥']) {
        return (Fault::Currency, mended(rest.trim().to_owned()));
    }
    let last = number
        .chars()
        .next_back()
        .filter(|c| "。；、,;".contains(*c));
    if let Some(last) = last
        && let Some(mend) = mended(number.trim_end_matches(last).to_owned())
    {
        return (Fault::Stop(last), Some(mend));
    }
    let joined = number.replace(char::is_whitespace, "");
    if joined != number && mended(joined).is_some() {
        // two numbers may be meant
        return (Fault::Space, None);
    }
    let figure_end = unsigned
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.'))
        .unwrap_or(unsigned.len());
    let (figure, rest) = unsigned.split_at(figure_end);
    let rest = rest.trim();
    if rest.is_empty() {
        // Digits, commas and points only: 7,00.0,77 or 1.2.3.
        let fault = if figure.contains(',') {
            Fault::Separators
        } else {
            Fault::Words
        };
        return (fault, None);
    }
    let figure = format!("{sign}{figure}");
    if rest.starts_with('_') {
        return (Fault::Underscore, mended(number.replace('_', "")));
    }
    if rest == "%" {
        return (Fault::PercentSign, None);
    }
    if let Some(power) = rest.strip_prefix(['e', 'E']) {
        let power = power.strip_prefix('+').unwrap_or(power);
        if all_digits(power.trim_start_matches('-')) {
            return (Fault::Exponent, power_written_out(&figure, power));
        }
    }
    let is_unit = read(&figure).is_ok() && !rest.chars().any(|c| c.is_ascii_alphanumeric());
    if is_unit {
        // 万元 and 元 may differ from the form's own unit, so only the reader of
        // the message can know whether the bare number is right.
        let mend = mended(figure.replace(',', ""));
        let fault = match rest.contains(['元', '万', '亿']) {
            true => Fault::MoneyUnit(rest.to_owned()),
            false => Fault::Unit(rest.to_owned()),
        };
        return (fault, mend);
    }
    (Fault::Words, None)
}

/// `1e3` as 1000; `None` for powers below zero, which nobody means.
fn power_written_out(figure: &str, power: &str) -> Option<String> {
    let figure = read(figure).ok()?;
    let power: u32 = power.parse().ok()?;
    let factor = Amount::from_digits(10i128.checked_pow(power)?, 0)?;
    let whole = figure.checked_mul(factor)?;
    Some(
        whole
            .cut_off(figure.places().saturating_sub(power))
            .to_string(),
    )
}

/// `4,591` without its commas, where they stand right.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let right = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    right.then(|| whole.replace(',', ""))
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Trimmed, and full-width signs as their plain ones.
fn plain(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| match c {
            '０'..='９' | '．' | '，' | '－' | '＋' | '％' | '＿' => {
                // The full-width forms stand in the order of ASCII, U+FEE0 above it.
                char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
            }
            _ => c,
        })
        .collect()
}

/// The text as a message shows it: not longer than a line holds.
fn shown(text: &str) -> String {
    const MOST_SHOWN: usize = 40;
    let mut shown: String = text.chars().take(MOST_SHOWN).collect();
    if text.chars().nth(MOST_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

fn mend(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |mend| format!("，写作 {mend}"))
}
