//! 同一个指标，项目自评表与整体自评表填得不一样。
//!
//! # 检查什么
//! 整体自评表（或它的一个年度目标）与一张项目自评表，有三个以上名称和指标值都相同、又为两表所独有的指标，并且占到较小一表的一半以上，
//! 就认作同一项工作的两张表。两表里名称相同、类别相同的指标，年度指标值、实际完成值应当一样；都一样的，得分占分值的比例也应当一样。
//! 只比数：“≥80%”与“80%”算一样，一个写约数的不比。指标值和完成值都是文字而只有得分比例不同的，只作提示。
//! “完成及时率”“社会效益”这样各表都有的名称，只在认定的两表之间比；几个项目合起来对应一处的，不比。
//!
//! # 依据
//! 同一年、同一单位的同一个指标只有一个目标、一个结果。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行: {全年预算数: 100, 全年执行数: 100}
//! 年度目标:
//!   - 预期目标: 市容环境明显改善。
//!     实际完成情况: 市容环境明显改善。
//! 绩效指标:
//!   - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 清理区域数, 年度指标值: 16个, 实际完成值: 16个}
//!   - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 试点小区数, 年度指标值: 6个, 实际完成值: 6个}
//!   - {一级指标: 产出指标, 二级指标: 质量指标, 三级指标: 垃圾处理率, 年度指标值: 95%, 实际完成值: 95%}
//!   - {一级指标: 满意度指标, 二级指标: 服务对象满意度指标, 三级指标: 市容满意度, 年度指标值: 90%, 实际完成值: 90%}
//! ```
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 环境整治, 主管部门: 区城管局, 实施单位: 某某街道}
//! 绩效指标:
//!   - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 清理区域数, 年度指标值: 16个, 实际完成值: 16个}
//!   - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 试点小区数, 年度指标值: 6个, 实际完成值: 6个}
//!   - {一级指标: 产出指标, 二级指标: 质量指标, 三级指标: 垃圾处理率, 年度指标值: 95%, 实际完成值: 95%}
//!   - {一级指标: 满意度指标, 二级指标: 服务对象满意度指标, 三级指标: 市容满意度, 年度指标值: 90%, 实际完成值: 80%}
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行: {全年预算数: 100, 全年执行数: 100}
//! 年度目标:
//!   - 预期目标: 市容环境明显改善。
//!     实际完成情况: 市容环境明显改善。
//! 绩效指标:
//!   - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 清理区域数, 年度指标值: 16个, 实际完成值: 16个}
//!   - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 试点小区数, 年度指标值: 6个, 实际完成值: 6个}
//!   - {一级指标: 产出指标, 二级指标: 质量指标, 三级指标: 垃圾处理率, 年度指标值: 95%, 实际完成值: 95%}
//!   - {一级指标: 满意度指标, 二级指标: 服务对象满意度指标, 三级指标: 市容满意度, 年度指标值: 90%, 实际完成值: 90%}
//! ```
//! ```yaml
//! 表式: 湖南-项目支出
//! 年度: 2023
//! 项目: {名称: 环境整治, 主管部门: 区城管局, 实施单位: 某某街道}
//! 绩效指标:
//!   - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 清理区域数, 年度指标值: 16个, 实际完成值: 16个}
//!   - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 试点小区数, 年度指标值: 6个, 实际完成值: 6个}
//!   - {一级指标: 产出指标, 二级指标: 质量指标, 三级指标: 垃圾处理率, 年度指标值: 95%, 实际完成值: 95%}
//!   - {一级指标: 满意度指标, 二级指标: 服务对象满意度指标, 三级指标: 市容满意度, 年度指标值: 90%, 实际完成值: 90%}
//! ```

use crate::check::marks::{is_on_other_scale, marks, row_name};
use crate::check::mended::mended;
use crate::check::pairs::{Pair, Seat, pairs, plain};
use crate::check::{Check, FiledReport, Findings, Readings, Rule, reports};
use crate::diagnostic::Severity;
use crate::folder::UnitFolder;
use crate::model::{Amount, Percent, Quantity, Site};

