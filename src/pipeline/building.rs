//! Content to a published site. What the last build made and would be made the same
//! again is taken over unread; everything else is made anew.
//!
//! ```text
//! which units stand as they were? ──all, and the site's own files──▶ nothing to do
//!   │ the others: load, check, render               │ those: linked
//!   └────────────▶ the site's own pages and files ◀─┘ ──▶ swap ──▶ the cache
//! ```

use super::cache::{Cache, Unit, Whole, Writer};
use super::context::{SiteFrom, site_context, stage, theme};
use super::inputs;
use super::kept::{Kept, Key, Made};
use super::scope::{folders_of_content, touches};
use super::standing::Units;
use super::whole::{SiteWide, WHOLE};
use super::workers::Workers;
use super::{Content, Failure, Options, Outcome, Progress, UnitResult, open_within, past};
use crate::diagnostic;
use crate::load::UnitEntry;
use crate::publish::{Listing, Stage};
use crate::render::SiteContext;
use crate::theme::Theme;
use crate::timing::{self, Room, Timing};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Checks all content and, when nothing stands in the way, publishes it.
///
/// # Errors
/// [`Failure`] when the machine, the theme or the output folder is at fault. The
/// output folder then stays as it was.
pub fn build(options: &Options, progress: &(dyn Fn(Progress) + Sync)) -> Result<Outcome, Failure> {
    let leave = |note: &Path, left: Left<'_>| {
        if let (Left::New(parts, whole), Some(_)) = (left, &options.program) {
            // Without a cache the next build takes its time, and nothing else is amiss.
            let _ = save(note, parts, whole);
        }
    };
    build_after(None, options, progress, leave)
}

/// What a published site leaves for the next build.
pub enum Left<'a> {
    /// What it was made from.
    New(Vec<Part<'a>>, Whole),
    /// What the last build left: nothing changed.
    Last(Option<Cache>),
}

/// As [`build`], after a build of which this is known; what is not known is looked for
/// beside the output. Gives away where something may be left there, and what there is to
/// be left.
pub fn build_after(
    known: Option<&Cache>,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
    leave: impl FnOnce(&Path, Left<'_>),
) -> Result<Outcome, Failure> {
    let workers = Workers::new(options.jobs)?;
    let only = folders_of_content(&options.root, &options.only)?;
    let (content, mut outcome) = timing::room(Room::Load, || open_within(&options.root, &only))?;
    let Some(content) = content else {
        return Ok(outcome);
    };
    let holds_units = |path: &Path| content.tree.units.iter().any(|unit| touches(path, unit));
    let mut asked_for = only.iter().zip(&options.only);
    if let Some((_, written)) = asked_for.find(|(path, _)| !holds_units(path)) {
        return Err(Failure::NoUnits(written.clone()));
    }
    let past = options.history.then(|| past::versions(&options.root));
    let site = SiteContext {
        regions: content.regions.clone(),
        past: past.transpose()?.unwrap_or_default(),
        pages_only: options.pages_only,
        ..site_context(SiteFrom {
            settings: content.settings.clone(),
            base_url: options.base_url.as_deref(),
            revision: options.revision.as_deref(),
        })?
    };
    let theme = theme(&options.root, &content.settings.theme)?;
    let stage = stage(&options.root, &options.output, options.home.as_deref(), &[])?;
    let build = Build {
        options,
        of_site: inputs::of_site(&content, &site, &theme, options),
        content: &content,
        site: &site,
        theme: &theme,
        stage: match options.preview {
            true => stage.for_preview(),
            false => stage,
        },
        trusts_output: known.is_some(),
        workers: &workers,
        progress,
        timing: timing::here(),
        stopped: AtomicBool::new(outcome.is_refused()),
    };
    let found = match (known, &options.program) {
        (None, Some(_)) => Cache::open(build.stage.note()),
        _ => None,
    };
    let cache = known.or(found.as_ref());
    let units = build.standing(cache)?;
    if let Some(files) = build.all_that_stands(&units, cache)
        && !outcome.is_refused()
        && let Some(published) = build.stage.leave(files)
    {
        for kept in units.into_iter().filter_map(|(_, unit)| Some(unit?.kept)) {
            outcome.take(stood(kept, ()));
        }
        progress(Progress::Finishing);
        diagnostic::sort(&mut outcome.diagnostics);
        outcome.published = Some(published);
        leave(build.stage.note(), Left::Last(found));
        return Ok(outcome);
    }
    let parts = build.parts(units, cache, &mut outcome)?;
    diagnostic::sort(&mut outcome.diagnostics);
    let Some(parts) = parts.filter(|_| !outcome.is_refused()) else {
        return Ok(outcome);
    };
    let whole = build.whole(&parts, cache)?;
    let left = Left::New(parts, whole);
    let published = timing::room(Room::Publish, || {
        build.stage.finish_and(|note| leave(note, left))
    })?;
    outcome.published = Some(published);
    Ok(outcome)
}

/// As [`build`]; tells `timing` where its time goes.
///
/// # Errors
/// Those of [`build`].
pub fn build_measured(
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
    timing: &Timing,
) -> Result<Outcome, Failure> {
    timing.of(WHOLE, || build(options, progress))
}

/// A build that goes on.
pub(super) struct Build<'a> {
    pub(super) options: &'a Options,
    pub(super) content: &'a Content,
    pub(super) site: &'a SiteContext,
    pub(super) theme: &'a Theme,
    /// The key of what every unit is made with.
    pub(super) of_site: Key,
    pub(super) stage: Stage,
    /// Whether what stands in the output is known without looking.
    pub(super) trusts_output: bool,
    pub(super) workers: &'a Workers,
    pub(super) progress: &'a (dyn Fn(Progress) + Sync),
    pub(super) timing: Timing,
    /// Whether something is refused, so that nothing will be published.
    pub(super) stopped: AtomicBool,
}

