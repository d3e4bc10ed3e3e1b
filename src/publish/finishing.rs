//! How a staged site takes the place of the published one.

use super::error::PublishError;
use super::manifest::{self, Manifest};
use super::progress::Progress;
use super::removal::Removal;
use super::{Kind, Published, Stage, disk, foreign, in_place, sums};
use std::io::BufWriter;
use std::path::Path;
use std::thread;

impl Stage {
    /// Puts the staged site in the place of the published one, in one step.
    ///
    /// # Errors
    /// A file was not written, a page stands where the output holds a foreign
    /// file, somebody else changed foreign files at the same time, or the file system refuses. The
    /// output is then as it was.
    pub fn finish(self) -> Result<Published, PublishError> {
        self.finish_and(|_| ())
    }

    /// As [`Stage::finish`], and then lets the caller leave a note for the next run at
    /// [`Stage::note`], before any other can open the same output.
    ///
    /// # Errors
    /// As [`Stage::finish`].
    pub fn finish_and(self, note: impl FnOnce(&Path)) -> Result<Published, PublishError> {
        let (mut published, replaced) = self.replace()?;
        let old_site = replaced.then(|| Removal::of(&self.place.staging));
        thread::scope(|threads| {
            if let Some(old_site) = &old_site {
                // Where there is no thread to be had, it is done below.
                let _ = thread::Builder::new().spawn_scoped(threads, || old_site.go_on());
            }
            note(self.note());
            old_site.iter().for_each(Removal::go_on);
        });
        if old_site.is_some_and(|old_site| old_site.finish().is_err()) {
            published.leftover = Some(self.place.staging.clone());
        }
        Ok(published)
    }

    /// Gives back with what was done whether the old site stands at the staging path.
    fn replace(&self) -> Result<(Published, bool), PublishError> {
        let progress = self.progress();
        let empty = Manifest::default();
        let old = self.old.as_ref().unwrap_or(&empty);
        if !progress.is_whole() {
            return Err(PublishError::Incomplete);
        }
        let files = progress.len();
        let gone = || old.addresses().filter(|old| progress.mark(old).is_none());
        let mut published = Published {
            files,
            bytes: bytes(&progress),
            written: files - progress.unchanged,
            unchanged: progress.unchanged,
            removed: gone().count(),
            nothing_changed: false,
            unsigned: false,
            leftover: None,
        };
        if published.written == 0 && self.old.is_some() && lists(old, &progress) {
            published.nothing_changed = true;
            return Ok((published, false));
        }
        let mut replaced = false;
        let manifest = self.place.staging.join(manifest::NAME);
        if self.is_in_place() {
            let gone: Vec<&str> = gone().collect();
            in_place::change(&self.place, old, &gone)?;
            write_manifest(&manifest, &progress)?;
            disk::rename(&manifest, &self.place.output.join(manifest::NAME))?;
        } else {
            write_manifest(&manifest, &progress)?;
            replaced = self.swap(old, &progress, &mut published)?;
        }
        Ok((published, replaced))
    }

    /// Puts the staged folder in the place of the published one, with all that is foreign
    /// there. Gives back whether there was one.
    fn swap(
        &self,
        old: &Manifest,
        progress: &Progress,
        published: &mut Published,
    ) -> Result<bool, PublishError> {
        let (output, staging) = (&self.place.output, &self.place.staging);
        let replaces = disk::exists(output)?;
        let foreign = if replaces {
            let foreign = foreign::list(output, old)?;
            foreign::refuse_clashes(output, &foreign, progress)?;
            let list = progress.mark(sums::NAME);
            let is_new_list = list.is_some_and(|list| !self.is_as_published(sums::NAME, list));
            let carried = |entry: &foreign::Entry| !(is_new_list && entry.is_at(sums::SIGNATURE));
            published.unsigned = !foreign.iter().all(carried);
            foreign::carry(foreign.iter().filter(|it| carried(it)), output, staging)?;
            disk::copy_permissions(output, staging)?;
            foreign
        } else {
            Vec::new()
        };
        if self.kind == Kind::Publication {
            disk::flush(staging)?;
        }
        self.place.swap(replaces)?;
        if let Err(error) = self.settle(replaces, old, &foreign) {
            // The error that is told is the one that came first.
            let _ = self.place.swap_back(replaces);
            return Err(error);
        }
        Ok(replaces)
    }

    /// Where a note for the next run may be left: beside the output, as what the stage
    /// itself leaves there. Nobody else writes it while the stage lives.
    pub fn note(&self) -> &Path {
        &self.place.note
    }

    /// Leaves the published site as it is if it holds so many files: those that the
    /// caller has found to be as it wants them.
    pub fn leave(&self, files: usize) -> Option<Published> {
        let old = self.old.as_ref().filter(|old| old.len() == files)?;
        Some(Published {
            files,
            bytes: old.bytes(),
            written: 0,
            unchanged: files,
            removed: 0,
            nothing_changed: true,
            unsigned: false,
            leftover: None,
        })
    }

    /// Makes the swap last, and sees that no foreign file was changed, added or
    /// removed in the old site after it was linked into the new one.
    fn settle(
        &self,
        replaces: bool,
        old: &Manifest,
        foreign: &[foreign::Entry],
    ) -> Result<(), PublishError> {
        disk::sync_folder(&self.place.parent)?;
        if replaces && foreign::list(&self.place.staging, old)? != foreign {
            return Err(PublishError::Disturbed {
                output: self.place.output.clone(),
            });
        }
        Ok(())
    }
}

/// The size of all files together.
fn bytes(progress: &Progress) -> u64 {
    let mut bytes = 0;
    let _: Result<(), ()> = progress.each(|_, _, mark| {
        bytes += mark.size();
        Ok(())
    });
    bytes
}

/// Whether a manifest lists these files and no others.
fn lists(manifest: &Manifest, progress: &Progress) -> bool {
    let mut listed = manifest.files();
    let same = progress.each(|folder, below, mark| match listed.next() {
        Some((address, size))
            if address.strip_prefix(folder) == Some(below) && size == mark.size() =>
        {
            Ok(())
        }
        _ => Err(()),
    });
    same.is_ok() && listed.next().is_none()
}

fn write_manifest(path: &Path, progress: &Progress) -> Result<(), PublishError> {
    let write = || {
        let mut target = BufWriter::new(disk::create_new(path)?);
        manifest::begin(&mut target)?;
        progress
            .each(|folder, below, mark| manifest::line(&mut target, folder, below, mark.size()))?;
        target.into_inner()?;
        Ok(())
    };
    write().map_err(PublishError::io("写入", path))
}
