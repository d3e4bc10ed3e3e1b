//! Hover, completion and definitions.

use super::*;

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
