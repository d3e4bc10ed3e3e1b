//! What stands under 不公开 is in no byte that leaves the program.

use super::*;

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
    let mut looked = 0;
    for (name, file) in snapshot(root) {
        if !name.starts_with("content/") && !name.starts_with("other/") {
            let found = file
                .bytes
                .windows(SECRET.len())
                .any(|part| part == SECRET.as_bytes());
            assert!(!found, "{name} holds what stands under 不公开");
            looked += 1;
        }
    }
    assert!(
        root.join(".public.ziping-cache").exists() && looked > 30,
        "{looked}"
    );
}
