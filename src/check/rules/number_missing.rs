//! 量词前面漏写了数。
//!
//! # 检查什么
//! 同一句里有“12处408平方米”这样两个数连写的，另一处却写成“违建处7868平方米”：“处”前面漏了数。
//! 没有同样写法可以对照的不报。
//!
//! # 依据
//! 量词前面要有数。
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
//!     实际完成情况: 拆除存量违建处7868平方米，新增违建12处408平方米。
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
//!     实际完成情况: 拆除存量违建127处7868平方米，新增违建12处408平方米。
//! ```

use crate::check::prose::{count_before, figures, next_digit, sentences, written};
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;
use std::ops::Range;

pub static RULE: Rule = Rule {
    code: "ZP314",
    name: "number_missing",
    title: "量词前漏写数",
    severity: Severity::Warning,
    file: include_str!("number_missing.rs"),
    check: Check::Unit(check),
};

/// What is counted before it is measured. Nouns such as 户 and 家 end words.
const COUNTED: [char; 8] = ['处', '个', '起', '件', '次', '块', '栋', '座'];

/// Before such a character these make it no measure: 办事处, 每个, 首次.
const NO_MEASURE: &str =
    "事理等到各多何每整这那该此几数首再层档批场人深长用好坏出住土石砖方大小半余";

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for text in written(unit).filter(|text| may_miss(text.text)) {
        for sentence in sentences(text.text) {
            for part in missing(&text.text[sentence.clone()]) {
                let words = sentence.start + part.start..sentence.start + part.end;
                let shown = text.text[words.clone()].to_owned();
                let measure: String = shown.chars().take(1).collect();
                let message = format!("“{shown}”的“{measure}”前面漏写了数");
                let finding = text.add(findings, words, message);
                finding.help(format!("补上是多少{measure}"));
            }
        }
    }
}

/// Whether a figure stands right after such a character anywhere.
fn may_miss(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) = next_digit(&bytes[at..]) {
        let start = at + offset;
        if text[..start].ends_with(COUNTED) {
            return true;
        }
        let digits = bytes[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        at = start + digits.count();
    }
    false
}

/// The measures without a number that stand right before a figure, in a sentence
/// where another of the same kind has one.
fn missing(sentence: &str) -> Vec<Range<usize>> {
    let mut with = Vec::new();
    let mut without = Vec::new();
    for figure in figures(sentence) {
        let before = &sentence[..figure.span.start];
        let Some(measure) = before.chars().next_back().filter(|c| COUNTED.contains(c)) else {
            continue;
        };
        let start = before.len() - measure.len_utf8();
        let kind = (measure, figure.measure);
        let before = &before[..start];
        if before.ends_with(['余', '多'])
            || count_before(before).is_some()
            || before.ends_with(|c: char| c.is_ascii_digit())
        {
            with.push(kind);
        } else if !before.ends_with(|c: char| NO_MEASURE.contains(c) || !c.is_alphabetic()) {
            let rest = &sentence[figure.span.start..];
            let unit = rest
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(rest.len());
            without.push((kind, start..figure.span.start + unit));
        }
    }
    without.retain(|(kind, _)| with.contains(kind));
    without.into_iter().map(|(_, part)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "拆除存量违建127处7868平方米，新增违建12处408平方米。";

    #[test]
    fn a_measure_without_its_number_is_named() {
        let text = "拆除存量违建处7868平方米，新增违建12处408平方米。";
        let findings = findings_after(&RULE, &[(OLD, text)]);
        assert_eq!(findings[0].message, "“处7868”的“处”前面漏写了数");
    }

    #[test]
    fn where_nothing_stands_beside_it_or_it_is_no_measure_nothing_is_said() {
        for text in [
            "拆除存量违建处7868平方米。",
            "办事处7868平方米，另有12处408平方米。",
            "首次拆除12处408平方米，各处300平方米，百余处500平方米。",
            "低保287户446人，困难户50人。",
            "处罚12起，其中一起2万元，三起5万元。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
