//! Parts that stand in brackets behind their total.

use super::super::names::is_plain;
use super::super::{Breakdown, Lead};
use super::List;
use crate::check::prose::Block;
use crate::check::prose::pieces::{Count, Item, is_bracketed, same_unit, unit_length, unit_of};
use std::ops::Range;

impl List<'_> {
    /// 在职71人（行政33人、事业38人）, wherever the brackets stand.
    pub fn in_brackets(&self, block: &Block, at: usize, found: &mut Vec<Breakdown>) {
        let Some(piece) = self.pieces.get(at).map(|piece| piece.span.clone()) else {
            return;
        };
        if !self.words(at).contains(['（', '(']) {
            return;
        }
        for figure in block.figures_in(piece.clone()) {
            let unit = unit_of(self.text, figure);
            let start = figure.span.end - unit_length(self.text, figure);
            let end = start + unit.len();
            let rest = self.text.get(end..piece.end).unwrap_or_default();
            let Some(after) = rest.strip_prefix(['（', '(']) else {
                continue;
            };
            let Some(inside) = after.find(['）', ')']).map(|end| &after[..end]) else {
                continue;
            };
            let total = Count {
                amount: figure.amount,
                words: figure.span.start..end,
                unit: start..end,
            };
            let name = piece.start..figure.span.start;
            let bracketed = is_bracketed(self.text.get(name.clone()).unwrap_or_default());
            if figure.near || bracketed || unit.is_empty() {
                continue;
            }
            let name = self.text.get(name).unwrap_or_default();
            let inside =
                end + rest.len() - after.len()..end + rest.len() - after.len() + inside.len();
            found.extend(self.bracketed(block, (at, name, total), inside));
        }
    }

    /// The parts in brackets of a total of this name.
    fn bracketed(
        &self,
        block: &Block,
        (at, name, total): (usize, &str, Count),
        inside: Range<usize>,
    ) -> Vec<Breakdown> {
        let words = self.text.get(inside.clone()).unwrap_or_default();
        let list = List::read(block, inside);
        let lead = if words.starts_with("其中") {
            Lead::Among
        } else {
            Lead::Spelled
        };
        let all = list.items.iter().all(Option::is_some);
        let parts = list
            .parts(0)
            .filter(|parts| all && parts.len() == list.items.len() && parts.len() > 1);
        let Some(parts) = parts else {
            return Vec::new();
        };
        // of a total that stands within a phrase only its own words are looked at
        let name = name.strip_prefix("其中").unwrap_or(name);
        let Some(one) = parts.first().filter(|_| is_plain(name)) else {
            return Vec::new();
        };
        // 4216户7938人（城市1102户1876人、农村3114户6062人）
        let totals = one.counts.iter().map(|count| {
            let unit = list.unit(count);
            if same_unit(unit, self.unit(&total)) {
                return Some(total.clone());
            }
            self.counted_in(self.item(at)?, unit).cloned()
        });
        let names = self.names(&parts);
        let broken = totals.enumerate().filter_map(|(nth, total)| {
            let nth_of = |part: &&Item| part.counts.get(nth).cloned();
            let counts: Vec<Count> = parts.iter().map(nth_of).collect::<Option<_>>()?;
            let unit = list.unit(counts.first()?);
            let alike = counts.iter().all(|count| same_unit(list.unit(count), unit));
            let total = total.filter(|_| alike)?;
            Some(list.breakdown((total, counts), &names, lead, false))
        });
        broken.collect()
    }
}
