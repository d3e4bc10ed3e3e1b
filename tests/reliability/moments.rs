//! Kills at any moment, content that changes while it is read, and what is on the disk
//! when the power fails.

use super::*;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Renames the site, which changes every page.
fn rename(root: &Path, name: &str) {
    let file = root.join("content/site.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    let named = format!("名称: {name}");
    *lines
        .iter_mut()
        .find(|line| line.starts_with("名称:"))
        .unwrap() = &named;
    fs::write(&file, lines.join("\n") + "\n").unwrap();
}

fn built(root: &Path, arguments: &[&str]) {
    let output = program(root, arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn a_build_killed_at_any_moment_200_times_leaves_a_whole_site() {
    let site = site(SMALL);
    let root = site.path();
    let public = root.join("public");
    let names = ["甲站", "乙站"];
    let whole = names.map(|name| {
        rename(root, name);
        built(root, &["build", "--quiet"]);
        bytes(&public)
    });
    assert_ne!(whole[0], whole[1]);
    rename(root, names[0]);
    let started = Instant::now();
    built(root, &["build", "--quiet", "--no-cache"]);
    // Follows how fast the machine is, so that about every second one is met at work.
    let mut lasts = u64::try_from(started.elapsed().as_micros()).unwrap();
    let (mut chance, mut unfinished, mut left) = (1_u64, 0, 0);
    for round in 0..200 {
        rename(root, names[round % 2]);
        let cache: &[&str] = if round % 4 < 2 { &["--no-cache"] } else { &[] };
        let mut build = program(root, &[&["build", "--quiet"], cache].concat());
        let mut build = build.stderr(Stdio::null()).spawn().unwrap();
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        thread::sleep(Duration::from_micros((chance >> 33) % lasts));
        build.kill().unwrap();
        match build.wait().unwrap().success() {
            true => lasts -= lasts / 20,
            false => {
                lasts += lasts / 20;
                unfinished += 1;
            }
        }
        left += usize::from(root.join(".public.ziping-staging").exists());
        let stands = bytes(&public);
        assert!(
            whole.contains(&stands),
            "round {round}: neither the old nor the new site"
        );
        if round % 10 == 9 {
            built(root, &["build", "--quiet"]);
            assert_eq!(
                bytes(&public),
                whole[round % 2],
                "round {round}: the next build"
            );
        }
    }
    assert!(
        unfinished > 50,
        "{unfinished} of 200 were at work when they were killed"
    );
    assert!(left > 5, "{left} had begun to write");
}

#[test]
fn content_that_changes_while_it_is_read_is_one_state_or_an_error() {
    let site = site(SMALL);
    let root = site.path();
    let year = root.join(SMALL).join("2022");
    let (report, aside) = (year.join("report.yaml"), root.join("aside.yaml"));
    let one = fs::read_to_string(&report).unwrap();
    let other = format!("{one}# 改\n");
    let public = root.join("public");
    let states = [&other, &one].map(|text| {
        fs::write(&report, text).unwrap();
        built(root, &["build", "--quiet", "--no-cache"]);
        bytes(&public)
    });
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                for text in [&one, &other] {
                    // as some editors save: in place, anew, away and back
                    fs::write(&report, text).unwrap();
                    fs::write(&aside, text).unwrap();
                    fs::rename(&aside, &report).unwrap();
                    fs::remove_file(&report).unwrap();
                    fs::write(&report, text).unwrap();
                }
            }
        });
        let (mut published, mut refused) = (0, 0);
        for round in 0..25 {
            let cache: &[&str] = if round % 2 == 0 { &["--no-cache"] } else { &[] };
            let build = program(root, &[&["build"], cache].concat())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&build.stderr).into_owned();
            match build.status.code() {
                Some(0) => published += 1,
                Some(1 | 2) => refused += 1,
                code => panic!("{code:?}: {said}"),
            }
            assert!(
                !said.trim().is_empty() && !said.contains("panicked"),
                "{said}"
            );
            assert!(
                states.contains(&bytes(&public)),
                "a site of two states: {said}"
            );
        }
        stop.store(true, Ordering::Relaxed);
        assert!(published + refused == 25);
    });
    built(root, &["build", "--quiet"]);
}

#[test]
fn all_that_was_written_is_on_the_disk_before_the_swap_and_the_swap_before_the_end() {
    if !common::may_trace() {
        return;
    }
    let traced = |arguments: &[&str], root: &Path| {
        let calls = "trace=fsync,syncfs,sync,rename,renameat,renameat2,write,openat,linkat";
        std::process::Command::new("strace")
            .args(["-f", "-qq", "-y", "-o", "calls", "-e", calls])
            .arg(env!("CARGO_BIN_EXE_ziping"))
            .args(arguments)
            .current_dir(root)
            .output()
    };
    let site = site(SMALL);
    let root = site.path();
    built(root, &["build", "--quiet"]);
    rename(root, "乙站");
    let traced = traced(&["build", "--quiet", "--jobs", "1"], root).unwrap();
    assert!(traced.status.success());
    let log = fs::read_to_string(root.join("calls")).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    let all = |wanted: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let found = lines.iter().enumerate().filter(|(_, line)| wanted(line));
        found.map(|(at, _)| at).collect()
    };
    let swap = all(&|line| line.contains("renameat2(") && line.contains("ziping-staging"));
    assert_eq!(swap.len(), 1, "{log}");
    let is_sync = |line: &str| line.contains(" syncfs(") || line.contains(" sync(");
    let synced = all(&|line| is_sync(line) && line.ends_with("= 0"));
    let before: Vec<&usize> = synced.iter().filter(|at| **at < swap[0]).collect();
    let written = all(&|line| line.contains("write(") && line.contains(".public.ziping-staging/"));
    let last = written.iter().filter(|at| **at < swap[0]).max().unwrap();
    assert!(
        before.iter().any(|at| *at > last),
        "written after the last sync: {log}"
    );
    let after = all(&|line| line.contains("fsync(") && line.ends_with("= 0"));
    assert!(
        after.iter().any(|at| *at > swap[0]),
        "the swap itself may be lost: {log}"
    );
    assert!(
        written.iter().all(|at| *at < swap[0]),
        "written after the swap: {log}"
    );
}
