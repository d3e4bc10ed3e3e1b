//! A new site: its settings, its first region, and what an editor and the services
//! that run a repository need.

use super::yaml::{self, Entry, Value};
use super::{NewFile, RegionAnswers, modeline, region};
use crate::schema::{self, FILES};
use serde_json::{Map, Value as Json, json};

/// What a new site is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAnswers {
    /// 名称.
    pub name: String,
    /// 网址; may be empty.
    pub base_url: String,
    /// 主办单位; may be empty.
    pub organiser: String,
    /// The regions that its first units will stand in, each below the one before.
    pub regions: Vec<RegionAnswers>,
}

/// Files that are the same for every site.
const FIXED: [(&str, &str); 8] = [
    (".gitattributes", include_str!("site/gitattributes")),
    (".gitignore", include_str!("site/gitignore")),
    (
        ".vscode/extensions.json",
        include_str!("site/extensions.json"),
    ),
    (
        ".github/workflows/ziping.yml",
        include_str!("site/github.yml"),
    ),
    (".gitlab-ci.yml", include_str!("site/gitlab.yml")),
    (".workflow/ziping.yml", include_str!("site/gitee.yml")),
    ("ci/ziping.sh", include_str!("site/ziping.sh")),
    ("hooks/pre-commit", include_str!("site/pre-commit")),
];

/// All files of a new site; `schemas` are those of [`schema::all`].
pub fn site(answers: &SiteAnswers, schemas: &[(&str, String)]) -> Vec<NewFile> {
    let mut files = vec![settings(answers)];
    files.extend(answers.regions.iter().map(|one| region(one, true)));
    let readme = include_str!("site/README.md");
    files.push(NewFile::new(
        "README.md",
        format!("# {}\n{readme}", answers.name),
    ));
    files.push(NewFile::new(".vscode/settings.json", editor_settings()));
    files.extend(FIXED.map(|(path, text)| NewFile::new(path, text)));
    files.extend(schemas.iter().map(|(name, text)| {
        NewFile::new(format!("schemas/{}", schema::file_name(name)), text.clone())
    }));
    files
}

fn settings(answers: &SiteAnswers) -> NewFile {
    let path = "content/site.yaml";
    let entries: Vec<Entry> = [
        ("名称", &answers.name),
        ("网址", &answers.base_url),
        ("简介", &String::new()),
        ("主办单位", &answers.organiser),
        ("网站标识码", &String::new()),
        ("ICP备案号", &String::new()),
        ("公安备案号", &String::new()),
        ("联系方式", &String::new()),
    ]
    .into_iter()
    .map(|(key, text)| Entry::new(key, Value::text(text)).said("Site"))
    .collect();
    NewFile::new(path, yaml::file(&modeline(path, "site", true), &entries))
}

/// What VS Code needs to know: which schema is for which files, and two blanks.
fn editor_settings() -> String {
    let schemas: Map<String, Json> = FILES
        .iter()
        .map(|(name, files)| {
            (
                format!("./schemas/{}", schema::file_name(name)),
                json!(files),
            )
        })
        .collect();
    let settings = json!({
        "yaml.schemas": schemas,
        "yaml.format.enable": false,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": true,
        "[yaml]": {
            "editor.tabSize": 2,
            "editor.insertSpaces": true,
            "editor.detectIndentation": false,
            "editor.autoIndent": "keep",
            "editor.unicodeHighlight.ambiguousCharacters": false,
            "editor.quickSuggestions": {"other": true, "comments": false, "strings": true},
        },
        "[markdown]": {
            "editor.wordWrap": "on",
            "editor.unicodeHighlight.ambiguousCharacters": false,
        },
    });
    format!("{settings:#}\n")
}
