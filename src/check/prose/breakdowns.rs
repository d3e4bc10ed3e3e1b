//! Totals and the parts that stand beside them: 编制38名，其中行政编制26名、事业编制12名.
//!
//! Nothing but the words says whether such a list is whole, so what is wrong with
//! it depends on them: a list that ends with 其他 is whole, one after 其中 may leave
//! things out and name others twice.

use super::pieces::{Count, Item, Piece, item, pieces, same_unit};
use super::{Block, is_misprint, is_rounding, off};
use crate::model::Amount;
use std::ops::Range;

/// A total with a list that it is broken down into.
#[derive(Debug, Clone)]
pub struct Breakdown {
    /// The total.
    pub total: Count,
    /// The parts.
    pub parts: Vec<Count>,
    /// What leads to them.
    pub lead: Lead,
    /// The largest number of its unit before it in its clause: the parts may be of
    /// that one.
    above: Option<Amount>,
    /// Whether the words say that nothing is left out.
    whole: bool,
    /// Whether it is of money.
    money: bool,
    /// Whether one thing may be counted in two parts.
    crossing: bool,
}

/// What leads from a total to its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// 其中: some of them.
    Among,
    /// A colon, a bracket or 分别为: most likely all of them.
    Spelled,
    /// 合计 after the parts.
    After,
    /// 共 after the parts.
    Altogether,
    /// 按性质分, somewhere behind the total.
    Sorted,
}

/// What is wrong with a breakdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// This part is more than the total.
    Over(usize),
    /// The parts add up to something else.
    Sum {
        /// Their sum.
        sum: Amount,
        /// By how much it differs.
        difference: Amount,
    },
}

/// After a total and a comma these lead to parts.
const LEADS: [(&str, Lead); 6] = [
    ("其中包括", Lead::Among),
    ("其中", Lead::Among),
    ("包括", Lead::Among),
    ("分别为", Lead::Spelled),
    ("分别是", Lead::Spelled),
    ("分为", Lead::Spelled),
];

/// A piece that begins so says more of the one before it.
#[rustfmt::skip]
const NOTES: [&str; 20] = [
    "占", "约占", "分别占", "比", "较", "与", "同比", "环比", "增长", "增加", "增幅", "下降", "减少", "降低",
    "降幅", "提高", "上升", "完成预算", "完成年", "达到",
];

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

/// Posts: what is left out beside them may be of another kind.
const POSTS: [&str; 2] = ["行政", "事业"];

/// The breakdowns in a block of text.
pub fn breakdowns(block: &Block) -> Vec<Breakdown> {
    let text = &*block.text.plain;
    let count = block.figures().len();
    if count < 2 || count < 3 && !text.contains("其中") {
        return Vec::new();
    }
    let list = List::read(block, 0..text.len());
    let mut found = Vec::new();
    for at in 0..list.pieces.len() {
        list.after_total(at, &mut found);
        list.before_total(at, &mut found);
        list.halves(at, &mut found);
        list.in_brackets(block, at, &mut found);
    }
    found
}

/// A text as pieces with what they count.
struct List<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
    items: Vec<Option<Item>>,
}

impl<'t> List<'t> {
    fn read(block: &'t Block, part: Range<usize>) -> Self {
        let text = &*block.text.plain;
        let pieces = pieces(text, part);
        let figures = |piece: &Piece| block.figures_in(piece.span.clone());
        let items = pieces.iter();
        let items = items.map(|piece| item(text, piece, figures(piece)));
        Self {
            text,
            items: items.collect(),
            pieces,
        }
    }

