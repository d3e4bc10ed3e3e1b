//! 得分按百分制填报，折算后的分数或者总分算错。
//!
//! # 检查什么
//! 有的表各行先按 0–100 分打分，再乘以分值的百分数，折算后相加得总分。认出是这样打分的（多数行的得分高于分值，没有一行超过 100，分值连同执行率合计是满分），按折算后的分数核对总分。
//! 表式另有“折算得分”一类的栏的，逐行核对：折算得分 = 得分 × 分值%。得分本来就在分值以内，又乘了一遍分值的，合为一条指出。
//!
//! # 依据
//! 表式的填报说明：自评得分 = ∑（指标得分 × 权重）。
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
//!     二级指标: 数量指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//!     分值: 25
//!     得分: 100
//!   - 一级指标: 产出指标
//!     二级指标: 质量指标
//!     三级指标: 危房处置率
//!     年度指标值: 100%
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 100
//!   - 一级指标: 效益指标
//!     二级指标: 社会效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 90
//!   - 一级指标: 满意度指标
//!     二级指标: 服务对象满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     分值: 10
//!     得分: 80
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
//!     二级指标: 数量指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//!     分值: 25
//!     得分: 100
//!   - 一级指标: 产出指标
//!     二级指标: 质量指标
//!     三级指标: 危房处置率
//!     年度指标值: 100%
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 100
//!   - 一级指标: 效益指标
//!     二级指标: 社会效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 90
//!   - 一级指标: 满意度指标
//!     二级指标: 服务对象满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     分值: 10
//!     得分: 80
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 95
//! ```

use crate::check::conversion::{self, column};
use crate::check::marks::{Mark, Marked, is_on_other_scale, marks, printed};
use crate::check::mended::is_told;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::amount::Agreement;
use crate::model::{Amount, DataPath};

pub static RULE: Rule = Rule {
    code: "ZP222",
    name: "converted_score_mismatch",
    title: "折算得分不符",
    severity: Severity::Warning,
    file: include_str!("converted_score_mismatch.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let before = findings.found.len();
    let column = column(filed.form);
    let marks = marks(filed);
    if let Some(column) = column {
        each(filed, marks, column, findings);
    }
    // a total of rows that are wrong is not told again
    if findings.found.len() == before && is_on_other_scale(marks) {
        total(filed, marks, findings);
    }
}

/// The declared total against the scores, converted.
fn total(filed: &FiledReport<'_>, marks: &[Mark<'_>], findings: &mut Findings) -> Option<()> {
    let declared = filed.report.total?;
    let sums = conversion::totals(filed, marks)?;
    if conversion::is_one_of(declared, &sums) {
        return None;
    }
    let sum = printed(*sums.first()?, declared.places());
    findings
        .add(
            filed.file,
            DataPath::from("总分"),
            format!("各行得分按百分制填报，乘以分值的百分数后合计 {sum}，总分填报 {declared}"),
        )
        .help(format!("总分应为 {sum}；或者核对各行的得分和分值"));
    Some(())
}

/// A row's converted score, where the form has a column for it.
struct Converted<'a, 'b> {
    mark: &'b Mark<'a>,
    score: Amount,
    weight: Amount,
    declared: Amount,
}

impl Converted<'_, '_> {
    fn expected(&self) -> Option<Amount> {
        conversion::converted(self.score, self.weight)
    }

    fn follows(&self) -> bool {
        self.follows_from(self.mark)
    }

    fn follows_from(&self, mark: &Mark<'_>) -> bool {
        let expected = || conversion::converted(mark.score?, mark.weight?);
        expected().is_some_and(|expected| self.declared.agreement(expected) != Agreement::Off)
    }
}

