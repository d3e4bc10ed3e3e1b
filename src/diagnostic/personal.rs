//! Personal numbers and private mail addresses in a text: where they stand, and
//! the text with them masked, so that nothing that is printed repeats them.

use std::borrow::Cow;
use std::ops::Range;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonalKind {
    /// A mobile number of the mainland: 11 digits from 13 to 19.
    Mobile,
    /// A citizen's identity number: 18 characters with a valid check character
    /// (GB 11643).
    IdCard,
    /// A bank card: 16 to 19 digits with a known prefix and a valid check digit.
    BankCard,
    /// A mail address at a provider of private mail boxes.
    Email,
}

/// A personal number or address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    /// What it is.
    pub kind: PersonalKind,
    /// Its bytes in the text.
    pub span: Range<usize>,
}

/// Everything personal in a text, in its order.
pub fn find(text: &str) -> Vec<Personal> {
    let mut found = if may_hold_number(text) {
        numbers(text)
    } else {
        Vec::new()
    };
    for span in mail_addresses(text) {
        let overlaps = |one: &Personal| one.span.start < span.end && span.start < one.span.end;
        if !found.iter().any(overlaps) {
            let kind = PersonalKind::Email;
            found.push(Personal { kind, span });
        }
    }
    found.sort_by_key(|one| one.span.start);
    found
}

/// The text with everything personal masked: `138****8000`. Its length in bytes
/// stays the same, so that places in it do.
pub fn masked(text: &str) -> Cow<'_, str> {
    let found = find(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for one in found {
        masked.push_str(&text[done..one.span.start]);
        masked.push_str(&one.masked(text));
        done = one.span.end;
    }
    masked.push_str(&text[done..]);
    Cow::Owned(masked)
}

impl Personal {
    /// The words with their middle masked: of a number the first three and the
    /// last four digits stay, of a mail address the first letter and the provider.
    pub fn masked(&self, text: &str) -> String {
        let words = &text[self.span.clone()];
        let is_secret = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
        let count = match self.kind {
            PersonalKind::Email => words.find(['@', '＠']).unwrap_or(0),
            _ => words.chars().filter(|c| digit(*c).is_some()).count(),
        };
        let mut seen = 0;
        let mask = |c: char| {
            let (secret, hidden) = match self.kind {
                PersonalKind::Email => (is_secret(c), 1..count),
                _ => (digit(c).is_some(), 3..count.saturating_sub(4)),
            };
            let hides = secret && hidden.contains(&seen);
            seen += usize::from(secret);
            match c {
                _ if !hides => c,
                _ if c.is_ascii() => '*',
                _ => '＊',
            }
        };
        words.chars().map(mask).collect()
    }
}

/// Whether there may be eleven digits with nothing between them but what can
/// stand in a number: a quick look, byte by byte. A character of three bytes that
/// begins with 0xEF may be a full-width digit.
fn may_hold_number(text: &str) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit() || *byte == 0xEF;
    if text.bytes().filter(is_digit).count() < 11 {
        return false;
    }
    let mut digits = 0;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'x' | b'X' | 0xEF => digits += 1,
            b' ' | b'-' => {}
            // an ideograph, a letter or a sign ends the row
            0xE4..=0xE9 | 0..=0x7F => digits = 0,
            _ => {}
        }
        if digits >= 11 {
            return true;
        }
    }
    false
}

/// A run of digits, without anything between them.
#[derive(Debug, Clone)]
struct Group {
    span: Range<usize>,
    digits: Vec<u8>,
}

/// The value of a digit, full-width ones too; 10 for the X that closes an
/// identity number.
fn digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        'x' | 'X' => 10,
        _ => return None,
    };
    u8::try_from(value).ok()
}

