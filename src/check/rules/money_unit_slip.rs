//! 两处应当一致的金额正好差一万倍或一亿倍，多半是元和万元填混了。
//!
//! # 检查什么
//! 应当一致的两个金额正好相差一万倍（或一亿倍）的：年初预算数、全年预算数与全年执行数，
//! 整体自评表的项目支出与各项目自评表合计，基础数据表与自评表，上年决算数与上年报表，“不超过预算”的成本指标值与预算数。
//! 指标值和实际完成值都是金额、单位一个是元一个是万元，换算后相差约一万倍的（如目标 20万元、实际 20元），也报。
//! 执行率、合计已经对不上的由 ZP101、ZP103 至 ZP106 报，这里不再重复。
//!
//! # 依据
//! 算术。1 万元 = 10000 元，同一张表的金额按表上写明的金额单位填。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 文体活动, 主管部门: 区文旅局, 实施单位: 某某街道}
//! 预算执行: {年初预算数: 153000, 全年预算数: 15.3, 全年执行数: 15.3, 分值: 10, 执行率: 100%, 得分: 10}
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 文体活动, 主管部门: 区文旅局, 实施单位: 某某街道}
//! 预算执行: {年初预算数: 15.3, 全年预算数: 15.3, 全年执行数: 15.3, 分值: 10, 执行率: 100%, 得分: 10}
//! ```

use crate::check::marks::row_name;
use crate::check::measures::column_unit;
use crate::check::money::{Money, Slip, unit_of_report};
use crate::check::ties::{
    Cell, Gap, base_gaps, cost_gaps, funded, last_year_gaps, project_gap, written_money,
};
use crate::check::{Check, FileRef, Findings, Rule, reports};
use crate::diagnostic::Severity;
use crate::folder::{Document, UnitFolder};
use crate::model::amount::Agreement;
use crate::model::quantity::Value;
use crate::model::{Amount, DataPath, Funds, Indicator, MoneyUnit, Quantity, Report};

pub static RULE: Rule = Rule {
    code: "ZP110",
    name: "money_unit_slip",
    title: "金额单位疑似填混",
    severity: Severity::Warning,
    file: include_str!("money_unit_slip.rs"),
    check: Check::Unit(check),
};

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for (file, document, funds) in funded(unit) {
        for gap in funds_gaps(file, document, funds) {
            add(&gap, findings);
        }
    }
    for (file, document) in reports(unit) {
        if !document.data.indicators().any(may_be_money) {
            continue;
        }
        let form_unit = unit_of_report(document);
        for (path, row) in document.data.rows() {
            add_row(file, &path, row, form_unit, findings);
        }
    }
    let projects = (0..unit.years.len()).filter_map(|at| project_gap(unit, at));
    let gaps = projects
        .map(|total| total.gap)
        .chain(base_gaps(unit))
        .chain(last_year_gaps(unit))
        .chain(cost_gaps(unit));
    for gap in gaps {
        add(&gap, findings);
    }
}

fn add(gap: &Gap, findings: &mut Findings) {
    let Some(slip) = gap.slip() else { return };
    let message = format!(
        "{}与{}正好相差{}，疑似金额单位填混",
        gap.here.sentence(),
        gap.there.sentence(),
        slip.chinese()
    );
    let finding = findings.add(gap.here.file, gap.here.path.clone(), message);
    finding.help("核对这两个数和表上的金额单位，按同一个单位填写");
    if (gap.there.file, &gap.there.path) != (gap.here.file, &gap.here.path) {
        let there = &gap.there;
        let related = (there.file, there.path.clone(), there.sentence());
        finding.related.push(related);
    }
}

/// The three figures of the funds: the one that stands alone beside the others,
/// or the later one where there are two.
fn funds_gaps(file: FileRef, document: &Document<Report>, funds: &Funds) -> Vec<Gap> {
    let unit = unit_of_report(document);
    let total = [funds.initial_budget, funds.budget, funds.executed];
    let rows = funds.parts.iter().map(|(name, row)| {
        let place = DataPath::from("预算执行.其中").key(name);
        (place, [row.initial_budget, row.budget, row.executed])
    });
    let rate_is_off = rate_is_off(&document.data, funds);
    std::iter::once((DataPath::from("预算执行"), total))
        .chain(rows)
        .filter_map(|(place, figures)| {
            let cells: Vec<Option<Cell>> = ["年初预算数", "全年预算数", "全年执行数"]
                .into_iter()
                .zip(figures)
                .map(|(key, amount)| {
                    Some(Cell {
                        file,
                        path: place.clone().key(key),
                        name: key.to_owned(),
                        money: Money::new(amount?, unit),
                    })
                })
                .collect();
            let [initial, budget, executed] = <[Option<Cell>; 3]>::try_from(cells).ok()?;
            odd_one_out(initial, budget?, executed.filter(|_| !rate_is_off))
        })
        .collect()
}

