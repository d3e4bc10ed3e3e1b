//! Where pages stand below the site, and links from one to another: relative
//! and down to the `index.html`, so that the site works from any folder and
//! from a disk.

use crate::model::INDEX_PAGE;

/// From where a page links.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'a> {
    /// A page at this address.
    Page(&'a str),
    /// A page that is shown at any address (404): links start with this path of
    /// the site, such as `/` or `/pages/`.
    Anywhere(&'a str),
}

impl Origin<'_> {
    /// The link to `address`.
    pub fn link(self, address: &str) -> String {
        match self {
            Self::Page(from) => relative(from, address),
            Self::Anywhere(base) => format!("{base}{}", encoded(address)),
        }
    }
}

/// The address of a folder's page: `hunan/index.html` for `hunan`, and of the
/// home page for the empty folder.
pub fn index(folder: &str) -> String {
    match folder {
        "" => INDEX_PAGE.to_owned(),
        folder => format!("{folder}/{INDEX_PAGE}"),
    }
}

/// The folder above, `None` for one at the top.
pub fn parent(folder: &str) -> Option<&str> {
    folder.rsplit_once('/').map(|(above, _)| above)
}

/// The link from one page to another.
fn relative(from: &str, to: &str) -> String {
    let folders = |address: &str| address.matches('/').count();
    let shared = from
        .split('/')
        .zip(to.split('/'))
        .take(folders(from).min(folders(to)))
        .take_while(|(from, to)| from == to)
        .count();
    let up = "../".repeat(folders(from) - shared);
    let down: Vec<&str> = to.split('/').skip(shared).collect();
    format!("{up}{}", encoded(&down.join("/")))
}

/// An address for use in a link or a URL: what means something in a URL is
/// percent-encoded, Chinese stays readable.
pub fn encoded(address: &str) -> String {
    if address.bytes().all(is_plain) {
        return address.to_owned();
    }
    let mut url = String::with_capacity(address.len());
    for letter in address.chars() {
        let plain = !letter.is_ascii() || u8::try_from(letter).is_ok_and(is_plain);
        if plain && !letter.is_whitespace() && !letter.is_control() {
            url.push(letter);
        } else {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                url.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    url
}

/// Whether a byte stands for itself in a URL.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte)
}

/// An address for programs: nothing but what a URI may hold (RFC 3986).
pub fn percent_encoded(address: &str) -> String {
    let mut url = String::with_capacity(address.len());
    for byte in address.bytes() {
        if is_plain(byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_go_up_to_the_shared_folder_and_down_from_there() {
        for (from, to, link) in [
            ("index.html", "index.html", "index.html"),
            ("index.html", "hunan/a/index.html", "hunan/a/index.html"),
            ("hunan/a/index.html", "index.html", "../../index.html"),
            (
                "hunan/a/2023/index.html",
                "hunan/a/2022/index.html",
                "../2022/index.html",
            ),
            (
                "hunan/a/index.html",
                "hunan/ab/index.html",
                "../ab/index.html",
            ),
            (
                "hunan/index.html",
                "hunan/hunan/index.html",
                "hunan/index.html",
            ),
            (
                "a/index.html",
                "湖南/岳阳 楼:#1/index.html",
                "../湖南/岳阳%20楼%3A%231/index.html",
            ),
        ] {
            assert_eq!(relative(from, to), link, "{from} → {to}");
        }
        assert_eq!(
            Origin::Anywhere("/pages/").link("a/index.html"),
            "/pages/a/index.html"
        );
    }

    #[test]
    fn the_folder_above_is_found() {
        assert_eq!(parent("hunan/yueyang"), Some("hunan"));
        assert_eq!(parent("hunan"), None);
        assert_eq!(index(""), "index.html");
    }

    proptest! {
        #[test]
        fn a_link_followed_from_its_page_leads_to_the_other(
            from in "([ab]/){0,4}index\\.html",
            to in "([ab]/){0,4}index\\.html",
        ) {
            let mut place: Vec<&str> = from.split('/').collect();
            place.pop();
            let link = relative(&from, &to);
            for step in link.split('/') {
                if step == ".." { prop_assert!(place.pop().is_some()) } else { place.push(step) }
            }
            prop_assert_eq!(place.join("/"), to);
        }
    }
}
