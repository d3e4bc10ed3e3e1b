//! The rooms of docs/architecture.md hold: who may use whom, and each
//! third-party crate is named in one room.

#![allow(clippy::unwrap_used)] // a failure ends the test

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms under src/ with the rooms that each may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("stored", &[]),
    ("source", &["stored"]),
    ("scalar", &["source"]),
    ("system", &[]),
    ("digest", &[]),
    ("comma_separated", &[]),
    ("sequence", &[]),
    ("timing", &[]),
    ("diagnostic", &["source", "stored"]),
    ("fix", &["source", "diagnostic"]),
    ("history", &["system"]),
    ("model", &["source", "stored", "diagnostic"]),
    ("form", &["model"]),
    ("folder", &["source", "model", "form"]),
    ("schema", &["model", "form"]),
    (
        "scaffold",
        &["source", "scalar", "system", "model", "form", "schema"],
    ),
    ("import", &["scalar", "diagnostic", "model", "form"]),
    ("load", &["source", "diagnostic", "model", "form", "folder"]),
    (
        "format",
        &["source", "scalar", "model", "form", "folder", "load"],
    ),
    ("check", &["diagnostic", "model", "form", "folder"]),
    (
        "compare",
        &["sequence", "source", "diagnostic", "model", "form", "load"],
    ),
    ("chart", &["model"]),
    ("theme", &["digest"]),
    (
        "render",
        &[
            "source",
            "stored",
            "digest",
            "comma_separated",
            "diagnostic",
            "model",
            "form",
            "folder",
            "check",
            "chart",
            "theme",
            "timing",
        ],
    ),
    (
        "download",
        &[
            "stored",
            "timing",
            "comma_separated",
            "model",
            "form",
            "folder",
            "check",
            "render",
        ],
    ),
    (
        "search",
        &["stored", "model", "form", "folder", "check", "render"],
    ),
    // The workbook of a form is the sheet of the downloads.
    (
        "export",
        &["system", "model", "folder", "check", "render", "download"],
    ),
    ("publish", &["stored", "digest"]),
    (
        "pipeline",
        &[
            "digest",
            "timing",
            "stored",
            "source",
            "system",
            "diagnostic",
            "fix",
            "history",
            "model",
            "form",
            "folder",
            "schema",
            "scaffold",
            "load",
            "check",
            "chart",
            "format",
            "compare",
            "theme",
            "render",
            "download",
            "search",
            "import",
            "export",
            "publish",
        ],
    ),
    (
        "lsp",
        &[
            "source",
            "scalar",
            "diagnostic",
            "fix",
            "model",
            "form",
            "schema",
            "load",
            "pipeline",
        ],
    ),
    (
        "serve",
        &[
            "source",
            "system",
            "diagnostic",
            "model",
            "load",
            "render",
            "pipeline",
        ],
    ),
];

/// Where each crate may be named: a file, or a room with all its files.
const CRATES: &[(&str, &[&str])] = &[
    ("serde_yaml", &["load/yaml"]),
    ("pulldown_cmark", &["load/narrative"]),
    ("walkdir", &["load/walk"]),
    ("rust_decimal", &["model/amount"]),
    ("plotters", &["chart"]),
    ("plotters_backend", &["chart"]),
    ("tera", &["theme"]),
    ("sha2", &["digest"]),
    ("csv", &["comma_separated", "import/pasted"]),
    ("calamine", &["import/workbook"]),
    // What is read of strangers and what is written share nothing but the crate.
    (
        "quick_xml",
        &[
            "import/word",
            "import/word/numbering",
            "import/word/styles",
            "export/passages",
            "export/word/xml",
        ],
    ),
    ("zip", &["import/package", "export/word"]),
    ("rust_xlsxwriter", &["download/workbook"]),
    ("rustix", &["publish"]),
    ("minisign_verify", &["publish/signature"]),
    ("miniz_oxide", &["publish/packed"]),
    ("crc32fast", &["publish/packed"]),
    ("brotli", &["publish/packed"]),
    ("gix", &["history"]),
    ("rayon", &["pipeline"]),
    ("gen_lsp_types", &["lsp"]),
    ("axum", &["serve/server"]),
    ("tower_http", &["serve/server"]),
    ("hyper", &["serve/server"]),
    ("hyper_util", &["serve/server"]),
    ("tokio_stream", &["serve/server"]),
    ("tokio", &["serve"]),
    ("notify", &["serve/watch"]),
    ("clap", &["cli", "main"]),
    ("clap_complete", &["cli/shell"]),
    ("clap_mangen", &["cli/shell"]),
    ("dialoguer", &["cli/ask"]),
    ("indicatif", &["cli"]),
    ("anstream", &["cli", "diagnostic"]),
    ("unicode_width", &["diagnostic"]),
    ("strsim", &["load", "check"]),
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                into.push(path);
            }
        }
    }
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&src, &mut paths);
    paths.retain(|path| !is_test(path));
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&src).unwrap().with_extension("");
            (
                name.to_str().unwrap().to_owned(),
                code(&fs::read_to_string(&path).unwrap()),
            )
        })
        .collect()
}

/// Whether a file holds nothing but tests.
fn is_test(path: &Path) -> bool {
    path.components().any(|part| {
        ["tests", "tests.rs", "testing.rs"]
            .iter()
            .any(|name| part.as_os_str() == *name)
    })
}

/// The source without its comments and without its tests.
fn code(text: &str) -> String {
    text.split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_room_uses_only_the_rooms_before_it() {
    let mut broken = Vec::new();
    for (name, text) in sources() {
        let room = name.split('/').next().unwrap();
        let Some((_, allowed)) = ROOMS.iter().find(|(known, _)| *known == room) else {
            assert!(
                ["lib", "main", "cli"].contains(&room),
                "the room of src/{name}.rs is not in the list"
            );
            continue;
        };
        for (other, _) in ROOMS {
            if *other != room
                && !allowed.contains(other)
                && text.contains(&format!("crate::{other}::"))
            {
                broken.push(format!("src/{name}.rs uses {other}"));
            }
        }
    }
    assert_eq!(broken, [""; 0]);
}

#[test]
fn a_crate_is_named_in_one_place() {
    let mut broken = Vec::new();
    for (name, text) in sources() {
        for (package, places) in CRATES {
            let named =
                text.contains(&format!("{package}::")) || text.contains(&format!("use {package};"));
            let allowed = places
                .iter()
                .any(|place| name == *place || name.starts_with(&format!("{place}/")));
            if named && !allowed {
                broken.push(format!("src/{name}.rs names {package}"));
            }
        }
    }
    assert_eq!(broken, [""; 0]);
}
