//! The publish room from outside: bytes go to a folder whole or not at all.

// A test may panic; the lint spares only the test functions themselves.
#![allow(clippy::unwrap_used)]

mod in_place;
mod interruptions;
mod packed;
mod pages;
mod refusals;
mod sums;
mod taken_over;

use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, UNIX_EPOCH};
use tempfile::TempDir;
use ziping::publish::{Listing, Piece, Published, Stage};

/// A folder of its own with an output `public` in it.
struct Site {
    folder: TempDir,
    output: PathBuf,
}

type Pages<'a> = &'a [(&'a str, &'a str)];

const PAGES: Pages = &[("index.html", "首页"), ("a/b/index.html", "单位")];

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("public");
        Self { folder, output }
    }

    fn published(pages: Pages) -> Self {
        let site = Self::new();
        site.publish(pages);
        site
    }

    fn open(&self) -> Stage {
        Stage::open(&self.output, &[], &[]).unwrap()
    }

    fn staged(&self, pages: Pages) -> Stage {
        let stage = self.open();
        for (address, text) in pages {
            stage.write(address, text.as_bytes()).unwrap();
        }
        stage
    }

    fn publish(&self, pages: Pages) -> Published {
        self.staged(pages).finish().unwrap()
    }

    /// What opening the output answers.
    fn refusal(&self) -> String {
        let refused = Stage::open(&self.output, &[], &[]).unwrap_err();
        refused.to_string()
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, path: &str, text: &str) -> PathBuf {
        let path = self.output.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// Nothing but the output is left in the folder.
    fn is_tidy(&self) -> bool {
        names(self.folder.path()) == ["public"]
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// All below a folder: the text of files, the targets of links.
fn texts(root: &Path) -> BTreeMap<String, String> {
    below(root, |path, found| {
        if found.is_symlink() {
            format!("→ {}", fs::read_link(path).unwrap().display())
        } else if found.is_dir() {
            "folder".to_owned()
        } else {
            fs::read_to_string(path).unwrap()
        }
    })
}

/// All below a folder with all by which a change could be seen.
fn traces(root: &Path) -> BTreeMap<String, String> {
    below(root, |path, found| {
        let text = fs::read(path).unwrap_or_default();
        let (inode, mode) = (found.ino(), found.mode());
        let (seconds, nanoseconds) = (found.mtime(), found.mtime_nsec());
        format!("{inode} {mode} {seconds}.{nanoseconds} {text:?}")
    })
}

fn below(root: &Path, say: impl Fn(&Path, &fs::Metadata) -> String) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for name in names(&folder) {
            let path = folder.join(name);
            let metadata = fs::symlink_metadata(&path).unwrap();
            let address = path.strip_prefix(root).unwrap().to_str().unwrap();
            found.insert(address.to_owned(), say(&path, &metadata));
            if metadata.is_dir() {
                open.push(path);
            }
        }
    }
    found
}

fn make_old(path: &Path) {
    let long_ago = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(long_ago).unwrap();
}

/// Runs the test `name` of this binary again as a process of its own.
fn again(name: &str, folder: &Path) -> Command {
    // Where anybody may run it: another user cannot look into a home folder.
    let binary = folder.join("test-binary");
    if !binary.exists() {
        fs::copy(std::env::current_exe().unwrap(), &binary).unwrap();
    }
    let mut command = Command::new(binary);
    command
        .args(["--exact", name, "--nocapture"])
        .env(CHILD, folder);
    command
}

/// Set in a process started by [`again`]: the folder it is to work in.
const CHILD: &str = "ZIPING_TEST_PUBLISH_IN";
