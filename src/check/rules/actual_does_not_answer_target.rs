//! 年度指标值是数量，实际完成值只有空泛的文字；或者年度指标值是文字，实际完成值只有一个百分比。
//!
//! # 检查什么
//! 指标值是数量（1次/月、85名、≥95%），实际完成值只写“逐步提升”“不定期举行”“有所改善”一类、没有任何数字的，提请核对。
//! “已完成”“全部完成”“达成预期指标”等是通行的填法，不查；写了日期、“两次”等中文数字的不查。
//! 指标值是文字，实际完成值只写一个百分比的，只作提示；指标值里有“全”“足额”“应…尽…”或数字的不提。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：得分按实际完成值与年初指标值对比确定。所答不是所问，就没有对比。
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
//!     实际完成值: 逐步提升
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

use crate::check::attainment::is_qualitative;
use crate::check::marks::row_name;
use crate::check::measures::{self, Kind};
use crate::check::rows::all_rows;
use crate::check::{Check, FiledReport, Findings, Rule, answers};
use crate::diagnostic::Severity;
use crate::model::letters::trim;
use crate::model::{Indicator, Quantity};

pub static RULE: Rule = Rule {
    code: "ZP215",
    name: "actual_does_not_answer_target",
    title: "实际完成值答非所问",
    severity: Severity::Warning,
    file: include_str!("actual_does_not_answer_target.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    for (path, row) in all_rows(filed) {
        let (target, actual) = (trim(&row.target), trim(&row.actual));
        let (severity, message, help) = if answers::is_vague(actual)
            && asks_for_figure(filed, row)
            && !lasts(filed, row)
        {
            let name = row_name(row);
            (
                Severity::Warning,
                format!("{name}的年度指标值是{target}，实际完成值只写“{actual}”，没有写数"),
                "按年度指标值的口径写实际完成的数",
            )
        } else if is_percentage(filed, actual) && asks_for_words(filed, target) {
            let name = row_name(row);
            (
                Severity::Note,
                format!(
                    "{name}的年度指标值是“{target}”，实际完成值只写 {actual}，没有说是什么的百分比"
                ),
                "写明实际做到了什么；要用百分比衡量的，年度指标值也定成百分比",
            )
        } else {
            continue;
        };
        findings
            .add(filed.file, path.clone().key("实际完成值"), message)
            .severity(severity)
            .help(help)
            .related(
                path.clone().key("年度指标值"),
                format!("年度指标值 {target}"),
            );
    }
}

/// Whether the target is a number to be reached: a figure by itself, a sentence
/// with a bound, or a place in a ranking.
fn asks_for_figure(filed: &FiledReport<'_>, row: &Indicator) -> bool {
    if is_qualitative(row) {
        return false;
    }
    let is_ranking = || {
        ["排名", "名次", "位次"]
            .iter()
            .any(|word| row.name.contains(word))
    };
    match &*filed.readings.quantity(trim(&row.target)) {
        Quantity::Figure(_) => true,
        Quantity::Sentence(figures) => {
            figures
                .iter()
                .any(|figure| figure.is_inequality() || figure.rank)
                || is_ranking()
        }
        _ => false,
    }
}

/// Whether a term is answered by one without an end: ≥10年 by 长期.
fn lasts(filed: &FiledReport<'_>, row: &Indicator) -> bool {
    let is_term = (filed.readings.quantity(&row.target))
        .only_figure()
        .is_some_and(|figure| measures::kind(&figure.unit) == Kind::Time);
    let endless = ["长期", "持续", "长效", "永久"];
    is_term && endless.iter().any(|word| row.actual.contains(word))
}

fn is_percentage(filed: &FiledReport<'_>, actual: &str) -> bool {
    actual.ends_with(['%', '％'])
        && matches!(&*filed.readings.quantity(actual), Quantity::Figure(figure) if figure.unit == "%")
}

/// Whether the target is in words that a percentage does not answer: they name
/// neither a number nor a whole.
fn asks_for_words(filed: &FiledReport<'_>, target: &str) -> bool {
    const WHOLES: [&str; 8] = ["全", "足额", "尽", "百分", "都", "每", "所有", "预算"];
    const DONE: [&str; 5] = ["完成", "已完成", "按时完成", "按期完成", "及时完成"];
    *filed.readings.quantity(target) == Quantity::Words
        && !DONE.contains(&target)
        && !WHOLES.iter().any(|word| target.contains(word))
        && !answers::has_number(target)
        && !answers::says_all_reached(target)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_on};

    #[test]
    fn words_for_a_number_are_named() {
        let edit = [("实际完成值: 139处", "实际完成值: 逐步提升")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“拆除违法建设数量”的年度指标值是139处，实际完成值只写“逐步提升”，没有写数"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[1].实际完成值");
    }

    fn found(name: &str, target: &str, actual: &str) -> Vec<String> {
        let form = "{编号: 甲, 范围: 转移支付, 列: [三级指标, 年度指标值, 实际完成值]}";
        let report = format!(
            "{{表式: 甲, 绩效指标: [{{三级指标: {name}, 年度指标值: '{target}', \
             实际完成值: '{actual}'}}]}}"
        );
        let mut found = found_on(form, &report);
        found.retain(|line| line.starts_with(RULE.code));
        found
    }

    #[test]
    fn figures_bounds_and_places_ask_for_figures() {
        for (name, target, actual) in [
            ("活动举办率", "1次/月", "不定期举行"),
            ("考核排名", "85名奋斗目标，90名必达目标", "逐步提升"),
            ("安全检查", "开展安全检查不少于300次", "进一步加强"),
            ("满意度", "≥95%", "比较满意，有所提高"),
        ] {
            assert_eq!(
                found(name, target, actual),
                ["ZP215 警告 绩效指标[1].实际完成值"],
                "{target} {actual}"
            );
        }
    }

    #[test]
    fn standard_answers_dates_and_numbers_in_words_are_answers() {
        for (target, actual) in [
            ("12次", "已完成"),
            ("100%", "达成预期指标"),
            ("100%", "全部完成"),
            ("2次/周", "每周两次"),
            ("5日内", "按时办结"),
            ("100%", "及时足额发放"),
            ("0起", "未发生"),
            ("明显改善", "逐步改善"),
            ("保障7个社区正常运转", "持续保障"),
        ] {
            assert_eq!(found("甲", target, actual), [""; 0], "{target} {actual}");
        }
    }

    #[test]
    fn a_percentage_for_words_is_noted() {
        for target in ["完成税收缴库", "按相应公开工作时限", "合规合法"] {
            assert_eq!(
                found("甲", target, "100%"),
                ["ZP215 提示 绩效指标[1].实际完成值"],
                "{target}"
            );
        }
        for (target, actual) in [
            ("全部发放", "100%"),
            ("应保尽保", "100%"),
            ("按时完成", "100%"),
            ("百分之百完成", "100%"),
            ("良好", "全部完成"),
            ("不超过年初预算", "98%"),
            ("提高三成", "30%"),
            ("不适用", "100%"),
            ("", "100%"),
        ] {
            assert_eq!(found("甲", target, actual), [""; 0], "{target} {actual}");
        }
    }
}
