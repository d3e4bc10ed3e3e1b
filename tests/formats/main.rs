//! The output formats for programs, held against what is published of them.

#![allow(clippy::unwrap_used)] // a failure ends the test

#[path = "../common/mod.rs"]
mod common;
mod schema;
mod xml;

use common::{Run, copy_tree, repository, ziping};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use xml::Element;

/// A site with an error, a warning, a note and an accepted error, and with names
/// that every format must escape.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let unit = site.path().join("content/甲 乙,丙/某&某");
    fs::create_dir_all(unit.join("2023")).unwrap();
    fs::write(unit.join("unit.yaml"), "名称: 某某街道办事处\n").unwrap();
    fs::write(unit.join("2023/report.yaml"), REPORT).unwrap();
    site
}

const REPORT: &str = "\
表式: 湖南-整体支出
年度: 2023
预算执行:
  全年预算数: 1000
  全年执行数: 1000
  分值: 10
  执行率: 10%
  得分: 9
  按收入性质: {一般公共预算: 900.01, 其他资金: 100.00}
年度目标:
  - 预期目标: 全年拆除违法建设139处。
    实际完成情况: 全年拆除违法建设139处。
绩效指标:
  - 一级指标: 产出指标
    三级指标: '拆除<违法>建设&\"面积\"'
    年度指标值: 139处
    实际完成值: 139处
    分值: 90
    得分: 91
总分: 100
校验说明:
  - 规则: ZP101
    位置: 预算执行.执行率
    说明: 原表如此，\"已\"核对<无误>&。
  - 规则: ZP104
    位置: 预算执行.按支出性质
    说明: 没有用处的一条。
";

fn run(format: &str) -> Run {
    ziping(site().path(), &["check", "--format", format])
}

/// What the JSON document says of the same site.
fn found() -> Vec<Value> {
    let document: Value = serde_json::from_str(&run("json").stdout).unwrap();
    document["diagnostics"].as_array().unwrap().clone()
}

fn is_accepted(found: &Value) -> bool {
    found.get("accepted").is_some()
}

#[test]
fn the_site_of_these_tests_has_findings_of_every_kind() {
    let found = found();
    for severity in ["error", "warning", "note"] {
        assert!(found.iter().any(|one| one["severity"] == severity));
    }
    assert!(found.iter().any(is_accepted));
    assert!(!found.iter().all(is_accepted));
}

#[test]
fn the_exit_code_is_the_same_in_every_format() {
    for format in ["human", "json", "sarif", "github", "gitlab", "junit"] {
        let run = run(format);
        assert_eq!(run.code, 1, "{format}");
        assert_eq!(run.stderr.is_empty(), format != "human", "{format}");
        let clean = ziping(&repository(), &["check", "--format", format]);
        assert_eq!(clean.code, 0, "{format}");
    }
}

/// What of a document does not hold against a schema of tests/schemas.
fn faults(schema: &str, document: &str) -> Vec<String> {
    let path = repository().join("tests/schemas").join(schema);
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    schema::faults(&schema, &serde_json::from_str(document).unwrap())
}

fn sarif_faults(document: &str) -> Vec<String> {
    faults("sarif-2.1.0.json", document)
}

#[test]
fn sarif_holds_against_its_schema() {
    assert_eq!(sarif_faults(&run("sarif").stdout), [""; 0]);
    let samples = ziping(&repository(), &["check", "--format", "sarif"]);
    assert_eq!(sarif_faults(&samples.stdout), [""; 0]);
}

#[test]
fn the_schema_refuses_what_is_no_sarif() {
    let log: Value = serde_json::from_str(&run("sarif").stdout).unwrap();
    let result = "/runs/0/results/0";
    let line = format!("{result}/locations/0/physicalLocation/region/startLine");
    for (place, wrong) in [
        ("/version", json!("2.0.0")),
        ("/runs/0/tool", json!({})),
        ("/runs/0/columnKind", json!("bytes")),
        (&format!("{result}/level"), json!("fatal")),
        (&format!("{result}/message"), json!("no object")),
        (&line, json!(0)),
    ] {
        let mut broken = log.clone();
        *broken.pointer_mut(place).unwrap() = wrong;
        assert_ne!(sarif_faults(&broken.to_string()), [""; 0], "{place}");
    }
}

#[test]
fn sarif_carries_fixes_that_hold_against_the_schema() {
    let site = site();
    let report = site.path().join("content/甲 乙,丙/某&某/2023/report.yaml");
    fs::write(report, REPORT.replace("分值: 10\n", "分值: １０\n")).unwrap();
    let log = ziping(site.path(), &["check", "--format", "sarif"]).stdout;
    assert_eq!(sarif_faults(&log), [""; 0]);
    let log: Value = serde_json::from_str(&log).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let fixed = results.iter().position(|one| one.get("fixes").is_some());
    let at = format!("/runs/0/results/{}/fixes/0", fixed.unwrap());
    for below in ["artifactChanges", "artifactChanges/0/replacements"] {
        let mut broken = log.clone();
        *broken.pointer_mut(&format!("{at}/{below}")).unwrap() = json!([]);
        assert_ne!(sarif_faults(&broken.to_string()), [""; 0], "{below}");
    }
}

