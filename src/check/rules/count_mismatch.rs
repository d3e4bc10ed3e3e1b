//! 写明的个数与列出的个数不一样。
//!
//! # 检查什么
//! “设6个股室：……”“内设机构7个（……）”“……4个事业单位”这样写明个数又逐一列名的，数一数列了几个。列在前、列在后都数；括号里的另有名称不算；“等6个”列得少的不算错；“甲和乙中心”这样可以数作一个、也可以数作两个的，两种数法都不对才报。
//! 以“……八项：”引出列表的，与列表的条数核对。
//!
//! # 依据
//! 个数与名称说的是同一件事，读者数得出来。
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
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 机关设3个股室：党政办公室、经济发展办公室、社会事务办公室、应急管理办公室。街道辖望岳、七里山、鹰山3个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 详见自评表。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
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
//!   按收入性质:
//!     一般公共预算: 2706.79
//!   按支出性质:
//!     基本支出: 1275.43
//!     项目支出: 1431.36
//! 年度目标:
//!   - 预期目标: 全年拆除违法建设139处。
//!     实际完成情况: 全年拆除违法建设139处。
//! ```
//!
//! ```markdown
//! ## 一、单位基本情况
//!
//! 机关设3个股室：党政办公室、经济发展办公室、社会事务办公室。街道辖望岳、七里山、鹰山3个社区。
//!
//! ## 二、一般公共预算支出情况
//!
//! 详见自评表。
//!
//! ## 三、单位整体支出绩效情况
//!
//! 详见自评表。
//!
//! ## 四、存在的问题及原因分析
//!
//! 详见自评表。
//!
//! ## 五、下一步改进措施
//!
//! 详见自评表。
//!
//! ## 六、绩效自评结果拟应用和公开情况
//!
//! 详见自评表。
//! ```

use crate::check::prose::{Block, Kind, count_at, count_before, sentences};
use crate::check::{Check, FiledProse, Findings, Rule};
use crate::diagnostic::Severity;
use std::ops::Range;

pub static RULE: Rule = Rule {
    code: "ZP306",
    name: "count_mismatch",
    title: "个数与所列不符",
    severity: Severity::Warning,
    file: include_str!("count_mismatch.rs"),
    check: Check::Prose(check),
};

/// Places that are named without saying each time what they are.
const PLACES: &[&str] = &[
    "社区",
    "村",
    "村居",
    "居委会",
    "村委会",
    "街道",
    "乡镇",
    "镇",
    "乡",
];

/// What else is counted and named.
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "股室", "科室", "处室", "办公室", "机构", "部门", "单位", "中心", "站所", "大队", "中队", "支部",
    "学校", "公司",
];

/// How the names of such bodies end.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "室", "办", "科", "股", "处", "部", "队", "中心", "站", "所", "局", "委", "委员会", "院", "校",
    "馆", "厅", "组", "会", "团", "联", "公司", "学", "园", "场",
];

/// Before a list that names all there are.
const HAVING: &[&str] = &["设", "辖", "有", "含", "包括", "分为", "管理"];

fn check(filed: &FiledProse<'_>, findings: &mut Findings) {
    let blocks = &filed.prose.blocks;
    for (at, block) in blocks.iter().enumerate() {
        if !matches!(block.kind, Kind::Paragraph | Kind::Item { .. }) {
            continue;
        }
        let text = &block.text.plain;
        for sentence in sentences(text) {
            for found in counts(&text[sentence.clone()]) {
                let words = sentence.start + found.words.start..sentence.start + found.words.end;
                add(filed, block, words, (found.stated, found.listed), findings);
            }
        }
        if let Some((words, stated)) = announced(text) {
            let items = blocks[at + 1..].iter();
            let items = items.take_while(|next| matches!(next.kind, Kind::Item { .. }));
            let top = |item: &&Block| item.kind == Kind::Item { nested: false };
            let listed = items.filter(top).count();
            if matches!(block.kind, Kind::Paragraph) && listed > 1 && listed != stated {
                add(filed, block, words, (stated, listed), findings);
            }
        }
    }
}

fn add(
    filed: &FiledProse<'_>,
    block: &Block,
    words: Range<usize>,
    (stated, listed): (usize, usize),
    findings: &mut Findings,
) {
    let shown = block.text.plain[words.clone()].to_owned();
    let message = format!("写的是“{shown}”，列出的有{listed}个");
    let finding = filed.add(findings, block, (&block.text, words), message);
    finding.help(format!(
        "核对名单：没有漏列、多列的，把 {stated} 改为 {listed}"
    ));
}

/// A count that is not the one of its list.
struct Found {
    /// Number and noun.
    words: Range<usize>,
    stated: usize,
    listed: usize,
}

