//! 基础数据表的决算数与自评表的执行数不一致。
//!
//! # 检查什么
//! 同一年的基础数据表和自评表里名称完全相同的一项（如项目支出），基础数据表的本年决算数应与自评表的执行数一致；
//! 明细行与某个项目自评表的项目名称完全相同的，与那张表的全年执行数比。金额单位不同的先换算，只差四舍五入的不算。
//! 有一边空着、同名的不止一行、或者那个数与自己的明细、合计已经对不上（另有规则报）的，不查。
//!
//! # 依据
//! 算术。同一年同一项支出只有一个决算数。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2023
//! 经费控制:
//!   - 项目: 项目支出
//!     本年决算数: 1426.36
//! ```
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   按支出性质: {基本支出: 1275.43, 项目支出: 1431.36}
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2023
//! 经费控制:
//!   - 项目: 项目支出
//!     本年决算数: 1431.36
//! ```
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   按支出性质: {基本支出: 1275.43, 项目支出: 1431.36}
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::ties::base_gaps;
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;

pub static RULE: Rule = Rule {
    code: "ZP503",
    name: "base_data_differs_from_form",
    title: "基础数据与自评表不一致",
    severity: Severity::Warning,
    file: include_str!("base_data_differs_from_form.rs"),
    check: Check::Unit(check),
};

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for gap in base_gaps(unit).iter().filter(|gap| gap.slip().is_none()) {
        gap.add("核对两张表，同一项支出填同一个数", findings);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn another_figure_than_the_forms_is_named_with_both() {
        let findings = findings_after(&RULE, &[("本年决算数: 1431.36", "本年决算数: 1426.36")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "基础数据表“项目支出”本年决算数 1426.36万元，整体自评表“项目支出”1431.36万元，相差 5.00万元"
        );
        assert_eq!(findings[0].path.to_string(), "经费控制[1].本年决算数");
    }

    #[test]
    fn the_same_money_in_another_unit_or_rounded_agrees() {
        for (unit, figure) in [
            ("元", "14313600"),
            ("元", "14313567.89"),
            ("万元", "1431.4"),
        ] {
            let edit = [
                (
                    "年度: 2023\n经费",
                    &*format!("年度: 2023\n金额单位: {unit}\n经费"),
                ),
                ("本年决算数: 1431.36", &*format!("本年决算数: {figure}")),
            ];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{figure}{unit}");
        }
    }

    #[test]
    fn what_is_blank_or_called_otherwise_is_let_be() {
        for row in [
            "项目: 项目支出\n    本年决算数:",
            "项目: 上级项目支出\n    本年决算数: 1",
            "项目: 项目支出\n    本年预算数: 1\n    上年决算数: 2",
        ] {
            let edit = [("项目: 项目支出\n    本年决算数: 1431.36", row)];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{row}");
        }
    }

    #[test]
    fn a_form_whose_natures_do_not_add_up_is_not_reported_again() {
        let edit = [("项目支出: 1431.36}", "项目支出: 1426.36}")];
        assert_eq!(found_after(&RULE, &edit), ["ZP104 预算执行.按支出性质"]);
    }

    #[test]
    fn a_base_row_that_its_own_rows_contradict_is_not_reported_again() {
        let edit = [(
            "本年决算数: 1431.36",
            "本年决算数: 1426.36\n    其中:\n      - {项目: 区级专项资金, 本年决算数: 1431.36}",
        )];
        assert_eq!(found_after(&RULE, &edit), ["ZP106 经费控制[1].本年决算数"]);
    }
}
