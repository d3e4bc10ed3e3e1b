//! `diff`: two states of a site, each a folder or a revision of git, read into
//! memory and held against each other unit by unit.

use super::{Failure, work};
use crate::compare::{self, Comparison, FileChange, Kind, Side, Told, UnitChange};
use crate::diagnostic::personal;
use crate::form::Library;
use crate::history::{HistoryError, Revision};
use crate::load::{self, Edited, UnitEntry, YearEntry, text};
use crate::model::{Report, Site, Unit, Year};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Holds two states of a site against each other. Each is a site's folder, where
/// there is one of that name, or else a revision of the repository around `root`;
/// without a new one the folder `root` as it is.
///
/// # Errors
/// [`Failure`] when a state cannot be read.
pub fn compare(root: &Path, old: &str, new: Option<&str>) -> Result<Comparison, Failure> {
    let old = State::open(root, Some(old))?;
    let new = State::open(root, new)?;
    let changed = old.changes(&new)?;
    let addresses: BTreeSet<&str> = old.units().chain(new.units()).collect();
    let mut by_unit: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in &changed {
        let holds = |address: &&&str| {
            path.strip_prefix(**address)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        let unit = addresses.iter().find(holds);
        by_unit
            .entry(unit.copied().unwrap_or_default())
            .or_default()
            .push(path);
    }
    let (old_site, new_site) = (old.site()?, new.site()?);
    if changed
        .iter()
        .any(|path| path.starts_with("forms/") || path == "site.yaml")
    {
        // what holds for all units may bring findings to any
        for address in &addresses {
            by_unit.entry(address).or_default();
        }
    }
    let mut comparison = Comparison::default();
    for (address, paths) in by_unit {
        let mut unit = UnitChange {
            address: address.to_owned(),
            ..UnitChange::default()
        };
        for path in paths {
            let (old, new) = (old.file(path)?, new.file(path)?);
            unit.files.push(changed_file(
                address,
                path,
                (&old_site, old),
                (&new_site, new),
            ));
        }
        if !address.is_empty() {
            unit.name = new
                .name(address)?
                .or(old.name(address)?)
                .unwrap_or_default();
            let before = findings(&old, address, &old_site)?;
            let after = findings(&new, address, &new_site)?;
            unit.findings_new = without(&after, &before);
            unit.findings_gone = without(&before, &after);
        }
        if !unit.is_empty() {
            comparison.units.push(unit);
        }
    }
    Ok(comparison)
}

/// Holds two years of a unit against each other, as they are in its folder.
///
/// # Errors
/// [`Failure`] when the unit has no such year or cannot be read.
pub fn compare_years(
    root: &Path,
    unit: &Path,
    old: Year,
    new: Year,
) -> Result<Comparison, Failure> {
    let content = root.join("content").canonicalize();
    let content = content.map_err(|_| Failure::NoContent(root.to_owned()))?;
    let folder = super::scope::one_below(&content, unit)?;
    let address = load::printed(&content, &folder);
    let state = State::open(root, None)?;
    let site = state.site()?;
    let below = |year: Year| -> BTreeSet<String> {
        let start = format!("{address}/{year}/");
        let paths = state.paths.iter();
        paths
            .filter_map(|path| path.strip_prefix(&start))
            .map(str::to_owned)
            .collect()
    };
    let (before, after) = (below(old), below(new));
    for (year, files) in [(old, &before), (new, &after)] {
        if files.is_empty() {
            let unit = unit.to_owned();
            return Err(Failure::NoYear { unit, year });
        }
    }
    let mut change = UnitChange {
        name: state.name(&address)?.unwrap_or_default(),
        address,
        ..UnitChange::default()
    };
    for rest in before.union(&after) {
        let path = |year: Year| format!("{}/{year}/{rest}", change.address);
        let (from, to) = (state.file(&path(old))?, state.file(&path(new))?);
        if from == to {
            continue;
        }
        let shown = if to.is_some() { path(new) } else { path(old) };
        let file = changed_file(&change.address, &shown, (&site, from), (&site, to));
        change.files.push(file);
    }
    let units = if change.is_empty() {
        Vec::new()
    } else {
        vec![change]
    };
    Ok(Comparison { units })
}

/// One state of a site: its files below `content/`.
pub(super) struct State {
    paths: BTreeSet<String>,
    store: Store,
}

enum Store {
    Nothing,
    Folder(PathBuf),
    Revision(Box<Revision>),
}

/// What stands above the units of a state.
pub(super) struct Above {
    forms: Library,
    settings: Site,
}

impl State {
    /// A site without a file.
    pub(super) fn none() -> Self {
        Self {
            paths: BTreeSet::new(),
            store: Store::Nothing,
        }
    }

    pub(super) fn open(root: &Path, named: Option<&str>) -> Result<Self, Failure> {
        let folder = match named {
            None => root.to_owned(),
            Some("") => return Err(Failure::NoState(String::new())),
            Some(name) if Path::new(name).join("content").is_dir() => PathBuf::from(name),
            Some(name) => {
                let revision = match Revision::open(&root.join("content"), name) {
                    Err(_) if Path::new(name).is_dir() => {
                        return Err(Failure::NoContent(PathBuf::from(name)));
                    }
                    // no revision has such a name: a folder was meant
                    Err(_) if is_path(name) => return Err(Failure::NoState(name.to_owned())),
                    revision => revision?,
                };
                let paths = revision.paths().map(str::to_owned).collect();
                let store = Store::Revision(Box::new(revision));
                return Ok(Self { paths, store });
            }
        };
        let content = folder.join("content");
        if !content.is_dir() {
            return Err(Failure::NoContent(folder));
        }
        let paths = load::files_below(&content).map_err(|error| unreadable(&content, error))?;
        // how a name is read that is no text, and could not be opened again
        let is_bad = |path: &&String| path.contains(char::REPLACEMENT_CHARACTER);
        if let Some(path) = paths.iter().find(is_bad) {
            return Err(Failure::BadName(content.join(path)));
        }
        let is_of_site = |path: &String| {
            let name = path.rsplit('/').next().unwrap_or(path);
            ["site.yaml", "region.yaml", "unit.yaml"].contains(&name)
        };
        if !paths.iter().any(is_of_site) {
            return Err(Failure::NoSite(folder));
        }
        Ok(Self {
            paths: paths.into_iter().collect(),
            store: Store::Folder(content),
        })
    }

    pub(super) fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        if !self.paths.contains(path) {
            return Ok(None);
        }
        match &self.store {
            Store::Nothing => Ok(None),
            Store::Revision(revision) => Ok(revision.read(path)?),
            Store::Folder(folder) => {
                let file = folder.join(path);
                let bytes = std::fs::read(&file).map_err(|error| unreadable(&file, error))?;
                Ok(Some(bytes))
            }
        }
    }

    /// The paths of the files that are not the same in another state.
    pub(super) fn changes(&self, other: &Self) -> Result<Vec<String>, Failure> {
        let mut changed = Vec::new();
        for path in self.paths.union(&other.paths) {
            let same = match (&self.store, &other.store) {
                (Store::Revision(one), Store::Revision(two)) => one.is_same(two, path),
                _ => self.file(path)? == other.file(path)?,
            };
            if !same {
                changed.push(path.clone());
            }
        }
        Ok(changed)
    }

    /// The addresses of the units.
    pub(super) fn units(&self) -> impl Iterator<Item = &str> {
        self.paths
            .iter()
            .filter_map(|path| path.strip_suffix("/unit.yaml"))
    }

    fn name(&self, address: &str) -> Result<Option<String>, Failure> {
        let path = format!("{address}/unit.yaml");
        let bytes = self.file(&path)?;
        let unit = bytes.and_then(|bytes| {
            let mut source = text::decode(&path, &bytes).ok()?;
            load::yaml::read::<Unit>(&mut source).ok()
        });
        Ok(unit.map(|unit| personal::masked(&unit.name).into_owned()))
    }

    /// The files that hold texts, among those that a test wants, as they are printed.
    fn texts(&self, wanted: &dyn Fn(&str) -> bool) -> Result<Edited, Failure> {
        let mut texts = Edited::new();
        for path in self.paths.iter().filter(|path| wanted(path)) {
            if let Some(bytes) = self.file(path)? {
                texts.insert(format!("content/{path}"), bytes);
            }
        }
        Ok(texts)
    }

    /// The forms and settings. Those of a folder have to be right; what was once
    /// committed cannot be mended, and stands without them where they cannot be read.
    pub(super) fn site(&self) -> Result<Above, Failure> {
        let files = self.texts(&|path| path.starts_with("forms/"))?;
        let forms = load::forms_among(&files);
        let settings = match self.file("site.yaml")? {
            None => Ok(Site::default()),
            Some(bytes) => text::decode("content/site.yaml", &bytes)
                .and_then(|mut source| load::yaml::read(&mut source)),
        };
        if let Store::Folder(content) = &self.store {
            let faults = [forms.as_ref().err(), settings.as_ref().err()];
            if let Some(fault) = faults.into_iter().flatten().flatten().next() {
                return Err(Failure::broken_site(content, fault));
            }
        }
        let plain = || load::forms_among(&Edited::new()).unwrap_or_default();
        Ok(Above {
            forms: forms.unwrap_or_else(|_| plain()),
            settings: settings.unwrap_or_default(),
        })
    }

    /// A unit as a walk through folders would find it.
    fn entry(&self, address: &str) -> UnitEntry {
        let mut years: BTreeMap<Year, YearEntry> = BTreeMap::new();
        let start = format!("{address}/");
        let below = self
            .paths
            .iter()
            .filter_map(|path| path.strip_prefix(&start));
        for (year, rest) in below.filter_map(|path| path.split_once('/')) {
            let Some(year) = Year::parse(year) else {
                continue;
            };
            let entry = years.entry(year).or_insert_with(|| YearEntry::empty(year));
            let project = rest.strip_prefix("projects/");
            match (rest, project.and_then(|name| name.strip_suffix(".yaml"))) {
                ("report.yaml", _) => entry.report = true,
                ("report.md", _) => entry.narrative = true,
                ("base.yaml", _) => entry.base = true,
                (_, Some(slug)) => {
                    let narrative = format!("{start}{year}/projects/{slug}.md");
                    let has_narrative = self.paths.contains(&narrative);
                    entry.projects.push((slug.to_owned(), has_narrative));
                }
                (rest, None) => {
                    let attachment = rest.strip_prefix("files/").map(str::to_owned);
                    entry.attachments.extend(attachment);
                }
            }
        }
        UnitEntry {
            address: address.to_owned(),
            folder: Path::new("content").join(address),
            years: years.into_values().collect(),
        }
    }
}

