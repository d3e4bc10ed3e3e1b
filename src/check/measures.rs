//! What a figure is counted or measured in: which units are the same thing, and
//! which are another kind of thing.

use crate::model::quantity::Figure;
use crate::model::{Indicator, Quantity};

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// %, ‰, 百分点, 倍.
    Ratio,
    /// 元, with or without 万.
    Money,
    /// 分.
    Mark,
    /// 年, 天, 个工作日.
    Time,
    /// 平方米, 亩.
    Area,
    /// 公里, 米.
    Length,
    /// 立方米, 升.
    Volume,
    /// 吨, 公斤.
    Mass,
    /// 度, 千瓦时.
    Energy,
    /// 人, 名, 位.
    People,
    /// 人次, 户次.
    Visits,
    /// 次, 场, 期.
    Times,
    /// 个, 处, 家, and whatever else things are counted in.
    Things,
}

/// How one unit stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The same, or two words for it: 平方 and 平方米, 个 and 处.
    Same,
    /// Figures in them cannot be held against one another, and both may be right:
    /// 人 and 人次, 天 and 个月, % and 分.
    Akin,
    /// One of them measures something else: % and 万元.
    Other,
}

const KINDS: &[(Kind, &[&str])] = &[
    (Kind::Ratio, &["%", "‰", "百分点", "个百分点", "倍"]),
    (Kind::Money, &["元"]),
    (Kind::Mark, &["分"]),
    (
        Kind::Time,
        &[
            "年",
            "个月",
            "月",
            "季度",
            "个季度",
            "周",
            "个星期",
            "星期",
            "天",
            "日",
            "工作日",
            "个工作日",
            "小时",
            "个小时",
            "分钟",
            "秒",
            "学时",
            "课时",
        ],
    ),
    (
        Kind::Area,
        &[
            "平方米",
            "平方",
            "平米",
            "㎡",
            "m²",
            "km²",
            "m2",
            "平方公里",
            "平方千米",
            "公顷",
            "亩",
        ],
    ),
    (Kind::Length, &["公里", "千米", "km", "米"]),
    (
        Kind::Volume,
        &["立方米", "立方", "方", "m³", "㎥", "m3", "升"],
    ),
    (Kind::Mass, &["吨", "t", "公斤", "千克", "kg", "克"]),
    (Kind::Energy, &["度", "千瓦时", "千瓦", "兆瓦"]),
    (Kind::People, &["人", "名", "位"]),
    (Kind::Visits, &["人次", "人/次", "户次", "家次"]),
    (
        Kind::Times,
        &[
            "次", "场", "场次", "期", "批", "批次", "班", "班次", "轮", "遍", "节", "堂", "回",
        ],
    ),
];

/// Words for one and the same unit of measure.
const SAME: &[&[&str]] = &[
    &["平方米", "平方", "平米", "㎡", "m²", "m2"],
    &["平方公里", "平方千米", "km²", "km2"],
    &["立方米", "立方", "方", "m³", "㎥", "m3"],
    &["公里", "千米", "km"],
    &["公斤", "千克", "kg"],
    &["吨", "t"],
    &["度", "千瓦时"],
    &["日", "天"],
    &["百分点", "个百分点"],
    &["工作日", "个工作日"],
];

/// Units of one measure, each with how much of the first it is.
const SCALES: &[&[(&str, i64)]] = &[
    &[("米", 1), ("公里", 1000), ("千米", 1000), ("km", 1000)],
    &[
        ("公斤", 1),
        ("千克", 1),
        ("kg", 1),
        ("吨", 1000),
        ("t", 1000),
    ],
    &[
        ("平方米", 1),
        ("平方", 1),
        ("平米", 1),
        ("㎡", 1),
        ("公顷", 10_000),
        ("平方公里", 1_000_000),
    ],
    &[("亩", 1), ("公顷", 15)],
    &[("分钟", 1), ("小时", 60), ("个小时", 60)],
    &[("个月", 1), ("年", 12)],
    &[("‰", 1), ("%", 10)],
];

/// How much of their common measure one of each unit is: 1000 and 1 for 公里 and
/// 米. `None` where they have none, or it is not exact.
pub fn scale(one: &str, other: &str) -> Option<(i64, i64)> {
    SCALES.iter().find_map(|scale| {
        let of = |unit: &str| scale.iter().find(|(name, _)| *name == unit);
        Some((of(one)?.1, of(other)?.1))
    })
}

/// What this unit measures; something per something else goes by the first.
pub fn kind(unit: &str) -> Kind {
    let known = |unit: &str| {
        let mut kinds = KINDS.iter();
        kinds.find_map(|(kind, units)| units.contains(&unit).then_some(*kind))
    };
    let first = unit.split('/').next().unwrap_or_default();
    known(unit).or_else(|| known(first)).unwrap_or(Kind::Things)
}

