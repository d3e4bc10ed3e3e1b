use super::*;
use crate::check::{FileRef, Finding};
use crate::form::{Library, builtin};
use crate::model::Indicator;
use crate::render::deductions::deductions;
use crate::render::notes::tests::found;
use crate::render::table::{lines, uneven};
use proptest::prelude::*;

fn form(yaml: &str) -> Form {
    serde_yaml::from_str(yaml).unwrap()
}

fn report(yaml: &str) -> Report {
    serde_yaml::from_str(yaml).unwrap()
}

/// The tables of a filled form, each held to cover its grid.
fn drawn(form: &Form, report: &Report, findings: &[Finding]) -> Vec<Table> {
    let unit = Unit {
        name: "某某街道办事处".into(),
        ..Unit::default()
    };
    let tables = form_tables(&FormView {
        unit: &unit,
        report,
        form,
        notes: &Notes::new(findings, FileRef::Report(0)),
    });
    for table in &tables {
        assert_eq!(uneven(table), None, "{table:#?}");
    }
    tables
}

/// The table of this id, as text lines.
fn printed(tables: &[Table], id: &str) -> Vec<String> {
    let table = tables.iter().find(|table| table.id == id).unwrap();
    lines(&[table.head.clone(), table.body.clone()].concat())
}

fn cells(tables: &[Table]) -> impl Iterator<Item = &Cell> {
    let rows = tables
        .iter()
        .flat_map(|table| table.head.iter().chain(&table.body));
    rows.flat_map(|row| &row.cells)
}

const HUNAN: &str = "
编号: 湖南
金额单位: 万元
满分: 100
表头: [{键: 单位.名称, 标题: 预算单位名称}]
预算执行:
  标题: 年度预算申请
  行标题: 年度资金总额
  列: [年初预算数, 全年预算数, 全年执行数, 分值, 执行率, {键: 得分, 标题: 自评得分}]
  分值: 10
  按收入性质: [一般公共预算, 政府性基金拨款, 其他资金]
  按支出性质: [基本支出, 项目支出]
年度目标: {标题: 年度总体目标, 列: [预期目标, 实际完成情况]}
一级指标:
  - {名称: 产出指标, 分值: 50}
  - {名称: 效益指标}
列:
  - 一级指标
  - 二级指标
  - 三级指标
  - 年度指标值
  - 实际完成值
  - 分值
  - {键: 得分, 标题: 自评得分}
  - {键: 偏差原因+改进措施, 标题: 偏差原因分析及改进措施}
";

const WANGYUE: &str = "
预算执行:
  年初预算数: 942.79
  全年预算数: 2706.79
  全年执行数: 2706.79
  按收入性质: {一般公共预算: 2502.06, 其他资金: 204.72, 上级补助: 0.01}
  按支出性质: {基本支出: 1275.43, 项目支出: 1431.36}
年度目标:
  - {预期目标: 全年拆除违法建设139处, 实际完成情况: 拆除139处}
绩效指标:
  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 拆除违法建设数量, 年度指标值: 139处, 实际完成值: 139处, 分值: 4, 得分: 4}
  - {三级指标: 大扫除场次, 年度指标值: 270场次, 实际完成值: 270场次, 分值: 4, 得分: 4}
  - {一级指标: 产出指标, 二级指标: 成本指标, 三级指标: 总成本控制, 年度指标值: 不超过年初预算, 实际完成值: 2706.79万元, 分值: 5, 得分: 4, 偏差原因: 没有包含临聘人员。, 改进措施: 细化预算。}
  - {一级指标: 效益指标, 二级指标: 成本指标, 三级指标: 老旧小区改造, 分值: 6, 得分: 6}
";

