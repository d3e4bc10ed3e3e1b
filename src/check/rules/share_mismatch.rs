//! 正文里写的占比与两个金额算出来的不一样。
//!
//! # 检查什么
//! “甲……万元，占乙的……%”“甲……万元，其中乙……万元，占……%”“84个村中，……的52个，占……%”，正文里两个金额都有的，重新算一遍。没有写明占什么的，与同一章里的金额、表里的金额和各项之和逐一比较，没有一个合得上才报。
//! 表格里的“占比”列对着合计逐行重新算，多数行合得上的才报合不上的行。
//! “占总支出的……%”正文没有写总支出的，用表里的全年执行数；“预算甲……万元，支出乙……万元，完成预算的……%”也照此重新算。
//! “为年度计划的104.8%（计划7500万元）”照括号里的数算；表格里有“执行率”“完成率”列的，照多数行合得上的两列逐行算。
//! “甲……，乙……，分别占……%和……%”两个占比合起来是100%的，照两项之和算。
//! 金额本身是四舍五入来的，由此差一点不算错；写“约”“近”的不查。
//!
//! # 依据
//! 算术：占比＝部分÷整体×100%，四舍五入到所写的位数。
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
//! 2023年基本支出1275.43万元，其中人员经费859.31万元，占76.37%；公用经费416.12万元，占32.63%。
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
//! 2023年基本支出1275.43万元，其中人员经费859.31万元，占67.37%；公用经费416.12万元，占32.63%。
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

mod bracketed;
mod respective;
mod tables;

use crate::check::prose::{Block, Figure, Measure, is_percent_of, swapped_percent};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, Percent};

pub static RULE: Rule = Rule {
    code: "ZP304",
    name: "share_mismatch",
    title: "占比不符",
    severity: Severity::Warning,
    file: include_str!("share_mismatch.rs"),
    check: Check::Prose(check),
};

/// A share of an amount: 859.31万元，占基本支出的80.26%.
struct Share<'a> {
    part: &'a Figure,
    percent: &'a Figure,
    /// What it is a share of, where that is said.
    whole: &'a str,
    /// Whether it is what was done of it: 完成预算的87.86%.
    is_done: bool,
}

/// The whole of a year's spending, by names that the form does not use.
const ALL_SPENDING: [&str; 6] = [
    "总支出",
    "支出总额",
    "支出总计",
    "支出合计",
    "全部支出",
    "部门总支出",
];

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    for block in &filed.prose.blocks {
        if block.is_text() && block.says_any(&["占", "完成"]) {
            in_block(filed, block, findings);
        }
        tables::shares_in_table(filed, block, findings);
        tables::rates_in_table(filed, block, findings);
    }
}

fn in_block(filed: &FiledProse<'_>, block: &Block, findings: &mut Findings) {
    let text = &block.text.plain;
    let all = block.figures();
    for triple in all.windows(3) {
        of_the_amount_between(filed, block, triple, findings);
        bracketed::of_the_amount_behind(filed, block, triple, findings);
    }
    if block.says("分别占") {
        for four in all.windows(4) {
            respective::shares_of_both(filed, block, four, findings);
        }
    }
    let shares = shares(text, all);
    for share in &shares {
        let wholes = match share.whole {
            "" => nameless(filed, block, (all, &shares), share),
            whole if share.is_done => of_budget(filed, block, share, whole),
            whole if ALL_SPENDING.contains(&whole) => of_all_spending(filed, block, share),
            whole => match named(filed, share) {
                wholes if wholes.is_empty() => loosely_named(block, share, whole),
                wholes if is_total(whole) => wholes
                    .into_iter()
                    .chain(alike(filed, block.chapter, share))
                    .collect(),
                wholes => wholes,
            },
        };
        let Some((nearest, others)) = wholes.split_first() else {
            continue;
        };
        if wholes
            .iter()
            .any(|whole| is_share(share, *whole) != Some(false))
        {
            continue;
        }
        let Some(right) = Percent::of(share.part.amount, *nearest) else {
            continue;
        };
        let right = Percent(right.0.round(share.percent.amount.places().max(2)));
        let only = others.iter().all(|other| other == nearest);
        let message = format!(
            "写的占比是 {}%，{} ÷ {nearest} = {right}",
            share.percent.amount, share.part.amount
        );
        let words = share.part.span.start..share.percent.span.end;
        let finding = filed.add(findings, block, (&block.text, words), message);
        finding.help(if only {
            format!("核对两个金额；金额无误的，占比改为 {right}")
        } else {
            format!("核对占比是对哪个数算的；对 {nearest} 算的，改为 {right}")
        });
    }
}

