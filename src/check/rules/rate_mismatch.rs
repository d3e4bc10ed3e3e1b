//! 写的合格率、办结率、控制率、执行率与前面的两个数对不上。
//!
//! # 检查什么
//! “抽检……批次，合格……批次，合格率……%”：同一句里两个数都写了的，重新算一遍。合格率看“合格”的数，只写了“不合格”的数的，用总数减去它；办结率看“办结”的数，满意度看“满意”的数；“应……，实……”看应、实两个数；控制率、执行率看预算（编制）和决算（在职）的数；比率后面括号里写着分数的（26/27），照分数算。两个数离得远、单位不同的，只在写的比率有两位颠倒了才合得上时报。同一段里有别的数、几个数之和合得上的，不报。
//! 写“约”“近”“以上”的，讲目标、讲上年、讲其中一部分的，“满意”“基本满意”分开计算的，都不查。
//!
//! # 依据
//! 算术：比率＝部分÷整体×100%，四舍五入到所写的位数。
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
//! 采集水样312份，合格298份，合格率99.51%。
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
//! 采集水样312份，合格298份，合格率95.51%。
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

mod bracketed;
mod swapped;

use crate::check::prose::{Block, Figure, Measure, is_percent_of};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, Percent};

pub static RULE: Rule = Rule {
    code: "ZP324",
    name: "rate_mismatch",
    title: "比率与两个数不符",
    severity: Severity::Warning,
    file: include_str!("rate_mismatch.rs"),
    check: Check::Prose(check),
};

/// Rates of what was spent or filled, by the end of their names, with the words that
/// part and whole are called by.
const OF_A_LIMIT: [&str; 2] = ["控制率", "执行率"];
#[rustfmt::skip]
const DONE: [&str; 9] = [
    "决算", "支出", "执行", "使用", "完成", "在职", "实有", "实际", "在编",
];
#[rustfmt::skip]
const LIMITS: [&str; 9] = [
    "预算", "编制", "安排", "批复", "核定", "下达", "调整", "限额", "指标",
];

/// Posts of one kind.
const KINDS: [&str; 6] = ["其中", "行政", "事业", "工勤", "参公", "空编"];

/// Between the name of a rate and its percentage.
const CONNECTORS: [&str; 6] = ["达到", "达", "为", "是", "：", ":"];

/// Such answers are often weighed.
const WEIGHED: [&str; 5] = ["基本满意", "较满意", "比较满意", "一般", "非常满意"];

/// Answers that are counted as one.
#[rustfmt::skip]
const TOGETHER: [&str; 6] = [
    "满意或基本满意", "满意和基本满意", "满意及基本满意", "满意、基本满意", "满意以及基本满意", "“满意”和“基本满意”",
];

/// A rate with the two figures before it: 水样312份，合格298份，合格率95.51%.
struct Rate<'a> {
    name: &'a str,
    percent: &'a Figure,
    part: &'a Figure,
    whole: &'a Figure,
    /// Whether it is that of all the others: 不合格9批次，合格率98.59%.
    of_the_rest: bool,
}

impl Rate<'_> {
    /// What it is the rate of.
    fn counted(&self) -> Option<Amount> {
        match self.of_the_rest {
            true => self.whole.amount.checked_sub(self.part.amount),
            false => Some(self.part.amount),
        }
    }
}

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    for block in &filed.prose.blocks {
        if !block.is_text() || !block.says("%") {
            continue;
        }
        bracketed::fractions(filed, block, findings);
        if block.says_any(&["率", "度"]) {
            in_block(filed, block, findings);
        }
    }
}

