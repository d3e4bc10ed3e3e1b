//! What one report costs, room by room, on the largest form of the sample
//! content: 130 rows in seven groups, nine project forms beside it. The unit's
//! parsing and its checking stand in one run, so that they can be held against
//! each other and against the bare parser.
//!
//! ```text
//! cargo bench --bench report
//! ```

#![allow(clippy::expect_used, missing_docs)] // the sample content is clean, or there is nothing to measure

use criterion::{Criterion, criterion_group, criterion_main};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use ziping::model::Report;
use ziping::render::{Downloads, SiteContext, unit_pages};
use ziping::source::Source;
use ziping::theme::Theme;
use ziping::{check, load};

const UNIT: &str = "hubei/wuhan/hongshan/hongshan-jiedao";

/// The texts of all YAML files of a folder.
fn yaml_below(folder: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name();
    files
        .into_iter()
        .filter_map(Result::ok)
        .filter(|file| file.path().extension().is_some_and(|end| end == "yaml"))
        .map(|file| std::fs::read_to_string(file.path()).expect("the sample content"))
        .collect()
}

fn report(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let printed = format!("content/{UNIT}/2020/report.yaml");
    let text = std::fs::read_to_string(root.join(&printed)).expect("the sample content");
    criterion.bench_function("read a form of 130 rows", |bencher| {
        bencher.iter(|| {
            let mut source = Source::new(printed.as_str(), text.as_str());
            black_box(load::yaml::read::<Report>(&mut source)).expect("a clean form")
        });
    });

    let settings = load::settings(root).expect("a clean site.yaml");
    let forms = load::forms(root).expect("clean forms");
    let tree = load::tree(root).expect("a clean tree");
    let entry = tree
        .units
        .iter()
        .find(|entry| entry.address == UNIT)
        .expect("the unit");
    let texts = yaml_below(&entry.folder);
    criterion.bench_function("the floor: the unit's YAML as bare values", |bencher| {
        let parse = |text: &String| serde_yaml::from_str::<serde_yaml::Value>(text);
        bencher.iter(|| texts.iter().map(parse).filter(Result::is_ok).count());
    });
    let unit = || load::unit(root, entry, &forms).expect("a clean unit");
    criterion.bench_function("load the unit: ten forms", |bencher| bencher.iter(unit));
    criterion.bench_function("check the unit", |bencher| {
        let check = |unit| check::run(unit, &settings);
        bencher.iter_batched(unit, check, criterion::BatchSize::SmallInput);
    });

    let checked = check::run(unit(), &settings).expect("a unit that passes");
    let theme = Theme::new(BTreeMap::new()).expect("the built-in theme");
    let site = SiteContext::default();
    criterion.bench_function("render the unit's pages", |bencher| {
        bencher.iter(|| {
            let mut bytes = 0;
            let mut emit = |_: &str, page: &[u8]| {
                bytes += page.len();
                Ok(())
            };
            unit_pages(&checked, &Downloads::new(), &site, &theme, &mut emit).expect("pages");
            bytes
        });
    });
}

criterion_group!(benches, report);
criterion_main!(benches);
