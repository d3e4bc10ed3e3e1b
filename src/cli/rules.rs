//! `ziping rules`.

use super::{CLEAN, Format, output};
use clap::Args;
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

pub fn run(arguments: &Arguments) -> u8 {
    match arguments.format {
        Format::Json => output::line(&pipeline::rules_to_json()),
        Format::Human => {
            for rule in pipeline::rules() {
                output::line(&format!("{}  {}  {}", rule.code, rule.severity, rule.title));
            }
        }
    }
    CLEAN
}
