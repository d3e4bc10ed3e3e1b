//! `ziping lsp`, spoken to as an editor would.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod changes;
#[path = "../common/mod.rs"]
mod common;
mod findings;
mod new_site;
mod questions;
mod sample;
mod talk;

use common::language_server::Server;
use common::ziping;
use sample::{FORM, REPORT, Site, site};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

fn server(site: &Site) -> Server {
    Server::run(command(), site.folder.path(), Value::Null)
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    command.arg("lsp");
    command
}

/// A file's address, with everything but plain letters in percent signs.
fn address(path: &Path) -> String {
    let bytes = path.to_str().unwrap().bytes();
    let signs = bytes.map(|byte| match byte {
        b'/' | b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    format!("file://{}", signs.collect::<String>())
}

fn open(server: &mut Server, path: &Path, text: &str) -> Vec<Value> {
    let uri = address(path);
    let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
    server.notify("textDocument/didOpen", json!({"textDocument": document}));
    told(server, path)
}

fn change(server: &mut Server, path: &Path, text: &str) -> Vec<Value> {
    let document = json!({"uri": address(path), "version": 2});
    server.notify(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": [{"text": text}]}),
    );
    told(server, path)
}

fn told(server: &mut Server, path: &Path) -> Vec<Value> {
    let told = server.told(&address(path));
    told.as_array().unwrap().clone()
}

/// The place of some words in a text: line and units of UTF-16.
fn place(text: &str, words: &str) -> Value {
    let at = text.find(words).unwrap();
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[..at].matches('\n').count();
    json!({"line": line, "character": text[start..at].encode_utf16().count()})
}

fn at(path: &Path, place: Value) -> Value {
    json!({"textDocument": {"uri": address(path)}, "position": place})
}

/// The range of some words on one line of a text.
fn range(text: &str, words: &str) -> Value {
    let start = place(text, words);
    let mut end = start.clone();
    let units = words.encode_utf16().count() as u64;
    end["character"] = json!(start["character"].as_u64().unwrap() + units);
    json!({"start": start, "end": end})
}

/// A text with the replacements of an answer for its file, from the last to the first.
fn edited(text: &str, path: &Path, edit: &Value) -> String {
    let edits = edit["changes"][address(path)].as_array();
    let mut edits = edits.cloned().unwrap_or_default();
    let byte = |place: &Value| {
        let line = place["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = place["character"].as_u64().unwrap();
        let mut at = start;
        for char in text[start..].chars() {
            if units == 0 {
                break;
            }
            units -= char.len_utf16() as u64;
            at += char.len_utf8();
        }
        at
    };
    edits.sort_by_key(|edit| std::cmp::Reverse(byte(&edit["range"]["start"])));
    let mut after = text.to_owned();
    for edit in edits {
        let span = byte(&edit["range"]["start"])..byte(&edit["range"]["end"]);
        after.replace_range(span, edit["newText"].as_str().unwrap());
    }
    after
}

fn codes(told: &[Value]) -> Vec<&str> {
    told.iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect()
}
