//! The pages that list units: home, regions, years, points lost, site map. Made from summaries alone.

mod lost_points;
mod site_map;

use super::address::{Origin, index, parent};
use super::downloads::DownloadLink;
use super::figures::Figure;
use super::frame::{Kind, Link, Subject};
use super::rollup::{Rollup, distributions};
use super::summary::Figures;
use super::unit_page::ReportRow;
use super::{Press, RenderError, SiteContext, Summary};
use crate::model::Year;
use lost_points::MostLost;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many reports the home page names as the latest.
const LATEST: usize = 8;

/// Up to how many units the home page or a region's page names them all.
const FEW_UNITS: usize = 60;

/// A link with a count beside it.
#[derive(Debug, Serialize)]
struct Counted {
    #[serde(flatten)]
    link: Link,
    count: String,
}

/// What the template `home.html` shows.
#[derive(Debug, Serialize)]
struct HomePage {
    /// Where a search leads.
    search: String,
    totals: Vec<CountedFigure>,
    newest: Option<NewestYear>,
    regions: Vec<Counted>,
    units: Vec<Counted>,
    latest: Vec<LatestReport>,
    years: Vec<Counted>,
}

#[derive(Debug, Serialize)]
struct CountedFigure {
    name: &'static str,
    value: usize,
    unit: &'static str,
}

/// What the newest year comes to.
#[derive(Debug, Serialize)]
struct NewestYear {
    /// `2024年度`, leading to its page.
    #[serde(flatten)]
    link: Link,
    units: usize,
    /// Overall forms and those of projects.
    forms: usize,
    rollup: Rollup,
    /// Under which headings the most points were lost; `None` where that is many.
    most_lost: Option<MostLost>,
}

#[derive(Debug, Serialize)]
struct LatestReport {
    #[serde(flatten)]
    link: Link,
    figures: Figures,
    published: String,
}

/// What the template `region.html` shows.
#[derive(Debug, Serialize)]
struct RegionPage {
    name: String,
    units_total: usize,
    reports_total: usize,
    /// The figures of the newest year.
    rollup: Rollup,
    newest: Option<Year>,
    regions: Vec<RegionRow>,
    units: Vec<ReportRow>,
}

/// A region with what it comes to in a year.
#[derive(Debug, Serialize)]
struct RegionRow {
    #[serde(flatten)]
    link: Link,
    /// All units below it.
    units: usize,
    rollup: Rollup,
}

/// What the templates `year.html` and `years.html` show.
#[derive(Debug, Serialize)]
struct YearPage {
    year: Option<Year>,
    rollup: Rollup,
    drawn: Vec<Figure>,
    rows: Vec<ReportRow>,
    years: Vec<Counted>,
    downloads: Vec<DownloadLink>,
}

/// The tree of regions with the units in them, and the summaries by year.
struct Tree<'a> {
    context: &'a SiteContext,
    /// The summaries of each unit, ascending, by the unit's folder.
    units: BTreeMap<&'a str, Vec<&'a Summary>>,
    /// The folders that are regions.
    regions: BTreeSet<&'a str>,
    /// The summaries of each year, by unit.
    years: BTreeMap<Year, Vec<&'a Summary>>,
}

/// The folders of the pages that list units and of the units themselves.
pub fn folders(summaries: &[&Summary], context: &SiteContext) -> Vec<String> {
    let tree = Tree::new(summaries, context);
    let years = tree.years.keys().map(|year| format!("years/{year}"));
    let listed = tree.regions.iter().chain(tree.units.keys());
    listed
        .map(|folder| (*folder).to_owned())
        .chain(years)
        .collect()
}

/// Fills the home page and the pages of all regions and years.
pub fn print(summaries: &[&Summary], press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let tree = Tree::new(summaries, press.context);
    home(&tree, press)?;
    for region in &tree.regions {
        region_page(&tree, region, press)?;
    }
    for year in tree.years.keys() {
        year_page(&tree, *year, press)?;
    }
    years_page(&tree, press)?;
    lost_points::print(&tree, press)?;
    site_map::print(&tree, press)
}

