//! 总分不等于各项得分之和。
//!
//! # 检查什么
//! 总分 = 预算执行率得分 + 计分的年度目标得分 + 各行指标得分，一分一厘都应相等，不作四舍五入。
//! 没有填总分的不查，由程序算出。“其中”的行不另计。有的行该有得分而空着时，总分应在已有得分之和与补满这些行之间。
//! 不符时列出可能有误的行：总分多了，列出所扣的分不少于差额的行；总分少了，列出得分不少于差额的行，写了偏差原因却没有扣分的排在前面。
//! 总分是按某一行依评分标准或执行率应得的分加的，就指这一行。错在执行率得分或得分超过分值的，由 ZP102、ZP205 指出，这里不再重复。
//!
//! # 依据
//! 算术。
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
//! 总分: 99
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

use crate::check::execution::{self, Standing, follows_from_rate, is_execution, standing_of};
use crate::check::marks::{Mark, Marked};
use crate::check::{Check, FiledReport, Findings, Rule, criteria, reasons, total};
use crate::diagnostic::Severity;
use crate::model::{Amount, DataPath};

pub static RULE: Rule = Rule {
    code: "ZP204",
    name: "score_total_mismatch",
    title: "总分不符",
    severity: Severity::Error,
    file: include_str!("score_total_mismatch.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let (Some(declared), Some(difference)) = (filed.report.total, total::above(filed)) else {
        return;
    };
    let marks = total::scored(filed, declared);
    let Some(sum) = declared.checked_sub(difference) else {
        return;
    };
    if let Some(Slip { mark, rule, due }) = slip(filed, &marks) {
        let score = mark.score.unwrap_or_default();
        findings
            .add(
                filed.file,
                mark.score_path(),
                format!(
                    "{}得 {score} 分，按{rule}应得 {due} 分，总分 {declared} 也是按 {due} 分加的",
                    mark.name()
                ),
            )
            .help(format!("得分应为 {due}；没有填错的，总分应为 {sum}"))
            .related("总分".into(), format!("总分填报 {declared}"));
        return;
    }
    let finding = findings.add(
        filed.file,
        DataPath::from("总分"),
        format!(
            "总分填报 {declared}，{} = {sum}，相差 {}",
            addition(&marks),
            difference.abs()
        ),
    );
    if marks.iter().all(|mark| is_settled(filed, mark)) {
        finding.fix(sum.to_string());
    }
    let candidates = candidates(filed, &marks, difference);
    finding.help(if candidates.is_empty() {
        format!("总分应为 {sum}")
    } else {
        format!("总分应为 {sum}，或者核对所列各处的得分")
    });
    for mark in candidates {
        finding.related(mark.score_path(), standing(mark));
    }
}

/// A score that is wrong by another rule, with the score that both the rule and the
/// total ask for.
struct Slip<'a, 'b> {
    mark: &'b Mark<'a>,
    rule: &'static str,
    due: Amount,
}

fn slip<'a, 'b>(filed: &FiledReport<'_>, marks: &'b [Mark<'a>]) -> Option<Slip<'a, 'b>> {
    let rates = execution::scores(filed);
    marks.iter().find_map(|mark| {
        let due = total::fitting_score(filed, mark)?;
        let of_rate = rates.iter().find(|rate| rate.path == mark.path);
        let rule = match (of_rate, criteria::due(mark)) {
            (Some(rate), _) if rate.is_row && rate.standing == Standing::Off => {
                let score = Some(due);
                let mended = Mark {
                    score,
                    ..mark.clone()
                };
                rate.is_followed_by(&mended).then_some("执行率")
            }
            (None, Some(score)) if !score.allows(mark.score?) => {
                score.allows(due).then_some("评分标准")
            }
            _ => None,
        }?;
        Some(Slip { mark, rule, due })
    })
}

/// Whether nothing but a person's judgement speaks against the score: it is there,
/// within its weight, and follows from the execution rate where it should, to its
/// last digit.
fn is_settled(filed: &FiledReport<'_>, mark: &Mark<'_>) -> bool {
    let is_within = |score: Amount| !score.is_negative() && mark.excess().is_none();
    let follows = matches!(standing_of(filed, mark), None | Some(Standing::Follows));
    mark.score.is_some_and(is_within) && follows
}

/// `执行 10 + 指标 88.5`.
fn addition(marks: &[Mark<'_>]) -> String {
    let of = |kind: fn(&Marked<'_>) -> bool| {
        let mut scores = marks.iter().filter(|mark| kind(&mark.of)).peekable();
        scores.peek()?;
        Amount::sum(scores.filter_map(|mark| mark.score))
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
    parts.join(" + ")
}

/// Where the slip can be, the likeliest first. A total that is too high: marks
/// that lost as much as the difference, those without a reason first. A total
/// that is too low: marks with as much score, first those with a reason and
/// nothing lost, then those that lost points. A score that follows from the
/// execution rate is right.
fn candidates<'a, 'b>(
    filed: &FiledReport<'_>,
    marks: &'b [Mark<'a>],
    difference: Amount,
) -> Vec<&'b Mark<'a>> {
    let size = difference.abs();
    let is_too_high = !difference.is_negative();
    let possible = |mark: &&Mark<'_>| {
        let room = match (is_too_high, mark.weight) {
            (true, Some(_)) => mark.lost(),
            _ => mark.score,
        };
        room.is_some_and(|room| room >= size)
            && !(is_execution(filed, mark) && follows_from_rate(filed, mark))
    };
    let rank = |mark: &&Mark<'_>| {
        let (lost, explained) = (mark.lost().is_some(), reasons::is_explained(filed, mark));
        match (is_too_high, lost, explained) {
            (true, _, false) | (false, false, true) => 0,
            (true, _, true) | (false, true, _) => 1,
            (false, false, false) => 2,
        }
    };
    let mut candidates: Vec<&Mark<'_>> = marks.iter().filter(possible).collect();
    candidates.sort_by_key(rank);
    candidates
}

