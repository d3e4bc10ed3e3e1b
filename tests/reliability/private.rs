//! What stands under 不公开 is in no byte that leaves the program.

use super::*;
use crate::common::language_server::{Server, address};
use crate::common::preview::Preview;
use serde_json::{Value, json};
use std::io::{Cursor, Read as _};

const SECRET: &str = "密件乙丙丁";

/// A site with something secret in every file that may have it.
fn with_secrets() -> tempfile::TempDir {
    let site = site(WHOLE);
    let content = site.path().join(WHOLE);
    for (name, file) in snapshot(&content) {
        if name.ends_with(".yaml") {
            let text = String::from_utf8(file.bytes).unwrap();
            let text = match text.split_once("\n不公开:\n") {
                Some((before, after)) => {
                    format!("{before}\n不公开:\n  存档: {SECRET}\n{after}")
                }
                None => format!("{text}\n不公开:\n  存档: {SECRET}\n"),
            };
            fs::write(content.join(name), text).unwrap();
        }
    }
    site
}

/// A file, or the parts of one that is packed, with their names.
pub fn unpacked(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return vec![(name.to_owned(), bytes.to_vec())];
    };
    let parts = (0..zip.len()).map(|at| {
        let mut part = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (format!("{name}/{}", part.name().unwrap()), bytes)
    });
    parts.collect()
}

/// Whether bytes have these words, packed ones too.
fn has(bytes: &[u8], words: &str) -> bool {
    let is_there = |bytes: &[u8]| {
        let mut parts = bytes.windows(words.len());
        parts.any(|part| part == words.as_bytes())
    };
    let parts = unpacked("", bytes);
    is_there(bytes) || parts.iter().any(|(_, part)| is_there(part))
}

/// Looks through all files below a folder; how many have the public name of the unit,
/// by the endings of their names.
fn looked_through(folder: &Path) -> BTreeMap<String, usize> {
    let mut public = BTreeMap::new();
    for (name, bytes) in bytes(folder) {
        assert!(
            !has(&bytes, SECRET),
            "{name} holds what stands under 不公开"
        );
        if has(&bytes, "望岳街道") {
            let ending = name.rsplit('.').next().unwrap().to_owned();
            *public.entry(ending).or_default() += 1;
        }
    }
    public
}

#[test]
fn what_is_private_is_in_no_output_of_any_command() {
    let site = with_secrets();
    let root = site.path();
    copy_tree(&root.join("content"), &root.join("other/content"));
    // what differs is secret too
    for (name, file) in snapshot(&root.join("other/content")) {
        let text = String::from_utf8_lossy(&file.bytes).replace(SECRET, &format!("{SECRET}二"));
        fs::write(root.join("other/content").join(name), text).unwrap();
    }
    let mut calls = vec![
        vec!["build"],
        vec!["build", "--no-cache"],
        vec!["fmt", "--check"],
        vec!["check", "--fix", "--dry-run"],
        vec!["schema", "schemas"],
        vec!["rules", "--root", "."],
    ];
    for format in ["human", "json", "sarif", "github", "gitlab", "junit"] {
        calls.push(vec!["check", "--format", format]);
    }
    for format in ["human", "json", "markdown", "html"] {
        calls.push(vec!["diff", ".", "other", "--format", format]);
    }
    for call in calls {
        let output = program(root, &call).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(!said.contains("panicked"), "{call:?}: {said}");
        assert!(!said.contains(SECRET), "{call:?}: {said}");
    }
    for kept in ["content", "other"] {
        fs::remove_dir_all(root.join(kept)).unwrap();
    }
    let public = looked_through(root);
    // What is not hidden is found, in the cache and in packed files too.
    for ending in ["html", "json", "csv", "xlsx", "ziping-cache"] {
        assert!(public.contains_key(ending), "{ending}: {public:?}");
    }
}

#[test]
fn what_is_private_is_in_no_site_that_is_merged() {
    let site = with_secrets();
    let root = site.path();
    for call in [
        &["build", "--only", "content/hunan", "--output", "part"][..],
        &["merge", "part", "--output", "whole"],
    ] {
        let output = program(root, call).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        assert!(output.status.success() && !has(&said, SECRET), "{call:?}");
    }
    fs::remove_dir_all(root.join("content")).unwrap();
    let public = looked_through(root);
    assert!(public["html"] > 4, "{public:?}");
}

