//! A page held against what its source says. Each comparison returns what differs,
//! in words.

use crate::grid::{Cell, Table, css, tables, text};
use crate::sheet::{Line, Sheet};
use crate::text::{figure, heading, joined, label_weight, numbers};
use scraper::{ElementRef, Html};
use std::collections::BTreeSet;
use std::fmt::Display;

/// What is compared of a page.
pub struct Page {
    /// All text of its main part.
    text: String,
    tables: Vec<Table>,
    /// The narrative's text without its headings.
    narrative: String,
}

impl Page {
    pub fn parse(html: &str) -> Result<Self, String> {
        let page = Html::parse_document(html);
        let all = |selector| -> Vec<String> { page.select(&css(selector)).map(text).collect() };
        let pieces = ".narrative :is(p, li, td)";
        Ok(Self {
            text: joined(&all("main").concat()),
            tables: tables(&page)?,
            narrative: page
                .select(&css(pieces))
                .map(own_text)
                .collect::<Vec<_>>()
                .join("\n"),
        })
    }

    /// The only table that `is_it`.
    fn table(&self, what: &str, is_it: impl Fn(&Table) -> bool) -> Result<&Table, String> {
        let mut found = self.tables.iter().filter(|table| is_it(table));
        match (found.next(), found.next()) {
            (Some(table), None) => Ok(table),
            (None, _) => {
                let known = self.tables.iter().map(|table| &table.headings);
                Err(format!(
                    "没有{what}，各表的列：{:?}",
                    known.collect::<Vec<_>>()
                ))
            }
            (Some(_), Some(_)) => Err(format!("{what}不止一张")),
        }
    }

    /// The cell beside a label in the tables without column headings.
    fn fields(&self, label: &str) -> Vec<&Cell> {
        let tables = self.tables.iter().filter(|table| table.headings.is_empty());
        let rows = tables.flat_map(Table::body);
        let pairs = rows.flat_map(|row| {
            let pairs = row.windows(2).map(|pair| (pair[0], pair[1]));
            pairs.collect::<Vec<_>>()
        });
        pairs
            .filter(|(name, _)| heading(&name.text) == heading(label))
            .map(|(_, value)| value)
            .collect()
    }

    fn indicators(&self, sheet: &Sheet) -> Result<&Table, String> {
        let columns = sheet.only("columns");
        let table = self.table("指标表", |table| table.has_columns(columns))?;
        let printed: Vec<&str> = table.headings.iter().map(|name| heading(name)).collect();
        let expected: Vec<&str> = columns.iter().map(|name| heading(name)).collect();
        if printed == expected {
            Ok(table)
        } else {
            Err(format!("指标表的列应为{expected:?}，页面为{printed:?}"))
        }
    }
}

/// The text of an element that no element inside it repeats.
fn own_text(element: ElementRef<'_>) -> String {
    let is_repeated = |child: ElementRef<'_>| matches!(child.value().name(), "p" | "ul" | "ol");
    let pieces = element
        .children()
        .map(|child| match ElementRef::wrap(child) {
            Some(child) if is_repeated(child) => String::new(),
            Some(child) => text(child),
            None => child
                .value()
                .as_text()
                .map(|text| text.to_string())
                .unwrap_or_default(),
        });
    pieces.collect()
}

/// What differs, collected.
type Differences = Vec<String>;

fn expect(differences: &mut Differences, place: impl Display, expected: &str, printed: &str) {
    if expected != printed {
        differences.push(format!("{place}：原件“{expected}”，页面“{printed}”"));
    }
}

fn expect_figure(
    differences: &mut Differences,
    place: impl Display,
    expected: &str,
    printed: &str,
) {
    if figure(expected) != figure(printed) {
        differences.push(format!("{place}：原件“{expected}”，页面“{printed}”"));
    }
}

/// The title, who filled the form in, and when.
pub fn heading_of_form(sheet: &Sheet, page: &Page) -> Result<Differences, String> {
    let mut differences = Vec::new();
    for [label, expected] in sheet.of("meta") {
        if label == "标题" {
            if !page.text.contains(expected) {
                differences.push(format!("页面没有标题“{expected}”"));
            }
            continue;
        }
        let printed = page.fields(label);
        if printed.is_empty() {
            differences.push(format!("没有“{label}”一栏"));
        }
        for value in printed {
            expect(&mut differences, label, expected, &value.text);
        }
    }
    Ok(differences)
}

