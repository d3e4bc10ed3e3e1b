//! Shares whose whole stands behind them: 为年度计划的104.8%（计划7,500万元）.

use crate::check::prose::{Block, Figure, Measure, is_percent_of};
use crate::check::{FiledProse, Findings};
use crate::model::Percent;

/// What leads from the part to the percentage.
const LEADS: [&str; 5] = ["为", "是", "占", "完成", "达到"];

/// Holds a share against the amount in the brackets behind it.
pub fn of_the_amount_behind(
    filed: &FiledProse<'_>,
    block: &Block,
    triple: &[Figure],
    findings: &mut Findings,
) -> Option<()> {
    const LONGEST: usize = 36;
    let text = &block.text.plain;
    let [part, percent, whole] = triple else {
        return None;
    };
    let alike = percent.measure == Measure::Percent
        && part.measure == whole.measure
        && !matches!(
            part.measure,
            Measure::Percent | Measure::Other(' ' | '年' | '月' | '日')
        );
    if !alike || part.near || percent.near || whole.near {
        return None;
    }
    let inside = &text[percent.span.end..whole.span.start];
    let label = inside.strip_prefix(['（', '('])?;
    let said = text[part.span.end..percent.span.start].trim_start_matches(['，', ',']);
    let name = LEADS.iter().find_map(|word| said.strip_prefix(word))?;
    let name = name.strip_suffix('的')?;
    let plain = |words: &str| words.len() <= LONGEST && words.chars().all(char::is_alphabetic);
    let label = label.trim_end_matches(['为', '数', '：']);
    let closed = text[whole.span.end..].starts_with(['）', ')']);
    // 年度计划 and 计划 are one
    let same = name.ends_with(label) || label.ends_with(name);
    if !(plain(name) && plain(label) && same && closed) || label.is_empty() {
        return None;
    }
    let mut others = block.figures().iter();
    let explained = others.any(|other| {
        let is = is_percent_of(percent.amount, other.amount, whole.amount);
        other.measure == whole.measure && is != Some(false)
    });
    if explained {
        return None;
    }
    let right = Percent::of(part.amount, whole.amount)?;
    let right = Percent(right.0.round(percent.amount.places().max(2)));
    let message = format!(
        "写的是{name}的 {}%，{} ÷ {} = {right}",
        percent.amount, part.amount, whole.amount
    );
    let words = part.span.start..whole.span.end;
    let finding = filed.add(findings, block, (&block.text, words), message);
    finding.help(format!("核对两个数；无误的，改为 {right}"));
    Some(())
}
