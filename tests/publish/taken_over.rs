//! Published files that are taken over unread, by their marks.

use super::*;

/// Publishes the pages and gives back their marks.
fn marks(site: &Site) -> Vec<(String, Mark)> {
    let stage = site.staged(PAGES);
    let marks = stage.marks("");
    stage.finish().unwrap();
    marks
}

#[test]
fn a_file_that_is_as_it_was_is_taken_over_with_its_time() {
    let site = Site::new();
    let marks = marks(&site);
    let before = traces(&site.output);
    let stage = site.open();
    for (address, mark) in &marks {
        assert!(stage.is_as_published(address, *mark));
        stage.take_over(address, *mark).unwrap();
    }
    stage.write("new.html", b"new").unwrap();
    let published = stage.finish().unwrap();
    assert_eq!((published.unchanged, published.written), (2, 1));
    let after = traces(&site.output);
    assert_eq!(after["index.html"], before["index.html"]);
}

#[test]
fn an_altered_a_foreign_and_a_missing_file_are_not_as_they_were() {
    let site = Site::new();
    let marks = marks(&site);
    let mark = marks.iter().find(|(address, _)| address == "index.html");
    let mark = mark.unwrap().1;
    let stage = site.open();
    assert!(!stage.is_as_published("missing.html", mark));
    site.put("index.html", "另一个首页");
    assert!(!stage.is_as_published("index.html", mark));
    site.put("foreign.html", "x");
    assert!(!stage.is_copy("foreign.html", &site.output.join("foreign.html")));
}

#[test]
fn marks_are_given_once_and_by_folder() {
    let site = Site::new();
    let stage = site.staged(&[("a/x", "1"), ("a-b", "2"), ("a/b/y", "3"), ("b", "4")]);
    let names = |folder: &str| {
        let marks = stage.marks(folder).into_iter();
        marks.map(|(address, _)| address).collect::<Vec<_>>()
    };
    assert_eq!(names("a"), ["b/y", "x"]);
    assert_eq!(names("a"), [""; 0]);
    assert_eq!(names(""), ["a-b", "b"]);
}

#[test]
fn a_site_is_left_as_it_is_only_where_all_its_files_are_known() {
    let site = Site::published(PAGES);
    let stage = site.open();
    assert_eq!(stage.leave(PAGES.len() - 1), None);
    let left = stage.leave(PAGES.len()).unwrap();
    assert!(left.nothing_changed);
    assert_eq!((left.files, left.unchanged), (2, 2));
}
