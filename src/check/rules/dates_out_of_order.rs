//! 填报、发布的日期前后颠倒，或与报告的年度对不上。
//!
//! # 检查什么
//! 写成年月日的日期：填报、发布不早于报告的年度，发布不早于填报。比报告的年度晚五年以上的作提示。别的写法不查。
//!
//! # 依据
//! 一年的支出，要到这一年才能自评，填报了才能公开。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 公开:
//!   发布日期: 2024-03-18
//! 填报:
//!   填报日期: 2024年3月20日
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 公开:
//!   发布日期: 2024-03-28
//! 填报:
//!   填报日期: 2024年3月20日
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::{Check, FileRef, Findings, Rule, bases, reports};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;
use crate::model::{DataPath, Year};

pub static RULE: Rule = Rule {
    code: "ZP417",
    name: "dates_out_of_order",
    title: "日期先后不对",
    severity: Severity::Warning,
    file: include_str!("dates_out_of_order.rs"),
    check: Check::Unit(check),
};

/// So many years after its own a report is hardly published.
const LATE: u32 = 5;

type Date = (u32, u32, u32);

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for (file, document) in reports(unit) {
        let report = &document.data;
        let root = DataPath::root();
        let filing = (
            root.clone().key("填报").key("填报日期"),
            &*report.filing.date,
        );
        let written = report.disclosure.get("发布日期").map_or("", String::as_str);
        let publication = (root.key("公开").key("发布日期"), written);
        let filed = hold(file, report.year, &filing, findings);
        let published = hold(file, report.year, &publication, findings);
        if let (Some(filed), Some(published)) = (filed, published)
            && published < filed
        {
            let message = format!("发布日期{}早于填报日期{}", publication.1, filing.1);
            findings
                .add(file, publication.0, message)
                .help("核对两个日期")
                .related(filing.0, "填报日期");
        }
    }
    for (file, document) in bases(unit) {
        let date = ("填报日期".into(), &*document.data.date);
        hold(file, document.data.year, &date, findings);
    }
}

/// The day of a date, where nothing is wrong with it by itself.
fn hold(
    file: FileRef,
    year: Option<Year>,
    (path, text): &(DataPath, &str),
    findings: &mut Findings,
) -> Option<Date> {
    let text = text.trim();
    let date = parts(text)?;
    let mut say = |message: String, severity| {
        let finding = findings.add(file, path.clone(), message).severity(severity);
        finding.help("核对日期，写作 2024-03-28 或 2024年3月28日");
    };
    let Some(year) = year.map(|Year(year)| u32::from(year)) else {
        return Some(date);
    };
    if date.0 < year {
        say(
            format!("日期是{text}，早于报告的{year}年度"),
            Severity::Warning,
        );
        return None;
    }
    if date.0 > year + LATE {
        let later = date.0 - year;
        say(
            format!("日期是{text}，比报告的{year}年度晚{later}年"),
            Severity::Note,
        );
        return None;
    }
    Some(date)
}

/// The year, month and day of `2024-03-28`, `2024年3月28日`, `2024/3/28` or
/// `2024.3.28`; `None` for anything else. That there is such a day is seen to by the
/// reading.
fn parts(text: &str) -> Option<Date> {
    let plain = text.strip_suffix('日').unwrap_or(text);
    let mut parts = plain.split(['-', '/', '.', '年', '月']);
    let mut next = || {
        let part = parts.next()?.trim();
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u32>().ok()).flatten()
    };
    let date = (next()?, next()?, next()?);
    let is_whole = parts.next().is_none() && (1000..10_000).contains(&date.0);
    is_whole.then_some(date)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const PUBLISHED: &str = "2024-03-28";
    const FILED: &str = "2024年3月20日";

    fn said(old: &str, new: &str) -> String {
        let found = findings_after(&RULE, &[(old, new)]);
        assert_eq!(found.len(), 1, "{new}");
        found[0].message.clone()
    }

    #[test]
    fn years_too_early_or_far_too_late_are_named() {
        assert_eq!(
            said(FILED, "2022年3月20日"),
            "日期是2022年3月20日，早于报告的2023年度"
        );
        assert_eq!(
            said(PUBLISHED, "2042-03-28"),
            "日期是2042-03-28，比报告的2023年度晚19年"
        );
    }

    #[test]
    fn other_ways_to_write_and_the_very_day_are_let_be() {
        for (old, new) in [
            (PUBLISHED, "2024年3月"),
            (PUBLISHED, "二〇二四年三月二十八日"),
            (PUBLISHED, "2024.03.20"),
            (FILED, "2023/12/29"),
            (FILED, "2024年2月29日"),
            (FILED, "3月20日"),
            (FILED, "20240320"),
        ] {
            assert_eq!(found_after(&RULE, &[(old, new)]), [""; 0], "{new}");
        }
    }
}
