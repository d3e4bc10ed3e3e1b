//! Published sites to one: their units as they stand, and around them the pages and
//! files of the site as a whole, made from what the units offer.

use super::context::{SiteFrom, site_context, stage, theme};
use super::offer::{self, Look, Offer, Unusable};
use super::whole::SiteWide;
use super::workers::Workers;
use super::{Failure, Outcome, Progress, settings};
use crate::diagnostic;
use crate::model::RESERVED;
use crate::publish::{PublishedSite, Stage};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What to join, and where to.
#[derive(Debug, Clone)]
pub struct Merge<'a> {
    /// The folders that the sites were published to.
    pub sites: &'a [PathBuf],
    /// The folder with `content/site.yaml` and the theme of the site that they become.
    pub root: &'a Path,
    /// The folder to publish to.
    pub output: &'a Path,
    /// As for a build.
    pub base_url: Option<&'a str>,
    /// As for a build.
    pub revision: Option<&'a str>,
    /// As for a build.
    pub jobs: Option<usize>,
    /// As for a build: what the sites have packed stays packed in any case.
    pub compress: bool,
    /// The user's own folder, which is never published over.
    pub home: Option<&'a Path>,
}

/// What was joined.
#[derive(Debug, Default)]
pub struct Merged {
    /// How many units and forms there are, what is wrong with the settings, and what was
    /// published.
    pub outcome: Outcome,
    /// Of the sites those whose pages show other settings than the joined site has.
    pub other_settings: Vec<PathBuf>,
}

/// Why sites cannot be joined.
#[derive(Debug, thiserror::Error)]
pub enum Unjoinable {
    /// A site without an offer of a unit.
    #[error("“{}”里没有可以合并的单位", .0.display())]
    NoUnits(PathBuf),
    /// What a unit offers cannot be used.
    #[error("“{}”{why}", .file.display())]
    Offer {
        /// The file.
        file: PathBuf,
        /// Why.
        why: Unusable,
    },
    /// A unit in two sites, or within one of another site.
    #[error("{}", clashing(.unit, .site, .other, .other_site))]
    Clash {
        /// The one unit.
        unit: String,
        /// Its site.
        site: PathBuf,
        /// The other.
        other: String,
        /// The other's site.
        other_site: PathBuf,
    },
    /// A region with two names.
    #[error("地区 {folder} 在“{}”里叫“{name}”，在“{}”里叫“{other}”", .site.display(), .other_site.display())]
    Region {
        /// The region's folder.
        folder: String,
        /// Its name.
        name: String,
        /// In which site.
        site: PathBuf,
        /// Its other name.
        other: String,
        /// In which site.
        other_site: PathBuf,
    },
    /// A site that was published for another address.
    #[error("“{}”发布时{}，合并后{}", .site.display(), address(.base_url), address(.wanted))]
    BaseUrl {
        /// The site.
        site: PathBuf,
        /// Its address; may be empty.
        base_url: String,
        /// That of the joined site; may be empty.
        wanted: String,
    },
    /// A site in another theme.
    #[error("“{}”发布时用的主题与合并用的不同", .0.display())]
    Theme(PathBuf),
}

fn clashing(unit: &str, site: &Path, other: &str, other_site: &Path) -> String {
    let (site, other_site) = (site.display(), other_site.display());
    if unit == other {
        format!("“{other_site}”和“{site}”里都有单位 {unit}")
    } else {
        format!("“{site}”里的单位 {unit} 在“{other_site}”里的单位 {other} 下面")
    }
}

fn address(base_url: &str) -> String {
    match base_url {
        "" => "没有网址".to_owned(),
        base_url => format!("的网址是 {base_url}"),
    }
}

impl Unjoinable {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NoUnits(_) => "请写 ziping build 发布出的目录；旧版本发布的，用这个版本重新发布",
            Self::Offer { .. } => "这个网站没有改动，也没有合并",
            Self::Clash { .. } => {
                "一个单位只能在一个网站里：从一个网站里去掉它重新发布，或少写一个网站"
            }
            Self::Region { .. } => "把两处 region.yaml 的“名称”写成一样，重新发布名称不对的那个",
            Self::BaseUrl { .. } => {
                "网页里印着完整的网址：分头发布和合并都用 --base-url 写合并后的网址"
            }
            Self::Theme(_) => {
                "分头发布和合并要用同一个主题：用 --root 指明主题所在的目录，或重新发布"
            }
        }
    }
}

/// A unit of one of the sites.
struct Unit<'a> {
    site: &'a PublishedSite,
    folder: &'a str,
}

