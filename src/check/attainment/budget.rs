//! Targets that name the budget instead of a figure: 不超过年初预算投入.

use super::{Attainment, MET_EXACTLY, met, missed};
use crate::check::FiledReport;
use crate::check::measures::unit_of;
use crate::check::money::unit_of_filed;
use crate::model::quantity::Figure;
use crate::model::{Amount, Indicator};

/// A target in words that names the budget: 不超过年初预算投入.
pub(super) fn within_budget(
    filed: &FiledReport<'_>,
    row: &Indicator,
    actual: &Figure,
) -> Attainment {
    let Some((least, most)) = budget_named(filed, &row.target) else {
        return Attainment::Unknown;
    };
    let unit = unit_of_filed(filed);
    let (Some(spent), Some(unit)) = (actual.exact(), unit) else {
        return Attainment::Unknown;
    };
    let spent = match unit_of(row, actual).as_str() {
        "" => Some(spent),
        "元" if actual.unit.is_empty() => Some(spent),
        "元" => spent.checked_div(unit.in_yuan()),
        _ => None,
    };
    match spent {
        Some(spent) if spent == least => MET_EXACTLY,
        Some(spent) if spent < least => met(least, spent, None),
        Some(spent) if spent > most => missed(most, spent),
        _ => Attainment::Unknown,
    }
}

/// The budget that such a target names, in the report's money unit: the least
/// and the most that can be meant.
pub fn budget_named(filed: &FiledReport<'_>, target: &str) -> Option<(Amount, Amount)> {
    const LIMITS: [&str; 9] = [
        "不超",
        "不得超",
        "不高于",
        "不大于",
        "不突破",
        "≤",
        "以内",
        "控制在",
        "未超",
    ];
    const SHORT: usize = 20;
    let is_short = target.chars().count() <= SHORT;
    let says_limit = LIMITS.iter().any(|limit| target.contains(limit));
    if !is_short || !says_limit || !target.contains("预算") {
        return None;
    }
    // a part of it, or last year's, is another sum
    const OTHERS: [&str; 8] = [
        "三公", "公用", "人员", "上年", "去年", "项目", "基本", "定额",
    ];
    if OTHERS.iter().any(|other| target.contains(other)) {
        return None;
    }
    let funds = filed.report.funds.as_ref()?;
    let (initial, whole) = (funds.initial_budget, funds.budget);
    if target.contains("年初") {
        initial.map(|amount| (amount, amount))
    } else if ["全年", "调整"].iter().any(|word| target.contains(word)) {
        whole.map(|amount| (amount, amount))
    } else {
        let (one, other) = (initial.or(whole)?, whole.or(initial)?);
        Some((one.min(other), one.max(other)))
    }
}
