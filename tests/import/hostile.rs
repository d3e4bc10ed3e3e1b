//! Damaged and hostile files are refused with the limit, and none makes the
//! program panic.

use crate::word::package;
use proptest::prelude::*;
use std::time::{Duration, Instant};
use ziping::import::{ImportError, Imported, Kind, read};
use ziping::load;
use ziping::model::{BaseData, Report};
use ziping::source::Source;

fn tried(bytes: &[u8], kind: Kind) -> Result<Imported, ImportError> {
    let forms = load::forms(std::path::Path::new("no such folder")).unwrap();
    read(bytes, kind, &forms, &[])
}

fn word(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    package(&[("word/document.xml", &xml)])
}

fn sheet(data: &str) -> Vec<u8> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    package(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns:r=\"{relations}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><sheetData>{data}</sheetData></worksheet>"),
        ),
    ])
}

fn refused(bytes: &[u8], kind: Kind) -> String {
    let started = Instant::now();
    let error = tried(bytes, kind).unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(20), "{error}");
    assert!(!error.help().is_empty());
    error.to_string()
}

#[test]
fn what_is_larger_than_any_form_is_refused_with_the_limit() {
    let bomb = word(&"<w:p/>".repeat(12 << 20));
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb, Kind::Word).contains("64 MB"));
    assert!(refused(&bomb, Kind::Workbook).contains("64 MB"));
    let wide = "<w:tbl><w:tr>".to_owned() + &"<w:tc/>".repeat(1_000_000) + "</w:tr></w:tbl>";
    assert!(refused(&word(&wide), Kind::Word).contains("200000 格"));
    let row = "<w:tbl><w:tr>".to_owned() + &"<w:tc/>".repeat(5000) + "</w:tr></w:tbl>";
    assert!(refused(&word(&row), Kind::Word).contains("1000 列"));
    let corners = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert!(refused(&sheet(corners), Kind::Workbook).contains("500 列"));
    let text = "甲\t".repeat(100_000);
    assert!(refused(text.as_bytes(), Kind::Text).contains("1000 列"));
    assert!(refused(text.repeat(20).as_bytes(), Kind::Text).contains("4 MB"));
    assert!(refused(text.replace('\t', ",").as_bytes(), Kind::Csv).contains("1000 列"));
}

#[test]
fn what_no_office_program_writes_is_refused() {
    let outside = package(&[("../../x", "x"), ("word/document.xml", "<w:document/>")]);
    assert!(refused(&outside, Kind::Word).contains("../"));
    assert!(refused(&outside, Kind::Workbook).contains("../"));
    let entities =
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><w:document>&b;</w:document>";
    let entities = package(&[("word/document.xml", entities)]);
    assert!(refused(&entities, Kind::Word).contains("DTD"));
    assert!(refused(&entities, Kind::Workbook).contains("DTD"));
    assert!(refused(b"PK\x03\x04", Kind::Word).contains("读不懂"));
    assert!(refused(b"", Kind::Workbook).contains("读不懂"));
    assert!(refused(b"\xD7\xD4\xC6\xC0", Kind::Csv).contains("GBK"));
}

/// The reader of sheets counts letters and digits without looking at how far: what it
/// would miscount never reaches it.
#[test]
fn places_that_no_sheet_has_are_refused_without_a_panic() {
    for data in [
        "<row r=\"1\"><c r=\"AAAAAAAAAAAA1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A99999999999\"><v>1</v></c></row>",
        "<row r=\"99999999999\"><c><v>1</v></c></row>",
    ] {
        let said = refused(&sheet(data), Kind::Workbook);
        assert!(said.contains("不是单元格的位置"), "{said}");
    }
}

#[test]
fn deep_nesting_and_half_a_file_do_no_harm() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    let _ = tried(&word(&deep), Kind::Word);
    let whole =
        word("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>三级指标</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");
    for end in 0..whole.len() {
        let _ = tried(&whole[..end], Kind::Word);
    }
}

