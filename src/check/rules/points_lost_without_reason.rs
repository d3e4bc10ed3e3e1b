//! 扣了分，却没有写偏差原因。
//!
//! # 检查什么
//! 得分低于分值的行，表式有偏差原因、改进措施或说明栏的，应当写明；只写“无”“/”“已完成”等于没写；表下的偏差原因、改进措施、备注里提到这项指标的，也算写了。
//! 表式只在表下设“偏差原因”一个文字栏的，有扣分时这一栏不能空着。表式两样都没有的不查。
//! 扣的分正好是按执行率算出来的，只作提示。没有分值或没有得分的行不查。
//! 分值合计或总分不符、把这一行的分值或得分改对就没有扣分的，由 ZP201–ZP204 指出，这里不再重复。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）自评表：未完成原因和改进措施应当填写。
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

use crate::check::execution::{follows_from_rate, is_execution};
use crate::check::marks::{Mark, Marked, marks};
use crate::check::mended::is_told;
use crate::check::{Check, FiledReport, Findings, Rule, reasons};
use crate::diagnostic::Severity;
use crate::model::{Amount, DataPath};

pub static RULE: Rule = Rule {
    code: "ZP207",
    name: "points_lost_without_reason",
    title: "扣分没有说明原因",
    severity: Severity::Error,
    file: include_str!("points_lost_without_reason.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let report = filed.report;
    let mut lost: Vec<(&Mark<'_>, Amount)> = marks(filed)
        .iter()
        .filter(|mark| !mark.score.is_some_and(Amount::is_negative))
        .filter_map(|mark| mark.lost().map(|lost| (mark, lost)))
        .collect();
    let has_block = reasons::has_block(filed.form);
    if has_block && reasons::says_something(&report.reason) {
        return;
    }
    let columns = reasons::columns(filed.form);
    match columns.first() {
        Some(column) => each(filed, column, &lost, findings),
        None if has_block => {
            lost.retain(|(mark, _)| !is_slip(filed, mark));
            together(filed, &lost, findings);
        }
        None => {}
    }
}

/// One finding a row, at its own reason.
fn each<'a>(
    filed: &FiledReport<'a>,
    column: &str,
    lost: &[(&Mark<'a>, Amount)],
    findings: &mut Findings,
) {
    for (mark, points) in lost {
        let is_row = matches!(mark.of, Marked::Row(_));
        if !is_row
            || reasons::is_explained(filed, mark)
            || is_in_text(filed, mark)
            || is_slip(filed, mark)
        {
            continue;
        }
        let severity = if is_execution(filed, mark) && follows_from_rate(filed, mark) {
            Severity::Note
        } else {
            Severity::Error
        };
        findings
            .add(
                filed.file,
                mark.path.clone().key(column),
                format!(
                    "{}{}，没有写{}",
                    mark.name(),
                    standing(mark, *points),
                    words(column)
                ),
            )
            .severity(severity)
            .help(format!("在“{column}”写明为什么扣分、怎样改进"))
            .related(mark.score_path(), standing(mark, *points));
    }
}

/// Whether nothing would be lost but for a slip that has a finding of its own, in
/// the weight or in the score.
fn is_slip<'a>(filed: &FiledReport<'a>, mark: &Mark<'a>) -> bool {
    is_told(filed, mark, |mended| mended.lost().is_none())
}

/// Whether a text under the table speaks of this indicator.
fn is_in_text(filed: &FiledReport<'_>, mark: &Mark<'_>) -> bool {
    let Marked::Row([row, ..]) = mark.of else {
        return false;
    };
    let name = row.name.trim();
    let report = filed.report;
    let mut texts = [&report.reason, &report.measure, &report.remark].into_iter();
    !name.is_empty() && texts.any(|text| text.contains(name))
}

/// One finding for all, at the text block.
fn together(filed: &FiledReport<'_>, lost: &[(&Mark<'_>, Amount)], findings: &mut Findings) {
    let Some(points) = Amount::sum(lost.iter().map(|(_, points)| *points)) else {
        return;
    };
    if lost.is_empty() {
        return;
    }
    let by_rate = |mark: &Mark<'_>| is_execution(filed, mark) && follows_from_rate(filed, mark);
    let severity = if lost.iter().all(|(mark, _)| by_rate(mark)) {
        Severity::Note
    } else {
        Severity::Error
    };
    let finding = findings.add(
        filed.file,
        DataPath::from("偏差原因"),
        format!("有 {} 处共扣 {points} 分，“偏差原因”空着", lost.len()),
    );
    finding
        .severity(severity)
        .help("在“偏差原因”写明为什么扣分");
    for (mark, points) in lost {
        finding.related(mark.score_path(), standing(mark, *points));
    }
}

