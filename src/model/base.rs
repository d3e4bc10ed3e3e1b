//! 基础数据表: staffing, spending under control, buildings, thrift.

use super::{Acceptance, Amount, MoneyUnit, Percent, Private, Year};
use serde::Deserialize;

/// `base.yaml`: the table of base data of a unit's year.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BaseData {
    /// The form it is filled on, by its 编号.
    #[serde(rename = "表式")]
    pub form: String,
    /// The budget year.
    #[serde(rename = "年度")]
    pub year: Option<Year>,
    /// The title as printed.
    #[serde(rename = "标题")]
    pub title: String,
    /// The unit of the amounts.
    #[serde(rename = "金额单位")]
    pub money_unit: Option<MoneyUnit>,
    /// 财政供养人员情况.
    #[serde(rename = "财政供养人员")]
    pub staffing: Option<Staffing>,
    /// 经费控制情况: three years' figures a row, rows nested as on paper.
    #[serde(rename = "经费控制")]
    pub spending: Vec<SpendingRow>,
    /// 楼堂馆所控制情况: buildings finished this year.
    #[serde(rename = "楼堂馆所")]
    pub buildings: Vec<Building>,
    /// 厉行节约保障措施.
    #[serde(rename = "厉行节约保障措施")]
    pub thrift: String,
    /// Remarks printed under the table.
    #[serde(rename = "备注")]
    pub remark: String,
    /// 填报日期 as printed.
    #[serde(rename = "填报日期")]
    pub date: String,
    /// Findings that are known and stand.
    #[serde(rename = "校验说明")]
    pub acceptances: Vec<Acceptance>,
    /// What is never published.
    #[serde(rename = "不公开")]
    pub private: Private,
}

/// 财政供养人员情况, in persons.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Staffing {
    /// 编制数.
    #[serde(rename = "编制数")]
    pub posts: Option<Amount>,
    /// 实际在职人数.
    #[serde(rename = "实际在职人数")]
    pub employed: Option<Amount>,
    /// 控制率 = 实际在职人数 / 编制数.
    #[serde(rename = "控制率")]
    pub rate: Option<Percent>,
}

/// One row of 经费控制情况, in the table's money unit.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SpendingRow {
    /// The row's label, without its number or 其中.
    #[serde(rename = "项目")]
    pub name: String,
    /// 上年决算数.
    #[serde(rename = "上年决算数")]
    pub last_year: Option<Amount>,
    /// 本年预算数.
    #[serde(rename = "本年预算数")]
    pub budget: Option<Amount>,
    /// 本年决算数.
    #[serde(rename = "本年决算数")]
    pub executed: Option<Amount>,
    /// The rows below it.
    #[serde(rename = "其中")]
    pub children: Vec<SpendingRow>,
}

/// One row of 楼堂馆所控制情况: areas in m², investments in the money unit.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Building {
    /// The building's name.
    #[serde(rename = "名称")]
    pub name: String,
    /// 批复规模, m².
    #[serde(rename = "批复规模")]
    pub approved_area: Option<Amount>,
    /// 实际规模, m².
    #[serde(rename = "实际规模")]
    pub actual_area: Option<Amount>,
    /// 规模控制率.
    #[serde(rename = "规模控制率")]
    pub area_rate: Option<Percent>,
    /// 预算投资.
    #[serde(rename = "预算投资")]
    pub budget: Option<Amount>,
    /// 实际投资.
    #[serde(rename = "实际投资")]
    pub executed: Option<Amount>,
    /// 投资概算控制率.
    #[serde(rename = "投资概算控制率")]
    pub investment_rate: Option<Percent>,
}
