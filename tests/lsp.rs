//! `ziping lsp`, spoken to as an editor would.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::language_server::Server;
use common::ziping;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A report whose rate is wrong, after characters that take two units of UTF-16.
const REPORT: &str = "\
表式: 湖南-整体支出
年度: 2023
预算执行:
  全年预算数: 1000
  全年执行数: 968.5
  分值: 10
  执行率: 90%
  得分: 9.69
年度目标:
  - 预期目标: 全年拆除违法建设139处。
    实际完成情况: 全年拆除违法建设139处。
绩效指标:
  - 一级指标: 产出指标
    三级指标: 拆除违法建设数量
    年度指标值: 139处
    实际完成值: 139处
    分值: 50
    得分: 50
  - 一级指标: 效益指标
    三级指标: 𠮷林社区环境
    年度指标值: 明显改善
    实际完成值: 明显改善
    分值: 30
    得分: 30
  - {一级指标: 满意度指标, 三级指标: 群众满意度, 年度指标值: 95%, 实际完成值: 96%, 分值: 10, 得分: 10}
总分: 99.69
";

/// A project that shares an indicator with the report.
const PROJECT: &str = "\
表式: 湖南-项目支出
年度: 2023
项目:
  名称: 拆除违法建设
绩效指标:
  - 一级指标: 产出指标
    二级指标: 数量指标
    三级指标: '拆除违法建设数量'
    年度指标值: 139处
    实际完成值: 139处
    分值: 50
    得分: 50
校验说明:
  - 规则: ZP123
    位置: 绩效指标[拆除违法建设数量].得分
    说明: 原表如此
";

const FORM: &str = "\
编号: 云南-整体支出
基于: 湖南-整体支出
名称: 整体支出绩效自评表
列:
  - 一级指标
  - 三级指标
  - 键: 年度指标值
    标题: 目标
  - 实际完成值
  - 分值
  - 得分
  - 责任科室
";

struct Site {
    folder: tempfile::TempDir,
    report: PathBuf,
    project: PathBuf,
    narrative: PathBuf,
    form: PathBuf,
}

/// A site in a folder with a Chinese name and a space.
fn site() -> Site {
    let folder = tempfile::Builder::new()
        .prefix("自评 站")
        .tempdir()
        .unwrap();
    let content = folder.path().join("content");
    let unit = content.join("某区/望岳街道");
    let site = Site {
        report: unit.join("2023/report.yaml"),
        project: unit.join("2023/projects/chaiwei.yaml"),
        narrative: unit.join("2023/projects/chaiwei.md"),
        form: content.join("forms/yunnan.yaml"),
        folder,
    };
    for (path, text) in [
        (&content.join("site.yaml"), "名称: 绩效自评公开\n"),
        (&unit.join("unit.yaml"), "名称: 望岳街道办事处\n"),
        (
            &unit.join("2022/report.yaml"),
            &REPORT.replace("2023", "2022"),
        ),
        (&site.report, REPORT),
        (&site.project, PROJECT),
        (
            &site.narrative,
            "拆除违法建设数量得{{ 绩效指标[拆除违法建设数量].得分 }}分。\n",
        ),
        (&site.form, FORM),
    ] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    site
}

fn server(site: &Site) -> Server {
    Server::run(command(), site.folder.path(), Value::Null)
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    command.arg("lsp");
    command
}