fn in_block(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    for at in 2..block.figures().len() {
        let rate = rate(block, at).or_else(|| swapped::rate(block, at));
        let Some(rate) = rate.filter(|rate| differs(filed, block, rate)) else {
            continue;
        };
        let (part, whole) = (rate.part.amount, rate.whole.amount);
        let percent = rate.percent.amount;
        let right = rate
            .counted()
            .and_then(|counted| Percent::of(counted, whole));
        let Some(right) = right else { continue };
        let right = Percent(right.0.round(percent.places().max(2)));
        let reckoned = match rate.of_the_rest {
            true => format!("({whole} - {part}) ÷ {whole}"),
            false => format!("{part} ÷ {whole}"),
        };
        let message = format!("写的{}是 {percent}%，{reckoned} = {right}", rate.name);
        let start = rate.part.span.start.min(rate.percent.span.start);
        let words = start..rate.percent.span.end;
        let finding = filed.add(findings, block, (&block.text, words), message);
        finding.help(format!("核对两个数；两个数无误的，改为 {right}"));
    }
}

/// The rate whose percentage is the figure at this index.
fn rate(block: &Block, at: usize) -> Option<Rate<'_>> {
    let text = &block.text.plain;
    let all = block.figures();
    let (percent, part) = (&all[at], &all[at - 1]);
    let bound = text[percent.span.end..].starts_with('的');
    if percent.measure != Measure::Percent || percent.near || part.near || bound {
        return None;
    }
    if matches!(
        part.measure,
        Measure::Percent | Measure::Other(' ' | '年' | '月' | '日')
    ) {
        return None;
    }
    // what is left of a unit such as 批次 stands before the comma
    let (unit, name) = text[part.span.end..percent.span.start].split_once(['，', ','])?;
    let name = named(name)?;
    const LONGEST_UNIT: usize = 9;
    if unit.len() > LONGEST_UNIT || !unit.chars().all(char::is_alphabetic) {
        return None;
    }
    let from = text[..part.span.start]
        .rfind(['。', '！', '\n'])
        .unwrap_or(0);
    let before = all[..at - 1].partition_point(|figure| figure.span.start < from);
    let mut wholes = all[before..at - 1].iter();
    let alike = |figure: &&Figure| is_alike(figure.measure, part.measure);
    let whole = if name.ends_with("控制率") {
        // 编制58名，其中行政编制30名、事业编制28名
        let whole = |figure: &&Figure| {
            let label = label(text, from, figure);
            alike(figure)
                && LIMITS.iter().any(|word| label.contains(word))
                && !KINDS.iter().any(|word| label.contains(word))
        };
        wholes.find(whole)
    } else {
        wholes.rev().find(alike)
    };
    let whole = whole.filter(|whole| !whole.near)?;
    let one_unit = text[whole.span.end..].starts_with(unit)
        && !text[whole.span.end + unit.len()..].starts_with('次');
    let rate = Rate {
        name,
        percent,
        part,
        whole,
        of_the_rest: is_of_the_rest(label(text, from, part), name),
    };
    (one_unit && (rate.of_the_rest || fits(block, &rate, from))).then_some(rate)
}

/// The name of a rate that a text ends with, where it is all of the text.
fn named(text: &str) -> Option<&str> {
    const LONGEST: usize = 36;
    let name = CONNECTORS.iter().find_map(|word| text.strip_suffix(word));
    let name = name.unwrap_or(text);
    let whole = (name.ends_with('率') || name.ends_with("满意度"))
        && name.len() <= LONGEST
        && name.chars().all(char::is_alphabetic);
    whole.then_some(name)
}

/// Whether two figures count the same: people are counted in 人 and in 名.
fn is_alike(one: Measure, other: Measure) -> bool {
    let people = [Measure::Other('人'), Measure::Other('名')];
    one == other || people.contains(&one) && people.contains(&other)
}

fn is_mark(c: char) -> bool {
    !c.is_alphabetic() || c.is_ascii_digit()
}

/// The words before a figure, back to a mark or another figure.
fn label<'t>(text: &'t str, from: usize, figure: &Figure) -> &'t str {
    let before = text.get(from..figure.span.start).unwrap_or_default();
    let start = before.rfind(|c: char| "，。；、：（,".contains(c) || c.is_ascii_digit());
    &before[start.unwrap_or(0)..]
}

