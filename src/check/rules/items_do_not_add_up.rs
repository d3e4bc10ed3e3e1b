//! 正文里逐项列出的金额加起来不等于写明的合计。
//!
//! # 检查什么
//! 三种写法都加一遍：“……万元，明细如下”后面的表格，以及表格里的“合计”行；“基本支出……其中人员经费……公用经费……”“支出……其中基本支出……项目支出……”“三公经费……”这样各项齐全的；列出几项以后的“三项合计……”。
//! 四舍五入造成的零头不算错。只说“其中”、没有列全的不加。
//!
//! # 依据
//! 算术：各项之和等于合计。
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
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 2023年项目支出1431.36万元，明细如下：
//!
//! | 项目 | 支出（万元） |
//! |---|---:|
//! | 环境整治专项支出 | 996.05 |
//! | 环卫专项支出 | 283.80 |
//! | 社区建设支出 | 147.01 |
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
//!     一般公共预算: 2706.79
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
//! 2023年项目支出1431.36万元，明细如下：
//!
//! | 项目 | 支出（万元） |
//! |---|---:|
//! | 环境整治专项支出 | 996.05 |
//! | 环卫专项支出 | 288.30 |
//! | 社区建设支出 | 147.01 |
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

use crate::check::prose::{
    Block, Column, Table, count_before, differs, is_rounding, off, whole_families,
};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, MoneyUnit};
use std::ops::Range;

pub static RULE: Rule = Rule {
    code: "ZP305",
    name: "items_do_not_add_up",
    title: "明细与合计不符",
    severity: Severity::Warning,
    file: include_str!("items_do_not_add_up.rs"),
    check: Check::Prose(check),
};

/// Before a list that need not be complete.
const SOME: [&str; 6] = ["主要", "其中", "部分", "重点", "较大", "等"];

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    for (at, block) in filed.prose.blocks.iter().enumerate() {
        if let Some(table) = Table::read(block) {
            hold(filed, at, &table, findings);
        }
        counted_total(filed, at, findings);
    }
    families(filed, findings);
}

/// Holds the rows of a table against its own total or the one announced before it.
fn hold(filed: &FiledProse<'_>, at: usize, table: &Table<'_>, findings: &mut Findings) {
    let Some(total) = table.total else {
        if let [column] = &table.columns[..] {
            announced(filed, at, column, findings);
        }
        return;
    };
    for column in &table.columns {
        let Some((cell, stated)) = total
            .get(column.at)
            .and_then(|cell| Some((cell, Amount::parse(&cell.plain).ok()?)))
        else {
            continue;
        };
        if let Some((sum, difference)) = off(stated, &column.parts) {
            let message = format!("各行加起来是 {sum}，与合计 {stated} 相差 {difference}");
            let words = 0..cell.plain.len();
            let block = &filed.prose.blocks[at];
            let finding = filed.add(findings, block, (cell, words), message);
            finding.help(format!("核对各行；各行无误的，合计改为 {sum}"));
        }
    }
}

/// Holds a column against the only amount in the sentence before the table.
fn announced(
    filed: &FiledProse<'_>,
    at: usize,
    column: &Column<'_>,
    findings: &mut Findings,
) -> Option<()> {
    let before = filed.prose.blocks.get(at.checked_sub(1)?)?;
    let text = &before.text.plain;
    let start = text.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let sentence = &text[start..];
    let ends = sentence.ends_with(['：', ':']);
    let announces = ["明细", "如下", "下表"]
        .iter()
        .any(|word| sentence.contains(word));
    if !ends || !announces || SOME.iter().any(|word| sentence.contains(word)) {
        return None;
    }
    let figures = before.figures_in(start..text.len()).iter();
    let mut money = figures.filter(|figure| figure.money().is_some());
    let total = money.next().filter(|total| !total.near)?;
    let unit = total.money()?;
    let other_unit = column.money_unit().is_some_and(|of_table| of_table != unit);
    if money.next().is_some() || other_unit {
        return None;
    }
    let (sum, difference) = off(total.amount, &column.parts)?;
    // Where the sum is the data's figure, that is said of the amount alone.
    let mut said = filed.statements().iter();
    let said = said.find(|one| std::ptr::eq(one.block, before) && one.figure.span == total.span);
    if let Some((known, _)) = said.and_then(|one| differs(filed, one))
        && off(known.amount, &column.parts).is_none()
    {
        return None;
    }
    let words = total.span.clone();
    let shown = &text[words.clone()];
    let message = format!(
        "明细加起来是 {sum}{}，与写明的 {shown} 相差 {difference}",
        unit.chinese()
    );
    let finding = filed.add(findings, before, (&before.text, words), message);
    finding.help("核对明细有没有漏项、错项，再核对合计");
    Some(())
}

