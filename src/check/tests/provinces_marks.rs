//! Reports that are right, in the styles of provinces that are not in the sample
//! content: the rules of targets, actuals and scores say nothing of them.

use crate::check::testing::found_on;

/// What these rules find in rows written as `name | target | actual | weight | score`
/// with further keys behind.
fn found_in_rows(form: &str, rows: &[&str]) -> Vec<String> {
    let rows: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let [name, target, actual, weight, score, more @ ..] = &cells[..] else {
                panic!("{row}");
            };
            let more: String = more.iter().map(|more| format!(", {more}")).collect();
            format!(
                "{{三级指标: '{name}', 年度指标值: '{target}', 实际完成值: '{actual}', 分值: '{weight}', \
                 得分: '{score}'{more}}}"
            )
            .replace(", 分值: '', 得分: ''", "")
        })
        .collect();
    found(form, &format!("绩效指标: [{}]", rows.join(", ")))
}

fn found(form: &str, report: &str) -> Vec<String> {
    let mut found = found_on(form, &format!("{{表式: 甲, {report}}}"));
    found.retain(|line| ("ZP209".."ZP220").contains(&&line[..5]));
    found
}

const NATIONAL: &str = "{编号: 甲, 范围: 项目, 金额单位: 万元, 满分: 100, \
                        列: [一级指标, 二级指标, 三级指标, 年度指标值, 实际完成值, 分值, 得分, 偏差原因]}";

#[test]
fn a_national_project_form() {
    let rows = [
        "培训人次 | ≥500人次 | 512人次 | 10 | 10",
        "按期完成率 | =100% | 100% | 10 | 10",
        "验收合格率 | ≥98% | 98.6% | 10 | 10",
        "完成时间 | 2023年12月31日前 | 2023年12月20日 | 10 | 10",
        "项目总成本 | ≤50万元 | 48.6万元 | 10 | 10 | 二级指标: 成本指标",
        "补助标准 | 500元/人 | 500元/人 | 10 | 10 | 二级指标: 成本指标",
        "带动群众增收 | 有效带动 | 达成预期指标 | 15 | 15",
        "改善生态环境 | 持续改善 | 部分达成预期指标并具有一定效果 | 15 | 11 | 偏差原因: 资金下达较晚",
        "群众满意度 | ≥95% | 90% | 10 | 9.47 | 偏差原因: 宣传不够",
    ];
    assert_eq!(found_in_rows(NATIONAL, &rows), [""; 0]);
}

#[test]
fn harms_that_did_not_happen_and_limits_that_were_kept() {
    let rows = [
        "安全生产事故发生数 | 0起 | 0起 | 5 | 5",
        "重大安全责任事故 | 无 | 无 | 5 | 5",
        "群体性事件 | 无 | 未发生 | 5 | 5",
        "群众投诉率 | ≤5% | 1.2% | 5 | 5",
        "三公经费变动率 | ≤0 | -12.5% | 5 | 5",
        "公用经费控制率 | ≤100% | 85.3% | 5 | 5",
        "在职人员控制率 | 100% | 96% | 5 | 5",
        "能耗下降率 | 3% | 4.5% | 5 | 5",
        "办结时限 | 5个工作日内 | 3个工作日内 | 5 | 5",
        "产品不合格率 | 5% | 2% | 5 | 5",
        "临聘人员数量 | 80人 | 72人 | 5 | 5",
        "因公出国团组 | 3个 | 1个 | 5 | 5",
        "考核名次 | 前10名 | 第6名 | 5 | 5",
        "总成本 | 不超过预算数 | 不超过预算数 | 5 | 5",
        "对环境的影响 | 无不良影响 | 无 | 5 | 5",
    ];
    assert_eq!(found_in_rows(NATIONAL, &rows), [""; 0]);
}

#[test]
fn words_dates_and_numbers_in_words_are_answers() {
    let rows = [
        "巡查频次 | 每周两次 | 每周两次 | 5 | 5",
        "巡查次数 | 2次/周 | 每周巡查两次 | 5 | 5",
        "公开时间 | 20日内 | 按时公开 | 5 | 5",
        "发放及时率 | 100% | 及时足额发放 | 5 | 5",
        "任务完成率 | 100% | 已完成 | 5 | 5",
        "成本控制 | ≤50万元 | 有效控制在预算范围内 | 5 | 5",
        "覆盖面 | 全覆盖 | 100% | 5 | 5",
        "保障对象 | 应保尽保 | 100% | 5 | 5",
        "工作进度 | 12月底前 | 100% | 5 | 5",
        "履职保障 | 长期 | 长期 | 5 | 5",
        "活动场次 | 每季度1次 | 4次 | 5 | 5",
        "服务质量 | 好 | 良好 | 5 | 5",
    ];
    assert_eq!(found_in_rows(NATIONAL, &rows), [""; 0]);
}