/// Whether a name can only be that of a folder or a file, or is that of one.
fn is_path(name: &str) -> bool {
    let starts = ["/", "./", "../", ".\\", "..\\"];
    let is_on_a_drive = name.get(1..3) == Some(":\\");
    starts.iter().any(|start| name.starts_with(start))
        || is_on_a_drive
        || name.contains("://")
        || Path::new(name).exists()
}

fn unreadable(file: &Path, error: std::io::Error) -> Failure {
    let file = file.to_owned();
    Failure::History(HistoryError::File { file, error })
}

/// What a check of a unit says, but for what is accepted.
fn findings(state: &State, address: &str, above: &Above) -> Result<Vec<Told>, Failure> {
    if !state.paths.contains(&format!("{address}/unit.yaml")) {
        return Ok(Vec::new());
    }
    let start = format!("{address}/");
    let is_text =
        |path: &str| path.starts_with(&start) && (path.ends_with(".yaml") || path.ends_with(".md"));
    let files = state.texts(&is_text)?;
    let entry = state.entry(address);
    let (forms, settings) = (&above.forms, &above.settings);
    let result = work(Path::new(""), &entry, forms, settings, &files, |_| Ok(()))?;
    let open = result
        .diagnostics
        .into_iter()
        .filter(|one| one.accepted.is_none());
    let mut told: Vec<Told> = open
        .map(|one| Told {
            file: one.place.path,
            code: one.code,
            severity: one.severity.english(),
            message: personal::masked(&one.message).into_owned(),
        })
        .collect();
    told.sort();
    Ok(told)
}

