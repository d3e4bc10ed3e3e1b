//! A build that takes over what has not changed gives the site of a clean build to the
//! byte, whatever was changed before it: in the content, in the published files, in the
//! cache itself.

#![allow(clippy::unwrap_used)] // a failure ends the test

#[path = "../common/mod.rs"]
mod common;
#[allow(dead_code, unreachable_pub)]
#[path = "../../examples/generate.rs"]
mod generate;

mod changes;
mod dice;
mod killed;

use common::{FileState, snapshot};
use dice::Dice;
use killed::Before;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use ziping::pipeline::{self, Options, Outcome, Rebuilds};

/// A site in a folder of its own, as its operator builds it.
struct Site {
    folder: tempfile::TempDir,
    options: Options,
    /// The program that has the preview, where it is one.
    preview: RefCell<Rebuilds>,
}

type Files = BTreeMap<String, FileState>;

impl Site {
    /// Two regions with two units each.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        generate::site(folder.path(), 6, 0).unwrap();
        let options = Options {
            root: folder.path().to_owned(),
            output: folder.path().join("public"),
            program: Some("one".to_owned()),
            ..Options::default()
        };
        let preview = RefCell::new(Rebuilds::default());
        let site = Self {
            folder,
            options,
            preview,
        };
        let city = site.content("city-000");
        let other = city.join("district-0001");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("region.yaml"), "名称: 另一区\n").unwrap();
        let unit = "unit-000002";
        fs::rename(city.join("district-0000").join(unit), other.join(unit)).unwrap();
        site
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn content(&self, below: &str) -> PathBuf {
        self.path("content").join(below)
    }

    fn cache(&self) -> PathBuf {
        self.path(".public.ziping-cache")
    }

    fn build(&self) -> Outcome {
        if !self.options.preview {
            return pipeline::build(&self.options, &|_| {}).unwrap();
        }
        let mut preview = self.preview.borrow_mut();
        let outcome = preview.build(&self.options, &|_| {}).unwrap();
        preview.save();
        outcome
    }

    /// The program that has the preview ends, and another takes it up.
    fn begin_anew(&self) {
        self.preview.replace(Rebuilds::default());
    }

    /// The outcome of a clean build, and its files.
    fn built_clean(&self) -> (Outcome, Files) {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            output: folder.path().join("public"),
            program: None,
            preview: false,
            ..self.options.clone()
        };
        let outcome = pipeline::build(&options, &|_| {}).unwrap();
        let files = match outcome.published {
            Some(_) => snapshot(&options.output),
            None => Files::new(),
        };
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert!(left.len() <= 1, "only the site is left: {left:?}");
        (outcome, files)
    }

    fn public(&self) -> Files {
        snapshot(&self.options.output)
    }

    /// Builds, and holds the result against a clean build; whether it was published.
    fn build_and_compare(&self, what: &str) -> bool {
        let before = match self.options.output.exists() {
            true => self.public(),
            false => Files::new(),
        };
        let outcome = self.build();
        let after = self.public();
        let (clean, expected) = self.built_clean();
        assert_eq!(outcome.diagnostics, clean.diagnostics, "{what}");
        assert_eq!(
            (outcome.units, outcome.reports, outcome.unread),
            (clean.units, clean.reports, clean.unread),
            "{what}"
        );
        let published = outcome.published.as_ref();
        assert_eq!(published.is_some(), clean.published.is_some(), "{what}");
        if published.is_none() {
            assert_eq!(after, before, "a refused build changes nothing: {what}");
            return false;
        }
        let verified = pipeline::verify(&self.options.output, None).unwrap();
        assert_eq!(verified.differences, [], "{what}");
        let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&after), names(&expected), "{what}");
        for (name, file) in &after {
            assert!(file.bytes == expected[name].bytes, "{name} after {what}");
            if let Some(earlier) = before.get(name).filter(|it| it.bytes == file.bytes) {
                let same_time = earlier.modified == file.modified;
                assert!(same_time || is_list(name), "{name} after {what}");
            }
        }
        let sizes = published.map(|it| (it.files, it.bytes));
        assert_eq!(
            sizes,
            clean.published.map(|it| (it.files, it.bytes)),
            "{what}"
        );
        true
    }
}

const LIST: &str = ".ziping-manifest";

/// The list of all files is written with each site.
fn is_list(name: &str) -> bool {
    name == LIST
}

/// One row of changes, each followed by a build.
fn rounds(seed: u64, count: usize) {
    let mut site = Site::new();
    let mut dice = Dice::new(seed);
    assert!(site.build_and_compare("nothing"));
    for round in 0..count {
        let what = format!("seed {seed}, round {round}");
        let (name, undo) = changes::change(&mut site, &mut dice);
        let what = format!("{what}: {name}");
        if !site.build_and_compare(&what) {
            undo.apply(&mut site);
            assert!(site.build_and_compare(&format!("{what}, undone")));
        }
    }
}

#[test]
fn any_change_gives_the_site_of_a_clean_build() {
    rounds(1, 100);
}

#[test]
fn any_other_change_gives_the_site_of_a_clean_build() {
    rounds(2, 100);
}

