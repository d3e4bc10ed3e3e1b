//! Which units, and whether all of the site, would be made as the last build left them.

use super::building::Build;
use super::cache::{Cache, Unit};
use super::inputs::Inputs;
use super::kept::Key;
use super::{Failure, Progress};
use crate::digest::Sum;
use crate::load::UnitEntry;
use crate::publish::Listing;
use crate::timing::Room;

/// Each unit's folder, with what the last build left of it where that still stands.
pub(super) type Units<'a> = Vec<(&'a UnitEntry, Option<Unit>)>;

impl<'a> Build<'a> {
    /// Looks for what of the last build still stands.
    pub(super) fn standing(&self, cache: Option<&Cache>) -> Result<Units<'a>, Failure> {
        let entries = &self.content.tree.units;
        (self.progress)(Progress::Units(entries.len()));
        let last = |entry: &UnitEntry| cache?.unit(&entry.address);
        let mut units: Units<'a> = entries.iter().map(|entry| (entry, last(entry))).collect();
        let stand = self.workers.each(&units, |(entry, unit)| {
            let stands = |unit| self.on(entry, Room::Standing, || self.stands(entry, unit));
            Ok::<_, Failure>(unit.as_ref().is_some_and(stands))
        })?;
        for ((_, unit), stands) in units.iter_mut().zip(stand) {
            *unit = unit.take().filter(|_| stands);
            if unit.is_some() {
                (self.progress)(Progress::UnitDone);
            }
        }
        Ok(units)
    }

    /// Whether a unit would be made as it stands in the output.
    fn stands(&self, entry: &UnitEntry, unit: &Unit) -> bool {
        let kept = &unit.kept;
        let key = Inputs::read(&self.options.root, entry, self.site, &self.of_site).key;
        let address = |below: &str| format!("{}/{below}", entry.address);
        key.is_some()
            && key == kept.key
            && self.all_as_published(&entry.address, &kept.files)
            && entry
                .attachments()
                .all(|(below, from)| self.stage.is_copy(&address(&below), &from))
    }

    /// How many files there are when all of the site stands.
    pub(super) fn all_that_stands(
        &self,
        units: &Units<'_>,
        cache: Option<&Cache>,
    ) -> Option<usize> {
        let whole = cache?.whole()?;
        let mut files = whole.files.len();
        let mut keys = Vec::new();
        for (entry, unit) in units {
            let kept = &unit.as_ref()?.kept;
            files += kept.files.len();
            keys.push((entry.address.as_str(), kept.key));
        }
        let stands = whole.key.is_some()
            && whole.key == self.key(keys)
            && self.all_as_published("", &whole.files);
        stands.then_some(files)
    }

    fn all_as_published(&self, folder: &str, files: &Listing) -> bool {
        self.trusts_output || self.stage.all_as_published(folder, files)
    }

    /// The key of all that the site is made from.
    pub(super) fn key(&self, units: Vec<(&str, Option<Key>)>) -> Option<Key> {
        let regions = format!("{:?}", self.site.regions);
        let sum = Sum::default().with(&self.of_site).with(regions.as_bytes());
        let sum = units.into_iter().try_fold(sum, |sum, (address, key)| {
            Some(sum.with(address.as_bytes()).with(&key?))
        })?;
        Some(sum.finish())
    }
}
