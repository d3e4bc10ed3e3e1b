//! A filled form, overall (整体支出绩效自评表) or of one project (项目支出绩效自评表).

use super::text::Ordered;
use super::{Amount, Fields, Items, MoneyUnit, Percent, Private, Year};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use std::fmt;

/// A filled form: `report.yaml`, or `projects/<slug>.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Report {
    /// The form it is filled on, by its 编号.
    #[serde(rename = "表式")]
    pub form: String,
    /// The budget year.
    #[serde(rename = "年度")]
    pub year: Option<Year>,
    /// The title as printed.
    #[serde(rename = "标题")]
    pub title: String,
    /// The unit of the amounts; the form's own where left out.
    #[serde(rename = "金额单位")]
    pub money_unit: Option<MoneyUnit>,
    /// The catalogue fields of 信息公开, in the site's choice.
    #[serde(rename = "公开")]
    pub disclosure: Fields,
    /// Who filled it in, and when.
    #[serde(rename = "填报")]
    pub filing: Filing,
    /// The project's own heading, on project forms.
    #[serde(rename = "项目")]
    pub project: Project,
    /// Budget, executed, rate and score; `None` on forms without amounts.
    #[serde(rename = "预算执行")]
    pub funds: Option<Funds>,
    /// The yearly goals; several where the form groups its indicators by goal.
    #[serde(rename = "年度目标")]
    pub goals: Vec<Goal>,
    /// The weights that the form prints beside its level-1 headings, in 分.
    #[serde(rename = "一级指标分值")]
    pub level1_weights: Items,
    /// The indicator rows that do not belong to a goal group.
    #[serde(rename = "绩效指标")]
    pub indicators: Vec<Indicator>,
    /// The declared total in 分; computed where left out.
    #[serde(rename = "总分")]
    pub total: Option<Amount>,
    /// The declared grade (优, 良, 中, 差).
    #[serde(rename = "等级")]
    pub grade: String,
    /// The reasons of all lost points, on forms that ask for one block.
    #[serde(rename = "偏差原因")]
    pub reason: String,
    /// The measures, on forms that ask for one block.
    #[serde(rename = "改进措施")]
    pub measure: String,
    /// Remarks printed under the form.
    #[serde(rename = "备注")]
    pub remark: String,
    /// Findings that are known and stand.
    #[serde(rename = "校验说明")]
    pub acceptances: Vec<Acceptance>,
    /// What is never published.
    #[serde(rename = "不公开")]
    pub private: Private,
}

/// 填报: what the form says of its own filing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Filing {
    /// The responsible person of the unit, where it is published.
    #[serde(rename = "单位负责人")]
    pub responsible: String,
    /// The date as printed, such as `2021年2月25日`.
    #[serde(rename = "填报日期")]
    pub date: String,
    /// The supervising department, where the form asks for it.
    #[serde(rename = "主管部门")]
    pub supervisor: String,
}

/// 项目: the heading of a project form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Project {
    /// The project's name.
    #[serde(rename = "名称")]
    pub name: String,
    /// The supervising department.
    #[serde(rename = "主管部门")]
    pub supervisor: String,
    /// The implementing units.
    #[serde(rename = "实施单位")]
    pub implementer: String,
}

/// 预算执行: amounts in the form's money unit, rate in percent, score in 分.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Funds {
    /// The budget at the start of the year.
    #[serde(rename = "年初预算数")]
    pub initial_budget: Option<Amount>,
    /// The adjusted budget of the whole year: the rate's denominator
    /// (财预〔2020〕10号).
    #[serde(rename = "全年预算数")]
    pub budget: Option<Amount>,
    /// What was spent.
    #[serde(rename = "全年执行数")]
    pub executed: Option<Amount>,
    /// The weight of the execution rate.
    #[serde(rename = "分值")]
    pub weight: Option<Amount>,
    /// The declared execution rate.
    #[serde(rename = "执行率")]
    pub rate: Option<Percent>,
    /// The declared score.
    #[serde(rename = "得分")]
    pub score: Option<Amount>,
    /// Income by source; its sum is the total.
    #[serde(rename = "按收入性质")]
    pub sources: Items,
    /// Spending by nature; its sum is what was executed.
    #[serde(rename = "按支出性质")]
    pub natures: Items,
    /// The rows under the total, each with figures of its own.
    #[serde(rename = "其中")]
    pub parts: Ordered<FundsPart>,
    /// Why points of the execution rate were lost.
    #[serde(rename = "偏差原因")]
    pub reason: String,
}

/// One row under the total, such as 当年财政拨款.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FundsPart {
    /// The budget at the start of the year.
    #[serde(rename = "年初预算数")]
    pub initial_budget: Option<Amount>,
    /// The adjusted budget.
    #[serde(rename = "全年预算数")]
    pub budget: Option<Amount>,
    /// What was spent.
    #[serde(rename = "全年执行数")]
    pub executed: Option<Amount>,
}

