//! Which addresses a narrative may link to.

/// Schemes that a link may have.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Whether a link may lead there: http, https, mailto, a place on the page or a
/// file beside it. Nothing that runs a script, and no `//host`.
pub fn is_allowed(address: &str) -> bool {
    let plain = !address
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    if !plain || address.starts_with("//") {
        return false;
    }
    let head = address.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        Some((scheme, _)) => SCHEMES
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
        None => true,
    }
}

/// Whether an image may be shown from there: a file of the site only.
pub fn is_own_file(address: &str) -> bool {
    is_allowed(address) && !address.contains(':') && !address.starts_with(['/', '#', '?'])
}

/// What to do about an address that leads into the year's `files/` and finds
/// nothing there; `None` where it does, or leads elsewhere. The page of the text
/// lies at `page` below the year's.
pub fn missing_attachment(address: &str, page: &str, attachments: &[String]) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let decoded = decoded(path);
    let up = "../".repeat(page.split('/').filter(|step| !step.is_empty()).count());
    let is_there = |name: &str| attachments.iter().any(|known| known == name);
    match decoded.strip_prefix(&format!("{up}files/")) {
        Some(name) if is_there(name) => None,
        Some(name) => Some(format!(
            "请把“{name}”放进同一年度的 files/ 目录，文件名要一样"
        )),
        None => {
            let name = decoded.trim_start_matches("../").strip_prefix("files/")?;
            let help = format!("附件在年度的 files/ 目录里，从这里写作 {up}files/{name}");
            (!path.starts_with('/')).then_some(help)
        }
    }
}

/// An address without its percent signs, where that gives a text.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_in_any_disguise_are_refused() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "//example.org",
            "/\\example.org",
            "\\\\example.org",
            "file:///etc/passwd",
            "blob:x",
            "x:y",
        ] {
            assert!(!is_allowed(address), "{address:?}");
        }
    }

    #[test]
    fn an_attachment_is_looked_for_where_its_page_looks() {
        let files = ["附件 1.pdf".to_owned()];
        let missing = |address, page| missing_attachment(address, page, &files).is_some();
        for (address, page) in [
            ("files/附件%201.pdf", ""),
            ("files/附件%201.pdf#page=2", ""),
            ("../../files/附件%201.pdf", "projects/a"),
            ("../2022/index.html", ""),
            ("#zhang-1", ""),
        ] {
            assert!(!missing(address, page), "{address}");
        }
        for (address, page) in [
            ("files/附件1.pdf", ""),
            ("../files/附件%201.pdf", ""),
            ("files/附件%201.pdf", "projects/a"),
        ] {
            assert!(missing(address, page), "{address}");
        }
    }

    #[test]
    fn plain_addresses_pass() {
        for address in [
            "https://www.gov.cn/zhengce/1.htm",
            "http://example.org",
            "HTTPS://example.org",
            "mailto:a@example.org",
            "files/附件.pdf",
            "../2022/index.html#zhang-1",
            "#zhang-2",
            "?a=b:c",
            "a/b:c",
            "",
        ] {
            assert!(is_allowed(address), "{address:?}");
        }
        assert!(is_own_file("files/图.png"));
        assert!(!is_own_file("https://example.org/a.png"));
    }
}
