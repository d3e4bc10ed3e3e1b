//! 实际完成情况与年度目标一字不差，没有写实际做成了什么。
//!
//! # 检查什么
//! 年度目标的“实际完成情况”与“预期目标”（或“调整目标”）除标点、空格外完全相同，并且超过40个字的，提请核对。
//! 短句相同是常有的，不查；指标行里指标值与完成值相同是正常的，不查。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：自评应当如实反映绩效目标的实际完成情况。
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
//!   - 预期目标: 全年拆除违法建设139处，整治重点区域环境270场次，组织70人参加学法普法考试，完成医保参保19000人，老旧小区改造按计划推进。
//!     实际完成情况: 全年拆除违法建设139处，整治重点区域环境270场次，组织70人参加学法普法考试，完成医保参保19000人，老旧小区改造按计划推进。
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
//!   - 预期目标: 全年拆除违法建设139处，整治重点区域环境270场次，组织70人参加学法普法考试，完成医保参保19000人，老旧小区改造按计划推进。
//!     实际完成情况: 全年拆除违法建设139处，共4496平方米；整治重点区域环境270场次；70人参加学法普法考试，全部通过；医保参保19000人；老旧小区改造完成3个。
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

use crate::check::marks::goal_name;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::DataPath;

pub static RULE: Rule = Rule {
    code: "ZP216",
    name: "result_copies_goal",
    title: "完成情况照抄目标",
    severity: Severity::Warning,
    file: include_str!("result_copies_goal.rs"),
    check: Check::Report(check),
};

/// Texts of at most so many characters may well be the same.
const SHORT: usize = 40;

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    for (at, goal) in filed.report.goals.iter().enumerate() {
        let achieved = words(&goal.achieved);
        let length = achieved.chars().count();
        if length <= SHORT {
            continue;
        }
        let goals = [("预期目标", &goal.expected), ("调整目标", &goal.adjusted)];
        let copied: Vec<&str> = goals
            .into_iter()
            .filter_map(|(key, text)| (words(text) == achieved).then_some(key))
            .collect();
        let Some(first) = copied.first() else {
            continue;
        };
        let path = DataPath::root().key("年度目标").index(at);
        let name = goal_name(goal);
        let finding = findings.add(
            filed.file,
            path.clone().key("实际完成情况"),
            format!(
                "{name}的实际完成情况与{}一字不差（{length}字），没有写实际做成了什么",
                copied.join("、")
            ),
        );
        finding
            .help("逐项写全年实际做成了什么，有数字的写数字")
            .related(path.key(*first), "与这里相同");
    }
}

/// A text without its punctuation and spaces.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    #[test]
    fn a_long_result_that_is_the_goal_is_named() {
        let right = RULE.examples().right.yaml;
        let goal = right
            .lines()
            .find_map(|line| line.split_once("预期目标: "))
            .unwrap()
            .1;
        let done = right
            .lines()
            .find_map(|line| line.split_once("实际完成情况: "))
            .unwrap()
            .1;
        let other_marks = goal.replace('，', "； ");
        for copy in [goal, &*other_marks] {
            let findings = findings_after(&RULE, &[(done, copy)]);
            assert_eq!(findings.len(), 1);
            assert_eq!(
                findings[0].message,
                "年度目标的实际完成情况与预期目标一字不差（61字），没有写实际做成了什么"
            );
            assert_eq!(findings[0].path.to_string(), "年度目标[1].实际完成情况");
        }
        let nearly = goal.replace("19000", "19001");
        assert_eq!(found_after(&RULE, &[(done, &*nearly)]), [""; 0]);
    }

    #[test]
    fn a_short_one_may_be_the_same() {
        let right = RULE.examples().right.yaml;
        let goal = right
            .lines()
            .find_map(|line| line.split_once("预期目标: "))
            .unwrap()
            .1;
        let done = right
            .lines()
            .find_map(|line| line.split_once("实际完成情况: "))
            .unwrap()
            .1;
        let short = "全年拆除违法建设139处。";
        assert_eq!(found_after(&RULE, &[(goal, short), (done, short)]), [""; 0]);
    }
}
