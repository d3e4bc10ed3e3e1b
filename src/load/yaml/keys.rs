//! What a wrong key was probably meant to be.

/// The word nearest to a wrong one; `None` when none is near.
pub fn nearest<'a>(wrong: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = bare(wrong);
    let mut best: Option<(f64, &str)> = None;
    for word in words {
        let near = if !wrong.is_empty() && (word.contains(wrong) || wrong.contains(word)) {
            0.9
        } else {
            0.0
        };
        let near = strsim::normalized_damerau_levenshtein(wrong, word).max(near);
        if near >= 0.5 && best.is_none_or(|(most, _)| near > most) {
            best = Some((near, word));
        }
    }
    best.map(|(_, word)| word)
}

/// A key without the quotes, colons and spaces that got into it.
pub(super) fn bare(key: &str) -> &str {
    key.trim_matches(|char: char| char.is_whitespace() || "“”‘’\"'：:【】".contains(char))
}

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
    }
}