fn odd_one_out(initial: Option<Cell>, budget: Cell, executed: Option<Cell>) -> Option<Gap> {
    let slips = |cell: &Option<Cell>| {
        let cell = cell.as_ref();
        cell.is_some_and(|cell| budget.money.slip(cell.money).is_some())
    };
    match (slips(&initial), slips(&executed)) {
        (true, true) => Some((budget, executed?)),
        (true, false) => Some((initial?, budget)),
        (false, true) => Some((executed?, budget)),
        (false, false) => None,
    }
    .map(|(here, there)| Gap { here, there })
}

/// Whether the declared rate does not follow from the figures, which has a
/// finding of its own.
fn rate_is_off(report: &Report, funds: &Funds) -> bool {
    match (funds.rate, report.computed_rate()) {
        (Some(declared), Some(computed)) => declared.0.agreement(computed.0) == Agreement::Off,
        _ => false,
    }
}

/// Adds the finding of a row whose target and actual are money in different units
/// and far apart.
fn add_row(
    file: FileRef,
    path: &DataPath,
    row: &Indicator,
    form_unit: Option<MoneyUnit>,
    findings: &mut Findings,
) -> Option<()> {
    let target = cell_money(row, &row.target, form_unit)?;
    let actual = cell_money(row, &row.actual, form_unit)?;
    let slip = if target.unit == actual.unit {
        target.slip(actual)?
    } else {
        near_slip(target, actual)?
    };
    let message = format!(
        "{}的年度指标值是 {target}，实际完成值是 {actual}，相差约{}，疑似金额单位填混",
        row_name(row),
        slip.chinese()
    );
    findings
        .add(file, path.clone().key("实际完成值"), message)
        .help("核对两个数的单位，元还是万元")
        .related(
            path.clone().key("年度指标值"),
            format!("年度指标值 {target}"),
        );
    Some(())
}

/// Whether both target and actual may be money: spares most forms the reading.
fn may_be_money(row: &Indicator) -> bool {
    let speaks = |text: &str| text.contains('元');
    speaks(&row.measure_unit) || speaks(&row.target) && speaks(&row.actual)
}

/// The amount of a cell that is money and nothing else.
fn cell_money(row: &Indicator, text: &str, form_unit: Option<MoneyUnit>) -> Option<Money> {
    if !text.contains('元') && !row.measure_unit.contains('元') {
        return None;
    }
    let Quantity::Figure(figure) = Quantity::read(text) else {
        return None;
    };
    let is_money = figure.unit == "元" || column_unit(row).is_some_and(|unit| unit.ends_with('元'));
    match figure.value {
        Value::One(amount) if is_money && figure.period.is_empty() => {
            written_money(amount, &figure.unit, row, text, form_unit)
        }
        _ => None,
    }
}

