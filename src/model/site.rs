//! `site.yaml`: the site as a whole.

use super::Fields;
use serde::Deserialize;

/// The names at the top of a site that are the site's own pages and folders. No
/// region or unit at the top of `content/` may bear one, in capitals or not.
pub const RESERVED: [&str; 13] = [
    "404.html",
    "about",
    "assets",
    "checks",
    "data",
    "deductions",
    "feed.xml",
    INDEX_PAGE,
    "map",
    "robots.txt",
    "search",
    "sitemap.xml",
    "years",
];

/// The name of every folder's page, which no folder may bear.
pub const INDEX_PAGE: &str = "index.html";

/// The settings of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    /// 名称: the site's title (SiteName).
    #[serde(rename = "名称")]
    pub name: String,
    /// 网址: where it is published, with `https://` and a closing `/`; the
    /// command line's `--base-url` goes before it.
    #[serde(rename = "网址")]
    pub base_url: String,
    /// 简介: one or two sentences for the home page.
    #[serde(rename = "简介")]
    pub summary: String,
    /// 横幅: a notice on every page, such as that this is sample content.
    #[serde(rename = "横幅")]
    pub banner: String,
    /// 主办单位, in the footer.
    #[serde(rename = "主办单位")]
    pub organiser: String,
    /// 网站标识码 (SiteIDCode).
    #[serde(rename = "网站标识码")]
    pub id_code: String,
    /// ICP备案号.
    #[serde(rename = "ICP备案号")]
    pub icp: String,
    /// 公安备案号.
    #[serde(rename = "公安备案号")]
    pub police_record: String,
    /// 联系方式.
    #[serde(rename = "联系方式")]
    pub contact: String,
    /// 主题: a folder under `themes/`; the built-in theme where left out.
    #[serde(rename = "主题")]
    pub theme: String,
    /// 必填目录字段: catalogue fields of 公开 that no report may leave blank.
    #[serde(rename = "必填目录字段")]
    pub required_disclosure: Vec<String>,
    /// 允许的外文词: foreign words that are right in this site's Chinese texts.
    #[serde(rename = "允许的外文词")]
    pub foreign_words: Vec<String>,
    /// 错别字: wrong words with what they should be, besides the built-in list.
    #[serde(rename = "错别字")]
    pub wrong_words: Fields,
}