/// The counts of a sentence that differ from the lists before or after them.
fn counts(sentence: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, measure) in sentence.match_indices('个') {
        let before = &sentence[..at];
        let Some((stated, length)) = count_before(before) else {
            continue;
        };
        let Ok(stated) = usize::try_from(stated) else {
            continue;
        };
        let number = at - length;
        let before = &sentence[..number];
        let after = &sentence[at + measure.len()..];
        let run = &after[..after.find(is_sign).unwrap_or(after.len())];
        let spans = [
            noun_after(run),
            noun_before(before).filter(|_| run.is_empty()),
        ];
        let Some(noun) = spans.into_iter().flatten().next() else {
            continue;
        };
        if stated == 0 || before.ends_with(['第', '.', '每']) {
            continue;
        }
        let words = number..at + measure.len() + run.len();
        let rest = &after[run.len()..];
        let list = list_after(before, rest).or_else(|| {
            let list = list_before(before).filter(|_| !run.is_empty())?;
            let names_all = HAVING.iter().any(|word| list[0].contains(word));
            (names_all || stated < list.len()).then_some(list)
        });
        let Some(range) = list.and_then(|list| how_many(&list, noun)) else {
            continue;
        };
        if !range.contains(&stated) && stated > 0 {
            let listed = if stated < *range.start() {
                *range.start()
            } else {
                *range.end()
            };
            found.push(Found {
                words,
                stated,
                listed,
            });
        }
    }
    found
}

/// The noun that a run of characters ends with.
fn noun_after(run: &str) -> Option<&'static str> {
    const LONGEST: usize = 14;
    let plain = !run.contains(|c: char| c.is_ascii_digit() || c == '个' || c == '和');
    let short = run.chars().count() <= LONGEST;
    noun_before(run).filter(|_| plain && short)
}

fn noun_before(text: &str) -> Option<&'static str> {
    let mut nouns = BODIES.iter().chain(PLACES);
    nouns.find(|noun| text.ends_with(**noun)).copied()
}

fn is_sign(c: char) -> bool {
    "，、；：:,;（）()“”".contains(c)
}

/// The names after a count: behind a colon or in brackets.
fn list_after<'t>(before: &str, rest: &'t str) -> Option<Vec<&'t str>> {
    const FURTHEST: usize = 16;
    if let Some(inside) = rest.strip_prefix(['（', '(']) {
        let end = inside.find(['）', ')'])?;
        let names = split(&inside[..end]);
        let after = &inside[end..];
        let after = &after[after.chars().next().map_or(0, char::len_utf8)..];
        return if names.len() > 1 {
            Some(names)
        } else {
            list_after(before, after)
        };
    }
    // “6个股室、4个中心：” lists both together
    let since = before.rfind(['：', ':', '；', ';']).map_or(0, |at| at);
    if before[since..].contains('个') {
        return None;
    }
    let mut depth = 0;
    let mut gap = 0;
    for (at, c) in rest.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ if depth > 0 => {}
            '：' | ':' => {
                let list = &rest[at + c.len_utf8()..];
                let list = &list[..list.find(['；', ';']).unwrap_or(list.len())];
                return Some(split(list));
            }
            _ if gap > FURTHEST || c == '、' || c == '；' || c.is_ascii_digit() => return None,
            _ => gap += 1,
        }
    }
    None
}

