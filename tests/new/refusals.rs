//! Nothing is written over, and what cannot be is refused.

use super::*;

/// A call is refused, and what is wrong is named.
fn refused(site: &Path, arguments: &[&str], named: &str) {
    let run = ziping(site, arguments);
    assert_eq!(run.code, 2, "{arguments:?}: {}", run.stdout);
    assert!(run.stderr.contains(named), "{arguments:?}: {}", run.stderr);
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
    let capital = site.path().join("content/a/Cheng");
    fs::create_dir(&capital).unwrap();
    fs::write(capital.join("unit.yaml"), "名称: 城\n").unwrap();
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
                "cheng",
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
        refused(site.path(), arguments, named);
        assert_eq!(snapshot(site.path()), before, "{arguments:?}");
    }
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
        refused(site.path(), arguments, named);
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
        (&unit("A B", "z"), "连字符，如 a-b"),
        (&unit("c", "z/Qing Shan"), "连字符，如 qing-shan"),
        (&unit("c", "z&y！"), "连字符，如 z-y"),
        (&unit("——", "z"), "用小写字母、数字和连字符"),
        (&year("a/x", "2024", "湖南-整体支出"), "没有单位 a/x"),
        (&year("a/b", "24", "湖南-整体支出"), "写四位数字"),
        (&year("a/b", "0000", "湖南-整体支出"), "写四位数字"),
        (&year("a/b", "9999", "湖南-整体支出"), "写四位数字"),
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
        refused(site.path(), arguments, named);
        assert_eq!(snapshot(site.path()), before, "{arguments:?}");
    }
    let nowhere = tempfile::tempdir().unwrap();
    let run = ziping(nowhere.path(), &year("a/b", "2024", "湖南-整体支出"));
    assert!(run.stderr.contains("ziping new site"), "{}", run.stderr);
}
