//! What is reckoned is shown with two digits, rounded half up, and the same in every
//! form of output; what is filed is shown as it was filed.

use super::private::unpacked;
use super::*;

/// A report of which the rate is 2.345% or 2.355%, and not filed.
fn report(year: u16, executed: &str, score: &str) -> String {
    report_of(year, "1000", executed, score)
}

fn report_of(year: u16, budget: &str, executed: &str, score: &str) -> String {
    format!(
        "\
表式: 湖南-整体支出
年度: {year}
预算执行:
  年初预算数: {budget}
  全年预算数: {budget}
  全年执行数: {executed}
  分值: 10
  得分: {score}
年度目标:
  - 预期目标: 整修道路2.345公里。
    实际完成情况: 整修道路2.345公里。
绩效指标:
  - 一级指标: 产出指标
    二级指标: 数量指标
    三级指标: 整修道路长度
    年度指标值: 2.345公里
    实际完成值: 2.345公里
    分值: 90
    得分: 90
总分: 9{score}
"
    )
}

/// A site of two units in a region, of which the totals have the mean 90.235.
fn rounded_site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = site.path().join("content").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("site.yaml", "名称: 甲市\n网址: https://example.org/\n");
    write("area/one/unit.yaml", "名称: 甲街道办事处\n");
    write("area/two/unit.yaml", "名称: 乙街道办事处\n");
    write("area/one/2022/report.yaml", &report(2022, "23.45", "0.23"));
    write("area/one/2023/report.yaml", &report(2023, "23.45", "0.23"));
    write("area/two/2023/report.yaml", &report(2023, "23.55", "0.24"));
    site
}

#[test]
fn half_is_rounded_up_wherever_a_reckoned_figure_is_shown() {
    let site = rounded_site();
    for call in [&["build"][..], &["export", "content/area"]] {
        let output = program(site.path(), call).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }
    fs::remove_dir_all(site.path().join("content")).unwrap();
    let texts: BTreeMap<String, String> = bytes(site.path())
        .iter()
        .flat_map(|(name, bytes)| unpacked(name, bytes))
        .map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()))
        .collect();
    let sheet = "xl/worksheets/sheet1.xml";
    let exported = "export/甲街道办事处2023年度预算单位整体支出绩效自评表";
    for (name, shown) in [
        ("public/area/one/2023/index.html".to_owned(), "2.35%"),
        ("public/area/two/2023/index.html".to_owned(), "2.36%"),
        ("public/area/one/2023/reports.csv".to_owned(), ",2.35,"),
        (
            "public/area/one/2023/data.json".to_owned(),
            "\"执行率\":2.35,",
        ),
        (
            "public/area/one/2023/report.xlsx/xl/worksheets/sheet2.xml".to_owned(),
            "<v>2.35</v>",
        ),
        (
            "public/area/one/tu-linian-zhixinglv.svg".to_owned(),
            "2.35%",
        ),
        (
            "public/area/one/tu-linian-zhixinglv.csv".to_owned(),
            ",2.35",
        ),
        ("public/area/one/search.json".to_owned(), "2.35%"),
        (format!("public/data/data.xlsx/{sheet}"), "<v>2.36</v>"),
        ("public/data/reports.csv".to_owned(), ",2.36,"),
        ("public/area/index.html".to_owned(), "90.24"),
        ("public/years/2023/index.html".to_owned(), "90.24"),
        (format!("{exported}.docx/word/document.xml"), ">2.35%<"),
        (format!("{exported}.xlsx/{sheet}"), "<v>0.0235</v>"),
        // As they were filed.
        ("public/area/one/2023/index.html".to_owned(), "2.345公里"),
        ("public/area/one/2023/indicators.csv".to_owned(), "2.345"),
    ] {
        let text = texts.get(&name);
        let text = text.unwrap_or_else(|| panic!("{name} is not there: {:?}", texts.keys()));
        assert!(text.contains(shown), "{name} does not show {shown}");
    }
    // Nowhere a digit more, or one cut off.
    for (name, text) in &texts {
        for (bad, good) in [
            ("2.34", "2.345公里"),
            ("2.355", ""),
            ("90.235", ""),
            ("0.02345", ""),
        ] {
            let mut found = text.match_indices(bad).filter(|(at, _)| {
                let before = text[..*at].chars().next_back();
                !before.is_some_and(|one| one.is_ascii_digit() || one == '.')
            });
            let wrong = found.find(|(at, _)| good.is_empty() || !text[*at..].starts_with(good));
            let around = wrong.map(|(at, _)| text[at..].chars().take(30).collect::<String>());
            assert_eq!(around, None, "{name} has {bad}");
        }
    }
}

/// A site of one unit with one report.
fn site_of(report: &str) -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let unit = site.path().join("content/area/one");
    fs::create_dir_all(unit.join("2023")).unwrap();
    let settings = "名称: 甲市\n网址: https://example.org/\n";
    fs::write(site.path().join("content/site.yaml"), settings).unwrap();
    fs::write(unit.join("unit.yaml"), "名称: 甲街道办事处\n").unwrap();
    fs::write(unit.join("2023/report.yaml"), report).unwrap();
    site
}

#[test]
fn amounts_that_give_no_rate_are_told_and_no_figure_is_endless() {
    // What is filed, whether something is said of the funds, what the page shows.
    for (budget, executed, score, is_told, rate) in [
        ("0", "0", "0", false, None),
        ("0", "5", "0", true, None),
        ("100", "-5", "0", true, Some("-5%")),
        ("-100", "5", "0", true, Some("-5%")),
        ("100", "150", "10", true, Some("150%")),
        (
            "0.0001",
            "99999999999",
            "10",
            true,
            Some("99999999999000000%"),
        ),
    ] {
        let site =
            site_of(&report_of(2023, budget, executed, score).replace("总分: 910", "总分: 100"));
        let check = program(site.path(), &["check"]).output().unwrap();
        let said = String::from_utf8_lossy(&check.stderr);
        let about_funds = (4..=8).any(|line| said.contains(&format!("report.yaml:{line}:")));
        assert_eq!(about_funds, is_told, "{budget} {executed}: {said}");
        let output = program(site.path(), &["build"]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{budget} {executed}: {said}");
        let public = site.path().join("public");
        let page = fs::read_to_string(public.join("area/one/2023/index.html")).unwrap();
        let shown = page.split_once("执行率</dt><dd><span class=\"figure-number\">");
        let shown = shown.and_then(|(_, rest)| rest.split('<').next());
        assert_eq!(shown, rate, "{budget} {executed}");
        for (name, bytes) in bytes(&public) {
            if name.ends_with(".js") || name.ends_with(".css") {
                continue;
            }
            for (part, bytes) in unpacked(&name, &bytes) {
                let text = String::from_utf8_lossy(&bytes);
                let is_endless =
                    |word: &&str| *word == "NaN" || *word == "inf" || *word == "Infinity";
                let mut words = text.split(|one: char| !one.is_ascii_alphanumeric());
                assert_eq!(words.find(is_endless), None, "{budget} {executed}: {part}");
            }
        }
    }
}
