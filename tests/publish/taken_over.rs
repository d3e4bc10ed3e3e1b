//! Published files that are taken over unread, by their marks.

use super::*;

/// Publishes the pages and gives back their marks.
fn marks(site: &Site) -> Listing {
    let stage = site.staged(PAGES);
    let marks = stage.open_files();
    stage.finish().unwrap();
    marks
}

#[test]
fn a_file_that_is_as_it_was_is_taken_over_with_its_time() {
    let site = Site::new();
    let marks = marks(&site);
    let before = traces(&site.output);
    let stage = site.open();
    assert!(stage.all_as_published("", &marks));
    for (address, mark) in marks.iter() {
        stage.take_over(address, mark).unwrap();
    }
    stage.write("new.html", b"new").unwrap();
    let published = stage.finish().unwrap();
    assert_eq!((published.unchanged, published.written), (2, 1));
    let after = traces(&site.output);
    assert_eq!(after["index.html"], before["index.html"]);
}

#[test]
fn a_folder_is_taken_over_as_a_whole_and_nothing_more_put_into_it() {
    let pages: Pages = &[
        ("a/b/c/x", "1"),
        ("a/b/c.d", "2"),
        ("a/b/y", "3"),
        ("a/z", "4"),
    ];
    let site = Site::new();
    let stage = site.staged(pages);
    let files = stage.close("a/b");
    stage.finish().unwrap();
    let names: Vec<_> = files.iter().map(|(address, _)| address).collect();
    assert_eq!(names, ["c.d", "c/x", "y"]);
    for preview in [false, true] {
        let before = traces(&site.output);
        let stage = match preview {
            true => site.open().for_preview(),
            false => site.open(),
        };
        assert!(stage.all_as_published("a/b", &files));
        stage.take_over_folder("a/b", &files).unwrap();
        assert_eq!(stage.mark("a/b/c/x"), files.get("c/x"));
        assert_eq!((stage.mark("a/b/c"), stage.mark("a/z")), (None, None));
        assert_eq!(stage.read("a/b/c/x", 0..9).unwrap(), b"1");
        stage.write("a/z", b"4").unwrap();
        stage.write("a/w", b"5").unwrap();
        for (address, why) in [
            ("a/b/n", "已经写完"),
            ("a/b", "文件夹"),
            ("A/B/c/x", "大小写"),
        ] {
            let refused = stage.write(address, b"").unwrap_err();
            assert!(refused.to_string().contains(why), "{refused}");
        }
        drop(stage);
        assert_eq!(traces(&site.output), before);
        let stage = match preview {
            true => site.open().for_preview(),
            false => site.open(),
        };
        stage.take_over_folder("a/b", &files).unwrap();
        stage.write("a/z", b"4").unwrap();
        assert!(stage.finish().unwrap().nothing_changed);
        let stage = match preview {
            true => site.open().for_preview(),
            false => site.open(),
        };
        stage.take_over_folder("a/b", &files).unwrap();
        stage.write("a/w", b"5").unwrap();
        stage.finish().unwrap();
        let after = texts(&site.output);
        assert_eq!((after.get("a/z"), &*after["a/b/c/x"]), (None, "1"));
        site.publish(pages);
    }
}

#[test]
fn an_altered_a_foreign_and_a_missing_file_are_not_as_they_were() {
    let site = Site::new();
    let marks = marks(&site);
    let mark = marks.get("index.html").unwrap();
    let stage = site.open();
    assert!(!stage.is_as_published("missing.html", mark));
    site.put("index.html", "另一个首页");
    assert!(!stage.is_as_published("index.html", mark));
    site.put("foreign.html", "x");
    assert!(!stage.is_copy("foreign.html", &site.output.join("foreign.html")));
}

#[test]
fn a_closed_folder_is_listed_among_the_others_in_order() {
    let files = [
        ("a/x", "1"),
        ("a-b", "2"),
        ("a/b/y", "3"),
        ("b", "4"),
        ("a.c/d", "5"),
    ];
    let site = Site::new();
    let stage = site.staged(&files);
    let names = |files: &Listing| {
        let names = files.iter().map(|(address, _)| address.to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&stage.close("a")), ["b/y", "x"]);
    assert_eq!(names(&stage.open_files()), ["a-b", "a.c/d", "b"]);
    stage.list_sums().unwrap();
    stage.finish().unwrap();
    let manifest = fs::read_to_string(site.output.join(".ziping-manifest")).unwrap();
    let listed: Vec<_> = manifest.lines().skip(1).collect();
    let expected = ["1 a-b", "1 a.c/d", "1 a/b/y", "1 a/x", "1 b"];
    assert_eq!(listed[1..], expected);
    assert!(listed[0].ends_with(" SHA256SUMS"));
}

#[test]
fn a_foreign_file_in_a_closed_folder_is_not_written_over() {
    for (foreign, is_refused) in [
        ("A/X", true),
        ("a/b", true),
        ("a/b/c/d", true),
        ("a/w", false),
    ] {
        let site = Site::published(&[("index.html", "首页")]);
        site.put(foreign, "foreign");
        let stage = site.staged(&[("a/x", "1"), ("a/b/c", "2")]);
        stage.close("a");
        assert_eq!(stage.finish().is_err(), is_refused, "{foreign}");
        assert_eq!(
            fs::read_to_string(site.output.join(foreign)).unwrap(),
            "foreign"
        );
    }
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
