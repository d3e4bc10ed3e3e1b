//! A session in a site as `ziping new` writes it: from the empty report to its rename.

use super::*;

/// Fills in a line of a report, the first that ends with a key.
fn filled(text: &str, key: &str, value: &str) -> String {
    assert!(text.contains(&format!("{key}:\n")), "{key}\n{text}");
    text.replacen(&format!("{key}:\n"), &format!("{key}: {value}\n"), 1)
}

#[test]
fn a_new_report_is_filled_in_with_the_help_of_the_editor() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let site = [
        "new",
        "site",
        ".",
        "--name",
        "自评",
        "--region",
        "qs",
        "--region-name",
        "青山区",
    ];
    let unit = [
        "new",
        "unit",
        "--region",
        "qs",
        "--name",
        "临江街道办事处",
        "--address",
        "lj",
    ];
    let year = [
        "new",
        "year",
        "--unit",
        "qs/lj",
        "--year",
        "2024",
        "--form",
        "全国-整体支出",
    ];
    for arguments in [&site[..], &unit, &year] {
        let run = ziping(&root, arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let path = root.join("content/qs/lj/2024/report.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let mut server = Server::run(command(), &root, Value::Null);

    // what must be filled in is said
    let told = open(&mut server, &path, &text);
    assert!(codes(&told).contains(&"ZP401"), "{told:?}");

    // a rate that is not the one of the figures
    let text = filled(&text, "全年预算数", "1000");
    let text = filled(&text, "全年执行数", "970");
    let text = filled(&text, "执行率", "90%");
    let told = change(&mut server, &path, &text);
    assert!(codes(&told).contains(&"ZP101"), "{told:?}");

    // what the key means, and what it comes to
    let said = server.request("textDocument/hover", at(&path, place(&text, "执行率: 90%")));
    let said = said["contents"]["value"].as_str().unwrap();
    assert!(said.contains("97%"), "{said}");

    // which forms there are
    let start = text.find("表式: ").unwrap() + "表式: ".len();
    let line = text[..start].matches('\n').count();
    let found = server.request(
        "textDocument/completion",
        at(
            &path,
            json!({"line": line, "character": "表式: ".encode_utf16().count()}),
        ),
    );
    let found = found.to_string();
    assert!(found.contains("全国-整体支出"), "{found}");

    // the rate is mended at a stroke
    let actions = server.request(
        "textDocument/codeAction",
        json!({
            "textDocument": {"uri": address(&path)},
            "range": range(&text, "90%"),
            "context": {"diagnostics": []},
        }),
    );
    let actions = actions.as_array().unwrap().clone();
    let fix = actions.iter().find(|one| {
        let edit = edited(&text, &path, &one["edit"]);
        edit.contains("执行率: 97%")
    });
    let text = edited(
        &text,
        &path,
        &fix.unwrap_or_else(|| panic!("{actions:?}"))["edit"],
    );
    let told = change(&mut server, &path, &text);
    assert!(!codes(&told).contains(&"ZP101"), "{told:?}");

    // a form of the site is gone to
    fs::create_dir(root.join("content/forms")).unwrap();
    let form = root.join("content/forms/bendi.yaml");
    fs::write(
        &form,
        "编号: 本地-整体支出\n基于: 全国-整体支出\n名称: 本地自评表\n",
    )
    .unwrap();
    let text = text.replace("表式: 全国-整体支出", "表式: 本地-整体支出");
    change(&mut server, &path, &text);
    let there = server.request(
        "textDocument/definition",
        at(&path, place(&text, "本地-整体支出")),
    );
    assert!(there.to_string().contains("bendi.yaml"), "{there}");

    // an indicator is given another name
    let text = filled(&text, "三级指标", "改造老旧小区");
    change(&mut server, &path, &text);
    let mut rename = at(&path, place(&text, "改造老旧小区"));
    rename["newName"] = json!("改造老旧小区个数");
    let renamed = server.request("textDocument/rename", rename);
    let text = edited(&text, &path, &renamed);
    assert!(text.contains("三级指标: 改造老旧小区个数\n"), "{renamed}");

    assert!(server.request("shutdown", Value::Null).is_null());
    server.notify("exit", Value::Null);
    assert_eq!(server.ended(), Some(0));
}
