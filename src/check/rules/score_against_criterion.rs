//! 得分与这一行的评分标准算出来的不一样。
//!
//! # 检查什么
//! 有评分标准的行，按评分标准、年度指标值和实际完成值算出应得的分，与填报的得分核对。
//! 认得的写法如“每少于目标值1次扣0.5分，扣完为止”“达到95%得10分，每下降1%扣1分，80%以下不得分”“95%以上得10分，90%至95%得8分，低于90%不得分”“完成目标得满分，未完成按比例扣分”“未发生得5分，每发现一例扣1分”。
//! 不足一档的（每1%扣1分、低了1.5%）扣一档、两档或按比例扣都算对。
//! “基本完成得3分”“酌情扣分”这样要凭判断的，在判断的范围内都算对。远远好于指标值而扣了分、并写了原因的，不核对。
//! 分值合计或总分不符、把这一行的分值或得分改对就合评分标准的，由 ZP201–ZP204 指出，这里不再重复。
//! 评分标准有一处读不懂，或者指标值、完成值与它不是同一单位的，这一行不核对；可以另写“计分”。
//!
//! # 依据
//! 本表的评分标准。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出-2024
//! 年度: 2024
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
//!     评分标准: 每少于目标值1处扣1分，扣完为止
//!     分值: 80
//!     得分: 80
//!   - 一级指标: 满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     评分标准: 群众满意度达到95%，得10分，每下降1%扣1分，80%以下不得分
//!     分值: 10
//!     得分: 9
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 99
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出-2024
//! 年度: 2024
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
//!     评分标准: 每少于目标值1处扣1分，扣完为止
//!     分值: 80
//!     得分: 80
//!   - 一级指标: 满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     评分标准: 群众满意度达到95%，得10分，每下降1%扣1分，80%以下不得分
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 98
//! ```

use crate::check::attainment::{self, Attainment};
use crate::check::marks::{Mark, Marked, is_on_other_scale, marks};
use crate::check::mended::unless_told;
use crate::check::{Check, FiledReport, Findings, Rule, criteria, reasons};
use crate::diagnostic::Severity;
use crate::model::criterion::Score;
use crate::model::{Amount, Indicator};

