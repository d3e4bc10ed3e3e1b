//! The indicator rows one by one, whether they are scored or not.

use super::FiledReport;
use crate::model::{DataPath, Indicator};

/// All rows from top to bottom with their places, those under 其中 after the row
/// they stand under.
pub fn all_rows<'a>(filed: &FiledReport<'a>) -> &'a [(DataPath, &'a Indicator)] {
    filed.readings.rows.get_or_init(|| {
        let mut all = Vec::new();
        for (path, row) in filed.report.rows() {
            add(path, row, &mut all);
        }
        all
    })
}

fn add<'a>(path: DataPath, row: &'a Indicator, all: &mut Vec<(DataPath, &'a Indicator)>) {
    let below = (!row.children.is_empty()).then(|| path.clone().key("其中"));
    all.push((path, row));
    let children = below.into_iter().flat_map(|below| {
        let children = row.children.iter().enumerate();
        children.map(move |(at, child)| (below.clone().index(at), child))
    });
    children.for_each(|(path, child)| add(path, child, all));
}
