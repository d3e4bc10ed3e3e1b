//! 得分比分值还高。
//!
//! # 检查什么
//! 每一行指标、预算执行率和计分的年度目标，得分都不能超过分值。没有分值或没有得分的不查。
//! 多数行的得分都高于分值的，像是每行另按百分制打分，只作一条提示，也不核对总分。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：完成指标值的，记该指标所赋全部分值。
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
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 32
//!   - 一级指标: 满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 100
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

use crate::check::execution::contradicts_rate;
use crate::check::marks::{is_on_other_scale, marks};
use crate::check::{Check, FiledReport, Findings, Rule, conversion};
use crate::diagnostic::Severity;
use crate::model::DataPath;

pub static RULE: Rule = Rule {
    code: "ZP205",
    name: "score_over_weight",
    title: "得分超过分值",
    severity: Severity::Error,
    file: include_str!("score_over_weight.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let marks = marks(filed);
    if is_on_other_scale(marks) {
        // then the total has been held against the scores, converted
        if filed.report.total.is_some() && conversion::totals(filed, marks).is_some() {
            return;
        }
        findings
            .add(
                filed.file,
                DataPath::from("绩效指标"),
                "多数行的得分高于分值，得分像是另按百分制填的，没有与分值和总分核对",
            )
            .severity(Severity::Note);
        return;
    }
    for mark in marks {
        let (Some(weight), Some(score), Some(excess)) = (mark.weight, mark.score, mark.excess())
        else {
            continue;
        };
        if contradicts_rate(filed, mark) {
            continue;
        }
        findings
            .add(
                filed.file,
                mark.score_path(),
                format!(
                    "{}得分 {score}，分值只有 {weight}，多 {excess}",
                    mark.name()
                ),
            )
            .help(format!("得分最多 {weight}；分值写错的改分值"))
            .related(mark.weight_path(), format!("分值 {weight}"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    #[test]
    fn a_score_over_its_weight_is_named_at_the_score() {
        let findings = findings_after(&RULE, &[("得分: 30", "得分: 30.5")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“改善人居环境”得分 30.5，分值只有 30，多 0.5"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[3].得分");
    }

    #[test]
    fn goals_and_the_execution_rate_are_held_too() {
        let form = "{编号: 甲, 范围: 项目, 预算执行: {分值: 20, 计分: 不核}, 年度目标: {分值: 20}}";
        let report = "{表式: 甲, 预算执行: {得分: 21}, 年度目标: [{得分: 20.5}]}";
        assert_eq!(
            found_on(form, report),
            ["ZP205 预算执行.得分", "ZP205 年度目标[1].得分"]
        );
    }

    #[test]
    fn an_execution_score_that_the_rate_contradicts_is_not_named_twice() {
        let contradicts = [("得分: 10", "得分: 11")];
        assert_eq!(found_after(&RULE, &contradicts), ["ZP102 预算执行.得分"]);
        // 9.5 rounds to 10, which is over the weight all the same
        let rounds = [("分值: 10", "分值: 9.5")];
        assert_eq!(found_after(&RULE, &rounds), ["ZP205 预算执行.得分"]);
    }

    #[test]
    fn rows_scored_out_of_a_hundred_are_converted_or_one_note() {
        let form = "{编号: 甲, 范围: 整体, 满分: 100}";
        let report = "{表式: 甲, 总分: 94, 绩效指标: [{分值: 40, 得分: 95}, \
                      {分值: 30, 得分: 100}, {分值: 30, 得分: 85}]}";
        assert_eq!(found_on(form, report), [""; 0]);
        let no_total = report.replace("总分: 94, ", "");
        assert_eq!(found_on(form, &no_total), ["ZP205 提示 绩效指标"]);
    }

    #[test]
    fn full_marks_and_blanks_are_right() {
        assert_eq!(found_after(&RULE, &[("得分: 30", "得分: 30.00")]), [""; 0]);
        let blank = [("分值: 30", "分值:"), ("分值: 10", "分值: 10")];
        let found = found_after(&RULE, &blank);
        assert!(found.iter().all(|line| !line.starts_with("ZP205")));
    }
}
