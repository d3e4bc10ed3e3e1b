//! `ziping serve`.

use super::{CLEAN, Root, TROUBLE, build, output};
use clap::Args;
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use ziping::diagnostic::{Diagnostic, Severity};
use ziping::pipeline::{Failure, Outcome};
use ziping::serve::{self, Event, Preview};

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[command(flatten)]
    root: Root,
    #[arg(long, value_name = "端口", help = "用哪个端口 [默认：8000 起第一个空着的]",
        value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
    #[arg(long, help = "生成以后打开浏览器")]
    open: bool,
}

pub fn run(arguments: &Arguments) -> u8 {
    let preview = Preview {
        root: arguments.root.folder.clone(),
        port: arguments.port,
        program: build::program(),
        home: std::env::home_dir(),
    };
    let open = arguments.open;
    let log = Mutex::new(Log::new());
    let tell = move |event: Event<'_>| {
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Polling => output::error_line(
                "系统不能逐个通知改动（多半是文件夹太多），改为每秒查看一次。\
                 要更快，请管理员调大 fs.inotify.max_user_watches",
            ),
            Event::Building => log.started = Instant::now(),
            Event::Built(built) => log.built(built),
            Event::Ready(address) => ready(address, open),
        }
    };
    match serve::run(&preview, tell) {
        Ok(()) => CLEAN,
        Err(error) => {
            output::trouble(&error.to_string(), error.help());
            TROUBLE
        }
    }
}

/// What the terminal has been told.
struct Log {
    started: Instant,
    /// What the last build found: code, file and words, which stay when lines move.
    known: BTreeSet<(&'static str, String, String)>,
    is_first: bool,
}

impl Log {
    fn new() -> Self {
        Self {
            started: Instant::now(),
            known: BTreeSet::new(),
            is_first: true,
        }
    }

    fn built(&mut self, built: &Result<Outcome, Failure>) {
        match built {
            Ok(outcome) => {
                output::for_a_person(&self.worth_saying(&outcome.diagnostics), Severity::Note);
                output::error_line(&summary(outcome, self.started.elapsed().as_millis()));
                if outcome.unread > 0 {
                    output::error_line(&serve::unread(outcome.unread));
                }
            }
            Err(failure) => output::trouble(&failure.to_string(), failure.help()),
        }
        self.is_first = false;
    }

    /// All errors, and of the rest what was not there after the last build. The first
    /// build says how much there is: the panel lists it.
    fn worth_saying(&mut self, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
        let key = |one: &Diagnostic| (one.code, one.place.path.clone(), one.message.clone());
        let now: BTreeSet<_> = diagnostics.iter().map(key).collect();
        let is_new = |one: &Diagnostic| !self.is_first && !self.known.contains(&key(one));
        let said = diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error || is_new(one))
            .cloned()
            .collect();
        self.known = now;
        said
    }
}

/// One line on a build.
fn summary(outcome: &Outcome, milliseconds: u128) -> String {
    let tally = output::tally(&outcome.diagnostics);
    match &outcome.published {
        None => format!("{tally}。页面保持原样，改正以后自动更新"),
        Some(published) if published.nothing_changed => {
            format!("{tally}。页面没有变化，用时 {milliseconds} 毫秒")
        }
        Some(_) => format!("{tally}。已更新，用时 {milliseconds} 毫秒"),
    }
}

fn ready(address: &str, open: bool) {
    output::error_line(&format!("预览：{address}    （按 Ctrl-C 结束）"));
    if open && !opened(address) {
        output::error_line("打不开浏览器，请自己打开上面的地址");
    }
}

/// Opens the user's browser; whether that can be done here.
fn opened(address: &str) -> bool {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    Command::new(opener)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .is_ok()
}