pub static RULE: Rule = Rule {
    code: "ZP220",
    name: "score_against_criterion",
    title: "得分不合评分标准",
    severity: Severity::Warning,
    file: include_str!("score_against_criterion.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let marks = marks(filed);
    if is_on_other_scale(marks) {
        return;
    }
    for mark in marks {
        // a score for several rows follows from none of them
        if let Marked::Row([row]) = mark.of {
            unless_told(filed, mark, findings, |mark, findings| {
                hold(filed, mark, row, findings);
            });
        }
    }
}

fn hold(
    filed: &FiledReport<'_>,
    mark: &Mark<'_>,
    row: &Indicator,
    findings: &mut Findings,
) -> Option<()> {
    let declared = mark.score?;
    if mark.excess().is_some() || declared.is_negative() {
        return None;
    }
    let key = criteria::key(row)?;
    let due = criteria::due(mark)?;
    if due.allows(declared) {
        return None;
    }
    // far beyond the target points may be deducted with a reason
    let is_far_beyond = matches!(
        attainment::of_row(filed, row),
        Attainment::Met { is_near: false, .. }
    );
    if is_far_beyond && mark.lost().is_some() && reasons::is_explained(filed, mark) {
        return None;
    }
    let due = printed(due);
    findings
        .add(
            filed.file,
            mark.score_path(),
            format!(
                "{}得 {declared} 分，按{key}应得 {due} 分：年度指标值{}，实际完成值{}",
                mark.name(),
                row.target.trim(),
                row.actual.trim()
            ),
        )
        .help(if key == "计分" {
            format!("得分应为 {due}；计分不是这个意思的，改写计分")
        } else {
            format!("得分应为 {due}；评分标准不是这个意思的，另写“计分”")
        })
        .related(mark.path.clone().key(key), key)
        .related(mark.path.clone().key("年度指标值"), "年度指标值")
        .related(mark.path.clone().key("实际完成值"), "实际完成值");
    Some(())
}

/// `8`, or `8 至 9`.
fn printed(score: Score) -> String {
    let (least, most) = (plain(score.least), plain(score.most));
    if least == most {
        least.to_string()
    } else {
        format!("{least} 至 {most}")
    }
}

/// With two decimals at most, and none that are zero.
fn plain(amount: Amount) -> Amount {
    let rounded = amount.round(2);
    let whole = (0..2).map(|places| amount.round(places));
    whole
        .into_iter()
        .find(|short| *short == rounded)
        .unwrap_or(rounded)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    #[test]
    fn a_score_that_the_criterion_does_not_give_is_named_with_the_one_it_gives() {
        let findings = findings_after(
            &RULE,
            &[("得分: 8\n", "得分: 9\n"), ("总分: 98", "总分: 99")],
        );
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“群众满意度”得 9 分，按评分标准应得 8 分：年度指标值95%，实际完成值93%"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[2].得分");
        assert_eq!(findings[0].related[0].1.to_string(), "绩效指标[2].评分标准");
    }

    #[test]
    fn a_step_begun_may_count_or_not() {
        let actual = ("实际完成值: 93%", "实际完成值: 93.5%");
        for (score, total) in [("8", "98"), ("8.5", "98.5"), ("9", "99")] {
            let score = format!("得分: {score}");
            let total = format!("总分: {total}");
            let edit = [
                actual,
                ("得分: 8\n", &*format!("{score}\n")),
                ("总分: 98", &*total),
            ];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{score}");
        }
        let edit = [actual, ("得分: 8\n", "得分: 7\n"), ("总分: 98", "总分: 97")];
        let findings = findings_after(&RULE, &edit);
        assert!(findings[0].message.contains("应得 8 至 9 分"));
    }

    #[test]
    fn a_criterion_that_is_not_understood_is_not_guessed() {
        for criterion in [
            "群众满意度达到95%，得10分，每下降1%扣1分，80%以下另议",
            "群众满意度酌情给分",
            "",
        ] {
            let criterion = format!("评分标准: {criterion}");
            let edit = [
                (
                    "评分标准: 群众满意度达到95%，得10分，每下降1%扣1分，80%以下不得分",
                    &*criterion,
                ),
                ("得分: 8\n", "得分: 7\n"),
                ("总分: 98", "总分: 97"),
            ];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{criterion}");
        }
    }

    #[test]
    fn blank_figures_and_scores_with_findings_of_their_own_are_let_be() {
        for (old, new) in [
            ("实际完成值: 93%", "实际完成值: 良好"),
            ("年度指标值: 95%", "年度指标值: 90%"),
            ("得分: 8\n", "得分:\n"),
        ] {
            let found = found_after(&RULE, &[(old, new)]);
            assert!(
                found.iter().all(|line| !line.starts_with("ZP220")),
                "{new}: {found:?}"
            );
        }
        let over = [("得分: 8\n", "得分: 11\n"), ("总分: 98", "总分: 101")];
        let found = found_after(&RULE, &over);
        assert!(
            found.iter().all(|line| !line.starts_with("ZP220")),
            "{found:?}"
        );
    }

    #[test]
    fn the_unit_and_the_sign_may_stand_in_columns_of_their_own() {
        let form = "{编号: 甲, 范围: 整体, 满分: 10}";
        let report = |score| {
            format!(
                "{{表式: 甲, 绩效指标: [{{三级指标: 满意度, 计量单位: '%', 指标性质: ≥, 年度指标值: 95, \
                 实际完成值: 93, 评分标准: 每低1个百分点扣0.5分, 分值: 10, 得分: {score}}}]}}"
            )
        };
        assert_eq!(found_on(form, &report("9")), [""; 0]);
        assert_eq!(
            found_on(form, &report("9.5")),
            ["ZP220 警告 绩效指标[1].得分"]
        );
    }

    #[test]
    fn the_criterion_for_the_machine_goes_before_the_words() {
        let form = "{编号: 甲, 范围: 整体, 满分: 10}";
        let report = |score| {
            format!(
                "{{表式: 甲, 绩效指标: [{{三级指标: 满意度, 年度指标值: 95%, 实际完成值: 93%, \
                 评分标准: 每低1%扣1分, 计分: 每低1%扣2分, 分值: 10, 得分: {score}}}]}}"
            )
        };
        assert_eq!(found_on(form, &report("6")), [""; 0]);
        assert_eq!(
            found_on(form, &report("8")),
            ["ZP220 警告 绩效指标[1].得分"]
        );
    }

    #[test]
    fn one_score_for_several_rows_is_not_held_against_one_of_them() {
        let form = "{编号: 甲, 范围: 整体, 满分: 10}";
        let report = "{表式: 甲, 绩效指标: [{三级指标: 甲, 年度指标值: 95%, 实际完成值: 93%, \
                      评分标准: 每低1%扣1分, 分值: 10, 得分: 9}, {三级指标: 乙, 并入上行: true}]}";
        assert_eq!(found_on(form, report), [""; 0]);
    }
}