/// Whether what is counted is just what a rate leaves out: 不合格 of 合格率.
fn is_of_the_rest(label: &str, name: &str) -> bool {
    let label = label.trim_start_matches(is_mark);
    let counted = label.strip_prefix("其中").unwrap_or(label);
    let negated = counted.strip_prefix(['不', '未']);
    let negated = negated.filter(|rest| !rest.is_empty());
    negated.is_some_and(|rest| name.strip_suffix('率') == Some(rest))
}

/// Whether part and whole are called as the rate wants it.
fn fits(block: &Block, rate: &Rate<'_>, from: usize) -> bool {
    let text = &block.text.plain;
    let part = label(text, from, rate.part);
    if let Some(end) = OF_A_LIMIT.iter().find(|end| rate.name.ends_with(**end)) {
        let whole = label(text, from, rate.whole);
        let sentence = text.get(from..rate.part.span.start).unwrap_or_default();
        // money of last year or of the start of the year is limited by another sum
        let other = *end == "执行率" && rate.whole.money().is_none() || sentence.contains("上年");
        return !other
            && DONE.iter().any(|word| part.contains(word))
            && LIMITS.iter().any(|word| whole.contains(word))
            && !DONE.iter().any(|word| whole.contains(word));
    }
    let stem = rate.name.trim_end_matches(['率', '度']);
    let back = stem.char_indices().rev().nth(1);
    let Some((start, _)) = back else {
        return false;
    };
    let key = &stem[start..];
    let negated = |text: &str| text.ends_with(['不', '未', '非', '无', '没']);
    let weighed = key == "满意" && {
        let sentence = text.get(from..rate.percent.span.start).unwrap_or_default();
        let mut answers = sentence.to_owned();
        for joined in TOGETHER {
            answers = answers.replace(joined, "");
        }
        WEIGHED.iter().any(|word| answers.contains(word))
    };
    // 收回……，回收率
    let turned: String = key.chars().rev().collect();
    let named = part
        .rfind(key)
        .or_else(|| part.rfind(&turned))
        .is_some_and(|at| negated(&part[..at]) == negated(&stem[..start]));
    // 应种……，实种……，接种率
    let of_those_due = || {
        let whole = label(text, from, rate.whole).trim_start_matches(is_mark);
        let part = part.trim_start_matches(is_mark);
        let last = key.chars().next_back();
        let same = whole.strip_prefix('应') == part.strip_prefix(['实', '已']);
        whole.starts_with('应') && same && part.ends_with(|c| Some(c) == last)
    };
    (named || of_those_due()) && !weighed && rate.part.amount <= rate.whole.amount
}

/// Whether no figures near by give the percentage.
fn differs(filed: &FiledProse<'_>, block: &Block, rate: &Rate<'_>) -> bool {
    const MOST: usize = 60;
    let percent = rate.percent.amount;
    let is = |part: Amount, whole: Amount| is_percent_of(percent, part, whole) != Some(false);
    let (part, whole) = (rate.part.amount, rate.whole.amount);
    if whole.is_zero() || is(part, whole) {
        return false;
    }
    let rest = whole.checked_sub(part);
    if rest.is_none_or(|rest| is(rest, whole)) {
        return false;
    }
    let same = || {
        let same = block.figures().iter();
        same.filter(|figure| is_alike(figure.measure, rate.part.measure))
    };
    let mut wholes: Vec<Amount> = same().map(|figure| figure.amount).collect();
    if wholes.len() > MOST {
        return false;
    }
    let to_part = same().filter(|figure| figure.span.end <= rate.part.span.end);
    let to_part: Vec<Amount> = to_part.map(|figure| figure.amount).collect();
    let before = &to_part[..to_part.len().saturating_sub(1)];
    wholes.extend(sums_to_the_end(before));
    if rate.of_the_rest {
        // another rate of the same name may be of a count of its own
        let mut counts = same().map(|figure| figure.amount);
        return !counts.any(|count| is(count, whole));
    }
    let mut parts = vec![part];
    if rate.part.money().is_some() {
        let known = || filed.known().iter();
        // an amount that differs from the form is told by itself
        let of_the_form = known().filter(|known| known.whole);
        parts.extend(of_the_form.map(|known| known.amount));
        wholes.extend(known().map(|known| known.amount));
    } else {
        // answers of several kinds may count as one
        parts.extend(sums_to_the_end(&to_part));
        parts.extend(before);
    }
    let explained = |part: &Amount| wholes.iter().any(|whole| is(*part, *whole));
    !parts.iter().any(explained)
}

