//! One site built again and again by one program.

use super::building::{Left, build_after};
use super::cache::Cache;
use super::{Failure, Options, Outcome, Progress};
use crate::publish::Edition;
use std::path::PathBuf;

/// One site that is built again and again by one program, for its preview: what the last
/// build left stays in memory, and nobody else is expected to change the output.
#[derive(Debug, Default)]
pub struct Rebuilds {
    last: Option<(Cache, Edition)>,
    /// Where the last build leaves what it left, for another run of the program.
    note: Option<PathBuf>,
}

impl Rebuilds {
    /// As [`build`](super::build), but that what is left for the next run of the program is not
    /// written before [`Rebuilds::save`].
    ///
    /// # Errors
    /// As [`build`](super::build).
    pub fn build(
        &mut self,
        options: &Options,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Outcome, Failure> {
        let stands = Edition::of(&options.output);
        let known = self.last.take();
        let known = known.filter(|(_, edition)| stands.as_ref() == Some(edition));
        let mut left = None;
        let built = build_after(
            known.as_ref().map(|(cache, _)| cache),
            options,
            progress,
            |note, of_this| {
                self.note = Some(note.to_owned());
                left = match of_this {
                    Left::Last(found) => found,
                    Left::New(parts, whole) => {
                        let units = parts.into_iter();
                        let units =
                            units.map(|part| (part.entry.address.clone(), part.kept, part.made));
                        Some(Cache::of(units, Some(whole)))
                    }
                };
            },
        );
        self.last = match left {
            Some(left) => Edition::of(&options.output).map(|edition| (left, edition)),
            // Where the machine was at fault, some of it may be changed.
            None => known.filter(|_| built.is_ok()),
        };
        built
    }

    /// Leaves what is in memory for another run of the program.
    pub fn save(&self) {
        if let (Some((last, _)), Some(note)) = (&self.last, &self.note) {
            // Without it that run takes its time, and nothing else is amiss.
            let _ = last.save(note);
        }
    }
}
