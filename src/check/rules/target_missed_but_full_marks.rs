//! 实际完成值没有达到年度指标值，得分却是满分，或者远高于按比例应得的分。
//!
//! # 检查什么
//! 没有达到指标值的，按完成比例记分：实际完成值÷指标值，越少越好的指标反过来。得满分的提请核对；
//! 扣了分但得分占分值的比例比完成比例还高出三成以上的，也提请核对。四舍五入到一位小数正好满分的不算；
//! 完成比例在95%以上、行内另有评分标准、或者几行合记一个分的，得满分只作提示。
//! 定性指标写“部分达成”而得分超过分值八成、写“未达成”“未完成”“未按期”“不合格”等而得分超过六成的，也属此列。
//! 目标和完成值各写一个日期，完成得比目标晚而得满分的，也属此列；写了原因的只作提示。
//! 哪个方向为好看不准的，单位不同的，一概不查。执行率由别的规则核对。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：未完成指标值的，按完成值与指标值的比例记分；
//! 定性指标部分达成年度指标并具有一定效果的，按80%～60%（含60%）记分，未达成年度指标且效果较差的，按60%～0记分。
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
//!     实际完成值: 60%
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
use crate::check::marks::{Mark, Marked, is_on_other_scale, marks, printed, proportional_score};
use crate::check::mended::unless_told;
use crate::check::{
    Check, FiledReport, Findings, Rule, answers, criteria, dates, national, reasons,
};
use crate::diagnostic::Severity;
use crate::model::{Amount, Indicator, Percent};

pub static RULE: Rule = Rule {
    code: "ZP210",
    name: "target_missed_but_full_marks",
    title: "没有达到指标值却得了高分",
    severity: Severity::Warning,
    file: include_str!("target_missed_but_full_marks.rs"),
    check: Check::Report(check),
};

/// A score may be above its proportion by as much, in percent of the weight,
/// where points were lost at all: a criterion in words may be milder.
const LENIENCE: i64 = 30;

