//! 表式: what a form of a place and a kind looks like and how it is scored. A new
//! province is a new form file and no new code.

mod library;

pub use library::{FormError, Library};

use crate::model::{Amount, Indicator, IndicatorScoring, MoneyUnit, Ordered, Report};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// The built-in forms: file name and text.
pub fn builtin() -> impl Iterator<Item = (&'static str, &'static str)> {
    static FORMS: include_dir::Dir<'_> =
        include_dir::include_dir!("$CARGO_MANIFEST_DIR/src/form/builtin");
    FORMS
        .files()
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

/// A form as one of its files writes it. What is left out is taken from the
/// form named by 基于.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Form {
    /// 编号: what a report's 表式 names.
    #[serde(rename = "编号")]
    pub id: String,
    /// 基于: the form that this one extends.
    #[serde(rename = "基于")]
    pub base: Option<String>,
    /// 名称, as printed over a report without a title.
    #[serde(rename = "名称")]
    pub name: Option<String>,
    /// 范围: what it assesses.
    #[serde(rename = "范围")]
    pub scope: Option<Scope>,
    /// 依据: the regulations it stands on.
    #[serde(rename = "依据")]
    pub basis: Option<Vec<String>>,
    /// 金额单位, where a report does not name its own.
    #[serde(rename = "金额单位")]
    pub money_unit: Option<MoneyUnit>,
    /// 满分, in 分. Left out on forms without scores.
    #[serde(rename = "满分")]
    pub full_marks: Option<Amount>,
    /// 表头: the labelled fields above the funds.
    #[serde(rename = "表头")]
    pub header: Option<KeyedList<Field>>,
    /// 预算执行: the funds block.
    #[serde(rename = "预算执行")]
    pub funds: Option<FundsLayout>,
    /// 执行率行: the name of the indicator row that states the execution rate, on
    /// forms where it is one of the rows.
    #[serde(rename = "执行率行")]
    pub rate_row: Option<String>,
    /// 年度目标: the goals block.
    #[serde(rename = "年度目标")]
    pub goals: Option<GoalLayout>,
    /// 一级指标: the level-1 headings that it knows, with the weights it fixes.
    #[serde(rename = "一级指标")]
    pub level1: Option<Vec<Level1>>,
    /// 列: the columns of the indicator table, from left to right.
    #[serde(rename = "列")]
    pub columns: Option<KeyedList<Column>>,
    /// 文字栏: text blocks under the indicator table.
    #[serde(rename = "文字栏")]
    pub blocks: Option<KeyedList<Field>>,
    /// 指标计分: what the score of an indicator follows from where it has no
    /// criterion of its own.
    #[serde(rename = "指标计分")]
    pub scoring: Option<IndicatorScoring>,
    /// 总分行: whether a total row closes the table. True where left out.
    #[serde(rename = "总分行")]
    pub total_row: Option<bool>,
    /// 等级: the lowest score of each grade, best first.
    #[serde(rename = "等级")]
    pub grades: Option<Ordered<Amount>>,
    /// 章节: the chapters that the narrative must have, in this order.
    #[serde(rename = "章节")]
    pub chapters: Option<Vec<String>>,
    /// 必填: data paths that may not stay blank.
    #[serde(rename = "必填")]
    pub required: Option<Vec<String>>,
    /// 基础数据: the layout of a 基础数据表.
    #[serde(rename = "基础数据")]
    pub base_data: Option<BaseLayout>,
}

/// What a form assesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Scope {
    /// The whole unit (整体支出).
    #[serde(rename = "整体")]
    Unit,
    /// One project (项目支出).
    #[serde(rename = "项目")]
    Project,
    /// Transfer payments: targets and actuals only.
    #[serde(rename = "转移支付")]
    Transfer,
    /// A table of base data, with nothing to score.
    #[serde(rename = "基础数据")]
    BaseData,
}

/// A labelled field: a key of the data and the label the form prints for it.
///
/// Written as a map, or as the key alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Field {
    /// 键: a data path of the report (`填报.填报日期`, `总分`), or `单位.名称`.
    #[serde(rename = "键")]
    pub key: String,
    /// 标题: the label as printed; the path's last step where left out.
    #[serde(rename = "标题")]
    pub title: String,
    /// 同行: printed in one row with the field before it.
    #[serde(rename = "同行")]
    pub beside: bool,
}

