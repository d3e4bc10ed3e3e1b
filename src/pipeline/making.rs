//! One unit's pages and files, from its folder to the stage.

use super::building::{Build, Share};
use super::inputs::Inputs;
use super::kept::Made;
use super::offer::{Look, Offer};
use super::whole::write;
use super::{Content, Failure, Progress, UnitResult, work};
use crate::check::Checked;
use crate::load::UnitEntry;
use crate::render::{self, FiledForms};
use crate::timing::{self, Room};
use crate::{download, search};
use std::sync::Arc;
use std::sync::atomic::Ordering;

impl Build<'_> {
    /// Makes a unit's pages and files, where nothing stands in the way of it.
    pub(super) fn make(
        &self,
        entry: &UnitEntry,
    ) -> Result<UnitResult<Option<Share<Arc<Made>>>>, Failure> {
        let Content {
            settings, forms, ..
        } = self.content;
        let root = &self.options.root;
        let Inputs { files, key } = timing::room(Room::Load, || {
            Inputs::read(root, entry, self.site, &self.of_site)
        });
        let result = work(root, entry, forms, settings, &files, |checked| {
            // Once one unit is refused nothing will be published: the
            // others are only checked.
            if self.stopped.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let made = Arc::new(self.print(entry, &checked)?);
            Ok(Some(Share {
                key,
                files: self.stage.close(&entry.address),
                made,
                stands: false,
            }))
        });
        if !matches!(&result, Ok(result) if result.made.is_some()) {
            self.stopped.store(true, Ordering::Relaxed);
        }
        (self.progress)(Progress::UnitDone);
        result
    }

    fn print(&self, entry: &UnitEntry, checked: &Checked) -> Result<Made, Failure> {
        let (site, stage) = (self.site, &self.stage);
        let mut emit = |address: &str, bytes: &[u8]| write(stage, address, bytes);
        let filed = timing::room(Room::Pages, || FiledForms::of(checked.unit()));
        let (mut downloads, mut files, mut found_by) = Default::default();
        if !self.options.pages_only {
            let made = timing::room(Room::Downloads, || {
                download::unit_files(checked, &filed, &site.base_url, &mut emit)
            })?;
            (downloads, files) = (made.0, Some(made.1));
            let made = timing::room(Room::Search, || search::unit_file(checked, &filed));
            let ((address, bytes), entry) = made.map_err(Failure::Index)?;
            timing::room(Room::Write, || stage.write(&address, &bytes))?;
            found_by = Some(entry);
        }
        let summaries = timing::room(Room::Pages, || {
            render::unit_pages(checked, &filed, &downloads, site, self.theme, &mut emit)
        })?;
        let mut made = Made {
            summaries,
            files,
            entry: found_by,
        };
        if !self.options.pages_only {
            let look = Look::of(site, self.theme);
            let offer = Offer::new(checked.unit(), look, &site.regions, made);
            timing::room(Room::Write, || {
                stage.write(&offer.address(), &offer.to_bytes())
            })?;
            made = offer.made;
        }
        for (below, from) in entry.attachments() {
            timing::room(Room::Write, || {
                stage.copy(&format!("{}/{below}", entry.address), &from)
            })?;
        }
        if self.options.compress {
            for address in stage.packable(&entry.address) {
                timing::room(Room::Pack, || stage.pack(&address))?;
            }
        }
        Ok(made)
    }
}
