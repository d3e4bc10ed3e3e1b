//! 写着“近”多少，又写超额完成，而指标值正是这么多。
//!
//! # 检查什么
//! 目标栏和正文里“医保参保近19000人，超额完成任务”这样的话：“近”是不到，指标值是19000人，不到就没有超额。
//! 同一个数、同一个单位，与某一项指标的年度指标值相同的才报。
//!
//! # 依据
//! 《现代汉语词典》：“近”用在数量之前，表示接近而不到。
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
//!     实际完成情况: 拆除违法建设139处。医保参保近19000人，超额完成任务。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 医保参保人数
//!     年度指标值: 19000人
//!     实际完成值: 19000人
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
//!     实际完成情况: 拆除违法建设139处。医保参保19020人，超额完成任务。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 医保参保人数
//!     年度指标值: 19000人
//!     实际完成值: 19020人
//! ```

use crate::check::prose::{figures, sentences, written};
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;
use crate::model::quantity::Value;
use crate::model::{Amount, Indicator, Quantity, Report};
use std::ops::Range;

pub static RULE: Rule = Rule {
    code: "ZP311",
    name: "goal_contradicts_target",
    title: "完成情况前后矛盾",
    severity: Severity::Warning,
    file: include_str!("goal_contradicts_target.rs"),
    check: Check::Unit(check),
};

/// Before a figure: not quite as much.
const NEARLY: [&str; 4] = ["近", "接近", "将近", "不到"];

/// More than was asked for.
const EXCEEDED: [&str; 4] = ["超额", "超过目标", "超过任务", "超出目标"];

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for text in written(unit).filter(|text| text.text.contains('超')) {
        for sentence in sentences(text.text) {
            let words = &text.text[sentence.clone()];
            let Some((part, row)) = contradiction(words, text.report) else {
                continue;
            };
            let shown = &words[part.clone()];
            let message = format!(
                "写的是“{shown}”，“{}”的指标值是{}，不到就没有超额",
                row.name.trim(),
                row.target.trim()
            );
            let span = sentence.start + part.start..sentence.start + part.end;
            let finding = text.add(findings, span, message);
            finding.help("写明实际完成的数；没有超额的，去掉“超额”");
        }
    }
}

/// The words that say both, and the row whose target they speak of.
fn contradiction<'r>(sentence: &str, report: &'r Report) -> Option<(Range<usize>, &'r Indicator)> {
    const FURTHEST: usize = 24;
    let (exceeded, word) = EXCEEDED
        .iter()
        .find_map(|word| Some((sentence.find(word)?, word)))?;
    let before = figures(&sentence[..exceeded]);
    let figure = before.last()?;
    let said = &sentence[..figure.span.start];
    let nearly = NEARLY.iter().filter(|word| said.ends_with(**word));
    let nearly = nearly.max_by_key(|word| word.len())?;
    if exceeded - figure.span.end > FURTHEST {
        return None;
    }
    let rows = report.indicators();
    let mut asked =
        rows.filter(|row| target(row, &sentence[..exceeded], figure.amount, figure.span.start));
    let row = asked.next()?;
    Some((said.len() - nearly.len()..exceeded + word.len(), row))
}

/// Whether a row's target is this amount in the unit that stands after it.
fn target(row: &Indicator, text: &str, amount: Amount, at: usize) -> bool {
    let target = Quantity::read(&row.target);
    let Some(figure) = target
        .only_figure()
        .filter(|figure| !figure.unit.is_empty())
    else {
        return false;
    };
    let digits = text[at..].trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    figure.value == Value::One(amount) && digits.starts_with(&figure.unit)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "医保参保19020人，超额完成任务。";

    #[test]
    fn nearly_as_many_is_not_more() {
        let findings = findings_after(&RULE, &[(OLD, "医保参保接近19000人，超额完成任务。")]);
        assert_eq!(findings[0].quote, "接近19000人，超额");
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn other_figures_are_not_the_target() {
        for text in [
            "医保参保近19100人，超额完成任务。",
            "医保参保19000余人，超额完成任务。",
            "发放补贴近19000元，超额完成任务。",
            "医保参保近19000人，排名靠前。拆除违建139处，超额完成任务。",
            "医保参保近19000人，拆除违法建设139处，超额完成拆违任务。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
