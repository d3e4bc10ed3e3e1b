//! The figures (图) of a report: what each shows, drawn, and the data behind it.

use super::address::{Origin, parent};
use super::downloads::file_name;
use super::table::{Cell, Row, Table};
use super::{Press, RenderError};
use crate::chart::{
    Bar, BarChart, Composition, GroupedBars, Part, bars, composition, grouped_bars,
};
use crate::comma_separated;
use crate::form::Form;
use crate::model::{Amount, BaseData, Items, MoneyUnit, Report, SpendingRow, Year};
use crate::timing::{self, Room};
use serde::{Serialize, Serializer};
use std::io;
use std::sync::OnceLock;

/// A figure: a drawing with the table of its data.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Its address on the page; empty for one that is placed in a text.
    pub id: String,
    /// Its title, by which a narrative places it: `资金构成`.
    pub title: &'static str,
    /// What it shows, in a sentence or two.
    pub description: String,
    /// The drawing: for the template the SVG text `svg`.
    #[serde(rename = "svg")]
    pub drawing: Drawing,
    /// The data.
    pub table: Table,
    /// The same to take away, once they are given away.
    pub files: Option<FigureFiles>,
}

/// The files of a figure, as its page links them.
#[derive(Debug, Clone, Serialize)]
pub struct FigureFiles {
    /// The drawing.
    svg: String,
    /// The data.
    csv: String,
    /// What they are saved as, without the ending.
    name: String,
}

/// What a figure draws, once a page is filled with it.
#[derive(Debug, Clone)]
pub struct Drawing {
    chart: Chart,
    /// It is drawn once, whether for the page or for the file.
    drawn: OnceLock<String>,
}

/// The kinds of drawings.
#[derive(Debug, Clone)]
pub enum Chart {
    /// Bars with their full length behind them.
    Bars(BarChart),
    /// Pairs of bars.
    Grouped(GroupedBars),
    /// One bar of several parts.
    Composition(Composition),
}

impl From<Chart> for Drawing {
    fn from(chart: Chart) -> Self {
        Self {
            chart,
            drawn: OnceLock::new(),
        }
    }
}

impl Drawing {
    fn svg(&self) -> &str {
        self.drawn.get_or_init(|| match &self.chart {
            Chart::Bars(chart) => bars(chart),
            Chart::Grouped(chart) => grouped_bars(chart),
            Chart::Composition(chart) => composition(chart),
        })
    }

    /// The same with a tail on what the addresses inside the drawing begin with,
    /// which no two drawings of a page may share.
    fn told_apart(&self, tail: &str) -> Self {
        let mut chart = self.chart.clone();
        match &mut chart {
            Chart::Bars(chart) => chart.id.push_str(tail),
            Chart::Grouped(chart) => chart.id.push_str(tail),
            Chart::Composition(chart) => chart.id.push_str(tail),
        }
        chart.into()
    }
}

impl Serialize for Drawing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.svg())
    }
}

impl Figure {
    /// The figure as it stands in a text for the `count`th time: without an
    /// address, as it may stand at its own place too.
    pub fn placed(&self, count: usize) -> Self {
        let mut figure = Self {
            id: String::new(),
            table: self.table.without_addresses(),
            ..self.clone()
        };
        if count > 1 {
            figure.drawing = self.drawing.told_apart(&format!("-{count}"));
        }
        figure
    }

    /// The data as CSV.
    fn to_csv(&self) -> io::Result<Vec<u8>> {
        let head = self.table.head.iter().flat_map(|row| &row.cells);
        let mut file = comma_separated::File::new(head.map(|cell| cell.text.clone()))?;
        for row in &self.table.body {
            for cell in &row.cells {
                if cell.numeric {
                    file.number(&cell.text)?;
                } else {
                    file.text(&cell.text)?;
                }
            }
            file.end()?;
        }
        file.into_bytes()
    }
}

