//! 资金总额下“其中”各行与总额不符。
//!
//! # 检查什么
//! 表式写明“其中完整”的，年初预算数、全年预算数、全年执行数每一栏的各行之和应等于总额，相差在四舍五入范围内的只作提示。
//! 没有写明的，不要求加总，但一行不能大于总额；另一栏里同样几行加起来正好是总额的，说明已经列全，这一栏不符的作警告。
//! 总额空着或为零而下面有数的，也不符。空着的一行不当作零，一栏都空着的不查。
//!
//! # 依据
//! 算术。部分不能大于整体，完整的明细应等于合计。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 环境整治, 主管部门: 区城管局, 实施单位: 某某街道}
//! 预算执行:
//!   年初预算数: 50
//!   全年预算数: 60
//!   全年执行数: 60
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   其中:
//!     当年财政拨款: {年初预算数: 50, 全年预算数: 52.5, 全年执行数: 52.5}
//!     上年结转资金: {全年预算数: 5.7, 全年执行数: 7.5}
//!     其他资金: {}
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 环境整治, 主管部门: 区城管局, 实施单位: 某某街道}
//! 预算执行:
//!   年初预算数: 50
//!   全年预算数: 60
//!   全年执行数: 60
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   其中:
//!     当年财政拨款: {年初预算数: 50, 全年预算数: 52.5, 全年执行数: 52.5}
//!     上年结转资金: {全年预算数: 7.5, 全年执行数: 7.5}
//!     其他资金: {}
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::money::slip_in_sum;
use crate::check::sums::addition;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::amount::SumAgreement;
use crate::model::{Amount, DataPath, Funds, FundsPart};

pub static RULE: Rule = Rule {
    code: "ZP105",
    name: "part_rows_mismatch",
    title: "其中各行与总额不符",
    severity: Severity::Error,
    file: include_str!("part_rows_mismatch.rs"),
    check: Check::Report(check),
};

/// One money column: its key, the total's figure and a part's.
struct MoneyColumn {
    key: &'static str,
    total: fn(&Funds) -> Option<Amount>,
    part: fn(&FundsPart) -> Option<Amount>,
}

const COLUMNS: [MoneyColumn; 3] = [
    MoneyColumn {
        key: "年初预算数",
        total: |funds| funds.initial_budget,
        part: |part| part.initial_budget,
    },
    MoneyColumn {
        key: "全年预算数",
        total: |funds| funds.budget,
        part: |part| part.budget,
    },
    MoneyColumn {
        key: "全年执行数",
        total: |funds| funds.executed,
        part: |part| part.executed,
    },
];

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let Some(funds) = &filed.report.funds else {
        return;
    };
    let layout = filed.form.funds.as_ref();
    let complete = layout.is_some_and(|layout| layout.parts_complete);
    for column in &COLUMNS {
        let parts = filled(funds, column);
        let total = (column.total)(funds);
        match total {
            None if parts.iter().all(|(_, part)| part.is_zero()) => {}
            None => total_is_missing(filed, column.key, &parts, findings),
            Some(total) if complete && !parts.is_empty() => {
                hold_sum(filed, column.key, total, &parts, Severity::Error, findings);
            }
            Some(total) if parts.iter().any(|(_, part)| *part > total) => {
                hold_each(filed, column.key, total, &parts, findings);
            }
            Some(total) if is_complete_elsewhere(funds, column, &parts) => {
                hold_sum(
                    filed,
                    column.key,
                    total,
                    &parts,
                    Severity::Warning,
                    findings,
                );
            }
            Some(_) => {}
        }
    }
}

/// The rows that have a figure in this column.
fn filled<'a>(funds: &'a Funds, column: &MoneyColumn) -> Vec<(&'a str, Amount)> {
    let rows = funds.parts.iter();
    rows.filter_map(|(name, part)| Some((name, (column.part)(part)?)))
        .collect()
}

/// Whether the same rows add up to the total in another column, which says that
/// they are all there is.
fn is_complete_elsewhere(funds: &Funds, column: &MoneyColumn, parts: &[(&str, Amount)]) -> bool {
    let mut others = COLUMNS.iter().filter(|other| other.key != column.key);
    let adds_up = |other: &MoneyColumn| {
        let filled = filled(funds, other);
        let are_same = filled
            .iter()
            .map(|(name, _)| name)
            .eq(parts.iter().map(|(name, _)| name));
        let total = (other.total)(funds).filter(|total| !total.is_zero());
        total.is_some() && are_same && Amount::sum(filled.iter().map(|(_, part)| *part)) == total
    };
    !parts.is_empty() && others.any(adds_up)
}

