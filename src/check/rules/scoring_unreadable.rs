//! “计分”的写法读不懂。
//!
//! # 检查什么
//! “计分”是写给程序看的评分标准，只用下面几种句子，用分号或逗号隔开，有一处读不懂就报错：
//! “达到95%得满分”“每低1%扣1分”“每高20吨扣1分”“每发生1起扣2分”“95%以上得10分”“90%至95%得8分”“低于80%得0分”“达到目标得满分”“否则得0分”“按比例得分”。
//! 评分标准的文字程序已经读得懂的，不必写“计分”。
//!
//! # 依据
//! 本软件的文件格式（docs/format.md）。
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
//!     评分标准: 95分以上为好，由评价小组酌情给分
//!     计分: 低一点扣1分
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 98
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
//!     评分标准: 95分以上为好，由评价小组酌情给分
//!     计分: 达到95%得满分；每低1%扣1分
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 98
//! ```

use crate::check::rows::all_rows;
use crate::check::{Check, FiledReport, Findings, Rule, criteria};
use crate::diagnostic::Severity;
use crate::model::{DataPath, Indicator};

pub static RULE: Rule = Rule {
    code: "ZP224",
    name: "scoring_unreadable",
    title: "计分读不懂",
    severity: Severity::Error,
    file: include_str!("scoring_unreadable.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let report = filed.report;
    let mut tables =
        std::iter::once(&report.indicators).chain(report.goals.iter().map(|goal| &goal.indicators));
    // few reports have any
    if !tables.any(|rows| rows.iter().any(has_scoring)) {
        return;
    }
    for (path, row) in all_rows(filed) {
        hold(filed, path, row, findings);
    }
}

fn has_scoring(row: &Indicator) -> bool {
    !row.scoring.is_empty() || row.children.iter().any(has_scoring)
}

fn hold(filed: &FiledReport<'_>, path: &DataPath, row: &Indicator, findings: &mut Findings) {
    if criteria::key(row) != Some("计分") || criteria::criterion(row).is_some() {
        return;
    }
    findings
        .add(
            filed.file,
            path.clone().key("计分"),
            format!("计分“{}”读不懂", row.scoring.trim()),
        )
        .help("写作“达到95%得满分；每低1%扣1分；低于80%得0分”这样的句子，全部写法见 ziping explain ZP224");
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{found_after, found_on};

    #[test]
    fn what_the_machine_cannot_read_is_an_error_at_its_place() {
        let edit = [("达到95%得满分；每低1%扣1分", "满意度每低1%扣1分")];
        assert_eq!(found_after(&RULE, &edit), ["ZP224 绩效指标[2].计分"]);
    }

    #[test]
    fn every_sentence_of_the_documentation_is_read() {
        let part = RULE.part("检查什么");
        let sentences = part
            .split('“')
            .skip(1)
            .filter_map(|rest| rest.split('”').next());
        let form = "{编号: 甲, 范围: 整体}";
        let mut read = 0;
        for sentence in sentences.filter(|sentence| *sentence != "计分") {
            // one tier alone says too little
            for more in ["", "；否则得0分", "；每低1%扣1分", "；达到96%得10分"] {
                let report =
                    format!("{{表式: 甲, 绩效指标: [{{三级指标: 甲, 计分: '{sentence}{more}'}}]}}");
                if found_on(form, &report).is_empty() {
                    read += 1;
                    break;
                }
            }
        }
        assert_eq!(read, 10);
    }

    #[test]
    fn a_blank_is_no_criterion_and_rows_below_are_looked_at() {
        let form = "{编号: 甲, 范围: 整体}";
        let report = "{表式: 甲, 绩效指标: [{三级指标: 甲, 计分: '', 其中: [{三级指标: 乙, 计分: 五五开}]}]}";
        assert_eq!(found_on(form, report), ["ZP224 绩效指标[1].其中[1].计分"]);
    }
}
