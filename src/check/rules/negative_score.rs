//! 分值、得分或总分是负数。
//!
//! # 检查什么
//! 分值、得分、总分和一级指标分值都不能小于零，扣完为止。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：未完成指标值的按完成比例计分，最低为零分。
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
//!     得分: -2
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 88
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

use crate::check::marks::{Mark, marks};
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, DataPath, Items};

pub static RULE: Rule = Rule {
    code: "ZP206",
    name: "negative_score",
    title: "分数为负",
    severity: Severity::Error,
    file: include_str!("negative_score.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let report = filed.report;
    let mut figures: Vec<(DataPath, String, Option<Amount>)> = Vec::new();
    let is_negative = |figure: Option<Amount>| figure.is_some_and(Amount::is_negative);
    let negative = |mark: &&Mark<'_>| is_negative(mark.weight) || is_negative(mark.score);
    for mark in marks(filed).iter().filter(negative) {
        figures.push((
            mark.weight_path(),
            format!("{}分值", mark.name()),
            mark.weight,
        ));
        figures.push((
            mark.score_path(),
            format!("{}得分", mark.name()),
            mark.score,
        ));
    }
    figures.push(("总分".into(), "总分".to_owned(), report.total));
    add_level1(&DataPath::root(), &report.level1_weights, &mut figures);
    for (index, goal) in report.goals.iter().enumerate() {
        let path = DataPath::root().key("年度目标").index(index);
        if !goal.indicators.is_empty() {
            figures.push((
                path.clone().key("分值"),
                "年度目标分值".to_owned(),
                goal.weight,
            ));
        }
        add_level1(&path, &goal.level1_weights, &mut figures);
    }
    for (path, name, figure) in figures {
        if let Some(figure) = figure.filter(|figure| figure.is_negative()) {
            findings
                .add(filed.file, path, format!("{name} {figure} 是负数"))
                .help("分数最低为 0");
        }
    }
}

fn add_level1(
    above: &DataPath,
    weights: &Items,
    figures: &mut Vec<(DataPath, String, Option<Amount>)>,
) {
    let place = above.clone().key("一级指标分值");
    for (name, weight) in weights.iter() {
        figures.push((place.clone().key(name), format!("{name}分值"), *weight));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn a_negative_score_is_named() {
        let edit = [("得分: 8", "得分: -2"), ("总分: 98", "总分: 88")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "“群众满意度”得分 -2 是负数");
    }

    #[test]
    fn nothing_and_blank_are_not_negative() {
        let zero = [("得分: 8", "得分: 0"), ("总分: 98", "总分: 90")];
        assert_eq!(found_after(&RULE, &zero), [""; 0]);
        assert_eq!(
            found_after(&RULE, &[("得分: 8", "得分:")]),
            ["ZP225 警告 绩效指标[4].得分"]
        );
    }
}
