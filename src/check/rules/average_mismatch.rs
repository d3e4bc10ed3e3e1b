//! 正文里写的平均数、单价与总数、个数合不上。
//!
//! # 检查什么
//! “项目100个，资助4680万元，单个项目平均资助……万元”“硬化12.6公里，总造价514.71万元，每公里……万元”“设备2台，单价85.8万元，共……万元”，一句话里总数和个数都有的，重新除一遍；“8个乡镇各15万元，共……万元”乘一遍。
//! 四舍五入、只写到整百整千的不算错；写“约”的不查。相差一成以上的，多半不是对这两个数算的，只有数字写颠倒了、正好差十倍才报；“人均”“户均”常常另按平均人数算，也是这样。
//!
//! # 依据
//! 算术：平均数＝总数÷个数，单价×数量＝总价。
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
//! 支持科技计划项目100个，财政资助1431.36万元，单个项目平均资助14.13万元。购置分析仪2台，单价8.58万元，共17.16万元。
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
//! 支持科技计划项目100个，财政资助1431.36万元，单个项目平均资助14.31万元。购置分析仪2台，单价8.58万元，共17.16万元。
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

mod each;

use crate::check::prose::{
    Block, Count, Item, Measure, Piece, half_unit, is_misprint, item, pieces, unit_of,
};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, MoneyUnit};
use std::ops::Range;

pub static RULE: Rule = Rule {
    code: "ZP318",
    name: "average_mismatch",
    title: "平均数不符",
    severity: Severity::Warning,
    file: include_str!("average_mismatch.rs"),
    check: Check::Prose(check),
};

/// An average of the year's months or days is of another number.
const OF_TIME: [&str; 6] = ["月", "日均", "年均", "天", "标准", "上年"];

/// After 平均每 these say what it is an average of, too.
const MORE_UNITS: [&str; 10] = ["辆", "件", "只", "头", "名", "家", "条", "处", "间", "株"];

/// What the price of all is called.
const ALTOGETHER: [&str; 7] = ["共", "共计", "合计", "总价", "计", "合计金额", "总金额"];

/// An average or a price with the total and the number that it is of.
struct Average {
    average: Money,
    total: Money,
    number: Count,
    /// The number's factor: 1, or 10000 for 万亩.
    times: i64,
    /// Whether it may be of another number of people or households.
    is_loose: bool,
    /// Whether its sentence speaks of months or times, of which it may be, too.
    of_times: bool,
    /// What stands there wrong: the figure that is named last.
    words: Range<usize>,
}

/// An amount of money as it is written.
#[derive(Debug, Clone)]
struct Money {
    amount: Amount,
    unit: MoneyUnit,
    words: Range<usize>,
}

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    for block in filed.prose.blocks.iter().filter(|block| block.is_text()) {
        let text = &block.text.plain;
        if block.says("各") {
            each::sums(filed, block, findings);
        }
        let speaks = block.says_any(&["均", "每", "单价"]);
        if !speaks || block.figures().len() < 3 {
            continue;
        }
        for average in averages(block) {
            let Some(right) = average.right().filter(|_| average.is_wrong() == Some(true)) else {
                continue;
            };
            let shown = |words: &Range<usize>| &text[words.clone()];
            let message = format!(
                "{} ÷ {} = {right}{}，写的是 {}",
                shown(&average.total.words),
                shown(&average.number.words),
                average.average.unit.chinese(),
                shown(&average.average.words),
            );
            let finding = filed.add(
                findings,
                block,
                (&block.text, average.words.clone()),
                message,
            );
            finding.help("核对总数、个数和平均数，改正写错的一个");
        }
    }
}