/// Holds a share whose whole stands before it: 15.6亿元，完成年度任务15亿元的104%.
fn of_the_amount_between(
    filed: &FiledProse<'_>,
    block: &Block,
    triple: &[Figure],
    findings: &mut Findings,
) {
    const LONGEST: usize = 60;
    let text = &block.text.plain;
    let [part, whole, percent] = triple else {
        return;
    };
    let said = text[part.span.end..whole.span.start].trim_start_matches(['，', ',']);
    let label = said
        .strip_prefix('占')
        .or_else(|| said.strip_prefix("完成"));
    let plain = |label: &str| {
        label.len() <= LONGEST && label.chars().all(|c| c.is_alphabetic() || "“”".contains(c))
    };
    let reads = label.is_some_and(plain)
        && is_rest_of_unit(&text[whole.span.end..percent.span.start])
        && percent.measure == Measure::Percent
        && part.measure == whole.measure
        && !matches!(
            part.measure,
            Measure::Percent | Measure::Other(' ' | '年' | '月' | '日')
        )
        && !(part.near || whole.near || percent.near);
    if !reads {
        return;
    }
    let alike = block.figures().iter();
    let mut alike = alike.filter(|figure| figure.measure == whole.measure);
    let is = |part: Amount| is_percent_of(percent.amount, part, whole.amount) != Some(false);
    let (Some(right), false) = (
        Percent::of(part.amount, whole.amount),
        alike.any(|figure| is(figure.amount)),
    ) else {
        return;
    };
    let right = Percent(right.0.round(percent.amount.places().max(2)));
    let message = format!(
        "写的占比是 {}%，{} ÷ {} = {right}",
        percent.amount, part.amount, whole.amount
    );
    let words = (&block.text, part.span.start..percent.span.end);
    let finding = filed.add(findings, block, words, message);
    finding.help(format!("核对两个数；无误的，改为 {right}"));
}

/// Whether words are what is left of a unit before a percentage: 个行政村的.
fn is_rest_of_unit(words: &str) -> bool {
    const LONGEST: usize = 24;
    let unit = words.strip_suffix('的');
    unit.is_some_and(|unit| unit.len() <= LONGEST && unit.chars().all(char::is_alphabetic))
}

/// The shares of a text.
fn shares<'a>(text: &'a str, all: &'a [Figure]) -> Vec<Share<'a>> {
    const LONGEST: usize = 60;
    let pairs = all.windows(2).filter_map(|pair| {
        let [part, percent] = pair else { return None };
        let between = &text[part.span.end..percent.span.start];
        if percent.measure != Measure::Percent || part.near || percent.near {
            return None;
        }
        if part.measure == Measure::Percent || between.len() > LONGEST {
            return None;
        }
        let said = between.trim_start_matches(['，', ',', '、', '（', '(']);
        let done = said.strip_prefix("完成");
        let mut whole = done.or_else(|| said.strip_prefix('占'))?;
        for word in ["达到", "达", "为", "是", "：", "比例", "比重", "的"] {
            whole = whole.strip_suffix(word).unwrap_or(whole);
        }
        whole = whole.strip_suffix('的').unwrap_or(whole);
        let whole = if whole == "比" { "" } else { whole };
        let plain = !whole.contains(['，', '。', '；', '、', '比']);
        let is_done = done.is_some();
        let budget = whole.ends_with("预算") || whole.ends_with("预算数");
        (plain && (budget || !is_done)).then_some(Share {
            part,
            percent,
            whole,
            is_done,
        })
    });
    pairs.collect()
}

/// The amounts that a name stands before, in the narrative and in the data.
fn named(filed: &FiledProse<'_>, share: &Share<'_>) -> Vec<Amount> {
    let whole = share
        .whole
        .trim_start_matches(['全', '本', '当', '年', '度']);
    let of_data = filed.known().iter().filter(|known| {
        let labels = known.labels.iter();
        Some(known.unit) == share.part.money() && labels.into_iter().any(|label| label == whole)
    });
    let mut wholes: Vec<Amount> = of_data.map(|known| known.amount).collect();
    if whole.is_empty() {
        return Vec::new();
    }
    for block in &filed.prose.blocks {
        let text = &block.text.plain;
        if !block.says(whole) {
            continue;
        }
        let alike = block.figures().iter();
        let alike = alike.filter(|figure| figure.measure == share.part.measure);
        wholes.extend(alike.filter_map(|figure| {
            let before = &text[..figure.span.start];
            let said = before
                .trim_end_matches(['为', '是', '共', '计', '合', '总', '：', '数', '额', '达']);
            let name = before
                .strip_suffix(whole)
                .or_else(|| said.strip_suffix(whole))?;
            let is_part = std::ptr::eq(figure, share.part);
            (!is_part && is_whole_name(name)).then_some(figure.amount)
        }));
    }
    wholes
}