/// What is told in the one list and not, or not so often, in the other.
fn without(one: &[Told], other: &[Told]) -> Vec<Told> {
    let mut rest = other.to_vec();
    let mut left = Vec::new();
    for told in one {
        match rest.iter().position(|other| other == told) {
            Some(at) => {
                rest.remove(at);
            }
            None => left.push(told.clone()),
        }
    }
    left
}

/// A file of a state: what stands above it, and its bytes.
pub(super) type OfState<'a> = (&'a Above, Option<Vec<u8>>);

pub(super) fn changed_file(
    address: &str,
    path: &str,
    (old_above, old): OfState<'_>,
    (new_above, new): OfState<'_>,
) -> FileChange {
    let printed = format!("content/{path}");
    let rest = path
        .strip_prefix(address)
        .unwrap_or(path)
        .trim_start_matches('/');
    let kind = kind(address, rest);
    let decoded = |bytes: &Option<Vec<u8>>| {
        bytes
            .as_ref()
            .and_then(|bytes| text::decode(&printed, bytes).ok())
    };
    let (old_source, new_source) = (decoded(&old), decoded(&new));
    let title = title(kind, rest, new_source.as_ref().or(old_source.as_ref()));
    let old = old.map(|_| Side {
        source: old_source.as_ref(),
        forms: &old_above.forms,
    });
    let new = new.map(|_| Side {
        source: new_source.as_ref(),
        forms: &new_above.forms,
    });
    compare::file(&printed, &title, kind, old, new)
}

