//! 全年执行数大于全年预算数。
//!
//! # 检查什么
//! 全年执行数不应大于全年预算数，资金总额和“其中”各行都查；总额已超的，超出的各行一并列出，不另报。
//! 全年预算数是调整以后的预算，年中追加的应当已经计入。
//! 只差四舍五入的不算超；有一个数空着的不查。
//! 执行率与两个数对不上的由 ZP101 报，“其中”各行与总额对不上的由 ZP105 报，这里不再重复。
//!
//! # 依据
//! 《中华人民共和国预算法》第十三条：各部门、各单位的支出必须以经批准的预算为依据，未列入预算的不得支出。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 环境整治, 主管部门: 区城管局, 实施单位: 某某街道}
//! 预算执行:
//!   全年预算数: 60
//!   全年执行数: 66
//!   分值: 10
//!   执行率: 110%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! 年中追加的 6 万元计入全年预算数：
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 环境整治, 主管部门: 区城管局, 实施单位: 某某街道}
//! 预算执行:
//!   全年预算数: 66
//!   全年执行数: 66
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::money::{Money, unit_of_filed};
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::amount::Agreement;
use crate::model::{Amount, DataPath, Funds, FundsPart};

pub static RULE: Rule = Rule {
    code: "ZP108",
    name: "executed_above_budget",
    title: "执行数大于预算数",
    severity: Severity::Warning,
    file: include_str!("executed_above_budget.rs"),
    check: Check::Report(check),
};

/// A budget, what was executed, and where.
struct Line<'a> {
    name: &'a str,
    path: DataPath,
    budget: Amount,
    executed: Amount,
    excess: Amount,
}

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let Some(funds) = &filed.report.funds else {
        return;
    };
    if is_at_odds_with_its_rate(filed, funds) {
        return;
    }
    let place = DataPath::from("预算执行");
    let total = line(filed, "资金总额", place, funds.budget, funds.executed);
    let total = total.filter(|_| !is_within_by_rows(filed, funds));
    let rows = funds.parts.iter().filter_map(|(name, part)| {
        let place = DataPath::from("预算执行.其中").key(name);
        line(filed, name.trim(), place, part.budget, part.executed)
    });
    let rows: Vec<Line<'_>> = rows.filter(|_| rows_add_up(filed, funds)).collect();
    match total {
        Some(total) => add(filed, &total, &rows, findings),
        None => rows.iter().for_each(|row| add(filed, row, &[], findings)),
    }
}

/// Whether the declared rate is below 100% and does not follow from the two
/// figures, so that one of them is in doubt already.
fn is_at_odds_with_its_rate(filed: &FiledReport<'_>, funds: &Funds) -> bool {
    let Some(declared) = funds.rate else {
        return false;
    };
    match filed.report.computed_rate() {
        Some(computed) => {
            declared.0 < Amount::HUNDRED && declared.0.agreement(computed.0) == Agreement::Off
        }
        None => funds.budget.is_some_and(Amount::is_zero),
    }
}

/// Whether the rows do not add up to the total, which has a finding of its own, and
/// as much as they add up to was not above the budget.
fn is_within_by_rows(filed: &FiledReport<'_>, funds: &Funds) -> bool {
    let sum = |part: fn(&FundsPart) -> Option<Amount>| {
        let parts = funds.parts.iter().map(|(_, row)| part(row));
        Amount::sum(parts.collect::<Option<Vec<Amount>>>()?)
    };
    let (Some(budget), Some(executed)) = (sum(|row| row.budget), sum(|row| row.executed)) else {
        return false;
    };
    !funds.parts.is_empty() && !rows_add_up(filed, funds) && executed <= budget
}

/// Whether the rows that must add up do so, so that none of them is in doubt: of a
/// form on which they are all there is, and those that add up in another column
/// or are above the total.
fn rows_add_up(filed: &FiledReport<'_>, funds: &Funds) -> bool {
    let layout = filed.form.funds.as_ref();
    let is_complete = layout.is_some_and(|layout| layout.parts_complete);
    let column = |total: Option<Amount>, part: fn(&FundsPart) -> Option<Amount>| {
        let parts: Vec<Amount> = funds
            .parts
            .iter()
            .filter_map(|(_, row)| part(row))
            .collect();
        let is_above = total.is_some_and(|total| parts.iter().any(|part| *part > total));
        (total.is_some() && Amount::sum(parts) == total, is_above)
    };
    let columns = [
        column(funds.budget, |row| row.budget),
        column(funds.executed, |row| row.executed),
    ];
    let must = is_complete
        || columns
            .iter()
            .any(|(adds_up, is_above)| *adds_up || *is_above);
    !must || columns.iter().all(|(adds_up, _)| *adds_up)
}