#[test]
fn sarif_names_each_rule_and_suppresses_what_is_accepted() {
    let log: Value = serde_json::from_str(&run("sarif").stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let found = found();
    assert_eq!(results.len(), found.len());
    for (result, found) in results.iter().zip(&found) {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        let rule = &log["runs"][0]["tool"]["driver"]["rules"][index];
        assert_eq!(rule["id"], found["code"]);
        assert_eq!(result["ruleId"], found["code"]);
        assert_eq!(result["level"], found["severity"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], found["line"]);
        assert_eq!(region["startColumn"], found["column"]);
        assert_eq!(region["endColumn"], found["end_column"]);
        assert_eq!(result.get("suppressions").is_some(), is_accepted(found));
    }
    let uri = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert!(uri.as_str().unwrap().is_ascii());
}

#[test]
fn github_gets_one_command_a_finding() {
    let run = run("github");
    let found: Vec<Value> = found()
        .into_iter()
        .filter(|one| !is_accepted(one))
        .collect();
    let commands: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(commands.len(), found.len());
    for (command, found) in commands.iter().zip(&found) {
        let (head, message) = command
            .strip_prefix("::")
            .unwrap()
            .split_once("::")
            .unwrap();
        let (kind, properties) = head.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&kind));
        let keys: Vec<&str> = properties
            .split(',')
            .map(|property| property.split_once('=').unwrap().0)
            .collect();
        assert_eq!(
            keys,
            ["file", "line", "endLine", "col", "endColumn", "title"]
        );
        assert!(properties.contains(&format!("line={},", found["line"])));
        assert!(!message.is_empty());
    }
}

/// `%25`, `%0D`, `%0A` and, in properties, `%3A` and `%2C` are what GitHub's own
/// toolkit (`actions/toolkit`, packages/core/src/command.ts) writes for the signs
/// that would end a part of a command.
#[test]
fn github_commands_read_back_as_what_was_found() {
    let read_back = |text: &str| {
        let signs = [("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n")];
        let text = signs.iter().fold(text.to_owned(), |text, (code, sign)| {
            text.replace(code, sign)
        });
        text.replace("%25", "%")
    };
    let stdout = run("github").stdout;
    assert!(!stdout.contains('\r'));
    let mut found = found().into_iter().filter(|one| !is_accepted(one));
    for command in stdout.lines() {
        let (head, message) = command[2..].split_once("::").unwrap();
        let properties = head.split_once(' ').unwrap().1;
        let property = |key: &str| {
            let all = properties
                .split(',')
                .map(|one| one.split_once('=').unwrap());
            read_back(all.into_iter().find(|(name, _)| *name == key).unwrap().1)
        };
        let found = found.next().unwrap();
        assert_eq!(property("file"), found["file"].as_str().unwrap());
        assert_eq!(property("col"), found["column"].to_string());
        assert!(property("title").contains(found["code"].as_str().unwrap()));
        assert!(read_back(message).contains(found["message"].as_str().unwrap()));
    }
    assert!(found.next().is_none());
    assert!(
        stdout.contains("%2C丙") && stdout.contains("%25"),
        "{stdout}"
    );
}

#[test]
fn gitlab_holds_against_what_is_published_of_its_report() {
    let schema = "gitlab-code-quality.json";
    let report = run("gitlab").stdout;
    assert!(report.starts_with('['), "no byte order mark");
    assert_eq!(faults(schema, &report), [""; 0]);
    let samples = ziping(&repository(), &["check", "--format", "gitlab"]);
    assert_eq!(faults(schema, &samples.stdout), [""; 0]);
    let report: Value = serde_json::from_str(&report).unwrap();
    for (place, wrong) in [
        ("/0", json!({})),
        ("/0/severity", json!("error")),
        ("/0/location/lines", json!({})),
        ("/0/location/lines/begin", json!("1")),
        ("/0/fingerprint", json!(1)),
    ] {
        let mut broken = report.clone();
        *broken.pointer_mut(place).unwrap() = wrong;
        assert_ne!(faults(schema, &broken.to_string()), [""; 0], "{place}");
    }
}

