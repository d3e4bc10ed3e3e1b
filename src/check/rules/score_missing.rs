//! 有分值、有实际完成值的一行，得分空着。
//!
//! # 检查什么
//! 别的行都打了分，某一行填了分值、年度指标值和实际完成值，得分却空着的，提请补填。没有做的写 0，不留空。
//! 半数以上的行没有得分的，整张表只作一条提示；转移支付表这样不打分的表不查，执行率一行、指标值是“无”“不适用”的行、得分写在“其中”各行的也不查。
//!
//! # 依据
//! 表式的填报说明；总分是各行得分之和。
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
//!     得分: 25
//!   - 一级指标: 产出指标
//!     二级指标: 质量指标
//!     三级指标: 危房处置率
//!     年度指标值: 100%
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 效益指标
//!     二级指标: 社会效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分:
//!   - 一级指标: 满意度指标
//!     二级指标: 服务对象满意度指标
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
//!     二级指标: 数量指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 产出指标
//!     二级指标: 质量指标
//!     三级指标: 危房处置率
//!     年度指标值: 100%
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 效益指标
//!     二级指标: 社会效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 30
//!   - 一级指标: 满意度指标
//!     二级指标: 服务对象满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 98
//! ```

use crate::check::execution::is_execution;
use crate::check::marks::{Mark, Marked, is_on_other_scale, marks};
use crate::check::reasons::is_blank;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::form::Scope;
use crate::model::{Amount, DataPath, Indicator, Quantity};

pub static RULE: Rule = Rule {
    code: "ZP225",
    name: "score_missing",
    title: "得分空着",
    severity: Severity::Warning,
    file: include_str!("score_missing.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let form = filed.form;
    let has_no_column = !form.columns().is_empty() && !form.has_column("得分");
    if has_no_column || form.full_marks.is_none() || form.scope == Some(Scope::Transfer) {
        return;
    }
    let marks = marks(filed);
    let rows = marks.iter().filter(|mark| {
        matches!(mark.of, Marked::Row(_)) && !is_execution(filed, mark) && mark.weight.is_some()
    });
    let (scored, blank): (Vec<_>, Vec<_>) = rows.partition(|mark| mark.score.is_some());
    let missing: Vec<&Mark<'_>> = blank
        .into_iter()
        .filter(|mark| asks_for_score(mark))
        .collect();
    if missing.is_empty() || shares_a_score(&scored) || is_on_other_scale(marks) {
        return;
    }
    if missing.len() >= scored.len() {
        findings
            .add(
                filed.file,
                DataPath::from("绩效指标"),
                format!("指标表有 {} 行填了实际完成值，得分空着", missing.len()),
            )
            .severity(Severity::Note)
            .help("自评已经打分的，逐行填上得分；没有做的写 0");
        return;
    }
    for mark in missing {
        let weight = mark.weight.unwrap_or_default();
        findings
            .add(
                filed.file,
                mark.score_path(),
                format!(
                    "{}的实际完成值已经填写，分值 {weight}，得分空着",
                    mark.name()
                ),
            )
            .help("填上得分；一分不得的写 0")
            .related(mark.weight_path(), format!("分值 {weight}"))
            .related(mark.path.clone().key("实际完成值"), "实际完成值已经填写");
    }
}

/// Whether a row without a score is one that should have it: weighted, aimed at
/// something, and reported on.
fn asks_for_score(mark: &Mark<'_>) -> bool {
    let Marked::Row([row]) = mark.of else {
        return false;
    };
    let target = row.target.trim();
    let is_none = Quantity::read(target) == Quantity::NotApplicable
        || ["无", "不适用", "不涉及"]
            .iter()
            .any(|none| target.starts_with(none));
    mark.weight.is_some_and(|weight| weight > Amount::ZERO)
        && !is_blank(target)
        && !is_none
        && !is_blank(&row.actual)
        && Quantity::read(&row.actual) != Quantity::NotApplicable
        && !row.children.iter().any(is_scored)
}

fn is_scored(row: &Indicator) -> bool {
    row.score.is_some() || row.children.iter().any(is_scored)
}

/// Whether a score stands for more than its own row, as where one cell is merged
/// over several weights.
fn shares_a_score(scored: &[&Mark<'_>]) -> bool {
    scored.iter().any(|mark| mark.excess().is_some())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_on};

    #[test]
    fn a_blank_among_scores_is_named() {
        let findings = findings_after(
            &RULE,
            &[("得分: 30\n", "得分:\n"), ("总分: 98", "总分: 68")],
        );
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“改善人居环境”的实际完成值已经填写，分值 30，得分空着"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[3].得分");
    }

    fn own(form: &str, rows: &str) -> Vec<String> {
        let report = format!("{{表式: 甲, 绩效指标: [{rows}]}}");
        let mut found = found_on(form, &report);
        found.retain(|line| line.starts_with(RULE.code));
        found
    }

    const FORM: &str = "{编号: 甲, 范围: 整体, 满分: 100}";
    const SCORED: &str = "{年度指标值: 5次, 实际完成值: 5次, 分值: 10, 得分: 10}, \
                          {年度指标值: 5次, 实际完成值: 5次, 分值: 10, 得分: 10}";

    #[test]
    fn a_blank_that_is_right_is_let_be() {
        for row in [
            "{年度指标值: 5次, 实际完成值: 5次, 分值: 10, 得分: 0}",
            "{年度指标值: 5次, 实际完成值: 5次}",
            "{年度指标值: 5次, 实际完成值: 5次, 分值: 0}",
            "{年度指标值: 5次, 实际完成值: '', 分值: 10}",
            "{年度指标值: 无, 实际完成值: 无, 分值: 10}",
            "{年度指标值: 不适用, 实际完成值: /, 分值: 10}",
            "{年度指标值: 5次, 实际完成值: 5次, 分值: 10, 其中: [{年度指标值: 5次, 分值: 10, 得分: 10}]}",
            "{年度指标值: 5次, 实际完成值: 5次, 并入上行: true}",
        ] {
            assert_eq!(own(FORM, &format!("{SCORED}, {row}")), [""; 0], "{row}");
        }
        let merged = "{年度指标值: 5次, 实际完成值: 5次, 分值: 5, 得分: 15}, \
                      {年度指标值: 5次, 实际完成值: 5次, 分值: 10}";
        assert_eq!(own(FORM, &format!("{SCORED}, {merged}")), [""; 0]);
    }

    #[test]
    fn a_table_without_scores_is_one_note_and_a_form_without_none() {
        let blank = "{年度指标值: 5次, 实际完成值: 5次, 分值: 10}";
        let rows = [blank, blank, blank].join(", ");
        assert_eq!(own(FORM, &rows), ["ZP225 提示 绩效指标"]);
        assert_eq!(
            own(FORM, &format!("{SCORED}, {rows}")),
            ["ZP225 提示 绩效指标"]
        );
        assert_eq!(own("{编号: 甲, 范围: 转移支付}", &rows), [""; 0]);
        let no_column =
            "{编号: 甲, 范围: 整体, 满分: 100, 列: [三级指标, 年度指标值, 实际完成值, 分值]}";
        assert_eq!(own(no_column, &rows), [""; 0]);
    }
}