/// Holds 三项合计 against the three amounts before it.
fn counted_total(filed: &FiledProse<'_>, at: usize, findings: &mut Findings) -> Option<()> {
    let block = &filed.prose.blocks[at];
    let text = &block.text.plain;
    let totals = ["合计", "共计", "总计"];
    let mut items = text.match_indices('项');
    let (word, _) = items.find(|(at, sign)| {
        let after = &text[at + sign.len()..];
        totals.iter().any(|total| after.starts_with(total))
    })?;
    let (count, length) = count_before(&text[..word])?;
    let count = usize::try_from(count).ok().filter(|count| *count > 1)?;
    let start = word - length;
    let total = block
        .figures()
        .iter()
        .find(|figure| figure.span.start > word)?;
    const NEAREST: usize = 24;
    if total.near || total.span.start > word + NEAREST {
        return None;
    }
    let unit = total.money()?;
    let before = stated(block, 0..start, unit)?;
    let parts = if before.is_empty() {
        let items = &filed.prose.blocks[at.checked_sub(count)?..at];
        let first = |item: &Block| {
            let beside = item.chapter == block.chapter && item.under == block.under;
            let text = 0..item.text.plain.len();
            stated(item, text, unit)?
                .first()
                .copied()
                .filter(|_| beside)
        };
        items.iter().map(first).collect::<Option<Vec<Amount>>>()?
    } else {
        Some(before).filter(|before| before.len() == count)?
    };
    let (sum, difference) = off(total.amount, &parts)?;
    let words = start..total.span.end;
    let message = format!(
        "前面{count}项加起来是 {sum}{}，与写明的合计相差 {difference}",
        unit.chinese()
    );
    let finding = filed.add(findings, block, (&block.text, words), message);
    finding.help(format!(
        "核对各项；各项无误的，合计改为 {sum}{}",
        unit.chinese()
    ));
    Some(())
}

/// The amounts that a text states in this unit, without those by which something
/// changed. `None` where one is in another unit or only near.
fn stated(block: &Block, part: Range<usize>, unit: MoneyUnit) -> Option<Vec<Amount>> {
    let text = &block.text.plain;
    let mut amounts = Vec::new();
    let mut read = part.start;
    for figure in block.figures_in(part) {
        let since = &text[read..figure.span.start];
        read = figure.span.end;
        let changed = since.contains(['增', '减', '多', '少', '升', '降', '比', '较']);
        match figure.money() {
            Some(_) if changed => {}
            Some(money) if money == unit && !figure.near => amounts.push(figure.amount),
            Some(_) => return None,
            None => {}
        }
    }
    Some(amounts)
}

