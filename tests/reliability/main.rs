//! The promises of docs/reliability.md that no other room of tests holds.

#![allow(clippy::unwrap_used)] // a failure ends the test
#![cfg(target_os = "linux")]

#[path = "../common/mod.rs"]
mod common;
mod limits;
mod moments;
mod outputs;
mod private;
mod sameness;

use common::{copy_tree, repository, snapshot};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

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
