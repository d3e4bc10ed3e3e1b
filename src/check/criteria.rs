//! The criterion of a row, and the score that follows from it.

use super::attainment::{self, Sense};
use super::marks::{Mark, Marked};
use super::reasons::is_blank;
use crate::model::criterion::Score;
use crate::model::quantity::{Comparator, Figure};
use crate::model::{Amount, Criterion, Indicator, Quantity};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::thread::LocalKey;

/// The key under which a row's criterion stands: 计分 where it is written, for it
/// is meant for the machine. `None` for a row without one.
pub fn key(row: &Indicator) -> Option<&'static str> {
    if !is_blank(&row.scoring) {
        Some("计分")
    } else if !is_blank(&row.criterion) {
        Some("评分标准")
    } else {
        None
    }
}

/// The criterion, where there is one and it is understood.
pub fn criterion(row: &Indicator) -> Option<Rc<Criterion>> {
    match key(row)? {
        "计分" => remembered(&NOTATIONS, &row.scoring, Criterion::notation),
        _ => remembered(&PRINTED, &row.criterion, Criterion::read),
    }
}

/// Criteria by their text: most rows of a site repeat what others say, and
/// reading is far dearer than looking up.
type Memory = RefCell<BTreeMap<String, Option<Rc<Criterion>>>>;

thread_local! {
    static PRINTED: Memory = const { RefCell::new(BTreeMap::new()) };
    static NOTATIONS: Memory = const { RefCell::new(BTreeMap::new()) };
}

/// As many are remembered, then it starts anew.
const MEMORY: usize = 1000;

fn remembered(
    memory: &'static LocalKey<Memory>,
    text: &str,
    read: fn(&str) -> Option<Criterion>,
) -> Option<Rc<Criterion>> {
    memory.with_borrow_mut(|memory| {
        if let Some(known) = memory.get(text) {
            return known.clone();
        }
        if memory.len() >= MEMORY {
            memory.clear();
        }
        let criterion = read(text).map(Rc::new);
        memory.insert(text.to_owned(), criterion.clone());
        criterion
    })
}

/// The score that follows from the criterion of a mark, in 分. `None` where none
/// follows for sure: without a weight, for one score of several rows, and where
/// the figures do not say enough.
pub fn due(mark: &Mark<'_>) -> Option<Score> {
    match mark.of {
        Marked::Row([row]) => score(row, mark.weight?),
        _ => None,
    }
}

/// The score out of `weight` that follows from the row's criterion, in 分.
fn score(row: &Indicator, weight: Amount) -> Option<Score> {
    // the figures first: most criteria are of rows without
    if key(row).is_none() || attainment::is_qualitative(row) {
        return None;
    }
    let actual = with_unit(row, Quantity::read(&row.actual));
    let reached = actual.only_figure()?.exact()?;
    let target = match with_unit(row, Quantity::read(&row.target)) {
        Quantity::Figure(figure) => Quantity::Figure(with_sense(row, figure, reached)),
        other => other,
    };
    criterion(row)?.score(weight, &target, &actual)
}

/// A cell with what stands in the column 计量单位.
fn with_unit(row: &Indicator, cell: Quantity) -> Quantity {
    match cell {
        Quantity::Figure(figure) if figure.unit.is_empty() => {
            let unit = Quantity::read(&format!("1{}", row.measure_unit.trim()));
            let unit = unit.only_figure().map(|one| one.unit.clone());
            Quantity::Figure(Figure {
                unit: unit.unwrap_or_default(),
                ..figure
            })
        }
        other => other,
    }
}

/// A target with what the column 指标性质 and the words say of more and less.
fn with_sense(row: &Indicator, target: Figure, reached: Amount) -> Figure {
    let written = target.comparator.or(Comparator::read(&row.nature));
    let is_exact = written == Some(Comparator::Equal);
    let comparator = match written {
        Some(Comparator::Equal) | None => match (attainment::sense(row, &target), target.exact()) {
            // more than was to be exactly so is neither
            (Some(_), Some(bound)) if is_exact && reached > bound => written,
            (Some(Sense::More), _) => Some(Comparator::AtLeast),
            (Some(Sense::Less), _) if !is_exact => Some(Comparator::AtMost),
            _ => written,
        },
        written => written,
    };
    Figure {
        comparator,
        ..target
    }
}
