//! 目标栏、自评报告里写的指标数，与指标表里的不一样。
//!
//! # 检查什么
//! 文字里紧跟在三级指标名称之后、单位也相同的数：预期目标里的应等于年度指标值，实际完成情况里的应等于实际完成值，自评报告里的应等于其中之一（写明“目标”或“实际”的，等于那一个）。约数、上年数、分月分季的数不查。
//!
//! # 依据
//! 同一个数写在几处，应当一致。
//!
//! # 错例
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 486.20
//!   全年执行数: 486.20
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年整治背街小巷26条。
//!     实际完成情况: 全年整治背街小巷82条。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 整治背街小巷数量
//!     年度指标值: 26条
//!     实际完成值: 28条
//!     分值: 50
//!     得分: 50
//!   - 一级指标: 效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 30
//!   - 一级指标: 满意度指标
//!     三级指标: 居民满意度
//!     年度指标值: 95%
//!     实际完成值: 96%
//!     分值: 10
//!     得分: 10
//! 总分: 100
//! ```
//!
//! # 改法
//! ```yaml
//! 表式: 湖南-整体支出
//! 年度: 2023
//! 预算执行:
//!   全年预算数: 486.20
//!   全年执行数: 486.20
//!   分值: 10
//!   执行率: 100%
//!   得分: 10
//! 年度目标:
//!   - 预期目标: 全年整治背街小巷26条。
//!     实际完成情况: 全年整治背街小巷28条。
//! 绩效指标:
//!   - 一级指标: 产出指标
//!     三级指标: 整治背街小巷数量
//!     年度指标值: 26条
//!     实际完成值: 28条
//!     分值: 50
//!     得分: 50
//!   - 一级指标: 效益指标
//!     三级指标: 改善人居环境
//!     年度指标值: 明显改善
//!     实际完成值: 明显改善
//!     分值: 30
//!     得分: 30
//!   - 一级指标: 满意度指标
//!     三级指标: 居民满意度
//!     年度指标值: 95%
//!     实际完成值: 96%
//!     分值: 10
//!     得分: 10
//! 总分: 100
//! ```

use crate::check::{Check, FileRef, Findings, Rule, reports};
use crate::diagnostic::Severity;
use crate::folder::{Narrative, UnitFolder};
use crate::model::quantity::Value;
use crate::model::{Amount, DataPath, Indicator, Quantity, Report};

pub static RULE: Rule = Rule {
    code: "ZP316",
    name: "figure_differs_from_indicator",
    title: "文中数字与指标表不符",
    severity: Severity::Warning,
    file: include_str!("figure_differs_from_indicator.rs"),
    check: Check::Unit(check),
};

/// Between an indicator's name and its figure, or at the end of the name.
const CONNECTORS: [&str; 36] = [
    "数量",
    "次数",
    "场次",
    "人数",
    "处数",
    "户数",
    "家数",
    "个数",
    "天数",
    "面积",
    "完成",
    "达到",
    "达",
    "为",
    "是",
    "共",
    "共计",
    "合计",
    "累计",
    "全年",
    "不少于",
    "不低于",
    "不超过",
    "不高于",
    "至少",
    "≥",
    "≤",
    "目标",
    "目标值",
    "指标值",
    "年度指标值",
    "实际",
    "实际完成",
    "实际完成值",
    "了",
    "：",
];

/// With one of these before it in its sentence a figure may be of something else.
const OTHERWISE: [&str; 17] = [
    "上年",
    "去年",
    "上一年",
    "往年",
    "同期",
    "明年",
    "下一年",
    "每",
    "比",
    "较",
    "上半年",
    "下半年",
    "季度",
    "月",
    "截至",
    "其中",
    "年初",
];

/// What may stand right before a name that is the whole of what is counted.
const LEADS: [&str; 13] = [
    "全年",
    "累计",
    "共",
    "共计",
    "已",
    "完成",
    "实现",
    "年内",
    "本年",
    "本年度",
    "年度",
    "了",
    "和",
];

