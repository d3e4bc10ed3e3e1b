//! Nobody's words become markup, programs or formulas: hostile texts through every
//! field of every file, and the published files read again.

#![allow(clippy::unwrap_used)] // a failure ends the test

#[path = "../common/mod.rs"]
mod common;
mod output;
mod payloads;

use common::{copy_tree, repository, snapshot};
use payloads::{PARAGRAPHS, TARGETS, TEXTS};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use ziping::diagnostic::Diagnostic;
use ziping::pipeline::{self, Options, Outcome};

const UNIT: &str = "content/hunan/yueyang/yueyanglou/wangyue";

/// A site of one unit with all kinds of files.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (repository(), folder.path());
    copy_tree(&from.join(UNIT), &to.join(UNIT));
    for above in [
        "content/site.yaml",
        "content/hunan/region.yaml",
        "content/hunan/yueyang/region.yaml",
        "content/hunan/yueyang/yueyanglou/region.yaml",
    ] {
        fs::copy(from.join(above), to.join(above)).unwrap();
    }
    narrate(to, "正文。");
    folder
}

/// Gives the site's report its narrative with this paragraph at the end, and without
/// what it takes from rows by their names.
fn narrate(root: &Path, paragraph: &str) {
    let report = Path::new(UNIT).join("2023/report.md");
    let narrative = fs::read_to_string(repository().join(&report)).unwrap();
    let pieces = narrative
        .split("{{")
        .enumerate()
        .map(|(place, piece)| match place {
            0 => piece,
            _ => piece.split_once("}}").map_or(piece, |(_, after)| after),
        });
    let text = format!("{}\n\n{paragraph}\n", pieces.collect::<String>().trim_end());
    fs::write(root.join(report), text).unwrap();
}

fn build(root: &Path) -> Outcome {
    let options = Options {
        root: root.to_owned(),
        output: root.join("public"),
        base_url: Some("https://example.org/zp/".to_owned()),
        jobs: Some(1),
        ..Options::default()
    };
    pipeline::build(&options, &|_| {}).unwrap()
}

/// What is wrong with the published files.
fn faults(root: &Path) -> Vec<String> {
    let files = snapshot(&root.join("public"));
    let of_file = |(name, file): (&String, &common::FileState)| {
        let name = name.clone();
        let faults = output::faults(&name, &file.bytes);
        faults
            .into_iter()
            .map(move |fault| format!("{name}: {fault}"))
    };
    files.iter().flat_map(of_file).collect()
}

/// The way to a value: keys and places in lists.
type Way = Vec<usize>;

/// The ways to all texts and figures of a file but those under 不公开.
fn ways(value: &Value, here: &mut Way, found: &mut Vec<Way>) {
    match value {
        Value::Mapping(map) => {
            for (place, (key, below)) in map.iter().enumerate() {
                if key.as_str() != Some("不公开") {
                    here.push(place);
                    ways(below, here, found);
                    here.pop();
                }
            }
        }
        Value::Sequence(list) => {
            for (place, below) in list.iter().enumerate() {
                here.push(place);
                ways(below, here, found);
                here.pop();
            }
        }
        _ => found.push(here.clone()),
    }
}

fn at<'v>(value: &'v mut Value, way: &[usize]) -> &'v mut Value {
    way.iter().fold(value, |value, &place| match value {
        Value::Mapping(map) => map.values_mut().nth(place).unwrap(),
        Value::Sequence(list) => &mut list[place],
        _ => unreachable!("a way ends at its value"),
    })
}

/// The YAML files of a site with the ways to their values.
fn fields(root: &Path) -> BTreeMap<String, (Value, Vec<Way>)> {
    let files = snapshot(&root.join("content"));
    let yaml = files
        .into_iter()
        .filter(|(name, _)| name.ends_with(".yaml"));
    yaml.map(|(name, file)| {
        let value: Value = serde_yaml::from_slice(&file.bytes).unwrap();
        let mut found = Vec::new();
        ways(&value, &mut Vec::new(), &mut found);
        (name, (value, found))
    })
    .collect()
}

fn write(root: &Path, name: &str, value: &Value) {
    fs::write(
        root.join("content").join(name),
        serde_yaml::to_string(value).unwrap(),
    )
    .unwrap();
}

