//! Regions that are built apart and joined are, to the byte, the site of one build;
//! what cannot be joined is refused and told.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;
#[allow(dead_code, unreachable_pub)]
#[path = "../examples/generate.rs"]
mod generate;

use common::{Run, snapshot, ziping};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// Five districts of two cities, with seven units.
const DISTRICTS: [(&str, &[u32]); 5] = [
    ("city-a/one", &[0]),
    ("city-a/three", &[2, 3]),
    ("city-a/two", &[1]),
    ("city-b/four", &[4, 5]),
    ("city-b/of/five", &[6]),
];

/// A folder with the content and what is made of it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = tempfile::tempdir().unwrap();
        generate::site(made.path(), 14, 0).unwrap();
        let from = made.path().join("content");
        let content = folder.path().join("content");
        for (district, units) in DISTRICTS {
            let to = content.join(district);
            fs::create_dir_all(&to).unwrap();
            fs::write(to.join("region.yaml"), format!("名称: {district}区\n")).unwrap();
            for unit in units {
                let unit = format!("unit-{unit:06}");
                let old = from.join("city-000/district-0000").join(&unit);
                fs::rename(old, to.join(&unit)).unwrap();
            }
        }
        fs::write(content.join("city-a/region.yaml"), "名称: 甲市\n").unwrap();
        fs::rename(from.join("site.yaml"), content.join("site.yaml")).unwrap();
        let files = content.join("city-a/one/unit-000000/2022/files");
        fs::create_dir(&files).unwrap();
        fs::write(files.join("unit.ziping"), "an attachment of this name").unwrap();
        Self(folder)
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    fn run(&self, arguments: &[&str]) -> Run {
        ziping(self.0.path(), arguments)
    }

    fn done(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}\n{}", run.stderr);
        run
    }

    /// Builds a region alone.
    fn build(&self, region: &str, to: &str) {
        let region = format!("content/{region}");
        self.done(&["build", "--no-cache", "--only", &region, "--output", to]);
    }

    /// Why these are not joined; nothing is published then.
    fn refused(&self, sites: &[&str]) -> String {
        let run = self.run(&[&["merge", "--output", "refused"], sites].concat());
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(!self.path("refused").exists());
        run.stderr
    }

    fn assert_same(&self, one: &str, other: &str) {
        let [one, other] = [one, other].map(|site| snapshot(&self.path(site)));
        let names = |files: &std::collections::BTreeMap<String, _>| {
            files.keys().cloned().collect::<Vec<String>>()
        };
        assert_eq!(names(&one), names(&other));
        for (name, file) in &one {
            assert!(file.bytes == other[name].bytes, "{name}");
        }
    }
}

#[test]
fn five_districts_built_apart_and_joined_are_the_site_of_one_build() {
    let place = Place::new();
    place.done(&["build", "--no-cache", "--output", "whole"]);
    let sites = ["1", "2", "3", "4", "5"];
    for ((district, _), site) in DISTRICTS.iter().zip(sites) {
        place.build(district, site);
    }
    let before = sites.map(|site| snapshot(&place.path(site)));

    place.done(&[&["merge", "--output", "joined"], &sites[..]].concat());
    place.assert_same("joined", "whole");
    let backwards = ["5", "4", "3", "2", "1"];
    place.done(&[&["merge", "--output", "backwards"], &backwards[..]].concat());
    place.assert_same("backwards", "whole");
    assert!(sites.map(|site| snapshot(&place.path(site))) == before);

    // districts to a city, cities to a province
    place.done(&["merge", "--output", "city-a", "1", "2", "3"]);
    place.build("city-a", "city-a-alone");
    place.assert_same("city-a", "city-a-alone");
    place.done(&["merge", "--output", "province", "4", "city-a", "5"]);
    place.assert_same("province", "whole");

    // again, with nothing new
    let again = place.done(&[&["merge", "--output", "joined"], &sites[..]].concat());
    assert!(again.stderr.contains("内容没有变化"), "{}", again.stderr);
}

#[test]
fn packed_files_are_those_of_one_build_too() {
    let place = Place::new();
    place.done(&["build", "--no-cache", "--compress", "--output", "whole"]);
    for city in ["city-a", "city-b"] {
        let only = format!("content/{city}");
        place.done(&["build", "--compress", "--only", &only, "--output", city]);
    }
    place.done(&[
        "merge",
        "--compress",
        "--output",
        "joined",
        "city-a",
        "city-b",
    ]);
    place.assert_same("joined", "whole");
}

