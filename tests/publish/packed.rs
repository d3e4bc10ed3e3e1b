//! Packed files beside the pages, kept true from one publication to the next.

use super::*;

const LONG: usize = 2000;

impl Site {
    /// Publishes these pages, each also packed.
    fn publish_packed(&self, pages: Pages) -> Published {
        let stage = self.staged(pages);
        let packable = stage.packable("");
        packable
            .par_iter()
            .try_for_each(|address| stage.pack(address))
            .unwrap();
        stage.finish().unwrap()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.output)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        names
    }
}

#[test]
fn a_packed_file_stands_beside_each_text_that_is_worth_it() {
    let site = Site::new();
    let long = "年".repeat(LONG);
    let pages = [
        ("a.html", long.as_str()),
        ("b.html", "短"),
        ("c.xlsx", long.as_str()),
        ("d.csv", long.as_str()),
        ("d.csv.gz", "an attachment of this name"),
    ];
    let published = site.publish_packed(&pages);
    assert_eq!((published.files, published.written), (7, 7));
    assert_eq!(
        site.names(),
        [
            "a.html",
            "a.html.br",
            "a.html.gz",
            "b.html",
            "c.xlsx",
            "d.csv",
            "d.csv.gz"
        ]
    );
}

#[test]
fn packed_files_follow_their_pages() {
    let site = Site::new();
    let long = "年".repeat(LONG);
    let other = "月".repeat(LONG);
    site.publish_packed(&[("a.html", &long), ("b.html", &long)]);
    let packed = |name: &str| fs::read(site.output.join(name)).unwrap();
    let before = packed("a.html.gz");
    assert_eq!(before, packed("b.html.gz"), "the same bytes, packed alike");

    let again = site.publish_packed(&[("a.html", &long), ("b.html", &long)]);
    assert!(again.nothing_changed);

    let changed = site.publish_packed(&[("a.html", &long), ("b.html", &other)]);
    assert_eq!((changed.written, changed.unchanged), (3, 3));
    assert_eq!(packed("a.html.gz"), before);
    assert_ne!(packed("b.html.gz"), before);

    fs::write(site.output.join("a.html.br"), "damaged").unwrap();
    let mended = site.publish_packed(&[("a.html", &long), ("b.html", &other)]);
    assert_eq!((mended.written, mended.unchanged), (1, 5));

    let plain = site.publish(&[("a.html", &long), ("b.html", &other)]);
    assert_eq!((plain.files, plain.removed), (2, 4));
    assert_eq!(site.names(), ["a.html", "b.html"]);
}