impl Press<'_, '_> {
    /// Gives away the files of a page's figures, and ties the figures to them.
    /// `whose` is how their names begin on a reader's disk.
    pub(super) fn figure_files(
        &mut self,
        figures: &mut [Figure],
        page: &str,
        whose: &str,
    ) -> Result<(), RenderError> {
        if self.context.pages_only {
            return Ok(());
        }
        timing::room(Room::Charts, || self.give_figures(figures, page, whose))
    }

    fn give_figures(
        &mut self,
        figures: &mut [Figure],
        page: &str,
        whose: &str,
    ) -> Result<(), RenderError> {
        let origin = Origin::Page(page);
        let folder = parent(page).unwrap_or_default();
        for figure in figures {
            let [svg, csv] =
                ["svg", "csv"].map(|ending| format!("{folder}/{}.{ending}", figure.id));
            self.give(&svg, figure.drawing.svg().as_bytes())?;
            let data = figure.to_csv().map_err(|source| RenderError::Emit {
                address: csv.clone(),
                source,
            })?;
            self.give(&csv, &data)?;
            figure.files = Some(FigureFiles {
                svg: origin.link(&svg),
                csv: origin.link(&csv),
                name: file_name(&format!("{whose}-{}", figure.title)),
            });
        }
        Ok(())
    }
}

