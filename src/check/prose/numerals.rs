//! Numbers as headings and small counts write them: 三、（三）3、第三章, 6个, 八项.

/// How a heading is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// 一、
    Chinese,
    /// （一）
    ChineseBracketed,
    /// 1、 or 1.
    Arabic,
    /// （1）
    ArabicBracketed,
    /// 第一章, 第一部分, 第一节
    Part,
}

/// The number before a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// How it is written.
    pub style: Style,
    /// The number.
    pub value: u32,
    /// How many bytes it takes with its sign.
    pub length: usize,
}

/// The number before a heading; `None` where there is none. The text has plain
/// digits and no spaces.
pub fn heading_number(text: &str) -> Option<Number> {
    let bracketed = text.strip_prefix(['（', '(']);
    let part = text.strip_prefix('第');
    let rest = bracketed.or(part).unwrap_or(text);
    let (value, length) = number_at(rest)?;
    let arabic = rest.starts_with(|c: char| c.is_ascii_digit());
    let after = &rest[length..];
    let (style, after) = if bracketed.is_some() {
        let after = after.strip_prefix(['）', ')'])?;
        let style = if arabic {
            Style::ArabicBracketed
        } else {
            Style::ChineseBracketed
        };
        (style, after)
    } else if part.is_some() {
        let words = ["部分", "章", "节"];
        (
            Style::Part,
            words.iter().find_map(|word| after.strip_prefix(word))?,
        )
    } else {
        let style = if arabic {
            Style::Arabic
        } else {
            Style::Chinese
        };
        let after = after.strip_prefix(['、', '.', '．'])?;
        // 1.5万亩 is no first heading
        if after.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        (style, after)
    };
    Some(Number {
        style,
        value,
        length: text.len() - after.len(),
    })
}

impl Style {
    /// How this style writes a number.
    pub fn write(self, value: u32) -> String {
        match self {
            Self::Chinese => format!("{}、", chinese(value)),
            Self::ChineseBracketed => format!("（{}）", chinese(value)),
            Self::Arabic => format!("{value}、"),
            Self::ArabicBracketed => format!("（{value}）"),
            Self::Part => format!("第{}部分", chinese(value)),
        }
    }
}

/// A count at the beginning of a text, with its length in bytes: 6, 十二, 两.
pub fn count_at(text: &str) -> Option<(u32, usize)> {
    match text.strip_prefix('两') {
        Some(_) => Some((2, '两'.len_utf8())),
        None => number_at(text),
    }
}

/// A count at the end of a text, with its length in bytes.
pub fn count_before(text: &str) -> Option<(u32, usize)> {
    let is_part = |c: char| c.is_ascii_digit() || c == '两' || DIGITS.contains(c) || c == '十';
    let start = text.trim_end_matches(is_part).len();
    let (value, length) = count_at(&text[start..])?;
    (start + length == text.len()).then_some((value, length))
}

const DIGITS: &str = "一二三四五六七八九";

/// A whole number from 1 to 99 in Chinese, or up to three Arabic digits.
fn number_at(text: &str) -> Option<(u32, usize)> {
    let arabic = text.bytes().take_while(u8::is_ascii_digit).count();
    if arabic > 0 {
        let number = text[..arabic].parse().ok()?;
        return (arabic <= 3).then_some((number, arabic));
    }
    let digit = |text: &str| {
        let c = text.chars().next()?;
        let at = DIGITS.chars().position(|digit| digit == c)?;
        Some((u32::try_from(at).ok()? + 1, c.len_utf8()))
    };
    let (tens, length) = digit(text).unwrap_or((1, 0));
    match text[length..].strip_prefix('十') {
        Some(after) => {
            let (ones, more) = digit(after).unwrap_or((0, 0));
            Some((tens * 10 + ones, length + '十'.len_utf8() + more))
        }
        None if length > 0 => Some((tens, length)),
        None => None,
    }
}

fn chinese(value: u32) -> String {
    let digit = |value: u32| match usize::try_from(value).ok().and_then(|at| at.checked_sub(1)) {
        Some(at) => DIGITS.chars().nth(at).map(String::from).unwrap_or_default(),
        None => String::new(),
    };
    match value {
        0..10 => digit(value),
        10..20 => format!("十{}", digit(value % 10)),
        20..100 => format!("{}十{}", digit(value / 10), digit(value % 10)),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered_in_five_ways() {
        for (text, style, value) in [
            ("一、基本情况", Style::Chinese, 1),
            ("二十三、其他", Style::Chinese, 23),
            ("（十）其他", Style::ChineseBracketed, 10),
            ("7、问题", Style::Arabic, 7),
            ("2.措施", Style::Arabic, 2),
            ("(3)措施", Style::ArabicBracketed, 3),
            ("第二部分绩效", Style::Part, 2),
        ] {
            let number = heading_number(text).unwrap();
            assert_eq!((number.style, number.value), (style, value), "{text}");
        }
        for text in [
            "2023年度绩效",
            "1.5万亩农田",
            "一是抓党建",
            "十项职能",
            "绩效情况",
            "第一书记",
        ] {
            assert_eq!(heading_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_written_as_it_is_read() {
        for value in 1..=99 {
            assert_eq!(
                heading_number(&Style::Chinese.write(value)).unwrap().value,
                value
            );
        }
    }

    #[test]
    fn counts_are_read_from_both_sides() {
        assert_eq!(count_at("两个中心"), Some((2, 3)));
        assert_eq!(count_before("服务站4"), Some((4, 1)));
        assert_eq!(count_before("服务站十二"), Some((12, 6)));
        assert_eq!(count_before("服务站"), None);
    }
}
