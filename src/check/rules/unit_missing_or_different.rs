//! 年度指标值和实际完成值的计量单位缺少，或者不是同一种单位。
//!
//! # 检查什么
//! 一个有单位、一个只有数字的，两个都只有数字而没有计量单位一栏的，作提示；
//! 两个单位说的不是一回事（如指标值是“处”、实际是“%”）的，提请核对；相近而不同的（人与人次）、写成句子的，作提示。
//! 表式有计量单位栏的，以该栏为准；指标名称里用括号注明单位的也算有。比例、名次、评分和零不要求单位，文字不查。
//!
//! # 依据
//! 《中央部门预算绩效目标管理办法》（财预〔2015〕88号）：绩效指标应当细化、量化，可以衡量；数值没有单位，或者前后单位不同，不能衡量。
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
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 产出指标
//!     三级指标: 危房处置率
//!     年度指标值: 100%
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 30
//!   - 一级指标: 满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 98
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
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 产出指标
//!     三级指标: 危房处置率
//!     年度指标值: 100%
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 30
//!   - 一级指标: 满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 98
//! ```

use crate::check::marks::row_name;
use crate::check::measures::{self, Standing, plain_unit, unit_of};
use crate::check::rows::all_rows;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::letters::trim;
use crate::model::quantity::{Figure, Value};
use crate::model::{DataPath, Indicator, Letters, Quantity};

pub static RULE: Rule = Rule {
    code: "ZP212",
    name: "unit_missing_or_different",
    title: "计量单位缺少或不同",
    severity: Severity::Note,
    file: include_str!("unit_missing_or_different.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    for (path, row) in all_rows(filed) {
        hold(filed, path, row, findings);
    }
}

fn hold(
    filed: &FiledReport<'_>,
    path: &DataPath,
    row: &Indicator,
    findings: &mut Findings,
) -> Option<()> {
    let (target, actual) = (trim(&row.target), trim(&row.actual));
    let has_unit = |text: &str| !text.ends_with(|c: char| c.is_ascii_digit());
    if target == actual && has_unit(target) {
        return None;
    }
    let (wanted, reached) = (
        filed.readings.quantity(target),
        filed.readings.quantity(actual),
    );
    let (wanted, reached) = (only_figure(&wanted)?, only_figure(&reached)?);
    if wanted.rank || reached.rank || needs_no_unit(&row.name) {
        return None;
    }
    let (of_target, of_actual) = (unit_of(row, wanted), unit_of(row, reached));
    let name = row_name(row);
    let (key, message, help) = match (of_target.is_empty(), of_actual.is_empty()) {
        (true, true) if is_zero(wanted) && is_zero(reached) => return None,
        (true, true) => (
            "年度指标值",
            format!("{name}的年度指标值 {target}、实际完成值 {actual} 都没有计量单位"),
            "写明单位，如 1500吨、95%".to_owned(),
        ),
        (true, false) if !is_zero(wanted) => (
            "年度指标值",
            format!("{name}的实际完成值是{actual}，年度指标值只写 {target}，没有计量单位"),
            format!("年度指标值也写上单位“{}”", written(reached, &of_actual)),
        ),
        (false, true) if !is_zero(reached) => (
            "实际完成值",
            format!("{name}的年度指标值是{target}，实际完成值只写 {actual}，没有计量单位"),
            format!("实际完成值也写上单位“{}”", written(wanted, &of_target)),
        ),
        (false, false) if of_target == of_actual => return None,
        (false, false) => return differ(filed, path, row, [wanted, reached], findings),
        _ => return None,
    };
    findings
        .add(filed.file, path.clone().key(key), message)
        .help(help);
    Some(())
}

/// Units that stand side by side.
fn differ(
    filed: &FiledReport<'_>,
    path: &DataPath,
    row: &Indicator,
    [wanted, reached]: [&Figure; 2],
    findings: &mut Findings,
) -> Option<()> {
    // what a column or a name says is held against the figure only where it is a unit
    let unit = |figure: &Figure| plain_unit(&unit_of(row, figure));
    let (of_target, of_actual) = (unit(wanted)?, unit(reached)?);
    let severity = match measures::standing(&of_target, &of_actual) {
        Standing::Same => return None,
        Standing::Akin if measures::is_one_measure(&of_target, &of_actual) => return None,
        Standing::Akin => Severity::Note,
        // a sentence may answer in its own way
        Standing::Other if !is_whole(&row.target) || !is_whole(&row.actual) => Severity::Note,
        Standing::Other => Severity::Warning,
    };
    let (target, actual) = (trim(&row.target), trim(&row.actual));
    findings
        .add(
            filed.file,
            path.clone().key("实际完成值"),
            format!(
                "{}的年度指标值是{target}，实际完成值是{actual}，单位“{of_target}”和“{of_actual}”不同",
                row_name(row)
            ),
        )
        .severity(severity)
        .help(format!("按年度指标值的单位“{of_target}”填实际完成值"))
        .related(path.clone().key("年度指标值"), format!("年度指标值 {target}"));
    Some(())
}

