//! What several rules read in one filled form, read once: its rows, its marks,
//! its tables, and the figures in its cells. Filled as the rules ask for it.

use super::marks::Mark;
use super::mended::FittingWeights;
use super::prose::Names;
use super::weights::Table;
use crate::model::{Amount, DataPath, Indicator, Quantity};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// The shared readings of one filled form.
#[derive(Debug, Default)]
pub struct Readings<'a> {
    pub(super) rows: OnceCell<Vec<(DataPath, &'a Indicator)>>,
    pub(super) marks: OnceCell<Vec<Mark<'a>>>,
    pub(super) tables: OnceCell<Vec<Table<'a>>>,
    pub(super) fitting_weights: OnceCell<FittingWeights>,
    pub(super) total_above: OnceCell<Option<Amount>>,
    pub(super) names: OnceCell<Names<'a>>,
    quantities: RefCell<Vec<(u64, String, Rc<Quantity>)>>,
}

impl Readings<'_> {
    /// What a cell says, as [`Quantity::read`] reads it.
    pub fn quantity(&self, cell: &str) -> Rc<Quantity> {
        let mut known = self.quantities.borrow_mut();
        let sum = sum(cell);
        let from = known.partition_point(|(other, ..)| *other < sum);
        let mut alike = known[from..].iter().take_while(|(other, ..)| *other == sum);
        if let Some((.., quantity)) = alike.find(|(_, text, _)| text == cell) {
            return Rc::clone(quantity);
        }
        let quantity = Rc::new(Quantity::read(cell));
        known.insert(from, (sum, cell.to_owned(), Rc::clone(&quantity)));
        quantity
    }
}

/// What cells are kept in order by: whole numbers are held against each other faster
/// than texts.
fn sum(cell: &str) -> u64 {
    let add = |sum: u64, byte| sum.rotate_left(7) ^ u64::from(byte);
    cell.bytes().fold(0, add)
}
