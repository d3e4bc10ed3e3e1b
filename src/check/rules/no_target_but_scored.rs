//! 年度指标值写“无”或“不适用”，却填了完成情况并得了分。
//!
//! # 检查什么
//! 指标值写“不适用”“不涉及”“无经济效益”“/”等，得分大于零的，提请核对。
//! 指标值只写“无”的：实际完成值写的是别的内容，或者这一行是效益、影响类指标的，提请核对；
//! 实际完成值也写“无”“0”“未发生”的，可能就是要求没有（如安全事故），不查。没有得分的行不查。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：得分按实际完成值与年初指标值对比确定。没有指标值就没有对比，分值应当分给其他指标。
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
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 产出指标
//!     三级指标: 危房处置率
//!     年度指标值: 100%
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 无
//!     实际完成值: 逐步提升
//!     分值: 30
//!     得分: 30
//!   - 一级指标: 满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 98
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
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 产出指标
//!     三级指标: 危房处置率
//!     年度指标值: 100%
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 30
//!   - 一级指标: 满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 98
//! ```

use crate::check::marks::{Marked, marks, row_name};
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::letters::trim;
use crate::model::{Amount, Indicator, Quantity};

pub static RULE: Rule = Rule {
    code: "ZP213",
    name: "no_target_but_scored",
    title: "没有指标值却得了分",
    severity: Severity::Warning,
    file: include_str!("no_target_but_scored.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    for mark in marks(filed) {
        let (Marked::Row(rows), Some(score)) = (mark.of, mark.score) else {
            continue;
        };
        let Some(row) = rows.first() else {
            continue;
        };
        if score <= Amount::ZERO || !rows.iter().all(|row| has_no_target(filed, row)) {
            continue;
        }
        let target = trim(&row.target);
        let actual = match trim(&row.actual) {
            "" => "实际完成值空着".to_owned(),
            actual => format!("实际完成值填“{actual}”"),
        };
        findings
            .add(
                filed.file,
                mark.score_path(),
                format!(
                    "{}的年度指标值是“{target}”，{actual}，却得 {score} 分",
                    row_name(row)
                ),
            )
            .help("有这项绩效的，写明年度指标值；没有的，不设分值，把分值分给其他指标")
            .related(
                mark.path.clone().key("年度指标值"),
                format!("年度指标值是“{target}”"),
            );
    }
}

/// Whether a row and the rows under its 其中 have nothing to reach.
fn has_no_target(filed: &FiledReport<'_>, row: &Indicator) -> bool {
    let none_below = |row| has_no_target(filed, row);
    says_none(filed, row) && row.children.iter().all(none_below)
}

fn says_none(filed: &FiledReport<'_>, row: &Indicator) -> bool {
    let is_none = |cell: &str| filed.readings.quantity(cell).is_none();
    let target: String = row.target.chars().filter(|c| c.is_alphanumeric()).collect();
    match target.as_str() {
        "" => is_none(&row.target) && !is_nothing(&row.actual),
        "无" => !is_nothing(&row.actual) || is_benefit(row),
        target => {
            // what is a figure is no such word
            !target.ends_with(|c: char| c.is_ascii_digit()) && is_none(target)
                || (target.starts_with('无') && names_benefit(target) && !is_wish(target))
        }
    }
}

/// 无直接经济效益, but not 无不良影响, which is a target.
fn names_benefit(target: &str) -> bool {
    target.ends_with("效益")
}

fn is_wish(target: &str) -> bool {
    ["负", "不良", "不利", "损"]
        .iter()
        .any(|word| target.contains(word))
}

/// Whether an actual says that there is none, as may have been wanted.
fn is_nothing(actual: &str) -> bool {
    let actual = trim(actual);
    let read = Quantity::read(actual);
    let is_zero = read
        .only_figure()
        .and_then(|figure| figure.exact())
        .is_some_and(Amount::is_zero);
    read.is_missing()
        || read.is_none()
        || is_zero
        || ["无", "未发生", "没有", "零"]
            .iter()
            .any(|word| actual.starts_with(word))
}

/// A row under a heading of benefits: 无 cannot be what is wanted there.
fn is_benefit(row: &Indicator) -> bool {
    const HEADINGS: [&str; 2] = ["效益", "可持续影响"];
    let is_heading = |text: &str| HEADINGS.iter().any(|heading| text.contains(heading));
    // a name of its own says what there is none of: 重大安全事故
    let name = trim(&row.name);
    (is_heading(&row.level2) || is_heading(&row.level1)) && (name.is_empty() || is_heading(name))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_on};

    #[test]
    fn a_score_without_a_target_is_named_at_the_score() {
        let edit = [(
            "年度指标值: 明显改善\n    实际完成值: 明显改善",
            "年度指标值: 无\n    实际完成值: 逐步提升",
        )];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“改善人居环境”的年度指标值是“无”，实际完成值填“逐步提升”，却得 30 分"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[3].得分");
    }

    fn found(name: &str, target: &str, actual: &str, score: &str) -> Vec<String> {
        let form =
            "{编号: 甲, 范围: 整体, 列: [二级指标, 三级指标, 年度指标值, 实际完成值, 分值, 得分]}";
        let report = format!(
            "{{表式: 甲, 绩效指标: [{{二级指标: 社会效益指标, 三级指标: {name}, \
             年度指标值: '{target}', 实际完成值: '{actual}', 分值: 5, 得分: {score}}}]}}"
        );
        let mut found = found_on(form, &report);
        found.retain(|line| line.starts_with(RULE.code));
        found
    }

    #[test]
    fn ways_of_writing_that_there_is_no_target() {
        for (target, actual) in [
            ("无", "逐步提升"),
            ("无", "无"),
            ("无经济效益", "逐步提升"),
            ("无直接经济效益", "逐步提升"),
            ("不适用", "不适用"),
            ("不涉及", ""),
            ("无此项", "逐步提升"),
            ("/", "逐步提升"),
        ] {
            let found = found("经济效益", target, actual, "5");
            assert_eq!(found, ["ZP213 警告 绩效指标[1].得分"], "{target} {actual}");
        }
    }

    #[test]
    fn nothing_may_be_what_was_wanted() {
        for (target, actual) in [
            ("无", "无"),
            ("无", "0起"),
            ("无", "未发生"),
            ("无重大事故", "无"),
            ("无不良影响", "无"),
            ("0", "0"),
        ] {
            let found = found("重大安全事故", target, actual, "5");
            assert_eq!(found, [""; 0], "{target} {actual}");
        }
    }

    #[test]
    fn without_a_score_nothing_is_wrong() {
        assert_eq!(found("经济效益", "不适用", "不适用", ""), [""; 0]);
        assert_eq!(found("经济效益", "无", "无", "0"), [""; 0]);
    }
}
