//! 同一级标题的序号缺号、重号或写法不一。
//!
//! # 检查什么
//! 同一级标题的序号要接着排：“一、”之后是“二、”，不跳过，不重复；写法要一样，“1、”不与“二、”混着用。没有序号的标题不管。
//! 下级标题与上级标题用同一种写法，如“六、”下面又是“一、”，给一条提示。
//!
//! # 依据
//! 《党政机关公文格式》（GB/T 9704—2012）7.3.3：文中结构层次序数依次可以用“一、”“（一）”“1.”“（1）”标注。
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
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 详见自评表。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 六、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 七、绩效自评结果拟应用和公开情况
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
//! 详见自评表。
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

use super::required_chapter_missing::places;
use crate::check::prose::{Block, Kind, Number, Style, heading_number};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use std::collections::BTreeMap;

pub static RULE: Rule = Rule {
    code: "ZP307",
    name: "heading_numbers",
    title: "标题序号不连贯",
    severity: Severity::Warning,
    file: include_str!("heading_numbers.rs"),
    check: Check::Prose(check),
};

/// A heading with its number.
type Numbered<'a> = (&'a Block, Number);

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    let mut groups: BTreeMap<_, Vec<&Block>> = BTreeMap::new();
    for block in &filed.prose.blocks {
        if let Kind::Heading(level) = block.kind {
            let chapter = block.chapter.filter(|_| level > 2);
            let group = groups.entry((level, chapter, block.under));
            group.or_default().push(block);
        }
    }
    // the last number of the group before, which this one may go on from
    let mut before = (0, 0);
    for ((level, ..), headings) in &groups {
        let numbered = headings
            .iter()
            .filter_map(|block| Some((*block, heading_number(&block.text.plain)?)));
        let numbered: Vec<Numbered<'_>> = numbered.collect();
        if numbered.len() < 2 || numbered.len() * 2 < headings.len() {
            continue;
        }
        let goes_on_from = if before.0 == *level { before.1 } else { 0 };
        // A missing chapter is said elsewhere, and so is the gap that it leaves.
        let gaps_said = || {
            let required = places(filed.narrative, filed.form);
            *level == 2 && required.iter().any(|(_, place)| place.is_none())
        };
        hold(filed, &numbered, (goes_on_from, &gaps_said), findings);
        hold_against_above(filed, &numbered, findings);
        before = (*level, numbered[numbered.len() - 1].1.value);
    }
}

