//! What a clerk may write and is right: nothing is said of it.

use crate::site::{FORM, NARRATIVE, REPORT, UNIT, check, good};
use std::fs;
use ziping::diagnostic::Severity;

fn said_after(file: &str, change: impl FnOnce(String) -> Vec<u8>) -> Vec<String> {
    let site = good();
    let path = site.path().join(file);
    fs::write(&path, change(fs::read_to_string(&path).unwrap())).unwrap();
    let said = check(&site);
    // how figures are written may be noted
    let told = said.iter().filter(|one| one.severity > Severity::Note);
    told.map(|one| one.message.clone()).collect()
}

#[test]
fn figures_are_read_as_they_are_written() {
    for (from, to) in [
        ("全年预算数: 2706.79", "全年预算数: 2,706.79"),
        ("全年预算数: 2706.79", "全年预算数: 2，706.79"),
        ("全年预算数: 2706.79", "全年预算数: ２７０６．７９"),
        ("全年预算数: 2706.79", "全年预算数: \"2706.79\""),
        ("全年预算数: 2706.79", "全年预算数:   2706.79   # 调整后"),
        ("执行率: 100%", "执行率: 100％"),
        ("执行率: 100%", "执行率: １００.00％"),
        ("得分: 18\n", "得分: 18分\n"),
        ("得分: 18\n", "得分: 18.0\n"),
        ("分值: 20\n", "分值: '20'\n"),
        ("年度: 2023\n", "年度: \"2023\"\n"),
        ("年度: 2023\n", "年度:\n"),
    ] {
        let said = said_after(REPORT, |text| text.replacen(from, to, 1).into_bytes());
        assert_eq!(said, [""; 0], "{to}");
    }
}

#[test]
fn texts_are_read_as_they_are_written() {
    for remark in [
        "~",
        "null",
        "yes",
        "否",
        "无：见附件",
        "依据：财预〔2020〕10号",
        "10:30 开会",
        "见附件1#楼",
        "“望岳”街道",
        "5% 以内",
        "a & b * c ! d",
        "\"*重点: 项目\"",
        "'他说：\"好\"'",
        "≥95%",
        "（一）甲；（二）乙。",
        "-5",
        "2023/1/5",
        "2023.1.5",
        "007",
        "|\n  第一行\n  第二行: 内容",
        "第一行\n  接着写",
    ] {
        let line = format!("备注: {remark}\n");
        let said = said_after(REPORT, |text| {
            text.replacen("备注: 无\n", &line, 1).into_bytes()
        });
        assert_eq!(said, [""; 0], "{remark}");
    }
}

#[test]
fn marks_that_an_editor_adds_change_nothing() {
    for file in [REPORT, NARRATIVE, UNIT, FORM] {
        let marked = |text: String| format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(said_after(file, |text| marked(text).into_bytes()), [""; 0]);
        let bare = |text: String| text.trim_end().to_owned();
        assert_eq!(said_after(file, |text| bare(text).into_bytes()), [""; 0]);
        let spaced = |text: String| text.replace('\n', "  \n") + "\n\n";
        assert_eq!(said_after(file, |text| spaced(text).into_bytes()), [""; 0]);
    }
    let pasted = |text: String| text.replace("总分", "总\u{200b}分");
    assert_eq!(
        said_after(REPORT, |text| pasted(text).into_bytes()),
        [""; 0]
    );
    let framed = |text: String| format!("---\n{text}...\n");
    assert_eq!(
        said_after(REPORT, |text| framed(text).into_bytes()),
        [""; 0]
    );
}

#[test]
fn what_programs_leave_behind_is_passed_over() {
    let site = good();
    let year = site.path().join("content/shi/jie/2023");
    for name in [
        "~$report.docx",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "report.yaml~",
        "report.yaml.bak",
        ".report.yaml.swp",
    ] {
        fs::write(year.join(name), "x").unwrap();
    }
    assert_eq!(check(&site), []);
}
