//! Questions at a terminal.

use super::*;

#[test]
fn at_a_terminal_it_asks_until_the_answer_is_right() {
    let site = site();
    let Some(mut terminal) = Terminal::start(site.path(), &["new", "unit"]) else {
        return;
    };
    terminal.answer("1. a（甲市）", "");
    terminal.answer("单位在哪个地区，写序号或名称：", "9\r");
    terminal.answer("不对：写 1 到 2 的序号", "1\r");
    terminal.answer("单位的全称：", "\r");
    terminal.answer("不对：不能空着", "丙镇人民政府\r");
    terminal.answer("单位的简称", "\r");
    terminal.answer("单位的类型", "镇人民政府\r");
    terminal.answer("单位的网址代号", "bing/\r");
    terminal.answer("不对：名称里不能有“/”", "binh\u{7f}g\r");
    terminal.end("已写 1 个文件");
    let text = fs::read_to_string(site.path().join("content/a/bing/unit.yaml")).unwrap();
    let keys: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        keys,
        ["", "名称: 丙镇人民政府", "简称:", "类型: 镇人民政府"]
    );
}

#[test]
fn at_a_terminal_a_project_is_begun_on_a_form_for_projects() {
    let site = site();
    let Some(mut terminal) = Terminal::start(site.path(), &["new", "project"]) else {
        return;
    };
    terminal.answer("1. a/b（乙街道办事处）", "");
    terminal.answer("哪个单位，写序号或名称：", "1\r");
    terminal.answer("哪一年的报告", "24年\r");
    terminal.answer("不对：写四位数字", "2024\r");
    terminal.answer("项目的名称：", "道路维修\r");
    terminal.answer("项目的网址代号", "road\r");
    terminal.answer("用哪个表式", "湖南-整体支出\r");
    terminal.answer("不对：", "湖南-项目支出\r");
    terminal.end("已写 1 个文件");
    assert!(
        site.path()
            .join("content/a/b/2024/projects/road.yaml")
            .is_file()
    );
}

#[test]
fn at_a_terminal_forms_and_years_are_chosen_and_breaking_off_writes_nothing() {
    let site = site();
    let begun = [
        "new",
        "year",
        "--unit",
        "a/b",
        "--year",
        "2023",
        "--form",
        "湖南-整体支出",
    ];
    assert_eq!(ziping(site.path(), &begun).code, 0);
    let before = snapshot(site.path());
    let flags = ["new", "year", "--unit", "a/b", "--year", "2024"];
    let Some(mut terminal) = Terminal::start(site.path(), &flags) else {
        return;
    };
    terminal.answer("沿用哪一年的指标、指标值和分值", "\u{3}");
    terminal.end("");
    assert_eq!(snapshot(site.path()), before);

    let mut terminal = Terminal::start(site.path(), &flags).unwrap();
    terminal.answer("沿用哪一年的指标、指标值和分值", "2023\r");
    terminal.answer("同时写基础数据表吗", "1\r");
    terminal.end("已写 2 个文件");
    let text = fs::read_to_string(site.path().join("content/a/b/2024/report.yaml")).unwrap();
    assert!(
        text.contains("表式: 湖南-整体支出\n") && text.contains("取自 2023 年度"),
        "{text}"
    );
}
