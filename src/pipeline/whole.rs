//! What is of a site as a whole, made from what its units leave: home, regions, years,
//! search, downloads of many units.

use super::Failure;
use super::cache::Whole;
use super::kept::{Key, Made};
use super::laid::Laid;
use super::workers::Workers;
use crate::download::{self, Given, Piece};
use crate::publish::Stage;
use crate::render::{self, Downloads, SearchIndex, SiteContext};
use crate::search;
use crate::theme::Theme;
use crate::timing::{self, Room};
use std::io;

/// What the work that is of no unit counts as work on.
pub const WHOLE: &str = "全站";

/// What makes it.
pub struct SiteWide<'a> {
    /// Where the units' files are staged already.
    pub stage: &'a Stage,
    pub site: &'a SiteContext,
    pub theme: &'a Theme,
    pub workers: &'a Workers,
    /// Whether files are also put packed.
    pub compress: bool,
    /// Whether the years and the site have downloads of all their reports.
    pub collections: bool,
}

impl SiteWide<'_> {
    /// Makes it of the units, by their addresses, after what the last build left. Gives
    /// back what the files were made from that are laid together.
    pub fn make(
        &self,
        units: &[&Made],
        last: Option<&Whole>,
    ) -> Result<Vec<(String, Key)>, Failure> {
        let Self { stage, site, .. } = self;
        let (mut downloads, mut keys) = (Downloads::default(), Vec::new());
        let mut search = SearchIndex::default();
        if !site.pages_only {
            let clock = timing::here();
            let (made, index) = self.workers.both(
                || clock.of(WHOLE, || self.downloads(units, last)),
                || clock.of(WHOLE, || self.index(units)),
            );
            (downloads, keys) = made?;
            search = index?;
        }
        let summaries: Vec<_> = units.iter().flat_map(|made| &made.summaries).collect();
        let clock = timing::here();
        let pages = || {
            let mut emit = |address: &str, bytes: &[u8]| write(stage, address, bytes);
            render::site_pages(&summaries, &downloads, &search, site, self.theme, &mut emit)
        };
        self.workers
            .one(|| clock.of(WHOLE, || timing::room(Room::Pages, pages)))?;
        if self.compress {
            let packable = stage.packable("");
            let timing = timing::here();
            let pack = |address: &String| timing::room(Room::Pack, || stage.pack(address));
            self.workers
                .each(&packable, |address| timing.of(WHOLE, || pack(address)))?;
        }
        timing::room(Room::Publish, || stage.list_sums())?;
        Ok(keys)
    }

    /// The files to take away, and what those were made from that are laid together.
    fn downloads(
        &self,
        units: &[&Made],
        last: Option<&Whole>,
    ) -> Result<(Downloads, Vec<(String, Key)>), Failure> {
        let Self { stage, site, .. } = self;
        let mut emit = |address: &str, bytes: &[u8]| write(stage, address, bytes);
        let laid = Laid::new(stage, last);
        let timing = timing::here();
        let mut given = Given {
            join: &mut |files| {
                let each = |(address, pieces): &(String, Vec<Piece>)| {
                    timing.of(WHOLE, || {
                        timing::room(Room::Write, || laid.join(address, pieces))
                    })
                };
                timing::elsewhere(|| self.workers.each(files, each))
            },
            read: &mut |address, range| {
                let bytes = timing::room(Room::Write, || stage.read(address, range));
                bytes.map_err(io::Error::other)
            },
            kept: &mut |address, pieces| laid.kept(address, pieces),
        };
        let units = units.iter();
        let files: Vec<_> = units.filter_map(|made| made.files.as_ref()).collect();
        let downloads = timing::room(Room::Downloads, || {
            download::schema_file(&mut emit)?;
            match self.collections {
                true => download::site_files(&files, &site.base_url, &mut emit, &mut given),
                false => Ok(Downloads::default()),
            }
        })?;
        Ok((downloads, laid.into_keys()))
    }

    /// The index of the search. Gives back what its page says of it.
    fn index(&self, units: &[&Made]) -> Result<SearchIndex, Failure> {
        let units = units.iter();
        let entries: Vec<_> = units.filter_map(|made| made.entry.as_ref()).collect();
        let regions = &self.site.regions;
        let made = timing::room(Room::Search, || search::site_files(&entries, regions));
        let (files, index) = made.map_err(Failure::Index)?;
        for (address, bytes) in files {
            timing::room(Room::Write, || self.stage.write(&address, &bytes))?;
        }
        Ok(index)
    }
}

/// Puts a file on a stage, for those who know of no stage.
pub fn write(stage: &Stage, address: &str, bytes: &[u8]) -> io::Result<()> {
    let written = timing::room(Room::Write, || stage.write(address, bytes));
    written.map_err(io::Error::other)
}
