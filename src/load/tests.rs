//! Whole folders in; units and diagnostics out.

use super::*;
use crate::model::RESERVED;
use std::fs;

/// A site's folder with these files.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    for (path, text) in files {
        let file = root.path().join("content").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    root
}

/// `code path:line:column message` of each.
fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let place = &diagnostic.place;
            let position = place
                .position
                .map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
            format!(
                "{} {}{position} {}",
                diagnostic.code, place.path, diagnostic.message
            )
        })
        .collect()
}

const FORM: &str = "编号: 试-整体\n名称: 试用表\n列: [三级指标, 得分, 度量]\n";

fn library() -> Library {
    Library::new(vec![serde_form(FORM)]).unwrap()
}

fn serde_form(text: &str) -> Form {
    yaml::read(&mut Source::new("form.yaml", text)).unwrap()
}

#[test]
fn a_unit_is_read_with_all_its_years() {
    let root = site(&[
        ("甲市/region.yaml", "名称: 甲市\n"),
        ("甲市/乙街道/unit.yaml", "名称: 乙街道办事处\n"),
        (
            "甲市/乙街道/2023/report.yaml",
            "表式: 试-整体\n绩效指标:\n  - 度量: 个\n",
        ),
        ("甲市/乙街道/2023/report.md", "## 一、基本情况\n"),
        ("甲市/乙街道/2023/base.yaml", "表式: 试-整体\n年度: 2023\n"),
        ("甲市/乙街道/2023/projects/road.yaml", "表式: 试-整体\n"),
        ("甲市/乙街道/2023/files/附件 1.pdf", "x"),
        (
            "甲市/乙街道/2022/report.yaml",
            "表式: 试-整体\n年度: 2022\n",
        ),
        ("甲市/乙街道/2022/.DS_Store", "x"),
        ("甲市/乙街道/~$unit.yaml", "x"),
    ]);
    let tree = tree(root.path()).unwrap();
    assert!(tree.warnings.is_empty(), "{:?}", told(&tree.warnings));
    assert_eq!(tree.regions.len(), 1);
    assert_eq!(tree.regions[0].0, "甲市");
    let file = tree.regions[0].1.as_ref().unwrap();
    assert_eq!(region(root.path(), file).unwrap().name, "甲市");
    let folder = unit(root.path(), &tree.units[0], &library()).unwrap();
    assert_eq!(folder.address, "甲市/乙街道");
    let years: Vec<u16> = folder.years.iter().map(|year| year.year.0).collect();
    assert_eq!(years, [2022, 2023]);
    let year = &folder.years[1];
    let report = year.report.as_ref().unwrap();
    assert_eq!(report.source.path, "content/甲市/乙街道/2023/report.yaml");
    assert_eq!(report.data.year, Some(Year(2023)));
    assert!(year.narrative.is_some() && year.base.is_some());
    assert_eq!(year.projects[0].slug, "road");
    assert_eq!(year.attachments, ["附件 1.pdf"]);
}

#[test]
fn all_errors_of_all_files_of_a_unit_come_at_once() {
    let root = site(&[
        ("u/unit.yaml", "名子: 乙\n"),
        ("u/2023/report.yaml", "表式: 试整体\n年度: 2022\n得份: 1\n"),
        (
            "u/2023/projects/a.yaml",
            "表式: 试-整体\n绩效指标:\n  - 度两: 个\n    得分: x\n",
        ),
        ("u/2023/base.yaml", "# 空\n"),
    ]);
    let tree = tree(root.path()).unwrap();
    let errors = told(&unit(root.path(), &tree.units[0], &library()).unwrap_err());
    let expected = [
        "ZP019 content/u/2023/base.yaml:1:1",
        "ZP002 content/u/2023/projects/a.yaml:3:5 没有“度两”这个栏目，是不是“度量”？",
        "ZP005 content/u/2023/projects/a.yaml:4:9",
        "ZP010 content/u/2023/report.yaml:1:5 没有“试整体”这个表式，是不是“试-整体”？",
        "ZP011 content/u/2023/report.yaml:2:5 年度写的是 2022，文件却在 2023 年的文件夹里",
        "ZP002 content/u/2023/report.yaml:3:1",
        "ZP002 content/u/unit.yaml:1:1 没有“名子”这个栏目，是不是“名称”？",
    ];
    assert_eq!(errors.len(), expected.len(), "{errors:#?}");
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.starts_with(expected), "{error}\n{expected}");
    }
}

