//! The words and signs that stand around figures.

use super::{Approximation, Comparator};
use crate::model::letters::{begins, ends};

/// What stands in a cell instead of nothing.
pub(super) const DASHES: &str = "-—–―─";

/// Texts that say that there is nothing to measure. 无 before anything else may
/// be a target (无重大事故), so only these.
#[rustfmt::skip]
pub(super) const NOTHING_TO_MEASURE: &[&str] = &[
    "无", "/", "不适用", "不涉及", "无此项", "无此项内容", "N/A", "n/a", "无经济效益",
    "无社会效益", "无生态效益", "无环境效益", "无可持续影响",
];

/// Before a figure.
pub(super) const COMPARATORS: &[(&str, Comparator)] = &[
    ("≥", Comparator::AtLeast),
    (">=", Comparator::AtLeast),
    ("不少于", Comparator::AtLeast),
    ("不低于", Comparator::AtLeast),
    ("不得少于", Comparator::AtLeast),
    ("不得低于", Comparator::AtLeast),
    ("不小于", Comparator::AtLeast),
    ("大于等于", Comparator::AtLeast),
    ("大于或等于", Comparator::AtLeast),
    ("至少", Comparator::AtLeast),
    ("最少", Comparator::AtLeast),
    ("≤", Comparator::AtMost),
    ("<=", Comparator::AtMost),
    ("不超过", Comparator::AtMost),
    ("不得超过", Comparator::AtMost),
    ("未超过", Comparator::AtMost),
    ("不超", Comparator::AtMost),
    ("不高于", Comparator::AtMost),
    ("不大于", Comparator::AtMost),
    ("不多于", Comparator::AtMost),
    ("小于等于", Comparator::AtMost),
    ("小于或等于", Comparator::AtMost),
    ("至多", Comparator::AtMost),
    ("最多", Comparator::AtMost),
    (">", Comparator::Over),
    ("大于", Comparator::Over),
    ("高于", Comparator::Over),
    ("多于", Comparator::Over),
    ("超过", Comparator::Over),
    ("超", Comparator::Over),
    ("<", Comparator::Under),
    ("小于", Comparator::Under),
    ("低于", Comparator::Under),
    ("少于", Comparator::Under),
    ("不足", Comparator::Under),
    ("不到", Comparator::Under),
    ("=", Comparator::Equal),
    ("等于", Comparator::Equal),
];