/// Holds the headings of one level under one heading.
fn hold(
    filed: &FiledProse<'_>,
    headings: &[Numbered<'_>],
    (goes_on_from, gaps_said): (u32, &dyn Fn() -> bool),
    findings: &mut Findings,
) {
    let usual = usual_style(headings);
    let other = headings.iter().find(|(_, number)| number.style != usual);
    if let Some((block, number)) = other {
        let mut steps = headings.windows(2);
        let one_list = steps.all(|pair| pair[1].1.value == pair[0].1.value + 1);
        // Otherwise two levels may have been typed as one.
        if one_list {
            let right = usual.write(number.value);
            let differing = headings.iter().filter(|(_, one)| one.style != usual);
            let differing: String = differing
                .map(|(block, number)| format!("“{}”", written(block, *number)))
                .collect();
            let same = headings.iter().find(|(_, one)| one.style == usual);
            let same = same.map_or("", |(block, number)| written(block, *number));
            add(
                filed,
                (block, *number),
                format!("同级标题的序号写法不一：{differing}与“{same}”混用"),
                format!("写作“{right}”，同级标题都用这种写法"),
                findings,
            );
        }
        return;
    }
    let mut last = 0;
    for (at, (block, number)) in headings.iter().enumerate() {
        let here = written(block, *number);
        let should = usual.write(last + 1);
        let starts_over = number.value == 1;
        let goes_on = at == 0 && number.value == goes_on_from + 1;
        let said = || number.value > last + 1 && gaps_said();
        if number.value != last + 1 && !starts_over && !goes_on && !said() {
            let message = if at == 0 {
                format!("第一个标题的序号是“{here}”，前面缺“{should}”")
            } else if number.value == last {
                format!("标题序号“{here}”用了两次")
            } else if number.value < last {
                format!("“{}”之后是“{here}”，次序颠倒", usual.write(last))
            } else {
                format!("“{}”之后是“{here}”，缺“{should}”", usual.write(last))
            };
            let help = format!("把序号改为“{should}”，后面依次改；漏了一节的补上");
            add(filed, (block, *number), message, help, findings);
            // with the right number here, the next one goes on: one mistake, told once
            let next = headings.get(at + 1).map(|(_, next)| next.value);
            if next == Some(last + 2) {
                last += 1;
                continue;
            }
        }
        last = number.value;
    }
}

/// The style of most; of two that are alike the one that stands higher.
fn usual_style(headings: &[Numbered<'_>]) -> Style {
    let order = [
        Style::Part,
        Style::Chinese,
        Style::ChineseBracketed,
        Style::Arabic,
        Style::ArabicBracketed,
    ];
    let count = |style: &Style| {
        headings
            .iter()
            .filter(|(_, one)| one.style == *style)
            .count()
    };
    let best = order.iter().rev().max_by_key(|style| count(style));
    best.copied().unwrap_or(Style::Chinese)
}

/// Says where the headings are numbered like the heading above them.
fn hold_against_above(filed: &FiledProse<'_>, headings: &[Numbered<'_>], findings: &mut Findings) {
    let Some((block, number)) = headings.first() else {
        return;
    };
    let above = match filed.headings_above(block).next() {
        Some(above) => Some(above.text.plain.clone()),
        None => Some(filed.chapter_title(block).split_whitespace().collect()),
    };
    let is_chapter = matches!(block.kind, Kind::Heading(2));
    let above = above.and_then(|above| heading_number(&above));
    if is_chapter || above.is_none_or(|above| above.style != number.style) {
        return;
    }
    let below = match number.style {
        Style::Part => Style::Chinese,
        Style::Chinese => Style::ChineseBracketed,
        Style::ChineseBracketed => Style::Arabic,
        Style::Arabic | Style::ArabicBracketed => Style::ArabicBracketed,
    };
    let here = written(block, *number);
    let message = format!("下级标题“{here}”与上级标题用同一种序号，看不出层次");
    let help = format!("下级标题写作“{}”", below.write(1));
    let finding = filed.add(
        findings,
        block,
        (&block.text, 0..block.text.plain.len()),
        message,
    );
    finding.help(help).severity(Severity::Note);
}

/// The number as the author writes it.
fn written(block: &Block, number: Number) -> &str {
    &block.text.plain[..number.length]
}

fn add(
    filed: &FiledProse<'_>,
    (block, _): Numbered<'_>,
    message: String,
    help: String,
    findings: &mut Findings,
) {
    let words = 0..block.text.plain.len();
    let finding = filed.add(findings, block, (&block.text, words), message);
    finding.help(help);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    fn messages(edit: &[(&str, &str)]) -> Vec<String> {
        let findings = findings_after(&RULE, edit);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn gaps_and_repetitions_are_named_once() {
        let edit = [
            ("## 三、", "## 四、"),
            ("## 四、存在", "## 五、存在"),
            ("## 五、下一步", "## 六、下一步"),
        ];
        assert_eq!(
            messages(&edit),
            ["“二、”之后是“四、”，缺“三、”", "标题序号“六、”用了两次"]
        );
        assert_eq!(
            messages(&[("## 一、", "## ")]),
            ["第一个标题的序号是“二、”，前面缺“一、”"]
        );
    }

    #[test]
    fn one_number_that_is_wrong_is_one_finding() {
        assert_eq!(
            messages(&[("## 四、存在", "## 五、存在")]),
            ["“三、”之后是“五、”，缺“四、”"]
        );
        assert_eq!(
            messages(&[("## 四、存在", "## 三、存在")]),
            ["标题序号“三、”用了两次"]
        );
    }

    #[test]
    fn mixed_styles_in_one_list_are_named() {
        let edit = [("## 一、", "## 1、"), ("## 五、", "## 5．")];
        assert_eq!(
            messages(&edit),
            ["同级标题的序号写法不一：“1、”“5.”与“二、”混用"]
        );
    }

    #[test]
    fn other_ways_of_numbering_are_right() {
        for edit in [
            [(
                "本街道辖6个社区。",
                "### （一）职能\n\n无。\n\n### （二）机构\n\n无。",
            )],
            [(
                "本街道辖6个社区。",
                "### （一）职能\n\n无。\n\n### 1.党建\n\n无。\n\n### （二）机构\n\n无。",
            )],
            [(
                "本街道辖6个社区。",
                "### 职能\n\n无。\n\n### 2023年1至6月\n\n无。",
            )],
        ] {
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{edit:?}");
        }
        let goes_on = [
            (
                "本街道辖6个社区。",
                "### （一）职能\n\n无。\n\n### （二）机构\n\n无。",
            ),
            (
                "支出情况\n\n详见自评表。",
                "支出情况\n\n### （三）基本支出\n\n无。\n\n### （四）项目支出\n\n无。",
            ),
        ];
        assert_eq!(found_after(&RULE, &goes_on), [""; 0]);
    }

    #[test]
    fn a_level_numbered_like_the_one_above_is_a_note() {
        let edit = [(
            "本街道辖6个社区。",
            "### 一、职能\n\n无。\n\n### 三、机构\n\n无。",
        )];
        let place = "正文.一、单位基本情况";
        assert_eq!(
            found_after(&RULE, &edit),
            [format!("ZP307 警告 {place}"), format!("ZP307 提示 {place}")]
        );
    }
}
