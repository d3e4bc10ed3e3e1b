//! The pages that every site has: the list of checks, about, 404.

use super::address::{Origin, index};
use super::frame::{Kind, Subject};
use super::{Press, RenderError, RuleText};
use serde::Serialize;

/// What the template `checks.html` shows.
#[derive(Debug, Serialize)]
struct ChecksPage<'a> {
    rules: Vec<RuleView<'a>>,
}

#[derive(Debug, Serialize)]
struct RuleView<'a> {
    code: &'a str,
    title: &'a str,
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
}

/// What the template `missing.html` shows: nothing but its frame.
#[derive(Debug, Serialize)]
struct MissingPage {}

/// Fills the fixed pages.
pub fn print(press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    checks(press)?;
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

fn checks(press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let page = ChecksPage {
        rules: press.context.rules.iter().map(view).collect(),
    };
    let subject = Subject {
        address: &index("checks"),
        title: "校验规则",
        description: "报告发布前，程序用来核对文件、数字和文字的全部规则。",
        kind: Kind::Column {
            keywords: "绩效自评,校验规则",
        },
        above: &[],
    };
    press.page("checks.html", subject, &page)
}

fn view(rule: &RuleText) -> RuleView<'_> {
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
        severity: rule.severity,
        summary,
        parts,
    }
}

fn about(press: &mut Press<'_, '_>) -> Result<(), RenderError> {
    let address = index("about");
    let page = AboutPage {
        checks: Origin::Page(&address).link(&index("checks")),
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
