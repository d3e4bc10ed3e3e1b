use super::*;
use crate::model::{Ordered, Year};

fn some(text: &str) -> Option<Amount> {
    Some(Amount::parse(text).unwrap())
}

fn row(level1: &str, name: &str, weight: &str, score: &str) -> Indicator {
    Indicator {
        level1: level1.to_owned(),
        name: name.to_owned(),
        actual: format!("{name}的实际值"),
        weight: some(weight),
        score: some(score),
        ..Indicator::default()
    }
}

fn funds(budget: &str, executed: &str) -> Funds {
    Funds {
        budget: some(budget),
        executed: some(executed),
        ..Funds::default()
    }
}

/// 岳阳: a funds block and rows of the report's own.
fn flat() -> Report {
    let mut merged = row("", "并列", "4", "4");
    merged.merged_above = true;
    let mut parent = row("效益指标", "群众满意度", "10", "8");
    parent.children = vec![row("", "其中一项", "10", "8")];
    Report {
        year: Some(Year(2023)),
        funds: Some(funds("2706.79", "2706.79")),
        indicators: vec![
            row("产出指标", "拆除违法建设数量", "4", "4"),
            merged,
            row("", "同名", "4.5", "4"),
            parent,
            row("产出指标", "同名", "5", "5"),
        ],
        ..Report::default()
    }
}

/// 武汉: rows grouped by goals, a goal with a score of its own.
fn grouped() -> Report {
    Report {
        funds: Some(funds("20640.80", "20511.36")),
        goals: vec![
            Goal {
                number: "年度目标1".to_owned(),
                score: some("18"),
                ..Goal::default()
            },
            Goal {
                indicators: vec![row("产出指标", "工程完成率", "1", "0.8")],
                ..Goal::default()
            },
        ],
        ..Report::default()
    }
}

fn figure(report: &Report, path: &str) -> Option<String> {
    report.figure(&DataPath::parse(path).unwrap(), some("20"))
}

#[test]
fn rows_come_with_their_places_and_without_their_children() {
    let places = |report: &Report| -> Vec<String> {
        report.rows().map(|(path, _)| path.to_string()).collect()
    };
    assert_eq!(places(&flat()).len(), 5);
    assert_eq!(places(&flat())[3], "绩效指标[4]");
    assert_eq!(places(&grouped()), ["年度目标[2].绩效指标[1]"]);
}

#[test]
fn a_row_loses_what_its_score_lacks() {
    let report = flat();
    let lost: Vec<_> = report.rows().map(|(_, row)| row.lost_points()).collect();
    assert_eq!(lost, [some("0"), None, some("0.5"), some("2"), some("0")]);
    assert_eq!(Indicator::default().lost_points(), None);
}

#[test]
fn the_total_counts_each_score_once() {
    // 10 of the execution rate, 4 + 4 + 8 + 5 of the rows
    assert_eq!(flat().computed_total(some("10")), some("31"));
    // 19.87 + 18 + 0.8
    assert_eq!(grouped().computed_total(some("20")), some("38.67"));
    assert_eq!(grouped().computed_total(None), some("18.8"));
    assert_eq!(Report::default().computed_total(some("10")), None);
}

#[test]
fn what_is_declared_goes_before_what_is_computed() {
    let mut report = flat();
    report.total = some("99");
    assert_eq!(report.total_or_computed(some("10")), some("99"));
    report.total = None;
    report.funds.as_mut().unwrap().score = some("9.5");
    assert_eq!(report.total_or_computed(some("10")), some("30.5"));
    report.funds.as_mut().unwrap().rate = Some(Percent::parse("10%").unwrap());
    assert_eq!(report.rate_or_computed().unwrap().to_string(), "10%");
    assert_eq!(report.computed_rate().unwrap().to_string(), "100%");
}

