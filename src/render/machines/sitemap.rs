//! The site map (sitemaps.org): every page with the date it was published, in
//! parts where there are more pages than a part may hold.

use super::{Page, escaped, url};
use std::fmt::Write;

/// Where it stands.
pub const ADDRESS: &str = "sitemap.xml";

/// How many pages a part may hold.
const MOST: usize = 50_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The files: one, or the parts and the list of them.
pub fn files(pages: &[Page], base: &str) -> Vec<(String, String)> {
    files_of(pages, base, MOST)
}

fn files_of(pages: &[Page], base: &str, most: usize) -> Vec<(String, String)> {
    if pages.len() <= most {
        return vec![(ADDRESS.to_owned(), part(pages, base))];
    }
    let mut list = format!("{HEAD}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    let mut files = Vec::new();
    for (number, pages) in (1..).zip(pages.chunks(most)) {
        let address = format!("sitemap-{number}.xml");
        // Writing to a String does not fail.
        let _ = writeln!(
            list,
            "<sitemap><loc>{}</loc></sitemap>",
            escaped(&url(base, &address))
        );
        files.push((address, part(pages, base)));
    }
    list.push_str("</sitemapindex>\n");
    files.push((ADDRESS.to_owned(), list));
    files
}

fn part(pages: &[Page], base: &str) -> String {
    let mut text = format!("{HEAD}<urlset xmlns=\"{NAMESPACE}\">\n");
    for page in pages {
        let _ = write!(
            text,
            "<url><loc>{}</loc>",
            escaped(&url(base, &page.address))
        );
        if !page.published.is_empty() {
            let _ = write!(text, "<lastmod>{}</lastmod>", page.published);
        }
        text.push_str("</url>\n");
    }
    text.push_str("</urlset>\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> Vec<Page> {
        let page = |address: &str, published: &str| Page {
            address: address.to_owned(),
            published: published.to_owned(),
        };
        vec![
            page("index.html", ""),
            page("湖南/a&b/index.html", "2024-03-28"),
            page("years/index.html", ""),
        ]
    }

    #[test]
    fn every_page_stands_in_it_under_its_whole_address() {
        let files = files(&pages(), "https://example.gov.cn/zp/");
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].0, "sitemap.xml");
        assert_eq!(
            files[0].1,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
             <url><loc>https://example.gov.cn/zp/</loc></url>\n\
             <url><loc>https://example.gov.cn/zp/%E6%B9%96%E5%8D%97/a%26b/</loc>\
             <lastmod>2024-03-28</lastmod></url>\n\
             <url><loc>https://example.gov.cn/zp/years/</loc></url>\n\
             </urlset>\n"
        );
    }

    #[test]
    fn too_many_pages_are_split_and_listed() {
        let files = files_of(&pages(), "https://a.cn/", 2);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert!(files[2].1.contains("<loc>https://a.cn/sitemap-2.xml</loc>"));
        assert!(files[1].1.contains("<loc>https://a.cn/years/</loc>"));
        assert!(!files[0].1.contains("years"));
    }
}
