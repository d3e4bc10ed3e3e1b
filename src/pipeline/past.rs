//! What became of each report from commit to commit, for its page.

use super::Failure;
use super::comparing::{State, changed_file};
use crate::compare;
use crate::diagnostic::personal;
use crate::history;
use crate::render::PastVersion;
use std::collections::BTreeMap;
use std::path::Path;

/// How many letters of a commit's number are shown.
const LETTERS: usize = 10;

/// The versions of all reports by the addresses of their pages, the newest first, as the
/// commits of the repository around `root` have them.
pub fn versions(root: &Path) -> Result<BTreeMap<String, Vec<PastVersion>>, Failure> {
    let commits = history::changing(&root.join("content"))?;
    let mut versions: BTreeMap<String, Vec<PastVersion>> = BTreeMap::new();
    let Some(last) = commits.last() else {
        return Ok(versions);
    };
    let now = State::open(root, Some(&last.id))?;
    let mut before = State::none();
    let mut above = before.site()?;
    for commit in &commits {
        let after = State::open(root, Some(&commit.id))?;
        let above_after = after.site()?;
        let units: Vec<&str> = before.units().chain(after.units()).collect();
        for path in before.changes(&after)? {
            let is_around = |unit: &&&str| {
                let rest = path.strip_prefix(**unit);
                rest.is_some_and(|rest| rest.starts_with('/'))
            };
            let Some(unit) = units.iter().find(is_around) else {
                continue;
            };
            let Some((page, what)) = page(&path) else {
                continue;
            };
            let change = changed_file(
                unit,
                &path,
                (&above, before.file(&path)?),
                (&above_after, after.file(&path)?),
            );
            let text = now.file(&path)?.unwrap_or_default();
            let words = compare::in_public(&change, what, &String::from_utf8_lossy(&text));
            let words = words.iter().map(|one| personal::masked(one).into_owned());
            let words: Vec<String> = words.collect();
            if words.is_empty() {
                continue;
            }
            let of_page = versions.entry(page).or_default();
            let revision = commit.id.get(..LETTERS).unwrap_or(&commit.id);
            match of_page.last_mut() {
                Some(version) if version.revision == revision => version.changes.extend(words),
                _ => of_page.push(PastVersion {
                    date: commit.date.clone(),
                    revision: revision.to_owned(),
                    changes: words,
                }),
            }
        }
        (before, above) = (after, above_after);
    }
    for of_page in versions.values_mut() {
        of_page.reverse();
    }
    Ok(versions)
}

/// The page that a file of a unit is shown on, and what it is called there; `None` for
/// what is on the unit's own page.
fn page(path: &str) -> Option<(String, &'static str)> {
    let (folder, name) = path.rsplit_once('/')?;
    let of_year = |what| Some((folder.to_owned(), what));
    match name {
        "report.yaml" => return of_year("自评表"),
        "report.md" => return of_year("正文"),
        "base.yaml" => return of_year("基础数据表"),
        _ => {}
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let what = match ending {
        "yaml" => "自评表",
        "md" => "正文",
        _ => "附件",
    };
    match folder.strip_suffix("/files") {
        Some(year) => Some((year.to_owned(), "附件")),
        None => folder
            .ends_with("/projects")
            .then(|| (format!("{folder}/{stem}"), what)),
    }
}
