//! Cost indicators that say no more than that the budget is not to be exceeded.

use super::{Cell, Gap, funded};
use crate::check::FileRef;
use crate::check::measures::column_unit;
use crate::check::money::{Money, unit_of_report};
use crate::folder::{Document, UnitFolder};
use crate::model::quantity::{Comparator, Value};
use crate::model::{Amount, DataPath, Funds, Indicator, Letters, MoneyUnit, Quantity, Report};

/// The amounts in cost targets such as 不超过预算金额 `20万元` beside the budget of
/// the same form.
pub fn cost_gaps(unit: &UnitFolder) -> Vec<Gap> {
    let gaps = funded(unit).filter_map(|(file, document, funds)| cost_gap(file, document, funds));
    gaps.collect()
}

fn cost_gap(file: FileRef, document: &Document<Report>, funds: &Funds) -> Option<Gap> {
    if !document.data.indicators().any(is_of_budget) {
        return None;
    }
    let unit = unit_of_report(document);
    let mut rows = document.data.rows().filter(|(_, row)| is_of_budget(row));
    let (path, row) = rows.next()?;
    // several such rows share the budget in a way that is not said
    if rows.next().is_some() {
        return None;
    }
    let here = Cell {
        file,
        path: path.key("年度指标值"),
        name: format!("“{}”的年度指标值", row.name.trim()),
        money: target_money(row, unit)?,
    };
    let budgets = budgets(file, funds, unit, says(row, "年初"));
    if budgets.iter().any(|cell| cell.money.agrees(here.money)) {
        return None;
    }
    let slipped = budgets
        .iter()
        .position(|cell| cell.money.slip(here.money).is_some());
    let there = budgets.into_iter().nth(slipped.unwrap_or(0))?;
    Some(Gap { here, there })
}

/// What such a target may be: the adjusted budget, or the one of the start of the
/// year, of the whole form or of one row; the first is the one meant.
fn budgets(file: FileRef, funds: &Funds, unit: Option<MoneyUnit>, only_initial: bool) -> Vec<Cell> {
    let place = DataPath::from("预算执行");
    let parts = funds.parts.iter().flat_map(|(name, part)| {
        let place = place.clone().key("其中").key(name);
        [
            (place.clone(), "全年预算数", part.budget),
            (place, "年初预算数", part.initial_budget),
        ]
    });
    let totals = [
        (place.clone(), "全年预算数", funds.budget),
        (place.clone(), "年初预算数", funds.initial_budget),
    ];
    let cells = totals.into_iter().chain(parts);
    let cells = cells.filter(|(_, key, _)| !only_initial || *key == "年初预算数");
    let cells = cells.filter_map(|(place, key, amount)| {
        Some(Cell {
            file,
            path: place.key(key),
            name: key.to_owned(),
            money: Money::new(amount?, unit),
        })
    });
    cells.collect()
}

/// Whether the row is a cost indicator about the budget as a whole.
fn is_of_budget(row: &Indicator) -> bool {
    let is_cost = |level: &str| Letters::of(level).hold("成本");
    (is_cost(&row.level1) || is_cost(&row.level2)) && speaks_of_budget_alone(&row.name)
}

fn says(row: &Indicator, word: &str) -> bool {
    row.name.contains(word) || row.target.contains(word)
}

