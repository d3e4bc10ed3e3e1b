//! Standard output and error that are closed or full.

use super::*;
use std::fs::File;
use std::process::{Output, Stdio};

/// Every command that writes to standard output, in each of its formats.
fn writing() -> Vec<Vec<&'static str>> {
    let mut calls: Vec<Vec<&str>> = vec![
        vec!["--help"],
        vec!["--version"],
        vec!["build", "--help"],
        vec!["rules"],
        vec!["rules", "--format", "json"],
        vec!["explain", "ZP101"],
        vec!["completions", "bash"],
        vec!["man"],
        vec!["man", "manual"],
        vec!["diff", "content", "other"],
        vec!["diff", "content", "other", "--format", "json"],
    ];
    for format in ["json", "sarif", "github", "gitlab", "junit"] {
        calls.push(vec!["check", "--format", format]);
        calls.push(vec!["build", "--format", format]);
    }
    calls
}

/// The others.
const SAYING: &[&[&str]] = &[
    &["check"],
    &["build"],
    &["fmt", "--check"],
    &["no-such-command"],
    &["explain", "ZP999"],
    &["new"],
];

/// A site with something to find, and another state of it.
fn with_findings() -> tempfile::TempDir {
    let site = site(SMALL);
    let report = site.path().join(SMALL).join("2022/report.yaml");
    let text = fs::read_to_string(&report).unwrap();
    fs::write(&report, text.replacen("得分: 12\n", "得分: 12.5\n", 1)).unwrap();
    let other = site.path().join("other");
    copy_tree(&repository().join(SMALL), &other.join(SMALL));
    site
}

fn ended(output: &Output, call: &[&str]) -> (i32, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!said.contains("panicked"), "{call:?}: {said}");
    (output.status.code().unwrap(), said)
}

#[test]
fn a_result_that_a_full_disk_did_not_take_is_trouble() {
    let site = with_findings();
    for call in writing() {
        let whole = program(site.path(), &call).output().unwrap();
        if whole.stdout.is_empty() {
            // Nothing was found for a format of lines.
            continue;
        }
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = program(site.path(), &call).stdout(full).output().unwrap();
        let (code, said) = ended(&output, &call);
        assert_eq!(code, 2, "{call:?}: {said}");
        assert!(
            said.contains("写不了标准输出（磁盘已满）"),
            "{call:?}: {said}"
        );
    }
}

#[test]
fn who_reads_no_further_stops_nothing() {
    let site = with_findings();
    let saying = SAYING.iter().map(|call| call.to_vec());
    for call in writing().into_iter().chain(saying) {
        let whole = program(site.path(), &call).output().unwrap();
        let (expected, _) = ended(&whole, &call);
        let mut child = program(site.path(), &call);
        let mut child = child
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let (code, said) = ended(&child.wait_with_output().unwrap(), &call);
        assert_eq!(code, expected, "{call:?}: {said}");
        for closed in [">&-", "2>&-", "2>/dev/full", "0<&- >&- 2>&-"] {
            let mut closed = program_after(&format!("exec {closed}"), site.path(), &call);
            let (code, said) = ended(&closed.output().unwrap(), &call);
            assert_eq!(code, expected, "{call:?} {closed:?}: {said}");
        }
    }
}
