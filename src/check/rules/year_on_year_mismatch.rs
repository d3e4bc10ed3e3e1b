//! 写的比上年、年初增加或减少多少与两个数对不上。
//!
//! # 检查什么
//! “……万元，比上年的……万元增加……万元，增长……%”：正文写了上年的数的，重新算一遍；没有写，而同一单位上年的自评表、基础数据表的“上年决算数”里有的，用表里的算。
//! “调整后预算……万元，较年初增加……万元，增长……%”用同一句里写的年初预算，没有写的用表里的年初预算数。
//! 两样都没有的，看增加额与增长率合不合。增减说反了的也报；写“约”“近”的不查。
//!
//! # 依据
//! 算术：增加额＝本年－上年；增长率＝（本年－上年）÷上年×100%。
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
//! 2023年项目支出1431.36万元，比上年的881.00万元增加505.36万元，增长62.47%。
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
//! 2023年项目支出1431.36万元，比上年的881.00万元增加550.36万元，增长62.47%。
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

use crate::check::prose::{Block, Figure, Measure, Scope, half_unit, scope};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, MoneyUnit, Percent};

pub static RULE: Rule = Rule {
    code: "ZP312",
    name: "year_on_year_mismatch",
    title: "与上年、年初相比的数不符",
    severity: Severity::Warning,
    file: include_str!("year_on_year_mismatch.rs"),
    check: Check::Prose(check),
};

const UP: [&str; 5] = ["增加", "增长", "上升", "提高", "多"];
const DOWN: [&str; 4] = ["减少", "下降", "降低", "少"];

const LAST_YEAR: [&str; 3] = ["上年", "去年", "上一年"];

/// What introduces that with which is compared.
const COMPARES: [&str; 3] = ["比", "较", "同比"];

/// With what an amount is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    /// The year before.
    LastYear,
    /// The budget at the start of the year.
    Start,
}

/// Between the amount of a change and its rate.
#[rustfmt::skip]
const RATES: [&str; 9] = [
    "增长", "增幅", "增长率", "下降", "降幅", "增幅为", "降幅为", "增长了", "下降了",
];

/// An amount with how it changed: 1431.36万元，比上年增加550.36万元，增长62.47%.
struct Change<'a> {
    now: &'a Figure,
    since: Since,
    /// What it was before, where that stands between.
    before: Option<&'a Figure>,
    up: bool,
    by: &'a Figure,
    /// The rate that stands after the amount.
    rate: Option<&'a Figure>,
}

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    for block in &filed.prose.blocks {
        if !block.is_text() || !block.says_any(&COMPARES) {
            continue;
        }
        for change in changes(block, filed.report.year.map(|year| year.0)) {
            let before = match (&change.before, change.since) {
                (Some(before), _) => Some(before.amount),
                (None, Since::LastYear) => of_last_year(filed, block, change.now),
                (None, Since::Start) => at_the_start(filed, block, change.now),
            };
            if let Some(message) = differs(&change, before) {
                let last = change.rate.unwrap_or(change.by);
                let words = change.now.span.start..last.span.end;
                let finding = filed.add(findings, block, (&block.text, words), message);
                finding.help(match change.since {
                    Since::LastYear => "先核对本年和上年的数；都没有写错的，改正写的变动",
                    Since::Start => "先核对年初和调整后的数；都没有写错的，改正写的变动",
                });
            }
        }
    }
}

/// The changes that a block states.
fn changes(block: &Block, year: Option<u16>) -> Vec<Change<'_>> {
    let figures = block.figures();
    (0..figures.len())
        .filter_map(|at| change(block, at, year))
        .collect()
}