/// The averages of a block, each in a clause with what it is reckoned from.
fn averages(block: &Block) -> Vec<Average> {
    let text = &*block.text.plain;
    let pieces = pieces(text, 0..text.len());
    let mut found = Vec::new();
    let mut start = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if matches!(piece.sign, '。' | '；') {
            start = at;
        }
        let words = &text[piece.span.clone()];
        if !(words.contains('均') || words.contains('每') || words.contains("单价")) {
            continue;
        }
        let read = |piece: &Piece| item(text, piece, block.figures_in(piece.span.clone()));
        let Some((name, average)) =
            read(piece).and_then(|item| Some((&text[item.name.clone()], money(text, &item)?)))
        else {
            continue;
        };
        if OF_TIME.iter().any(|word| name.contains(word)) {
            continue;
        }
        let before: Vec<Item> = pieces[start..at].iter().filter_map(read).collect();
        if name.ends_with("单价") {
            let total = pieces
                .get(at + 1)
                .and_then(read)
                .filter(|total| ALTOGETHER.contains(&&text[total.name.clone()]));
            let total = total.and_then(|total| money(text, &total));
            let number = before.last().and_then(|item| number(text, item, ""));
            if let (Some(total), Some((number, times))) = (total, number) {
                let words = total.words.clone();
                found.push(Average {
                    average,
                    total,
                    number,
                    times,
                    is_loose: false,
                    of_times: true,
                    words,
                });
            }
            continue;
        }
        let Some((unit, is_loose)) = unit_averaged(name) else {
            continue;
        };
        // anything else that is counted may be meant
        let span = pieces[start].span.start..piece.span.start;
        let counted = block.figures_in(span).iter().filter(|figure| {
            let of = unit_of(text, figure);
            let counts = !(of.is_empty() || of.starts_with(['年', '月', '日']));
            let other = figure.measure != Measure::Percent && counts;
            figure.money().is_some() || unit.is_empty() && other
        });
        let expected = if unit.is_empty() { 2 } else { 1 };
        if counted.count() != expected {
            continue;
        }
        let total = before.iter().find_map(|item| money(text, item));
        let mut numbers = before.iter().filter_map(|item| number(text, item, unit));
        let number = numbers.next().filter(|_| numbers.next().is_none());
        if let (Some(total), Some((number, times))) = (total, number) {
            let words = average.words.clone();
            let sentence = &text[pieces[start].span.start..words.end];
            found.push(Average {
                average,
                total,
                number,
                times,
                is_loose,
                of_times: ["月", "学期", "每次", "每天", "每年", "每期"]
                    .iter()
                    .any(|word| sentence.contains(word)),
                words,
            });
        }
    }
    found
}

/// The unit that an average is of, empty where it is not said, and whether it may be
/// of another number of them.
fn unit_averaged(name: &str) -> Option<(&str, bool)> {
    if let Some(at) = name.find("平均") {
        let after = &name[at + "平均".len()..];
        let each = after.strip_prefix('每').and_then(|rest| {
            let of_things = MORE_UNITS.iter().find(|unit| rest.starts_with(**unit));
            unit_at(rest).or_else(|| of_things.map(|unit| &rest[..unit.len()]))
        });
        return Some((each.unwrap_or_default(), false));
    }
    if let Some(at) = name.find('每') {
        let rest = &name[at + '每'.len_utf8()..];
        return Some((unit_at(rest)?, false));
    }
    let at = name.find('均')?;
    if name[..at].ends_with('生') {
        return Some(("人", true));
    }
    let unit = name[..at]
        .chars()
        .next_back()
        .filter(|c| "人户亩村".contains(*c))?;
    let start = at - unit.len_utf8();
    Some((&name[start..at], unit != '亩'))
}

/// The unit that a text begins with.
fn unit_at(text: &str) -> Option<&str> {
    const UNITS: [&str; 16] = [
        "平方米",
        "延米",
        "公里",
        "批次",
        "人次",
        "亩",
        "米",
        "户",
        "人",
        "个",
        "台",
        "套",
        "座",
        "所",
        "吨",
        "期",
    ];
    let unit = UNITS.iter().find(|unit| text.starts_with(**unit))?;
    Some(&text[..unit.len()])
}

/// The only amount of money of an item.
fn money(text: &str, item: &Item) -> Option<Money> {
    let [count] = &item.counts[..] else {
        return None;
    };
    let units = [
        MoneyUnit::TenThousandYuan,
        MoneyUnit::HundredMillionYuan,
        MoneyUnit::Yuan,
    ];
    let unit = units
        .into_iter()
        .find(|unit| unit.chinese() == &text[count.unit.clone()])?;
    Some(Money {
        amount: count.amount,
        unit,
        words: count.words.clone(),
    })
}

/// What an item counts in this unit, or in any but money where none is given, with
/// the factor of the unit.
fn number(text: &str, item: &Item, unit: &str) -> Option<(Count, i64)> {
    let fits = |count: &&Count| {
        let own = &text[count.unit.clone()];
        let bare = own.strip_prefix('万').unwrap_or(own);
        if unit.is_empty() {
            !own.ends_with('元')
        } else {
            bare == unit || unit == "人" && bare == "人次"
        }
    };
    let mut fitting = item.counts.iter().filter(fits);
    let count = fitting.next().filter(|_| fitting.next().is_none())?;
    let large = text[count.unit.clone()].starts_with('万');
    Some((count.clone(), if large { 10_000 } else { 1 }))
}

impl Average {
    /// The average of a total and a number of these amounts, in its own unit.
    fn of(&self, total: Amount, number: Amount) -> Option<Amount> {
        let yuan = total.checked_mul(self.total.unit.in_yuan())?;
        let number = number.checked_mul(Amount::from_int(self.times))?;
        yuan.checked_div(number)?
            .checked_div(self.average.unit.in_yuan())
    }

    /// What it should be, to a place more than it needs.
    fn right(&self) -> Option<Amount> {
        let right = self.of(self.total.amount, self.number.amount)?;
        Some(right.round(self.average.amount.places().max(2)))
    }