pub static RULE: Rule = Rule {
    code: "ZP502",
    name: "indicator_differs_between_forms",
    title: "同一指标两表不一致",
    severity: Severity::Warning,
    file: include_str!("indicator_differs_between_forms.rs"),
    check: Check::Unit(check),
};

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for (at, year) in unit.years.iter().enumerate() {
        let pairs = pairs(at, year);
        if pairs.is_empty() {
            continue;
        }
        let site = Site::default();
        let readings: Vec<Readings<'_>> = reports(unit).map(|_| Readings::default()).collect();
        let filed = reports(unit).zip(&readings);
        let filed: Vec<FiledReport<'_>> = filed
            .map(|((file, document), readings)| FiledReport {
                site: &site,
                file,
                unit: &unit.unit,
                report: &document.data,
                form: &document.form,
                readings,
            })
            .collect();
        for pair in pairs {
            hold(&pair, &filed, findings);
        }
    }
}

/// How two cells stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cells {
    SameFigure,
    SameWords,
    OtherFigure,
    /// Blank, not applicable, approximate, in words of their own: nothing follows.
    Unclear,
}

fn hold(pair: &Pair<'_>, filed: &[FiledReport<'_>], findings: &mut Findings) {
    let (overall, project) = (pair.overall.row, pair.project.row);
    let target = compare(&overall.target, &project.target);
    if target == Cells::OtherFigure {
        differ(
            pair,
            "年度指标值",
            (&overall.target, &project.target),
            findings,
        );
    }
    if !matches!(target, Cells::SameFigure | Cells::SameWords) {
        return;
    }
    match compare(&overall.actual, &project.actual) {
        Cells::OtherFigure => {
            differ(
                pair,
                "实际完成值",
                (&overall.actual, &project.actual),
                findings,
            );
        }
        Cells::SameFigure => hold_share(pair, filed, Severity::Warning, findings),
        Cells::SameWords => hold_share(pair, filed, Severity::Note, findings),
        _ => {}
    }
}

fn compare(one: &str, other: &str) -> Cells {
    let quantities = [Quantity::read(one), Quantity::read(other)];
    if quantities
        .iter()
        .any(|one| one.is_missing() || one.is_none())
    {
        return Cells::Unclear;
    }
    if let [Quantity::Figure(one), Quantity::Figure(other)] = &quantities {
        let units_fit = one.unit == other.unit || one.unit.is_empty() || other.unit.is_empty();
        let alike = units_fit && one.period == other.period && one.rank == other.rank;
        let sure = one.approximation.is_none() && other.approximation.is_none();
        return match (alike, one.value == other.value) {
            (true, true) => Cells::SameFigure,
            (true, false) if sure => Cells::OtherFigure,
            _ => Cells::Unclear,
        };
    }
    if plain(one) == plain(other) {
        Cells::SameWords
    } else {
        Cells::Unclear
    }
}

fn differ(pair: &Pair<'_>, key: &str, (overall, project): (&str, &str), findings: &mut Findings) {
    let (overall, project) = (overall.trim(), project.trim());
    let message = format!(
        "{}的{key}，本表填 {project}，整体自评表填 {overall}",
        row_name(pair.project.row)
    );
    let finding = findings.add(
        pair.project.file,
        pair.project.path.clone().key(key),
        message,
    );
    finding.help("同一个指标两张表应当一样，核对后改正填错的一张");
    let there = pair.overall.path.clone().key(key);
    let said = format!("整体自评表填 {overall}");
    finding.related.push((pair.overall.file, there, said));
}