/// A name shorter than this says too little.
const SHORTEST: usize = 4;

/// What a figure in a text is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Target,
    Actual,
    Either,
}

/// A row with the name that texts call it by.
struct Named<'r> {
    path: DataPath,
    row: &'r Indicator,
    name: &'r str,
}

/// A text with its file and place.
struct Text<'t> {
    file: FileRef,
    form_file: FileRef,
    path: DataPath,
    words: &'t str,
    of: Of,
}

fn check(unit: &UnitFolder, findings: &mut Findings) {
    for (file, document) in reports(unit) {
        let report = &document.data;
        let rows = named_rows(report);
        if rows.is_empty() {
            continue;
        }
        for (at, goal) in report.goals.iter().enumerate() {
            let below = DataPath::root().key("年度目标").index(at);
            let own: Vec<&Named<'_>> = rows
                .iter()
                .filter(|named| goal.indicators.is_empty() || named.path.0.starts_with(&below.0))
                .collect();
            for (key, words, of) in [
                ("预期目标", &goal.expected, Of::Target),
                ("调整目标", &goal.adjusted, Of::Target),
                ("实际完成情况", &goal.achieved, Of::Actual),
            ] {
                let path = below.clone().key(key);
                let text = Text {
                    file,
                    form_file: file,
                    path,
                    words,
                    of,
                };
                hold(&text, &own, findings);
            }
        }
        let all: Vec<&Named<'_>> = rows.iter().collect();
        if let Some((prose, narrative)) = narrative_of(unit, file) {
            for (at, chapter) in narrative.chapters.iter().enumerate() {
                let ends = narrative.chapters.get(at + 1).map(|next| next.span.start);
                let source = &narrative.source.text;
                let span = chapter.span.start..ends.unwrap_or(source.len());
                let text = Text {
                    file: prose,
                    form_file: file,
                    path: DataPath::root().key("正文").key(&chapter.title),
                    words: source.get(span).unwrap_or_default(),
                    of: Of::Either,
                };
                hold(&text, &all, findings);
            }
        }
    }
}

fn narrative_of(unit: &UnitFolder, form: FileRef) -> Option<(FileRef, &Narrative)> {
    match form {
        FileRef::Report(at) => {
            let narrative = unit.years.get(at)?.narrative.as_ref()?;
            Some((FileRef::Narrative(at), narrative))
        }
        FileRef::Project(at, n) => {
            let project = unit.years.get(at)?.projects.get(n)?;
            Some((
                FileRef::ProjectNarrative(at, n),
                project.narrative.as_ref()?,
            ))
        }
        _ => None,
    }
}

/// The rows that a text can name: by a name of some length that only one has.
fn named_rows(report: &Report) -> Vec<Named<'_>> {
    let rows = report.rows().map(|(path, row)| {
        let name = without_connectors(row.name.trim()).0;
        Named { path, row, name }
    });
    let rows: Vec<Named<'_>> = rows.collect();
    let is_own = |name: &str| {
        let same = rows.iter().filter(|other| other.name.ends_with(name));
        name.chars().count() >= SHORTEST && same.count() == 1
    };
    let own: Vec<bool> = rows.iter().map(|named| is_own(named.name)).collect();
    let rows = rows.into_iter().zip(own);
    rows.filter_map(|(named, own)| own.then_some(named))
        .collect()
}

