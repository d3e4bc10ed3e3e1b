use super::*;
use crate::load;
use crate::model::{DataPath, Segment};
use proptest::prelude::*;
use std::path::Path;

fn library() -> Library {
    load::forms(Path::new("none")).unwrap()
}

fn compared(kind: Kind, old: &str, new: &str) -> FileChange {
    let forms = library();
    let (old, new) = (Source::new("a", old), Source::new("a", new));
    let side = |source| {
        Some(Side {
            source: Some(source),
            forms: &forms,
        })
    };
    file("content/jia/2023/a", "某表", kind, side(&old), side(&new))
}

fn told(old: &str, new: &str) -> Vec<String> {
    human::lines(&compared(Kind::Report, old, new))
}

const REPORT: &str = "\
表式: 湖南-整体支出
预算执行: {全年预算数: 1000, 全年执行数: 1000, 分值: 10, 得分: 10}
绩效指标:
  - {一级指标: 产出指标, 三级指标: 隐患整改率, 年度指标值: 100%, 实际完成值: 100%, 分值: 50, 得分: 50}
  - {一级指标: 效益指标, 三级指标: 道路清扫, 年度指标值: 9条, 实际完成值: 9条, 分值: 30, 得分: 30}
  - {一级指标: 满意度指标, 三级指标: 群众满意度, 年度指标值: 95%, 实际完成值: 96%, 分值: 10, 得分: 9}
不公开: {电话: 13800000001}
";

fn changed(old: &str, new: &str) -> String {
    assert!(REPORT.contains(old));
    REPORT.replacen(old, new, 1)
}

#[test]
fn a_figure_is_told_with_what_follows_from_it() {
    assert_eq!(
        told(REPORT, &changed("分值: 50, 得分: 50", "分值: 50, 得分: 39")),
        ["指标“隐患整改率”的得分 50 → 39；总分 99 → 88，等级 优 → 良"]
    );
    assert_eq!(
        told(REPORT, &changed("全年执行数: 1000", "全年执行数: 900")),
        ["预算执行的全年执行数 1000 → 900；执行率 100% → 90%"]
    );
    let two = changed("得分: 50", "得分: 49").replace("得分: 9}", "得分: 8}");
    assert_eq!(
        told(REPORT, &two),
        [
            "指标“隐患整改率”的得分 50 → 49",
            "指标“群众满意度”的得分 9 → 8",
            "由此：总分 99 → 97"
        ]
    );
}

#[test]
fn a_row_that_comes_goes_or_moves_is_told_as_such() {
    let rows: Vec<&str> = REPORT.lines().collect();
    let put = |order: &[usize]| -> String {
        let lines = order.iter().map(|at| rows[*at]);
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        told(REPORT, &put(&[0, 1, 2, 4, 5, 3, 6])),
        ["移动指标“隐患整改率”：第 1 项 → 第 3 项"]
    );
    assert_eq!(
        told(REPORT, &put(&[0, 1, 2, 3, 5, 6])),
        [
            "删去指标“道路清扫”（年度指标值 9条，实际完成值 9条，分值 30，得分 30）",
            "由此：总分 99 → 69，等级 优 → 中"
        ]
    );
    assert_eq!(
        told(&put(&[0, 1, 2, 3, 5, 6]), REPORT)[0],
        "新增指标“道路清扫”（年度指标值 9条，实际完成值 9条，分值 30，得分 30）"
    );
    // moved, with a figure that changed
    let moved = put(&[0, 1, 2, 4, 5, 3, 6]).replace("得分: 50", "得分: 48");
    assert_eq!(
        told(REPORT, &moved)[1..],
        ["指标“隐患整改率”的得分 50 → 48", "由此：总分 99 → 97"]
    );
}

#[test]
fn a_row_with_another_name_is_known_by_its_values() {
    assert_eq!(
        told(
            REPORT,
            &changed("三级指标: 道路清扫", "三级指标: 道路清扫条数")
        ),
        ["指标“道路清扫条数”的三级指标 道路清扫 → 道路清扫条数"]
    );
}

#[test]
fn what_changed_only_in_writing_is_told_so() {
    assert_eq!(
        told(REPORT, &REPORT.replace(", ", ",   ")),
        ["只有写法变动"]
    );
    assert_eq!(
        told(REPORT, &REPORT.replace("1000", "'1,000'")),
        ["只有写法变动"]
    );
    let commented = format!("# 注\n{REPORT}");
    assert_eq!(told(REPORT, &commented), ["只有注释和写法变动"]);
    assert_eq!(told(REPORT, "总分: 1,2\n"), ["有错，读不懂，没有比较"]);
}

#[test]
fn what_is_private_is_only_said_to_have_changed() {
    let other = REPORT.replace("13800000001", "13800000002");
    let change = compared(Kind::Report, REPORT, &other);
    assert_eq!(human::lines(&change), ["不公开部分有改动"]);
    let all = Comparison {
        units: vec![UnitChange {
            files: vec![change],
            ..UnitChange::default()
        }],
    };
    for text in [
        to_human(&all),
        to_json(&all),
        to_markdown(&all),
        to_html(&all),
    ] {
        assert!(!text.contains("138"), "{text}");
    }
}

#[test]
fn a_personal_number_outside_of_it_is_masked() {
    let other = format!("{REPORT}备注: 电话13800000001\n");
    assert_eq!(told(REPORT, &other), ["备注 空 → 电话138****0001"]);
}

