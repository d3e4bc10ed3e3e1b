//! What stands around the content of every page: head, navigation, the way back
//! up, footer.

use super::address::{Origin, encoded, index, parent};
use super::{Download, SiteContext, linked_data};
use crate::model::Site;
use crate::theme::Theme;
use serde::Serialize;

/// A link with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The text.
    pub title: String,
    /// The address as the page writes it.
    pub href: String,
}

/// A name with a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

impl Field {
    /// A field, or nothing where the value is blank.
    pub fn filled(name: &str, value: &str) -> Option<Self> {
        let value = value.trim();
        (!value.is_empty()).then(|| Self {
            name: name.to_owned(),
            value: value.to_owned(),
        })
    }
}

/// What a page is, for its head (国办发〔2017〕47号, 网页标签).
#[derive(Debug, Clone, Copy)]
pub enum Kind<'a> {
    /// The home page.
    Home,
    /// A column (栏目页).
    Column {
        /// ColumnKeywords.
        keywords: &'a str,
    },
    /// A column that is about one unit.
    Organization,
    /// An article (内容页): a report.
    Article {
        /// PubDate, `2024-03-28` or with a time; may be empty.
        published: &'a str,
        /// ContentSource.
        source: &'a str,
    },
    /// A page that is in no list and bears no address of its own (404).
    Missing,
}

/// A page to be framed.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Where it stands: `hunan/index.html`.
    pub address: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it is about, in one sentence.
    pub description: &'a str,
    /// What it is.
    pub kind: Kind<'a>,
    /// The folders above it that are no regions, with their titles.
    pub above: &'a [(String, String)],
}

/// The frame of one page.
#[derive(Debug, Serialize)]
pub struct Frame<'a> {
    title: &'a str,
    description: &'a str,
    metas: Vec<Meta>,
    canonical: Option<String>,
    is_home: bool,
    is_article: bool,
    home: String,
    /// The small picture that browsers put before the title.
    icon: String,
    /// Where the feed stands, on pages of the site that has one.
    feed: Option<String>,
    style: String,
    /// The style sheet that a theme lays over the first one.
    own_style: Option<String>,
    scripts: Scripts,
    checks: String,
    /// The page that names all others.
    map: String,
    navigation: Vec<NavigationLink>,
    breadcrumbs: Vec<Link>,
    site: SiteView<'a>,
    version: &'a str,
    linked_data: Option<String>,
}

/// Where the scripts stand: a page names the one it needs.
#[derive(Debug, Serialize)]
struct Scripts {
    search: String,
    tables: String,
}

#[derive(Debug, Serialize)]
struct Meta {
    name: &'static str,
    content: String,
}

#[derive(Debug, Serialize)]
struct NavigationLink {
    title: &'static str,
    href: String,
    is_current: bool,
}

/// The settings that pages print.
#[derive(Debug, Serialize)]
struct SiteView<'a> {
    name: &'a str,
    summary: &'a str,
    banner: &'a str,
    organiser: &'a str,
    id_code: &'a str,
    icp: &'a str,
    police_record: &'a str,
    contact: &'a str,
}

const NAVIGATION: [(&str, &str); 7] = [
    ("首页", "index.html"),
    ("年度", "years/index.html"),
    ("扣分", "deductions/index.html"),
    ("搜索", "search/index.html"),
    ("数据", "data/index.html"),
    ("校验规则", "checks/index.html"),
    ("关于本站", "about/index.html"),
];

