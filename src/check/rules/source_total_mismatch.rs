//! 按收入性质分的各项资金加起来，不等于年度资金总额。
//!
//! # 检查什么
//! 按收入性质填写的各项之和应等于全年预算数；有的单位按全年执行数填，与它相等的只作提示。
//! 各项都空着的不查，空着的一项不当作零。相差在四舍五入范围内的只作提示。
//!
//! # 依据
//! 算术。资金总额就是各来源资金之和。
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
//!   按收入性质:
//!     一般公共预算: 2335.64
//!     政府性基金拨款: 10.0
//!     纳入专户管理的非税收入拨款: 0.00
//!     其他资金:
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
//!   按收入性质:
//!     一般公共预算: 2307.20
//!     政府性基金拨款: 10.0
//!     纳入专户管理的非税收入拨款: 0.00
//!     其他资金:
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::sums::{Total, hold_items};
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP103",
    name: "source_total_mismatch",
    title: "收入来源不等于总额",
    severity: Severity::Error,
    file: include_str!("source_total_mismatch.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let Some(funds) = &filed.report.funds else {
        return;
    };
    let totals = (
        Total {
            key: "全年预算数",
            amount: funds.budget,
        },
        Total {
            key: "全年执行数",
            amount: funds.executed,
        },
    );
    hold_items(filed, "按收入性质", &funds.sources, totals, findings);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn sources_that_do_not_add_up_are_named_with_the_difference() {
        let findings = findings_after(&RULE, &[("2307.20", "2335.64")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "按收入性质合计 2345.64（2335.64 + 10.0），与全年预算数 2317.20 相差 28.44"
        );
        assert_eq!(findings[0].related.len(), 5);
    }

    #[test]
    fn sources_that_add_up_to_what_was_executed_are_a_note() {
        let edit = [
            ("全年预算数: 2317.20", "全年预算数: 2400"),
            ("执行率: 100%", "执行率: 96.55%"),
            ("得分: 10", "得分: 9.66"),
        ];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].severity, crate::diagnostic::Severity::Note);
        assert_eq!(
            findings[0].message,
            "按收入性质合计 2317.20，与全年执行数相等，与全年预算数 2400 不等"
        );
    }

    #[test]
    fn a_difference_by_rounding_is_a_note() {
        assert_eq!(
            found_after(&RULE, &[("2307.20", "2307.19")]),
            ["ZP103 提示 预算执行.按收入性质"]
        );
    }

    #[test]
    fn an_item_within_an_item_is_not_added() {
        let edit = [("    政府性基金", "    其中：专项债券: 5\n    政府性基金")];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }

    #[test]
    fn blank_sources_say_nothing() {
        let edit = [
            ("一般公共预算: 2307.20", "一般公共预算:"),
            ("拨款: 10.0", "拨款:"),
            ("拨款: 0.00", "拨款:"),
        ];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }
}
