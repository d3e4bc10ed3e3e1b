use super::*;

fn figures(path: &DataPath) -> Option<String> {
    (path.to_string() == "预算执行.全年执行数").then(|| "2706.79".to_owned())
}

fn read_text(text: &str) -> Result<Narrative, Vec<Diagnostic>> {
    let beside = Beside {
        figure: &figures,
        page: "",
        attachments: &["图.png".to_owned(), "附件.pdf".to_owned()],
    };
    read(Source::new("report.md", text), &beside)
}

fn read_ok(text: &str) -> Narrative {
    read_text(text).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn html(text: &str) -> String {
    let narrative = read_ok(text);
    narrative
        .opening
        .iter()
        .map(|piece| match piece {
            Piece::Html(html) => html.clone(),
            Piece::Table(name, _) => format!("[表 {name}]"),
            Piece::Chart(name, _) => format!("[图 {name}]"),
        })
        .collect()
}

fn codes(text: &str) -> Vec<(&'static str, usize, usize)> {
    let errors = read_text(text).unwrap_err();
    errors
        .iter()
        .map(|error| {
            let position = error.place.position.unwrap();
            (error.code, position.line, position.column)
        })
        .collect()
}

#[test]
fn chinese_bold_with_a_full_stop_inside_is_bold() {
    assert_eq!(
        html("**重点。**后文"),
        "<p><strong>重点。</strong>后文</p>\n"
    );
    assert_eq!(
        html("前文**“重点”**后文"),
        "<p>前文<strong>“重点”</strong>后文</p>\n"
    );
    assert_eq!(
        html("**一是抓管理。**落实到人。**二是抓稳定。**落实到位。"),
        "<p><strong>一是抓管理。</strong>落实到人。<strong>二是抓稳定。</strong>落实到位。</p>\n"
    );
    assert_eq!(
        html("- **甲。**乙\n- **丙：**丁\n")
            .matches("<strong>")
            .count(),
        2
    );
}

#[test]
fn asterisks_that_are_not_bold_stay() {
    assert_eq!(html("3 \\*\\* 4。**后文"), "<p>3 ** 4。**后文</p>\n");
    assert_eq!(html("`**码。**后`"), "<p><code>**码。**后</code></p>\n");
    assert_eq!(
        html("```\n**码。**后\n```\n"),
        "<pre><code>**码。**后\n</code></pre>\n"
    );
}

#[test]
fn a_line_end_between_chinese_characters_is_no_space() {
    assert_eq!(html("不断提\n升水平"), "<p>不断提升水平</p>\n");
    assert_eq!(html("use\nit"), "<p>use\nit</p>\n");
}

#[test]
fn figures_come_from_the_data() {
    assert_eq!(
        html("支出{{ 预算执行.全年执行数 }}万元"),
        "<p>支出2706.79万元</p>\n"
    );
    assert_eq!(
        html("支出{{预算执行.全年执行数}}万元"),
        "<p>支出2706.79万元</p>\n"
    );
    assert_eq!(
        codes("一\n\n支出{{ 预算执行.全年 }}万元"),
        [("ZP014", 3, 6)]
    );
    for text in [
        "{{ 7*7 }}",
        "{{ config }}",
        "{% include x %}",
        "{{ 没有合上",
    ] {
        assert_eq!(codes(text)[0].0, "ZP014", "{text}");
    }
}

#[test]
fn tables_and_charts_are_placed_in_paragraphs_of_their_own() {
    assert_eq!(
        html("前\n\n{{ 表 项目支出 }}\n\n后"),
        "<p>前</p>\n[表 项目支出]<p>后</p>\n"
    );
    assert_eq!(codes("见{{ 图 资金构成 }}"), [("ZP014", 1, 2)]);
}

#[test]
fn chapters_have_titles_places_and_bodies() {
    let narrative =
        read_ok("开头\n\n## 一、单位基本情况\n\n正文\n\n### （一）职能\n\n职能\n\n## 十、 其他\n");
    assert_eq!(narrative.opening.len(), 1);
    let [first, last] = &narrative.chapters[..] else {
        panic!()
    };
    assert_eq!(
        (first.title.as_str(), first.plain_title()),
        ("一、单位基本情况", "单位基本情况")
    );
    assert_eq!(
        first.headings,
        [(3, "jie-1-1".to_owned(), "（一）职能".to_owned())]
    );
    assert!(!first.is_empty);
    assert_eq!(last.plain_title(), "其他");
    assert!(last.is_empty && last.body.is_empty());
    assert_eq!(narrative.source.position(last.span.start).line, 11);
    let path = DataPath::parse("正文[其他]").unwrap();
    assert_eq!(crate::load::narrative_place(&narrative, &path), last.span);
}

#[test]
fn a_heading_stands_on_the_page_once() {
    assert_eq!(
        html("前\n\n### （一）*职*能\n\n后"),
        "<p>前</p>\n<h4 id=\"jie-0-1\">（一）职能</h4>\n<p>后</p>\n"
    );
}

#[test]
fn a_chapter_of_headings_alone_is_empty() {
    assert!(read_ok("## 一\n\n### 二\n").chapters[0].is_empty);
}

#[test]
fn raw_html_is_refused() {
    assert_eq!(codes("一<b>二</b>"), [("ZP012", 1, 2)]);
    for text in [
        "<script>alert(1)</script>",
        "<!-- 注 -->",
        "<img src=x onerror=alert(1)>",
        "<svg onload=x>",
    ] {
        assert_eq!(codes(text), [("ZP012", 1, 1)], "{text}");
    }
}

#[test]
fn links_are_held_to_the_list() {
    assert_eq!(
        html("[网](https://example.org/)"),
        "<p><a href=\"https://example.org/\">网</a></p>\n"
    );
    assert_eq!(codes("[网](javascript:alert)"), [("ZP013", 1, 1)]);
    assert_eq!(codes("<javascript:alert>"), [("ZP013", 1, 1)]);
    assert_eq!(codes("![图](https://example.org/a.png)"), [("ZP013", 1, 1)]);
}

#[test]
fn tables_have_headers_and_aligned_figures_without_inline_style() {
    let table = html("| 项目 | 金额 |\n|---|---:|\n| 残联 | 4.28 |\n");
    assert!(table.contains("<th scope=\"col\">项目</th>"), "{table}");
    assert!(table.contains("<td class=\"number\">4.28</td>"), "{table}");
    assert!(!table.contains("style"), "{table}");
}

#[test]
fn footnotes_are_numbered_over_the_whole_text() {
    let narrative = read_ok("## 一\n\n甲[^a]。\n\n[^a]: 注一\n\n## 二\n\n乙[^b]。\n\n[^b]: 注二\n");
    let Piece::Html(second) = &narrative.chapters[1].body[0] else {
        panic!()
    };
    assert!(
        second.contains("href=\"#zhu-2\"") && second.contains("id=\"zhu-2\""),
        "{second}"
    );
}

#[test]
fn a_top_heading_is_refused() {
    assert_eq!(codes("# 标题\n"), [("ZP020", 1, 1)]);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic_or_lets_a_script_through(text in "[-*`#|<>{}%()\\[\\]!:。，“a-z一二 \n\\\\]{0,80}") {
        if let Ok(narrative) = read_text(&text) {
            for piece in narrative.opening.iter().chain(narrative.chapters.iter().flat_map(|chapter| &chapter.body)) {
                if let Piece::Html(html) = piece {
                    proptest::prop_assert!(!html.contains("javascript:"));
                    proptest::prop_assert!(!html.contains("style="));
                }
            }
        }
    }
}