#[test]
fn yunnan_has_its_signs_in_a_column_and_amounts_in_yuan() {
    let form = "{编号: 甲, 范围: 项目, 金额单位: 元, 满分: 100, 等级: {优: 90, 良: 80, 中: 60}, \
                列: [三级指标, 指标性质, 计量单位, 年度指标值, 实际完成值, 分值, 得分, 偏差原因]}";
    let row = |name: &str, nature: &str, unit: &str, cells: &str| {
        format!("{name} | {cells} | 指标性质: '{nature}' | 计量单位: '{unit}'")
    };
    let rows = [
        row("发放人数", "≧", "人", "1200 | 1215 | 10.3 | 10.3"),
        row("兑现准确率", "═", "%", "100 | 100 | 10.3 | 10.3"),
        row("发放及时率", "═", "%", "100 | 100% | 10.3 | 10.3"),
        row("社会化发放率", "═", "%", "100 | 98.5 | 10.3 | 10.15"),
        row("补助标准", "═", "元/人", "5000 | 5000 | 10.3 | 10.3"),
        row(
            "项目成本",
            "≦",
            "元",
            "4865000.00 | 4861200.50 | 10.3 | 10.3",
        ),
        row("政策知晓率", "≧", "%", "85 | 92 | 10.3 | 10.3"),
        row(
            "生活状况改善",
            "═",
            "有所改善/未改善",
            "有所改善 | 有所改善 | 10.3 | 10.3",
        ),
        row("受助对象满意度", "≧", "%", "90 | 95 | 17.6 | 17.6"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(found_in_rows(form, &rows), [""; 0]);
    assert_eq!(found(form, "总分: 92.35, 等级: 优"), [""; 0]);
    assert_eq!(found(form, "总分: 92.35, 等级: 优秀"), [""; 0]);
}

#[test]
fn sichuan_and_anhui_repeat_a_score_in_rows_under_it() {
    let report = "绩效指标: [{三级指标: 完成培训, 年度指标值: ≥300人次, 实际完成值: 290人次, 分值: 10, \
                  得分: 9.67, 偏差原因: 名额不足, 其中: [{三级指标: 其中：村干部, 年度指标值: ≥200人次, \
                  实际完成值: 200人次, 分值: 10, 得分: 9.67}, {三级指标: 社区干部, \
                  年度指标值: ≥100人次, 实际完成值: 90人次}]}, \
                  {三级指标: 培训合格, 年度指标值: ≥95%, 实际完成值: 97%, 分值: 10, 得分: 9, \
                  偏差原因: 一个班次不合格, 其中: [{三级指标: 村干部, 年度指标值: ≥95%, \
                  实际完成值: 90%}]}]";
    assert_eq!(found(NATIONAL, report), [""; 0]);
}

#[test]
fn hubei_has_one_score_over_several_rows() {
    let report = "绩效指标: [{三级指标: 巡查, 年度指标值: 12次, 实际完成值: 12次, 分值: 10, 得分: 9, \
                  偏差原因: 宣传少一次}, {三级指标: 宣传, 年度指标值: 4次, 实际完成值: 3次, \
                  并入上行: true}, {三级指标: 经济效益, 年度指标值: 不适用, 实际完成值: 不适用}]";
    assert_eq!(found(NATIONAL, report), [""; 0]);
}

#[test]
fn hebei_scores_each_row_out_of_a_hundred() {
    let rows = [
        "巡查次数 | 12次 | 12次 | 10 | 95",
        "宣传次数 | 4次 | 2次 | 10 | 100",
        "满意度 | 95% | 95% | 10 | 90",
        "及时率 | 100% | 100% | 10 | 100",
    ];
    assert_eq!(found_in_rows(NATIONAL, &rows), [""; 0]);
}

#[test]
fn ningxia_has_a_second_column_of_scores() {
    let form = "{编号: 甲, 范围: 整体, 满分: 100, \
                列: [一级指标, 三级指标, 年度指标值, 实际完成值, 分值, 得分, 财政审定得分]}";
    let rows = [
        "绩效目标合理性 | 合理 | 合理 | 3 | 3 | 一级指标: 决策 | 财政审定得分: 2",
        "资金到位率 | 100% | 100% | 3 | 3 | 一级指标: 过程 | 财政审定得分: 3",
        "实际完成率 | 100% | 92% | 10 | 9.2 | 一级指标: 产出 | 财政审定得分: 9",
        "服务对象满意度 | ≥90% | 96% | 5 | 5 | 一级指标: 效益 | 财政审定得分: 5",
    ];
    assert_eq!(found_in_rows(form, &rows), [""; 0]);
}

#[test]
fn a_transfer_form_has_targets_and_actuals_alone() {
    let form = "{编号: 甲, 范围: 转移支付, 列: [三级指标, 年度指标值, 实际完成值]}";
    let rows = [
        "改造危房 | ≥1200户 | 1236户 | | ",
        "新建高标准农田 | 3.5万亩 | 3.52万亩 | | ",
        "工程验收合格率 | 100% | 100% | | ",
        "受益人口 | ≥1.2万人 | 13500人 | | ",
        "经济效益 | 无 | 无 | | ",
        "可持续影响 | 不适用 | 不适用 | | ",
        "建设周期 | ≤12个月 | 11个月 | | ",
        "每亩投入 | ≤2500元/亩 | 2480元/亩 | | ",
    ];
    assert_eq!(found_in_rows(form, &rows), [""; 0]);
}

#[test]
fn criteria_in_words_and_points_deducted_for_going_far_beyond() {
    let form = "{编号: 甲, 范围: 整体, 满分: 100, \
                列: [二级指标, 三级指标, 年度指标值, 实际完成值, 评分标准, 分值, 得分, 偏差原因]}";
    let rows = [
        "群众满意度 | 95% | 93% | 10 | 8 | 评分标准: 每下降1%扣1分 | 偏差原因: 抽样不足",
        "培训人次 | ≥100人次 | 145人次 | 10 | 9 | 偏差原因: 指标值偏低，按偏离度扣1分",
        "招商引资 | 5亿元 | 5.6亿元 | 10 | 10",
        "用水量 | 3000吨 | 2800吨 | 10 | 9 | 偏差原因: 节水器具安装不全",
        "信访维稳 | 100% | 95% | 10 | 9.5 | 偏差原因: 一件未办结",
        "预算执行金额 | 1000万元 | 960万元 | 10 | 9.6 | 偏差原因: 尾款未付",
        "项目资金支出 | 1000万元 | 960万元 | 10 | 9.6 | 二级指标: 成本指标 | 偏差原因: 尾款未付",
        "隐患整改率 | ≥90% | 95% | 10 | 10",
    ];
    assert_eq!(found_in_rows(form, &rows), [""; 0]);
}

#[test]
fn ratios_scores_and_indices_have_no_unit() {
    let rows = [
        "师生比例 | 1:12 | 1:11 | 5 | 5",
        "资产负债比例 | 0.5 | 0.42 | 5 | 5",
        "环境质量指数 | 80 | 86 | 5 | 5",
        "考评得分（满分100） | 90 | 92 | 5 | 5",
        "税收收入（万元） | 1000 | 1120 | 5 | 5",
        "服务人数(人) | 500 | 530 | 5 | 5",
    ];
    assert_eq!(found_in_rows(NATIONAL, &rows), [""; 0]);
}

#[test]
fn an_execution_rate_that_a_report_does_not_score() {
    // the form gives the rate 10, the rows make 100 without it
    let form = "{编号: 甲, 基于: 全国-项目支出, 满分: 100, 预算执行: {分值: 10, 计分: 按执行率}}";
    let report = |funds: &str, last: &str| {
        format!(
            "{{表式: 甲, 年度: 2023, 项目: {{名称: 某项目, 实施单位: 某单位}}, 预算执行: {{{funds}}}, 绩效指标: [\
             {{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 培训次数, 年度指标值: 4次, 实际完成值: 4次, 分值: 50, 得分: 50}}, \
             {{一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 就业人数, 年度指标值: 40人, 实际完成值: 40人, 分值: 40, 得分: 40}}, \
             {{一级指标: 满意度指标, 二级指标: 服务对象满意度指标, 三级指标: 学员满意度, 年度指标值: 90%, 实际完成值: 95%, 分值: {last}, 得分: {last}}}], \
             总分: 100, 等级: 优}}"
        )
    };
    let found = |funds: &str, last: &str| {
        let mut found = found_on(form, &report(funds, last));
        found.retain(|line| !line.contains("提示"));
        found
    };
    let funds = "全年预算数: 100, 全年执行数: 96, 执行率: 96%";
    assert_eq!(found(funds, "10"), [""; 0]);
    assert_eq!(found("", "10"), [""; 0]);
    // here the rate is scored, and the weights are too many
    let scored = format!("{funds}, 得分: 9.6");
    let too_many = found(&scored, "10");
    assert!(
        too_many.iter().any(|line| line.starts_with("ZP201")),
        "{too_many:?}"
    );
}
