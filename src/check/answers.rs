//! What an actual in words says: that a target is reached, which of the three
//! tiers it is in, or nothing that could be held against a figure.

/// Actuals of the first tier (达成年度指标): what a form offers for them.
const ALL_REACHED: &[&str] = &[
    "达成预期指标",
    "达成年度指标",
    "全部达成预期指标",
    "全部达成年度指标",
    "达成预期目标",
    "全部达成",
    "全部完成",
    "已全部完成",
];

/// Whether an actual says in set words that the target is reached.
pub fn says_all_reached(actual: &str) -> bool {
    let words: String = actual.chars().filter(|c| c.is_alphanumeric()).collect();
    ALL_REACHED.contains(&words.as_str())
}

/// The most that a qualitative actual can score, in percent of the weight, by
/// the tier that it names (财预〔2020〕10号): 80 for the second, 60 for the third.
/// `None` for the first, and for words that name none.
pub fn most_of_tier(actual: &str) -> Option<i64> {
    const PARTLY: [&str; 3] = ["部分达成", "部分完成", "部分实现"];
    #[rustfmt::skip]
    const NOT: [&str; 24] = [
        "未达成", "未完成", "未开展", "未实施", "没有完成", "不合格", "未验收", "未通过", "未完工",
        "未竣工", "未建成", "未开工", "未启动", "未按期", "未按时", "未及时", "未达标", "不达标",
        "尚未完成", "尚未开", "尚未验收", "尚未建", "尚未实施", "尚未启动",
    ];
    let actual = actual.trim();
    // within a longer text they may be about something else
    let names = |words: &[&str]| words.iter().any(|word| actual.starts_with(word));
    if names(&PARTLY) {
        Some(80)
    } else {
        names(&NOT).then_some(60)
    }
}

/// Whether an actual is a mere appraisal: 逐步提升, 不定期举行. It names neither
/// a number (in digits or in Chinese) nor that something is done.
pub fn is_vague(actual: &str) -> bool {
    #[rustfmt::skip]
    const VAGUE: [&str; 36] = [
        "逐步", "不断", "进一步", "持续", "稳步", "有所", "较大", "较好", "良好", "明显", "显著",
        "有效", "不定期", "基本满意", "较满意", "提升", "提高", "增强", "改善", "优化", "加强",
        "上升", "好转", "较高", "很高", "优秀", "较为", "比较", "大幅", "长期", "积极", "努力",
        "得到", "促进", "推动", "平稳",
    ];
    // what is done, or kept to, may be a full answer
    #[rustfmt::skip]
    const DONE: [&str; 21] = [
        "完成", "达成", "达标", "达到", "到位", "已", "按", "全", "均", "合格", "及时", "无", "零",
        "未", "预算", "以内", "之内", "范围", "目标", "标准", "要求",
    ];
    let says = |words: &[&str]| words.iter().any(|word| actual.contains(word));
    let has_digit = actual.bytes().any(|byte| byte.is_ascii_digit());
    !has_digit && says(&VAGUE) && !says(&DONE) && !has_number(actual)
}

/// Whether a text has a number in it, be it in digits or in Chinese: 每周两次.
pub fn has_number(text: &str) -> bool {
    // 一 in these is no number
    const WORDS: [&str; 10] = [
        "进一步",
        "一定",
        "统一",
        "一致",
        "一般",
        "一体",
        "一系列",
        "第一时间",
        "一流",
        "一律",
    ];
    let text = WORDS
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, ""));
    text.chars()
        .any(|c| c.is_numeric() || "一二三四五六七八九十百千万亿两半".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appraisal_is_told_from_an_answer() {
        for text in [
            "逐步提升",
            "不定期举行",
            "有所改善",
            "进一步加强",
            "非常优秀",
        ] {
            assert!(is_vague(text), "{text}");
        }
        for text in [
            "",
            "已完成",
            "全部完成",
            "达成预期指标",
            "每周两次",
            "提高5%",
            "按时发放",
            "发放到位",
            "合格",
            "无",
            "好",
            "2023年12月",
            "已逐步完成",
        ] {
            assert!(!is_vague(text), "{text}");
        }
    }

    #[test]
    fn tiers_are_named_in_set_words() {
        for (text, most) in [
            ("部分达成预期指标并具有一定效果", Some(80)),
            ("未达成预期指标且效果较差", Some(60)),
            ("未完成", Some(60)),
            ("全部达成预期指标", None),
            ("未发生", None),
            ("已完成，无未完成事项", None),
        ] {
            assert_eq!(most_of_tier(text), most, "{text}");
        }
        assert!(says_all_reached("达成预期指标。") && !says_all_reached("基本达成预期指标"));
    }
}
