//! The sample site as a whole: what it promises to readers and reviewers.

mod common;

use common::{copy_tree, repository, snapshot, ziping};
use std::fs;
use std::path::{Path, PathBuf};
use ziping::diagnostic::{Diagnostic, Label};
use ziping::model::Amount;
use ziping::pipeline;

/// The sample content in a folder of its own.
fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_tree(
        &repository().join("content"),
        &folder.path().join("content"),
    );
    folder
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = snapshot(folder)
        .into_keys()
        .map(|name| folder.join(name))
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    files.sort();
    files
}

#[test]
fn the_sample_content_has_nothing_that_stops_publication() {
    let outcome = pipeline::check(&repository(), &[], None, &|_| {}).unwrap();
    let stopping: Vec<&Diagnostic> = outcome
        .diagnostics
        .iter()
        .filter(|found| found.stops_publication())
        .collect();
    assert_eq!(stopping, [] as [&Diagnostic; 0]);
    assert_eq!(outcome.units, 5);
    assert_eq!(outcome.reports, 5 + 9 + 1);
}

/// The promise to the reviewer: no score can be changed unseen.
#[test]
fn a_changed_score_of_any_row_stops_the_build_and_names_its_line() {
    let site = sample();
    let half = Amount::parse("0.5").unwrap();
    let mut changed = 0;
    let mut unseen = Vec::new();
    for path in yaml_files(&site.path().join("content")) {
        let original = fs::read_to_string(&path).unwrap();
        for (at, line) in original.lines().enumerate() {
            let Some((before, written)) = line.split_once("得分: ") else {
                continue;
            };
            let Ok(score) = Amount::parse(written) else {
                continue;
            };
            for other in [score.checked_add(half), score.checked_sub(half)]
                .into_iter()
                .flatten()
            {
                let mut lines: Vec<&str> = original.lines().collect();
                let new_line = format!("{before}得分: {other}");
                lines[at] = &new_line;
                fs::write(&path, lines.join("\n") + "\n").unwrap();
                let outcome =
                    pipeline::check(site.path(), std::slice::from_ref(&path), Some(1), &|_| {})
                        .unwrap();
                changed += 1;
                if !names_line(&outcome.diagnostics, &path, at + 1) {
                    unseen.push(format!("{}:{} {score} → {other}", path.display(), at + 1));
                }
            }
        }
        fs::write(&path, original).unwrap();
    }
    assert!(changed > 500, "only {changed} scores were changed");
    assert_eq!(unseen, [""; 0]);
}

fn names_line(diagnostics: &[Diagnostic], path: &Path, line: usize) -> bool {
    let here = |label: &Label| {
        path.ends_with(&label.path) && label.position.is_some_and(|position| position.line == line)
    };
    diagnostics
        .iter()
        .filter(|found| found.stops_publication())
        .any(|found| here(&found.place) || found.related.iter().any(here))
}

#[test]
fn a_refused_build_leaves_the_published_site_as_it_was() {
    let site = sample();
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let before = snapshot(&site.path().join("public"));
    let report = site
        .path()
        .join("content/hunan/zhuzhou/lukou/guyuefeng/2022/report.yaml");
    let text = fs::read_to_string(&report).unwrap();
    assert!(text.contains("得分: 12\n"));
    fs::write(&report, text.replacen("得分: 12\n", "得分: 12.5\n", 1)).unwrap();

    let refused = ziping(site.path(), &["build"]);

    assert_eq!(refused.code, 1, "{}", refused.stderr);
    assert!(refused.stderr.contains("ZP204"), "{}", refused.stderr);
    assert!(refused.stderr.contains("没有发布"), "{}", refused.stderr);
    assert_eq!(snapshot(&site.path().join("public")), before);
}

#[test]
fn a_second_build_changes_nothing() {
    let site = sample();
    assert_eq!(ziping(site.path(), &["build"]).code, 0);
    let before = snapshot(&site.path().join("public"));
    let again = ziping(site.path(), &["build"]);
    assert_eq!(again.code, 0);
    assert!(again.stderr.contains("内容没有变化"), "{}", again.stderr);
    assert_eq!(snapshot(&site.path().join("public")), before);
}

#[test]
fn the_same_content_gives_the_same_bytes_anywhere() {
    let mut trees = Vec::new();
    for (jobs, zone, language) in [
        ("1", "UTC", "C"),
        ("2", "Asia/Shanghai", "zh_CN.UTF-8"),
        ("7", "America/Lima", "tr_TR"),
    ] {
        let site = sample();
        let built = common::ziping_with(
            site.path(),
            &["build", "--jobs", jobs],
            &[("TZ", zone), ("LANG", language)],
        );
        assert_eq!(built.code, 0, "{}", built.stderr);
        let mut tree = snapshot(&site.path().join("public"));
        tree.values_mut().for_each(|file| file.modified = None);
        trees.push(tree);
    }
    assert!(trees[0].len() > 20);
    assert_eq!(trees[0], trees[1]);
    assert_eq!(trees[0], trees[2]);
}

/// What stands under 不公开 reaches no page.
#[test]
fn what_is_private_is_in_no_published_byte() {
    let site = sample();
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let mut private = Vec::new();
    for path in yaml_files(&site.path().join("content")) {
        let text = fs::read_to_string(&path).unwrap();
        let below = text
            .lines()
            .skip_while(|line| !line.starts_with("不公开:"))
            .skip(1);
        private.extend(
            below
                .take_while(|line| line.starts_with(' '))
                .filter_map(|line| Some(line.split_once(": ")?.1.trim().to_owned())),
        );
    }
    assert!(
        private.iter().any(|value| value.contains("****")),
        "{private:?}"
    );
    for (name, file) in snapshot(&site.path().join("public")) {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        for value in &private {
            assert!(
                !text.contains(value.as_str()),
                "{name} holds what stands under 不公开"
            );
        }
    }
}

/// Links between pages lead to pages, from any page, with no server's help.
#[test]
fn every_link_inside_the_site_leads_to_a_file() {
    let site = sample();
    assert_eq!(ziping(site.path(), &["build"]).code, 0);
    let public = site.path().join("public");
    let mut links = 0;
    for (name, file) in snapshot(&public) {
        if !name.ends_with(".html") || name == "404.html" {
            continue;
        }
        let page = scraper::Html::parse_document(std::str::from_utf8(&file.bytes).unwrap());
        for selector in ["a[href]", "link[rel=stylesheet]"] {
            for element in page.select(&scraper::Selector::parse(selector).unwrap()) {
                let href = element.attr("href").unwrap();
                if href.contains("://") || href.starts_with("mailto:") {
                    continue;
                }
                let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
                let target = if path.is_empty() {
                    public.join(&name)
                } else {
                    public.join(&name).parent().unwrap().join(path)
                };
                assert!(target.is_file(), "{name}: {href}");
                links += 1;
                if path.is_empty() && !fragment.is_empty() {
                    let found = page
                        .select(&scraper::Selector::parse("[id]").unwrap())
                        .any(|element| element.attr("id") == Some(fragment));
                    assert!(found, "{name}: {href}");
                }
            }
        }
    }
    assert!(links > 100);
}
