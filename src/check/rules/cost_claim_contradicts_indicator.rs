//! 正文说成本控制住了，表里的成本指标却没有达到。
//!
//! # 检查什么
//! 表里成本指标的实际完成值超过了指标值，正文讲成绩的句子仍写成本“得到严格控制”“控制在预算内”。讲职责、问题、措施的，写今后要怎样的，不算。
//!
//! # 依据
//! 自评报告与自评表说的是同一年的事，应当一致。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 486.20
//!   全年执行数: 486.20
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 保障11个村居运转。
//!     实际完成情况: 保障了11个村居运转。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     二级指标: 数量指标
//!     三级指标: 保障村居运转数量
//!     年度指标值: 11个
//!     实际完成值: 11个
//!     分值: 40
//!     得分: 40
//!   - 一级指标: 产出指标
//!     二级指标: 成本指标
//!     三级指标: 运转成本
//!     年度指标值: ≤400万元
//!     实际完成值: 486.20万元
//!     分值: 10
//!     得分: 8
//!     偏差原因: 年中新增临聘人员。
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
//!     实际完成值: 95%
//!     分值: 10
//!     得分: 10
//! 总分: 98
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 全年11个村居正常运转，成本得到严格控制。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 486.20
//!   全年执行数: 486.20
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 保障11个村居运转。
//!     实际完成情况: 保障了11个村居运转。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     二级指标: 数量指标
//!     三级指标: 保障村居运转数量
//!     年度指标值: 11个
//!     实际完成值: 11个
//!     分值: 40
//!     得分: 40
//!   - 一级指标: 产出指标
//!     二级指标: 成本指标
//!     三级指标: 运转成本
//!     年度指标值: ≤400万元
//!     实际完成值: 486.20万元
//!     分值: 10
//!     得分: 8
//!     偏差原因: 年中新增临聘人员。
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
//!     实际完成值: 95%
//!     分值: 10
//!     得分: 10
//! 总分: 98
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 全年11个村居正常运转，运转成本比指标值多86.20万元。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
//! ```

use crate::check::attainment::{Attainment, of_row};
use crate::check::prose::sentences;
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{DataPath, Indicator};

pub static RULE: Rule = Rule {
    code: "ZP317",
    name: "cost_claim_contradicts_indicator",
    title: "正文所说的成本与表不符",
    severity: Severity::Warning,
    file: include_str!("cost_claim_contradicts_indicator.rs"),
    check: Check::Prose(check),
};

/// What is said of a cost that was kept.
const KEPT: [&str; 12] = [
    "严格控制",
    "得到控制",
    "得到有效控制",
    "有效控制",
    "控制得当",
    "控制良好",
    "控制到位",
    "控制在预算",
    "控制在指标",
    "控制在目标",
    "未超预算",
    "没有超预算",
];

/// A sentence with one of these tells what was done.
const DONE: [&str; 5] = ["了", "得到", "已", "达成", "实现"];

/// A sentence with one of these may speak of what is to be done, or of a fault.
const NOT_DONE: [&str; 13] = [
    "要",
    "应",
    "需",
    "将",
    "力争",
    "计划",
    "下一步",
    "今后",
    "明年",
    "问题",
    "不足",
    "不够",
    "未能",
];

/// Chapters that tell no results.
const OTHER_CHAPTERS: [&str; 5] = ["基本情况", "职能", "职责", "问题", "措施"];

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    let blocks = filed.prose.blocks.iter();
    let mut blocks = blocks.filter(|block| block.says("成本")).peekable();
    if blocks.peek().is_none() {
        return;
    }
    let Some((path, row)) = missed(filed) else {
        return;
    };
    for block in blocks {
        let title = filed.chapter_title(block);
        if OTHER_CHAPTERS.iter().any(|word| title.contains(word)) {
            continue;
        }
        let plain = &block.text.plain;
        for sentence in sentences(plain) {
            let words = &plain[sentence.clone()];
            let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
            if !has(&DONE) || has(&NOT_DONE) {
                continue;
            }
            let is_kept =
                |part: &&str| part.contains("成本") && KEPT.iter().any(|word| part.contains(word));
            let kept = words.split(['，', ',', '；', '。']).find(is_kept);
            let Some(kept) = kept else { continue };
            let message = format!(
                "正文写“{kept}”，表里“{}”的年度指标值{}，实际完成值{}",
                row.name.trim(),
                row.target.trim(),
                row.actual.trim()
            );
            let start = sentence.start + words.find(kept).unwrap_or_default();
            let span = start..start + kept.len();
            let finding = filed.add(findings, block, (&block.text, span), message);
            finding.help("写明成本比指标值多了多少、为什么，或更正表里的数");
            let place = path.clone().key("实际完成值");
            let said = format!("实际完成值{}", row.actual.trim());
            finding.related.push((filed.form_file, place, said));
            return;
        }
    }
}

/// The first row on costs whose target was missed.
fn missed<'a>(filed: &FiledProse<'a>) -> Option<(DataPath, &'a Indicator)> {
    let form = filed.filed_form;
    let mut rows = filed.report.rows();
    rows.find(|(_, row)| {
        let is_cost = [&row.level1, &row.level2, &row.name];
        is_cost.iter().any(|words| words.contains("成本"))
            && matches!(of_row(&form, row), Attainment::Missed { .. })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "全年11个村居正常运转，运转成本比指标值多86.20万元。";

    #[test]
    fn the_claim_and_the_row_are_named() {
        let new = "2023年保障了11个村居运转，严格控制成本，收入增加。";
        let found = findings_after(&RULE, &[(OLD, new)]);
        assert_eq!(
            found[0].message,
            "正文写“严格控制成本”，表里“运转成本”的年度指标值≤400万元，实际完成值486.20万元"
        );
        assert_eq!(found[0].quote, "严格控制成本");
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn duties_plans_and_faults_claim_nothing() {
        for text in [
            "按照这些职责，2023年要严格控制成本，保障11个村居运转。",
            "下一步将严格控制成本，已定了办法。",
            "成本没有得到严格控制，问题在于临聘人员多了。",
            "保障了11个村居运转，严格控制支出。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_cost_that_was_kept_may_be_praised() {
        let praised = "全年11个村居正常运转，成本得到严格控制。";
        let kept = ("≤400万元", "≤500万元");
        let full = (
            "    得分: 8\n    偏差原因: 年中新增临聘人员。",
            "    得分: 10",
        );
        assert_eq!(
            found_after(
                &RULE,
                &[(OLD, praised), kept, full, ("总分: 98", "总分: 100")]
            ),
            [""; 0]
        );
    }
}
