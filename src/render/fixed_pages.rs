//! The pages that every site has: the list of checks, about, 404.

use super::address::{Origin, index};
use super::frame::{Kind, Subject};
use super::summary::Summary;
use super::{Press, RenderError, RuleText, SiteContext};
use crate::model::{Level, Limit, Site};
use serde::Serialize;

/// What the template `checks.html` shows.
#[derive(Debug, Serialize)]
struct ChecksPage<'a> {
    rules: Vec<RuleView<'a>>,
    /// The rules that weigh otherwise on this site.
    levels: Vec<LevelView<'a>>,
    limits: Vec<LimitView<'a>>,
    /// Why the limits are others; may be empty.
    limits_reason: &'a str,
    /// How many findings are accepted on the whole site.
    accepted_count: usize,
    accepted: Vec<AcceptedView<'a>>,
}

#[derive(Debug, Serialize)]
struct LevelView<'a> {
    code: &'a str,
    title: &'a str,
    /// The rule's own weight.
    own: &'a str,
    level: &'a str,
    reason: &'a str,
}

#[derive(Debug, Serialize)]
struct LimitView<'a> {
    name: &'a str,
    code: &'a str,
    value: String,
    /// What holds elsewhere; empty where it is the same.
    default: String,
}

/// Findings accepted for one reason.
#[derive(Debug, Serialize)]
struct AcceptedView<'a> {
    unit: &'a str,
    year: String,
    /// The page of the form.
    link: String,
    code: &'a str,
    title: &'a str,
    reason: &'a str,
    count: usize,
}

#[derive(Debug, Serialize)]
struct RuleView<'a> {
    code: &'a str,
    title: &'a str,
    /// How much it weighs on this site.
    severity: &'a str,
    /// What stands before the first part.
    summary: Vec<Block>,
    parts: Vec<Part<'a>>,
}

/// A part of a rule's documentation: 检查什么, 依据, 错例, 改法.
#[derive(Debug, Serialize)]
struct Part<'a> {
    title: &'a str,
    /// Whether it has an example, which is long.
    is_example: bool,
    blocks: Vec<Block>,
}

/// A stretch of text, or of an example.
#[derive(Debug, Serialize)]
struct Block {
    text: String,
    is_code: bool,
}

/// What the template `about.html` shows.
#[derive(Debug, Serialize)]
struct AboutPage {
    checks: String,
    /// The list of the sums of all files, which stands in the site's folder.
    sums: String,
}

/// What the template `missing.html` shows: nothing but its frame.
#[derive(Debug, Serialize)]
struct MissingPage {}

/// Fills the fixed pages.
pub fn print(summaries: &[&Summary], press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    checks(summaries, press)?;
    about(press)?;
    let missing = Subject {
        address: "404.html",
        title: "没有找到这个页面",
        description: "",
        kind: Kind::Missing,
        above: &[],
    };
    press.page("missing.html", missing, &MissingPage {})
}

fn checks(summaries: &[&Summary], press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index("checks");
    let SiteContext { site, rules, .. } = press.context;
    let accepted = accepted(summaries, Origin::Page(&address));
    let page = ChecksPage {
        rules: rules.iter().map(|rule| view(rule, site)).collect(),
        levels: levels(site, rules).collect(),
        limits: site.limits.all().into_iter().map(limit_view).collect(),
        limits_reason: site.limits.reason.trim(),
        accepted_count: accepted.iter().map(|one| one.count).sum(),
        accepted,
    };
    let subject = Subject {
        address: &address,
        title: "校验规则",
        description: "报告发布前，程序用来核对文件、数字和文字的全部规则。",
        kind: Kind::Column {
            keywords: "绩效自评,校验规则",
        },
        above: &[],
    };
    press.page("checks.html", subject, &page)
}

/// The rules that weigh otherwise than by themselves, in the order of the settings.
fn levels<'a>(site: &'a Site, rules: &'a [RuleText]) -> impl Iterator<Item = LevelView<'a>> {
    site.levels.iter().filter_map(|entry| {
        let code = entry.code.trim();
        let rule = rules.iter().find(|rule| rule.code == code)?;
        Some(LevelView {
            code,
            title: rule.title,
            own: rule.severity,
            level: entry.level?.chinese(),
            reason: entry.reason.trim(),
        })
    })
}

fn limit_view(limit: Limit) -> LimitView<'static> {
    let is_other = limit.value() != limit.default;
    LimitView {
        name: limit.name,
        code: limit.code,
        value: limit.value().to_string(),
        default: if is_other {
            limit.default.to_string()
        } else {
            String::new()
        },
    }
}

fn accepted<'a>(summaries: &[&'a Summary], from: Origin<'_>) -> Vec<AcceptedView<'a>> {
    let all = summaries
        .iter()
        .flat_map(|year| year.accepted.iter().map(move |one| (year, one)));
    all.map(|(summary, one)| {
        let Summary {
            unit_folder, year, ..
        } = summary;
        let folder = match &one.project {
            Some(project) => format!("{unit_folder}/{year}/projects/{project}"),
            None => format!("{unit_folder}/{year}"),
        };
        AcceptedView {
            unit: &summary.unit_label,
            year: year.to_string(),
            link: from.link(&index(&folder)),
            code: one.code,
            title: one.title,
            reason: &one.reason,
            count: one.count,
        }
    })
    .collect()
}

fn view<'a>(rule: &'a RuleText, site: &Site) -> RuleView<'a> {
    let set = site.levels.iter().find(|set| set.code.trim() == rule.code);
    let level = set.and_then(|set| set.level);
    let mut summary = Vec::new();
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut is_code = false;
    let mut is_open = false;
    for line in rule.documentation.lines() {
        let is_fence = line.starts_with("```");
        if let Some(title) = line.strip_prefix("## ").filter(|_| !is_code) {
            parts.push(Part {
                title,
                is_example: false,
                blocks: Vec::new(),
            });
            is_open = false;
        } else if is_fence || (!is_code && line.is_empty()) {
            is_code ^= is_fence;
            is_open = false;
        } else {
            let blocks = match parts.last_mut() {
                Some(part) => {
                    part.is_example |= is_code;
                    &mut part.blocks
                }
                None => &mut summary,
            };
            if !is_open {
                blocks.push(Block {
                    text: String::new(),
                    is_code,
                });
                is_open = true;
            }
            if let Some(block) = blocks.last_mut() {
                block.text.push_str(line);
                // Lines of a paragraph are joined: Chinese has no spaces.
                block.text.push_str(if is_code { "\n" } else { "" });
            }
        }
    }
    RuleView {
        code: rule.code,
        title: rule.title,
        severity: level.map_or(rule.severity, Level::chinese),
        summary,
        parts,
    }
}

fn about(press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index("about");
    let page = AboutPage {
        checks: Origin::Page(&address).link(&index("checks")),
        sums: Origin::Page(&address).link("SHA256SUMS"),
    };
    let subject = Subject {
        address: &address,
        title: "关于本站",
        description: "本站公开什么，数字从哪里来，怎样核对。",
        kind: Kind::Column {
            keywords: "绩效自评,信息公开",
        },
        above: &[],
    };
    press.page("about.html", subject, &page)
}
