//! `ziping serve` over TCP: what is served and what is not, a mistake made and mended,
//! and what a stranger tries.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::browser::chromium;
use common::devtools::Tab;
use common::preview::{Preview, free_port};
use common::{copy_tree, repository, snapshot, ziping};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::Path;
use tempfile::TempDir;

/// A report of the sample content, and its page.
const REPORT: &str = "content/hunan/yueyang/yueyanglou/wangyue/2023/report.yaml";
const PAGE: &str = "hunan/yueyang/yueyanglou/wangyue/2023/";

/// A site with one unit of the sample content.
fn small_site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    let content = site.path().join("content");
    let unit = "hunan/yueyang/yueyanglou/wangyue";
    copy_tree(
        &repository().join("content").join(unit),
        &content.join(unit),
    );
    fs::write(
        content.join("site.yaml"),
        "名称: 预览\n网址: https://example.org/zp/\n",
    )
    .unwrap();
    site
}

/// Changes a text of a file in one place, as an editor does that saves by rename.
fn replace(site: &Path, file: &str, old: &str, new: &str) {
    let file = site.join(file);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(old), "{old}");
    let swap = file.with_extension("yaml.swp");
    fs::write(&swap, text.replacen(old, new, 1)).unwrap();
    fs::rename(swap, file).unwrap();
}

#[test]
fn a_mistake_is_told_and_leaves_the_pages_standing_until_it_is_mended() {
    let site = small_site();
    let mut preview = Preview::start(site.path(), &[]);
    let mut news = preview.follow();
    let (build, edition) = news.next();
    assert_eq!(build, 1);
    let page = preview.get(&format!("/{PAGE}"));
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"));
    assert!(page.head.contains("cache-control: no-store"));
    assert!(page.body.contains(&format!("data-edition=\"{edition}\"")));
    assert!(page.body.contains("望岳街道"));
    assert_eq!(preview.panel(PAGE)["counts"][0]["count"], 0);

    replace(site.path(), REPORT, "总分: 99", "总分: 98");
    assert_eq!(news.next(), (2, edition.clone()));
    let panel = preview.panel(PAGE);
    assert_eq!(panel["is_stopped"], true);
    let finding = &panel["here"]["shown"][0];
    assert_eq!(finding["word"], "错误");
    assert_eq!(finding["code"], "ZP204");
    let place = finding["place"].as_str().unwrap();
    assert!(place.starts_with(&format!("{REPORT}:")), "{place}");
    assert!(finding["editor"].as_str().unwrap().ends_with(place));
    assert_eq!(finding["line"][1], "98");
    assert!(finding["help"].as_str().unwrap().contains("99"));
    preview.wait_for("错误[ZP204]");
    preview.wait_for("页面保持原样，改正以后自动更新");
    let same = preview.get(&format!("/{PAGE}"));
    assert_eq!(same.body, page.body);

    replace(site.path(), REPORT, "总分: 98", "总分: 99");
    assert_eq!(news.next(), (3, edition.clone()));
    assert_eq!(preview.panel(PAGE)["is_stopped"], false);
    preview.wait_for("页面没有变化，用时 ");

    // A change that holds is a new edition of the pages.
    replace(
        site.path(),
        "content/site.yaml",
        "名称: 预览",
        "名称: 新名称",
    );
    let (build, new) = news.next();
    assert_eq!(build, 4);
    assert_ne!(new, edition);
    assert!(preview.get("/").body.contains("新名称"));
    preview.wait_for("已更新，用时 ");
    assert!(!site.path().join("public").exists());
    assert_eq!(preview.end().code(), Some(0));
}

#[test]
fn a_file_that_cannot_be_read_and_a_broken_theme_leave_the_preview_standing() {
    let site = small_site();
    fs::write(site.path().join(REPORT), "绩效指标: [\n").unwrap();
    let preview = Preview::start(site.path(), &[]);
    let mut news = preview.follow();
    let edition = news.next().1;
    let waiting = preview.get("/");
    assert_eq!(waiting.status, 503);
    assert!(waiting.body.contains("还没有可看的页面"));
    assert!(waiting.body.contains(&edition));
    assert_eq!(preview.panel("")["is_stopped"], true);

    copy_tree(
        &repository().join("content").join(&PAGE[..PAGE.len() - 1]),
        &site.path().join("content").join(PAGE),
    );
    while news.next().1 == edition {}
    assert_eq!(preview.get("/").status, 200);

    let templates = site.path().join("themes/own/templates");
    fs::create_dir_all(&templates).unwrap();
    fs::write(templates.join("home.html"), "{{ nothing.at.all }}").unwrap();
    let settings = "名称: 预览\n主题: own\n";
    fs::write(site.path().join("content/site.yaml"), settings).unwrap();
    while preview.panel("")["failure"].is_null() {
        news.next();
    }
    let failure = preview.panel("")["failure"]["message"].to_string();
    assert!(failure.contains("home.html"), "{failure}");
    assert_eq!(preview.get("/").status, 200);

    fs::write(templates.join("home.html"), "<!DOCTYPE html><p>自己的首页").unwrap();
    while !preview.panel("")["failure"].is_null() {
        news.next();
    }
    assert!(
        preview
            .get("/")
            .body
            .starts_with("<!DOCTYPE html><p>自己的首页<script ")
    );
}