/// Groups of digits that belong together: one space or hyphen between them.
fn rows_of_groups(text: &str) -> Vec<Vec<Group>> {
    let mut rows: Vec<Vec<Group>> = Vec::new();
    let mut separator = String::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let last = rows.last_mut().and_then(|row| row.last_mut());
        match (digit(c), last) {
            (Some(value), Some(group)) if open && separator.is_empty() => {
                if value < 10 || matches!(group.digits.len(), 3 | 17) {
                    group.digits.push(value);
                    group.span.end = end;
                } else {
                    open = false;
                }
            }
            (Some(value), _) if value < 10 => {
                let group = Group {
                    span: at..end,
                    digits: vec![value],
                };
                match rows.last_mut() {
                    Some(row) if open => row.push(group),
                    _ => rows.push(vec![group]),
                }
                separator.clear();
                open = true;
            }
            _ if open && separator.is_empty() && is_separator(c) => separator.push(c),
            _ => {
                separator.clear();
                open = false;
            }
        }
    }
    rows
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '\u{a0}' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '－' | '\u{3000}'
    )
}

fn numbers(text: &str) -> Vec<Personal> {
    let mut found = Vec::new();
    for row in rows_of_groups(text) {
        let mut at = 0;
        while at < row.len() {
            match number_at(text, &row, at) {
                Some((kind, groups)) => {
                    let span = row[at].span.start..row[at + groups - 1].span.end;
                    found.push(Personal { kind, span });
                    at += groups;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// What number starts with the group at `at`, and how many groups it takes.
fn number_at(text: &str, row: &[Group], at: usize) -> Option<(PersonalKind, usize)> {
    const SHAPES: [(PersonalKind, &[usize]); 10] = [
        (PersonalKind::Mobile, &[11]),
        (PersonalKind::Mobile, &[3, 4, 4]),
        (PersonalKind::Mobile, &[3, 8]),
        (PersonalKind::Mobile, &[4, 3, 4]),
        (PersonalKind::Mobile, &[13]),
        (PersonalKind::IdCard, &[18]),
        (PersonalKind::IdCard, &[6, 8, 4]),
        (PersonalKind::BankCard, &[4, 4, 4, 4]),
        (PersonalKind::BankCard, &[4, 4, 4, 4, 3]),
        (PersonalKind::BankCard, &[]),
    ];
    let shape = |shape: &[usize]| -> Option<Vec<u8>> {
        let groups = row.get(at..at + shape.len().max(1))?;
        let fits = |(group, length): (&Group, &usize)| group.digits.len() == *length;
        let whole = shape.is_empty() || groups.iter().zip(shape).all(fits);
        whole.then(|| {
            groups
                .iter()
                .flat_map(|group| group.digits.clone())
                .collect()
        })
    };
    SHAPES.iter().find_map(|(kind, lengths)| {
        let digits = shape(lengths)?;
        let groups = lengths.len().max(1);
        let is_number = match kind {
            PersonalKind::Mobile => is_mobile(&digits),
            PersonalKind::IdCard => is_id_card(&digits),
            PersonalKind::BankCard => is_bank_card(&digits),
            PersonalKind::Email => false,
        };
        (is_number && stands_alone(text, row, at, groups)).then_some((*kind, groups))
    })
}

/// 11 digits, or 13 with the country's 86.
fn is_mobile(digits: &[u8]) -> bool {
    let digits = match digits {
        [8, 6, rest @ ..] if rest.len() == 11 => rest,
        _ => digits,
    };
    matches!(digits, [1, 3..=9, ..]) && digits.len() == 11 && digits.iter().all(|one| *one < 10)
}

/// A province, a day of birth and the check character of GB 11643.
fn is_id_card(digits: &[u8]) -> bool {
    const PROVINCES: [u8; 34] = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51,
        52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
    ];
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [u8; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let (Some(body), Some(check)) = (digits.get(..17), digits.get(17)) else {
        return false;
    };
    if body.iter().any(|one| *one > 9) {
        return false;
    }
    let pair = |at: usize| body[at] * 10 + body[at + 1];
    let born =
        matches!(pair(6), 19 | 20) && matches!(pair(10), 1..=12) && matches!(pair(12), 1..=31);
    let sum: u32 = body
        .iter()
        .zip(WEIGHTS)
        .map(|(one, weight)| u32::from(*one) * weight)
        .sum();
    let right = CHECKS.get(sum as usize % 11);
    PROVINCES.contains(&pair(0)) && born && right == Some(check)
}

/// A prefix that issuers in the mainland use, and Luhn's check digit.
fn is_bank_card(digits: &[u8]) -> bool {
    if digits.iter().any(|one| *one > 9) {
        return false;
    }
    let issued = match digits {
        [6, 2, ..] => (16..=19).contains(&digits.len()),
        [9, 5, 5, 8, ..] => digits.len() == 19,
        [4, ..] | [5, 1..=5, ..] => digits.len() == 16,
        _ => false,
    };
    let luhn: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, one)| match u32::from(*one) {
            value if at % 2 == 0 => value,
            value if value * 2 > 9 => value * 2 - 9,
            value => value * 2,
        })
        .sum();
    issued && luhn.is_multiple_of(10)
}

/// Whether the number is no part of something longer: a decimal, a document's
/// number, an amount, a web address.
fn stands_alone(text: &str, row: &[Group], at: usize, groups: usize) -> bool {
    const MEASURES: &str = "元万亿吨米平立千公克斤升亩人户次个件条份册株度页台辆%％‰";
    let start = row[at].span.start;
    let end = row[at + groups - 1].span.end;
    let before = text[..start].chars().next_back();
    let after = &text[end..];
    let is_country = |group: &Group| matches!(*group.digits, [8, 6] | [0, 0, 8, 6]);
    let joined_before = at > 0
        && !is_country(&row[at - 1])
        && before.is_some_and(|c| is_separator(c) && !c.is_whitespace());
    let joined_after = row.len() > at + groups && after.starts_with(|c: char| !c.is_whitespace());
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = match before {
        Some('.' | '．' | ',' | '，') => !ends_with_figure(&text[..start]),
        Some('*' | '＊') => false,
        Some(c) if is_word(c) => ends_with_phone_word(&text[..start]),
        _ => true,
    };
    let ends = !after
        .starts_with(|c: char| is_word(c) || "*＊".contains(c) || MEASURES.contains(c))
        && !continues_as_figure(after);
    begins && ends && !joined_before && !joined_after && !in_web_address(&text[..start])
}

/// `12.` or `12,`: what follows belongs to that figure.
fn ends_with_figure(before: &str) -> bool {
    let mut back = before.chars().rev();
    back.next();
    back.next()
        .is_some_and(|c| digit(c).is_some_and(|one| one < 10))
}

/// `.5` or `,000`.
fn continues_as_figure(after: &str) -> bool {
    let mut chars = after.chars();
    matches!(chars.next(), Some('.' | '．' | ','))
        && chars
            .next()
            .is_some_and(|c| digit(c).is_some_and(|one| one < 10))
}

fn ends_with_phone_word(before: &str) -> bool {
    let start = before
        .rfind(|c: char| !c.is_ascii_alphabetic())
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let word = before[start..].to_ascii_lowercase();
    ["tel", "phone", "mobile", "mob", "wechat", "vx", "wx", "v"].contains(&word.as_str())
}

/// Whether the text ends inside a web address.
fn in_web_address(before: &str) -> bool {
    let start = before
        .rfind(|c: char| !c.is_ascii_graphic())
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let token = &before[start..];
    token.contains("://") || token.contains("www.")
}

/// Mail addresses at providers of private mail boxes.
fn mail_addresses(text: &str) -> Vec<Range<usize>> {
    const PROVIDERS: [&str; 28] = [
        "qq.com",
        "vip.qq.com",
        "foxmail.com",
        "163.com",
        "vip.163.com",
        "126.com",
        "yeah.net",
        "188.com",
        "sina.com",
        "sina.cn",
        "sina.com.cn",
        "vip.sina.com",
        "sohu.com",
        "tom.com",
        "21cn.com",
        "263.net",
        "139.com",
        "189.cn",
        "wo.cn",
        "aliyun.com",
        "gmail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "yahoo.com.cn",
        "icloud.com",
    ];
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let is_domain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let mut found = Vec::new();
    if !text.contains('@') && !text.contains('＠') {
        return found;
    }
    for (at, sign) in text.match_indices(['@', '＠']) {
        let local = text[..at].len() - text[..at].trim_end_matches(is_local).len();
        let after = &text[at + sign.len()..];
        let length = after.len() - after.trim_start_matches(is_domain).len();
        let domain = after[..length].trim_end_matches(['.', '-']);
        if local > 0 && PROVIDERS.contains(&domain.to_ascii_lowercase().as_str()) {
            found.push(at - local..at + sign.len() + domain.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<PersonalKind> {
        find(text).into_iter().map(|one| one.kind).collect()
    }

    #[test]
    fn a_mobile_number_is_found_however_it_is_written() {
        for text in [
            "联系电话：13800138000",
            "13800138000",
            "电话138 0013 8000。",
            "手机138-0013-8000，",
            "+86 13800138000",
            "+86-138-0013-8000",
            "8613800138000",
            "１３８００１３８０００",
            "0730-8123456/13800138000",
            "0730-8123456 13800138000",
            "tel13800138000",
            "138-00138000",
            "电话.13800138000",
        ] {
            assert_eq!(kinds(text), [PersonalKind::Mobile], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_mobile_number_is_none() {
        for text in [
            "0730-8123456",
            "07308123456",
            "136****0000",
            "138XXXX8000",
            "0.13800138000",
            "13800138000.50",
            "13800138000元",
            "13,800,138,000",
            "138001380001",
            "1380013800",
            "12345678901",
            "编号A13800138000",
            "岳财2024-13800138000",
            "https://www.yueyang.gov.cn/202403/t_13800138000.html",
            "2023年138次、1380人、0138户",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn an_identity_number_has_a_day_of_birth_and_a_check_character() {
        for text in [
            "11010519491231002X",
            "身份证11010519491231002x",
            "110105 19491231 002X",
        ] {
            assert_eq!(kinds(text), [PersonalKind::IdCard], "{text}");
        }
        for text in [
            "110105194912310021",
            "110105194913310020",
            "11430602006393456A",
            "110105********002X",
            "9111010519491231002X",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn a_bank_card_has_a_known_prefix_and_a_check_digit() {
        for text in [
            "6222021234567890128",
            "账号：6222 0212 3456 7890 128",
            "4111111111111111",
        ] {
            assert_eq!(kinds(text), [PersonalKind::BankCard], "{text}");
        }
        for text in [
            "6222021234567890127",
            "1234567890123452",
            "43060220240312345678",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn private_mail_is_told_from_official_mail() {
        assert_eq!(kinds("邮箱zhangsan@qq.com，"), [PersonalKind::Email]);
        assert_eq!(kinds("zhang.san＠163.com。"), [PersonalKind::Email]);
        assert_eq!(kinds("13800138000@139.com"), [PersonalKind::Mobile]);
        assert_eq!(kinds("jieban@yueyang.gov.cn"), []);
        assert_eq!(kinds("@qq.com"), []);
    }

    #[test]
    fn a_masked_text_keeps_its_length_and_loses_its_numbers() {
        for (text, expected) in [
            ("电话138 0013 8000。", "电话138 **** 8000。"),
            ("１３８００１３８０００", "１３８＊＊＊＊８０００"),
            ("+86-13800138000", "+86-138****8000"),
            ("11010519491231002X", "110***********002X"),
            ("zhangsan@qq.com", "z*******@qq.com"),
            ("0730-8123456", "0730-8123456"),
        ] {
            let shown = masked(text);
            assert_eq!(shown, expected);
            assert_eq!(shown.len(), text.len());
            assert_eq!(find(&shown), []);
        }
    }
}
