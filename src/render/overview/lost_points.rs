//! 扣分 across units: for each year under which headings points were lost, on overall
//! forms and on those of projects, and who lost the most.

use super::{Origin, Tree, index, report_address};
use crate::chart::{Bar, BarChart, GroupedBars};
use crate::model::{Amount, Year};
use crate::render::deductions::LostUnder;
use crate::render::figures::{Chart, Figure, table};
use crate::render::frame::{Kind, Link, Subject};
use crate::render::table::{Cell, Row};
use crate::render::{Figures, Press, RenderError, Summary};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many units, projects or kinds of a year the page names.
const MOST: usize = 20;

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
    overall: LostOn,
    projects: LostOn,
    /// By 一级指标.
    figures: Vec<Figure>,
    /// By 二级指标, most points first.
    kinds: Vec<LostKind>,
    /// Those who lost the most on the overall form, most first.
    units: Vec<LostForm>,
    /// The same for the forms of projects.
    project_forms: Vec<LostForm>,
}

/// The points lost on the forms of one sort.
#[derive(Debug, Default, Serialize)]
struct LostOn {
    /// How many forms have scores.
    forms: usize,
    /// How many of them lost points.
    with_losses: usize,
    /// All points lost, in 分.
    lost: Amount,
    /// How many rows lost them.
    rows: usize,
}

/// The points lost under one 二级指标.
#[derive(Debug, Serialize)]
struct LostKind {
    heading: String,
    kind: String,
    #[serde(flatten)]
    sum: Sum,
}

/// A form with the points it lost.
#[derive(Debug, Serialize)]
struct LostForm {
    /// To its 扣分一览.
    #[serde(flatten)]
    link: Link,
    /// The unit, beside a project's name; may be empty.
    unit: String,
    figures: Figures,
}

/// The points lost under a heading by several forms, in 分.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
struct Sum {
    /// On overall forms.
    overall: Amount,
    /// On the forms of projects.
    projects: Amount,
    /// How many rows lost them.
    rows: usize,
    /// On how many forms.
    forms: usize,
}

/// A filled form of a year.
#[derive(Debug, Clone, Copy)]
struct Filed<'a> {
    summary: &'a Summary,
    figures: &'a Figures,
    /// Its slug and name; `None` for the overall form.
    project: Option<(&'a str, &'a str)>,
}

/// Fills the page.
pub fn print(tree: &Tree<'_>, press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index("deductions");
    let origin = Origin::Page(&address);
    let mut years: Vec<LostYear> = tree
        .years
        .iter()
        .rev()
        .map(|(year, summaries)| LostYear::of(*year, summaries, origin))
        .filter(|year| year.overall.forms + year.projects.forms > 0)
        .collect();
    let site = &tree.context.site.name;
    for year in &mut years {
        let whose = format!("{site}{}年度", year.year);
        press.figure_files(&mut year.figures, &address, &whose)?;
    }
    let subject = Subject {
        address: &address,
        title: "扣分汇总",
        description: "各年度绩效自评在哪些指标上扣了分，哪些单位和项目扣得多。",
        kind: Kind::Column {
            keywords: "绩效自评,扣分,一级指标,二级指标",
        },
        above: &[],
    };
    press.page("deductions.html", subject, &LostPage { years })
}

/// The forms of a year: of each unit the overall one, then those of its projects.
fn filed<'a>(summaries: &[&'a Summary]) -> Vec<Filed<'a>> {
    let forms = summaries.iter().flat_map(|summary| {
        let overall = Filed {
            summary,
            figures: &summary.figures,
            project: None,
        };
        let projects = summary.projects.iter().map(|project| Filed {
            summary,
            figures: &project.figures,
            project: Some((&project.slug, &project.name)),
        });
        std::iter::once(overall).chain(projects)
    });
    forms.filter(|form| form.figures.rows > 0).collect()
}

impl LostYear {
    fn of(year: Year, summaries: &[&Summary], origin: Origin<'_>) -> Self {
        let forms = filed(summaries);
        let (projects, overall): (Vec<Filed<'_>>, Vec<Filed<'_>>) =
            forms.iter().partition(|form| form.project.is_some());
        let by_heading = sums(&forms, |under| (under.heading.as_str(), ""));
        let by_kind = sums(&forms, |under| (&under.heading, &under.kind));
        let kinds = by_kind.iter().filter(|((_, kind), _)| !kind.is_empty());
        Self {
            year,
            figures: figure(year, &by_heading).into_iter().collect(),
            kinds: kinds
                .take(MOST)
                .map(|((heading, kind), sum)| LostKind {
                    heading: (*heading).to_owned(),
                    kind: (*kind).to_owned(),
                    sum: *sum,
                })
                .collect(),
            units: most(&overall, origin),
            project_forms: most(&projects, origin),
            overall: LostOn::of(&overall),
            projects: LostOn::of(&projects),
        }
    }
}

