//! One grid of columns for tables that stand one under the other with columns of
//! their own.

use super::table::Table;

/// Edges that are closer than so many letters become one.
const NEAR: usize = 4;

/// The columns of a sheet or a page, and which of them each table's columns are made of.
#[derive(Debug, PartialEq, Eq)]
pub struct Grid {
    /// How wide each column is, in letters.
    pub widths: Vec<usize>,
    /// For each table the columns at which its own begin, and the end: one more
    /// than it has columns.
    pub edges: Vec<Vec<usize>>,
}

impl Grid {
    /// The grid of these tables, so many letters wide. Each table gets columns as
    /// wide as its words ask for; where an edge comes near one of a longer table
    /// it takes that, unless a column would become too narrow for its words.
    pub fn of(tables: &[Table], letters: usize) -> Self {
        let mut longest_first: Vec<usize> = (0..tables.len()).collect();
        longest_first.sort_by_key(|at| usize::MAX - tables[*at].body.len());
        let mut lines = vec![0, letters];
        let mut drawn = vec![Vec::new(); tables.len()];
        for at in longest_first {
            let needs = needs(&tables[at], letters);
            let wanted = edges(&needs, letters);
            let mut edges = vec![0];
            for (left, edge) in wanted.iter().enumerate() {
                let above = *edges.last().unwrap_or(&0);
                let next = wanted.get(left + 1).zip(needs.get(left + 1));
                let leaves_room = |line: usize| {
                    line >= above + needs[left].least
                        && next.is_none_or(|(next, need)| line + need.least <= *next)
                };
                let near = lines.iter().copied().filter(|line| {
                    let is_between = *line > above && *line < letters;
                    is_between && line.abs_diff(*edge) < NEAR && leaves_room(*line)
                });
                let edge = match near.min_by_key(|line| line.abs_diff(*edge)) {
                    Some(line) if next.is_some() => line,
                    // Never on or before the edge left of it.
                    _ => (*edge).max(above + 1),
                };
                if !lines.contains(&edge) {
                    lines.push(edge);
                }
                edges.push(edge);
            }
            drawn[at] = edges;
        }
        lines.sort_unstable();
        let place = |edge: &usize| lines.iter().position(|line| line == edge).unwrap_or(0);
        Self {
            widths: lines.windows(2).map(|pair| pair[1] - pair[0]).collect(),
            edges: drawn
                .iter()
                .map(|edges| edges.iter().map(place).collect())
                .collect(),
        }
    }
}

/// How wide a column is to be, in letters.
struct Need {
    /// So that no figure is torn.
    least: usize,
    /// So that its texts, or most of them, stand on one line.
    whole: usize,
}

/// What the texts of a column ask for, in letters.
#[derive(Default)]
struct Texts {
    longest_figure: usize,
    heading: usize,
    body: Vec<usize>,
}

/// What the columns of a table ask for: where there is no room for all texts on one
/// line, headings may take two, and one long text among many short ones several.
fn needs(table: &Table, letters: usize) -> Vec<Need> {
    const NARROWEST: usize = 4;
    /// The room that a cell leaves beside its text.
    const BESIDE: usize = 2;
    let texts = texts(table);
    let needs = |heading_lines: usize, percent: usize| {
        let need = |texts: &Texts| {
            let least = texts.longest_figure.max(NARROWEST);
            let among = (texts.body.len() * percent).div_ceil(100);
            let body = texts.body.get(among.saturating_sub(1));
            let heading = texts.heading.div_ceil(heading_lines);
            let whole = body.copied().unwrap_or(0).max(heading).max(least);
            Need {
                least: least + BESIDE,
                whole: whole + BESIDE,
            }
        };
        texts.iter().map(need).collect::<Vec<Need>>()
    };
    let fits = |needs: &Vec<Need>| needs.iter().map(|need| need.whole).sum::<usize>() <= letters;
    let generous = [needs(1, 100), needs(2, 100)];
    generous
        .into_iter()
        .find(fits)
        .unwrap_or_else(|| needs(2, 90))
}

/// The texts of a table's columns, those over several columns aside, shortest first.
fn texts(table: &Table) -> Vec<Texts> {
    let mut texts: Vec<Texts> = Vec::new();
    texts.resize_with(table.columns.max(1), Texts::default);
    let rows = table.head.iter().chain(&table.body);
    for ((at, row), starts) in rows.enumerate().zip(starts(table)) {
        for (cell, start) in row.cells.iter().zip(starts) {
            let Some(column) = texts.get_mut(start) else {
                continue;
            };
            if cell.colspan != 1 || cell.text.is_empty() {
                continue;
            }
            column.longest_figure = column.longest_figure.max(longest_figure(&cell.text));
            let longest = cell.text.lines().map(width).max().unwrap_or(0);
            if at < table.head.len() {
                column.heading = column.heading.max(longest);
            } else {
                // Over several rows there is room for a second line.
                column.body.push(longest.div_ceil(cell.rowspan.clamp(1, 2)));
            }
        }
    }
    for column in &mut texts {
        column.body.sort_unstable();
    }
    texts
}