#[test]
fn what_lies_where_it_should_not_is_told() {
    let cases: &[(&[(&str, &str)], &str)] = &[
        (
            &[("u/2023/report.yaml", "x")],
            "ZP011 content/u 这个文件夹里有报告，却没有 unit.yaml",
        ),
        (
            &[("u/unit.yaml", "x"), ("u/2023/report.md", "x")],
            "ZP011 content/u/2023 缺少 report.yaml",
        ),
        (
            &[("u/unit.yaml", "x"), ("u/23年/report.yaml", "x")],
            "ZP011 content/u/23年 这里不该有",
        ),
        (
            &[
                ("u/unit.yaml", "x"),
                ("u/2023/report.yaml", "x"),
                ("u/2023/扫描.pdf", "x"),
            ],
            "ZP011 content/u/2023/扫描.pdf 这里不该有",
        ),
        (
            &[
                ("u/unit.yaml", "x"),
                ("u/2023/report.yaml", "x"),
                ("u/2023/projects/a.md", "x"),
            ],
            "ZP011 content/u/2023/projects/a.md 有项目的文字",
        ),
        (&[("说明.docx", "x")], "ZP011 content/说明.docx 这里不该有"),
        (
            &[("CON/unit.yaml", "x")],
            "ZP018 content/CON “CON”是 Windows 保留的名称",
        ),
        (&[("com1.x/unit.yaml", "x")], "ZP018 content/com1.x"),
        (
            &[("cafe\u{301}/unit.yaml", "x"), ("caf\u{e9}/unit.yaml", "x")],
            "ZP018 content/cafe\u{301} “cafe\u{301}”里有附加在字母上的符号",
        ),
        (
            &[("a:b/unit.yaml", "x")],
            "ZP018 content/a:b 名称里不能有“:”",
        ),
        (
            &[("U/unit.yaml", "x"), ("u/unit.yaml", "x")],
            "ZP018 content/u “u”与“U”只有大小写不同",
        ),
    ];
    for (files, expected) in cases {
        let root = site(files);
        let errors = told(&tree(root.path()).unwrap_err());
        assert!(
            errors.iter().any(|error| error.starts_with(expected)),
            "{expected}\n{errors:#?}"
        );
    }
    let long = format!("{}/unit.yaml", "长".repeat(70));
    let root = site(&[(&long, "x")]);
    let errors = told(&tree(root.path()).unwrap_err());
    let words = "210 字节，超过 200 字节的上限";
    assert!(
        errors.iter().any(|error| error.contains(words)),
        "{errors:#?}"
    );
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(
        told(&tree(empty.path()).unwrap_err()),
        ["ZP011 content 没有 content 文件夹"]
    );
}

