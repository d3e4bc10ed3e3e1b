//! `ziping rules`.

use super::{CLEAN, output};
use clap::{Args, ValueEnum};
use ziping::pipeline;

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
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
    Human,
    /// For a program.
    Json,
}

pub fn run(arguments: &Arguments) -> u8 {
    match arguments.format {
        Format::Json => output::line(&pipeline::rules_to_json()),
        Format::Human => {
            for rule in pipeline::rules() {
                let severity = rule.severity.chinese();
                output::line(&format!("{}  {severity}  {}", rule.code, rule.title));
            }
        }
    }
    CLEAN
}
