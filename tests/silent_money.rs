//! Reports in the manner of other provinces that are right: the rules on money and
//! between forms are silent.

#![allow(clippy::unwrap_used)] // a failure ends the test

use std::fs;
use ziping::diagnostic::{Diagnostic, Severity};
use ziping::pipeline;

const CODES: [&str; 9] = [
    "ZP108", "ZP109", "ZP110", "ZP501", "ZP502", "ZP503", "ZP504", "ZP505", "ZP506",
];

/// `ZP505 警告 culture.yaml:60 message`, for our codes.
fn lines(diagnostics: &[Diagnostic]) -> Vec<String> {
    let ours = diagnostics.iter().filter(|one| CODES.contains(&one.code));
    ours.map(|one| {
        let file = one.place.path.rsplit('/').next().unwrap();
        let weight = one.severity.chinese();
        format!("{} {weight} {file} {}", one.code, one.message)
    })
    .collect()
}

/// What our rules find in a unit of these files below its folder.
fn found_in(files: &[(&str, &str)]) -> Vec<String> {
    let site = tempfile::tempdir().unwrap();
    let unit = site.path().join("content/danwei");
    fs::create_dir_all(&unit).unwrap();
    fs::write(unit.join("unit.yaml"), "名称: 某某局\n").unwrap();
    for (path, text) in files {
        let path = unit.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let outcome = pipeline::check(site.path(), &[], Some(1), &|_| {}).unwrap();
    let unread: Vec<&Diagnostic> = outcome
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error && one.code < "ZP100")
        .collect();
    assert!(unread.is_empty(), "{unread:#?}");
    lines(&outcome.diagnostics)
}

const GOAL: &str = "年度目标:\n  - 预期目标: 按计划完成。\n    实际完成情况: 按计划完成。\n";

fn overall(funds: &str, rest: &str) -> String {
    format!("表式: 湖南-整体支出\n年度: 2023\n预算执行: {{{funds}}}\n{GOAL}{rest}")
}

fn project(name: &str, funds: &str, rest: &str) -> String {
    format!(
        "表式: 湖南-项目支出\n年度: 2023\n项目: {{名称: {name}, 主管部门: 某局, 实施单位: 某所}}\n\
         预算执行: {{{funds}}}\n{GOAL}{rest}"
    )
}

fn silent(files: &[(&str, &str)]) {
    assert_eq!(found_in(files), [""; 0]);
}

#[test]
fn yunnan_in_yuan_with_a_cost_target_in_wan_is_right() {
    let text = "表式: 湖南-项目支出\n年度: 2023\n金额单位: 元\n\
        项目: {名称: 乡村道路养护, 主管部门: 某局, 实施单位: 某所}\n\
        预算执行: {年初预算数: 1200000.00, 全年预算数: 1200000.00, 全年执行数: 1186543.21}\n\
        绩效指标:\n\
        \x20 - {一级指标: 产出指标, 二级指标: 成本指标, 三级指标: 项目成本控制在预算内, 指标性质: ≦, 计量单位: 万元, 年度指标值: '120', 实际完成值: '118.65'}\n\
        \x20 - {一级指标: 产出指标, 二级指标: 成本指标, 三级指标: 每公里养护成本, 指标性质: ═, 计量单位: 元/公里, 年度指标值: '10000', 实际完成值: '9888'}\n";
    silent(&[("2023/projects/daolu.yaml", text)]);
}

#[test]
fn sichuan_without_an_initial_budget_and_with_rows_below_is_right() {
    let text = project(
        "学生营养改善",
        "全年预算数: 385.6, 全年执行数: 385.6, 其中: {财政拨款: {全年预算数: 385.6, 全年执行数: 385.6}, 其他资金: {全年预算数: 0, 全年执行数: 0}}",
        "",
    );
    silent(&[("2023/projects/yingyang.yaml", &text)]);
}

#[test]
fn a_budget_raised_by_money_carried_over_or_with_a_word_is_right() {
    let carried = project(
        "水库除险",
        "年初预算数: 100, 全年预算数: 160, 全年执行数: 150, 其中: {当年财政拨款: {年初预算数: 100, 全年预算数: 110, 全年执行数: 100}, 上年结转资金: {年初预算数: 0, 全年预算数: 50, 全年执行数: 50}}",
        "",
    );
    let explained = project(
        "防汛抗旱",
        "年初预算数: 20, 全年预算数: 80, 全年执行数: 80",
        "备注: 7月省财政下达防汛救灾资金60万元，追加本项目。\n",
    );
    silent(&[
        ("2023/projects/shuiku.yaml", &carried),
        ("2023/projects/fangxun.yaml", &explained),
    ]);
}

