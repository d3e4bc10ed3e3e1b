//! 扣分 across units: for each year under which headings points were lost, and who
//! lost the most.

use super::{Origin, Tree, index, report_address};
use crate::chart::{Bar, BarChart};
use crate::model::{Amount, Year};
use crate::render::figures::{Drawing, Figure, table};
use crate::render::frame::{Kind, Link, Subject};
use crate::render::table::{Cell, Row};
use crate::render::{Figures, Press, RenderError, Summary};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many units of a year the page names.
const MOST_UNITS: usize = 20;

/// What the template `deductions.html` shows.
#[derive(Debug, Serialize)]
struct LostPage {
    /// Newest first.
    years: Vec<LostYear>,
}

/// The points lost in one year.
#[derive(Debug, Serialize)]
struct LostYear {
    year: Year,
    /// How many reports have scores.
    reports: usize,
    /// How many of them lost points.
    with_losses: usize,
    /// All points lost, in 分.
    lost: Amount,
    /// How many rows lost them.
    rows: usize,
    /// By heading.
    figure: Option<Figure>,
    /// Those who lost the most, most first.
    units: Vec<LostUnit>,
}

/// A report with the points it lost.
#[derive(Debug, Serialize)]
struct LostUnit {
    /// To its 扣分一览.
    #[serde(flatten)]
    link: Link,
    figures: Figures,
}

/// The points lost under a heading by several reports.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Sum {
    lost: Amount,
    rows: usize,
    reports: usize,
}

/// Fills the page.
pub fn print(tree: &Tree<'_>, press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index("deductions");
    let origin = Origin::Page(&address);
    let years = tree.years.iter().rev();
    let page = LostPage {
        years: years
            .map(|(year, summaries)| lost_year(*year, summaries, origin))
            .filter(|year| year.reports > 0)
            .collect(),
    };
    let subject = Subject {
        address: &address,
        title: "扣分汇总",
        description: "各年度绩效自评在哪些指标上扣了分，哪些单位扣得多。",
        kind: Kind::Column {
            keywords: "绩效自评,扣分,一级指标",
        },
        above: &[],
    };
    press.page("deductions.html", subject, &page)
}

fn lost_year(year: Year, summaries: &[&Summary], origin: Origin<'_>) -> LostYear {
    let sums = by_heading(summaries);
    let mut losers: Vec<&Summary> = summaries
        .iter()
        .copied()
        .filter(|it| it.figures.points_lost.is_some())
        .collect();
    // stable: equal losses stay in the order of units
    losers.sort_by_key(|it| Reverse(it.figures.points_lost));
    let units = losers.iter().take(MOST_UNITS).map(|summary| LostUnit {
        link: Link {
            title: summary.unit_name.clone(),
            href: format!("{}#koufen", origin.link(&report_address(summary))),
        },
        figures: summary.figures.clone(),
    });
    LostYear {
        year,
        reports: summaries.iter().filter(|it| it.figures.rows > 0).count(),
        with_losses: losers.len(),
        lost: Amount::sum(sums.iter().map(|(_, sum)| sum.lost)).unwrap_or_default(),
        rows: sums.iter().map(|(_, sum)| sum.rows).sum(),
        figure: figure(year, &sums),
        units: units.collect(),
    }
}

/// The sums under each heading, most points first, then by name.
fn by_heading<'a>(summaries: &[&'a Summary]) -> Vec<(&'a str, Sum)> {
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    for under in summaries.iter().flat_map(|it| &it.figures.lost) {
        let sum = sums.entry(&under.heading).or_default();
        sum.lost = sum.lost.checked_add(under.lost).unwrap_or(sum.lost);
        sum.rows += under.rows;
        sum.reports += 1;
    }
    let mut sums: Vec<(&str, Sum)> = sums.into_iter().collect();
    sums.sort_by_key(|(_, sum)| Reverse(sum.lost));
    sums
}

/// The sums drawn, with the table of them; nothing without any.
fn figure(year: Year, sums: &[(&str, Sum)]) -> Option<Figure> {
    let (most, _) = sums.first()?;
    let title = "各一级指标的扣分";
    let description = match sums {
        [_] => format!("扣分都在“{most}”。"),
        [(_, first), (_, second), ..] if first.lost == second.lost => {
            format!("{} 个部分有扣分。", sums.len())
        }
        _ => format!("“{most}”扣分最多。"),
    };
    let bars = sums.iter().map(|(heading, sum)| Bar {
        label: (*heading).to_owned(),
        value: sum.lost,
        track: None,
        text: format!("{} 分", sum.lost),
        low: false,
    });
    let rows = sums.iter().map(|(heading, sum)| {
        Row::of(vec![
            Cell::head("row", *heading),
            Cell::figure(sum.lost.to_string()),
            Cell::figure(sum.rows.to_string()),
            Cell::figure(sum.reports.to_string()),
        ])
    });
    let heads = ["一级指标", "扣分（分）", "扣分指标（项）", "涉及单位（个）"];
    Some(Figure {
        id: format!("tu-koufen-{year}"),
        title,
        drawing: Drawing::Bars(BarChart {
            id: format!("tu-koufen-{year}-svg"),
            title: format!("{year}年度{title}"),
            description: description.clone(),
            bars: bars.collect(),
        }),
        description,
        table: table(&format!("{year}年度{title}"), heads, rows),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::deductions::LostUnder;

    #[test]
    fn points_under_one_heading_are_summed_over_units() {
        let summary = |unit, lost: &[(&str, &str, usize)]| {
            let mut summary = Summary::new(unit, Year(2023));
            summary.figures.lost = lost
                .iter()
                .map(|(heading, lost, rows)| LostUnder {
                    heading: (*heading).to_owned(),
                    lost: Amount::parse(lost).unwrap(),
                    rows: *rows,
                })
                .collect();
            summary
        };
        let all = [
            summary("a", &[("产出指标", "1.5", 2), ("效益指标", "2", 1)]),
            summary("b", &[("产出指标", "0.75", 1)]),
        ];
        let sums = by_heading(&all.iter().collect::<Vec<_>>());
        let shown: Vec<_> = sums
            .iter()
            .map(|(name, sum)| (*name, sum.lost.to_string(), sum.rows, sum.reports))
            .collect();
        assert_eq!(
            shown,
            [
                ("产出指标", "2.25".to_owned(), 3, 2),
                ("效益指标", "2".to_owned(), 1, 1)
            ]
        );
    }
}