/// Whether a name says that the budget is not exceeded, and nothing else: 不超过
/// 预算总金额, but not 会议费不超过预算.
fn speaks_of_budget_alone(name: &str) -> bool {
    const LIMITS: [&str; 9] = [
        "不超",
        "未超",
        "不得超",
        "不大于",
        "不高于",
        "不突破",
        "内",
        "控制",
        "≤",
    ];
    #[rustfmt::skip]
    const WORDS: [&str; 49] = [
        "不得超过", "小于等于", "不超过", "不超出", "不得超", "未超过", "未超出", "不大于",
        "不高于", "不突破", "控制在", "以内", "之内", "范围", "预算", "金额", "资金", "总额",
        "总数", "支出", "经费", "成本", "项目", "年度", "本年度", "本年", "全年", "当年", "年初", "批复",
        "安排", "下达", "财政", "严格", "控制", "指标", "规模", "投入", "不超", "未超", "总",
        "数", "额", "内", "在", "于", "的", "≤", "年",
    ];
    let mut rest: &str = name;
    if !rest.contains("预算") || !LIMITS.iter().any(|word| rest.contains(word)) {
        return false;
    }
    let is_sign = |c: char| c.is_whitespace() || "，,、（）()“”".contains(c);
    loop {
        rest = rest.trim_start_matches(is_sign);
        match WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
            Some(after) => rest = after,
            None => return rest.is_empty(),
        }
    }
}

/// The amount of a target, in the unit it is written in; in that of the form's
/// amounts where it has none.
fn target_money(row: &Indicator, form_unit: Option<MoneyUnit>) -> Option<Money> {
    let Quantity::Figure(figure) = Quantity::read(&row.target) else {
        return None;
    };
    let is_bound = matches!(
        figure.comparator,
        None | Some(Comparator::AtMost | Comparator::Equal)
    );
    let Value::One(amount) = figure.value else {
        return None;
    };
    if !is_bound || figure.approximation.is_some() || !figure.period.is_empty() {
        return None;
    }
    written_money(amount, &figure.unit, row, &row.target, form_unit)
}

/// A figure's amount (万 and 亿 multiplied out) as it is written in the cell, with
/// its unit: from the cell, from 计量单位, or else that of the form.
pub fn written_money(
    amount: Amount,
    unit: &str,
    row: &Indicator,
    cell: &str,
    form_unit: Option<MoneyUnit>,
) -> Option<Money> {
    let in_cell = if cell.contains('亿') {
        Some(MoneyUnit::HundredMillionYuan)
    } else if cell.contains('万') {
        Some(MoneyUnit::TenThousandYuan)
    } else {
        None
    };
    let said = column_unit(row).or_else(|| in_brackets(&row.name));
    let in_column = match said {
        Some("元") => Some(MoneyUnit::Yuan),
        Some("万元") => Some(MoneyUnit::TenThousandYuan),
        Some("亿元") => Some(MoneyUnit::HundredMillionYuan),
        None => form_unit,
        Some(_) => return None,
    };
    match (unit, in_cell) {
        ("元", None) => Some(Money::new(amount, Some(MoneyUnit::Yuan))),
        ("元" | "", Some(unit)) => {
            let zeros = if unit == MoneyUnit::TenThousandYuan {
                4
            } else {
                8
            };
            let written = amount.checked_div(Amount::from_int(10i64.pow(zeros)))?;
            Some(Money::new(written, Some(unit)))
        }
        ("", None) => Some(Money::new(amount, Some(in_column?))),
        _ => None,
    }
}

/// The unit of money that a name ends with: 运维费（万元）.
fn in_brackets(name: &str) -> Option<&str> {
    let inside = name.trim().strip_suffix(['）', ')'])?;
    let unit = inside.rsplit(['（', '(']).next()?.trim();
    unit.ends_with('元').then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::speaks_of_budget_alone;

    #[test]
    fn a_name_about_the_budget_alone_is_told_from_one_about_a_part_of_it() {
        for name in [
            "不超过预算金额",
            "不超过预算总金额",
            "不超过预算",
            "严格控制成本不大于预算数",
            "项目总成本控制在预算内",
            "预算控制数",
            "项目支出不超年初预算",
        ] {
            assert!(speaks_of_budget_alone(name), "{name}");
        }
        for name in [
            "会议费不超过预算",
            "年投入不少于5万，且不超过预算总金额",
            "总成本控制",
            "预算编制质量",
            "人均补助不超过预算标准",
            "",
        ] {
            assert!(!speaks_of_budget_alone(name), "{name}");
        }
    }
}
