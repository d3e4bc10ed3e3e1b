//! 公开的文字里有身份证号码。
//!
//! # 检查什么
//! 十八位、出生日期和校验码都成立的号码视为身份证号码，任何栏目里都不能有。统一社会信用代码不是。
//! 已经遮盖的不算。程序的提示里号码都已遮盖。
//!
//! # 依据
//! 《中华人民共和国个人信息保护法》第六条、第二十五条；《政府信息公开条例》第十五条。号码的组成见 GB 11643《公民身份号码》。
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
//! 备注: 救助对象张三，身份证号11010519491231002X。
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
//! 备注: 救助对象1人。
//! ```

use crate::check::privacy::personal;
use crate::check::texts::Texts;
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::diagnostic::personal::PersonalKind;

pub static RULE: Rule = Rule {
    code: "ZP403",
    name: "id_card_number",
    title: "公开的文字里有身份证号码",
    severity: Severity::Error,
    file: include_str!("id_card_number.rs"),
    check: Check::Texts(check),
};

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    for found in personal(texts, PersonalKind::IdCard) {
        findings
            .add(
                found.text.file,
                texts.path(found.text),
                format!("身份证号码 {} 不能公布", found.masked),
            )
            .quote(found.words)
            .help("删去号码，或移到 report.yaml 的“不公开:”之下");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn a_number_is_masked_in_what_is_said_of_it() {
        let findings = findings_after(&RULE, &[("1人", "11010519491231002x")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "身份证号码 110***********002x 不能公布"
        );
    }

    #[test]
    fn codes_that_are_nobodys_number_pass() {
        for code in [
            "110105194912310021",
            "11430602006393456A",
            "110105********002X",
        ] {
            let edit = [("1人", &*format!("代码{code}"))];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{code}");
        }
    }
}
