//! The table of base data as `base.yaml`.

use super::{Lines, borrowed};
use crate::import::filled::{Base, Filled, Row};

/// Staffing, spending with its rows below each other, buildings, the date.
pub(super) fn rows(out: &mut Lines, base: &Base, filled: &Filled) {
    out.map(0, "财政供养人员", &borrowed(&base.staffing));
    if !base.spending.is_empty() {
        out.heading(0, "经费控制");
    }
    let mut above = 0;
    for (nth, row) in base.spending.iter().enumerate() {
        // No deeper than one below the row above.
        let depth = match nth {
            0 => 0,
            _ => row.depth.min(above + 1),
        };
        if depth > above {
            out.line(2 * above + 2, "其中:");
        }
        above = depth;
        item(out, 2 * depth + 1, ("项目", &row.name), &row.figures);
    }
    if !base.buildings.is_empty() {
        out.heading(0, "楼堂馆所");
    }
    for building in &base.buildings {
        let name = building.iter().find(|(key, _)| key == "名称");
        let name = name.map_or("", |(_, name)| name);
        item(out, 1, ("名称", name), building);
    }
    let date = filled
        .fields
        .iter()
        .find(|(path, _)| path == "填报.填报日期");
    if let Some((_, date)) = date {
        out.blank();
        out.pair(0, "填报日期", date);
    }
}

/// An item of a list: its name, and its figures.
fn item(out: &mut Lines, depth: usize, (key, name): (&str, &str), figures: &Row) {
    let mut first = true;
    out.item(depth, &mut first, key, name);
    for (other, figure) in figures.iter().filter(|(other, _)| other != key) {
        out.item(depth, &mut first, other, figure);
    }
}