#[cfg(unix)]
#[test]
fn links_and_special_files_are_refused_without_hanging() {
    let root = site(&[("u/unit.yaml", "x"), ("u/2023/report.yaml", "x")]);
    let year = root.path().join("content/u/2023");
    std::os::unix::fs::symlink("..", year.join("projects")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", year.join("report.md")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(year.join("base.yaml"))
        .status();
    assert!(made.unwrap().success());
    let errors = told(&tree(root.path()).unwrap_err());
    assert_eq!(errors.len(), 3, "{errors:#?}");
    assert!(errors.iter().all(|error| error.starts_with("ZP017")));
}

#[test]
fn a_site_without_settings_has_a_plain_name() {
    let root = site(&[]);
    assert_eq!(settings(root.path()).unwrap().name, "绩效自评公开");
    let root = site(&[("site.yaml", "名称: 某市绩效公开\n网扯: x\n")]);
    let errors = told(&settings(root.path()).unwrap_err());
    assert_eq!(
        errors,
        ["ZP002 content/site.yaml:2:1 没有“网扯”这个栏目，是不是“网址”？"]
    );
}

#[test]
fn a_sites_forms_join_the_builtin_ones_and_replace_none() {
    let root = site(&[("forms/a.yaml", FORM)]);
    assert!(forms(root.path()).unwrap().get("试-整体").is_some());
    let root = site(&[
        ("forms/a.yaml", FORM),
        ("forms/b.yaml", FORM),
        ("forms/c.yaml", "编号: 丙\n基于: 没有的\n"),
        ("forms/d.yaml", "名称: 无编号\n"),
    ]);
    let errors = told(&forms(root.path()).unwrap_err());
    let expected = [
        "ZP010 content/forms/b.yaml:1:5 表式“试-整体”定义了两次",
        "ZP010 content/forms/c.yaml:2:5 表式“丙”基于“没有的”，但没有这个表式",
        "ZP010 content/forms/d.yaml:1:1 表式没有编号",
    ];
    assert_eq!(errors, expected);
}

#[test]
fn a_narrative_takes_its_figures_from_the_form_beside_it() {
    let root = site(&[
        ("u/unit.yaml", "名称: 乙\n"),
        ("u/2023/report.yaml", "表式: 试-整体\n总分: 96.50\n"),
        ("u/2023/report.md", "## 一、结果\n\n得分{{ 总分 }}分。\n"),
        ("u/2022/report.yaml", "表式: 试-整体\n"),
        ("u/2022/report.md", "## 一、结果\n\n得分{{ 总计 }}分。\n"),
    ]);
    let mut tree = tree(root.path()).unwrap();
    let errors = told(&unit(root.path(), &tree.units[0], &library()).unwrap_err());
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert!(
        errors[0].starts_with("ZP014 content/u/2022/report.md:3:6"),
        "{errors:#?}"
    );
    tree.units[0].years.remove(0);
    let folder = unit(root.path(), &tree.units[0], &library()).unwrap();
    let narrative = folder.years[0].narrative.as_ref().unwrap();
    let said = format!("{:?}", narrative.chapters[0].body);
    assert!(said.contains("得分96.50分"), "{said}");
}

#[test]
fn the_content_of_this_project_reads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (tree, forms) = (tree(root).unwrap(), forms(root).unwrap());
    assert!(tree.warnings.is_empty(), "{:#?}", told(&tree.warnings));
    assert!(!tree.units.is_empty() && !settings(root).unwrap().name.is_empty());
    for (_, file) in &tree.regions {
        assert!(
            !region(root, file.as_ref().unwrap())
                .unwrap()
                .name
                .is_empty()
        );
    }
    for entry in &tree.units {
        if let Err(errors) = unit(root, entry, &forms) {
            panic!("{:#?}", told(&errors));
        }
    }
}

#[test]
fn no_region_or_unit_stands_where_the_site_has_its_own_pages() {
    for own in RESERVED {
        let capitals = own.to_uppercase();
        for name in [own, &capitals] {
            let unit = format!("{name}/unit.yaml");
            let root = site(&[(&unit, "名称: 乙街道办事处\n")]);
            assert_eq!(
                told(&tree(root.path()).unwrap_err()),
                [format!("ZP018 content/{name} “{name}”是网站自己的网址")]
            );
        }
    }
    let root = site(&[
        ("甲市/about/unit.yaml", "名称: 乙街道办事处\n"),
        ("甲市/index.html/unit.yaml", "名称: 丙街道办事处\n"),
    ]);
    assert_eq!(
        told(&tree(root.path()).unwrap_err()),
        [
            "ZP011 content/甲市/about 这个单位还没有任何年度的报告",
            "ZP018 content/甲市/index.html “index.html”是网站自己的网址"
        ]
    );
}
