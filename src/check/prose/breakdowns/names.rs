//! What the names of things say of the numbers behind them.

use crate::model::Letters;
use std::collections::BTreeSet;

/// A list that ends so leaves nothing out.
const REST: [&str; 3] = ["其他", "其它", "其余"];

/// With one of these in its name a number is not of this year's things, or no number
/// of things at all.
#[rustfmt::skip]
const NO_PART: [&str; 23] = [
    "上年", "去年", "同期", "目标", "累计", "每", "均", "率", "标准", "历年", "单价", "净", "较", "比",
    "增加", "减少", "另", "含", "主要", "部分", "重点", "包括", "等",
];

/// Groups that one person or thing may belong to two of.
#[rustfmt::skip]
const CROSSING: [&str; 37] = [
    "女", "党员", "团员", "民族", "岁", "以上", "以下", "学历", "职称", "研究生", "硕士", "博士", "本科", "大专",
    "残疾", "贫困", "低保", "脱贫", "退役", "留守", "寄宿", "规上", "规模以上", "高新", "专精特新", "民营",
    "已", "未", "职数", "完成", "办结", "整改", "合格", "满意", "达标", "通过", "新增",
];

/// Names that together are all there is, by the words that begin, hold or end them.
const FAMILIES: [&[&str]; 5] = [
    &["高一", "高二", "高三"],
    &["初一", "初二", "初三"],
    &["七年级", "八年级", "九年级"],
    &["城市", "农村"],
    &["城镇", "农村"],
];

/// Kinds of which a thing is one only, by the words in their names: schools, cars (the
/// kinds of 党政机关公务用车管理办法), posts, branches, and who pays.
const DISJOINT: [&[&str]; 5] = [
    &["幼儿园", "小学", "初中", "高中", "中职", "高职"],
    &["一般公务", "执法执勤", "应急保障", "机要通信", "特种专业"],
    &["行政", "参公", "事业", "工勤"],
    &["第一产业", "第二产业", "第三产业"],
    &["中央", "省级", "市级", "县级", "区级"],
];

/// Posts: what is left out beside them may be of another kind.
const POSTS: [&str; 2] = ["行政", "事业"];

/// Whether a name is that of things that are there.
pub fn is_plain(name: &str) -> bool {
    let planned = name.starts_with("计划") || name.ends_with("计划");
    !planned && !Letters::of(name).hold_any(&NO_PART)
}

/// Whether a name is that of all the others; 其他应收款 and 其他交通费用 are accounts.
pub fn is_rest(name: &str) -> bool {
    const LONGEST: usize = 3;
    const ACCOUNTS: [&str; 8] = ["应", "交", "商", "工资", "社", "对", "资本", "货"];
    let rest = REST.iter().find_map(|word| name.strip_prefix(word));
    rest.is_some_and(|rest| {
        let account = ACCOUNTS.iter().any(|word| rest.starts_with(word));
        !account && rest.chars().count() <= LONGEST
    })
}

/// Whether a list of things with these names leaves nothing out.
pub fn names_all(names: &[&str]) -> bool {
    let last = names.last().copied().unwrap_or_default();
    let rests = names.iter().filter(|name| is_rest(name)).count();
    let has_rest = rests == 1 && is_rest(last) || last.ends_with("及其他");
    let sizes = names.iter().all(|name| name.ends_with('型'))
        && names.iter().any(|name| name.starts_with('中'))
        && names.iter().any(|name| name.starts_with('小'));
    has_rest || sizes || FAMILIES.iter().any(|all| is_family(names, all))
}

/// Whether one thing may be counted under two of these names, or things that are
/// commonly left out beside them.
pub fn may_cross(names: &[&str]) -> bool {
    let has = |word: &&str| names.iter().any(|name| name.contains(word));
    CROSSING.iter().any(has) || POSTS.iter().all(has)
}

/// Whether no thing is counted under two of these names: together they are the total
/// or less.
pub fn are_disjoint(names: &[&str]) -> bool {
    let all_of = |kinds: &&[&str]| {
        let kind = |name: &&str| {
            let mut named = kinds.iter().filter(|kind| name.contains(**kind));
            named.next().filter(|_| named.next().is_none()).copied()
        };
        let found: Option<BTreeSet<&str>> = names.iter().map(kind).collect();
        found.is_some_and(|found| found.len() == names.len())
    };
    names.len() > 2 && DISJOINT.iter().any(all_of)
}

/// Whether things with these names are of one kind that is seldom told in part: of
/// levels of government, down to the lowest.
pub fn are_levels(names: &[&str]) -> bool {
    const LOWEST: [&str; 5] = ["县级", "区级", "乡级", "镇级", "村级"];
    let lowest = |name: &&str| LOWEST.iter().any(|end| name.ends_with(end));
    names.len() > 1 && names.iter().all(|name| name.ends_with('级')) && names.iter().any(lowest)
}

/// Whether the names differ in these words only, and have them all.
fn is_family(names: &[&str], words: &[&str]) -> bool {
    let of = |word: &str| {
        let mut named = names.iter().filter_map(|name| name.split_once(word));
        named.next().filter(|_| named.next().is_none())
    };
    let rests = words.iter().map(|word| of(word));
    let rests: Option<Vec<(&str, &str)>> = rests.collect();
    let same = rests.is_some_and(|rests| rests.windows(2).all(|pair| pair[0] == pair[1]));
    same && names.len() == words.len()
}