#[test]
fn gitlab_has_all_that_it_requires_and_no_fingerprint_twice() {
    let issues: Value = serde_json::from_str(&run("gitlab").stdout).unwrap();
    let issues = issues.as_array().unwrap();
    let open = found().iter().filter(|one| !is_accepted(one)).count();
    assert_eq!(issues.len(), open);
    let mut fingerprints = Vec::new();
    for issue in issues {
        for key in ["description", "check_name", "fingerprint", "severity"] {
            assert!(!issue[key].as_str().unwrap().is_empty(), "{key}");
        }
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        let path = issue["location"]["path"].as_str().unwrap();
        assert!(path.starts_with("content/"), "{path}");
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        fingerprints.push(issue["fingerprint"].as_str().unwrap());
    }
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), issues.len());
}

/// What the schema of JUnit reports (that of Jenkins) allows and requires.
fn hold_junit(element: &Element, below: &str) {
    let (allowed, required, children): (&[&str], &[&str], &[&str]) = match &*element.name {
        "testsuites" => (
            &["name", "tests", "failures", "errors", "skipped"],
            &[],
            &["testsuite"],
        ),
        "testsuite" => (
            &["name", "tests", "failures", "errors", "skipped"],
            &["name", "tests"],
            &["testcase"],
        ),
        "testcase" => (
            &["name", "classname"],
            &["name", "classname"],
            &["skipped", "failure", "system-out"],
        ),
        "failure" => (&["type", "message"], &[], &[]),
        "skipped" => (&["message"], &[], &[]),
        "system-out" => (&[], &[], &[]),
        other => panic!("{other} below {below}"),
    };
    for key in element.attributes.keys() {
        assert!(allowed.contains(&key.as_str()), "{}: {key}", element.name);
    }
    for key in required {
        assert!(!element.attributes[*key].is_empty(), "{}", element.name);
    }
    for child in &element.children {
        assert!(children.contains(&&*child.name), "{}", child.name);
        hold_junit(child, &element.name);
    }
}

fn count(element: &Element, name: &str) -> usize {
    let below = element.children.iter().map(|child| count(child, name));
    below.sum::<usize>() + usize::from(element.name == name)
}

#[test]
fn junit_is_well_formed_and_counts_what_it_holds() {
    let root = xml::read(&run("junit").stdout);
    assert_eq!(root.name, "testsuites");
    hold_junit(&root, "");
    let found = found();
    assert_eq!(count(&root, "testcase"), found.len());
    for element in root.children.iter().chain([&root]) {
        for (attribute, name) in [
            ("tests", "testcase"),
            ("failures", "failure"),
            ("skipped", "skipped"),
        ] {
            let stated = &element.attributes[attribute];
            assert_eq!(*stated, count(element, name).to_string(), "{attribute}");
        }
    }
    let skipped = found.iter().filter(|one| is_accepted(one)).count();
    assert_eq!(count(&root, "skipped"), skipped);
    let text = run("junit").stdout;
    assert!(
        text.contains("拆除&lt;违法&gt;建设&amp;&quot;面积&quot;"),
        "{text}"
    );
}

#[test]
fn junit_without_findings_has_one_case_that_passes() {
    let site = tempfile::tempdir().unwrap();
    copy_tree(
        &repository().join("content/hunan/zhuzhou/lukou/guyuefeng"),
        &site.path().join("content/danwei"),
    );
    clean(site.path());
    let run = ziping(site.path(), &["check", "--format", "junit"]);
    let root = xml::read(&run.stdout);
    hold_junit(&root, "");
    assert_eq!(count(&root, "testcase"), 1);
    assert_eq!(count(&root, "failure"), 0);
    assert_eq!(root.attributes["tests"], "1");
}

/// A unit with nothing to say of.
fn clean(site: &Path) {
    let years = site.join("content/danwei");
    for entry in fs::read_dir(&years).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        }
    }
}

#[test]
fn denied_warnings_stop_as_errors_do() {
    let site = site();
    let report = site.path().join("content/甲 乙,丙/某&某/2023/report.yaml");
    let only_a_warning = REPORT
        .replace("执行率: 10%", "执行率: 100%")
        .replace("得分: 9\n", "得分: 10\n")
        .replace("得分: 91", "得分: 90")
        .replace("900.01", "900.00");
    fs::write(report, only_a_warning).unwrap();
    let allowed = ziping(site.path(), &["check"]);
    assert_eq!(allowed.code, 0, "{}", allowed.stderr);
    let denied = ziping(site.path(), &["check", "--deny", "warnings"]);
    assert_eq!(denied.code, 1, "{}", denied.stderr);
    assert!(denied.stderr.contains("错误[ZP015]"), "{}", denied.stderr);
    let quiet = ziping(site.path(), &["check", "--quiet", "--deny", "warnings"]);
    assert!(quiet.stderr.contains("错误[ZP015]"), "{}", quiet.stderr);
    let wrong = ziping(site.path(), &["check", "--deny", "notes"]);
    assert_eq!(wrong.code, 2);
}