/// One yearly goal, with its own indicators where the form groups them so.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Goal {
    /// The goal's number or name, such as `年度目标1`.
    #[serde(rename = "编号")]
    pub number: String,
    /// The goal set at the start of the year.
    #[serde(rename = "预期目标")]
    pub expected: String,
    /// The adjusted goal, on forms that ask for it.
    #[serde(rename = "调整目标")]
    pub adjusted: String,
    /// What was achieved.
    #[serde(rename = "实际完成情况")]
    pub achieved: String,
    /// The goal's weight: of its rows together, or of the goal itself where it
    /// is scored.
    #[serde(rename = "分值")]
    pub weight: Option<Amount>,
    /// The goal's own score, on forms that score the goal.
    #[serde(rename = "得分")]
    pub score: Option<Amount>,
    /// The weights printed beside this group's level-1 headings.
    #[serde(rename = "一级指标分值")]
    pub level1_weights: Items,
    /// The rows of this goal.
    #[serde(rename = "绩效指标")]
    pub indicators: Vec<Indicator>,
}

/// One row of the indicator table. Blank texts are empty strings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Indicator {
    /// 一级指标, such as 产出指标.
    pub level1: String,
    /// 二级指标, such as 数量指标; empty on forms without.
    pub level2: String,
    /// 三级指标: the indicator's name.
    pub name: String,
    /// 计量单位 (度量单位).
    pub measure_unit: String,
    /// 指标性质: ≥, ≤, =, >, <, 定性.
    pub nature: String,
    /// 年度指标值, as written.
    pub target: String,
    /// 实际完成值, as written.
    pub actual: String,
    /// 评分标准: the criterion in words.
    pub criterion: String,
    /// 计分: the same criterion for the machine.
    pub scoring: String,
    /// 分值, in 分.
    pub weight: Option<Amount>,
    /// 得分, in 分.
    pub score: Option<Amount>,
    /// 偏差原因: why points were lost.
    pub reason: String,
    /// 改进措施.
    pub measure: String,
    /// 说明.
    pub note: String,
    /// 并入上行: weight and score are those of the row above, one cell for both.
    pub merged_above: bool,
    /// 其中: child rows.
    pub children: Vec<Indicator>,
    /// Further columns that the form declares, by their key.
    pub extra: Fields,
}

impl Indicator {
    /// What its reader says that it expects, by which a deserializer can tell a row
    /// from another map.
    pub const EXPECTED: &'static str = "an indicator row";

    /// The keys that every form knows.
    pub const KEYS: [&'static str; 16] = [
        "一级指标",
        "二级指标",
        "三级指标",
        "计量单位",
        "指标性质",
        "年度指标值",
        "实际完成值",
        "评分标准",
        "计分",
        "分值",
        "得分",
        "偏差原因",
        "改进措施",
        "说明",
        "并入上行",
        "其中",
    ];
}

// By hand, because a form may declare columns of its own: what is not a known key
// is kept as text, and the loader refuses it where the form has no such column.
impl<'de> Deserialize<'de> for Indicator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RowVisitor;

        impl<'de> Visitor<'de> for RowVisitor {
            type Value = Indicator;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(Indicator::EXPECTED)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Indicator, A::Error> {
                let mut row = Indicator::default();
                let mut seen: Vec<String> = Vec::with_capacity(Indicator::KEYS.len());
                while let Some(key) = map.next_key::<String>()? {
                    if seen.contains(&key) {
                        return Err(de::Error::custom(format_args!("duplicate field `{key}`")));
                    }
                    match key.as_str() {
                        "一级指标" => row.level1 = map.next_value()?,
                        "二级指标" => row.level2 = map.next_value()?,
                        "三级指标" => row.name = map.next_value()?,
                        "计量单位" => row.measure_unit = map.next_value()?,
                        "指标性质" => row.nature = map.next_value()?,
                        "年度指标值" => row.target = map.next_value()?,
                        "实际完成值" => row.actual = map.next_value()?,
                        "评分标准" => row.criterion = map.next_value()?,
                        "计分" => row.scoring = map.next_value()?,
                        "分值" => row.weight = map.next_value()?,
                        "得分" => row.score = map.next_value()?,
                        "偏差原因" => row.reason = map.next_value()?,
                        "改进措施" => row.measure = map.next_value()?,
                        "说明" => row.note = map.next_value()?,
                        "并入上行" => row.merged_above = map.next_value()?,
                        "其中" => row.children = map.next_value()?,
                        _ => row.extra.0.push((key.clone(), map.next_value()?)),
                    }
                    seen.push(key);
                }
                Ok(row)
            }
        }

        deserializer.deserialize_map(RowVisitor)
    }
}

/// 校验说明: a finding that is known and stands, with its reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Acceptance {
    /// The rule's code, such as `ZP101`.
    #[serde(rename = "规则")]
    pub code: String,
    /// The place, as a data path.
    #[serde(rename = "位置")]
    pub place: String,
    /// 数值: the value at the place that is accepted; another one is not.
    #[serde(rename = "数值")]
    pub figure: String,
    /// Why it stands: published beside the figure.
    #[serde(rename = "说明")]
    pub reason: String,
}
