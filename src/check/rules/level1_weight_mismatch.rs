//! 一级指标下各行的分值加起来，不等于这个一级指标的分值。
//!
//! # 检查什么
//! “一级指标分值”填了的按填的核对，没有填的按表式定的核对（如产出指标50、效益指标30、满意度指标10）。
//! 表式定的分值不符、而全表合计仍是满分的，可能是按规定调整过权重（如成本指标单列），只作提示。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：产出指标50分、效益指标30分、满意度指标10分、预算执行率10分，特殊情况可以调整。
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
//! 一级指标分值:
//!   产出指标: 50
//!   效益指标: 20
//!   满意度指标: 10
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
//! 一级指标分值:
//!   产出指标: 50
//!   效益指标: 30
//!   满意度指标: 10
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

use crate::check::weights::{Level1, WeightSum, hold, may_be_shared_otherwise, tables};
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, DataPath};

pub static RULE: Rule = Rule {
    code: "ZP202",
    name: "level1_weight_mismatch",
    title: "一级指标分值不符",
    severity: Severity::Error,
    file: include_str!("level1_weight_mismatch.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    for table in tables(filed) {
        for level in &table.level1 {
            let sum = match hold(&level.rows, level.weight) {
                Some(WeightSum::Wrong(sum)) => sum,
                Some(_) => continue,
                None => Amount::ZERO,
            };
            if sum != level.weight {
                report(filed, &table.path, level, sum, findings);
            }
        }
    }
}

fn report(
    filed: &FiledReport<'_>,
    table: &DataPath,
    level: &Level1<'_>,
    sum: Amount,
    findings: &mut Findings,
) {
    let Level1 { name, weight, .. } = level;
    let (place, said, severity) = match &level.declared_at {
        Some(place) => (place.clone(), "填报", Severity::Error),
        None if may_be_shared_otherwise(filed, level) => {
            (first_row(table, level), "表式定为", Severity::Note)
        }
        None => (first_row(table, level), "表式定为", Severity::Error),
    };
    let finding = findings.add(
        filed.file,
        place,
        format!("{name}{said} {weight} 分，下面各行合计 {sum} 分"),
    );
    finding
        .severity(severity)
        .help(format!("核对各行分值，合计应为 {weight}"));
    for row in &level.rows {
        if let Some(weight) = row.weight {
            finding.related(row.weight_path(), format!("{}分值 {weight}", row.name()));
        }
    }
}

fn first_row(table: &DataPath, level: &Level1<'_>) -> DataPath {
    match level.rows.first() {
        Some(row) => row.weight_path(),
        None => table.clone().key("绩效指标"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    #[test]
    fn a_declared_weight_is_held_against_its_rows() {
        let findings = findings_after(&RULE, &[("满意度指标: 10", "满意度指标: 5")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "满意度指标填报 5 分，下面各行合计 10 分"
        );
        assert_eq!(findings[0].path.to_string(), "一级指标分值.满意度指标");
    }

    #[test]
    fn a_blank_weight_is_not_held() {
        assert_eq!(
            found_after(&RULE, &[("满意度指标: 10", "满意度指标:")]),
            [""; 0]
        );
    }

    #[test]
    fn a_weight_of_the_form_may_be_shared_out_otherwise() {
        let form = "{编号: 甲, 范围: 整体, 满分: 60, 一级指标: \
                    [{名称: 产出指标, 分值: 40}, {名称: 效益指标, 分值: 20}, {名称: 成本指标}]}";
        let report = |output, effect| {
            format!(
                "{{表式: 甲, 绩效指标: [{{一级指标: 产出指标, 三级指标: 子, 分值: {output}}}, \
                 {{一级指标: 效益指标, 三级指标: 丑, 分值: {effect}}}]}}"
            )
        };
        assert_eq!(found_on(form, &report(40, 20)), [""; 0]);
        assert_eq!(found_on(form, &report(41, 20)), ["ZP202 绩效指标[1].分值"]);
        assert_eq!(
            found_on(form, &report(45, 15)),
            ["ZP202 提示 绩效指标[1].分值", "ZP202 提示 绩效指标[2].分值"]
        );
    }

    #[test]
    fn a_heading_is_known_with_its_weight_behind_it_and_need_not_be_used() {
        let form = "{编号: 甲, 范围: 整体, 满分: 50, 一级指标: \
                    [{名称: 产出指标, 分值: 50}, {名称: 满意度指标, 分值: 10}]}";
        let report = |weight| {
            format!(
                "{{表式: 甲, 绩效指标: [{{一级指标: '产出 指标（50分）', 三级指标: 子, 分值: 30}}, \
                 {{分值: {weight}}}]}}"
            )
        };
        assert_eq!(found_on(form, &report("20")), [""; 0]);
        assert_eq!(found_on(form, &report("21")), ["ZP202 绩效指标[1].分值"]);
    }

    #[test]
    fn the_heading_of_the_execution_rate_has_no_rows_and_a_blank_form_says_nothing() {
        let form = "{编号: 甲, 范围: 整体}";
        let report = |weight| {
            format!(
                "{{表式: 甲, 一级指标分值: {{预算执行率: 10, 产出指标: 50}}, \
                 绩效指标: [{{一级指标: 产出指标, 三级指标: 子, 分值: {weight}}}]}}"
            )
        };
        assert_eq!(found_on(form, &report("50")), [""; 0]);
        assert_eq!(found_on(form, &report("")), [""; 0]);
    }
}
