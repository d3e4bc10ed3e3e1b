//! 公开的文字里有银行卡号。
//!
//! # 检查什么
//! 62 等发卡行号段开头、十六到十九位、校验位成立的号码视为银行卡号，任何栏目里都不能有。
//! 四位一组写的，或者同一处说到银行、账户、卡号的，是错误；只有一串数字的，也可能是别的编号，是警告。程序的提示里号码都已遮盖。
//!
//! # 依据
//! 《中华人民共和国个人信息保护法》第二十八条：金融账户是敏感个人信息；《政府信息公开条例》第十五条。
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
//! 备注: 补贴打入本人银行卡6222021234567890128。
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
//! 备注: 补贴打入本人银行卡。
//! ```

use crate::check::privacy::personal;
use crate::check::texts::Texts;
use crate::check::{Check, Findings, Rule};
use crate::diagnostic::Severity;
use crate::diagnostic::personal::PersonalKind;

pub static RULE: Rule = Rule {
    code: "ZP404",
    name: "bank_card_number",
    title: "公开的文字里有银行卡号",
    severity: Severity::Error,
    file: include_str!("bank_card_number.rs"),
    check: Check::Texts(check),
};

/// What a text with a card's number speaks of.
const ABOUT_BANKS: [&str; 11] = [
    "银行",
    "账号",
    "帐号",
    "账户",
    "帐户",
    "卡号",
    "开户",
    "户名",
    "存折",
    "一卡通",
    "打卡",
];

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    for found in personal(texts, PersonalKind::BankCard) {
        let grouped = found.words.contains([' ', '-']);
        let about_banks = ABOUT_BANKS
            .iter()
            .any(|word| found.text.words.contains(word));
        let (message, severity) = if grouped || about_banks {
            (
                format!("银行卡号 {} 不能公布", found.masked),
                Severity::Error,
            )
        } else {
            (format!("{} 像是银行卡号", found.masked), Severity::Warning)
        };
        findings
            .add(found.text.file, texts.path(found.text), message)
            .severity(severity)
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
        let findings = findings_after(&RULE, &[("银行卡", "银行卡6222 0212 3456 7890 128")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "银行卡号 622* **** **** ***0 128 不能公布"
        );
    }

    #[test]
    fn a_bare_number_may_be_something_else() {
        let bare = [("补贴打入本人银行卡", "6222021234567890128")];
        assert_eq!(found_after(&RULE, &bare), ["ZP404 警告 备注"]);
        let not_one = [("银行卡", "银行卡6222021234567890127")];
        assert_eq!(found_after(&RULE, &not_one), [""; 0]);
    }
}
