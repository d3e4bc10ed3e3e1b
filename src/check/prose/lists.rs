//! Counts and the lists of names beside them: 设3个股室：甲、乙、丙.

use super::Block;
use super::numerals::{count_at, count_before};
use std::ops::{Range, RangeInclusive};

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

/// How the names of a body's own offices end, which nobody shortens.
const OFFICES: [&str; 3] = ["科", "股", "处"];

/// What such bodies are counted in.
const MEASURES: [char; 3] = ['个', '家', '所'];

/// What leads to the names where no colon does.
const NAMELY: [&str; 4] = ["分别是", "分别为", "包括", "即"];

/// Before a list that names all there are.
const HAVING: &[&str] = &["设", "辖", "有", "含", "包括", "分为", "管理"];

/// The same where they are places.
const REACHING: &[&str] = &["涉及", "覆盖", "惠及", "位于", "跨"];

/// Whether a text counts anything so.
pub fn counts_anything(block: &Block) -> bool {
    let text = &*block.text.plain;
    MEASURES.iter().any(|measure| {
        let mut counted = text.match_indices(*measure);
        block.says(measure.encode_utf8(&mut [0; 4]))
            && counted.any(|(at, _)| text[..at].ends_with(is_count))
    })
}

fn is_count(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十两".contains(c)
}

/// A count with a list beside it.
#[derive(Debug)]
pub struct Counted {
    /// Number and noun.
    pub words: Range<usize>,
    /// The number.
    pub stated: usize,
    /// From how many to how many things the list may name.
    pub listed: RangeInclusive<usize>,
}

impl Counted {
    /// The number of things listed that is nearest to the one stated.
    pub fn nearest(&self) -> Option<usize> {
        let (least, most) = (*self.listed.start(), *self.listed.end());
        (least <= most).then(|| self.stated.clamp(least, most))
    }
}

/// The counts of a sentence with the lists before or after them.
pub fn counts(sentence: &str) -> Vec<Counted> {
    let mut found = Vec::new();
    for (at, measure) in sentence.match_indices(MEASURES) {
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
        let whole = run;
        let run = run.strip_suffix("组成").unwrap_or(run);
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
        let list = list_after(before, rest);
        let list = list
            .or_else(|| composed(before, whole))
            .or_else(|| namely(rest))
            .or_else(|| {
                let list = list_before(before).filter(|_| !run.is_empty())?;
                let says = |words: &[&str]| words.iter().any(|word| list[0].contains(word));
                let names_all = says(HAVING) || PLACES.contains(&noun) && says(REACHING);
                (names_all || stated < list.len()).then_some(list)
            });
        if let Some(listed) = list.and_then(|list| how_many(&list, noun)) {
            found.push(Counted {
                words,
                stated,
                listed,
            });
        }
    }
    found
}

/// The names of 由机关本级和甲、乙、丙3个二级预算单位组成: those of the bodies below it.
fn composed<'t>(before: &'t str, run: &str) -> Option<Vec<&'t str>> {
    const BELOW: [&str; 4] = ["二级", "下属", "所属", "直属"];
    const OWN: [&str; 6] = ["本级和", "本级及", "本级以及", "机关和", "机关及", "本部和"];
    let run = run
        .strip_suffix("组成")
        .or_else(|| run.strip_suffix("构成"))?;
    let start = before.rfind(['，', '；', '：', ',']).map_or(0, |at| at);
    let own = before[start..]
        .find('由')
        .map(|at| start + at + '由'.len_utf8())?;
    let list = &before[own..];
    let list = OWN
        .iter()
        .find_map(|word| Some(&list[list.find(word)? + word.len()..]))?;
    let below = BELOW.iter().any(|word| run.starts_with(word)) && noun_before(run).is_some();
    let joined = list.contains(['和', '及', '与']) || list.contains("等");
    (below && !joined && list.contains('、')).then(|| split(list))
}

/// Counts of things that are named in brackets behind them, each by a name that ends
/// like the thing: 改造危桥5座（一中桥、南门桥、石河桥、大坪桥）.
pub fn bracketed(sentence: &str) -> Vec<Counted> {
    const COUNTED_IN: [char; 8] = ['座', '条', '处', '所', '家', '个', '项', '口'];
    const SOME: [&str; 7] = ["等", "其中", "包括", "含", "如", "主要", "重点"];
    let found = sentence
        .match_indices(COUNTED_IN)
        .filter_map(|(at, measure)| {
            let end = at + measure.len();
            let inside = sentence[end..].strip_prefix(['（', '('])?;
            let inside = &inside[..inside.find(['）', ')'])?];
            let (stated, length) = count_before(&sentence[..at])?;
            let thing = sentence[..at - length].chars().next_back()?;
            let names: Vec<&str> = inside.split('、').collect();
            let ends = |name: &&str| name.chars().count() > 1 && name.ends_with(thing);
            let plain = |name: &&str| {
                !name.contains(|c: char| !c.is_alphabetic() || c.is_ascii_digit())
                    && !name.contains(['和', '及', '与', '至'])
                    && !SOME.iter().any(|word| name.contains(word))
            };
            let all = names.iter().all(ends) && names.iter().all(plain) && names.len() > 1;
            // much shorter lists name some of them
            let whole = names.len() * 2 > usize::try_from(stated).ok()?;
            // 桥 is a thing, 家 or 年 is none
            let is_thing = thing.is_alphabetic() && !thing.is_ascii_digit() && !is_count(thing);
            (all && whole && is_thing).then_some(Counted {
                words: at - length..end,
                stated: usize::try_from(stated).ok()?,
                listed: names.len()..=names.len(),
            })
        });
    found.collect()
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
    let mut counted = before[since..].match_indices(MEASURES);
    if counted.any(|(at, _)| count_before(&before[..since + at]).is_some()) {
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

/// The names after a count without a colon: 3个股室，分别是甲办公室、乙办公室. All of
/// them must be names.
fn namely(rest: &str) -> Option<Vec<&str>> {
    let after = rest.strip_prefix(['，', ','])?;
    let list = NAMELY.iter().find_map(|word| after.strip_prefix(word))?;
    let list = &list[..list.find(['；', ';', '，', ',']).unwrap_or(list.len())];
    let names = split(list);
    let is_name = |name: &&str| {
        let bare = name.split(['（', '(']).next().unwrap_or_default();
        ENDINGS.iter().any(|end| bare.ends_with(end))
    };
    names.iter().all(is_name).then_some(names)
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
fn how_many(names: &[&str], noun: &str) -> Option<RangeInclusive<usize>> {
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
    // 甲和乙中心 may be two at the end of a list; 人事和财务科 is one
    let joined = last.char_indices().skip(1).any(|(at, c)| {
        let first = &last[..at];
        let whole = ENDINGS.iter().any(|end| first.ends_with(end));
        "和及与".contains(c) && (whole || !OFFICES.iter().any(|end| last.ends_with(end)))
    });
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
        count + usize::from(joined)
    };
    Some(least..=most)
}

/// The count that a paragraph ends with before a list: 主要有八项：
pub fn announced(text: &str) -> Option<(Range<usize>, usize)> {
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
