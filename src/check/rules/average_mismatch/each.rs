//! What each of several gets, and all of them together: 8个乡镇各15万元，共120万元.

use super::ALTOGETHER;
use crate::check::prose::{Block, Figure, Measure, half_unit};
use crate::check::{FiledProse, Findings};
use crate::model::Amount;

/// Holds the sum of all against the number of those that get an amount each.
pub fn sums(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    let text = &block.text.plain;
    for triple in block.figures().windows(3) {
        let [number, each, total] = triple else {
            continue;
        };
        if !is_told(block, triple) {
            continue;
        }
        let Some((right, unit)) = product(number, each, total) else {
            continue;
        };
        let message = format!(
            "{}，合起来是 {right}{unit}，写的是 {}",
            &text[number.span.start..each.span.end],
            &text[total.span.clone()]
        );
        let words = (&block.text, number.span.start..total.span.end);
        let finding = filed.add(findings, block, words, message);
        finding.help(format!(
            "核对这三个数；前两个无误的，合计改为 {right}{unit}"
        ));
    }
}

/// Whether three figures are a number of things, what each of them gets and what all
/// get, with no other amount in the sentence before them that might count with these.
fn is_told(block: &Block, triple: &[Figure]) -> bool {
    let [number, each, total] = triple else {
        return false;
    };
    let text = &block.text.plain;
    let counted = !matches!(
        number.measure,
        Measure::Money(_) | Measure::Percent | Measure::Other(' ' | '年' | '月' | '日' | '第')
    );
    let money = each.money().is_some() && total.money().is_some();
    let near = triple.iter().any(|figure| figure.near);
    let between = &text[number.span.end..each.span.start];
    let shared = between.contains('各') && between.chars().all(char::is_alphabetic);
    let said = text[each.span.end..total.span.start].trim_start_matches(['，', ',']);
    let sentence = text[..number.span.start]
        .rfind(['。', '；', '\n'])
        .unwrap_or(0);
    let lead = &text[sentence..number.span.start];
    let alone = !lead.contains('、') && !lead.contains("元");
    counted && money && !near && shared && ALTOGETHER.contains(&said) && alone
}

/// What all get together and its unit, where the stated total is another, rounding
/// aside.
fn product(number: &Figure, each: &Figure, total: &Figure) -> Option<(Amount, &'static str)> {
    let (one, all) = (each.money()?, total.money()?);
    let in_yuan = number
        .amount
        .checked_mul(each.amount)?
        .checked_mul(one.in_yuan())?;
    let right = in_yuan.checked_div(all.in_yuan())?;
    let off = right.checked_sub(total.amount)?.abs();
    (off > half_unit(total.amount)?).then_some((right, all.chinese()))
}

#[cfg(test)]
mod tests {
    use super::super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "支持科技计划项目100个，财政资助1431.36万元，单个项目平均资助14.31万元。购置分析仪2台，单价8.58万元，共17.16万元。";

    #[test]
    fn what_each_gets_makes_what_all_get() {
        let text = "下拨8个乡镇各15万元，共210万元。";
        let found = findings_after(&RULE, &[(OLD, text)]);
        let said: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(said, ["8个乡镇各15万元，合起来是 120万元，写的是 210万元"]);
    }

    #[test]
    fn sums_that_hold_or_are_of_more_are_left() {
        for text in [
            "下拨8个乡镇各15万元，共120万元。",
            "奖励3个村各5000元，共1.5万元。",
            "拨付县本级50万元，8个乡镇各15万元，共170万元。",
            "向3个街道、8个乡镇各拨15万元，共165万元。",
            "8个乡镇各约15万元，共118万元。",
            "8个乡镇各15万元、3个街道各10万元，共150万元。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
