//! 一行的二级指标不属于它的一级指标。
//!
//! # 检查什么
//! 数量、质量、时效指标属于产出指标；经济、社会、生态效益和可持续影响指标属于效益指标；服务对象满意度指标属于满意度指标，也可以归在效益指标下。一行写明的一级指标和二级指标不是一类的，提请核对。
//! 一级指标没有写、承接上一行的，只作提示；成本指标各地归法不同，不查；表式规定二级指标可以归在这里的，不查。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）附件的指标框架。
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
//!     二级指标: 数量指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 产出指标
//!     二级指标: 社会效益指标
//!     三级指标: 危房处置率
//!     年度指标值: 100%
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 效益指标
//!     二级指标: 社会效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 30
//!   - 一级指标: 满意度指标
//!     二级指标: 服务对象满意度指标
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
//!     二级指标: 数量指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 产出指标
//!     二级指标: 质量指标
//!     三级指标: 危房处置率
//!     年度指标值: 100%
//!     实际完成值: 100%
//!     分值: 25
//!     得分: 25
//!   - 一级指标: 效益指标
//!     二级指标: 社会效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 30
//!   - 一级指标: 满意度指标
//!     二级指标: 服务对象满意度指标
//!     三级指标: 群众满意度
//!     年度指标值: 95%
//!     实际完成值: 93%
//!     分值: 10
//!     得分: 8
//!     偏差原因: 满意度抽样不足，下年扩大。
//! 总分: 98
//! ```

use crate::check::marks::row_name;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::letters::trim;
use crate::model::{DataPath, Indicator, Letters};

pub static RULE: Rule = Rule {
    code: "ZP221",
    name: "row_under_wrong_heading",
    title: "二级指标归错一级指标",
    severity: Severity::Warning,
    file: include_str!("row_under_wrong_heading.rs"),
    check: Check::Report(check),
};

/// What a heading is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Output,
    Benefit,
    Satisfaction,
}

impl Kind {
    /// The kind of a level-1 heading; `None` for headings of a place's own.
    fn of_level1(text: &str) -> Option<Self> {
        match trim(text).trim_end_matches("指标") {
            "产出" | "项目产出" => Some(Self::Output),
            "效益" | "项目效益" => Some(Self::Benefit),
            "满意度" => Some(Self::Satisfaction),
            _ => None,
        }
    }

    /// The kind of a level-2 heading; `None` where it is of none or of two.
    fn of_level2(text: &str) -> Option<Self> {
        let text = Letters::of(text);
        let says = |words: &[&str]| text.hold_any(words);
        let benefits = [
            "经济效益",
            "社会效益",
            "生态效益",
            "环境效益",
            "可持续影响",
            "可持续发展",
        ];
        match (
            says(&["数量", "质量", "时效"]),
            says(&benefits),
            text.hold("满意度"),
        ) {
            (true, false, false) => Some(Self::Output),
            (false, true, false) => Some(Self::Benefit),
            (false, false, true) => Some(Self::Satisfaction),
            _ => None,
        }
    }

    fn chinese(self) -> &'static str {
        match self {
            Self::Output => "产出指标",
            Self::Benefit => "效益指标",
            Self::Satisfaction => "满意度指标",
        }
    }

    /// Whether a level-2 heading may stand under this one.
    fn takes(self, below: Self) -> bool {
        self == below || (self, below) == (Self::Benefit, Self::Satisfaction)
    }
}

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let report = filed.report;
    table(filed, &report.indicators, DataPath::root, findings);
    for (at, goal) in report.goals.iter().enumerate() {
        let place = || DataPath::root().key("年度目标").index(at);
        table(filed, &goal.indicators, place, findings);
    }
}

/// The rows of one table; a level-1 heading is carried down to the next.
fn table(
    filed: &FiledReport<'_>,
    rows: &[Indicator],
    place: impl Fn() -> DataPath,
    findings: &mut Findings,
) {
    let mut level1 = "";
    for (at, row) in rows.iter().enumerate() {
        match trim(&row.level1) {
            "" => {}
            own => level1 = own,
        }
        hold(
            filed,
            row,
            level1,
            || place().key("绩效指标").index(at),
            findings,
        );
    }
}

