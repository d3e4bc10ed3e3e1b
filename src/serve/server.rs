//! The pages to this machine, and only to who asks for this machine by its own name:
//! a page somewhere in the net cannot have a browser fetch them under another
//! (DNS rebinding). The only place that names the crates of the web.

use super::address::{self, Found, MAX_PATH};
use super::board::Board;
use super::panel;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path as Wildcard, Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, Semaphore};
use tokio::task::AbortHandle;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;
use tower_http::services::ServeFile;
use tower_http::set_header::SetResponseHeaderLayer;

/// Connections at a time; for one more the oldest is let go, so that whoever holds many
/// keeps nobody out. A browser opens six.
const CONNECTIONS: usize = 256;
/// Open pages that are told of changes at a time.
const FOLLOWERS: usize = 64;
/// How long a request's head may take, and a connection may have nothing to do.
const HEAD: Duration = Duration::from_secs(5);
/// How long a connection may last: a page that follows the news opens another.
const CONNECTION: Duration = Duration::from_secs(120);
/// How often an open page hears that all is well.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// What is served.
#[derive(Debug)]
pub(super) struct Site {
    /// The folder of pages.
    pub(super) pages: PathBuf,
    /// The site's own folder, for links to its files.
    pub(super) root: PathBuf,
    /// The port that is listened on.
    pub(super) port: u16,
    /// What the last build found.
    pub(super) board: Arc<Board>,
}

/// What a request is answered from.
type Shared = Arc<(Site, Arc<Semaphore>)>;

/// Serves until the program is asked to end.
///
/// # Errors
/// The system gives no sockets or signals.
pub(super) fn serve(listener: TcpListener, site: Site) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let served: io::Result<()> = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let asked = Arc::new(Notify::new());
        for kind in [SignalKind::interrupt(), SignalKind::terminate()] {
            let (mut signal, asked) = (signal(kind)?, Arc::clone(&asked));
            tokio::spawn(async move {
                signal.recv().await;
                asked.notify_one();
            });
        }
        tokio::spawn(accept(listener, router(site)));
        asked.notified().await;
        Ok(())
    });
    // Whoever still reads a file or listens is not waited for.
    runtime.shutdown_background();
    served
}

async fn accept(listener: tokio::net::TcpListener, router: Router) {
    let mut open = VecDeque::<AbortHandle>::new();
    loop {
        let accepted = listener.accept().await;
        open.retain(|connection| !connection.is_finished());
        let keep = match accepted {
            Ok(_) => CONNECTIONS - 1,
            // Too many open files, say.
            Err(_) => open.len() / 2,
        };
        let oldest = open.len().saturating_sub(keep);
        open.drain(..oldest).for_each(|one| one.abort());
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // A connection that breaks off or takes too long is nobody's concern.
        let lasting = tokio::time::timeout(CONNECTION, connection(stream, router.clone()));
        open.push_back(tokio::spawn(lasting).abort_handle());
    }
}

async fn connection(stream: TcpStream, router: Router) -> hyper::Result<()> {
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await
}

fn router(site: Site) -> Router {
    let shared: Shared = Arc::new((site, Arc::new(Semaphore::new(FOLLOWERS))));
    let always =
        |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    let script = || async { typed("text/javascript; charset=utf-8", panel::SCRIPT) };
    let style = || async { typed("text/css; charset=utf-8", panel::STYLE) };
    Router::new()
        .route("/__ziping/panel.js", get(script))
        .route("/__ziping/panel.css", get(style))
        .route("/__ziping/events", get(events))
        .route("/__ziping/findings/", get(findings_at_top))
        .route("/__ziping/findings/{*folder}", get(findings))
        .fallback(page)
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guard))
        .layer(always(header::CACHE_CONTROL, "no-store"))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ))
        .with_state(shared)
}

/// Lets through what a browser on this machine asks for.
async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if !is_for_us(&request, shared.0.port) {
        let port = shared.0.port;
        return said(
            StatusCode::FORBIDDEN,
            &format!("预览只答复本机，请打开 http://127.0.0.1:{port}/"),
        );
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, HeaderValue::from_static("GET, HEAD"))];
        let answer = said(StatusCode::METHOD_NOT_ALLOWED, "预览只供看，不收别的请求");
        return (allow, answer).into_response();
    }
    if request.uri().path().len() > MAX_PATH {
        return said(StatusCode::URI_TOO_LONG, "网址太长");
    }
    next.run(request).await
}

/// Whether the request names this machine: in its one Host header, and in its target
/// where that is a whole address.
fn is_for_us(request: &Request, port: u16) -> bool {
    let is_ours = |host: &str| {
        let name = match host.strip_suffix(&format!(":{port}")) {
            Some(name) => name,
            None if port == 80 => host,
            None => return false,
        };
        name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
    };
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    let authority = request.uri().authority();
    host.to_str().is_ok_and(is_ours) && authority.is_none_or(|named| is_ours(named.as_str()))
}

