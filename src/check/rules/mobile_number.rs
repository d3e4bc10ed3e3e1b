//! 公开的文字里有手机号码。
//!
//! # 检查什么
//! 报告、基础数据、自评报告和校验说明里不能有手机号码：13 到 19 开头的十一位数，中间隔了空格、连字符，前面加了 86，或者用全角数字写的，都算。
//! 办公电话（0730-8123456）可以公布；已经遮盖的（136****0000）不算。程序的提示里号码都已遮盖。
//!
//! # 依据
//! 《中华人民共和国个人信息保护法》第六条、第二十五条：处理个人信息限于最小范围，未经单独同意不得公开。
//! 《政府信息公开条例》第十五条：公开会损害他人权益的个人信息不得公开。
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
//! 备注: 如有疑问请联系填表人，手机138 0013 8000。
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
//! 备注: 如有疑问请联系财政所，电话0730-8123456。
//! ```

use crate::check::privacy::personal;
use crate::check::texts::Texts;
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::diagnostic::personal::PersonalKind;

pub static RULE: Rule = Rule {
    code: "ZP402",
    name: "mobile_number",
    title: "公开的文字里有手机号码",
    severity: Severity::Error,
    file: include_str!("mobile_number.rs"),
    check: Check::Texts(check),
};

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    for found in personal(texts, PersonalKind::Mobile) {
        findings
            .add(
                found.text.file,
                texts.path(found.text),
                format!("手机号码 {} 不能公布", found.masked),
            )
            .quote(found.words)
            .help("删去号码，或移到 report.yaml 的“不公开:”之下；需要留联系方式的写办公电话");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found, found_after};

    #[test]
    fn a_number_is_masked_in_what_is_said_of_it() {
        let findings = findings_after(&RULE, &[("0730-8123456", "13800138000")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "手机号码 138****8000 不能公布");
        assert!(!findings[0].help.contains("13800138000"));
    }

    #[test]
    fn a_number_is_found_in_every_kind_of_text() {
        for (text, place) in [
            ("填报: {单位负责人: 张三 13800138000}", "填报.单位负责人"),
            ("公开: {联系电话: 13800138000}", "公开.联系电话"),
            ("公开: {监督电话号码: 13800138000}", "公开.监督电话号码"),
            (
                "校验说明: [{规则: ZP101, 位置: 总分, 说明: 见13800138000}]",
                "校验说明[1].说明",
            ),
        ] {
            let yaml = format!("表式: 湖南-整体支出\n{text}\n");
            let place = format!("ZP402 {place}");
            assert!(found(&yaml).contains(&place), "{text}");
        }
    }

    #[test]
    fn what_counts_or_names_something_else_is_no_number_of_a_telephone() {
        for text in [
            "公开: {索引号: '13800138000'}",
            "公开: {文号: 岳财〔2024〕13800138000}",
            "绩效指标: [{三级指标: 资金, 年度指标值: 13800138000}]",
            "备注: 全年拨付13800138000元。",
            "备注: 手机136****0000",
        ] {
            let yaml = format!("表式: 湖南-整体支出\n{text}\n");
            let found = found(&yaml);
            assert!(!found.iter().any(|one| one.contains("ZP402")), "{text}");
        }
    }

    #[test]
    fn a_number_that_is_meant_to_be_public_can_be_accepted() {
        let accepted =
            "手机13800138000。\n校验说明: [{规则: ZP402, 位置: 备注, 说明: 值班手机，单位公用。}]";
        let edit = [("电话0730-8123456。", accepted)];
        assert_eq!(found_after(&RULE, &edit), ["ZP402 已说明 备注"]);
    }
}