#[test]
fn a_narrative_is_told_paragraph_by_paragraph() {
    let old =
        "## 一、概况\n\n本年支出100万元，比上年增加一成。\n\n后勤保障。\n\n## 二、问题\n\n无。\n";
    let new = "## 一、概况\n\n本年支出120万元，比上年增加一成。\n\n## 二、问题\n\n无。\n\n编制预算不细。\n";
    assert_eq!(
        human::lines(&compared(Kind::Narrative, old, new)),
        [
            "“一、概况”改了一段：本年支出100万元，比上年增加一成。 → 本年支出120万元，比上年增加一成。",
            "“一、概况”删去一段：后勤保障。",
            "“二、问题”新增一段：编制预算不细。"
        ]
    );
    let lines = human::lines(&compared(Kind::Narrative, old, &old.replace('\n', "\n\n")));
    assert_eq!(lines, ["只有写法变动"]);
}

#[test]
fn order_counts_where_it_is_the_author_s() {
    let old = "公开: {索引号: 1, 发布日期: 2024-03-28, 公开方式: 主动公开}\n";
    let new = "公开: {公开方式: 主动公开, 索引号: 1, 发布日期: 2024-03-28}\n";
    assert_eq!(told(old, new), ["移动公开“公开方式”：第 3 项 → 第 1 项"]);
    let old = "总分: 1\n备注: 二\n";
    assert_eq!(told(old, "备注: 二\n总分: 1\n"), ["只有写法变动"]);
}

#[test]
fn nothing_in_a_comment_of_a_merge_request_is_markdown() {
    let other = format!("{REPORT}备注: '<img src=x> @all #1 **甲** [乙](http://丙) `丁`'\n");
    let all = Comparison {
        units: vec![UnitChange {
            files: vec![compared(Kind::Report, REPORT, &other)],
            ..UnitChange::default()
        }],
    };
    let text = to_markdown(&all);
    for mark in ["<img", "@all", " #1", "**甲**", "[乙]", "http:", " `"] {
        assert!(!text.contains(mark), "{mark}: {text}");
    }
}

#[test]
fn a_page_holds_hostile_text_as_text_and_no_script() {
    let hostile = "</li><script>alert(1)</script><img src=x onerror=y>";
    let other = format!("{REPORT}备注: '{hostile}'\n");
    let all = Comparison {
        units: vec![UnitChange {
            name: hostile.to_owned(),
            files: vec![compared(Kind::Report, REPORT, &other)],
            ..UnitChange::default()
        }],
    };
    let page = scraper::Html::parse_document(&to_html(&all));
    let selected = |tags: &str| {
        let selector = scraper::Selector::parse(tags).unwrap();
        page.select(&selector).count()
    };
    assert_eq!(selected("script, img, link, iframe"), 0);
    assert_eq!((selected("h2"), selected("li")), (1, 1));
    assert!(
        page.root_element()
            .text()
            .collect::<String>()
            .contains(hostile)
    );
    assert_eq!(to_html(&all), to_html(&all));
}

/// A report with figures that may be blank.
fn reports() -> impl Strategy<Value = (String, String)> {
    let figure = || prop_oneof![3 => "[1-9][0-9]{0,2}(\\.[0-9]{1,2})?", 1 => Just(String::new())];
    let pair = || (figure(), figure(), prop::bool::weighted(0.3));
    let row = ("[甲乙]", pair(), pair());
    (pair(), pair(), prop::collection::vec(row, 0..6)).prop_map(|(budget, total, rows)| {
        let pick = |(old, new, changes): &(String, String, bool), is_new: bool| match changes {
            true if is_new => new.clone(),
            _ => old.clone(),
        };
        let text = |is_new: bool| {
            let mut text = format!(
                "预算执行:\n  全年预算数: {}\n总分: {}\n绩效指标:\n",
                pick(&budget, is_new),
                pick(&total, is_new)
            );
            for (at, (name, weight, score)) in rows.iter().enumerate() {
                text.push_str(&format!(
                    "  - 三级指标: {name}{at}\n    分值: {}\n    得分: {}\n",
                    pick(weight, is_new),
                    pick(score, is_new)
                ));
            }
            text
        };
        (text(false), text(true))
    })
}

/// The text with a figure put in its place.
fn with(text: &str, change: &ValueChange) -> String {
    let path = DataPath::parse(&change.path).unwrap();
    let Some(Segment::Key(key)) = path.0.last() else {
        panic!("{path}")
    };
    let row = path.0.iter().find_map(|segment| match segment {
        Segment::Index(at) => Some(*at),
        Segment::Key(_) => None,
    });
    let start = row.map_or(0, |row| {
        text.match_indices("- 三级指标").nth(row).unwrap().0
    });
    let at = start + text[start..].find(&format!("{key}:")).unwrap() + key.len() + 1;
    let end = at + text[at..].find('\n').unwrap();
    assert_eq!(
        text[at..end].trim(),
        change.old.as_deref().unwrap_or_default()
    );
    let new = change.new.as_deref().unwrap_or_default();
    format!("{} {new}{}", &text[..at], &text[end..])
}

proptest! {
    #[test]
    fn a_report_differs_in_nothing_from_itself(texts in reports()) {
        let change = compared(Kind::Report, &texts.0, &texts.0);
        prop_assert_eq!(change.fate, Fate::Writing);
        prop_assert!(change.effects.is_empty() && change.values.is_empty() && change.rows.is_empty());
    }

    #[test]
    fn the_listed_figures_lead_from_the_old_report_to_the_new(texts in reports()) {
        let change = compared(Kind::Report, &texts.0, &texts.1);
        prop_assert!(change.rows.is_empty());
        let led = change.values.iter().fold(texts.0.clone(), |text, value| with(&text, value));
        let data = |text: &str| {
            format!("{:?}", yaml::read::<Report>(&mut Source::new("a", text)).unwrap())
        };
        prop_assert_eq!(data(&led), data(&texts.1));
    }
}
