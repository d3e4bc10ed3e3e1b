//! `ziping rules`.

use super::{CLEAN, FINDINGS, TROUBLE, output};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use ziping::diagnostic::Severity;
use ziping::pipeline::{self, RuleInfo};

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        long,
        value_name = "目录",
        help = "网站所在目录，其中有 content/：写出本站改过的级别和理由 [默认：只写规则本来的级别]"
    )]
    root: Option<PathBuf>,
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true,
        help = "human（给人看）或 json（给程序用）[默认：human]"
    )]
    format: Format,
}

/// How the list is printed.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For a person.
    #[value(help = "给人看")]
    Human,
    /// For a program.
    #[value(help = "给程序用")]
    Json,
}

pub fn run(arguments: &Arguments) -> u8 {
    let rules = match &arguments.root {
        None => pipeline::rules(),
        Some(root) => match pipeline::rules_of_site(root) {
            Ok((rules, faults)) if faults.is_empty() => rules,
            Ok((_, faults)) => {
                output::for_a_person(&faults, Severity::Note);
                return FINDINGS;
            }
            Err(failure) => {
                output::trouble(&failure.to_string(), failure.help());
                return TROUBLE;
            }
        },
    };
    match arguments.format {
        Format::Json => output::line(&pipeline::rules_to_json(&rules)),
        Format::Human => rules.iter().for_each(|rule| output::line(&line(rule))),
    }
    CLEAN
}

/// `ZP109  错误  预算变动没有说明（本来是提示；市财政局要求。）`
fn line(rule: &RuleInfo) -> String {
    let RuleInfo { code, title, .. } = rule;
    let own = rule.severity.chinese();
    match &rule.site {
        None => format!("{code}  {own}  {title}"),
        Some(set) => {
            let (level, reason) = (set.severity, &set.reason);
            let why = match reason.as_str() {
                "" => String::new(),
                reason => format!("；{reason}"),
            };
            format!("{code}  {level}  {title}（本来是{own}{why}）")
        }
    }
}
