//! 表式或本站规定按全国办法记分的，没有达到指标值的得分与办法不符。
//!
//! # 检查什么
//! 表式（或 site.yaml）写明“指标计分: 按全国办法”的，没有评分标准的各行按办法核对：定量指标没有达到指标值的，得分 = 分值 × 实际完成值 ÷ 指标值，越少越好的指标反过来；
//! 定性指标写“部分达成年度指标”的，得分不低于分值的六成。得分比按比例应得的少的，可能另有扣减，只作提示。
//! 没有写明的表式一概不查；几行合记一个分的、看不准方向或单位的不查。达到指标值却扣分、“部分达成”而得分过高的，由 ZP209、ZP210 指出。本例的网站规定：
//! ```yaml
//! 指标计分: 按全国办法
//! ```
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：定量指标完成指标值的记该指标所赋全部分值，未完成的按完成值与指标值的比例记分；
//! 定性指标分达成、部分达成并具有一定效果、未达成且效果较差三档，分别按分值的100%～80%（含）、80%～60%（含）、60%～0记分。
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
//!   - 预期目标: 全年开展文艺演出150场。
//!     实际完成情况: 全年开展文艺演出120场。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 文艺演出场次
//!     年度指标值: 150场
//!     实际完成值: 120场
//!     分值: 25
//!     得分: 22
//!     偏差原因: 汛期停演，下年补足。
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
//!     实际完成值: 96%
//!     分值: 10
//!     得分: 10
//! 总分: 97
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
//!   - 预期目标: 全年开展文艺演出150场。
//!     实际完成情况: 全年开展文艺演出120场。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 文艺演出场次
//!     年度指标值: 150场
//!     实际完成值: 120场
//!     分值: 25
//!     得分: 20
//!     偏差原因: 汛期停演，下年补足。
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
//!     实际完成值: 96%
//!     分值: 10
//!     得分: 10
//! 总分: 95
//! ```

use crate::check::marks::{Mark, Marked, is_on_other_scale, marks, printed};
use crate::check::mended::unless_told;
use crate::check::{Check, FiledReport, Findings, Rule, answers, attainment, national};
use crate::diagnostic::Severity;
use crate::model::amount::Agreement;
use crate::model::{Amount, Indicator};

pub static RULE: Rule = Rule {
    code: "ZP223",
    name: "score_against_national_method",
    title: "得分不合全国办法",
    severity: Severity::Warning,
    file: include_str!("score_against_national_method.rs"),
    check: Check::Report(check),
};

/// The least and the most that the second tier scores, in percent of the weight.
const PARTLY: (i64, i64) = (60, 80);

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    if !national::is_asked_for(filed) {
        return;
    }
    let marks = marks(filed);
    if is_on_other_scale(marks) {
        return;
    }
    for mark in marks {
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
    let (score, weight) = (mark.score?, mark.weight?);
    if score.is_negative() || score > weight || !national::holds_for(filed, mark) {
        return None;
    }
    let (name, actual) = (mark.name(), row.actual.trim());
    let (least, most) = PARTLY;
    let (message, severity, help) = match national::proportion(filed, mark) {
        Some(due) if score.agreement(due) == Agreement::Off => {
            let target = row.target.trim();
            let severity = if score > due {
                Severity::Warning
            } else {
                Severity::Note
            };
            let due = printed(due, score.places());
            let message = format!(
                "{name}的年度指标值是{target}，实际完成值{actual}，按比例应得 {due} 分，填报 {score}"
            );
            let help = "另有评分标准的，写在“评分标准”或“计分”里";
            (message, severity, format!("得分应为 {due}；{help}"))
        }
        None if is_below_its_tier(mark, row)? => (
            format!(
                "{name}的实际完成值写作“{actual}”，得 {score} 分，不到分值 {weight} 的 {least}%"
            ),
            Severity::Warning,
            format!(
                "部分达成的，得分在分值的 {least}% 到 {most}% 之间；没有达成的，改写实际完成值"
            ),
        ),
        _ => return None,
    };
    let finding = findings.add(filed.file, mark.score_path(), message);
    finding.severity(severity).help(help);
    for key in ["年度指标值", "实际完成值"] {
        finding.related(mark.path.clone().key(key), key);
    }
    Some(())
}

/// Whether a row in the second tier scores as one in the third.
fn is_below_its_tier(mark: &Mark<'_>, row: &Indicator) -> Option<bool> {
    let (least, most) = PARTLY;
    let is_partly = answers::most_of_tier(&row.actual) == Some(most);
    let share = attainment::share_of_weight(mark)?;
    Some(is_partly && share < Amount::from_int(least))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{found_after, found_on};

    #[test]
    fn a_missed_target_scores_in_proportion() {
        let of = |score: &str, total: &str| {
            let score = format!("得分: {score}\n    偏差原因");
            let changes = [
                ("得分: 20\n    偏差原因", score.as_str()),
                ("总分: 95", total),
            ];
            found_after(&RULE, &changes)
        };
        let place = "绩效指标[1].得分";
        assert_eq!(of("20.0", "总分: 95.0"), [""; 0]);
        assert_eq!(of("25", "总分: 100"), [format!("ZP223 警告 {place}")]);
        assert_eq!(of("22", "总分: 97"), [format!("ZP223 警告 {place}")]);
        assert_eq!(of("15", "总分: 90"), [format!("ZP223 提示 {place}")]);
    }

    #[test]
    fn what_is_in_part_reached_has_at_least_its_tier() {
        let of = |score: &str, total: &str| {
            let score = format!("得分: {score}\n    偏差原因: 资金到位晚。\n");
            let changes = [
                (
                    "实际完成值: 明显改善\n",
                    "实际完成值: 部分达成年度指标并具有一定效果\n",
                ),
                ("得分: 30\n", score.as_str()),
                ("总分: 95", total),
            ];
            found_after(&RULE, &changes)
        };
        assert_eq!(of("18", "总分: 83"), [""; 0]);
        assert_eq!(of("23", "总分: 88"), [""; 0]);
        assert_eq!(of("15", "总分: 80"), ["ZP223 警告 绩效指标[3].得分"]);
    }

    #[test]
    fn a_form_that_does_not_ask_is_not_held_to_it() {
        let columns = "[三级指标, 年度指标值, 实际完成值, 评分标准, 分值, 得分, 偏差原因]";
        let row = |more: &str| {
            format!(
                "{{表式: 甲, 绩效指标: [{{三级指标: 培训次数, 年度指标值: 10次, 实际完成值: 8次, \
                 分值: 10, 得分: 9, 偏差原因: 疫情影响{more}}}]}}"
            )
        };
        let found = |method: &str, more: &str| {
            let form = format!("{{编号: 甲, 范围: 整体, 列: {columns}{method}}}");
            found_on(&form, &row(more))
        };
        let asked = ", 指标计分: 按全国办法";
        assert_eq!(found(asked, ""), ["ZP223 警告 绩效指标[1].得分"]);
        assert_eq!(found("", ""), [""; 0]);
        assert_eq!(found(", 指标计分: 不核", ""), [""; 0]);
        assert_eq!(found(asked, ", 评分标准: 酌情给分"), [""; 0]);
    }
}