/// The figures that a report's data give.
pub fn report_figures(report: &Report, form: &Form) -> Vec<Figure> {
    let money_unit = form.money_unit_of(report.money_unit);
    let composition = |id, title, nature, items: fn(&crate::model::Funds) -> &Items| {
        composed(id, title, nature, items(report.funds.as_ref()?), money_unit)
    };
    [
        scores(report, form),
        composition("tu-zijin", "资金构成", "收入性质", |funds| {
            &funds.sources
        }),
        composition("tu-zhichu", "支出构成", "支出性质", |funds| {
            &funds.natures
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// 得分构成: weight and score under each level-1 heading.
fn scores(report: &Report, form: &Form) -> Option<Figure> {
    let form_weight = form.funds.as_ref().and_then(|funds| funds.weight);
    let execution = (
        "预算执行",
        report.execution_weight(form_weight),
        report.execution_score_or_computed(form_weight),
    );
    let sums = report.level1_sums();
    let sums = sums.iter().map(|sum| (sum.name, sum.weight, sum.score));
    let parts: Vec<(&str, Amount, Amount)> = std::iter::once(execution)
        .chain(sums)
        .filter_map(|(name, weight, score)| Some((name, weight?, score?)))
        .collect();
    if parts.len() < 2 {
        return None;
    }
    let lost = parts.iter().filter(|(_, weight, score)| score < weight);
    let description = match lost.count() {
        0 => "各部分均得满分。".to_owned(),
        count => format!(
            "{} 个部分中有 {count} 个未得满分。浅色是分值，深色是得分。",
            parts.len()
        ),
    };
    let bar = |(name, weight, score): &(&str, Amount, Amount)| Bar {
        label: (*name).to_owned(),
        value: *score,
        track: Some(*weight),
        text: format!("{score} / {weight} 分"),
        low: score < weight,
    };
    let row = |(name, weight, score): &(&str, Amount, Amount)| {
        let score_cell = Cell {
            lost: score < weight,
            ..Cell::figure(score.to_string())
        };
        Row::of(vec![
            Cell::head("row", *name),
            Cell::figure(weight.to_string()),
            score_cell,
        ])
    };
    Some(Figure {
        id: "tu-defen".to_owned(),
        title: "得分构成",
        drawing: Chart::Bars(BarChart {
            id: "tu-defen-svg".to_owned(),
            title: "得分构成".to_owned(),
            description: description.clone(),
            bars: parts.iter().map(bar).collect(),
        })
        .into(),
        description,
        table: table(
            "得分构成",
            ["部分", "分值（分）", "得分（分）"],
            parts.iter().map(row),
        ),
        files: None,
    })
}

/// What a total is made of; nothing to draw with less than two parts.
fn composed(
    id: &str,
    title: &'static str,
    nature: &str,
    items: &Items,
    money_unit: Option<MoneyUnit>,
) -> Option<Figure> {
    let unit = money_unit.map_or("", MoneyUnit::chinese);
    let stated = items.iter();
    let parts: Vec<(&str, Amount)> = stated
        .filter_map(|(name, amount)| Some((name, (*amount)?)))
        .collect();
    if parts.len() < 2 {
        return None;
    }
    let description = format!("按{nature}分。单位：{unit}。");
    let part = |(name, amount): &(&str, Amount)| Part {
        label: (*name).to_owned(),
        value: *amount,
        text: format!("{amount} {unit}"),
    };
    let row = |(name, amount): &(&str, Amount)| {
        Row::of(vec![
            Cell::head("row", *name),
            Cell::figure(amount.to_string()),
        ])
    };
    Some(Figure {
        id: id.to_owned(),
        title,
        drawing: Chart::Composition(Composition {
            id: format!("{id}-svg"),
            title: title.to_owned(),
            description: description.clone(),
            parts: parts.iter().map(part).collect(),
        })
        .into(),
        description,
        table: table(
            title,
            ["项目", &in_unit("金额", unit)],
            parts.iter().map(row),
        ),
        files: None,
    })
}

/// The figures that a table of base data gives: 项目支出对比, last year's spending
/// beside this year's for each item of the 项目支出 row.
pub fn base_figures(base: &BaseData, form: &Form, year: Year) -> Vec<Figure> {
    let projects = base.spending.iter().find(|row| row.name == "项目支出");
    let mut items = Vec::new();
    for row in projects.into_iter().flat_map(|row| &row.children) {
        collect_items(row, &mut items);
    }
    if items.len() < 2 {
        return Vec::new();
    }
    let unit = form.money_unit_of(base.money_unit);
    let unit = unit.map_or("", MoneyUnit::chinese);
    let series = match year.0.checked_sub(1) {
        Some(last_year) => [format!("{last_year}年决算"), format!("{year}年决算")],
        None => ["上年决算".to_owned(), "本年决算".to_owned()],
    };
    let description = format!("各项目支出两年的决算数。单位：{unit}。");
    let bar = |amount: Option<Amount>| amount.map(|amount| (amount, amount.to_string()));
    let cell = |amount: Option<Amount>| {
        Cell::figure(amount.map(|amount| amount.to_string()).unwrap_or_default())
    };
    let groups = items
        .iter()
        .map(|row| (row.name.clone(), [bar(row.last_year), bar(row.executed)]));
    let rows = items.iter().map(|row| {
        Row::of(vec![
            Cell::head("row", row.name.as_str()),
            cell(row.last_year),
            cell(row.executed),
        ])
    });
    let title = "项目支出对比";
    vec![Figure {
        id: "tu-xiangmu".to_owned(),
        title,
        drawing: Chart::Grouped(GroupedBars {
            id: "tu-xiangmu-svg".to_owned(),
            title: title.to_owned(),
            description: description.clone(),
            series: series.clone(),
            groups: groups.collect(),
        })
        .into(),
        description,
        table: table(
            title,
            [
                "项目",
                &in_unit(&series[0], unit),
                &in_unit(&series[1], unit),
            ],
            rows,
        ),
        files: None,
    }]
}

/// The rows without rows below them that have spending to compare.
fn collect_items<'a>(row: &'a SpendingRow, items: &mut Vec<&'a SpendingRow>) {
    if row.children.is_empty() {
        items.extend((row.last_year.or(row.executed)).map(|_| row));
    }
    for child in &row.children {
        collect_items(child, items);
    }
}

/// `金额（万元）`; the heading alone where the unit is not known.
pub fn in_unit(heading: &str, unit: &str) -> String {
    match unit {
        "" => heading.to_owned(),
        unit => format!("{heading}（{unit}）"),
    }
}

/// The data of a figure as a plain table.
pub fn table<const COLUMNS: usize>(
    caption: &str,
    titles: [&str; COLUMNS],
    body: impl Iterator<Item = Row>,
) -> Table {
    Table {
        caption: caption.to_owned(),
        columns: COLUMNS,
        head: vec![Row::of(titles.map(|title| Cell::head("col", title)).into())],
        body: body.collect(),
        ..Table::default()
    }
}
