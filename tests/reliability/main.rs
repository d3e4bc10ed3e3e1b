//! The promises of docs/reliability.md that no other room of tests holds.

#![allow(clippy::unwrap_used)] // a failure ends the test
#![cfg(target_os = "linux")]

#[path = "../common/mod.rs"]
mod common;
mod crowds;
mod limits;
mod moments;
mod outputs;
mod private;
mod rounding;
mod sameness;
mod templates;

use common::{copy_tree, repository, snapshot};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A unit with one report and its narrative.
const SMALL: &str = "content/hunan/zhuzhou/lukou/guyuefeng";
/// A unit with a report, a narrative, base data and a project.
const WHOLE: &str = "content/hunan/yueyang/yueyanglou/wangyue";

/// A site of one unit of the sample.
fn site(unit: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (repository(), folder.path());
    copy_tree(&from.join(unit), &to.join(unit));
    fs::copy(from.join("content/site.yaml"), to.join("content/site.yaml")).unwrap();
    let mut above = Path::new(unit).parent().unwrap();
    while above != Path::new("content") {
        let file = above.join("region.yaml");
        fs::copy(from.join(&file), to.join(&file)).unwrap();
        above = above.parent().unwrap();
    }
    folder
}

/// Held while a preview runs: those who crowd around another's may take the port that was
/// free.
fn alone() -> MutexGuard<'static, ()> {
    static PREVIEW: Mutex<()> = Mutex::new(());
    PREVIEW.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The bytes of all files below a folder.
fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = snapshot(folder).into_iter();
    files.map(|(name, file)| (name, file.bytes)).collect()
}

/// The program in a folder, not yet run.
fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_ziping"));
    program.current_dir(folder).args(arguments);
    program
}

/// The program in a folder, after this line of the shell.
fn program_after(line: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut shell = Command::new("sh");
    shell.current_dir(folder);
    shell.args(["-c", &format!("{line}; exec \"$0\" \"$@\"")]);
    shell.arg(env!("CARGO_BIN_EXE_ziping")).args(arguments);
    shell
}

/// The texts of the sources below a folder.
fn sources(folder: &str) -> String {
    let files = snapshot(&repository().join(folder)).into_iter();
    let files = files.filter(|(name, _)| name.ends_with(".rs") && !name.contains("target/"));
    files
        .map(|(_, file)| String::from_utf8(file.bytes).unwrap())
        .collect()
}

#[test]
fn every_test_that_is_named_beside_a_promise_is_there() {
    let document = fs::read_to_string(repository().join("docs/reliability.md")).unwrap();
    let all = sources("src") + &sources("tests");
    let mut named = 0;
    for quoted in document.split('`').skip(1).step_by(2) {
        let (file, test) = match quoted.split_once("::") {
            Some((file, test)) => (file, test),
            None if quoted.contains('/') => (quoted, ""),
            None => ("", quoted),
        };
        if file.contains('/') && !file.contains("..") && file != "/" && file != "//host" {
            assert!(
                repository().join(file).exists() || file.ends_with("public/"),
                "{file}"
            );
        }
        if test.matches('_').count() > 2 {
            assert!(all.contains(&format!("fn {test}(")), "{test}");
            named += 1;
        }
    }
    assert!(named > 30, "{named}");
}
