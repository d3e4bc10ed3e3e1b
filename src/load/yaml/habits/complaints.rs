//! The parser's own complaints in Chinese.

use super::Habit;
use super::line::Line;

/// The parser's complaint in Chinese, where no habit explains it.
pub(super) fn translated(text: &str, complaint: &str, at: usize) -> Habit {
    const WORDS: [(&str, &str, &str); 12] = [
        (
            "did not find expected key",
            "这一行与上面对不齐，或上面的内容没有写完",
            "同一组的栏目要左边对齐；也请检查上一行的引号和括号。",
        ),
        (
            "did not find expected '-'",
            "这一行应是列表的下一项，却没有以“- ”开头",
            "请检查缩进，或在行首补“- ”。",
        ),
        (
            "mapping values are not allowed",
            "这里不能再出现“栏目: 内容”",
            "请检查缩进；若冒号是内容的一部分，请给整段内容加引号。",
        ),
        (
            "could not find expected ':'",
            "这一行不是“栏目: 内容”的写法",
            "若是上一行内容的继续，请接在上一行末尾，或比上一行多空两格；若是新的一栏，写作“栏目: 内容”。",
        ),
        (
            "did not find expected ',' or",
            "方括号或花括号没有成对",
            "请检查括号和逗号，逗号和括号都用半角。",
        ),
        (
            "block sequence entries are not allowed",
            "列表项不能写在这里",
            "请另起一行写“- ”；若是内容的一部分，请加引号。",
        ),
        (
            "tab character",
            "缩进用了制表符（Tab）",
            "请改用半角空格，每层两格。",
        ),
        (
            "cannot start any token",
            "这个字符不能放在开头",
            "请给整段内容加引号。",
        ),
        (
            "unknown escape",
            "双引号里的“\\”会被当成转义记号",
            "请改用单引号，或写成“\\\\”。",
        ),
        (
            "expected comment or line break",
            "“|”“>”后面不能再有内容",
            "正文从下一行写起并缩进；若是大于号，请给整段内容加引号。",
        ),
        (
            "expected node content",
            "这里应有内容",
            "请检查括号、逗号和缩进。",
        ),
        (
            "invalid type",
            "栏目名只能是文字",
            "请检查花括号、方括号和问号；若是内容的一部分，请加引号。",
        ),
    ];
    let (message, help) = WORDS
        .iter()
        .find(|(words, _, _)| complaint.contains(words))
        .map_or(
            (
                "这里读不懂",
                "请检查这一行和上一行的冒号、引号、括号与缩进。",
            ),
            |(_, message, help)| (*message, *help),
        );
    let line = Line::at(text, at);
    // the end of the file or of a line marks nothing: then the line itself
    let mut span = at..line.span.start + line.text().trim_end().len();
    if span.start >= span.end {
        let shown = if line.text().trim().is_empty() {
            Line::before(text, line.span.start).unwrap_or(line)
        } else {
            line
        };
        let indent = shown.text().len() - shown.text().trim_start().len();
        span = shown.span.start + indent..shown.span.end;
    }
    Habit::new(span, message, help)
}
