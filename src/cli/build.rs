//! `ziping build`.

use super::{CLEAN, FINDINGS, Format, Shared, TROUBLE, output};
use clap::Args;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use ziping::diagnostic::Severity;
use ziping::pipeline::{self, Options, Outcome};
use ziping::publish::Published;
use ziping::system::reason;
use ziping::timing::Timing;

#[derive(Args)]
#[command(disable_help_flag = true, next_help_heading = "选项")]
pub struct Arguments {
    #[arg(
        long,
        value_name = "目录",
        help = "发布到哪个目录 [默认：网站目录下的 public/]"
    )]
    output: Option<PathBuf>,
    #[arg(
        long,
        value_name = "目录",
        help = "只读、只发布这个地区或单位，如 content/hunan/yueyang；可以写几次。分头发布的网站用 ziping merge 合并（见 docs/provinces.md）"
    )]
    only: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "网址",
        help = "网站的网址，可以带子目录，如 https://example.org/zp/；优先于 site.yaml 的“网址”"
    )]
    base_url: Option<String>,
    #[arg(
        long,
        value_name = "文字",
        help = "内容的版本，印在报告页和数据页上，如 --revision \"$(git describe --always)\"；不写就不印"
    )]
    revision: Option<String>,
    #[arg(
        long,
        help = "报告页列出以前的各个版本：日期、版本和改了什么，取自 git 的提交记录（见 docs/review.md）"
    )]
    history: bool,
    #[arg(
        long,
        help = "文件旁边再写好压缩过的 .gz 和 .br，供服务器直接送出（见 docs/hosting.md）"
    )]
    compress: bool,
    #[arg(
        long,
        help = "全部重做，不沿用上次发布时没有变的单位，也不为下次留下 .public.ziping-cache"
    )]
    no_cache: bool,
    #[arg(
        long,
        help = "最后列出时间用在哪里：读入、校验、页面、图表、工作簿……（见 docs/performance.md）"
    )]
    timings: bool,
    #[arg(
        long,
        value_name = "文件",
        help = "把每个单位各步的起止写成跟踪文件，用 ui.perfetto.dev 或 chrome://tracing 打开"
    )]
    trace: Option<PathBuf>,
    // For measuring beside programs that make no more than pages: docs/performance.md.
    #[arg(long, hide = true)]
    pages_only: bool,
    #[command(flatten)]
    shared: Shared,
}

pub fn run(arguments: &Arguments) -> u8 {
    let started = Instant::now();
    let shared = &arguments.shared;
    let options = Options {
        root: shared.root.folder.clone(),
        output: output_folder(arguments),
        only: arguments.only.clone(),
        base_url: arguments.base_url.clone(),
        revision: arguments.revision.clone(),
        history: arguments.history,
        jobs: shared.jobs.map(usize::from),
        compress: arguments.compress,
        pages_only: arguments.pages_only,
        program: (!arguments.no_cache).then(program).flatten(),
        home: std::env::home_dir(),
        ..Options::default()
    };
    let measured = match Measured::begin(arguments) {
        Ok(measured) => measured,
        Err(error) => return untraced(arguments, &error),
    };
    let progress = output::progress(shared);
    let outcome = match pipeline::build_measured(&options, &progress, &measured.timing) {
        Ok(outcome) => outcome,
        Err(failure) => {
            output::trouble(&failure.to_string(), failure.help());
            return TROUBLE;
        }
    };
    let code = tell(arguments, &options, &outcome, started);
    if arguments.timings {
        output::error_line(&measured.timing.table());
    }
    match measured.end() {
        Ok(()) => code,
        Err(error) => untraced(arguments, &error),
    }
}

/// What is measured of a build.
struct Measured {
    timing: Timing,
    /// Where its trace goes.
    trace: Option<BufWriter<File>>,
}

