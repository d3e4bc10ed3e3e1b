//! The search as a reader asks it: in headless Chromium, over the sample site,
//! held against a plain scan of the same texts.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;
#[allow(dead_code, unreachable_pub)]
#[path = "../examples/generate.rs"]
mod generate;

use common::browser::{chromium, document_after_scripts, serve};
use common::{copy_tree, repository, snapshot, ziping};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Words of two letters and more, names, numbers, several words, capitals, full
/// width, what stands nowhere.
const QUESTIONS: [&str; 22] = [
    "街道",
    "古岳峰镇",
    "望岳",
    "拆除违法建设",
    "满意度",
    "网格员",
    "2706.79",
    "99.37%",
    "95%",
    "100",
    "19000人",
    "１９０００人",
    "1,431.36",
    "padis",
    "PADIS",
    "医保 参保",
    "违法建设 139",
    "党建",
    "预算执行率",
    "垃圾分类",
    "不存在的指标",
    "街道 不存在的指标",
];

/// What the search answers: question → addresses of pages.
type Answers = Vec<(String, BTreeSet<String>)>;

/// Addresses of the pages that hold all the words, letter for letter but for
/// spaces, width, capitals and commas in numbers.
fn scanned(public: &Path, question: &str) -> BTreeSet<String> {
    let simple = |text: &str| -> String {
        let narrow = |letter: char| match letter {
            '０'..='９' => char::from_u32(letter as u32 - 0xfee0).unwrap(),
            letter => letter.to_ascii_lowercase(),
        };
        text.replace([' ', '\u{3000}', ','], "")
            .chars()
            .map(narrow)
            .collect()
    };
    let words: Vec<String> = question.split_whitespace().map(simple).collect();
    let mut found = BTreeSet::new();
    for name in snapshot(public).into_keys() {
        let Some(unit) = name.strip_suffix("/search.json") else {
            continue;
        };
        let pages = fs::read_to_string(public.join(&name)).unwrap();
        let pages: Vec<serde_json::Value> = serde_json::from_str(&pages).unwrap();
        for page in pages {
            let text = simple(&format!(
                "{}\n{}",
                page["title"].as_str().unwrap(),
                page["text"].as_str().unwrap()
            ));
            if words.iter().all(|word| text.contains(word.as_str())) {
                found.insert(format!("{unit}/{}", page["address"].as_str().unwrap()));
            }
        }
    }
    found
}

/// Asks questions in frames of one page, and for more until there is no more.
fn asked(browser: &str, site: &Path, questions: &[&str], query: &str) -> Answers {
    let mut harness = String::from("<!doctype html><meta charset=utf-8><pre id=result></pre>\n");
    for question in questions {
        writeln!(
            harness,
            "<iframe width=800 height=600 data-question=\"{question}\" \
             src=\"public/search/index.html?q={}{query}\"></iframe>",
            question.replace('%', "%25")
        )
        .unwrap();
    }
    harness.push_str(
        "<script>
        const frames = [...document.querySelectorAll('iframe')];
        function done(frame) {
            const status = frame.contentDocument.getElementById('search-status');
            const more = frame.contentDocument.getElementById('search-more');
            if (more && !more.hidden) more.click();
            return status && status.textContent.endsWith('。') && !/还有更多/.test(status.textContent);
        }
        const timer = setInterval(() => {
            if (!frames.every(done)) return;
            clearInterval(timer);
            document.getElementById('result').textContent = frames.map((frame) => {
                const links = frame.contentDocument.querySelectorAll('#search-results h3 a');
                const marks = frame.contentDocument.querySelectorAll('#search-results p mark').length;
                const base = new URL('public/', location.href).href.length;
                const pages = [...links].map((link) => decodeURIComponent(link.href.slice(base)));
                return JSON.stringify([frame.dataset.question, pages, marks]);
            }).join('\\n');
        }, 50);
        </script>",
    );
    fs::write(site.join("harness.html"), harness).unwrap();
    let server = serve(site);
    let text = document_after_scripts(browser, &format!("{server}/harness.html"));
    let document = scraper::Html::parse_document(&text);
    let selector = scraper::Selector::parse("#result").unwrap();
    let result: String = document.select(&selector).next().unwrap().text().collect();
    assert_eq!(result.lines().count(), questions.len(), "{result}");
    result
        .lines()
        .map(|line| {
            let answer: (String, BTreeSet<String>, usize) = serde_json::from_str(line).unwrap();
            let (question, pages, marks) = answer;
            // the same words are shown once a unit, on however many of its pages
            let is_shown = marks > 0 || pages.is_empty();
            assert!(is_shown, "{question}: {marks} marks");
            (question, pages)
        })
        .collect()
}

#[test]
fn the_search_finds_what_a_plain_scan_finds() {
    let Some(browser) = chromium() else { return };
    let site = tempfile::tempdir().unwrap();
    copy_tree(&repository().join("content"), &site.path().join("content"));
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let public = site.path().join("public");

    let answers = asked(browser, site.path(), &QUESTIONS, "");
    for (question, found) in &answers {
        assert_eq!(*found, scanned(&public, question), "{question}");
    }
    let empty = answers.iter().filter(|(_, found)| found.is_empty());
    assert_eq!(empty.count(), 2);

    narrowed(
        browser,
        site.path(),
        &QUESTIONS,
        &[
            ("&year=2020", "/2020/"),
            ("&region=hunan", "hunan/"),
            ("&region=hunan/yueyang&year=", "hunan/yueyang/"),
            ("&region=no-such-region&year=1900", ""),
        ],
    );
}

/// Among more units than are listed at a time, and more than one digit counts.
#[test]
fn the_search_finds_the_same_among_many_units() {
    let Some(browser) = chromium() else { return };
    let site = tempfile::tempdir().unwrap();
    generate::site(site.path(), 90, 0).unwrap();
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let questions = [
        "街道办事处",
        "第33街道",
        "第4街道",
        "满意度 98%",
        "1887.11",
        "不存在的指标",
    ];
    let queries = [
        ("", ""),
        ("&year=2022", "/2022/"),
        ("&region=city-000/district-0001", "/district-0001/"),
        ("&region=city-000/district-0002", "/district-0002/"),
    ];
    narrowed(browser, site.path(), &questions, &queries);
}

/// Holds what is found under each query against the scan: pages that hold the words, at
/// addresses that hold what stands beside the query.
fn narrowed(browser: &str, site: &Path, questions: &[&str], queries: &[(&str, &str)]) {
    for (query, holds) in queries {
        for (question, found) in asked(browser, site, questions, query) {
            let mut expected = scanned(&site.join("public"), &question);
            expected.retain(|address| address.contains(holds));
            assert_eq!(found, expected, "{question}{query}");
        }
    }
}
