//! The data paths that a form may print or ask for: those at which a filled
//! report has a figure or a text.

use crate::form::{Form, Scope};
use crate::load::yaml;
use crate::model::{DataPath, Indicator, Segment};

/// The paths of a report. `*` is any name or number; rows are added by
/// [`is_known`], for a form may have columns of its own.
const REPORT: [&str; 36] = [
    "表式",
    "年度",
    "标题",
    "金额单位",
    "公开.*",
    "填报.单位负责人",
    "填报.填报日期",
    "填报.主管部门",
    "项目.名称",
    "项目.主管部门",
    "项目.实施单位",
    "预算执行.年初预算数",
    "预算执行.全年预算数",
    "预算执行.全年执行数",
    "预算执行.分值",
    "预算执行.执行率",
    "预算执行.得分",
    "预算执行.偏差原因",
    "预算执行.按收入性质.*",
    "预算执行.按支出性质.*",
    "预算执行.其中.*.年初预算数",
    "预算执行.其中.*.全年预算数",
    "预算执行.其中.*.全年执行数",
    "年度目标.*.编号",
    "年度目标.*.预期目标",
    "年度目标.*.调整目标",
    "年度目标.*.实际完成情况",
    "年度目标.*.分值",
    "年度目标.*.得分",
    "年度目标.*.一级指标分值.*",
    "一级指标分值.*",
    "总分",
    "等级",
    "偏差原因",
    "改进措施",
    "备注",
];

/// The paths of a table of base data that its heading may print.
const BASE: [&str; 4] = ["年度", "填报日期", "厉行节约保障措施", "备注"];

/// The paths of the unit's own file.
const UNIT: [&str; 4] = ["单位.名称", "单位.简称", "单位.主管部门", "单位.类型"];

/// Whether a report or base data on this form may have something there.
pub(super) fn is_known(path: &str, form: &Form) -> bool {
    if UNIT.contains(&path) {
        return true;
    }
    let Some(path) = DataPath::parse(path) else {
        return false;
    };
    if form.scope == Some(Scope::BaseData) {
        return BASE.iter().any(|known| matches(known, &path.0));
    }
    let column = |key: &str| Indicator::KEYS.contains(&key) || form.has_column(key);
    match path.0.as_slice() {
        [Segment::Key(block), _, Segment::Key(key)] if block == "绩效指标" => column(key),
        [
            Segment::Key(goals),
            _,
            Segment::Key(block),
            _,
            Segment::Key(key),
        ] if goals == "年度目标" && block == "绩效指标" => column(key),
        path => REPORT.iter().any(|known| matches(known, path)),
    }
}

fn matches(known: &str, path: &[Segment]) -> bool {
    known.split('.').count() == path.len()
        && known
            .split('.')
            .zip(path)
            .all(|(known, segment)| match segment {
                Segment::Key(key) => known == "*" || known == key,
                Segment::Index(_) => known == "*",
            })
}

/// The path nearest to one that is not known, as it can be written.
pub(super) fn nearest(path: &str, form: &Form) -> Option<String> {
    let own: &[&str] = match form.scope {
        Some(Scope::BaseData) => &BASE,
        _ => &REPORT,
    };
    let words: Vec<String> = UNIT
        .iter()
        .chain(own)
        .filter(|known| !known.ends_with('*'))
        .map(|known| known.replace(".*", "[1]"))
        .collect();
    yaml::nearest(path, words.iter().map(String::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Report;
    use crate::source::Source;

    #[test]
    fn every_path_is_a_figure_of_a_filled_report() {
        let filled = "\
表式: 甲
年度: 2023
标题: 表
金额单位: 万元
公开: {名: 1}
填报: {单位负责人: 甲, 填报日期: 乙, 主管部门: 丙}
项目: {名称: 甲, 主管部门: 乙, 实施单位: 丙}
预算执行:
  年初预算数: 1
  全年预算数: 1
  全年执行数: 1
  分值: 1
  执行率: 100%
  得分: 1
  偏差原因: 无
  按收入性质: {名: 1}
  按支出性质: {名: 1}
  其中: {名: {年初预算数: 1, 全年预算数: 1, 全年执行数: 1}}
年度目标:
  - {编号: 1, 预期目标: 甲, 调整目标: 乙, 实际完成情况: 丙, 分值: 1, 得分: 1, 一级指标分值: {名: 1}}
一级指标分值: {名: 1}
总分: 1
等级: 优
偏差原因: 无
改进措施: 无
备注: 无
";
        let report: Report = yaml::read(&mut Source::new("report.yaml", filled)).unwrap();
        for known in REPORT {
            let written = known
                .replace("年度目标.*", "年度目标[1]")
                .replace('*', "名");
            let path = DataPath::parse(&written).unwrap();
            assert!(report.figure(&path, None).is_some(), "{written}");
            assert!(is_known(&written, &Form::default()), "{written}");
        }
    }

    #[test]
    fn a_slip_in_a_path_is_not_known_and_its_path_is_near() {
        let form = Form::default();
        for (slip, near) in [
            ("填报.填表日期", Some("填报.填报日期")),
            ("填报日期", Some("填报.填报日期")),
            ("单位.名字", Some("单位.名称")),
            ("年度目标[1].预期目的", Some("年度目标[1].预期目标")),
            ("绩效指标[1].得份", None),
            ("公开", None),
            ("联系人", None),
            ("", None),
        ] {
            assert!(!is_known(slip, &form), "{slip}");
            if near.is_some() {
                assert_eq!(nearest(slip, &form).as_deref(), near, "{slip}");
            }
        }
        assert!(is_known("绩效指标[群众满意度].得分", &form));
        assert!(is_known("公开.发布日期", &form));
    }
}
