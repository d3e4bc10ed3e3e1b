//! Help and usage errors in Chinese.

use super::{CLEAN, TROUBLE, output};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The layout of every help text.
pub const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// Prints a help text, the version or what is wrong with the call, and gives
/// the exit code.
pub fn report(error: &clap::Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            output::line(&error.render().ansi().to_string());
            CLEAN
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output::error_line(&error.render().ansi().to_string());
            TROUBLE
        }
        _ => {
            output::trouble(&message(error), "运行 ziping --help 查看用法");
            TROUBLE
        }
    }
}

fn message(error: &clap::Error) -> String {
    let given = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let mut text = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "没有“{}”这个命令",
                context(error, ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::UnknownArgument => format!("没有“{given}”这个参数"),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{given}”后面要写一个值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("“{given}”的值“{value}”不对")
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            format!("“{given}”的值太多或太少")
        }
        ErrorKind::ArgumentConflict => format!("“{given}”不能这样重复或合用"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {given}"),
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_owned(),
        _ => "命令写得不对".to_owned(),
    };
    for kind in [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ] {
        let near = context(error, kind);
        if !near.is_empty() {
            text.push_str(&format!("，是不是“{near}”？"));
        }
    }
    let valid = context(error, ContextKind::ValidValue);
    if !valid.is_empty() {
        text.push_str(&format!("，可以写：{valid}"));
    }
    text
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