/// What all spending may be: the form's first, where the narrative does not say it,
/// then every other amount of the chapter.
fn of_all_spending(filed: &FiledProse<'_>, block: &Block, share: &Share<'_>) -> Vec<Amount> {
    let mut wholes = named(filed, share);
    if wholes.is_empty() {
        let executed = filed.known().iter().filter(|known| {
            let is_executed = known.labels.iter().any(|label| label == "全年执行");
            is_executed && Some(known.unit) == share.part.money()
        });
        wholes.extend(executed.map(|known| known.amount));
    }
    if !wholes.is_empty() {
        wholes.extend(alike(filed, block.chapter, share));
    }
    wholes
}

/// Whether a name is that of a total, of which a text may have several.
fn is_total(whole: &str) -> bool {
    whole.ends_with(['计', '额', '数'])
}

/// The nearest earlier amount of the paragraph whose name ends like the whole's, then
/// every other one, where two swapped digits of the percentage say that it is meant:
/// 授予中小企业合同金额 for 中小企业合同金额.
fn loosely_named(block: &Block, share: &Share<'_>, whole: &str) -> Vec<Amount> {
    const FEWEST: usize = 4;
    let text = &block.text.plain;
    let measure = share.part.measure;
    let same = || {
        block
            .figures()
            .iter()
            .filter(|figure| figure.measure == measure)
    };
    let called = |figure: &&Figure| {
        figure.span.end <= share.part.span.start
            && !figure.near
            && text[..figure.span.start].ends_with(whole)
    };
    let (percent, part) = (share.percent.amount, share.part.amount);
    let meant = same().rev().find(called).map(|figure| figure.amount);
    let meant = meant.filter(|whole| swapped_percent(percent, (part, *whole), FEWEST, false));
    let others = same().map(|figure| figure.amount);
    meant.map_or_else(Vec::new, |whole| {
        std::iter::once(whole).chain(others).collect()
    })
}

/// What a budget may be that something was done of: the one of the sentence first,
/// then every other amount of the paragraph and of the data. Empty where the
/// sentence has none before it.
fn of_budget(filed: &FiledProse<'_>, block: &Block, share: &Share<'_>, whole: &str) -> Vec<Amount> {
    let text = &block.text.plain;
    let start = share.part.span.start;
    let from = text[..start]
        .rfind('。')
        .map_or(0, |at| at + '。'.len_utf8());
    let figures = block.figures_in(from..start);
    let mut before = from;
    let budgets = figures.iter().filter(|figure| {
        let label = &text[before..figure.span.start];
        before = figure.span.end;
        let meant = label.contains(whole.trim_end_matches('数'));
        meant && !figure.near && figure.measure == share.part.measure
    });
    let mut wholes: Vec<Amount> = budgets.map(|figure| figure.amount).collect();
    // the budget of another year or of a part may be the last one of several
    wholes.reverse();
    if !wholes.is_empty() {
        let paragraph = block.figures().iter();
        let paragraph = paragraph.filter(|figure| figure.measure == share.part.measure);
        wholes.extend(paragraph.map(|figure| figure.amount));
        wholes.extend(filed.known().iter().map(|known| known.amount));
    }
    wholes
}

/// The amounts of a chapter that measure what a share does.
fn alike<'a>(
    filed: &'a FiledProse<'_>,
    chapter: Option<usize>,
    share: &'a Share<'_>,
) -> impl Iterator<Item = Amount> + 'a {
    let chapter = filed
        .prose
        .blocks
        .iter()
        .filter(move |block| block.chapter == chapter);
    let figures = chapter.flat_map(|block| block.figures());
    let alike = figures.filter(|figure| figure.measure == share.part.measure);
    alike.map(|figure| figure.amount)
}

/// Whether a name that stands after this text is all of a name: 收入 after 本年, and
/// not after 财政拨款.
fn is_whole_name(before: &str) -> bool {
    let own = [
        "年", "度", "总", "部门", "单位", "街道", "全市", "全县", "全区", "全镇", "其中", "授予",
        "取得", "实现", "签订",
    ];
    let last = before.chars().next_back();
    last.is_none_or(|c| !c.is_alphabetic()) || own.iter().any(|word| before.ends_with(word))
}

