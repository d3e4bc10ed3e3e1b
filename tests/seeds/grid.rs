//! HTML tables expanded to grids: each place of a table knows the cell that covers
//! it, merged or not.

use crate::text::{heading, joined};
use scraper::{ElementRef, Html, Node, Selector};

/// A cell as it stands in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text without the marks of notes and what only screen readers say.
    pub text: String,
    /// The same with its line ends.
    pub lines: String,
    /// Where it begins.
    pub row: usize,
    pub column: usize,
    pub rowspan: usize,
    pub colspan: usize,
}

/// A table with every place filled.
#[derive(Debug)]
pub struct Table {
    pub caption: String,
    /// The texts of the last head row, one a column; empty without a head.
    pub headings: Vec<String>,
    cells: Vec<Cell>,
    grid: Vec<Vec<usize>>,
    head: usize,
}

impl Table {
    /// The rows below the head: for each column the cell that covers it.
    pub fn body(&self) -> impl Iterator<Item = Vec<&Cell>> {
        let rows = self.grid[self.head..].iter();
        rows.map(|row| row.iter().map(|&at| &self.cells[at]).collect())
    }

    /// The columns with this heading.
    pub fn columns<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        let headings = self.headings.iter().enumerate();
        headings.filter_map(move |(at, own)| (heading(own) == heading(name)).then_some(at))
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns(name).next()
    }

    pub fn has_columns(&self, names: &[String]) -> bool {
        names.iter().all(|name| self.column(name).is_some())
    }
}

/// All tables of a page.
///
/// # Errors
/// A table whose spans leave a hole, overlap or reach over its edge.
pub fn tables(page: &Html) -> Result<Vec<Table>, String> {
    page.select(&css("table")).map(expand).collect()
}

/// One table.
fn expand(table: ElementRef<'_>) -> Result<Table, String> {
    let text_of = |selector| table.select(&css(selector)).next().map(text);
    let caption = joined(&text_of("caption").unwrap_or_default());
    let rows: Vec<ElementRef<'_>> = table.select(&css("tr")).collect();
    let head = table.select(&css("thead > tr")).count();
    let fault = |message: &str, row: usize| Err(format!("表“{caption}”第{}行{message}", row + 1));

    let mut cells = Vec::new();
    let mut grid: Vec<Vec<Option<usize>>> = vec![Vec::new(); rows.len()];
    for (row, element) in rows.iter().enumerate() {
        let mut column = 0;
        for element in element.select(&css("td, th")) {
            while matches!(grid[row].get(column), Some(Some(_))) {
                column += 1;
            }
            let lines = text(element);
            let cell = Cell {
                text: joined(&lines),
                lines,
                row,
                column,
                rowspan: span(element, "rowspan"),
                colspan: span(element, "colspan"),
            };
            if row + cell.rowspan > rows.len() || (row < head && row + cell.rowspan > head) {
                return fault("的合并单元格超出了表", row);
            }
            for covered in &mut grid[row..row + cell.rowspan] {
                let end = column + cell.colspan;
                if covered.len() < end {
                    covered.resize(end, None);
                }
                for place in &mut covered[column..end] {
                    if place.replace(cells.len()).is_some() {
                        return fault("的合并单元格互相重叠", row);
                    }
                }
            }
            column += cell.colspan;
            cells.push(cell);
        }
    }

    let columns = grid.first().map_or(0, Vec::len);
    let mut whole = Vec::with_capacity(grid.len());
    for (row, places) in grid.into_iter().enumerate() {
        let filled: Option<Vec<usize>> = places.into_iter().collect();
        match filled {
            Some(filled) if filled.len() == columns => whole.push(filled),
            _ => return fault("的列数与首行不符", row),
        }
    }
    let headings = match head.checked_sub(1) {
        Some(last) => whole[last]
            .iter()
            .map(|&at| cells[at].text.clone())
            .collect(),
        None => Vec::new(),
    };
    Ok(Table {
        caption,
        headings,
        cells,
        grid: whole,
        head,
    })
}

fn span(cell: ElementRef<'_>, name: &str) -> usize {
    cell.attr(name).map_or(1, |span| span.parse().unwrap())
}

pub fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

/// The text of an element, without the marks of notes and what is there for
/// screen readers only.
pub fn text(element: ElementRef<'_>) -> String {
    let mut found = String::new();
    for child in element.children() {
        match child.value() {
            Node::Text(piece) => found.push_str(piece),
            Node::Element(_) => match ElementRef::wrap(child) {
                Some(child) if child.value().name() == "br" => found.push('\n'),
                Some(child) if !is_aside(child) => found.push_str(&text(child)),
                _ => {}
            },
            _ => {}
        }
    }
    found
}

fn is_aside(element: ElementRef<'_>) -> bool {
    let is_mark = |class: &str| {
        class == "visually-hidden"
            || class == "note-ref"
            || (element.value().name() == "sup" && class.starts_with("note"))
    };
    element.value().classes().any(is_mark)
}

fn only_table(html: &str) -> Result<Table, String> {
    let page = Html::parse_document(html);
    tables(&page).map(|mut tables| tables.remove(0))
}

#[test]
fn a_merged_cell_covers_its_rows_and_columns() {
    let table = only_table(
        "<table><caption>表</caption>\
         <thead><tr><th>一级<th>二级<th>得分</thead>\
         <tr><th rowspan=2>产出<td>数量<td>4\
         <tr><td>质量<td>5<sup class=note-mark>1</sup><span class=visually-hidden>扣分</span>\
         <tr><td colspan=2>总分<td>9</table>",
    )
    .unwrap();
    let texts: Vec<Vec<&str>> = table
        .body()
        .map(|row| row.iter().map(|cell| cell.text.as_str()).collect())
        .collect();
    assert_eq!(
        texts,
        [
            ["产出", "数量", "4"],
            ["产出", "质量", "5"],
            ["总分", "总分", "9"]
        ]
    );
    assert_eq!(table.headings, ["一级", "二级", "得分"]);
}

#[test]
fn a_table_with_a_hole_is_refused() {
    let short = "<table><tr><td>甲<td>乙<tr><td>丙</table>";
    let overlapping = "<table><tr><td>甲<td rowspan=2>乙<tr><td colspan=2>丙</table>";
    let tall = "<table><tr><td rowspan=2>甲<td>乙</table>";
    for html in [short, overlapping, tall] {
        assert!(only_table(html).is_err(), "{html}");
    }
}
