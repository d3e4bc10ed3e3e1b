//! Files that are laid together from those of the units: taken over where all that
//! they are laid together from stands as it was.

use super::cache::Whole;
use super::kept::Key;
use crate::digest::Sum;
use crate::download::Piece;
use crate::publish::{self, Mark, Stage};
use crate::stored::to_bytes;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Where files are laid together.
pub struct Laid<'a> {
    stage: &'a Stage,
    last: Option<&'a Whole>,
    keys: Mutex<Vec<(String, Key)>>,
}

impl<'a> Laid<'a> {
    /// On a stage, after what the last build left.
    pub fn new(stage: &'a Stage, last: Option<&'a Whole>) -> Self {
        Self {
            stage,
            last,
            keys: Mutex::default(),
        }
    }

    /// What each file was made from.
    pub fn into_keys(self) -> Vec<(String, Key)> {
        let keys = self.keys.into_inner();
        let mut keys = keys.unwrap_or_else(PoisonError::into_inner);
        // whoever was done first
        keys.sort_unstable();
        keys
    }

    /// Lays a file together, or takes it over. Gives back its size.
    pub fn join(&self, address: &str, pieces: &[Piece]) -> io::Result<u64> {
        if let Some(size) = self.kept(address, pieces)? {
            return Ok(size);
        }
        let pieces = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => publish::Piece::Text(text),
            Piece::Part(of, range) => publish::Piece::Part(of, range.clone()),
        });
        self.stage.join(address, pieces).map_err(io::Error::other)
    }

    /// Takes a file over that was made from the same pieces before.
    pub fn kept(&self, address: &str, pieces: &[Piece]) -> io::Result<Option<u64>> {
        let Some(key) = self.key(pieces) else {
            return Ok(None);
        };
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.push((address.to_owned(), key));
        drop(keys);
        let Some(mark) = self.last.and_then(|last| standing(last, address, key)) else {
            return Ok(None);
        };
        if !self.stage.is_as_published(address, mark) {
            return Ok(None);
        }
        let taken = self.stage.take_over(address, mark);
        taken.map_err(io::Error::other)?;
        Ok(Some(mark.size()))
    }

    /// What tells these pieces from others: what files they are of and where in them.
    fn key(&self, pieces: &[Piece]) -> Option<Key> {
        let mut sum = Sum::default();
        for piece in pieces {
            sum = match piece {
                Piece::Text(text) => sum.with(b"text").with(text.as_bytes()),
                Piece::Part(of, range) => {
                    let mark = self.stage.mark(of)?;
                    let part = to_bytes(&(of.clone(), (range.clone(), mark)));
                    sum.with(b"part").with(&part)
                }
            };
        }
        Some(sum.finish())
    }
}

/// The mark of a file that was made by this key.
fn standing(last: &Whole, address: &str, key: Key) -> Option<Mark> {
    let mut laid = last.laid.iter();
    laid.find(|(of, made_by)| of == address && *made_by == key)?;
    last.files.get(address)
}