#[test]
fn nothing_outside_the_pages_is_served() {
    let site = small_site();
    fs::write(site.path().join("secret.txt"), "机密").unwrap();
    let preview = Preview::start(site.path(), &[]);
    let pages = site.path().join(".ziping-preview/site");
    symlink(site.path().join("secret.txt"), pages.join("link.txt")).unwrap();
    symlink(site.path(), pages.join("up")).unwrap();
    let long = format!("/{}", "a".repeat(20_000));
    for path in [
        "/../secret.txt",
        "/../../secret.txt",
        "/..%2fsecret.txt",
        "/..%2F..%2Fsecret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/%252e%252e/secret.txt",
        "/hunan/../../../secret.txt",
        "/..\\..\\secret.txt",
        "/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/etc/passwd",
        "/link.txt",
        "/link.txt%00.html",
        "/up/secret.txt",
        "/up/content/site.yaml",
        "/.ziping-manifest",
        "/%2eziping-manifest",
        "/../address",
        "/%c0%ae%c0%ae/secret.txt",
        "/__ziping/",
        "/__ziping/../../secret.txt",
        "/__ziping/panel.js/../../../secret.txt",
        long.as_str(),
    ] {
        let answer = preview.get(path);
        assert!(
            (400..500).contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        for leaked in ["机密", "root:", "zp/"] {
            assert!(!answer.body.contains(leaked), "{path}: {}", answer.body);
        }
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn only_who_asks_for_this_machine_is_answered() {
    let site = small_site();
    let preview = Preview::start(site.path(), &[]);
    let port = preview.port;
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
        let answer = preview.send(&format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\n"));
        assert_eq!(answer.status, 200, "{host}");
    }
    for head in [
        format!("GET / HTTP/1.1\r\nHost: evil.example:{port}\r\n"),
        format!("GET / HTTP/1.1\r\nHost: localhost.evil.example:{port}\r\n"),
        format!("GET / HTTP/1.1\r\nHost: 127.0.0.1.nip.io:{port}\r\n"),
        "GET / HTTP/1.1\r\nHost: localhost\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: localhost:1\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost:\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\n"),
        format!("GET http://evil.example:{port}/ HTTP/1.1\r\nHost: localhost:{port}\r\n"),
        "GET / HTTP/1.0\r\n".to_owned(),
        format!("GET /__ziping/events HTTP/1.1\r\nHost: evil.example:{port}\r\n"),
        format!("GET /__ziping/findings/ HTTP/1.1\r\nHost: evil.example:{port}\r\n"),
    ] {
        let answer = preview.send(&head);
        assert_eq!(answer.status, 403, "{head}");
        assert!(answer.body.contains("预览只答复本机"), "{}", answer.body);
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        for path in ["/", "/__ziping/events", "/__ziping/findings/"] {
            let head = format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\n");
            let answer = preview.send(&head);
            assert_eq!(answer.status, 405, "{head}");
            assert!(answer.head.contains("allow: get, head"), "{}", answer.head);
        }
    }
    let head = preview.send(&format!(
        "HEAD /{PAGE} HTTP/1.1\r\nHost: localhost:{port}\r\n"
    ));
    assert_eq!((head.status, &*head.body), (200, ""));
}

#[test]
fn files_are_sent_as_what_they_are() {
    let site = small_site();
    let preview = Preview::start(site.path(), &[]);
    let pages = site.path().join(".ziping-preview/site");
    let mut kinds = Vec::new();
    for (name, file) in snapshot(&pages) {
        if name.starts_with('.') {
            continue;
        }
        let answer = preview.get(&format!("/{name}"));
        assert_eq!(answer.status, 200, "{name}");
        assert!(
            answer.head.contains("x-content-type-options: nosniff"),
            "{name}"
        );
        if !name.ends_with(".html") {
            assert_eq!(answer.body, String::from_utf8_lossy(&file.bytes), "{name}");
        }
        let kind = answer
            .head
            .lines()
            .find_map(|line| line.strip_prefix("content-type: "));
        let ending = name.rsplit('.').next().unwrap();
        kinds.push(format!("{ending} {}", kind.unwrap()));
    }
    kinds.sort();
    kinds.dedup();
    assert_eq!(
        kinds,
        [
            "SHA256SUMS application/octet-stream",
            "css text/css; charset=utf-8",
            "csv text/csv; charset=utf-8",
            "html text/html; charset=utf-8",
            "js text/javascript; charset=utf-8",
            "json application/json",
            "svg image/svg+xml",
            "txt text/plain; charset=utf-8",
            "xlsx application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xml text/xml; charset=utf-8",
            "ziping application/octet-stream",
        ]
    );
    let folder = preview.get("/hunan");
    assert_eq!(folder.status, 307);
    assert!(folder.head.contains("location: /hunan/"), "{}", folder.head);
    let missing = preview.get("/nowhere/");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("没有找到这个页面"));
    // Its links start at the preview's top, not where the site will stand.
    assert!(
        missing.body.contains("href=\"/index.html\""),
        "{}",
        missing.body
    );
}

#[test]
fn silent_connections_keep_nobody_out() {
    let site = small_site();
    let preview = Preview::start(site.path(), &[]);
    let mut silent: Vec<_> = (0..200).map(|_| preview.connect()).collect();
    for (at, stream) in silent.iter_mut().enumerate().filter(|(at, _)| at % 2 == 0) {
        write!(stream, "GET /{at} HTTP/1.1\r\nHost: lo").unwrap();
    }
    assert_eq!(preview.get("/").status, 200);
    // Who never ends a head is let go.
    let mut first = silent.swap_remove(0);
    let mut rest = Vec::new();
    first.read_to_end(&mut rest).unwrap();
}

#[test]
fn what_stands_in_the_way_of_a_preview_is_said() {
    let site = small_site();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = ziping(site.path(), &["serve", "--port", &port]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains(&format!("用不了端口 {port}：已被别的程序占用")),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("--port 8090"), "{}", run.stderr);

    let empty = tempfile::tempdir().unwrap();
    let run = ziping(empty.path(), &["serve"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("没有 content 目录"), "{}", run.stderr);
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0);

    fs::remove_dir_all(site.path().join(".ziping-preview")).unwrap();
    fs::write(site.path().join(".ziping-preview"), "").unwrap();
    let run = ziping(site.path(), &["serve"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("写不了预览用的文件夹"),
        "{}",
        run.stderr
    );
    fs::remove_file(site.path().join(".ziping-preview")).unwrap();

    let preview = Preview::start(site.path(), &[]);
    let run = ziping(site.path(), &["serve"]);
    assert_eq!(run.code, 2);
    let address = format!("这个网站已经在预览：http://127.0.0.1:{}/", preview.port);
    assert!(run.stderr.contains(&address), "{}", run.stderr);
    for port in ["0", "65536", "web"] {
        let run = ziping(site.path(), &["serve", "--port", port]);
        assert_eq!(run.code, 2);
        assert!(
            run.stderr.contains(&format!("的值“{port}”不对")),
            "{}",
            run.stderr
        );
    }
    drop(preview);
    // The next one has the folder again, and its old pages at once.
    let port = free_port().to_string();
    let again = Preview::start(site.path(), &["--port", &port]);
    assert_eq!(again.port.to_string(), port);
    assert_eq!(again.end().code(), Some(0));
}

/// What stands in the panel.
const SHADOW: &str = "document.querySelector('ziping-preview').shadowRoot";
/// The panel's text on the open page.
const PANEL: &str = "(document.querySelector('ziping-preview')?.shadowRoot\
    .querySelector('.panel:not([hidden])')?.innerText ?? '')";

#[test]
fn the_open_page_shows_the_mistake_and_reloads_where_it_was() {
    let Some(browser) = chromium() else { return };
    let site = small_site();
    let preview = Preview::start(site.path(), &[]);
    let address = format!("http://127.0.0.1:{}/{PAGE}", preview.port);
    let mut tab = Tab::open(browser, &address, 1280, 900);
    let panel = |words: &str| format!("{PANEL}.includes('{words}')");
    let is_good = format!("{PANEL}.includes('警告') && !{PANEL}.includes('错误')");
    tab.wait_until(&is_good);
    tab.ask(
        "scrollTo(0, 1234); document.querySelector('details').open = true; window.is_old = true",
    );

    replace(site.path(), REPORT, "总分: 99", "总分: 98");
    tab.wait_until(&panel("总分填报 98"));
    tab.wait_until(&panel("改法：总分应为 99"));
    tab.wait_until(&panel(&format!("{REPORT}:")));
    tab.wait_until("window.is_old && scrollY === 1234");
    // The mend leads to the row on the page.
    tab.ask(&format!(
        "[...{SHADOW}.querySelectorAll('button')].find((one) => one.innerText === '看页面上').click()"
    ));
    tab.wait_until("scrollY !== 1234 && document.getAnimations().length > 0");
    tab.ask("scrollTo(0, 1234)");

    replace(site.path(), REPORT, "总分: 98", "总分: 99");
    tab.wait_until(&is_good);
    replace(
        site.path(),
        REPORT,
        "实际完成值: 19000人",
        "实际完成值: 19001人",
    );
    tab.wait_until("!window.is_old && document.body.innerText.includes('19001人')");
    tab.wait_until("scrollY === 1234 && document.querySelector('details').open");

    // Words of the content are words, whatever they say.
    let bent = "总分: <img src=x onerror=window.is_hit=true>";
    replace(site.path(), REPORT, "总分: 99", bent);
    tab.wait_until(&panel("<img src=x"));
    assert_eq!(tab.ask("window.is_hit === true"), false);

    assert_eq!(preview.end().code(), Some(0));
    tab.wait_until(&panel("预览已停"));
}
