//! New reports load, say only what is still to fill in, and take over what they should.

use super::*;

#[test]
fn a_report_on_any_form_loads_and_only_waits_to_be_filled_in() {
    for root in [repository(), repository().join("tests/provinces")] {
        let library = load::forms(&root).unwrap();
        for form in library.iter() {
            let site = site();
            let forms = root.join("content/forms");
            if forms.is_dir() {
                copy_tree(&forms, &site.path().join("content/forms"));
            }
            let id = form.id.as_str();
            let begin = |more: &[&str]| {
                let place = ["--unit", "a/b", "--year", "2024"];
                let run = ziping(
                    site.path(),
                    &[&["new"], &more[..1], &place, &more[1..]].concat(),
                );
                assert_eq!(run.code, 0, "{id}: {}", run.stderr);
            };
            let project = [
                "project",
                "--name",
                "道路维修",
                "--address",
                "road",
                "--form",
            ];
            match form.scope {
                Some(Scope::Unit) => begin(&["year", "--form", id]),
                Some(Scope::Project) => begin(&[&project[..], &[id]].concat()),
                Some(Scope::BaseData) => begin(&["year", "--form", "全国-整体支出", "--base", id]),
                Some(Scope::Transfer) | None => {
                    begin(&["year", "--form", id]);
                    begin(&[&project[..], &[id]].concat());
                }
            }
            let codes = codes(site.path());
            let others: Vec<&String> = codes
                .iter()
                .filter(|code| !TO_FILL_IN.contains(&code.as_str()))
                .collect();
            assert_eq!(others, Vec::<&String>::new(), "{id}");
        }
    }
}

/// The overall report of the unit below a site.
fn report(site: &Path, unit: &str, year: u16) -> Report {
    let tree = load::tree(site).unwrap();
    let entry = tree.units.iter().find(|one| one.address == unit).unwrap();
    let unit = load::unit(site, entry, &load::forms(site).unwrap()).unwrap();
    let mut years = unit.years.into_iter();
    let year = years.find(|one| one.year == Year(year)).unwrap();
    year.report.unwrap().data
}

/// All rows of a report with those in its goals and those below rows.
fn rows(report: &Report) -> Vec<&Indicator> {
    fn with_below<'a>(rows: &'a [Indicator], into: &mut Vec<&'a Indicator>) {
        for row in rows {
            into.push(row);
            with_below(&row.children, into);
        }
    }
    let mut all = Vec::new();
    with_below(&report.indicators, &mut all);
    for goal in &report.goals {
        with_below(&goal.indicators, &mut all);
    }
    all
}

#[test]
fn another_years_targets_are_taken_over_and_its_results_are_not() {
    for root in [repository(), repository().join("tests/provinces")] {
        let site = tempfile::tempdir().unwrap();
        copy_tree(&root.join("content"), &site.path().join("content"));
        let mut count = 0;
        for entry in load::tree(&root).unwrap().units {
            let Some(last) = entry.years.iter().rfind(|year| year.report) else {
                continue;
            };
            let unit = entry.address.as_str();
            let from = last.year.to_string();
            let run = ziping(
                site.path(),
                &[
                    "new", "year", "--unit", unit, "--year", "2031", "--from", &from,
                ],
            );
            assert_eq!(run.code, 0, "{unit}: {}", run.stderr);
            let old = report(site.path(), unit, last.year.0);
            let new = report(site.path(), unit, 2031);
            let taken = |report: &Report| -> Vec<_> {
                let rows = rows(report).into_iter();
                rows.map(|row| {
                    let name = (row.level1.clone(), row.name.trim().to_owned());
                    (
                        name,
                        row.target.trim().to_owned(),
                        row.merged_above,
                        row.weight,
                    )
                })
                .collect()
            };
            assert_eq!(taken(&new), taken(&old), "{unit}");
            for row in rows(&new) {
                let results = [&row.actual, &row.reason, &row.measure, &row.note];
                assert!(results.iter().all(|text| text.is_empty()), "{unit} {row:?}");
                assert!(row.score.is_none() && row.extra.iter().all(|(_, text)| text.is_empty()));
            }
            assert_eq!((new.total, new.grade.as_str()), (None, ""), "{unit}");
            let goals = new.goals.iter();
            assert!(
                goals
                    .clone()
                    .all(|goal| goal.achieved.is_empty() && goal.score.is_none())
            );
            if let Some(funds) = &new.funds {
                let figures = [
                    funds.initial_budget,
                    funds.budget,
                    funds.executed,
                    funds.score,
                ];
                assert_eq!(figures, [None; 4], "{unit}");
                let mut items = funds.sources.iter().chain(funds.natures.iter());
                assert!(items.all(|(_, amount)| amount.is_none()), "{unit}");
            }
            count += 1;
        }
        assert!(count >= 5, "{count}");
        let read: BTreeSet<String> = codes(site.path())
            .into_iter()
            .filter(|code| code.as_str() < "ZP011")
            .collect();
        assert_eq!(read, BTreeSet::new());
    }
}

#[test]
fn base_data_of_another_year_give_their_rows() {
    let site = tempfile::tempdir().unwrap();
    copy_tree(&repository().join("content"), &site.path().join("content"));
    let unit = "hunan/yueyang/yueyanglou/wangyue";
    let run = ziping(
        site.path(),
        &[
            "new",
            "year",
            "--unit",
            unit,
            "--year",
            "2024",
            "--from",
            "2023",
            "--base",
            "湖南-基础数据表",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text =
        fs::read_to_string(site.path().join(format!("content/{unit}/2024/base.yaml"))).unwrap();
    assert!(text.contains("- 项目: 残联专项支出\n"), "{text}");
    assert!(!text.contains("881.00"), "{text}");
    // a project of that year too, by its address
    let run = ziping(
        site.path(),
        &[
            "new",
            "project",
            "--unit",
            unit,
            "--year",
            "2024",
            "--from",
            "2023",
            "--name",
            "某项目",
            "--address",
            "annex-3",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = fs::read_to_string(
        site.path()
            .join(format!("content/{unit}/2024/projects/annex-3.yaml")),
    )
    .unwrap();
    assert!(
        text.contains("名称: 某项目\n") && text.contains("取自 2023 年度"),
        "{text}"
    );
}

#[test]
fn a_year_that_cannot_be_read_is_not_taken_over() {
    let site = site();
    let year = site.path().join("content/a/b/2023");
    fs::create_dir_all(&year).unwrap();
    fs::write(year.join("report.yaml"), "表式: 湖南-整体支出\n得份: 1\n").unwrap();
    let before = snapshot(site.path());
    let run = ziping(
        site.path(),
        &[
            "new",
            "year",
            "--unit",
            "a/b",
            "--year",
            "2024",
            "--form",
            "湖南-整体支出",
            "--from",
            "2023",
        ],
    );
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("ZP002") && run.stderr.contains("改正以后再运行"),
        "{}",
        run.stderr
    );
    assert_eq!(snapshot(site.path()), before);
}
