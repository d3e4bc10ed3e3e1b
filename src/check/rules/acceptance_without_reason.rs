//! 校验说明没有写明理由。
//!
//! # 检查什么
//! 校验说明与数字一同公开，读者要看得到为什么照此保留，所以“说明”不能空着。没有写理由的校验说明不起作用。
//!
//! # 依据
//! 《政府信息公开条例》第六条：公开的信息应当准确。
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
//! 校验说明:
//!   - 规则: ZP101
//!     位置: 预算执行.执行率
//!     数值: 10%
//!     说明:
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
//!   执行率: 10%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! 校验说明:
//!   - 规则: ZP101
//!     位置: 预算执行.执行率
//!     数值: 10%
//!     说明: 原表填报为10%，按执行数与预算数应为100%。
//! ```

use crate::check::{AcceptanceFault, Check, FaultyAcceptance, Findings, Rule};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    code: "ZP016",
    name: "acceptance_without_reason",
    title: "校验说明没有写理由",
    severity: Severity::Error,
    file: include_str!("acceptance_without_reason.rs"),
    check: Check::Acceptances(check),
};

fn check(faulty: &FaultyAcceptance<'_>, findings: &mut Findings) {
    if faulty.fault != AcceptanceFault::NoReason {
        return;
    }
    findings
        .add(
            faulty.file,
            faulty.path.clone().key("说明"),
            format!("{} 的校验说明没有写明理由", faulty.acceptance.code.trim()),
        )
        .help("在“说明”写明为什么照此保留，它与数字一同公开");
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::found_after;

    #[test]
    fn an_acceptance_without_a_reason_does_not_accept() {
        for reason in ["", "'  '"] {
            let edit = [("原表填报为10%，按执行数与预算数应为100%。", reason)];
            assert_eq!(
                found_after(&RULE, &edit),
                ["ZP016 校验说明[1].说明", "ZP101 预算执行.执行率"]
            );
        }
    }

    #[test]
    fn a_blank_line_to_be_filled_in_is_let_be() {
        let edit = [
            ("10%", "100%"),
            ("规则: ZP101", "规则:"),
            ("位置: 预算执行.执行率", "位置:"),
            ("数值: 10%", "数值:"),
            ("说明: 原表填报为10%，按执行数与预算数应为100%。", "说明:"),
        ];
        assert_eq!(found_after(&RULE, &edit), [""; 0]);
    }
}
