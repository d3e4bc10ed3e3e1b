//! 同一个比率在正文里写了两个值。
//!
//! # 检查什么
//! “按时办结率99.2%”这样同一个名称的比率前后写了两次，只有两位数字颠倒的。讲上年、目标和其中一部分的不查。
//!
//! # 依据
//! 同一年度同一个比率只有一个值。
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
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
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
//! 无害化处理率98.42%，居全县前列。无害化处理率98.24%。
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
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
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
//! 无害化处理率98.42%，居全县前列。无害化处理率98.42%。
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

use crate::check::prose::{Block, Figure, Measure, is_swapped};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use std::collections::BTreeMap;

pub static RULE: Rule = Rule {
    code: "ZP326",
    name: "same_rate_differs",
    title: "同一个比率前后不一",
    severity: Severity::Warning,
    file: include_str!("same_rate_differs.rs"),
    check: Check::Prose(check),
};

/// A sentence with one of these speaks of more than this year as a whole.
#[rustfmt::skip]
const OTHERS: [&str; 12] = [
    "上年", "去年", "同期", "季度", "半年", "月", "年初", "目标", "计划", "其中", "由", "从",
];

/// A rate with its name: 按时办结率99.2%.
struct Rate<'a> {
    block: &'a Block,
    name: &'a str,
    percent: &'a Figure,
}

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    let mut rates: Vec<Rate<'_>> = Vec::new();
    for block in filed.prose.blocks.iter().filter(|block| block.is_text()) {
        if block.says("%") && block.says_any(&["率", "度"]) {
            rates.extend(
                block
                    .figures()
                    .iter()
                    .filter_map(|figure| rate(filed, block, figure)),
            );
        }
    }
    let mut told: BTreeMap<&str, &Rate<'_>> = BTreeMap::new();
    for rate in &rates {
        let first = *told.entry(rate.name).or_insert(rate);
        let shown = |rate: &Rate<'_>| rate.percent.amount.to_string();
        if is_swapped(&shown(first), &shown(rate)) {
            let message = format!(
                "{}写的是 {}%，前面写的是 {}%，两位数字颠倒",
                rate.name, rate.percent.amount, first.percent.amount
            );
            let words = (&rate.block.text, rate.percent.span.clone());
            let finding = filed.add(findings, rate.block, words, message);
            finding.help("查明哪一个对，改成一致");
        }
    }
}

/// A rate of this year that stands by itself, which no other rule holds against
/// anything: neither counts before it nor an indicator.
fn rate<'a>(filed: &FiledProse<'_>, block: &'a Block, percent: &'a Figure) -> Option<Rate<'a>> {
    const SHORTEST: usize = 9;
    if percent.measure != Measure::Percent || percent.near {
        return None;
    }
    let text = &block.text.plain;
    let before = &text[..percent.span.start];
    let start = before.rfind(|c: char| !c.is_alphabetic() || c.is_ascii_digit());
    let start = start.map_or(0, |at| {
        at + before[at..].chars().next().map_or(0, char::len_utf8)
    });
    let name = &before[start..];
    let is_rate = name.ends_with('率') || name.ends_with("满意度");
    let held = ["执行率", "控制率", "支出率"]
        .iter()
        .any(|end| name.ends_with(end));
    if !is_rate || held || name.len() < SHORTEST {
        return None;
    }
    let from = before.rfind(['。', '；', '\n']).unwrap_or(0);
    let sentence = &text[from..percent.span.end];
    let plain = !OTHERS.iter().any(|word| sentence.contains(word));
    let number = percent.amount.to_string();
    let goals = filed.report.goals.iter().flat_map(|goal| &goal.indicators);
    let mut rows = filed.report.indicators.iter().chain(goals);
    let is_indicator = rows.any(|row| row.actual.contains(&number));
    (plain && !is_indicator).then_some(Rate {
        block,
        name,
        percent,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "无害化处理率98.42%，居全县前列。无害化处理率98.42%。";

    fn said(text: &str) -> Vec<String> {
        let findings = findings_after(&RULE, &[(OLD, text)]);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn a_rate_told_twice_is_held() {
        assert_eq!(
            said("全镇无害化处理率98.42%。\n\n全镇无害化处理率98.24%，位居前列。"),
            ["全镇无害化处理率写的是 98.24%，前面写的是 98.42%，两位数字颠倒"]
        );
    }

    #[test]
    fn other_rates_may_stand_beside() {
        for text in [
            OLD,
            "上年处理率98.42%。处理率98.24%。",
            "处理率由98.24%提高到98.42%。",
            "全镇处理率98.42%，全镇处理率98.6%。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