/// Holds the figures of a text against the rows.
fn hold(text: &Text<'_>, rows: &[&Named<'_>], findings: &mut Findings) {
    let words = text.words;
    // The row last spoken of, where its name begins, and where its figure ends.
    let mut last: Option<(usize, usize, usize)> = None;
    for (start, end) in digits(words) {
        let floor = last.map_or(0, |(_, _, end)| end);
        let (before, of) = without_connectors(&words[floor..start]);
        let continued = last.filter(|_| before.is_empty());
        let named = || rows.iter().position(|named| before.ends_with(named.name));
        let (at, from) = match continued {
            Some((at, from, _)) => (at, from),
            None => match named() {
                Some(at) if stands_alone(before, rows[at].name) => {
                    (at, floor + before.len() - rows[at].name.len())
                }
                _ => continue,
            },
        };
        let of = match (of, text.of) {
            (Of::Either, of) => of,
            // a goal is a goal, whatever it says is to be reached
            (Of::Actual, Of::Target) => Of::Target,
            (of, _) => of,
        };
        let said_before = words[..from].rsplit(['。', '；', ';', '\n']).next();
        let sentence = &words[from - said_before.map_or(0, str::len)..start];
        if OTHERWISE.iter().any(|word| sentence.contains(word)) {
            continue;
        }
        let Some(said) = compare(&words[start..], end - start, rows[at].row, of) else {
            continue;
        };
        last = Some((at, from, start + said.length));
        let Some(expected) = said.expected else {
            continue;
        };
        let (key, cell) = expected;
        let shown = &words[start..start + said.length];
        let name = rows[at].row.name.trim();
        let path = text.path.clone();
        let finding = findings.add(
            text.file,
            path,
            format!("“{name}”写的是{shown}，指标表里的{key}是{}", cell.trim()),
        );
        finding
            .quote(&words[from..start + said.length])
            .help("查明哪一个对，改成一致");
        let place = rows[at].path.clone().key(key);
        let cell = format!("{key}{}", cell.trim());
        finding.related.push((text.form_file, place, cell));
    }
}

/// A figure that was understood.
struct Said<'r> {
    /// Its bytes with its unit.
    length: usize,
    /// The cell that says otherwise, with its key.
    expected: Option<(&'static str, &'r str)>,
}

/// Holds a figure at the beginning of a text against a row; `None` where they may
/// count different things.
fn compare<'r>(text: &str, digits: usize, row: &'r Indicator, of: Of) -> Option<Said<'r>> {
    let written = Quantity::read(&text[..digits]);
    let mut amount = written.only_figure()?.exact()?;
    let mut length = digits;
    for (word, times) in [("万", 10_000), ("亿", 100_000_000)] {
        if text[length..].starts_with(word) {
            amount = amount.checked_mul(Amount::from_int(times))?;
            length += word.len();
        }
    }
    let target = ("年度指标值", row.target.as_str());
    let actual = ("实际完成值", row.actual.as_str());
    let cells = match of {
        Of::Target => vec![target],
        Of::Actual => vec![actual],
        Of::Either => vec![actual, target],
    };
    let mut unit = String::new();
    let mut agrees = false;
    for (_, cell) in &cells {
        let quantity = Quantity::read(cell);
        let figure = quantity.only_figure()?;
        let Value::One(value) = figure.value else {
            return None;
        };
        if figure.approximation.is_some() || !figure.period.is_empty() || figure.rank {
            return None;
        }
        let own = match figure.unit.as_str() {
            "" => row.measure_unit.trim(),
            own => own,
        };
        unit = own.to_owned();
        agrees |= value == amount;
    }
    let rest = text[length..].strip_prefix(unit.as_str())?;
    let goes_on = [
        "次",
        "人",
        "/",
        "余",
        "多",
        "左右",
        "以上",
        "以下",
        "的目标",
        "目标",
        "任务",
        "的任务",
        "个百分点",
    ];
    if unit.is_empty() || goes_on.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    length += unit.len();
    let expected = (!agrees).then(|| cells[0]);
    Some(Said { length, expected })
}

/// A text without the connecting words and signs at its end, and what they say of
/// the figure after them.
fn without_connectors(text: &str) -> (&str, Of) {
    let mut rest = text;
    let mut of = Of::Either;
    loop {
        let signs = rest.trim_end_matches([' ', '*', '“', '”', '：', ':', '，', ',']);
        let signs = match signs.strip_suffix('。') {
            // the bold words that a paragraph begins with
            Some(before) if rest.ends_with('*') => before,
            _ => signs,
        };
        let words = CONNECTORS.iter().filter(|word| signs.ends_with(**word));
        let Some(word) = words.max_by_key(|word| word.len()) else {
            return (signs, of);
        };
        if of == Of::Either && word.contains("标") {
            of = Of::Target;
        } else if of == Of::Either && word.contains("实际") {
            of = Of::Actual;
        }
        rest = &signs[..signs.len() - word.len()];
    }
}

