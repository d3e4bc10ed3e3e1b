//! `ziping check --fix`: what is mended, what is left to a person, and that no
//! other byte changes.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;
#[path = "../examples/generate.rs"]
#[allow(dead_code)]
mod generate;

use common::{FileState, copy_tree, repository, snapshot, ziping};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A report with comments, blanks, quotes of both kinds and Windows line ends,
/// whose figures are all right.
const RIGHT: &str = "\u{FEFF}# 一、基本情况  \r
表式: 湖南-整体支出 # 表式\r
\r
预算执行:\r
    全年预算数: 1000\r
    全年执行数:   '968.50'   # 万元\r
    分值: 10\r
    执行率: \"96.85%\"\r
    得分: 9.69\r
年度目标:\r
- 预期目标: 全年拆除违法建设１３９处，投入 1,495.60 万元。\r
  实际完成情况: 拆除违法建设139处，全年投入 1495.60 万元。\r
绩效指标:\r
- {一级指标: 产出指标, 三级指标: 拆除违法建设数量, 年度指标值: １３９处, 实际完成值: 139处, 分值: 50, 得分: 50}\r
- {一级指标: 效益指标, 三级指标: 改善人居环境, 年度指标值: 明显改善, 实际完成值: 明显改善, 分值: 30, 得分: 30}\r
- {一级指标: 满意度指标, 三级指标: 群众满意度, 年度指标值: 95%, 实际完成值: 96%, 分值: 10, 得分: 10}\r
总分: 99.69";

fn site(report: &str) -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let unit = site.path().join("content/jia");
    fs::create_dir_all(unit.join("2023")).unwrap();
    fs::write(unit.join("unit.yaml"), "名称: 某某街道办事处\n").unwrap();
    fs::write(unit.join("2023/report.yaml"), report).unwrap();
    site
}

fn report(site: &Path) -> String {
    fs::read_to_string(site.join("content/jia/2023/report.yaml")).unwrap()
}

