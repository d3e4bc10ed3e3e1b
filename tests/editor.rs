//! What an author sees in an editor: yaml-language-server with the schemas.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::language_server::{Server, address, yaml_language_server};
use common::{copy_tree, repository, snapshot, ziping};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

/// The sample site with schemas, and a server with the settings of a new site.
fn sample(program: &str) -> (tempfile::TempDir, Server) {
    // the server's patterns do not look into folders that begin with a point
    let site = tempfile::Builder::new().prefix("site").tempdir().unwrap();
    let begun = ziping(
        site.path(),
        &[
            "new",
            "site",
            ".",
            "--name",
            "甲",
            "--region",
            "a",
            "--region-name",
            "乙",
        ],
    );
    assert_eq!(begun.code, 0, "{}", begun.stderr);
    fs::remove_dir_all(site.path().join("content")).unwrap();
    copy_tree(&repository().join("content"), &site.path().join("content"));
    let settings = fs::read(site.path().join(".vscode/settings.json")).unwrap();
    let settings: Value = serde_json::from_slice(&settings).unwrap();
    // an editor turns the paths of its settings to addresses
    let schemas: Map<String, Value> = settings["yaml.schemas"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(path, files)| {
            let path = site.path().join(path.strip_prefix("./").unwrap());
            (address(&path), files.clone())
        })
        .collect();
    let settings = json!({
        "schemas": schemas,
        "validate": true,
        "hover": true,
        "completion": true,
        "schemaStore": {"enable": false},
    });
    let server = Server::start(program, site.path(), settings);
    (site, server)
}

/// The place of a word in a text: line and column.
fn find(text: &str, word: &str) -> (usize, usize) {
    let at = text.find(word).unwrap();
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[..at].matches('\n').count();
    (line, text[start..at].chars().count())
}

#[test]
fn no_sample_file_is_complained_of() {
    let Some(program) = yaml_language_server() else {
        return;
    };
    let (site, mut server) = sample(program);
    let content = site.path().join("content");
    let mut told = Vec::new();
    let mut count = 0;
    for (path, file) in snapshot(&content) {
        if path.ends_with(".yaml") {
            let text = String::from_utf8(file.bytes).unwrap();
            for (line, message) in server.open(&content.join(&path), &text) {
                told.push(format!("{path}:{}: {message}", line + 1));
            }
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
    assert_eq!(told, [""; 0]);
}

#[test]
fn keys_are_offered_explained_and_refused() {
    let Some(program) = yaml_language_server() else {
        return;
    };
    let (site, mut server) = sample(program);
    let path = site.path().join("content/hunan/report.yaml");
    let text = "\
表式: 湖南-整体支出
年度: 2023
预算执行:
  全年预算数: 10
  得份: 10
绩效指标:
  - 一级指标: 产出指标
    
";
    let told = server.open(&path, text);
    let refused = told.iter().find(|(line, _)| *line == 4);
    assert!(
        refused.is_some_and(|(_, message)| message.contains("得份")),
        "{told:?}"
    );

    let (line, column) = find(text, "全年预算数");
    let hover = server.hover(&path, line, column + 1);
    assert!(
        hover.contains("调整以后的全年预算数，执行率的分母"),
        "{hover}"
    );
    let (line, column) = find(text, "湖南-整体支出");
    let hover = server.hover(&path, line, column + 1);
    assert!(hover.contains("用哪一张表"), "{hover}");

    let forms = server.completions(&path, line, column);
    assert!(forms.contains(&"湖南-整体支出".to_owned()), "{forms:?}");
    assert!(!forms.contains(&"湖南-项目支出".to_owned()), "{forms:?}");
    let row = server.completions(&path, 7, 4);
    for key in ["二级指标", "三级指标", "年度指标值", "得分"] {
        assert!(row.contains(&key.to_owned()), "{key}: {row:?}");
    }
    for key in ["一级指标", "全年执行数"] {
        assert!(!row.contains(&key.to_owned()), "{key}: {row:?}");
    }
}

#[test]
fn headings_of_the_form_are_offered() {
    let Some(program) = yaml_language_server() else {
        return;
    };
    let (site, mut server) = sample(program);
    let path = site.path().join("content/hunan/report.yaml");
    let text = "\
表式: 湖南-整体支出
预算执行:
  按收入性质:
    
绩效指标:
  - 一级指标: 
";
    server.open(&path, text);
    let sources = server.completions(&path, 3, 4);
    assert!(sources.contains(&"一般公共预算".to_owned()), "{sources:?}");
    let (line, column) = find(text, "一级指标: ");
    let headings = server.completions(&path, line, column + "一级指标: ".chars().count());
    for heading in ["产出指标", "效益指标", "满意度指标"] {
        assert!(headings.contains(&heading.to_owned()), "{headings:?}");
    }
}

#[test]
fn the_first_line_of_a_new_file_names_its_schema() {
    let Some(program) = yaml_language_server() else {
        return;
    };
    let (site, _) = sample(program);
    let settings = json!({"validate": true, "schemaStore": {"enable": false}});
    let mut server = Server::start(program, site.path(), settings);
    for arguments in [
        &[
            "new",
            "year",
            "--unit",
            "hunan/yueyang/yueyanglou/wangyue",
            "--year",
            "2024",
            "--from",
            "2023",
            "--base",
            "湖南-基础数据表",
        ][..],
        &[
            "new",
            "project",
            "--unit",
            "hunan/yueyang/yueyanglou/wangyue",
            "--year",
            "2024",
            "--form",
            "湖南-项目支出",
            "--name",
            "甲",
            "--address",
            "jia",
        ],
        &[
            "new",
            "unit",
            "--region",
            "hunan/changsha",
            "--region-name",
            "长沙市",
            "--name",
            "乙",
            "--address",
            "yi",
        ],
    ] {
        let run = ziping(site.path(), arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        for path in run.stdout.lines().filter(|line| line.ends_with(".yaml")) {
            let path = Path::new(path);
            let text = fs::read_to_string(site.path().join(path)).unwrap();
            let whole = site.path().join(path);
            assert_eq!(server.open(&whole, &text), [], "{}", path.display());
            let slipped = format!("{text}得份: 1\n");
            let other = whole.with_file_name("slipped.yaml");
            let told = server.open(&other, &slipped);
            let told = told.iter().any(|(_, message)| message.contains("得份"));
            assert!(told, "{}", path.display());
        }
    }
}