fn kind(address: &str, rest: &str) -> Kind {
    let name = rest.rsplit('/').next().unwrap_or(rest);
    match name {
        _ if rest.contains("/files/") => Kind::Attachment,
        _ if name.ends_with(".md") => Kind::Narrative,
        "unit.yaml" if !address.is_empty() => Kind::Unit,
        "base.yaml" if !address.is_empty() => Kind::Base,
        _ if !address.is_empty() && name.ends_with(".yaml") => Kind::Report,
        "site.yaml" => Kind::Site,
        "region.yaml" => Kind::Region,
        _ if rest.starts_with("forms/") && name.ends_with(".yaml") => Kind::Form,
        _ => Kind::Attachment,
    }
}

/// What a file is, in words.
fn title(kind: Kind, rest: &str, source: Option<&Source>) -> String {
    let year = rest.split_once('/').and_then(|(year, _)| Year::parse(year));
    let year = year.map_or_else(String::new, |year| format!("{year}年"));
    let name = rest.rsplit('/').next().unwrap_or(rest);
    let slug = name.split('.').next().unwrap_or(name);
    let is_project = rest.contains("/projects/");
    match kind {
        Kind::Report if is_project => {
            let report =
                source.and_then(|source| load::yaml::read::<Report>(&mut source.clone()).ok());
            let project = report.map(|report| report.project.name);
            let project = project.filter(|name| !name.trim().is_empty());
            let project = project.unwrap_or_else(|| slug.to_owned());
            format!("{year}项目“{}”自评表", personal::masked(&project))
        }
        Kind::Narrative if is_project => format!("{year}项目“{slug}”的说明"),
        Kind::Report => format!("{year}整体支出自评表"),
        Kind::Narrative => format!("{year}自评报告正文"),
        Kind::Base => format!("{year}基础数据表"),
        Kind::Unit => "单位信息".to_owned(),
        Kind::Region => "地区名称".to_owned(),
        Kind::Site => "网站设置".to_owned(),
        Kind::Form => format!("表式 {slug}"),
        Kind::Attachment => format!("{year}附件 {name}"),
    }
}
