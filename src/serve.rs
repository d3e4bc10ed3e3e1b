//! The preview (`ziping serve`): builds into a folder of its own, serves it to this
//! machine only, watches what it was made from, builds again, and tells the open
//! pages, which reload and show what was found.
//!
//! ```text
//! watch ──something changed──▶ pipeline::build ──▶ .ziping-preview/site ──▶ server ──▶ pages
//!                                    └──findings──▶ Board ──events──────────────────▶ panel
//! ```
//!
//! A mistake never takes the preview down: the last good pages stay, since a refused
//! build leaves its output alone, and the panel says what stands in the way. The real
//! site in `public/` is never touched, and nothing is added to any file: the panel's
//! script comes into a page while it is sent.

mod address;
mod board;
mod folder;
mod panel;
mod row;
mod server;
mod watch;

use crate::load;
use crate::pipeline::{Failure, Options, Outcome, Rebuilds};
use board::Board;
use folder::Folder;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use watch::Watch;

/// The port that is tried first where none is asked for.
pub const FIRST_PORT: u16 = 8000;
/// How many ports are tried from there.
const PORTS: u16 = 20;

/// What to preview.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The site's folder, with `content/` in it.
    pub root: PathBuf,
    /// The port to be had; the first free one from [`FIRST_PORT`] where left out.
    pub port: Option<u16>,
    /// What tells this program from every other ([`Options::program`]).
    pub program: Option<String>,
    /// The user's own folder, which is never published over.
    pub home: Option<PathBuf>,
}

/// What is told while the preview stands.
#[derive(Debug)]
pub enum Event<'a> {
    /// The system watches no more folders: they are looked through once a second.
    Polling,
    /// A build begins.
    Building,
    /// A build has ended.
    Built(&'a Result<Outcome, Failure>),
    /// The first build has ended; the preview stands at this address.
    Ready(&'a str),
}

/// That units with files which cannot be read are not looked at any further.
pub fn unread(units: usize) -> String {
    format!("{units} 个单位有文件读不进来，其余内容还没有核对")
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// There is no content.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// The folder for the pages cannot be made.
    #[error("写不了预览用的文件夹 {0}：{why}", why = crate::system::reason(.1))]
    Folder(PathBuf, io::Error),
    /// The site is being previewed already, at this address.
    #[error("这个网站已经在预览{0}")]
    Running(String),
    /// The port cannot be had.
    #[error("用不了端口 {0}：{reason}", reason = why_not(.1))]
    Port(u16, io::Error),
    /// No port of several can be had.
    #[error("端口 {0} 到 {1} 都用不了：{reason}", reason = why_not(.2))]
    Ports(u16, u16, io::Error),
    /// The content cannot be watched.
    #[error("没法留意 {0} 的改动：{1}")]
    Watch(PathBuf, String),
    /// The system gives no sockets, threads or signals.
    #[error("开不了预览：{why}", why = crate::system::reason(.0))]
    System(io::Error),
}

impl ServeError {
    /// What to do about it; may be empty.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Failure(failure) => failure.help(),
            Self::Folder(..) => "请检查网站目录的权限和磁盘",
            Self::Running(_) => "用浏览器打开它，或者先到那个窗口按 Ctrl-C 结束",
            Self::Port(..) => "换一个，如 --port 8090；不写 --port 时自己找空着的端口",
            Self::Ports(..) => "用 --port 指定一个空着的端口，如 --port 9000",
            Self::Watch(..) => "请检查文件夹的权限",
            Self::System(_) => "",
        }
    }
}

/// Why a port cannot be had.
fn why_not(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => "已被别的程序占用".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限，1024 以下的端口要管理员才能用".to_owned(),
        _ => error.to_string(),
    }
}

/// Previews a site until Ctrl-C.
///
/// # Errors
/// There is nothing to preview, or the machine refuses a port, a folder or its watching.
pub fn run(preview: &Preview, tell: impl Fn(Event<'_>) + Send + 'static) -> Result<(), ServeError> {
    let root = &preview.root;
    if !root.join("content").is_dir() {
        return Err(Failure::NoContent(root.clone()).into());
    }
    let root = root.canonicalize().map_err(ServeError::System)?;
    let folder = Folder::open(&root)?;
    let listener = listener(preview.port)?;
    let port = listener.local_addr().map_err(ServeError::System)?.port();
    let address = format!("http://{}:{port}/", Ipv4Addr::LOCALHOST);
    folder.bear(&address)?;

    let watch = Watch::start(&root)?;
    let board = Arc::new(Board::new());
    let site = server::Site {
        pages: folder.pages(),
        root: root.clone(),
        port,
        board: Arc::clone(&board),
    };
    let options = Options {
        root,
        output: folder.pages(),
        preview: true,
        without_collections: true,
        program: preview.program.clone(),
        home: preview.home.clone(),
        ..Options::default()
    };
    // Left to itself at the end: whatever moment a build is stopped at, the next one
    // sets right.
    thread::spawn(move || build_on_changes(options, &address, watch, &board, tell));
    server::serve(listener, site).map_err(ServeError::System)
}

/// Builds, and builds again whenever something has changed.
fn build_on_changes(
    mut options: Options,
    address: &str,
    mut watch: Watch,
    board: &Board,
    tell: impl Fn(Event<'_>),
) {
    if watch.is_polling() {
        tell(Event::Polling);
    }
    let mut builds = Rebuilds::default();
    let mut is_first = true;
    loop {
        tell(Event::Building);
        options.base_url = own_address(&options.root, address);
        // Somebody may have removed it; if it cannot be made, the build says so.
        let _ = options.output.parent().map(fs::create_dir_all);
        let built = builds.build(&options, &|_| ());
        board.put(&built);
        tell(Event::Built(&built));
        if is_first {
            tell(Event::Ready(address));
            is_first = false;
        }
        // When all have been told.
        builds.save();
        let was_polling = watch.is_polling();
        if !watch.wait() {
            return;
        }
        if watch.is_polling() && !was_polling {
            tell(Event::Polling);
        }
    }
}

/// The preview's address in the place of the site's own, where it has one: pages that
/// link from the site's top would lead away from the preview.
fn own_address(root: &Path, address: &str) -> Option<String> {
    let settings = load::settings(root).ok()?;
    (!settings.base_url.is_empty()).then(|| address.to_owned())
}

/// A listener on this machine's own address.
fn listener(port: Option<u16>) -> Result<TcpListener, ServeError> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port).map_err(|error| ServeError::Port(port, error));
    }
    let last = FIRST_PORT + PORTS - 1;
    let mut port = FIRST_PORT;
    loop {
        match bind(port) {
            Ok(listener) => return Ok(listener),
            Err(error) if port == last => return Err(ServeError::Ports(FIRST_PORT, last, error)),
            Err(_) => port += 1,
        }
    }
}
