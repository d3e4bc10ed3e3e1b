//! Whose code the program is made of: docs/dependencies.md names every crate that is
//! asked for, and the licences and double versions of all of them are those of deny.toml.

#![allow(clippy::unwrap_used)] // a failure ends the test

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Crate, version, licence.
type Package = (String, String, String);

/// What `cargo tree` lists, the program itself aside.
fn tree(arguments: &[&str]) -> BTreeSet<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--prefix", "none"])
        .args(["--format", "{p}|{l}"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let packages = lines.lines().filter_map(|line| {
        let (package, licence) = line.split_once('|')?;
        let (name, rest) = package.split_once(" v")?;
        let version = rest.split(' ').next()?;
        // Marks that a crate was listed above already.
        let licence = licence.trim_end_matches(" (*)");
        Some((name.to_owned(), version.to_owned(), licence.to_owned()))
    });
    packages.filter(|(name, ..)| name != "ziping").collect()
}

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The quoted texts of a list of deny.toml that come after `key`.
fn listed(deny: &str, list: &str, key: &str) -> BTreeSet<String> {
    let start = deny.find(&format!("\n{list} = [\n")).unwrap();
    let lines = deny[start..]
        .lines()
        .skip(2)
        .take_while(|line| *line != "]");
    let texts = lines.filter_map(|line| line.split_once(key)?.1.split('"').next());
    texts.map(str::to_owned).collect()
}

#[test]
fn every_crate_that_is_asked_for_is_explained_with_its_licence() {
    let document = read("docs/dependencies.md");
    let (program, tests) = document.split_once("## 只在测试里").unwrap();
    for (part, edges) in [(program, "normal,build"), (tests, "dev")] {
        let asked = tree(&["--depth", "1", "--edges", edges]);
        let rows = part.lines().filter_map(|line| {
            let cells: Vec<&str> = line.strip_prefix("| ")?.split(" | ").collect();
            let [name, purpose, licence, ..] = cells[..] else {
                return None;
            };
            (licence != "许可证").then_some((name.to_owned(), purpose, licence.to_owned()))
        });
        let mut explained = BTreeSet::new();
        for (name, purpose, licence) in rows {
            assert!(!purpose.is_empty(), "{name}");
            explained.insert((name, licence));
        }
        // The reader of workbooks is asked for twice, by the tests with more features.
        let asked = asked.into_iter().map(|(name, _, licence)| (name, licence));
        let is_of_both = |name: &str| edges == "dev" && name == "calamine";
        let asked: BTreeSet<_> = asked.filter(|(name, _)| !is_of_both(name)).collect();
        assert_eq!(explained, asked);
    }
}

#[test]
fn every_licence_is_one_of_those_that_are_allowed() {
    let deny = read("deny.toml");
    let allowed = listed(&deny, "allow", "\"");
    let excepted = listed(&deny, "exceptions", "crate = \"");
    let is_allowed = |licence: &str| {
        let licence = licence.replace(['(', ')'], "").replace('/', " OR ");
        let mut parts = licence.split(" AND ");
        parts.all(|part| {
            let mut choices = part.split(" OR ").map(str::trim);
            choices.any(|choice| allowed.contains(choice))
        })
    };
    let program = tree(&["--edges", "normal,build"]);
    let all = tree(&["--edges", "normal,build,dev"]);
    assert!(program.len() > 100 && all.len() > program.len());
    let refused = |packages: &BTreeSet<Package>| -> BTreeSet<String> {
        let refused = packages.iter().filter(|(.., licence)| !is_allowed(licence));
        refused.map(|(name, ..)| name.clone()).collect()
    };
    assert_eq!(refused(&program), BTreeSet::new());
    assert_eq!(refused(&all), excepted);
}

#[test]
fn every_crate_with_two_versions_has_its_reason() {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, version, _) in tree(&["--edges", "normal,build,dev"]) {
        versions.entry(name).or_default().push(version);
    }
    // In the order of texts, which holds for these versions: all but the newest.
    let older = versions.into_iter().flat_map(|(name, versions)| {
        let older = versions.len() - 1;
        let older = versions.into_iter().take(older);
        older.map(move |version| format!("{name}@{version}"))
    });
    let older: BTreeSet<String> = older.collect();
    assert_eq!(older, listed(&read("deny.toml"), "skip", "crate = \""));
    let document = read("docs/dependencies.md");
    for one in older {
        let name = one.split('@').next().unwrap();
        assert!(document.contains(&format!("\n| {name} ")), "{name}");
    }
}

/// `1.89` and `1.89.0` as numbers.
fn version(text: &str) -> Vec<u32> {
    let mut parts: Vec<u32> = text.split('.').map(|part| part.parse().unwrap()).collect();
    parts.resize(3, 0);
    parts
}

#[test]
fn no_crate_asks_for_a_newer_compiler_than_the_program_does() {
    let host = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(host.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: "));
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(["--filter-platform", host.unwrap()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    // Those of other systems are listed too, but may not be at hand.
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap().iter();
    let used: BTreeSet<&str> = nodes.map(|node| node["id"].as_str().unwrap()).collect();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let packages = packages.filter(|package| used.contains(package["id"].as_str().unwrap()));
    let ours = version(env!("CARGO_PKG_RUST_VERSION"));
    let mut asking = 0;
    for package in packages {
        if let Some(theirs) = package["rust_version"].as_str() {
            asking += 1;
            assert!(version(theirs) <= ours, "{} {theirs}", package["name"]);
        }
    }
    assert!(asking > 100, "{asking}");
}
