//! `ziping verify` on copies of a site.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::{Run, ziping};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use tempfile::TempDir;
use ziping::publish::Stage;

const KEY: &str = "RWSLboTKbA6KvFOcqWRhv/DvOw9vna/x+C3sifhJUhAl/I1/2N6f34RR";
const OTHER_KEY: &str = "RWScLGV70TCr8KwL4TZB9vW9E8t+4wmCzEqiNCXDMs/aMgUpu/M/ml5J";

/// By minisign 0.11, of the list of [`Site::new`].
const SIGNATURE: &str = "\
untrusted comment: signature from minisign secret key
RUSLboTKbA6KvHEs8mSisBpqV/CpJqEjBwOupOSY+KDMGQRcqHZwMH9l4f31yKlpWyPgFPF8NKwOGC0rh6CRq/G7o6YlhYVlLwI=
trusted comment: 2024 年 3 月发布
fuLqQhjkCj9RNX7YY7cPcxmi7Zwfj3PVvvCrv8AywKOzt8ib0pOXyrDJsjzt8Q+f9cEnZ12HRCd5P/quFrYbDg==
";

/// The same by `minisign -l`.
const OLD_SIGNATURE: &str = "\
untrusted comment: signature from minisign secret key
RWSLboTKbA6KvIVSfSq7VtQHVt7LVhsa31HNngmgEioUfTHGlirf7+Ibeozt4rmCCChJzcHTxIW/EuqfCB6Xb8k57V85L8Gq1As=
trusted comment: 旧式
ycS0LNixnkZVFmkp5TfcuLkIxLZFJ61zLNGdKtPpI95V1Tasox51PcOdOrjPPA/RyI8/a0Ijgv1tRt7hpp0eBg==
";

/// A folder with a small published site in `public`.
struct Site(TempDir);

impl Site {
    fn new() -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        let stage = Stage::open(&site.path(""), &[], &[]).unwrap();
        stage.write("index.html", "首页".as_bytes()).unwrap();
        stage.write("a/b/index.html", "单位".as_bytes()).unwrap();
        stage.list_sums().unwrap();
        stage.finish().unwrap();
        site
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join("public").join(below)
    }

    fn put(&self, below: &str, text: &str) {
        fs::write(self.path(below), text).unwrap();
    }

    fn verify(&self, arguments: &[&str]) -> Run {
        ziping(self.0.path(), &[&["verify"], arguments].concat())
    }

    /// The exit code and what is said, after what stood in the list was changed.
    fn with_list(&self, change: impl Fn(&str) -> String) -> Run {
        let list = fs::read_to_string(self.path("SHA256SUMS")).unwrap();
        self.put("SHA256SUMS", &change(&list));
        let run = self.verify(&[]);
        self.put("SHA256SUMS", &list);
        run
    }
}

