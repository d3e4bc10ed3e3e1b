//! What programs read of a site as a whole: robots.txt, and where the site's
//! address is known (all of it is of whole addresses) the site map and the feed.

mod feed;
mod sitemap;

use super::address::{index, percent_encoded};
use super::{Press, RenderError, SiteContext, Summary, overview};

/// Gives the files away.
pub fn print(summaries: &[&Summary], press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let base = press.context.base_url.clone();
    if base.is_empty() {
        return press.give("robots.txt", b"User-agent: *\nAllow: /\n");
    }
    for (address, text) in sitemap::files(&pages(summaries, press), &base) {
        press.give(&address, text.as_bytes())?;
    }
    if let Some(feed) = feed::file(summaries, &press.context.site.name, &base) {
        press.give(feed::ADDRESS, feed.as_bytes())?;
    }
    let robots = format!(
        "User-agent: *\nAllow: /\nSitemap: {base}{}\n",
        sitemap::ADDRESS
    );
    press.give("robots.txt", robots.as_bytes())
}

/// Where the feed stands; `None` where the site has none.
pub fn feed_address(summaries: &[&Summary], context: &SiteContext) -> Option<&'static str> {
    let is_dated = |summary: &&Summary| !date(&summary.published).is_empty();
    let has_feed = !context.base_url.is_empty() && summaries.iter().any(is_dated);
    has_feed.then_some(feed::ADDRESS)
}

/// A page of the site map.
struct Page {
    address: String,
    /// `2024-03-28`; empty where it bears no date.
    published: String,
}

/// All pages, in order.
fn pages(summaries: &[&Summary], press: &Press<'_, '_>) -> Vec<Page> {
    let page = |address: String, published: &str| Page {
        address,
        published: date(published).to_owned(),
    };
    let fixed = [
        "",
        "years",
        "deductions",
        "search",
        "data",
        "checks",
        "about",
        "map",
    ]
    .map(str::to_owned);
    let listed = overview::folders(summaries, press.context);
    let columns = fixed.into_iter().chain(listed);
    let mut pages: Vec<Page> = columns.map(|folder| page(index(&folder), "")).collect();
    for summary in summaries {
        let year = format!("{}/{}", summary.unit_folder, summary.year);
        for project in &summary.projects {
            let folder = format!("{year}/projects/{}", project.slug);
            pages.push(page(index(&folder), &summary.published));
        }
        pages.push(page(index(&year), &summary.published));
    }
    pages.sort_by(|a, b| a.address.cmp(&b.address));
    pages
}

/// The whole address of a page, as a link to its folder.
fn url(base: &str, address: &str) -> String {
    let folder = address.strip_suffix("index.html").unwrap_or(address);
    format!("{base}{}", percent_encoded(folder))
}

/// A date as the web writes it, or nothing.
fn date(written: &str) -> &str {
    let date = written.get(..10).unwrap_or_default();
    let is_date = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if is_date { date } else { "" }
}

/// Text between tags or in an attribute of XML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // XML has no way to write the others.
            letter if letter.is_control() && letter != '\n' && letter != '\t' => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_date_is_a_date() {
        assert_eq!(date("2024-03-28"), "2024-03-28");
        assert_eq!(date("2024-03-28 09:00"), "2024-03-28");
        for other in ["", "2024年3月28日", "2024-3-28", "二〇二四年三月"] {
            assert_eq!(date(other), "");
        }
    }

    #[test]
    fn markup_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        assert_eq!(escaped("a<b>&\"c\u{1}\n"), "a&lt;b&gt;&amp;&quot;c\n");
    }
}
