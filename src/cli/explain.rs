//! `ziping explain`.

use super::{CLEAN, TROUBLE, output};
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
            output::line(&format!(
                "{} {}（{}）\n\n{}",
                rule.code, rule.title, rule.severity, rule.documentation
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