impl LostOn {
    fn of(forms: &[Filed<'_>]) -> Self {
        let losses = forms.iter().filter_map(|form| form.figures.points_lost);
        Self {
            forms: forms.len(),
            with_losses: losses.clone().count(),
            lost: Amount::sum(losses).unwrap_or_default(),
            rows: forms.iter().map(|form| form.figures.rows_lost).sum(),
        }
    }
}

/// The forms that lost the most, most points first.
fn most(forms: &[Filed<'_>], origin: Origin<'_>) -> Vec<LostForm> {
    let mut losers: Vec<&Filed<'_>> = forms
        .iter()
        .filter(|form| form.figures.points_lost.is_some())
        .collect();
    // stable: equal losses stay in the order of units
    losers.sort_by_key(|form| Reverse(form.figures.points_lost));
    let losers = losers.into_iter().take(MOST);
    losers
        .map(|form| {
            let summary = form.summary;
            let year = report_address(summary);
            let (title, unit, address) = match form.project {
                None => (&*summary.unit_name, "", year),
                Some((slug, name)) => {
                    let year = format!("{}/{}", summary.unit_folder, summary.year);
                    let address = index(&format!("{year}/projects/{slug}"));
                    (name, &*summary.unit_label, address)
                }
            };
            LostForm {
                link: Link {
                    title: title.to_owned(),
                    href: format!("{}#koufen", origin.link(&address)),
                },
                unit: unit.to_owned(),
                figures: form.figures.clone(),
            }
        })
        .collect()
}

/// The headings that points were lost under, with the sum of each.
type Sums<'a> = Vec<((&'a str, &'a str), Sum)>;

/// The sums under each heading, most points first, then by name.
fn sums<'a>(
    forms: &[Filed<'a>],
    heading: impl Fn(&'a LostUnder) -> (&'a str, &'a str),
) -> Sums<'a> {
    let mut sums: BTreeMap<(&str, &str), (Sum, usize)> = BTreeMap::new();
    for (at, form) in (1..).zip(forms) {
        for under in &form.figures.lost {
            let (sum, last) = sums.entry(heading(under)).or_default();
            let lost = match form.project {
                None => &mut sum.overall,
                Some(_) => &mut sum.projects,
            };
            *lost = lost.checked_add(under.lost).unwrap_or(*lost);
            sum.rows += under.rows;
            sum.forms += usize::from(*last != at);
            *last = at;
        }
    }
    let sums = sums.into_iter().map(|(heading, (sum, _))| (heading, sum));
    let mut sums: Sums<'_> = sums.collect();
    sums.sort_by_key(|(_, sum)| Reverse(sum.all()));
    sums
}

/// The headings under which the most points were lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct MostLost {
    headings: String,
    /// Under each of them, in 分.
    lost: Amount,
}

/// Where these reports and their projects lost the most; nothing where more than two
/// headings share that.
pub(super) fn most_lost(summaries: &[&Summary]) -> Option<MostLost> {
    let forms = filed(summaries);
    let sums = sums(&forms, |under| (under.heading.as_str(), ""));
    let (_, first) = sums.first()?;
    let most = sums.iter().filter(|(_, sum)| sum.all() == first.all());
    let most: Vec<&str> = most.map(|((heading, _), _)| *heading).collect();
    (most.len() <= 2).then(|| MostLost {
        headings: most.join("、"),
        lost: first.all(),
    })
}

impl Sum {
    /// On forms of both sorts.
    fn all(&self) -> Amount {
        let both = self.overall.checked_add(self.projects);
        both.unwrap_or(self.overall)
    }
}

/// The sums drawn, with the table of them; nothing without any.
fn figure(year: Year, sums: &[((&str, &str), Sum)]) -> Option<Figure> {
    let ((first, _), most) = sums.first()?;
    let title = "各一级指标的扣分";
    let description = match sums {
        [_] => format!("扣分都在“{first}”。"),
        [_, (_, second), ..] if most.all() == second.all() => {
            format!("{} 个部分有扣分。", sums.len())
        }
        _ => format!("“{first}”扣分最多。"),
    };
    let rows = sums.iter().map(|((heading, _), sum)| {
        Row::of(vec![
            Cell::head("row", *heading),
            Cell::figure(sum.overall.to_string()),
            Cell::figure(sum.projects.to_string()),
            Cell::figure(sum.rows.to_string()),
            Cell::figure(sum.forms.to_string()),
        ])
    });
    let heads = [
        "一级指标",
        "整体支出扣分（分）",
        "项目支出扣分（分）",
        "扣分指标（项）",
        "涉及自评表（张）",
    ];
    let of_both = |is_other: fn(&Sum) -> bool| sums.iter().any(|(_, sum)| is_other(sum));
    let on_both = of_both(|sum| !sum.overall.is_zero()) && of_both(|sum| !sum.projects.is_zero());
    let id = format!("tu-koufen-{year}-svg");
    let whole = format!("{year}年度{title}");
    let chart = if on_both {
        let bar = |lost: Amount| Some((lost, format!("{lost} 分")));
        Chart::Grouped(GroupedBars {
            id,
            title: whole.clone(),
            description: description.clone(),
            series: ["整体支出自评表", "项目支出自评表"].map(str::to_owned),
            groups: sums
                .iter()
                .map(|((heading, _), sum)| {
                    ((*heading).to_owned(), [bar(sum.overall), bar(sum.projects)])
                })
                .collect(),
        })
    } else {
        let bars = sums.iter().map(|((heading, _), sum)| Bar {
            label: (*heading).to_owned(),
            value: sum.all(),
            track: None,
            text: format!("{} 分", sum.all()),
            low: false,
        });
        Chart::Bars(BarChart {
            id,
            title: whole.clone(),
            description: description.clone(),
            bars: bars.collect(),
        })
    };
    Some(Figure {
        id: format!("tu-koufen-{year}"),
        title,
        drawing: chart.into(),
        description,
        table: table(&whole, heads, rows),
        files: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::summary::ProjectSummary;

    fn figures(lost: &[(&str, &str, &str, usize)]) -> Figures {
        let under = lost.iter().map(|(heading, kind, lost, rows)| LostUnder {
            heading: (*heading).to_owned(),
            kind: (*kind).to_owned(),
            lost: Amount::parse(lost).unwrap(),
            rows: *rows,
        });
        Figures {
            rows: 20,
            lost: under.collect(),
            ..Figures::default()
        }
    }

    #[test]
    fn points_are_summed_over_units_and_projects_by_heading_and_by_kind() {
        let summary = |unit, figures| Summary {
            figures,
            ..Summary::new(unit, Year(2023))
        };
        let mut first = summary(
            "a",
            figures(&[
                ("产出指标", "数量指标", "1.5", 2),
                ("产出指标", "质量指标", "0.5", 1),
                ("效益指标", "社会效益指标", "2", 1),
            ]),
        );
        first.projects.push(ProjectSummary {
            slug: "p".to_owned(),
            name: "项目".to_owned(),
            figures: figures(&[("产出指标", "数量指标", "0.25", 1)]),
        });
        let second = summary("b", figures(&[("产出指标", "数量指标", "0.75", 1)]));
        let forms = [&first, &second];
        let forms = filed(&forms);
        let shown = |sums: &Sums<'_>| -> Vec<(String, [String; 2], [usize; 2])> {
            let shown = sums.iter().map(|((heading, kind), sum)| {
                (
                    format!("{heading}{kind}"),
                    [sum.overall.to_string(), sum.projects.to_string()],
                    [sum.rows, sum.forms],
                )
            });
            shown.collect()
        };
        let row = |name: &str, lost: [&str; 2], counts| {
            (name.to_owned(), lost.map(str::to_owned), counts)
        };
        assert_eq!(
            shown(&sums(&forms, |under| (&under.heading, ""))),
            [
                row("产出指标", ["2.75", "0.25"], [5, 3]),
                row("效益指标", ["2", "0"], [1, 1]),
            ]
        );
        assert_eq!(
            shown(&sums(&forms, |under| (&under.heading, &under.kind))),
            [
                row("产出指标数量指标", ["2.25", "0.25"], [4, 3]),
                row("效益指标社会效益指标", ["2", "0"], [1, 1]),
                row("产出指标质量指标", ["0.5", "0"], [1, 1]),
            ]
        );
    }
}