/// A target all but reached, in percent: full marks may be a rounding.
const NEARLY: i64 = 95;

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let marks = marks(filed);
    if is_on_other_scale(marks) {
        return;
    }
    for mark in marks {
        if let (Marked::Row(rows), false) = (mark.of, is_execution(filed, mark)) {
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
    let (score, weight) = (mark.score?, mark.weight?);
    if score <= Amount::ZERO || score > weight {
        return None;
    }
    match attainment::of_mark(filed, mark) {
        Attainment::Missed { rate } => missed(filed, mark, rows, rate, findings),
        Attainment::Unknown => {
            judged(filed, mark, rows, findings).or_else(|| late(filed, mark, rows, findings))
        }
        Attainment::Met { .. } => None,
    }
}

fn missed(
    filed: &FiledReport<'_>,
    mark: &Mark<'_>,
    rows: &[Indicator],
    rate: Percent,
    findings: &mut Findings,
) -> Option<()> {
    let (score, weight) = (mark.score?, mark.weight?);
    // a criterion that is understood has a rule of its own, so has the national method
    if criteria::due(mark).is_some() || national::proportion(filed, mark).is_some() {
        return None;
    }
    let due = proportional_score(weight, rate)?;
    let is_full = score == weight;
    let allows_for_more = attainment::has_criterion(rows) || rows.len() > 1;
    let severity = if is_full {
        if due.round(score.places().max(weight.places()).max(1)) >= weight {
            return None;
        }
        let nearly = rate.0 >= Amount::from_int(NEARLY);
        if nearly || allows_for_more {
            Severity::Note
        } else {
            Severity::Warning
        }
    } else {
        let above = attainment::share_of_weight(mark)?.checked_sub(rate.0)?;
        if allows_for_more || above < Amount::from_int(LENIENCE) {
            return None;
        }
        Severity::Warning
    };
    let row = rows
        .iter()
        .find(|row| matches!(attainment::of_row(filed, row), Attainment::Missed { .. }))?;
    let named = attainment::budget_named(filed, &row.target);
    let target = match named {
        Some((_, amount)) => format!("“{}”（预算 {amount}）", row.target.trim()),
        None => row.target.trim().to_owned(),
    };
    let message = format!(
        "{}的年度指标值是{target}，实际完成值{}没有达到，却得 {score} 分，满分 {weight}",
        crate::check::marks::row_name(row),
        row.actual.trim(),
    );
    findings
        .add(filed.file, mark.score_path(), message)
        .severity(severity)
        .help(format!(
            "先核对年度指标值和实际完成值有没有写错；没有写错的，完成比例是 {}，按比例应得 {} 分；另有评分标准的，写在“评分标准”里",
            Percent(printed(rate.0, 2)),
            printed(due, 2)
        ))
        .related(
            mark.path.clone().key("年度指标值"),
            format!("年度指标值 {}", rows.first()?.target.trim()),
        )
        .related(
            mark.path.clone().key("实际完成值"),
            format!("实际完成值 {}", rows.first()?.actual.trim()),
        );
    Some(())
}

/// A qualitative row whose actual names a lower tier than its score.
fn judged(
    filed: &FiledReport<'_>,
    mark: &Mark<'_>,
    rows: &[Indicator],
    findings: &mut Findings,
) -> Option<()> {
    let [row] = rows else { return None };
    // what was to be left undone is
    if row.target.contains(['不', '未', '无', '零']) {
        return None;
    }
    let most = answers::most_of_tier(&row.actual)?;
    if attainment::share_of_weight(mark)? <= Amount::from_int(most)
        || attainment::has_criterion(rows)
    {
        return None;
    }
    findings
        .add(
            filed.file,
            mark.score_path(),
            format!(
                "{}的实际完成值写作“{}”，却得 {} 分，满分 {}",
                mark.name(),
                row.actual.trim(),
                mark.score?,
                mark.weight?
            ),
        )
        .help(format!(
            "这一档的得分不超过分值的 {most}%；已经达到的，改写实际完成值"
        ))
        .related(
            mark.path.clone().key("实际完成值"),
            "这里写的是没有完全达到",
        );
    Some(())
}

/// A row done after its term, with full marks all the same.
fn late(
    filed: &FiledReport<'_>,
    mark: &Mark<'_>,
    rows: &[Indicator],
    findings: &mut Findings,
) -> Option<()> {
    let [row] = rows else { return None };
    if mark.lost().is_some() || !dates::is_late(row, filed.report.year) {
        return None;
    }
    let is_explained = reasons::is_explained(filed, mark) || attainment::has_criterion(rows);
    findings
        .add(
            filed.file,
            mark.score_path(),
            format!(
                "{}的年度指标值是{}，实际完成值{}已经晚了，却得满分 {}",
                mark.name(),
                row.target.trim(),
                row.actual.trim(),
                mark.weight?
            ),
        )
        .severity(if is_explained {
            Severity::Note
        } else {
            Severity::Warning
        })
        .help("核对两个日期；确实晚了的，扣分并写明原因")
        .related(
            mark.path.clone().key("实际完成值"),
            format!("实际完成值 {}", row.actual.trim()),
        );
    Some(())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_on};

    #[test]
    fn full_marks_for_a_target_missed_are_named_with_the_share() {
        let findings = findings_after(&RULE, &[("实际完成值: 100%", "实际完成值: 60%")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“危房处置率”的年度指标值是100%，实际完成值60%没有达到，却得 25 分，满分 25"
        );
        assert_eq!(
            findings[0].help,
            "先核对年度指标值和实际完成值有没有写错；没有写错的，完成比例是 60%，按比例应得 15 分；另有评分标准的，写在“评分标准”里"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[2].得分");
    }

    fn rows(row: &str) -> Vec<String> {
        let form = "{编号: 甲, 范围: 整体, 金额单位: 万元, 预算执行: {计分: 不核}, \
                    列: [二级指标, 三级指标, 年度指标值, 实际完成值, 评分标准, 分值, 得分, 偏差原因]}";
        let report = format!(
            "{{表式: 甲, 预算执行: {{年初预算数: 942.79, 全年预算数: 2706.79, 全年执行数: 2706.79}}, \
             绩效指标: [{{{row}, 偏差原因: 还有差距}}]}}"
        );
        let mut found = found_on(form, &report);
        found.retain(|line| line.starts_with(RULE.code));
        found
    }

    const FOUND: [&str; 1] = ["ZP210 警告 绩效指标[1].得分"];
    const NOTED: [&str; 1] = ["ZP210 提示 绩效指标[1].得分"];

    #[test]
    fn a_cost_far_over_its_limit_is_not_nearly_full_marks() {
        let cost = "二级指标: 成本指标, 三级指标: 总成本, 年度指标值: ≤972.54万元, \
                    实际完成值: 3852.54万元, 分值: 10";
        assert_eq!(rows(&format!("{cost}, 得分: 9")), FOUND);
        assert_eq!(rows(&format!("{cost}, 得分: 2.52")), [""; 0]);
        let named = "二级指标: 成本指标, 三级指标: 总成本控制, 年度指标值: 不超过年初预算投入, \
                     实际完成值: 2706.79万元, 分值: 5";
        assert_eq!(rows(&format!("{named}, 得分: 4")), FOUND);
        assert_eq!(rows(&format!("{named}, 得分: 3")), [""; 0]);
    }

    #[test]
    fn proportional_scores_and_milder_criteria_are_right() {
        let row = |actual, score| {
            rows(&format!(
                "三级指标: 群众满意度, 年度指标值: ≥80%, 实际完成值: {actual}, 分值: 6, 得分: {score}"
            ))
        };
        for (actual, score) in [("60%", "4.5"), ("75%", "5"), ("70%", "5"), ("60%", "5.4")] {
            assert_eq!(row(actual, score), [""; 0], "{actual} {score}");
        }
        assert_eq!(row("79.9%", "6"), [""; 0]);
        assert_eq!(row("78%", "6"), NOTED);
        assert_eq!(row("70%", "6"), FOUND);
        assert_eq!(row("40%", "5.4"), FOUND);
    }

    #[test]
    fn a_criterion_of_the_row_makes_full_marks_a_note() {
        let row = "三级指标: 群众满意度, 年度指标值: 95%, 实际完成值: 85%, 分值: 10, \
                   评分标准: 达到80%以上得满分";
        assert_eq!(rows(&format!("{row}, 得分: 10")), NOTED);
        assert_eq!(rows(&format!("{row}, 得分: 9.9")), [""; 0]);
    }

    #[test]
    fn a_lower_tier_has_its_own_most() {
        let row = "三级指标: 生态效益, 年度指标值: 持续改善, 分值: 10";
        let partly = "部分达成预期指标并具有一定效果";
        for (actual, score, found) in [
            (partly, "10", &FOUND[..]),
            (partly, "8", &[]),
            ("未达成预期指标且效果较差", "7", &FOUND),
            ("未达成预期指标且效果较差", "5", &[]),
            ("未完成", "10", &FOUND),
            ("全部达成预期指标", "10", &[]),
            ("未发生", "10", &[]),
        ] {
            let row = format!("{row}, 实际完成值: {actual}, 得分: {score}");
            assert_eq!(rows(&row), found, "{actual} {score}");
        }
    }
}