#[test]
fn a_region_built_alone_needs_and_publishes_nothing_of_the_others() {
    let place = Place::new();
    let other = place.path("content/city-b/four/unit-000004");
    fs::write(other.join("2022/report.yaml"), "总分: [\n").unwrap();
    fs::write(place.path("content/city-b/four/region.yaml"), "名称: [\n").unwrap();
    assert_eq!(place.run(&["build", "--output", "whole"]).code, 1);
    place.build("city-a/three", "alone");
    let files = snapshot(&place.path("alone"));
    assert!(files.contains_key("city-a/three/unit-000002/index.html"));
    assert!(files.contains_key("city-a/index.html") && files.contains_key("data/reports.csv"));
    assert!(
        !files
            .keys()
            .any(|name| name.starts_with("city-b") || name.contains("/one/"))
    );
    let home = String::from_utf8(files["index.html"].bytes.clone()).unwrap();
    assert!(!home.contains("city-b"));

    place.done(&[
        "build",
        "--only",
        "content/city-a/one",
        "--only",
        "content/city-b/of",
        "--output",
        "two",
    ]);
    let files = snapshot(&place.path("two"));
    let offers = files.keys().filter(|name| name.ends_with("/unit.ziping"));
    assert_eq!(offers.count(), 2 + 1, "two units and an attachment");

    let run = place.run(&["build", "--only", "content/site.yaml"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("content/site.yaml 里没有单位"),
        "{}",
        run.stderr
    );
    assert_eq!(place.run(&["build", "--only", "content/nowhere"]).code, 2);
}

#[test]
fn what_cannot_be_joined_is_told() {
    let place = Place::new();
    place.build("city-a", "a");
    place.build("city-a/two", "two");
    place.build("city-b", "b");

    let said = place.refused(&["a", "two"]);
    assert!(said.contains("city-a/two/unit-000001"), "{said}");
    assert!(said.contains("“a”") && said.contains("“two”"), "{said}");
    assert!(place.refused(&["b", "content"]).contains("没有发布清单"));
    assert!(place.refused(&["b", "nowhere"]).contains("没有发布清单"));
    let run = place.run(&["merge", "--output", "b", "a", "b"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("不能发布到“b”"), "{}", run.stderr);
    assert!(place.path("b/index.html").exists());

    let said = place.refused(&["--base-url", "https://example.org/", "a", "b"]);
    assert!(
        said.contains("https://example.org/") && said.contains("--base-url"),
        "{said}"
    );

    fs::write(place.path("content/city-a/region.yaml"), "名称: 乙市\n").unwrap();
    place.build("city-a/two", "two");
    fs::remove_dir_all(place.path("content/city-a/two")).unwrap();
    fs::write(place.path("content/city-a/region.yaml"), "名称: 甲市\n").unwrap();
    place.build("city-a", "a");
    let said = place.refused(&["a", "two"]);
    assert!(said.contains("甲市") && said.contains("乙市"), "{said}");

    let site = place.path("content/site.yaml");
    let other = fs::read_to_string(&site)
        .unwrap()
        .replace("示例站点", "别的站点");
    fs::write(&site, &other).unwrap();
    let run = place.done(&["merge", "--output", "joined", "a", "b"]);
    assert!(
        run.stderr.contains("“a”") && run.stderr.contains("site.yaml"),
        "{}",
        run.stderr
    );
    fs::write(&site, format!("{other}主题: 自己的\n")).unwrap();
    fs::create_dir_all(place.path("themes/自己的/assets")).unwrap();
    fs::write(place.path("themes/自己的/assets/own.css"), "body {}\n").unwrap();
    assert!(place.refused(&["a", "b"]).contains("主题"));
    fs::write(&site, "名称: [\n").unwrap();
    let run = place.run(&["merge", "--output", "refused", "a", "b"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
}

/// Puts other bytes in the place of a file of a published site, and their number into
/// the manifest.
fn replace(site: &Path, address: &str, bytes: &[u8]) {
    fs::write(site.join(address), bytes).unwrap();
    let manifest = site.join(".ziping-manifest");
    let lines = fs::read_to_string(&manifest).unwrap();
    let ending = format!(" {address}");
    let lines = lines.lines().map(|line| match line.ends_with(&ending) {
        true => format!("{}{ending}\n", bytes.len()),
        false => format!("{line}\n"),
    });
    fs::write(&manifest, lines.collect::<String>()).unwrap();
}

#[test]
fn a_damaged_or_hostile_copy_is_refused() {
    let place = Place::new();
    place.build("city-b/of/five", "five");
    let site = place.path("five");
    let offer = "city-b/of/five/unit-000006/unit.ziping";
    let page = "city-b/of/five/unit-000006/index.html";
    let whole = fs::read(site.join(offer)).unwrap();
    let good_page = fs::read(site.join(page)).unwrap();

    let cut = &whole[..whole.len() - 1];
    fs::write(site.join(offer), cut).unwrap();
    assert!(place.refused(&["five"]).contains("与发布清单不符"));
    for bytes in [cut, b"", b"ziping unit  2\n\0", &whole[..16]] {
        replace(&site, offer, bytes);
        let said = place.refused(&["five"]);
        assert!(said.contains("unit.ziping”已损坏"), "{said}");
    }
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        replace(&site, offer, &bytes);
        assert!(place.refused(&["five"]).contains("unit.ziping”"), "{at}");
    }
    let mut other = whole.clone();
    let version = 17..17 + env!("CARGO_PKG_VERSION").len();
    other[version].copy_from_slice(b"9.9.9");
    replace(&site, offer, &other);
    let said = place.refused(&["five"]);
    assert!(
        said.contains("9.9.9") && said.contains("重新发布"),
        "{said}"
    );
    replace(&site, offer, &whole);

    fs::remove_file(site.join(page)).unwrap();
    assert!(place.refused(&["five"]).contains("与发布清单不符"));
    symlink(place.path("content/site.yaml"), site.join(page)).unwrap();
    assert!(place.refused(&["five"]).contains("与发布清单不符"));
    fs::remove_file(site.join(page)).unwrap();
    fs::write(site.join(page), good_page).unwrap();
    place.done(&["merge", "--output", "joined", "five"]);

    fs::rename(site.join("city-b"), place.path("moved")).unwrap();
    symlink("../moved", site.join("city-b")).unwrap();
    assert!(place.refused(&["five"]).contains("与发布清单不符"));
    fs::remove_file(site.join("city-b")).unwrap();
    fs::rename(place.path("moved"), site.join("city-b")).unwrap();

    let manifest = site.join(".ziping-manifest");
    let lines = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, format!("{lines}5 ../content/site.yaml\n")).unwrap();
    assert!(place.refused(&["five"]).contains("与发布清单不符"));
}
