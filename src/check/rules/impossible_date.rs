//! 文字里的日期没有这一天。
//!
//! # 检查什么
//! “11月31日”“2月30日”“2023年2月29日”“13月5日”（前面写了年份的）这样历法上没有的日期。报表、目标、自评报告里的都查；“2月29日”前面写了不是闰年的年份才报。
//!
//! # 依据
//! 公历：四、六、九、十一月三十天，二月二十八天，闰年二十九天。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 11月31日前拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 11月30日前拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::texts::{Kind, Text, Texts};
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP418",
    name: "impossible_date",
    title: "没有这一天",
    severity: Severity::Warning,
    file: include_str!("impossible_date.rs"),
    check: Check::Texts(check),
};

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    let dated = texts
        .written()
        .filter(|text| text.signs.digits() && text.signs.month() && text.kind != Kind::Catalogue);
    // the date of filing is read as a date
    for text in dated.filter(|text| text.key != "填报日期") {
        in_text(text, texts, findings);
    }
}

fn in_text(text: &Text<'_>, texts: &Texts<'_>, findings: &mut Findings) {
    for (at, sign) in text.words.match_indices('月') {
        let (before, after) = (&text.words[..at], &text.words[at + sign.len()..]);
        let Some((words, message)) = impossible(before, after) else {
            continue;
        };
        let quote = &text.words[at - words.0..at + sign.len() + words.1];
        findings
            .add(text.file, texts.path(text), message)
            .quote(quote)
            .help("照原件核对，写成有的日期");
    }
}

/// How far the words reach before and after 月, and what is to be said, where no
/// month has such a day.
fn impossible(before: &str, after: &str) -> Option<((usize, usize), String)> {
    let month = number_at_the_end(before)?;
    let lead = &before[..before.len() - month.len()];
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let day = &after[..digits];
    let rest = after[digits..].trim_start();
    // 5月31-6月2日, 3.5月
    let plain = rest.starts_with(['日', '号']) && !lead.ends_with(['.', '．', '/']);
    if !plain || month.len() > 2 || !(1..=2).contains(&day.len()) {
        return None;
    }
    let year = lead.strip_suffix('年').and_then(number_at_the_end);
    let year: Option<u32> = year
        .filter(|year| year.len() == 4)
        .and_then(|year| year.parse().ok());
    let month_number: u32 = month.parse().ok()?;
    let day_number: u32 = day.parse().ok()?;
    let most = match days(year, month_number) {
        Some(most) => most,
        None => {
            return year.map(|_| {
                (
                    (month.len(), digits),
                    format!("“{month}月{day}日”：一年没有 {month} 月"),
                )
            });
        }
    };
    let is_wrong = day_number == 0 || day_number > most;
    let named = year.map_or(String::new(), |year| format!("{year}年"));
    is_wrong.then(|| {
        let message = format!("“{month}月{day}日”没有这一天，{named}{month}月只有 {most} 天");
        ((month.len(), digits), message)
    })
}

/// How many days a month has at most; `None` where there is no such month.
fn days(year: Option<u32>, month: u32) -> Option<u32> {
    let leap =
        |year: u32| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if year.is_none_or(leap) => Some(29),
        2 => Some(28),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

fn number_at_the_end(text: &str) -> Option<&str> {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[rest.len()..];
    (!digits.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::findings_after;

    fn said(words: &str) -> Vec<String> {
        let edit = [("11月30日前拆除违法建设139处", words)];
        let findings = findings_after(&RULE, &edit);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn a_day_that_no_month_has_is_named() {
        for (words, message) in [
            (
                "2023年11月31日完工",
                "“11月31日”没有这一天，2023年11月只有 30 天",
            ),
            ("2月30日前完成", "“2月30日”没有这一天，2月只有 29 天"),
            (
                "2023年2月29日前完成",
                "“2月29日”没有这一天，2023年2月只有 28 天",
            ),
            ("2023年13月5日前完成", "“13月5日”：一年没有 13 月"),
            (
                "4月31日至5月2日集中整治",
                "“4月31日”没有这一天，4月只有 30 天",
            ),
        ] {
            assert_eq!(said(words), [message], "{words}");
        }
    }

    #[test]
    fn days_that_are_and_what_is_no_day_pass() {
        for words in [
            "2024年2月29日前完成",
            "2月29日前完成",
            "12月31日前完成，1月1日起执行",
            "6月28日—30日检查",
            "工期3个月45日完工",
            "每月31日前报送",
            "6月31户搬迁",
            "15个月，12.5月31日",
        ] {
            assert_eq!(said(words), [""; 0], "{words}");
        }
    }
}
