//! 网站地图: every region, the units as long as they are not too many, and the fixed
//! pages.

use super::{Origin, Tree, index};
use crate::render::address::parent;
use crate::render::frame::{Kind, Link, Subject};
use crate::render::{Press, RenderError};
use serde::Serialize;

/// Up to how many units the page names them.
const MOST_UNITS: usize = 500;

/// What the template `map.html` shows; the fixed pages are those of the frame.
#[derive(Debug, Serialize)]
struct MapPage {
    /// Whether every unit is named.
    names_units: bool,
    units_total: usize,
    years: Vec<Link>,
    regions: Vec<Branch>,
    /// The units in no region.
    units: Vec<Link>,
}

/// A region with what is right below it.
#[derive(Debug, Serialize)]
struct Branch {
    #[serde(flatten)]
    link: Link,
    /// How many units there are anywhere below it.
    count: usize,
    regions: Vec<Branch>,
    units: Vec<Link>,
}

/// Fills the page.
pub fn print(tree: &Tree<'_>, press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index("map");
    let origin = Origin::Page(&address);
    let years = tree.years_but(None, origin);
    let page = MapPage {
        names_units: names_units(tree),
        units_total: tree.units.len(),
        years: years.into_iter().map(|year| year.link).collect(),
        regions: branches(tree, None, origin),
        units: units(tree, None, origin),
    };
    let subject = Subject {
        address: &address,
        title: "网站地图",
        description: "本站的全部地区、单位和固定页面。",
        kind: Kind::Column {
            keywords: "绩效自评,网站地图",
        },
        above: &[],
    };
    press.page("map.html", subject, &page)
}

fn names_units(tree: &Tree<'_>) -> bool {
    tree.units.len() <= MOST_UNITS
}

fn branches(tree: &Tree<'_>, above: Option<&str>, origin: Origin<'_>) -> Vec<Branch> {
    let below = tree.regions.iter().filter(|region| parent(region) == above);
    below
        .map(|region| Branch {
            link: Link {
                title: tree.name(region),
                href: origin.link(&index(region)),
            },
            count: tree.units_below(region).count(),
            regions: branches(tree, Some(region), origin),
            units: units(tree, Some(region), origin),
        })
        .collect()
}

/// The units right in a region, where units are named at all.
fn units(tree: &Tree<'_>, region: Option<&str>, origin: Origin<'_>) -> Vec<Link> {
    let here = tree
        .units
        .iter()
        .filter(|(unit, _)| names_units(tree) && parent(unit) == region);
    here.map(|(unit, years)| Link {
        title: years
            .last()
            .map_or(*unit, |last| &last.unit_name)
            .to_owned(),
        href: origin.link(&index(unit)),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Year;
    use crate::render::{SiteContext, Summary};

    #[test]
    fn units_are_named_up_to_five_hundred_and_regions_always() {
        let context = SiteContext::default();
        let origin = Origin::Page("map/index.html");
        for (count, named) in [(MOST_UNITS, MOST_UNITS), (MOST_UNITS + 1, 0)] {
            let summaries: Vec<Summary> = (0..count)
                .map(|unit| Summary::new(&format!("hunan/u{unit}"), Year(2023)))
                .collect();
            let summaries: Vec<&Summary> = summaries.iter().collect();
            let tree = Tree::new(&summaries, &context);
            let regions = branches(&tree, None, origin);
            assert_eq!(regions.len(), 1);
            assert_eq!(regions[0].count, count);
            assert_eq!(regions[0].units.len(), named);
        }
    }
}