fn found(site: &Path) -> Vec<Value> {
    let run = ziping(site, &["check", "--format", "json"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    document["diagnostics"].as_array().unwrap().clone()
}

/// What is left of a report after a fix; the fix changes nothing a second time.
fn fixed(text: &str) -> String {
    let site = site(text);
    let run = ziping(site.path(), &["check", "--fix"]);
    let after = report(site.path());
    let bytes = snapshot(site.path());
    let again = ziping(site.path(), &["check", "--fix"]);
    assert!(
        again.stderr.contains("没有可以自动改正的"),
        "{}",
        again.stderr
    );
    assert_eq!(snapshot(site.path()), bytes);
    assert_eq!(again.code, run.code);
    assert_eq!(ziping(site.path(), &["check"]).code, run.code);
    after
}

#[test]
fn the_report_of_these_tests_has_nothing_to_mend() {
    assert_eq!(fixed(RIGHT), RIGHT);
    let site = site(RIGHT);
    let found = found(site.path());
    assert!(
        found.iter().all(|one| one.get("fix").is_none()),
        "{found:?}"
    );
}

#[test]
fn what_is_computable_gets_its_one_value_back_and_no_other_byte_changes() {
    for (right, wrong) in [
        ("\"96.85%\"", "\"69.85%\""),
        ("得分: 9.69\r\n年", "得分: 6.99\r\n年"),
        ("总分: 99.69", "总分: 99.96"),
        ("总分: 99.69", "总分: 99．69"),
        ("全年预算数: 1000", "全年预算数: １，０００"),
        ("'968.50'", "' 968.50 '"),
        ("\"96.85%\"", "\"９６.85 ％\""),
        ("\"96.85%\"", "\"69.85％\""),
        ("全年预算数: 1000", "全年预算数: 1_000"),
        ("全年预算数: 1000", "全年预算数: 01,000"),
        ("分值: 30, 得分: 30", "分值: 30, 得分: ３０"),
    ] {
        assert!(RIGHT.contains(right), "{right}");
        let text = RIGHT.replacen(right, wrong, 1);
        assert_eq!(fixed(&text), RIGHT, "{wrong}");
    }
}

#[test]
fn several_are_mended_at_once_however_they_follow_from_one_another() {
    let text = RIGHT
        .replace("96.85%", "９9%")
        .replace("得分: 9.69\r\n年", "得分: 5.55\r\n年")
        .replace("总分: 99.69", "总分: 1,000.00")
        .replace("全年预算数: 1000", "全年预算数: 1,000");
    assert_eq!(fixed(&text), RIGHT);
}

#[test]
fn what_only_a_person_can_tell_is_let_be() {
    for (right, wrong) in [
        // a row's score over its weight, and so the total
        ("分值: 30, 得分: 30", "分值: 30, 得分: 31"),
        // rate and score agree: the spending may be the slip
        ("'968.50'", "'986.50'"),
        ("分值: 10\r\n", "分值: 12\r\n"),
        // the last digits may be cut off on purpose
        ("96.85%", "96.8%"),
        ("得分: 9.69\r\n年", "得分: 9.68\r\n年"),
        ("年度指标值: 95%", "年度指标值: ９５％"),
        ("全年预算数: 1000", "全年预算数: 1000万元"),
        ("\"96.85%\"", "0.9685"),
    ] {
        let text = RIGHT.replacen(right, wrong, 1);
        assert_ne!(text, RIGHT);
        assert_eq!(fixed(&text), text, "{wrong}");
    }
}

#[test]
fn what_is_accepted_is_let_be() {
    let text = RIGHT.replace("96.85%", "６９.85%")
        + "\r\n校验说明:\r\n- {规则: ZP101, 位置: 预算执行.执行率, 说明: 原表如此，应为96.85%。}\r\n";
    assert_eq!(fixed(&text), text);
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let wrong = RIGHT
        .replace("96.85%", "69.85%")
        .replace("总分: 99.69", "总分: ９９.６９");
    let site = site(&wrong);
    let dry = ziping(site.path(), &["check", "--fix", "--dry-run"]);
    assert_eq!(report(site.path()), wrong);
    assert_eq!(dry.code, 1, "{}", dry.stderr);
    let fix = ziping(site.path(), &["check", "--fix"]);
    assert_eq!(fix.code, 0, "{}", fix.stderr);
    for line in [
        "content/jia/2023/report.yaml:8:11 69.85% → 96.85%",
        "content/jia/2023/report.yaml:17:5 ９９.６９ → 99.69",
    ] {
        assert!(dry.stderr.contains(line), "{}", dry.stderr);
        assert!(fix.stderr.contains(line), "{}", fix.stderr);
    }
    assert!(
        dry.stderr
            .contains("会改 2 处，涉及 1 个文件；这次没有写文件")
    );
    assert!(fix.stderr.contains("已改 2 处，涉及 1 个文件"));
    assert_eq!(ziping(site.path(), &["check", "--dry-run"]).code, 2);
}

#[test]
fn a_check_says_how_many_can_be_mended_and_other_formats_say_how() {
    let site = site(&RIGHT.replace("96.85%", "69.85%"));
    let check = ziping(site.path(), &["check"]);
    let hint = "其中 1 条可用 ziping check --fix 改正";
    assert!(check.stderr.contains(hint), "{}", check.stderr);
    let found = found(site.path());
    let fix = found.iter().find_map(|one| one.get("fix")).unwrap();
    assert_eq!(
        fix[0],
        serde_json::json!({
            "file": "content/jia/2023/report.yaml",
            "line": 8, "column": 11, "end_column": 17, "new": "96.85%",
        })
    );
    let sarif = ziping(site.path(), &["check", "--format", "sarif"]).stdout;
    let log: Value = serde_json::from_str(&sarif).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let fixes = results.iter().find_map(|one| one.get("fixes")).unwrap();
    let replacement = &fixes[0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "96.85%");
    assert_eq!(replacement["deletedRegion"]["startColumn"], 11);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_stays_and_is_named() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = site(&RIGHT.replace("96.85%", "69.85%"));
    let file = site.path().join("content/jia/2023/report.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o604)).unwrap();
    assert_eq!(ziping(site.path(), &["check", "--fix"]).code, 0);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o604
    );
    // a link is refused by reading: what it leads to is not touched
    let elsewhere = site.path().join("elsewhere.yaml");
    let wrong = RIGHT.replace("96.85%", "69.85%");
    fs::write(&elsewhere, &wrong).unwrap();
    fs::remove_file(&file).unwrap();
    symlink(&elsewhere, &file).unwrap();
    let run = ziping(site.path(), &["check", "--fix"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), wrong);
}

/// The lines in which two files differ.
fn differing<'a>(before: &'a str, after: &'a str) -> Vec<(&'a str, &'a str)> {
    assert_eq!(before.lines().count(), after.lines().count());
    let lines = before.lines().zip(after.lines());
    lines.filter(|(before, after)| before != after).collect()
}

#[test]
fn on_a_generated_site_only_rates_scores_and_totals_change() {
    let site = tempfile::tempdir().unwrap();
    generate::site(site.path(), 40, 100).unwrap();
    let text = |state: &BTreeMap<String, FileState>, name: &str| {
        String::from_utf8(state[name].bytes.clone()).unwrap()
    };
    let before = snapshot(site.path());
    ziping(site.path(), &["check", "--fix"]);
    let after = snapshot(site.path());
    assert!(before.keys().eq(after.keys()));
    let mut changed = 0;
    for name in before.keys() {
        let (old, new) = (text(&before, name), text(&after, name));
        for (old, new) in differing(&old, &new) {
            let key = old.split(':').next().unwrap();
            assert!(["执行率", "得分", "总分"].contains(&key.trim()), "{old}");
            assert_eq!(key, new.split(':').next().unwrap());
            changed += 1;
        }
    }
    assert!(changed > 0);
    let fixable = found(site.path())
        .into_iter()
        .filter(|one| one.get("fix").is_some());
    assert_eq!(fixable.count(), 0);
    ziping(site.path(), &["check", "--fix"]);
    assert_eq!(snapshot(site.path()), after);
}

#[test]
fn the_sample_content_has_nothing_to_mend() {
    let site = tempfile::tempdir().unwrap();
    copy_tree(&repository().join("content"), &site.path().join("content"));
    let before = snapshot(site.path());
    let run = ziping(site.path(), &["check", "--fix"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(snapshot(site.path()), before);
}