#[test]
fn the_narrative_of_the_unit_may_explain_for_the_form() {
    let report = overall("年初预算数: 500, 全年预算数: 900, 全年执行数: 880", "");
    let narrative =
        "## 一、基本情况\n\n全年预算900万元，比年初预算增加400万元，主要是新增学位建设任务。\n";
    silent(&[("2023/report.yaml", &report), ("2023/report.md", narrative)]);
}

#[test]
fn a_few_project_forms_of_many_projects_are_right() {
    let report = overall(
        "全年预算数: 2000, 全年执行数: 2000, 按支出性质: {基本支出: 800, 项目支出: 1200}",
        "",
    );
    let one = project("信息化运维", "全年预算数: 210, 全年执行数: 205", "");
    let two = project("窗口建设", "全年预算数: 150, 全年执行数: 150", "");
    silent(&[
        ("2023/report.yaml", &report),
        ("2023/projects/one.yaml", &one),
        ("2023/projects/two.yaml", &two),
    ]);
}

#[test]
fn project_forms_in_yuan_that_make_up_the_whole_in_wan_are_right() {
    let report = overall(
        "全年预算数: 2000, 全年执行数: 1950.5, 按支出性质: {基本支出: 800, 项目支出: 1150.5}",
        "",
    );
    let in_yuan =
        |name, funds| project(name, funds, "").replace("年度: 2023", "年度: 2023\n金额单位: 元");
    let one = in_yuan("甲项目", "全年预算数: 8000000, 全年执行数: 7505000");
    let two = in_yuan("乙项目", "全年预算数: 4000000, 全年执行数: 4000000");
    silent(&[
        ("2023/report.yaml", &report),
        ("2023/projects/one.yaml", &one),
        ("2023/projects/two.yaml", &two),
    ]);
}

/// Rows that every form has, as a ministry's template gives them.
fn template(timely: &str, content: &str) -> String {
    format!(
        "绩效指标:\n\
         \x20 - {{一级指标: 产出指标, 二级指标: 质量指标, 三级指标: 验收合格率, 年度指标值: 100%, 实际完成值: 100%}}\n\
         \x20 - {{一级指标: 产出指标, 二级指标: 时效指标, 三级指标: 完成及时率, 年度指标值: 100%, 实际完成值: {timely}}}\n\
         \x20 - {{一级指标: 产出指标, 二级指标: 成本指标, 三级指标: 成本节约率, 年度指标值: ≥0%, 实际完成值: 0%}}\n\
         \x20 - {{一级指标: 满意度指标, 二级指标: 服务对象满意度指标, 三级指标: 服务对象满意度, 年度指标值: ≥90%, 实际完成值: {content}}}\n"
    )
}

#[test]
fn template_rows_in_several_projects_are_not_one_indicator() {
    let funds = "全年预算数: 100, 全年执行数: 100";
    let report = overall(funds, &template("98%", "93%"));
    let one = project("甲项目", funds, &template("95%", "91%"));
    let two = project("乙项目", funds, &template("100%", "96%"));
    silent(&[
        ("2023/report.yaml", &report),
        ("2023/projects/one.yaml", &one),
        ("2023/projects/two.yaml", &two),
    ]);
}

#[test]
fn one_project_with_a_few_common_rows_is_not_the_whole_unit() {
    let funds = "全年预算数: 100, 全年执行数: 100";
    let own = |name: &str, target: &str| {
        format!(
            "  - {{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: {name}, 年度指标值: {target}, 实际完成值: {target}}}\n"
        )
    };
    let many: String = [
        "办理件数",
        "检查家次",
        "培训人次",
        "宣传场次",
        "受理咨询",
        "修订制度",
    ]
    .iter()
    .map(|name| own(name, "50次"))
    .collect();
    let more: String = ["采购设备", "布设点位", "改造面积", "铺设管线", "更换阀门"]
        .iter()
        .map(|name| own(name, "30处"))
        .collect();
    let report = overall(funds, &(template("100%", "97%") + &many));
    let one = project("甲项目", funds, &(template("90%", "88%") + &more));
    silent(&[
        ("2023/report.yaml", &report),
        ("2023/projects/one.yaml", &one),
    ]);
}

