//! 各项分值加起来不等于表式的满分。
//!
//! # 检查什么
//! 预算执行率的分值、计分的年度目标的分值和各行指标的分值，合计应等于表式的满分（一般是100分）。
//! “其中”的行不另计，没有分值的行不计，整张表没有分值的不查。
//! 如果错在某个一级指标或某个年度目标之内，由 ZP202、ZP203 指出，这里不再重复。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：单位自评指标的权重由各单位自行确定，总和为100分。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出-2024
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
//!     分值: 20
//!     得分: 20
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
//! 总分: 93
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出-2024
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

use crate::check::marks::{Mark, Marked};
use crate::check::weights::{WeightSum, all_weights, declared_sum, hold};
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, DataPath};

pub static RULE: Rule = Rule {
    code: "ZP201",
    name: "weights_not_full_marks",
    title: "分值合计不是满分",
    severity: Severity::Error,
    file: include_str!("weights_not_full_marks.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let (Some(full), Some(marks)) = (filed.form.full_marks, all_weights(filed)) else {
        return;
    };
    let Some(WeightSum::Wrong(sum)) = hold(&marks, full) else {
        return;
    };
    // then a heading or a group is wrong, and has a finding of its own
    if declared_sum(filed) == Some(full) {
        return;
    }
    let difference = sum.checked_sub(full).unwrap_or_default().abs();
    let finding = findings.add(
        filed.file,
        place(filed),
        format!(
            "分值合计 {}，满分 {full}，相差 {difference}",
            addition(&marks, sum)
        ),
    );
    finding.help(format!("核对各项分值，合计应为 {full}"));
    for mark in &marks {
        if let Some(weight) = mark.weight {
            finding.related(mark.weight_path(), format!("{}分值 {weight}", mark.name()));
        }
    }
}

/// The list of rows: the report's own, or the first of a goal.
fn place(filed: &FiledReport<'_>) -> DataPath {
    if filed.report.indicators.is_empty() {
        "年度目标".into()
    } else {
        "绩效指标".into()
    }
}

/// `执行 10 + 指标 88 = 98`.
fn addition(marks: &[&Mark<'_>], sum: Amount) -> String {
    let of = |kind: fn(&Marked<'_>) -> bool| {
        let weights = marks.iter().filter(|mark| kind(&mark.of));
        Amount::sum(weights.filter_map(|mark| mark.weight)).filter(|sum| !sum.is_zero())
    };
    let parts = [
        ("执行", of(|of| matches!(of, Marked::Execution))),
        ("目标", of(|of| matches!(of, Marked::Goal(_)))),
        ("指标", of(|of| matches!(of, Marked::Row(_)))),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter_map(|(name, sum)| Some(format!("{name} {}", (*sum)?)))
        .collect();
    format!("{} = {sum}", parts.join(" + "))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{found_after, found_on};

    const FORM: &str = "{编号: 甲, 范围: 整体, 满分: 100, 预算执行: {分值: 10}}";

    fn report(weights: &str) -> String {
        let rows: Vec<String> = weights
            .split(' ')
            .map(|weight| format!("{{三级指标: 行, 分值: {weight}}}"))
            .collect();
        format!("{{表式: 甲, 绩效指标: [{}]}}", rows.join(", "))
    }

    #[test]
    fn weights_add_up_to_full_marks_with_the_weight_of_the_form() {
        assert_eq!(found_on(FORM, &report("46 20 10 14")), [""; 0]);
        assert_eq!(found_on(FORM, &report("46 20 10 13.5")), ["ZP201 绩效指标"]);
    }

    #[test]
    fn rows_without_a_weight_and_child_rows_do_not_count() {
        assert_eq!(found_on(FORM, &report("90 ")), [""; 0]);
        let nested = "{表式: 甲, 绩效指标: [{三级指标: 行, 分值: 90, 其中: \
                      [{三级指标: 行, 分值: 90}, {三级指标: 行, 分值: 45}]}]}";
        assert_eq!(found_on(FORM, nested), [""; 0]);
    }

    #[test]
    fn a_blank_form_says_nothing() {
        assert_eq!(found_on(FORM, &report(" ")), [""; 0]);
        assert_eq!(
            found_on("{编号: 甲, 范围: 整体}", &report("46 20")),
            [""; 0]
        );
    }

    #[test]
    fn what_a_heading_or_a_score_explains_is_not_said_again() {
        let fixed = ("湖南-整体支出-2024", "湖南-整体支出");
        let heading = [fixed, ("分值: 10\n    得分: 8", "分值: 11\n    得分: 8")];
        assert_eq!(found_after(&RULE, &heading), ["ZP202 绩效指标[4].分值"]);
        let score = [fixed, ("分值: 30", "分值: 29")];
        assert_eq!(found_after(&RULE, &score), ["ZP205 绩效指标[3].得分"]);
    }
}