/// The line, where more was executed than budgeted.
fn line<'a>(
    filed: &FiledReport<'_>,
    name: &'a str,
    path: DataPath,
    budget: Option<Amount>,
    executed: Option<Amount>,
) -> Option<Line<'a>> {
    let (budget, executed) = (budget?, executed?);
    let excess = executed.checked_sub(budget)?;
    let is_rounding = budget.places() > 0 && executed.round(budget.places()) == budget;
    let [one, other] = [budget, executed].map(|amount| Money::new(amount, unit_of_filed(filed)));
    if excess <= Amount::ZERO || budget.is_negative() || is_rounding || one.slip(other).is_some() {
        return None;
    }
    Some(Line {
        name,
        path,
        budget,
        executed,
        excess,
    })
}

fn add(filed: &FiledReport<'_>, line: &Line<'_>, rows: &[Line<'_>], findings: &mut Findings) {
    let Line {
        name,
        path,
        budget,
        executed,
        excess,
    } = line;
    let finding = findings.add(
        filed.file,
        path.clone().key("全年执行数"),
        format!("“{name}”全年执行数 {executed}，比全年预算数 {budget} 多 {excess}"),
    );
    finding
        .help("核对两个数；年中追加的预算应计入全年预算数，超预算支出的应在偏差原因里说明")
        .related(
            path.clone().key("全年预算数"),
            format!("全年预算数 {budget}"),
        );
    for row in rows {
        finding.related(
            row.path.clone().key("全年执行数"),
            format!("“{}”执行 {}，预算 {}", row.name, row.executed, row.budget),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    const FORM: &str = "{编号: 甲, 范围: 项目}";

    #[test]
    fn more_executed_than_budgeted_is_named_with_the_excess() {
        let edit = [("全年执行数: 66", "全年执行数: 70.5"), ("100%", "106.82%")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“资金总额”全年执行数 70.5，比全年预算数 66 多 4.5"
        );
    }

    #[test]
    fn a_rate_capped_at_a_hundred_percent_is_this_and_nothing_else() {
        let edit = [("全年执行数: 66", "全年执行数: 70.5")];
        assert_eq!(
            found_after(&RULE, &edit),
            ["ZP108 警告 预算执行.全年执行数"]
        );
    }

    #[test]
    fn a_figure_that_its_rate_does_not_bear_out_is_reported_by_the_rate() {
        let edit = [("全年执行数: 66", "全年执行数: 96"), ("100%", "90%")];
        assert_eq!(found_after(&RULE, &edit), ["ZP101 预算执行.执行率"]);
    }

    #[test]
    fn one_row_above_its_budget_is_named_at_its_cell() {
        let report = |rows: &str| {
            format!("{{表式: 甲, 预算执行: {{全年预算数: 60, 全年执行数: 58, 其中: {rows}}}}}")
        };
        assert_eq!(
            found_on(
                FORM,
                &report(
                    "{财政拨款: {全年预算数: 50, 全年执行数: 53}, 其他资金: {全年预算数: 10, 全年执行数: 5}}"
                )
            ),
            ["ZP108 警告 预算执行.其中.财政拨款.全年执行数"]
        );
        assert_eq!(
            found_on(
                FORM,
                &report("{财政拨款: {全年执行数: 53}, 其他资金: {全年预算数: 10}}")
            ),
            [""; 0]
        );
    }

    #[test]
    fn rows_that_make_the_total_exceed_are_not_reported_again() {
        let report = "{表式: 甲, 预算执行: {全年预算数: 60, 全年执行数: 63, \
                      其中: {财政拨款: {全年预算数: 60, 全年执行数: 63}}}}";
        assert_eq!(found_on(FORM, report), ["ZP108 警告 预算执行.全年执行数"]);
    }

    #[test]
    fn rounding_and_blanks_say_nothing() {
        for figures in [
            "全年预算数: 60.1, 全年执行数: 60.14",
            "全年预算数: 60, 全年执行数: 60.00",
            "全年执行数: 60",
            "全年预算数: 60",
            "全年预算数: 60, 全年执行数: 0",
        ] {
            let report = format!("{{表式: 甲, 预算执行: {{{figures}}}}}");
            assert_eq!(found_on(FORM, &report), [""; 0], "{figures}");
        }
    }
}
