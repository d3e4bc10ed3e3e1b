//! `ziping check`.

use super::{CLEAN, FINDINGS, Format, Shared, TROUBLE, output};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use ziping::diagnostic::{Diagnostic, Severity};
use ziping::pipeline;

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        help_heading = "参数",
        value_name = "路径",
        help = "只核对这些文件或目录 [默认：全部内容]"
    )]
    paths: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "级别",
        hide_possible_values = true,
        help = "warnings：警告当作错误，也不放行"
    )]
    deny: Option<Deny>,
    #[command(flatten)]
    shared: Shared,
}

/// What is to stop publication besides errors.
#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    /// Warnings: they are printed as errors and counted as such.
    Warnings,
}

pub fn run(arguments: &Arguments) -> u8 {
    let shared = &arguments.shared;
    let jobs = shared.jobs.map(usize::from);
    let progress = output::progress(shared);
    let mut outcome = match pipeline::check(&shared.root, &arguments.paths, jobs, &progress) {
        Ok(outcome) => outcome,
        Err(failure) => {
            output::trouble(&failure.to_string(), failure.help());
            return TROUBLE;
        }
    };
    if let Some(Deny::Warnings) = arguments.deny {
        for diagnostic in &mut outcome.diagnostics {
            diagnostic.severity = match diagnostic.severity {
                Severity::Warning => Severity::Error,
                severity => severity,
            };
        }
    }
    output::findings(&outcome.diagnostics, shared, Severity::Note);
    if !shared.quiet && shared.format == Format::Human {
        output::error_line(&format!(
            "{} 个单位，{} 份自评表；{}",
            outcome.units,
            outcome.reports,
            output::tally(&outcome.diagnostics)
        ));
    }
    if outcome
        .diagnostics
        .iter()
        .any(Diagnostic::stops_publication)
    {
        FINDINGS
    } else {
        CLEAN
    }
}
