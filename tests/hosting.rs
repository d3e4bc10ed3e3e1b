//! The configurations of docs/hosting.md, as they stand there, in the servers that they
//! are for. Passed over where a server is not installed.

#![cfg(unix)]
#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::preview::free_port;
use common::{repository, ziping};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

/// A server that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The blocks of one kind in the document.
fn blocks(kind: &str) -> Vec<String> {
    let document = fs::read_to_string(repository().join("docs/hosting.md")).unwrap();
    let fence = format!("```{kind}\n");
    let parts = document.split(&fence).skip(1);
    parts
        .map(|part| part.split("```").next().unwrap().to_owned())
        .collect()
}

/// Whether a server is there to be tried.
fn is_installed(name: &str) -> bool {
    let there = Command::new(name).arg("-h").output().is_ok();
    assert!(
        there || std::env::var_os("ZIPING_TEST_ALL").is_none(),
        "ZIPING_TEST_ALL is set, but {name} is not installed"
    );
    if !there {
        eprintln!("skipped: {name} is not installed");
    }
    there
}

/// A published site of one unit with its packed files, in `public/` of a folder.
fn publish(folder: &Path) {
    let content = folder.join("content");
    fs::create_dir_all(content.join("a/b")).unwrap();
    fs::write(content.join("site.yaml"), "名称: 绩效自评\n").unwrap();
    fs::write(content.join("a/region.yaml"), "名称: 甲市\n").unwrap();
    fs::write(content.join("a/b/unit.yaml"), "名称: 乙镇\n").unwrap();
    let sample = repository().join("content/hunan/yueyang/yueyanglou/wangyue/2023");
    common::copy_tree(&sample, &content.join("a/b/2023"));
    let built = ziping(folder, &["build", "--compress"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
}

/// The head of an answer, in small letters.
fn head(port: u16, path: &str) -> String {
    let mut stream = (0..100)
        .find_map(|_| {
            sleep(Duration::from_millis(50));
            TcpStream::connect(("127.0.0.1", port)).ok()
        })
        .unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let text = String::from_utf8_lossy(&answer);
    text.split("\r\n\r\n").next().unwrap().to_lowercase()
}

/// What the document promises of every server.
fn serves(port: u16, site: &Path) {
    let policy = "content-security-policy: default-src 'none'; style-src 'self'";
    let page = head(port, "/a/b/2023/");
    for line in [
        "http/1.1 200",
        "content-type: text/html; charset=utf-8",
        "content-encoding: gzip",
        "cache-control: no-cache",
        "x-content-type-options: nosniff",
        "referrer-policy: strict-origin-when-cross-origin",
        policy,
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    let assets = fs::read_dir(site.join("public/assets")).unwrap();
    let style = assets
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .find(|name| name.ends_with(".css"))
        .unwrap();
    let style = head(port, &format!("/assets/{style}"));
    assert!(
        style.contains("cache-control: public, max-age=31536000, immutable"),
        "{style}"
    );
    assert!(style.contains(policy), "{style}");
    assert_eq!(style.matches("cache-control").count(), 1, "{style}");
    let table = head(port, "/a/b/2023/indicators.csv");
    assert!(
        table.contains("content-type: text/csv; charset=utf-8"),
        "{table}"
    );
    let nothing = head(port, "/nothing");
    assert!(nothing.contains("http/1.1 404"), "{nothing}");
    assert!(
        nothing.contains("content-type: text/html") && nothing.contains(policy),
        "{nothing}"
    );
}

#[test]
fn nginx_serves_by_the_document() {
    if !is_installed("nginx") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    publish(place);
    let [server, headers] = &blocks("nginx")[..] else {
        panic!("two blocks are wanted");
    };
    let port = free_port();
    let here = place.display();
    let server: String = server
        .lines()
        .filter(|line| !line.trim_start().starts_with("ssl_certificate"))
        .map(|line| format!("{line}\n"))
        .collect();
    let server = server
        .replace("listen 443 ssl", &format!("listen 127.0.0.1:{port}"))
        .replace("/etc/nginx", &here.to_string())
        .replace("/srv/jixiao", &format!("{here}/public"));
    fs::write(place.join("jixiao-headers.conf"), headers).unwrap();
    // the document's part, in the least that nginx wants around it
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {here}/{kind};\n"))
        .concat();
    let whole = format!(
        "daemon off;\nmaster_process off;\npid {here}/pid;\nerror_log {here}/error.log;\nevents {{}}\n\
         http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{temporary}{server}}}\n"
    );
    let file = place.join("nginx.conf");
    fs::write(&file, whole).unwrap();
    let nginx = || {
        let mut command = Command::new("nginx");
        command
            .arg("-e")
            .arg(place.join("error.log"))
            .arg("-c")
            .arg(&file);
        command
    };
    let tried = nginx().arg("-t").output().unwrap();
    assert!(
        tried.status.success(),
        "{}",
        String::from_utf8_lossy(&tried.stderr)
    );
    let _running = Running(nginx().spawn().unwrap());
    serves(port, place);
}

#[test]
fn caddy_serves_by_the_document() {
    if !is_installed("caddy") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    publish(place);
    let [site] = &blocks("caddy")[..] else {
        panic!("one block is wanted");
    };
    let port = free_port();
    let site = site
        .replace("jixiao.example.gov.cn", &format!("http://127.0.0.1:{port}"))
        .replace("/srv/jixiao", &format!("{}/public", place.display()));
    let file = place.join("Caddyfile");
    fs::write(&file, format!("{{\n    admin off\n}}\n{site}")).unwrap();
    let mut caddy = Command::new("caddy");
    caddy
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(&file);
    caddy
        .env("HOME", place)
        .env_remove("XDG_DATA_HOME")
        .env_remove("XDG_CONFIG_HOME");
    caddy.stderr(fs::File::create(place.join("caddy.log")).unwrap());
    let _running = Running(caddy.spawn().unwrap());
    serves(port, place);
}