#[test]
fn the_execution_score_is_the_weighted_rate_at_most_the_weight() {
    let score = |report: &Report| report.execution_score_computed(some("20"));
    let exact = score(&grouped()).unwrap();
    assert_eq!(exact.round(6).to_string(), "19.874579");

    let mut overspent = grouped();
    overspent.funds = Some(funds("100", "180"));
    assert_eq!(score(&overspent), some("20"));
    overspent.funds.as_mut().unwrap().weight = some("9");
    assert_eq!(score(&overspent), some("9"));

    let mut without_amounts = Report {
        funds: Some(Funds::default()),
        ..Report::default()
    };
    assert_eq!(score(&without_amounts), None);
    without_amounts.funds.as_mut().unwrap().rate = Some(Percent::parse("99.64%").unwrap());
    assert_eq!(score(&without_amounts), some("19.928"));

    let mut without_budget = grouped();
    without_budget.funds = Some(funds("0", "5"));
    assert_eq!(score(&without_budget), None);
    assert_eq!(without_budget.rate_or_computed(), None);
}

#[test]
fn headings_sum_their_rows_wherever_they_stand() {
    let report = flat();
    assert_eq!(
        report.level1_sums(),
        [
            Level1Sum {
                name: "产出指标",
                weight: some("13.5"),
                score: some("13"),
            },
            Level1Sum {
                name: "效益指标",
                weight: some("10"),
                score: some("8"),
            },
        ]
    );
    let blank = Indicator::default();
    let unscored = &Level1Sum::of([&blank])[0];
    assert_eq!((unscored.name, unscored.weight), ("", None));
}

#[test]
fn figures_are_found_by_their_path() {
    let mut report = flat();
    let funds = report.funds.as_mut().unwrap();
    funds.sources = Ordered(vec![("一般公共预算".to_owned(), some("2502.06"))]);
    funds.natures = Ordered(vec![("项目支出".to_owned(), some("1431.36"))]);
    funds.parts = Ordered(vec![(
        "当年财政拨款".to_owned(),
        FundsPart {
            budget: some("2706.790"),
            ..FundsPart::default()
        },
    )]);
    for (path, printed) in [
        ("年度", Some("2023")),
        ("预算执行.全年预算数", Some("2706.79")),
        ("预算执行.年初预算数", None),
        ("预算执行.执行率", Some("100%")),
        ("预算执行.分值", Some("20")),
        ("预算执行.得分", Some("20")),
        ("预算执行.按收入性质.一般公共预算", Some("2502.06")),
        ("预算执行.按支出性质.项目支出", Some("1431.36")),
        ("预算执行.按支出性质.没有这一项", None),
        ("预算执行.其中.当年财政拨款.全年预算数", Some("2706.790")),
        ("总分", Some("41")),
        ("等级", None),
        ("绩效指标[3].得分", Some("4")),
        ("绩效指标[4].其中[1].三级指标", Some("其中一项")),
        (
            "绩效指标[拆除违法建设数量].实际完成值",
            Some("拆除违法建设数量的实际值"),
        ),
        ("绩效指标[同名].得分", None),
        ("绩效指标[9].得分", None),
        ("绩效指标", None),
        ("7*7", None),
    ] {
        assert_eq!(figure(&report, path).as_deref(), printed, "{path}");
    }
}

#[test]
fn figures_of_goals_and_their_rows_are_found() {
    for (path, printed) in [
        ("预算执行.执行率", Some("99.37%")),
        ("预算执行.得分", Some("19.87")),
        ("年度目标[1].编号", Some("年度目标1")),
        ("年度目标[1].得分", Some("18")),
        ("年度目标[2].绩效指标[1].分值", Some("1")),
        ("年度目标[2].绩效指标[工程完成率].得分", Some("0.8")),
        ("绩效指标[工程完成率].得分", Some("0.8")),
        ("年度目标[3].得分", None),
    ] {
        assert_eq!(figure(&grouped(), path).as_deref(), printed, "{path}");
    }
}
