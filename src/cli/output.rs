//! What goes to the terminal. A closed or full output is no reason to panic:
//! writing stops quietly.

use super::{Format, Shared};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::Write;
use ziping::diagnostic::{
    Diagnostic, Edit, Human, RuleText, Severity, personal, to_github, to_gitlab, to_json, to_junit,
    to_sarif,
};
use ziping::pipeline::{self, Progress, RuleInfo};

/// A line on standard output.
pub fn line(text: &str) {
    let _ = writeln!(anstream::stdout(), "{}", text.trim_end_matches('\n'));
}

/// A line on standard error.
pub fn error_line(text: &str) {
    let _ = writeln!(anstream::stderr(), "{}", text.trim_end_matches('\n'));
}

/// That units with files which cannot be read are not looked at any further.
pub fn unread(units: usize) {
    if units > 0 {
        error_line(&format!(
            "{units} 个单位有文件读不进来，其余内容还没有核对，改好以后再运行一次"
        ));
    }
}

/// What stopped the program, and what to do about it.
pub fn trouble(message: &str, help: &str) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    error_line(&format!("{style}错误{style:#}：{message}"));
    if !help.is_empty() {
        error_line(&format!("  {help}"));
    }
}

/// The findings, in the format that was asked for: for a person those that
/// weigh at least `least` and are not accepted, for a program all.
pub fn findings(diagnostics: &[Diagnostic], shared: &Shared, least: Severity) {
    let document = match shared.format {
        Format::Human => {
            let least = if shared.quiet { Severity::Error } else { least };
            return for_a_person(diagnostics, least);
        }
        Format::Json => to_json(diagnostics),
        Format::Sarif => {
            let rules = pipeline::rules();
            let rules: Vec<RuleText<'_>> = rules.iter().map(RuleInfo::text).collect();
            to_sarif(diagnostics, &rules)
        }
        Format::Github => to_github(diagnostics),
        Format::Gitlab => to_gitlab(diagnostics),
        Format::Junit => to_junit(diagnostics),
    };
    let _ = std::io::stdout().write_all(document.as_bytes());
}

/// What `check --fix` changed, or would.
pub fn changes(changes: &[Edit], trial: bool) {
    for edit in changes {
        let Edit {
            path, start, old, ..
        } = edit;
        error_line(&format!(
            "{path}:{}:{} {} → {}",
            start.line,
            start.column,
            personal::masked(old),
            personal::masked(&edit.new)
        ));
    }
    let mut files: Vec<&str> = changes.iter().map(|edit| &*edit.path).collect();
    files.dedup();
    let (places, files) = (changes.len(), files.len());
    error_line(&match (places, trial) {
        (0, _) => "没有可以自动改正的".to_owned(),
        (_, true) => format!("会改 {places} 处，涉及 {files} 个文件；这次没有写文件"),
        (_, false) => format!("已改 {places} 处，涉及 {files} 个文件"),
    });
}

/// The findings for a person, those that weigh at least `least`.
pub fn for_a_person(diagnostics: &[Diagnostic], least: Severity) {
    let mut out = anstream::stderr().lock();
    for diagnostic in diagnostics {
        if diagnostic.severity >= least
            && diagnostic.accepted.is_none()
            && writeln!(out, "{}", Human(diagnostic)).is_err()
        {
            return;
        }
    }
}

/// How many findings there are of each weight, in words: `错误 1 条，提示 3 条`.
pub fn tally(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity && diagnostic.accepted.is_none())
            .count()
    };
    let accepted = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.accepted.is_some())
        .count();
    let mut parts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        if count(severity) > 0 {
            parts.push(format!("{} {} 条", severity.chinese(), count(severity)));
        }
    }
    if accepted > 0 {
        parts.push(format!("已有校验说明 {accepted} 条"));
    }
    if parts.is_empty() {
        "没有发现问题".to_owned()
    } else {
        parts.join("，")
    }
}

/// Shows how many files are read, and which is being read.
pub fn files_bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    // The template is a constant; were it ever wrong, the default would do.
    if let Ok(style) = ProgressStyle::with_template("读到 {pos}/{len} 个文件 {wide_msg}") {
        bar.set_style(style);
    }
    bar
}

/// A progress bar on terminals, for runs long enough to wait for.
pub fn progress(shared: &Shared) -> impl Fn(Progress) + Sync {
    progress_unless(shared.quiet || shared.format != Format::Human)
}

/// As [`progress`], unless it is to be quiet.
pub fn progress_unless(quiet: bool) -> impl Fn(Progress) + Sync {
    let target = if quiet {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    // The template is a constant; were it ever wrong, the default would do.
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} 个单位") {
        bar.set_style(style);
    }
    move |progress| match progress {
        Progress::Units(units) => bar.set_length(units as u64),
        Progress::UnitDone => bar.inc(1),
        Progress::Finishing => bar.finish_and_clear(),
    }
}
