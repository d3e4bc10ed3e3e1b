//! What is said of a text while it is typed.

use super::*;

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
