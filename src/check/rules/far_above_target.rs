//! 实际完成值超过年度指标值一半以上，没有说明原因。
//!
//! # 检查什么
//! 越多越好的指标，实际完成值比指标值多出50%以上（网站另定“超额完成幅度”的，按网站的）、行内又没有写原因的，作提示：多半是指标值定低了，或者数字填错。
//! 按件、次、人计的，只多一两个的不提；哪个方向为好看不准的、指标值为零的不查。
//! 只在表下设原因栏的表式，原因栏里提到这项指标的，视为已经说明。
//!
//! # 依据
//! 各地自评表填表说明的通行要求：完成值高于指标值较多的，要分析原因；年初指标值设定明显偏低的，按偏离度调减得分。
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
//!     三级指标: 培训人次
//!     年度指标值: 139人次
//!     实际完成值: 260人次
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
//!     三级指标: 培训人次
//!     年度指标值: 139人次
//!     实际完成值: 150人次
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

use crate::check::attainment::{Attainment, of_row};
use crate::check::marks::{Mark, Marked, row_name};
use crate::check::rows::all_rows;
use crate::check::{Check, FiledReport, Findings, Rule, reasons};
use crate::diagnostic::Severity;
use crate::model::letters::trim;
use crate::model::quantity::Value;
use crate::model::{Amount, Indicator, Percent, Quantity};

pub static RULE: Rule = Rule {
    code: "ZP214",
    name: "far_above_target",
    title: "远超指标值没有说明",
    severity: Severity::Note,
    file: include_str!("far_above_target.rs"),
    check: Check::Report(check),
};

/// So many more of a thing are not worth a word.
const FEW: i64 = 3;

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    let limit = filed.site.limits.above_target().value();
    for (path, row) in all_rows(filed) {
        let target = trim(&row.target);
        if target == trim(&row.actual) {
            continue;
        }
        let Attainment::Met {
            share: Some(share), ..
        } = of_row(filed, row)
        else {
            continue;
        };
        let mark = Mark {
            path: path.clone(),
            of: Marked::Row(std::slice::from_ref(row)),
            weight: row.weight,
            score: row.score,
            attainment: std::cell::OnceCell::new(),
        };
        let above = share.0.checked_sub(Amount::from_int(100));
        if above.is_none_or(|above| above <= limit.0)
            || is_few_more(row)
            || reasons::is_explained(filed, &mark)
            || is_in_block(filed, row)
        {
            continue;
        }
        findings
            .add(
                filed.file,
                path.clone().key("实际完成值"),
                format!(
                    "{}的实际完成值{}是年度指标值{target}的 {}，没有说明原因",
                    row_name(row),
                    trim(&row.actual),
                    Percent(share.0.round(1))
                ),
            )
            .help("写明为什么超出这么多；指标值定得偏低的，下年调高")
            .related(
                path.clone().key("年度指标值"),
                format!("年度指标值 {target}"),
            );
    }
}

/// Counts that differ by one or two, such as 2次 beside 1次.
fn is_few_more(row: &Indicator) -> bool {
    let exact = |text: &str| Quantity::read(text).only_figure()?.exact();
    let bound = |text: &str| match Quantity::read(text).only_figure()?.value {
        Value::One(amount) => Some(amount),
        Value::Range(..) => None,
    };
    let more = exact(&row.actual).and_then(|actual| actual.checked_sub(bound(&row.target)?));
    more.is_some_and(|more| more.abs() < Amount::from_int(FEW))
}

/// Whether the text block under the table speaks of this indicator.
fn is_in_block(filed: &FiledReport<'_>, row: &Indicator) -> bool {
    let name = trim(&row.name);
    !name.is_empty() && filed.report.reason.contains(name)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_on};

    #[test]
    fn more_than_half_above_is_noted_with_the_share() {
        let edit = [("实际完成值: 150人次", "实际完成值: 260人次")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“培训人次”的实际完成值260人次是年度指标值139人次的 187.1%，没有说明原因"
        );
    }

    fn found(row: &str) -> Vec<String> {
        let form = "{编号: 甲, 范围: 转移支付, 列: [三级指标, 年度指标值, 实际完成值, 偏差原因]}";
        let found = found_on(form, &format!("{{表式: 甲, 绩效指标: [{{{row}}}]}}"));
        found
            .into_iter()
            .filter(|line| line.starts_with("ZP214"))
            .collect()
    }

    #[test]
    fn a_reason_or_a_small_number_makes_it_no_news() {
        let row = "三级指标: 税收收入, 年度指标值: ≥1000万元";
        assert_eq!(
            found(&format!("{row}, 实际完成值: 1836")),
            ["ZP214 提示 绩效指标[1].实际完成值"]
        );
        for row in [
            &*format!("{row}, 实际完成值: 1836, 偏差原因: 新引进两家企业"),
            &format!("{row}, 实际完成值: 1500万元"),
            "三级指标: 宣传活动, 年度指标值: ≥1次, 实际完成值: 3次",
            "三级指标: 减少用水, 年度指标值: 300, 实际完成值: 2000",
            "三级指标: 总成本, 年度指标值: ≤100万元, 实际完成值: 20万元",
            "三级指标: 增长率, 年度指标值: ≥0%, 实际完成值: 20%",
        ] {
            assert_eq!(found(row), [""; 0], "{row}");
        }
    }
}
