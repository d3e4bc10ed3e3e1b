//! Help and usage errors in Chinese.

use super::{CLEAN, TROUBLE, output};
use clap::CommandFactory as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;

/// The layout of every help text.
pub const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// What the headings of a manual page are called.
pub const MANUAL_HEADINGS: [(&str, &str); 5] = [
    ("NAME", "名称"),
    ("SYNOPSIS", "用法"),
    ("DESCRIPTION", "说明"),
    ("EXTRA", "更多"),
    ("VERSION", "版本"),
];

pub const ZIPING: &str = "\
例子：
  ziping new site 自评            在“自评”文件夹里新建一个网站
  ziping check                    核对全部内容
  ziping serve --open             一边写一边在浏览器里看
  ziping build                    核对，通过后发布到 public/
  ziping build --help             看一个命令的说明";

pub const BUILD: &str = "\
例子：
  ziping build                                      发布到 public/
  ziping build --output /srv/www/zp                 发布到别的目录
  ziping build --base-url https://example.org/zp/   指定网址
  ziping build --only content/hunan/yueyang         只发布一个地区，以后用 ziping merge 合并";

pub const MERGE: &str = "\
各区县用 ziping build --only 分头发布，市里、省里不要它们的源文件，只要发布出的目录。

例子：
  ziping merge --output public 岳阳楼区 云溪区 君山区        当前目录的 site.yaml 和主题
  ziping merge --output public --root 全市 收到的/*          另一个目录的 site.yaml 和主题";

pub const SERVE: &str = "\
一边写一边看：保存以后页面自己更新，发现的问题列在页面下角。只有本机能看，不动 public/。

例子：
  ziping serve --open         生成以后打开浏览器
  ziping serve --port 9000    用指定的端口";

pub const CHECK: &str = "\
例子：
  ziping check                                 核对全部内容
  ziping check content/hunan/yueyang           只核对一个地区
  ziping check --fix --dry-run                 看看能自动改正什么，不写文件
  ziping check --since main --deny warnings    核对改动过的单位，警告也不放行
  ziping check --format sarif > zp.sarif       结果给别的程序用";

pub const EXPLAIN: &str = "\
例子：
  ziping explain ZP101    执行率不符是怎么一回事，怎样改";

pub const IMPORT: &str = "\
例子：
  ziping import 自评表.docx --to content/某区/某街道/2023
  ziping import 整体.xlsx 项目.xlsx 报告.docx --to content/某区/某街道/2023 --slug road-lights
  ziping import 报送材料 --to content/某区/某街道 --year 2023 --dry-run    一个文件夹，只看不写";

pub const EXPORT: &str = "\
例子：
  ziping export content/某区/某街道/2023 --to 报送                     一年的全部自评表和自评报告
  ziping export content/某区/某街道/2023/report.yaml --format xlsx    一张表，只要 Excel
  ziping export content/某区 --to 报送 --force                         一个地区，替换已有的文件";

pub const DIFF: &str = "\
例子：
  ziping diff main                       现在的内容与 main 相比
  ziping diff v1 v2 --format markdown    两个版本相比，贴进合并请求
  ziping diff --years 2022 2023 content/hunan/yueyang/yueyanglou/wangyue";

pub const FMT: &str = "\
例子：
  ziping fmt            整理全部内容
  ziping fmt --check    只看哪些文件要整理，用在合并请求的检查里";

pub const LSP: &str = "\
由编辑器启动，不必在终端里运行；VS Code、Neovim、Helix 怎样设置见 docs/editors.md。

例子：
  ziping lsp    在编辑器的设置里写这个命令";

pub const RULES: &str = "\
例子：
  ziping rules                  列出全部规则
  ziping rules --format json    给别的程序用";

pub const NEW: &str = "\
在终端里运行时一项一项地问；写了的选项不再问。已有的文件一律不覆盖。

例子：
  ziping new site 自评        新建网站
  ziping new unit             添一个单位
  ziping new year             开始写一年的报告
  ziping new project          开始写一个项目的自评表";

pub const NEW_SITE: &str = "\
例子：
  ziping new site 自评
  ziping new site 自评 --name 岳阳市绩效自评 --region yueyang --region-name 岳阳市";

pub const NEW_UNIT: &str = "\
例子：
  ziping new unit
  ziping new unit --region yueyang --name 望岳街道办事处 --address wangyue";

pub const NEW_YEAR: &str = "\
例子：
  ziping new year
  ziping new year --unit yueyang/wangyue --year 2024 --form 湖南-整体支出
  ziping new year --unit yueyang/wangyue --year 2024 --from 2023";

pub const NEW_PROJECT: &str = "\
例子：
  ziping new project
  ziping new project --unit yueyang/wangyue --year 2024 --name 道路维修";

pub const SCHEMA: &str = "\
例子：
  ziping schema            写到 schemas/，编辑器据此提示栏目、说明意思、标出写错的
  ziping schema /tmp/zp    写到别的目录";

pub const VERIFY: &str = "\
退出码：0 全部一致，1 有文件缺少或有改动，2 无从核对。

例子：
  ziping verify                            核对 public/
  ziping verify /srv/jixiao                核对服务器上的副本
  ziping verify /srv/jixiao --key zp.pub   还要核对清单的签名";

pub const COMPLETIONS: &str = "\
写到下面的文件里，新开一个终端就有；文件夹还没有的，先建好。zsh 还要在 ~/.zshrc 里 compinit 的前面写一行 fpath+=~/.zfunc。

例子：
  ziping completions bash > ~/.local/share/bash-completion/completions/ziping
  ziping completions zsh > ~/.zfunc/_ziping
  ziping completions fish > ~/.config/fish/completions/ziping.fish
  ziping completions powershell >> $PROFILE";

pub const MANUAL: &str = "\
例子：
  ziping man | man -l -                      在终端里看
  ziping man ~/.local/share/man/man1         安装，以后用 man ziping、man ziping-check 看";

/// Prints a help text, the version or what is wrong with the call, and gives
/// the exit code.
pub fn report(error: &clap::Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            output::line(&in_chinese(&error.render().ansi().to_string()));
            CLEAN
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output::error_line(&in_chinese(&error.render().ansi().to_string()));
            TROUBLE
        }
        _ => {
            output::trouble(&message(error), &help());
            TROUBLE
        }
    }
}

/// Where the command as it was called is explained.
pub fn help() -> String {
    format!("运行 {} --help 查看用法", called())
}

/// A help text with the colons of Chinese, also where clap writes its own.
fn in_chinese(text: &str) -> String {
    ["命令", "参数", "选项"]
        .iter()
        .fold(text.to_owned(), |text, heading| {
            text.replace(&format!("{heading}:"), &format!("{heading}："))
        })
}

/// The command as it was called, as far as it names one: `ziping new site`.
fn called() -> String {
    let mut command = super::Cli::command();
    let mut words = vec![command.get_name().to_owned()];
    for given in std::env::args().skip(1) {
        let Some(next) = command.find_subcommand(&given).cloned() else {
            break;
        };
        words.push(given);
        command = next;
    }
    words.join(" ")
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
        ErrorKind::UnknownArgument if is_of_a_command(&given) => {
            return format!("“{given}”写在命令的后面，如 ziping check {given}");
        }
        ErrorKind::UnknownArgument => format!("没有“{given}”这个参数"),
        ErrorKind::InvalidValue if value.is_empty() && !given.starts_with('-') => {
            format!("{given} 是空的")
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("“{given}”后面要写一个值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("“{given}”的值“{value}”不对{}", allowed(error))
        }
        ErrorKind::TooManyValues if given.starts_with("--") && !given.contains('<') => {
            format!("“{given}”后面不写值")
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
        // the nearest stands last
        let near = match error.get(kind) {
            Some(ContextValue::Strings(texts)) => texts.last().cloned().unwrap_or_default(),
            _ => context(error, kind),
        };
        if !near.is_empty() {
            text.push_str(&format!("，是不是“{near}”？"));
        }
    }
    let valid = context(error, ContextKind::ValidValue);
    if !valid.is_empty() {
        let comma = if text.ends_with('？') { "" } else { "，" };
        text.push_str(&format!("{comma}可以写：{valid}"));
    }
    text
}

/// Whether what was given before any command is an argument of `check`, as of most.
fn is_of_a_command(given: &str) -> bool {
    let ziping = super::Cli::command();
    let check = ziping.find_subcommand("check");
    let mut all = check.into_iter().flat_map(|check| check.get_arguments());
    let is_given = |long: Option<&str>| long.is_some_and(|long| given == format!("--{long}"));
    called() == ziping.get_name() && all.any(|argument| is_given(argument.get_long()))
}

/// What a value may be, where the error knows: our own words, or the range of a
/// number, which clap gives as `0 is not in 1..=1024`.
fn allowed(error: &clap::Error) -> String {
    let why = error.source().map(ToString::to_string).unwrap_or_default();
    let range = why.rsplit_once(" is not in ");
    if let Some((least, most)) = range.and_then(|(_, range)| range.split_once("..=")) {
        format!("，要在 {least} 到 {most} 之间")
    } else if why.contains("invalid digit") {
        "，要写整数".to_owned()
    } else if why.is_ascii() {
        String::new()
    } else {
        format!("，{why}")
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
