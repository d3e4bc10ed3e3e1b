//! `ziping diff`: between revisions of git, folders and years. Passed over where
//! there is no `git` to make a repository with.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::{copy_tree, git, snapshot, ziping};
use serde_json::Value;
use std::fs;
use std::path::Path;

const REPORT: &str = "\
表式: 湖南-整体支出
预算执行: {全年预算数: 1000, 全年执行数: 1000, 分值: 10, 执行率: 100%, 得分: 10}
年度目标:
  - 预期目标: 全年拆除违法建设139处。
    实际完成情况: 拆除违法建设共139处。
绩效指标:
  - {一级指标: 产出指标, 三级指标: 拆除违法建设数量, 年度指标值: 139处, 实际完成值: 139处, 分值: 50, 得分: 50}
  - {一级指标: 效益指标, 三级指标: 隐患整改率, 年度指标值: 95%, 实际完成值: 96%, 分值: 30, 得分: 30}
  - {一级指标: 满意度指标, 三级指标: 群众满意度, 年度指标值: 95%, 实际完成值: 96%, 分值: 10, 得分: 10}
总分: 100
不公开: {填表人: 某甲}
";

fn write(site: &Path, name: &str, text: &str) {
    let file = site.join("content").join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn site(site: &Path) {
    write(site, "site.yaml", "名称: 某站\n");
    for unit in ["yi/jia", "yi/bing"] {
        write(site, &format!("{unit}/unit.yaml"), "名称: 某某街道办事处\n");
        write(site, &format!("{unit}/2023/report.yaml"), REPORT);
    }
}

/// A repository with a site in a folder of it, and that folder; `None` without git.
fn repository(below: &str) -> Option<(tempfile::TempDir, std::path::PathBuf)> {
    let top = tempfile::tempdir().unwrap();
    if !git(top.path(), &["init", "--quiet"]) {
        return None;
    }
    let folder = top.path().join(below);
    site(&folder);
    commit(top.path(), "before");
    Some((top, folder))
}

fn commit(top: &Path, tag: &str) {
    assert!(git(top, &["add", "-A", "."]));
    assert!(git(top, &["commit", "--quiet", "-m", "1"]));
    assert!(git(top, &["tag", tag]));
}

fn lower_a_score(folder: &Path) {
    let other = REPORT
        .replace("分值: 30, 得分: 30", "分值: 30, 得分: 29")
        .replace("总分: 100", "总分: 99");
    write(folder, "yi/jia/2023/report.yaml", &other);
}

#[test]
fn a_changed_score_is_told_with_the_total_and_the_findings() {
    for below in ["", "a/b"] {
        let Some((top, folder)) = repository(below) else {
            return;
        };
        lower_a_score(&folder);
        let before = snapshot(top.path());
        let run = ziping(&folder, &["diff", "before"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(snapshot(top.path()), before);
        let expected = "\
某某街道办事处（yi/jia）
  2023年整体支出自评表（content/yi/jia/2023/report.yaml）
    指标“隐患整改率”的得分 30 → 29；总分 100 → 99
";
        assert!(run.stdout.starts_with(expected), "{}", run.stdout);
        assert!(
            run.stdout
                .contains("新问题：错误[ZP207] 2023/report.yaml："),
            "{}",
            run.stdout
        );
        assert!(!run.stdout.contains("yi/bing"), "{}", run.stdout);
        // committed, and the other way round
        commit(top.path(), "after");
        let committed = ziping(&folder, &["diff", "before", "after"]);
        assert_eq!(committed.stdout, run.stdout);
        let back = ziping(&folder, &["diff", "after", "before"]);
        assert!(
            back.stdout.contains("得分 29 → 30；总分 99 → 100"),
            "{}",
            back.stdout
        );
        assert!(back.stdout.contains("已消除："), "{}", back.stdout);
    }
}

#[test]
fn nothing_changed_is_said_so_and_the_exit_code_is_as_asked() {
    let Some((_top, folder)) = repository("") else {
        return;
    };
    let run = ziping(&folder, &["diff", "HEAD", "--exit-code"]);
    assert_eq!(
        (run.code, &*run.stdout),
        (0, "没有改动\n"),
        "{}",
        run.stderr
    );
    lower_a_score(&folder);
    assert_eq!(ziping(&folder, &["diff", "HEAD", "--exit-code"]).code, 1);
    assert_eq!(ziping(&folder, &["diff", "HEAD"]).code, 0);
}

#[test]
fn files_that_come_and_go_and_those_written_otherwise_are_told() {
    let Some((top, folder)) = repository("") else {
        return;
    };
    write(
        &folder,
        "yi/jia/2023/projects/lu.yaml",
        "表式: 湖南-项目支出\n项目: {名称: 修路}\n",
    );
    write(
        &folder,
        "yi/jia/2023/report.yaml",
        &REPORT.replace(", ", ",  "),
    );
    fs::remove_dir_all(folder.join("content/yi/bing")).unwrap();
    let run = ziping(&folder, &["diff", "HEAD"]);
    for line in [
        "2023年项目“修路”自评表（content/yi/jia/2023/projects/lu.yaml）\n    新增\n",
        "2023年整体支出自评表（content/yi/jia/2023/report.yaml）\n    只有写法变动\n",
        "2023年整体支出自评表（content/yi/bing/2023/report.yaml）\n    删去\n",
    ] {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
    commit(top.path(), "after");
    assert_eq!(
        ziping(&folder, &["diff", "before", "after"]).stdout,
        run.stdout
    );
}

#[test]
fn what_is_private_is_never_shown() {
    let Some((_top, folder)) = repository("") else {
        return;
    };
    write(
        &folder,
        "yi/jia/2023/report.yaml",
        &REPORT.replace("某甲", "某乙"),
    );
    for format in ["human", "markdown", "html", "json"] {
        let run = ziping(&folder, &["diff", "HEAD", "--format", format]);
        assert!(
            !run.stdout.contains("某甲") && !run.stdout.contains("某乙"),
            "{}",
            run.stdout
        );
        let told = match format {
            "json" => "\"private\": true",
            _ => "不公开部分有改动",
        };
        assert!(run.stdout.contains(told), "{}", run.stdout);
    }
}

#[test]
fn folders_and_years_are_compared_without_git() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    site(old.path());
    site(new.path());
    lower_a_score(new.path());
    let folder = old.path().to_str().unwrap();
    let run = ziping(new.path(), &["diff", folder]);
    assert!(
        run.stdout.contains("得分 30 → 29；总分 100 → 99"),
        "{}",
        run.stdout
    );
    let year = REPORT.replace("全年预算数: 1000", "全年预算数: 1100");
    write(new.path(), "yi/bing/2024/report.yaml", &year);
    let years = ["diff", "--years", "2023", "2024", "content/yi/bing"];
    let run = ziping(new.path(), &years);
    assert!(
        run.stdout.contains("预算执行的全年预算数 1000 → 1100"),
        "{}{}",
        run.stdout,
        run.stderr
    );
}

#[test]
fn content_that_was_written_in_one_way_says_the_same_and_is_found_the_same_of() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [old.path(), new.path()] {
        let provinces = common::repository().join("tests/provinces/content");
        copy_tree(&provinces, &folder.join("content"));
    }
    assert_eq!(ziping(new.path(), &["fmt"]).code, 0);
    let old = old.path().to_str().unwrap();
    let run = ziping(new.path(), &["diff", old, "--format", "json"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let units = document["units"].as_array().unwrap();
    let all = |key: &str| -> Vec<&Value> {
        let lists = units.iter().map(|unit| unit[key].as_array().unwrap());
        lists.flatten().collect()
    };
    assert!(all("files").len() > 50);
    assert!(all("files").iter().all(|file| file["fate"] == "writing"));
    assert_eq!(all("findings_new"), [&Value::Null; 0]);
    // but for the notes on the writing of figures
    assert!(
        all("findings_gone")
            .iter()
            .all(|told| told["code"] == "ZP021")
    );
}

#[test]
fn json_is_for_programs() {
    let Some((_top, folder)) = repository("") else {
        return;
    };
    lower_a_score(&folder);
    let run = ziping(&folder, &["diff", "HEAD", "--format", "json"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let file = &document["units"][0]["files"][0];
    assert_eq!(file["fate"], "changed");
    assert_eq!(file["effects"][0]["path"], "总分");
    assert_eq!(file["values"][0]["path"], "绩效指标[2].得分");
    assert_eq!(file["values"][0]["old"], "30");
    assert_eq!(file["values"][0]["new"], "29");
}

#[test]
fn what_cannot_be_compared_is_said_in_words() {
    let site = tempfile::tempdir().unwrap();
    self::site(site.path());
    let empty = tempfile::tempdir().unwrap();
    let bare = tempfile::tempdir().unwrap();
    fs::create_dir(bare.path().join("content")).unwrap();
    let broken = tempfile::tempdir().unwrap();
    write(broken.path(), "site.yaml", "名称: [\n");
    for (arguments, words) in [
        (&["diff", "HEAD"][..], "不在 git 仓库里"),
        (
            &["diff", empty.path().to_str().unwrap()],
            "没有 content 目录",
        ),
        (
            &["diff", "--years", "2023", "2024", "content/yi/jia"],
            "没有 2024 年",
        ),
        (
            &["diff", "--years", "2023", "今年", "content/yi/jia"],
            "今年",
        ),
        (
            &["diff", "--years", "2023", "2024", "/"],
            "不在 content 目录之下",
        ),
        (&["diff"], "缺少参数"),
        (
            &["diff", "../没有的网站"],
            "不是网站的目录，也不是 git 的版本",
        ),
        (&["diff", ""], "不是网站的目录，也不是 git 的版本"),
        (&["diff", bare.path().to_str().unwrap()], "不是网站"),
        (
            &["diff", broken.path().to_str().unwrap()],
            "site.yaml:1 有错，没有比较",
        ),
        (
            &["diff", ".", broken.path().to_str().unwrap()],
            "site.yaml:1 有错，没有比较",
        ),
    ] {
        let run = ziping(site.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
    }
    let Some((_top, folder)) = repository("") else {
        return;
    };
    let run = ziping(&folder, &["diff", "HEAD:content"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    let run = ziping(&folder, &["diff", "没有的"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("没有“没有的”这个版本"),
        "{}",
        run.stderr
    );
}
