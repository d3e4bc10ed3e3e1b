//! 基础数据表的合计空着，下面的明细却有数；或者三公经费本年空着，上年有数。
//!
//! # 检查什么
//! 一行的“其中”各行有数，这一行自己全空着；三公经费上年有决算数，本年的预算数、决算数都空着，别的行却填了本年的数。空着不当作零。
//!
//! # 依据
//! 填报说明：合计应填写。三公经费的预算和决算应当公开（预算法第十四条），没有发生的写 0。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2023
//! 经费控制:
//!   - 项目: 三公经费
//!     上年决算数: 1.86
//!     其中:
//!       - 项目: 公务接待
//!         上年决算数: 1.86
//!   - 项目: 公用经费
//!     其中:
//!       - 项目: 办公经费
//!         上年决算数: 25.19
//!         本年预算数: 15
//!         本年决算数: 41.58
//!   - 项目: 政府采购金额
//!     本年决算数: 574.81
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2023
//! 经费控制:
//!   - 项目: 三公经费
//!     上年决算数: 1.86
//!     本年预算数: 2.00
//!     本年决算数: 0
//!     其中:
//!       - 项目: 公务接待
//!         上年决算数: 1.86
//!   - 项目: 公用经费
//!     上年决算数: 205.60
//!     本年预算数: 210
//!     本年决算数: 211.39
//!     其中:
//!       - 项目: 办公经费
//!         上年决算数: 25.19
//!         本年预算数: 15
//!         本年决算数: 41.58
//! ```

use crate::check::{Check, FiledBase, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Amount, DataPath, SpendingRow};

pub static RULE: Rule = Rule {
    code: "ZP111",
    name: "base_total_blank",
    title: "基础数据合计空着",
    severity: Severity::Note,
    file: include_str!("base_total_blank.rs"),
    check: Check::Base(check),
};

type Column = (&'static str, fn(&SpendingRow) -> Option<Amount>);

const ALL: [Column; 3] = [
    ("上年决算数", |row| row.last_year),
    THIS_YEAR[0],
    THIS_YEAR[1],
];

const THIS_YEAR: [Column; 2] = [
    ("本年预算数", |row| row.budget),
    ("本年决算数", |row| row.executed),
];

fn check(filed: &FiledBase<'_>, findings: &mut Findings) {
    let rows = &filed.base.spending;
    let is_filled = |row: &SpendingRow| !is_blank(row, &THIS_YEAR);
    let this_year = rows.iter().any(is_filled);
    each(filed, &"经费控制".into(), (rows, this_year), findings);
}

fn each(
    filed: &FiledBase<'_>,
    list: &DataPath,
    (rows, this_year): (&[SpendingRow], bool),
    findings: &mut Findings,
) {
    for (at, row) in rows.iter().enumerate() {
        let path = list.clone().index(at);
        hold(filed, &path, (row, this_year), findings);
        let below = path.key("其中");
        each(filed, &below, (&row.children, this_year), findings);
    }
}

/// One finding a row, at its first blank cell that should have a figure.
fn hold(
    filed: &FiledBase<'_>,
    path: &DataPath,
    (row, this_year): (&SpendingRow, bool),
    findings: &mut Findings,
) {
    let name = row.name.trim();
    let (blank, why): (Vec<&str>, &str) = if is_blank(row, &ALL) {
        let filled = |(_, figure): &&Column| row.children.iter().any(|part| figure(part).is_some());
        let filled = ALL.iter().filter(filled);
        (filled.map(|(key, _)| *key).collect(), "下面各行有数")
    } else if name.contains("三公") && this_year && is_blank(row, &THIS_YEAR) {
        (THIS_YEAR.iter().map(|(key, _)| *key).collect(), "上年有数")
    } else {
        return;
    };
    if let Some(first) = blank.first() {
        let message = format!("“{name}”的{}空着，{why}", blank.join("、"));
        findings
            .add(filed.file, path.clone().key(*first), message)
            .help("填写合计；没有发生的写 0");
    }
}

fn is_blank(row: &SpendingRow, columns: &[Column]) -> bool {
    columns.iter().all(|(_, figure)| figure(row).is_none())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const PUBLIC: &str = "    上年决算数: 205.60\n    本年预算数: 210\n    本年决算数: 211.39\n";
    const HOSPITALITY: &str = "    本年预算数: 2.00\n    本年决算数: 0\n";

    #[test]
    fn one_finding_a_row_names_its_blank_cells() {
        let found = findings_after(&RULE, &[(PUBLIC, ""), (HOSPITALITY, "    本年预算数: 2\n")]);
        assert_eq!(
            found[0].message,
            "“公用经费”的上年决算数、本年预算数、本年决算数空着，下面各行有数"
        );
        assert_eq!(found[0].path.to_string(), "经费控制[2].上年决算数");
        assert_eq!(found.len(), 1);
        let found = findings_after(&RULE, &[(HOSPITALITY, "")]);
        assert_eq!(
            found[0].message,
            "“三公经费”的本年预算数、本年决算数空着，上年有数"
        );
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn one_blank_cell_and_a_year_that_nobody_filled_are_let_be() {
        let cell = ("    本年预算数: 210\n", "");
        assert_eq!(found_after(&RULE, &[cell]), [""; 0]);
        let office = "        本年预算数: 15\n        本年决算数: 41.58\n";
        let not_filled = [
            (HOSPITALITY, ""),
            ("    本年预算数: 210\n    本年决算数: 211.39\n", ""),
            (office, ""),
        ];
        assert_eq!(found_after(&RULE, &not_filled), [""; 0]);
    }
}
