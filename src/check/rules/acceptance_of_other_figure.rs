//! 校验说明里的数值不是表上现在的数值。
//!
//! # 检查什么
//! 校验说明保留的是当时的那个数。“数值”照抄“位置”上的值；表上的值后来改了，说明就不再起作用，
//! 原来的问题重新列出，免得旧的说明盖住新的错误。“位置”不是单个的值（如 预算执行.按收入性质、正文的一章）的，
//! 不写“数值”。保留一处错误而没有写“数值”的，给一条提示。
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
//!   执行率: 10%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! 校验说明:
//!   - 规则: ZP101
//!     位置: 预算执行.执行率
//!     说明: 原表填报为10%，按执行数与预算数应为100%。
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
use crate::diagnostic::personal::masked;

pub static RULE: Rule = Rule {
    code: "ZP022",
    name: "acceptance_of_other_figure",
    title: "校验说明的数值与表上不同",
    severity: Severity::Warning,
    file: include_str!("acceptance_of_other_figure.rs"),
    check: Check::Acceptances(check),
};

fn check(faulty: &FaultyAcceptance<'_>, findings: &mut Findings) {
    let acceptance = faulty.acceptance;
    let (code, place) = (acceptance.code.trim(), acceptance.place.trim());
    let accepted = masked(acceptance.figure.trim());
    let (severity, key, message, help) = match &faulty.fault {
        AcceptanceFault::OtherFigure(figure) => (
            Severity::Warning,
            "数值",
            format!(
                "校验说明保留的是 {accepted}，“{place}”现在是 {}，这条说明不再起作用",
                masked(figure)
            ),
            format!(
                "先改正 {code} 指出的问题；仍要照此保留的，把数值改为 {}，并改写说明",
                in_yaml(figure)
            ),
        ),
        AcceptanceFault::NoFigure => (
            Severity::Warning,
            "数值",
            format!("“{place}”不是自评表里单个的值，对不上数值 {accepted}"),
            "请删去“数值”这一行，或把位置写到具体的一格".to_owned(),
        ),
        AcceptanceFault::FigureLeftOut(figure) => (
            Severity::Note,
            "位置",
            format!("这条校验说明没有写数值，“{place}”再改成别的数也会照样保留"),
            format!("在“位置”下加一行：数值: {}", in_yaml(figure)),
        ),
        _ => return,
    };
    findings
        .add(faulty.file, faulty.path.clone().key(key), message)
        .severity(severity)
        .help(help);
}

/// A value as it is to be written: in quotes where YAML would take its first sign
/// for something else.
fn in_yaml(figure: &str) -> String {
    let figure = masked(figure);
    if figure.starts_with(char::is_alphanumeric) && !figure.contains([':', '#']) {
        figure.into_owned()
    } else {
        format!("'{}'", figure.replace('\'', "''"))
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn a_figure_changed_after_it_was_accepted_is_named_and_its_finding_comes_back() {
        let edit = [("执行率: 10%", "执行率: 20%")];
        assert_eq!(
            found_after(&RULE, &edit),
            ["ZP022 警告 校验说明[1].数值", "ZP101 预算执行.执行率"]
        );
        let fault = &findings_after(&RULE, &edit)[0];
        assert_eq!(
            fault.message,
            "校验说明保留的是 10%，“预算执行.执行率”现在是 20%，这条说明不再起作用"
        );
    }

    #[test]
    fn the_same_figure_written_in_another_way_is_the_same() {
        assert_eq!(found_after(&RULE, &[]), ["ZP101 已说明 预算执行.执行率"]);
        let edit = [("数值: 10%", "数值: 10.00％")];
        assert_eq!(found_after(&RULE, &edit), ["ZP101 已说明 预算执行.执行率"]);
    }

    #[test]
    fn a_figure_corrected_needs_no_acceptance() {
        let edit = [("执行率: 10%", "执行率: 100%")];
        assert_eq!(found_after(&RULE, &edit), ["ZP015 警告 校验说明[1].位置"]);
    }

    #[test]
    fn a_figure_left_out_is_noted_with_the_line_to_add() {
        let findings = findings_after(&RULE, &[("    数值: 10%\n", "")]);
        assert_eq!(findings[0].help, "在“位置”下加一行：数值: 10%");
        assert!(findings[1].accepted.is_some());
    }

    #[test]
    fn a_block_has_no_single_figure() {
        let edit = [("位置: 预算执行.执行率", "位置: 预算执行")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(
            findings[0].message,
            "“预算执行”不是自评表里单个的值，对不上数值 10%"
        );
        let edit = [edit[0], ("    数值: 10%\n", "")];
        assert_eq!(found_after(&RULE, &edit), ["ZP101 已说明 预算执行.执行率"]);
    }
}