fn each<'a>(filed: &FiledReport<'a>, marks: &[Mark<'a>], column: &str, findings: &mut Findings) {
    let rows: Vec<Converted<'a, '_>> = marks
        .iter()
        .filter_map(|mark| {
            let Marked::Row([row]) = mark.of else {
                return None;
            };
            Some(Converted {
                mark,
                score: mark.score?,
                weight: mark.weight?,
                declared: Amount::parse(row.extra.get(column)?.trim()).ok()?,
            })
        })
        .collect();
    let follows = rows.iter().filter(|row| row.follows()).count();
    // fewer, and the column may mean something else
    if rows.len() < 3 || follows * 2 <= rows.len() {
        return;
    }
    let is_scored_by_weight = rows.iter().all(|row| row.score <= row.weight)
        && rows
            .iter()
            .any(|row| row.weight > Amount::ZERO && row.score == row.weight);
    if is_scored_by_weight && follows == rows.len() {
        findings
            .add(
                filed.file,
                DataPath::from("绩效指标"),
                format!("各行得分已经在分值以内，“{column}”又乘了一遍分值的百分数"),
            )
            .help(format!("“{column}”与得分相同；或者得分改按百分制填报"));
        return;
    }
    for row in rows.iter().filter(|row| !row.follows()) {
        // a weight that is wrong has a finding of its own
        if is_told(filed, row.mark, |mended| row.follows_from(mended)) {
            continue;
        }
        let Some(expected) = row.expected() else {
            continue;
        };
        let right = printed(expected, row.declared.places());
        let Converted {
            score,
            weight,
            declared,
            ..
        } = row;
        findings
            .add(
                filed.file,
                row.mark.path.clone().key(column),
                format!(
                    "{}的{column}填报 {declared}，得分 {score} × 分值 {weight}% = {right}",
                    row.mark.name()
                ),
            )
            .help(format!("{column}应为 {right}"))
            .related(row.mark.score_path(), format!("得分 {score}"))
            .related(row.mark.weight_path(), format!("分值 {weight}"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    #[test]
    fn a_total_that_is_not_the_converted_sum_is_named_with_it() {
        let findings = findings_after(&RULE, &[("总分: 95", "总分: 97")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "各行得分按百分制填报，乘以分值的百分数后合计 95，总分填报 97"
        );
        assert_eq!(findings[0].path.to_string(), "总分");
    }

    #[test]
    fn weights_that_do_not_make_full_marks_or_a_score_over_a_hundred_are_not_understood() {
        for edit in [("得分: 90", "得分: 130"), ("得分: 80", "得分:")] {
            let found = found_after(&RULE, &[edit]);
            assert!(
                found.iter().all(|line| !line.starts_with(RULE.code)),
                "{found:?}"
            );
        }
    }

    fn own(rows: &str) -> Vec<String> {
        let form = "{编号: 甲, 范围: 整体, 满分: 100, 列: [三级指标, 分值, 得分, 折算得分]}";
        let mut found = found_on(form, &format!("{{表式: 甲, 绩效指标: [{rows}]}}"));
        found.retain(|line| line.starts_with(RULE.code));
        found
    }

    fn rows(rows: &[(&str, &str, &str)]) -> Vec<String> {
        let row = |(weight, score, converted): &(&str, &str, &str)| {
            format!("{{三级指标: 甲, 分值: {weight}, 得分: {score}, 折算得分: '{converted}'}}")
        };
        own(&rows.iter().map(row).collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn each_row_is_converted_by_its_weight() {
        let right = [
            ("40", "95", "38"),
            ("30", "100", "30"),
            ("20", "85", "17"),
            ("10", "87.5", "8.8"),
        ];
        assert_eq!(rows(&right), [""; 0]);
        let wrong = [
            ("40", "95", "38"),
            ("30", "100", "30"),
            ("20", "85", "18"),
            ("10", "87", "8.7"),
        ];
        assert_eq!(rows(&wrong), ["ZP222 警告 绩效指标[3].折算得分"]);
    }

    #[test]
    fn a_column_that_means_something_else_is_let_be() {
        let other = [
            ("40", "38", "95"),
            ("30", "30", "100"),
            ("30", "20", "66.67"),
        ];
        assert_eq!(rows(&other), [""; 0]);
    }

    #[test]
    fn a_conversion_applied_twice_is_said_once() {
        let twice = [("40", "38", "15.2"), ("30", "30", "9"), ("30", "27", "8.1")];
        assert_eq!(rows(&twice), ["ZP222 警告 绩效指标"]);
    }
}
