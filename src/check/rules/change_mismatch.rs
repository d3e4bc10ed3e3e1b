//! 由一个数变到另一个数，写的变化与两个数对不上。
//!
//! # 检查什么
//! “由……提高到……，提高……%”“从……减少到……，减少……”，前后两个数和变化都写了的，重新算一遍；百分数的变化写作“个百分点”的也算。增减说反了的也报。名次“由第9位升至第4位”也查。
//! “与上年的……相比，减少……，下降……%”“较上年的……%提高……个百分点”照写出的数算；紧跟在两个数后面的“结余”“调减”，只在有两位写颠倒了才对得上时报。
//! 两个数单位不同的，写“约”“近”的，年、月、日，都不查；百分数的变化用“%”说的，不知道是相差还是相比，也不查。
//!
//! # 依据
//! 算术：变化额＝后－前；变化率＝（后－前）÷前×100%。
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
//! 急诊报告时间由45分钟缩短到28分钟，缩短73.78%。
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
//! 急诊报告时间由45分钟缩短到28分钟，缩短37.78%。
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

mod compared;

use crate::check::prose::{Block, Figure, Measure, half_unit};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, Percent};

pub static RULE: Rule = Rule {
    code: "ZP323",
    name: "change_mismatch",
    title: "前后两个数的变化不符",
    severity: Severity::Warning,
    file: include_str!("change_mismatch.rs"),
    check: Check::Prose(check),
};

/// Words of a change, and whether it goes up.
#[rustfmt::skip]
const WORDS: [(&str, bool); 22] = [
    ("增加", true), ("增长", true), ("提高", true), ("提升", true), ("上升", true), ("增至", true),
    ("上调", true), ("扩大", true), ("延长", true),
    ("减少", false), ("下降", false), ("降低", false), ("缩短", false), ("压减", false), ("压缩", false),
    ("下调", false), ("缩小", false), ("减", false),
    ("增幅", true), ("涨幅", true), ("降幅", false), ("减幅", false),
];

/// What may stand between the first figure and the word of its change.
const ENDS: [&str; 4] = ["到", "至", "为", "成"];

/// A figure that became another, and by how much that is said to be.
struct Change<'a> {
    from: &'a Figure,
    to: &'a Figure,
    /// The way of the verb between the two.
    up: Option<bool>,
    by: &'a Figure,
    /// The way of the verb before `by`.
    by_up: bool,
    /// Whether they are places in an order, of which the first is the highest.
    is_rank: bool,
}

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    for block in &filed.prose.blocks {
        let text = &block.text.plain;
        if !block.is_text() || block.figures().len() < 3 {
            continue;
        }
        if block.says_any(&["由", "从"]) {
            for triple in block.figures().windows(3) {
                let wrong = change(text, triple).and_then(|change| differs(text, &change));
                say(
                    filed,
                    (block, triple.first(), triple.last()),
                    wrong,
                    findings,
                );
            }
        }
        compared(filed, block, findings);
    }
}

/// Changes without 由: what they are compared with stands before them.
fn compared(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    let text = &block.text.plain;
    let figures = block.figures();
    let (with, points) = (block.says("相比"), block.says("百分点"));
    for triple in figures.windows(3).filter(|_| with || points) {
        let wrong = compared::rate_of_a_base(text, triple);
        let wrong = wrong.or_else(|| compared::points(text, triple, figures));
        say(
            filed,
            (block, triple.first(), triple.last()),
            wrong,
            findings,
        );
    }
    if !block.says_any(&compared::REMAINDERS) {
        return;
    }
    // 到位……，到位率……；支出……，支出率……，结余……
    let amounts = figures.iter().filter(|one| one.measure != Measure::Percent);
    let amounts: Vec<&Figure> = amounts.collect();
    for triple in amounts.windows(3) {
        let ends = (triple.first().copied(), triple.last().copied());
        let wrong = compared::remainder(text, triple, &amounts);
        say(filed, (block, ends.0, ends.1), wrong, findings);
    }
}

/// Adds what is wrong with a change that reaches from one figure to another.
fn say(
    filed: &FiledProse<'_>,
    (block, first, last): (&Block, Option<&Figure>, Option<&Figure>),
    wrong: Option<(String, String)>,
    findings: &mut Findings,
) {
    if let (Some((message, help)), Some(first), Some(last)) = (wrong, first, last) {
        let words = first.span.start..last.span.end;
        let finding = filed.add(findings, block, (&block.text, words), message);
        finding.help(help);
    }
}

