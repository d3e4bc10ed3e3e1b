//! Files put packed beside themselves.

use super::error::PublishError;
use super::mark::Mark;
use super::packed::{self, Packing};
use super::{Stage, disk};
use crate::digest;
use std::io::Read;

impl Stage {
    /// The staged files below a folder, or all in no closed folder where `folder` is
    /// empty, that get smaller when they are packed, in order: those whose packed files'
    /// addresses are still free.
    pub fn packable(&self, folder: &str) -> Vec<String> {
        let progress = self.progress();
        let is_free = |address: &str| {
            let mut packed = Packing::ALL.iter().map(|packing| packing.address(address));
            packed.all(|packed| progress.addresses().meets(&packed, false).is_none())
        };
        progress
            .open_below(folder)
            .filter(|(address, mark)| packed::is_worth(address, mark.size()) && is_free(address))
            .map(|(address, _)| address.to_owned())
            .collect()
    }

    /// Puts beside the staged file at `address` the same packed, as `address.gz` and
    /// `address.br`. A published one that still holds the bytes is kept.
    ///
    /// # Errors
    /// As [`Stage::write`]; also when nothing is staged at `address`.
    pub fn pack(&self, address: &str) -> Result<(), PublishError> {
        let (mut plain, path) = self.open_staged(address)?;
        let mut bytes = Vec::new();
        plain
            .read_to_end(&mut bytes)
            .map_err(PublishError::io("读取", &path))?;
        for packing in Packing::ALL {
            let address = packing.address(address);
            self.claim(&address)?;
            let published = self.place.output.join(&address);
            let old = self
                .is_ours(&address)
                .then(|| disk::read_regular(&published).ok())
                .flatten();
            let kept = old
                .filter(|old| packing.holds(old, &bytes))
                .and_then(|old| Some(Mark::of(&disk::regular(&published)?, digest::sum(&old))));
            let mark = match kept {
                Some(mark) => {
                    self.link(&address)?;
                    mark
                }
                None => {
                    let staged = self.staged(&address)?;
                    let packed = packing.pack(&bytes);
                    let packed = packed.map_err(PublishError::io("压缩", &staged))?;
                    Mark::of(&disk::write_new(&staged, &packed)?, digest::sum(&packed))
                }
            };
            self.count(&address, mark, kept.is_some());
        }
        Ok(())
    }
}
