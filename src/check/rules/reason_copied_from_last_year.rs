//! 上年扣过分的指标本年又扣分，偏差原因与上年一字不差。
//!
//! # 检查什么
//! 相连两年的同一张表里，同名的指标两年得分都低于分值，本年的偏差原因与上年一字不差的，提示一处。
//! 几行写同一个原因的，只提示第一行；同一年有同名的几行的、原因不到八个字的（如“受疫情影响”），不查。
//! 只作提示：原因一时消除不了的，是正常的。
//!
//! # 依据
//! 《项目支出绩效评价管理办法》（财预〔2020〕10号）：自评结果用来完善政策、改进管理。照抄上年的原因，看不出本年的情况和上年的措施落实得怎样。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2022
//! 预算执行: {全年预算数: 100, 全年执行数: 100, 分值: 10, 得分: 10}
//! 年度目标: [{预期目标: 做好信访工作。, 实际完成情况: 信访工作有序。}]
//! 绩效指标:
//!   - {一级指标: 产出指标, 三级指标: 接待信访群众, 年度指标值: 300人次, 实际完成值: 300人次, 分值: 50, 得分: 50}
//!   - {一级指标: 效益指标, 三级指标: 维护社会稳定, 年度指标值: 明显改善, 实际完成值: 明显改善, 分值: 30, 得分: 30}
//!   - 一级指标: 满意度指标
//!     三级指标: 信访群众满意度
//!     年度指标值: 95%
//!     实际完成值: 90%
//!     分值: 10
//!     得分: 9
//!     偏差原因: 办理人手不足，下一步增加专职人员。
//! ```
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行: {全年预算数: 100, 全年执行数: 100, 分值: 10, 得分: 10}
//! 年度目标: [{预期目标: 做好信访工作。, 实际完成情况: 信访工作有序。}]
//! 绩效指标:
//!   - {一级指标: 产出指标, 三级指标: 接待信访群众, 年度指标值: 300人次, 实际完成值: 300人次, 分值: 50, 得分: 50}
//!   - {一级指标: 效益指标, 三级指标: 维护社会稳定, 年度指标值: 明显改善, 实际完成值: 明显改善, 分值: 30, 得分: 30}
//!   - 一级指标: 满意度指标
//!     三级指标: 信访群众满意度
//!     年度指标值: 95%
//!     实际完成值: 89%
//!     分值: 10
//!     得分: 9
//!     偏差原因: 办理人手不足，下一步增加专职人员。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2022
//! 预算执行: {全年预算数: 100, 全年执行数: 100, 分值: 10, 得分: 10}
//! 年度目标: [{预期目标: 做好信访工作。, 实际完成情况: 信访工作有序。}]
//! 绩效指标:
//!   - {一级指标: 产出指标, 三级指标: 接待信访群众, 年度指标值: 300人次, 实际完成值: 300人次, 分值: 50, 得分: 50}
//!   - {一级指标: 效益指标, 三级指标: 维护社会稳定, 年度指标值: 明显改善, 实际完成值: 明显改善, 分值: 30, 得分: 30}
//!   - 一级指标: 满意度指标
//!     三级指标: 信访群众满意度
//!     年度指标值: 95%
//!     实际完成值: 90%
//!     分值: 10
//!     得分: 9
//!     偏差原因: 办理人手不足，下一步增加专职人员。
//! ```
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行: {全年预算数: 100, 全年执行数: 100, 分值: 10, 得分: 10}
//! 年度目标: [{预期目标: 做好信访工作。, 实际完成情况: 信访工作有序。}]
//! 绩效指标:
//!   - {一级指标: 产出指标, 三级指标: 接待信访群众, 年度指标值: 300人次, 实际完成值: 300人次, 分值: 50, 得分: 50}
//!   - {一级指标: 效益指标, 三级指标: 维护社会稳定, 年度指标值: 明显改善, 实际完成值: 明显改善, 分值: 30, 得分: 30}
//!   - 一级指标: 满意度指标
//!     三级指标: 信访群众满意度
//!     年度指标值: 95%
//!     实际完成值: 89%
//!     分值: 10
//!     得分: 9
//!     偏差原因: 上年提出增加的专职人员9月才到岗，前三季度仍有积案。
//! ```

use crate::check::{Check, FileRef, Findings, Rule};
use crate::diagnostic::Severity;
use crate::folder::{Document, UnitFolder, YearFolder};
use crate::model::letters::trim;
use crate::model::{Amount, DataPath, Report};

pub static RULE: Rule = Rule {
    code: "ZP506",
    name: "reason_copied_from_last_year",
    title: "偏差原因照抄上年",
    severity: Severity::Note,
    file: include_str!("reason_copied_from_last_year.rs"),
    check: Check::Unit(check),
};

/// Shorter reasons, in characters, can hardly be put in other words.
const SHORTEST: usize = 8;

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for (at, years) in unit.years.windows(2).enumerate() {
        let [before, now] = years else { continue };
        if before.year.0.checked_add(1) != Some(now.year.0) {
            continue;
        }
        for (now, before) in pairs(at, before, now) {
            compare(now, before, findings);
        }
    }
}

type Filed<'a> = (FileRef, &'a Report);