#[test]
fn the_form_of_hunan_prints_as_on_paper() {
    let tables = drawn(&form(HUNAN), &report(WANGYUE), &[]);
    let ids: Vec<&str> = tables.iter().map(|table| table.id.as_str()).collect();
    assert_eq!(ids, ["biaotou", "yusuan", "goucheng", "mubiao", "zhibiao"]);
    assert_eq!(printed(&tables, "biaotou"), ["预算单位名称|某某街道办事处"]);
    assert_eq!(
        printed(&tables, "yusuan"),
        [
            "|年初预算数（万元）|全年预算数（万元）|全年执行数（万元）|分值|执行率|自评得分",
            "年度资金总额|942.79|2706.79|2706.79|10|100%|10",
        ]
    );
    assert_eq!(
        printed(&tables, "goucheng"),
        [
            "按收入性质（万元）×1×2|按支出性质（万元）×1×2",
            "一般公共预算|2502.06|基本支出|1275.43",
            "政府性基金拨款||项目支出|1431.36",
            "其他资金|204.72|×2×2",
            "上级补助|0.01",
        ]
    );
    assert_eq!(
        printed(&tables, "zhibiao"),
        [
            "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评得分|偏差原因分析及改进措施",
            "产出指标（50分）×3×1|数量指标×2×1|拆除违法建设数量|139处|139处|4|4|",
            "大扫除场次|270场次|270场次|4|4|",
            "成本指标|总成本控制|不超过年初预算|2706.79万元|5|4|偏差原因：没有包含临聘人员。\n改进措施：细化预算。",
            // the same 二级指标 under another heading is another cell
            "效益指标|成本指标|老旧小区改造|||6|6|",
            "总分×1×5|100|28|",
        ]
    );
    let lost: Vec<&str> = cells(&tables)
        .filter(|cell| cell.lost)
        .map(|cell| cell.text.as_str())
        .collect();
    assert_eq!(lost, ["4"]);
}

#[test]
fn goals_with_rows_of_their_own_are_headings_over_them() {
    let form = form(
        "
编号: 武汉
表头: [填报.填报日期, {键: 总分, 同行: true}, {键: 单位.名称, 标题: 单位名称}]
预算执行:
  标题: 预算执行情况
  列: [{键: 执行率, 标题: 执行率（B/A）}, 得分]
  分值: 20
年度目标: {分组: true}
一级指标: [{名称: 产出指标, 分值: 50}]
列: [一级指标, {键: 二级指标, 标注分值: true}, {键: 三级指标, 标题: 指标名称}, 得分]
文字栏: [{键: 偏差原因, 标题: 偏差大或目标未完成原因分析}]
总分行: false
",
    );
    let report = report(
        "
总分: 94.87
预算执行: {全年预算数: 20640.80, 全年执行数: 20511.36}
年度目标:
  - 编号: 年度目标1
    分值: 37
    预期目标: |
      信访维稳。
    一级指标分值: {产出指标: 17}
    绩效指标:
      - {一级指标: 产出指标, 二级指标: 数量指标1, 三级指标: 培训次数, 分值: 0.5, 得分: 0.5}
      - {一级指标: 产出指标, 二级指标: 数量指标2, 三级指标: 补助人数, 分值: 0.5, 得分: 0.4}
  - 绩效指标:
      - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 活动次数, 分值: 1, 得分: 1}
      - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 参加人数, 分值: 2, 得分: 2}
