//! `ziping import` from outside.

use crate::common::{Run, snapshot, ziping, ziping_with};
use crate::word::{Part, Square, docx};
use std::fs;
use std::path::Path;

/// The numbers are no person's.
const PHONE: &str = "13800138000";

fn row(texts: &[&str]) -> Vec<Square> {
    let square = |text: &&str| Square {
        text: (*text).to_owned(),
        wide: 1,
        covered: false,
    };
    texts.iter().map(square).collect()
}

/// An overall form of Hunan's, with a narrative.
fn filled() -> Vec<u8> {
    let mut grid = vec![
        row(&["预算单位名称", "某某街道办事处", "", "", "", ""]),
        row(&[
            "年度预算申请（万元）",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "得分",
        ]),
        row(&["年度资金总额", "90", "100", "100", "10", "10"]),
        row(&["年度总体目标", "预期目标", "实际完成情况", "", "", ""]),
        row(&["", "整修道路3条", "整修道路3条", "", "", ""]),
        row(&[
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
        ]),
        row(&["数量指标", "整修道路", "3条", "3条", "90", "90"]),
        row(&["总分", "", "", "", "100", "100"]),
    ];
    for row in &mut grid[5..] {
        row.insert(
            0,
            Square {
                wide: 1,
                ..Square::default()
            },
        );
    }
    grid[5][0].text = "一级指标".to_owned();
    grid[6][0].text = "产出指标".to_owned();
    docx(&[
        Part::Line("2023年度部门整体支出绩效自评表"),
        Part::Grid(&grid),
        Part::Line("填表人：某某  填报日期：2024年3月1日  联系电话：13800138000"),
        Part::Line("内部编号 13800138000"),
        Part::Line("2023年度部门整体支出绩效自评报告"),
        Part::Line("一、基本情况"),
        Part::Line("整修道路3条。"),
    ])
}

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("content/甲区/某街道")).unwrap();
    fs::create_dir(site.path().join("材料")).unwrap();
    fs::write(site.path().join("材料/自评.docx"), filled()).unwrap();
    fs::write(site.path().join("材料/说明.pdf"), "x").unwrap();
    site
}

fn import(site: &Path, more: &[&str]) -> Run {
    let mut arguments = vec!["import", "材料", "--to", "content/甲区/某街道/2023"];
    arguments.extend(more);
    ziping(site, &arguments)
}

#[test]
fn a_file_becomes_report_and_narrative_and_is_checked() {
    let site = site();
    let run = import(site.path(), &[]);
    assert_ne!(run.code, 2, "{}", run.stderr);
    let folder = site.path().join("content/甲区/某街道");
    let report = fs::read_to_string(folder.join("2023/report.yaml")).unwrap();
    for line in [
        "年度: 2023",
        "  全年执行数: 100",
        "    年度指标值: 3条",
        "总分: 100",
        "  联系电话: 13800138000",
    ] {
        assert!(report.contains(&format!("{line}\n")), "{line}\n{report}");
    }
    let (public, private) = report.split_once("不公开:").unwrap();
    let comments = private.split_once('#').unwrap().1;
    assert!(
        !public.contains(PHONE) && !comments.contains(PHONE),
        "{report}"
    );
    assert!(comments.contains("138****8000"), "{report}");
    assert!(!run.stderr.contains(PHONE), "{}", run.stderr);
    let narrative = fs::read_to_string(folder.join("2023/report.md")).unwrap();
    assert_eq!(narrative, "## 一、基本情况\n\n整修道路3条。\n");
    let unit = fs::read_to_string(folder.join("unit.yaml")).unwrap();
    assert_eq!(unit, "名称: 某某街道办事处\n");
    for words in ["表式", "1 格没有找到", "正文 1 章", "核对：", "说明.pdf"] {
        assert!(run.stderr.contains(words), "{words}\n{}", run.stderr);
    }
}

#[test]
fn nothing_is_overwritten_without_being_asked() {
    let site = site();
    let trial = import(site.path(), &["--dry-run"]);
    assert_eq!(trial.code, 0, "{}", trial.stderr);
    assert!(trial.stderr.contains("没有写文件"));
    assert!(!site.path().join("content/甲区/某街道/2023").exists());
    import(site.path(), &[]);
    let report = site.path().join("content/甲区/某街道/2023/report.yaml");
    fs::write(&report, "改过\n").unwrap();
    fs::remove_file(report.with_extension("md")).unwrap();
    let before = snapshot(site.path());
    let again = import(site.path(), &[]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("--force"), "{}", again.stderr);
    assert_eq!(snapshot(site.path()), before);
    assert_ne!(import(site.path(), &["--force"]).code, 2);
    assert_ne!(fs::read_to_string(&report).unwrap(), "改过\n");
    assert!(report.with_extension("md").exists());
}

