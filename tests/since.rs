//! `ziping check --since`: only the units that changed, and clear words where that
//! cannot be told. Passed over where there is no `git` to make a repository with.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::{Run, git, ziping};
use std::fs;
use std::path::Path;

/// A repository with a site of three units in two regions, all of them wrong in
/// one figure, in a folder of it; `None` without git.
fn site(below: &str) -> Option<tempfile::TempDir> {
    let top = tempfile::tempdir().unwrap();
    if !git(top.path(), &["init", "--quiet"]) {
        return None;
    }
    let content = top.path().join(below).join("content");
    for unit in ["yi/jia", "yi/jiayi", "er/bing"] {
        let year = content.join(unit).join("2023");
        fs::create_dir_all(&year).unwrap();
        fs::write(
            content.join(unit).join("unit.yaml"),
            "名称: 某某街道办事处\n",
        )
        .unwrap();
        fs::write(year.join("report.yaml"), REPORT).unwrap();
    }
    fs::write(content.join("yi/region.yaml"), "名称: 一市\n").unwrap();
    fs::write(content.join("site.yaml"), "名称: 某站\n").unwrap();
    assert!(git(top.path(), &["add", "."]));
    assert!(git(top.path(), &["commit", "--quiet", "-m", "1"]));
    assert!(git(top.path(), &["tag", "before"]));
    Some(top)
}

const REPORT: &str = "\
表式: 湖南-整体支出
预算执行: {全年预算数: 1000, 全年执行数: 1000, 分值: 10, 执行率: 10%, 得分: 10}
年度目标:
  - 预期目标: 全年拆除违法建设139处。
    实际完成情况: 拆除违法建设共139处。
";

fn check(folder: &Path) -> Run {
    ziping(folder, &["check", "--since", "before"])
}

/// The units that something is said of.
fn named(run: &Run) -> Vec<&'static str> {
    let mut units = vec!["yi/jia", "yi/jiayi", "er/bing"];
    units.retain(|unit| {
        run.stderr
            .contains(&format!("content/{unit}/2023/report.yaml"))
    });
    units
}

#[test]
fn nothing_changed_means_nothing_is_checked() {
    for below in ["", "a/b"] {
        let Some(top) = site(below) else { return };
        let folder = top.path().join(below);
        assert_eq!(ziping(&folder, &["check"]).code, 1);
        let run = check(&folder);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stderr.contains("0 个单位"), "{}", run.stderr);
    }
}

#[test]
fn a_changed_a_new_and_a_deleted_file_each_bring_their_unit() {
    let Some(top) = site("a") else { return };
    let folder = top.path().join("a");
    let content = folder.join("content");
    let report = content.join("yi/jia/2023/report.yaml");
    fs::write(&report, format!("{REPORT}# 注\n")).unwrap();
    assert_eq!(named(&check(&folder)), ["yi/jia"]);
    // committed or not makes no difference
    assert!(git(top.path(), &["commit", "--quiet", "-am", "2"]));
    assert_eq!(named(&check(&folder)), ["yi/jia"]);
    let head = ziping(&folder, &["check", "--since", "HEAD"]);
    assert_eq!(named(&head), [""; 0]);
    let parent = ziping(&folder, &["check", "--since", "HEAD~1"]);
    assert_eq!(named(&parent), ["yi/jia"]);
    fs::write(&report, REPORT).unwrap();
    assert_eq!(named(&check(&folder)), [""; 0]);
    fs::write(
        content.join("er/bing/2023/report.md"),
        "## 一、概况\n\n甲。\n",
    )
    .unwrap();
    assert_eq!(named(&check(&folder)), ["er/bing"]);
    let only = ["check", "--since", "before", "content/yi"];
    assert_eq!(named(&ziping(&folder, &only)), [""; 0]);
    fs::remove_file(content.join("er/bing/2023/report.md")).unwrap();
    fs::create_dir_all(content.join("yi/jiayi/2022")).unwrap();
    fs::write(content.join("yi/jiayi/2022/report.yaml"), REPORT).unwrap();
    assert!(git(top.path(), &["add", "."]));
    assert!(git(top.path(), &["commit", "--quiet", "-m", "3"]));
    fs::remove_file(content.join("yi/jiayi/2022/report.yaml")).unwrap();
    fs::remove_dir(content.join("yi/jiayi/2022")).unwrap();
    let gone = ziping(&folder, &["check", "--since", "HEAD"]);
    assert_eq!(named(&gone), ["yi/jiayi"]);
}

#[test]
fn what_stands_above_units_brings_all_below_it() {
    for (file, text, units) in [
        (
            "yi/region.yaml",
            "名称: 一一市\n",
            &["yi/jia", "yi/jiayi"][..],
        ),
        ("er/region.yaml", "名称: 二市\n", &["er/bing"]),
        (
            "site.yaml",
            "名称: 另一站\n",
            &["yi/jia", "yi/jiayi", "er/bing"],
        ),
        (
            "forms/jia.yaml",
            "{编号: 甲, 范围: 整体, 满分: 100}\n",
            &["yi/jia", "yi/jiayi", "er/bing"],
        ),
    ] {
        let Some(top) = site("") else { return };
        let file = top.path().join("content").join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        assert_eq!(named(&check(top.path())), units, "{text}");
    }
}

#[test]
fn line_ends_alone_are_no_change() {
    let Some(top) = site("") else { return };
    let report = top.path().join("content/yi/jia/2023/report.yaml");
    fs::write(report, REPORT.replace('\n', "\r\n")).unwrap();
    assert_eq!(named(&check(top.path())), [""; 0]);
}

#[test]
fn with_fix_only_what_changed_is_mended() {
    let Some(top) = site("") else { return };
    let report = |unit: &str| {
        top.path()
            .join("content")
            .join(unit)
            .join("2023/report.yaml")
    };
    fs::write(report("yi/jia"), format!("{REPORT}# 注\n")).unwrap();
    ziping(top.path(), &["check", "--fix", "--since", "before"]);
    let fixed = REPORT.replace("10%", "100%");
    assert_eq!(
        fs::read_to_string(report("yi/jia")).unwrap(),
        format!("{fixed}# 注\n")
    );
    assert_eq!(fs::read_to_string(report("er/bing")).unwrap(), REPORT);
}

#[test]
fn what_cannot_be_told_is_said_with_the_way_out() {
    let Some(top) = site("") else { return };
    for (revision, said) in [
        ("nowhere", "git 里没有“nowhere”这个版本"),
        ("before..HEAD", "git 里没有“before..HEAD”这个版本"),
        ("", "git 里没有“”这个版本"),
        (
            "before:content/site.yaml",
            "“before:content/site.yaml”不是一次提交",
        ),
    ] {
        let run = ziping(top.path(), &["check", "--since", revision]);
        assert_eq!(run.code, 2, "{revision}");
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    fs::remove_dir_all(top.path().join(".git")).unwrap();
    let run = check(top.path());
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("不在 git 仓库里"), "{}", run.stderr);
}