fn hold(
    filed: &FiledReport<'_>,
    row: &Indicator,
    level1: &str,
    place: impl Fn() -> DataPath,
    findings: &mut Findings,
) -> Option<()> {
    let level2 = trim(&row.level2);
    let (over, under) = (Kind::of_level1(level1)?, Kind::of_level2(level2)?);
    if over.takes(under) || is_allowed(filed, level1, level2) {
        return None;
    }
    let name = row_name(row);
    let finding = findings.add(
        filed.file,
        place().key("二级指标"),
        format!("{name}的二级指标是{level2}，却归在{level1}下"),
    );
    finding.help(format!(
        "{level2}属于{}；改正一级指标或者二级指标",
        under.chinese()
    ));
    if trim(&row.level1).is_empty() {
        finding.severity(Severity::Note);
    } else {
        finding.related(place().key("一级指标"), level1);
    }
    Some(())
}

/// Whether the form has it so.
fn is_allowed(filed: &FiledReport<'_>, level1: &str, level2: &str) -> bool {
    let mut levels = filed.form.level1.iter().flatten();
    levels.any(|level| level.name == level1 && level.level2.iter().any(|name| name == level2))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_on};

    #[test]
    fn a_benefit_among_outputs_is_named_at_its_level_two_heading() {
        let findings = findings_after(&RULE, &[("二级指标: 质量指标", "二级指标: 经济效益指标")]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“危房处置率”的二级指标是经济效益指标，却归在产出指标下"
        );
        assert_eq!(
            findings[0].help,
            "经济效益指标属于效益指标；改正一级指标或者二级指标"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[2].二级指标");
    }

    fn own(form: &str, rows: &str) -> Vec<String> {
        let mut found = found_on(form, &format!("{{表式: 甲, 绩效指标: [{rows}]}}"));
        found.retain(|line| line.starts_with(RULE.code));
        found
    }

    const FORM: &str = "{编号: 甲, 范围: 整体}";

    #[test]
    fn what_places_order_otherwise_is_let_be() {
        for (level1, level2) in [
            ("产出指标", "数量指标3"),
            ("产出指标", "成本指标"),
            ("效益指标", "成本指标"),
            ("成本指标", "社会成本指标"),
            ("成本指标", "经济成本指标"),
            ("效益指标", "满意度指标"),
            ("满意度指标", "社会公众或服务对象满意度指标"),
            ("效益", "可持续影响"),
            ("决策", "绩效目标"),
            ("管理", "质量管理"),
            ("产出与效益", "社会效益"),
            ("产出指标", "质量与效益"),
            ("产出指标", ""),
            ("", "社会效益指标"),
        ] {
            let row = format!("{{一级指标: '{level1}', 二级指标: '{level2}', 三级指标: 甲}}");
            assert_eq!(own(FORM, &row), [""; 0], "{level1} {level2}");
        }
        let form = "{编号: 甲, 范围: 整体, 一级指标: [{名称: 产出指标, 二级指标: [社会效益指标]}]}";
        assert_eq!(
            own(form, "{一级指标: 产出指标, 二级指标: 社会效益指标}"),
            [""; 0]
        );
    }

    #[test]
    fn a_heading_carried_down_is_a_note_and_not_carried_into_another_table() {
        let rows = "{一级指标: 产出指标, 二级指标: 数量指标}, {二级指标: 社会效益指标}";
        assert_eq!(own(FORM, rows), ["ZP221 提示 绩效指标[2].二级指标"]);
        let form = "{编号: 甲, 范围: 整体, 年度目标: {分组: true}}";
        let report = "{表式: 甲, 年度目标: [{绩效指标: [{一级指标: 产出指标, 二级指标: 数量指标}]}, \
                      {绩效指标: [{二级指标: 社会效益指标}]}]}";
        let found = found_on(form, report);
        assert!(
            found.iter().all(|line| !line.starts_with(RULE.code)),
            "{found:?}"
        );
    }

    #[test]
    fn outputs_are_neither_benefits_nor_satisfaction() {
        for (level1, level2) in [
            ("效益指标", "数量指标"),
            ("满意度指标", "时效指标"),
            ("产出指标", "服务对象满意度指标"),
            ("满意度指标", "社会效益指标"),
        ] {
            let row = format!("{{一级指标: {level1}, 二级指标: {level2}, 三级指标: 甲}}");
            assert_eq!(
                own(FORM, &row),
                ["ZP221 警告 绩效指标[1].二级指标"],
                "{level1}"
            );
        }
    }
}
