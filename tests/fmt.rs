//! `ziping fmt`: files are written in one way, those with a fault are let be, and
//! nothing private is shown.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::{snapshot, ziping};
use std::fs;
use std::path::Path;

/// A site with a report that is written oddly, one with a fault and one that is
/// right as it stands.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let unit = site.path().join("content/jia");
    fs::create_dir_all(unit.join("2023/projects")).unwrap();
    for (name, text) in [
        ("unit.yaml", "名称: 某某街道办事处\n"),
        ("2023/report.yaml", ODD),
        ("2023/report.md", "## 一、概况 \r\n全年支出１００万元。  "),
        ("2023/projects/yi.yaml", WRONG),
    ] {
        fs::write(unit.join(name), text).unwrap();
    }
    site
}

const ODD: &str = "\u{FEFF}总分:   ９８ # 合计\r\n表式: '湖南-整体支出'\r\n不公开:\r\n      填表人: \"某甲\"\r\n      电话:   13800000000\r\n备注: 电话13900000000 \r\n";

const RIGHT: &str = "表式: 湖南-整体支出\n总分: 98  # 合计\n备注: 电话13900000000\n\n不公开:\n  填表人: 某甲\n  电话: 13800000000\n";

const WRONG: &str = "表式:   湖南-项目支出\n总分: 1,23\n";

fn read(site: &Path, name: &str) -> String {
    fs::read_to_string(site.join("content/jia").join(name)).unwrap()
}

#[test]
fn files_are_written_in_one_way_and_those_with_a_fault_are_let_be() {
    let site = site();
    let run = ziping(site.path(), &["fmt"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "content/jia/2023/report.md\ncontent/jia/2023/report.yaml\n"
    );
    assert!(
        run.stderr.contains("content/jia/2023/projects/yi.yaml:2"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("1 个有错，保持原样"), "{}", run.stderr);
    assert_eq!(read(site.path(), "2023/report.yaml"), RIGHT);
    assert_eq!(
        read(site.path(), "2023/report.md"),
        "## 一、概况\n\n全年支出１００万元。\n"
    );
    assert_eq!(read(site.path(), "2023/projects/yi.yaml"), WRONG);
    // a second time there is nothing to do, and nothing is touched
    let before = snapshot(site.path());
    let again = ziping(site.path(), &["fmt"]);
    assert_eq!(again.stdout, "");
    assert_eq!(snapshot(site.path()), before);
    fs::remove_file(site.path().join("content/jia/2023/projects/yi.yaml")).unwrap();
    assert_eq!(ziping(site.path(), &["fmt", "--check"]).code, 0);
}

#[test]
fn a_check_lists_files_and_lines_and_writes_nothing() {
    let site = site();
    let before = snapshot(site.path());
    let run = ziping(
        site.path(),
        &["fmt", "--check", "content/jia/2023/report.yaml"],
    );
    assert_eq!(run.code, 1);
    assert_eq!(snapshot(site.path()), before);
    assert!(
        run.stdout.starts_with("content/jia/2023/report.yaml\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("   1 - 总分:   ９８ # 合计\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("   2 + 总分: 98  # 合计\n"),
        "{}",
        run.stdout
    );
    // the file with a fault was not asked for
    assert!(!run.stderr.contains("yi.yaml"), "{}", run.stderr);
    for told in [&run.stdout, &run.stderr] {
        for hidden in ["某甲", "13800000000", "13900000000"] {
            assert!(!told.contains(hidden), "{told}");
        }
    }
    assert!(
        run.stdout.contains("（不公开的内容，不显示）"),
        "{}",
        run.stdout
    );
}

#[test]
fn line_ends_and_marks_alone_are_told_in_words() {
    let site = site();
    let file = site.path().join("content/jia/2023/report.yaml");
    fs::write(&file, format!("\u{FEFF}{}", RIGHT.replace('\n', "\r\n"))).unwrap();
    let run = ziping(
        site.path(),
        &["fmt", "--check", "content/jia/2023/report.yaml"],
    );
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("换行符"), "{}", run.stdout);
}

#[test]
fn a_place_without_content_and_a_path_outside_are_trouble() {
    let site = site();
    let empty = tempfile::tempdir().unwrap();
    let run = ziping(empty.path(), &["fmt"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("content"), "{}", run.stderr);
    let run = ziping(site.path(), &["fmt", "/"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("不在 content 目录之下"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_sample_content_is_written_in_one_way() {
    let run = ziping(&common::repository(), &["fmt", "--check"]);
    assert_eq!((run.code, &*run.stdout), (0, ""), "{}", run.stderr);
}
