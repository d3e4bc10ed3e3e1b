//! 预算执行率的得分不等于分值乘以执行率。
//!
//! # 检查什么
//! 得分 = 分值 × 执行率，最多得满分。执行率按全年执行数和全年预算数现算，也可以用填报的执行率（填报的不对由 ZP101 报，这里不再重复）；
//! 得分四舍五入到填报的小数位数。舍去尾数的、四舍五入到整数成了满分的，只作提示。
//! 执行率是指标表中一行的表式，按该行的实际完成值核对，不符的作警告。
//! 表式写明“计分: 不核”的不查。分值合计不符、把执行率的分值改对就不错的，由 ZP201–ZP203 报。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：预算执行率按区间或比例计分，本表式按比例。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 20640.80
//!   全年执行数: 20511.36
//!   分值: 10
//!   执行率: 99.37%
//!   得分: 9.5
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 20640.80
//!   全年执行数: 20511.36
//!   分值: 10
//!   执行率: 99.37%
//!   得分: 9.94
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::execution::{self, ExecutionScore, Standing};
use crate::check::marks::{marks, printed};
use crate::check::mended::is_told;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP102",
    name: "execution_score_mismatch",
    title: "执行率得分不符",
    severity: Severity::Error,
    file: include_str!("execution_score_mismatch.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    for score in execution::scores(filed) {
        if score.standing == Standing::Off && is_slip(filed, &score) {
            continue;
        }
        let right = printed(score.expected, score.declared.places());
        let sum = format!("分值 {} × 执行率 {}", score.weight, score.printed_rate());
        let (message, severity) = match score.standing {
            Standing::Follows => continue,
            Standing::CutOff => (
                format!("得分填报 {}，是 {sum} = {right} 舍去尾数", score.declared),
                Severity::Note,
            ),
            Standing::RoundedToFull => (
                format!(
                    "执行率不到 100%，得分按整数填成了满分 {}，{sum} = {right}",
                    score.declared
                ),
                Severity::Note,
            ),
            Standing::Off => (
                format!("执行率得分填报 {}，{sum} = {right}", score.declared),
                if score.is_row {
                    Severity::Warning
                } else {
                    Severity::Error
                },
            ),
        };
        let only = execution::only_score(filed, &score);
        let finding = findings
            .add(filed.file, score.path.clone().key("得分"), message)
            .severity(severity)
            .help(format!("改为 {right}"))
            .related(score.path.key("分值"), format!("分值 {}", score.weight));
        if let Some(only) = only {
            finding.fix(only.to_string());
        }
    }
}

/// Whether the score would follow but for a slip that has a finding of its own: in
/// the weight or, where a row states the rate, in the score.
fn is_slip(filed: &FiledReport<'_>, score: &ExecutionScore) -> bool {
    let marks = marks(filed);
    let mark = marks.iter().find(|mark| mark.path == score.path);
    mark.is_some_and(|mark| {
        is_told(filed, mark, |mended| {
            let follows = score.is_followed_by(mended);
            follows && (score.is_row || mended.score == mark.score)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    #[test]
    fn a_score_rounded_to_its_own_places_holds() {
        for score in ["9.94", "9.9", "9.937", "9.9373"] {
            let edit = [("得分: 9.94", &*format!("得分: {score}"))];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{score}");
        }
    }

    #[test]
    fn another_score_is_refused_with_the_right_one() {
        let findings = findings_after(&RULE, &[("得分: 9.94", "得分: 9.44")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "执行率得分填报 9.44，分值 10 × 执行率 99.37% = 9.94"
        );
        assert_eq!(findings[0].help, "改为 9.94");
    }

    #[test]
    fn a_score_cut_off_is_a_note() {
        assert_eq!(
            found_after(&RULE, &[("得分: 9.94", "得分: 9.93")]),
            ["ZP102 提示 预算执行.得分"]
        );
    }

    #[test]
    fn a_score_from_the_rate_as_printed_holds() {
        // 879.5 of 1000 is 88% as printed, and 10 × 88% is 8.80
        let edit = [
            ("20640.80", "1000"),
            ("20511.36", "879.5"),
            ("99.37%", "88%"),
            ("9.94", "8.80"),
        ];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }

    #[test]
    fn with_a_wrong_rate_the_score_is_held_against_the_figures() {
        let edit = [("99.37%", "10%")];
        assert_eq!(found_after(&RULE, &edit), ["ZP101 预算执行.执行率"]);
    }

    #[test]
    fn over_a_hundred_percent_gives_the_weight_and_no_more() {
        let edit = [("20511.36", "22000"), ("99.37%", "106.59%"), ("9.94", "10")];
        assert_eq!(
            found_after(&RULE, &edit),
            ["ZP108 警告 预算执行.全年执行数"]
        );
    }

    #[test]
    fn what_is_blank_or_not_to_be_held_is_let_be() {
        assert_eq!(found_after(&RULE, &[("得分: 9.94", "得分:")]), [""; 0]);
        let unchecked = "{编号: 甲, 范围: 整体, 满分: 100, 预算执行: {分值: 10, 计分: 不核}}";
        let report = "{表式: 甲, 预算执行: {全年预算数: 100, 全年执行数: 50, 得分: 8}}";
        assert_eq!(found_on(unchecked, report), [""; 0]);
    }

    #[test]
    fn a_row_that_states_the_rate_is_held_against_its_own_actual() {
        let form = "{编号: 甲, 范围: 整体, 满分: 10, 执行率行: 执行率}";
        let report = |score| {
            format!(
                "{{表式: 甲, 绩效指标: [{{三级指标: 执行率, 计量单位: '%', 年度指标值: 100, \
                 实际完成值: 99.64, 分值: 10, 得分: {score}}}]}}"
            )
        };
        assert_eq!(found_on(form, &report("9.96")), [""; 0]);
        assert_eq!(
            found_on(form, &report("9.5")),
            ["ZP102 警告 绩效指标[1].得分"]
        );
    }
}
