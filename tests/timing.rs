//! `ziping build --timings` and `--trace` tell where the time goes, and nothing that is
//! made depends on it.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;
#[allow(dead_code)]
#[path = "../examples/generate.rs"]
mod generate;

use common::{snapshot, ziping};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use ziping::timing::Room;

/// A site of two units with two reports each.
fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    generate::site(site.path(), 4, 0).unwrap();
    site
}

#[test]
fn the_table_names_every_room() {
    let site = site();
    let measured = ziping(site.path(), &["build", "--timings"]);
    assert_eq!(measured.code, 0, "{}", measured.stderr);
    let (_, table) = measured.stderr.split_once("时间用在哪里").unwrap();
    let lines: Vec<&str> = table.lines().skip(1).map(str::trim).collect();
    let rooms = lines.iter().zip(Room::ALL);
    for (line, room) in rooms {
        assert!(line.starts_with(room.chinese()), "{line}");
        let is_used = !line.ends_with(" 0 次");
        let is_idle = [Room::Standing, Room::Pack].contains(&room);
        assert!(is_used != is_idle, "{line}");
    }
    assert!(lines[Room::ALL.len()].starts_with("合计"), "{table}");
    assert!(lines[Room::ALL.len() + 1].starts_with("历时"), "{table}");

    let again = ziping(site.path(), &["build", "--timings"]);
    let standing = again.stderr.lines().find(|line| line.contains("比对上次"));
    assert!(standing.unwrap().ends_with(" 2 次"), "{}", again.stderr);
    let plain = ziping(site.path(), &["build", "--no-cache"]);
    assert!(!plain.stderr.contains("时间用在哪里"), "{}", plain.stderr);
}

fn events(trace: &Path) -> Vec<Value> {
    let trace: Value = serde_json::from_slice(&fs::read(trace).unwrap()).unwrap();
    trace["traceEvents"].as_array().unwrap().clone()
}

#[test]
fn the_trace_has_each_unit_in_each_room_and_its_pieces_lie_within_one_another() {
    let site = site();
    let built = ziping(site.path(), &["build", "--trace", "t.json", "--jobs", "2"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    assert!(!built.stderr.contains("时间用在哪里"), "{}", built.stderr);

    let mut named = BTreeSet::new();
    let mut threads: BTreeMap<u64, Vec<(u64, u64)>> = BTreeMap::new();
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for event in events(&site.path().join("t.json")) {
        let thread = event["tid"].as_u64().unwrap();
        let of = event["args"]["name"].as_str().unwrap().to_owned();
        match event["ph"].as_str().unwrap() {
            "M" => assert!(named.insert(thread)),
            "X" => {
                let start = event["ts"].as_u64().unwrap();
                let end = start + event["dur"].as_u64().unwrap();
                threads.entry(thread).or_default().push((start, end));
                let room = event["name"].as_str().unwrap().to_owned();
                rooms.entry(of).or_default().insert(room);
            }
            other => panic!("{other}"),
        }
    }
    assert_eq!(named, threads.keys().copied().collect());
    for spans in threads.values_mut() {
        spans.sort_by_key(|(start, end)| (*start, u64::MAX - end));
        let mut open: Vec<u64> = Vec::new();
        for (start, end) in spans {
            open.retain(|above| above > start);
            assert!(open.iter().all(|above| *above >= *end), "{start} {end}");
            open.push(*end);
        }
    }
    let units: Vec<&String> = rooms.keys().filter(|of| of.contains("unit-")).collect();
    assert_eq!(units.len(), 2, "{units:?}");
    for unit in units {
        for room in [
            Room::Load,
            Room::Check,
            Room::Pages,
            Room::Charts,
            Room::Downloads,
            Room::Workbooks,
            Room::Search,
            Room::Write,
        ] {
            assert!(rooms[unit].contains(room.chinese()), "{unit} {room:?}");
        }
    }
    assert!(rooms["全站"].contains(Room::Publish.chinese()));
}

#[test]
fn measured_or_not_the_site_is_the_same() {
    let site = site();
    for arguments in [
        &["build", "--output", "plain"][..],
        &["build", "--output", "measured", "--timings", "--trace", "t"],
    ] {
        let built = ziping(site.path(), arguments);
        assert_eq!(built.code, 0, "{}", built.stderr);
    }
    let bytes = |folder: &str| -> BTreeMap<String, Vec<u8>> {
        let files = snapshot(&site.path().join(folder)).into_iter();
        files.map(|(name, file)| (name, file.bytes)).collect()
    };
    assert!(bytes("plain") == bytes("measured"));
}

#[test]
fn a_trace_that_cannot_be_written_is_told_before_the_build() {
    let site = site();
    let refused = ziping(site.path(), &["build", "--trace", "nowhere/t.json"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .stderr
            .contains("写不了跟踪文件 nowhere/t.json：文件或文件夹不存在"),
        "{}",
        refused.stderr
    );
    assert!(!site.path().join("public").exists());
}
