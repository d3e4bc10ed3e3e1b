//! Narratives out of Word load without an error, whatever stands in them.

use crate::word::{Part, docx};
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
            level => Part::Heading(*level, text.as_str()),
        }).collect();
        let text = markdown(&parts);
        prop_assert!(loaded(&text).is_ok(), "{}", loaded(&text).unwrap_err());
    }
}
