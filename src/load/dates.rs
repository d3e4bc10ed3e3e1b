//! Days that are in no calendar: `2023年13月5日`, `2024-02-30`.

/// Whether a text is written as a date and there is no such day. What is not
/// written as a date is not looked at.
pub(super) fn is_no_day(text: &str) -> bool {
    parts(text).is_some_and(|(year, month, day)| {
        !(1..=12).contains(&month) || day.is_some_and(|day| !(1..=days(year, month)).contains(&day))
    })
}

/// Year, month and, where it is written, day.
fn parts(text: &str) -> Option<(u32, u32, Option<u32>)> {
    let text: String = text.chars().filter(|char| !char.is_whitespace()).collect();
    let (year, rest) = number(&text)?;
    if !(1900..=2999).contains(&year) {
        return None;
    }
    let sign = rest.chars().next().filter(|sign| "年-/.".contains(*sign))?;
    let (month, rest) = number(&rest[sign.len_utf8()..])?;
    let rest = match sign {
        '年' => rest.strip_prefix('月')?,
        _ => rest.strip_prefix(sign)?,
    };
    if sign == '年' && rest.is_empty() {
        return Some((year, month, None));
    }
    let (day, rest) = number(rest)?;
    let ends = if sign == '年' {
        ["日", "号"].contains(&rest)
    } else {
        rest.is_empty()
    };
    ends.then_some((year, month, Some(day)))
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|char: char| !char.is_ascii_digit())
        .unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_written_as_a_date_can_be_no_day() {
        for text in [
            "2023年13月5日",
            "2023年2月29日",
            "2023-04-31",
            "2023/0/5",
            "2024.1.32",
            "2023 年 14 月",
        ] {
            assert!(is_no_day(text), "{text}");
        }
        for text in [
            "2024年2月29日",
            "2024年3月",
            "2024-03-28",
            "2024.1.5",
            "",
            "2024年",
            "2024年3月底",
            "430600/2024-001",
            "2024-13",
            "2024-001-99号",
            "99999999999年1月1日",
        ] {
            assert!(!is_no_day(text), "{text}");
        }
    }
}
