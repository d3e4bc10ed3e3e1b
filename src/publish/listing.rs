//! The files of a folder with their marks, in as little memory as may be: of a province
//! there are many millions.

use super::mark::Mark;
use crate::stored::Stored;
use std::sync::Arc;

/// The files below a folder, by their addresses below it, in order. A clone is the same
/// list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing(Arc<Listed>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Listed {
    /// All addresses end to end.
    addresses: Box<str>,
    /// Where each ends, and the file's mark.
    files: Box<[(usize, Mark)]>,
}

impl Listing {
    /// Of files in the order of their addresses.
    pub(super) fn of<'f>(files: impl Iterator<Item = (&'f str, Mark)>) -> Self {
        let mut addresses = String::new();
        let files = files.map(|(address, mark)| {
            addresses.push_str(address);
            (addresses.len(), mark)
        });
        let files = files.collect();
        let addresses = addresses.into();
        Self(Arc::new(Listed { addresses, files }))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.files.is_empty()
    }

    /// Each file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Mark)> {
        (0..self.len()).filter_map(|number| self.file(number))
    }

    /// The mark of the file at an address below the folder.
    pub fn get(&self, address: &str) -> Option<Mark> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            match self.file(middle)? {
                (before, _) if before < address => from = middle + 1,
                _ => to = middle,
            }
        }
        let (found, mark) = self.file(from)?;
        (found == address).then_some(mark)
    }

    fn file(&self, number: usize) -> Option<(&str, Mark)> {
        let Listed { addresses, files } = &*self.0;
        let start = match number.checked_sub(1) {
            Some(before) => files.get(before)?.0,
            None => 0,
        };
        let (end, mark) = files.get(number)?;
        Some((addresses.get(start..*end)?, *mark))
    }
}

impl Stored for Listing {
    fn store(&self, into: &mut Vec<u8>) {
        let files: Vec<_> = self
            .iter()
            .map(|(address, mark)| (address.to_owned(), mark))
            .collect();
        files.store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let files = Vec::<(String, Mark)>::restore(from)?;
        let files = files.iter().map(|(address, mark)| (&**address, *mark));
        Some(Self::of(files))
    }
}