    fn words(&self, at: usize) -> &'t str {
        let span = self.pieces.get(at).map(|piece| piece.span.clone());
        span.and_then(|span| self.text.get(span))
            .unwrap_or_default()
    }

    fn sign(&self, at: usize) -> char {
        self.pieces.get(at).map_or('。', |piece| piece.sign)
    }

    fn item(&self, at: usize) -> Option<&Item> {
        self.items.get(at)?.as_ref()
    }

    fn name(&self, item: &Item) -> &'t str {
        let name = self.text.get(item.name.clone()).unwrap_or_default();
        let name = LEADS.iter().find_map(|(word, _)| name.strip_prefix(word));
        name.unwrap_or_else(|| self.text.get(item.name.clone()).unwrap_or_default())
    }

    fn unit(&self, count: &Count) -> &'t str {
        self.text.get(count.unit.clone()).unwrap_or_default()
    }

    /// Whether a piece only says more of the one before it.
    fn is_note(&self, at: usize) -> bool {
        let words = self.words(at);
        NOTES.iter().any(|note| words.starts_with(note))
            || words.ends_with('%') && !words.contains("其中")
    }

    /// Whether two items are counted in the same units.
    fn alike(&self, one: &Item, other: &Item) -> bool {
        let pairs = one.counts.iter().zip(&other.counts);
        let mut units = pairs.map(|(one, other)| same_unit(self.unit(one), self.unit(other)));
        one.counts.len() == other.counts.len() && units.all(|same| same)
    }

    fn counted_in<'i>(&self, item: &'i Item, unit: &str) -> Option<&'i Count> {
        let mut counts = item.counts.iter();
        counts.find(|count| same_unit(self.unit(count), unit))
    }

    /// A total with its parts behind it, of which the first may stand at this piece.
    fn after_total(&self, at: usize, found: &mut Vec<Breakdown>) {
        let words = self.words(at);
        let lead = LEADS.iter().find(|(word, _)| words.starts_with(word));
        let (first, lead) = match lead {
            Some((word, lead)) if words.len() == word.len() => (at + 1, *lead),
            Some((_, lead)) => (at, *lead),
            None if self.sign(at) == '：' && self.sorts(at) => (at, Lead::Sorted),
            None if self.sign(at) == '：' => (at, Lead::Spelled),
            None => return,
        };
        let Some(parts) = self.parts(first) else {
            return;
        };
        let Some(one) = parts.first() else { return };
        for (nth, count) in one.counts.iter().enumerate() {
            let unit = self.unit(count);
            let counts: Option<Vec<Count>> = parts
                .iter()
                .map(|part| part.counts.get(nth).cloned())
                .collect();
            let Some(counts) = counts else { return };
            let total = match lead {
                Lead::Sorted => self.nearest(at, unit, &counts),
                _ => self.total(at, unit),
            };
            let Some((total, name)) = total else { continue };
            let earlier = self.items.iter().take(at).flatten();
            let mut earlier = earlier.filter_map(|item| self.counted_in(item, unit));
            let longer = self.longer(first, one, nth);
            let ends = 2..longer.len() + 1;
            if ends
                .into_iter()
                .any(|end| off(total.amount, &longer[..end]).is_none())
            {
                continue;
            }
            if earlier.any(|other| other != &total && fits(other, &counts)) {
                continue;
            }
            let said_whole = ["总计", "合计", "共计", "共有", "共"];
            let spelled =
                lead == Lead::Spelled && said_whole.iter().any(|word| name.ends_with(word));
            found.push(self.breakdown((total, counts), &parts, lead, spelled));
        }
    }

    fn breakdown(
        &self,
        (total, parts): (Count, Vec<Count>),
        items: &[&Item],
        lead: Lead,
        whole: bool,
    ) -> Breakdown {
        let names: Vec<&str> = items.iter().map(|item| self.name(item)).collect();
        let has = |word: &str| names.iter().any(|name| name.contains(word));
        let last = names.last().copied().unwrap_or_default();
        let rests = names.iter().filter(|name| is_rest(name)).count();
        let rest = rests == 1 && is_rest(last) || last.ends_with("及其他");
        let family = FAMILIES.iter().any(|all| is_family(&names, all));
        let sizes = names.iter().all(|name| name.ends_with('型'))
            && has("中型")
            && names.iter().any(|name| name.starts_with('小'));
        Breakdown {
            money: self.unit(&total).ends_with('元'),
            above: self.above(&total),
            total,
            parts,
            lead,
            whole: whole || rest || family || sizes,
            crossing: CROSSING.iter().any(|word| has(word)) || POSTS.iter().all(|word| has(word)),
        }
    }

    /// Whether the piece before this one says by what a total is sorted.
    fn sorts(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.words(before));
        before.starts_with(['按', '从']) && !before.contains(|c: char| c.is_ascii_digit())
    }

    /// The total before a piece, and its name.
    fn total(&self, at: usize, unit: &str) -> Option<(Count, &'t str)> {
        const FURTHEST: usize = 4;
        for before in (at.saturating_sub(FURTHEST)..at).rev() {
            let item = self.item(before);
            let note = self.is_note(before);
            let stops = ['。', '；', '：'].contains(&self.sign(before + 1));
            if stops && before + 1 < at {
                return None;
            }
            let count = item
                .filter(|_| !note)
                .and_then(|item| Some((item, self.counted_in(item, unit)?)));
            if let Some((item, count)) = count {
                let name = self.name(item);
                let plain = is_plain(name);
                return plain.then(|| (count.clone(), name));
            }
            if !note && item.is_none() {
                return None;
            }
        }
        None
    }

    /// The amount before a piece that is nearest to the sum of these parts.
    fn nearest(&self, at: usize, unit: &str, parts: &[Count]) -> Option<(Count, &'t str)> {
        let sum = Amount::sum(parts.iter().map(|part| part.amount))?;
        let items = self.items.iter().take(at).flatten();
        let counts = items.filter_map(|item| Some((self.counted_in(item, unit)?, self.name(item))));
        let distance = |count: &Count| count.amount.checked_sub(sum).map(Amount::abs);
        let (count, name) = counts.min_by_key(|(count, _)| distance(count))?;
        Some((count.clone(), name))
    }

    /// The parts of a list that begins at a piece; `None` where one of them is not
    /// understood.
    fn parts(&self, first: usize) -> Option<Vec<&Item>> {
        let one = self.item(first).filter(|one| self.is_part(one))?;
        let mut parts = vec![one];
        let mut style = None;
        for at in first + 1..self.pieces.len() {
            let sign = self.sign(at);
            if sign == '。'
                || sign == '：' && style.is_some()
                || parts.last().is_some_and(|last| is_rest(self.name(last)))
            {
                break;
            }
            let item = self
                .item(at)
                .filter(|item| self.alike(one, item) && !self.is_note(at));
            match (style, item) {
                // what follows a part in its own clause says more of it
                (Some('；'), _) if sign != '；' => {}
                (Some('、'), _) if sign == '，' && self.is_note(at) => {}
                (Some('、'), _) if sign != '、' => break,
                (Some('，'), _) if sign == '；' => break,
                (_, Some(_)) if self.words(at).starts_with("其中") => return None,
                (None, Some(item)) => {
                    style = Some(sign);
                    parts.push(item);
                }
                (Some(_), Some(item)) => parts.push(item),
                (None, None) if sign == '；' => break,
                (_, None) if self.is_note(at) => {}
                (_, None) => {
                    let units = one.counts.iter().map(|count| self.unit(count));
                    if self.item(at).is_some()
                        || units.into_iter().any(|unit| self.words(at).contains(unit))
                    {
                        break;
                    }
                }
            }
        }
        let plain = parts.iter().all(|part| self.is_part(part));
        plain.then_some(parts)
    }

    fn is_part(&self, item: &Item) -> bool {
        const LONGEST: usize = 24;
        let name = self.name(item);
        let bare = name.split(['（', '(']).next().unwrap_or_default();
        let digits = bare.contains(|c: char| c.is_ascii_digit());
        let long = name.chars().count() > LONGEST;
        !(name.is_empty() || digits || long) && is_plain(name)
    }

    /// A total that stands behind its parts, at this piece.
    fn before_total(&self, at: usize, found: &mut Vec<Breakdown>) {
        let Some(total) = self.item(at) else { return };
        let lead = match self.name(total) {
            "合计" | "共计" | "总计" | "合计为" | "总计为" => Lead::After,
            "共" | "一共" | "总共" => Lead::Altogether,
            _ => return,
        };
        let mut parts: Vec<&Item> = Vec::new();
        let mut before = at;
        while ['，', '、'].contains(&self.sign(before)) && before > 0 {
            before -= 1;
            let item = self.item(before);
            match item.filter(|item| self.alike(total, item) && !self.is_note(before)) {
                Some(item) => parts.push(item),
                None if self.is_note(before) => {}
                None => break,
            }
        }
        parts.reverse();
        let strange = |part: &&Item| {
            let name = self.text.get(part.name.clone()).unwrap_or_default();
            name.is_empty() || name.contains("其中") || !is_plain(name)
        };
        if parts.len() < 2 || parts.iter().any(strange) {
            return;
        }
        let earlier: Vec<&Item> = self
            .items
            .iter()
            .take(at)
            .flatten()
            .filter(|item| self.alike(total, item))
            .collect();
        for (nth, count) in total.counts.iter().enumerate() {
            let nth_of = |item: &&Item| item.counts.get(nth).cloned();
            let amounts: Option<Vec<Amount>> = earlier
                .iter()
                .map(|item| Some(nth_of(item)?.amount))
                .collect();
            let counts: Option<Vec<Count>> = parts.iter().map(nth_of).collect();
            let (Some(amounts), Some(counts)) = (amounts, counts) else {
                return;
            };
            // it may be of more than its own clause, or of less
            let some = (0..amounts.len()).any(|from| off(count.amount, &amounts[from..]).is_none());
            if !some {
                found.push(self.breakdown((count.clone(), counts), &parts, lead, false));
            }
        }
    }

    /// The amounts of all that is counted like one item from a piece on to the end
    /// of its sentence, whatever the signs between.
    fn longer(&self, first: usize, one: &Item, nth: usize) -> Vec<Amount> {
        let ends = |at: &usize| *at > first && self.sign(*at) == '。';
        let sentence = (first..self.pieces.len()).take_while(|at| !ends(at));
        let items = sentence.filter(|at| !self.is_note(*at));
        let alike = items.filter_map(|at| self.item(at).filter(|item| self.alike(one, item)));
        let amounts = alike.filter_map(|item| Some(item.counts.get(nth)?.amount));
        amounts.collect()
    }

    /// The largest number of a unit before the total in its clause.
    fn above(&self, total: &Count) -> Option<Amount> {
        let unit = self.unit(total);
        let before = self
            .pieces
            .partition_point(|piece| piece.span.end < total.words.start);
        let mut items = Vec::new();
        for at in (0..=before.min(self.pieces.len())).rev() {
            items.extend(self.item(at).and_then(|item| self.counted_in(item, unit)));
            if ['。', '；'].contains(&self.sign(at)) {
                break;
            }
        }
        let before = items
            .into_iter()
            .filter(|count| count.words.start < total.words.start);
        before.map(|count| count.amount).max()
    }

    /// 已消除98户，未消除28户: two halves of the total before them.
    fn halves(&self, at: usize, found: &mut Vec<Breakdown>) {
        let pair = (self.item(at), self.item(at + 1));
        let (Some(done), Some(open)) = pair else {
            return;
        };
        let (name, other) = (self.name(done), self.name(open));
        let rest = other.strip_prefix('尚').unwrap_or(other).strip_prefix('未');
        if rest.is_none() || name.strip_prefix('已') != rest || !self.alike(done, open) {
            return;
        }
        let third = self.item(at + 2).filter(|third| self.alike(done, third));
        let goes_on = third.is_some() && ['，', '、'].contains(&self.sign(at + 2));
        if !['，', '、'].contains(&self.sign(at + 1)) || self.sign(at) == '。' || goes_on {
            return;
        }
        let before = at.checked_sub(1).and_then(|before| self.item(before));
        let Some(total) = before else { return };
        for (nth, count) in done.counts.iter().enumerate() {
            let (unit, open) = (self.unit(count), open.counts.get(nth));
            if let (Some(total), Some(open)) = (self.counted_in(total, unit), open) {
                let counts = vec![count.clone(), open.clone()];
                let halves = (total.clone(), counts);
                found.push(self.breakdown(halves, &[done], Lead::Spelled, true));
            }
        }
    }

    /// 在职71人（行政33人、事业38人）.
    fn in_brackets(&self, block: &Block, at: usize, found: &mut Vec<Breakdown>) {
        let Some(item) = self.item(at) else { return };
        let Some((total, end)) = item
            .counts
            .last()
            .zip(self.pieces.get(at).map(|piece| piece.span.end))
        else {
            return;
        };
        let rest = self.text.get(total.words.end..end).unwrap_or_default();
        let Some(inside) = rest
            .strip_prefix(['（', '('])
            .and_then(|rest| rest.strip_suffix(['）', ')']))
        else {
            return;
        };
        let opening = rest.chars().next().map_or(0, char::len_utf8);
        let start = total.words.end + opening;
        let list = List::read(block, start..start + inside.len());
        let lead = if inside.starts_with("其中") {
            Lead::Among
        } else {
            Lead::Spelled
        };
        let all = list.items.iter().all(Option::is_some);
        let Some(parts) = list
            .parts(0)
            .filter(|parts| all && parts.len() == list.items.len() && parts.len() > 1)
        else {
            return;
        };
        let counts: Vec<Count> = parts
            .iter()
            .filter_map(|part| part.counts.first().cloned())
            .collect();
        let unit = self.unit(total);
        let alike = parts.iter().all(|part| part.counts.len() == 1)
            && counts.iter().all(|count| same_unit(list.unit(count), unit));
        let plain = is_plain(self.name(item));
        if alike && plain {
            found.push(list.breakdown((total.clone(), counts), &parts, lead, false));
        }
    }
}

