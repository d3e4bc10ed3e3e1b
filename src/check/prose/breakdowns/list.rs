//! A text read as totals and parts.

mod brackets;

use super::names::{are_disjoint, are_levels, is_plain, is_rest, may_cross, names_all};
use super::{Breakdown, Lead};
use crate::check::prose::pieces::{Count, Item, Piece, item, pieces, same_unit};
use crate::check::prose::{Block, count_before, off, swapped_sum};
use crate::model::Amount;
use std::ops::Range;

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

/// A figure of fewer digits with two of them swapped is too soon like another.
const LONG: usize = 4;

/// Of a longer list than this only the nearest are looked at.
const MOST: usize = 40;

/// A text as pieces with what they count.
pub struct List<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
    items: Vec<Option<Item>>,
}

impl<'t> List<'t> {
    pub fn read(block: &'t Block, part: Range<usize>) -> Self {
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

    /// How many pieces it has.
    pub fn len(&self) -> usize {
        self.pieces.len()
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

    fn names(&self, items: &[&Item]) -> Vec<&'t str> {
        items.iter().map(|item| self.name(item)).collect()
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
    pub fn after_total(&self, at: usize, found: &mut Vec<Breakdown>) {
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
        let divided = at.checked_sub(1).and_then(|before| self.divided(before));
        if divided.is_some_and(|divided| divided != parts.len()) {
            return;
        }
        for (nth, count) in one.counts.iter().enumerate() {
            let unit = self.unit(count);
            let counts: Option<Vec<Count>> = parts
                .iter()
                .map(|part| part.counts.get(nth).cloned())
                .collect();
            let Some(counts) = counts else { return };
            let total = match lead {
                Lead::Sorted => self.nearest(at, unit, &counts),
                Lead::Among => self
                    .namesake(at, (unit, self.name(one)))
                    .or_else(|| self.total(at, unit)),
                _ => self.total(at, unit),
            };
            let amounts: Vec<Amount> = counts.iter().map(|count| count.amount).collect();
            let (total, lead) = match total {
                // 27个，其中产业类16个2041万元: the money of all stands further off
                None if nth > 0 => {
                    let nearest = self.nearest(at, unit, &counts);
                    let swapped = |total: &Count| swapped_sum(total.amount, &amounts, LONG);
                    (nearest.filter(|(total, _)| swapped(total)), Lead::Sorted)
                }
                total => (total, lead),
            };
            let Some((total, name)) = total else { continue };
            if self.adds_up_elsewhere((at, first), (one, nth), &total, &amounts) {
                continue;
            }
            let said_whole = ["总计", "合计", "共计", "共有", "共"];
            let spelled =
                lead == Lead::Spelled && said_whole.iter().any(|word| name.ends_with(word));
            found.push(self.breakdown((total, counts), &self.names(&parts), lead, spelled));
        }
    }

    fn breakdown(
        &self,
        (total, parts): (Count, Vec<Count>),
        names: &[&str],
        lead: Lead,
        whole: bool,
    ) -> Breakdown {
        Breakdown {
            is_list: false,
            is_money: self.unit(&total).ends_with('元'),
            above: self.above(&total),
            total,
            parts,
            lead,
            is_whole: whole || names_all(names),
            may_cross: may_cross(names),
            is_one_kind: are_levels(names),
            is_disjoint: are_disjoint(names),
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
            if !note && item.is_none() && self.divided(before).is_none() {
                return None;
            }
        }
        None
    }

    /// The total before a piece whose name is in that of its first part: 立案88起，结案79起，
    /// 其中食品类立案41起.
    fn namesake(&self, at: usize, (unit, part): (&str, &str)) -> Option<(Count, &'t str)> {
        const SHORTEST: usize = 2;
        let stops = |before: &usize| ['。', '：'].contains(&self.sign(before + 1));
        let sentence = (0..at).rev().take_while(|before| !stops(before));
        let mut items = sentence.filter_map(|before| self.item(before));
        items.find_map(|item| {
            let name = self.name(item);
            let named = name.chars().count() >= SHORTEST && part.ends_with(name);
            let count = self.counted_in(item, unit).filter(|_| named)?;
            Some((count.clone(), name))
        })
    }

    /// In how many parts a total comes, where a piece says that alone: 分三批下达.
    fn divided(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 30;
        let words = self.words(at).strip_prefix('分')?;
        let counted = words.find(['批', '次', '期', '笔'])?;
        let (count, length) = count_before(&words[..counted])?;
        let alone = length == counted && words.len() <= LONGEST;
        usize::try_from(count).ok().filter(|_| alone)
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

    /// The total at the end of a text that leads to a list of these items below it,
    /// with the first number of each.
    pub fn over(&self, items: &[Self]) -> Option<Breakdown> {
        let last = self.len().checked_sub(1)?;
        let lead = LEADS
            .iter()
            .find(|(word, _)| self.words(last).starts_with(word));
        let at = if lead.is_some() { last } else { last + 1 };
        let lead = lead.map_or(Lead::Spelled, |(_, lead)| *lead);
        let first = |list: &Self| {
            let item = list.items.first()?.clone()?;
            list.is_part(&item).then_some(item)
        };
        let parts: Vec<Item> = items.iter().map(first).collect::<Option<_>>()?;
        let counts: Vec<Count> = parts
            .iter()
            .filter_map(|part| part.counts.first().cloned())
            .collect();
        let unit = items.first()?.unit(counts.first()?);
        let units = items
            .iter()
            .zip(&counts)
            .map(|(list, count)| list.unit(count));
        let alike = units.into_iter().all(|other| same_unit(other, unit));
        let (total, _) = self.total(at, unit).filter(|_| alike)?;
        let names: Vec<&str> = items
            .iter()
            .zip(&parts)
            .map(|(list, part)| list.name(part))
            .collect();
        let breakdown = self.breakdown((total, counts), &names, lead, false);
        Some(Breakdown {
            is_list: true,
            ..breakdown
        })
    }

    /// A total that stands behind its parts, at this piece.
    pub fn before_total(&self, at: usize, found: &mut Vec<Breakdown>) {
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
        let earlier = self.items.iter().take(at).rev().flatten();
        let earlier = earlier.filter(|item| self.alike(total, item)).take(MOST);
        let earlier: Vec<&Item> = earlier.collect();
        for (nth, count) in total.counts.iter().enumerate() {
            let nth_of = |item: &&Item| item.counts.get(nth).cloned();
            let amounts = earlier.iter().map(|item| Some(nth_of(item)?.amount));
            let amounts: Option<Vec<Amount>> = amounts.collect();
            let counts: Option<Vec<Count>> = parts.iter().map(nth_of).collect();
            let (Some(amounts), Some(counts)) = (amounts, counts) else {
                return;
            };
            // it may be of more than its own clause, or of less
            let some =
                (1..=amounts.len()).any(|last| off(count.amount, &amounts[..last]).is_none());
            if !some {
                found.push(self.breakdown(
                    (count.clone(), counts),
                    &self.names(&parts),
                    lead,
                    false,
                ));
            }
        }
    }

    /// Whether the parts of a list are those of this total or of an earlier one, or
    /// would be with what follows them, or without the last of them.
    fn adds_up_elsewhere(
        &self,
        (at, first): (usize, usize),
        (one, nth): (&Item, usize),
        total: &Count,
        parts: &[Amount],
    ) -> bool {
        let ends = |at: &usize| *at > first && self.sign(*at) == '。';
        let sentence = (first..self.pieces.len()).take_while(|at| !ends(at));
        let items = sentence.filter(|at| !self.is_note(*at));
        let alike = items.filter_map(|at| self.item(at).filter(|item| self.alike(one, item)));
        let amounts = alike.filter_map(|item| Some(item.counts.get(nth)?.amount));
        let amounts: Vec<Amount> = amounts.take(MOST).collect();
        let sums = |end: usize| off(total.amount, &amounts[..end]).is_none();
        let earlier = self.items.iter().take(at).rev().flatten().take(MOST);
        let unit = one.counts.get(nth).map_or("", |count| self.unit(count));
        let mut earlier = earlier.filter_map(|item| self.counted_in(item, unit));
        (2..=amounts.len()).any(sums) || earlier.any(|other| off(other.amount, parts).is_none())
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
    pub fn halves(&self, at: usize, found: &mut Vec<Breakdown>) {
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
                found.push(self.breakdown(halves, &[name], Lead::Spelled, true));
            }
        }
    }
}
