use super::*;
use crate::check::{FileRef, FiledReport, Readings};
use crate::form::Form;
use crate::model::{Funds, MoneyUnit, Report, Site, Unit};

/// An attainment in short: 达到, 达到 120% far or near, 未达到 80%, or 不明.
fn read(row: &Indicator) -> String {
    let report = Report {
        money_unit: Some(MoneyUnit::TenThousandYuan),
        funds: Some(Funds {
            initial_budget: Amount::parse("942.79").ok(),
            budget: Amount::parse("2706.79").ok(),
            ..Funds::default()
        }),
        ..Report::default()
    };
    let filed = FiledReport {
        site: &Site::default(),
        file: FileRef::Report(0),
        unit: &Unit::default(),
        report: &report,
        form: &Form::default(),
        readings: &Readings::default(),
    };
    let percent = |percent: Percent| Percent(percent.0.round(2)).to_string();
    match of_row(&filed, row) {
        Attainment::Met { share, is_near } => {
            let share = share.map_or_else(String::new, percent);
            format!("达到{}{share}", if is_near { "" } else { "远" })
        }
        Attainment::Missed { rate } => format!("未达到{}", percent(rate)),
        Attainment::Unknown => "不明".to_owned(),
    }
}

fn row(name: &str, target: &str, actual: &str) -> Indicator {
    Indicator {
        name: name.into(),
        target: target.into(),
        actual: actual.into(),
        ..Indicator::default()
    }
}

#[track_caller]
fn assert_reads(rows: &[(&str, &str, &str, &str)]) {
    for (name, target, actual, expected) in rows {
        assert_eq!(
            read(&row(name, target, actual)),
            *expected,
            "{name} {target} {actual}"
        );
    }
}

#[test]
fn a_comparator_says_which_is_better() {
    assert_reads(&[
        ("服务对象满意度", "≥95%", "98%", "达到103.16%"),
        ("服务对象满意度", "≧95％", "95%", "达到100%"),
        ("服务对象满意度", "≥95%", "90%", "未达到94.74%"),
        ("检查次数", "不少于300次", "300余次", "达到100%"),
        (
            "检查次数",
            "开展安全检查不少于300次",
            "开展安全检查280次",
            "未达到93.33%",
        ),
        ("办理时限", "5个工作日内", "3个工作日", "达到远"),
        ("办理时限", "≤5天", "8天", "未达到62.50%"),
        ("三公经费变动率", "≤0%", "5%", "未达到0%"),
        (
            "三公经费变动率",
            "“三公经费”变动率≤0%",
            "“三公经费”变动率为0%",
            "达到100%",
        ),
        ("增长率", ">10%", "10%", "未达到100%"),
        ("增长率", "≥0%", "-3%", "未达到0%"),
    ]);
}

#[test]
fn the_words_say_which_is_better_where_there_is_no_comparator() {
    assert_reads(&[
        ("群众满意度", "95%", "93%", "未达到97.89%"),
        ("群众满意度", "95%", "98%", "达到103.16%"),
        ("培训人次", "100人次", "260人次", "达到远260%"),
        ("安全生产事故", "0起", "1起", "未达到0%"),
        ("安全生产事故发生率", "5%", "3%", "达到远"),
        ("群众投诉量", "5件", "10件", "未达到50%"),
        ("隐患整改率", "100%", "90%", "未达到90%"),
        ("考核排名", "前10名", "第12名", "未达到83.33%"),
        ("不超过预算金额", "20万元", "15.3万元", "达到远"),
        ("税收收入", "1000万元", "800万元", "未达到80%"),
        ("拆除违法建设", "139处", "130处", "不明"),
    ]);
}

#[test]
fn what_is_in_doubt_is_not_read() {
    assert_reads(&[
        ("减少用水", "300", "2000", "不明"),
        ("减少用电", "500", "0", "不明"),
        ("减少退役军人上访", "80%", "85%", "不明"),
        ("成本节约率", "5%", "8%", "不明"),
        ("预算调整率", "5%", "8%", "不明"),
        ("群众满意度", "≤95%", "98%", "不明"),
        ("工程投资", "100万元", "90万元", "不明"),
        ("施工时间", "3个月", "4个月", "不明"),
        ("活动次数", "1次/月", "12次", "不明"),
        ("活动次数", "1次/月", "不定期举行", "不明"),
        ("完成率", "100%", "1", "不明"),
        ("参保人数", "19000人", "近19000人", "不明"),
        ("培训", "100人", "100人次", "不明"),
        ("完成率", "100%", "139处", "不明"),
        ("满意度", "≥95%", "≥90%", "不明"),
        ("招商引资完成率", "80%", "≤80%", "不明"),
        ("满意度", "由90%提高到95%", "95%", "不明"),
        ("经济效益", "优化环境", "优化环境", "不明"),
        ("满意度", "", "95%", "不明"),
    ]);
}

