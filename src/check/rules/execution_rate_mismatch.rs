//! 执行率不等于全年执行数除以全年预算数。
//!
//! # 检查什么
//! 执行率 = 全年执行数 ÷ 全年预算数 × 100%，分母是调整后的全年预算数，不是年初预算数。
//! 算得的执行率四舍五入到填报的小数位数后应与填报的一致；多出的位数舍去而没有四舍五入的，只作提示。
//! 没有填执行率的不查，由程序算出。全年预算数为零时没有执行率可言，应留空。
//! 执行数大于预算数而执行率填 100% 的，由 ZP108 报，这里不再重复。
//! 收入来源、支出性质或“其中”各行与总额不符，而按各行之和算执行率正好不错的，错在总额，由 ZP103、ZP104、ZP105 报。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：预算执行率是全年执行数与全年预算数之比。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 20640.80
//!   全年执行数: 20511.36
//!   分值: 10
//!   执行率: 10%
//!   得分: 9.94
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
//!   全年预算数: 20640.80
//!   全年执行数: 20511.36
//!   分值: 10
//!   执行率: 99.37%
//!   得分: 9.94
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::execution::figures_are_in_doubt;
use crate::check::marks::printed;
use crate::check::sums::tell_of_total;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::amount::Agreement;
use crate::model::{Amount, DataPath, Percent};

pub static RULE: Rule = Rule {
    code: "ZP101",
    name: "execution_rate_mismatch",
    title: "执行率不符",
    severity: Severity::Error,
    file: include_str!("execution_rate_mismatch.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let Some(funds) = &filed.report.funds else {
        return;
    };
    let (Some(budget), Some(executed), Some(declared)) = (funds.budget, funds.executed, funds.rate)
    else {
        return;
    };
    let path = DataPath::from("预算执行.执行率");
    let Some(computed) = filed.report.computed_rate() else {
        if budget.is_zero() {
            findings
                .add(
                    filed.file,
                    path,
                    format!("全年预算数为 0，没有执行率可言，填报 {declared}"),
                )
                .severity(Severity::Warning)
                .help("执行率留空，或核对全年预算数");
        }
        return;
    };
    let right = Percent(printed(computed.0, declared.0.places()));
    let figures = format!("全年执行数 {executed} ÷ 全年预算数 {budget}");
    let (message, severity) = match declared.0.agreement(computed.0) {
        Agreement::Exact | Agreement::Rounded => return,
        Agreement::Off if is_capped(declared, computed) => return,
        Agreement::CutOff => (
            format!("执行率填报 {declared}，是 {right} 舍去尾数，没有四舍五入"),
            Severity::Note,
        ),
        Agreement::Off => (
            format!("执行率填报 {declared}，{figures} = {right}"),
            Severity::Error,
        ),
    };
    if severity == Severity::Error && tell_of_total(filed, funds) {
        return;
    }
    let help = if severity == Severity::Error && is_slip(declared, computed) {
        "两个金额疑似一个填的元、一个填的万元，按表上的金额单位填写".to_owned()
    } else {
        format!("改为 {right}")
    };
    let finding = findings
        .add(filed.file, path, message)
        .severity(severity)
        .help(help)
        .related("预算执行.全年预算数".into(), format!("全年预算数 {budget}"))
        .related(
            "预算执行.全年执行数".into(),
            format!("全年执行数 {executed}"),
        );
    if severity == Severity::Error && !figures_are_in_doubt(filed) {
        finding.fix(right.to_string());
    }
}

/// Whether the rate would be right with one of the amounts in 元 where the other
/// is in 万元.
fn is_slip(declared: Percent, computed: Percent) -> bool {
    let times = Amount::from_int(10_000);
    let rates = [computed.0.checked_mul(times), computed.0.checked_div(times)];
    let agrees = |rate: Amount| {
        matches!(
            declared.0.agreement(rate),
            Agreement::Exact | Agreement::Rounded
        )
    };
    declared.0 >= Amount::from_int(1) && rates.into_iter().flatten().any(agrees)
}

/// Whether a rate over 100% is stated as 100%, as some forms do.
fn is_capped(declared: Percent, computed: Percent) -> bool {
    declared.0 == Amount::HUNDRED && computed.0 > Amount::HUNDRED
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn a_rate_rounded_to_its_own_places_holds() {
        for rate in ["99.37%", "99.4%", "99%", "99.373%"] {
            let edit = [("执行率: 99.37%", &*format!("执行率: {rate}"))];
            assert_eq!(found_after(&RULE, &edit), [""; 0], "{rate}");
        }
    }

    #[test]
    fn another_rate_is_refused_with_the_right_one() {
        let findings = findings_after(&RULE, &[("执行率: 99.37%", "执行率: 99.38%")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "执行率填报 99.38%，全年执行数 20511.36 ÷ 全年预算数 20640.80 = 99.37%"
        );
        assert_eq!(findings[0].help, "改为 99.37%");
    }

    #[test]
    fn a_rate_cut_off_is_a_note_and_a_rate_capped_at_a_hundred_is_left_to_zp108() {
        let cut_off = [
            ("20640.80", "1000"),
            ("20511.36", "968.52"),
            ("99.37%", "96.8%"),
            ("9.94", "9.69"),
        ];
        assert_eq!(found_after(&RULE, &cut_off), ["ZP101 提示 预算执行.执行率"]);
        let capped = [
            ("20640.80", "1000"),
            ("20511.36", "1063"),
            ("99.37%", "100%"),
            ("9.94", "10"),
        ];
        assert_eq!(
            found_after(&RULE, &capped),
            ["ZP108 警告 预算执行.全年执行数"]
        );
    }

    #[test]
    fn a_rate_ten_thousand_times_too_high_is_told_as_a_slip_of_the_unit() {
        let findings = findings_after(&RULE, &[("20511.36", "205113600")]);
        assert_eq!(
            findings[0].help,
            "两个金额疑似一个填的元、一个填的万元，按表上的金额单位填写"
        );
    }

    #[test]
    fn a_blank_is_never_read_as_zero() {
        assert_eq!(found_after(&RULE, &[("99.37%", "")]), [""; 0]);
        let no_budget = [
            ("20640.80", "0"),
            ("99.37%", "100%"),
            ("得分: 9.94", "得分:"),
        ];
        assert_eq!(
            found_after(&RULE, &no_budget),
            ["ZP101 警告 预算执行.执行率"]
        );
        let no_rate = [("20640.80", "0"), ("99.37%", ""), ("得分: 9.94", "得分:")];
        assert_eq!(
            found_after(&RULE, &no_rate),
            ["ZP108 警告 预算执行.全年执行数"]
        );
    }
}