/// A slip between figures in different units that are alike as numbers, one being
/// at most twice the other.
fn near_slip(one: Money, other: Money) -> Option<Slip> {
    let (low, high) = (one.amount.min(other.amount), one.amount.max(other.amount));
    let twice = low.checked_mul(Amount::from_int(2))?;
    if low <= Amount::ZERO || high > twice {
        return None;
    }
    use MoneyUnit::{HundredMillionYuan, TenThousandYuan, Yuan};
    match (one.unit?, other.unit?) {
        (Yuan, HundredMillionYuan) | (HundredMillionYuan, Yuan) => Some(Slip::HundredMillion),
        (Yuan | HundredMillionYuan, TenThousandYuan)
        | (TenThousandYuan, Yuan | HundredMillionYuan) => Some(Slip::TenThousand),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Example;
    use crate::check::testing::{findings, findings_after, found_after, line, unit};

    #[test]
    fn a_slip_is_named_with_both_figures() {
        let edit = [("年初预算数: 15.3", "年初预算数: 153000")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "年初预算数 153000万元与全年预算数 15.3万元正好相差一万倍，疑似金额单位填混"
        );
    }

    #[test]
    fn the_odd_one_of_three_is_the_one_named() {
        for (initial, budget, executed, key) in [
            ("15.3", "153000", "15.3", "全年预算数"),
            ("15.3", "15.3", "153000", "全年执行数"),
            ("153000", "15.3", "15.3", "年初预算数"),
        ] {
            let funds =
                format!("年初预算数: {initial}, 全年预算数: {budget}, 全年执行数: {executed}}}");
            let edit = [(
                "年初预算数: 15.3, 全年预算数: 15.3, 全年执行数: 15.3, 分值: 10, 执行率: 100%, 得分: 10}",
                &*funds,
            )];
            assert_eq!(
                found_after(&RULE, &edit),
                [format!("ZP110 警告 预算执行.{key}")]
            );
        }
    }

    #[test]
    fn what_the_rate_already_contradicts_is_not_reported_again() {
        let edit = [("全年执行数: 15.3", "全年执行数: 153000"), ("100%", "99%")];
        assert_eq!(found_after(&RULE, &edit), ["ZP101 预算执行.执行率"]);
    }

    #[test]
    fn ten_times_or_a_thousand_times_is_no_slip() {
        for initial in ["12", "153", "15300"] {
            let initial = format!("年初预算数: {initial}, 其中: {{上年结转: {{}}}}");
            let edit = [("年初预算数: 15.3", &*initial)];
            let found = found_after(&RULE, &edit);
            assert!(
                !found.iter().any(|line| line.starts_with("ZP110")),
                "{found:?}"
            );
        }
    }

    fn found_in_row(cells: &str) -> Vec<String> {
        let row = format!("绩效指标: [{{一级指标: 产出指标, 三级指标: 补助, {cells}}}]\n");
        let mut example = RULE.examples().right;
        example.yaml.push_str(&row);
        let mut found: Vec<String> = findings(unit(&example, None)).iter().map(line).collect();
        found.retain(|line| line.starts_with(RULE.code));
        found
    }

    #[test]
    fn an_actual_in_another_unit_than_its_target_is_a_slip() {
        const FOUND: [&str; 1] = ["ZP110 警告 绩效指标[1].实际完成值"];
        for cells in [
            "年度指标值: 20万元, 实际完成值: 20元",
            "年度指标值: ≤20万元, 实际完成值: 18.5元",
            "年度指标值: 500元, 实际完成值: 500万元",
            "计量单位: 万元, 年度指标值: '20', 实际完成值: '200000'",
            "年度指标值: 1亿元, 实际完成值: 1元",
        ] {
            assert_eq!(found_in_row(cells), FOUND, "{cells}");
        }
    }

    #[test]
    fn money_that_may_be_right_says_nothing() {
        for cells in [
            "年度指标值: 20万元, 实际完成值: 200000元",
            "年度指标值: 20万元, 实际完成值: 18万元",
            "年度指标值: 20万元, 实际完成值: 0元",
            "年度指标值: 20万元, 实际完成值: 3元",
            "年度指标值: 20万元, 实际完成值: 人均20元",
            "年度指标值: 20元/人, 实际完成值: 20万元",
            "年度指标值: '20', 实际完成值: '200000'",
            "计量单位: 元, 年度指标值: '20', 实际完成值: '21'",
            "年度指标值: 20万人, 实际完成值: 20人",
        ] {
            assert_eq!(found_in_row(cells), [""; 0], "{cells}");
        }
    }

    #[test]
    fn base_data_and_last_year_slip_too() {
        let example = |now: &str| Example {
            yaml: format!(
                "表式: 湖南-基础数据表\n年度: 2022\n经费控制: [{{项目: 三公经费, 本年决算数: 1.86}}]\n---\n\
                 表式: 湖南-基础数据表\n年度: 2023\n{now}\n"
            ),
            markdown: String::new(),
        };
        let found = |now| -> Vec<String> {
            let found = findings(unit(&example(now), None));
            found.iter().map(line).collect()
        };
        assert_eq!(
            found("经费控制: [{项目: 三公经费, 上年决算数: 18600}]"),
            ["ZP110 警告 经费控制[1].上年决算数"]
        );
        assert_eq!(
            found("金额单位: 元\n经费控制: [{项目: 三公经费, 上年决算数: 18600}]"),
            [""; 0]
        );
    }
}