/// How the funds block is laid out and scored.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FundsLayout {
    /// 标题: the block's label, such as `年度预算申请`.
    #[serde(rename = "标题")]
    pub title: String,
    /// 行标题: the total row's label, such as `年度资金总额`.
    #[serde(rename = "行标题")]
    pub row_title: String,
    /// 列: keys of 预算执行 with the titles printed over them.
    #[serde(rename = "列")]
    pub columns: KeyedList<Field>,
    /// 分值: the weight of the execution rate; `None` where it is not scored here.
    #[serde(rename = "分值")]
    pub weight: Option<Amount>,
    /// 计分: how the score follows from the rate.
    #[serde(rename = "计分")]
    pub scoring: ExecutionScoring,
    /// 按收入性质: the source rows as printed.
    #[serde(rename = "按收入性质")]
    pub sources: Vec<String>,
    /// 按支出性质: the nature rows as printed.
    #[serde(rename = "按支出性质")]
    pub natures: Vec<String>,
    /// 其中: the rows under the total, as printed.
    #[serde(rename = "其中")]
    pub parts: Vec<String>,
    /// 其中完整: whether the 其中 rows are all there is, so that they must add up.
    #[serde(rename = "其中完整")]
    pub parts_complete: bool,
}

/// How the execution score follows from the rate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum ExecutionScoring {
    /// 分值 × 执行率, at most the weight (财预〔2020〕10号).
    #[default]
    #[serde(rename = "按执行率")]
    Proportional,
    /// Not held against a formula.
    #[serde(rename = "不核")]
    Unchecked,
}

/// How the goals block is laid out and scored.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GoalLayout {
    /// 标题: the block's label, such as `年度总体目标`.
    #[serde(rename = "标题")]
    pub title: String,
    /// 分组: each goal has indicator rows of its own (武汉).
    #[serde(rename = "分组")]
    pub grouped: bool,
    /// 列: keys of a goal (预期目标, 调整目标, 实际完成情况, 得分) with their titles.
    #[serde(rename = "列")]
    pub columns: KeyedList<Field>,
    /// 分值: the weight of the goal itself, on forms that score it.
    #[serde(rename = "分值")]
    pub weight: Option<Amount>,
}

/// A level-1 heading.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Level1 {
    /// 名称, such as 产出指标.
    #[serde(rename = "名称")]
    pub name: String,
    /// 分值: the weight of its rows together, where the form fixes it.
    #[serde(rename = "分值")]
    pub weight: Option<Amount>,
    /// 二级指标 that may stand under it; empty where the form does not say.
    #[serde(rename = "二级指标")]
    pub level2: Vec<String>,
}

/// A column of the indicator table. Written as a map, or as the key alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Column {
    /// 键: a key of the row, known to every form or this form's own. Two keys
    /// joined with `+` print in one cell (`偏差原因+改进措施`).
    #[serde(rename = "键")]
    pub key: String,
    /// 标题: the heading as printed; the key where left out.
    #[serde(rename = "标题")]
    pub title: String,
    /// 标注分值: print the weight inside the label, as `数量指标1（0.5分）`.
    #[serde(rename = "标注分值")]
    pub shows_weight: bool,
    /// 数字: align right, with tabular figures. True for 分值 and 得分.
    #[serde(rename = "数字")]
    pub numeric: bool,
}

/// How a 基础数据表 is laid out.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BaseLayout {
    /// 完整明细: names of spending rows whose 其中 rows must add up.
    #[serde(rename = "完整明细")]
    pub complete: Vec<String>,
    /// 逐项: names of spending rows below which every item has a row of its own
    /// (一个专项一行), printed without 其中.
    #[serde(rename = "逐项")]
    pub itemised: Vec<String>,
}

impl Form {
    /// The unit of the amounts in what is filled on this form: its own, or else the
    /// form's.
    pub fn money_unit_of(&self, own: Option<MoneyUnit>) -> Option<MoneyUnit> {
        own.or(self.money_unit)
    }

