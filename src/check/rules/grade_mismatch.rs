//! 填报的等级与总分不符。
//!
//! # 检查什么
//! 按表式的等级线，由总分得出的等级，应与填报的等级相同；“优秀”“良好”与“优”“良”同样看待。
//! 总分没有填的，按各项得分合计。填报的总分与合计不一致时，与其中一个相符就不另报。
//! 表式没有等级线的，等级写的不是表式所列之一的，不查。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：90（含）—100分为优，80（含）—90分为良，60（含）—80分为中，60分以下为差。
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
//!     得分: 30
//!   - 一级指标: 满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 98
//! 等级: 良
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
//! 等级: 优
//! ```

use crate::check::marks::{execution_weight, is_on_other_scale, marks};
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::form::Form;
use crate::model::DataPath;

pub static RULE: Rule = Rule {
    code: "ZP217",
    name: "grade_mismatch",
    title: "等级与总分不符",
    severity: Severity::Error,
    file: include_str!("grade_mismatch.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    hold(filed, findings);
}

fn hold(filed: &FiledReport<'_>, findings: &mut Findings) -> Option<()> {
    let report = filed.report;
    let declared = grade_written(filed.form, &report.grade)?;
    let computed = if is_on_other_scale(marks(filed)) {
        None
    } else {
        report.computed_total(execution_weight(filed))
    };
    let score = report.total.or(computed)?;
    let is_of = |score| filed.form.grade(score) == Some(declared);
    // a wrong total has a finding of its own
    if is_of(score) || computed.is_some_and(is_of) {
        return None;
    }
    let right = filed.form.grade(score)?;
    findings
        .add(
            filed.file,
            DataPath::from("等级"),
            format!(
                "等级填报“{}”，总分 {score} 分，按等级线应为“{right}”",
                report.grade.trim()
            ),
        )
        .help(format!(
            "等级改为“{right}”；等级线与本表不同的，在表式里写明"
        ))
        .related(DataPath::from("总分"), format!("总分 {score}"));
    Some(())
}

/// The grade of the form's scale that is written: 优 for 优秀 and 优等. `None` for
/// any other text, such as tick boxes.
fn grade_written<'a>(form: &'a Form, text: &str) -> Option<&'a str> {
    let text = text.trim();
    let names = form.grades.as_ref()?.iter().map(|(name, _)| name);
    names.chain(["差"]).find(|name| {
        let ending = text.strip_prefix(name);
        ending.is_some_and(|ending| ["", "秀", "好", "等", "级"].contains(&ending))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    #[test]
    fn another_grade_than_the_score_gives_is_named() {
        let findings = findings_after(&RULE, &[("等级: 优", "等级: 良好")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "等级填报“良好”，总分 98 分，按等级线应为“优”"
        );
        assert_eq!(findings[0].path.to_string(), "等级");
    }

    #[test]
    fn the_lines_themselves_belong_to_the_better_grade() {
        let form = "{编号: 甲, 范围: 整体, 等级: {优: 90, 良: 80, 中: 60}}";
        let found =
            |total, grade| found_on(form, &format!("{{表式: 甲, 总分: {total}, 等级: {grade}}}"));
        for (total, grade) in [
            ("90", "优"),
            ("89.99", "良"),
            ("80", "良"),
            ("60.0", "中"),
            ("59.9", "差"),
            ("100", "优秀"),
        ] {
            assert_eq!(found(total, grade), [""; 0], "{total} {grade}");
        }
        for (total, grade) in [("89.99", "优"), ("60", "差"), ("59.9", "中")] {
            assert_eq!(found(total, grade), ["ZP217 等级"], "{total} {grade}");
        }
    }

    #[test]
    fn what_is_no_grade_of_the_form_is_not_held() {
        for grade in ["", "合格", "☑优 □良", "A"] {
            let edit = [("等级: 优", &*format!("等级: {grade}"))];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{grade}");
        }
    }

    #[test]
    fn a_wrong_total_is_named_alone() {
        assert_eq!(
            found_after(&RULE, &[("总分: 98", "总分: 89")]),
            ["ZP204 总分"]
        );
    }
}