/// The fields that take any text: those with which the site is published still.
fn texts(root: &Path) -> BTreeMap<String, (Value, Vec<Way>)> {
    let mut fields = fields(root);
    for (name, (value, ways)) in &mut fields {
        ways.retain(|way| {
            let mut changed = value.clone();
            *at(&mut changed, way) = Value::String(TEXTS[0].to_owned());
            write(root, name, &changed);
            passes(root)
        });
        write(root, name, value);
    }
    fields
}

/// Whether nothing stands in the way of publication.
fn passes(root: &Path) -> bool {
    let found = pipeline::check(root, &[], Some(1), &|_| {}).unwrap();
    !found.diagnostics.iter().any(Diagnostic::stops_publication)
}

#[test]
fn hostile_texts_in_every_field_stay_texts() {
    let site = site();
    let root = site.path();
    let texts = texts(root);
    let count: usize = texts.values().map(|(_, ways)| ways.len()).sum();
    assert!(count > 150, "the fields that take any text: {count}");
    let mut published = 0;
    for round in 0..TEXTS.len() {
        let mut payloads = TEXTS.iter().cycle().skip(round);
        for (name, (value, ways)) in &texts {
            let mut changed = value.clone();
            for way in ways {
                let text = payloads.next().map_or("", |text| text);
                *at(&mut changed, way) = Value::String(text.to_owned());
            }
            write(root, name, &changed);
        }
        // A text such as “<” is no reason for lost points, which stops publication.
        if build(root).published.is_some() {
            assert_eq!(faults(root), [] as [String; 0], "round {round}");
            let page = root
                .join("public")
                .join(UNIT.trim_start_matches("content/"));
            let page = fs::read_to_string(page.join("2023/index.html")).unwrap();
            assert!(page.contains("alert(1)"), "what was written is shown");
            published += 1;
        }
    }
    assert!(published * 4 > TEXTS.len() * 3, "{published} rounds");
}

#[test]
fn hostile_narratives_are_refused_or_harmless() {
    let site = site();
    let root = site.path();
    let links = TARGETS.iter().flat_map(|target| {
        [
            format!("[文字]({target})"),
            format!("[文字](<{target}>)"),
            format!("![图]({target})"),
            format!("[文字][甲]\n\n[甲]: {target}"),
            format!("<{target}>"),
        ]
    });
    let texts = TEXTS.iter().flat_map(|text| {
        [
            format!("正文{text}正文"),
            format!("### {text}"),
            format!("- {text}"),
            format!("| 表头 | {text} |\n|---|---|\n| {text} | 值 |"),
            format!("[文字](https://example.org/ \"{text}\")"),
        ]
    });
    let paragraphs = PARAGRAPHS.iter().map(|&paragraph| paragraph.to_owned());
    let (mut refused, mut published) = (0, 0);
    for paragraph in links.chain(texts).chain(paragraphs) {
        narrate(root, &paragraph);
        if passes(root) {
            assert!(build(root).published.is_some(), "{paragraph}");
            assert_eq!(faults(root), [] as [String; 0], "{paragraph}");
            published += 1;
        } else {
            refused += 1;
        }
    }
    assert!(
        refused > 200 && published > 100,
        "{refused} refused, {published} published"
    );
}

#[test]
fn hostile_names_of_files_are_refused_or_harmless() {
    let site = site();
    let root = site.path();
    let attachments = root.join(UNIT).join("2023/files");
    let names = TEXTS.iter().map(|text| text.replace('/', "∕"));
    for name in names.filter(|name| name.len() < 200) {
        fs::create_dir_all(&attachments).unwrap();
        fs::write(attachments.join(format!("{name}.pdf")), "附件").unwrap();
        narrate(root, &format!("见[附件](<files/{name}.pdf>)。"));
        if passes(root) {
            assert!(build(root).published.is_some(), "{name}");
            assert_eq!(faults(root), [] as [String; 0], "{name}");
        }
        fs::remove_dir_all(&attachments).unwrap();
        let folder = root.join("content/hunan").join(&name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("region.yaml"), "名称: 某市\n").unwrap();
        assert!(!passes(root), "a folder {name}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