/// A file's address, with everything but plain letters in percent signs.
fn address(path: &Path) -> String {
    let bytes = path.to_str().unwrap().bytes();
    let signs = bytes.map(|byte| match byte {
        b'/' | b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    format!("file://{}", signs.collect::<String>())
}

fn open(server: &mut Server, path: &Path, text: &str) -> Vec<Value> {
    let uri = address(path);
    let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
    server.notify("textDocument/didOpen", json!({"textDocument": document}));
    told(server, path)
}

fn change(server: &mut Server, path: &Path, text: &str) -> Vec<Value> {
    let document = json!({"uri": address(path), "version": 2});
    server.notify(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": [{"text": text}]}),
    );
    told(server, path)
}

fn told(server: &mut Server, path: &Path) -> Vec<Value> {
    let told = server.told(&address(path));
    told.as_array().unwrap().clone()
}

/// The place of some words in a text: line and units of UTF-16.
fn place(text: &str, words: &str) -> Value {
    let at = text.find(words).unwrap();
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[..at].matches('\n').count();
    json!({"line": line, "character": text[start..at].encode_utf16().count()})
}

fn at(path: &Path, place: Value) -> Value {
    json!({"textDocument": {"uri": address(path)}, "position": place})
}

/// The range of some words on one line of a text.
fn range(text: &str, words: &str) -> Value {
    let start = place(text, words);
    let mut end = start.clone();
    let units = words.encode_utf16().count() as u64;
    end["character"] = json!(start["character"].as_u64().unwrap() + units);
    json!({"start": start, "end": end})
}

/// A text with the replacements of an answer for its file, from the last to the first.
fn edited(text: &str, path: &Path, edit: &Value) -> String {
    let edits = edit["changes"][address(path)].as_array();
    let mut edits = edits.cloned().unwrap_or_default();
    let byte = |place: &Value| {
        let line = place["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = place["character"].as_u64().unwrap();
        let mut at = start;
        for char in text[start..].chars() {
            if units == 0 {
                break;
            }
            units -= char.len_utf16() as u64;
            at += char.len_utf8();
        }
        at
    };
    edits.sort_by_key(|edit| std::cmp::Reverse(byte(&edit["range"]["start"])));
    let mut after = text.to_owned();
    for edit in edits {
        let span = byte(&edit["range"]["start"])..byte(&edit["range"]["end"]);
        after.replace_range(span, edit["newText"].as_str().unwrap());
    }
    after
}

fn codes(told: &[Value]) -> Vec<&str> {
    told.iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect()
}

#[test]
fn a_mistake_is_told_where_it_stands_and_taken_back_when_mended() {
    let site = site();
    let mut server = server(&site);
    let told = open(&mut server, &site.report, REPORT);
    let rate = told.iter().find(|one| one["code"] == "ZP101").unwrap();
    assert_eq!(rate["range"], range(REPORT, "90%"));
    assert_eq!(rate["severity"], 1);
    assert_eq!(rate["source"], "ziping");
    let message = rate["message"].as_str().unwrap();
    assert!(
        message.contains("96.85%") && message.contains('\n'),
        "{message}"
    );

    // what is said of the open text, and not of what is on disk
    let wrong = REPORT
        .replace("90%", "96.85%")
        .replace("三级指标: 𠮷林社区环境", "三级指际: 𠮷林");
    let told = change(&mut server, &site.report, &wrong);
    assert_eq!(codes(&told), ["ZP002"], "{told:?}");
    assert_eq!(told[0]["range"], range(&wrong, "三级指际"));

    let right = REPORT.replace("90%", "96.85%");
    let told = change(&mut server, &site.report, &right);
    assert!(!codes(&told).contains(&"ZP101"), "{told:?}");
    assert_eq!(fs::read_to_string(&site.report).unwrap(), REPORT);

    // closed without saving: nothing is said of a unit that nobody looks at
    let document = json!({"textDocument": {"uri": address(&site.report)}});
    open(&mut server, &site.report, REPORT);
    server.notify("textDocument/didClose", document);
    assert_eq!(server.told(&address(&site.report)), json!([]));
}

#[test]
fn every_kind_of_text_is_looked_at() {
    let site = site();
    let mut server = server(&site);
    let narrative = "得{{ 绩效指标[没有].得分 }}分。\n";
    let told = open(&mut server, &site.narrative, narrative);
    assert!(
        told.iter().any(|one| one["range"]["start"]["line"] == 0),
        "{told:?}"
    );
    let form = FORM.replace("列:", "裂:");
    let told = open(&mut server, &site.form, &form);
    assert_eq!(codes(&told), ["ZP002"]);
    assert_eq!(told[0]["range"], range(&form, "裂"));
    let settings = site.folder.path().join("content/site.yaml");
    let told = open(&mut server, &settings, "名称: 甲\n网址: 乙\n");
    assert_eq!(told[0]["range"], range("名称: 甲\n网址: 乙\n", "乙"));
    let region = site.folder.path().join("content/某区/region.yaml");
    let told = open(&mut server, &region, "名称 甲\n");
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn a_related_place_is_in_its_own_file() {
    let site = site();
    fs::remove_file(&site.narrative).unwrap();
    let mut server = server(&site);
    let rows = "绩效指标:
  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 清理区域数, 年度指标值: 16个, 实际完成值: 16个}
  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 试点小区数, 年度指标值: 6个, 实际完成值: 6个}
  - {一级指标: 产出指标, 二级指标: 质量指标, 三级指标: 垃圾处理率, 年度指标值: 95%, 实际完成值: 95%}
";
    fs::write(&site.report, format!("表式: 湖南-整体支出\n{rows}")).unwrap();
    let project = rows.replace("实际完成值: 95%", "实际完成值: 85%");
    let project = format!("表式: 湖南-项目支出\n{project}");
    let told = open(&mut server, &site.project, &project);
    let related = told.iter().flat_map(|one| {
        let related = one["relatedInformation"].as_array().cloned();
        related.unwrap_or_default()
    });
    let places: Vec<Value> = related.map(|one| one["location"].clone()).collect();
    let row = rows.lines().nth(3).unwrap();
    let start = row[..row.rfind("95%").unwrap()].encode_utf16().count();
    let place = json!({
        "uri": address(&site.report),
        "range": {
            "start": {"line": 4, "character": start},
            "end": {"line": 4, "character": start + 3},
        },
    });
    assert!(places.contains(&place), "{told:#?}");
}

#[test]
fn a_place_is_explained() {
    let site = site();
    let mut server = server(&site);
    open(&mut server, &site.report, REPORT);
    let mut hover = |words: &str| {
        let place = at(&site.report, place(REPORT, words));
        server.request("textDocument/hover", place)
    };
    let key = hover("全年预算数");
    let said = key["contents"]["value"].as_str().unwrap();
    assert!(said.contains("执行率的分母"), "{said}");
    assert_eq!(key["range"], range(REPORT, "全年预算数"));

    let rate = hover("90%");
    let said = rate["contents"]["value"].as_str().unwrap();
    for words in [
        "不写则由程序计算",
        "全年执行数÷全年预算数＝96.85%",
        "ZP101 执行率不符",
        "财预〔2020〕10号",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("错例"), "{said}");

    let total = hover("总分");
    let said = total["contents"]["value"].as_str().unwrap();
    assert!(said.contains("各项得分合计 99.69 分"), "{said}");
    let heading = hover("效益指标");
    let said = heading["contents"]["value"].as_str().unwrap();
    assert!(said.contains("“效益指标”合计分值 30，得分 30"), "{said}");
    let form = hover("湖南-整体支出");
    let said = form["contents"]["value"].as_str().unwrap();
    assert!(said.contains("用哪一张表"), "{said}");
    assert_eq!(hover("- 一级指标"), Value::Null);
}

#[test]
fn keys_and_words_are_offered() {
    let site = site();
    let mut server = server(&site);
    let mut offered = |text: &str| {
        let (before, after) = text.split_once('¦').unwrap();
        let text = format!("{before}{after}");
        open(&mut server, &site.report, &text);
        let line = before.matches('\n').count();
        let last = before.rsplit('\n').next().unwrap();
        let place = json!({"line": line, "character": last.encode_utf16().count()});
        let items = server.request("textDocument/completion", at(&site.report, place));
        let items = items.as_array().unwrap().clone();
        let written = |item: &Value| {
            let edit = json!({"changes": {address(&site.report): [item["textEdit"]]}});
            edited(&text, &site.report, &edit)
        };
        items
            .iter()
            .map(|item| (item["label"].as_str().unwrap().to_owned(), written(item)))
            .collect::<Vec<_>>()
    };
    let labels = |items: &[(String, String)]| -> Vec<String> {
        items.iter().map(|(label, _)| label.clone()).collect()
    };
    let after = |items: &[(String, String)], label: &str| {
        let item = items.iter().find(|(known, _)| known == label);
        item.map(|(_, after)| after.clone()).unwrap_or_default()
    };

    // keys, half typed, in a map that has some
    let items = offered("表式: 湖南-整体支出\n预算执行:\n  得分: 9\n  全¦\n  分值: 10\n总分: 9\n");
    assert!(!labels(&items).contains(&"得分".to_owned()));
    assert!(!labels(&items).contains(&"分值".to_owned()));
    assert_eq!(
        after(&items, "全年预算数"),
        "表式: 湖南-整体支出\n预算执行:\n  得分: 9\n  全年预算数: \n  分值: 10\n总分: 9\n"
    );
    // before a colon that is there
    let items = offered("表式: 湖南-整体支出\n预算执行:\n  得¦份: 9\n");
    assert_eq!(
        after(&items, "得分"),
        "表式: 湖南-整体支出\n预算执行:\n  得分: 9\n"
    );
    // a new row, on an empty line, and at the end of the file
    let items = offered("表式: 湖南-整体支出\n绩效指标:\n  - ¦");
    assert_eq!(labels(&items)[..2], ["一级指标", "二级指标"]);
    let items = offered("表式: 湖南-整体支出\n¦");
    assert_eq!(after(&items, "绩效指标"), "表式: 湖南-整体支出\n绩效指标:");
    assert!(!labels(&items).contains(&"表式".to_owned()));
    // words
    let items = offered("表式: ¦\n");
    assert!(labels(&items).contains(&"云南-整体支出".to_owned()));
    assert!(!labels(&items).contains(&"湖南-基础数据表".to_owned()));
    let items = offered("表式:¦\n");
    assert_eq!(after(&items, "湖南-整体支出"), "表式: 湖南-整体支出\n");
    let items = offered("表式: 湖南-整体支出\n金额单位: 万¦\n");
    assert_eq!(labels(&items), ["元", "万元", "亿元"]);
    assert_eq!(
        after(&items, "万元"),
        "表式: 湖南-整体支出\n金额单位: 万元\n"
    );
    let items = offered("表式: 湖南-整体支出\n绩效指标:\n  - 一级指标: 产¦出\n    分值: 1\n");
    assert_eq!(
        after(&items, "效益指标"),
        "表式: 湖南-整体支出\n绩效指标:\n  - 一级指标: 效益指标\n    分值: 1\n"
    );
    // nothing in a comment, a text, private data, or a file beyond help
    for text in [
        "表式: 湖南-整体支出 # 甲¦\n",
        "表式: 湖南-整体支出\n备注: |\n  第一行\n  ¦\n",
        "表式: 湖南-整体支出\n不公开:\n  ¦\n",
        "表式: [\n总分: 9\n¦",
    ] {
        assert_eq!(labels(&offered(text)), [""; 0], "{text}");
    }
}

#[test]
fn a_quick_fix_mends_the_file() {
    let site = site();
    fs::remove_file(&site.project).unwrap();
    fs::remove_file(&site.narrative).unwrap();
    let mut server = server(&site);
    let text = REPORT.replace("总分: 99.69", "总分: １００");
    let told = open(&mut server, &site.report, &text);
    let mut actions = |text: &str, words: &str, only: Value| {
        let mut context = json!({"diagnostics": told});
        if only.is_array() {
            context["only"] = only;
        }
        let answer = server.request(
            "textDocument/codeAction",
            json!({
                "textDocument": {"uri": address(&site.report)},
                "range": range(text, words),
                "context": context,
            }),
        );
        answer.as_array().unwrap().clone()
    };
    let at_rate = actions(&text, "90%", Value::Null);
    let one = at_rate
        .iter()
        .find(|one| one["kind"] == "quickfix")
        .unwrap();
    assert_eq!(one["title"], "把“90%”改为“96.85%”");
    assert_eq!(one["diagnostics"][0]["code"], "ZP101");
    let after = edited(&text, &site.report, &one["edit"]);
    assert_eq!(after, text.replace("90%", "96.85%"));

    // accepted, the error stays until there is a reason
    let title = "确属如此：添一条 ZP101 的“校验说明”，原因待写";
    let accept = at_rate.iter().find(|one| one["title"] == title).unwrap();
    let after = edited(&text, &site.report, &accept["edit"]);
    let added = "
校验说明:
  - 规则: ZP101
    位置: 预算执行.执行率
    数值: 90%
    说明: 
";
    assert_eq!(after, format!("{text}{added}"));

    assert_eq!(
        actions(&text, "湖南", json!(["quickfix"])),
        [Value::Null; 0]
    );
    assert_eq!(actions(&text, "90%", json!(["refactor"])), [Value::Null; 0]);
    let all = actions(&text, "湖南", json!(["source"]));
    assert_eq!(all.len(), 1, "{all:?}");
    let after = edited(&text, &site.report, &all[0]["edit"]);
    assert!(
        after.contains("执行率: 96.85%") && after.contains("总分: 99.69"),
        "{after}"
    );
    let told = change(&mut server, &site.report, &after);
    assert!(told.iter().all(|one| one["severity"] != 1), "{told:#?}");
}

#[test]
fn what_is_right_as_it_is_can_be_accepted() {
    let site = site();
    fs::remove_file(&site.project).unwrap();
    fs::remove_file(&site.narrative).unwrap();
    let mut server = server(&site);
    let mut accepted = |text: &str, words: &str, code: &str| {
        open(&mut server, &site.report, text);
        let answer = server.request(
            "textDocument/codeAction",
            json!({
                "textDocument": {"uri": address(&site.report)},
                "range": range(text, words),
                "context": {"diagnostics": []},
            }),
        );
        let actions = answer.as_array().unwrap();
        let is_it = |one: &&Value| {
            let title = one["title"].as_str().unwrap();
            title.starts_with("确属如此") && title.contains(code)
        };
        let action = actions.iter().find(is_it)?;
        let after = edited(text, &site.report, &action["edit"]);
        let reasoned = after.replace("说明: \n", "说明: 原表如此\n");
        let told = change(&mut server, &site.report, &reasoned);
        Some((after, codes(&told).contains(&code)))
    };
    // before what is private, and with another
    let private = format!("{REPORT}不公开:\n  填表人: 某\n");
    let (after, stays) = accepted(&private, "90%", "ZP101").unwrap();
    let end = "说明: \n\n不公开:\n  填表人: 某\n";
    assert!(after.ends_with(end), "{after}");
    assert!(!stays);
    let right = REPORT.replace("得分: 9.69", "得分: 9.5");
    let other = "- 规则: ZP101\n  位置: 预算执行.执行率\n  数值: 90%\n  说明: 甲\n";
    let more = format!("{right}校验说明: # 已知\n{other}");
    let (after, stays) = accepted(&more, "9.5", "ZP102").unwrap();
    let own = "- 规则: ZP102\n  位置: 预算执行.得分\n  数值: 9.5\n  说明: \n";
    assert_eq!(after, format!("{right}校验说明: # 已知\n{own}{other}"));
    assert!(!stays);
    // what is missing is accepted at its row
    let missing = REPORT.replace("    得分: 30\n", "");
    let (after, stays) = accepted(&missing, "𠮷林社区环境", "ZP225").unwrap();
    assert!(after.contains("位置: 绩效指标[2]\n    说明"), "{after}");
    assert!(!stays);
    // no brackets, no file that cannot be read
    let brackets = format!("{REPORT}校验说明: []\n");
    assert_eq!(accepted(&brackets, "90%", "ZP101"), None);
    assert_eq!(accepted("预算执行: [", "预算", ""), None);
}

#[test]
fn a_form_of_the_site_is_gone_to() {
    let site = site();
    let mut server = server(&site);
    let text = REPORT.replace("湖南-整体支出", "云南-整体支出");
    open(&mut server, &site.report, &text);
    let mut goes_to = |text: &str, words: &str| {
        let place = at(&site.report, place(text, words));
        server.request("textDocument/definition", place)
    };
    let expected = |words: &str| json!({"uri": address(&site.form), "range": range(FORM, words)});
    assert_eq!(goes_to(&text, "云南"), expected("云南-整体支出"));
    assert_eq!(goes_to(&text, "年度指标值: 139处"), expected("年度指标值"));
    assert_eq!(goes_to(&text, "得分: 50"), expected("得分"));
    assert_eq!(goes_to(&text, "139处\n    实际"), Value::Null);
    open(&mut server, &site.report, REPORT);
    let place = at(&site.report, place(REPORT, "湖南"));
    assert_eq!(
        server.request("textDocument/definition", place),
        Value::Null
    );
}

#[test]
fn an_indicator_is_renamed_in_all_forms_and_years() {
    let site = site();
    let mut server = server(&site);
    open(&mut server, &site.report, REPORT);
    let name = "拆除违法建设数量";
    let mut asked = at(&site.report, place(REPORT, name));
    let prepared = server.request("textDocument/prepareRename", asked.clone());
    assert_eq!(prepared, range(REPORT, name));
    asked["newName"] = json!("拆违数量");
    let edit = server.request("textDocument/rename", asked.clone());
    let files = edit["changes"].as_object().unwrap();
    assert_eq!(files.len(), 4, "{files:?}");
    let last_year = site.report.to_str().unwrap().replace("2023", "2022");
    for path in [
        &site.report,
        Path::new(&last_year),
        &site.project,
        &site.narrative,
    ] {
        let text = fs::read_to_string(path).unwrap();
        let after = edited(&text, path, &edit);
        if *path == site.narrative {
            // only the figure that is taken from the row
            assert_eq!(
                after,
                "拆除违法建设数量得{{ 绩效指标[拆违数量].得分 }}分。\n"
            );
        } else {
            assert_eq!(after, text.replace(name, "拆违数量"));
        }
        fs::write(path, after).unwrap();
    }

    asked["newName"] = json!("甲: 乙");
    let refused = server.ask("textDocument/rename", asked.clone());
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("甲: 乙") && message.contains("改引号"),
        "{message}"
    );
    asked["newName"] = json!(" ");
    assert!(server.ask("textDocument/rename", asked)["error"]["code"].is_number());
    let elsewhere = at(&site.report, place(REPORT, "139处"));
    let none = server.request("textDocument/prepareRename", elsewhere);
    assert_eq!(none, Value::Null);
}

#[test]
fn what_belongs_to_no_site_is_left_alone() {
    let site = site();
    let mut server = server(&site);
    let outside = site.folder.path().join("笔记.yaml");
    for uri in [&address(&outside), "untitled:1", "", "file:///%"] {
        let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": "甲: ["});
        server.notify("textDocument/didOpen", json!({"textDocument": document}));
        let place = json!({"line": 0, "character": 1});
        let asked = json!({"textDocument": {"uri": uri}, "position": place});
        assert_eq!(
            server.request("textDocument/hover", asked.clone()),
            Value::Null
        );
        assert_eq!(server.request("textDocument/completion", asked), json!([]));
        assert!(!server.has_told(uri));
    }
}

#[test]
fn a_file_that_cannot_be_read_has_its_errors_and_nothing_else() {
    let site = site();
    let mut server = server(&site);
    for text in [
        "预算执行: [\n",
        "\u{1}",
        "",
        "\u{FEFF}",
        "- a\n- [b\n",
        "表式: *甲\n",
    ] {
        let told = open(&mut server, &site.report, text);
        assert!(!told.is_empty(), "{text:?}");
        for line in 0..3 {
            let asked = at(&site.report, json!({"line": line, "character": 2}));
            for method in ["hover", "completion", "definition", "prepareRename"] {
                let method = format!("textDocument/{method}");
                let answer = server.ask(&method, asked.clone());
                assert!(answer.get("error").is_none(), "{text:?} {method}: {answer}");
            }
        }
    }
}

#[test]
fn a_report_can_be_asked_about_while_it_is_typed() {
    let site = site();
    let mut server = server(&site);
    for end in (0..REPORT.len()).step_by(17) {
        let Some(text) = REPORT.get(..end) else {
            continue;
        };
        open(&mut server, &site.report, text);
        let line = text.matches('\n').count();
        let last = text.rsplit('\n').next().unwrap();
        let place = json!({"line": line, "character": last.encode_utf16().count()});
        let asked = at(&site.report, place.clone());
        let mut actions = json!({"context": {"diagnostics": []}});
        actions["textDocument"] = asked["textDocument"].clone();
        actions["range"] = json!({"start": {"line": 0, "character": 0}, "end": place});
        for (method, asked) in [
            ("hover", &asked),
            ("completion", &asked),
            ("definition", &asked),
            ("prepareRename", &asked),
            ("codeAction", &actions),
        ] {
            let answer = server.ask(&format!("textDocument/{method}"), asked.clone());
            assert!(answer.get("error").is_none(), "{text} {method}: {answer}");
        }
    }
}

#[test]
fn nonsense_is_refused_and_the_talk_goes_on() {
    let site = site();
    let mut server = server(&site);
    server.send_bytes("垃圾\r\n\r\nContent-Length: 3\r\n\r\n{x}".as_bytes());
    assert_eq!(server.complaint()["error"]["code"], -32700);
    let code = |answer: Value| answer["error"]["code"].clone();
    assert_eq!(
        code(server.ask("textDocument/foldingRange", json!({}))),
        -32601
    );
    assert_eq!(
        code(server.ask("textDocument/hover", json!([1, "甲"]))),
        -32602
    );
    assert_eq!(code(server.ask("textDocument/rename", Value::Null)), -32602);
    assert_eq!(code(server.ask("initialize", json!({}))), -32600);
    for method in [
        "$/甲",
        "textDocument/didOpen",
        "textDocument/didChange",
        "甲",
    ] {
        server.notify(method, json!({"textDocument": 3}));
    }
    let far = json!({"line": u32::MAX, "character": u32::MAX});
    open(&mut server, &site.report, REPORT);
    assert_eq!(
        server.request("textDocument/hover", at(&site.report, far)),
        Value::Null
    );
}

#[test]
fn the_leave_is_taken_as_the_protocol_asks() {
    let site = site();
    let mut polite = server(&site);
    assert_eq!(polite.request("shutdown", Value::Null), Value::Null);
    let late = polite.ask("textDocument/hover", json!({}));
    assert_eq!(late["error"]["code"], -32600);
    polite.notify("exit", Value::Null);
    assert_eq!(polite.ended(), Some(0));

    let mut rude = server(&site);
    rude.notify("exit", Value::Null);
    assert_eq!(rude.ended(), Some(1));
    assert_eq!(server(&site).ended(), Some(1));

    let run = ziping(site.folder.path(), &["lsp", "多余"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("多余"), "{}", run.stderr);
}