    /// Whether it is another figure than the average, and near enough to be meant as
    /// that. `None` where it cannot be computed.
    fn is_wrong(&self) -> Option<bool> {
        let half = |amount: Amount| match amount.places() {
            0 => Some(Amount::ZERO),
            _ => half_unit(amount),
        };
        let average = self.average.amount;
        let (total, number) = (self.total.amount, self.number.amount);
        let (total_half, number_half) = (half(total)?, half(number)?);
        let right = self.of(total, number)?;
        // what comes out even is not rounded
        let one = Amount::from_int(1);
        let even = total_half.is_zero() && number_half.is_zero() && right.round(0) == right;
        let last = last_place(average)?;
        let last = if even && average.places() == 0 && last == one {
            Amount::ZERO
        } else {
            last
        };
        let least = self.of(
            total.checked_sub(total_half)?,
            number.checked_add(number_half)?,
        )?;
        let most = self.of(
            total.checked_add(total_half)?,
            number.checked_sub(number_half)?,
        )?;
        if average.checked_add(last)? >= least && average.checked_sub(last)? <= most {
            return Some(false);
        }
        let off = right.checked_sub(average)?.abs();
        let is_near = off.checked_mul(Amount::from_int(10))? <= right;
        let typed = right.round(average.places());
        let tenfold = |one: Amount, other: Amount| {
            one.checked_mul(Amount::from_int(10))
                .is_some_and(|ten| ten == other)
        };
        // 41.2万元 ÷ 412人 is 1000 and not 100
        let zero = !self.of_times && (tenfold(average, right) || tenfold(right, average));
        Some(is_near && !self.is_loose || zero || is_misprint(average, &[typed], true))
    }
}

/// One of the last place that is not left at zero: 100 of 2600, 0.01 of 40.85.
fn last_place(amount: Amount) -> Option<Amount> {
    if amount.places() > 0 {
        return half_unit(amount)?.checked_mul(Amount::from_int(2));
    }
    let digits = amount.to_string();
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    Some(Amount::from_int(
        10i64.checked_pow(u32::try_from(zeros).ok()?)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "支持科技计划项目100个，财政资助1431.36万元，单个项目平均资助14.31万元。购置分析仪2台，单价8.58万元，共17.16万元。";

    #[test]
    fn an_average_is_held_against_total_and_number() {
        for (text, message) in [
            (
                "科技计划项目100个，财政资助4,680万元，单个项目平均资助48.6万元，带动企业投入2.34亿元。",
                "4,680万元 ÷ 100个 = 46.80万元，写的是 48.6万元",
            ),
            (
                "分析仪2台，单价85.8万元，共176.1万元。",
                "176.1万元 ÷ 2台 = 88.05万元，写的是 85.8万元",
            ),
            (
                "硬化12.6公里，涉及4个村，总造价514.71万元，每公里43.15万元。",
                "514.71万元 ÷ 12.6公里 = 40.85万元，写的是 43.15万元",
            ),
            (
                "硬化12.6公里，涉及4个村，总造价514.71万元，每公里40.58万元。",
                "514.71万元 ÷ 12.6公里 = 40.85万元，写的是 40.58万元",
            ),
            (
                "新建4.8万亩，投资6480万元，亩均投资1530元。",
                "6480万元 ÷ 4.8万亩 = 1350元，写的是 1530元",
            ),
            (
                "新建4.8万亩，投资6480万元，亩均投资1305元。",
                "6480万元 ÷ 4.8万亩 = 1350元，写的是 1305元",
            ),
            (
                "惠及450人，发放315.9万元，人均7,200元。",
                "315.9万元 ÷ 450人 = 7020.0元，写的是 7,200元",
            ),
        ] {
            let found = findings_after(&RULE, &[(OLD, text)]);
            let said: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
            assert_eq!(said, [message], "{text}");
        }
    }

    #[test]
    fn averages_that_hold_or_are_of_something_else_are_left() {
        for text in [
            OLD,
            "项目3个，资助100万元，平均资助33.3万元。",
            "救助328人次，发放86.5万元，平均每人次2600元。",
            "救助328人次，发放86.5万元，平均救助水平2637元。",
            "在职57人，人员经费1141.04万元，人均20.5万元。",
            "发放低保金312.45万元，惠及287户446人，户均1.09万元，人均0.7万元。",
            "培训12期480人次，投入20万元，平均每期1.67万元。",
            "项目100个，资助4680万元，其中重点项目20个，平均资助50万元。",
            "发放高龄津贴71.04万元，惠及640人，月人均标准92.5元。",
            "新建4.8万亩，投资6480万元，亩均投资约1300元。",
            "设备3台，单价85.8万元，共171.6万元、66.8万元各一笔。",
            "桥梁412延米，造价1301.76万元，每延米3.16万元。",
            "建成2个中心，完成投资500万元，平均得分95分。",
            "98座水库聘有巡查员98名，年人均报酬仅3600元，全年发放35.3万元。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
