//! 年度目标下各行指标的分值加起来，不等于这个年度目标的分值。
//!
//! # 检查什么
//! 指标按年度目标分组的表式，每个年度目标的分值应等于它下面各行分值之和。
//! 没有填年度目标分值的，或者各行都没有分值的，不查。
//!
//! # 依据
//! 算术。年度目标的分值分到它的各行指标。
//!
//! # 错例
//! ```yaml
//! 表式: 武汉-整体支出
//! 年度: 2020
//! 填报: {填报日期: 2021年2月25日}
//! 预算执行: {全年预算数: 20640.80, 全年执行数: 20511.36, 执行率: 99.37%, 得分: 19.87}
//! 年度目标:
//!   - 编号: 年度目标1
//!     预期目标: 开展信访维稳工作。
//!     分值: 36
//!     一级指标分值: {产出指标: 17, 效益指标: 20}
//!     绩效指标:
//!       - {一级指标: 产出指标, 三级指标: 培训次数, 年度指标值: 1次, 实际完成值: 1次, 分值: 17, 得分: 17}
//!       - {一级指标: 效益指标, 三级指标: 群众满意度, 年度指标值: 90%, 实际完成值: 90%, 分值: 20, 得分: 20}
//!   - 编号: 年度目标2
//!     预期目标: 开展道路清扫保洁。
//!     分值: 43
//!     绩效指标:
//!       - {一级指标: 产出指标, 三级指标: 清扫完成率, 年度指标值: 100%, 实际完成值: 100%, 分值: 43, 得分: 43}
//! 总分: 99.87
//! 偏差原因: 部分工程款跨年结算，预算没有全部执行。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 武汉-整体支出
//! 年度: 2020
//! 填报: {填报日期: 2021年2月25日}
//! 预算执行: {全年预算数: 20640.80, 全年执行数: 20511.36, 执行率: 99.37%, 得分: 19.87}
//! 年度目标:
//!   - 编号: 年度目标1
//!     预期目标: 开展信访维稳工作。
//!     分值: 37
//!     一级指标分值: {产出指标: 17, 效益指标: 20}
//!     绩效指标:
//!       - {一级指标: 产出指标, 三级指标: 培训次数, 年度指标值: 1次, 实际完成值: 1次, 分值: 17, 得分: 17}
//!       - {一级指标: 效益指标, 三级指标: 群众满意度, 年度指标值: 90%, 实际完成值: 90%, 分值: 20, 得分: 20}
//!   - 编号: 年度目标2
//!     预期目标: 开展道路清扫保洁。
//!     分值: 43
//!     绩效指标:
//!       - {一级指标: 产出指标, 三级指标: 清扫完成率, 年度指标值: 100%, 实际完成值: 100%, 分值: 43, 得分: 43}
//! 总分: 99.87
//! 偏差原因: 部分工程款跨年结算，预算没有全部执行。
//! ```

use crate::check::weights::{WeightSum, hold, tables};
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP203",
    name: "goal_weight_mismatch",
    title: "年度目标分值不符",
    severity: Severity::Error,
    file: include_str!("goal_weight_mismatch.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    for table in tables(filed) {
        let Some(weight) = table.weight else {
            continue;
        };
        let Some(WeightSum::Wrong(sum)) = hold(&table.rows, weight) else {
            continue;
        };
        // then a heading in the group is wrong, and has a finding of its own
        if table.weight_by_level1() == Some(weight) {
            continue;
        }
        let finding = findings.add(
            filed.file,
            table.path.clone().key("分值"),
            format!("{}分值 {weight}，下面各行指标合计 {sum}", table.name),
        );
        finding.help(format!("核对各行分值，合计应为 {weight}"));
        for row in &table.rows {
            if let Some(weight) = row.weight {
                finding.related(row.weight_path(), format!("{}分值 {weight}", row.name()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn the_weight_of_a_goal_is_held_against_its_rows() {
        let findings = findings_after(&RULE, &[("分值: 37", "分值: 36")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“年度目标1”分值 36，下面各行指标合计 37"
        );
        assert_eq!(findings[0].path.to_string(), "年度目标[1].分值");
    }

    #[test]
    fn a_row_is_named_by_the_nearest_sum_alone() {
        let in_heading = [("分值: 20, 得分", "分值: 21, 得分")];
        assert_eq!(
            found_after(&RULE, &in_heading),
            ["ZP202 年度目标[1].一级指标分值.效益指标"]
        );
        let in_group = [("分值: 43, 得分", "分值: 44, 得分")];
        assert_eq!(found_after(&RULE, &in_group), ["ZP203 年度目标[2].分值"]);
    }

    #[test]
    fn a_blank_weight_is_not_held() {
        assert_eq!(found_after(&RULE, &[("分值: 43\n", "分值:\n")]), [""; 0]);
    }
}
