//! Whether something was done after the month or day it was to be done by.

use crate::model::{Indicator, Year};

/// A day or a month, as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Date {
    year: u32,
    month: u32,
    /// `None` for the whole month.
    day: Option<u32>,
}

/// Whether the row's actual names a date after the one its target names. Both must
/// name one date and no more, and the row must be about a term.
pub fn is_late(row: &Indicator, year: Option<Year>) -> bool {
    let is_term = row.level2.contains("时效") || row.target.contains(['前', '底']);
    // the day on which something began says nothing
    const BEGINNINGS: [&str; 6] = ["开始", "启动", "开工", "后", "起", "以来"];
    let says = |text: &str| BEGINNINGS.iter().any(|word| text.contains(word));
    if !is_term || says(&row.actual) || says(&row.target) || says(&row.name) {
        return false;
    }
    // a year that is left out is the report's only where both leave it out
    let year = year.filter(|_| row.target.contains('年') == row.actual.contains('年'));
    let Some((target, actual)) = read(&row.target, year).zip(read(&row.actual, year)) else {
        return false;
    };
    match (target.day, actual.day) {
        (Some(last), Some(day)) => {
            (actual.year, actual.month, day) > (target.year, target.month, last)
        }
        _ => (actual.year, actual.month) > (target.year, target.month),
    }
}

/// The only date of a text, such as 2023年6月30日前 or 12月底; one without a year is
/// in the report's.
fn read(text: &str, year: Option<Year>) -> Option<Date> {
    let mut parts = text.split('月');
    let (before, after) = (parts.next()?, parts.next()?);
    let is_only = parts.next().is_none() && text.matches('年').count() <= 1;
    // 6-8月, 3个月, 每月
    let month = digits_at_end(before).and_then(|digits| digits.parse().ok())?;
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = match rest.strip_suffix('年') {
        Some(rest) => {
            let digits = digits_at_end(rest).filter(|digits| digits.len() == 4)?;
            digits.parse().ok()?
        }
        None if rest.ends_with(['-', '—', '~', '～', '至', '到', '.', '、', '/', '每', '个']) =>
        {
            return None;
        }
        None => u32::from(year?.0),
    };
    let length = after.bytes().take_while(u8::is_ascii_digit).count();
    let day = match (&after[..length], &after[length..]) {
        ("", _) => None,
        (digits, rest) if rest.starts_with(['日', '号']) => Some(digits.parse().ok()?),
        _ => return None,
    };
    let is_range = after.contains(['-', '—', '~', '～', '至', '、']);
    (is_only && !is_range && (1..=12).contains(&month)).then_some(Date { year, month, day })
}

fn digits_at_end(text: &str) -> Option<&str> {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[rest.len()..];
    (!digits.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn late(target: &str, actual: &str) -> bool {
        let row = Indicator {
            level2: "时效指标".into(),
            target: target.into(),
            actual: actual.into(),
            ..Indicator::default()
        };
        is_late(&row, Some(Year(2023)))
    }

    #[test]
    fn a_later_month_or_day_is_late() {
        for (target, actual) in [
            ("2023年6月30日前", "2023年11月30日"),
            ("2023年6月30日前", "2023年7月1日完成"),
            ("6月底前", "7月完成"),
            ("2023年12月底", "2024年1月12日"),
        ] {
            assert!(late(target, actual), "{target} {actual}");
        }
    }

    #[test]
    fn what_is_in_time_or_in_doubt_is_not_late() {
        for (target, actual) in [
            ("2023年12月31日前", "2023年11月30日完成"),
            ("12月底", "12月31日"),
            ("6月", "6月28日"),
            ("6月30日前", "6月底"),
            ("2023年6月", "2023年6月开工，11月完工"),
            ("6月30日前", "11月30日起"),
            ("3个月", "11月"),
            ("1-6月", "8月"),
            ("每月10日前", "11月8日"),
            ("6月底前", "按时完成"),
            ("2022年12月底前", "12月20日"),
        ] {
            assert!(!late(target, actual), "{target} {actual}");
        }
    }
}
