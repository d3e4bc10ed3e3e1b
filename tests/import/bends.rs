//! What clerks and office programs do to a form.

use crate::word::{Grid, Square};

/// A way of bending a form's tables.
pub type Bend = fn(Vec<Grid>) -> Vec<Grid>;

pub const BENDS: [(&str, Bend); 7] = [
    ("得分在分值之前", swapped),
    ("空列", with_blank_columns),
    ("空行", with_blank_rows),
    ("标题分几行", torn_headings),
    ("全角", full_width),
    ("表格被分页断开", torn),
    ("样张的行", with_template_rows),
];

fn is_indicators(grid: &Grid) -> bool {
    grid[0].iter().any(|square| square.text == "三级指标")
}

fn swapped(grids: Vec<Grid>) -> Vec<Grid> {
    let swap = |mut grid: Grid| {
        let at = |text: &str| grid[0].iter().position(|square| square.text == text);
        if let (true, Some(one), Some(other)) = (is_indicators(&grid), at("分值"), at("得分")) {
            let plain = |row: &Vec<Square>| row[one].wide == 1 && row[other].wide == 1;
            if grid.iter().all(plain) {
                for row in &mut grid {
                    row.swap(one, other);
                }
            }
        }
        grid
    };
    grids.into_iter().map(swap).collect()
}

fn blank() -> Square {
    Square {
        wide: 1,
        ..Square::default()
    }
}

fn with_blank_columns(grids: Vec<Grid>) -> Vec<Grid> {
    let widen = |mut grid: Grid| {
        for row in &mut grid {
            row.push(blank());
            row.insert(0, blank());
        }
        grid
    };
    grids.into_iter().map(widen).collect()
}

fn with_blank_rows(grids: Vec<Grid>) -> Vec<Grid> {
    let widen = |mut grid: Grid| {
        let row = vec![blank(); grid[0].len()];
        grid.insert(1, row.clone());
        grid.push(row);
        grid
    };
    grids.into_iter().map(widen).collect()
}

fn torn_headings(mut grids: Vec<Grid>) -> Vec<Grid> {
    let headings = grids.iter_mut().flat_map(|grid| &mut grid[0]);
    let is_figure = |square: &Square| square.text.contains(|c: char| c.is_ascii_digit());
    for square in headings.filter(|square| !is_figure(square)) {
        let letters = square.text.chars().enumerate();
        let gap = |at| if at % 4 == 3 { "\n" } else { "" };
        square.text = letters.map(|(at, c)| format!("{c}{}", gap(at))).collect();
    }
    grids
}

fn full_width(mut grids: Vec<Grid>) -> Vec<Grid> {
    let is_figure = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
    for square in grids.iter_mut().flatten().flatten() {
        let is_label = square.text.ends_with("分）");
        if is_figure(&square.text) || is_label {
            let widen = |c: char| match c {
                '0'..='9' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
                c => c,
            };
            square.text = square.text.chars().map(widen).collect();
        }
        square.text = square.text.replace('（', "(").replace('）', ")");
    }
    grids
}

/// Each table torn in its middle, with its heading once more; what was merged
/// begins anew and is blank.
fn torn(grids: Vec<Grid>) -> Vec<Grid> {
    let tear = |mut grid: Grid| {
        if !is_indicators(&grid) || grid.len() < 6 {
            return vec![grid];
        }
        let mut rest = grid.split_off(grid.len() / 2);
        for square in &mut rest[0] {
            square.covered = false;
        }
        rest.insert(0, grid[0].clone());
        vec![grid, rest]
    };
    grids.into_iter().flat_map(tear).collect()
}

fn with_template_rows(mut grids: Vec<Grid>) -> Vec<Grid> {
    for grid in grids.iter_mut().filter(|grid| is_indicators(grid)) {
        let name = grid[0].iter().position(|square| square.text == "三级指标");
        let end = grid.iter().rposition(|row| row[0].wide == 1);
        if let (Some(name), Some(end)) = (name, end) {
            for text in ["指标2：", "……"] {
                let mut row = vec![blank(); grid[0].len()];
                row[name].text = text.to_owned();
                grid.insert(end + 1, row);
            }
        }
    }
    grids
}
