//! Figures changed in the sample content are named. What is found in it as it
//! stands is listed in `tests/findings/content.txt`.

use crate::check::testing::{Yaml, findings, line, read, unit, written};
use crate::check::{Example, Finding};
use crate::model::{Amount, DataPath};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) const JINMEISHAN: &str = "hunan/yueyang/yueyanglou/jinmeishan/2024";
pub(super) const WANGYUE: &str = "hunan/yueyang/yueyanglou/wangyue/2023";
pub(super) const GUYUEFENG: &str = "hunan/zhuzhou/lukou/guyuefeng/2022";
pub(super) const XIANGLUSHAN: &str = "chongqing/gaoxinqu/xianglushan/2022";
pub(super) const HONGSHAN: &str = "hubei/wuhan/hongshan/hongshan-jiedao/2020";

fn file(folder: &str, name: &str) -> PathBuf {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    content.join(folder).join(format!("{name}.yaml"))
}

/// A file of the sample content with the narrative beside it.
fn sample(path: &Path) -> Example {
    Example {
        yaml: fs::read_to_string(path).unwrap(),
        markdown: fs::read_to_string(path.with_extension("md")).unwrap_or_default(),
    }
}

/// Everything that is found in one file.
pub(super) fn all_of(folder: &str, name: &str) -> Vec<Finding> {
    findings(unit(&sample(&file(folder, name)), None))
}

/// The same as lines.
pub(super) fn all_found_in(folder: &str, name: &str) -> Vec<String> {
    all_of(folder, name).iter().map(line).collect()
}

/// The project forms of Hongshan.
pub(super) fn project_names() -> Vec<String> {
    let projects = fs::read_dir(file(HONGSHAN, "projects").with_extension("")).unwrap();
    let mut names: Vec<String> = projects
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// The places of all values under these keys.
fn places(value: &Yaml, keys: &[&str], path: &DataPath, all: &mut Vec<DataPath>) {
    match value {
        Yaml::Mapping(map) => {
            for (key, below) in map {
                let key = key.as_str().unwrap();
                let path = path.clone().key(key);
                if keys.contains(&key) && !below.is_null() {
                    all.push(path);
                } else {
                    places(below, keys, &path, all);
                }
            }
        }
        Yaml::Sequence(list) => {
            for (index, below) in list.iter().enumerate() {
                places(below, keys, &path.clone().index(index), all);
            }
        }
        _ => {}
    }
}

fn value_at<'a>(value: &'a mut Yaml, path: &DataPath) -> &'a mut Yaml {
    use crate::model::Segment;
    path.0.iter().fold(value, |value, segment| match segment {
        Segment::Key(key) => &mut value[key.as_str()],
        Segment::Index(index) => &mut value[*index],
    })
}

/// The figures that can be changed without such a finding naming them, at its
/// place or among its related places.
fn unnamed_changes(
    path: &Path,
    keys: &[&str],
    change: &str,
    counts: fn(&Finding) -> bool,
) -> Vec<String> {
    let example = sample(path);
    let whole: Yaml = read(&example.yaml);
    let mut all = Vec::new();
    places(&whole, keys, &DataPath::root(), &mut all);
    assert!(!all.is_empty());
    all.retain(|place| {
        let mut changed = whole.clone();
        let figure = value_at(&mut changed, place);
        let text = written(figure);
        let (number, sign) = match text.trim().strip_suffix('%') {
            Some(number) => (number, "%"),
            None => (text.trim(), ""),
        };
        let number = Amount::parse(number.trim_matches('\'')).unwrap();
        let number = number.checked_add(Amount::parse(change).unwrap()).unwrap();
        *figure = Yaml::String(format!("{number}{sign}"));
        let changed = Example {
            yaml: written(&changed),
            markdown: example.markdown.clone(),
        };
        let names = |finding: &Finding| {
            let mut related = finding.related.iter();
            counts(finding) && (finding.path == *place || related.any(|(_, path, _)| path == place))
        };
        !findings(unit(&changed, None)).iter().any(names)
    });
    all.iter().map(|place| place.to_string()).collect()
}

#[test]
fn any_score_changed_by_half_a_point_stops_publication_and_is_named() {
    for (folder, name, change) in [
        (JINMEISHAN, "report", "-0.5"),
        (JINMEISHAN, "report", "0.5"),
        (WANGYUE, "report", "-0.5"),
        (GUYUEFENG, "report", "0.5"),
        (XIANGLUSHAN, "report", "-0.5"),
        (XIANGLUSHAN, "report", "0.5"),
        (HONGSHAN, "report", "-0.5"),
        (HONGSHAN, "projects/culture", "0.5"),
        (HONGSHAN, "projects/education", "-0.5"),
    ] {
        let counts = Finding::stops_publication;
        assert_eq!(
            unnamed_changes(&file(folder, name), &["得分", "总分"], change, counts),
            [""; 0],
            "{folder} {name} {change}"
        );
    }
}

#[test]
fn any_weight_or_amount_changed_is_named_unless_it_is_accepted_or_lost_in_rounding() {
    const KEYS: [&str; 10] = [
        "分值",
        "执行率",
        "全年执行数",
        "全年预算数",
        "基本支出",
        "项目支出",
        "一般公共预算",
        "产出指标",
        "效益指标",
        "满意度指标",
    ];
    let unnamed = |folder, name, change| {
        let counts = |finding: &Finding| finding.accepted.is_none();
        unnamed_changes(&file(folder, name), &KEYS, change, counts)
    };
    for change in ["0.5", "-0.5"] {
        for folder in [GUYUEFENG, XIANGLUSHAN] {
            assert_eq!(unnamed(folder, "report", change), [""; 0], "{change}");
        }
        assert_eq!(unnamed(HONGSHAN, "projects/culture", change), [""; 0]);
        // the sources are known not to add up
        assert_eq!(
            unnamed(JINMEISHAN, "report", change),
            ["预算执行.按收入性质.一般公共预算"]
        );
        // the rate is known to be wrong, but only the one that was accepted
        assert_eq!(unnamed(WANGYUE, "report", change), [""; 0]);
    }
}
