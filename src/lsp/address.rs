//! Files' addresses (`file:///…`) and paths.

use gen_lsp_types::Uri;
use std::path::{Path, PathBuf};

/// The path of a file by its address; `None` for what is no file of this computer.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri
        .0
        .get(..7)
        .filter(|start| start.eq_ignore_ascii_case("file://"));
    let rest = rest.and_then(|start| uri.0.get(start.len()..))?;
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = decoded(path)?;
    if !path.starts_with('/') || path.contains('\0') {
        return None;
    }
    // with a drive's letter the stroke before it is not of the path: /C:/…
    let drive = path
        .get(1..)
        .filter(|rest| cfg!(windows) && has_drive(rest));
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

/// The address of a file.
pub fn uri(path: &Path) -> Uri {
    let path = path.to_string_lossy();
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.into_owned()
    };
    let stroke = if path.starts_with('/') { "" } else { "/" };
    Uri(format!("file://{stroke}{}", encoded(&path)))
}

fn has_drive(path: &str) -> bool {
    let mut chars = path.chars();
    chars.next().is_some_and(|char| char.is_ascii_alphabetic()) && chars.next() == Some(':')
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let digits = after.get(..2)?;
            let digits = std::str::from_utf8(digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_path_that_it_was_made_of() {
        for name in [
            "/a/b.yaml",
            "/某区/望岳 街道/2023/report.yaml",
            "/100%/#a?b/é",
        ] {
            assert_eq!(path(&uri(Path::new(name))), Some(PathBuf::from(name)));
        }
        let address = uri(Path::new("/某"));
        assert_eq!(address.0, "file:///%E6%9F%90");
    }

    #[test]
    fn other_writings_of_an_address_are_understood() {
        let read = |text: &str| path(&Uri::from(text));
        let some = |text: &str| Some(PathBuf::from(text));
        assert_eq!(read("file:///%e6%9f%90/a%3Ab"), some("/某/a:b"));
        assert_eq!(read("file://localhost/某"), some("/某"));
        assert_eq!(read("FILE:///a#b"), some("/a"));
        for other in [
            "",
            "file:",
            "file://",
            "untitled:1",
            "file://host/a",
            "file:///%",
            "file:///%E6",
            "file:///%00",
            "http://a/b",
            "文件:///a",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