#[test]
fn a_whole_copy_is_said_to_be_whole() {
    let site = Site::new();
    let run = site.verify(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    assert_eq!(
        run.stderr,
        "public：清单上的 2 个文件都在，与发布时完全一致\n"
    );
    let quiet = site.verify(&["public", "--quiet"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
}

#[test]
fn what_is_missing_or_altered_is_listed() {
    let site = Site::new();
    site.put("index.html", "改过");
    fs::remove_file(site.path("a/b/index.html")).unwrap();
    let run = site.verify(&[]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stdout, "缺少：a/b/index.html\n有改动：index.html\n");
    assert_eq!(
        run.stderr,
        "public：清单上的 2 个文件中，缺少 1 个，有改动 1 个，其余 0 个与发布时一致\n"
    );
    let quiet = site.verify(&["--quiet"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (1, ""));
    assert_eq!(quiet.stdout, run.stdout);
}

#[test]
fn other_files_are_a_note() {
    let site = Site::new();
    fs::create_dir_all(site.path(".git/objects")).unwrap();
    site.put(".git/config", "");
    site.put("CNAME", "example.org");
    site.put("a/\u{1b}[31m红", "");
    let run = site.verify(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    let said = "另有 3 项不在清单里，不影响结论：\n  .git/\n  CNAME\n  a/\\u{1b}[31m红\n";
    assert!(run.stderr.starts_with(said), "{}", run.stderr);
}

#[test]
fn links_are_not_followed() {
    let site = Site::new();
    let elsewhere = site.0.path().join("elsewhere");
    fs::create_dir_all(elsewhere.join("b")).unwrap();
    fs::write(elsewhere.join("b/index.html"), "单位").unwrap();
    fs::write(elsewhere.join("index.html"), "首页").unwrap();
    fs::remove_dir_all(site.path("a")).unwrap();
    fs::remove_file(site.path("index.html")).unwrap();
    symlink(&elsewhere, site.path("a")).unwrap();
    symlink(elsewhere.join("index.html"), site.path("index.html")).unwrap();
    let run = site.verify(&[]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.stdout,
        "缺少：a/b/index.html\n不是普通文件：index.html\n"
    );
}

#[test]
fn nothing_is_said_where_the_list_is_none() {
    let site = Site::new();
    type Change = fn(&str) -> String;
    let damaged: [(&str, Change); 5] = [
        ("清单是空的", |_| String::new()),
        ("第 2 行", |list| list[..list.len() - 1].to_owned()),
        ("第 1 行地址里不能有“.”或“..”", |list| {
            list.replace("  a/", "  ../")
        }),
        ("第 1 行地址不能以“/”开头", |list| {
            list.replace("  a/", "  /")
        }),
        ("第 1 行不是", |list| format!("<html>\n{list}")),
    ];
    for (said, change) in damaged {
        let run = site.with_list(change);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{said}");
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    fs::remove_file(site.path("SHA256SUMS")).unwrap();
    let run = site.verify(&[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("没有校验和清单"), "{}", run.stderr);
    symlink("index.html", site.path("SHA256SUMS")).unwrap();
    let run = site.verify(&[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("不是普通文件"), "{}", run.stderr);
    for nowhere in ["elsewhere", "https://example.org/", "public/index.html"] {
        assert_eq!(site.verify(&[nowhere]).code, 2, "{nowhere}");
    }
}

#[test]
fn a_list_may_have_to_be_signed() {
    let site = Site::new();
    let with_key = |key: &str| site.verify(&["--key", key]);
    let said = |run: Run, code: i32, said: &str| {
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (code, ""),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains(said), "{}", run.stderr);
    };
    said(with_key(KEY), 2, "没有签名");
    for (signature, comment) in [(SIGNATURE, "2024 年 3 月发布"), (OLD_SIGNATURE, "旧式")] {
        site.put("SHA256SUMS.minisig", signature);
        said(with_key(KEY), 0, &format!("清单的签名有效：{comment}\n"));
    }
    let file = site.0.path().join("zp.pub");
    fs::write(
        &file,
        format!("untrusted comment: minisign public key\n{KEY}\n"),
    )
    .unwrap();
    said(with_key(file.to_str().unwrap()), 0, "签名有效");
    said(site.verify(&[]), 0, "这次没有核对");
    said(with_key(OTHER_KEY), 1, "另一把密钥");
    said(with_key("zp.key"), 2, "不是公钥");

    let altered = SIGNATURE.replace("3 月", "4 月");
    site.put("SHA256SUMS.minisig", &altered);
    said(with_key(KEY), 1, "对不上");
    site.put("SHA256SUMS.minisig", &SIGNATURE[..100]);
    said(with_key(KEY), 2, "签名“public/SHA256SUMS.minisig”已损坏");

    // A file and its line in the list altered together: only the signature tells.
    site.put("SHA256SUMS.minisig", SIGNATURE);
    let line = "203c08e0d44ac3753a3c5b96644a6e10403bc0cbc5770b55cd1f775745a0a978  index.html\n";
    let list = fs::read_to_string(site.path("SHA256SUMS")).unwrap();
    site.put("SHA256SUMS", &list.replace(line, ""));
    said(site.verify(&[]), 0, "清单上的 1 个文件都在");
    said(with_key(KEY), 1, "清单在签名以后变了");
}
