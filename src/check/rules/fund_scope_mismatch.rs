//! 一章只讲一项资金，所列金额却不是这一项的。
//!
//! # 检查什么
//! 章名写的是“一般公共预算支出情况”这样的一项资金，而表里不止这一项：这一章的合计等于全部资金，或者“基本支出”“项目支出”加起来不等于这一项的，指出来。
//! 这一章自己也写明这一项是多少的，不报；按收入性质的各项加起来不等于全年执行数的表，不查。
//!
//! # 依据
//! 章名与内容一致；一项资金的支出不会是全部资金的支出。
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
//!     一般公共预算: 2502.06
//!     政府性基金拨款: 204.73
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 1. 基本支出1275.43万元。
//! 2. 项目支出1431.36万元。
//!
//! 两项合计2706.79万元。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 详见自评表。
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
//!     一般公共预算: 2502.06
//!     政府性基金拨款: 204.73
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 1. 基本支出1070.70万元。
//! 2. 项目支出1431.36万元。
//!
//! 两项合计2502.06万元。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 详见自评表。
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

use crate::check::prose::{Block, Scope, adds_up, differs, scope, side_by_side};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, MoneyUnit};

pub static RULE: Rule = Rule {
    code: "ZP313",
    name: "fund_scope_mismatch",
    title: "资金范围与章名不符",
    severity: Severity::Warning,
    file: include_str!("fund_scope_mismatch.rs"),
    check: Check::Prose(check),
};

/// The funds that chapters are named after.
const FUNDS: [&str; 4] = ["一般公共预算", "政府性基金", "国有资本经营", "社会保险基金"];

/// A title with one of these may be of more than the fund that it names.
const MORE: [&str; 6] = ["和", "及", "与", "其他", "、", "等"];

/// A fund that a chapter is named after, with its amount.
struct Fund<'a> {
    name: String,
    amount: Amount,
    unit: MoneyUnit,
    /// The blocks of the chapter.
    blocks: Vec<&'a Block>,
}

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    for (at, chapter) in filed.narrative.chapters.iter().enumerate() {
        let mut named = FUNDS
            .into_iter()
            .filter(|fund| chapter.title.contains(fund));
        let only = named.next().filter(|_| named.next().is_none());
        let title = chapter.plain_title();
        let several = MORE.iter().any(|word| title.contains(word));
        let (Some(only), Some(unit), false) = (only, filed.money_unit(), several) else {
            continue;
        };
        if let Scope::Fund(name, amount) = scope(filed, Some(only)) {
            let blocks = filed.prose.blocks.iter();
            let blocks = blocks.filter(|block| block.chapter == Some(at)).collect();
            let fund = Fund {
                name,
                amount,
                unit,
                blocks,
            };
            if !fund.is_stated() && whole_money(filed, &fund, findings).is_none() {
                natures(filed, &fund, findings);
            }
        }
    }
}

impl Fund<'_> {
    /// Whether the chapter says itself how much the fund is.
    fn is_stated(&self) -> bool {
        let mut figures = self.blocks.iter().flat_map(|block| block.figures());
        figures.any(|figure| figure.is_money(self.amount, self.unit) == Some(true))
    }
}

/// Finds a total that is that of all the money.
fn whole_money(filed: &FiledProse<'_>, fund: &Fund<'_>, findings: &mut Findings) -> Option<()> {
    let all = filed.report.funds.as_ref()?.executed?;
    let totals = ["合计", "共计", "总计", "总支出", "支出总额"];
    for block in &fund.blocks {
        if !block.is_text() {
            continue;
        }
        let text = &block.text.plain;
        for figure in block.figures() {
            let before = text[..figure.span.start].trim_end_matches(['为', '是', '：', '支', '出']);
            let total = totals.iter().find(|word| before.ends_with(**word));
            let (Some(total), Some(true), false) =
                (total, figure.is_money(all, fund.unit), figure.near)
            else {
                continue;
            };
            let title = filed.chapter_title(block);
            let message = format!(
                "“{title}”一章合计 {all}，这是全部资金，{}只有 {}",
                fund.name, fund.amount
            );
            let words = before.len() - total.len()..figure.span.end;
            let finding = filed.add(findings, block, (&block.text, words), message);
            finding.help(format!(
                "这一章只写{}，别的资金另立一章；或者写明合计里还有哪些资金",
                fund.name
            ));
            finding.related.push((
                filed.form_file,
                "预算执行.按收入性质".into(),
                format!("{} {}", fund.name, fund.amount),
            ));
            return Some(());
        }
    }
    None
}

