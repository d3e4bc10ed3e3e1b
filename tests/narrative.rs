//! What a narrative may place, and what a page says where it does not.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::{Run, snapshot, ziping};
use std::collections::BTreeSet;
use std::fs;

const FORM: &str = "\
编号: 试-整体
名称: 整体支出绩效自评表
范围: 整体
金额单位: 元
满分: 100
预算执行: {行标题: 资金总额, 列: [全年预算数, 全年执行数, 执行率]}
列: [一级指标, 三级指标, 分值, 得分]
";

const REPORT: &str = "\
表式: 试-整体
年度: 2023
预算执行:
  全年预算数: 300
  全年执行数: 300
  按收入性质: {财政拨款: 200, 其他资金: 100}
绩效指标:
  - {一级指标: 产出指标, 三级指标: 养护里程, 分值: 60, 得分: 60}
  - {一级指标: 效益指标, 三级指标: 群众出行, 分值: 40, 得分: 40}
";

const BASE_FORM: &str = "编号: 试-基础\n范围: 基础数据\n金额单位: 元\n";

const BASE: &str = "\
表式: 试-基础
年度: 2023
经费控制:
  - 项目: 项目支出
    上年决算数: 30
    本年决算数: 50
    其中:
      - {项目: 道路养护, 上年决算数: 10, 本年决算数: 20}
      - {项目: 绿化养护, 上年决算数: 20, 本年决算数: 30}
";

const PAGE: &str = "unit/2023/index.html";

fn site(narrative: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let year = folder.path().join("content/unit/2023");
    fs::create_dir_all(&year).unwrap();
    fs::create_dir(folder.path().join("content/forms")).unwrap();
    for (path, text) in [
        ("content/forms/shi.yaml", FORM),
        ("content/forms/shi-base.yaml", BASE_FORM),
        ("content/unit/unit.yaml", "名称: 某街道办事处\n"),
        ("content/unit/2023/report.yaml", REPORT),
        ("content/unit/2023/report.md", narrative),
        ("content/unit/2023/base.yaml", BASE),
    ] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

fn page(site: &tempfile::TempDir) -> scraper::Html {
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let public = snapshot(&site.path().join("public"));
    scraper::Html::parse_document(std::str::from_utf8(&public[PAGE].bytes).unwrap())
}

fn texts(page: &scraper::Html, selector: &str) -> Vec<String> {
    page.select(&scraper::Selector::parse(selector).unwrap())
        .map(|element| element.text().collect::<String>().trim().to_owned())
        .collect()
}

#[test]
fn the_tables_and_charts_of_the_report_and_the_rows_of_base_data_are_placed() {
    let page = page(&site(
        "## 一、资金\n\n{{ 图 资金构成 }}\n\n{{ 表 项目支出 }}\n\n{{ 表 资金构成 }}\n",
    ));
    assert_eq!(texts(&page, ".narrative figure h3"), ["资金构成"]);
    let captions = texts(&page, ".narrative section > .table-block caption");
    assert_eq!(captions, ["项目支出", "资金构成"]);
    let rows = texts(&page, ".narrative section > .table-block tbody th");
    assert_eq!(rows[..3], ["项目支出", "其中：道路养护", "绿化养护"]);
}

#[test]
fn a_chart_placed_twice_repeats_no_id() {
    let page = page(&site(
        "## 一、资金\n\n{{ 图 资金构成 }}\n\n## 二、结论\n\n{{ 图 资金构成 }}\n\n{{ 图 资金构成 }}\n",
    ));
    assert_eq!(texts(&page, ".narrative figure h3"), ["资金构成"; 3]);
    let mut seen = BTreeSet::new();
    for element in page.select(&scraper::Selector::parse("[id]").unwrap()) {
        let id = element.attr("id").unwrap();
        assert!(seen.insert(id), "{id} twice");
    }
    // A drawing is named by its own title.
    for drawing in page.select(&scraper::Selector::parse("svg[aria-labelledby]").unwrap()) {
        for id in drawing.attr("aria-labelledby").unwrap().split(' ') {
            assert!(seen.contains(id), "{id}");
        }
    }
}

/// The command refuses the narrative's two unknown names, and tells the slip in
/// the figures too.
fn refuses(run: &Run) {
    assert_eq!(run.code, 1, "{}", run.stderr);
    for said in [
        "ZP014",
        "没有名为“资金来源”的图",
        "content/unit/2023/report.md:3:1",
        "{{ 图 资金来源 }}",
        "可以放的图：得分构成、资金构成、项目支出对比",
        "没有名为“项目支岀”的表",
        "是不是“项目支出”？",
        "content/unit/2023/report.md:5:1",
        "ZP101",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
}

#[test]
fn an_unknown_table_or_chart_is_the_authors_mistake_and_told_with_all_others() {
    let site = site("## 一、资金\n\n{{ 图 资金来源 }}\n\n{{ 表 项目支岀 }}\n");
    for command in ["check", "build"] {
        let run = ziping(site.path(), &[command]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(run.stderr.contains("ZP014"), "{}", run.stderr);
    }
    let report = site.path().join("content/unit/2023/report.yaml");
    let slip = REPORT.replace("  全年执行数: 300\n", "  全年执行数: 300\n  执行率: 90%\n");
    fs::write(report, slip).unwrap();
    for command in ["check", "build"] {
        refuses(&ziping(site.path(), &[command]));
    }
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_report_without_a_title_bears_its_forms_name_with_the_year() {
    let page = page(&site("## 一、资金\n\n见表。\n"));
    assert_eq!(texts(&page, "#zipingbiao"), ["2023年度整体支出绩效自评表"]);
    // the page itself says whose report it is
    let heading = "某街道办事处2023年度整体支出绩效自评";
    assert_eq!(texts(&page, "h1"), [heading]);
    let head = &texts(&page, "head > title")[0];
    assert!(head.starts_with(heading), "{head}");
}
