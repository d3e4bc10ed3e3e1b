//! 表式要求填写的一项空着。
//!
//! # 检查什么
//! 表式“必填”列出的每一项（如 填报.填报日期、项目.名称）都要填写。能由别的数字算出来的（执行率、执行率得分、总分）可以空着。
//!
//! # 依据
//! 表式的填报说明。
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
//!     实际完成情况:
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

use crate::check::marks::execution_weight;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{DataPath, Segment};

pub static RULE: Rule = Rule {
    code: "ZP401",
    name: "required_field_blank",
    title: "必填项空着",
    severity: Severity::Error,
    file: include_str!("required_field_blank.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    for required in filed.form.required.iter().flatten() {
        let Some(path) = DataPath::parse(required) else {
            continue;
        };
        // what 单位 names is the unit's own file, which cannot be without
        if path.0.first() == Some(&Segment::Key("单位".into())) {
            continue;
        }
        let figure = filed.report.figure(&path, execution_weight(filed));
        if figure.is_none() {
            findings
                .add(filed.file, path, format!("“{required}”是必填项，空着"))
                .help(format!("填上“{required}”"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_on};

    #[test]
    fn a_blank_that_the_form_requires_is_named() {
        let edit = [("实际完成情况: 全年拆除违法建设139处。", "实际完成情况: ' '")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“年度目标[1].实际完成情况”是必填项，空着"
        );
    }

    #[test]
    fn what_can_be_computed_may_stay_blank() {
        let form = "{编号: 甲, 范围: 整体, 必填: [单位.名称, 预算执行.执行率, 填报.填报日期]}";
        let report =
            "{表式: 甲, 预算执行: {全年预算数: 10, 全年执行数: 5}, 填报: {填报日期: 2024-03-20}}";
        assert_eq!(found_on(form, report), [""; 0]);
        assert_eq!(
            found_on(form, "{表式: 甲, 预算执行: {全年预算数: 10}, 填报: {}}"),
            ["ZP401 预算执行.执行率", "ZP401 填报.填报日期"]
        );
    }
}
