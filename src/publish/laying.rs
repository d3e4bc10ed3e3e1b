//! Files that are put together from others on the stage, or written bit by bit.

use super::error::PublishError;
use super::mark::Mark;
use super::{Stage, disk, sums};
use crate::digest::Summing;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A staged file that is written bit by bit.
type Target = BufWriter<Summing<File>>;

/// How many bytes of it are written at once: some are hundreds of megabytes long.
const AT_ONCE: usize = 1 << 17;

/// A piece of a file that is put together from others.
#[derive(Debug, Clone)]
pub enum Piece<'a> {
    /// What stands between the others.
    Text(&'a str),
    /// The bytes of a staged file in a range.
    Part(&'a str, Range<u64>),
}

impl Stage {
    /// Puts pieces end to end at `address`, otherwise as [`Stage::write`]. Gives
    /// back the size.
    ///
    /// # Errors
    /// As [`Stage::write`]; also when a piece is of a file that is not staged.
    pub fn join<'p>(
        &self,
        address: &str,
        pieces: impl Iterator<Item = Piece<'p>>,
    ) -> Result<u64, PublishError> {
        self.stream(address, |target, staged| {
            let writing = |error| PublishError::io("写入", staged)(error);
            for piece in pieces {
                match piece {
                    Piece::Text(text) => target.write_all(text.as_bytes()).map_err(writing)?,
                    Piece::Part(address, range) => {
                        let mut part = self.part(address, range)?;
                        io::copy(&mut part, target).map_err(writing)?;
                    }
                }
            }
            Ok(())
        })
    }

    /// Puts the list of the sums of all files put so far, as `sha256sum -c` reads it.
    /// It is to be the last file: no list has its own sum.
    ///
    /// # Errors
    /// As [`Stage::write`].
    pub fn list_sums(&self) -> Result<(), PublishError> {
        let list = |target: &mut Target, staged: &Path| {
            let progress = self.progress();
            let listed =
                progress.each(|folder, below, mark| sums::line(target, folder, below, &mark.sum()));
            listed.map_err(PublishError::io("写入", staged))
        };
        self.stream(sums::NAME, list)?;
        Ok(())
    }

    /// Puts what is written bit by bit at `address`. Gives back the size.
    fn stream(
        &self,
        address: &str,
        write: impl FnOnce(&mut Target, &Path) -> Result<(), PublishError>,
    ) -> Result<u64, PublishError> {
        self.claim(address)?;
        let staged = self.staged(address)?;
        let writing = |error| PublishError::io("写入", &staged)(error);
        let target = disk::create_new(&staged).map_err(writing)?;
        let mut target = BufWriter::with_capacity(AT_ONCE, Summing::new(target));
        write(&mut target, &staged)?;
        let target = target
            .into_inner()
            .map_err(|error| writing(error.into_error()))?;
        let (target, sum) = target.finish();
        let written = target.metadata().map_err(writing)?;
        let size = written.len();
        let bytes = BufReader::new(disk::open_regular(&staged)?);
        let kept = self.published(address, size, bytes);
        if kept.is_some() {
            fs::remove_file(&staged).map_err(writing)?;
            self.link(address)?;
        }
        let is_kept = kept.is_some();
        self.count(address, Mark::of(&kept.unwrap_or(written), sum), is_kept);
        Ok(size)
    }

    /// The bytes of a staged file in a range.
    ///
    /// # Errors
    /// The file is not staged, or the file system refuses.
    pub fn read(&self, address: &str, range: Range<u64>) -> Result<Vec<u8>, PublishError> {
        let mut bytes = Vec::new();
        let read = self.part(address, range)?.read_to_end(&mut bytes);
        read.map_err(PublishError::io("读取", &self.place.staging.join(address)))?;
        Ok(bytes)
    }

    fn part(&self, address: &str, range: Range<u64>) -> Result<impl Read, PublishError> {
        let (mut file, path) = self.open_staged(address)?;
        file.seek(SeekFrom::Start(range.start))
            .map_err(PublishError::io("读取", &path))?;
        Ok(file.take(range.end.saturating_sub(range.start)))
    }

    /// A file of the new site, and where it is until it is finished.
    pub(super) fn open_staged(&self, address: &str) -> Result<(File, PathBuf), PublishError> {
        let staged = self.place.staging.join(address);
        match disk::open_regular(&staged) {
            Err(PublishError::Io { source, .. })
                if self.is_in_place() && source.kind() == io::ErrorKind::NotFound =>
            {
                let published = self.place.output.join(address);
                Ok((disk::open_regular(&published)?, published))
            }
            opened => Ok((opened?, staged)),
        }
    }
}
