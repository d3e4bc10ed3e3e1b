//! The sample site as a whole: what it promises to readers and reviewers.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::{copy_tree, repository, snapshot, ziping};
use std::collections::{BTreeMap, BTreeSet};
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

/// One score of the sample, half a point higher or lower.
struct Change {
    /// The file, below the site's folder.
    file: PathBuf,
    /// The line, from 1.
    line: usize,
    /// The line as it was and as it is now.
    was: String,
    now: String,
}

fn changes(site: &Path) -> Vec<Change> {
    let half = Amount::parse("0.5").unwrap();
    let mut changes = Vec::new();
    for path in yaml_files(&site.join("content")) {
        let text = fs::read_to_string(&path).unwrap();
        for (at, line) in text.lines().enumerate() {
            let Some((before, written)) = line.split_once("得分: ") else {
                continue;
            };
            let Ok(score) = Amount::parse(written) else {
                continue;
            };
            for other in [score.checked_add(half), score.checked_sub(half)] {
                changes.push(Change {
                    file: path.strip_prefix(site).unwrap().to_owned(),
                    line: at + 1,
                    was: line.to_owned(),
                    now: format!("{before}得分: {}", other.unwrap()),
                });
            }
        }
    }
    changes
}

/// The promise to the reviewer: no score can be changed unseen.
#[test]
fn a_changed_score_of_any_row_stops_the_build_and_names_its_line() {
    let changes = changes(sample().path());
    assert!(
        changes.len() > 500,
        "only {} scores can be changed",
        changes.len()
    );
    let unseen: Vec<String> = std::thread::scope(|scope| {
        let parts = changes.chunks(changes.len().div_ceil(4));
        let threads: Vec<_> = parts.map(|part| scope.spawn(|| unseen(part))).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(unseen, [""; 0]);
}

/// Those of the changes that the checks let pass, or whose line they do not name.
fn unseen(changes: &[Change]) -> Vec<String> {
    let site = sample();
    let mut unseen = Vec::new();
    for Change {
        file,
        line,
        was,
        now,
    } in changes
    {
        let path = site.path().join(file);
        let original = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<&str> = original.lines().collect();
        assert_eq!(lines[line - 1], was);
        lines[line - 1] = now;
        fs::write(&path, lines.join("\n") + "\n").unwrap();
        let checked = pipeline::check(site.path(), std::slice::from_ref(&path), Some(1), &|_| {});
        if !names_line(&checked.unwrap().diagnostics, &path, *line) {
            unseen.push(format!("{}:{line}: {was} → {now}", file.display()));
        }
        fs::write(&path, original).unwrap();
    }
    unseen
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

/// A site whose 主题 is `own`, with that theme's files.
fn themed(files: &[(&str, &str)]) -> tempfile::TempDir {
    let site = sample();
    let settings = site.path().join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{text}主题: own\n")).unwrap();
    for (name, text) in files {
        let path = site.path().join("themes/own").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    site
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_line_and_nothing_is_published() {
    let site = sample();
    assert_eq!(ziping(site.path(), &["build"]).code, 0);
    let before = snapshot(&site.path().join("public"));
    let wrong = "{% extends \"frame.html\" %}\n{% block main %}\n<h1>{{ page.nmae }}</h1>\n{% endblock main %}\n";
    let own = themed(&[("templates/region.html", wrong)]);
    fs::rename(site.path().join("public"), own.path().join("public")).unwrap();

    let refused = ziping(own.path(), &["build"]);

    assert_eq!(refused.code, 2, "{}", refused.stderr);
    for told in ["region.html 第 3 行", "没有字段 nmae", "newest、regions、"] {
        assert!(refused.stderr.contains(told), "{told}: {}", refused.stderr);
    }
    assert_eq!(snapshot(&own.path().join("public")), before);
}

#[test]
fn a_site_changes_its_colours_and_one_template_without_copying_the_rest() {
    let colours = "@media screen { :root { --deep: #7a1f1f; } }\n";
    let contents = "{% component deductions(rows: array, asks_for_reasons: bool) %}<p class=\"own\">失分 {{ rows | length }} 项</p>{% endcomponent deductions %}\n";
    let site = themed(&[
        ("assets/site.css", colours),
        ("templates/parts/deductions.html", contents),
    ]);
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let published = snapshot(&site.path().join("public"));
    let sheet = published
        .iter()
        .find(|(name, _)| name.starts_with("assets/site."));
    assert_eq!(sheet.unwrap().1.bytes, colours.as_bytes());
    let report = &published["hunan/zhuzhou/lukou/guyuefeng/2022/index.html"];
    let report = String::from_utf8_lossy(&report.bytes);
    assert!(report.contains("<p class=\"own\">失分 "), "{report}");
    assert!(report.contains(sheet.unwrap().0.as_str()));
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
            &["build", "--compress", "--jobs", jobs],
            &[("TZ", zone), ("LANG", language)],
        );
        assert_eq!(built.code, 0, "{}", built.stderr);
        let mut tree = snapshot(&site.path().join("public"));
        tree.values_mut().for_each(|file| file.modified = None);
        trees.push(tree);
    }
    assert!(trees[0].len() > 20 && trees[0].contains_key("index.html.br"));
    assert_eq!(trees[0], trees[1]);
    assert_eq!(trees[0], trees[2]);
}

const SECRET: &str = "密件乙丙丁";

/// The sample with something secret under 不公开 of every file that may have it.
fn sample_with_secrets() -> (tempfile::TempDir, usize) {
    let site = sample();
    let mut planted = 0;
    for path in yaml_files(&site.path().join("content")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if ["site.yaml", "region.yaml"].contains(&name) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let line = format!("不公开:\n  存档: {SECRET}\n");
        let text = if text.contains("\n不公开:\n") {
            text.replace("\n不公开:\n", &format!("\n{line}"))
        } else {
            format!("{text}\n{line}")
        };
        fs::write(&path, text).unwrap();
        planted += 1;
    }
    (site, planted)
}

#[test]
fn what_is_private_is_in_no_published_byte() {
    let (site, planted) = sample_with_secrets();
    assert!(planted > 5 + 15, "{planted}");
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    for (name, file) in snapshot(&site.path().join("public")) {
        let text = String::from_utf8_lossy(&file.bytes);
        assert!(
            !text.contains(SECRET),
            "{name} holds what stands under 不公开"
        );
    }
}

#[test]
fn what_is_private_is_in_no_message_even_where_it_is_at_fault() {
    let faults = [
        format!("  存档: {SECRET}\n  存档: {SECRET}二\n"),
        format!("  存档：{SECRET}\n"),
        format!("  存档: [{SECRET}\n"),
        format!("\t存档: {SECRET}\n"),
        format!("  存档: *{SECRET}\n"),
    ];
    for fault in faults {
        let (site, _) = sample_with_secrets();
        for path in yaml_files(&site.path().join("content")) {
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, text.replace(&format!("  存档: {SECRET}\n"), &fault)).unwrap();
        }
        for format in ["human", "json"] {
            let checked = ziping(site.path(), &["check", "--format", format]);
            let said = checked.stdout + &checked.stderr;
            assert!(!said.contains(SECRET), "{fault}: {said}");
        }
    }
}

#[test]
fn the_page_on_the_checks_explains_every_code() {
    let site = sample();
    assert_eq!(ziping(site.path(), &["build"]).code, 0);
    let page = fs::read_to_string(site.path().join("public/checks/index.html")).unwrap();
    let page = scraper::Html::parse_document(&page);
    let headings = scraper::Selector::parse("section.rule h2").unwrap();
    let listed: Vec<String> = page
        .select(&headings)
        .map(|heading| heading.text().collect())
        .collect();
    let codes: Vec<String> = pipeline::rules()
        .iter()
        .map(|rule| format!("{} {}", rule.code, rule.title))
        .collect();
    assert!(codes.iter().any(|code| code.starts_with("ZP001")));
    assert_eq!(listed, codes);
    let parts = scraper::Selector::parse("h3, summary").unwrap();
    for rule in page.select(&scraper::Selector::parse("section.rule").unwrap()) {
        let parts: Vec<String> = rule
            .select(&parts)
            .map(|part| part.text().collect())
            .collect();
        assert!(parts.contains(&"检查什么".to_owned()) && parts.contains(&"改法".to_owned()));
    }
}

/// Links between pages lead to pages, from any page, with no server's help.
#[test]
fn every_link_inside_the_site_leads_to_a_file() {
    let site = sample();
    assert_eq!(ziping(site.path(), &["build"]).code, 0);
    let public = site.path().join("public").canonicalize().unwrap();
    let mut pages = BTreeMap::new();
    for (name, file) in snapshot(&public) {
        if name.ends_with(".html") && name != "404.html" {
            let text = std::str::from_utf8(&file.bytes).unwrap();
            pages.insert(public.join(name), scraper::Html::parse_document(text));
        }
    }
    let selector = |text| scraper::Selector::parse(text).unwrap();
    let any_id = selector("[id]");
    let ids: BTreeMap<&PathBuf, BTreeSet<&str>> = pages
        .iter()
        .map(|(name, page)| {
            let with_ids = page.select(&any_id);
            (name, with_ids.filter_map(|one| one.attr("id")).collect())
        })
        .collect();
    let linking = selector("a[href], link[href], script[src], img[src]");
    let (mut links, mut anchors) = (0, 0);
    for (name, page) in &pages {
        for element in page.select(&linking) {
            let href = element.attr("href").or(element.attr("src")).unwrap();
            if href.contains("://") || href.starts_with("mailto:") {
                continue;
            }
            let place = format!("{}: {href}", name.display());
            let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
            let target = match path {
                "" => name.clone(),
                path => name.parent().unwrap().join(path),
            };
            let target = target.canonicalize().unwrap_or_else(|_| panic!("{place}"));
            assert!(target.is_file() && target.starts_with(&public), "{place}");
            links += 1;
            if !fragment.is_empty() {
                assert!(ids[&target].contains(fragment), "{place}");
                anchors += 1;
            }
        }
    }
    assert!(links > 100 && anchors > 100);
}

/// 重庆's form has no amounts: its execution rate is one of the rows.
#[test]
fn a_rate_that_is_one_of_the_rows_is_in_the_headline() {
    let site = sample();
    assert_eq!(ziping(site.path(), &["build"]).code, 0);
    let page =
        fs::read_to_string(site.path().join("public/chongqing/gaoxinqu/index.html")).unwrap();
    assert!(page.contains("99.64%"));
}