/// The longest run of letters that no line may end in.
fn longest_figure(text: &str) -> usize {
    let pieces = text.split(|c: char| !c.is_ascii_alphanumeric() && !".,%-".contains(c));
    pieces.map(str::len).max().unwrap_or(0)
}

/// Where the columns end, in letters from the left, the last at the right. Where there
/// is room for all, each gets its share of what is left over; where there is not, those
/// that ask for much share what the others leave.
fn edges(needs: &[Need], letters: usize) -> Vec<usize> {
    let cut = |most: usize| {
        needs
            .iter()
            .map(move |need| need.whole.min(most.max(need.least)))
    };
    let most = (0..=letters)
        .rev()
        .find(|most| cut(*most).sum::<usize>() <= letters);
    let wanted: Vec<usize> = cut(most.unwrap_or(0)).collect();
    let all = wanted.iter().sum::<usize>().max(1);
    let ends = wanted.iter().scan(0, |end, wanted| {
        *end += wanted;
        Some(*end * letters / all)
    });
    ends.collect()
}

/// For each row of a table, its head first, the columns that its cells begin in.
pub fn starts(table: &Table) -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    for rows in [&table.head, &table.body] {
        // How many rows further down each column is taken from above.
        let mut taken = vec![0_usize; table.columns];
        for row in rows {
            let mut starts = Vec::with_capacity(row.cells.len());
            let mut at = 0;
            for cell in &row.cells {
                while taken.get(at).is_some_and(|rows| *rows > 0) {
                    at += 1;
                }
                starts.push(at);
                for column in taken.iter_mut().skip(at).take(cell.colspan) {
                    *column = cell.rowspan;
                }
                at += cell.colspan;
            }
            for column in &mut taken {
                *column = column.saturating_sub(1);
            }
            all.push(starts);
        }
    }
    all
}

/// How many letters wide a text is: a Chinese one counts two.
pub fn width(text: &str) -> usize {
    text.chars()
        .map(|letter| if letter.is_ascii() { 1 } else { 2 })
        .sum()
}

/// How many lines a text takes where so many letters have room on one.
pub fn lines(text: &str, room: usize) -> usize {
    let room = room.max(2);
    text.lines()
        .map(|line| width(line).div_ceil(room).max(1))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::table::{Cell, Row};

    fn table(texts: &[&str], rows: usize) -> Table {
        let row = || Row::of(texts.iter().map(|text| Cell::text(*text)).collect());
        Table {
            columns: texts.len(),
            body: (0..rows).map(|_| row()).collect(),
            ..Table::default()
        }
    }

    #[test]
    fn a_table_alone_has_columns_as_its_words_ask_for() {
        let grid = Grid::of(&[table(&["一二三四五六七八九十", "1", "2"], 3)], 64);
        assert_eq!(grid.widths, [41, 11, 12]);
        assert_eq!(grid.edges, [[0, 1, 2, 3]]);
    }

    #[test]
    fn tables_share_edges_that_come_near_and_keep_the_others() {
        let long = table(&["一二三四五", "一二三四五"], 9);
        let near = table(&["一二三四五六", "一二三四五"], 1);
        let far = table(&["一二三", "一二三四五六七八九十"], 1);
        let grid = Grid::of(&[near, long, far], 60);
        assert_eq!(grid.widths.iter().sum::<usize>(), 60);
        assert_eq!(grid.edges[0], grid.edges[1]);
        assert_eq!(grid.edges[2], [0, 1, 3]);
        assert_eq!(grid.widths, [16, 14, 30]);
    }

    #[test]
    fn long_texts_take_what_short_ones_leave_and_no_figure_is_torn() {
        let long = "长".repeat(200);
        let grid = Grid::of(&[table(&["一二三四", &long, "-12,345.67%", &long], 3)], 92);
        assert_eq!(grid.widths, [10, 34, 13, 35]);
        let narrow = table(&["100", "100.00", &long], 30);
        let near = table(&["100.00", "100", &long], 1);
        let grid = Grid::of(&[narrow, near], 40);
        let room = |edges: &[usize], column: usize| -> usize {
            grid.widths[edges[column]..edges[column + 1]].iter().sum()
        };
        assert!(room(&grid.edges[0], 1) >= 8 && room(&grid.edges[1], 0) >= 8);
    }

    #[test]
    fn headings_stand_on_one_line_where_there_is_room() {
        let with_heading = |letters| {
            let mut table = table(&["1", "一二三四五六七八九十"], 3);
            let heading = |text: &str| Cell::head("col", text);
            table.head = vec![Row::of(vec![heading("全年预算数"), heading("名称")])];
            Grid::of(&[table], letters).widths
        };
        assert_eq!(with_heading(34), [12, 22]);
        assert_eq!(with_heading(30), [7, 23]);
    }

    #[test]
    fn a_cell_that_reaches_down_moves_those_beside_it() {
        let mut table = table(&["甲", "乙"], 0);
        table.body = vec![
            Row::of(vec![Cell::text("甲").tall(2), Cell::text("乙")]),
            Row::of(vec![Cell::text("丙")]),
        ];
        assert_eq!(starts(&table), [vec![0, 1], vec![1]]);
    }
}