impl<'a> Tree<'a> {
    fn new(summaries: &[&'a Summary], context: &'a SiteContext) -> Self {
        let mut units: BTreeMap<&str, Vec<&Summary>> = BTreeMap::new();
        for summary in summaries {
            units.entry(&summary.unit_folder).or_default().push(summary);
        }
        for years in units.values_mut() {
            years.sort_by_key(|summary| summary.year);
        }
        let mut regions = BTreeSet::new();
        for unit in units.keys() {
            let mut above = parent(unit);
            while let Some(region) = above {
                regions.insert(region);
                above = parent(region);
            }
        }
        let mut years: BTreeMap<Year, Vec<&Summary>> = BTreeMap::new();
        for summary in units.values().flatten() {
            years.entry(summary.year).or_default().push(summary);
        }
        Self {
            context,
            units,
            regions,
            years,
        }
    }

    /// A region's name: its folder's where it has none of its own.
    fn name(&self, region: &str) -> String {
        let own = self.context.regions.get(region);
        let folder = region.rsplit('/').next().unwrap_or(region);
        own.map_or(folder, String::as_str).to_owned()
    }

    /// The units anywhere below a folder; all for the top.
    fn units_below(&self, region: &str) -> impl Iterator<Item = (&str, &Vec<&'a Summary>)> {
        let prefix = match region {
            "" => String::new(),
            region => format!("{region}/"),
        };
        let units = self.units.iter();
        units.filter_map(move |(unit, years)| unit.starts_with(&prefix).then_some((*unit, years)))
    }

    /// The reports of a year below a folder.
    fn reports_below(&self, region: &str, year: Option<Year>) -> Vec<&'a Summary> {
        let below = self.units_below(region);
        let reports = below.flat_map(|(_, years)| years.iter().copied());
        reports
            .filter(|summary| Some(summary.year) == year)
            .collect()
    }

    /// The newest year that a unit below a folder has reported on.
    fn newest_year(&self, region: &str) -> Option<Year> {
        let below = self.units_below(region);
        below
            .filter_map(|(_, years)| Some(years.last()?.year))
            .max()
    }

    /// The regions right below a folder, with the number of their units.
    fn regions_in(&self, region: Option<&str>, origin: Origin<'_>) -> Vec<Counted> {
        let below = self.regions.iter().filter(|below| parent(below) == region);
        below
            .map(|below| Counted {
                link: Link {
                    title: self.name(below),
                    href: origin.link(&index(below)),
                },
                count: format!("{} 个单位", self.units_below(below).count()),
            })
            .collect()
    }

    /// The years but one, newest first.
    fn years_but(&self, but: Option<Year>, origin: Origin<'_>) -> Vec<Counted> {
        let years = self.years.iter().rev();
        years
            .filter(|(year, _)| Some(**year) != but)
            .map(|(year, summaries)| Counted {
                link: Link {
                    title: format!("{year}年度"),
                    href: origin.link(&address_of(*year)),
                },
                count: format!("{} 个单位", summaries.len()),
            })
            .collect()
    }
}

fn home(tree: &Tree<'_>, press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index("");
    let origin = Origin::Page(&address);
    let units = tree.units.iter().map(|(unit, years)| Counted {
        link: Link {
            title: years
                .last()
                .map_or(*unit, |last| &last.unit_name)
                .to_owned(),
            href: origin.link(&index(unit)),
        },
        count: format!("{} 份报告", years.len()),
    });
    let page = HomePage {
        search: origin.link(&index("search")),
        totals: totals(tree),
        newest: newest(tree, origin),
        regions: tree.regions_in(None, origin),
        units: if tree.units.len() <= FEW_UNITS {
            units.collect()
        } else {
            Vec::new()
        },
        latest: latest(tree, origin),
        years: tree.years_but(None, origin),
    };
    let site = &tree.context.site;
    let subject = Subject {
        address: &address,
        title: &site.name,
        description: &site.summary,
        kind: Kind::Home,
        above: &[],
    };
    press.page("home.html", subject, &page)
}

/// How much there is on the site; what there is none of is left out.
fn totals(tree: &Tree<'_>) -> Vec<CountedFigure> {
    let reports = || tree.units.values().flatten();
    let figures = [
        ("公开自评的单位", tree.units.len(), "个"),
        ("自评报告", reports().count(), "份"),
        (
            "项目支出自评表",
            reports().map(|summary| summary.projects.len()).sum(),
            "张",
        ),
        ("年度", tree.years.len(), "个"),
    ];
    figures
        .into_iter()
        .filter(|(_, value, _)| *value > 0)
        .map(|(name, value, unit)| CountedFigure { name, value, unit })
        .collect()
}

/// The newest year that has scores.
fn newest(tree: &Tree<'_>, origin: Origin<'_>) -> Option<NewestYear> {
    let years = tree.years.iter().rev();
    let mut scored = years.map(|(year, summaries)| (year, summaries, Rollup::of(summaries)));
    let (year, summaries, rollup) = scored.find(|(_, _, rollup)| rollup.scored > 0)?;
    let projects = summaries.iter().map(|summary| summary.projects.len());
    Some(NewestYear {
        link: Link {
            title: format!("{year}年度"),
            href: origin.link(&address_of(*year)),
        },
        units: summaries.len(),
        forms: rollup.scored + projects.sum::<usize>(),
        rollup,
        most_lost: lost_points::most_lost(summaries),
    })
}

