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