fn standing(mark: &Mark<'_>, lost: Amount) -> String {
    let (score, weight) = (
        mark.score.unwrap_or_default(),
        mark.weight.unwrap_or_default(),
    );
    format!("得 {score} 分，满分 {weight}，扣 {lost} 分")
}

/// What the column asks for.
fn words(column: &str) -> &str {
    match column {
        "偏差原因" => "偏差原因",
        "改进措施" => "改进措施",
        _ => "原因",
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    #[test]
    fn lost_points_without_a_reason_are_named_at_the_reason() {
        let findings = findings_after(&RULE, &[("满意度抽样不足，下年扩大。", "无")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“群众满意度”得 8 分，满分 10，扣 2 分，没有写偏差原因"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[4].偏差原因");
        assert_eq!(findings[0].related[0].1.to_string(), "绩效指标[4].得分");
    }

    #[test]
    fn any_reason_cell_of_the_row_will_do() {
        let edit = [("偏差原因: 满意度", "改进措施: 满意度")];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }

    #[test]
    fn a_row_without_weight_or_score_lost_nothing() {
        let edit = [("得分: 25", "得分:")];
        assert_eq!(found_after(&RULE, &edit), ["ZP225 警告 绩效指标[1].得分"]);
    }

    const BLOCK: &str = "{编号: 甲, 范围: 项目, 预算执行: {分值: 20}, 列: [三级指标, 分值, 得分], \
                         文字栏: [偏差原因, 改进措施]}";

    #[test]
    fn a_form_with_a_text_block_asks_once() {
        let report = |reason| {
            format!(
                "{{表式: 甲, 绩效指标: [{{三级指标: 甲, 分值: 5, 得分: 4}}, \
                 {{三级指标: 乙, 分值: 5, 得分: 3.5}}], 偏差原因: '{reason}', 改进措施: 加强培训}}"
            )
        };
        assert_eq!(found_on(BLOCK, &report("")), ["ZP207 偏差原因"]);
        assert_eq!(found_on(BLOCK, &report("进度偏慢")), [""; 0]);
    }

    #[test]
    fn what_the_rate_explains_is_a_note() {
        let report = "{表式: 甲, 预算执行: {全年预算数: 100, 全年执行数: 88, 得分: 17.6}}";
        assert_eq!(found_on(BLOCK, report), ["ZP207 提示 偏差原因"]);
        let rows = "{编号: 甲, 范围: 整体, 执行率行: 执行率, 列: [得分, 说明]}";
        let report = "{表式: 甲, 绩效指标: [{三级指标: 执行率, 年度指标值: 100%, \
                      实际完成值: 99.64%, 分值: 10, 得分: 9.96}]}";
        assert_eq!(found_on(rows, report), ["ZP207 提示 绩效指标[1].说明"]);
    }

    #[test]
    fn a_form_that_does_not_ask_hears_nothing() {
        let form = "{编号: 甲, 范围: 整体, 列: [三级指标, 分值, 得分]}";
        let report = "{表式: 甲, 绩效指标: [{三级指标: 甲, 分值: 5, 得分: 4}]}";
        assert_eq!(found_on(form, report), [""; 0]);
    }
}
