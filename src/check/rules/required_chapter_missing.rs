//! 自评报告缺了表式要求的章节。
//!
//! # 检查什么
//! 表式列出的每一章，自评报告都要有一个二级标题与它对应；标题去掉序号后包含表式的章名即可，如“一、单位基本情况”对应“基本情况”。
//! 没有自评报告的不查。
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
use crate::folder::Narrative;
use crate::form::Form;
use crate::model::DataPath;
use std::borrow::Cow;

pub static RULE: Rule = Rule {
    code: "ZP301",
    name: "required_chapter_missing",
    title: "自评报告缺章节",
    severity: Severity::Error,
    file: include_str!("required_chapter_missing.rs"),
    check: Check::Narrative(check),
};

fn check(filed: &FiledNarrative<'_>, findings: &mut Findings) {
    for (required, at) in places(filed.narrative, filed.form) {
        if at.is_some() {
            continue;
        }
        findings
            .add(
                filed.file,
                DataPath::root().key("正文").key(required),
                format!("自评报告缺“{required}”一章"),
            )
            .help(format!("加上二级标题“## {required}”和正文"));
    }
}

/// The chapters that the form requires, each with its place in the narrative.
pub(super) fn places<'a>(narrative: &Narrative, form: &'a Form) -> Vec<(&'a str, Option<usize>)> {
    let chapters = narrative.chapters.iter();
    let titles: Vec<Cow<'_, str>> = chapters
        .map(|chapter| plain(chapter.plain_title()))
        .collect();
    let place = |required: &str| {
        let required = plain(required);
        titles.iter().position(|title| title.contains(&*required))
    };
    let required = form.chapters.iter().flatten();
    required.map(|name| (name.as_str(), place(name))).collect()
}

/// A title without spaces, which the paper forms put in for looks.
fn plain(title: &str) -> Cow<'_, str> {
    if title.contains(char::is_whitespace) {
        Cow::Owned(title.split_whitespace().collect())
    } else {
        Cow::Borrowed(title)
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn a_missing_chapter_is_named() {
        let edit = [("## 五、下一步改进措施", "## 五、下一步打算")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "自评报告缺“改进措施”一章");
    }

    #[test]
    fn the_number_and_spaces_of_a_title_do_not_matter() {
        let edit = [("## 五、下一步改进措施", "## 8、 下一步改 进措施")];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }

    #[test]
    fn a_report_without_narrative_needs_no_chapters() {
        let example = RULE.examples().right;
        assert_eq!(crate::check::testing::found(&example.yaml), [""; 0]);
    }
}
