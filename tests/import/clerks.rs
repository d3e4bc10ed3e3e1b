//! Forms as clerks fill them in: rows below rows, two forms under one title, units
//! of money, numbers before names.

use crate::site;
use crate::word::{Grid, Part, Square, docx};
use ziping::import::{Imported, Kind, read};
use ziping::load;
use ziping::model::{MoneyUnit, Report};
use ziping::source::Source;

/// A grid of lines: cells stand between strokes, `<` is part of the cell at its
/// left, `^` of the one above.
fn grid(lines: &str) -> Grid {
    let mut grid: Grid = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut row: Vec<Square> = Vec::new();
        for text in line.split('|').map(str::trim) {
            if text == "<" {
                let first = row.iter().rposition(|square| square.wide > 0).unwrap();
                row[first].wide += 1;
            }
            row.push(Square {
                text: text.replace(['<', '^'], ""),
                wide: usize::from(text != "<"),
                covered: text == "^",
            });
        }
        grid.push(row);
    }
    grid
}

fn imported(parts: &[Part<'_>]) -> Imported {
    let (forms, _) = site("");
    read(&docx(parts), Kind::Word, &forms, &[]).unwrap()
}

fn reports(imported: &Imported) -> Vec<Report> {
    let read = |yaml: String| load::yaml::read(&mut Source::new("report.yaml", yaml)).unwrap();
    imported
        .forms
        .iter()
        .map(|form| read(form.to_yaml()))
        .collect()
}

fn left(imported: &Imported) -> Vec<&str> {
    imported.all_left().map(|one| one.text.as_str()).collect()
}

const INDICATORS: &str = "
    一级 指标 | 二级 指标 | 三级 指标 | 年度 指标值 | 全年 完成值 | 分值 | 自评 得分 | 未完成原因和改进措施
    产出 指标 （50分） | 数量 指标 | 指标1：养老服务站 | 6个 | 5个 | 10 | 8.3 | 选址未定
    ^ | ^ | …… | | | | |
    ^ | 质量 指标 | 指标1：认定准确率 | 100% | 100% | 40 | 40 |
    ^ | ^ | 指标2： | | | | |
    总    分 | < | < | < | < | 50 | 48.3 |";

#[test]
fn parts_below_parts_keep_what_they_are_parts_of() {
    let funds = grid(
        "预算执行情况 | | 年初预算 | 调整后预算数 | 决算数 | 预算执行率 | 分值 | 自评得分
         ^ | 合  计 | 2,560.00 | 2,871.36 | 2,790.15 | 97.17% | 10 | 9.72
         ^ | 其中：基本支出 | 860.00 | 892.16 | 892.16 | 10% | 10 | 9
         ^ | 项目支出 | 1,700.00 | 1,979.20 | 1,897.99 | 95.9 | |
         ^ | 其中：财政拨款 | 1,500.00 | 1,779.20 | 1,697.99 | — | |
         ^ | 其他资金 | 200.00 | 200.00 | 200.00 | 100% | |",
    );
    let indicators = grid(INDICATORS);
    let imported = imported(&[
        Part::Line("2023年度部门整体支出绩效自评表"),
        Part::Line("单位名称（盖章）：某某局      金额单位：万元"),
        Part::Grid(&funds),
        Part::Grid(&indicators),
    ]);
    let [report] = &reports(&imported)[..] else {
        panic!("{imported:?}")
    };
    let budget = report.funds.as_ref().unwrap();
    assert_eq!(budget.executed.unwrap().to_string(), "2790.15");
    let parts: Vec<(&str, String)> = budget
        .parts
        .0
        .iter()
        .map(|(name, part)| (name.as_str(), part.executed.unwrap().to_string()))
        .collect();
    assert_eq!(
        parts,
        [
            ("基本支出", "892.16".to_owned()),
            ("项目支出", "1897.99".to_owned()),
            ("项目支出：财政拨款", "1697.99".to_owned()),
            ("项目支出：其他资金", "200.00".to_owned()),
        ]
    );
    assert_eq!(report.total.unwrap().to_string(), "48.3");
    let names: Vec<&str> = report.rows().map(|(_, row)| row.name.as_str()).collect();
    assert_eq!(names, ["养老服务站", "认定准确率"]);
    // A part has no rate and no score of its own: what follows anyway is counted.
    let places: Vec<&str> = imported.all_left().map(|one| one.place.as_str()).collect();
    assert_eq!(left(&imported), ["10%", "9"]);
    assert_eq!(places, ["表1第3行第6列", "表1第3行第8列"]);
    assert_eq!(imported.forms[0].repeated, 3);
    assert_eq!(imported.forms[0].unit, "某某局");
}

const TWO: &str = "
    项目支出绩效自评表 | < | < | < | < | < | < | <
    （2022年度） | < | < | < | < | < | < | <
    | | | | | | | 单位：元
    项目名称 | 街道亮化 | < | < | 主管部门 | 某某办 | < | <
    预算执行情况 | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    | 年度资金总额 | 500000 | 500000 | 480000 | 10 | 96.0% | 9.6
    年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
    | 装好路灯 | < | < | 装好路灯 | < | < | <
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
    产出指标 | 数量指标 | 路灯 | 100盏 | 96盏 | 90 | 88 | 缺货
    总分 | < | < | < | < | 100 | 97.6 |
    | | | | | | |
    项目支出绩效自评表 | < | < | < | < | < | < | <
    （2022年度） | < | < | < | < | < | < | <
    | | | | | | | 单位：元
    项目名称 | 垃圾分类 | < | < | 主管部门 | 某某办 | < | <
    预算执行情况 | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    | 年度资金总额 | 300000 | 300000 | 300000 | 10 | 100% | 10
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
    产出指标 | 数量指标 | 桶 | 50个 | 50个 | 90 | 90 |
    总分 | < | < | < | < | 100 | 100 |";

#[test]
fn two_forms_under_one_title_are_two_and_amounts_keep_their_unit() {
    let both = grid(TWO);
    let imported = imported(&[Part::Grid(&both)]);
    assert_eq!(left(&imported), [""; 0]);
    let reports = reports(&imported);
    let told: Vec<(&str, usize, String)> = reports
        .iter()
        .map(|report| {
            let rows = report.rows().count();
            let total = report.total.unwrap().to_string();
            (report.project.name.as_str(), rows, total)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("街道亮化", 1, "97.6".to_owned()),
            ("垃圾分类", 1, "100".to_owned())
        ]
    );
    for report in &reports {
        assert_eq!(report.money_unit, Some(MoneyUnit::Yuan));
        assert_eq!(report.year.unwrap().to_string(), "2022");
    }
}

#[test]
fn a_title_and_a_head_that_each_page_repeats_begin_no_new_form() {
    let repeated = TWO.replace("垃圾分类", "街道亮化");
    let imported = imported(&[Part::Grid(&grid(&repeated))]);
    assert_eq!(imported.forms.len(), 1);
    // What the second page says otherwise is not lost.
    assert!(
        left(&imported).contains(&"总分 100"),
        "{:?}",
        left(&imported)
    );
}

const OTHER_NAMES: &str = "
    项目名称 | < | 困难群众救助 | < | < | 项目负责人及电话 | < | 某某 13800138000 | <
    主管部门及代码 | < | 某某市民政局[012001] | < | < | 实施单位 | < | 某某市救助站 | <
    项目资金（万元） | | | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
    ^ | 整体支出 | < | 80 | 85.5 | 85.5 | 10 | 100.00% | 10
    ^ | 其中：本年一般公共预算拨款 | < | 80 | 80 | 80 | | |
    ^ | 上年结转 | < | 0 | 5.5 | 5.5 | | |
    ^ | 单位资金 | < | | | | | |
    年度总体目标 | 年初设定目标 | < | < | < | 年度总体目标完成情况综述 | < | < | <
    ^ | 救助620人次 | < | < | < | 救助655人次 | < | < | <
    年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 未完成原因分析与拟采取的措施
    ^ | 产出指标(50) | 产出数量 | 救助人次 | ≥620人次 | 655人次 | 50 | 50 |
    ^ | 满意度指标(40) | 满意度 | 受助人员满意度 | ≥95% | 94% | 40 | 39.9 | 个别人员对伙食不满
    总分 | < | < | < | < | < | 100 | 99.9 |";

#[test]
fn columns_and_labels_under_other_names_find_their_place() {
    let imported = imported(&[
        Part::Line("2023年度项目支出绩效自评表"),
        Part::Grid(&grid(OTHER_NAMES)),
    ]);
    assert_eq!(left(&imported), [""; 0]);
    let [report] = &reports(&imported)[..] else {
        panic!("{imported:?}")
    };
    let budget = report.funds.as_ref().unwrap();
    assert_eq!(budget.executed.unwrap().to_string(), "85.5");
    assert_eq!(budget.parts.0.len(), 2);
    assert_eq!(report.goals[0].achieved, "救助655人次");
    let rows: Vec<(&str, &str)> = report
        .rows()
        .map(|(_, row)| (row.level1.as_str(), row.reason.as_str()))
        .collect();
    assert_eq!(
        rows,
        [("产出指标", ""), ("满意度指标", "个别人员对伙食不满")]
    );
    assert!(
        !imported.forms[0]
            .to_yaml()
            .split("不公开")
            .next()
            .unwrap()
            .contains("1380013")
    );
}

/// A form whose heading has the sign of the rate, or has not.
fn with_rate(heading: &str, rate: &str) -> (Imported, Option<String>) {
    let funds = format!(
        "项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | {heading} | 得分
         | 年度资金总额 | 80 | 200 | 198 | 10 | {rate} | 9.9"
    );
    let (funds, indicators) = (grid(&funds), grid(INDICATORS));
    let title = Part::Line("2023年度项目支出绩效自评表");
    let imported = imported(&[title, Part::Grid(&funds), Part::Grid(&indicators)]);
    let yaml = imported.forms[0].to_yaml();
    let rate = yaml
        .lines()
        .find_map(|line| line.strip_prefix("  执行率: "));
    let rate = rate.map(str::to_owned);
    (imported, rate)
}

#[test]
fn a_bare_rate_is_a_percentage_where_its_heading_or_the_amounts_say_so() {
    for (heading, rate, written) in [
        ("执行率（%）", "99", "99%"),
        ("预算执行率％", "９９", "９９%"),
        ("执行率", "99.0", "99.0%"),
        ("执行率（%）", "98.5", "98.5%"),
        ("执行率（%）", "99%", "99%"),
    ] {
        let (imported, told) = with_rate(heading, rate);
        assert_eq!(told.as_deref(), Some(written), "{heading} {rate}");
        assert_eq!(imported.forms[0].doubts(), [""; 0], "{heading} {rate}");
        reports(&imported);
    }
    let (imported, told) = with_rate("执行率（%）", "0.99");
    assert_eq!(told.as_deref(), Some("0.99%"));
    let yaml = imported.forms[0].to_yaml();
    assert!(
        yaml.contains("# 请核对：表1第2行第7列 的“0.99”没有百分号"),
        "{yaml}"
    );
    // Nothing says what it is: the reader of the file does.
    let (_, told) = with_rate("执行率", "85");
    assert_eq!(told.as_deref(), Some("85"));
}

#[test]
fn reasons_and_measures_in_one_column_are_told_apart_or_marked() {
    let rows = "
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
        产出指标 | 数量指标 | 路灯 | 100盏 | 96盏 | 40 | 38 | 原因：缺货。改进措施：提前订货。
        ^ | ^ | 井盖 | 10个 | 9个 | 30 | 27 | 缺货，下一步提前订货
        ^ | ^ | 座椅 | 10个 | 9个 | 20 | 18 | 缺货";
    let imported = imported(&[
        Part::Line("2023年度项目支出绩效自评表"),
        Part::Grid(&grid(rows)),
    ]);
    let [report] = &reports(&imported)[..] else {
        panic!("{imported:?}")
    };
    let said: Vec<(&str, &str)> = report
        .rows()
        .map(|(_, row)| (row.reason.as_str(), row.measure.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("缺货。", "提前订货。"),
            ("缺货，下一步提前订货", ""),
            ("缺货", "")
        ]
    );
    let doubts = imported.forms[0].doubts();
    assert_eq!(doubts.len(), 1, "{doubts:?}");
    assert!(doubts[0].starts_with("表1第3行第8列"), "{doubts:?}");
}
