//! 公开的文字里有个人信箱。
//!
//! # 检查什么
//! qq.com、163.com、139.com 这类面向个人的信箱不宜公布，请核对。单位自己域名的信箱（gov.cn 等）可以公布。
//! 程序的提示里地址已遮盖。
//!
//! # 依据
//! 《中华人民共和国个人信息保护法》第六条；《政府网站发展指引》（国办发〔2017〕47号）：公布的联系方式是单位的。
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
//! 备注: 意见请发至zhangsan@qq.com。
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
//! 备注: 意见请发至jiedao@example.gov.cn。
//! ```

use crate::check::privacy::personal;
use crate::check::texts::Texts;
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::diagnostic::personal::PersonalKind;

pub static RULE: Rule = Rule {
    code: "ZP405",
    name: "private_email",
    title: "公开的文字里有个人信箱",
    severity: Severity::Warning,
    file: include_str!("private_email.rs"),
    check: Check::Texts(check),
};

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    for found in personal(texts, PersonalKind::Email) {
        findings
            .add(
                found.text.file,
                texts.path(found.text),
                format!("信箱 {} 像是个人的", found.masked),
            )
            .quote(found.words)
            .help("写单位的信箱；个人的删去，或移到 report.yaml 的“不公开:”之下");
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn the_address_is_masked_in_what_is_said_of_it() {
        let edit = [("jiedao@example.gov.cn", "zhangsan@163.com")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "信箱 z*******@163.com 像是个人的");
    }

    #[test]
    fn the_address_of_an_office_passes() {
        let edit = [("example.gov.cn", "yueyang.edu.cn")];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }
}
