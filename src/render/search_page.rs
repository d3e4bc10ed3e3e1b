//! The page that the search is asked on. The answers are found by a script; the
//! page says what to do without.

use super::address::{Origin, index};
use super::frame::{Kind, Subject};
use super::{Press, RenderError};
use serde::Serialize;

/// What the script of the page has to know of the index; in the page itself, as each
/// question would otherwise begin with fetching it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SearchIndex {
    /// How many units a file names.
    pub units_a_file: usize,
    /// How many files of pairs there are.
    pub pair_files: usize,
    /// How many files of figures there are.
    pub figure_files: usize,
    /// The years to choose from, newest first.
    pub years: Vec<String>,
}

/// What the template `search.html` shows.
#[derive(Debug, Serialize)]
struct SearchPage<'a> {
    index: &'a SearchIndex,
    /// The page itself, which the form leads to.
    address: String,
    /// The way to the top of the site.
    root: String,
    home: String,
    years: String,
}

/// Fills the page.
pub fn print(search: &SearchIndex, press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index("search");
    let origin = Origin::Page(&address);
    let home = origin.link(&index(""));
    let page = SearchPage {
        index: search,
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
