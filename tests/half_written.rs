//! Every command that writes into the content or beside it, while the file system refuses
//! one call, any call: each file is the old one or the new one, none is half written and
//! none is left over; what is imported comes whole or not at all. The calls are made to
//! fail by strace; skipped where it is not installed or may not trace.

#![allow(clippy::unwrap_used)] // a failure ends the test
#![cfg(target_os = "linux")]

mod common;

use common::{copy_tree, may_trace, repository, snapshot, ziping};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const UNIT: &str = "content/hunan/yueyang/yueyanglou/wangyue";

/// Calls that change the file system, and how they fail.
const CALLS: &[(&str, &str)] = &[
    ("write", "ENOSPC"),
    ("mkdir", "ENOSPC"),
    ("rename", "EIO"),
    ("renameat2", "EIO"),
    ("linkat", "EIO"),
    ("fsync", "EIO"),
    ("fchmod", "EPERM"),
];

/// How often a call is made to fail, at most.
const MOST: usize = 40;

type Files = BTreeMap<String, Vec<u8>>;

fn files(folder: &Path) -> Files {
    let files = snapshot(folder).into_iter();
    files.map(|(name, file)| (name, file.bytes)).collect()
}

/// A site of one unit, as `bent` has changed its texts.
fn site(bent: fn(&str) -> String) -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    copy_tree(&repository().join(UNIT), &site.path().join(UNIT));
    for (name, _) in snapshot(&site.path().join(UNIT)) {
        let file = site.path().join(UNIT).join(name);
        let text = fs::read_to_string(&file).unwrap();
        fs::write(file, bent(&text)).unwrap();
    }
    site
}

/// Runs a command under strace, with strace's own arguments.
fn traced(site: &Path, log: &Path, strace: &[&str], command: &[&str]) -> Output {
    Command::new("strace")
        .args(["-f", "-qq", "-o"])
        .arg(log)
        .args(strace)
        .arg(env!("CARGO_BIN_EXE_ziping"))
        .args(command)
        .current_dir(site)
        .output()
        .unwrap()
}

/// Runs a command again and again on the same site, with another call failing each time;
/// `is_right` is asked what stands there, between what stood before and would after.
fn refuse_each(first: &Path, command: &[&str], is_right: impl Fn(&Files, &Files, &Files) -> bool) {
    let aside = tempfile::tempdir().unwrap();
    let log = aside.path().join("calls");
    let before = files(first);
    let anew = || {
        let site = tempfile::tempdir().unwrap();
        copy_tree(first, site.path());
        site
    };
    let whole = anew();
    ziping(whole.path(), command);
    let after = files(whole.path());
    assert!(before != after, "{command:?} writes nothing");
    let (mut refused, mut unwritten) = (0, 0);
    for (call, error) in CALLS {
        let site = anew();
        traced(
            site.path(),
            &log,
            &["-e", &format!("trace={call}")],
            command,
        );
        let made = fs::read_to_string(&log).unwrap().lines().count();
        // A command may have much to say, which is written too.
        for nth in (1..=made).step_by(made / MOST + 1) {
            let site = anew();
            let rule = format!("inject={call}:error={error}:when={nth}");
            let output = traced(site.path(), &log, &["-e", &rule], command);
            let said = String::from_utf8_lossy(&output.stderr);
            let told = format!("{command:?}: {call} {nth} of {made} fails: {said}");
            assert!(!said.contains("panicked"), "{told}");
            assert!(matches!(output.status.code(), Some(0..=2)), "{told}");
            let stands = files(site.path());
            assert!(is_right(&stands, &before, &after), "{told}");
            if stands != after {
                assert_ne!(output.status.code(), Some(0), "{told}");
                unwritten += 1;
            }
            refused += 1;
        }
    }
    assert!(
        refused > unwritten && unwritten > 1,
        "{command:?}: {unwritten} of {refused}"
    );
}

/// Each file as before or as after, and no other.
fn each_file_whole(stands: &Files, before: &Files, after: &Files) -> bool {
    let is_whole = |(name, bytes): (&String, &Vec<u8>)| {
        before.get(name) == Some(bytes) || after.get(name) == Some(bytes)
    };
    stands.iter().all(is_whole) && before.keys().all(|name| stands.contains_key(name))
}

/// All as before, or all as after.
fn all_or_nothing(stands: &Files, before: &Files, after: &Files) -> bool {
    stands == before || stands == after
}

#[test]
fn fmt_leaves_no_file_half_written() {
    if !may_trace() {
        return;
    }
    let site = site(|text| text.replace(": ", ":   "));
    refuse_each(site.path(), &["fmt"], each_file_whole);
}

#[test]
fn fix_leaves_no_file_half_written() {
    if !may_trace() {
        return;
    }
    let site = site(|text| text.replace("得分: 10\n", "得分: １０\n"));
    refuse_each(site.path(), &["check", "--fix"], each_file_whole);
}

#[test]
fn export_leaves_no_file_half_written() {
    if !may_trace() {
        return;
    }
    let site = site(str::to_owned);
    refuse_each(site.path(), &["export", UNIT], each_file_whole);
}

#[test]
fn what_is_imported_comes_whole_or_not_at_all() {
    if !may_trace() {
        return;
    }
    let site = site(str::to_owned);
    let docx = ["export", UNIT, "--format", "docx", "--to", "in"];
    assert_eq!(ziping(site.path(), &docx).code, 0);
    fs::remove_dir_all(site.path().join("content/hunan")).unwrap();
    fs::write(site.path().join("content/site.yaml"), "名称: 甲\n").unwrap();
    let to = "content/area/unit/2023";
    refuse_each(site.path(), &["import", "in", "--to", to], all_or_nothing);
    // Over what stands there already.
    assert_ne!(ziping(site.path(), &["import", "in", "--to", to]).code, 2);
    let report = site.path().join(to).join("report.yaml");
    fs::write(&report, "表式: 湖南-整体支出\n").unwrap();
    fs::write(site.path().join(to).join("report.md"), "## 一、旧的\n").unwrap();
    let over = ["import", "in", "--to", to, "--force"];
    refuse_each(site.path(), &over, all_or_nothing);
}