#[test]
fn any_change_gives_the_preview_of_a_clean_build() {
    let mut site = Site::new();
    site.options.preview = true;
    site.options.without_collections = true;
    let mut dice = Dice::new(4);
    assert!(site.build_and_compare("nothing"));
    for round in 0..60 {
        let before = dice.chance(30).then(|| Before::of(&site));
        let (name, undo) = changes::change(&mut site, &mut dice);
        let what = format!("round {round}: {name}");
        // Nobody else is expected to alter a preview while the program runs.
        if dice.chance(20) || name == changes::PUBLISHED {
            site.begin_anew();
        }
        if !site.build_and_compare(&what) {
            undo.apply(&mut site);
            assert!(site.build_and_compare(&format!("{what}, undone")));
        } else if let Some(before) = before.filter(|_| name != changes::PUBLISHED) {
            before.kill(&site, &mut dice);
            site.begin_anew();
            if dice.chance(50) {
                undo.apply(&mut site);
            }
            assert!(site.build_and_compare(&format!("{what}, killed")));
        }
    }
}

#[test]
fn nothing_is_done_where_nothing_changed() {
    let site = Site::new();
    site.build();
    let before = site.public();
    let cache = fs::read(site.cache()).unwrap();
    let published = site.build().published.unwrap();
    assert!(published.nothing_changed);
    assert_eq!(published.files, before.len() - 1);
    assert_eq!(site.public(), before);
    assert_eq!(fs::read(site.cache()).unwrap(), cache);
}

#[test]
fn the_files_of_the_other_units_stay() {
    let site = Site::new();
    site.build();
    let unit = site.content("city-000/district-0000/unit-000000/unit.yaml");
    fs::write(&unit, "名称: 甲街道办事处\n").unwrap();
    let other = site.path("public/city-000/district-0000/unit-000001");
    let before = snapshot(&other);
    let published = site.build().published.unwrap();
    assert_eq!(snapshot(&other), before);
    assert!(
        published.written > 10 && published.unchanged > 50,
        "{published:?}"
    );
}

#[test]
fn a_page_altered_by_hand_is_made_anew() {
    let site = Site::new();
    site.build();
    let before = site.public();
    for address in [
        "index.html",
        "city-000/district-0000/unit-000000/2022/index.html",
    ] {
        let page = site.options.output.join(address);
        let altered = before[address].bytes.to_ascii_uppercase();
        assert_ne!(altered, before[address].bytes);
        fs::write(&page, &altered).unwrap();
        let published = site.build().published.unwrap();
        assert_eq!((published.written, published.nothing_changed), (1, false));
        assert_eq!(fs::read(&page).unwrap(), before[address].bytes);
    }
}

#[test]
fn no_damage_to_the_cache_does_harm() {
    let site = Site::new();
    site.build();
    let whole = fs::read(site.cache()).unwrap();
    let expected = site.public();
    let mut dice = Dice::new(3);
    let mut damaged: Vec<Vec<u8>> = vec![Vec::new(), b"ziping cache 1\n\0".to_vec()];
    for _ in 0..15 {
        let at = dice.below(whole.len());
        damaged.push(whole[..at].to_vec());
        let mut changed = whole.clone();
        changed[at] ^= 1 << dice.below(8);
        damaged.push(changed);
    }
    for bytes in damaged {
        fs::write(site.cache(), &bytes).unwrap();
        let published = site.build().published.unwrap();
        assert!(published.nothing_changed);
        assert!(site.public() == expected);
    }
}

#[test]
fn a_folder_or_a_pipe_in_the_place_of_the_cache_does_no_harm() {
    let site = Site::new();
    fs::create_dir(site.cache()).unwrap();
    assert!(site.build_and_compare("a folder"));
    assert!(site.cache().is_dir());
    fs::remove_dir(site.cache()).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(site.cache())
        .status();
    if made.is_ok_and(|made| made.success()) {
        assert!(site.build_and_compare("a pipe"));
    }
}

#[test]
fn another_program_takes_nothing_over() {
    let mut site = Site::new();
    site.build();
    let cache = fs::read(site.cache()).unwrap();
    site.options.program = Some("another".to_owned());
    assert!(site.build_and_compare("another program"));
    assert_ne!(fs::read(site.cache()).unwrap(), cache);
}

#[test]
fn a_cache_of_an_earlier_site_is_not_believed() {
    let site = Site::new();
    site.build();
    let early = fs::read(site.cache()).unwrap();
    let unit = site.content("city-000/district-0000/unit-000000/unit.yaml");
    let text = fs::read(&unit).unwrap();
    fs::write(&unit, "名称: 甲街道办事处\n").unwrap();
    site.build();
    // A run that was killed before it wrote its cache leaves this behind.
    fs::write(site.cache(), &early).unwrap();
    assert!(site.build_and_compare("an early cache"));
    fs::write(site.cache(), &early).unwrap();
    fs::write(&unit, text).unwrap();
    assert!(site.build_and_compare("an early cache, and the content it was of"));
}

#[test]
fn a_refused_build_leaves_the_cache() {
    let site = Site::new();
    site.build();
    let cache = fs::read(site.cache()).unwrap();
    let unit = site.content("city-000/district-0000/unit-000000/unit.yaml");
    let text = fs::read(&unit).unwrap();
    fs::write(&unit, "名称：甲\n").unwrap();
    assert!(!site.build_and_compare("a mistake"));
    assert_eq!(fs::read(site.cache()).unwrap(), cache);
    fs::write(&unit, text).unwrap();
    assert!(site.build().published.unwrap().nothing_changed);
}

#[test]
fn without_a_cache_nothing_is_left_beside_the_output() {
    let site = Site::new();
    let (_, files) = site.built_clean();
    assert!(!files.is_empty());
    assert!(!Path::new(&site.cache()).exists());
}