/// After a figure and its unit.
pub(super) const BOUNDS_AFTER: &[(&str, Comparator)] = &[
    ("以上", Comparator::AtLeast),
    ("及以上", Comparator::AtLeast),
    ("以下", Comparator::AtMost),
    ("及以下", Comparator::AtMost),
    ("（含）以上", Comparator::AtLeast),
    ("(含)以上", Comparator::AtLeast),
    ("（含）以下", Comparator::AtMost),
    ("(含)以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("之内", Comparator::AtMost),
];

/// Before a figure.
pub(super) const NEARNESS: &[(&str, Approximation)] = &[
    ("约", Approximation::About),
    ("大约", Approximation::About),
    ("约为", Approximation::About),
    ("近", Approximation::Nearly),
    ("将近", Approximation::Nearly),
    ("接近", Approximation::Nearly),
];

/// After a figure and its unit.
pub(super) const NEARNESS_AFTER: &[(&str, Approximation)] = &[
    ("左右", Approximation::About),
    ("上下", Approximation::About),
    ("余", Approximation::SomewhatOver),
    ("多", Approximation::SomewhatOver),
];

/// Words before a figure that change nothing.
#[rustfmt::skip]
pub(super) const READ_PAST: &[&str] = &[
    "达到", "达", "已达", "为", "完成", "已完成", "控制在", "共", "共计", "累计",
];

/// Before such words they turn the sense round: 没有达到, 不应超过.
pub(super) const NEGATIONS: &[&str] =
    &["不", "未", "没", "没有", "无", "非", "不得", "不能", "不应"];

/// Powers of ten: how many zeros.
pub(super) const MULTIPLIERS: &[(&str, u32)] =
    &[("万", 4), ("百万", 6), ("千万", 7), ("亿", 8), ("万亿", 12)];

/// Between the ends of a range.
pub(super) const UP_TO: &[&str] = &["-", "~", "–", "—", "至", "到"];

/// Places in a ranking are counted so.
pub(super) const RANKS: &[&str] = &["名", "位"];

/// What a figure is counted by.
#[rustfmt::skip]
pub(super) const PERIODS: &[&str] = &[
    "年", "半年", "学期", "季", "季度", "月", "个月", "旬", "周", "星期", "天", "日",
    "小时",
];

/// Spans of time: after these 内 is 以内, and before them 近 is not nearly.
#[rustfmt::skip]
pub(super) const SPANS: &[&str] = &[
    "年", "个月", "季度", "个季度", "周", "个星期", "星期", "天", "日", "工作日", "个工作日",
    "小时", "个小时", "分钟", "秒", "学时", "课时",
];

/// The units that reports count and measure in, apart from [`SPANS`].
#[rustfmt::skip]
pub(super) const UNITS: &[&str] = &[
    "%", "‰", "百分点", "个百分点", "元", "分", "倍",
    // measures
    "平方米", "平方", "平米", "㎡", "m²", "m2", "平方公里", "平方千米", "km²", "km2", "立方米", "立方", "m³", "㎥", "m3",
    "公里", "千米", "km", "米", "公顷", "亩", "吨", "t", "公斤", "千克", "kg", "克", "升", "度",
    "千瓦时", "千瓦", "兆瓦",
    // people and times
    "人", "人次", "名", "位", "户", "户次", "家", "家次", "次", "场", "场次", "期", "批", "批次",
    "班", "班次", "轮", "遍", "节", "堂", "起", "例", "笔", "宗",
    // things
    "个", "个次", "项", "项次", "件", "件次", "份", "条", "条次", "块", "处", "处次", "台",
    "台次", "套", "栋", "幢", "座", "间", "所", "盏", "棵", "株", "头", "只", "辆", "辆次",
    "艘", "架", "部", "篇", "本", "册", "张", "幅", "面", "支", "枚", "根", "段", "片", "桶",
    "箱", "组", "种", "类", "村", "门", "口", "眼", "剂次", "针次", "车次", "样次", "台套", "床位",
    "车位", "泊位", "标段", "点位", "行政村", "自然村", "人份", "亩次", "课次",
];

/// Trimmed, without a full stop at its end, full-width signs as their plain
/// ones, and without the spaces of a typesetter. A space between two digits
/// stays: nobody can say whether they are one figure.
pub(in crate::model) fn plain(text: &str) -> String {
    let text = text
        .trim()
        .trim_end_matches(|c: char| "。；;！".contains(c) || c.is_whitespace());
    let mut plain = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars().map(plain_sign) {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if space && c.is_ascii_digit() && plain.ends_with(|c: char| c.is_ascii_digit()) {
            plain.push(' ');
        }
        space = false;
        plain.push(c);
    }
    plain
}

fn plain_sign(c: char) -> char {
    match c {
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '％'
        | '．'
        | '－'
        | '～'
        | '＝'
        | '＞'
        | '＜'
        | '／'
        | '＋' => {
            // The full-width forms stand in the order of ASCII, U+FEE0 above it.
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        '═' => '=',
        _ => c,
    }
}

/// Takes a number: digits with commas and one point between.
pub(super) fn take_number<'a>(rest: &mut &'a str) -> &'a str {
    let bytes = rest.as_bytes();
    let mut len = 0;
    let mut point = false;
    while let Some(byte) = bytes.get(len) {
        let joins = bytes.get(len + 1).is_some_and(u8::is_ascii_digit) && !point;
        match byte {
            b'0'..=b'9' => {}
            b',' if joins => {}
            b'.' if joins => point = true,
            _ => break,
        }
        len += 1;
    }
    let (number, after) = rest.split_at(len);
    *rest = after;
    number
}

/// Takes the longest of these words.
pub(super) fn take_any(rest: &mut &str, words: &[&'static str]) -> Option<&'static str> {
    let fitting = words.iter().filter(|word| begins(rest, word));
    let word = fitting.max_by_key(|word| word.len())?;
    *rest = &rest[word.len()..];
    Some(word)
}

/// Takes the longest of these words, for what it means.
pub(super) fn take<T: Copy>(rest: &mut &str, words: &[(&str, T)]) -> Option<T> {
    let fitting = words.iter().filter(|(word, _)| begins(rest, word));
    let (word, meaning) = fitting.max_by_key(|(word, _)| word.len())?;
    *rest = &rest[word.len()..];
    Some(*meaning)
}

/// Takes the longest of these words from the end, for what it means.
pub(super) fn take_back<T: Copy>(rest: &mut &str, words: &[(&str, T)]) -> Option<T> {
    let fitting = words.iter().filter(|(word, _)| ends(rest, word));
    let (word, meaning) = fitting.max_by_key(|(word, _)| word.len())?;
    *rest = &rest[..rest.len() - word.len()];
    Some(*meaning)
}
