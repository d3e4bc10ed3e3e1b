//! Connections to the preview, more than it has places for.

use super::*;
use crate::common::preview::{Preview, free_port};
use std::io::Write as _;

/// How many connect, where the machine lets as many files be open.
const CROWD: usize = 10_000;
/// Set in the run of this program that may open as many.
const IS_INNER: &str = "ZIPING_TEST_CROWD";

/// Runs a test of this program again, after this line of the shell.
fn again(test: &str, line: &str) {
    let output = Command::new("sh")
        .args(["-c", &format!("{line}; exec \"$0\" \"$@\"")])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(IS_INNER, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}\n{said}");
    assert!(told.contains("1 passed"), "{told}");
}

/// How many files may be open.
fn allowed() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").unwrap();
    let line = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().nth(3));
    soft.unwrap().parse().unwrap_or(usize::MAX)
}

/// The preview answers while a crowd stands there, half of it silent and half with a
/// request that never ends.
fn answers_beside(crowd: usize, preview: &Preview) {
    let mut held = Vec::new();
    for at in 0..crowd {
        let mut stream = preview.connect();
        if at % 2 == 0 {
            // May have been let go already.
            let _ = write!(stream, "GET /{at} HTTP/1.1\r\nHost: lo");
        }
        held.push(stream);
        if at % 2500 == 2499 {
            assert_eq!(preview.get("/").status, 200, "after {at}");
        }
    }
    assert_eq!(preview.get("/").status, 200);
    drop(held);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn ten_thousand_connections_keep_nobody_out() {
    if std::env::var_os(IS_INNER).is_none() {
        let _alone = alone();
        let most = "ulimit -n $(ulimit -H -n)";
        return again("crowds::ten_thousand_connections_keep_nobody_out", most);
    }
    let crowd = CROWD.min(allowed().saturating_sub(200));
    if crowd < CROWD {
        eprintln!("{crowd} connections only: more files may not be open");
    }
    let site = site(SMALL);
    let preview = Preview::start(site.path(), &[]);
    answers_beside(crowd, &preview);
    assert_eq!(preview.end().code(), Some(0));
}

#[test]
fn a_preview_that_may_open_few_files_stays_up() {
    const FEW: &str = "ulimit -n 64";
    let site = site(SMALL);
    let _alone = alone();
    let port = free_port().to_string();
    let preview = Preview::run(program_after(FEW, site.path(), &["serve", "--port", &port]));
    answers_beside(200, &preview);
    assert_eq!(preview.end().code(), Some(0));
}
