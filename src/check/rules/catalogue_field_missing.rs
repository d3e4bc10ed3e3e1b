//! 本站要求的公开目录字段空着。
//!
//! # 检查什么
//! site.yaml 的“必填目录字段”列出的每一项，每份报告的“公开”里都要填写。项目表没有写“公开”的，用同一年度整体表的。本例的网站要求：
//! ```yaml
//! 必填目录字段: [公开方式]
//! ```
//!
//! # 依据
//! 《政府信息公开条例》第十九条、第二十条；《政府网站发展指引》（国办发〔2017〕47号）。目录字段各地不同，由本站规定。
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
//! 公开:
//!   公开方式: 主动公开
//! ```

use crate::check::{Check, FileRef, Findings, Rule, reports};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;
use crate::model::{DataPath, Fields, Site};

pub static RULE: Rule = Rule {
    code: "ZP413",
    name: "catalogue_field_missing",
    title: "公开目录字段空着",
    severity: Severity::Error,
    file: include_str!("catalogue_field_missing.rs"),
    check: Check::Site(check),
};

fn check(unit: &UnitFolder, site: &Site, findings: &mut Findings) {
    for (file, document) in reports(unit) {
        let own = &document.data.disclosure;
        let fields = if own.is_empty() {
            of_the_year(unit, file)
        } else {
            own
        };
        for name in &site.required_disclosure {
            if fields.get(name).is_none_or(|text| text.trim().is_empty()) {
                findings
                    .add(
                        file,
                        DataPath::root().key("公开").key(name),
                        format!("本站要求填写的“{name}”空着"),
                    )
                    .help(format!("在“公开”里填上“{name}”"));
            }
        }
    }
}

/// The fields of the overall form of the same year, where there is one.
fn of_the_year(unit: &UnitFolder, file: FileRef) -> &Fields {
    static NONE: Fields = crate::model::Ordered(Vec::new());
    match file {
        FileRef::Project(year, _) => unit.years[year]
            .report
            .as_ref()
            .map_or(&NONE, |overall| &overall.data.disclosure),
        _ => &NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found, found_after};

    #[test]
    fn each_field_that_the_site_requires_is_asked_for() {
        let findings = findings_after(&RULE, &[("公开方式: 主动公开", "公开方式: ' '")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "本站要求填写的“公开方式”空着");
        let other = [("公开方式: 主动公开", "索引号: '1'")];
        assert_eq!(found_after(&RULE, &other), ["ZP413 公开.公开方式"]);
    }

    #[test]
    fn a_site_that_requires_nothing_is_content() {
        assert_eq!(found(&RULE.examples().wrong.yaml), [""; 0]);
    }
}
