//! What one report costs, room by room, on the largest form of the sample
//! content: 130 rows in seven groups, nine project forms beside it. The bare
//! parser, the unit's loading, its checking, drawing, pages, downloads and index
//! stand in one run, so that they can be held against each other.
//!
//! ```text
//! cargo bench                  measure
//! cargo bench -- --test        run each once, as `cargo test` does
//! ```

#![allow(clippy::expect_used, missing_docs)] // the sample content is clean, or there is nothing to measure

use criterion::{Criterion, criterion_group, criterion_main};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use ziping::chart::{self, Bar, BarChart, Composition, Part};
use ziping::model::{Amount, Report};
use ziping::render::{Downloads, FiledForms, SiteContext, unit_pages};
use ziping::source::Source;
use ziping::theme::Theme;
use ziping::{check, download, load, search};

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
    criterion.bench_function("draw the unit's forms as tables", |bencher| {
        bencher.iter(|| FiledForms::of(checked.unit()));
    });
    let filed = FiledForms::of(checked.unit());
    let theme = Theme::new(BTreeMap::new()).expect("the built-in theme");
    let site = SiteContext::default();
    criterion.bench_function("render the unit's pages", |bencher| {
        bencher.iter(|| {
            let mut bytes = 0;
            let mut emit = |_: &str, page: &[u8]| {
                bytes += page.len();
                Ok(())
            };
            let none = Downloads::new();
            unit_pages(&checked, &filed, &none, &site, &theme, &mut emit).expect("pages");
            bytes
        });
    });
    criterion.bench_function("write the unit's downloads", |bencher| {
        bencher.iter(|| {
            let mut bytes = 0;
            let mut emit = |_: &str, file: &[u8]| {
                bytes += file.len();
                Ok(())
            };
            download::unit_files(&checked, &filed, "", &mut emit).expect("files");
            bytes
        });
    });
    criterion.bench_function("index the unit", |bencher| {
        bencher.iter(|| {
            let (file, entry) = search::unit_file(&checked, &filed).expect("its texts");
            let index = search::site_files(&[&entry], &BTreeMap::new());
            (file, index.expect("an index"))
        });
    });
}

/// A chart of each of two kinds, of ten figures.
fn charts(criterion: &mut Criterion) {
    let amounts = || (1..=10).map(|number| Amount::from_int(number * 137));
    let bar = |amount: Amount| Bar {
        label: "产出指标".to_owned(),
        value: amount,
        track: Some(Amount::from_int(1_500)),
        text: amount.to_string(),
        low: false,
    };
    let bars = BarChart {
        id: "bars".to_owned(),
        title: "得分构成".to_owned(),
        description: "各部分的得分与分值。".to_owned(),
        bars: amounts().map(bar).collect(),
    };
    criterion.bench_function("draw ten bars", |bencher| {
        bencher.iter(|| chart::bars(black_box(&bars)));
    });
    let part = |amount: Amount| Part {
        label: "一般公共预算".to_owned(),
        value: amount,
        text: amount.to_string(),
    };
    let composition = Composition {
        id: "parts".to_owned(),
        title: "资金构成".to_owned(),
        description: "按收入性质分。".to_owned(),
        parts: amounts().map(part).collect(),
    };
    criterion.bench_function("draw a composition of ten parts", |bencher| {
        bencher.iter(|| chart::composition(black_box(&composition)));
    });
}

criterion_group!(benches, report, charts);
criterion_main!(benches);
