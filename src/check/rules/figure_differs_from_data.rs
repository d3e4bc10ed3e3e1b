//! 自评报告里的金额与表里的不一样。
//!
//! # 检查什么
//! 正文写到“基本支出”“项目支出”“全年预算数”等表里有的金额，就与自评表和基础数据表核对。单位不同先换算；位数少的按四舍五入核对；写“约”“近”“余”的不查。
//! 只查本年度、全单位的金额：讲上年、讲预算安排、讲下属单位的不查。一章或一段只讲一般公共预算，而表里还有别的资金的，金额本来就可以比表里小；这时只查比表里还大的，以及换成表里的数就恰好等于该项资金的。
//!
//! # 依据
//! 同一年度同一口径的同一笔钱只有一个数：正文、自评表、基础数据表应当一致。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 2023年基本支出1275.43万元，项目支出1426.36万元。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 详见自评表。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 本街道辖6个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 2023年基本支出1275.43万元，项目支出1431.36万元。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 详见自评表。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
//! ```

use crate::check::prose::{Known, Statement, differs};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP303",
    name: "figure_differs_from_data",
    title: "正文金额与表不符",
    severity: Severity::Warning,
    file: include_str!("figure_differs_from_data.rs"),
    check: Check::Prose(check),
};

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    for statement in filed.statements() {
        if let Some((known, why)) = differs(filed, statement) {
            add(filed, statement, known, &why, findings);
        }
    }
}

fn add(
    filed: &FiledProse<'_>,
    statement: &Statement<'_>,
    known: &Known,
    why: &str,
    findings: &mut Findings,
) {
    let label = &statement.label;
    let finding = filed.add(
        findings,
        statement.block,
        (&statement.block.text, statement.words.clone()),
        format!(
            "正文写{label}{}，表里是{}{why}",
            statement.shown(),
            known.shown()
        ),
    );
    finding.help("查明哪一个对，改成一致；正文只含一部分资金的，写明是哪些");
    let (file, path) = known.place.clone();
    finding
        .related
        .push((file, path, format!("{label} {}", known.amount)));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "2023年基本支出1275.43万元，项目支出1431.36万元。";

    /// What is said of a chapter with this text.
    fn said(text: &str) -> Vec<String> {
        found_after(&RULE, &[(OLD, text)])
    }

    const FOUND: &str = "ZP303 警告 正文.二、一般公共预算支出情况";

    #[test]
    fn the_words_and_both_figures_are_named() {
        let findings = findings_after(&RULE, &[("项目支出1431.36万元", "项目支出1426.36万元")]);
        assert_eq!(
            findings[0].message,
            "正文写项目支出1426.36万元，表里是1431.36万元"
        );
        assert_eq!(findings[0].quote, "项目支出1426.36万元");
    }

    #[test]
    fn other_units_and_fewer_decimals_are_the_same_money() {
        for text in [
            "2023年基本支出12754300元，项目支出0.14亿元。",
            "2023年度我单位支出2706.79万元，其中：基本支出1275.4万元，占47.12%；项目支出1431万元。",
            "基本支出约1300万元，项目支出1400余万元。",
            "**基本支出**为1,275.43万元，项目支出共计 1431.36 万元。",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
        assert_eq!(said("本年基本支出1275.43元。"), [FOUND]);
        assert_eq!(
            said("2023年项目支出1413.36万元，比上年增加200万元。"),
            [FOUND]
        );
    }

    #[test]
    fn money_of_another_year_or_plan_or_part_is_not_held_against_the_table() {
        for text in [
            "2022年基本支出1000万元，2023年基本支出1275.43万元。",
            "上年基本支出1000万元，项目支出900万元。",
            "2023年部门预算安排基本支出1000万元，项目支出300万元。",
            "2023年年初预算942.79万元，其中基本支出900万元。",
            "社会事业服务中心基本支出100万元，项目支出20万元。",
            "社会事业服务中心是下属单位。基本支出100万元。",
            "本级基本支出1000万元。",
            "用于社区的项目支出100万元。",
            "基本支出比上年增加100万元。",
            "### （三）社区项目支出情况\n\n2023年项目支出100万元。",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn totals_of_the_year_are_held_where_the_whole_unit_is_meant() {
        let wrong = "我单位2023年全年预算数2706.79万元，全年执行数2760.79万元。";
        assert_eq!(said(wrong), [FOUND]);
        let part = "项目支出方面，2023年全年预算数100万元，全年执行数90万元。";
        assert_eq!(said(part), [""; 0]);
    }

    #[test]
    fn a_chapter_on_one_of_several_funds_has_less_than_the_table() {
        let sources = "一般公共预算: 2502.06\n    其他资金: 204.73";
        let said = |text| found_after(&RULE, &[("一般公共预算: 2706.79", sources), (OLD, text)]);
        assert_eq!(said("基本支出1070.70万元，项目支出1431.36万元。"), [""; 0]);
        assert_eq!(said("基本支出1000万元。"), [""; 0]);
        assert_eq!(said("基本支出1070.70万元，项目支出1426.36万元。"), [FOUND]);
        assert_eq!(said("基本支出1275.43万元，项目支出1441.36万元。"), [FOUND]);
    }

    #[test]
    fn rows_of_the_base_data_are_held_where_the_whole_unit_is_meant() {
        let last = "    实际完成情况: 全年拆除违法建设139处。";
        let base = format!(
            "{last}\n---\n表式: 湖南-基础数据表\n年度: 2023\n金额单位: 万元\n经费控制: \
             [{{项目: 三公经费, 上年决算数: 2.10, 本年决算数: 1.86}}, \
             {{项目: 会议费, 上年决算数: 4.80, 本年决算数: 3.60}}]"
        );
        let said = |text| {
            let mut found = found_after(&RULE, &[(last, &*base), (OLD, text)]);
            found.retain(|line| line.starts_with("ZP3"));
            found
        };
        for right in [
            "2023年“三公”经费支出1.86万元，比上年减少0.24万元，下降11.43%。",
            "2022年三公经费2.10万元，2023年三公经费1.86万元。",
            "三公经费预算2万元，决算1.86万元。",
            "党建会议费1.2万元。用于培训的会议费0.5万元。",
            "2023年三公经费控制在2万元以内，会议费3.6万元。",
        ] {
            assert_eq!(said(right), [""; 0], "{right}");
        }
        assert_eq!(said("2023年三公经费1.68万元。"), [FOUND]);
        let changed = said("2023年三公经费1.86万元，比上年减少0.42万元。");
        assert_eq!(changed, ["ZP312 警告 正文.二、一般公共预算支出情况"]);
    }
}