/// How one unit stands to another; neither may be empty.
pub fn standing(one: &str, other: &str) -> Standing {
    let is_same = |words: &&&[&str]| words.contains(&one) && words.contains(&other);
    if one == other || SAME.iter().any(|words| is_same(&words)) {
        return Standing::Same;
    }
    let kinds = (kind(one), kind(other));
    let is_count = |kind| {
        matches!(
            kind,
            Kind::People | Kind::Visits | Kind::Times | Kind::Things
        )
    };
    // of earth it is cubic, of a wall it is square
    if (one == "方" || other == "方") && [kinds.0, kinds.1].contains(&Kind::Area) {
        return Standing::Akin;
    }
    let plain = !one.contains('/') && !other.contains('/');
    match kinds {
        (Kind::People, Kind::People) | (Kind::Times, Kind::Times) if plain => Standing::Same,
        (Kind::Things, Kind::Things) if plain => Standing::Same,
        (one, other) if one == other || (is_count(one) && is_count(other)) => Standing::Akin,
        // satisfaction is surveyed in points out of a hundred
        (Kind::Ratio, Kind::Mark) | (Kind::Mark, Kind::Ratio) => Standing::Akin,
        (Kind::Time, _) | (_, Kind::Time) | (Kind::Mark, _) | (_, Kind::Mark) => Standing::Akin,
        _ => Standing::Other,
    }
}

/// Whether two units differ only in size: 天 and 个月, 公里 and 米. Both may be
/// right beside one another.
pub fn is_one_measure(one: &str, other: &str) -> bool {
    let (one, other) = (kind(one), kind(other));
    one == other
        && matches!(
            one,
            Kind::Time | Kind::Area | Kind::Length | Kind::Volume | Kind::Mass | Kind::Energy
        )
}

/// The unit of a figure in this row: its own, else what 计量单位 or a column of
/// the form's own says, else what stands in brackets in the indicator's name.
/// Empty where none is written.
pub fn unit_of(row: &Indicator, figure: &Figure) -> String {
    if !figure.unit.is_empty() {
        return figure.unit.clone();
    }
    match column_unit(row) {
        Some(unit) => plain_unit(unit).unwrap_or_else(|| unit.to_owned()),
        None => [&row.name, &row.level2]
            .into_iter()
            .find_map(|name| bracketed_unit(name))
            .unwrap_or_default(),
    }
}

/// The unit that a column of the row states, as written.
pub fn column_unit(row: &Indicator) -> Option<&str> {
    let own = row.extra.iter().filter(|(key, _)| key.contains("单位"));
    let mut written = std::iter::once(&row.measure_unit)
        .chain(own.map(|(_, text)| text))
        .map(|text| text.trim());
    let says = |c: char| c.is_alphanumeric() || "%％‰㎡".contains(c);
    written.find(|text| text.chars().any(says))
}

/// A unit by itself as it would be read behind a figure: 元 for 万元. `None` for
/// what is no unit, such as 定性.
pub fn plain_unit(text: &str) -> Option<String> {
    let text = text.trim();
    if text.starts_with(|c: char| c.is_numeric()) {
        return None;
    }
    match Quantity::read(&format!("1{text}")) {
        Quantity::Figure(figure) if !figure.unit.is_empty() => Some(figure.unit),
        _ => None,
    }
}

/// `满意度（%）`, `税收收入（单位：万元）`.
fn bracketed_unit(name: &str) -> Option<String> {
    let mut opened = name.split(['（', '(']).skip(1);
    opened.find_map(|rest| {
        let inside = rest.split(['）', ')']).next()?;
        plain_unit(
            inside
                .trim_start_matches("单位：")
                .trim_start_matches("单位:"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_one_unit_are_the_same_and_other_things_are_not() {
        for (one, other) in [("次", "次"), ("平方", "平方米"), ("人", "名"), ("个", "处")]
        {
            assert_eq!(standing(one, other), Standing::Same, "{one} {other}");
        }
        for (one, other) in [
            ("人", "人次"),
            ("个", "人"),
            ("%", "分"),
            ("天", "个月"),
            ("公里", "米"),
            ("元/人", "元"),
        ] {
            assert_eq!(standing(one, other), Standing::Akin, "{one} {other}");
        }
        for (one, other) in [("%", "元"), ("%", "个"), ("平方米", "处"), ("吨", "公里")] {
            assert_eq!(standing(one, other), Standing::Other, "{one} {other}");
        }
    }

    #[test]
    fn a_unit_may_stand_in_its_column_or_in_brackets() {
        let figure = |text| Quantity::read(text).only_figure().cloned().unwrap();
        let row = |measure_unit: &str, name: &str| Indicator {
            measure_unit: measure_unit.into(),
            name: name.into(),
            ..Indicator::default()
        };
        for (measure_unit, name, text, unit) in [
            ("次", "", "12", "次"),
            ("万元", "", "5956.7", "元"),
            ("%", "", "12次", "次"),
            ("—", "税收收入（万元）", "1836", "元"),
            ("", "群众满意度(%)", "95", "%"),
            ("", "招商引资完成率（内资）", "80", ""),
            ("", "市容保障数量（门店总数）", "3058", ""),
        ] {
            let found = unit_of(&row(measure_unit, name), &figure(text));
            assert_eq!(found, unit, "{measure_unit} {name} {text}");
        }
    }
}