/// The names right before a count.
fn list_before(before: &str) -> Option<Vec<&str>> {
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| "，；：,;:（(".contains(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let text = &before[start..];
    let about = text.ends_with('的') || text.contains(|c: char| c.is_ascii_digit());
    (text.contains('、') && !about).then(|| split(text))
}

/// The names of a list, without what stands in brackets.
fn split(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut start = 0;
    let mut names = Vec::new();
    for (at, c) in list.char_indices() {
        match c {
            '（' | '(' | '《' | '“' => depth += 1,
            '）' | ')' | '》' | '”' => depth -= 1,
            '、' if depth == 0 => {
                names.push(&list[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    names.push(&list[start..]);
    names
}

/// From how many to how many things a list may name; `None` where it is not
/// clear where a name begins and ends.
fn how_many(names: &[&str], noun: &str) -> Option<std::ops::RangeInclusive<usize>> {
    const LONGEST: usize = 24;
    let names: Vec<&str> = names
        .iter()
        .map(|name| {
            let bare = name.find(['（', '(']).map_or(*name, |at| &name[..at]);
            bare.trim()
        })
        .collect();
    let (last, others) = names.split_last()?;
    let strange = |name: &&&str| {
        name.is_empty()
            || name.chars().count() > LONGEST
            || name.contains(|c: char| is_sign(c) || c.is_ascii_digit())
    };
    // what follows the last name is no part of it
    let last = last.split(['，', ',']).next().unwrap_or_default();
    let rest_of_last = names.last().is_some_and(|whole| whole.len() > last.len());
    if others.iter().any(|name| strange(&name)) || strange(&&last) || others.is_empty() {
        return None;
    }
    let open = last.ends_with('等') || rest_of_last && names.last()?.contains('等');
    let joined = |name: &&str| {
        let inside = name.char_indices().skip(1);
        inside.into_iter().any(|(_, c)| "和及与".contains(c))
    };
    let all = || others.iter().copied().chain([last.trim_end_matches('等')]);
    let count = all().count();
    let whole = all()
        .filter(|name| ENDINGS.iter().any(|end| name.ends_with(end)))
        .count();
    let least = if PLACES.contains(&noun) || whole == 0 {
        count
    } else {
        whole
    };
    let most = if open {
        usize::MAX
    } else {
        count + all().filter(joined).count()
    };
    Some(least..=most)
}

/// The count that a paragraph ends with before a list: 主要有八项：
fn announced(text: &str) -> Option<(Range<usize>, usize)> {
    const FURTHEST: usize = 8;
    let body = text.strip_suffix(['：', ':'])?;
    let start = body
        .char_indices()
        .rev()
        .find(|(_, c)| "。；，,;！？：".contains(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let clause = &body[start..];
    let measures = clause
        .char_indices()
        .filter(|(_, c)| "项个条点类".contains(*c));
    let mut counted = measures.filter_map(|(at, c)| {
        let (count, length) = count_before(&clause[..at])?;
        let end = at + c.len_utf8();
        Some((
            start + at - length..start + end,
            count,
            clause[end..].chars().count(),
        ))
    });
    let (words, count, after) = counted.next()?;
    let only = counted.next().is_none() && after <= FURTHEST;
    let first = !body[..words.start].ends_with('第') && count_at(&body[words.clone()]).is_some();
    Some((words, usize::try_from(count).ok()?)).filter(|_| only && first)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::{findings_after, found_after};

    const OLD: &str = "机关设3个股室：党政办公室、经济发展办公室、社会事务办公室。街道辖望岳、七里山、鹰山3个社区。";

    fn said(text: &str) -> Vec<String> {
        let findings = findings_after(&RULE, &[(OLD, text)]);
        findings.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn names_after_a_count_are_counted() {
        for text in [
            "机关设6个股室：甲办公室、乙办公室、丙办公室、丁办公室、戊办公室、己办公室、武装部、执法大队；另有两辆车。",
            "内设股室六个（甲办公室、乙办公室、丙办公室、丁办公室、戊办公室、己办公室、武装部、执法大队）。",
            "内设机构6个，都是股级（副科级单位0个）：甲办公室（挂戊办公室、己办公室牌子）、乙办公室、丙办公室、丁办公室、庚办公室、辛办公室、武装部、执法大队。",
        ] {
            let said = said(text);
            assert_eq!(said.len(), 1, "{text}");
            assert!(said[0].ends_with("列出的有8个"), "{said:?}");
        }
    }

    #[test]
    fn names_before_a_count_are_counted() {
        assert_eq!(
            said(
                "下设社会事业服务中心、公共服务和网格化中心、环境卫生服务中心、退役军人服务站3个事业单位。"
            ),
            ["写的是“3个事业单位”，列出的有4个"]
        );
        assert_eq!(
            said("街道辖望岳、七里山、鹰山5个社区。"),
            ["写的是“5个社区”，列出的有3个"]
        );
    }

    #[test]
    fn a_list_of_items_is_counted() {
        let list = "镇政府的职责有三项：\n\n1. 甲。\n2. 乙。\n   - 细目。\n";
        assert_eq!(said(list), ["写的是“三项”，列出的有2个"]);
        assert_eq!(said(&format!("{list}3. 丙。\n")), [""; 0]);
    }

    #[test]
    fn what_can_be_counted_so_is_right() {
        for text in [
            "内设机构3个：党政办公室、经济发展办公室（农业办公室、扶贫办公室）、民政办公室。",
            "望岳、七里山等6个社区。",
            "设有党政办公室、经济发展办公室等6个股室。",
            "下设公共服务中心、网格化和应急中心3个单位。",
            "负责党建、综治、城管工作的5个事业单位。",
            "协调教育、卫生5个部门。",
            "设2个股室、1个中心：党政办公室、经济办公室、便民中心。",
            "设股室2个，事业单位1个：党政办公室、经济办公室、便民中心。",
            "设5个股室：党政、人大、纪检办公室、经济发展办公室、社会事务办公室、应急办公室。",
            "辖12个社区（村）全年正常运转。",
            "设3个股室：党政办公室、经济办公室、综治办公室，均为股级。",
            "3个部门分别负责：一是抓党建、促发展，二是保民生。",
            "街道机关和7个社区。",
        ] {
            assert_eq!(found_after(&RULE, &[(OLD, text)]), [""; 0], "{text}");
        }
    }
}