#[test]
fn an_actual_in_the_words_of_the_target_is_the_target() {
    assert_reads(&[
        ("民兵训练次数", "1-2次/30天", "1-2次/30天", "达到100%"),
        ("考核排名", "25名之前", "25名之前", "达到100%"),
        ("参加招聘", "120余家", "120余家", "达到100%"),
        ("满意度", "≥80%", "≥80%", "达到100%"),
        ("减少退役军人上访", "80%", "80%", "达到100%"),
        ("收支及时", "1年", "　1年", "达到100%"),
    ]);
}

#[test]
fn a_figure_without_a_unit_is_in_the_unit_of_the_other() {
    assert_reads(&[
        ("税收收入", "≥1000万元", "1836", "达到远183.60%"),
        ("参保人数", "≥1万人", "12000", "达到120%"),
        ("群众满意度", "95", "93", "未达到97.89%"),
        ("严格控制成本", "≤972.54", "3852.54", "未达到25.24%"),
    ]);
}

#[test]
fn a_range_is_reached_within_its_ends() {
    assert_reads(&[
        ("活动次数", "3-5次", "4次", "达到100%"),
        ("活动次数", "3-5次", "7次", "不明"),
        ("活动次数", "3-5次", "2次", "不明"),
    ]);
}

#[test]
fn a_target_may_name_the_budget() {
    assert_reads(&[
        (
            "总成本控制",
            "不超过年初预算投入",
            "2706.79万元",
            "未达到34.83%",
        ),
        ("总成本控制", "不超过全年预算数", "2706.79万元", "达到100%"),
        ("总成本控制", "不超过预算数", "2000万元", "不明"),
        ("总成本控制", "不超过预算数", "2800", "未达到96.67%"),
        ("三公经费", "不超过三公预算", "2800", "不明"),
        ("总成本控制", "不超过年初预算投入", "100%", "不明"),
    ]);
}

#[test]
fn the_column_of_the_form_says_more_than_the_words() {
    let filled = |nature: &str, measure_unit: &str, target: &str, actual: &str| Indicator {
        nature: nature.into(),
        measure_unit: measure_unit.into(),
        ..row("项目指标", target, actual)
    };
    for (nature, unit, target, actual, expected) in [
        ("=", "%", "100", "99.64", "未达到99.64%"),
        ("=", "项", "10", "12", "不明"),
        ("≤", "万元", "6000", "5956.7", "达到"),
        ("≤", "万元", "6000", "5956.7万元", "达到"),
        ("≥", "次", "12", "12", "达到100%"),
        ("反向指标", "%", "5", "6", "未达到83.33%"),
        ("正向", "%", "5", "6", "达到120%"),
        ("≥", "次", "12", "100%", "不明"),
        ("定性", "", "100", "100", "不明"),
    ] {
        let row = filled(nature, unit, target, actual);
        assert_eq!(read(&row), expected, "{nature} {target} {actual}");
    }
}

#[test]
fn rows_of_one_score_are_met_together_and_missed_by_one() {
    let report = Report::default();
    let filed = FiledReport {
        site: &Site::default(),
        file: FileRef::Report(0),
        unit: &Unit::default(),
        report: &report,
        form: &Form::default(),
        readings: &Readings::default(),
    };
    let (met, missed) = (row("甲", "5次", "5次"), row("乙", "5次", "4次"));
    let unknown = row("丙", "良好", "良好");
    let of = |rows: &[&Indicator]| {
        let rows: Vec<Indicator> = rows.iter().map(|row| (*row).clone()).collect();
        of_rows(&filed, &rows)
    };
    assert!(matches!(of(&[&met, &met]), Attainment::Met { .. }));
    assert!(matches!(of(&[&met, &missed]), Attainment::Missed { .. }));
    assert!(matches!(
        of(&[&unknown, &missed]),
        Attainment::Missed { .. }
    ));
    assert_eq!(of(&[&met, &unknown]), Attainment::Unknown);
    assert_eq!(of(&[]), Attainment::Unknown);
    let parent = Indicator {
        children: vec![missed.clone()],
        ..met.clone()
    };
    assert_eq!(of(&[&parent]), Attainment::Unknown);
}
