//! 实际完成值达到了年度指标值，得分却低于分值。
//!
//! # 检查什么
//! 年度指标值和实际完成值都能读成数字、单位相同，实际完成值等于指标值或者稍有超过，得分仍低于分值的，提请核对：或者得分填错，或者实际完成值填错。
//! 超过指标值两成以上的，扣分可能是按偏离度调减，只作提示，写了原因的不提；行内另有评分标准的，也只作提示。
//! 定性指标与指标值一字不差的：得分在分值的八成以上属于第一档，只作提示；不到八成的提请核对。
//! 哪个方向为好看不准的（如“减少用水”），单位不同的，一概不查。执行率由别的规则核对。
//! 分值合计或总分不符、把这一行的分值或得分改对就没有扣分的，由 ZP201–ZP204 指出，这里不再重复。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：定量指标完成指标值的，记该指标所赋全部分值；
//! 定性指标达成年度指标的，按该指标分值的100%～80%（含80%）记分。
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
//!     得分: 23
//!     偏差原因: 还要更加精细。
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
//! 总分: 96
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

use crate::check::attainment::{self, Attainment};
use crate::check::execution::is_execution;
use crate::check::marks::{Mark, Marked, is_on_other_scale, marks};
use crate::check::mended::unless_told;
use crate::check::{Check, FiledReport, Finding, Findings, Rule, answers, criteria, reasons};
use crate::diagnostic::Severity;
use crate::model::{Amount, Indicator};

