//! Layouts of other provinces, filled in as there: figures beside their labels, headings
//! of two rows, columns and rows under names of their own, sheets that are hidden.

use crate::clerks::{grid, imported, left, reports};
use crate::site;
use crate::word::Part;
use rust_xlsxwriter::Workbook;
use ziping::import::{Imported, Kind, read};
use ziping::model::{MoneyUnit, Report};

fn sole(imported: &Imported) -> Report {
    let mut reports = reports(imported);
    assert_eq!(reports.len(), 1, "{imported:?}");
    reports.remove(0)
}

fn rows(report: &Report) -> Vec<String> {
    let row = |row: &ziping::model::Indicator| {
        let figure = |one: Option<_>| one.map_or(String::new(), |one| format!("{one}"));
        [
            row.level1.clone(),
            row.name.clone(),
            row.target.clone(),
            row.actual.clone(),
            figure(row.weight),
            figure(row.score),
        ]
        .join("|")
    };
    report.rows().map(|(_, one)| row(one)).collect()
}

/// Sichuan: 预算数 and 执行数 are labels, the execution rate is a row of the
/// indicators, and a department's project is called so.
const SICHUAN: &str = "
    主管部门 | < | 某市人社局 | < | 实施单位 | < | 某市就业中心 | < | <
    项目名称 | < | 稳岗补贴 | < | < | < | < | < | <
    项目预算执行情况（万元） | 预算数： | 856.40 | < | 执行数： | 812.03 | < | < | <
    ^ | 其中：财政拨款 | 850.40 | < | 其中：财政拨款 | 810.03 | < | < | <
    ^ | 其他资金 | 6.00 | < | 其他资金 | 2.00 | < | < | <
    年度总体目标完成情况 | 预期目标 | < | < | 目标实际完成情况 | < | < | < | <
    ^ | 惠及企业300户。 | < | < | 惠及企业312户。 | < | < | < | <
    年度绩效指标完成情况 | 一级指标 | 二级指标 | 三级指标 | 权重 | 预期指标值 | 实际完成指标值 | 自评得分 | 未完成原因分析
    ^ | 项目完成指标 | 数量指标 | 惠及企业 | 60 | ≥300户 | 312户 | 60 |
    ^ | 满意度指标 | 满意度指标 | 企业满意度 | 30 | ≥95% | 95% | 29.74 | 2户资料不全
    预算执行率 | < | < | < | 10 | 100% | 94.82% | 9.48 |
    合计 | < | < | < | 100 | | | 99.22 |";

#[test]
fn figures_beside_their_labels_and_a_row_of_the_rate_find_their_place() {
    let imported = imported(&[
        Part::Line("2023年部门预算项目绩效自评表（100万元以上）"),
        Part::Grid(&grid(SICHUAN)),
    ]);
    assert_eq!(left(&imported), [""; 0]);
    let report = sole(&imported);
    assert_eq!(report.project.name, "稳岗补贴");
    let funds = report.funds.as_ref().unwrap();
    let told = [funds.budget, funds.executed, funds.weight, funds.score];
    let told = told.map(|one| one.unwrap().to_string());
    assert_eq!(told, ["856.40", "812.03", "10", "9.48"]);
    assert_eq!(funds.rate.unwrap().to_string(), "94.82%");
    let parts: Vec<String> = funds
        .parts
        .0
        .iter()
        .map(|(name, part)| format!("{name} {} {}", part.budget.unwrap(), part.executed.unwrap()))
        .collect();
    assert_eq!(parts, ["财政拨款 850.40 810.03", "其他资金 6.00 2.00"]);
    assert_eq!(
        rows(&report),
        [
            "项目完成指标|惠及企业|≥300户|312户|60|60",
            "满意度指标|企业满意度|≥95%|95%|30|29.74"
        ]
    );
    assert_eq!(report.total.unwrap().to_string(), "99.22");
}

/// Fujian: 目标值 and 完成值 are each a number and its unit, the unit of the amounts
/// stands in a cell of its own.
const FUJIAN: &str = "
    部门名称 | < | 某县住建局 | < | < | < | < | 金额单位： | 万元 | < | <
    部门整体支出 | 资金来源 | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率（%） | 分值 | 得分 | < | <
    ^ | 年度资金总额 | < | 5200 | 5630.5 | 5411.27 | 96.11 | 10 | 9.61 | < | <
    ^ | 其中：基本支出 | < | 2100 | 2150.5 | 2140.5 | 99.53 | | | < | <
    年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < | < | <
    ^ | 改造小区12个 | < | < | < | 改造小区11个 | < | < | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 目标值 | < | 完成值 | < | 分值 | 得分 | 偏差原因
    ^ | ^ | ^ | ^ | 数值 | 单位 | 数值 | 单位 | ^ | ^ | ^
    ^ | 产出指标 | 数量指标 | 小区改造 | ≥12 | 个 | 11 | 个 | 40 | 36.67 | 1个小区意见不一
    ^ | ^ | 质量指标 | 验收合格率 | 100 | % | 100 | % | 20 | 20 |
    ^ | 满意度指标 | 服务对象满意度 | 居民满意度 | 满意 | | 满意 | | 30 | 30 |
    总分 | < | < | < | < | < | < | < | 100 | 96.28 |";