/// The change that follows the figure at this index.
fn change(block: &Block, at: usize, year: Option<u16>) -> Option<Change<'_>> {
    const FURTHEST: usize = 60;
    let text = &block.text.plain;
    let (now, after) = block.figures().get(at..)?.split_first()?;
    if now.near || matches!(now.measure, Measure::Percent | Measure::Other(' ' | '年')) {
        return None;
    }
    let rest = &text[now.span.end..];
    let rest = match rest.char_indices().find(|(at, _)| *at > FURTHEST) {
        Some((end, _)) => &rest[..end],
        None => rest,
    };
    let compares = rest.trim_start_matches(['，', ',', '（']);
    if !COMPARES.iter().any(|word| compares.starts_with(word)) {
        return None;
    }
    let up = UP.iter().map(|word| (word, true));
    let words = up.chain(DOWN.iter().map(|word| (word, false)));
    let found = words.filter_map(|(word, up)| Some((rest.find(word)?, word, up)));
    let (gap, word, up) = found.min_by_key(|(at, word, _)| (*at, std::cmp::Reverse(word.len())))?;
    let between = &rest[..gap];
    if between.contains(['。', '；', '：']) {
        return None;
    }
    let since = since(&text[..now.span.start], between, year)?;
    let from = now.span.end + gap + word.len();
    let inside = after.iter().take_while(|figure| figure.span.end <= from);
    let inside: Vec<&Figure> = inside
        .filter(|figure| figure.measure != Measure::Other('年'))
        .collect();
    let same = |figure: &Figure| figure.measure == now.measure;
    let before = match inside[..] {
        [] => None,
        [one] if same(one) && !one.near => Some(one),
        _ => return None,
    };
    let mut after = after.iter().filter(|figure| figure.span.start >= from);
    let by = after.next()?;
    let direct = ["", "了", "为"].contains(&&text[from..by.span.start]);
    if !direct || by.near || !(same(by) || by.measure == Measure::Percent) {
        return None;
    }
    let rate = after.next().filter(|rate| {
        let between = text[by.span.end..rate.span.start].trim_start_matches(['，', '、', ',']);
        rate.measure == Measure::Percent && !rate.near && RATES.contains(&between)
    });
    Some(Change {
        now,
        since,
        before,
        up,
        by,
        rate: rate.filter(|_| by.measure != Measure::Percent),
    })
}

/// With what an amount after this text is compared by these words.
fn since(before: &str, words: &str, year: Option<u16>) -> Option<Since> {
    let last = year.and_then(|year| year.checked_sub(1));
    let last = || last.is_some_and(|last| words.contains(&format!("{last}年")));
    if LAST_YEAR.iter().any(|word| words.contains(word)) || last() {
        return (!words.contains("预算")).then_some(Since::LastYear);
    }
    let clause = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
    let plain = words.contains("年初") && !words.contains("上");
    let is_budget = clause.contains("预算") && !clause.contains("收入");
    let revised = ["调整", "全年", "追加后"]
        .iter()
        .any(|word| clause.contains(word));
    (plain && is_budget && revised).then_some(Since::Start)
}

/// The budget at the start of the year that a revised one is compared with: the one
/// of its own sentence, or the form's where the revised one is the form's.
fn at_the_start(filed: &FiledProse<'_>, block: &Block, now: &Figure) -> Option<Amount> {
    let text = &block.text.plain;
    let start = now.span.start;
    let from = text[..start]
        .rfind('。')
        .map_or(0, |at| at + '。'.len_utf8());
    let mut before = from;
    let mut named = block.figures_in(from..start).iter().filter(|figure| {
        let label = &text[before..figure.span.start];
        before = figure.span.end;
        label.contains("年初") && label.contains("预算") && !label.contains("比")
    });
    match (named.next(), named.next()) {
        (Some(one), None) if one.measure == now.measure && !one.near => Some(one.amount),
        (None, _) => {
            let unit = now.money()?;
            let called = |label: &str| {
                let mut known = filed.known().iter();
                known.find(|known| known.whole && known.labels.iter().any(|one| one == label))
            };
            let (initial, budget) = (called("年初预算")?, called("全年预算")?);
            let is_own = now.is_money(budget.amount, budget.unit) == Some(true);
            (is_own && initial.unit == unit).then_some(initial.amount)
        }
        _ => None,
    }
}

