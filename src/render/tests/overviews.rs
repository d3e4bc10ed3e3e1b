//! What is true of the pages that list many reports.

use super::*;

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let rows = all(page, selector).into_iter();
    rows.map(|row| row.text().map(str::trim).collect::<Vec<_>>().join("|"))
        .collect()
}

fn hrefs<'a>(page: &'a Html, selector: &str) -> Vec<&'a str> {
    let links = all(page, selector).into_iter();
    links.filter_map(|link| link.attr("href")).collect()
}

#[test]
fn points_lost_are_summed_by_heading_over_units_and_projects() {
    let page = Html::parse_document(&site()["deductions/index.html"]);
    assert_eq!(
        texts(&page, "#tu-koufen-2023 tbody tr"),
        [
            "产出指标|1|0|1|1",
            "满意度指标|0.50|0|1|1",
            "预算执行率|0|0.09|1|1"
        ]
    );
    assert_eq!(
        texts(
            &page,
            "section[aria-labelledby=nian-2023] .lost-columns .list tbody th"
        ),
        ["成本指标|产出指标", "服务对象满意度指标|满意度指标"]
    );
    assert_eq!(
        hrefs(&page, "section[aria-labelledby=nian-2023] .list a"),
        [
            "../hunan/yueyang/wangyue/2023/index.html#koufen",
            "../hunan/yueyang/wangyue/2023/projects/huanjing/index.html#koufen"
        ]
    );
}

#[test]
fn the_home_page_shows_the_newest_year_in_exact_figures() {
    let page = Html::parse_document(&site()["index.html"]);
    assert_eq!(hrefs(&page, "#zuixin a"), ["years/2023/index.html"]);
    let shown: Vec<String> = texts(&page, "section[aria-labelledby=zuixin] .figure-number");
    assert_eq!(shown, ["1", "98.50", "100%", "2706.79", "1"]);
    let most = texts(&page, "section[aria-labelledby=zuixin] .has-lost dt");
    assert_eq!(most, ["扣分最多：产出指标"]);
}

#[test]
fn a_region_shows_what_each_region_below_it_comes_to() {
    let page = Html::parse_document(&site()["hunan/index.html"]);
    let rows = texts(&page, "section[aria-labelledby=diqu] tbody tr");
    assert_eq!(rows.len(), 1);
    let cells: Vec<&str> = rows[0].split('|').filter(|cell| !cell.is_empty()).collect();
    assert_eq!(
        cells,
        [
            "岳阳市",
            "1",
            "98.50",
            "1 / 1",
            "100%",
            "2706.79",
            "万元",
            "2706.79",
            "万元"
        ]
    );
}

#[test]
fn every_figure_can_be_taken_away_with_its_data() {
    let pages = site();
    let mut figures = 0;
    for (address, page) in html_pages(&pages) {
        for figure in all(&page, "figure") {
            figures += 1;
            let select = |selector: &str| {
                let selector = Selector::parse(selector).unwrap();
                figure.select(&selector).collect::<Vec<_>>()
            };
            let files: Vec<&String> = select(".figure-files a")
                .iter()
                .map(|link| &pages[&followed(address, link.attr("href").unwrap())])
                .collect();
            let [svg, csv] = files[..] else {
                panic!("{address}: {} files", files.len())
            };
            assert!(
                svg.starts_with("<svg xmlns=") && csv.starts_with('\u{feff}'),
                "{address}"
            );
            let title = select("svg title")[0].text().collect::<String>();
            assert!(
                svg.contains(&format!("{title}</title>")),
                "{address}: {title}"
            );
            let rows = select("tbody tr").len();
            assert_eq!(csv.lines().count(), rows + 1, "{address}: {title}");
        }
    }
    assert!(figures > 10, "{figures}");
    let csv = &pages["hunan/yueyang/wangyue/2023/tu-zijin.csv"];
    assert_eq!(
        csv,
        "\u{feff}项目,金额（万元）\r\n一般公共预算,2502.06\r\n其他资金,204.72\r\n"
    );
}