/// Holds totals against the parts that are known to be all of them.
fn families(filed: &FiledProse<'_>, findings: &mut Findings) {
    for (total, parts) in whole_families(filed.statements()) {
        let amounts: Vec<Amount> = parts.iter().map(|part| part.figure.amount).collect();
        let whole = total.figure.amount;
        let Some((sum, difference)) = off(whole, &amounts)
            .filter(|(_, difference)| !is_rounding(*difference, whole, &amounts))
        else {
            continue;
        };
        let planned = total.is_planned();
        if parts.iter().any(|part| part.is_planned() != planned) {
            continue;
        }
        // What differs from the data is said there.
        let mut all = parts.iter().copied().chain([total]);
        if all.any(|one| differs(filed, one).is_some()) {
            continue;
        }
        let names: Vec<&str> = parts.iter().map(|part| part.label.as_str()).collect();
        let message = format!(
            "{}加起来是 {sum}，与{}{}相差 {difference}",
            names.join("、"),
            total.label,
            total.shown()
        );
        let words = total.words.clone();
        let finding = filed.add(findings, total.block, (&total.block.text, words), message);
        finding.help("核对各项和合计，改正写错的一个");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    fn said(text: &str) -> Vec<String> {
        let edit = [("绩效情况\n\n详见自评表。", &*format!("绩效情况\n\n{text}"))];
        let findings = findings_after(&RULE, &edit);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn a_table_is_held_against_the_sentence_before_it() {
        let edit = [("| 环卫专项支出 | 288.30 |", "| 环卫专项支出 | 283.80 |")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(
            findings[0].message,
            "明细加起来是 1426.86万元，与写明的 1431.36万元 相差 4.50"
        );
        assert_eq!(findings[0].quote, "1431.36万元");
        let edit = [("| 环卫专项支出 | 288.30 |", "| 环卫专项支出 | 288.31 |")];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }

    #[test]
    fn an_amount_that_differs_from_the_data_is_said_once() {
        let edit = [("项目支出1431.36万元", "项目支出1426.36万元")];
        assert_eq!(
            found_after(&RULE, &edit),
            ["ZP303 警告 正文.二、一般公共预算支出情况"]
        );
    }

    #[test]
    fn a_table_is_held_against_its_own_total() {
        let table = |total: &str| {
            format!(
                "| 项目 | 预算 | 决算 | 占比 |\n|--|--|--|--|\n| 甲 | 1.5 | 2 | 50% |\n| 乙 | 2.5 | — | |\n| 丙 | 3 | 2 | |\n| 合 计 | 7.0 | {total} | 100% |\n"
            )
        };
        assert_eq!(said(&table("4")), [""; 0]);
        assert_eq!(said(&table("5")), ["各行加起来是 4，与合计 5 相差 1"]);
        let nested = "| 项目 | 决算 |\n|--|--|\n| 基本 | 3 |\n| 人员 | 2 |\n| 公用 | 1 |\n| 项目 | 4 |\n| 合计 | 7 |\n";
        assert_eq!(said(nested), [""; 0]);
    }

    #[test]
    fn a_counted_total_is_held_against_as_many_amounts() {
        let list =
            "1. 工资769.41万元，比上年多302.16万元。\n2. 商品3073.65万元。\n3. 补助9.48万元。\n\n";
        assert_eq!(said(&format!("{list}三项合计3852.54万元。")), [""; 0]);
        assert_eq!(
            said(&format!("{list}三项合计3825.54万元。")),
            ["前面3项加起来是 3852.54万元，与写明的合计相差 27.00"]
        );
        assert_eq!(said("工资10万元，商品20万元，两项合计40万元。").len(), 1);
        assert_eq!(
            said("工资10万元，商品20万元，补助约3万元，两项合计40万元。"),
            [""; 0]
        );
    }

    #[test]
    fn parts_that_are_all_there_are_must_add_up() {
        assert_eq!(
            said(
                "2023年三公经费支出10万元，其中：因公出国（境）费0万元，公务用车购置及运行维护费6.5万元，公务接待费2.0万元。"
            ),
            [
                "因公出国（境）、公务用车购置及运行维护、公务接待加起来是 8.5，与三公经费10万元相差 1.5"
            ]
        );
        assert_eq!(
            said("本年基本支出1275.43万元，其中人员经费859.31万元，占67.4%，用于工资；公用经费416.21万元。").len(),
            1
        );
        for right in [
            "本年基本支出1275.43万元，其中人员经费859.31万元，占67.4%；公用经费416.12万元。",
            "2023年支出2800万元，其中基本支出1275.43万元，项目支出1431.36万元，结转93.21万元。",
            "本年基本支出1275.43万元，其中人员经费859.31万元。公用经费比上年增加5万元。",
            "2023年三公经费支出10万元，其中公务接待费2.5万元。",
        ] {
            assert_eq!(said(right), [""; 0], "{right}");
        }
    }
}
