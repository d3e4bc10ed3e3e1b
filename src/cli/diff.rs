//! `ziping diff`.

use super::{CLEAN, FINDINGS, Root, TROUBLE, output};
use clap::{Args, ValueEnum};
use std::path::Path;
use ziping::compare::{to_html, to_human, to_json, to_markdown};
use ziping::model::Year;
use ziping::pipeline;

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        help_heading = "参数",
        value_name = "旧",
        display_order = 1,
        help = "git 的版本（分支、标签、提交号），或另一份网站的目录；与 --years 合用时，写单位的目录"
    )]
    old: String,
    #[arg(
        help_heading = "参数",
        value_name = "新",
        display_order = 2,
        conflicts_with = "years",
        help = "与旧的相比的版本或目录 [默认：网站目录里现在的内容]"
    )]
    new: Option<String>,
    #[arg(
        long,
        num_args = 2,
        value_names = ["年度", "年度"],
        value_parser = year,
        help = "比较一个单位的两个年度，如 ziping diff --years 2022 2023 content/…/某单位"
    )]
    years: Option<Vec<Year>>,
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true,
        help = "human（给人看）、markdown（贴进合并请求）、html（一个网页，可以存下来传阅）或 json（给程序用）[默认：human]"
    )]
    format: Format,
    #[arg(long, help = "有改动时退出码为 1，没有时为 0；不写则总是 0")]
    exit_code: bool,
    #[command(flatten)]
    root: Root,
}

/// How a comparison is printed.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For a person.
    #[value(help = "给人看")]
    Human,
    /// For a merge request's comment.
    #[value(help = "贴进合并请求")]
    Markdown,
    /// One page for a browser.
    #[value(help = "一个网页")]
    Html,
    /// For a program, documented in docs/review.md.
    #[value(help = "给程序用")]
    Json,
}

fn year(text: &str) -> Result<Year, String> {
    Year::parse(text).ok_or_else(|| "年度写四位数字".to_owned())
}

pub fn run(arguments: &Arguments) -> u8 {
    let root = &arguments.root.folder;
    let comparison = match arguments.years.as_deref() {
        Some([old, new]) => pipeline::compare_years(root, Path::new(&arguments.old), *old, *new),
        _ => pipeline::compare(root, &arguments.old, arguments.new.as_deref()),
    };
    let comparison = match comparison {
        Ok(comparison) => comparison,
        Err(failure) => {
            output::trouble(&failure.to_string(), failure.help());
            return TROUBLE;
        }
    };
    output::line(&match arguments.format {
        Format::Human => to_human(&comparison),
        Format::Markdown => to_markdown(&comparison),
        Format::Html => to_html(&comparison),
        Format::Json => to_json(&comparison),
    });
    if arguments.exit_code && !comparison.is_empty() {
        FINDINGS
    } else {
        CLEAN
    }
}