fn part_path(name: &str, column: &str) -> DataPath {
    DataPath::from("预算执行.其中").key(name).key(column)
}

fn total_is_missing(
    filed: &FiledReport<'_>,
    column: &str,
    parts: &[(&str, Amount)],
    findings: &mut Findings,
) {
    let amounts: Vec<Amount> = parts.iter().map(|(_, part)| *part).collect();
    let finding = findings.add(
        filed.file,
        DataPath::from("预算执行").key(column),
        format!("{column}的总额空着，下面各行有 {}", addition(&amounts)),
    );
    finding.help(format!("填上{column}的总额"));
    for (name, part) in parts {
        finding.related(part_path(name, column), format!("{name} {part}"));
    }
}

fn hold_sum(
    filed: &FiledReport<'_>,
    column: &str,
    total: Amount,
    parts: &[(&str, Amount)],
    off: Severity,
    findings: &mut Findings,
) {
    let amounts: Vec<Amount> = parts.iter().map(|(_, part)| *part).collect();
    let (difference, severity) = match Amount::sum_agreement(total, &amounts) {
        Some(SumAgreement::Rounding(difference)) => (difference, Severity::Note),
        Some(SumAgreement::Off(difference)) => (difference, off),
        Some(SumAgreement::Equal) | None => return,
    };
    let sum = addition(&amounts);
    let rounding = match severity {
        Severity::Note => "，在四舍五入的范围内",
        _ => "",
    };
    let finding = findings.add(
        filed.file,
        DataPath::from("预算执行").key(column),
        format!(
            "{column}总额 {total}，其中各行 {sum}，相差 {}{rounding}",
            difference.abs()
        ),
    );
    finding.severity(severity);
    if severity != Severity::Note {
        let slip = slip_in_sum(total, parts);
        finding.help(slip.unwrap_or_else(|| format!("核对各行{column}，合计应为 {total}")));
    }
    for (name, part) in parts {
        finding.related(part_path(name, column), format!("{name} {part}"));
    }
}

fn hold_each(
    filed: &FiledReport<'_>,
    column: &str,
    total: Amount,
    parts: &[(&str, Amount)],
    findings: &mut Findings,
) {
    for (name, part) in parts.iter().filter(|(_, part)| *part > total) {
        findings
            .add(
                filed.file,
                part_path(name, column),
                format!("“{name}”的{column} {part} 大于总额 {total}"),
            )
            .related(
                DataPath::from("预算执行").key(column),
                format!("总额 {total}"),
            );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    #[test]
    fn a_complete_list_adds_up() {
        let findings = findings_after(&RULE, &[("全年预算数: 7.5", "全年预算数: 5.7")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "全年预算数总额 60，其中各行 52.5 + 5.7，相差 1.8"
        );
    }

    #[test]
    fn a_difference_by_rounding_is_a_note() {
        assert_eq!(
            found_after(&RULE, &[("全年执行数: 7.5}", "全年执行数: 7.6}")]),
            ["ZP105 提示 预算执行.全年执行数"]
        );
    }

    #[test]
    fn a_blank_or_zero_total_over_filled_rows_is_refused() {
        for total in ["", "0"] {
            let edit = [("年初预算数: 50\n", &*format!("年初预算数: {total}\n"))];
            assert_eq!(
                found_after(&RULE, &edit),
                ["ZP105 预算执行.年初预算数"],
                "{total}"
            );
        }
    }

    #[test]
    fn a_list_that_need_not_be_complete_only_stays_below_its_total() {
        let form = "{编号: 甲, 范围: 项目}";
        let report = |part| {
            format!(
                "{{表式: 甲, 预算执行: {{全年预算数: 60, 其中: {{财政拨款: {{全年预算数: {part}}}}}}}}}"
            )
        };
        assert_eq!(found_on(form, &report("59")), [""; 0]);
        assert_eq!(
            found_on(form, &report("61")),
            ["ZP105 预算执行.其中.财政拨款.全年预算数"]
        );
        assert_eq!(found_on(form, &report("")), [""; 0]);
    }
}