/// The rows of the indicator table, cell for cell, under their goals.
pub fn indicator_rows(sheet: &Sheet, page: &Page) -> Result<Differences, String> {
    let table = page.indicators(sheet)?;
    let expected = sheet.table();
    let printed: Vec<Vec<&Cell>> = table.body().filter(|row| !is_total(row)).collect();
    let mut differences = Vec::new();
    if expected.len() != printed.len() {
        differences.push(format!(
            "指标表原件{}行，页面{}行",
            expected.len(),
            printed.len()
        ));
    }
    for (at, (line, row)) in expected.iter().zip(&printed).enumerate() {
        match line {
            Line::Goal { label, weight } => {
                let printed = row[0].text.split('：').next().unwrap_or_default();
                let expected = (*label, Some(figure(weight)));
                if label_weight(printed) != expected || row.iter().any(|cell| cell != &row[0]) {
                    differences.push(format!("{label}（{weight}分）：页面“{printed}”"));
                }
            }
            Line::Row(cells) => {
                let name = name(table, cells);
                for ((column, expected), printed) in table.headings.iter().zip(cells).zip(row) {
                    let place = format_args!("第{}行“{name}”的{column}", at + 1);
                    match heading(column) {
                        "一级指标" | "二级指标" => {
                            if label_weight(expected) != label_weight(&printed.text) {
                                expect(&mut differences, place, expected, &printed.text);
                            }
                        }
                        "分值" | "得分" | "指标权重" | "指标得分" => {
                            expect_figure(&mut differences, place, expected, &printed.text);
                        }
                        _ => expect(&mut differences, place, expected, &printed.text),
                    }
                }
            }
        }
    }
    Ok(differences)
}

/// The cells of 一级指标 and 二级指标 are merged over equal neighbours, and over
/// nothing else; no other cell of a row is merged.
pub fn merged_cells(sheet: &Sheet, page: &Page) -> Result<Differences, String> {
    let table = page.indicators(sheet)?;
    let expected = sheet.table();
    let printed: Vec<Vec<&Cell>> = table.body().filter(|row| !is_total(row)).collect();
    let mut differences = Vec::new();
    let mut above: Option<(&[&str], &[&Cell])> = None;
    for (at, (line, row)) in expected.iter().zip(&printed).enumerate() {
        let Line::Row(cells) = line else {
            above = None;
            continue;
        };
        let mut belongs = true;
        for (column, title) in table.headings.iter().enumerate() {
            let is_level = matches!(heading(title), "一级指标" | "二级指标");
            belongs = match above {
                Some((above, _)) => belongs && is_level && above[column] == cells[column],
                None => false,
            };
            let is_merged = above.is_some_and(|(_, above)| above[column] == row[column]);
            if belongs != is_merged || row[column].colspan != 1 {
                let should = if belongs {
                    "应与上行合并"
                } else {
                    "不应合并"
                };
                let name = name(table, cells);
                differences.push(format!("第{}行“{name}”的{title}{should}", at + 1));
            }
        }
        above = Some((cells, row));
    }
    Ok(differences)
}

/// The amounts, the execution rate and its score, and what the amounts are made of.
pub fn funds(sheet: &Sheet, page: &Page) -> Result<Differences, String> {
    let mut differences = Vec::new();
    for [row, column, expected] in sheet.of("funds") {
        let table = page.table(&format!("“{row}”的资金表"), |table| {
            table.column("执行率").is_some() && table.body().any(|cells| is_named(cells[0], row))
        })?;
        let place = format_args!("{row}的{column}");
        let (_, weight) = label_weight(&table.caption);
        let cells = table.body().find(|cells| is_named(cells[0], row));
        match (cells, table.column(column), weight) {
            (Some(cells), Some(at), _) => {
                expect_figure(&mut differences, place, expected, &cells[at].text);
            }
            (_, None, Some(weight)) if column == "分值" => {
                expect_figure(&mut differences, place, expected, &weight);
            }
            _ => differences.push(format!("没有{place}")),
        }
    }
    for (kind, side) in [("source", "按收入性质"), ("nature", "按支出性质")] {
        let printed = composition(page, side);
        let expected: Vec<[&str; 2]> = sheet.of(kind).collect();
        if !printed.is_empty() && printed.len() != expected.len() {
            differences.push(format!("{side}原件{}项，页面{printed:?}", expected.len()));
        }
        for [name, expected] in expected {
            let beside = page.fields(&format!("{name}总额"));
            let beside = beside.iter().map(|cell| cell.text.as_str());
            let inside = printed
                .iter()
                .filter(|(own, _)| own == name)
                .map(|(_, own)| own.as_str());
            let figures: Vec<&str> = inside.chain(beside).collect();
            match figures.as_slice() {
                [printed] => {
                    expect_figure(
                        &mut differences,
                        format_args!("{side}的{name}"),
                        expected,
                        printed,
                    );
                }
                _ => differences.push(format!("{side}的{name}有{}处", figures.len())),
            }
        }
    }
    Ok(differences)
}

/// The names and figures under 按收入性质 or 按支出性质.
fn composition(page: &Page, side: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for table in &page.tables {
        let columns: Vec<usize> = table.columns(side).collect();
        let [name, figure] = columns[..] else {
            continue;
        };
        for row in table.body().filter(|row| row[name] != row[figure]) {
            found.push((row[name].text.clone(), row[figure].text.clone()));
        }
    }
    found
}