/// `这里得分 3.5，满分 4`.
fn standing(mark: &Mark<'_>) -> String {
    let score = mark.score.unwrap_or_default();
    match mark.weight {
        Some(weight) => format!("这里得分 {score}，满分 {weight}"),
        None => format!("这里得分 {score}"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn any_score_changed_by_half_a_point_is_named() {
        let scores = [
            ("得分: 25", "得分: 24.5", "绩效指标[1].得分"),
            ("得分: 30", "得分: 29.5", "绩效指标[3].得分"),
            ("得分: 8", "得分: 7.5", "绩效指标[4].得分"),
            ("得分: 8", "得分: 8.5", "绩效指标[4].得分"),
        ];
        for (old, new, place) in scores {
            let findings = findings_after(&RULE, &[(old, new)]);
            let total = findings
                .iter()
                .find(|finding| finding.rule.code == "ZP204")
                .unwrap();
            let mut related = total.related.iter();
            assert!(
                related.any(|(_, path, _)| path.to_string() == place),
                "{old} → {new}"
            );
        }
    }

    #[test]
    fn the_sums_are_stated_and_the_likeliest_row_comes_first() {
        let findings = findings_after(&RULE, &[("得分: 25", "得分: 24.5")]);
        let total = &findings[0];
        assert_eq!(
            total.message,
            "总分填报 98，执行 10 + 指标 87.5 = 97.5，相差 0.5"
        );
        assert_eq!(total.help, "总分应为 97.5，或者核对所列各处的得分");
        let related: Vec<String> = total
            .related
            .iter()
            .map(|(_, path, message)| format!("{path} {message}"))
            .collect();
        assert_eq!(
            related,
            [
                "绩效指标[1].得分 这里得分 24.5，满分 25",
                "绩效指标[4].得分 这里得分 8，满分 10"
            ]
        );
    }

    #[test]
    fn a_reason_beside_full_marks_comes_first() {
        let findings = findings_after(&RULE, &[("得分: 8", "得分: 10")]);
        assert_eq!(findings[0].rule.code, "ZP204");
        assert_eq!(findings[0].related[0].1.to_string(), "绩效指标[4].得分");
    }

    #[test]
    fn what_another_finding_names_is_not_a_wrong_total_too() {
        let over = [("得分: 30", "得分: 30.5")];
        assert_eq!(found_after(&RULE, &over), ["ZP205 绩效指标[3].得分"]);
        let execution = [("得分: 10", "得分: 9")];
        assert_eq!(found_after(&RULE, &execution), ["ZP102 预算执行.得分"]);
    }

    #[test]
    fn the_total_is_not_rounded() {
        assert_eq!(found_after(&RULE, &[("总分: 98", "总分: 98.0")]), [""; 0]);
        assert_eq!(
            found_after(&RULE, &[("总分: 98", "总分: 98.01")]),
            ["ZP204 总分"]
        );
    }

    #[test]
    fn blank_scores_leave_room_and_a_blank_total_is_not_held() {
        assert_eq!(found_after(&RULE, &[("总分: 98", "总分:")]), [""; 0]);
        let missing = "ZP225 警告 绩效指标[3].得分";
        assert_eq!(found_after(&RULE, &[("得分: 30", "得分:")]), [missing]);
        let too_much = [("得分: 30", "得分:"), ("总分: 98", "总分: 99")];
        assert_eq!(found_after(&RULE, &too_much), ["ZP204 总分", missing]);
        let left_out = [("得分: 10\n", "得分:\n")];
        assert_eq!(found_after(&RULE, &left_out), [""; 0]);
    }
}
