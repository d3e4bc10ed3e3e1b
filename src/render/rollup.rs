//! Many reports in a few figures: what a region or a year comes to.

use super::Summary;
use super::figures::{Chart, Figure, table};
use super::table::{Cell, Row};
use crate::chart::{Bar, BarChart};
use crate::model::{Amount, MoneyUnit, Percent};
use serde::Serialize;
use std::collections::BTreeSet;

/// The grades from best to worst, as all forms have them (财预〔2020〕10号).
const GRADES: [&str; 4] = ["优", "良", "中", "差"];

/// The lowest score of each band, out of a hundred, with the words for it; the
/// borders of the grades are among them.
const SCORE_BANDS: [(i64, &str); 6] = [
    (98, "98 分及以上"),
    (95, "95～98 分"),
    (90, "90～95 分"),
    (80, "80～90 分"),
    (60, "60～80 分"),
    (i64::MIN, "60 分以下"),
];

/// The lowest execution rate of each band, in percent, with the words for it.
const RATE_BANDS: [(i64, &str); 5] = [
    (100, "100%及以上"),
    (95, "95%～100%"),
    (90, "90%～95%"),
    (80, "80%～90%"),
    (i64::MIN, "80%以下"),
];

/// The figures of several reports together.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rollup {
    /// How many reports have a score.
    pub scored: usize,
    /// The mean of their scores out of a hundred, in 分, to two places; `None`
    /// without any.
    pub mean_score: Option<Amount>,
    /// How many reports state both amounts.
    pub with_amounts: usize,
    /// 全年预算数 of those reports together, in 万元.
    pub budget: Option<Amount>,
    /// 全年执行数 of those reports together, in 万元.
    pub executed: Option<Amount>,
    /// 执行率 of those sums, to two places.
    pub rate: Option<Percent>,
    /// How many reports lost points.
    pub with_losses: usize,
}

impl Rollup {
    /// The figures of these reports.
    pub fn of(summaries: &[&Summary]) -> Self {
        let scored = summaries.iter().filter_map(|it| out_of_hundred(it));
        let scores: Vec<Amount> = scored.collect();
        let count = Amount::from_int(i64::try_from(scores.len()).unwrap_or(i64::MAX));
        let mean = Amount::sum(scores.iter().copied()).and_then(|sum| sum.checked_div(count));
        let amounts = summaries.iter().filter_map(|it| in_wan_yuan(it));
        let amounts: Vec<(Amount, Amount)> = amounts.collect();
        let sum = |of: fn(&(Amount, Amount)) -> Amount| {
            let sum = Amount::sum(amounts.iter().map(of));
            sum.filter(|_| !amounts.is_empty())
        };
        let (budget, executed) = (sum(|pair| pair.0), sum(|pair| pair.1));
        let rate = executed.zip(budget);
        let rate = rate.and_then(|(executed, budget)| Percent::of(executed, budget));
        Self {
            scored: scores.len(),
            mean_score: mean
                .filter(|_| !scores.is_empty())
                .map(|mean| mean.with_places(2)),
            with_amounts: amounts.len(),
            budget: budget.map(|sum| sum.round(2)),
            executed: executed.map(|sum| sum.round(2)),
            rate: rate.map(|rate| Percent(rate.0.round(2))),
            with_losses: summaries
                .iter()
                .filter(|it| it.figures.rows_lost > 0)
                .count(),
        }
    }
}

/// A score as it would be of a hundred, so that forms with other full marks can
/// be laid beside.
fn out_of_hundred(summary: &Summary) -> Option<Amount> {
    let score = summary.figures.score?;
    match summary.figures.full_marks {
        Some(full) if full != Amount::HUNDRED => {
            score.checked_mul(Amount::HUNDRED)?.checked_div(full)
        }
        _ => Some(score),
    }
}

/// Budget and executed in 万元; `None` where one is not stated.
fn in_wan_yuan(summary: &Summary) -> Option<(Amount, Amount)> {
    let figures = &summary.figures;
    let unit = figures.unit?;
    let convert = |amount: Amount| unit.convert(amount, MoneyUnit::TenThousandYuan);
    Some((convert(figures.budget?)?, convert(figures.executed?)?))
}

/// Scores, grades and execution rates of several reports, each as bars of how many;
/// nothing is drawn of fewer than two.
pub fn distributions(summaries: &[&Summary]) -> Vec<Figure> {
    let grades = summaries
        .iter()
        .filter_map(|it| it.figures.grade.as_deref());
    let grades: Vec<&str> = grades.collect();
    // A form may have grades of its own.
    let others: BTreeSet<&str> = grades
        .iter()
        .copied()
        .filter(|grade| !GRADES.contains(grade))
        .collect();
    let by_grade: Vec<(&str, usize)> = GRADES
        .into_iter()
        .chain(others)
        .map(|grade| (grade, grades.iter().filter(|own| **own == grade).count()))
        .collect();
    let rates: Vec<Amount> = summaries
        .iter()
        .filter_map(|it| Some(it.figures.rate?.0))
        .collect();
    let scores: Vec<Amount> = summaries
        .iter()
        .filter_map(|it| out_of_hundred(it))
        .collect();
    let by_score = banded(&scores, &SCORE_BANDS);
    let by_rate = banded(&rates, &RATE_BANDS);
    let drawn = [
        distribution(
            "tu-fenshu",
            "得分的分布",
            ["得分（百分制）", "单位数"],
            &by_score,
        ),
        distribution("tu-dengji", "各等级的单位数", ["等级", "单位数"], &by_grade),
        distribution(
            "tu-zhixing",
            "预算执行率的分布",
            ["预算执行率", "单位数"],
            &by_rate,
        ),
    ];
    drawn.into_iter().flatten().collect()
}

