//! 自评报告章节的次序与表式要求的不同。
//!
//! # 检查什么
//! 表式列出的各章，自评报告里都有的，按表式的先后排。缺章的另有规则；表式没有列的章插在哪里都可以。
//!
//! # 依据
//! 自评报告的格式由表式所在地的财政部门规定。
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
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 详见自评表。
//!
//! ## 四、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 五、存在的问题及原因分析
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
//! 详见自评表。
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

use super::required_chapter_missing::places;
use crate::check::{Check, FiledNarrative, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::DataPath;

pub static RULE: Rule = Rule {
    code: "ZP310",
    name: "chapter_order",
    title: "章节次序不同",
    severity: Severity::Note,
    file: include_str!("chapter_order.rs"),
    check: Check::Narrative(check),
};

fn check(filed: &FiledNarrative<'_>, findings: &mut Findings) {
    let places = places(filed.narrative, filed.form);
    let there = places.iter().filter_map(|(name, at)| Some((*name, (*at)?)));
    let there: Vec<(&str, usize)> = there.collect();
    let turned = there.windows(2).find(|pair| pair[1].1 < pair[0].1);
    let Some([(before, _), (name, at)]) = turned else {
        return;
    };
    let Some(chapter) = filed.narrative.chapters.get(*at) else {
        return;
    };
    let place = DataPath::root().key("正文").key(&chapter.title);
    let message = format!("“{name}”一章排在“{before}”之前，表式要求排在后面");
    let finding = findings.add(filed.file, place, message);
    finding.help("按表式的次序排；本地另有规定的可以不改");
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn the_chapter_that_comes_too_early_is_named() {
        let edit = [
            ("## 四、存在的问题及原因分析", "## 四、改进的措施"),
            ("## 五、下一步改进措施", "## 五、存在的问题及原因分析"),
            ("## 四、改进的措施", "## 四、下一步改进措施"),
        ];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(
            findings[0].message,
            "“改进措施”一章排在“存在的问题”之前，表式要求排在后面"
        );
    }

    #[test]
    fn chapters_of_ones_own_and_two_in_one_are_right() {
        let edit = [(
            "## 四、存在的问题及原因分析\n\n详见自评表。\n\n## 五、下一步改进措施",
            "## 四、存在的问题和改进措施",
        )];
        let edit = [edit[0], ("## 六、", "## 五、")];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }
}
