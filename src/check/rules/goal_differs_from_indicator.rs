//! 目标栏里写的数与指标表不一样。
//!
//! # 检查什么
//! “拆除违法建设139处”“全年目标139处，实际完成139处”这样紧跟在三级指标名称后面的数，与该指标的年度指标值、实际完成值核对；没有写明是目标还是完成的，“预期目标”对照年度指标值，“实际完成情况”与两个数都不同才报。
//! 只查名称开头的一句、单位相同的数。写“约”“近”“以上”的，讲上年、季度、其中一部分的，金额，都不查。同一指标前后写了几个数的也不查。
//!
//! # 依据
//! 同一年度同一指标只有一个指标值、一个完成值：文字与指标表应当一致。
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
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设193处，全部复绿。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
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
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处，全部复绿。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 拆除违法建设数量
//!     年度指标值: 139处
//!     实际完成值: 139处
//! ```

use crate::check::prose::{Mention, Names, Role, Text, figures};
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::DataPath;

pub static RULE: Rule = Rule {
    code: "ZP315",
    name: "goal_differs_from_indicator",
    title: "目标栏与指标不符",
    severity: Severity::Warning,
    file: include_str!("goal_differs_from_indicator.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    if filed.report.goals.is_empty() {
        return;
    }
    let names = Names::of(filed);
    let year = filed.report.year.map(|year| year.0);
    for (at, goal) in filed.report.goals.iter().enumerate() {
        // a target that was adjusted stands in the table as it is now
        let expected = Some(&goal.expected).filter(|_| goal.adjusted.trim().is_empty());
        let texts = [
            ("预期目标", expected, Some(Role::Target)),
            ("实际完成情况", Some(&goal.achieved), None),
        ];
        for (key, written, role) in texts {
            let Some(written) = written else { continue };
            let text = Text::of(written);
            let figures = figures(&text.plain);
            let mentions = names.mentions(&text.plain, &figures);
            for (mention, role) in differing(&mentions, (&text.plain, year), role) {
                let path = DataPath::root().key("年度目标").index(at).key(key);
                let words = text.source(mention.words.clone(), written);
                let message = message(mention, &text.plain, role);
                let finding = findings.add(filed.file, path, message);
                finding
                    .quote(written.get(words).unwrap_or_default())
                    .help("查明哪一个对，改成一致");
            }
        }
    }
}

/// The mentions that are not what their rows say, in a text of this year. `asked`:
/// what a figure is that says nothing of it; where that is unknown too, it may be
/// either.
pub(super) fn differing<'m, 'r>(
    mentions: &'m [Mention<'r>],
    (text, year): (&str, Option<u16>),
    asked: Option<Role>,
) -> Vec<(&'m Mention<'r>, Role)> {
    let differing = mentions.iter().filter_map(|one| {
        let differs = |role: &Role| one.is(text, *role) == Some(false);
        let role = match one.role.or(asked) {
            Some(role) => Some(role).filter(differs),
            None => Some(Role::Actual).filter(|role| differs(role) && differs(&Role::Target)),
        };
        role.map(|role| (one, role))
    });
    differing
        .filter(|(one, _)| one.is_of_the_year(text, year))
        .collect()
}

/// What is said of a mention that differs.
pub(super) fn message(mention: &Mention<'_>, text: &str, role: Role) -> String {
    format!(
        "写的是“{}”，指标“{}”的{}是{}",
        &text[mention.words.clone()],
        mention.row.name.trim(),
        role.chinese(),
        mention.cell(role)
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "全年拆除违法建设139处，全部复绿。";

    #[test]
    fn both_figures_are_named() {
        let findings = findings_after(&RULE, &[(OLD, "1.拆除违法建设数量达193处。")]);
        assert_eq!(
            findings[0].message,
            "写的是“193处”，指标“拆除违法建设数量”的实际完成值是139处"
        );
        assert_eq!(findings[0].quote, "193处");
        let goal = [(
            "预期目标: 全年拆除违法建设139处",
            "预期目标: 全年拆除违法建设193处",
        )];
        assert_eq!(
            found_after(&RULE, &goal),
            ["ZP315 警告 年度目标[1].预期目标"]
        );
    }

    #[test]
    fn figures_of_a_part_or_of_another_kind_are_left() {
        for text in [
            "其中拆除违法建设20处。",
            "望岳社区拆除违法建设20处，鹰山社区拆除违法建设30处。",
            "一季度，拆除违法建设20处。上年拆除违法建设150处。",
            "拆除违法建设面积4496平方米。拆除违法建设130余处。",
            "拆除违法建设20处，再拆除违法建设119处。",
            "拆除违法建设20户。",
            "全面推进拆违工作，拆除违法建设20处。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
        let fewer = [
            (OLD, "拆除违法建设130处。"),
            ("实际完成值: 139处", "实际完成值: 130处"),
        ];
        assert_eq!(
            found_after(&RULE, &fewer),
            ["ZP210 警告 绩效指标[1].得分"; 0]
        );
    }
}
