//! Arguments, one file a command, progress and exit codes: 0 clean, 1 findings,
//! 2 usage or environment.

mod ask;
mod build;
mod check;
mod diff;
mod explain;
mod export;
mod fmt;
mod import;
mod lsp;
mod merge;
mod new;
mod output;
mod rules;
mod schema;
mod serve;
mod shell;
mod usage;
mod verify;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Nothing stands in the way.
const CLEAN: u8 = 0;
/// Findings stop publication.
const FINDINGS: u8 = 1;
/// The call or the machine is at fault, not the content.
const TROUBLE: u8 = 2;

#[derive(Parser)]
#[command(
    name = "ziping",
    version,
    about = "核对绩效自评报告的数字，并发布为静态网站",
    help_template = usage::TEMPLATE,
    after_help = usage::ZIPING,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    arg_required_else_help = true,
    next_help_heading = "选项"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// The first of these that is given ends the program.
    #[command(flatten)]
    meta: Meta,
}

#[derive(Args)]
struct Meta {
    #[arg(short, long, global = true, display_order = 999, action = clap::ArgAction::Help, help = "显示帮助")]
    help: Option<bool>,
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help = "显示版本")]
    version: Option<bool>,
}

#[derive(Subcommand)]
enum Command {
    #[command(about = "新建网站、单位、年度报告或项目自评表", override_usage = "ziping new <命令>", help_template = usage::TEMPLATE, after_help = usage::NEW, arg_required_else_help = true)]
    New(new::Arguments),
    #[command(about = "只核对，不发布", override_usage = "ziping check [选项] [路径]…", help_template = usage::TEMPLATE, after_help = usage::CHECK)]
    Check(check::Arguments),
    #[command(about = "核对全部内容，通过后发布到 public/", override_usage = "ziping build [选项]", help_template = usage::TEMPLATE, after_help = usage::BUILD)]
    Build(build::Arguments),
    #[command(about = "把分头发布的网站合并为一个", override_usage = "ziping merge --output <目录> [选项] <网站>…", help_template = usage::TEMPLATE, after_help = usage::MERGE)]
    Merge(merge::Arguments),
    #[command(about = "在本机预览，改了就更新", override_usage = "ziping serve [选项]", help_template = usage::TEMPLATE, after_help = usage::SERVE)]
    Serve(serve::Arguments),
    #[command(about = "两个版本、两份网站或两个年度之间改了什么，分数怎样变", override_usage = "ziping diff [选项] <旧> [新]", help_template = usage::TEMPLATE, after_help = usage::DIFF)]
    Diff(diff::Arguments),
    #[command(about = "解释一条校验规则，如 ziping explain ZP101", override_usage = "ziping explain <代码>", help_template = usage::TEMPLATE, after_help = usage::EXPLAIN)]
    Explain(explain::Arguments),
    #[command(about = "统一全部文件的写法，意思不变", override_usage = "ziping fmt [选项] [路径]…", help_template = usage::TEMPLATE, after_help = usage::FMT)]
    Fmt(fmt::Arguments),
    #[command(about = "把填好的 Word、Excel 自评表写成 YAML 和正文", override_usage = "ziping import <文件>… --to <目录> [选项]", help_template = usage::TEMPLATE, after_help = usage::IMPORT)]
    Import(import::Arguments),
    #[command(about = "把核对过的自评表和自评报告写成 Word、Excel 文件", override_usage = "ziping export <路径>… [选项]", help_template = usage::TEMPLATE, after_help = usage::EXPORT)]
    Export(export::Arguments),
    #[command(about = "语言服务器：编辑器启动它，边写边核对", override_usage = "ziping lsp", help_template = usage::TEMPLATE, after_help = usage::LSP)]
    Lsp(lsp::Arguments),
    #[command(about = "列出全部校验规则", override_usage = "ziping rules [选项]", help_template = usage::TEMPLATE, after_help = usage::RULES)]
    Rules(rules::Arguments),
    #[command(about = "写出给编辑器用的格式说明（JSON Schema）", override_usage = "ziping schema [选项] [目录]", help_template = usage::TEMPLATE, after_help = usage::SCHEMA)]
    Schema(schema::Arguments),
    #[command(about = "核对网站的副本：文件是否齐全，与发布时是否一致", override_usage = "ziping verify [选项] [目录]", help_template = usage::TEMPLATE, after_help = usage::VERIFY)]
    Verify(verify::Arguments),
    #[command(about = "写出命令行程序的补全脚本", override_usage = "ziping completions <命令行程序>", help_template = usage::TEMPLATE, after_help = usage::COMPLETIONS)]
    Completions(shell::Completions),
    #[command(about = "写出手册（man 格式）", override_usage = "ziping man [目录]", help_template = usage::TEMPLATE, after_help = usage::MANUAL)]
    Man(shell::Manual),
}

/// Where the site is.
#[derive(Args)]
pub struct Root {
    #[arg(
        long = "root",
        value_name = "目录",
        default_value_os_t = around_here(),
        hide_default_value = true,
        help = "网站所在目录，其中有 content/ [默认：当前目录，没有就往上找]"
    )]
    pub folder: PathBuf,
}

/// The site that the current folder is in: here, or further up as `..`, `../..` and so on;
/// here where there is none.
fn around_here() -> PathBuf {
    let here = PathBuf::from(".");
    let Ok(current) = std::env::current_dir() else {
        return here;
    };
    let is_site = |above: &Path| {
        let content = above.join("content");
        current.starts_with(&content) || content.join("site.yaml").is_file()
    };
    if current.join("content").is_dir() {
        return here;
    }
    let found = current.ancestors().position(is_site);
    found.map_or(here, |up| PathBuf::from(vec![".."; up].join("/")))
}

/// What `build` and `check` share.
#[derive(Args)]
#[command(next_help_heading = "选项")]
struct Shared {
    #[command(flatten)]
    root: Root,
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true,
        help = "校验结果的格式：human（给人看）、json、sarif、github、gitlab 或 junit（给程序用）[默认：human]"
    )]
    format: Format,
    #[arg(long, value_name = "数目", help = "同时处理几个单位 [默认：处理器核数]",
        value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    #[arg(short, long, help = "只显示错误")]
    quiet: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person.
    #[value(help = "给人看")]
    Human,
    /// For a program, documented in docs/diagnostics.md.
    #[value(help = "给程序用")]
    Json,
    /// SARIF 2.1.0, for code scanning.
    #[value(help = "SARIF 2.1.0，代码扫描用")]
    Sarif,
    /// Workflow commands of GitHub Actions.
    #[value(help = "GitHub Actions 的标注")]
    Github,
    /// Code Quality of GitLab.
    #[value(help = "GitLab 的代码质量报告")]
    Gitlab,
    /// JUnit XML, for build servers.
    #[value(help = "JUnit XML，构建服务器用")]
    Junit,
}

/// Reads the arguments and runs the command.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return output::code(usage::report(&error)).into(),
    };
    let code = match cli.command {
        Command::New(arguments) => new::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Lsp(arguments) => lsp::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Completions(arguments) => shell::completions(&arguments),
        Command::Man(arguments) => shell::manual(&arguments),
    };
    output::code(code).into()
}
