//! docs/getting-started.md and the way through README.zh-CN.md, walked: every command
//! typed at a terminal in an empty folder, every question answered as written there,
//! every answer compared.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::terminal::Terminal;
use common::{repository, ziping};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The blocks of one kind, with the lines between their fences.
fn blocks<'d>(document: &'d str, kind: &str) -> Vec<&'d str> {
    let fence = format!("```{kind}\n");
    let blocks = document.split(fence.as_str()).skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

fn document() -> String {
    fs::read_to_string(repository().join("docs/getting-started.md")).unwrap()
}

/// Answers the questions of a command as shown; `false` without a terminal.
fn talk(folder: &Path, words: &[&str], shown: &str) -> bool {
    let Some(mut terminal) = Terminal::start(folder, words) else {
        return false;
    };
    let mut lines: Vec<&str> = shown.lines().collect();
    let last = lines.pop().unwrap();
    for line in lines {
        match line.rsplit_once('：') {
            Some((question, answer)) => {
                terminal.answer(&format!("{question}："), &format!("{answer}\r"));
            }
            None => terminal.answer(line, ""),
        }
    }
    terminal.end(last);
    true
}

/// Runs a script as a person who has installed the program.
fn shell(folder: &Path, script: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_ziping")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let run = Command::new("sh")
        .args(["-ec", script])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs([
            ("GIT_AUTHOR_NAME", "甲"),
            ("GIT_AUTHOR_EMAIL", "a@example.org"),
        ])
        .envs([
            ("GIT_COMMITTER_NAME", "甲"),
            ("GIT_COMMITTER_EMAIL", "a@example.org"),
        ])
        .output()
        .unwrap();
    let said = String::from_utf8([run.stdout, run.stderr].concat()).unwrap();
    assert!(run.status.success(), "{script}\n{said}");
    said
}

#[cfg(unix)]
#[test]
fn the_way_through_the_readme_ends_at_a_published_page_and_a_commit() {
    let document = document();
    let readme = fs::read_to_string(repository().join("README.zh-CN.md")).unwrap();
    let way = blocks(&readme, "sh");
    let way = way.iter().find(|block| block.contains("new site")).unwrap();
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("自评");
    let report = root.join("content/qingshan/linjiang/2024/report.yaml");
    for line in way.lines() {
        let call = line.split(" #").next().unwrap().trim();
        let folder = if root.is_dir() { &root } else { place.path() };
        match call {
            "cd 自评" => assert!(root.is_dir()),
            // what it shows is in tests/serve.rs
            "ziping serve --open" => fs::write(&report, blocks(&document, "yaml")[1]).unwrap(),
            call if call.starts_with("ziping new") => {
                let dialogues = blocks(&document, "console");
                let mut dialogues = dialogues.iter().filter_map(|one| one.split_once('\n'));
                let shown = dialogues.find(|(asked, _)| asked[2..] == *call).unwrap().1;
                let words: Vec<&str> = call.split(' ').skip(1).collect();
                if !talk(folder, &words, shown) {
                    return;
                }
            }
            call => drop(shell(folder, call)),
        }
    }
    let page = root.join("public/qingshan/linjiang/2024/index.html");
    assert!(page.is_file() && page.with_extension("html.gz").is_file());
    let copy = place.path().join("服务器");
    common::copy_tree(&root.join("public"), &copy);
    assert!(shell(place.path(), "ziping verify 服务器").contains("完全一致"));

    // the git of the document
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed");
        return;
    }
    let blocks = blocks(&document, "sh");
    let git = blocks
        .iter()
        .find(|block| block.contains("git init"))
        .unwrap();
    shell(&root, git);
    let text = fs::read_to_string(&report).unwrap();
    fs::write(
        &report,
        text.replace("得分: 18", "得分: 17").replace("97.7", "96.7"),
    )
    .unwrap();
    let raw = shell(&root, "git diff -U1");
    assert!(raw.contains("三级指标: 社区食堂开业时间"), "{raw}");
    let told = shell(&root, "ziping diff HEAD");
    assert!(
        told.contains("得分 18 → 17") && told.contains("总分 97.7 → 96.7"),
        "{told}"
    );
}

#[test]
fn what_the_document_shows_is_what_happens() {
    let document = document();
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("自评");
    let report = root.join("content/qingshan/linjiang/2024/report.yaml");
    let yaml = blocks(&document, "yaml");
    let [excerpt, filled] = yaml[..] else {
        panic!("{} blocks of YAML", yaml.len())
    };
    for block in blocks(&document, "console") {
        let (call, shown) = block.split_once('\n').unwrap();
        let words: Vec<&str> = call.strip_prefix("$ ziping ").unwrap().split(' ').collect();
        let folder = if root.is_dir() { &root } else { place.path() };
        if words[0] == "new" {
            if !talk(folder, &words, shown) {
                return;
            }
        } else {
            if report.is_file() && words == ["check"] {
                let begun = fs::read_to_string(&report).unwrap();
                assert!(begun.contains(excerpt), "{begun}");
                fs::write(&report, filled).unwrap();
            }
            let run = ziping(folder, &words);
            for line in shown.lines() {
                assert!(run.stderr.contains(line), "{call}: {line}\n{}", run.stderr);
            }
        }
    }
    assert!(
        root.join("public/qingshan/linjiang/2024/index.html")
            .is_file()
    );
    assert!(
        root.join("content/qingshan/linjiang/2025/report.yaml")
            .is_file()
    );
}