impl<'a> Frame<'a> {
    /// The frame of `subject`, with a link to the feed where there is one.
    pub fn new(
        subject: Subject<'a>,
        context: &'a SiteContext,
        theme: &Theme,
        downloads: &[Download],
        feed: Option<&str>,
    ) -> Self {
        let is_missing = matches!(subject.kind, Kind::Missing);
        let origin = if is_missing {
            Origin::Anywhere(context.base_path())
        } else {
            Origin::Page(subject.address)
        };
        let canonical = (!context.base_url.is_empty() && !is_missing).then(|| {
            let address = subject.address.strip_suffix("index.html");
            let address = encoded(address.unwrap_or(subject.address));
            format!("{}{address}", context.base_url)
        });
        Self {
            title: subject.title,
            description: subject.description,
            metas: metas(&subject, context),
            canonical,
            is_home: matches!(subject.kind, Kind::Home),
            is_article: matches!(subject.kind, Kind::Article { .. }),
            home: origin.link("index.html"),
            icon: origin.link(theme.address("assets/icon.svg")),
            feed: feed.map(|address| origin.link(address)),
            style: origin.link(theme.address("assets/style.css")),
            own_style: theme
                .optional_address("assets/site.css")
                .map(|address| origin.link(address)),
            scripts: Scripts {
                search: origin.link(theme.address("assets/search.js")),
                tables: origin.link(theme.address("assets/tables.js")),
            },
            checks: origin.link("checks/index.html"),
            map: origin.link("map/index.html"),
            navigation: NAVIGATION
                .iter()
                .map(|&(title, address)| NavigationLink {
                    title,
                    href: origin.link(address),
                    is_current: subject.address == address,
                })
                .collect(),
            breadcrumbs: breadcrumbs(&subject, origin, context),
            site: SiteView::new(&context.site),
            version: &context.version,
            linked_data: linked_data::of(&subject, context, downloads),
        }
    }
}

impl<'a> SiteView<'a> {
    fn new(site: &'a Site) -> Self {
        Self {
            name: &site.name,
            summary: &site.summary,
            banner: &site.banner,
            organiser: &site.organiser,
            id_code: &site.id_code,
            icp: &site.icp,
            police_record: &site.police_record,
            contact: &site.contact,
        }
    }
}

/// The way from the home page down to the folder above the page.
fn breadcrumbs(subject: &Subject<'_>, origin: Origin<'_>, context: &SiteContext) -> Vec<Link> {
    let Some(folder) = subject.address.strip_suffix("/index.html") else {
        return Vec::new();
    };
    let mut crumbs = Vec::new();
    let mut above = parent(folder);
    while let Some(folder) = above {
        let own = subject.above.iter().find(|(known, _)| known == folder);
        let title = own.map(|(_, title)| title).or(context.regions.get(folder));
        crumbs.extend(title.map(|title| Link {
            title: title.clone(),
            href: origin.link(&index(folder)),
        }));
        above = parent(folder);
    }
    crumbs.push(Link {
        title: "首页".to_owned(),
        href: origin.link("index.html"),
    });
    crumbs.reverse();
    crumbs
}

/// The meta tags of 政府网站发展指引, as far as there is something to say.
fn metas(subject: &Subject<'_>, context: &SiteContext) -> Vec<Meta> {
    let mut metas = Vec::new();
    let mut add = |name, content: &str| {
        if !content.is_empty() {
            metas.push(Meta {
                name,
                content: content.to_owned(),
            });
        }
    };
    add("SiteName", &context.site.name);
    add("SiteDomain", context.domain());
    add("SiteIDCode", &context.site.id_code);
    match subject.kind {
        Kind::Home | Kind::Missing => {}
        Kind::Column { keywords } => {
            add("ColumnName", subject.title);
            add("ColumnDescription", subject.description);
            add("ColumnKeywords", keywords);
            add("ColumnType", "信息公开");
        }
        Kind::Organization => {
            add("ColumnName", subject.title);
            add("ColumnDescription", subject.description);
            add(
                "ColumnKeywords",
                &format!("{},绩效自评,整体支出,项目支出", subject.title),
            );
            add("ColumnType", "信息公开");
        }
        Kind::Article { published, source } => {
            add("ArticleTitle", subject.title);
            add("PubDate", &publication_time(published));
            add("ContentSource", source);
        }
    }
    metas
}

/// `YYYY-MM-DD HH:MM`, as the rule wants it; a date alone is its first minute,
/// anything else is left out.
fn publication_time(published: &str) -> String {
    let shape: String = published
        .chars()
        .map(|letter| if letter.is_ascii_digit() { '0' } else { letter })
        .collect();
    match shape.as_str() {
        "0000-00-00" => format!("{published} 00:00"),
        "0000-00-00 00:00" => published.to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publication_date_gets_the_shape_of_the_rule_or_is_left_out() {
        assert_eq!(publication_time("2024-03-28"), "2024-03-28 00:00");
        assert_eq!(publication_time("2024-03-28 09:30"), "2024-03-28 09:30");
        assert_eq!(publication_time("2024年3月28日"), "");
    }
}
