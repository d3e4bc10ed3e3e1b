//! `ziping explain`.

use super::{CLEAN, TROUBLE, output};
use anstyle::Style;
use clap::Args;
use ziping::pipeline;

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        help_heading = "参数",
        value_name = "代码",
        help = "规则的代码，如 ZP101"
    )]
    code: String,
}

pub fn run(arguments: &Arguments) -> u8 {
    let code = arguments.code.trim().to_uppercase();
    match pipeline::rules().into_iter().find(|rule| rule.code == code) {
        Some(rule) => {
            let bold = Style::new().bold();
            output::line(&format!(
                "{bold}{} {}（{}）{bold:#}\n\n{}",
                rule.code,
                rule.title,
                rule.severity.chinese(),
                laid_out(&rule.documentation)
            ));
            CLEAN
        }
        None => {
            output::trouble(
                &format!("没有“{}”这条规则", arguments.code),
                "运行 ziping rules 查看全部规则",
            );
            TROUBLE
        }
    }
}

/// Markdown for a terminal: headings bold right over their text, examples indented,
/// a blank line between all else.
fn laid_out(markdown: &str) -> String {
    let bold = Style::new().bold();
    let mut text = String::new();
    let mut is_code = false;
    let mut wants_blank = false;
    let mut after_heading = false;
    for line in markdown.lines() {
        let heading = line.strip_prefix("## ").filter(|_| !is_code);
        if line.starts_with("```") || (!is_code && line.is_empty()) {
            is_code ^= line.starts_with("```");
            wants_blank = !after_heading;
            continue;
        }
        if (wants_blank || heading.is_some()) && !text.is_empty() {
            text.push('\n');
        }
        wants_blank = false;
        after_heading = heading.is_some();
        match heading {
            Some(heading) => text.push_str(&format!("{bold}{heading}{bold:#}")),
            None if is_code && !line.is_empty() => text.extend(["    ", line]),
            None => text.push_str(line),
        }
        text.push('\n');
    }
    text
}
