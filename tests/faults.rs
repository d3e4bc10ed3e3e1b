//! The file system refuses one call, any call: the published site is whole, the old
//! one or the new one, and the next build works. The calls are made to fail by
//! strace; skipped where it is not installed or may not trace.

#![allow(clippy::unwrap_used)] // a failure ends the test
#![cfg(target_os = "linux")]

mod common;

use common::{FileState, copy_tree, may_trace, repository, snapshot, ziping};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const UNIT: &str = "hunan/yueyang/yueyanglou/jinmeishan";

/// Calls that change the file system: each one is made to fail.
const CHANGING: &[(&str, &str)] = &[
    ("write", "ENOSPC"),
    ("copy_file_range", "EIO"),
    ("mkdir", "ENOSPC"),
    ("linkat", "EIO"),
    ("unlink", "EACCES"),
    ("unlinkat", "EACCES"),
    ("renameat2", "EIO"),
    ("rename", "EIO"),
    ("fsync", "EIO"),
    ("syncfs", "EIO"),
    ("chmod", "EPERM"),
    ("fchmod", "EPERM"),
    ("flock", "EIO"),
];

/// Calls that look and read: of the many, one in so many is made to fail.
const READING: &[(&str, &str)] = &[
    ("openat", "EMFILE"),
    ("read", "EIO"),
    ("getdents64", "EIO"),
    ("statx", "EIO"),
    ("newfstatat", "EIO"),
];
const ONE_IN: usize = 17;

/// A site of one unit, published, and then changed.
struct Case {
    folder: tempfile::TempDir,
    old: BTreeMap<String, FileState>,
    new: BTreeMap<String, Vec<u8>>,
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (repository().join("content"), folder.path().join("content"));
        copy_tree(&from.join(UNIT), &to.join(UNIT));
        fs::copy(from.join("site.yaml"), to.join("site.yaml")).unwrap();
        let mut region = Path::new(UNIT);
        while let Some(above) = region.parent().filter(|above| *above != Path::new("")) {
            let file = above.join("region.yaml");
            fs::copy(from.join(&file), to.join(&file)).unwrap();
            region = above;
        }
        let built = ziping(folder.path(), &["build", "--quiet", "--jobs", "1"]);
        assert_eq!(built.code, 0, "{}", built.stderr);
        let old = snapshot(&folder.path().join("public"));
        let settings = to.join("site.yaml");
        let text = fs::read_to_string(&settings).unwrap();
        fs::write(&settings, text.replacen("示例", "样例", 1)).unwrap();
        let elsewhere = ["build", "--quiet", "--jobs", "1", "--output", "elsewhere"];
        assert_eq!(ziping(folder.path(), &elsewhere).code, 0);
        let new = bytes(&folder.path().join("elsewhere"));
        Self { folder, old, new }
    }

    /// Builds with strace's arguments.
    fn build(&self, arguments: &[&str]) -> Output {
        Command::new("strace")
            .args(["-f", "-qq", "-o", "calls"])
            .args(arguments)
            .arg(env!("CARGO_BIN_EXE_ziping"))
            .args(["build", "--quiet", "--jobs", "1"])
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }

    fn public(&self) -> std::path::PathBuf {
        self.folder.path().join("public")
    }

    /// Puts the first site back, as it was published.
    fn reset(&self) {
        let settings = self.folder.path().join("content/site.yaml");
        let text = fs::read_to_string(&settings).unwrap();
        fs::write(&settings, text.replacen("样例", "示例", 1)).unwrap();
        let built = ziping(self.folder.path(), &["build", "--quiet", "--jobs", "1"]);
        assert_eq!(built.code, 0, "{}", built.stderr);
        fs::write(&settings, text).unwrap();
    }
}

fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = snapshot(folder).into_iter();
    files.map(|(name, file)| (name, file.bytes)).collect()
}

/// How often the program's main thread makes a call; the first one is where the
/// program itself begins, after the system has loaded it.
fn calls(case: &Case, call: &str) -> usize {
    let made = case.build(&["-e", &format!("trace={call}")]);
    assert!(made.status.success());
    let log = fs::read_to_string(case.folder.path().join("calls")).unwrap();
    case.reset();
    let lines: Vec<&str> = log.lines().collect();
    let main = lines.first().and_then(|line| line.split(' ').next());
    let of_main = |line: &&&str| line.split(' ').next() == main;
    lines.iter().filter(of_main).count()
}

/// How many calls the system makes to load a program that only prints its version.
fn calls_to_load(case: &Case, call: &str) -> usize {
    let loaded = Command::new("strace")
        .args(["-f", "-qq", "-o", "calls", "-e", &format!("trace={call}")])
        .args([env!("CARGO_BIN_EXE_ziping"), "--version"])
        .current_dir(case.folder.path())
        .output()
        .unwrap();
    assert!(loaded.status.success());
    let log = fs::read_to_string(case.folder.path().join("calls")).unwrap();
    log.lines().count()
}