#[test]
fn a_number_and_its_unit_under_one_heading_are_one_value() {
    let imported = imported(&[
        Part::Line("2023年度部门整体支出绩效自评表"),
        Part::Grid(&grid(FUJIAN)),
    ]);
    assert_eq!(left(&imported), [""; 0]);
    assert_eq!(imported.forms[0].unit, "某县住建局");
    assert_eq!(imported.forms[0].repeated, 1);
    assert_eq!(
        rows(&sole(&imported)),
        [
            "产出指标|小区改造|≥12个|11个|40|36.67",
            "产出指标|验收合格率|100%|100%|20|20",
            "满意度指标|居民满意度|满意|满意|30|30",
        ]
    );
}

/// Guangdong: most columns have names of their own.
const GUANGDONG: &str = "
    项目名称 | 农民培育 | < | < | 项目类别 | 部门预算项目 | < | < | <
    主管部门 | 某市农业农村局 | < | < | 实施单位 | 某市农技站 | < | < | <
    资金情况（元） | | 年初预算 | 调整后预算 | 实际支出 | 支出率 | 分值 | 自评得分 | 备注
    ^ | 年度资金总额 | 3,000,000.00 | 2,800,000.00 | 2,764,100.50 | 98.72% | 10 | 9.87 |
    ^ | 其中：省级资金 | 2,000,000.00 | 1,800,000.00 | 1,800,000.00 | 100% | | |
    总体绩效目标 | 年初设定目标 | < | < | < | 全年完成情况 | < | < | <
    ^ | 培育500人。 | < | < | < | 培育512人。 | < | < | <
    一级指标 | 二级指标 | 三级指标 | 目标值 | 实现值 | 评分标准 | 分值 | 自评分 | 未达标原因及改进措施
    产出指标 | 数量指标 | 培育人数 | ≥500人 | 512人 | 每少1%扣1分 | 50 | 50 | 无
    满意度指标 | 满意度指标 | 学员满意度 | ≥90% | 88% | 达标满分 | 40 | 39 | 原因：农忙；措施：错开农忙
    总分 | < | < | < | < | < | 100 | 98.87 |";

#[test]
fn a_form_whose_names_no_form_prints_is_still_read() {
    let imported = imported(&[
        Part::Line("2023年度项目支出绩效自评表"),
        Part::Line("填报单位（盖章）：某市农业农村局      填报日期：2024-03-12"),
        Part::Grid(&grid(GUANGDONG)),
    ]);
    // The form has no field for it.
    assert_eq!(left(&imported), ["项目类别", "部门预算项目"]);
    let report = sole(&imported);
    assert_eq!(report.money_unit, Some(MoneyUnit::Yuan));
    assert_eq!(report.filing.date, "2024-03-12");
    assert_eq!(report.funds.as_ref().unwrap().parts.0.len(), 1);
    assert_eq!(
        rows(&report),
        [
            "产出指标|培育人数|≥500人|512人|50|50",
            "满意度指标|学员满意度|≥90%|88%|40|39"
        ]
    );
    let said: Vec<&str> = report.rows().map(|(_, row)| row.measure.as_str()).collect();
    assert_eq!(said, ["", "错开农忙"]);
}

#[test]
fn a_hidden_sheet_is_named_and_not_read() {
    let mut book = Workbook::new();
    for (name, total) in [("自评表", 100), ("去年底稿", 90)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.set_hidden(name != "自评表");
        let lines = "项目支出绩效自评表
            项目名称|路灯
            一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
            产出指标|数量指标|路灯|100盏|100盏|100|100";
        let lines = format!("{lines}\n总分||||||{total}");
        for (row, line) in (0..).zip(lines.lines()) {
            for (column, text) in (0..).zip(line.trim().split('|')) {
                sheet.write(row, column, text).unwrap();
            }
        }
    }
    let (forms, _) = site("");
    let bytes = book.save_to_buffer().unwrap();
    let imported = read(&bytes, Kind::Workbook, &forms, &[]).unwrap();
    assert_eq!(sole(&imported).total.unwrap().to_string(), "100");
    let left: Vec<&str> = imported.all_left().map(|one| one.place.as_str()).collect();
    assert_eq!(left, ["工作表“去年底稿”"]);
}