/// Pieces of which hostile forms are made.
const WORDS: [&str; 36] = [
    "2023年度基础数据表",
    "编制数",
    "实际在职人数",
    "2023年预算数",
    "2023年决算数",
    "1、三公经费",
    "批复规模",
    "实际规模",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "总分",
    "100",
    "９.5",
    "全年预算数",
    "全年执行数",
    "年度资金总额",
    "其中：",
    "年度目标1（5分）：",
    "联系人",
    "联系电话：13800138000",
    "2023年度项目支出绩效自评表",
    "2023年度自评报告",
    "一、基本情况",
    "产出指标（50分）",
    "数量指标",
    "…… ",
    "预期目标",
    "实际完成情况",
    "项目名称",
    ": #&*!|>'\"%@`{[",
    "-\u{1}\u{85}\u{feff}",
];

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => proptest::sample::select(&WORDS[..]).prop_map(str::to_owned),
        2 => Just("\t".to_owned()),
        1 => Just("\n".to_owned()),
        1 => ".{0,6}",
    ];
    proptest::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

/// Whatever was read, what is written of it is YAML with known keys.
fn holds(imported: &Imported) -> Result<(), TestCaseError> {
    for form in &imported.forms {
        let yaml = form.to_yaml();
        let comments = yaml.lines().filter(|line| line.starts_with('#'));
        for comment in comments {
            prop_assert!(!comment.contains("13800138000"), "{}", yaml);
        }
        let mut source = Source::new("report.yaml", yaml.clone());
        // A figure that is none is said at its place: all else is right.
        let faults = match form.base {
            Some(_) => load::yaml::read::<BaseData>(&mut source).err(),
            None => load::yaml::read::<Report>(&mut source).err(),
        };
        let faults = faults.unwrap_or_default();
        let wrong: Vec<_> = faults
            .iter()
            .filter(|one| !["ZP005", "ZP006"].contains(&one.code))
            .collect();
        prop_assert!(wrong.is_empty(), "{:?}\n{}", wrong[0], yaml);
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for kind in [Kind::Text, Kind::Csv, Kind::Word, Kind::Workbook] {
            let _ = tried(&bytes, kind);
        }
    }

    #[test]
    fn any_text_gives_yaml_that_can_be_read(text in text()) {
        holds(&tried(text.as_bytes(), Kind::Text).unwrap())?;
        holds(&tried(text.as_bytes(), Kind::Csv).unwrap())?;
    }

    #[test]
    fn any_word_file_gives_yaml_that_can_be_read(
        tags in proptest::collection::vec((0usize..16, proptest::sample::select(&WORDS[..])), 0..80)
    ) {
        const TAGS: [&str; 14] = [
            "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:vMerge/>",
            "<w:gridSpan w:val=\"3\"/>", "<w:gridSpan w:val=\"99999\"/>", "<w:p>", "</w:p>", "<w:instrText>",
            "</w:tc><w:tc>", "</w:tc></w:tr><w:tr><w:tc>",
        ];
        let body: String = tags.iter().map(|(tag, word)| match TAGS.get(*tag) {
            Some(tag) => (*tag).to_owned(),
            None => format!("<w:t>{}</w:t></w:p><w:p>", word.replace('&', "&amp;").replace('<', "&lt;").replace('\u{1}', "")),
        }).collect();
        // Tags that are not closed end the reading; half of the files are whole.
        if let Ok(imported) = tried(&word(&format!("<w:tbl><w:tr><w:tc><w:p>{body}")), Kind::Word) {
            holds(&imported)?;
        }
        let cells: String = tags.chunks(4).map(|row| {
            let cells: String = row.iter().map(|(_, word)| {
                let word = word.replace('&', "&amp;").replace('<', "&lt;").replace('\u{1}', "");
                format!("<w:tc><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>")
            }).collect();
            format!("<w:tr>{cells}</w:tr>")
        }).collect();
        holds(&tried(&word(&format!("<w:tbl>{cells}</w:tbl>")), Kind::Word).unwrap())?;
    }
}
