//! docs/getting-started.md, walked: every command typed at a terminal in an empty
//! folder, every question answered as written there, every answer compared.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::terminal::Terminal;
use common::{repository, ziping};
use std::fs;

/// The blocks of one kind, with the lines between their fences.
fn blocks<'d>(document: &'d str, kind: &str) -> Vec<&'d str> {
    let fence = format!("```{kind}\n");
    let blocks = document.split(fence.as_str()).skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

#[test]
fn what_the_document_shows_is_what_happens() {
    let document = fs::read_to_string(repository().join("docs/getting-started.md")).unwrap();
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
            let Some(mut terminal) = Terminal::start(folder, &words) else {
                return;
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