/// The last amount, the last two together, the last three and so on.
fn sums_to_the_end(amounts: &[Amount]) -> Vec<Amount> {
    const MOST: usize = 8;
    let back = amounts.iter().rev().take(MOST);
    let sums = back.scan(Some(Amount::ZERO), |sum, amount| {
        *sum = sum.and_then(|sum| sum.checked_add(*amount));
        Some(*sum)
    });
    sums.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "采集水样312份，合格298份，合格率95.51%。";

    fn said(text: &str) -> Vec<String> {
        let findings = findings_after(&RULE, &[(OLD, text)]);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn a_rate_is_reckoned_from_the_counts_before_it() {
        for (text, message) in [
            (
                "采集水样312份，合格298份，合格率99.51%。",
                "写的合格率是 99.51%，298 ÷ 312 = 95.51%",
            ),
            (
                "受理工单3,247件，办结3,234件，办结率96.9%。",
                "写的办结率是 96.9%，3234 ÷ 3247 = 99.60%",
            ),
            (
                "入户调查500户，满意484户，满意度98.6%。",
                "写的满意度是 98.6%，484 ÷ 500 = 96.80%",
            ),
            (
                "“三公”经费预算7万元，决算6.12万元，控制率84.73%。",
                "写的控制率是 84.73%，6.12 ÷ 7 = 87.43%",
            ),
            (
                "核定编制58名，年末在职57名，控制率89.28%。",
                "写的控制率是 89.28%，57 ÷ 58 = 98.28%",
            ),
            (
                "编制58名，其中行政编制30名、事业编制28名；年末在职57人，控制率89.28%。",
                "写的控制率是 89.28%，57 ÷ 58 = 98.28%",
            ),
            (
                "调整后18460万元；支出16983.2万元，执行率95%。",
                "写的执行率是 95%，16983.2 ÷ 18460 = 92.0%",
            ),
            (
                "抽检样品640批次，不合格9批次，合格率95.89%。",
                "写的合格率是 95.89%，(640 - 9) ÷ 640 = 98.59%",
            ),
        ] {
            assert_eq!(said(text), [message], "{text}");
        }
    }

    #[test]
    fn rates_that_hold_or_are_of_something_else_are_left() {
        for text in [
            OLD,
            "发放问卷300份，收回288份，满意265份，满意度92%。",
            "发放问卷300份，收回288份，满意200份，基本满意65份，满意度92.01%。",
            "受理投诉120件、举报200件，办结190件，办结率59.38%。",
            "抽检500批次，不合格6批次，合格率98.8%。",
            "检查企业120家，整改隐患147处，整改率100%。",
            "应参保1200人，已参保1180人，其中脱贫人口200人，参保率98.33%。",
            "抽检300批次，合格297批次，合格率达到98%的目标。",
            "抽检300批次，合格297批次，合格率98%以上。",
            "下达预算100万元，追加20万元，支出108万元，执行率90%。",
            "在校学生500人，体检500人次，体检率98%。",
            "受理投诉120件，办结118件，办结率98.3%，满意110件，满意率93.2%。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
