//! 同一笔金额换一个单位又写了一遍，两个数不一样。
//!
//! # 检查什么
//! “15630.42万元，即1.56亿元”“2.01亿元（20,100万元）”这样紧挨着用两种单位写的，换算后应当是同一个数。
//! 四舍五入、去掉零头的不算错；写“约”的不查；括号里的数差得很远的是另一笔钱，不查。
//!
//! # 依据
//! 算术：1亿元＝10000万元，1万元＝10000元。
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
//! 争取上级专项资金15630.42万元，即1.65亿元。
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
//! 争取上级专项资金15630.42万元，即1.56亿元。
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

use crate::check::prose::{Block, Figure};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, MoneyUnit};

pub static RULE: Rule = Rule {
    code: "ZP319",
    name: "restated_amount_differs",
    title: "同一金额两种写法不符",
    severity: Severity::Warning,
    file: include_str!("restated_amount_differs.rs"),
    check: Check::Prose(check),
};

/// Between an amount and the same in another unit.
const SAME: [&str; 6] = ["，即", "即", "，折合", "折合", "，合", "（即"];

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    for block in filed.prose.blocks.iter().filter(|block| block.is_text()) {
        let text = &block.text.plain;
        if !block.says_any(&["亿", "即", "合"]) {
            continue;
        }
        for pair in block.figures().windows(2) {
            let Some((figure, again, right)) = differing(block, pair) else {
                continue;
            };
            let (first, second) = (&text[figure.span.clone()], &text[again.span.clone()]);
            let message = format!("{first}换算过来是 {right}，写的是 {second}");
            let words = figure.span.start..again.span.end;
            let finding = filed.add(findings, block, (&block.text, words), message);
            finding.help("查明哪一个对，改成一致");
        }
    }
}

/// Two amounts that stand for one and differ, with what the second should be.
fn differing<'b>(block: &'b Block, pair: &'b [Figure]) -> Option<(&'b Figure, &'b Figure, String)> {
    let [figure, again] = pair else { return None };
    let (unit, other) = (figure.money()?, again.money()?);
    if unit == other || figure.near || again.near {
        return None;
    }
    let text = &block.text.plain;
    let between = text.get(figure.span.end..again.span.start)?;
    let after = text.get(again.span.end..)?;
    let bracketed = between == "（" && after.starts_with('）');
    if again.is_money(figure.amount, unit)? || !(bracketed || SAME.contains(&between)) {
        return None;
    }
    let right = converted(figure.amount, unit, other)?;
    let off = right.checked_sub(again.amount)?.abs();
    let is_near = off.checked_mul(Amount::from_int(5))? <= right;
    let right = right.round(again.amount.places().max(2));
    (is_near || !bracketed).then(|| (figure, again, format!("{right}{}", other.chinese())))
}

fn converted(amount: Amount, from: MoneyUnit, to: MoneyUnit) -> Option<Amount> {
    let yuan = amount.checked_mul(from.in_yuan())?;
    yuan.checked_div(to.in_yuan())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "争取上级专项资金15630.42万元，即1.56亿元。";

    #[test]
    fn an_amount_that_is_written_twice_must_be_the_same() {
        for (text, message) in [
            (
                "专项资金15630.42万元，即1.65亿元。",
                "15630.42万元换算过来是 1.56亿元，写的是 1.65亿元",
            ),
            (
                "决算支出2.01亿元（21,000万元），执行率98%。",
                "2.01亿元换算过来是 20100.00万元，写的是 21,000万元",
            ),
            (
                "拨付86500元，即86.5万元。",
                "86500元换算过来是 8.65万元，写的是 86.5万元",
            ),
        ] {
            let found = findings_after(&RULE, &[(OLD, text)]);
            let said: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
            assert_eq!(said, [message], "{text}");
        }
    }

    #[test]
    fn amounts_that_are_the_same_or_not_meant_to_be_are_left() {
        for text in [
            OLD,
            "决算支出2.01亿元（20,100万元），执行率98%。",
            "资金15630.42万元，即1.6亿元；专项15687万元，即1.56亿元。",
            "资金15630.42万元，即约1.5亿元。",
            "总投资1.2亿元（3000万元为自筹），分3年实施。",
            "总投资1.2亿元（3000万元）。",
            "拨付86500元，即人均4.5万元。",
            "到位1.2亿元，11800万元已支付。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