/// What a share may be of where nothing is said: the amount before 其中 first,
/// then whatever else there is. Empty where there is no amount before 其中.
fn nameless(
    filed: &FiledProse<'_>,
    block: &Block,
    (all, shares): (&[Figure], &[Share<'_>]),
    share: &Share<'_>,
) -> Vec<Amount> {
    let text = &block.text.plain;
    let measure = share.part.measure;
    let before = &text[..share.part.span.start];
    let among = before.rfind("其中").or_else(|| among_those(before));
    let parent = among.and_then(|among| {
        let mut before = all.iter().filter(|figure| figure.span.end <= among);
        before.rfind(|figure| figure.measure == measure)
    });
    let Some(parent) = parent.filter(|parent| !parent.near) else {
        return Vec::new();
    };
    let mut wholes = vec![parent.amount];
    let parts = || shares.iter().map(|share| share.part);
    wholes.extend(Amount::sum(parts().map(|part| part.amount)));
    wholes.extend(filed.known().iter().map(|known| known.amount));
    wholes.extend(alike(filed, block.chapter, share));
    wholes
}

/// Where the words end that a sentence counts a part among: 全县84个行政村中，.
fn among_those(before: &str) -> Option<usize> {
    const LONGEST: usize = 36;
    let sentence = before.rfind(['。', '；']).unwrap_or(0);
    let at = sentence + before[sentence..].rfind("中，")?;
    let counted = before[..at].rfind(|c: char| c.is_ascii_digit())?;
    let named = &before[counted + 1..at];
    let plain = named.len() <= LONGEST && named.chars().all(char::is_alphabetic);
    plain.then_some(at)
}

/// Whether the percent is that of these amounts, each of which may be rounded.
fn is_share(share: &Share<'_>, whole: Amount) -> Option<bool> {
    is_percent_of(share.percent.amount, share.part.amount, whole)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "2023年基本支出1275.43万元，其中人员经费859.31万元，占67.37%；公用经费416.12万元，占32.63%。";

    fn said(text: &str) -> Vec<String> {
        let findings = findings_after(&RULE, &[(OLD, text)]);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn both_amounts_and_the_right_share_are_named() {
        assert_eq!(
            said("2023年基本支出1275.43万元，其中人员经费859.31万元，占基本支出的76.37%。"),
            ["写的占比是 76.37%，859.31 ÷ 1275.43 = 67.37%"]
        );
        assert_eq!(
            said("在职80人，其中女性30人，占38.5%。"),
            ["写的占比是 38.5%，30 ÷ 80 = 37.50%"]
        );
        assert_eq!(
            said("全县84个行政村中，集体经济收入20万元以上的村52个，占69.1%。"),
            ["写的占比是 69.1%，52 ÷ 84 = 61.90%"]
        );
    }

    #[test]
    fn all_spending_is_the_forms_and_a_budget_is_the_sentences() {
        assert_eq!(
            said("基本支出1275.43万元，占总支出的41.12%。"),
            ["写的占比是 41.12%，1275.43 ÷ 2706.79 = 47.12%"]
        );
        assert_eq!(
            said("“三公”经费2023年预算28万元，实际支出24.6万元，完成预算的78.86%。"),
            ["写的占比是 78.86%，24.6 ÷ 28 = 87.86%"]
        );
        assert_eq!(
            said("到位资金15.6亿元，完成年度任务15亿元的140%。"),
            ["写的占比是 140%，15.6 ÷ 15 = 104.0%"]
        );
    }

    #[test]
    fn shares_that_hold_or_cannot_be_known_are_left() {
        for text in [
            OLD,
            "2023年基本支出1275.43万元，占总支出的47.1%，项目支出1431.36万元，占总支出的52.9%。",
            "人员经费859.31万元，占比67%；公用经费416.12万元，占比33%。",
            "2023年基本支出1275.43万元，其中人员经费859.31万元，约占70%。",
            "收入2706.79万元，其中甲1.2万元，占0.04%。",
            "基本支出1275.43万元，其中人员经费859.31万元，占31.75%。",
            "办公费3.4万元，其中纸张1.2万元，占35.4%。",
            "全县84个行政村中，集体经济收入20万元以上的村52个，占61.9%。",
            "三年中，改造老旧小区52个，占61.9%。",
            "所属医院支出800万元，其中药品320万元，占总支出的40%。",
            "预算28万元，实际支出24.6万元，完成年度预算的87.86%，完成目标的98%。",
            "年初预算20万元，调整预算28万元，实际支出24.6万元，完成预算的123%。",
            "实际支出24.6万元，完成预算的78%。",
            "到位资金15.6亿元，完成年度任务15亿元的104%，占全市总额300亿元的5.2%。",
            "立项18个，资助资金450万元，占预算500万元的90%。",
            "支出16.38万元，完成预算22万元的74.45%，为上年14万元的117%。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
