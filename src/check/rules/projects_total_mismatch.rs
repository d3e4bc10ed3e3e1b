//! 各项目自评表合计与整体自评表的项目支出不一致。
//!
//! # 检查什么
//! 同一年有两张以上项目自评表的，各表全年执行数（或全年预算数）之和应与整体自评表的项目支出一致，只差四舍五入的不算。
//! 合计大于项目支出，或者只少不到 1% 的，应当核对；少 1% 到 5% 的只作提示；
//! 少得更多的不报，因为不是每个项目都有自评表。空白的项目表不计，有一张表只填了一半的不查。
//!
//! # 依据
//! 算术。部分之和不能大于整体。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2317.20
//!   全年执行数: 2317.20
//!   按支出性质: {基本支出: 1453.22, 项目支出: 863.98}
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 环境整治, 主管部门: 区城管局, 实施单位: 某某街道}
//! 预算执行: {全年预算数: 600, 全年执行数: 600}
//! ```
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 社区建设, 主管部门: 区民政局, 实施单位: 某某街道}
//! 预算执行: {全年预算数: 268.98, 全年执行数: 268.98}
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2317.20
//!   全年执行数: 2317.20
//!   按支出性质: {基本支出: 1453.22, 项目支出: 863.98}
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 环境整治, 主管部门: 区城管局, 实施单位: 某某街道}
//! 预算执行: {全年预算数: 600, 全年执行数: 600}
//! ```
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 社区建设, 主管部门: 区民政局, 实施单位: 某某街道}
//! 预算执行: {全年预算数: 263.98, 全年执行数: 263.98}
//! ```

use crate::check::ties::{Gap, project_gap};
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;
use crate::model::{Amount, Percent};

pub static RULE: Rule = Rule {
    code: "ZP501",
    name: "projects_total_mismatch",
    title: "项目表合计与项目支出不一致",
    severity: Severity::Warning,
    file: include_str!("projects_total_mismatch.rs"),
    check: Check::Unit(check),
};

/// Percent of 项目支出 by which the forms may fall short and still be taken to be
/// all of them.
const SURELY_ALL: i64 = 1;

/// Percent by which they may fall short and still perhaps be all of them.
const PERHAPS_ALL: i64 = 5;

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for at in 0..unit.years.len() {
        let Some(total) = project_gap(unit, at).filter(|total| total.gap.slip().is_none()) else {
            continue;
        };
        let Some(severity) = severity(&total.gap) else {
            continue;
        };
        let finding = total
            .gap
            .add("核对整体自评表的项目支出和各项目自评表", findings);
        finding.severity(severity);
        finding.related.clear();
        for cell in total.parts {
            let sentence = cell.sentence();
            finding.related.push((cell.file, cell.path, sentence));
        }
    }
}

fn severity(gap: &Gap) -> Option<Severity> {
    let (total, sum) = (gap.here.money.amount, gap.there.money.amount);
    if sum > total {
        return Some(Severity::Warning);
    }
    let short = Percent::of(total.checked_sub(sum)?, total)?.0;
    match short {
        short if short <= Amount::from_int(SURELY_ALL) => Some(Severity::Warning),
        short if short <= Amount::from_int(PERHAPS_ALL) => Some(Severity::Note),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const SECOND: &str = "全年预算数: 263.98, 全年执行数: 263.98";
    const PLACE: &str = "预算执行.按支出性质.项目支出";

    fn found_with(budget: &str, executed: &str) -> Vec<String> {
        let figures = format!("全年预算数: {budget}, 全年执行数: {executed}");
        found_after(&RULE, &[(SECOND, &figures)])
    }

    #[test]
    fn more_in_the_forms_than_in_all_is_named_with_the_difference() {
        let edit = [(SECOND, "全年预算数: 268.98, 全年执行数: 268.98")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "整体自评表“项目支出”863.98万元，2张项目自评表全年执行数合计 868.98万元，相差 5.00万元"
        );
        assert_eq!(findings[0].path.to_string(), PLACE);
        assert_eq!(findings[0].related.len(), 2);
    }

    #[test]
    fn a_little_less_is_a_warning_some_less_a_note_much_less_is_let_be() {
        assert_eq!(found_with("260", "260"), [format!("ZP501 警告 {PLACE}")]);
        assert_eq!(found_with("230", "230"), [format!("ZP501 提示 {PLACE}")]);
        assert_eq!(found_with("130", "130"), [""; 0]);
    }

    #[test]
    fn either_of_budget_and_executed_may_be_what_is_meant() {
        assert_eq!(found_with("263.98", "200"), [""; 0]);
        assert_eq!(found_with("300", "263.98"), [""; 0]);
        assert_eq!(found_with("263.98", "263.97"), [""; 0]);
    }

    #[test]
    fn a_form_filled_by_half_leaves_it_open() {
        assert_eq!(found_with("268.98", ""), [""; 0]);
        assert_eq!(found_with("", ""), [""; 0]);
    }

    #[test]
    fn forms_in_another_unit_are_converted() {
        let edit = [
            (
                "项目: {名称: 社区建设",
                "金额单位: 元\n项目: {名称: 社区建设",
            ),
            (SECOND, "全年预算数: 2639800, 全年执行数: 2639800"),
        ];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }

    #[test]
    fn a_total_that_its_neighbours_contradict_is_not_reported_again() {
        let edit = [("项目支出: 863.98", "项目支出: 836.98")];
        assert_eq!(found_after(&RULE, &edit), ["ZP104 预算执行.按支出性质"]);
    }

    #[test]
    fn one_form_alone_or_a_total_called_otherwise_says_nothing() {
        let edit = [
            (SECOND, "全年预算数: 268.98, 全年执行数: 268.98"),
            ("项目支出: 863.98", "项目等支出: 863.98"),
        ];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
        let edit = [
            ("{全年预算数: 600, 全年执行数: 600}", "{}"),
            (SECOND, "全年预算数: 868.98, 全年执行数: 868.98"),
        ];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }
}
