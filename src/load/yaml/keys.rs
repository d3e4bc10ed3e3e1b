//! What a wrong key was probably meant to be.

use crate::load::codes;

/// The word nearest to a wrong one; `None` when none is near.
pub fn nearest<'a>(wrong: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = bare(wrong);
    let mut best: Option<((f64, usize), &str)> = None;
    for word in words {
        let near = likeness(wrong, word);
        if near.0 >= 0.5 && best.is_none_or(|(most, _)| near > most) {
            best = Some((near, word));
        }
    }
    best.map(|(_, word)| word)
}

/// How alike two words are, from 0 to 1, and how far they start alike, which
/// decides between two that are equally near: `实施部门` was `实施单位`.
fn likeness(wrong: &str, word: &str) -> (f64, usize) {
    let (short, long) = if wrong.len() < word.len() {
        (wrong, word)
    } else {
        (word, wrong)
    };
    // `万` is `万元`, but `千元` is not `元`
    let is_part = !short.is_empty()
        && long.contains(short)
        && (long.starts_with(short) || short.chars().count() > 1);
    let near = strsim::normalized_damerau_levenshtein(wrong, word);
    let near = if is_part { near.max(0.9) } else { near };
    let alike = wrong.chars().zip(word.chars());
    (near, alike.take_while(|(a, b)| a == b).count())
}

/// What is to be said of a key that is not known.
#[derive(Debug)]
pub struct UnknownKey {
    pub code: &'static str,
    pub message: String,
    pub help: String,
}

/// What is wrong with a key that is none of the words, and how to mend it. The
/// keys that are written beside it were not meant a second time.
pub fn unknown_key(key: &str, words: &[&str], written: &[&str]) -> UnknownKey {
    let said = |message: String, help: String| UnknownKey {
        code: codes::UNKNOWN_KEY,
        message,
        help,
    };
    // a map between braces, `{分值：10}`: the whole pair came out as a key
    if let Some((name, value)) = key.split_once(['：', ':'])
        && words.contains(&name.trim())
    {
        return UnknownKey {
            code: codes::SYNTAX,
            ..said(
                format!("“{key}”的冒号要用半角，后面空一格"),
                format!("写作“{}: {}”。", name.trim(), value.trim()),
            )
        };
    }
    let plain = plain(key);
    if words.contains(&plain.as_str()) {
        return said(
            format!("栏目名“{plain}”里多了空格、引号或括号"),
            format!("写作“{plain}”。"),
        );
    }
    if let Some(home) = home(&plain).filter(|_| is_of_report(words)) {
        return said(
            format!("“{key}”不写在这里"),
            format!("“{plain}”应写在{home}，请检查缩进。"),
        );
    }
    let free: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !written.contains(word))
        .collect();
    let meant = same(&plain)
        .filter(|meant| words.contains(meant))
        .or_else(|| nearest(&plain, free.iter().copied()));
    if let Some(meant) = meant {
        return said(
            format!("没有“{key}”这个栏目，是不是“{meant}”？"),
            format!("把“{key}”改成“{meant}”。"),
        );
    }
    if let Some(meant) = nearest(&plain, words.iter().copied()) {
        return said(
            format!("没有“{key}”这个栏目，是不是“{meant}”？"),
            format!("“{meant}”已经写了一次，请核对后只留正确的那一个。"),
        );
    }
    let help = if is_contact(&plain) {
        "联系人、电话写在“不公开:”之下，不会发布。".to_owned()
    } else if BASE.contains(&plain.as_str()) && is_of_report(words) {
        format!("“{plain}”写在基础数据表 base.yaml 里。")
    } else {
        format!("这里可写：{}。", free.join("、"))
    };
    said(format!("没有“{key}”这个栏目"), help)
}

/// Whether a key asks for who filled in the form and how to reach them.
fn is_contact(key: &str) -> bool {
    ["电话", "手机", "联系", "填表人", "填报人", "经办人"]
        .iter()
        .any(|word| key.contains(word))
}