/// The reports published last; without a date, those of the newest years.
fn latest(tree: &Tree<'_>, origin: Origin<'_>) -> Vec<LatestReport> {
    let mut summaries: Vec<&Summary> = tree.units.values().flatten().copied().collect();
    summaries.sort_by(|a, b| {
        let key = |summary: &Summary| (summary.published.clone(), summary.year);
        key(b).cmp(&key(a))
    });
    let latest = summaries.into_iter().take(LATEST);
    latest
        .map(|summary| LatestReport {
            link: Link {
                title: format!("{}（{}年度）", summary.unit_name, summary.year),
                href: origin.link(&report_address(summary)),
            },
            figures: summary.figures.clone(),
            published: summary.published.clone(),
        })
        .collect()
}

fn region_page(
    tree: &Tree<'_>,
    region: &str,
    press: &mut Press<'_, '_>,
) -> Result<(), RenderError> {
    let address = index(region);
    let origin = Origin::Page(&address);
    let name = tree.name(region);
    let is_small = tree.units_below(region).count() <= FEW_UNITS;
    let here = tree.units_below(region);
    let here = here.filter(|(unit, _)| is_small || parent(unit) == Some(region));
    let newest = tree.newest_year(region);
    let below = tree.regions.iter();
    let below = below.filter(|below| parent(below) == Some(region));
    let page = RegionPage {
        rollup: Rollup::of(&tree.reports_below(region, newest)),
        newest,
        units_total: tree.units_below(region).count(),
        reports_total: tree.units_below(region).map(|(_, years)| years.len()).sum(),
        regions: below
            .map(|below| RegionRow {
                link: Link {
                    title: tree.name(below),
                    href: origin.link(&index(below)),
                },
                units: tree.units_below(below).count(),
                rollup: Rollup::of(&tree.reports_below(below, newest)),
            })
            .collect(),
        units: here
            .filter_map(|(unit, years)| {
                let last = years.last()?;
                Some(ReportRow {
                    link: Link {
                        title: format!("{}（{}）", last.unit_name, last.year),
                        href: origin.link(&index(unit)),
                    },
                    figures: last.figures.clone(),
                })
            })
            .collect(),
        name: name.clone(),
    };
    let subject = Subject {
        address: &address,
        title: &name,
        description: &format!("{name}各预算单位的绩效自评报告。"),
        kind: Kind::Column {
            keywords: &format!("{name},绩效自评"),
        },
        above: &[],
    };
    press.page("region.html", subject, &page)
}

fn year_page(tree: &Tree<'_>, year: Year, press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = address_of(year);
    let origin = Origin::Page(&address);
    let summaries = tree.years.get(&year).map_or(&[][..], Vec::as_slice);
    let rows = summaries.iter().map(|summary| ReportRow {
        link: Link {
            title: summary.unit_name.clone(),
            href: origin.link(&report_address(summary)),
        },
        figures: summary.figures.clone(),
    });
    let whose = format!("{}{year}年度", tree.context.site.name);
    let mut drawn = if tree.context.pages_only {
        Vec::new()
    } else {
        distributions(summaries)
    };
    press.figure_files(&mut drawn, &address, &whose)?;
    let page = YearPage {
        year: Some(year),
        rollup: Rollup::of(summaries),
        drawn,
        rows: rows.collect(),
        years: tree.years_but(Some(year), origin),
        downloads: press.downloads(&format!("years/{year}"), &whose, origin),
    };
    let subject = Subject {
        address: &address,
        title: &format!("{year}年度绩效自评"),
        description: &format!("各预算单位{year}年度整体支出绩效自评。"),
        kind: Kind::Column {
            keywords: &format!("{year}年度,绩效自评"),
        },
        above: &[("years".to_owned(), "年度".to_owned())],
    };
    press.page("year.html", subject, &page)
}

fn years_page(tree: &Tree<'_>, press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index("years");
    let page = YearPage {
        year: None,
        rollup: Rollup::default(),
        drawn: Vec::new(),
        rows: Vec::new(),
        years: tree.years_but(None, Origin::Page(&address)),
        downloads: Vec::new(),
    };
    let subject = Subject {
        address: &address,
        title: "按年度查看",
        description: "按年度查看各预算单位的绩效自评。",
        kind: Kind::Column {
            keywords: "年度,绩效自评",
        },
        above: &[],
    };
    press.page("years.html", subject, &page)
}

fn address_of(year: Year) -> String {
    index(&format!("years/{year}"))
}

fn report_address(summary: &Summary) -> String {
    index(&format!("{}/{}", summary.unit_folder, summary.year))
}