/// Holds 基本支出 and 项目支出 of the chapter together against its fund.
fn natures(filed: &FiledProse<'_>, fund: &Fund<'_>, findings: &mut Findings) -> Option<()> {
    let said = filed.statements();
    let in_chapter = |label: &str| {
        let mut all = said.iter().filter(|one| {
            one.label == label
                && fund
                    .blocks
                    .iter()
                    .any(|block| std::ptr::eq(*block, one.block))
        });
        let one = all.next().filter(|_| all.next().is_none())?;
        let this_year = one.year.is_none() || one.year == filed.report.year.map(|year| year.0);
        (this_year && !one.last_year && !one.is_planned()).then_some(one)
    };
    let (basic, project) = (in_chapter("基本支出")?, in_chapter("项目支出")?);
    let money = [basic, project].map(|one| one.figure.money());
    let at_fault = |one| differs(filed, one).is_some();
    if money != [Some(fund.unit); 2] || !side_by_side(basic, project) {
        return None;
    }
    if at_fault(basic) || at_fault(project) {
        return None;
    }
    let amounts = [basic.figure.amount, project.figure.amount];
    if adds_up(fund.amount, amounts) {
        return None;
    }
    let sum = amounts[0].checked_add(amounts[1])?;
    let difference = sum.checked_sub(fund.amount)?.abs();
    let message = format!(
        "基本支出与项目支出合计 {sum}，与{} {} 相差 {difference}",
        fund.name, fund.amount
    );
    let words = project.words.clone();
    let finding = filed.add(
        findings,
        project.block,
        (&project.block.text, words),
        message,
    );
    finding.help("核对两个数是不是这一项资金的支出，改正写错的一个");
    Some(())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "1. 基本支出1070.70万元。\n2. 项目支出1431.36万元。\n\n两项合计2502.06万元。";

    #[test]
    fn all_the_money_in_a_chapter_of_one_fund_is_named() {
        let text =
            "1. 工资1275.43万元。\n2. 商品1431.36万元。\n\n两项合计{{ 预算执行.全年执行数 }}万元。";
        let findings = findings_after(&RULE, &[(OLD, text)]);
        assert_eq!(
            findings[0].message,
            "“二、一般公共预算支出情况”一章合计 2706.79，这是全部资金，一般公共预算只有 2502.06"
        );
        assert_eq!(findings[0].quote, "合计{{ 预算执行.全年执行数 }}万元");
    }

    #[test]
    fn two_natures_that_are_not_the_fund_are_named() {
        let text = "基本支出1000.70万元，项目支出1400万元。";
        let findings = findings_after(&RULE, &[(OLD, text)]);
        assert_eq!(
            findings[0].message,
            "基本支出与项目支出合计 2400.70，与一般公共预算 2502.06 相差 101.36"
        );
    }

    #[test]
    fn a_chapter_that_says_what_is_what_is_right() {
        for text in [
            "支出合计2706.79万元，其中一般公共预算2502.06万元，政府性基金204.73万元。",
            "基本支出1070.70万元，项目支出1431.36万元。",
            "基本支出1070.70万元。",
            "上年基本支出900万元，项目支出800万元。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
        let one_fund = [
            (
                "一般公共预算: 2502.06\n    政府性基金拨款: 204.73",
                "一般公共预算: 2706.79",
            ),
            (
                OLD,
                "1. 工资1275.43万元。\n2. 商品1431.36万元。\n\n两项合计2706.79万元。",
            ),
        ];
        assert_eq!(found_after(&RULE, &one_fund), [""; 0]);
    }
}
