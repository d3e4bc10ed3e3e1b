//! What is true of the pages of a unit and of its reports.

use super::*;
use crate::check::Checked;
use crate::folder::UnitFolder;

const UNIT: &str = "hunan/yueyang/wangyue/index.html";

fn text(page: &Html, selector: &str) -> String {
    let found = all(page, selector).into_iter();
    found.flat_map(|element| element.text()).collect()
}

#[test]
fn a_units_problems_stand_beside_the_measures_of_the_year_before() {
    let page = Html::parse_document(&site()[UNIT]);
    let passages = all(
        &page,
        "section[aria-labelledby=wenti-2023] .side-by-side > div",
    );
    let shown: Vec<Vec<&str>> = passages
        .iter()
        .map(|passage| {
            let words = passage.text().map(str::trim);
            words.filter(|word| !word.is_empty()).collect()
        })
        .collect();
    assert_eq!(
        shown,
        [
            vec![
                "2022年度提出的改进措施",
                "配齐招商专员。",
                "按月<img src=x onerror=alert(1)>通报。",
                "看原文",
                "：2022年度提出的改进措施"
            ],
            vec![
                "2023年度存在的问题",
                "招商力量不足。",
                "看原文",
                "：2023年度存在的问题"
            ],
            vec!["2023年度提出的改进措施", "报告里没有写。"],
        ]
    );
    let links = all(&page, "section[aria-labelledby=wenti-2023] a");
    let hrefs: Vec<_> = links.iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(
        hrefs,
        ["2022/index.html#zhang-8", "2023/index.html#zhang-7"]
    );
}

#[test]
fn a_unit_with_one_year_has_its_figures_and_no_comparison() {
    let page = Html::parse_document(&site()["hubei/hongshan/index.html"]);
    assert!(all(&page, "figure").is_empty());
    assert_eq!(text(&page, ".newest a"), "2020年度");
    assert_eq!(text(&page, ".headline-score .grade").trim(), "优");
}

#[test]
fn a_unit_with_several_years_draws_scores_rates_and_amounts() {
    let page = Html::parse_document(&site()[UNIT]);
    let titles: Vec<String> = all(&page, "figure h3")
        .iter()
        .map(|title| title.text().collect())
        .collect();
    assert_eq!(titles, ["历年得分", "历年预算执行率", "历年预算与执行"]);
}

/// The unit 望岳街道 of the sample as it stands after a change.
fn wangyue(change: impl FnOnce(&mut UnitFolder)) -> Pages {
    let mut unit = sample::wangyue();
    change(&mut unit);
    let checked: Checked = crate::check::run(unit, &crate::model::Site::default())
        .unwrap_or_else(|_| panic!("the unit is refused"));
    let mut pages = Pages::new();
    let mut emit = |address: &str, bytes: &[u8]| {
        pages.insert(
            address.to_owned(),
            String::from_utf8_lossy(bytes).into_owned(),
        );
        Ok(())
    };
    let theme = Theme::new(Files::new()).unwrap();
    let filed = FiledForms::of(checked.unit());
    unit_pages(
        &checked,
        &filed,
        &Downloads::new(),
        &context(),
        &theme,
        &mut emit,
    )
    .unwrap();
    pages
}

#[test]
fn years_in_different_money_units_are_compared_in_one() {
    let pages = wangyue(|unit| {
        let report = unit.years[0].report.as_mut().unwrap();
        report.data.money_unit = Some(crate::model::MoneyUnit::Yuan);
        let funds = report.data.funds.as_mut().unwrap();
        funds.initial_budget = sample::amount("9000000.00");
        funds.budget = sample::amount("23441800.00");
        funds.executed = sample::amount("23294900.00");
    });
    assert_eq!(
        pages["hunan/yueyang/wangyue/tu-linian-zhixing.csv"],
        "\u{feff}年度,全年预算数（万元）,全年执行数（万元）\r\n\
         2022年度,2344.18,2329.49\r\n2023年度,2706.79,2706.79\r\n"
    );
}

#[test]
fn a_report_names_its_revision_and_the_sum_of_its_files() {
    let pages = wangyue(|unit| {
        unit.source.text = "名称: 望岳\n不公开:\n  电话: 1\n".to_owned();
        unit.source.private_lines.push(1..3);
        let report = unit.years[0].report.as_mut().unwrap();
        report.source.text = "年度: 2022\n".to_owned();
    });
    let page = Html::parse_document(&pages["hunan/yueyang/wangyue/2022/index.html"]);
    let sum = crate::digest::sha256("名称: 望岳\n年度: 2022\n正文\n".as_bytes());
    assert_eq!(text(&page, "#gongkai ~ dl .sum"), sum);
    assert!(text(&page, "#gongkai ~ dl").contains("2024-04-01 v7"));
}

#[test]
fn notes_stand_beside_the_headline_and_the_rows_that_lost_points() {
    let page = Html::parse_document(&site()[REPORT]);
    let marks = |selector: &str| -> Vec<String> {
        let marks = all(&page, selector).into_iter();
        marks
            .map(|mark| mark.attr("href").unwrap().to_owned())
            .collect()
    };
    let rate = marks("[aria-labelledby=zipingbiao] .note-mark a");
    let head = marks(".page-head .note-mark a");
    assert!(
        !head.is_empty() && head.iter().all(|mark| rate.contains(mark)),
        "{head:?}"
    );
    let lost = marks(".deductions .note-mark a");
    assert!(
        !lost.is_empty() && lost.iter().all(|mark| rate.contains(mark)),
        "{lost:?}"
    );
}
