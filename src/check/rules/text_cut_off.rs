//! 文字没有写完就断了。
//!
//! # 检查什么
//! 粘贴、录入时截断的文字：以逗号、顿号结尾；引号、括号没有关上；止于“扣”“得”“以及”“80%以”“……居民的”这样不能结尾的词；同一句话别处多写一两个字（“保障资金有效使”和“保障资金有效使用”）。同一栏有三处以上断了的，那一栏其他不像评分标准结尾的也指出。
//! 成段的文字只差末尾一个句号的，自评报告里别的段落都有句号、只有一段没有的，作提示。
//!
//! # 依据
//! 《政府信息公开条例》第六条：公开的信息应当准确。GB/T 15834《标点符号用法》。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处，整治环境，
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 2706.79
//!   全年执行数: 2706.79
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```

use crate::check::texts::{Kind, Text, Texts, is_chinese};
use crate::check::{Check, FileRef, Finding, Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::letters::ends;
use std::borrow::Cow;

pub static RULE: Rule = Rule {
    code: "ZP410",
    name: "text_cut_off",
    title: "文字没有写完",
    severity: Severity::Warning,
    file: include_str!("text_cut_off.rs"),
    check: Check::Texts(check),
};

fn check(texts: &Texts<'_>, findings: &mut Findings) {
    let mut open: Vec<&Text<'_>> = Vec::new();
    let mut cut_criteria: Vec<FileRef> = Vec::new();
    for text in &texts.texts {
        if !text.ends || !matches!(text.kind, Kind::Value | Kind::Prose | Kind::Line) {
            continue;
        }
        if let Some(message) = breaks_off(text) {
            if text.key == CRITERION {
                cut_criteria.push(text.file);
            }
            say(text, texts, message, findings);
        } else if text.words.len() >= SHORTEST && text.words.ends_with(is_chinese) {
            open.push(text);
        }
    }
    open.retain(|one| !tell_cut_column(one, texts, &cut_criteria, findings));
    tell_shorter(&mut open, texts, findings);
    let mut lines: Vec<&Text<'_>> = Vec::new();
    for one in open {
        if !tell_unfinished(one, texts, findings) && one.kind == Kind::Line {
            lines.push(one);
        }
    }
    tell_only_open_lines(&lines, texts, findings);
}

/// Tells the one paragraph of a narrative that has no mark at its end.
fn tell_only_open_lines(open: &[&Text<'_>], texts: &Texts<'_>, findings: &mut Findings) {
    const FEWEST: usize = 8;
    let is_sentence = |text: &Text<'_>| text.words.contains(['，', '；', '。']);
    for file in open.chunk_by(|one, next| one.file == next.file) {
        let mut sentences = file.iter().filter(|one| is_sentence(one));
        let (Some(only), None) = (sentences.next(), sentences.next()) else {
            continue;
        };
        let others = texts
            .texts
            .iter()
            .filter(|text| text.file == only.file && text.kind == Kind::Line && is_sentence(text));
        let (closed, all) = others.fold((0, 0), |(closed, all), text| {
            let is_closed = text.words.ends_with(['。', '；', '：', '！', '）', '”']);
            (closed + usize::from(is_closed), all + 1)
        });
        if closed >= FEWEST && closed + 1 == all {
            let message = format!(
                "止于“{}”，没有句号，别的段落都有，可能没有写完",
                tail(&only.words)
            );
            say(only, texts, message, findings)
                .severity(Severity::Note)
                .help("补全文字，或者补上句号");
        }
    }
}

fn say<'f>(
    text: &Text<'_>,
    texts: &Texts<'_>,
    message: String,
    findings: &'f mut Findings,
) -> &'f mut Finding {
    let finding = findings.add(text.file, texts.path(text), message);
    let help = if text.words.ends_with(['，', '、', ',']) {
        "照原件补全；已经写完的，末尾改成句号"
    } else {
        "照原件补全"
    };
    finding.quote(tail(&text.words)).help(help)
}

const CRITERION: &str = "评分标准";
/// Shorter texts without a mark at the end are taken as they are, in bytes.
const SHORTEST: usize = 30;

/// The last few characters, to be shown.
fn tail(words: &str) -> &str {
    let line = words.rsplit('\n').next().unwrap_or(words);
    let start = line.char_indices().rev().nth(7).map_or(0, |(at, _)| at);
    &line[start..]
}

/// Why a text cannot end where it does.
fn breaks_off(text: &Text<'_>) -> Option<String> {
    let words: &str = &text.words;
    let before = words.trim_end_matches(['，', '、', ',', ' ']);
    if before.len() < words.len()
        && before.ends_with(|c: char| is_chinese(c) || c.is_ascii_digit())
        && before.contains(is_chinese)
    {
        return Some(format!("止于“{}”，没有写完", tail(words)));
    }
    if text.kind != Kind::Line
        && text.signs.bracket()
        && let Some((open, close)) = unclosed(words)
    {
        return Some(format!(
            "“{open}”没有对应的“{close}”，文字没有写完，或漏了“{close}”"
        ));
    }
    let lone = last_clause(words).is_some_and(|clause| LONE.contains(&clause));
    let word = ENDLESS.iter().any(|word| ends(words, word));
    let bound = words.strip_suffix('以').is_some_and(|before| {
        before.ends_with(|c: char| c.is_ascii_digit() || "%％分次人元".contains(c))
    });
    let particle = ends_in_particle(text);
    (lone || word || bound || particle).then(|| format!("止于“{}”，没有写完", tail(words)))
}

/// Words that are no clause by themselves.
const LONE: [&str; 19] = [
    "扣", "得", "扣完", "不得", "并", "以", "使", "对", "在", "为", "将", "由", "因", "从", "和",
    "与", "及", "或", "但",
];

/// Words that want something after them.
const ENDLESS: [&str; 17] = [
    "以及", "并且", "而且", "因为", "由于", "关于", "对于", "为了", "不仅", "但是", "或者", "以便",
    "从而", "进而", "例如", "促使", "致使",
];

/// The words after the last comma, where there is one.
fn last_clause(words: &str) -> Option<&str> {
    let (_, clause) = words.rsplit_once(['，', '；', '。', ',', ';', '：'])?;
    Some(clause.trim())
}

/// Particles at the end, with the characters before them that make a word of them.
const PARTICLES: [(char, &str); 6] = [
    ('使', "行驱大天公出役指即支主唆"),
    ('的', "目有标似是"),
    ('和', "总缓温平柔祥附饱随共谐人亲调讲求议中晴"),
    ('与', "参给赠授付赋干"),
    ('及', "普涉波触顾论提企遍惠危殃推得不埃"),
    ('并', "合兼吞归一火"),
];

fn ends_in_particle(text: &Text<'_>) -> bool {
    let words: &str = &text.words;
    let mut back = words.chars().rev();
    let (Some(last), Some(previous)) = (back.next(), back.next()) else {
        return false;
    };
    let Some((_, makes_a_word)) = PARTICLES.iter().find(|(particle, _)| *particle == last) else {
        return false;
    };
    // "是……造成的" is a whole sentence, and so are words of a list
    let clause = words
        .rsplit(['，', '；', '。', '\n'])
        .next()
        .unwrap_or(words);
    let sentence = text.kind != Kind::Value && words.contains(['。', '；']);
    let enough = match last {
        '使' => words.chars().count() >= 4,
        '的' => {
            // one of several cases: 未报送的；弄虚作假的
            let case = ["的；", "的，", "的。"]
                .iter()
                .any(|end| words.contains(end));
            let cause = ["是", "造成", "导致", "引起", "形成"];
            let whole = cause.iter().any(|word| clause.contains(word));
            sentence && !case && !whole && text.key != CRITERION
        }
        _ => sentence,
    };
    enough && is_chinese(previous) && !makes_a_word.contains(previous)
}

/// The bracket or quotation mark that is never closed, and what closes it.
fn unclosed(words: &str) -> Option<(char, char)> {
    const PAIRS: [(char, char); 5] = [
        ('（', '）'),
        ('《', '》'),
        ('【', '】'),
        ('「', '」'),
        ('“', '”'),
    ];
    let mut counts = [(0, 0); PAIRS.len()];
    for c in words.chars() {
        match c {
            '（' | '(' => counts[0].0 += 1,
            '）' | ')' => counts[0].1 += 1,
            '《' => counts[1].0 += 1,
            '》' => counts[1].1 += 1,
            '【' => counts[2].0 += 1,
            '】' => counts[2].1 += 1,
            '「' => counts[3].0 += 1,
            '」' => counts[3].1 += 1,
            '“' => counts[4].0 += 1,
            '”' => counts[4].1 += 1,
            _ => {}
        }
    }
    // an opening quotation mark is often typed where a closing one belongs, and a
    // straight one anywhere
    let (opened, closed) = counts[4];
    if (opened + closed) % 2 == 0 || words.contains(['"', '＂']) {
        counts[4] = (0, 0);
    }
    let mut pairs = PAIRS.into_iter().zip(counts);
    pairs.find_map(|(pair, (opened, closed)): (_, (u32, u32))| (opened > closed).then_some(pair))
}

/// A criterion in a column that is cut in three places and more, which does not end
/// as criteria do.
fn tell_cut_column(
    one: &Text<'_>,
    texts: &Texts<'_>,
    cut: &[FileRef],
    findings: &mut Findings,
) -> bool {
    if one.key != CRITERION {
        return false;
    }
    let many = cut.iter().filter(|file| **file == one.file).count() >= 3;
    let whole = ["分", "为止", "止", "满分", "计分"]
        .iter()
        .any(|end| one.words.ends_with(end));
    if !many || whole {
        return false;
    }
    let shown = tail(&one.words);
    let message = format!("这一栏多处没有写完，“{shown}”也像是断了");
    say(one, texts, message, findings);
    true
}

/// Tells the texts that are one or two characters shorter than the same text
/// elsewhere, and takes them out.
fn tell_shorter(open: &mut Vec<&Text<'_>>, texts: &Texts<'_>, findings: &mut Findings) {
    let mut sorted: Vec<(&str, Cow<'_, str>, usize)> = Vec::with_capacity(open.len());
    sorted.extend(
        open.iter()
            .enumerate()
            .map(|(at, one)| (one.key, plain(one), at)),
    );
    sorted.sort_unstable();
    let mut shorter: Vec<(usize, usize, String)> = Vec::new();
    for (n, (key, words, at)) in sorted.iter().enumerate() {
        let longer = sorted[n + 1..].iter().find(|(_, other, _)| other != words);
        let Some((other_key, other, other_at)) = longer else {
            continue;
        };
        let more = other
            .strip_prefix(words.as_ref())
            .filter(|_| key == other_key);
        let elsewhere = open[*at].file != open[*other_at].file;
        if let Some(more) = more
            && completes(words, more, elsewhere && *key == "年度指标值")
        {
            shorter.push((*at, *other_at, more.to_owned()));
        }
    }
    shorter.sort_unstable();
    for (at, other, more) in &shorter {
        let message = format!("比别处的同一句话少“{more}”，没有写完");
        let (file, path) = (open[*other].file, texts.path(open[*other]));
        let finding = say(open[*at], texts, message, findings);
        finding.related.push((file, path, "别处写全了".to_owned()));
    }
    let mut at = 0;
    open.retain(|_| {
        at += 1;
        !shorter.iter().any(|(short, ..)| short + 1 == at)
    });
}

/// A text without spaces, its commas all of one kind.
fn plain<'t>(text: &'t Text<'_>) -> Cow<'t, str> {
    if !text.words.contains([' ', ',', '\n']) {
        return Cow::Borrowed(&text.words);
    }
    let characters = text.words.chars().filter(|c| !c.is_whitespace());
    characters
        .map(|c| if c == ',' { '，' } else { c })
        .collect()
}

/// Whether what the longer text has more completes the shorter: one character, or
/// two where the same target stands in two forms, which are no mere suffix.
fn completes(words: &str, more: &str, same_target: bool) -> bool {
    const SUFFIXES: &str = "率数度量额类者性化前后中内外上下左右起底初末期时的了等们和与及或\
                            次人个处项年月日分元级型式版站室所点队员长费款办局厅部会馆场园";
    let count = more.chars().count();
    let long = words.chars().count() >= 14;
    let plain = more.chars().all(is_chinese) && !more.starts_with(|c: char| SUFFIXES.contains(c));
    plain && (count == 1 || count == 2 && same_target && long)
}

/// Tells a passage without a mark at its end: a warning where its last word is
/// found whole elsewhere in the file, a note where all lines before it are closed;
/// says whether it told anything.
fn tell_unfinished(one: &Text<'_>, texts: &Texts<'_>, findings: &mut Findings) -> bool {
    let words: &str = &one.words;
    if words.len() < 120 || !words.contains(['。', '；']) {
        return false;
    }
    if let Some(word) = broken_word(one, texts) {
        let message = format!("止于“{}”，别处作“{word}”，没有写完", tail(words));
        say(one, texts, message, findings);
        return true;
    }
    let lines: Vec<&str> = words
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let closed = |line: &&str| line.trim_end().ends_with(['。', '；', ';', '！', '.']);
    let passage = lines.len() == 1 && words.contains('。') && words.chars().count() >= 80;
    let list = lines.len() >= 3 && lines[..lines.len() - 1].iter().all(closed);
    let unfinished = one.kind != Kind::Value && (list || passage);
    if unfinished {
        let message = format!("止于“{}”，没有句号，可能没有写完", tail(words));
        say(one, texts, message, findings)
            .severity(Severity::Note)
            .help("补全文字，或者补上句号");
    }
    unfinished
}

/// The word that the last character begins: the last four characters go on elsewhere
/// in the file, always with the same character, and that with the last one is a
/// commoner pair than the last two.
fn broken_word(one: &Text<'_>, texts: &Texts<'_>) -> Option<String> {
    let back: Vec<char> = one.words.chars().rev().take(4).collect();
    let &[last, third, ..] = back.as_slice() else {
        return None;
    };
    if back.len() < 4 || !back.iter().all(|c| is_chinese(*c)) {
        return None;
    }
    let last_four: String = back.iter().rev().collect();
    let same_file = || texts.texts.iter().filter(|text| text.file == one.file);
    let count = |word: &str| -> usize {
        let counts = same_file().map(|text| text.words.matches(word).count());
        counts.sum()
    };
    let mut ends = 0;
    let mut follows = None;
    for text in same_file() {
        for (at, word) in text.words.match_indices(&last_four) {
            match text.words[at + word.len()..].chars().next() {
                None => ends += 1,
                next if follows.is_none() || follows == next => follows = next,
                Some(_) => return None,
            }
        }
    }
    let follows = follows.filter(|c| is_chinese(*c) && ends == 1)?;
    let ending = String::from_iter([third, last]);
    let word = String::from_iter([last, follows]);
    let words = count(&word);
    (words >= 3 && words > count(&ending) + 1).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found};

    fn messages(goal: &str) -> Vec<String> {
        let edit = [(
            "预期目标: 全年拆除违法建设139处。",
            &*format!("预期目标: {goal}"),
        )];
        let findings = findings_after(&RULE, &edit);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn a_text_cannot_end_in_a_comma_an_open_bracket_or_half_a_word() {
        for (goal, message) in [
            ("全年拆除违法建设139处，", "止于“法建设139处，”，没有写完"),
            (
                "全年拆除（含新增，139处。",
                "“（”没有对应的“）”，文字没有写完，或漏了“）”",
            ),
            (
                "创建宜居社区；解决贫困居民的",
                "止于“；解决贫困居民的”，没有写完",
            ),
            ("保障资金有效使", "止于“保障资金有效使”，没有写完"),
            ("整治环境以及", "止于“整治环境以及”，没有写完"),
        ] {
            assert_eq!(messages(goal), [message], "{goal}");
        }
    }

    #[test]
    fn a_text_that_ends_is_left_alone() {
        for goal in [
            "全年拆除违法建设139处",
            "公众参与",
            "达到规定的目的",
            "是受疫情影响造成的",
            "整改落实；问题是历史原因造成的",
            "“三公“经费下降",
            "1）拆除违法建设；2）整治环境",
            "依法行使",
            "予以取缔；全面普及",
            "规范行为，有所作为",
            "见附件（略）",
            "完成，按季度得分",
            "未按时报送的，扣分；弄虚作假的",
            "实现政通人和；全面惠及",
            "开展\"三清一改“行动",
        ] {
            assert_eq!(messages(goal), [""; 0], "{goal}");
        }
    }

    #[test]
    fn criteria_that_stop_short_are_found_and_with_them_their_column() {
        let rows: String = [
            "每少1次，扣0.5分，扣",
            "未达到90%，扣完",
            "80%以",
            "有完整的审批程序和完备的手",
            "每少1次扣1分，扣完为止",
            "按时完成得5分",
        ]
        .iter()
        .map(|words| format!("  - {{三级指标: 甲, 评分标准: '{words}'}}\n"))
        .collect();
        let found = found(&format!("表式: 湖南-整体支出-2024\n绩效指标:\n{rows}"));
        let cut: Vec<&String> = found.iter().filter(|one| one.contains("ZP410")).collect();
        let place = |n: usize| format!("ZP410 警告 绩效指标[{n}].评分标准");
        assert_eq!(cut, [&place(1), &place(2), &place(3), &place(4)]);
    }

    #[test]
    fn a_text_shorter_than_itself_elsewhere_is_found() {
        let rows = "绩效指标:\n  - {三级指标: 甲, 年度指标值: '聚焦解决群众实际问题,创建平安社'}\n\
            \u{20} - {三级指标: 乙, 年度指标值: 聚焦解决群众实际问题，创建平安社区}\n\
            \u{20} - {三级指标: 丙, 年度指标值: 聚焦解决群众实际问题}\n";
        let found = found(&format!("表式: 湖南-整体支出\n{rows}"));
        let cut: Vec<&String> = found.iter().filter(|one| one.contains("ZP410")).collect();
        assert_eq!(cut, ["ZP410 警告 绩效指标[1].年度指标值"]);
    }

    #[test]
    fn a_passage_without_its_last_full_stop_is_a_note() {
        let goal = "|\n      1、全年拆除违法建设139处，整治重点区域环境270场次。\n\
            \u{20}     2、每周大扫除，清理卫生死角和零散的建筑垃圾。\n      3、整改圈养家";
        assert_eq!(
            messages(goal),
            ["止于“3、整改圈养家”，没有句号，可能没有写完"]
        );
    }

    #[test]
    fn half_of_a_word_that_is_common_in_the_file_is_a_warning() {
        let goal = "志愿者服务成为常态；购买服务到位；公共服务便民；窗口服务规范，\
            设备购置完成，工作有序开展，市民公德教育得到加强，推动志愿者服";
        assert_eq!(
            messages(goal),
            ["止于“强，推动志愿者服”，别处作“服务”，没有写完"]
        );
    }
}
