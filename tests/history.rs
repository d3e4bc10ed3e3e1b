//! `ziping build --history`: what a report's page says of its versions. Passed over
//! where there is no `git` to make a repository with.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::{git, snapshot, ziping};
use scraper::{Html, Selector};
use std::fs;
use std::path::Path;
use std::process::Command;

const REPORT: &str = "\
表式: 湖南-整体支出
年度: 2023
预算执行: {全年预算数: 1000, 全年执行数: 968.5, 分值: 10, 执行率: 96.85%, 得分: 9.69}
年度目标:
  - 预期目标: 全年拆除违法建设139处。
    实际完成情况: 全年拆除违法建设139处。
绩效指标:
  - {一级指标: 产出指标, 三级指标: 拆除违法建设数量, 年度指标值: 139处, 实际完成值: 139处, 分值: 50, 得分: 50}
  - {一级指标: 效益指标, 三级指标: 改善居住环境, 年度指标值: 明显改善, 实际完成值: 明显改善, 分值: 30, 得分: 30}
  - {一级指标: 满意度指标, 三级指标: 群众满意度, 年度指标值: 95%, 实际完成值: 96%, 分值: 10, 得分: 10}
总分: 99.69
不公开:
  填表人: 某甲
";

/// A commit of all files, made on a day.
fn commit(site: &Path, date: &str) {
    assert!(git(site, &["add", "."]));
    let time = format!("{date}T23:30:00+0800");
    let made = Command::new("git")
        .current_dir(site)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args([
            "-c",
            "commit.gpgsign=false",
            "commit",
            "--quiet",
            "-m",
            "某",
        ])
        .env("GIT_AUTHOR_DATE", "2020-01-01T00:00:00+0800")
        .env("GIT_COMMITTER_DATE", &time)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(made.status.success());
}

/// A site in a folder of a repository; `None` without git.
fn site() -> Option<tempfile::TempDir> {
    let top = tempfile::tempdir().unwrap();
    if !git(top.path(), &["init", "--quiet"]) {
        return None;
    }
    put(top.path(), "unit.yaml", "名称: 某某街道办事处\n");
    fs::write(top.path().join("README"), "甲").unwrap();
    commit(top.path(), "2023-01-01");
    Some(top)
}

fn put(top: &Path, file: &str, text: &str) {
    let path = top.join("站/content/jia").join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn build(top: &Path, arguments: &[&str]) -> common::Run {
    let arguments = [&["build", "--root", "站"][..], arguments].concat();
    ziping(top, &arguments)
}

/// The report with a point lost in one row, for this reason.
fn with_a_point_lost(reason: &str) -> String {
    let lost = format!("分值: 30, 得分: 29, 偏差原因: {reason}");
    REPORT
        .replace("分值: 30, 得分: 30", &lost)
        .replace("总分: 99.69", "总分: 98.69")
}

/// The versions on the page of the year: day and words.
fn versions(top: &Path) -> Vec<(String, Vec<String>)> {
    let page = top.join("站/public/jia/2023/index.html");
    let page = Html::parse_document(&fs::read_to_string(page).unwrap());
    let all = |words: &str| Selector::parse(words).unwrap();
    let (day, change) = (all("time"), all("ul > li"));
    page.select(&all(".past > li"))
        .map(|version| {
            let day = version.select(&day).next().unwrap();
            let changes = version.select(&change).map(|one| one.text().collect());
            (day.text().collect(), changes.collect())
        })
        .collect()
}

#[test]
fn a_page_lists_what_changed_in_each_version() {
    let Some(top) = site() else { return };
    let top = top.path();
    put(top, "2023/report.yaml", REPORT);
    commit(top, "2024-03-28");
    // a score with what follows from it, and words
    let lost = with_a_point_lost("秘密的话");
    put(top, "2023/report.yaml", &lost);
    commit(top, "2024-04-02");
    // comments, what is private, and other files make no version
    let private = format!("# 核过\n{}", lost.replace("某甲", "某乙"));
    put(top, "2023/report.yaml", &private);
    fs::write(top.join("README"), "乙").unwrap();
    commit(top, "2024-05-01");
    // a row has another name, and its reason other words
    let renamed = private
        .replace("改善居住环境", "改善人居环境")
        .replace("秘密的话", "雨季停工");
    put(top, "2023/report.yaml", &renamed);
    commit(top, "2024-06-30");

    let run = build(top, &["--history"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let words = |words: &[&str]| words.iter().map(|one| (*one).to_owned()).collect();
    let expected: [(&str, Vec<String>); 3] = [
        ("2024-06-30", words(&["自评表：改文字 2 处"])),
        (
            "2024-04-02",
            words(&[
                "自评表：总分 99.69 → 98.69",
                "自评表：一行的得分 30 → 29",
                "自评表：改文字 1 处",
            ]),
        ),
        ("2024-03-28", words(&["新增自评表"])),
    ];
    let expected = expected.map(|(day, words)| (day.to_owned(), words));
    assert_eq!(versions(top), expected);
    let page = fs::read_to_string(top.join("站/public/jia/2023/index.html")).unwrap();
    for gone in ["秘密", "居住环境", "某甲", "某乙"] {
        assert!(!page.contains(gone), "{gone}");
    }
    assert!(page.contains("href=\"#gaidong\""));

    // the same again, and without being asked nothing of it
    let before = snapshot(&top.join("站/public"));
    build(top, &["--history"]);
    assert_eq!(snapshot(&top.join("站/public")), before);
    build(top, &[]);
    assert_eq!(versions(top), []);

    // what is not committed is no version yet; a commit alone changes the page
    let more = renamed.replace("雨季停工", "雨天停工");
    put(top, "2023/report.yaml", &more);
    assert_eq!(build(top, &["--history"]).code, 0);
    assert_eq!(versions(top), expected);
    commit(top, "2024-07-01");
    assert_eq!(build(top, &["--history"]).code, 0);
    assert_eq!(versions(top)[0].0, "2024-07-01");
    assert_eq!(versions(top)[1..], expected);
}

#[test]
fn a_name_that_still_stands_is_told() {
    let Some(top) = site() else { return };
    let top = top.path();
    put(top, "2023/report.yaml", REPORT);
    commit(top, "2024-03-28");
    let lost = with_a_point_lost("雨季停工");
    put(top, "2023/report.yaml", &lost);
    commit(top, "2024-03-29");
    assert_eq!(build(top, &["--history"]).code, 0);
    assert_eq!(
        versions(top)[0].1[1],
        "自评表：指标“改善居住环境”的得分 30 → 29"
    );
}

#[test]
fn where_there_is_no_history_nothing_is_published() {
    let Some(top) = site() else { return };
    let top = top.path();
    put(top, "2023/report.yaml", REPORT);
    commit(top, "2024-03-28");
    let url = format!("file://{}", top.display());
    let clones = tempfile::tempdir().unwrap();
    assert!(git(
        clones.path(),
        &["clone", "--quiet", "--depth", "1", &url, "x"]
    ));
    let run = build(&clones.path().join("x"), &["--history"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("浅克隆") && run.stderr.contains("unshallow"));

    fs::remove_dir_all(top.join(".git")).unwrap();
    let run = build(top, &["--history"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("git"), "{}", run.stderr);
    assert!(!top.join("站/public").exists());
}