偏差原因: 人手不足。
备注: 另见附件。
",
    );
    let tables = drawn(&form, &report, &[]);
    assert_eq!(
        printed(&tables, "biaotou"),
        ["填报日期||总分|94.87", "单位名称|某某街道办事处×1×3"]
    );
    let funds = tables.iter().find(|table| table.id == "yusuan").unwrap();
    assert_eq!(funds.caption, "预算执行情况（20分）");
    assert_eq!(lines(&funds.body), ["|99.37%|19.87"]);
    assert_eq!(
        printed(&tables, "zhibiao"),
        [
            "一级指标|二级指标|指标名称|得分",
            "年度目标1（37分）：信访维稳。×1×4",
            "产出指标（17分）×2×1|数量指标1（0.5分）|培训次数|0.5",
            "数量指标2（0.5分）|补助人数|0.4",
            // the form's own 50 is not the weight of one goal's heading
            "年度目标2（3分）×1×4",
            "产出指标×2×1|数量指标（1分）|活动次数|1",
            "数量指标（2分）|参加人数|2",
        ]
    );
    assert_eq!(
        printed(&tables, "wenzi"),
        ["偏差大或目标未完成原因分析|人手不足。", "备注|另见附件。"]
    );
    let anchors: Vec<&str> = tables[2].body.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(
        anchors[..3],
        ["mubiao-1", "mubiao-1-zhibiao-1", "mubiao-1-zhibiao-2"]
    );
}

#[test]
fn a_flat_list_without_amounts_has_three_goal_texts() {
    let form = form(
        "
编号: 重庆
满分: 100
年度目标: {标题: 当年绩效目标, 列: [{键: 预期目标, 标题: 年初绩效目标}, 调整目标, 实际完成情况]}
列: [{键: 三级指标, 标题: 指标名称}, 计量单位, 指标性质, {键: 分值, 标题: 指标权重（分）}, 实际完成值, 得分, 说明]
",
    );
    let report = report(
        "
年度目标: [{预期目标: 甲, 调整目标: 乙, 实际完成情况: 丙}]
绩效指标:
  - {三级指标: 全年预算执行率, 计量单位: '%', 指标性质: =, 分值: 10, 实际完成值: 99.64, 得分: 9.96}
",
    );
    let tables = drawn(&form, &report, &[]);
    assert_eq!(tables.len(), 2);
    assert_eq!(
        printed(&tables, "mubiao"),
        ["年初绩效目标|调整目标|实际完成情况", "甲|乙|丙"]
    );
    assert_eq!(
        printed(&tables, "zhibiao")[1..],
        ["全年预算执行率|%|=|10|99.64|9.96|", "总分×1×3|100||9.96|"]
    );
}

#[test]
fn one_score_covers_the_rows_that_are_joined_to_it() {
    let form = form("{编号: 甲, 列: [三级指标, 分值, 得分], 总分行: false}");
    let report = report(
        "
绩效指标:
  - {三级指标: 一, 分值: 5, 得分: 5}
  - {三级指标: 二, 并入上行: true}
  - 三级指标: 三
    并入上行: true
    其中: [{三级指标: 子一}, {三级指标: 子二}]
  - {三级指标: 四, 并入上行: true}
  - {三级指标: 五, 分值: 3, 得分: 2}
  - {三级指标: 六, 分值: 1, 得分: 1, 并入上行: true}
",
    );
    assert_eq!(
        printed(&drawn(&form, &report, &[]), "zhibiao")[1..],
        [
            "一|5×6×1|5×6×1",
            "二",
            "三",
            "其中：子一",
            "子二",
            "四",
            "五|3|2",
            // joined, but with figures of its own: they are not hidden
            "六|1|1",
        ]
    );
}

#[test]
fn parts_of_the_funds_have_their_own_figures() {
    let form = form(
        "
编号: 项目
金额单位: 元
预算执行: {行标题: 年度资金总额, 列: [全年预算数（元）, 全年预算数, 得分], 其中: [当年财政拨款, 上年结转资金]}
",
    );
    let report = report("预算执行: {其中: {当年财政拨款: {全年预算数: 5.0}}, 偏差原因: 拨款较晚}");
    assert_eq!(
        printed(&drawn(&form, &report, &[]), "yusuan"),
        [
            "|全年预算数（元）|全年预算数（元）|得分",
            "年度资金总额|||",
            "其中：当年财政拨款||5.0|",
            "上年结转资金|||",
            "偏差原因|拨款较晚×1×3",
        ]
    );
}

