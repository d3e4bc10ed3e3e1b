//! Narratives out of Word load without an error, whatever stands in them.

use crate::word::{Part, docx, package};
use proptest::prelude::*;
use ziping::folder::{Narrative, Piece};
use ziping::form::Library;
use ziping::import::{Kind, read};
use ziping::load::narrative::{self, Beside};
use ziping::source::Source;

fn markdown(parts: &[Part<'_>]) -> String {
    let mut all = vec![Part::Line("2023年度部门整体支出绩效自评报告")];
    all.extend(parts.iter().copied());
    read(&docx(&all), Kind::Word, &Library::default(), &[])
        .unwrap()
        .narrative
}

fn loaded(markdown: &str) -> Result<Narrative, String> {
    let beside = Beside {
        figure: &|_| None,
        page: "",
        attachments: &[],
    };
    narrative::read(Source::new("report.md", markdown), &beside)
        .map_err(|errors| format!("{}\n{markdown}", errors[0].message))
}

const CODES: &str = "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>\
<w:bookmarkStart w:id=\"0\" w:name=\"_Toc1\"/><w:r><w:t>（一）职能</w:t></w:r><w:bookmarkEnd w:id=\"0\"/></w:p>\
<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGEREF _Toc1 </w:instrText></w:r>\
<w:r><w:t>见第3页</w:t></w:r></w:p>\
<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>\
<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>";

#[test]
fn headings_lists_and_field_codes_of_word_become_markdown() {
    let text = markdown(&[
        Part::Heading(1, "基本情况"),
        Part::Raw(CODES),
        Part::Line("二、存在的问题"),
        Part::Line("无。"),
    ]);
    assert_eq!(
        text,
        "## 基本情况\n\n### （一）职能\n\n见第3页\n\n- 甲\n- 乙\n\n## 二、存在的问题\n\n无。\n"
    );
    assert_eq!(loaded(&text).unwrap().chapters.len(), 2);
}

/// A paragraph of runs: `*` stands around what is bold.
fn runs(text: &str, properties: &str) -> String {
    let run = |(nth, text): (usize, &str)| {
        let bold = match nth % 2 {
            1 => "<w:rPr><w:b/></w:rPr>",
            _ => "",
        };
        format!("<w:r>{bold}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let runs: String = text.split('*').enumerate().map(run).collect();
    // What the paragraph's own mark looks like is no matter.
    format!("<w:p><w:pPr>{properties}<w:rPr><w:b/></w:rPr></w:pPr>{runs}</w:p>")
}

#[test]
fn what_is_bold_stays_bold_except_in_headings() {
    let former = "<w:p><w:r><w:rPr><w:b w:val=\"0\"/><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>原来加粗的。</w:t></w:r></w:p>";
    let xml = [
        runs("*一、基本情况*", ""),
        runs("*全年重点。*完成*道路* 维修*，*另见附件", ""),
        runs("*整段加粗*", ""),
        former.to_owned(),
    ];
    let text = markdown(&xml.iter().map(|xml| Part::Raw(xml)).collect::<Vec<_>>());
    assert_eq!(
        text,
        "## 一、基本情况\n\n**全年重点。**完成**道路** 维修，另见附件\n\n**整段加粗**\n\n原来加粗的。\n"
    );
    let narrative = loaded(&text).unwrap();
    let [Piece::Html(html)] = narrative.chapters[0].body.as_slice() else {
        panic!("{narrative:?}")
    };
    assert_eq!(html.matches("<strong>").count(), 3, "{html}");
    assert!(!html.contains('*'), "{html}");
}

/// Lists with numbers, in their XML.
const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="（%3）"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>"#;

fn in_list(list: u8, level: u8, text: &str) -> String {
    let place =
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    runs(text, &place)
}

#[test]
fn lists_keep_their_numbers_and_what_they_stand_in() {
    let body = [
        runs("2023年度部门整体支出绩效自评报告", ""),
        in_list(1, 0, "基本情况"),
        in_list(2, 0, "甲"),
        in_list(2, 1, "甲之二"),
        in_list(2, 1, "甲之三"),
        in_list(2, 0, "乙"),
        in_list(2, 2, "括号里的号"),
        in_list(1, 0, "存在的问题"),
        in_list(0, 0, "无。"),
    ];
    let document = format!(
        "<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>",
        body.concat()
    );
    let file = package(&[
        ("word/document.xml", &document),
        ("word/numbering.xml", NUMBERING),
    ]);
    let imported = read(&file, Kind::Word, &Library::default(), &[]).unwrap();
    assert_eq!(
        imported.narrative,
        "## 一、基本情况\n\n- 甲\n\n  2. 甲之二\n  3. 甲之三\n- 乙\n\n（1）括号里的号\n\n## 二、存在的问题\n\n无。\n"
    );
    let narrative = loaded(&imported.narrative).unwrap();
    let [Piece::Html(html)] = narrative.chapters[0].body.as_slice() else {
        panic!("{narrative:?}")
    };
    assert!(html.contains("<ol start=\"2\">"), "{html}");
    assert_eq!(html.matches("<ul>").count(), 1, "{html}");
}

#[test]
fn a_text_box_hides_nothing_of_the_paragraph_around_it() {
    let boxed = "<w:p><w:r><w:t>前文</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:r><w:r><w:t>后文</w:t></w:r></w:p>";
    let text = markdown(&[Part::Line("一、基本情况"), Part::Raw(boxed)]);
    assert_eq!(text, "## 一、基本情况\n\n框里的字\n\n前文后文\n");
}

#[test]
fn hostile_text_stays_text() {
    let text = markdown(&[
        Part::Heading(1, "一、<script>alert(1)</script>"),
        Part::Line("[点](javascript:alert(1)) <javascript:alert(1)> <img src=x onerror=y>"),
        Part::Line("{{ 预算执行.全年执行数 }} {% include %} ｛｛ 甲 ｝｝ {{{ 乙"),
        Part::Line("[甲]: javascript:alert(1)"),
        Part::Line("| 甲 | 乙 |"),
        Part::Line("&lt;script&gt; &#106;avascript: ---"),
        Part::Line("---"),
        Part::Line("# 甲"),
        Part::Line("> 甲"),
        Part::Line("```"),
    ]);
    let narrative = loaded(&text).unwrap();
    assert_eq!(narrative.chapters.len(), 1);
    for piece in &narrative.chapters[0].body {
        if let Piece::Html(html) = piece {
            for sign in [
                "<script",
                "<img",
                "href=",
                "<hr",
                "<h",
                "<pre",
                "<blockquote",
            ] {
                assert!(!html.contains(sign), "{sign}: {html}");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_line_of_word_makes_a_narrative_that_does_not_load(
        lines in proptest::collection::vec(("[-*`#|<>{}%()\\[\\]!:;&=~_+^$。，“a-z一二、（）1.0 \\\\]{0,30}", 0u8..4), 1..8)
    ) {
        let parts: Vec<Part<'_>> = lines.iter().map(|(text, level)| match level {
            0 => Part::Line(text.as_str()),
            3 => Part::Bold(text.as_str()),
            level => Part::Heading(*level, text.as_str()),
        }).collect();
        let text = markdown(&parts);
        prop_assert!(loaded(&text).is_ok(), "{}", loaded(&text).unwrap_err());
    }
}
