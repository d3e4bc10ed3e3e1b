//! 实际完成值写成“≥80%”这样的不等式，没有写实际是多少。
//!
//! # 检查什么
//! 实际完成值里有≥、≤、＞、＜的提请核对；写“不低于80%”“300次以上”的只作提示。
//! 年度指标值可以写不等式，不查；名次（25名之前）和期限（5个工作日内）也不查。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：得分按实际完成值与年初指标值对比确定。写成不等式的，没有可以对比的数。
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
//!     实际完成值: ≥90%
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
use crate::check::measures::{Kind, kind};
use crate::check::rows::all_rows;
use crate::check::{Check, FiledReport, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::letters::trim;
use crate::model::quantity::{Comparator, Figure};
use crate::model::{Letters, Quantity};

pub static RULE: Rule = Rule {
    code: "ZP211",
    name: "actual_is_inequality",
    title: "实际完成值写成不等式",
    severity: Severity::Warning,
    file: include_str!("actual_is_inequality.rs"),
    check: Check::Report(check),
};

fn check(filed: &FiledReport<'_>, findings: &mut Findings) {
    for (path, row) in all_rows(filed) {
        let actual = trim(&row.actual);
        // an arrow is no sign of comparison
        let has_sign = actual.bytes().any(may_compare)
            && !actual.contains("->")
            && actual.contains(['≥', '≧', '⩾', '≤', '≦', '⩽', '>', '＞', '<', '＜']);
        if !has_sign && !says_bound(actual) {
            continue;
        }
        let quantity = Quantity::read(actual);
        let Some(figure) = quantity.figures().iter().find(|figure| is_bound(figure)) else {
            continue;
        };
        let like = match figure.comparator {
            Some(Comparator::AtMost | Comparator::Under) => "最多",
            _ => "至少",
        };
        findings
            .add(
                filed.file,
                path.clone().key("实际完成值"),
                format!(
                    "{}的实际完成值写成“{actual}”，只说了{like}多少，没有写实际是多少",
                    row_name(row)
                ),
            )
            .severity(if has_sign {
                Severity::Warning
            } else {
                Severity::Note
            })
            .help("写实际完成的数，不带不等号；不等号只用在年度指标值里");
    }
}

/// Whether a text may have a bound in words: spares most of them the reading.
fn says_bound(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "不低于",
        "不少于",
        "不小于",
        "至少",
        "不超过",
        "不高于",
        "不大于",
        "大于",
        "小于",
        "以上",
        "以下",
        "以内",
    ];
    Letters::of(text).hold_any(&WORDS)
}

/// Whether a sign of comparison may begin with this byte.
fn may_compare(byte: u8) -> bool {
    matches!(byte, b'<' | b'>' | 0xE2 | 0xEF)
}

/// Places and terms are kept to by a bound: 25名之前, 5个工作日内.
fn is_bound(figure: &Figure) -> bool {
    figure.is_inequality() && !figure.rank && kind(&figure.unit) != Kind::Time
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_on};

    #[test]
    fn a_sign_in_the_actual_is_named() {
        let edit = [("实际完成值: 93%", "实际完成值: ≥90%")];
        let findings = findings_after(&RULE, &edit);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“群众满意度”的实际完成值写成“≥90%”，只说了至少多少，没有写实际是多少"
        );
        assert_eq!(findings[0].path.to_string(), "绩效指标[4].实际完成值");
    }

    fn found(actual: &str) -> Vec<String> {
        let form = "{编号: 甲, 范围: 转移支付, 列: [三级指标, 年度指标值, 实际完成值]}";
        let report = format!(
            "{{表式: 甲, 绩效指标: [{{三级指标: 甲, 年度指标值: ≥80%, 实际完成值: '{actual}'}}]}}"
        );
        let found = found_on(form, &report);
        found
            .into_iter()
            .filter(|line| line.starts_with("ZP211"))
            .collect()
    }

    #[test]
    fn signs_are_warned_of_and_words_are_noted() {
        for actual in ["≤80%", "≧80％", ">80%", "满意度≥80%", "<= 80%"] {
            assert_eq!(
                found(actual),
                ["ZP211 警告 绩效指标[1].实际完成值"],
                "{actual}"
            );
        }
        for actual in ["不低于80%", "80%以上"] {
            assert_eq!(
                found(actual),
                ["ZP211 提示 绩效指标[1].实际完成值"],
                "{actual}"
            );
        }
    }

    #[test]
    fn figures_places_terms_and_words_are_not() {
        for actual in [
            "80%",
            "=80%",
            "80",
            "300余次",
            "25名之前",
            "5个工作日内",
            "≤3天",
            "1-2次/30天",
            "由80%->85%",
            "群众满意以上",
            "",
            "---",
        ] {
            assert_eq!(found(actual), [""; 0], "{actual}");
        }
    }
}
