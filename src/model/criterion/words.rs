//! The words of criteria.

use super::Side;

pub(super) const CHINESE_DIGITS: &[(&str, u8)] = &[
    ("一", 1),
    ("二", 2),
    ("两", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("七", 7),
    ("八", 8),
    ("九", 9),
    ("十", 10),
];

/// What the actual is measured against.
#[rustfmt::skip]
pub(super) const AIMS: &[&str] = &[
    "目标值", "目标数", "目标次数", "目标数量", "目标任务", "目标任务数", "目标要求", "目标", "年度目标值",
    "年度目标", "年度目标任务", "年度指标值", "年初目标值", "年初目标", "预期目标值", "预期目标",
    "既定目标", "绩效目标", "绩效目标值", "指标值", "指标", "任务数", "任务", "任务目标", "计划数",
    "计划", "计划值", "计划数量", "标准值", "规定次数", "规定",
];

/// After 每.
#[rustfmt::skip]
pub(super) const MOVES: &[(&str, Side)] = &[
    ("少于", Side::Below), ("低于", Side::Below), ("少", Side::Below), ("低", Side::Below),
    ("下降", Side::Below), ("降低", Side::Below), ("减少", Side::Below), ("降", Side::Below),
    ("缺少", Side::Below), ("缺", Side::Below), ("差", Side::Below), ("少完成", Side::Below),
    ("未完成", Side::Below), ("未达到", Side::Below), ("不足", Side::Below),
    ("高于", Side::Above), ("超过", Side::Above), ("超出", Side::Above), ("超", Side::Above),
    ("多于", Side::Above), ("多", Side::Above), ("高", Side::Above), ("高出", Side::Above),
    ("增加", Side::Above), ("上升", Side::Above), ("增长", Side::Above),
    ("发生", Side::Events), ("出现", Side::Events), ("发现", Side::Events), ("查出", Side::Events),
    ("延迟", Side::Events), ("推迟", Side::Events), ("延期", Side::Events), ("逾期", Side::Events),
    ("超期", Side::Events), ("迟", Side::Events), ("晚", Side::Events), ("拖延", Side::Events),
    ("有", Side::Events), ("存在", Side::Events), ("查实", Side::Events), ("漏报", Side::Events), ("错报", Side::Events), ("迟报", Side::Events),
];

/// Before 每: 较目标值每低1%.
pub(super) const BESIDE: &[&str] = &["与", "较", "比", "和", "同"];

/// From the aim on.
pub(super) const LEAD_INS: &[&str] = &["在此基础上", "以此为基准", "以目标值为基准"];

/// What points are a part of: 扣分值的10%.
#[rustfmt::skip]
pub(super) const WEIGHTS: &[&str] = &[
    "权重", "权重分", "权重分值", "分值", "该指标分值", "该项分值", "本项分值", "指标分值", "该项权重分", "该指标权重分", "总分值", "指标分", "该项分", "该指标权重", "指标权重",
];

/// Before a figure: at least so much.
#[rustfmt::skip]
pub(super) const AT_LEAST: &[&str] = &[
    "达到", "达", "已达到", "完成", "完成率达到", "达到或超过", "不低于", "不少于", "≥", ">=",
    "大于等于", "大于或等于", "高于等于", "达标率≥", "在",
];

/// Before a figure: more.
pub(super) const OVER: &[&str] = &["高于", "超过", "大于", "多于", ">"];

/// Before a figure: less.
#[rustfmt::skip]
pub(super) const UNDER: &[&str] = &[
    "未达到", "未达", "没有达到", "达不到", "低于", "少于", "小于", "不足", "不到", "<",
];

/// Before a figure: so much or less.
#[rustfmt::skip]
pub(super) const AT_MOST: &[&str] = &[
    "不超过", "不高于", "不大于", "不多于", "≤", "<=", "小于等于", "小于或等于", "控制在",
];

/// Between the ends of a range.
pub(super) const UP_TO: &[&str] = &["-", "—", "–", "~", "至", "到"];

/// The target is reached.
#[rustfmt::skip]
pub(super) const MET: &[&str] = &[
    "达到", "完成", "达标", "全部完成", "已完成", "全部达到", "达成", "≥", "大于等于", "不低于", "不少于", "实现", "完成或超过", "达到或超过",
];

/// It is not.
#[rustfmt::skip]
pub(super) const NOT_MET: &[&str] = &[
    "未达到", "未完成", "未达标", "未达成", "未实现", "没有完成", "没有达到", "不达标", "达不到", "低于", "少于",
    "<", "小于",
];

/// It is all but reached.
#[rustfmt::skip]
pub(super) const PARTLY: &[&str] = &[
    "基本完成", "基本达到", "基本达标", "基本达成", "基本实现", "部分完成", "部分达到", "部分达标", "部分达成",
    "部分实现",
];

/// Before a figure that is to be so.
pub(super) const EXACTLY: &[&str] = &["=", "等于"];

/// Nothing happened that should not.
#[rustfmt::skip]
pub(super) const NO_EVENTS: &[&str] = &[
    "未发生", "没有发生", "不发生", "未出现", "没有出现", "不出现", "全年未发生", "无发生",
];

/// Something happened that should not.
#[rustfmt::skip]
pub(super) const ANY_EVENT: &[&str] = &[
    "发生", "出现", "一旦发生", "如发生", "凡发生", "如出现", "发生的", "有发生",
];

/// The name of an event may hold none of these: they would change what is meant.
#[rustfmt::skip]
pub(super) const NO_EVENT: &[&str] = &[
    "率", "数", "量", "或", "且", "除", "超", "以上", "以下", "以内", "低于", "高于", "少于", "多于", "大于",
    "小于", "较", "比", "下降", "降低", "减", "增", "上升", "每", "扣", "得", "分", "≥", "≤", "<", ">", "=",
    "+", "×", "/", "（", "(", "及时", "未", "后", "时",
];

/// These say something of a target only with its name behind them.
pub(super) const NEEDS_AIM: &[&str] = &[
    "低于",
    "少于",
    "<",
    "小于",
    "≥",
    "大于等于",
    "不低于",
    "不少于",
];

/// In all other cases.
pub(super) const OTHERWISE: &[&str] = &["否则", "反之", "其他情况", "其余情况", "其他", "其余"];

/// Nothing is given.
#[rustfmt::skip]
pub(super) const NOTHING: &[&str] = &[
    "不得分", "不计分", "不给分", "得零分", "计零分", "记零分", "不予得分", "不予计分", "零分", "全扣",
    "扣除全部分值", "扣全部分", "该项不得分", "此项不得分", "本项不得分",
];

/// All is given.
#[rustfmt::skip]
pub(super) const FULL: &[&str] = &[
    "得满分", "计满分", "记满分", "给满分", "得全分", "满分", "得全部分值", "得该项满分", "得本项满分", "得分值满分",
];

/// Points are given in proportion to what was reached: after 按 the first, then
/// the second, then the third, of which only the second must stand.
pub(super) const PROPORTION: [&[&str]; 3] = [
    &[
        "实际完成",
        "完成",
        "实际",
        "目标完成",
        "任务完成",
        "完成目标",
        "相应",
        "目标值完成",
    ],
    &["比例", "率", "比率", "百分比"],
    &["相应", "计算", "折算", "核算", "换算"],
];

/// What is done in proportion.
#[rustfmt::skip]
pub(super) const PROPORTIONAL: &[&str] = &[
    "得分", "计分", "记分", "给分", "赋分", "评分", "扣分", "扣减", "扣除", "扣减分值", "扣减相应分值",
    "扣减分数", "扣除相应分值", "扣除分值", "计算", "得相应分值", "给予得分",
];

/// 得分=完成率×分值 starts so.
pub(super) const FORMULA: &[&str] = &["得分=", "指标得分=", "该项得分=", "本项得分=", "得分为"];

/// How much of the target is reached, in a formula.
pub(super) const RATES: &[&str] = &["完成率", "实际完成率", "完成比例", "实际完成比例"];

/// What was reached, in a formula.
#[rustfmt::skip]
pub(super) const REACHED: &[&str] = &[
    "实际完成值", "实际完成数", "实际完成数量", "实际完成量", "实际值", "完成值", "实际数", "完成数", "实际完成",
];

/// Points are taken as somebody sees fit.
#[rustfmt::skip]
pub(super) const DISCRETION: &[&str] = &[
    "酌情扣分", "酌情给分", "酌情得分", "酌情计分", "酌情赋分", "酌情扣减", "酌情减分", "视情况扣分", "视情扣分",
    "根据实际情况扣分", "根据完成情况酌情扣分", "根据完成情况扣分", "根据实际情况酌情扣分", "按情况扣分",
    "视完成情况扣分", "视情况酌情扣分",
];

/// Before points that are given.
pub(super) const GIVEN: &[&str] = &["得", "计", "记", "给"];

/// Before points that are taken.
pub(super) const TAKEN: &[&str] = &["扣除", "扣减", "扣", "减扣", "减"];

/// Points are taken until none are left: every criterion means as much.
#[rustfmt::skip]
pub(super) const UNTIL_NONE: &[&str] = &[
    "扣完为止", "直至扣完为止", "直到扣完为止", "直至扣完", "直到扣完", "至扣完为止", "扣完该项分值为止",
    "扣完本项分值为止", "扣完此项分值为止", "扣完分值为止", "扣完本项为止", "扣完即止", "扣至0分为止", "扣到0分为止",
    "最低0分", "最低得0分", "最低为0分", "不计负分", "不出现负分", "不得负分", "扣完",
];

/// What a column too narrow leaves of 扣完为止.
pub(super) const CUT_OFF: &[&str] = &["扣", "扣完为"];

/// Before points: 则扣1分.
pub(super) const THEN: &[&str] = &["则", "的", "相应", "相应地", "应", "可", "的,"];

/// What is said of points starts with one of these.
pub(super) const CONSEQUENCE_STARTS: &str = "则的相应可得计记给满不零全扣该此本按减指酌视根";

/// A condition starts with one of these or with a digit.
pub(super) const CONDITION_STARTS: &str = "每与较比和同在以少低下降减缺差未不高超多增上发出查延推逾迟晚拖漏错没达小<大>≤控已完≥否反其全实基部目年既预绩指任计规标=等没无凡如有存一二两三四五六七八九十";

/// The name of what is counted may hold none of these: they would change what is
/// meant.
#[rustfmt::skip]
pub(super) const NO_NAME: &[&str] = &[
    "不", "未", "没", "非", "否", "或", "除", "如", "若", "且", "同时", "其中", "上年", "上一年", "去年",
    "同期", "同比", "环比", "相比", "对比", "比上", "较", "扣", "得分", "满分", "加分", "低于", "高于",
    "少于", "多于", "超", "以上", "以下", "以内", "之内", "以外", "小于", "大于", "目标", "下降", "降低", "减少", "减",
    "增加", "增长", "提高", "上升", "节约", "压缩", "第", "约", "近", "之间", "人均", "平均", "每", "权重",
    "至", "-", "—", "–", "~", "≥", "≤", "<", ">", "=", "+", "×", "÷", "/", "*", "^", "(", ")", "（", "）", "[", "]",
];

/// Before an event, these turn what is meant: 防止事故发生.
#[rustfmt::skip]
pub(super) const PREVENTION: &[&str] = &[
    "防", "避免", "杜绝", "遏制", "控制", "无", "零", "禁", "减", "降",
];

/// What may stand in the name though its first part alone may not: the target is
/// of the same rate.
pub(super) const RATE_NAMES: &[&str] = &["增长率", "节约率"];

/// Without 每, one of what is missing is each: 少一次扣1分.
pub(super) const MISSING: &[&str] = &["少", "缺", "缺少", "少完成", "未完成"];

/// Periods that may stand in the name: the target is of the same period.
pub(super) const PERIODS: &[&str] = &["每周", "每月", "每季度", "每年", "每天", "每日"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_starts_as_it_must_to_be_looked_for() {
        let consequences = [
            THEN,
            FULL,
            NOTHING,
            &["按"],
            FORMULA,
            DISCRETION,
            GIVEN,
            TAKEN,
        ];
        for word in consequences.concat() {
            assert!(
                word.starts_with(|c| CONSEQUENCE_STARTS.contains(c)),
                "{word}"
            );
        }
        let moves: Vec<&str> = MOVES.iter().map(|(word, _)| *word).collect();
        let digits: Vec<&str> = CHINESE_DIGITS.iter().map(|(word, _)| *word).collect();
        let conditions = [
            &["每"],
            BESIDE,
            LEAD_INS,
            &moves,
            UNDER,
            OVER,
            AT_MOST,
            AT_LEAST,
            OTHERWISE,
            NOT_MET,
            MET,
            PARTLY,
            EXACTLY,
            NO_EVENTS,
            ANY_EVENT,
            AIMS,
            &digits,
        ];
        for word in conditions.concat() {
            assert!(word.starts_with(|c| CONDITION_STARTS.contains(c)), "{word}");
        }
    }
}
