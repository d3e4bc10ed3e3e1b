//! The page that the search is asked on. The answers are found by a script; the
//! page says what to do without.

use super::address::{Origin, index};
use super::frame::{Kind, Subject};
use super::{Press, RenderError};
use serde::Serialize;

/// What the template `search.html` shows.
#[derive(Debug, Serialize)]
struct SearchPage {
    /// The page itself, which the form leads to.
    address: String,
    /// The way to the top of the site.
    root: String,
    home: String,
    years: String,
}

/// Fills the page.
pub fn print(press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index("search");
    let origin = Origin::Page(&address);
    let home = origin.link(&index(""));
    let page = SearchPage {
        address: origin.link(&address),
        root: home
            .strip_suffix("index.html")
            .unwrap_or_default()
            .to_owned(),
        home,
        years: origin.link(&index("years")),
    };
    let subject = Subject {
        address: &address,
        title: "搜索",
        description: "查找单位、指标、目标、扣分原因和报告正文。",
        kind: Kind::Column {
            keywords: "绩效自评,搜索",
        },
        above: &[],
    };
    press.page("search.html", subject, &page)
}
