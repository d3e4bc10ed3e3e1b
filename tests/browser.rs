//! The pages as a browser lays them out: headless Chromium, opened as files.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::browser::{chromium, document_after_scripts};
use common::{copy_tree, repository, snapshot, ziping};
use std::fmt::Write as _;
use std::fs;

/// Widths in CSS pixels: a small phone, a tablet, a desktop.
const WIDTHS: [u32; 3] = [360, 768, 1280];

#[test]
fn no_page_is_wider_than_the_screen() {
    let Some(browser) = chromium() else { return };
    let site = tempfile::tempdir().unwrap();
    copy_tree(&repository().join("content"), &site.path().join("content"));
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let pages: Vec<String> = snapshot(&site.path().join("public"))
        .into_keys()
        .filter(|name| name.ends_with(".html") && name != "404.html")
        .collect();
    assert!(pages.len() > 20);

    // One page that holds each page in frames of the three widths and writes
    // down what it measures of them.
    let mut harness = String::from("<!doctype html><meta charset=utf-8><pre id=result></pre>\n");
    for page in &pages {
        for width in WIDTHS {
            writeln!(harness, "<iframe data-page=\"{page}\" width={width} height=800 src=\"public/{page}\"></iframe>").unwrap();
        }
    }
    harness.push_str(
        "<script>addEventListener('load', () => {
            const lines = [];
            for (const frame of document.querySelectorAll('iframe')) {
                const root = frame.contentDocument.documentElement;
                const styled = frame.contentWindow.getComputedStyle(frame.contentDocument.body).lineHeight;
                lines.push([frame.dataset.page, frame.width, root.scrollWidth, root.scrollHeight, styled].join(' '));
            }
            document.getElementById('result').textContent = lines.join('\\n');
        });</script>",
    );
    let path = site.path().join("harness.html");
    fs::write(&path, harness).unwrap();
    let document = scraper::Html::parse_document(&document_after_scripts(
        browser,
        &format!("file://{}", path.display()),
    ));
    let result = document
        .select(&scraper::Selector::parse("#result").unwrap())
        .next()
        .unwrap();
    let text: String = result.text().collect();
    assert_eq!(text.lines().count(), pages.len() * WIDTHS.len(), "{text}");
    for line in text.lines() {
        let mut fields = line.rsplitn(5, ' ').collect::<Vec<_>>();
        fields.reverse();
        let [page, width, scroll_width, scroll_height, line_height] = fields[..] else {
            panic!("{line}")
        };
        // a vertical scroll bar may take a little of the frame's width
        assert!(
            scroll_width.parse::<u32>().unwrap() <= width.parse::<u32>().unwrap(),
            "{page} at {width} is {scroll_width} wide"
        );
        assert!(
            scroll_height.parse::<u32>().unwrap() > 200,
            "{page} is empty"
        );
        assert_ne!(line_height, "normal", "{page} has no style sheet");
    }
}