#[test]
fn each_note_stands_at_its_figure() {
    let findings = [
        "预算执行.执行率",
        "预算执行.按收入性质",
        "预算执行.按收入性质.其他资金",
        "年度目标[1]",
        "绩效指标[1].二级指标",
        "绩效指标[2].计分",
        "绩效指标[2].二级指标",
        "绩效指标[3].改进措施",
        "总分",
    ]
    .map(found);
    let tables = drawn(&form(HUNAN), &report(WANGYUE), &findings);
    let noted: Vec<(&str, &[usize])> = cells(&tables)
        .filter(|cell| !cell.notes.is_empty())
        .map(|cell| (cell.text.as_str(), cell.notes.as_slice()))
        .collect();
    assert_eq!(
        noted,
        [
            ("100%", &[1][..]),
            ("按收入性质（万元）", &[2]),
            ("204.72", &[3]),
            ("全年拆除违法建设139处", &[4]),
            ("数量指标", &[5, 6]),
            ("大扫除场次", &[7]),
            ("偏差原因：没有包含临聘人员。\n改进措施：细化预算。", &[8]),
            ("28", &[9]),
        ]
    );
}

#[test]
fn what_the_heading_prints_is_not_printed_again() {
    let form = form(
        "
编号: 甲
金额单位: 万元
表头: [{键: 预算执行.按支出性质.基本支出, 标题: 基本支出总额}]
预算执行: {列: [得分], 按支出性质: [基本支出]}
",
    );
    let report = report("预算执行: {按支出性质: {基本支出: 3379.81}}");
    let findings = [
        found("预算执行.按支出性质"),
        found("预算执行.按支出性质.基本支出"),
    ];
    let tables = drawn(&form, &report, &findings);
    assert_eq!(printed(&tables, "biaotou"), ["基本支出总额|3379.81万元"]);
    assert_eq!(tables[0].body[0].cells[1].notes, [2]);
    assert!(tables.iter().all(|table| table.id != "goucheng"));
    // the sum has no cell of its own then: its note goes to the total's row
    assert_eq!(tables[1].body[0].cells[0].notes, [1]);
}

#[test]
fn deductions_come_most_points_first_and_lead_to_their_rows() {
    let form = form(
        "{编号: 甲, 列: [三级指标], 预算执行: {分值: 10}, 年度目标: {标题: 总目标, 分值: 20}}",
    );
    let report = report(
        "
预算执行: {全年预算数: 3, 全年执行数: 1, 偏差原因: 拨款较晚}
年度目标: [{预期目标: 甲, 得分: 18}]
绩效指标:
  - {一级指标: 产出指标, 三级指标: 一, 分值: 5, 得分: 3, 偏差原因: 雨天, 改进措施: 备伞}
  - {三级指标: 二, 分值: 5, 得分: 5}
  - {三级指标: 三, 分值: 5, 得分: 4.5}
",
    );
    let found: Vec<String> = deductions(&report, &form)
        .iter()
        .map(|row| {
            format!(
                "{}/{} {}-{}={} {}{} {}",
                row.level,
                row.name,
                row.weight,
                row.score,
                row.lost,
                row.reason,
                row.measure,
                row.anchor
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "/预算执行率 10-3.33=6.67 拨款较晚 zhixing",
            "/总目标 20-18=2  mubiao-1",
            "产出指标/一 5-3=2 雨天备伞 zhibiao-1",
            "产出指标/三 5-4.5=0.5  zhibiao-3",
        ]
    );
}

#[test]
fn every_form_built_in_can_be_printed_blank() {
    let forms = builtin().map(|(_, text)| form(text)).collect();
    for form in Library::new(forms).unwrap().iter() {
        if form.base_data.is_some() {
            continue;
        }
        let tables = drawn(form, &Report::default(), &[]);
        for id in ["biaotou", "zhibiao"] {
            assert!(
                tables.iter().any(|table| table.id == id),
                "{} {id}",
                form.id
            );
        }
    }
}

/// Rows with few names, so that neighbours are often equal.
fn rows() -> impl Strategy<Value = Vec<Indicator>> {
    let name = prop::sample::select(vec!["", "", "甲", "乙"]);
    let figure = prop::option::of(0..3i64);
    let row = (name.clone(), name, figure.clone(), figure, any::<bool>()).prop_map(
        |(level1, level2, weight, score, merged_above)| Indicator {
            level1: level1.into(),
            level2: level2.into(),
            name: "指标".into(),
            weight: weight.map(Amount::from_int),
            score: score.map(Amount::from_int),
            merged_above,
            ..Indicator::default()
        },
    );
    let nested = row.prop_recursive(2, 8, 3, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..3))
            .prop_map(|(row, children)| Indicator { children, ..row })
    });
    prop::collection::vec(nested, 0..7)
}

