//! 标题写的年度不是这张表的年度。
//!
//! # 检查什么
//! 标题里写明“某某年度”的，其中要有这张表的年度；项目名称里带的年度不算。
//!
//! # 依据
//! 标题和年度说的是同一年；年度写错，多半是照抄上年的表。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 标题: 2022年度部门整体支出绩效自评表
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 标题: 2023年度部门整体支出绩效自评表
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::{Check, Findings, Rule, bases, reports};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;
use crate::model::Year;

pub static RULE: Rule = Rule {
    code: "ZP416",
    name: "title_year_differs",
    title: "标题的年度不符",
    severity: Severity::Warning,
    file: include_str!("title_year_differs.rs"),
    check: Check::Unit(check),
};

fn check(unit: &UnitFolder, findings: &mut Findings) {
    let forms = reports(unit).map(|(file, form)| {
        let form = &form.data;
        (file, &form.title, form.year, form.project.name.trim())
    });
    let tables = bases(unit).map(|(file, table)| (file, &table.data.title, table.data.year, ""));
    for (file, title, year, project) in forms.chain(tables) {
        let Some(Year(year)) = year else { continue };
        if let Some(other) = other_year(title, project, &year.to_string()) {
            findings
                .add(
                    file,
                    "标题",
                    format!("标题写的是{other}年度，这张表是{year}年度的"),
                )
                .quote(format!("{other}年度"))
                .help(format!("标题改为{year}年度；年度填错的，改年度"));
        }
    }
}

/// The first year before 年度 in a title that nowhere has the year.
fn other_year<'t>(title: &'t str, project: &str, year: &str) -> Option<&'t str> {
    let is_in_project = |at: usize| {
        let mut named = title.match_indices(project);
        !project.is_empty() && named.any(|(from, name)| (from..from + name.len()).contains(&at))
    };
    let mut years = title.match_indices("年度").filter_map(|(end, _)| {
        let digits = title[..end]
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .len();
        let written = &title[digits..end];
        (written.len() >= 3 && !is_in_project(digits)).then_some(written)
    });
    let first = years.next()?;
    let named = |text: &str| {
        text.split(|c: char| !c.is_ascii_digit())
            .any(|run| run == year)
    };
    (!named(title)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "2023年度部门整体支出绩效自评表";

    #[test]
    fn the_year_is_named_and_marked() {
        let found = findings_after(&RULE, &[(OLD, "某某街道20223年度整体支出绩效自评表")]);
        assert_eq!(found[0].message, "标题写的是20223年度，这张表是2023年度的");
        assert_eq!(found[0].quote, "20223年度");
    }

    #[test]
    fn titles_without_another_budget_year_are_let_be() {
        for title in [
            "2023年度部门整体支出绩效自评表（2024年度公开）",
            "2021—2023年度部门整体支出绩效自评表",
            "2022年老旧小区改造支出绩效自评表",
            "二〇二三年度部门整体支出绩效自评表",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, title)]), [""; 0], "{title}");
        }
    }

    #[test]
    fn a_project_may_carry_the_year_of_its_money() {
        let name = "年度: 2023\n项目: {名称: 2022年度衔接资金}";
        let title = "2022年度衔接资金绩效自评表";
        assert_eq!(
            found_after(&RULE, &[("年度: 2023", name), (OLD, title)]),
            [""; 0]
        );
    }
}
