//! `ziping fmt`.

use super::{CLEAN, FINDINGS, Root, TROUBLE, output};
use clap::Args;
use std::path::PathBuf;
use ziping::diagnostic::{Severity, personal};
use ziping::pipeline::{self, Reformatted};
use ziping::sequence::{Step, steps};
use ziping::source::Source;

/// How many lines of a file are shown.
const MOST_LINES: usize = 12;

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        help_heading = "参数",
        value_name = "路径",
        help = "只整理这些文件或目录 [默认：全部内容]"
    )]
    paths: Vec<PathBuf>,
    #[arg(
        long,
        help = "不写文件，只列出写法不统一的文件和各处的改法；有这样的文件，退出码为 1"
    )]
    check: bool,
    #[command(flatten)]
    root: Root,
}

pub fn run(arguments: &Arguments) -> u8 {
    let done = match pipeline::format(&arguments.root.folder, &arguments.paths, arguments.check) {
        Ok(done) => done,
        Err(failure) => {
            output::trouble(&failure.to_string(), failure.help());
            return TROUBLE;
        }
    };
    for file in &done.changed {
        output::line(&file.before.path);
        if arguments.check {
            show(file);
        }
    }
    output::for_a_person(&done.diagnostics, Severity::Error);
    for path in &done.left {
        output::error_line(&format!("{path} 照统一的写法排，意思可能会变，保持原样"));
    }
    let mut faulty: Vec<&str> = done
        .diagnostics
        .iter()
        .map(|one| &*one.place.path)
        .collect();
    faulty.sort_unstable();
    faulty.dedup();
    let mut summary = format!(
        "{} 个文件，{}{} 个",
        done.files,
        if arguments.check {
            "写法要整理的 "
        } else {
            "整理了 "
        },
        done.changed.len()
    );
    if !faulty.is_empty() {
        summary.push_str(&format!("；{} 个有错，保持原样，请先改正", faulty.len()));
    }
    if arguments.check && !done.changed.is_empty() {
        summary.push_str("；运行 ziping fmt 统一写法");
    }
    output::error_line(&summary);
    if !faulty.is_empty() || arguments.check && !done.changed.is_empty() {
        FINDINGS
    } else {
        CLEAN
    }
}

/// The lines that change, but for what must not be seen.
fn show(file: &Reformatted) {
    let (before, after) = (&file.before, &file.after);
    let old: Vec<&str> = before.text.split('\n').collect();
    let new: Vec<&str> = after.text.split('\n').collect();
    let mut shown = Vec::new();
    for step in steps(&old, &new) {
        match step {
            Step::Kept(..) => {}
            Step::Gone(at) => shown.push(('-', at, line(before, &old, at))),
            Step::New(at) => shown.push(('+', at, line(after, &new, at))),
        }
    }
    if shown.is_empty() {
        output::line("    换行符、文件开头的标记或看不见的字符");
    }
    for (sign, at, text) in shown.iter().take(MOST_LINES) {
        output::line(&format!("  {:>4} {sign} {text}", at + 1));
    }
    if let Some(more) = shown.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
        output::line(&format!("       ……还有 {more} 行"));
    }
}

fn line(source: &Source, lines: &[&str], at: usize) -> String {
    if source.is_private(at) {
        return "（不公开的内容，不显示）".to_owned();
    }
    personal::masked(lines.get(at).copied().unwrap_or_default()).to_string()
}