#[test]
fn what_cannot_be_imported_is_told_with_its_mend_and_nothing_is_written() {
    let site = site();
    fs::write(site.path().join("空.txt"), "甲\n").unwrap();
    fs::create_dir(site.path().join("空")).unwrap();
    let to = "content/甲区/某街道/2023";
    let wrong: [(&[&str], &str); 9] = [
        (&["空.txt", "--to", to], "没有认出"),
        (&["空", "--to", to], "没有可以导入的文件"),
        (&["没有.docx", "--to", to], "没有 没有.docx 这个文件"),
        (&["材料", "--to", "别处/某街道/2023"], "--to content"),
        (&["材料", "--to", "content/../甲/乙/2023"], "--to content"),
        (&["材料", "--to", to, "--year", "2024"], "同一年"),
        (&["材料", "--to", to, "--form", "没有这种"], "湖南-整体支出"),
        (&["材料", "--to", to, "--slug", "../x"], "代号"),
        (&["材料", "材料", "--to", to], "两份"),
    ];
    let before = snapshot(site.path());
    for (arguments, words) in wrong {
        let run = ziping(site.path(), &[&["import"], arguments].concat());
        assert_eq!(run.code, 2, "{arguments:?} {}", run.stderr);
        assert!(run.stderr.contains(words), "{words}\n{}", run.stderr);
    }
    assert_eq!(snapshot(site.path()), before);
}

#[test]
fn the_year_is_that_of_the_title_where_only_the_unit_is_named() {
    let site = site();
    let run = ziping(
        site.path(),
        &["import", "材料", "--to", "content/甲区/某街道"],
    );
    assert_ne!(run.code, 2, "{}", run.stderr);
    assert!(
        site.path()
            .join("content/甲区/某街道/2023/report.yaml")
            .exists()
    );
}

#[test]
fn old_files_ask_for_libreoffice_where_there_is_none() {
    let site = site();
    let path = [("PATH", "")];
    for (name, words) in [("旧.xls", "另存为 .xlsx"), ("旧.doc", "另存为 .docx")] {
        fs::write(site.path().join(name), "x").unwrap();
        let to = ["import", name, "--to", "content/甲区/某街道/2023"];
        let run = ziping_with(site.path(), &to, &path);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(words), "{}", run.stderr);
        assert!(run.stderr.contains("LibreOffice"), "{}", run.stderr);
    }
    // New files are met under old names.
    fs::write(site.path().join("新.doc"), filled()).unwrap();
    let to = ["import", "新.doc", "--to", "content/甲区/某街道/2023"];
    let run = ziping_with(site.path(), &to, &path);
    assert_ne!(run.code, 2, "{}", run.stderr);
}

#[test]
fn a_file_with_a_password_says_so() {
    let site = site();
    let mut bytes = b"\xD0\xCF\x11\xE0".to_vec();
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    for name in ["锁.docx", "锁.xlsx", "锁.xls"] {
        fs::write(site.path().join(name), &bytes).unwrap();
        let to = ["import", name, "--to", "content/甲区/某街道/2023"];
        let run = ziping(site.path(), &to);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("取消密码"), "{}", run.stderr);
    }
}

/// A program that does what LibreOffice is asked to, or fails.
#[cfg(unix)]
fn office(site: &Path, script: &str) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = site.join("bin");
    fs::create_dir_all(&folder).unwrap();
    let program = folder.join("soffice");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:/usr/bin:/bin", folder.display())
}

#[cfg(unix)]
#[test]
fn libreoffice_saves_old_files_anew_with_settings_of_its_own() {
    let site = site();
    fs::write(site.path().join("旧.doc"), b"\xD0\xCF\x11\xE0 old").unwrap();
    let to = ["import", "旧.doc", "--to", "content/甲区/某街道/2023"];
    let new = site.path().join("材料/自评.docx");
    let log = site.path().join("log");
    let script = format!(
        "echo \"$@\" >{}; pwd >>{0}; grep -c Macro profile/user/*.xcu >>{0}; mkdir new; cp {} new/old.docx",
        log.display(),
        new.display()
    );
    let path = office(site.path(), &script);
    let run = ziping_with(site.path(), &to, &[("PATH", &path)]);
    assert_ne!(run.code, 2, "{}", run.stderr);
    assert!(
        site.path()
            .join("content/甲区/某街道/2023/report.yaml")
            .exists()
    );
    let log = fs::read_to_string(log).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    for word in [
        "--headless",
        "-env:UserInstallation=file://",
        "--convert-to docx",
    ] {
        assert!(lines[0].contains(word), "{log}");
    }
    assert!(
        !Path::new(lines[1]).exists(),
        "its folder is still there: {log}"
    );
    assert_eq!(lines[2], "2");

    let path = office(site.path(), "echo 格式不对 >&2; exit 1");
    let again = [&to[..], &["--force"]].concat();
    let before = snapshot(site.path());
    let run = ziping_with(site.path(), &again, &[("PATH", &path)]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("没有转成：格式不对"), "{}", run.stderr);
    assert_eq!(snapshot(site.path()), before);
}