/// The total score, and the score of the goal where it is scored.
pub fn totals(sheet: &Sheet, page: &Page) -> Result<Differences, String> {
    let mut differences = Vec::new();
    let table = page.indicators(sheet)?;
    for [full_marks, score] in sheet.of("total") {
        let row = table.body().find(|row| is_total(row));
        let Some(row) = row else {
            let mut printed = page.fields("总分");
            printed.extend(page.fields("自评得分"));
            if printed.is_empty() || !full_marks.is_empty() {
                differences.push("没有总分一行".to_owned());
            }
            for cell in printed {
                expect_figure(&mut differences, "总分", score, &cell.text);
            }
            continue;
        };
        let in_column = |name| table.column(name).map_or("", |at| row[at].text.as_str());
        expect_figure(&mut differences, "总分", score, in_column("得分"));
        // one source leaves the full marks out
        if !full_marks.is_empty() {
            expect_figure(&mut differences, "满分", full_marks, in_column("分值"));
        }
    }
    for [label, weight, score] in sheet.of("goal") {
        if score.is_empty() {
            continue;
        }
        let expected = (label, Some(figure(weight)));
        let table = page.table(&format!("“{label}（{weight}分）”表"), |table| {
            label_weight(&table.caption) == expected
        })?;
        let column = table.column("得分");
        let printed = table.body().next().zip(column);
        let printed = printed.map_or("", |(row, at)| row[at].text.as_str());
        expect_figure(
            &mut differences,
            format_args!("{label}的得分"),
            score,
            printed,
        );
    }
    Ok(differences)
}

/// The table of base data: staffing, and three years' figures a row.
pub fn base_data(sheet: &Sheet, page: &Page) -> Result<Differences, String> {
    let mut differences = Vec::new();
    let staff: Vec<[&str; 2]> = sheet.of("staff").collect();
    let columns: Vec<String> = staff
        .iter()
        .map(|[column, _]| (*column).to_owned())
        .collect();
    let table = page.table("人员表", |table| table.headings == columns)?;
    let rows: Vec<Vec<&Cell>> = table.body().collect();
    if rows.len() != 1 {
        differences.push(format!("人员表有{}行", rows.len()));
    }
    for ([column, expected], printed) in staff.iter().zip(&rows[0]) {
        expect_figure(&mut differences, column, expected, &printed.text);
    }

    let years = sheet.only("years");
    let table = page.table("经费控制情况表", |table| table.has_columns(years))?;
    let expected: Vec<[&str; 4]> = sheet.of("base").collect();
    let printed: Vec<Vec<&Cell>> = table.body().collect();
    if expected.len() != printed.len() {
        differences.push(format!("原件{}行，页面{}行", expected.len(), printed.len()));
    }
    for ([name, figures @ ..], row) in expected.iter().zip(&printed) {
        let label = row[0]
            .text
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '、');
        let label = heading(label.trim_start_matches("其中："));
        expect(&mut differences, "经费控制情况的行", name, label);
        for (expected, year) in figures.iter().zip(years) {
            let printed = table.column(year).map_or("", |at| row[at].text.as_str());
            expect_figure(
                &mut differences,
                format_args!("{name}的{year}"),
                expected,
                printed,
            );
        }
    }
    Ok(differences)
}

/// The numbers of goals, reasons, measures and narrative. These texts are worded
/// anew, so each number is looked for, not its place: none may be lost, and none
/// may stand there that the source does not have at all.
pub fn numbers_of_texts(sheet: &Sheet, page: &Page) -> Result<Differences, String> {
    let mut differences = Vec::new();
    let known: BTreeSet<String> = sheet.all().flat_map(numbers).collect();
    for (part, expected) in sheet.lists("numbers") {
        let text = text_part(page, part).ok_or_else(|| format!("没有“{part}”"))?;
        let printed: BTreeSet<String> = numbers(&text).into_iter().collect();
        for number in expected.iter().filter(|number| !printed.contains(*number)) {
            differences.push(format!("{part}：原件有{number}，页面没有"));
        }
        for number in printed.difference(&known) {
            differences.push(format!("{part}：页面有{number}，原件没有"));
        }
    }
    Ok(differences)
}

/// The text of a part of the form, with its line ends.
fn text_part(page: &Page, part: &str) -> Option<String> {
    if part == "自评报告" {
        return Some(page.narrative.clone()).filter(|text| !text.is_empty());
    }
    if let [field] = page.fields(part)[..] {
        return Some(field.lines.clone());
    }
    let of_goals = |table: &&Table| table.headings.iter().any(|own| own == part);
    let table = page.tables.iter().find(of_goals)?;
    let column = table.headings.iter().position(|own| own == part)?;
    Some(table.body().next()?[column].lines.clone())
}

fn is_total(row: &[&Cell]) -> bool {
    row[0].text == "总分"
}

fn is_named(cell: &Cell, name: &str) -> bool {
    let label = cell.text.strip_prefix("其中：").unwrap_or(&cell.text);
    heading(label) == name
}

/// The name of an indicator row.
fn name<'a>(table: &Table, cells: &[&'a str]) -> &'a str {
    let column = table
        .column("三级指标")
        .or_else(|| table.column("指标名称"));
    column.map_or("", |at| cells[at])
}