/// What other forms call a key.
fn same(key: &str) -> Option<&'static str> {
    const SAME: [(&str, &str); 6] = [
        ("权重", "分值"),
        ("满分", "分值"),
        ("度量单位", "计量单位"),
        ("绩效目标", "年度目标"),
        ("评价等级", "等级"),
        ("合计", "总分"),
    ];
    SAME.iter()
        .find(|(other, _)| *other == key)
        .map(|(_, ours)| *ours)
}

/// A key without spaces, also those within, and without quotes and brackets.
fn plain(key: &str) -> String {
    bare(key).replace(char::is_whitespace, "")
}

/// Whether two different words are one character apart: one changed, added, left
/// out, or two exchanged.
pub fn is_one_slip(one: &str, other: &str) -> bool {
    strsim::damerau_levenshtein(one, other) == 1
}

/// A key without the quotes, colons and spaces that got into it.
fn bare(key: &str) -> &str {
    key.trim_matches(|char: char| char.is_whitespace() || "“”‘’\"'：:【】".contains(char))
}

/// Whether these are the keys of a report or of a block of one.
fn is_of_report(words: &[&str]) -> bool {
    [
        "绩效指标",
        "全年执行数",
        "预期目标",
        "三级指标",
        "填报日期",
        "实施单位",
    ]
    .iter()
    .any(|key| words.contains(key))
}

/// The blocks of base data.
const BASE: [&str; 4] = ["财政供养人员", "经费控制", "楼堂馆所", "厉行节约保障措施"];

/// Where a known key belongs, for one that is written in the wrong block.
pub(super) fn home(key: &str) -> Option<&'static str> {
    const HOMES: [(&str, &[&str]); 6] = [
        (
            "最外层（顶格写）",
            &[
                "表式",
                "年度",
                "标题",
                "金额单位",
                "公开",
                "填报",
                "预算执行",
                "年度目标",
                "绩效指标",
                "一级指标分值",
                "总分",
                "等级",
                "备注",
                "校验说明",
                "不公开",
            ],
        ),
        (
            "“预算执行”之下",
            &[
                "年初预算数",
                "全年预算数",
                "全年执行数",
                "执行率",
                "按收入性质",
                "按支出性质",
            ],
        ),
        (
            "“年度目标”的一项里",
            &["预期目标", "调整目标", "实际完成情况"],
        ),
        (
            "“绩效指标”的一项里",
            &[
                "一级指标",
                "二级指标",
                "三级指标",
                "计量单位",
                "指标性质",
                "年度指标值",
                "实际完成值",
                "评分标准",
                "计分",
                "并入上行",
                "分值",
                "得分",
                "偏差原因",
                "改进措施",
            ],
        ),
        ("“填报”之下", &["单位负责人", "填报日期"]),
        ("“公开”之下", &["索引号", "发布日期", "公开方式"]),
    ];
    HOMES
        .iter()
        .find(|(_, keys)| keys.contains(&key))
        .map(|(home, _)| *home)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let words = ["得分", "分值", "全年预算数", "年初预算数"];
        assert_eq!(nearest("得份", words), Some("得分"));
        assert_eq!(nearest("全年预算", words), Some("全年预算数"));
        assert_eq!(nearest("“得分”", words), Some("得分"));
        assert_eq!(nearest("联系人", words), None);
        assert_eq!(
            nearest("实施部门", ["主管部门", "实施单位"]),
            Some("实施单位")
        );
    }

    #[test]
    fn an_unknown_key_is_told_with_what_it_should_be() {
        let row = ["三级指标", "分值", "得分"];
        for (key, words, code, help) in [
            ("得份", &row[..], "ZP002", "把“得份”改成“得分”。"),
            ("得 分", &row, "ZP002", "写作“得分”。"),
            ("分值：10", &row, "ZP001", "写作“分值: 10”。"),
            ("权重", &row, "ZP002", "把“权重”改成“分值”。"),
            (
                "执行率",
                &row,
                "ZP002",
                "“执行率”应写在“预算执行”之下，请检查缩进。",
            ),
            (
                "经办人",
                &row,
                "ZP002",
                "联系人、电话写在“不公开:”之下，不会发布。",
            ),
            ("得分", &["名称"], "ZP002", "这里可写：名称。"),
        ] {
            let said = unknown_key(key, words, &[]);
            assert_eq!((said.code, said.help.as_str()), (code, help), "{key}");
        }
    }
}
