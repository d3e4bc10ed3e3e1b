//! The entry points of the fuzzer with texts that are known, and with these bent at
//! random, the same in every run: nothing panics, nothing takes long.
//!
//! `FUZZ_ROUNDS=100000 cargo test --test fuzz` bends more of them;
//! `FUZZ_CORPUS=folder cargo test --test fuzz` writes the known ones for the fuzzer.

#![allow(clippy::unwrap_used)] // a failure ends the test

#[path = "../incremental/dice.rs"]
#[allow(dead_code)]
mod dice;
mod found;
#[path = "../hostile/payloads.rs"]
mod payloads;
mod seeds;
mod targets;

use dice::Dice;
use std::io::Read as _;
use std::panic;
use std::path::Path;
use std::time::{Duration, Instant};
use targets::{TARGETS, Target};

/// How long anything may take that is as large as this: a second for 64 KB. A build
/// without optimization gets a part of that, and longer, which still tells what grows
/// with the square of its size from what does not.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });
const FULL: usize = if cfg!(debug_assertions) {
    16 << 10
} else {
    64 << 10
};

/// How often each target is called with something bent, where nothing else is asked for.
const ROUNDS: usize = 150;

fn rounds() -> usize {
    let asked = std::env::var("FUZZ_ROUNDS").ok();
    asked.map_or(ROUNDS, |rounds| rounds.parse().unwrap())
}

/// How often something that took long is tried: other work on the machine may have
/// been what took the time.
const TRIES: usize = 3;

/// Calls a target; what is wrong with how it ended.
fn fault(target: Target, bytes: &[u8]) -> Option<String> {
    let mut took = Duration::ZERO;
    for _ in 0..TRIES {
        let started = Instant::now();
        if panic::catch_unwind(|| target(bytes)).is_err() {
            return Some("panicked".to_owned());
        }
        took = started.elapsed();
        if took <= LONGEST {
            return None;
        }
    }
    Some(format!("took {took:?}"))
}

fn none_is_at_fault<'a>(name: &str, target: Target, inputs: impl Iterator<Item = &'a [u8]>) {
    let mut faults = Vec::new();
    for (at, bytes) in inputs.enumerate() {
        if let Some(fault) = fault(target, bytes) {
            let file = std::env::temp_dir().join(format!("ziping-fuzz-{name}-{at}"));
            std::fs::write(&file, bytes).unwrap();
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]);
            faults.push(format!("{name} {fault}, with {}: {shown}", file.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Bytes with a few changes: pieces moved, doubled, cut, taken from another text.
fn bent(dice: &mut Dice, known: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = dice.one_of(known).unwrap().clone();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let to = (at + dice.below(40)).min(bytes.len());
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..to)),
            2 => {
                let piece = bytes[at..to].to_vec();
                let place = dice.below(bytes.len() + 1);
                bytes.splice(place..place, piece);
            }
            3 => {
                let piece = bytes[at..to].repeat(dice.below(2000));
                bytes.splice(at..at, piece);
            }
            4 => {
                let piece = dice.one_of(seeds::PIECES).unwrap();
                bytes.splice(at..to, piece.bytes());
            }
            5 => {
                let other = dice.one_of(known).unwrap();
                let start = dice.below(other.len() + 1);
                let end = (start + dice.below(400)).min(other.len());
                bytes.splice(at..to, other[start..end].iter().copied());
            }
            _ => bytes[at..to].iter_mut().take(3).for_each(|byte| {
                *byte = u8::try_from(dice.below(256)).unwrap();
            }),
        }
    }
    bytes.truncate(FULL);
    bytes
}

#[test]
fn the_known_files_are_read() {
    let docx = seeds::of("docx").into_iter();
    let read = docx.filter(|bytes| targets::cells_of_docx(bytes) >= 3);
    assert!(read.count() >= 2);
    let xlsx = seeds::of("xlsx").into_iter();
    let read = xlsx.filter(|bytes| targets::cells_of_xlsx(bytes) >= 3);
    assert!(read.count() >= 2);
}

#[test]
fn known_texts_do_no_harm() {
    for (name, target) in TARGETS {
        let known = seeds::of(name);
        assert!(known.len() > 3, "{name}");
        none_is_at_fault(name, *target, known.iter().map(Vec::as_slice));
        if let Some(folder) = std::env::var_os("FUZZ_CORPUS") {
            let folder = Path::new(&folder).join(name);
            std::fs::create_dir_all(&folder).unwrap();
            for (at, bytes) in known.iter().enumerate() {
                std::fs::write(folder.join(format!("seed-{at}")), bytes).unwrap();
            }
        }
    }
}

#[test]
fn bent_texts_do_no_harm() {
    for (name, target) in TARGETS {
        let known = seeds::of(name);
        let mut dice = Dice::new(u64::from_be_bytes(*b"bentbent"));
        let inputs: Vec<Vec<u8>> = (0..rounds()).map(|_| bent(&mut dice, &known)).collect();
        none_is_at_fault(name, *target, inputs.iter().map(Vec::as_slice));
    }
}

#[test]
fn the_same_over_and_over_is_done_with_soon() {
    for (name, target) in TARGETS {
        let pieces = seeds::PIECES.iter().filter(|piece| !piece.is_empty());
        let full = |piece: &&str| {
            let mut bytes = piece.repeat(FULL / piece.len()).into_bytes();
            if *name == "pipeline" {
                // As the narrative.
                bytes.insert(0, 1);
            }
            bytes
        };
        let inputs: Vec<Vec<u8>> = pieces.map(full).collect();
        none_is_at_fault(name, *target, inputs.iter().map(Vec::as_slice));
    }
}

#[test]
fn what_the_fuzzer_once_found_does_no_harm() {
    for (name, bytes) in found::FOUND {
        let (_, target) = TARGETS.iter().find(|(known, _)| known == name).unwrap();
        none_is_at_fault(name, *target, std::iter::once(*bytes));
    }
}

/// The least of what the fuzzer was led to that goes through all the code it found.
#[test]
fn what_the_fuzzer_has_reached_does_no_harm() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/reached");
    let mut read = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let known = TARGETS
            .iter()
            .find(|(name, _)| path.ends_with(format!("{name}.zip")));
        let (name, target) = known.unwrap();
        let mut zip = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
        let inputs: Vec<Vec<u8>> = (0..zip.len())
            .map(|at| {
                let mut bytes = Vec::new();
                zip.by_index(at).unwrap().read_to_end(&mut bytes).unwrap();
                bytes
            })
            .collect();
        none_is_at_fault(name, *target, inputs.iter().map(Vec::as_slice));
        read += inputs.len();
    }
    assert!(read > 100, "{read}");
}

/// `FUZZ_FILE=yaml:file cargo test --test fuzz` tries what the fuzzer has found.
#[test]
fn one_file_does_no_harm() {
    let Ok(asked) = std::env::var("FUZZ_FILE") else {
        return;
    };
    let (name, file) = asked.split_once(':').unwrap();
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let bytes = std::fs::read(file).unwrap();
    none_is_at_fault(name, *target, std::iter::once(bytes.as_slice()));
}
