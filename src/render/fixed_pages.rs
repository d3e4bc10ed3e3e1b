//! The pages that every site has: the list of checks, about, 404.

use super::address::{Origin, index};
use super::frame::{Kind, Subject};
use super::{Press, RenderError};
use crate::check::{PARTS, RULES, Rule};
use serde::Serialize;

/// What the template `checks.html` shows.
#[derive(Debug, Serialize)]
struct ChecksPage {
    rules: Vec<RuleView>,
}

#[derive(Debug, Serialize)]
struct RuleView {
    code: &'static str,
    title: &'static str,
    severity: &'static str,
    summary: &'static str,
    parts: Vec<Part>,
}

/// A part of a rule's documentation: 检查什么, 依据, 错例, 改法.
#[derive(Debug, Serialize)]
struct Part {
    title: &'static str,
    /// Whether it has an example, which is long.
    is_example: bool,
    blocks: Vec<Block>,
}

/// A stretch of text, or of an example.
#[derive(Debug, Default, Serialize)]
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
        rules: RULES.iter().map(view).collect(),
    };
    let subject = Subject {
        address: &index("checks"),
        title: "校验规则",
        description: "报告发布前，程序用来核对数字和文字的全部规则。",
        kind: Kind::Column {
            keywords: "绩效自评,校验规则",
        },
        above: &[],
    };
    press.page("checks.html", subject, &page)
}

fn view(rule: &&'static Rule) -> RuleView {
    let part = |title| {
        let blocks = blocks(&rule.part(title));
        Part {
            title,
            is_example: blocks.iter().any(|block| block.is_code),
            blocks,
        }
    };
    RuleView {
        code: rule.code,
        title: rule.title,
        severity: rule.severity.chinese(),
        summary: rule.summary(),
        parts: PARTS.into_iter().map(part).collect(),
    }
}

/// The paragraphs and the fenced examples of a part.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    for line in text.lines() {
        let is_code = blocks.last().is_some_and(|block| block.is_code);
        if line.starts_with("```") {
            blocks.push(Block {
                is_code: !is_code,
                ..Block::default()
            });
        } else if let Some(block) = blocks.last_mut() {
            block.text.push_str(line);
            if is_code {
                block.text.push('\n');
            }
        }
    }
    blocks.retain(|block| !block.text.trim().is_empty());
    blocks
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