#[test]
fn a_transfer_payment_form_without_scores_is_right() {
    let text = project(
        "中央财政衔接资金",
        "全年预算数: 1250, 全年执行数: 1198.6",
        "绩效指标:\n\
         \x20 - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 新建产业路, 年度指标值: ≥12公里, 实际完成值: 12.6公里}\n\
         \x20 - {一级指标: 产出指标, 二级指标: 成本指标, 三级指标: 产业路每公里补助, 年度指标值: ≤50万元, 实际完成值: 48万元}\n\
         \x20 - {一级指标: 效益指标, 二级指标: 经济效益指标, 三级指标: 带动农户年人均增收, 年度指标值: ≥1000元, 实际完成值: 1200元}\n\
         \x20 - {一级指标: 效益指标, 二级指标: 经济效益指标, 三级指标: 村集体年收入, 年度指标值: ≥50万元, 实际完成值: 530000元}\n",
    );
    silent(&[("2023/projects/xianjie.yaml", &text)]);
}

#[test]
fn a_cost_target_of_a_part_or_of_the_first_budget_is_right() {
    let part = project(
        "大型会议",
        "年初预算数: 50, 全年预算数: 60, 全年执行数: 60",
        "绩效指标:\n\
         \x20 - {一级指标: 成本指标, 二级指标: 经济成本指标, 三级指标: 会场租赁费不超过预算, 年度指标值: ≤10万元, 实际完成值: 9.8万元}\n\
         \x20 - {一级指标: 成本指标, 二级指标: 经济成本指标, 三级指标: 控制在预算范围内, 年度指标值: ≤50万元, 实际完成值: 49万元}\n",
    );
    silent(&[("2023/projects/huiyi.yaml", &part)]);
}

#[test]
fn several_years_that_fit_together_are_right() {
    let base = |year: &str, rows: &str| {
        format!("表式: 湖南-基础数据表\n年度: {year}\n金额单位: 万元\n经费控制:\n{rows}")
    };
    let before = base(
        "2022",
        "  - {项目: 三公经费, 本年决算数: 12.35, 其中: [{项目: 公务接待, 本年决算数: 2.35}, {项目: 公务用车购置和维护经费, 本年决算数: 10}]}\n  - {项目: 项目支出, 本年决算数: 1200.00}\n",
    );
    let now = base(
        "2023",
        "  - {项目: 三公经费, 上年决算数: 12.4, 本年决算数: 11, 其中: [{项目: 公务用车购置和维护经费, 上年决算数: 10, 本年决算数: 9}, {项目: 公务接待, 上年决算数: 2.4, 本年决算数: 2}]}\n  - {项目: 项目支出, 上年决算数: 1200, 本年决算数: 1150.50}\n  - {项目: 政府采购金额, 上年决算数: 80, 本年决算数: 75}\n",
    );
    let report = overall(
        "全年预算数: 2000, 全年执行数: 1950.5, 按支出性质: {基本支出: 800, 项目支出: 1150.5}",
        "",
    );
    silent(&[
        ("2022/base.yaml", &before),
        ("2023/base.yaml", &now),
        ("2023/report.yaml", &report),
    ]);
}

#[test]
fn natures_that_mean_the_budget_are_not_held_against_the_accounts() {
    let report = overall(
        "全年预算数: 2000, 全年执行数: 1800, 按支出性质: {基本支出: 800, 项目支出: 1200}",
        "",
    );
    let base =
        "表式: 湖南-基础数据表\n年度: 2023\n经费控制:\n  - {项目: 项目支出, 本年决算数: 1010}\n";
    silent(&[("2023/report.yaml", &report), ("2023/base.yaml", base)]);
}

#[test]
fn two_years_are_never_mixed() {
    let funds = "全年预算数: 100, 全年执行数: 100";
    let rows = |content: &str| {
        template("100%", content)
            .replace("验收合格率", "清理区域")
            .replace("成本节约率", "绿化完成率")
    };
    let last = overall(funds, &rows("93%")).replace("年度: 2023", "年度: 2022");
    let now = project("甲项目", funds, &rows("97%"));
    silent(&[
        ("2022/report.yaml", &last),
        ("2023/projects/one.yaml", &now),
    ]);
}

#[test]
fn a_project_form_left_blank_beside_filled_ones_is_let_be() {
    let report = overall(
        "全年预算数: 2000, 全年执行数: 2000, 按支出性质: {基本支出: 800, 项目支出: 1200}",
        "",
    );
    let one = project("甲项目", "全年预算数: 700, 全年执行数: 700", "");
    let two = project("乙项目", "全年预算数: 500, 全年执行数: 500", "");
    let blank = "表式: 湖南-项目支出\n年度: 2023\n";
    silent(&[
        ("2023/report.yaml", &report),
        ("2023/projects/one.yaml", &one),
        ("2023/projects/two.yaml", &two),
        ("2023/projects/blank.yaml", blank),
    ]);
}
