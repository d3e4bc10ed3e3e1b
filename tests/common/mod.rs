//! What several integration tests share.

#![allow(dead_code, clippy::unwrap_used)] // each test file uses its own part; a failure ends the test

pub mod browser;
pub mod devtools;
pub mod language_server;
pub mod preview;
pub mod terminal;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// The folder of this crate.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What a run of the program left behind.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the program in a folder.
pub fn ziping(folder: &Path, arguments: &[&str]) -> Run {
    ziping_with(folder, arguments, &[])
}

/// Runs the program in a folder, with environment variables.
pub fn ziping_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .current_dir(folder)
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// One file of a folder.
#[derive(Debug, PartialEq, Eq)]
pub struct FileState {
    pub bytes: Vec<u8>,
    pub modified: Option<SystemTime>,
}

/// All files below a folder, by their path in it.
pub fn snapshot(folder: &Path) -> BTreeMap<String, FileState> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                let modified = fs::metadata(&path).unwrap().modified().ok();
                files.insert(
                    name,
                    FileState {
                        bytes: fs::read(&path).unwrap(),
                        modified,
                    },
                );
            }
        }
    }
    files
}

/// Copies a folder with all below it.
pub fn copy_tree(from: &Path, to: &Path) {
    for (name, file) in snapshot(from) {
        let target = to.join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, file.bytes).unwrap();
    }
}

/// Runs git in a folder, with nobody's settings; whether it went well. There may be no
/// git at all.
pub fn git(folder: &Path, arguments: &[&str]) -> bool {
    let made = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output();
    made.is_ok_and(|made| made.status.success())
}

/// Whether strace is installed and may trace; where not, that is told.
pub fn may_trace() -> bool {
    let traced = Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .status();
    let may = traced.is_ok_and(|status| status.success());
    if !may {
        eprintln!("skipped: strace is not installed, or may not trace");
    }
    may
}
