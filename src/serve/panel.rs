//! What the panel on a page says: the findings, those of the page first, each with the
//! place in the file for an editor and the place on the page where it shows.

use super::board::News;
use super::row::{Rows, Shown};
use crate::diagnostic::{Diagnostic, Severity};
use serde::Serialize;
use std::path::Path;

/// The script that shows the panel and reloads the page.
pub(super) const SCRIPT: &str = include_str!("panel.js");
/// The panel's style.
pub(super) const STYLE: &str = include_str!("panel.css");
/// As many findings are listed of the page, and of the rest.
const SHOWN: usize = 100;

/// What the panel is made from.
#[derive(Serialize)]
struct Panel<'a> {
    edition: String,
    is_stopped: bool,
    failure: Option<Failure<'a>>,
    unread: Option<String>,
    counts: Vec<Count>,
    here: List<'a>,
    elsewhere: List<'a>,
}

#[derive(Serialize)]
struct Failure<'a> {
    message: &'a str,
    help: &'a str,
}

#[derive(Serialize)]
struct Count {
    severity: &'static str,
    word: &'static str,
    count: usize,
}

/// The findings that weigh most, and how many there are.
#[derive(Serialize)]
struct List<'a> {
    count: usize,
    shown: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    severity: &'static str,
    word: &'static str,
    code: &'a str,
    message: &'a str,
    help: &'a str,
    /// The file with line and column, as far as they are known.
    place: String,
    /// The same for an editor to open.
    editor: String,
    /// The line in three parts: before, in and behind what is marked.
    line: [&'a str; 3],
    /// The page that shows the file, from the site's top.
    page: String,
    /// Where on this page it may show, the narrowest first.
    rows: Vec<String>,
    /// The heading that it stands under.
    heading: String,
}

/// The panel of the page of a folder (`hunan/yueyang/`, empty for the top), as JSON.
pub(super) fn of(news: &News, root: &Path, folder: &str) -> String {
    let mut items: Vec<(String, &Diagnostic)> = news
        .findings
        .iter()
        .map(|finding| (page_of(&finding.place.path), finding))
        .collect();
    items.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity));
    let (here, elsewhere): (Vec<_>, Vec<_>) = items
        .into_iter()
        .partition(|(page, _)| page.starts_with(folder));
    let panel = Panel {
        edition: news.edition(),
        is_stopped: news.is_stopped,
        failure: news
            .failure
            .as_ref()
            .map(|(message, help)| Failure { message, help }),
        unread: (news.unread > 0).then(|| super::unread(news.unread)),
        counts: counts(&news.findings),
        here: list(root, folder, here),
        elsewhere: list(root, folder, elsewhere),
    };
    // Strings, numbers and lists only: this cannot fail to serialize.
    serde_json::to_string(&panel).unwrap_or_default()
}

fn counts(findings: &[Diagnostic]) -> Vec<Count> {
    [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| Count {
            severity: severity.english(),
            word: severity.chinese(),
            count: findings
                .iter()
                .filter(|one| one.severity == severity)
                .count(),
        })
        .collect()
}

fn list<'a>(root: &Path, folder: &str, items: Vec<(String, &'a Diagnostic)>) -> List<'a> {
    let count = items.len();
    let mut rows = Rows::of(root);
    let shown = items.into_iter().take(SHOWN);
    List {
        count,
        shown: shown
            .map(|(page, finding)| {
                let is_here = page == folder;
                let shown = is_here.then(|| rows.shown(&finding.place));
                item(root, page, shown.unwrap_or_default(), finding)
            })
            .collect(),
    }
}

fn item<'a>(root: &Path, page: String, shown: Shown, finding: &'a Diagnostic) -> Item<'a> {
    let place = &finding.place;
    let position = match place.position {
        Some(position) => format!(":{}:{}", position.line, position.column),
        None => String::new(),
    };
    let marked = place.marked.start..place.marked.end;
    let part = |range| place.line.get(range).unwrap_or_default();
    Item {
        severity: finding.severity.english(),
        word: finding.severity.chinese(),
        code: finding.code,
        message: &finding.message,
        help: &finding.help,
        place: format!("{}{position}", place.path),
        editor: format!(
            "vscode://file{}{position}",
            escaped(&root.join(&place.path))
        ),
        line: [
            part(0..marked.start),
            part(marked.clone()),
            part(marked.end..place.line.len()),
        ],
        page,
        rows: shown.rows,
        heading: shown.heading,
    }
}

/// The folder of the page that shows a file's content: `hunan/yueyang/2023/` for
/// `content/hunan/yueyang/2023/report.yaml`; the top for what stands above all.
fn page_of(file: &str) -> String {
    let Some(below) = file.strip_prefix("content/") else {
        return String::new();
    };
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let folder = match (folder.strip_suffix("/projects"), name.rsplit_once('.')) {
        (Some(_), Some((slug, _))) => &format!("{folder}/{slug}"),
        _ => folder,
    };
    let is_page = !folder.is_empty() && folder != "forms" && !folder.starts_with("forms/");
    match is_page {
        true => format!("{folder}/"),
        false => String::new(),
    }
}

/// A path for use in an address.
fn escaped(path: &Path) -> String {
    let mut text = String::new();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(byte));
            }
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_shown_by_the_page_of_its_folder() {
        for (file, page) in [
            ("content/site.yaml", ""),
            ("content/forms/某省.yaml", ""),
            ("themes/own/assets/site.css", ""),
            ("content/hunan/region.yaml", "hunan/"),
            ("content/hunan/a/unit.yaml", "hunan/a/"),
            ("content/hunan/a/2023/report.md", "hunan/a/2023/"),
            (
                "content/hunan/a/2023/projects/road.yaml",
                "hunan/a/2023/projects/road/",
            ),
            (
                "content/hunan/a/2023/projects/road.md",
                "hunan/a/2023/projects/road/",
            ),
        ] {
            assert_eq!(page_of(file), page, "{file}");
        }
    }

    #[test]
    fn a_path_is_fit_for_an_address() {
        let escaped = escaped(Path::new("/自 评/a#b?.yaml"));
        assert_eq!(escaped, "/%E8%87%AA%20%E8%AF%84/a%23b%3F.yaml");
    }
}
