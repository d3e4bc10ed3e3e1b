//! Totals and the parts that stand beside them: 编制38名，其中行政编制26名、事业编制12名.
//!
//! Nothing but the words says whether such a list is whole, so what is wrong with
//! it depends on them: a list that ends with 其他 is whole, one after 其中 may leave
//! things out and name others twice.

mod list;
mod names;

use super::pieces::Count;
use super::{Block, Kind, is_misprint, is_rounding, off, swapped_sum};
use crate::model::Amount;
use list::List;

/// A total with a list that it is broken down into.
#[derive(Debug, Clone)]
pub struct Breakdown {
    /// The total.
    pub total: Count,
    /// The parts.
    pub parts: Vec<Count>,
    /// What leads to them.
    pub lead: Lead,
    /// Whether they are items below it, in blocks of their own.
    pub is_list: bool,
    /// The largest number of its unit before it in its clause: the parts may be of
    /// that one.
    above: Option<Amount>,
    /// Whether the words say that nothing is left out.
    is_whole: bool,
    /// Whether it is of money.
    is_money: bool,
    /// Whether one thing may be counted in two parts.
    may_cross: bool,
    /// Whether the parts are of one kind: 州级 and 县级.
    is_one_kind: bool,
    /// Whether nothing is counted in two parts.
    is_disjoint: bool,
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

/// Without one of these there is no breakdown of three figures.
const SIGNS: [&str; 9] = ["其中", "：", ":", "（", "共", "计", "未", "包括", "分"];

/// The breakdowns in a block of text.
pub fn breakdowns(block: &Block) -> Vec<Breakdown> {
    let text = &*block.text.plain;
    let few = match block.figures().len() {
        0 | 1 => true,
        2 => !block.says("其中"),
        _ => !block.says_any(&SIGNS),
    };
    if few {
        return Vec::new();
    }
    let list = List::read(block, 0..text.len());
    let mut found = Vec::new();
    for at in 0..list.len() {
        list.after_total(at, &mut found);
        list.before_total(at, &mut found);
        list.halves(at, &mut found);
        list.in_brackets(block, at, &mut found);
    }
    found
}

/// The total that a paragraph ends with before a list of items, of which each begins
/// with a part.
pub fn listed(blocks: &[Block], at: usize) -> Option<Breakdown> {
    let (block, below) = (blocks.get(at)?, blocks.get(at + 1..)?);
    let text = &*block.text.plain;
    let leads = block.is_text() && text.ends_with(['：', ':']) && !block.figures().is_empty();
    if !leads {
        return None;
    }
    let items = below
        .iter()
        .take_while(|next| matches!(next.kind, Kind::Item { .. }));
    let items = items.filter(|item| item.kind == Kind::Item { nested: false });
    let read = |block| List::read(block, 0..block.text.plain.len());
    let items: Vec<List<'_>> = items.map(read).collect();
    (items.len() > 1).then(|| read(block).over(&items))?
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
        if is_rounding(difference, total, &parts) {
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
            _ if self.is_whole => within(if sum < total { 3 } else { 2 }),
            Lead::Spelled => within(10) && !self.may_cross && (self.is_money || sum > total),
            Lead::Among => sum > total && within(100) && parts.len() > 2 && !self.may_cross,
            Lead::Sorted => false,
        };
        let beyond = beside && self.is_disjoint && sum > total && within(2);
        // two digits that changed places explain what is no longer possible, or what
        // hardly leaves anything out
        let swapped = !self.may_cross
            && matches!(self.lead, Lead::Among | Lead::Spelled)
            && (sum > total || self.is_one_kind && total >= Amount::from_int(100))
            && swapped_sum(total, &parts, 2);
        let spelled = self.lead == Lead::Spelled && swapped_sum(total, &parts, 4);
        let misprint = misprint || swapped || spelled;
        let sorted = self.lead == Lead::Sorted && !within(20);
        (likely && !sorted || beyond || misprint).then_some(Wrong::Sum { sum, difference })
    }
}