/// The one figure that is counted, where it is not counted by a period: 2次/月
/// and 24次 are both right.
fn only_figure(quantity: &Quantity) -> Option<&Figure> {
    quantity
        .only_figure()
        .filter(|figure| figure.period.is_empty())
}

/// Whether a text is a figure and nothing else.
fn is_whole(text: &str) -> bool {
    matches!(Quantity::read(text), Quantity::Figure(_))
}

fn is_zero(figure: &Figure) -> bool {
    matches!(figure.value, Value::One(amount) if amount.is_zero())
}

/// 万元 where the figure was written so.
fn written(figure: &Figure, unit: &str) -> String {
    let multiplier = match figure.zeros {
        4 => "万",
        8 => "亿",
        _ => "",
    };
    format!("{multiplier}{unit}")
}

/// Whether the name says that a bare number is what is meant.
fn needs_no_unit(name: &str) -> bool {
    const WORDS: [&str; 13] = [
        "比例", "比值", "之比", "系数", "指数", "得分", "评分", "分数", "排名", "名次", "位次",
        "等级", "倍数",
    ];
    Letters::of(name).hold_any(&WORDS)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_on};

    #[test]
    fn another_kind_of_unit_is_warned_of() {
        let findings = findings_after(&RULE, &[("实际完成值: 139处", "实际完成值: 100%")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“拆除违法建设数量”的年度指标值是139处，实际完成值是100%，单位“处”和“%”不同"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[1].实际完成值");
    }

    fn found(row: &str) -> Vec<String> {
        let form = "{编号: 甲, 范围: 转移支付, \
                    列: [三级指标, 计量单位, 度量单位, 年度指标值, 实际完成值]}";
        let found = found_on(form, &format!("{{表式: 甲, 绩效指标: [{{{row}}}]}}"));
        found
            .into_iter()
            .filter(|line| line.starts_with("ZP212"))
            .collect()
    }

    #[track_caller]
    fn assert_found(name: &str, target: &str, actual: &str, expected: &[&str]) {
        let row = format!("三级指标: {name}, 年度指标值: '{target}', 实际完成值: '{actual}'");
        assert_eq!(found(&row), expected, "{name} {target} {actual}");
    }

    #[test]
    fn a_bare_number_is_noted_where_the_unit_is_missing() {
        let at_target = ["ZP212 提示 绩效指标[1].年度指标值"];
        let at_actual = ["ZP212 提示 绩效指标[1].实际完成值"];
        assert_found("环境整治", "1500", "1630", &at_target);
        assert_found("成本", "≤972.54", "3852.54", &at_target);
        assert_found("补贴小区", "6", "6", &at_target);
        assert_found("税收收入", "≥1000万元", "1836", &at_actual);
        assert_found("检查次数", "12", "12次", &at_target);
    }

    #[test]
    fn a_unit_in_its_column_or_in_the_name_will_do() {
        for row in [
            "三级指标: 检查, 计量单位: 次, 年度指标值: 12, 实际完成值: 12",
            "三级指标: 检查, 度量单位: 次, 年度指标值: ≥12, 实际完成值: 12",
            "三级指标: 成本, 计量单位: 万元, 年度指标值: 6000, 实际完成值: 5956.7万元",
            "三级指标: 税收收入（万元）, 年度指标值: 1000, 实际完成值: 1836",
        ] {
            assert_eq!(found(row), [""; 0], "{row}");
        }
    }

    #[test]
    fn ratios_places_scores_zeros_and_words_need_none() {
        for (name, target, actual) in [
            ("安全事故", "0", "0"),
            ("安全事故", "0起", "0"),
            ("医患比例", "3", "3"),
            ("考评得分", "90", "92"),
            ("考核排名", "前10名", "8"),
            ("公开时限", "按时", "按时"),
            ("活动次数", "1次/月", "12次"),
            ("活动次数", "1次/月", "12"),
            ("装修面积", "1712平方", "1712平方米"),
            ("巡查", "12次", "12场"),
            ("工期", "1年", "12个月"),
            ("里程", "2公里", "2000米"),
            ("配套", "3：1", "3：1"),
            ("完成数", "100", "已完成"),
        ] {
            assert_found(name, target, actual, &[]);
        }
    }

    #[test]
    fn akin_is_noted_and_other_is_warned_of() {
        let note = ["ZP212 提示 绩效指标[1].实际完成值"];
        assert_found("培训", "100人", "100人次", &note);
        assert_found("满意度", "≥95%", "98分", &note);
        assert_found("覆盖面", "覆盖26个社区", "覆盖率100%", &note);
        assert_found(
            "补助",
            "100%",
            "20万元",
            &["ZP212 警告 绩效指标[1].实际完成值"],
        );
    }
}
