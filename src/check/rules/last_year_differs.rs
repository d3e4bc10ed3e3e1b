//! 上年决算数与上一年报表的决算数不一致。
//!
//! # 检查什么
//! 基础数据表的上年决算数应等于上一年基础数据表同一行的本年决算数；上一年没有基础数据表的，与上一年整体自评表同名一项的执行数比。
//! 行按从上到下各级名称对应；两年不相连、有一边空着或同名不止一行的，不查。下面的行已经不一致的，上级不重复报。
//! 金额单位不同的先换算，只差四舍五入的不算。
//!
//! # 依据
//! 算术。决算批复以后，上一年的决算数不再变动；因口径调整而变动的应当说明。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2022
//! 经费控制:
//!   - 项目: 三公经费
//!     本年决算数: 1.86
//! ```
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2023
//! 经费控制:
//!   - 项目: 三公经费
//!     上年决算数: 1.68
//!     本年决算数: 1.50
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2022
//! 经费控制:
//!   - 项目: 三公经费
//!     本年决算数: 1.86
//! ```
//! ```yaml
//! 表式: 湖南-基础数据表
//! 年度: 2023
//! 经费控制:
//!   - 项目: 三公经费
//!     上年决算数: 1.86
//!     本年决算数: 1.50
//! ```

use crate::check::ties::last_year_gaps;
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;

pub static RULE: Rule = Rule {
    code: "ZP504",
    name: "last_year_differs",
    title: "上年决算数与上年报表不一致",
    severity: Severity::Warning,
    file: include_str!("last_year_differs.rs"),
    check: Check::Unit(check),
};

fn check(unit: &UnitFolder, findings: &mut Findings) {
    let gaps = last_year_gaps(unit);
    for gap in gaps.iter().filter(|gap| gap.slip().is_none()) {
        gap.add("填上一年报表的决算数；口径有调整的，在备注里说明", findings);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::Example;
    use crate::check::testing::{findings, findings_after, found_after, line, unit};

    #[test]
    fn another_figure_than_last_years_is_named_with_both() {
        let findings = findings_after(&RULE, &[("上年决算数: 1.86", "上年决算数: 18.6")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "基础数据表“三公经费”上年决算数 18.6万元，2022年基础数据表“三公经费”本年决算数 1.86万元，相差 16.74万元"
        );
    }

    #[test]
    fn years_apart_blanks_and_rounding_say_nothing() {
        for edit in [
            [
                ("年度: 2022", "年度: 2021"),
                ("上年决算数: 1.86", "上年决算数: 9"),
            ],
            [
                ("本年决算数: 1.86", "本年决算数:"),
                ("上年决算数: 1.86", "上年决算数: 9"),
            ],
            [
                ("年度: 2022", "年度: 2022\n"),
                ("上年决算数: 1.86", "上年决算数:"),
            ],
            [
                ("年度: 2022", "年度: 2022\n"),
                ("上年决算数: 1.86", "上年决算数: 1.9"),
            ],
        ] {
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{edit:?}");
        }
    }

    fn found_in(before: &str, now: &str) -> Vec<String> {
        let base = |year, rows| format!("表式: 湖南-基础数据表\n年度: {year}\n经费控制: {rows}\n");
        let example = Example {
            yaml: format!("{}---\n{}", base(2022, before), base(2023, now)),
            markdown: String::new(),
        };
        findings(unit(&example, None)).iter().map(line).collect()
    }

    #[test]
    fn a_row_below_is_reported_and_not_its_parent_again() {
        let before = "[{项目: 公用经费, 本年决算数: 50, 其中: [{项目: 办公经费, 本年决算数: 20}, {项目: 会议费, 本年决算数: 5}]}]";
        let now = "[{项目: 公用经费, 上年决算数: 47, 其中: [{项目: 办公经费, 上年决算数: 17}, {项目: 会议费, 上年决算数: 5}]}]";
        assert_eq!(
            found_in(before, now),
            ["ZP504 警告 经费控制[1].其中[1].上年决算数"]
        );
    }

    #[test]
    fn rows_of_one_name_under_different_parents_are_told_apart() {
        let before = "[{项目: 甲, 本年决算数: 30, 其中: [{项目: 其他, 本年决算数: 20}]}, {项目: 乙, 本年决算数: 30, 其中: [{项目: 其他, 本年决算数: 5}]}]";
        let now = "[{项目: 乙, 上年决算数: 30, 其中: [{项目: 其他, 上年决算数: 5}]}, {项目: 甲, 上年决算数: 30, 其中: [{项目: 其他, 上年决算数: 20}]}]";
        assert_eq!(found_in(before, now), [""; 0]);
        let twice = "[{项目: 甲, 本年决算数: 20}, {项目: 甲, 本年决算数: 5}]";
        assert_eq!(found_in(twice, "[{项目: 甲, 上年决算数: 7}]"), [""; 0]);
    }

    #[test]
    fn last_years_form_stands_in_for_missing_base_data() {
        let example = |figure| Example {
            yaml: format!(
                "表式: 湖南-整体支出\n年度: 2022\n预算执行: {{全年预算数: 100, 全年执行数: 100, \
                 按支出性质: {{基本支出: 60, 项目支出: 40}}}}\n年度目标: [{{预期目标: 甲, 实际完成情况: 乙}}]\n\
                 ---\n表式: 湖南-基础数据表\n年度: 2023\n经费控制: [{{项目: 项目支出, 上年决算数: {figure}}}]\n"
            ),
            markdown: String::new(),
        };
        let found = |figure| -> Vec<String> {
            let found = findings(unit(&example(figure), None));
            found.iter().map(line).collect()
        };
        assert_eq!(found("40"), [""; 0]);
        assert_eq!(found("44"), ["ZP504 警告 经费控制[1].上年决算数"]);
    }
}