/// The change that three figures in a row tell: 由45分钟缩短到28分钟，缩短37.78%.
fn change<'a>(text: &str, triple: &'a [Figure]) -> Option<Change<'a>> {
    let [from, to, by] = triple else { return None };
    if from.near || to.near || by.near || from.measure != to.measure {
        return None;
    }
    if matches!(
        from.measure,
        Measure::Other(' ' | '年' | '月' | '日' | '第' | ':')
    ) {
        return None;
    }
    // 由第9位升至第4位
    let before = &text[..from.span.start];
    let between = &text[from.span.end..to.span.start];
    let (ranked, both) = (before.strip_suffix('第'), between.strip_suffix('第'));
    let is_rank = ranked.is_some() && both.is_some();
    if ranked.is_some() != both.is_some() {
        return None;
    }
    let (before, between) = (ranked.unwrap_or(before), both.unwrap_or(between));
    let clause = before
        .rsplit(['，', '。', '；', '：', '、'])
        .next()
        .unwrap_or_default();
    // 由……的820元: what stands between names what it was
    let opens = clause.rfind(['由', '从'])?;
    const LONGEST: usize = 60;
    if clause.len() - opens > LONGEST {
        return None;
    }
    let between = unit_off(between)?;
    let up = way_between(between)?;
    let rest = unit_off(&text[to.span.end..by.span.start])?;
    let rest = rest.trim_start_matches(['，', ',', '（']);
    let rest = rest.strip_prefix("比上年").unwrap_or(rest);
    let rest = rest.strip_prefix("同比").unwrap_or(rest);
    let word = rest
        .strip_suffix(['了', '约'])
        .filter(|_| !rest.ends_with('约'));
    let word = word.unwrap_or(rest);
    let (_, by_up) = WORDS.iter().find(|(one, _)| *one == word)?;
    Some(Change {
        from,
        to,
        up,
        by,
        by_up: *by_up,
        is_rank,
    })
}

/// What follows the rest of a unit, whose first character is the figure's: at most a
/// few characters, up to a verb or a mark.
fn unit_off(between: &str) -> Option<&str> {
    const LONGEST: usize = 5;
    let starts = |rest: &str| {
        let mark = rest.starts_with(['，', ',', '（', '到', '至']);
        mark || WORDS.iter().any(|(word, _)| rest.starts_with(word))
            || rest.starts_with(['降', '升', '增'])
    };
    let mut places = between.char_indices().map(|(at, _)| at).take(LONGEST);
    places
        .find(|at| starts(&between[*at..]))
        .map(|at| &between[at..])
}

/// The way of the verb between two figures; `Some(None)` where there is a bare 到.
fn way_between(between: &str) -> Option<Option<bool>> {
    let words = between.trim_start_matches(['，', ',']);
    let own = ["今年的", "本年的", "当年的", "目前的"];
    let words = own
        .iter()
        .find_map(|own| words.strip_suffix(own))
        .unwrap_or(words);
    if ["到", "至"].contains(&words) {
        return Some(None);
    }
    let stem = ENDS.iter().find_map(|end| words.strip_suffix(end))?;
    if ["降", "下降", "减"].contains(&stem) {
        return Some(Some(false));
    }
    if ["增", "升", "涨"].contains(&stem) {
        return Some(Some(true));
    }
    let (_, up) = WORDS.iter().find(|(word, _)| *word == stem)?;
    Some(Some(*up))
}