pub static RULE: Rule = Rule {
    code: "ZP209",
    name: "target_met_but_points_lost",
    title: "达到指标值却扣了分",
    severity: Severity::Warning,
    file: include_str!("target_met_but_points_lost.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let marks = marks(filed);
    if is_on_other_scale(marks) {
        return;
    }
    for mark in marks {
        let Marked::Row(rows) = mark.of else {
            continue;
        };
        if mark.lost().is_some() && !is_execution(filed, mark) {
            unless_told(filed, mark, findings, |mark, findings| {
                hold(filed, mark, rows, findings);
            });
        }
    }
}

fn hold(
    filed: &FiledReport<'_>,
    mark: &Mark<'_>,
    rows: &[Indicator],
    findings: &mut Findings,
) -> Option<()> {
    let (row, score, weight) = (rows.first()?, mark.score?, mark.weight?);
    let lost = mark.lost()?;
    if score.is_negative() {
        return None;
    }
    // a criterion that is understood has a rule of its own
    if criteria::due(mark).is_some() {
        return None;
    }
    let (target, actual) = (row.target.trim(), row.actual.trim());
    let points = format!("得 {score} 分，满分 {weight}，扣 {lost} 分");
    let (severity, stands) = match attainment::of_mark(filed, mark) {
        Attainment::Met { is_near: true, .. } => (Severity::Warning, "达到"),
        Attainment::Met { .. } if reasons::is_explained(filed, mark) => return None,
        Attainment::Met { .. } => (Severity::Note, "大大好于"),
        Attainment::Missed { .. } => return None,
        Attainment::Unknown => return judged(filed, mark, rows, &points, findings),
    };
    let message = format!(
        "{}的年度指标值是{target}，实际完成值{actual}已经{stands}，却{points}",
        mark.name()
    );
    let finding = findings.add(filed.file, mark.score_path(), message);
    finding.severity(if attainment::has_criterion(rows) {
        Severity::Note
    } else {
        severity
    });
    help(finding, mark, weight);
    Some(())
}

/// A qualitative row whose actual says that the target is reached, in its very
/// words or in the words of the three tiers.
fn judged(
    filed: &FiledReport<'_>,
    mark: &Mark<'_>,
    rows: &[Indicator],
    points: &str,
    findings: &mut Findings,
) -> Option<()> {
    let [row] = rows else { return None };
    let (target, actual) = (row.target.trim(), row.actual.trim());
    let is_in_first_tier = attainment::share_of_weight(mark)? >= Amount::from_int(80);
    let severity = match (is_in_first_tier, target == actual) {
        _ if target.is_empty() || !row.children.is_empty() => return None,
        _ if !attainment::is_judgement(filed, target) => return None,
        (true, true) => Severity::Note,
        (false, true) if !attainment::has_criterion(rows) => Severity::Warning,
        (false, same) if same || answers::says_all_reached(actual) => Severity::Note,
        _ => return None,
    };
    let stands = if target == actual {
        format!("与年度指标值一样是“{actual}”")
    } else {
        format!("写作“{actual}”")
    };
    let message = format!("{}的实际完成值{stands}，却{points}", mark.name());
    let finding = findings.add(filed.file, mark.score_path(), message);
    finding.severity(severity);
    help(finding, mark, mark.weight?);
    Some(())
}

fn help(finding: &mut Finding, mark: &Mark<'_>, weight: Amount) {
    finding
        .help(format!(
            "达到指标值的，得分应为 {weight}；没有完全达到的，实际完成值要写出差在哪里"
        ))
        .related(
            mark.path.clone().key("实际完成值"),
            "这里写的是达到了指标值",
        );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    const LOST: (&str, &str) = (
        "分值: 25\n    得分: 25",
        "分值: 25\n    得分: 23\n    偏差原因: 还要更加精细。",
    );
    const TOTAL: (&str, &str) = ("总分: 98", "总分: 96");

    #[test]
    fn a_target_met_to_the_figure_gives_full_marks_whatever_the_reason() {
        let findings = findings_after(&RULE, &[LOST, TOTAL]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“拆除违法建设数量”的年度指标值是139处，实际完成值139处已经达到，\
             却得 23 分，满分 25，扣 2 分"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[1].得分");
        assert_eq!(
            findings[0].related[0].1.to_string(),
            "绩效指标[1].实际完成值"
        );
    }

    #[test]
    fn a_target_missed_or_in_doubt_loses_points_rightly() {
        for (target, actual) in [("139处", "130处"), ("≥139处", "139人次"), ("139处", "无")]
        {
            let target = format!("年度指标值: {target}");
            let actual = format!("实际完成值: {actual}");
            let edit = [
                LOST,
                TOTAL,
                ("年度指标值: 139处", &*target),
                ("实际完成值: 139处", &*actual),
            ];
            assert_eq!(own(found_after(&RULE, &edit)), [""; 0], "{target} {actual}");
        }
    }

    fn own(mut found: Vec<String>) -> Vec<String> {
        found.retain(|line| line.starts_with(RULE.code));
        found
    }

    fn rows(row: &str) -> Vec<String> {
        let form = "{编号: 甲, 范围: 整体, 列: [三级指标, 年度指标值, 实际完成值, 评分标准, 分值, \
                    得分, 偏差原因]}";
        let report = format!("{{表式: 甲, 绩效指标: [{{{row}, 偏差原因: 还有差距}}]}}");
        own(found_on(form, &report))
    }

    #[test]
    fn far_beyond_the_target_points_may_be_deducted_with_a_reason() {
        let beyond = "三级指标: 培训人次, 年度指标值: ≥100人次, 实际完成值: 140人次, 分值: 10";
        assert_eq!(rows(&format!("{beyond}, 得分: 9")), [""; 0]);
        let near = "三级指标: 培训人次, 年度指标值: ≥100人次, 实际完成值: 110人次, 分值: 10";
        assert_eq!(
            rows(&format!("{near}, 得分: 9")),
            ["ZP209 警告 绩效指标[1].得分"]
        );
    }

    #[test]
    fn a_criterion_of_the_row_makes_it_a_note() {
        let row = "三级指标: 群众满意度, 年度指标值: 95%, 实际完成值: 95%, 分值: 10, 得分: 9, \
                   评分标准: 按第三方测评结果计分";
        assert_eq!(rows(row), ["ZP209 提示 绩效指标[1].得分"]);
    }

    #[test]
    fn a_judgement_in_the_words_of_the_target_belongs_to_the_first_tier() {
        let row = "三级指标: 生态效益, 年度指标值: 优化环境, 实际完成值: 优化环境, 分值: 10";
        assert_eq!(rows(&format!("{row}, 得分: 10")), [""; 0]);
        assert_eq!(
            rows(&format!("{row}, 得分: 8")),
            ["ZP209 提示 绩效指标[1].得分"]
        );
        assert_eq!(
            rows(&format!("{row}, 得分: 7")),
            ["ZP209 警告 绩效指标[1].得分"]
        );
        let reached = "三级指标: 生态效益, 年度指标值: 优化环境, 实际完成值: 全部达成预期指标";
        assert_eq!(rows(&format!("{reached}, 分值: 10, 得分: 8")), [""; 0]);
        assert_eq!(
            rows(&format!("{reached}, 分值: 10, 得分: 6")),
            ["ZP209 提示 绩效指标[1].得分"]
        );
    }

    #[test]
    fn rows_of_one_score_must_all_be_met() {
        let report = |second| {
            format!(
                "{{表式: 甲, 绩效指标: [{{三级指标: 甲, 年度指标值: 5次, 实际完成值: 5次, 分值: 10, \
                 得分: 9}}, {{三级指标: 乙, 年度指标值: 5次, 实际完成值: {second}, 并入上行: true}}]}}"
            )
        };
        let form = "{编号: 甲, 范围: 整体, 列: [三级指标, 年度指标值, 实际完成值, 分值, 得分]}";
        assert_eq!(
            own(found_on(form, &report("5次"))),
            ["ZP209 警告 绩效指标[1].得分"]
        );
        assert_eq!(own(found_on(form, &report("4次"))), [""; 0]);
    }
}
