//! Quick fixes, notes on findings, renaming.

use super::*;

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
