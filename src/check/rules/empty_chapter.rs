//! 自评报告的一章只有标题，没有内容。
//!
//! # 检查什么
//! 每个二级标题下应当有文字、表或图。确实没有可写的，写“无”，或者去掉这一章。
//!
//! # 依据
//! 《政府网站发展指引》（国办发〔2017〕47号）：不得开设空白栏目。
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

use crate::check::{Check, FiledNarrative, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::DataPath;

pub static RULE: Rule = Rule {
    code: "ZP302",
    name: "empty_chapter",
    title: "章节没有内容",
    severity: Severity::Error,
    file: include_str!("empty_chapter.rs"),
    check: Check::Narrative(check),
};

fn check(filed: &FiledNarrative<'_>, findings: &mut Findings) {
    for chapter in filed.narrative.chapters.iter().filter(|one| one.is_empty) {
        findings
            .add(
                filed.file,
                DataPath::root().key("正文").key(&chapter.title),
                format!("“{}”一章只有标题，没有内容", chapter.title.trim()),
            )
            .help("补上内容；没有可写的写“无”，不要求这一章的可以去掉");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn each_empty_chapter_is_named() {
        let edit = [
            ("情况\n\n本街道辖6个社区。", "情况"),
            ("措施\n\n详见自评表。", "措施"),
        ];
        let findings = findings_after(&RULE, &edit);
        let messages: Vec<&str> = findings.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "“一、单位基本情况”一章只有标题，没有内容",
                "“五、下一步改进措施”一章只有标题，没有内容"
            ]
        );
    }

    #[test]
    fn a_word_is_content() {
        assert_eq!(
            found_after(&RULE, &[("本街道辖6个社区。", "无。")]),
            [""; 0]
        );
    }

    #[test]
    fn an_empty_chapter_is_accepted_by_the_report_under_its_title_with_number_or_without() {
        for title in ["一、单位基本情况", "单位基本情况"] {
            let accepted = format!(
                "年度: 2023\n校验说明: [{{规则: ZP302, 位置: '正文[{title}]', 说明: 原文如此。}}]"
            );
            let edit = [("年度: 2023", &*accepted), ("本街道辖6个社区。", "")];
            assert_eq!(
                found_after(&RULE, &edit),
                ["ZP302 已说明 正文.一、单位基本情况"]
            );
        }
    }
}