/// Target and actual are the same: so should be the share of the weight.
fn hold_share(
    pair: &Pair<'_>,
    filed: &[FiledReport<'_>],
    severity: Severity,
    findings: &mut Findings,
) {
    let (Some(overall), Some(project)) = (
        Share::of(&pair.overall, filed),
        Share::of(&pair.project, filed),
    ) else {
        return;
    };
    let is_told = overall.mended.iter().any(|share| project.is_as(*share))
        || project.mended.iter().any(|share| overall.is_as(*share));
    if overall.is_as(project.percent) || is_told {
        return;
    }
    let message = format!(
        "{}的目标和完成值两表相同，本表{}，整体自评表{}",
        row_name(pair.project.row),
        project.said(),
        overall.said()
    );
    let path = pair.project.path.clone().key("得分");
    let finding = findings.add(pair.project.file, path, message);
    finding.severity(severity);
    finding.help("同一个结果按同一个标准给分，两表得分占分值的比例应当一样");
    let there = pair.overall.path.clone().key("得分");
    let said = format!("整体自评表{}", overall.said());
    finding.related.push((pair.overall.file, there, said));
}

/// The share, to as many digits as shares are told apart by.
fn share(score: Amount, weight: Amount) -> Option<Percent> {
    let percent = Percent::of(score, weight)?;
    Some(Percent(percent.0.round(2)))
}

/// A score with its weight.
struct Share {
    score: Amount,
    weight: Amount,
    percent: Percent,
    /// What it would be but for a slip that has a finding of its own.
    mended: Vec<Percent>,
}

impl Share {
    /// `None` for what shares its cell, for rows scored on another scale, and for a
    /// score over its weight, which has a finding of its own.
    fn of(seat: &Seat<'_>, filed: &[FiledReport<'_>]) -> Option<Self> {
        let row = Some(seat.row).filter(|_| seat.is_scored_alone)?;
        let (score, weight) = (row.score?, row.weight?);
        let filed = filed.iter().find(|filed| filed.file == seat.file)?;
        let marks = marks(filed);
        if is_on_other_scale(marks) || score > weight {
            return None;
        }
        let mark = marks.iter().find(|mark| mark.path == seat.path)?;
        let mended = mended(filed, mark).into_iter();
        Some(Self {
            score,
            weight,
            percent: share(score, weight)?,
            mended: mended
                .filter_map(|mark| share(mark.score?, mark.weight?))
                .collect(),
        })
    }

    /// Whether it is that share: a hundredth may be rounding, 3.33 of 5 beside
    /// 6.67 of 10.
    fn is_as(&self, share: Percent) -> bool {
        let apart = self.percent.0.checked_sub(share.0);
        apart.is_none_or(|apart| apart.abs() <= Amount::from_int(1))
    }

    fn said(&self) -> String {
        format!("得 {} 分（分值 {}）", self.score, self.weight)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cells, RULE, compare};
    use crate::check::testing::{findings, findings_after, line, unit};

    /// The 改法 with its project form's cell replaced.
    fn found_with(old: &str, new: &str) -> Vec<String> {
        let mut example = RULE.examples().right;
        let (overall, project) = example.yaml.split_once("---\n").unwrap();
        assert!(project.contains(old), "nothing to replace: {old}");
        example.yaml = format!("{overall}---\n{}", project.replacen(old, new, 1));
        let found = findings(unit(&example, None));
        let found = found.iter().filter(|finding| finding.rule.code == "ZP502");
        found.map(line).collect()
    }

    const SATISFIED: &str = "市容满意度, 年度指标值: 90%, 实际完成值: 90%";

    #[test]
    fn another_target_or_actual_is_named_in_the_projects_cell() {
        assert_eq!(
            found_with(SATISFIED, "市容满意度, 年度指标值: 95%, 实际完成值: 95%"),
            ["ZP502 警告 绩效指标[4].年度指标值"]
        );
        assert_eq!(
            found_with(SATISFIED, "市容满意度, 年度指标值: ≥90%, 实际完成值: ≤80%"),
            ["ZP502 警告 绩效指标[4].实际完成值"]
        );
    }

    #[test]
    fn another_share_of_the_same_result_is_named_with_both() {
        let with_scores = |overall: &str, project: &str| {
            let mut example = RULE.examples().right;
            let (one, two) = example.yaml.split_once("---\n").unwrap();
            let score =
                |text: &str, score| text.replace(SATISFIED, &format!("{SATISFIED}, {score}"));
            example.yaml = format!("{}---\n{}", score(one, overall), score(two, project));
            let found = findings(unit(&example, None));
            let found = found
                .into_iter()
                .filter(|finding| finding.rule.code == "ZP502");
            found.map(|finding| finding.message).collect::<Vec<_>>()
        };
        assert_eq!(
            with_scores("分值: 1, 得分: 1", "分值: 8, 得分: 7"),
            [
                "“市容满意度”的目标和完成值两表相同，本表得 7 分（分值 8），整体自评表得 1 分（分值 1）"
            ]
        );
        for (overall, project) in [
            ("分值: 5, 得分: 3.33", "分值: 10, 得分: 6.67"),
            ("分值: 5, 得分: 5", "分值: 10"),
            ("分值: 0, 得分: 0", "分值: 10, 得分: 5"),
        ] {
            assert_eq!(with_scores(overall, project), [""; 0]);
        }
    }

    #[test]
    fn the_same_said_otherwise_or_not_comparable_says_nothing() {
        for cells in [
            "市容满意度, 年度指标值: ≥90%, 实际完成值: 90.0%",
            "市容满意度, 年度指标值: 90％, 实际完成值: 满意",
            "市容满意度, 年度指标值: 明显提高, 实际完成值: 80%",
            "市容满意度, 年度指标值: 90%, 实际完成值: 约80%",
            "市容满意度, 年度指标值: 90%, 实际完成值: ''",
            "居民满意度, 年度指标值: 90%, 实际完成值: 80%",
        ] {
            assert_eq!(found_with(SATISFIED, cells), [""; 0], "{cells}");
        }
        let other_kind =
            "二级指标: 服务对象满意度指标, 三级指标: 市容满意度, 年度指标值: 90%, 实际完成值: 90%";
        let as_quality =
            "二级指标: 质量指标, 三级指标: 市容满意度, 年度指标值: 90%, 实际完成值: 80%";
        assert_eq!(found_with(other_kind, as_quality), [""; 0]);
    }

    #[test]
    fn two_rows_in_common_do_not_make_a_pair() {
        let found = found_with(
            "清理区域数, 年度指标值: 16个, 实际完成值: 16个",
            "绿化面积, 年度指标值: 100亩, 实际完成值: 90亩",
        );
        assert_eq!(found, [""; 0]);
        let edit = [
            ("清理区域数, 年度指标值: 16个", "绿化面积, 年度指标值: 16个"),
            (
                "市容满意度, 年度指标值: 90%, 实际完成值: 90%",
                "市容满意度, 年度指标值: 80%, 实际完成值: 80%",
            ),
        ];
        assert_eq!(findings_after(&RULE, &edit).len(), 0);
    }

    #[test]
    fn a_name_that_another_project_has_too_is_of_both() {
        let mut example = RULE.examples().right;
        let project = example.yaml.split_once("---\n").unwrap().1.to_owned();
        let other = project
            .replace("清理区域数", "绿化面积")
            .replace("试点小区数", "绿化小区数")
            .replace("垃圾处理率", "苗木成活率");
        let changed = project.replace("实际完成值: 90%", "实际完成值: 80%");
        example.yaml = example.yaml.replace(&project, &changed);
        example.yaml.push_str("---\n");
        example.yaml.push_str(&other);
        let found = findings(unit(&example, None));
        assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn cells_are_compared_as_figures() {
        assert_eq!(compare("≥80%", "80％"), Cells::SameFigure);
        assert_eq!(compare("60%", "≤80%"), Cells::OtherFigure);
        assert_eq!(compare("300余次", "312次"), Cells::Unclear);
        assert_eq!(compare("16个", "16户"), Cells::Unclear);
        assert_eq!(compare("逐步 提升", "逐步提升"), Cells::SameWords);
        assert_eq!(compare("---", "---"), Cells::Unclear);
        assert_eq!(compare("不适用", "不适用"), Cells::Unclear);
    }
}
