//! What of a site has been written so far.

use super::address::{self, Addresses};
use super::error::PublishError;
use super::listing::Listing;
use super::mark::Mark;
use std::collections::BTreeMap;
use std::ops::Bound;

/// What has been written so far.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Files that were asked for; all must be there at the end.
    begun: usize,
    addresses: Addresses,
    /// The files in no closed folder.
    files: BTreeMap<String, Mark>,
    /// The files of closed folders, each folder with a closing `/`. None lies in another.
    closed: BTreeMap<String, Listing>,
    pub(super) unchanged: usize,
}

impl Progress {
    /// Takes an address for a file. Gives the folders that are new by it, outermost
    /// first.
    pub(super) fn claim<'a>(&mut self, address: &'a str) -> Result<Vec<&'a str>, PublishError> {
        self.begun += 1;
        self.addresses.claim(address)
    }

    /// Takes a folder for these files of the last site, and closes it. Gives the folders
    /// that are new by it, outermost first.
    pub(super) fn claim_folder<'a>(
        &mut self,
        folder: &'a str,
        files: &Listing,
    ) -> Result<Vec<&'a str>, PublishError> {
        self.begun += files.len();
        let new = self.addresses.claim_closed(folder)?;
        self.closed.insert(super::below(folder), files.clone());
        self.unchanged += files.len();
        Ok(new)
    }

    /// A file is there.
    pub(super) fn count(&mut self, address: &str, mark: Mark, kept: bool) {
        self.files.insert(address.to_owned(), mark);
        self.unchanged += usize::from(kept);
    }

    /// Closes a folder and gives back its files.
    pub(super) fn close(&mut self, folder: &str) -> Listing {
        let prefix = super::below(folder);
        self.addresses.close(folder);
        let files = address::take_below(&mut self.files, &prefix);
        let files = files.iter().map(|(address, mark)| {
            let below = address.strip_prefix(&prefix).unwrap_or(address);
            (below, *mark)
        });
        let files = Listing::of(files);
        self.closed.insert(prefix, files.clone());
        files
    }

    /// The files in no closed folder.
    pub(super) fn open(&self) -> Listing {
        Listing::of(self.files.iter().map(|(address, mark)| (&**address, *mark)))
    }

    /// Those below a folder, in order.
    pub(super) fn open_below(&self, folder: &str) -> impl Iterator<Item = (&str, Mark)> {
        let prefix = super::below(folder);
        let from = self.files.range(prefix.clone()..);
        from.map(|(address, mark)| (&**address, *mark))
            .take_while(move |(address, _)| address.starts_with(&prefix))
    }

    pub(super) fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The mark of the file at an address.
    pub(super) fn mark(&self, address: &str) -> Option<Mark> {
        if let Some(mark) = self.files.get(address) {
            return Some(*mark);
        }
        let until = (Bound::Unbounded, Bound::Included(address));
        let mut before = self.closed.range::<str, _>(until);
        let (folder, files) = before.next_back()?;
        files.get(address.strip_prefix(&**folder)?)
    }

    /// The files of the closed folder that an address lies in, and that folder as its
    /// files' addresses begin.
    pub(super) fn closed_around(&self, address: &str) -> Option<(&str, &Listing)> {
        let folder = super::below(self.addresses.closed_around(address)?);
        let (folder, files) = self.closed.get_key_value(&folder)?;
        Some((folder, files))
    }

    /// Does something with each file, in the order of their addresses: how its address
    /// begins, how it goes on, its mark.
    pub(super) fn each<E>(
        &self,
        mut with: impl FnMut(&str, &str, Mark) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut open = self.files.iter().peekable();
        for (folder, files) in &self.closed {
            while let Some((address, mark)) = open.next_if(|(address, _)| *address < folder) {
                with("", address, *mark)?;
            }
            for (below, mark) in files.iter() {
                with(folder, below, mark)?;
            }
        }
        open.try_for_each(|(address, mark)| with("", address, *mark))
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        let closed = self.closed.values().map(Listing::len);
        self.files.len() + closed.sum::<usize>()
    }

    /// Whether all is there that was asked for.
    pub(super) fn is_whole(&self) -> bool {
        self.begun == self.len()
    }
}
