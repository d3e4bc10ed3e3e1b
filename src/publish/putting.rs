//! Files put on the stage one by one. A published file with the same bytes is kept, by a
//! second name.

use super::error::PublishError;
use super::mark::Mark;
use super::published::PublishedSite;
use super::{Stage, disk};
use crate::digest::{self, Summing};
use std::fs::Metadata;
use std::io::{self, BufRead, BufReader, Seek};
use std::path::Path;

impl Stage {
    /// Puts a file at `address` (below the site, with `/`). A published file
    /// with the same bytes is kept with its modification time.
    ///
    /// # Errors
    /// The address may not be written or was written before, or the file
    /// system refuses.
    pub fn write(&self, address: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.claim(address)?;
        let kept = self.keep(address, bytes.len() as u64, bytes)?;
        let is_kept = kept.is_some();
        let file = match kept {
            Some(file) => file,
            None => disk::write_new(&self.staged(address)?, bytes)?,
        };
        self.count(address, Mark::of(&file, digest::sum(bytes)), is_kept);
        Ok(())
    }

    /// Puts a copy of the file `from` at `address`, otherwise as [`Stage::write`].
    ///
    /// # Errors
    /// As [`Stage::write`]; also when `from` is not a regular file (a symbolic
    /// link is none) or changes while it is read.
    pub fn copy(&self, address: &str, from: &Path) -> Result<(), PublishError> {
        let reading = |error| PublishError::io("读取", from)(error);
        self.claim(address)?;
        let mut source = disk::open_regular(from)?;
        let before = source.metadata().map_err(reading)?;
        let mut summing = Summing::new(&mut source);
        let kept = self.keep(address, before.len(), BufReader::new(&mut summing))?;
        let mark = match &kept {
            Some(file) => Mark::of(file, summing.finish().1),
            None => {
                source.rewind().map_err(reading)?;
                let staged = self.staged(address)?;
                disk::create_new(&staged)
                    .and_then(|target| {
                        let mut target = Summing::new(target);
                        io::copy(&mut source, &mut target)?;
                        let (target, sum) = target.finish();
                        Ok(Mark::of(&target.metadata()?, sum))
                    })
                    .map_err(PublishError::io("写入", &staged))?
            }
        };
        let after = source.metadata().map_err(reading)?;
        if (before.len(), before.modified().ok()) != (after.len(), after.modified().ok()) {
            return Err(PublishError::SourceChanged { path: from.into() });
        }
        self.count(address, mark, kept.is_some());
        Ok(())
    }

    /// Puts the file at `address` of another published site at the same address, by a
    /// second name where the file system can, otherwise as [`Stage::write`].
    ///
    /// # Errors
    /// As [`Stage::write`]; also when the file is not as it was published.
    pub fn adopt(&self, address: &str, site: &PublishedSite) -> Result<(), PublishError> {
        let (from, size) = site.find(address)?;
        self.claim(address)?;
        // Where all its bytes are read for something else, they are summed meanwhile.
        let mut sum = None;
        let mut is_kept = disk::is_one_file(&from, &self.place.output.join(address));
        if !is_kept {
            let mut source = Summing::new(disk::open_regular(&from)?);
            let kept = self.published(address, size, BufReader::new(&mut source));
            is_kept = kept.is_some();
            sum = kept.map(|_| source.finish().1);
        }
        let staged = self.place.staging.join(address);
        if is_kept {
            self.link(address)?;
        } else {
            sum = disk::link_or_copy_from_afar(&from, &staged)?;
        }
        // What was put there meanwhile instead of the file is not published.
        let Some(file) = disk::regular(&staged).filter(|file| file.len() == size) else {
            return Err(PublishError::NotAsPublished { path: from });
        };
        let sum = match sum {
            Some(sum) => sum,
            None => disk::sum(&staged)?,
        };
        self.count(address, Mark::of(&file, sum), is_kept);
        Ok(())
    }

    /// Takes the published file at `address` over if it holds the same bytes.
    fn keep(
        &self,
        address: &str,
        size: u64,
        bytes: impl BufRead,
    ) -> Result<Option<Metadata>, PublishError> {
        let same = self.published(address, size, bytes);
        if same.is_some() {
            self.link(address)?;
        }
        Ok(same)
    }

    /// The file that the last run published at `address`, if it holds these bytes, all
    /// of which are read then.
    pub(super) fn published(
        &self,
        address: &str,
        size: u64,
        bytes: impl BufRead,
    ) -> Option<Metadata> {
        let published = self.place.output.join(address);
        self.is_ours(address)
            .then(|| disk::holds(&published, size, bytes))
            .flatten()
    }
}
