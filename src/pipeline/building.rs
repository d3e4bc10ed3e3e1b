//! Content to a published site. What the last build made and would be made the same
//! again is taken over unread; everything else is made anew.
//!
//! ```text
//! which units stand as they were? ──all, and the site's own files──▶ nothing to do
//!   │ the others: load, check, render               │ those: linked
//!   └────────────▶ the site's own pages and files ◀─┘ ──▶ swap ──▶ the cache
//! ```

use super::cache::{Cache, Unit, Whole, Writer};
use super::inputs::{self, Inputs};
use super::kept::{Kept, Key, Made};
use super::offer::{Look, Offer};
use super::whole::{SiteWide, WHOLE, write};
use super::workers::Workers;
use super::{
    Content, Failure, Options, Outcome, Progress, RuleInfo, UnitResult, below_content, open_within,
    past, rules, work,
};
use crate::check::Checked;
use crate::diagnostic;
use crate::digest::Sum;
use crate::download;
use crate::load::UnitEntry;
use crate::model::{Site, is_web_address};
use crate::publish::{Listing, Stage};
use crate::render::{self, FiledForms, RuleText, SiteContext};
use crate::search;
use crate::theme::{self, Theme};
use crate::timing::{self, Room, Timing};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
    let is_below = |folder: &Path| {
        let mut units = content.tree.units.iter();
        units.any(|unit| unit.folder.starts_with(folder) || folder.starts_with(&unit.folder))
    };
    let mut asked_for = only.iter().zip(&options.only);
    if let Some((_, written)) = asked_for.find(|(folder, _)| !is_below(folder)) {
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
struct Build<'a> {
    options: &'a Options,
    content: &'a Content,
    site: &'a SiteContext,
    theme: &'a Theme,
    /// The key of what every unit is made with.
    of_site: Key,
    stage: Stage,
    /// Whether what stands in the output is known without looking.
    trusts_output: bool,
    workers: &'a Workers,
    progress: &'a (dyn Fn(Progress) + Sync),
    timing: Timing,
    /// Whether something is refused, so that nothing will be published.
    stopped: AtomicBool,
}

/// Each unit's folder, with what the last build left of it where that still stands.
type Units<'a> = Vec<(&'a UnitEntry, Option<Unit>)>;

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
    fn on<T>(&self, entry: &UnitEntry, room: Room, work: impl FnOnce() -> T) -> T {
        let piece = || timing::room(room, work);
        self.timing.of(&entry.address, piece)
    }

    /// Looks for what of the last build still stands.
    fn standing(&self, cache: Option<&Cache>) -> Result<Units<'a>, Failure> {
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

    fn all_as_published(&self, folder: &str, files: &Listing) -> bool {
        self.trusts_output || self.stage.all_as_published(folder, files)
    }

    /// How many files there are when all of the site stands.
    fn all_that_stands(&self, units: &Units<'_>, cache: Option<&Cache>) -> Option<usize> {
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

    /// The key of all that the site is made from.
    fn key(&self, units: Vec<(&str, Option<Key>)>) -> Option<Key> {
        let regions = format!("{:?}", self.site.regions);
        let sum = Sum::default().with(&self.of_site).with(regions.as_bytes());
        let sum = units.into_iter().try_fold(sum, |sum, (address, key)| {
            Some(sum.with(address.as_bytes()).with(&key?))
        })?;
        Some(sum.finish())
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

    /// Makes a unit's pages and files, where nothing stands in the way of it.
    fn make(&self, entry: &UnitEntry) -> Result<UnitResult<Option<Share<Arc<Made>>>>, Failure> {
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
struct Share<T> {
    key: Option<Key>,
    files: Listing,
    made: T,
    stands: bool,
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

/// The folders as they are come upon below the root.
fn folders_of_content(root: &Path, folders: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let content = root.join("content");
    let whole = content.canonicalize().unwrap_or_default();
    let below = below_content(root, folders)?.into_iter();
    let found = below.map(|folder| match folder.strip_prefix(&whole) {
        Ok(below) => content.join(below),
        Err(_) => folder,
    });
    Ok(found.collect())
}

/// What a site's context is made of, apart from its content.
pub struct SiteFrom<'a> {
    pub settings: Site,
    /// Before that of the settings.
    pub base_url: Option<&'a str>,
    pub revision: Option<&'a str>,
}

/// The context of a site, as yet without regions.
pub fn site_context(from: SiteFrom<'_>) -> Result<SiteContext, Failure> {
    let written = from.base_url.unwrap_or(&from.settings.base_url);
    Ok(SiteContext {
        base_url: base_url(written)?,
        site: from.settings,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        revision: from.revision.unwrap_or("").trim().to_owned(),
        rules: rules().into_iter().map(rule_text).collect(),
        datasets: download::datasets(),
        ..SiteContext::default()
    })
}

fn rule_text(rule: RuleInfo) -> RuleText {
    RuleText {
        code: rule.code,
        title: rule.title,
        severity: rule.severity.chinese(),
        documentation: rule.documentation,
    }
}

/// Opens the output folder, which may lie on nothing that is read: the root's own
/// folders and these.
pub fn stage(
    root: &Path,
    output: &Path,
    home: Option<&Path>,
    read: &[&Path],
) -> Result<Stage, Failure> {
    let of_root = ["content", "themes"].map(|folder| root.join(folder));
    let of_root = of_root.iter().map(PathBuf::as_path);
    let mut inputs: Vec<&Path> = of_root.filter(|path| path.exists()).collect();
    inputs.extend(read);
    let mut protected = vec![root];
    protected.extend(home);
    Ok(Stage::open(output, &protected, &inputs)?)
}

/// The site's address with a closing `/`; empty where there is none.
fn base_url(written: &str) -> Result<String, Failure> {
    if written.is_empty() {
        return Ok(String::new());
    }
    if !is_web_address(written) {
        return Err(Failure::BaseUrl(written.to_owned()));
    }
    let slash = if written.ends_with('/') { "" } else { "/" };
    Ok(format!("{written}{slash}"))
}

/// The built-in theme, with the files of the site's own over it.
pub fn theme(root: &Path, name: &str) -> Result<Theme, Failure> {
    if name.is_empty() {
        return Ok(Theme::new(BTreeMap::new())?);
    }
    let folder = root.join("themes").join(name);
    if name.contains(['/', '\\']) || name.starts_with('.') || !folder.is_dir() {
        return Err(Failure::NoTheme(folder));
    }
    Ok(Theme::new(theme::read_files(&folder)?)?)
}
