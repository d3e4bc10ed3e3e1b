//! From the path of a request to a file of the preview, and to no other file.

use std::path::{Path, PathBuf};

/// The longest path of a request in bytes: twice what the longest address of a page
/// takes when each letter of it is escaped.
pub(super) const MAX_PATH: usize = 8192;

/// What stands at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A file.
    File(PathBuf),
    /// A folder that was asked for without the closing `/`.
    Folder,
    /// Nothing that is shown to anybody.
    Nothing,
    /// The path is not one that a page would link to.
    Refused,
}

/// What stands at `path` (as it was sent, escaped) below the folder of pages. No link
/// is followed, neither to a file nor through a folder.
pub(super) fn find(pages: &Path, path: &str) -> Found {
    let Some(names) = names(path) else {
        return Found::Refused;
    };
    // What we keep for ourselves and what others put into such folders.
    if names.iter().any(|name| name.starts_with('.')) {
        return Found::Nothing;
    }
    let Ok(pages) = pages.canonicalize() else {
        return Found::Nothing;
    };
    let mut wanted = pages;
    wanted.extend(names.iter().filter(|name| !name.is_empty()));
    let asks_for_folder = path.ends_with('/');
    let is_plain = |path: &Path| path.canonicalize().is_ok_and(|real| real == path);
    if !is_plain(&wanted) {
        return Found::Nothing;
    }
    match (wanted.is_dir(), asks_for_folder) {
        (true, false) => return Found::Folder,
        (true, true) => wanted.push("index.html"),
        (false, true) => return Found::Nothing,
        (false, false) => {}
    }
    if wanted.is_file() && is_plain(&wanted) {
        Found::File(wanted)
    } else {
        Found::Nothing
    }
}

/// The names on the way, the last of them empty where a folder is asked for; `None`
/// where they would mean anything but names.
fn names(path: &str) -> Option<Vec<String>> {
    let names: Vec<String> = path
        .strip_prefix('/')?
        .split('/')
        .map(unescaped)
        .collect::<Option<_>>()?;
    let (last, folders) = names.split_last()?;
    let is_name = |name: &String| {
        !name.is_empty()
            && name != "."
            && name != ".."
            && !name.contains(|sign: char| sign.is_control() || matches!(sign, '/' | '\\'))
    };
    (folders.iter().all(is_name) && (last.is_empty() || is_name(last))).then_some(names)
}

/// The text without its `%41`; `None` where it is no UTF-8 or badly escaped.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, after @ ..] = rest else {
            return None;
        };
        let digit = |byte: u8| char::from(byte).to_digit(16);
        bytes.push(u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn only_files_of_the_preview_are_found() {
        let place = tempfile::tempdir().unwrap();
        let pages = place.path().join("site");
        fs::create_dir_all(pages.join("某地/2023")).unwrap();
        fs::write(pages.join("某地/2023/index.html"), "").unwrap();
        fs::write(pages.join(".ziping-manifest"), "").unwrap();
        fs::write(place.path().join("secret"), "").unwrap();
        symlink(place.path().join("secret"), pages.join("link")).unwrap();
        symlink(place.path(), pages.join("up")).unwrap();
        symlink(pages.join("某地"), pages.join("inner")).unwrap();
        let find = |path: &str| find(&pages, path);

        let page = pages.canonicalize().unwrap().join("某地/2023/index.html");
        assert_eq!(find("/某地/2023/"), Found::File(page.clone()));
        let escaped = "/%e6%9f%90%E5%9C%B0/2023/index%2Ehtml";
        assert_eq!(find(escaped), Found::File(page));
        assert_eq!(find("/某地/2023"), Found::Folder);
        for nothing in [
            "/",
            "/missing",
            "/某地/2023/index.html/",
            "/.ziping-manifest",
            "/%2eziping-manifest",
            "/link",
            "/up/secret",
            "/up/site/%E6%9F%90%E5%9C%B0/2023/index.html",
            "/inner/2023/",
        ] {
            assert_eq!(find(nothing), Found::Nothing, "{nothing}");
        }
        for refused in [
            "",
            "secret",
            "*",
            "/../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/某地/../../secret",
            "/./某地/2023/",
            "//etc/passwd",
            "/%2fetc%2fpasswd",
            "/某地//2023/",
            "/..\\secret",
            "/..%5csecret",
            "/link%00",
            "/a%0d%0ab",
            "/%",
            "/%4",
            "/%zz",
            "/%ff",
            "/%c0%ae%c0%ae/secret",
        ] {
            assert_eq!(find(refused), Found::Refused, "{refused}");
        }
    }
}
