//! 成本指标“不超过预算”的金额与本表的预算数不一致。
//!
//! # 检查什么
//! 成本指标的名称只说不超过预算（如“不超过预算金额”“控制在预算内”）、年度指标值是一个金额的，这个金额应是本表的全年预算数，
//! 或者年初预算数，或者“其中”一行的预算数；名称写明年初预算的，只与年初预算数比。指标值没有写单位的，按本表的金额单位读。
//! 名称说的是某一项费用（如“会议费不超过预算”）的不查，同一张表有几行这样的指标的不查。只差四舍五入的不算。
//!
//! # 依据
//! 《中央部门预算绩效目标管理办法》（财预〔2015〕88号）：绩效目标要与预算确定的投资额或资金量相匹配。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 文体活动, 主管部门: 区文旅局, 实施单位: 某某街道}
//! 预算执行: {全年预算数: 15.3, 全年执行数: 15.3, 分值: 10, 执行率: 100%, 得分: 10}
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     二级指标: 成本指标
//!     三级指标: 不超过预算金额
//!     年度指标值: 20万元
//!     实际完成值: 15.3万元
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 文体活动, 主管部门: 区文旅局, 实施单位: 某某街道}
//! 预算执行: {全年预算数: 15.3, 全年执行数: 15.3, 分值: 10, 执行率: 100%, 得分: 10}
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     二级指标: 成本指标
//!     三级指标: 不超过预算金额
//!     年度指标值: 15.3万元
//!     实际完成值: 15.3万元
//! ```

use crate::check::ties::cost_gaps;
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;

pub static RULE: Rule = Rule {
    code: "ZP505",
    name: "cost_target_differs_from_budget",
    title: "成本指标值与预算数不一致",
    severity: Severity::Warning,
    file: include_str!("cost_target_differs_from_budget.rs"),
    check: Check::Unit(check),
};

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for gap in cost_gaps(unit).iter().filter(|gap| gap.slip().is_none()) {
        let help = format!(
            "指标值填本表的{} {}，或核对预算数",
            gap.there.name, gap.there.money
        );
        gap.add(&help, findings);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const NAME: &str = "不超过预算金额";
    const TARGET: &str = "年度指标值: 15.3万元";

    #[test]
    fn another_amount_than_the_budget_is_named_with_both() {
        let findings = findings_after(&RULE, &[(TARGET, "年度指标值: 20万元")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“不超过预算金额”的年度指标值 20万元，全年预算数 15.3万元，相差 4.7万元"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[1].年度指标值");
    }

    #[test]
    fn the_budget_in_any_writing_agrees() {
        for target in [
            "≤15.3万元",
            "153000元",
            "15.30万元",
            "15.3",
            "不超过15.3万元",
            "15万元",
            "=100%",
            "不超过预算",
            "约20万元",
        ] {
            let edit = [(TARGET, &*format!("年度指标值: {target}"))];
            let mut found = found_after(&RULE, &edit);
            found.retain(|line| line.starts_with(RULE.code));
            assert_eq!(found, [""; 0], "{target}");
        }
    }

    #[test]
    fn the_budget_of_the_start_of_the_year_or_of_one_row_agrees() {
        let edit = [
            (TARGET, "年度指标值: 20万元"),
            ("全年预算数: 15.3", "年初预算数: 20, 全年预算数: 15.3"),
        ];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
        let edit = [
            (TARGET, "年度指标值: 10万元"),
            (
                "得分: 10}",
                "得分: 10, 其中: {当年财政拨款: {全年预算数: 10, 全年执行数: 10}, 其他资金: {全年预算数: 5.3, 全年执行数: 5.3}}}",
            ),
        ];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }

    #[test]
    fn a_name_that_says_more_or_a_row_that_is_no_cost_is_let_be() {
        for edit in [
            (NAME, "会议费不超过预算"),
            (NAME, "总成本控制"),
            ("成本指标", "数量指标"),
        ] {
            let edit = [(TARGET, "年度指标值: 20万元"), edit];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{edit:?}");
        }
    }
}