#[test]
fn what_is_private_is_in_no_page_and_no_message_of_the_preview() {
    let _alone = alone();
    let site = with_secrets();
    let report = site.path().join(WHOLE).join("2023/report.yaml");
    let good = fs::read_to_string(&report).unwrap();
    let preview = Preview::start(site.path(), &[]);
    let mut news = preview.follow();
    news.next();
    let pages = site.path().join(".ziping-preview");
    assert!(looked_through(&pages)["html"] > 2);
    let names: Vec<String> = bytes(&pages.join("site")).into_keys().collect();
    let shown = |preview: &Preview| {
        for name in &names {
            let folder = name.trim_end_matches("index.html");
            for address in [format!("/{name}"), format!("/__ziping/findings/{folder}")] {
                let answer = preview.get(&address);
                assert!(!answer.body.contains(SECRET), "{address}: {}", answer.body);
            }
        }
    };
    shown(&preview);
    // At fault beside it, in it, and in how it is written.
    let beside = good.replacen("总分: 99", "总分: 98", 1);
    let inside = good.replace(SECRET, &format!("[{SECRET}"));
    let unread = good.replace("不公开:\n  存档:", "不公开:\n存档:");
    for bad in [beside, inside, unread] {
        assert_ne!(bad, good);
        for (text, is_stopped) in [(&bad, true), (&good, false)] {
            fs::write(&report, text).unwrap();
            while preview.panel("")["is_stopped"] != is_stopped {
                news.next();
            }
            shown(&preview);
        }
    }
    looked_through(&pages);
    let told = preview.all_lines().concat();
    assert!(
        told.matches("错误[").count() >= 3 && !told.contains(SECRET),
        "{told}"
    );
}

#[test]
fn what_is_private_is_in_nothing_that_an_editor_is_told() {
    let site = with_secrets();
    let report = site.path().join(WHOLE).join("2023/report.yaml");
    let good = fs::read_to_string(&report).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_ziping"));
    program.arg("lsp").current_dir(site.path());
    let mut server = Server::run(program, site.path(), Value::Null);
    let uri = address(&report);
    let clean = |told: &Value| assert!(!told.to_string().contains(SECRET), "{told}");
    let beside = good.replacen("总分: 99", "总分: 98", 1);
    let inside = good.replace(SECRET, &format!("[{SECRET}"));
    let unread = good.replace("不公开:\n  存档:", "不公开:\n存档:");
    let mut hovers = 0;
    for (version, text) in [good, beside, inside, unread].iter().enumerate() {
        let document = json!({"uri": uri, "languageId": "yaml", "version": version, "text": text});
        match version {
            0 => server.notify("textDocument/didOpen", json!({"textDocument": document})),
            _ => server.notify(
                "textDocument/didChange",
                json!({"textDocument": document, "contentChanges": [{"text": text}]}),
            ),
        }
        let is_at_fault = |told: &Value| told.to_string().contains("\"severity\":1");
        let told = loop {
            let told = server.told(&uri);
            clean(&told);
            if is_at_fault(&told) == (version > 0) {
                break told;
            }
        };
        let hidden = text.lines().position(|line| line.contains("不公开"));
        for (line, of_file) in text.lines().enumerate() {
            // All that is hidden, and some of the rest.
            if line % 7 > 0 && Some(line) < hidden {
                continue;
            }
            for character in [2, of_file.encode_utf16().count()] {
                let place = json!({"line": line, "character": character});
                let asked = json!({
                    "textDocument": {"uri": uri}, "position": place, "newName": "新名称",
                    "range": {"start": place, "end": place}, "context": {"diagnostics": told},
                });
                for method in [
                    "hover",
                    "completion",
                    "codeAction",
                    "definition",
                    "prepareRename",
                    "rename",
                ] {
                    let answer = server.ask(&format!("textDocument/{method}"), asked.clone());
                    clean(&answer);
                    hovers += usize::from(method == "hover" && !answer["result"].is_null());
                }
            }
        }
    }
    assert!(hovers > 15, "{hovers}");
}
