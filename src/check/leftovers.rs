//! What a template or a word processor leaves in a text: field codes, hints for
//! the one who fills in, signs that stand for a name or a figure. Shared by the
//! rules that look for them and those that would stumble over them.

use super::texts::{Text, is_chinese};
use crate::model::letters::trim;

/// What word processors and spreadsheets leave behind.
const CODES: [&str; 15] = [
    "_GoBack",
    "HYPERLINK \"",
    "PAGEREF _",
    "\\* MERGEFORMAT",
    "错误!未找到引用源",
    "错误！未找到引用源",
    "错误!未定义书签",
    "错误！未定义书签",
    "Reference source not found",
    "#REF!",
    "#DIV/0!",
    "#VALUE!",
    "#NAME?",
    "#NUM!",
    "#N/A",
];

/// Hints that a template gives.
const HINTS: [&str; 16] = [
    "此处填写",
    "此处输入",
    "在此填写",
    "在此输入",
    "点击此处",
    "请输入文字",
    "（请填写",
    "(请填写",
    "【请填写",
    "（填写说明",
    "(填写说明",
    "【填写说明",
    "（待补充",
    "(待补充",
    "（待填",
    "【待补充",
];

/// What a sign that stands for a name or a figure is followed by.
const AFTER_SIGN: [&str; 22] = [
    "单位", "部门", "街道", "镇", "乡", "区", "县", "市", "省", "局", "项", "年", "月", "日",
    "万元", "元", "亿元", "%", "％", "个", "资金", "指标",
];

/// What people, things and events are counted in, after a sign for their number.
const COUNTED: [&str; 12] = [
    "人", "名", "户", "家", "件", "场", "次", "座", "处", "亩", "公里", "批次",
];

/// What leads to a number of them.
#[rustfmt::skip]
const LEADS: [&str; 30] = [
    "招录", "招聘", "录用", "引进", "培训", "新增", "新建", "新招录", "新招聘", "建成", "开展", "举办", "完成", "检查",
    "走访", "慰问", "帮扶", "救助", "惠及", "受益", "涉及", "办理", "受理", "发放", "改造", "修建", "共", "共计",
    "达到", "其中",
];

/// What is in every hint and limit of words, for a quick look at a text.
pub fn telltales() -> Vec<String> {
    let broken = CODES.iter().filter(|code| code.starts_with("错误"));
    let words = HINTS.iter().chain(broken);
    let pairs = words.map(|word| word.chars().skip(1).take(2).collect());
    pairs.chain(["字".to_owned()]).collect()
}

/// The first thing left over in a text.
pub fn left_over<'t>(text: &'t Text<'_>) -> Option<&'t str> {
    let signs = text.signs;
    let lowercase = signs.lowercase() && text.words.contains("source not found");
    let may_be = signs.code() || signs.cross() || signs.listed() || lowercase;
    may_be.then(|| left_over_in(&text.words)).flatten()
}

/// The first thing left over in these words.
pub fn left_over_in(words: &str) -> Option<&str> {
    code(words)
        .or_else(|| hint(words))
        .or_else(|| limit_of_words(words))
        .or_else(|| sign_for_a_word(words))
        .or_else(|| blank_line(words))
}

/// Whether a text is nothing but dots, a slash, or a template's `指标1：`.
pub fn is_template_row(text: &str) -> bool {
    let text = trim(text);
    let is_dots = is_dots(text);
    let numbered = text.strip_prefix("指标").is_some_and(|rest| {
        let number = rest.trim_start();
        let after = number
            .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        let rest = after.trim_start_matches(['：', ':', '、', '.']).trim();
        after.len() < number.len() && (rest.is_empty() || self::is_dots(rest))
    });
    is_dots || numbered || text == "/" || text == "／"
}

/// `……`, `...`: at least two dots and nothing else.
pub fn is_dots(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, '…' | '．' | '.' | '。' | '·' | '⋯'))
        && (text.contains(['…', '⋯']) || text.chars().count() > 1)
}

/// A field code of a word processor, a fault of a spreadsheet, a name in braces.
fn code(text: &str) -> Option<&str> {
    bookmark(text)
        .or_else(|| CODES.iter().find_map(|code| found(text, code)))
        .or_else(|| braces(text))
}

fn hint(text: &str) -> Option<&str> {
    HINTS.iter().find_map(|hint| found(text, hint))
}

fn found<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    // to look whether it is there is quicker than to look where
    let at = text.contains(word).then(|| text.find(word))??;
    Some(&text[at..at + word.len()])
}

/// `[bookmark: _GoBack]`, in Markdown with its brackets escaped.
fn bookmark(text: &str) -> Option<&str> {
    let at = text.find("[bookmark")?;
    let start = if text[..at].ends_with('\\') {
        at - 1
    } else {
        at
    };
    let length = text[at..]
        .find(']')
        .map_or("[bookmark".len(), |end| end + 1);
    Some(&text[start..at + length])
}

/// `{{name}}` or `${name}`.
fn braces(text: &str) -> Option<&str> {
    let at = text.find("{{").or_else(|| text.find("${"))?;
    let length = text[at..].rfind('}').map_or(2, |end| end + 1);
    Some(&text[at..at + length])
}

