//! `ziping merge`.

use super::{CLEAN, FINDINGS, Root, TROUBLE, build, output};
use clap::Args;
use std::path::PathBuf;
use std::time::Instant;
use ziping::diagnostic::Severity;
use ziping::pipeline::{self, Merge};

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        help_heading = "参数",
        value_name = "网站",
        required = true,
        help = "用 ziping build 或 ziping merge 发布出的目录，如各区的 public/；只读，不改动"
    )]
    sites: Vec<PathBuf>,
    #[arg(long, value_name = "目录", required = true, help = "合并到哪个目录")]
    output: PathBuf,
    #[command(flatten)]
    root: Root,
    #[arg(
        long,
        value_name = "网址",
        help = "合并后的网址，优先于 site.yaml 的“网址”；分头发布时要用同一个"
    )]
    base_url: Option<String>,
    #[arg(
        long,
        value_name = "文字",
        help = "内容的版本，印在数据页上；不写就不印"
    )]
    revision: Option<String>,
    #[arg(long, help = "文件旁边再写好压缩过的 .gz 和 .br")]
    compress: bool,
    #[arg(long, value_name = "数目", help = "同时处理几个单位 [默认：处理器核数]",
        value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    #[arg(short, long, help = "不显示进度和结果")]
    quiet: bool,
}

pub fn run(arguments: &Arguments) -> u8 {
    let started = Instant::now();
    let home = std::env::home_dir();
    let options = Merge {
        sites: &arguments.sites,
        root: &arguments.root.folder,
        output: &arguments.output,
        base_url: arguments.base_url.as_deref(),
        revision: arguments.revision.as_deref(),
        jobs: arguments.jobs.map(usize::from),
        compress: arguments.compress,
        home: home.as_deref(),
    };
    let progress = output::progress_unless(arguments.quiet);
    let merged = match pipeline::merge(&options, &progress) {
        Ok(merged) => merged,
        Err(failure) => {
            output::trouble(&failure.to_string(), failure.help());
            return TROUBLE;
        }
    };
    let outcome = &merged.outcome;
    output::for_a_person(&outcome.diagnostics, Severity::Error);
    let Some(published) = &outcome.published else {
        return FINDINGS;
    };
    for site in &merged.other_settings {
        output::error_line(&format!(
            "提示：“{}”里的网页是用另一份 site.yaml 发布的，名称、横幅等与合并后的首页可能不同",
            site.display()
        ));
    }
    if !arguments.quiet {
        let place = arguments.output.display().to_string();
        output::error_line(&format!(
            "合并了 {} 个网站，{} 个单位，{} 份自评表",
            arguments.sites.len(),
            outcome.units,
            outcome.reports
        ));
        output::error_line(&build::summary(published, &place, started.elapsed()));
    }
    CLEAN
}