/// A unit of the site that is to be published.
pub struct Part<'a> {
    pub entry: &'a UnitEntry,
    pub kept: Kept,
    pub made: Arc<Made>,
    /// Whether its files are those of the last build.
    stands: bool,
}

impl<'a> Build<'a> {
    /// Does a piece of work on a unit.
    pub(super) fn on<T>(&self, entry: &UnitEntry, room: Room, work: impl FnOnce() -> T) -> T {
        let piece = || timing::room(room, work);
        self.timing.of(&entry.address, piece)
    }

    /// All units, those that do not stand made anew; `None` when something is refused.
    fn parts(
        &self,
        units: Units<'a>,
        cache: Option<&Cache>,
        outcome: &mut Outcome,
    ) -> Result<Option<Vec<Part<'a>>>, Failure> {
        let before = self.workers.each(&units, |(_, unit)| {
            let made = |unit: &Unit| cache?.made(unit);
            Ok::<_, Failure>(unit.as_ref().and_then(made))
        })?;
        let changed: Vec<&UnitEntry> = units
            .iter()
            .zip(&before)
            .filter(|(_, made)| made.is_none())
            .map(|((entry, _), _)| *entry)
            .collect();
        let fresh = self.workers.each(&changed, |entry| {
            self.timing.of(&entry.address, || self.make(entry))
        })?;
        (self.progress)(Progress::Finishing);

        let mut fresh = fresh.into_iter();
        let mut parts = Vec::new();
        let mut refused = outcome.is_refused();
        for ((entry, unit), made) in units.into_iter().zip(before) {
            let result = match unit.zip(made) {
                Some((unit, made)) => Some(stood(unit.kept, made)),
                None => fresh.next(),
            };
            let Some(result) = result else { continue };
            let (reports, diagnostics) = (result.reports, result.diagnostics.clone());
            match outcome.take(result) {
                Some(Some(share)) => parts.push(Part {
                    entry,
                    kept: Kept {
                        key: share.key,
                        reports,
                        diagnostics,
                        files: share.files,
                    },
                    made: share.made,
                    stands: share.stands,
                }),
                Some(None) => {}
                None => refused = true,
            }
        }
        if refused {
            return Ok(None);
        }
        self.workers.each(&parts, |part| {
            self.on(part.entry, Room::Write, || self.link(part))
        })?;
        Ok(Some(parts))
    }

    /// Takes over the files of a unit that stands.
    fn link(&self, part: &Part<'_>) -> Result<(), Failure> {
        if part.stands {
            let (folder, files) = (&part.entry.address, &part.kept.files);
            self.stage.take_over_folder(folder, files)?;
        }
        Ok(())
    }

    /// Makes what is of the site as a whole.
    fn whole(&self, parts: &[Part<'_>], cache: Option<&Cache>) -> Result<Whole, Failure> {
        let made: Vec<&Made> = parts.iter().map(|part| &*part.made).collect();
        let site_wide = SiteWide {
            stage: &self.stage,
            site: self.site,
            theme: self.theme,
            workers: self.workers,
            compress: self.options.compress,
            collections: !self.options.without_collections,
        };
        let laid = site_wide.make(&made, cache.and_then(Cache::whole))?;
        let keys = parts.iter();
        let keys = keys.map(|part| (part.entry.address.as_str(), part.kept.key));
        Ok(Whole {
            key: self.key(keys.collect()),
            files: self.stage.open_files(),
            laid,
        })
    }
}

/// What a unit gives to the site, made anew or before.
pub(super) struct Share<T> {
    pub(super) key: Option<Key>,
    pub(super) files: Listing,
    pub(super) made: T,
    pub(super) stands: bool,
}

/// The result of a unit that stands, and what was made of it.
fn stood<T>(kept: Kept, made: T) -> UnitResult<Option<Share<T>>> {
    UnitResult {
        diagnostics: kept.diagnostics,
        is_read: true,
        reports: kept.reports,
        made: Some(Some(Share {
            key: kept.key,
            files: kept.files,
            made,
            stands: true,
        })),
    }
}

/// Leaves for the next build what this one made.
fn save(note: &Path, parts: Vec<Part<'_>>, whole: Whole) -> io::Result<()> {
    let mut writer = Writer::begin(note)?;
    for part in parts {
        writer.add(&part.entry.address, part.kept, &part.made)?;
    }
    writer.finish(Some(&whole))
}
