//! A new province is a new form file and no new code.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::{snapshot, ziping};
use std::fs;

/// After the forms seen in Yunnan: amounts in 元, 指标性质 and 度量单位, decimal
/// weights, and a second score column of the finance bureau's own.
const FORM: &str = "\
编号: 云南-项目支出
基于: 全国-项目支出
名称: 云南省项目支出绩效自评表
金额单位: 元
一级指标:
  - {名称: 产出指标, 分值: 49.7}
  - {名称: 效益指标, 分值: 40.3}
列:
  - 一级指标
  - 二级指标
  - 三级指标
  - 指标性质
  - 年度指标值
  - {键: 计量单位, 标题: 度量单位}
  - 实际完成值
  - 分值
  - {键: 得分, 标题: 自评得分}
  - {键: 财政审定得分, 数字: true}
  - {键: 偏差原因+改进措施, 标题: 偏差原因分析及改进措施}
必填: [项目.名称]
";

const REPORT: &str = "\
表式: 云南-项目支出
年度: 2024
项目: {名称: 农村公路养护, 主管部门: 交通运输局, 实施单位: 某街道办事处}
预算执行:
  年初预算数: 1235000.00
  全年预算数: 1235000.00
  全年执行数: 1235000.00
  分值: 10
  执行率: 100%
  得分: 10
  其中:
    当年财政拨款: {年初预算数: 1235000.00, 全年预算数: 1235000.00, 全年执行数: 1235000.00}
绩效指标:
  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 养护里程, 指标性质: ≧, 年度指标值: 36, 计量单位: 公里, 实际完成值: 36, 分值: 49.7, 得分: 49.7, 财政审定得分: 49.7}
  - {一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 群众出行, 指标性质: ═, 年度指标值: 明显改善, 实际完成值: 基本改善, 分值: 40.3, 得分: 38.3, 财政审定得分: 37.9, 偏差原因: 两段路尚未完工}
总分: 98.0
";

fn site(report: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    let year = content.join("yunnan/unit/2024");
    fs::create_dir_all(content.join("forms")).unwrap();
    fs::create_dir_all(year.join("projects")).unwrap();
    fs::write(content.join("site.yaml"), "名称: 试\n").unwrap();
    fs::write(content.join("forms/yunnan.yaml"), FORM).unwrap();
    fs::write(
        content.join("yunnan/unit/unit.yaml"),
        "名称: 某街道办事处\n",
    )
    .unwrap();
    fs::write(year.join("projects/road.yaml"), report).unwrap();
    folder
}

#[test]
fn a_form_added_in_yaml_alone_is_drawn_with_its_own_columns() {
    let site = site(REPORT);
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let public = snapshot(&site.path().join("public"));
    let page = &public["yunnan/unit/2024/projects/road/index.html"].bytes;
    let page = std::str::from_utf8(page).unwrap();
    for shown in [
        "度量单位",
        "财政审定得分",
        "公里",
        "37.9",
        "1235000.00",
        "49.7",
        "两段路尚未完工",
        "云南省项目支出绩效自评表",
    ] {
        assert!(page.contains(shown), "{shown} is not on the page");
    }
    assert!(
        page.contains("元") && !page.contains("万元"),
        "the amounts are in 元"
    );
}

#[test]
fn a_form_added_in_yaml_alone_is_checked() {
    let wrong = [
        ("得分: 38.3", "得分: 38.8", "ZP204"),
        ("分值: 40.3", "分值: 40.2", "ZP20"),
        ("偏差原因: 两段路尚未完工", "偏差原因: 无", "ZP207"),
        ("财政审定得分: 37.9", "审定得分: 37.9", "ZP002"),
        ("执行率: 100%", "执行率: 90%", "ZP101"),
    ];
    for (right, slip, code) in wrong {
        assert!(REPORT.contains(right));
        let site = site(&REPORT.replace(right, slip));
        let checked = ziping(site.path(), &["check"]);
        assert_eq!(checked.code, 1, "{slip}: {}", checked.stderr);
        assert!(checked.stderr.contains(code), "{slip}: {}", checked.stderr);
    }
}

#[test]
fn a_year_with_project_forms_alone_is_listed_everywhere() {
    let site = site(&REPORT.replace("年度: 2024\n", "年度: 2024\n公开: {发布日期: 2025-03-28}\n"));
    let built = ziping(site.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let public = snapshot(&site.path().join("public"));
    for (list, link) in [
        ("index.html", "yunnan/unit/2024/index.html"),
        ("index.html", "yunnan/unit/index.html"),
        ("yunnan/index.html", "unit/index.html"),
        ("years/index.html", "2024/index.html"),
        ("years/2024/index.html", "../../yunnan/unit/2024/index.html"),
        ("yunnan/unit/index.html", "2024/index.html"),
        ("yunnan/unit/2024/index.html", "projects/road/index.html"),
    ] {
        let page = std::str::from_utf8(&public[list].bytes).unwrap();
        assert!(page.contains(&format!("href=\"{link}\"")), "{list}: {link}");
    }
    let home = std::str::from_utf8(&public["index.html"].bytes).unwrap();
    for shown in ["项目支出自评表", "（2024年度）", "2025-03-28"] {
        assert!(home.contains(shown), "{shown}");
    }
}