/// Whether a name at the end of a text is not the end of a longer one.
fn stands_alone(before: &str, name: &str) -> bool {
    let lead = before[..before.len() - name.len()].trim_end_matches([' ', '*', '“']);
    let sign = lead
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric());
    sign || LEADS.iter().any(|word| lead.ends_with(word))
}

/// The numbers of a text that are not part of a longer word.
fn digits(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let is_digit = move |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !is_digit(at) {
            at += 1;
        }
        let start = at;
        while is_digit(at) || (matches!(bytes.get(at), Some(b'.' | b',')) && is_digit(at + 1)) {
            at += 1;
        }
        (start < at).then_some((start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "全年整治背街小巷28条。";

    fn said(new: &str) -> Vec<String> {
        let found = findings_after(&RULE, &[(OLD, new)]);
        found.iter().map(|one| one.message.clone()).collect()
    }

    #[test]
    fn another_figure_is_named_with_the_cell() {
        let found = findings_after(&RULE, &[(OLD, "背街小巷整治到位，整治背街小巷共计82条。")]);
        assert_eq!(
            found[0].message,
            "“整治背街小巷数量”写的是82条，指标表里的实际完成值是28条"
        );
        assert_eq!(found[0].quote, "整治背街小巷共计82条");
        assert_eq!(
            said("整治背街小巷数量：目标26条，实际27条。居民满意度达到91%。"),
            [
                "“整治背街小巷数量”写的是27条，指标表里的实际完成值是28条",
                "“居民满意度”写的是91%，指标表里的实际完成值是96%"
            ]
        );
    }

    #[test]
    fn figures_of_something_else_are_let_be() {
        for text in [
            "上年整治背街小巷20条，今年整治背街小巷28条。",
            "整治背街小巷近30条。",
            "整治背街小巷20余条。",
            "整治背街小巷12公里。",
            "其中整治背街小巷5条。",
            "老年居民满意度91%。",
            "完成了整治背街小巷26条的目标。",
            "每月整治背街小巷2条。",
            "人居环境明显改善；上年整治背街小巷20条。",
            "整治背街小巷投入80万元，铺设管线26条。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_goal_is_held_against_the_target() {
        let found = findings_after(
            &RULE,
            &[("全年整治背街小巷26条", "全年整治背街小巷不少于28条")],
        );
        assert_eq!(
            found[0].message,
            "“整治背街小巷数量”写的是28条，指标表里的年度指标值是26条"
        );
    }

    #[test]
    fn a_narrative_may_give_either() {
        let chapters = "## 一、单位基本情况\n\n甲。\n\n## 二、一般公共预算支出情况\n\n甲。\n\n## 三、单位整体支出绩效情况\n\n{}\n\n## 四、存在的问题及原因分析\n\n甲。\n\n## 五、下一步改进措施\n\n甲。\n\n## 六、绩效自评结果拟应用和公开情况\n\n甲。\n";
        let found = |text: &str| {
            let mut example = RULE.examples().right;
            example.markdown = chapters.replace("{}", text);
            let unit = crate::check::testing::unit(&example, None);
            let found = crate::check::testing::findings(unit);
            found.into_iter().map(|one| one.quote).collect::<Vec<_>>()
        };
        assert_eq!(
            found("**整治背街小巷数量。**全年目标26条，实际完成28条。"),
            [""; 0]
        );
        assert_eq!(found("整治背街小巷26条，居民满意度96%。"), [""; 0]);
        assert_eq!(
            found("**整治背街小巷数量。**全年目标26条，实际完成29条。"),
            ["整治背街小巷数量。**全年目标26条，实际完成29条"]
        );
    }
}
