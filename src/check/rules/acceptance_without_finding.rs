//! 校验说明没有对上任何发现的问题。
//!
//! # 检查什么
//! 每条校验说明都应对上一处发现的问题：规则写编号（如 ZP101），位置写数据路径（如 预算执行.执行率，
//! 或 绩效指标[办公大楼装修面积].得分）。编号不存在、位置找不到或对应多行、那里没有发现问题的，都在这里指出，
//! 免得问题改好了说明还留着，或者说明写错了地方。
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

use crate::check::{AcceptanceFault, Check, FaultyAcceptance, Findings, RULES, Rule};
use crate::diagnostic::Severity;
use crate::model::DataPath;

pub static RULE: Rule = Rule {
    code: "ZP015",
    name: "acceptance_without_finding",
    title: "校验说明没有用处",
    severity: Severity::Warning,
    file: include_str!("acceptance_without_finding.rs"),
    check: Check::Acceptances(check),
};

fn check(faulty: &FaultyAcceptance<'_>, findings: &mut Findings) {
    let acceptance = faulty.acceptance;
    let (code, place) = (acceptance.code.trim(), acceptance.place.trim());
    let (key, message, help) = match &faulty.fault {
        AcceptanceFault::NoReason
        | AcceptanceFault::NoFigure
        | AcceptanceFault::OtherFigure(_)
        | AcceptanceFault::FigureLeftOut(_) => return,
        AcceptanceFault::UnknownRule(_) if code.is_empty() => (
            "规则",
            "校验说明没有写规则的编号".to_owned(),
            "写作规则的编号，如 ZP101".to_owned(),
        ),
        AcceptanceFault::UnknownRule(nearest) => (
            "规则",
            format!("没有编号为“{code}”的规则"),
            nearest_help(*nearest),
        ),
        AcceptanceFault::UnknownPlace => (
            "位置",
            format!("位置“{place}”在本表中找不到"),
            "写作数据路径，如 预算执行.执行率 或 绩效指标[3].得分，序号从 1 数起".to_owned(),
        ),
        AcceptanceFault::AmbiguousPlace(places) => (
            "位置",
            format!("位置“{place}”对应 {} 行，不能确定是哪一行", places.len()),
            format!("改用序号：{}", list(places)),
        ),
        AcceptanceFault::NothingFound(Some(elsewhere)) => (
            "位置",
            format!("{code} 在“{place}”没有发现问题"),
            format!("{code} 发现的问题在 {elsewhere}"),
        ),
        AcceptanceFault::NothingFound(None) => (
            "位置",
            format!("{code} 在“{place}”没有发现问题，不需要这条校验说明"),
            "请删去这条校验说明".to_owned(),
        ),
    };
    findings
        .add(faulty.file, faulty.path.clone().key(key), message)
        .help(help);
}

fn nearest_help(nearest: Option<&'static str>) -> String {
    let rule = nearest.and_then(|code| RULES.iter().find(|rule| rule.code == code));
    match rule {
        Some(rule) => format!("最接近的是 {}（{}）", rule.code, rule.title),
        None => "写作规则的编号，如 ZP101".to_owned(),
    }
}

fn list(places: &[DataPath]) -> String {
    let places: Vec<String> = places.iter().map(DataPath::to_string).collect();
    places.join("、")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after, found_on};

    #[test]
    fn an_acceptance_that_is_used_is_not_named() {
        assert_eq!(found_after(&RULE, &[]), ["ZP101 已说明 预算执行.执行率"]);
        assert_eq!(
            found_after(
                &RULE,
                &[
                    ("位置: 预算执行.执行率", "位置: 预算执行"),
                    ("    数值: 10%\n", "")
                ]
            ),
            ["ZP101 已说明 预算执行.执行率"]
        );
    }

    #[test]
    fn an_unknown_rule_is_named_with_the_nearest() {
        let findings = findings_after(&RULE, &[("ZP101", "zp101")]);
        let fault = &findings[0];
        assert_eq!(fault.message, "没有编号为“zp101”的规则");
        assert_eq!(fault.help, "最接近的是 ZP101（执行率不符）");
        let by_name = findings_after(&RULE, &[("ZP101", "执行率不符")]);
        assert_eq!(by_name[0].help, "最接近的是 ZP101（执行率不符）");
    }

    #[test]
    fn a_wrong_place_is_told_the_right_one() {
        let findings = findings_after(&RULE, &[("位置: 预算执行.执行率", "位置: 预算执行.得分")]);
        assert_eq!(findings[0].message, "ZP101 在“预算执行.得分”没有发现问题");
        assert_eq!(findings[0].help, "ZP101 发现的问题在 预算执行.执行率");
    }

    const FORM: &str = "{编号: 甲, 范围: 整体}";

    fn report(place: &str) -> String {
        format!(
            "{{表式: 甲, 绩效指标: [{{三级指标: 甲, 分值: 1, 得分: 1}}, \
             {{三级指标: 经济效益, 分值: 1, 得分: 1}}], \
             年度目标: [{{编号: 目标1, 绩效指标: [{{三级指标: 乙, 分值: 1, 得分: 2}}, \
             {{三级指标: 经济效益, 分值: 1, 得分: 1}}, {{三级指标: 经济效益, 分值: 1, 得分: 1}}]}}], \
             校验说明: [{{规则: ZP205, 位置: '{place}', 说明: 有}}]}}"
        )
    }

    #[test]
    fn a_row_can_be_named() {
        for place in [
            "绩效指标[乙].得分",
            "绩效指标[乙]",
            "年度目标[1].绩效指标[1]",
            "年度目标[目标1].绩效指标[乙].得分",
        ] {
            let found = found_on(FORM, &report(place));
            assert!(
                found.contains(&"ZP205 已说明 年度目标[1].绩效指标[1].得分".to_owned()),
                "{place}: {found:?}"
            );
            assert!(
                found.iter().all(|line| !line.starts_with("ZP015")),
                "{place}"
            );
        }
    }

    #[test]
    fn a_name_of_several_rows_or_of_none_is_refused() {
        for place in [
            "年度目标[1].绩效指标[经济效益].得分",
            "绩效指标[丙].得分",
            "绩效指标[9].得分",
            "绩效指标[",
            "",
        ] {
            let found = found_on(FORM, &report(place));
            assert!(
                found.contains(&"ZP015 警告 校验说明[1].位置".to_owned()),
                "{place}: {found:?}"
            );
        }
    }
}
