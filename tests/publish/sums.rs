//! The list of sums beside the pages.

use super::*;
use ziping::publish::{Piece, SiteCopy};

/// What `sha256sum` writes of [`PAGES`].
const LIST: &str = "\
80b19d68b1494dac82aa7f5433d676df3cd6ac45139a44b3790674b265dbae3f  a/b/index.html
203c08e0d44ac3753a3c5b96644a6e10403bc0cbc5770b55cd1f775745a0a978  index.html
";

impl Site {
    fn publish_listed(&self, pages: Pages) -> Published {
        let stage = self.staged(pages);
        stage.list_sums().unwrap();
        stage.finish().unwrap()
    }

    /// The list, after every file was held against it.
    fn true_list(&self) -> String {
        let copy = SiteCopy::open(&self.output, None).unwrap();
        for address in copy.addresses() {
            assert_eq!(copy.difference(address), None, "{address}");
        }
        assert_eq!(copy.extra(), [""; 0], "every file is listed");
        fs::read_to_string(self.output.join("SHA256SUMS")).unwrap()
    }
}

#[test]
fn the_list_is_as_sha256sum_writes_it() {
    let site = Site::new();
    let published = site.publish_listed(PAGES);
    assert_eq!(site.true_list(), LIST);
    assert_eq!((published.files, published.unsigned), (3, false));
    assert!(site.publish_listed(PAGES).nothing_changed);
}

#[test]
fn files_put_in_any_way_are_listed_new_and_again() {
    let site = Site::new();
    let long = "年".repeat(2000);
    let source = site.beside("attachment.pdf");
    fs::write(&source, "附件").unwrap();
    let publish = |page: &str| {
        let stage = site.staged(&[("page.html", page), ("long.html", &long)]);
        stage.copy("unit/附 件.pdf", &source).unwrap();
        let pieces = [Piece::Text("头"), Piece::Part("long.html", 3..9)];
        stage.join("joined.txt", pieces.into_iter()).unwrap();
        stage.pack("long.html").unwrap();
        stage.list_sums().unwrap();
        stage.finish().unwrap();
        site.true_list()
    };
    let first = publish("一");
    assert_eq!(first.lines().count(), 6);
    let changed = publish("二");
    let differing = first.lines().filter(|line| !changed.contains(line));
    assert_eq!(differing.count(), 1, "{first}{changed}");
    fs::write(&source, "另一附件").unwrap();
    assert_ne!(publish("二"), changed);
}

#[test]
fn a_file_taken_over_unread_is_listed_with_the_sum_it_had() {
    let site = Site::new();
    let stage = site.staged(PAGES);
    stage.list_sums().unwrap();
    let marks = stage.open_files();
    stage.finish().unwrap();

    let stage = site.open();
    for (address, mark) in marks.iter().skip(1) {
        assert!(stage.is_as_published(address, mark));
        stage.take_over(address, mark).unwrap();
    }
    stage.write("new.html", "新".as_bytes()).unwrap();
    stage.list_sums().unwrap();
    stage.finish().unwrap();
    let list = site.true_list();
    assert_eq!(list.lines().count(), 3);
    assert!(list.contains(LIST.lines().next().unwrap()), "{list}");
}

#[test]
fn a_signature_goes_with_the_list_that_it_is_of() {
    let site = Site::new();
    site.publish_listed(PAGES);
    let signature = site.put("SHA256SUMS.minisig", "signed");
    let other = site.put("CNAME", "example.org");
    assert!(!site.publish_listed(PAGES).unsigned);
    assert!(signature.exists(), "nothing changed");

    let published = site.publish_listed(&PAGES[1..]);
    assert!(published.unsigned);
    assert!(!signature.exists() && other.exists());
    assert!(!site.publish_listed(PAGES).unsigned, "there was none");
}

#[test]
fn a_list_of_somebody_else_is_not_written_over() {
    let site = Site::published(PAGES);
    site.put("SHA256SUMS", "mine");
    let stage = site.staged(PAGES);
    stage.list_sums().unwrap();
    let refused = stage.finish().unwrap_err().to_string();
    assert!(
        refused.contains("SHA256SUMS") && refused.contains("移走"),
        "{refused}"
    );
    assert_eq!(texts(&site.output)["SHA256SUMS"], "mine");
}
