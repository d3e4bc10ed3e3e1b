//! `ziping new`: what it writes loads, says only what is still to fill in, and is
//! never written over anything.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::terminal::Terminal;
use common::{copy_tree, repository, snapshot, ziping};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use ziping::form::Scope;
use ziping::load;
use ziping::model::{Indicator, Report, Year};

/// A new site with one unit, `a/b`, in it.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    for arguments in [
        &[
            "new",
            "site",
            ".",
            "--name",
            "绩效自评",
            "--region",
            "a",
            "--region-name",
            "甲市",
        ][..],
        &[
            "new",
            "unit",
            "--region",
            "a",
            "--name",
            "乙街道办事处",
            "--address",
            "b",
        ],
    ] {
        let run = ziping(site.path(), arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    site
}

/// The codes that `check` finds, of whatever weight.
fn codes(site: &Path) -> BTreeSet<String> {
    let run = ziping(site, &["check", "--format", "json"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let found = document["diagnostics"].as_array().unwrap().iter();
    found
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect()
}

/// What says that something is still to be filled in: a required key that is blank,
/// the hints in the narrative.
const TO_FILL_IN: [&str; 2] = ["ZP401", "ZP406"];

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
fn nothing_is_written_over() {
    let site = site();
    let year = [
        "new",
        "year",
        "--unit",
        "a/b",
        "--year",
        "2024",
        "--form",
        "湖南-整体支出",
    ];
    assert_eq!(ziping(site.path(), &year).code, 0);
    let report = site.path().join("content/a/b/2024/report.yaml");
    fs::write(&report, "表式: 湖南-整体支出\n总分: 99\n").unwrap();
    // where only one file of several is there, none of the others is written
    fs::remove_file(site.path().join("content/a/b/2024/report.md")).unwrap();
    let before = snapshot(site.path());
    for (arguments, named) in [
        (&year[..], "report.yaml 已经有了"),
        (
            &[
                "new",
                "site",
                ".",
                "--name",
                "丙",
                "--region",
                "a",
                "--region-name",
                "丁",
            ],
            "content 已经有了",
        ),
        (
            &[
                "new",
                "unit",
                "--region",
                "a",
                "--name",
                "丙",
                "--address",
                "b",
            ],
            "unit.yaml 已经有了",
        ),
        (
            &[
                "new",
                "unit",
                "--region",
                "a",
                "--name",
                "丙",
                "--address",
                "B",
            ],
            "只有大小写不同",
        ),
        (
            &[
                "new",
                "unit",
                "--region",
                "a/b",
                "--region-name",
                "甲/乙",
                "--name",
                "丙",
                "--address",
                "c",
            ],
            "里面不能再建单位",
        ),
    ] {
        let run = ziping(site.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stdout);
        assert!(run.stderr.contains(named), "{arguments:?}: {}", run.stderr);
        assert_eq!(snapshot(site.path()), before, "{arguments:?}");
    }
}

#[test]
fn a_site_is_begun_beside_what_a_repository_has() {
    let site = tempfile::tempdir().unwrap();
    fs::write(site.path().join("README.md"), "甲\n").unwrap();
    fs::write(site.path().join(".gitignore"), "乙\n").unwrap();
    let run = ziping(
        site.path(),
        &[
            "new",
            "site",
            ".",
            "--name",
            "丙",
            "--region",
            "a",
            "--region-name",
            "丁",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("已经有的保持原样：README.md、.gitignore"),
        "{}",
        run.stderr
    );
    let text = |path: &str| fs::read_to_string(site.path().join(path)).unwrap();
    assert_eq!(
        (text("README.md").as_str(), text(".gitignore").as_str()),
        ("甲\n", "乙\n")
    );
    assert!(text("content/site.yaml").contains("名称: 丙\n"));
}

#[test]
fn without_a_terminal_what_is_missing_is_named() {
    let site = site();
    for (arguments, named) in [
        (
            &["new", "site", "x"][..],
            "缺少 --name、--region、--region-name",
        ),
        (&["new", "unit", "--name", "丙"], "缺少 --region、--address"),
        (
            &[
                "new",
                "unit",
                "--name",
                "丙",
                "--region",
                "z",
                "--address",
                "c",
            ],
            "缺少 --region-name",
        ),
        (&["new", "year", "--unit", "a/b"], "缺少 --year、--form"),
        (
            &["new", "project", "--unit", "a/b", "--from", "2023"],
            "缺少 --year、--name、--address",
        ),
    ] {
        let run = ziping(site.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.stderr.contains(named), "{arguments:?}: {}", run.stderr);
    }
    assert!(!site.path().join("x").exists());
}

#[test]
fn what_cannot_be_is_refused_with_the_reason() {
    let site = site();
    let before = snapshot(site.path());
    let unit = |address, region| {
        [
            "new",
            "unit",
            "--name",
            "丙",
            "--region-name",
            "丁",
            "--region",
            region,
            "--address",
            address,
        ]
    };
    let year = |unit, year, form| {
        [
            "new", "year", "--unit", unit, "--year", year, "--form", form,
        ]
    };
    for (arguments, named) in [
        (&unit("a/c", "z")[..], "名称里不能有“/”"),
        (&unit("2023", "z"), "“2023”是年度文件夹的名称"),
        (&unit("con", "z"), "Windows 保留的名称"),
        (&unit(".b", "z"), "会被略过"),
        (&unit("b.c", "z"), "不用句点"),
        (&unit("", "z"), "空的"),
        (&unit("c", "Assets"), "“Assets”是网站自己的网址"),
        (&unit("c", "forms"), "“forms”是网站自己的网址"),
        (&unit("c", "z//y"), "空的"),
        (&year("a/x", "2024", "湖南-整体支出"), "没有单位 a/x"),
        (&year("a/b", "24", "湖南-整体支出"), "写四位数字"),
        (&year("a/b", "2024", "湖南整体"), "没有“湖南整体”"),
        (&year("a/b", "2024", "湖南-项目支出"), "没有“湖南-项目支出”"),
        (
            &[
                "new", "year", "--unit", "a/b", "--year", "2024", "--from", "2023",
            ],
            "无从沿用",
        ),
        (
            &[
                "new",
                "site",
                "x",
                "--name",
                "丙",
                "--region",
                "z",
                "--region-name",
                "丁",
                "--url",
                "example.org",
            ],
            "以 https:// 或 http:// 开头",
        ),
        (
            &[
                "new",
                "site",
                "x",
                "--name",
                "丙",
                "--region",
                "z/y",
                "--region-name",
                "丁",
            ],
            "有 2 级地区，写了 1 个名称",
        ),
        (
            &[
                "new",
                "site",
                "x",
                "--name",
                " ",
                "--region",
                "z",
                "--region-name",
                "丁",
            ],
            "--name：不能空着",
        ),
    ] {
        let run = ziping(site.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stdout);
        assert!(run.stderr.contains(named), "{arguments:?}: {}", run.stderr);
        assert_eq!(snapshot(site.path()), before, "{arguments:?}");
    }
    let nowhere = tempfile::tempdir().unwrap();
    let run = ziping(nowhere.path(), &year("a/b", "2024", "湖南-整体支出"));
    assert!(run.stderr.contains("ziping new site"), "{}", run.stderr);
}

#[test]
fn a_new_site_is_checked_and_published_as_it_stands() {
    let site = tempfile::tempdir().unwrap();
    let run = ziping(
        site.path(),
        &[
            "new",
            "site",
            "自评",
            "--name",
            "望岳区：绩效 #1",
            "--region",
            "a/b",
            "--region-name",
            "甲省/乙市",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let root = site.path().join("自评");
    for path in run.stdout.lines() {
        assert!(site.path().join(path).is_file(), "{path}");
    }
    let built = ziping(&root, &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let home = fs::read_to_string(root.join("public/index.html")).unwrap();
    assert!(home.contains("望岳区：绩效 #1"));
}

#[test]
fn what_runs_a_repository_is_well_formed_and_names_no_host() {
    let site = site();
    for path in [
        ".github/workflows/ziping.yml",
        ".gitlab-ci.yml",
        ".workflow/ziping.yml",
    ] {
        let text = fs::read_to_string(site.path().join(path)).unwrap();
        let read: Value = serde_yaml::from_str(&text).unwrap();
        assert!(read.is_object(), "{path}");
        assert!(
            text.contains("ci/ziping.sh check") && text.contains("ci/ziping.sh build"),
            "{path}"
        );
    }
    for path in [".vscode/settings.json", ".vscode/extensions.json"] {
        let bytes = fs::read(site.path().join(path)).unwrap();
        assert!(
            serde_json::from_slice::<Value>(&bytes).unwrap().is_object(),
            "{path}"
        );
    }
    for (path, file) in snapshot(site.path()) {
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
        for (at, _) in text.match_indices("://") {
            let host = &text[at + 3..];
            let known = [
                "example.org",
                "json-schema.org/draft-07/schema#",
                "开头",
                " 开头",
                "）",
            ];
            let is_pattern = path.starts_with("schemas/") && host.starts_with(".*");
            assert!(
                is_pattern || known.iter().any(|known| host.starts_with(known)),
                "{path}: {}",
                &host[..30]
            );
        }
    }
    #[cfg(unix)]
    for path in ["ci/ziping.sh", "hooks/pre-commit"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(site.path().join(path))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o111, 0o111, "{path}");
    }
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

/// Runs the shell in a folder, with the program on its path.
#[cfg(unix)]
fn shell(folder: &Path, script: &str) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_ziping")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let run = std::process::Command::new("sh")
        .args(["-c", script])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let said = [run.stdout, run.stderr].concat();
    (run.status.success(), String::from_utf8(said).unwrap())
}

#[cfg(unix)]
#[test]
fn the_hook_lets_nothing_wrong_into_the_repository() {
    let site = site();
    let setup = "git init -q . && git config core.hooksPath hooks \
        && git config user.name a && git config user.email a@example.org";
    if !shell(site.path(), setup).0 {
        eprintln!("skipped: git is not installed");
        return;
    }
    let (done, said) = shell(site.path(), "git add . && git commit -qm 1");
    assert!(done, "{said}");
    let year = site.path().join("content/a/b/2024");
    fs::create_dir_all(&year).unwrap();
    fs::write(year.join("report.yaml"), "表式: 湖南-整体支出\n得份: 1\n").unwrap();
    let (done, said) = shell(site.path(), "git add . && git commit -qm 2");
    assert!(
        !done && said.contains("没有提交：请先改正上面的错误"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn the_script_of_the_workflows_runs_the_program_and_hands_on_its_code() {
    let site = site();
    let (done, said) = shell(
        site.path(),
        "sh ci/ziping.sh check && sh ci/ziping.sh build",
    );
    assert!(done, "{said}");
    assert!(site.path().join("public/index.html").is_file());
    fs::write(site.path().join("content/site.yaml"), "名字: 甲\n").unwrap();
    let (done, said) = shell(site.path(), "sh ci/ziping.sh check --format github");
    assert!(!done && said.contains("::error"), "{said}");
}

#[test]
fn at_a_terminal_it_asks_until_the_answer_is_right() {
    let site = site();
    let Some(mut terminal) = Terminal::start(site.path(), &["new", "unit"]) else {
        return;
    };
    terminal.answer("1. a（甲市）", "");
    terminal.answer("单位在哪个地区，写序号或名称：", "9\r");
    terminal.answer("不对：写 1 到 2 的序号", "1\r");
    terminal.answer("单位的全称：", "\r");
    terminal.answer("不对：不能空着", "丙镇人民政府\r");
    terminal.answer("单位的简称", "\r");
    terminal.answer("单位的类型", "镇人民政府\r");
    terminal.answer("单位的网址代号", "bing/\r");
    terminal.answer("不对：名称里不能有“/”", "binh\u{7f}g\r");
    terminal.end("已写 1 个文件");
    let text = fs::read_to_string(site.path().join("content/a/bing/unit.yaml")).unwrap();
    let keys: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        keys,
        ["", "名称: 丙镇人民政府", "简称:", "类型: 镇人民政府"]
    );
}

#[test]
fn at_a_terminal_a_project_is_begun_on_a_form_for_projects() {
    let site = site();
    let Some(mut terminal) = Terminal::start(site.path(), &["new", "project"]) else {
        return;
    };
    terminal.answer("1. a/b（乙街道办事处）", "");
    terminal.answer("哪个单位，写序号或名称：", "1\r");
    terminal.answer("哪一年的报告", "24年\r");
    terminal.answer("不对：写四位数字", "2024\r");
    terminal.answer("项目的名称：", "道路维修\r");
    terminal.answer("项目的网址代号", "road\r");
    terminal.answer("用哪个表式", "湖南-整体支出\r");
    terminal.answer("不对：", "湖南-项目支出\r");
    terminal.end("已写 1 个文件");
    assert!(
        site.path()
            .join("content/a/b/2024/projects/road.yaml")
            .is_file()
    );
}

#[test]
fn at_a_terminal_forms_and_years_are_chosen_and_breaking_off_writes_nothing() {
    let site = site();
    let begun = [
        "new",
        "year",
        "--unit",
        "a/b",
        "--year",
        "2023",
        "--form",
        "湖南-整体支出",
    ];
    assert_eq!(ziping(site.path(), &begun).code, 0);
    let before = snapshot(site.path());
    let flags = ["new", "year", "--unit", "a/b", "--year", "2024"];
    let Some(mut terminal) = Terminal::start(site.path(), &flags) else {
        return;
    };
    terminal.answer("沿用哪一年的指标、指标值和分值", "\u{3}");
    terminal.end("");
    assert_eq!(snapshot(site.path()), before);

    let mut terminal = Terminal::start(site.path(), &flags).unwrap();
    terminal.answer("沿用哪一年的指标、指标值和分值", "2023\r");
    terminal.answer("同时写基础数据表吗", "1\r");
    terminal.end("已写 2 个文件");
    let text = fs::read_to_string(site.path().join("content/a/b/2024/report.yaml")).unwrap();
    assert!(
        text.contains("表式: 湖南-整体支出\n") && text.contains("取自 2023 年度"),
        "{text}"
    );
}
