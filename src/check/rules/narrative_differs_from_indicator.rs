//! 自评报告里写的指标完成数与指标表不一样。
//!
//! # 检查什么
//! “拆除违法建设139处”“全年目标139处，实际完成139处”这样紧跟在三级指标名称后面的数，与该指标的年度指标值、实际完成值核对；没有写明是目标还是完成的，与两个数都不同才报。
//! 数与某一个指标的完成值只是两位数字颠倒（“抽检2463批次”和2436批次）、单位相同、前面的话与指标名称大致相同的，也报。
//! 只查名称开头的一句、单位相同的数。写“约”“近”“以上”的，讲上年、季度、其中一部分的，金额，都不查。同一指标前后写了几个数的也不查。
//!
//! # 依据
//! 同一年度同一指标只有一个指标值、一个完成值：文字与指标表应当一致。
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
//! 全年拆除违法建设193处，全部复绿。
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
//! 全年拆除违法建设139处，全部复绿。
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

use super::goal_differs_from_indicator::{differing, message};
use crate::check::prose::{Actuals, Mention, Names};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP316",
    name: "narrative_differs_from_indicator",
    title: "正文与指标不符",
    severity: Severity::Warning,
    file: include_str!("narrative_differs_from_indicator.rs"),
    check: Check::Prose(check),
};

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    let actuals = Actuals::of(filed.report);
    let names = Names::of(&filed.filed_form);
    let year = filed.report.year.map(|year| year.0);
    for block in filed.prose.blocks.iter().filter(|block| block.is_text()) {
        let text = &block.text.plain;
        let mentions = names.mentions(text, block.figures());
        let differing = differing(&mentions, (text, year), None);
        for swapped in actuals.swapped(text, block.figures(), year) {
            let is_known = |mention: &Mention<'_>| mention.words.start == swapped.words.start;
            if differing.iter().any(|(mention, _)| is_known(mention)) {
                continue;
            }
            let message = format!(
                "写的是“{}”，指标“{}”的实际完成值是{}，两位数字颠倒",
                &text[swapped.words.clone()],
                swapped.row.name.trim(),
                swapped.row.actual.trim()
            );
            let words = (&block.text, swapped.words);
            let finding = filed.add(findings, block, words, message);
            finding.help("查明哪一个对，改成一致；说的不是这个指标的，写明是什么");
        }
        for (mention, role) in differing {
            let words = (&block.text, mention.words.clone());
            let finding = filed.add(findings, block, words, message(mention, text, role));
            finding.help(
                "查明哪一个对，改成一致；也可以写 {{ 绩效指标[名称].实际完成值 }}，由程序填数",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "全年拆除违法建设139处，全部复绿。";

    #[test]
    fn target_and_actual_under_a_name_are_told_apart() {
        let text = "**拆除违法建设数量。**全年目标139处，实际完成193处。";
        let findings = findings_after(&RULE, &[(OLD, text)]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "写的是“193处”，指标“拆除违法建设数量”的实际完成值是139处"
        );
        let text = "**拆除违法建设数量。**全年目标193处，实际完成139处。";
        let findings = findings_after(&RULE, &[(OLD, text)]);
        assert_eq!(findings[0].quote, "193处");
    }

    #[test]
    fn two_digits_that_changed_places_are_found_under_a_loose_name() {
        let row = (
            "年度指标值: 139处\n    实际完成值: 139处",
            "年度指标值: ≥2400批次\n    实际完成值: 2436批次",
        );
        let said = |text: &str| {
            let name = ("三级指标: 拆除违法建设数量", "三级指标: 食品安全抽检批次");
            let findings = findings_after(&RULE, &[row, name, (OLD, text)]);
            findings
                .into_iter()
                .map(|one| one.message)
                .collect::<Vec<String>>()
        };
        assert_eq!(
            said("全县今年完成食品抽检2463批次，合格率较高。"),
            ["写的是“2463批次”，指标“食品安全抽检批次”的实际完成值是2436批次，两位数字颠倒"]
        );
        for text in [
            "全年完成食品抽检2436批次。",
            "上年完成食品抽检2463批次。",
            "食品抽检由2463批次调整为2436批次。",
            "药品抽检2463批次。",
            "食品抽检2463次。",
            "2022年完成食品抽检2463批次。",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_holds_or_is_of_a_part_is_left() {
        for text in [
            OLD,
            "2023年，拆除违法建设139处，面积4496平方米。",
            "宝德片区等处拆除违法建设20处。",
            "2022年，拆除违法建设150处。",
            "拆除违法建设{{ 绩效指标[拆除违法建设数量].实际完成值 }}。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