/// How many of these values are in each band: the first whose lowest they reach.
fn banded(values: &[Amount], bands: &[(i64, &'static str)]) -> Vec<(&'static str, usize)> {
    let reached = |value: &Amount| {
        let mut bands = bands.iter();
        bands.position(|(lowest, _)| *value >= Amount::from_int(*lowest))
    };
    let reached: Vec<Option<usize>> = values.iter().map(reached).collect();
    let counted = bands.iter().enumerate().map(|(at, (_, words))| {
        let count = reached.iter().filter(|band| **band == Some(at)).count();
        (*words, count)
    });
    counted.collect()
}

fn distribution(
    id: &str,
    title: &'static str,
    heads: [&str; 2],
    counts: &[(&str, usize)],
) -> Option<Figure> {
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    if all < 2 {
        return None;
    }
    let amount = |count: usize| Amount::from_int(i64::try_from(count).unwrap_or(i64::MAX));
    let description = match most(counts) {
        Some(label) => format!("共 {all} 个单位，“{label}”最多。"),
        None => format!("共 {all} 个单位。"),
    };
    let bars = counts.iter().map(|(label, count)| Bar {
        label: (*label).to_owned(),
        value: amount(*count),
        track: Some(amount(all)),
        text: format!("{count} 个"),
        low: false,
    });
    let rows = counts.iter().map(|(label, count)| {
        Row::of(vec![
            Cell::head("row", *label),
            Cell::figure(count.to_string()),
        ])
    });
    Some(Figure {
        id: id.to_owned(),
        title,
        drawing: Chart::Bars(BarChart {
            id: format!("{id}-svg"),
            title: title.to_owned(),
            description: description.clone(),
            bars: bars.collect(),
        })
        .into(),
        description,
        table: table(title, heads, rows),
        files: None,
    })
}

/// The label with the highest count, where no other has as many.
fn most<'a>(counts: &[(&'a str, usize)]) -> Option<&'a str> {
    let highest = counts.iter().map(|(_, count)| *count).max()?;
    let mut labels = counts.iter().filter(|(_, count)| *count == highest);
    let (label, _) = labels.next()?;
    labels.next().is_none().then_some(*label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Year;
    use crate::render::Figures;

    fn summary(score: &str, full: &str, amounts: Option<(&str, &str, MoneyUnit)>) -> Summary {
        let amount = |text: &str| Amount::parse(text).ok();
        let figures = Figures {
            score: amount(score),
            full_marks: amount(full),
            budget: amounts.and_then(|it| amount(it.0)),
            executed: amounts.and_then(|it| amount(it.1)),
            unit: amounts.map(|it| it.2),
            ..Figures::default()
        };
        Summary {
            figures,
            ..Summary::new("hunan/a", Year(2023))
        }
    }

    #[test]
    fn amounts_of_any_unit_are_summed_and_scores_laid_on_one_scale() {
        let all = [
            summary("90", "100", Some(("100", "90", MoneyUnit::TenThousandYuan))),
            summary(
                "110",
                "120",
                Some(("1000000.50", "1000000", MoneyUnit::Yuan)),
            ),
            summary("", "100", Some(("5", "", MoneyUnit::Yuan))),
        ];
        let rollup = Rollup::of(&all.iter().collect::<Vec<_>>());
        let amount = |text: &str| Amount::parse(text).ok();
        assert_eq!(rollup.scored, 2);
        // (90 + 91.666…) / 2
        assert_eq!(rollup.mean_score, amount("90.83"));
        assert_eq!(rollup.budget, amount("200"));
        assert_eq!(rollup.executed, amount("190"));
        assert_eq!(rollup.rate, Some(Percent(amount("95").unwrap())));
    }

    #[test]
    fn means_are_written_with_two_places_to_stand_in_a_column() {
        let all = [summary("97", "100", None), summary("98", "100", None)];
        let mean = |all: &[Summary]| Rollup::of(&all.iter().collect::<Vec<_>>()).mean_score;
        assert_eq!(mean(&all).unwrap().to_string(), "97.50");
        assert_eq!(mean(&all[..1]).unwrap().to_string(), "97.00");
    }

    #[test]
    fn a_value_on_the_border_is_in_the_upper_band() {
        let values = ["100", "98", "97.99", "90", "59.99", "-1"];
        let values = values.map(|text| Amount::parse(text).unwrap());
        let counts: Vec<usize> = banded(&values, &SCORE_BANDS)
            .into_iter()
            .map(|(_, count)| count)
            .collect();
        assert_eq!(counts, [2, 1, 1, 0, 0, 2]);
    }

    #[test]
    fn only_one_can_have_the_most() {
        assert_eq!(most(&[("优", 2), ("良", 1)]), Some("优"));
        assert_eq!(most(&[("优", 1), ("良", 1)]), None);
    }

    #[test]
    fn without_reports_there_is_nothing_to_say() {
        assert_eq!(Rollup::of(&[]), Rollup::default());
        assert!(distributions(&[]).is_empty());
    }
}
