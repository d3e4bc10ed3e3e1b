//! `site.yaml`: the site as a whole.

use super::{Amount, Fields, Percent};
use crate::diagnostic::Severity;
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

/// Whether a site can be published at an address: `https://` or `http://`, a host, and
/// perhaps a path.
pub fn is_web_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let wrong =
        |letter: char| letter.is_whitespace() || letter.is_control() || "?#\"\\<>".contains(letter);
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(wrong))
}

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
    /// 指标计分: what scores follow from on forms that do not say it themselves.
    #[serde(rename = "指标计分")]
    pub scoring: Option<IndicatorScoring>,
    /// 校验: rules that weigh otherwise on this site, each with its reason.
    #[serde(rename = "校验")]
    pub levels: Vec<RuleLevel>,
    /// 限额: limits of rules that are others on this site.
    #[serde(rename = "限额")]
    pub limits: Limits,
}

/// What the score of an indicator follows from where it has no criterion of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum IndicatorScoring {
    /// The national method (财预〔2020〕10号): a figure that misses its target scores
    /// in proportion, words score by the three tiers.
    #[serde(rename = "按全国办法")]
    National,
    /// Not held against a method.
    #[default]
    #[serde(rename = "不核")]
    Unchecked,
}

/// An entry of 校验: how much a rule weighs on this site, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RuleLevel {
    /// The rule's code, such as `ZP209`.
    #[serde(rename = "规则")]
    pub code: String,
    /// 级别: its weight here.
    #[serde(rename = "级别")]
    pub level: Option<Level>,
    /// Why; published on the page about the checks.
    #[serde(rename = "理由")]
    pub reason: String,
}

/// How much a site lets a rule weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Level {
    /// Stops publication.
    #[serde(rename = "错误")]
    Error,
    /// A reviewer should look.
    #[serde(rename = "警告")]
    Warning,
    /// Good to know.
    #[serde(rename = "提示")]
    Note,
    /// Not told at all.
    #[serde(rename = "不报")]
    Silent,
}

impl Level {
    /// The weight; `None` for what is not told.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Silent => None,
        }
    }

    /// The word in `site.yaml`.
    pub fn chinese(self) -> &'static str {
        self.severity().map_or("不报", Severity::chinese)
    }
}

/// 限额: from where on the checks of this site ask for an explanation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// 年初调整幅度: by how much of 年初预算数, in percent, 全年预算数 may differ
    /// from it without a word (ZP109).
    #[serde(rename = "年初调整幅度")]
    pub budget_change: Option<Percent>,
    /// 超额完成幅度: by how much of the target, in percent, an actual may exceed it
    /// without a word (ZP214).
    #[serde(rename = "超额完成幅度")]
    pub above_target: Option<Percent>,
    /// Why; published on the page about the checks. Where a limit is wider than
    /// the program's own it must be given.
    #[serde(rename = "理由")]
    pub reason: String,
}

/// One of the limits as it is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The key in `site.yaml`.
    pub name: &'static str,
    /// The rule that it is of.
    pub code: &'static str,
    /// What the site says.
    pub set: Option<Percent>,
    /// What holds where it says nothing.
    pub default: Percent,
}

impl Limit {
    /// What is in force.
    pub fn value(self) -> Percent {
        self.set.unwrap_or(self.default)
    }
}

impl Limits {
    /// The limit of ZP109.
    pub fn budget_change(&self) -> Limit {
        Limit {
            name: "年初调整幅度",
            code: "ZP109",
            set: self.budget_change,
            default: Percent(Amount::from_int(30)),
        }
    }

    /// The limit of ZP214.
    pub fn above_target(&self) -> Limit {
        Limit {
            name: "超额完成幅度",
            code: "ZP214",
            set: self.above_target,
            default: Percent(Amount::from_int(50)),
        }
    }

    /// All of them, in the order of their rules.
    pub fn all(&self) -> [Limit; 2] {
        [self.budget_change(), self.above_target()]
    }
}