/// The forms of the year after the one at this index with those of that year: the
/// overall one, and each project's.
fn pairs<'a>(
    at: usize,
    before: &'a YearFolder,
    now: &'a YearFolder,
) -> impl Iterator<Item = (Filed<'a>, Filed<'a>)> {
    let data = |document: &'a Document<Report>| &document.data;
    let overall = now.report.as_ref().zip(before.report.as_ref());
    let overall = overall.map(|(now, before)| {
        let files = (FileRef::Report(at + 1), FileRef::Report(at));
        ((files.0, data(now)), (files.1, data(before)))
    });
    let projects = now.projects.iter().enumerate();
    let projects = projects.filter_map(move |(project, now)| {
        let mut earlier = before.projects.iter();
        let earlier_at = earlier.position(|earlier| earlier.slug == now.slug)?;
        let earlier = before.projects.get(earlier_at)?;
        let files = (
            FileRef::Project(at + 1, project),
            FileRef::Project(at, earlier_at),
        );
        Some((
            (files.0, data(&now.report)),
            (files.1, data(&earlier.report)),
        ))
    });
    overall.into_iter().chain(projects)
}

fn compare(now: Filed<'_>, before: Filed<'_>, findings: &mut Findings) {
    let earlier = explained(before.1);
    let mut told: Vec<&str> = Vec::new();
    for row in explained(now.1) {
        let same = |old: &&Explained<'_>| (old.name, old.reason) == (row.name, row.reason);
        let Some(old) = earlier.iter().find(same) else {
            continue;
        };
        let single = is_single(now.1, row.name) && is_single(before.1, row.name);
        if !single || told.contains(&row.reason) {
            continue;
        }
        let (Some(path), Some(old_path)) = (row.path(now.1), old.path(before.1)) else {
            continue;
        };
        told.push(row.reason);
        let message = format!(
            "“{}”上年扣 {} 分，本年又扣 {} 分，偏差原因与上年一字不差",
            row.name, old.lost, row.lost
        );
        let finding = findings.add(now.0, path, message);
        finding.help("写明本年的原因，上年提出的措施做了没有、为什么还没有达到");
        let there = (before.0, old_path, "上年的偏差原因".to_owned());
        finding.related.push(there);
    }
}

/// A row that loses points for a reason that could be put in other words.
struct Explained<'a> {
    at: usize,
    name: &'a str,
    reason: &'a str,
    lost: Amount,
}

impl Explained<'_> {
    /// Where the reason stands; looked up for findings alone.
    fn path(&self, report: &Report) -> Option<DataPath> {
        let (path, _) = report.rows().nth(self.at)?;
        Some(path.key("偏差原因"))
    }
}

fn explained(report: &Report) -> Vec<Explained<'_>> {
    let rows = report.indicators().enumerate();
    let explained = rows.filter_map(|(at, row)| {
        let (name, reason) = (trim(&row.name), trim(&row.reason));
        let is_long = reason.chars().nth(SHORTEST - 1).is_some();
        (is_long && !name.is_empty()).then_some(())?;
        let lost = row.lost_points().filter(|lost| *lost > Amount::ZERO)?;
        Some(Explained {
            at,
            name,
            reason,
            lost,
        })
    });
    explained.collect()
}

fn is_single(report: &Report, name: &str) -> bool {
    let same = report.indicators().filter(|row| trim(&row.name) == name);
    same.count() == 1
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const NEW: &str = "偏差原因: 上年提出增加的专职人员9月才到岗，前三季度仍有积案。";
    const OLD: &str = "偏差原因: 办理人手不足，下一步增加专职人员。";

    fn found(edits: &[(&str, &str)]) -> Vec<String> {
        let mut found = found_after(&RULE, edits);
        found.retain(|line| line.starts_with(RULE.code));
        found
    }

    #[test]
    fn the_same_reason_two_years_running_is_named_with_both_deductions() {
        let findings = findings_after(&RULE, &[(NEW, OLD)]);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].message,
            "“信访群众满意度”上年扣 1 分，本年又扣 1 分，偏差原因与上年一字不差"
        );
        assert_eq!(findings[0].related.len(), 1);
    }

    #[test]
    fn a_reason_for_several_rows_is_told_once() {
        let row = "  - {三级指标: 信访回访率, 年度指标值: ≥98%, 实际完成值: 89%, 分值: 10, \
            得分: 9, 偏差原因: 办理人手不足，下一步增加专职人员。}\n";
        let first = "绩效指标:\n  - {一级";
        let both = format!("绩效指标:\n{row}  - {{一级");
        // the first replacement falls on 2022, the second on 2023
        let twice = [(first, &*both), (first, &*both), (NEW, OLD)];
        assert_eq!(found(&twice), ["ZP506 提示 绩效指标[1].偏差原因"]);
    }

    #[test]
    fn other_words_short_ones_and_years_apart_are_let_be() {
        let short = "偏差原因: 人手不足";
        for edits in [
            vec![(NEW, "偏差原因: 办理人手不足，正在增加专职人员。")],
            vec![(OLD, short), (NEW, short)],
            vec![(NEW, OLD), ("年度: 2022", "年度: 2021")],
            vec![(NEW, OLD), ("得分: 9\n", "得分: 10\n")],
        ] {
            assert_eq!(found(&edits), [""; 0], "{edits:?}");
        }
    }
}
