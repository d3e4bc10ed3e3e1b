//! 发布日期晚于批准后二十日。
//!
//! # 检查什么
//! “公开”里同时写了批准日期（或批复日期）和发布日期的，发布应在批准后二十日内，不应早于批准。只写了一个的不查。
//!
//! # 依据
//! 《中华人民共和国预算法》第十四条：经批准的决算在批准后二十日内由财政部门公开，部门决算在财政部门批复后二十日内由部门公开。《预算法实施条例》第六条：部门所属单位的决算在部门批复后二十日内公开。自评结果随决算公开。
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
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! 公开:
//!   批准日期: 2024-02-20
//!   发布日期: 2024-03-28
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
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! 公开:
//!   批准日期: 2024-02-20
//!   发布日期: 2024-03-11
//! ```

use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{DataPath, Fields};

pub static RULE: Rule = Rule {
    code: "ZP414",
    name: "published_late",
    title: "发布晚于法定期限",
    severity: Severity::Warning,
    file: include_str!("published_late.rs"),
    check: Check::Report(check),
};

/// 预算法第十四条, in days.
const LIMIT: i64 = 20;

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let fields = &filed.report.disclosure;
    let approved = date(fields, "批准日期").or_else(|| date(fields, "批复日期"));
    let (Some((approval, from)), Some((publication, to))) = (approved, date(fields, "发布日期"))
    else {
        return;
    };
    let days = to - from;
    let message = if days > LIMIT {
        format!("批准后 {days} 日才发布，超过 {LIMIT} 日")
    } else if days < 0 {
        format!("发布比批准早 {} 日", -days)
    } else {
        return;
    };
    findings
        .add(filed.file, field(publication), message)
        .help("核对两个日期")
        .related(field(approval), "批准的日期");
}

fn field(name: &str) -> DataPath {
    DataPath::root().key("公开").key(name)
}

/// A field's name and its day.
fn date<'n>(fields: &Fields, name: &'n str) -> Option<(&'n str, i64)> {
    Some((name, day(fields.get(name)?)?))
}

/// The day that `2024-03-28`, `2024年3月28日`, `2024/3/28` or `2024.3.28` names,
/// counted from a fixed day; `None` for anything else.
fn day(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_suffix('日').unwrap_or(text);
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let mut next = |digits: usize| -> Option<i64> {
        let part = parts.next()?.trim();
        let plain = part.len() <= digits && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    let is_day =
        (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let ends = parts.next().is_none();
    // the year begins in March, so that the day of a leap year comes last
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let before_year = year * 365 + year / 4 - year / 100 + year / 400;
    (is_day && ends).then_some(before_year + (month * 153 + 2) / 5 + day)
}

#[cfg(test)]
mod tests {
    use super::{RULE, day};
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let between = |from: &str, to: &str| day(to).unwrap() - day(from).unwrap();
        assert_eq!(between("2024-02-20", "2024年3月11日"), 20);
        assert_eq!(between("2023/2/20", "2023.3.12"), 20);
        assert_eq!(between("2023-12-31", "2024-01-01"), 1);
        for text in [
            "",
            "2024",
            "2024-13-01",
            "3月28日",
            "2024-03-28 10:00",
            "待定",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn one_day_more_than_twenty_is_late() {
        let findings = findings_after(&RULE, &[("2024-03-11", "2024-03-12")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "批准后 21 日才发布，超过 20 日");
    }

    #[test]
    fn publication_before_approval_is_named_and_one_date_alone_is_not() {
        let early = findings_after(&RULE, &[("2024-03-11", "2024-02-19")]);
        assert_eq!(early[0].message, "发布比批准早 1 日");
        assert_eq!(
            found_after(&RULE, &[("批准日期: 2024-02-20", "索引号: '1'")]),
            [""; 0]
        );
    }
}