proptest! {
    #[test]
    fn every_table_covers_its_grid_exactly(
        own in rows(),
        groups in prop::collection::vec(rows(), 0..3),
        keys in prop::sample::subsequence(
            vec!["得分", "一级指标", "二级指标", "三级指标", "年度指标值", "分值", "偏差原因+改进措施"],
            0..=7,
        ).prop_shuffle(),
        funds in prop::sample::subsequence(vec!["全年预算数", "分值", "执行率", "得分"], 0..=4),
        names in prop::sample::subsequence(vec!["甲", "乙", "丙"], 0..=3),
        beside in prop::collection::vec(any::<bool>(), 0..5),
        (grouped, weighed) in any::<(bool, bool)>(),
    ) {
        let list = |keys: &[&str]| keys.join(", ");
        let fields: Vec<String> = beside.iter()
            .map(|beside| format!("{{键: 总分, 同行: {beside}}}"))
            .collect();
        let columns: Vec<String> = keys.iter()
            .map(|key| format!("{{键: {key}, 标注分值: {weighed}}}"))
            .collect();
        let form = form(&format!(
            "{{编号: 甲, 表头: [{}], 列: [{}], \
              预算执行: {{列: [{}], 按收入性质: [{}], 其中: [丁]}}, \
              年度目标: {{分组: {grouped}, 列: [预期目标, 得分]}}}}",
            fields.join(", "), columns.join(", "), list(&funds), list(&names),
        ));
        let mut report = report("预算执行: {按支出性质: {甲: 1, 乙: 2}}");
        report.indicators = own;
        report.goals = groups.into_iter()
            .map(|indicators| crate::model::Goal { indicators, ..Default::default() })
            .collect();
        drawn(&form, &report, &[]);
    }

    #[test]
    fn no_figure_of_a_row_is_lost_by_merging(rows in rows()) {
        let form = form("{编号: 甲, 列: [三级指标, 分值, 得分], 总分行: false}");
        let mut report = Report { indicators: rows, ..Report::default() };
        let tables = drawn(&form, &report, &[]);
        let table = tables.last().unwrap();
        // what each row's place in the grid says, spans filled down
        let mut shown: Vec<[String; 2]> = Vec::new();
        for row in &table.body {
            let above = shown.last().cloned().unwrap_or_default();
            shown.push(match row.cells.as_slice() {
                [_, weight, score] => [weight.text.clone(), score.text.clone()],
                _ => above,
            });
        }
        let mut written = Vec::new();
        fn walk(rows: &mut Vec<Indicator>, written: &mut Vec<[Option<Amount>; 2]>) {
            for row in rows {
                written.push([row.weight, row.score]);
                walk(&mut row.children, written);
            }
        }
        walk(&mut report.indicators, &mut written);
        prop_assert_eq!(shown.len(), written.len());
        for (shown, written) in shown.iter().zip(written) {
            for (shown, written) in shown.iter().zip(written) {
                if let Some(written) = written {
                    prop_assert_eq!(shown, &written.to_string());
                }
            }
        }
    }
}