/// Joins published sites.
///
/// # Errors
/// [`Failure`] when a site cannot be joined, or the machine, the theme or the output
/// folder is at fault. The output folder then stays as it was.
pub fn merge(options: &Merge<'_>, progress: &(dyn Fn(Progress) + Sync)) -> Result<Merged, Failure> {
    let workers = Workers::new(options.jobs)?;
    let mut merged = Merged::default();
    let settings = match settings::of_site(options.root) {
        Ok(settings) => settings,
        Err(mut faults) => {
            diagnostic::sort(&mut faults);
            merged.outcome.diagnostics = faults;
            return Ok(merged);
        }
    };
    let theme = theme(options.root, &settings.theme)?;
    let sites = options.sites.iter().map(|site| PublishedSite::open(site));
    let sites = sites.collect::<Result<Vec<_>, _>>()?;
    let units = units(&sites)?;
    let mut site = site_context(SiteFrom {
        settings,
        base_url: options.base_url,
        revision: options.revision,
    })?;
    let read_only: Vec<&Path> = options.sites.iter().map(PathBuf::as_path).collect();
    let stage = stage(options.root, options.output, options.home, &read_only)?;

    progress(Progress::Units(units.len()));
    let look = Look::of(&site, &theme);
    let offers = workers.each(&units, |unit| {
        let offer = offer(unit, &look)?;
        adopt(unit, &stage)?;
        progress(Progress::UnitDone);
        Ok::<_, Failure>(offer)
    })?;
    progress(Progress::Finishing);
    site.regions = regions(&units, &offers)?;
    merged.outcome.units = units.len();
    merged.outcome.reports = offers.iter().map(|offer| offer.reports).sum();
    for (unit, offer) in units.iter().zip(&offers) {
        let written = unit.site.written();
        if offer.look != look && !merged.other_settings.iter().any(|one| one == written) {
            merged.other_settings.push(written.to_owned());
        }
    }
    let made: Vec<_> = offers.iter().map(|offer| &offer.made).collect();
    let site_wide = SiteWide {
        stage: &stage,
        site: &site,
        theme: &theme,
        workers: &workers,
        compress: options.compress,
        collections: true,
    };
    site_wide.make(&made, None)?;
    merged.outcome.published = Some(stage.finish()?);
    Ok(merged)
}

/// The units of all sites, by their addresses.
fn units(sites: &[PublishedSite]) -> Result<Vec<Unit<'_>>, Failure> {
    let mut units: BTreeMap<&str, &PublishedSite> = BTreeMap::new();
    for site in sites {
        let own = units_of(site);
        if own.is_empty() {
            return Err(Unjoinable::NoUnits(site.written().to_owned()).into());
        }
        for folder in own {
            if let Some(other) = units.insert(folder, site) {
                return Err(clash((folder, site), (folder, other)).into());
            }
        }
    }
    for (folder, site) in &units {
        let outer = above(folder).find_map(|outer| units.get_key_value(outer));
        if let Some((outer, other)) = outer {
            return Err(clash((folder, site), (outer, other)).into());
        }
    }
    let unit = |(folder, site)| Unit { site, folder };
    Ok(units.into_iter().map(unit).collect())
}

/// The folders of a site's units: an attachment that bears the name of an offer lies
/// below a unit's folder.
fn units_of(site: &PublishedSite) -> Vec<&str> {
    let mut folders: Vec<&str> = site
        .addresses()
        .filter_map(|address| address.strip_suffix(offer::NAME)?.strip_suffix('/'))
        .collect();
    folders.sort_unstable();
    let all = folders.clone();
    let is_unit = |folder: &&str| {
        let top = folder.split('/').next().unwrap_or(folder);
        !RESERVED.contains(&top) && !above(folder).any(|outer| all.binary_search(&outer).is_ok())
    };
    folders.retain(is_unit);
    folders
}

/// The folders that a folder lies in.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    folder.match_indices('/').map(|(at, _)| &folder[..at])
}

fn clash(one: (&str, &PublishedSite), other: (&str, &PublishedSite)) -> Unjoinable {
    Unjoinable::Clash {
        unit: one.0.to_owned(),
        site: one.1.written().to_owned(),
        other: other.0.to_owned(),
        other_site: other.1.written().to_owned(),
    }
}

/// What a unit offers to a site that looks like this.
fn offer(unit: &Unit<'_>, look: &Look) -> Result<Offer, Failure> {
    let Unit { site, folder } = unit;
    let address = format!("{folder}/{}", offer::NAME);
    let bytes = site.read(&address, offer::LARGEST)?;
    let offer = Offer::read(folder, &bytes).map_err(|why| Unjoinable::Offer {
        file: site.written().join(&address),
        why,
    })?;
    let site = || site.written().to_owned();
    if offer.look.base_url != look.base_url {
        return Err(Failure::from(Unjoinable::BaseUrl {
            site: site(),
            base_url: offer.look.base_url,
            wanted: look.base_url.clone(),
        }));
    }
    if offer.look.theme != look.theme {
        return Err(Unjoinable::Theme(site()).into());
    }
    Ok(offer)
}

/// Takes over the files of a unit.
fn adopt(unit: &Unit<'_>, stage: &Stage) -> Result<(), Failure> {
    for address in unit.site.files_below(unit.folder) {
        stage.adopt(address, unit.site)?;
    }
    stage.close(unit.folder);
    Ok(())
}

/// The names of the regions above the units.
fn regions(units: &[Unit<'_>], offers: &[Offer]) -> Result<BTreeMap<String, String>, Failure> {
    let mut named: BTreeMap<&str, (&str, &PublishedSite)> = BTreeMap::new();
    for (unit, offer) in units.iter().zip(offers) {
        for (folder, name) in &offer.regions {
            let (other, first) = *named.entry(folder).or_insert((name, unit.site));
            if other != name {
                return Err(Failure::from(Unjoinable::Region {
                    folder: folder.clone(),
                    name: other.to_owned(),
                    site: first.written().to_owned(),
                    other: name.clone(),
                    other_site: unit.site.written().to_owned(),
                }));
            }
        }
    }
    let owned = |(folder, (name, _)): (&str, (&str, _))| (folder.to_owned(), name.to_owned());
    Ok(named.into_iter().map(owned).collect())
}
