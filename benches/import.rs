//! What reading the largest form of the sample content out of a Word file costs: 130
//! rows in seven groups, merged cells and all.
//!
//! ```text
//! cargo bench --bench import                  measure
//! cargo bench --bench import -- --test        run once, as a smoke test
//! ```

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)] // the sample content is clean, or there is nothing to measure

#[allow(dead_code)] // the tests write more kinds of files
#[path = "../tests/import/word.rs"]
mod word;

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::Path;
use word::Part;
use ziping::import::{Kind, read};
use ziping::load;
use ziping::render::form_table::filed_tables;

const UNIT: &str = "hubei/wuhan/hongshan/hongshan-jiedao";

fn import(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let forms = load::forms(root).expect("clean forms");
    let tree = load::tree(root).expect("a clean tree");
    let entry = tree.units.iter().find(|entry| entry.address == UNIT);
    let unit = load::unit(root, entry.expect("the unit"), &forms).expect("a clean unit");
    let report = unit.years[0].report.as_ref().expect("the report");
    let tables = filed_tables(&unit.unit, report);
    let grids: Vec<word::Grid> = tables.iter().map(word::grid).collect();
    let title = Part::Line("2020年度整体绩效自评表");
    let parts: Vec<Part<'_>> = std::iter::once(title)
        .chain(grids.iter().map(Part::Grid))
        .collect();
    let file = word::docx(&parts);
    criterion.bench_function("import a Word form of 130 rows", |bencher| {
        bencher.iter(|| {
            let imported = read(&file, Kind::Word, &forms, &[]).expect("a whole file");
            assert_eq!(imported.forms[0].all_rows().count(), 130);
            black_box(imported.forms[0].to_yaml())
        });
    });
}

criterion_group!(benches, import);
criterion_main!(benches);
