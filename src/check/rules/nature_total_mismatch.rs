//! 按支出性质分的各项支出加起来，不等于全年执行数。
//!
//! # 检查什么
//! 基本支出、项目支出等各项之和应等于全年执行数；有的单位按全年预算数填，与它相等的只作提示。
//! 各项都空着的不查，空着的一项不当作零。相差在四舍五入范围内的只作提示。
//!
//! # 依据
//! 算术。全年执行数就是各类支出之和。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2317.20
//!   全年执行数: 2317.20
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   按支出性质:
//!     基本支出: 2453.22
//!     项目支出: 863.98
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2317.20
//!   全年执行数: 2317.20
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   按支出性质:
//!     基本支出: 1453.22
//!     项目支出: 863.98
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::sums::{Total, hold_items};
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP104",
    name: "nature_total_mismatch",
    title: "支出性质不等于总额",
    severity: Severity::Error,
    file: include_str!("nature_total_mismatch.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let Some(funds) = &filed.report.funds else {
        return;
    };
    let totals = (
        Total {
            key: "全年执行数",
            amount: funds.executed,
        },
        Total {
            key: "全年预算数",
            amount: funds.budget,
        },
    );
    hold_items(filed, "按支出性质", &funds.natures, totals, findings);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn natures_that_do_not_add_up_are_named_with_the_difference() {
        let findings = findings_after(&RULE, &[("1453.22", "1453.72")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "按支出性质合计 2317.70（1453.72 + 863.98），与全年执行数 2317.20 相差 0.50"
        );
    }

    #[test]
    fn of_two_totals_the_nearer_is_named() {
        let edit = [
            ("全年预算数: 2317.20", "全年预算数: 2317.21"),
            ("1453.22", "1455.22"),
            ("执行率: 100%", "执行率: 100.0%"),
        ];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("全年预算数 2317.21"));
    }

    #[test]
    fn a_difference_by_rounding_is_a_note() {
        assert_eq!(
            found_after(&RULE, &[("1453.22", "1453.23")]),
            ["ZP104 提示 预算执行.按支出性质"]
        );
    }

    #[test]
    fn one_blank_nature_is_no_zero_and_all_blank_say_nothing() {
        let one = [("1453.22", "2317.20"), ("项目支出: 863.98", "项目支出:")];
        assert_eq!(found_after(&RULE, &one), [""; 0]);
        let none = [("1453.22", ""), ("项目支出: 863.98", "项目支出:")];
        assert_eq!(found_after(&RULE, &none), [""; 0]);
    }
}