    /// The columns of the indicator table.
    pub fn columns(&self) -> &[Column] {
        self.columns.as_ref().map_or(&[], |columns| &columns.0)
    }

    /// Whether the indicator table has a column for this key.
    pub fn has_column(&self, key: &str) -> bool {
        self.columns()
            .iter()
            .any(|column| column.key.split('+').any(|part| part == key))
    }

    /// The keys of an indicator row in the order of the form's columns; those that it
    /// has no column for after the key that they follow elsewhere.
    pub fn row_keys(&self) -> Vec<&str> {
        let columns = self.columns().iter();
        let mut keys: Vec<&str> = columns.flat_map(|column| column.key.split('+')).collect();
        for (at, key) in Indicator::KEYS.into_iter().enumerate() {
            if !keys.contains(&key) {
                let before = at.checked_sub(1).map(|before| Indicator::KEYS[before]);
                let before = before.and_then(|before| keys.iter().position(|one| *one == before));
                keys.insert(before.map_or(0, |before| before + 1), key);
            }
        }
        keys
    }

    /// The weight in 分 that it fixes for the rows under a level-1 heading.
    pub fn level1_weight(&self, name: &str) -> Option<Amount> {
        let mut level1 = self.level1.iter().flatten();
        level1.find(|one| one.name == name)?.weight
    }

    /// The text blocks under the indicator table.
    pub fn blocks(&self) -> &[Field] {
        self.blocks.as_ref().map_or(&[], |blocks| &blocks.0)
    }

    /// Whether the form has a text block for this key under its table.
    pub fn has_block(&self, key: &str) -> bool {
        self.blocks().iter().any(|block| block.key == key)
    }

    /// The grade of a report: declared, or else that of its score.
    pub fn grade_of<'a>(&'a self, report: &'a Report) -> Option<&'a str> {
        match report.grade.trim() {
            "" => {
                let weight = self.funds.as_ref().and_then(|funds| funds.weight);
                self.grade(report.total_or_computed(weight)?)
            }
            declared => Some(declared),
        }
    }

    /// The grade (优, 良, 中, 差) of a score in 分; `None` without a scale.
    pub fn grade(&self, score: Amount) -> Option<&str> {
        let grades = self.grades.as_ref()?;
        let reached = grades.iter().find(|(_, lowest)| score >= **lowest);
        Some(reached.map_or("差", |(name, _)| name))
    }
}

impl Field {
    /// The label as printed.
    pub fn label(&self) -> &str {
        if self.title.is_empty() {
            self.key.rsplit('.').next().unwrap_or(&self.key)
        } else {
            &self.title
        }
    }
}

impl Column {
    /// The heading as printed.
    pub fn label(&self) -> &str {
        if self.title.is_empty() {
            &self.key
        } else {
            &self.title
        }
    }
}

/// A list whose items are maps with a 键, or just that key as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyedList<T>(pub Vec<T>);

/// What can stand for itself by its key alone.
pub trait Keyed {
    /// What the reader of an item says that it expects, by which a deserializer
    /// can tell what may stand here.
    const EXPECTED: &str;

    /// An item with this key and nothing else said.
    fn of_key(key: &str) -> Self;
}

impl Keyed for Field {
    const EXPECTED: &str = "a key or a field";

    fn of_key(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            ..Self::default()
        }
    }
}

impl Keyed for Column {
    const EXPECTED: &str = "a key or a column";

    fn of_key(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            ..Self::default()
        }
    }
}

impl<'de, T: Keyed + Deserialize<'de>> Deserialize<'de> for KeyedList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Item<T>(T);

        struct ItemVisitor<T>(PhantomData<T>);

        impl<'de, T: Keyed + Deserialize<'de>> Visitor<'de> for ItemVisitor<T> {
            type Value = Item<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(T::EXPECTED)
            }

            fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
                Ok(Item(T::of_key(key)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Item)
            }
        }

        impl<'de, T: Keyed + Deserialize<'de>> Deserialize<'de> for Item<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(ItemVisitor(PhantomData))
            }
        }

        let items = Vec::<Item<T>>::deserialize(deserializer)?;
        Ok(Self(items.into_iter().map(|Item(item)| item).collect()))
    }
}
