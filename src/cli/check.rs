//! `ziping check`.

use super::{CLEAN, FINDINGS, Format, Shared, TROUBLE, output};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use ziping::diagnostic::{Diagnostic, Severity};
use ziping::pipeline::{self, Failure, Fixed, Scope};

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
    #[arg(
        long,
        value_name = "版本",
        help = "只核对自 git 的这个版本以来有改动的单位，如 --since main；未提交的、新增的、删除的文件都算"
    )]
    since: Option<String>,
    #[arg(
        long,
        help = "改正算得出唯一结果的数（执行率、执行得分、总分），统一数字的写法（全角、千分位逗号、空格），其余一字不动，然后再核对；有校验说明的不改"
    )]
    fix: bool,
    #[arg(
        long,
        requires = "fix",
        help = "与 --fix 合用：只列出会改什么、还剩什么，不写文件"
    )]
    dry_run: bool,
    #[command(flatten)]
    shared: Shared,
}

/// What is to stop publication besides errors.
#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    /// Warnings: they are printed as errors and counted as such.
    #[value(help = "警告当作错误")]
    Warnings,
}

pub fn run(arguments: &Arguments) -> u8 {
    let mut fixed = match checked(arguments) {
        Ok(fixed) => fixed,
        Err(failure) => {
            output::trouble(&failure.to_string(), failure.help());
            return TROUBLE;
        }
    };
    let shared = &arguments.shared;
    let for_a_person = !shared.quiet && shared.format == Format::Human;
    let outcome = &mut fixed.outcome;
    if let Some(Deny::Warnings) = arguments.deny {
        for diagnostic in &mut outcome.diagnostics {
            diagnostic.severity = match diagnostic.severity {
                Severity::Warning => Severity::Error,
                severity => severity,
            };
        }
    }
    if for_a_person && arguments.fix {
        output::changes(&fixed.changes, arguments.dry_run);
    }
    output::findings(&outcome.diagnostics, shared, Severity::Note);
    if for_a_person {
        output::error_line(&format!(
            "{} 个单位，{} 份自评表；{}{}",
            outcome.units,
            outcome.reports,
            if arguments.fix { "还剩：" } else { "" },
            output::tally(&outcome.diagnostics)
        ));
        output::unread(outcome.unread);
        let fixable = outcome.diagnostics.iter().filter(|one| !one.fix.is_empty());
        let fixable = fixable.filter(|one| one.accepted.is_none()).count();
        if fixable > 0 && !arguments.fix {
            output::error_line(&format!("其中 {fixable} 条可用 ziping check --fix 改正"));
        }
    }
    // A dry run leaves the content as it is, and its exit code says how that stands.
    let least = arguments
        .deny
        .map_or(Severity::Error, |_| Severity::Warning);
    let stood_in_the_way = arguments.dry_run && fixed.worst_before >= Some(least);
    let mut left = outcome.diagnostics.iter();
    if stood_in_the_way || left.any(Diagnostic::stops_publication) {
        FINDINGS
    } else {
        CLEAN
    }
}

fn checked(arguments: &Arguments) -> Result<Fixed, Failure> {
    let shared = &arguments.shared;
    let jobs = shared.jobs.map(usize::from);
    let progress = output::progress(shared);
    let scope = Scope {
        paths: &arguments.paths,
        since: arguments.since.as_deref(),
    };
    if arguments.fix {
        return pipeline::fix(
            &shared.root.folder,
            scope,
            arguments.dry_run,
            jobs,
            &progress,
        );
    }
    let outcome = pipeline::check_within(&shared.root.folder, scope, jobs, &progress)?;
    Ok(Fixed {
        outcome,
        ..Fixed::default()
    })
}