/// `（100字以内）`, or a text that is only that.
fn limit_of_words(text: &str) -> Option<&str> {
    if !text.contains('字') {
        return None;
    }
    let limits = |words: &str| {
        let counts = words.match_indices('字').any(|(at, _)| {
            let before = words[..at].trim_end_matches(['个', ' ']);
            let after = &words[at + '字'.len_utf8()..];
            let number = before.ends_with(|c: char| c.is_ascii_digit() || "百千".contains(c));
            let bounded = ["以内", "之内", "以下", "左右", "内"]
                .iter()
                .any(|one| after.starts_with(one))
                || ["不超过", "限", "控制在", "不少于"]
                    .iter()
                    .any(|one| before.contains(one));
            number && bounded
        });
        // what is written by the piece is a task: 每篇1000字以内
        let task = words.contains(['每', '篇', '份', '期', '条', '稿']);
        counts && !task && words.chars().count() <= 24
    };
    let brackets = text.match_indices(['（', '(']).find_map(|(at, _)| {
        let inside = &text[at..];
        let end = inside.find(['）', ')'])?;
        let width = inside[end..].chars().next().map_or(1, char::len_utf8);
        limits(&inside[..end]).then(|| &inside[..end + width])
    });
    let whole = || (text.chars().count() <= 12 && limits(text)).then_some(text);
    brackets.or_else(whole)
}

/// `XX街道`, `××万元`, `20XX年`: a sign where a name or a figure should be. A name
/// or a number that is masked on purpose is none.
fn sign_for_a_word(text: &str) -> Option<&str> {
    let is_sign = |c: char| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×');
    let mut rest = text;
    while let Some(at) = rest.find(is_sign) {
        let signs = rest[at..].len() - rest[at..].trim_start_matches(is_sign).len();
        let (run, after) = rest[at..].split_at(signs);
        let before = &text[..text.len() - rest.len() + at];
        let next = after.chars().next();
        let previous = before.chars().next_back();
        let is_word =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "*＊".contains(c));
        let long = run.chars().count() >= 2;
        let follows = AFTER_SIGN.iter().find(|word| after.starts_with(**word));
        let year = before.ends_with("20") && after.starts_with(['年', '〕', ']']);
        if long && year {
            let end = next.map_or(0, char::len_utf8);
            return text.get(before.len() - 2..before.len() + signs + end);
        }
        if long && !is_word(previous) && !is_word(next) {
            let counted = || {
                let unit = COUNTED.iter().find(|word| after.starts_with(**word));
                unit.filter(|_| LEADS.iter().any(|word| before.ends_with(word)))
            };
            let follows = follows.or_else(counted);
            if let Some(word) = follows.filter(|word| !is_of_a_person(after, word)) {
                return text.get(before.len()..before.len() + signs + word.len());
            }
            if run.len() == text.len() {
                return Some(text);
            }
        }
        rest = after;
    }
    None
}

/// `李××镇长`, `周××市民`: the sign masks a name.
fn is_of_a_person(after: &str, word: &str) -> bool {
    after[word.len()..].starts_with(['长', '民'])
}

/// `（  年度）`: a title whose year is not filled in; its bracket and what follows.
pub fn blank_year(title: &str) -> Option<&str> {
    title.match_indices(['（', '(']).find_map(|(at, bracket)| {
        let inside = &title[at + bracket.len()..];
        let blank = inside.len() - inside.trim_start().len();
        let is_year = blank > 0 && inside.trim_start().starts_with("年度");
        is_year.then(|| &title[at..at + bracket.len() + blank + "年度".len()])
    })
}

/// `____` beside Chinese words: a line to write on.
fn blank_line(text: &str) -> Option<&str> {
    let is_line = |c: char| c == '_' || c == '＿';
    let at = text.find("___").or_else(|| text.find("＿＿"))?;
    let (run, after) =
        text[at..].split_at(text[at..].len() - text[at..].trim_start_matches(is_line).len());
    let beside = |c: Option<char>| c.is_some_and(|c| is_chinese(c) || "：（）".contains(c));
    (beside(text[..at].chars().next_back()) || beside(after.chars().next())).then_some(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_over_is_named() {
        for (text, words) in [
            (
                "\\[bookmark: _GoBack\\]2023年项目支出",
                "\\[bookmark: _GoBack\\]",
            ),
            ("见[bookmark: _Toc1]表", "[bookmark: _Toc1]"),
            ("合计#REF!万元", "#REF!"),
            ("{{单位名称}}绩效自评", "{{单位名称}}"),
            ("年度总体目标（100字以内）", "（100字以内）"),
            ("(不超过500个字)", "(不超过500个字)"),
            ("200字以内", "200字以内"),
            ("XX街道办事处", "XX街道"),
            ("投入××万元", "××万元"),
            ("20XX年度自评", "20XX年"),
            ("财绩〔20XX〕1号", "20XX〕"),
            ("xx", "xx"),
            ("力争2024年新招录XX人", "XX人"),
            ("全年开展活动共××场", "××场"),
            ("（此处填写工作内容）", "此处填写"),
            ("负责人：____", "____"),
        ] {
            assert_eq!(left_over_in(text), Some(words), "{text}");
        }
    }

    #[test]
    fn what_only_looks_left_over_is_not() {
        for text in [
            "电话136XXXX0000",
            "李××等3人",
            "车牌湘A·XX123",
            "长3×4米",
            "印制信息简报，每篇1000字以内的稿件",
            "工装XXL码",
            "会议室(容纳50人以内)",
            "请填写问卷的群众",
            "（每篇不少于500字）",
            "李××镇长走访",
            "村民王XX户危房改造，走访李XX名下企业",
            "发布_通知",
            "[1]",
        ] {
            assert_eq!(left_over_in(text), None, "{text}");
        }
    }

    #[test]
    fn rows_of_a_template_are_told_from_names() {
        for text in ["……", "...", "指标1：", "指标2", "指标 3:……", "/", "。。。"]
        {
            assert!(is_template_row(text), "{text}");
        }
        for text in [
            "数量指标1",
            "指标1：培训人数",
            "指标完成率",
            "无",
            "-",
            "。",
        ] {
            assert!(!is_template_row(text), "{text}");
        }
    }
}
