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
    all.push((path.clone(), row));
    for (at, child) in row.children.iter().enumerate() {
        add(path.clone().key("其中").index(at), child, all);
    }
}