/// Makes the `nth` call fail, or with a `+` that and all after it; sees that a whole
/// site stands and that the next build works.
fn refuse(case: &Case, call: &str, error: &str, nth: &str) {
    let told = format!("{call} {nth} fails with {error}");
    let rule = format!("inject={call}:error={error}:when={nth}");
    let made = case.build(&["-e", &format!("trace={call}"), "-e", &rule]);
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(!said.contains("panicked"), "{told}: {said}");
    let stands = snapshot(&case.public());
    match made.status.code() {
        Some(0) => {
            let stands: BTreeMap<_, _> = stands.into_iter().map(|(n, f)| (n, f.bytes)).collect();
            assert_eq!(stands.len(), case.new.len(), "{told}");
            assert!(stands == case.new, "{told}: not the new site");
        }
        // A file of the content that cannot be read is a finding; all else is trouble.
        Some(code @ (1 | 2)) => {
            assert!(stands.keys().eq(case.old.keys()), "{told}: {said}");
            let same = |(name, file): (&String, &FileState)| case.old[name].bytes == file.bytes;
            assert!(stands.iter().all(same), "{told}: {said}");
            let is_told = said.contains(if code == 1 { "ZP011" } else { "错误" });
            // Where all writing fails there is nobody to tell.
            assert!(is_told || nth.ends_with('+'), "{told}: {said}");
        }
        other => panic!("{told}: ended with {other:?}: {said}"),
    }
    let next = ziping(case.folder.path(), &["build", "--quiet", "--jobs", "1"]);
    assert_eq!(next.code, 0, "{told}: the next build: {}", next.stderr);
    assert!(bytes(&case.public()) == case.new, "{told}: the next build");
    case.reset();
}

#[test]
fn any_call_that_fails_leaves_a_whole_site() {
    if !may_trace() {
        return;
    }
    let case = Case::new();
    let mut refused = 0;
    for (calls_of, step) in [(CHANGING, 1), (READING, ONE_IN)] {
        for (call, error) in calls_of {
            let first = calls_to_load(&case, call) + 1;
            for nth in (first..=calls(&case, call)).step_by(step) {
                refuse(&case, call, error, &nth.to_string());
                refused += 1;
            }
        }
    }
    assert!(refused > 120, "{refused}");
}

#[test]
fn a_disk_that_fills_up_leaves_the_old_site() {
    if !may_trace() {
        return;
    }
    let case = Case::new();
    for nth in 1..=calls(&case, "write") {
        refuse(&case, "write", "ENOSPC", &format!("{nth}+"));
    }
}

/// What is done on a small disk of its own, of which `$1` KB are left for the second
/// build: the old site stands or the new one, and with room again the new one.
const ON_A_SMALL_DISK: &str = r#"
mount -t tmpfs -o size=6m none disk || exit 77
cp -r content disk/ && cd disk || exit 78
rm -rf ../before ../after
"$0" build --quiet || exit 79
cp -r public ../before
sed -i 's/示例/样例/' content/site.yaml
"$0" build --quiet --output ../after || exit 80
dd if=/dev/zero of=filler bs=1k 2>/dev/null
truncate -s -"$1"k filler
"$0" build --quiet 2>../said
code=$?
case $code in
  0) diff -r public ../after >/dev/null || exit 81 ;;
  2) diff -r public ../before >/dev/null || exit 82
     grep -q 错误 ../said || exit 83 ;;
  *) exit 84 ;;
esac
rm filler
"$0" build --quiet || exit 85
diff -r public ../after >/dev/null || exit 86
exit $((code * 5))
"#;

#[test]
fn a_small_disk_that_is_full_leaves_the_old_site() {
    let mut refused = 0;
    let rooms = [0, 4, 8, 40, 100, 300, 3000];
    let case = Case::new();
    let settings = case.folder.path().join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replacen("样例", "示例", 1)).unwrap();
    fs::create_dir(case.folder.path().join("disk")).unwrap();
    for room in rooms {
        let ended = Command::new("unshare")
            .args(["--map-root-user", "--mount", "sh", "-c", ON_A_SMALL_DISK])
            .args([env!("CARGO_BIN_EXE_ziping"), &room.to_string()])
            .current_dir(case.folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        match ended.status.code() {
            Some(1 | 77) => {
                eprintln!("skipped: no disk may be mounted here: {said}");
                return;
            }
            Some(0) => {}
            Some(10) => refused += 1,
            other => panic!("{room} KB: {other:?} {said}"),
        }
    }
    assert!((1..rooms.len()).contains(&refused), "{refused}");
}
