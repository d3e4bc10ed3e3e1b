//! 基础数据表里，“其中”各行与上一级不符。
//!
//! # 检查什么
//! 表式写明明细完整的行（如项目支出），下面各行之和应等于该行，相差在四舍五入范围内的只作提示。
//! 别的行（如公用经费）不要求加总，但下面的一行不能大于上一级。空着的不查，也不当作零。
//!
//! # 依据
//! 算术。部分不能大于整体，完整的明细应等于合计。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2023
//! 经费控制:
//!   - 项目: 项目支出
//!     上年决算数: 881.00
//!     本年预算数: 5.83
//!     本年决算数: 334.43
//!     其中:
//!       - 项目: 业务工作经费
//!         本年预算数: 5.83
//!       - 项目: 区级专项资金
//!         上年决算数: 881.00
//!         本年决算数: 343.43
//!   - 项目: 公用经费
//!     本年决算数: 211.39
//!     其中:
//!       - 项目: 办公经费
//!         本年决算数: 41.58
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2023
//! 经费控制:
//!   - 项目: 项目支出
//!     上年决算数: 881.00
//!     本年预算数: 5.83
//!     本年决算数: 334.43
//!     其中:
//!       - 项目: 业务工作经费
//!         本年预算数: 5.83
//!       - 项目: 区级专项资金
//!         上年决算数: 881.00
//!         本年决算数: 334.43
//!   - 项目: 公用经费
//!     本年决算数: 211.39
//!     其中:
//!       - 项目: 办公经费
//!         本年决算数: 41.58
//! ```

use crate::check::money::slip_in_sum;
use crate::check::sums::addition;
use crate::check::{Check, FiledBase, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::amount::SumAgreement;
use crate::model::{Amount, DataPath, SpendingRow};

pub static RULE: Rule = Rule {
    code: "ZP106",
    name: "base_row_mismatch",
    title: "基础数据各行不符",
    severity: Severity::Error,
    file: include_str!("base_row_mismatch.rs"),
    check: Check::Base(check),
};

type Column = (&'static str, fn(&SpendingRow) -> Option<Amount>);

const COLUMNS: [Column; 3] = [
    ("上年决算数", |row| row.last_year),
    ("本年预算数", |row| row.budget),
    ("本年决算数", |row| row.executed),
];

fn check(filed: &FiledBase<'_>, findings: &mut Findings) {
    let layout = filed.form.base_data.as_ref();
    let complete = layout.map_or(&[][..], |layout| &layout.complete);
    let mut rows: Vec<(DataPath, &SpendingRow)> = Vec::new();
    add_rows(&DataPath::from("经费控制"), &filed.base.spending, &mut rows);
    for (path, row) in rows {
        let complete = complete.iter().any(|name| name == row.name.trim());
        for (key, figure) in COLUMNS {
            if let Some(total) = figure(row) {
                let parts = parts(&path, row, key, figure);
                hold(
                    filed,
                    (path.clone().key(key), row, total),
                    &parts,
                    complete,
                    findings,
                );
            }
        }
    }
}

fn add_rows<'a>(
    list: &DataPath,
    rows: &'a [SpendingRow],
    all: &mut Vec<(DataPath, &'a SpendingRow)>,
) {
    for (index, row) in rows.iter().enumerate() {
        let path = list.clone().index(index);
        all.push((path.clone(), row));
        add_rows(&path.key("其中"), &row.children, all);
    }
}

/// The filled cells of a column in the rows below: place, name, figure.
fn parts<'a>(
    path: &DataPath,
    row: &'a SpendingRow,
    key: &str,
    figure: fn(&SpendingRow) -> Option<Amount>,
) -> Vec<(DataPath, &'a str, Amount)> {
    let rows = row.children.iter().enumerate();
    rows.filter_map(|(index, child)| {
        let place = path.clone().key("其中").index(index).key(key);
        Some((place, child.name.trim(), figure(child)?))
    })
    .collect()
}

fn hold(
    filed: &FiledBase<'_>,
    (place, row, total): (DataPath, &SpendingRow, Amount),
    parts: &[(DataPath, &str, Amount)],
    complete: bool,
    findings: &mut Findings,
) {
    let name = row.name.trim();
    if !complete {
        for (part_place, part_name, part) in parts.iter().filter(|(_, _, part)| *part > total) {
            findings
                .add(
                    filed.file,
                    part_place.clone(),
                    format!("“{part_name}”{part} 大于上一级“{name}”的 {total}"),
                )
                .related(place.clone(), format!("{name} {total}"));
        }
        return;
    }
    let amounts: Vec<Amount> = parts.iter().map(|(_, _, part)| *part).collect();
    if amounts.is_empty() {
        return;
    }
    let (difference, severity, rounding) = match Amount::sum_agreement(total, &amounts) {
        Some(SumAgreement::Rounding(difference)) => {
            (difference, Severity::Note, "，在四舍五入的范围内")
        }
        Some(SumAgreement::Off(difference)) => (difference, Severity::Error, ""),
        Some(SumAgreement::Equal) | None => return,
    };
    let difference = difference.abs();
    let finding = findings.add(
        filed.file,
        place,
        format!(
            "“{name}”{total}，下面各行 {}，相差 {difference}{rounding}",
            addition(&amounts)
        ),
    );
    finding.severity(severity);
    if severity == Severity::Error {
        let named: Vec<(&str, Amount)> =
            parts.iter().map(|(_, name, part)| (*name, *part)).collect();
        let slip = slip_in_sum(total, &named);
        finding.help(slip.unwrap_or_else(|| format!("核对各行，合计应为 {total}")));
    }
    for (part_place, part_name, part) in parts {
        finding.related(part_place.clone(), format!("{part_name} {part}"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn a_complete_list_adds_up() {
        let findings = findings_after(&RULE, &[("本年预算数: 5.83", "本年预算数: 8.53")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“项目支出”8.53，下面各行 5.83，相差 2.70"
        );
        assert_eq!(findings[0].path.to_string(), "经费控制[1].本年预算数");
    }

    #[test]
    fn a_difference_by_rounding_is_a_note() {
        let edit = [("本年决算数: 334.43", "本年决算数: 334.4")];
        assert_eq!(
            found_after(&RULE, &edit),
            ["ZP106 提示 经费控制[1].本年决算数"]
        );
    }

    #[test]
    fn another_list_need_not_add_up_but_a_row_stays_below_its_parent() {
        assert_eq!(
            found_after(&RULE, &[("41.58", "415.8")]),
            ["ZP106 经费控制[2].其中[1].本年决算数"]
        );
    }

    #[test]
    fn blanks_say_nothing() {
        assert_eq!(
            found_after(&RULE, &[("本年决算数: 334.43", "本年决算数:")]),
            [""; 0]
        );
    }
}