/// Whether a name is that of things that are there.
fn is_plain(name: &str) -> bool {
    let planned = name.starts_with("计划") || name.ends_with("计划");
    !planned && !NO_PART.iter().any(|word| name.contains(word))
}

/// Whether a name is that of all the others; 其他应收款 and 其他交通费用 are accounts.
fn is_rest(name: &str) -> bool {
    const LONGEST: usize = 3;
    const ACCOUNTS: [&str; 8] = ["应", "交", "商", "工资", "社", "对", "资本", "货"];
    let rest = REST.iter().find_map(|word| name.strip_prefix(word));
    rest.is_some_and(|rest| {
        let account = ACCOUNTS.iter().any(|word| rest.starts_with(word));
        !account && rest.chars().count() <= LONGEST
    })
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

/// Whether these are the parts of another total.
fn fits(other: &Count, parts: &[Count]) -> bool {
    let amounts: Vec<Amount> = parts.iter().map(|part| part.amount).collect();
    off(other.amount, &amounts).is_none()
}

impl Breakdown {
    /// What is wrong with it; `None` where nothing is, or it cannot be known.
    pub fn wrong(&self) -> Option<Wrong> {
        let total = self.total.amount;
        let parts: Vec<Amount> = self.parts.iter().map(|part| part.amount).collect();
        if total.is_zero() || total.is_negative() || parts.iter().any(|part| part.is_negative()) {
            return None;
        }
        let beside = matches!(self.lead, Lead::Among | Lead::Spelled);
        let over = parts.iter().position(|part| *part > total);
        if let Some((at, part)) = over.filter(|_| beside).map(|at| (at, parts[at])) {
            let rounded = is_rounding(part.checked_sub(total)?, total, &[part]);
            let of_another = self.above.is_some_and(|above| above >= part);
            let is_sum = parts.len() > 1 && off(part, &parts).is_none();
            if !(rounded || of_another || is_sum) {
                return Some(Wrong::Over(at));
            }
        }
        if parts.len() < 2 {
            return None;
        }
        let (sum, difference) = off(total, &parts)?;
        let prefix = (2..parts.len()).any(|end| off(total, &parts[..end]).is_none());
        if prefix || is_rounding(difference, total, &parts) {
            return None;
        }
        let within = |times: i64| {
            difference
                .checked_mul(Amount::from_int(times))
                .is_some_and(|large| large <= total)
        };
        let misprint = is_misprint(total, &parts, within(20));
        let likely = match self.lead {
            Lead::After => true,
            Lead::Altogether => within(5),
            _ if self.whole => within(if sum < total { 3 } else { 2 }),
            Lead::Spelled => within(10) && !self.crossing && (self.money || sum > total),
            Lead::Among => sum > total && within(100) && parts.len() > 2 && !self.crossing,
            Lead::Sorted => false,
        };
        let sorted = self.lead == Lead::Sorted && !within(20);
        (likely && !sorted || misprint).then_some(Wrong::Sum { sum, difference })
    }
}