/// Last year's amount of a statement as the data have it, in the statement's unit.
fn of_last_year(filed: &FiledProse<'_>, block: &Block, now: &Figure) -> Option<Amount> {
    let unit = now.money()?;
    let mut said = filed.statements().iter();
    let statement = said.find(|one| std::ptr::eq(one.block, block) && one.figure == *now)?;
    let mut known = filed.known().iter();
    let known = known.find(|known| known.labels.contains(&statement.label))?;
    let is_own = now.is_money(known.amount, known.unit) == Some(true);
    if !is_own || scope(filed, statement.fund()) != Scope::All {
        return None;
    }
    let beside = known.last_year.filter(|_| known.unit == unit);
    beside.or_else(|| report_of_last_year(filed, &statement.label, unit))
}

/// The nature of this name in last year's report of the unit.
fn report_of_last_year(filed: &FiledProse<'_>, label: &str, unit: MoneyUnit) -> Option<Amount> {
    let year = filed.year().year.0.checked_sub(1)?;
    let mut years = filed.folder.years.iter();
    let document = years
        .find(|folder| folder.year.0 == year)?
        .report
        .as_ref()?;
    let money_unit = document.money_unit();
    let funds = document
        .data
        .funds
        .as_ref()
        .filter(|_| money_unit == Some(unit))?;
    *funds.natures.get(label)?
}

/// What is wrong with a change.
fn differs(change: &Change<'_>, before: Option<Amount>) -> Option<String> {
    let now = change.now.amount;
    let by = change.by.amount;
    let word = if change.up { "增加" } else { "减少" };
    let (now_is, before_is) = match change.since {
        Since::LastYear => ("本年", "上年"),
        Since::Start => ("调整后", "年初"),
    };
    let Some(before) = before else {
        let rate = change.rate?;
        let before = if change.up {
            now.checked_sub(by)?
        } else {
            now.checked_add(by)?
        };
        let right = growth(change, now, before, rate)?;
        return Some(format!(
            "{word} {by}、变动 {}% 合不上：{before_is}是 {before} 的话，应为 {right}",
            rate.amount
        ));
    };
    let difference = now.checked_sub(before)?;
    if difference.is_zero() || by.is_zero() {
        return None;
    }
    if difference.is_negative() == change.up {
        return Some(format!(
            "写的是{word}，{now_is} {now}、{before_is} {before}，方向相反"
        ));
    }
    if change.by.measure == Measure::Percent {
        let right = growth(change, now, before, change.by)?;
        return Some(format!(
            "写的变动是 {by}%，{now_is} {now}、{before_is} {before}，应为 {right}"
        ));
    }
    let tolerance = Amount::sum([half(change, by)?, half(change, now)?, half(change, before)?])?;
    if difference.abs().checked_sub(by)?.abs() > tolerance {
        let difference = difference.abs();
        return Some(format!(
            "写的是{word} {by}，{now_is} {now}、{before_is} {before}，相差 {difference}"
        ));
    }
    let rate = change.rate?;
    let right = growth(change, now, before, rate)?;
    Some(format!(
        "写的变动是 {}%，{now_is} {now}、{before_is} {before}，应为 {right}",
        rate.amount
    ))
}

/// The right rate, where the stated one is another, rounding aside.
fn growth(change: &Change<'_>, now: Amount, before: Amount, rate: &Figure) -> Option<Percent> {
    let (half_now, half_before) = (half(change, now)?, half(change, before)?);
    let grown =
        |now: Amount, before: Amount| Some(Percent::of(now.checked_sub(before)?, before)?.0.abs());
    let one = grown(now.checked_add(half_now)?, before.checked_sub(half_before)?)?;
    let other = grown(now.checked_sub(half_now)?, before.checked_add(half_before)?)?;
    let places = rate.amount.places();
    let slack = half_unit(rate.amount)?;
    // Cut off instead of rounded is no more than untidy.
    let least = one.min(other).checked_sub(slack)?.checked_sub(slack)?;
    let most = one.max(other).checked_add(slack)?;
    let holds = rate.amount >= least && rate.amount <= most;
    (!holds).then(|| grown(now, before).map(|right| Percent(right.round(places.max(2)))))?
}

