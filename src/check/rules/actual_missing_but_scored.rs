//! 实际完成值空着，却得了分。
//!
//! # 检查什么
//! 有年度指标值、得分大于零的行，应当填实际完成值；空着或只有“---”“—”“/”的不符。
//! 没有年度指标值的行、指标值写“不适用”“无”或者为零的行、表式没有实际完成值一栏的，不查。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：得分按实际完成值与年初指标值对比确定。
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
//!     实际完成值: ---
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

use crate::check::marks::{Marked, marks, row_name};
use crate::check::reasons::is_blank;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::letters::trim;
use crate::model::{Amount, Indicator};

pub static RULE: Rule = Rule {
    code: "ZP208",
    name: "actual_missing_but_scored",
    title: "没有实际完成值却得了分",
    severity: Severity::Error,
    file: include_str!("actual_missing_but_scored.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let has_no_column = !filed.form.columns().is_empty() && !filed.form.has_column("实际完成值");
    if has_no_column {
        return;
    }
    for mark in marks(filed) {
        let (Marked::Row(rows), Some(score)) = (mark.of, mark.score) else {
            continue;
        };
        let Some(row) = rows.first() else {
            continue;
        };
        if score <= Amount::ZERO || !asks_for_actual(row) || rows.iter().any(has_actual) {
            continue;
        }
        let written = match trim(&row.actual) {
            "" => "空着".to_owned(),
            mark => format!("写作“{mark}”"),
        };
        let target = trim(&row.target);
        findings
            .add(
                filed.file,
                mark.path.clone().key("实际完成值"),
                format!(
                    "{}的年度指标值是{target}，实际完成值{written}，却得了 {score} 分",
                    row_name(row)
                ),
            )
            .help("填上实际完成值；确实没有完成的，得分应为 0")
            .related(mark.score_path(), format!("得分 {score}"));
    }
}

/// Whether a row has a target that can be reached: not blank, not 不适用, not zero.
fn asks_for_actual(row: &Indicator) -> bool {
    let target = trim(&row.target);
    let mut digits = target.chars().filter(char::is_ascii_digit).peekable();
    let is_zero = digits.peek().is_some() && digits.all(|digit| digit == '0');
    let is_none =
        target.starts_with('无') || target.contains("不适用") || target.contains("不涉及");
    !is_blank(target) && !is_none && !is_zero
}

fn has_actual(row: &Indicator) -> bool {
    !is_blank(&row.actual) || row.children.iter().any(has_actual)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn a_dash_with_a_score_is_named() {
        for dash in ["", "---", "----", "—", "/"] {
            let edit = [("实际完成值: 139处", &*format!("实际完成值: {dash}"))];
            assert_eq!(
                found_after(&RULE, &edit),
                ["ZP208 绩效指标[1].实际完成值"],
                "{dash}"
            );
        }
        let findings = findings_after(&RULE, &[("实际完成值: 139处", "实际完成值: ---")]);
        assert_eq!(
            findings[0].message,
            "“拆除违法建设数量”的年度指标值是139处，实际完成值写作“---”，却得了 25 分"
        );
    }

    fn is_named(edit: &[(&str, &str)]) -> bool {
        let found = found_after(&RULE, edit);
        found.iter().any(|line| line.starts_with(RULE.code))
    }

    #[test]
    fn without_a_target_or_a_score_there_is_nothing_to_miss() {
        for target in ["", "不适用", "不涉及", "无", "无经济效益", "0起", "/"] {
            let edit = [
                ("实际完成值: 139处", "实际完成值:"),
                ("年度指标值: 139处", &*format!("年度指标值: {target}")),
            ];
            assert!(!is_named(&edit), "{target}");
        }
        let no_score = [("实际完成值: 139处", "实际完成值:"), ("得分: 25", "得分:")];
        assert!(!is_named(&no_score));
    }

    #[test]
    fn words_and_zero_are_actuals() {
        for actual in ["无", "0", "已完成", "≥80%"] {
            let edit = [("实际完成值: 139处", &*format!("实际完成值: {actual}"))];
            assert!(!is_named(&edit), "{actual}");
        }
    }
}