impl Measured {
    /// Opens the trace before the build, which may take its time.
    fn begin(arguments: &Arguments) -> io::Result<Self> {
        let trace = arguments.trace.as_ref().map(File::create).transpose()?;
        let timing = match (&trace, arguments.timings) {
            (None, false) => Timing::default(),
            (trace, _) => Timing::start(trace.is_some()),
        };
        Ok(Self {
            timing,
            trace: trace.map(BufWriter::new),
        })
    }

    fn end(self) -> io::Result<()> {
        let Some(mut trace) = self.trace else {
            return Ok(());
        };
        self.timing.trace(&mut trace)?;
        trace.flush()
    }
}

/// That the trace cannot be written.
fn untraced(arguments: &Arguments, error: &io::Error) -> u8 {
    let file = arguments.trace.as_deref().unwrap_or(Path::new(""));
    output::trouble(
        &format!("写不了跟踪文件 {}：{}", file.display(), reason(error)),
        "请检查它所在的目录、权限和磁盘，或换一个地方",
    );
    TROUBLE
}

/// Says what a build found and did. Gives back the exit code.
fn tell(arguments: &Arguments, options: &Options, outcome: &Outcome, started: Instant) -> u8 {
    let shared = &arguments.shared;
    // The rest is for `ziping check`: a build says how much there is.
    output::findings(&outcome.diagnostics, shared, Severity::Error);
    let code = if outcome.published.is_some() {
        CLEAN
    } else {
        FINDINGS
    };
    if shared.quiet || shared.format != Format::Human {
        return code;
    }
    output::error_line(&format!(
        "{} 个单位，{} 份自评表；{}",
        outcome.units,
        outcome.reports,
        output::tally(&outcome.diagnostics)
    ));
    output::unread(outcome.unread);
    let place = options.output.display();
    if outcome.published.as_ref().is_some_and(|it| it.unsigned) {
        output::error_line(
            "校验和清单变了，原来的签名 SHA256SUMS.minisig 不再有效，没有带到新的网站；请重新签名",
        );
    }
    match &outcome.published {
        Some(published) => {
            output::error_line(&summary(published, &place.to_string(), started.elapsed()));
        }
        None => output::error_line(&format!(
            "没有发布，{place} 保持原样。改正后再运行 ziping build；确属原文如此的，写入“校验说明”"
        )),
    }
    code
}

/// What tells this program from every other: its file, which is another one after
/// every compilation. `None` where the system does not tell which it is.
pub fn program() -> Option<String> {
    let file = std::env::current_exe().and_then(fs::metadata).ok()?;
    let changed = (file.mtime(), file.mtime_nsec());
    let put_there = (file.ctime(), file.ctime_nsec());
    Some(format!("{} {changed:?} {put_there:?}", file.len()))
}

fn output_folder(arguments: &Arguments) -> PathBuf {
    match &arguments.output {
        Some(output) => output.clone(),
        None if arguments.shared.root.folder == Path::new(".") => PathBuf::from("public"),
        None => arguments.shared.root.folder.join("public"),
    }
}

/// What was published to a place, and in what time.
pub fn summary(published: &Published, place: &str, time: Duration) -> String {
    let size = size(published.bytes);
    let done = if published.nothing_changed {
        format!(
            "内容没有变化，{place} 保持原样（{} 个文件，{size}）",
            published.files
        )
    } else {
        format!(
            "已发布到 {place}：{} 个文件，{size}（更新 {}，不变 {}，删除 {}）",
            published.files, published.written, published.unchanged, published.removed
        )
    };
    let time = time.as_millis();
    format!("{done}，用时 {}.{:02} 秒", time / 1000, time % 1000 / 10)
}

/// Bytes for a person, in whole kilobytes or tenths of a megabyte.
fn size(bytes: u64) -> String {
    const KILO: u64 = 1024;
    const MEGA: u64 = 1024 * KILO;
    if bytes < MEGA {
        format!("{} KB", bytes.div_ceil(KILO))
    } else {
        format!("{}.{} MB", bytes / MEGA, bytes % MEGA * 10 / MEGA)
    }
}