/// What is wrong with a change, and what to do.
fn differs(text: &str, change: &Change<'_>) -> Option<(String, String)> {
    let (from, to) = (change.from.amount, change.to.amount);
    let difference = to.checked_sub(from)?;
    if difference.is_zero() || from.is_zero() {
        return None;
    }
    let is_up = difference.is_negative() == change.is_rank;
    if change.up.is_some_and(|up| up != change.by_up) {
        return None;
    }
    if is_up != change.by_up {
        let word = match (change.is_rank, change.by_up) {
            (true, true) => "升",
            (true, false) => "降",
            (false, true) => "增",
            (false, false) => "减",
        };
        return Some((
            format!("写的是由 {from} {word}到 {to}，方向相反"),
            "核对前后两个数，是不是写颠倒了".to_owned(),
        ));
    }
    let by = change.by.amount;
    let percent = change.from.measure == Measure::Percent;
    let absolute = if percent {
        // 个 or 百 is the unit of the figure itself
        let after = &text[change.by.span.end..];
        after.starts_with("百分点") || after.starts_with("分点")
    } else {
        change.by.measure == change.from.measure
    };
    if absolute {
        let tolerance = Amount::sum([slack(from)?, slack(to)?, slack(by)?])?;
        let off = difference.abs().checked_sub(by)?.abs();
        if off <= tolerance {
            return None;
        }
        let right = difference.abs();
        return Some((
            format!("写的变化是 {by}，由 {from} 到 {to} 相差 {right}"),
            format!("核对前后两个数；无误的，改为 {right}"),
        ));
    }
    // a rate that changed is told in points or, hardly ever, in percent of itself
    if change.by.measure != Measure::Percent || percent {
        return None;
    }
    let right = rate(change, by)?;
    Some((
        format!("写的变化是 {by}%，由 {from} 到 {to} 应为 {right}"),
        format!("核对前后两个数；无误的，改为 {right}"),
    ))
}

/// The right rate, where the stated one is another, rounding aside.
fn rate(change: &Change<'_>, by: Amount) -> Option<Percent> {
    let (from, to) = (change.from.amount, change.to.amount);
    let grown = |to: Amount, from: Amount| Some(Percent::of(to.checked_sub(from)?, from)?.0.abs());
    let (half_from, half_to) = (slack(from)?, slack(to)?);
    let one = grown(to.checked_add(half_to)?, from.checked_sub(half_from)?)?;
    let other = grown(to.checked_sub(half_to)?, from.checked_add(half_from)?)?;
    let last = half_unit(by)?;
    // cut off instead of rounded is no more than untidy
    let least = one.min(other).checked_sub(last)?.checked_sub(last)?;
    let most = one.max(other).checked_add(last)?;
    let holds = by >= least && by <= most;
    (!holds).then(|| grown(to, from).map(|right| Percent(right.round(by.places().max(2)))))?
}

/// How far a figure may be off by its own rounding: whole ones are exact.
fn slack(amount: Amount) -> Option<Amount> {
    match amount.places() {
        0 => Some(Amount::ZERO),
        _ => half_unit(amount),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "急诊报告时间由45分钟缩短到28分钟，缩短37.78%。";

    fn said(text: &str) -> Vec<String> {
        let findings = findings_after(&RULE, &[(OLD, text)]);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn a_change_is_reckoned_from_its_two_figures() {
        for (text, message) in [
            (
                "城市低保标准由每人每月820元提高到886元，提高9.05%。",
                "写的变化是 9.05%，由 820 到 886 应为 8.05%",
            ),
            (
                "投诉由去年的156件下降到今年的128件，降幅19.75%。",
                "写的变化是 19.75%，由 156 到 128 应为 17.95%",
            ),
            (
                "接待批次由64批减至43批，减少32批。",
                "写的变化是 32，由 64 到 43 相差 21",
            ),
            (
                "综合利用率由93.2%提高到95.3%，提高3.1个百分点。",
                "写的变化是 3.1，由 93.2 到 95.3 相差 2.1",
            ),
            (
                "能耗从120吨下降到130吨，下降8.33%。",
                "写的是由 120 减到 130，方向相反",
            ),
            (
                "会议费从4.80万元压减到3.60万元，下降20%。",
                "写的变化是 20%，由 4.80 到 3.60 应为 25%",
            ),
        ] {
            assert_eq!(said(text), [message], "{text}");
        }
    }

    #[test]
    fn what_holds_or_is_of_something_else_is_left() {
        for text in [
            OLD,
            "标准由每人每月620元提高到686元，提高10.65%。",
            "覆盖率由60%提高到80%，提高33.3%。",
            "覆盖率由60%提高到80%，提高20个百分点。",
            "时限由20个工作日压缩到5个工作日，压缩75%。",
            "水位由12.5米升至13.1米，库容增加20%。",
            "由2020年的100户增加到2023年的160户，增长60%。",
            "由3个增加到5个，新增2个，增长66.7%。",
            "桥面净宽由4.5m拓宽为6.5m，拓宽2m。",
            "由5月延长到6月，延长30天。",
            "防洪标准由5年一遇提高到10年一遇，提高1倍。",
            "从1.2亿元增加到1.5亿元，增长25.6%。",
            "从约100户增加到120户，增长15%。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