/// How far a figure may be off by its own rounding: not at all for what is counted.
fn half(change: &Change<'_>, amount: Amount) -> Option<Amount> {
    match change.now.money() {
        Some(_) => half_unit(amount),
        None => Some(Amount::ZERO),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings, findings_after, found_after, unit};
    use crate::model::Year;

    const OLD: &str = "2023年项目支出1431.36万元，比上年的881.00万元增加550.36万元，增长62.47%。";

    fn said(text: &str) -> Vec<String> {
        let findings = findings_after(&RULE, &[(OLD, text)]);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn last_years_amount_in_the_sentence_is_reckoned_with() {
        assert_eq!(
            said("2023年项目支出1431.36万元，比上年的881.00万元增加505.36万元。"),
            ["写的是增加 505.36，本年 1431.36、上年 881.00，相差 550.36"]
        );
        assert_eq!(
            said("2023年项目支出1431.36万元，较上年881.00万元增长26.47%。"),
            ["写的变动是 26.47%，本年 1431.36、上年 881.00，应为 62.47%"]
        );
        assert_eq!(
            said("在职51人，比去年的50人减少1人。"),
            ["写的是减少，本年 51、上年 50，方向相反"]
        );
    }

    #[test]
    fn a_year_by_its_number_and_the_start_of_the_year_are_reckoned_with() {
        assert_eq!(
            said("年末结转132.21万元，比2022年末的308.64万元减少167.43万元。"),
            ["写的是减少 167.43，本年 132.21、上年 308.64，相差 176.43"]
        );
        let budgets = "年初预算数2500.00万元，调整后预算数2706.79万元，较年初增加260.79万元。";
        assert_eq!(
            said(budgets),
            ["写的是增加 260.79，调整后 2706.79、年初 2500.00，相差 206.79"]
        );
        let rate =
            "年初预算数2500.00万元，调整后预算数2706.79万元，较年初增加206.79万元，增长9.27%。";
        assert_eq!(
            said(rate),
            ["写的变动是 9.27%，调整后 2706.79、年初 2500.00，应为 8.27%"]
        );
    }

    #[test]
    fn an_amount_and_a_rate_must_fit_each_other() {
        assert_eq!(
            said("办公费44.00万元，比上年增加4.00万元，增长20%。"),
            ["增加 4.00、变动 20% 合不上：上年是 40.00 的话，应为 10%"]
        );
    }

    #[test]
    fn last_years_report_of_the_unit_is_reckoned_with() {
        let mut example = RULE.examples().right;
        example.markdown = example
            .markdown
            .replace(OLD, "2023年项目支出1431.36万元，比上年增加505.36万元。");
        let mut last = unit(&example, None).years.remove(0);
        last.year = Year(2022);
        last.narrative = None;
        let report = last.report.as_mut().unwrap();
        report.data.year = Some(Year(2022));
        let natures = &mut report.data.funds.as_mut().unwrap().natures;
        let amount = |text: &str| Some(crate::model::Amount::parse(text).unwrap());
        natures.0 = vec![
            ("基本支出".into(), amount("1825.79")),
            ("项目支出".into(), amount("881.00")),
        ];
        let mut both = unit(&example, None);
        both.years.insert(0, last);
        let found = findings(both);
        let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(
            messages,
            ["写的是增加 505.36，本年 1431.36、上年 881.00，相差 550.36"]
        );
    }

    #[test]
    fn what_holds_or_cannot_be_known_is_left() {
        for text in [
            OLD,
            "2023年项目支出1431.36万元，比上年增加302.16万元，因为人员增多。",
            "2023年项目支出1431.36万元，比上年增加302.16万元，增长26.8%。",
            "2023年项目支出1431.36万元，比上年预算881.00万元增加300万元。",
            "2023年项目支出1431.36万元，比上年增加约300万元，增长26.75%。",
            "低保287户，比去年明显下降。办理失业登记30人，增加5人。",
            "办公费0.4万元，比上年增加0.1万元，增长20%。",
            "发放补贴12.3万元，较上年减少1.1万元，下降8.2%。",
            "年末结转132.21万元，比2021年末的308.64万元减少167.43万元。",
            "年初预算数2500.00万元，调整后预算数2706.79万元，较年初增加206.79万元，增长8.27%。",
            "年初预算数2500.00万元，存款余额3418.65万元，较年初增加200万元。",
            "一般公共预算年初预算100万元，项目年初预算300万元，调整后预算数2706.79万元，较年初增加150万元。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