/// The news, from now on until the page is left.
async fn events(State(shared): State<Shared>) -> Response {
    let Ok(place) = Arc::clone(&shared.1).try_acquire_owned() else {
        return said(StatusCode::SERVICE_UNAVAILABLE, "打开的页面太多");
    };
    let news = WatchStream::new(shared.0.board.follow()).map(move |news| {
        let _as_long_as_the_stream = &place;
        let data = format!(
            "{{\"build\":{},\"edition\":\"{}\"}}",
            news.build,
            news.edition()
        );
        Ok::<_, Infallible>(Event::default().data(data))
    });
    Sse::new(news)
        .keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE))
        .into_response()
}

async fn findings_at_top(state: State<Shared>) -> Response {
    findings(state, Wildcard(String::new())).await
}

/// What the panel of a folder's page says.
async fn findings(State(shared): State<Shared>, Wildcard(folder): Wildcard<String>) -> Response {
    let site = &shared.0;
    let panel = panel::of(&site.board.now(), &site.root, &folder);
    typed("application/json; charset=utf-8", panel)
}

/// A file of the site.
async fn page(State(shared): State<Shared>, uri: Uri, request: Request) -> Response {
    // Before the page is read: told of too old an edition it reloads once too often,
    // told of too new a one it would stay old.
    let edition = shared.0.board.now().edition();
    let looked = tokio::task::spawn_blocking(move || look(&shared.0, uri.path(), &edition)).await;
    match looked {
        Ok(Looked::Answer(answer)) => answer,
        Ok(Looked::File(path)) => file(path, request).await,
        Err(_) => said(StatusCode::INTERNAL_SERVER_ERROR, "读不了这个页面"),
    }
}

/// What is to be sent.
enum Looked {
    Answer(Response),
    File(PathBuf),
}

/// Looks for what stands at a path; pages are read and get their script.
fn look(site: &Site, path: &str, edition: &str) -> Looked {
    let found = address::find(&site.pages, path);
    Looked::Answer(match found {
        Found::File(file) if is_page(&file) => match std::fs::read_to_string(&file) {
            Ok(text) => with_panel(&text, edition).into_response(),
            Err(_) => said(StatusCode::INTERNAL_SERVER_ERROR, "读不了这个页面"),
        },
        Found::File(file) => return Looked::File(file),
        Found::Folder => Redirect::temporary(&format!("{path}/")).into_response(),
        Found::Refused => said(StatusCode::BAD_REQUEST, "网址不对"),
        Found::Nothing => missing(site, edition),
    })
}

fn is_page(file: &std::path::Path) -> bool {
    file.extension().is_some_and(|ending| ending == "html")
}

/// The site's own page for what is not there; before the first good build one that
/// waits for it.
fn missing(site: &Site, edition: &str) -> Response {
    const WAITING: &str = "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
        <meta name=\"color-scheme\" content=\"light dark\"><title>预览</title></head>\
        <body><main><h1>还没有可看的页面</h1>\
        <p>正在核对和生成；有错误时先改正，页面生成以后自动出现。</p></main></body></html>";
    match std::fs::read_to_string(site.pages.join("404.html")) {
        Ok(text) => (StatusCode::NOT_FOUND, with_panel(&text, edition)).into_response(),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            with_panel(WAITING, edition),
        )
            .into_response(),
    }
}

/// A page with the panel's script at its end.
fn with_panel(text: &str, edition: &str) -> Html<String> {
    let script =
        format!("<script src=\"/__ziping/panel.js\" data-edition=\"{edition}\" defer></script>\n");
    let end = text.rfind("</body>").unwrap_or(text.len());
    let (before, after) = text.split_at(end);
    Html(format!("{before}{script}{after}"))
}

/// Any other file, as it is.
async fn file(path: PathBuf, request: Request) -> Response {
    let Ok(answer) = ServeFile::new(path).try_call(request).await else {
        return said(StatusCode::INTERNAL_SERVER_ERROR, "读不了这个文件");
    };
    let mut answer = answer.map(Body::new);
    let is_text = |kind: &str| kind.starts_with("text/") && !kind.contains("charset");
    let kind = answer.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok());
    if let Some(kind) = kind.filter(|kind| is_text(kind))
        && let Ok(kind) = HeaderValue::from_str(&format!("{kind}; charset=utf-8"))
    {
        answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    answer
}

fn typed(kind: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, kind)], body.into()).into_response()
}

/// A short answer in words.
fn said(status: StatusCode, words: &str) -> Response {
    let text = typed("text/plain; charset=utf-8", format!("{words}\n"));
    (status, text).into_response()
}
