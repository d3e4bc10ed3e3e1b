use super::{yaml as in_one_way, *};
use crate::load::{self, yaml};
use crate::model::{BaseData, Region, Report, Site, Unit};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn library(root: &str) -> Library {
    load::forms(Path::new(root)).unwrap()
}

fn laid_out(text: &str) -> String {
    in_one_way::<Report>(&Source::new("report.yaml", text), &library("none"))
        .unwrap_or_else(|| panic!("no form for:\n{text}"))
}

/// What a file says, to the last decimal place.
fn said<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    format!(
        "{:?}",
        yaml::read::<T>(&mut Source::new("a", text)).unwrap()
    )
}

/// The same of a report; columns of a form's own have no order of their own.
fn said_by_report(text: &str) -> String {
    let mut report: Report = yaml::read(&mut Source::new("a", text)).unwrap();
    fn sort(rows: &mut [Indicator]) {
        for row in rows {
            row.extra.0.sort();
            sort(&mut row.children);
        }
    }
    sort(&mut report.indicators);
    for goal in &mut report.goals {
        sort(&mut goal.indicators);
    }
    format!("{report:?}")
}

#[test]
fn there_is_one_way_to_write_a_report() {
    let text = "\
# 全文说明

总分:   ９８.５0   # 合计
标题: \"某表\"
表式:  湖南-整体支出
年度: 2023


预算执行: {得分: 10, 分值: 10,   全年执行数: '1,000.00',全年预算数: 1000}
绩效指标:
# 第一行
- 得分: 4
  分值:   4
  # 名称
  三级指标: \"甲: 乙\"
  实际完成值: '>80%'
  一级指标: 产出指标


- {三级指标: 丙, 一级指标: 效益指标}
  # 末尾
年度目标:
    -   预期目标:   |
            一
              二

        实际完成情况: \"三
          四\"
备注: 一
  二 # 折行
# 完
";
    let expected = "\
# 全文说明

表式: 湖南-整体支出
年度: 2023
标题: 某表
预算执行: {全年预算数: 1000, 全年执行数: 1000.00, 分值: 10, 得分: 10}

年度目标:
  - 预期目标: |
      一
        二
    实际完成情况: 三 四

绩效指标:
  # 第一行
  - 一级指标: 产出指标
    # 名称
    三级指标: '甲: 乙'
    实际完成值: '>80%'
    分值: 4
    得分: 4
  - {一级指标: 效益指标, 三级指标: 丙}
  # 末尾

总分: 98.50  # 合计
备注: 一 二  # 折行
# 完
";
    assert_eq!(laid_out(text), expected);
    assert_eq!(laid_out(expected), expected);
}

#[test]
fn a_text_keeps_the_quotes_that_it_needs_and_no_others() {
    for (written, expected) in [
        ("'甲'", "甲"),
        ("\"100%\"", "100%"),
        ("\"%\"", "'%'"),
        ("\"-31.4%\"", "-31.4%"),
        ("'---'", "'---'"),
        ("'-'", "'-'"),
        ("\"it's: so\"", "'it''s: so'"),
        ("'a #b'", "'a #b'"),
        ("a#b", "a#b"),
        ("'是：否'", "是：否"),
        ("'true'", "'true'"),
        ("''", "''"),
        ("", ""),
        ("' 甲'", "' 甲'"),
        ("'甲:'", "'甲:'"),
        ("\"一\\t二\"", "\"一\\u0009二\""),
        ("\"\\u200B\"", "\"\\u200B\""),
        ("\"一\\n二\"", "|-\n  一\n  二"),
        ("\"一\\n二\\n\"", "|\n  一\n  二"),
        ("\"一\\n\\n\"", "\"一\\n\\n\""),
        ("\" 一\\n二\"", "|2-\n   一\n  二"),
        (">\n  一\n  二\n", ">\n  一\n  二"),
        ("|\n\n  一\n", "|\n\n  一"),
        ("|+\n  一\n\n", "\"一\\n\\n\\n\""),
        ("[一]", "'[一]'"),
    ] {
        let text = format!("备注: {written}\n");
        if written == "[一]" {
            assert!(in_one_way::<Report>(&Source::new("a", text), &library("none")).is_none());
            continue;
        }
        let space = if expected.is_empty() { "" } else { " " };
        assert_eq!(
            laid_out(&text),
            format!("备注:{space}{expected}\n"),
            "{written}"
        );
    }
}

#[test]
fn a_row_stands_in_the_order_of_its_form() {
    let text = "表式: 重庆-整体支出\n绩效指标:\n  - 得分: 1\n    其中: []\n    计分: 二\n    实际完成值: 1\n    分值: 2\n    三级指标: 甲\n    年度指标值: 1\n";
    let expected = "表式: 重庆-整体支出\n\n绩效指标:\n  - 三级指标: 甲\n    年度指标值: 1\n    分值: 2\n    实际完成值: 1\n    计分: 二\n    得分: 1\n    其中: []\n";
    assert_eq!(laid_out(text), expected);
}

#[test]
fn a_key_in_quotes_opens_no_brackets() {
    let text = "\"总分\": 9\n'公开':\n  'a: b': 甲\n  丙: 乙 # {}\n  丁: [\n    ]\n";
    assert_eq!(
        in_one_way::<Report>(&Source::new("a", text), &library("none")),
        None
    );
    let text = "\"总分\": 9\n'公开':\n  'a: b': 甲\n  丙: 乙 # {}\n校验说明: [\n  ]\n";
    let expected = "公开:\n  'a: b': 甲\n  丙: 乙  # {}\n\n总分: 9\n校验说明: []\n";
    assert_eq!(laid_out(text), expected);
}

#[test]
fn what_the_author_orders_stays_in_order() {
    let text = "预算执行:\n  其中:\n    乙: {全年执行数: 1, 全年预算数: 2}\n    甲:\n      全年执行数: 1\n  按收入性质:\n    丁: 1\n    丙: 2\n";
    let expected = "预算执行:\n  按收入性质:\n    丁: 1\n    丙: 2\n  其中:\n    乙: {全年预算数: 2, 全年执行数: 1}\n    甲:\n      全年执行数: 1\n";
    assert_eq!(laid_out(text), expected);
    let base = "经费控制:\n- 其中:\n  - 本年决算数: 1\n    项目: 乙\n  项目: 甲\n";
    let expected = "经费控制:\n  - 项目: 甲\n    其中:\n      - 项目: 乙\n        本年决算数: 1\n";
    let source = Source::new("base.yaml", base);
    let laid_out = in_one_way::<BaseData>(&source, &library("none"));
    assert_eq!(laid_out.as_deref(), Some(expected));
}

#[test]
fn a_file_with_a_fault_has_no_form() {
    for text in [
        "总分: 1,23\n",
        "总分: 1\n总分: 2\n",
        "没有: 1\n",
        "总分：1\n",
        "a: &a 1\n",
        "备注: #1 楼\n",
        "",
    ] {
        let source = Source::new("report.yaml", text);
        assert_eq!(
            in_one_way::<Report>(&source, &library("none")),
            None,
            "{text}"
        );
    }
}

fn files(folder: &Path, ending: &str, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, into);
        } else if path.extension().is_some_and(|found| found == ending) {
            into.push(path);
        }
    }
}

fn holds<T: DeserializeOwned + std::fmt::Debug>(path: &Path, forms: &Library) {
    let name = path.display().to_string();
    let source = load::text::read(path, &name).unwrap();
    let once = in_one_way::<T>(&source, forms).unwrap_or_else(|| panic!("{name}"));
    let twice = in_one_way::<T>(&Source::new(name.clone(), once.clone()), forms);
    assert_eq!(twice.as_ref(), Some(&once), "{name}");
    if name.contains("report.yaml") || name.contains("/projects/") {
        assert_eq!(
            said_by_report(&source.text),
            said_by_report(&once),
            "{name}"
        );
    } else {
        assert_eq!(said::<T>(&source.text), said::<T>(&once), "{name}");
    }
}

#[test]
fn every_file_of_the_samples_says_the_same_in_its_one_form() {
    for root in ["", "tests/provinces"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
        let forms = load::forms(&root).unwrap();
        let mut found = Vec::new();
        files(&root.join("content"), "yaml", &mut found);
        assert!(found.len() > 30);
        for path in &found {
            let text = path.display().to_string();
            match path.file_name().unwrap().to_str().unwrap() {
                "site.yaml" => holds::<Site>(path, &forms),
                "unit.yaml" => holds::<Unit>(path, &forms),
                "region.yaml" => holds::<Region>(path, &forms),
                "base.yaml" => holds::<BaseData>(path, &forms),
                _ if text.contains("/forms/") => holds::<Form>(path, &forms),
                _ => holds::<Report>(path, &forms),
            }
        }
    }
}

const BESIDE: load::narrative::Beside<'_> = load::narrative::Beside {
    figure: &|_| Some(String::new()),
    page: "",
    attachments: &[],
};

fn narrative(text: &str) -> Option<String> {
    markdown(&Source::new("report.md", text), &BESIDE)
}

#[test]
fn a_narrative_changes_where_nobody_sees_it() {
    let text =
        "\n\n## 甲 \n一  \n二   \n\n三 \n## 乙\n\n\n- 四\n## 丙\n```\n五  \n\n## 六\n```\n七";
    let expected =
        "## 甲\n\n一  \n二\n\n三\n\n## 乙\n\n- 四\n\n## 丙\n\n```\n五  \n\n## 六\n```\n七\n";
    assert_eq!(narrative(text).as_deref(), Some(expected));
    assert_eq!(narrative(expected).as_deref(), Some(expected));
    // spaces within a text that is set as code are part of it
    assert_eq!(narrative("` \n`\n"), None);
}

/// A report in some odd writing.
fn odd_reports() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        4 => "[甲乙丙%，：1-9≥]{1,8}",
        1 => "[甲a:# '\"\\[\\]{},|>%@`~&*!?-]{0,8}",
        1 => Just("一\n二".to_owned()),
        1 => Just("一\n\n  二\n".to_owned()),
        1 => Just("null".to_owned()),
    ];
    let figure = prop_oneof![
        "[1-9][0-9]{0,3}(\\.[0-9]{1,3})?",
        "[１-９]{1,3}",
        Just("1,234.50".to_owned())
    ];
    let comment = prop_oneof![3 => Just(None), 1 => "#[ a甲:'\"#-]{0,6}".prop_map(Some)];
    let leaf = (0..4_u8, text.clone(), figure, comment.clone());
    let row = prop::collection::vec((0..9_usize, leaf.clone(), 0..3_usize), 1..6);
    let top = (
        0..8_u8,
        leaf,
        prop::collection::vec(row, 0..4),
        comment,
        0..4_usize,
    );
    (prop::collection::vec(top, 1..8), 0..4_usize).prop_map(|(blocks, step)| {
        let mut report = Odd::default();
        for (kind, leaf, rows, comment, blank) in blocks {
            report.block(kind, &leaf, &rows, comment.as_deref(), blank, step + 1);
        }
        report.text
    })
}

type Leaf = (u8, String, String, Option<String>);

#[derive(Default)]
struct Odd {
    text: String,
    keys: Vec<String>,
}

impl Odd {
    fn comment(&mut self, comment: Option<&str>, indent: usize) {
        if let Some(comment) = comment {
            self.text
                .push_str(&format!("{}{comment}\n", " ".repeat(indent)));
        }
    }

    fn leaf(
        &mut self,
        key: &str,
        figure: bool,
        (style, text, number, comment): &Leaf,
        indent: usize,
    ) {
        let value = match (figure, style) {
            (true, 0) => format!("'{number}'"),
            (true, _) => number.clone(),
            (false, 0) => format!("'{}'", text.replace('\'', "''").replace('\n', "\n\n ")),
            (false, 1) if text.contains('\n') => {
                let pad = " ".repeat(indent + 3);
                let lines: Vec<String> = text
                    .split('\n')
                    .map(|line| format!("{pad}{line}"))
                    .collect();
                self.text
                    .push_str(&format!("{key}: |-\n{}\n", lines.join("\n")));
                return;
            }
            (false, _) => serde_json::to_string(text).unwrap(),
        };
        let comment = comment
            .as_ref()
            .map_or(String::new(), |comment| format!("   # {comment}"));
        self.text.push_str(&format!("{key}:   {value}{comment}\n"));
    }

    fn block(
        &mut self,
        kind: u8,
        leaf: &Leaf,
        rows: &[Vec<(usize, Leaf, usize)>],
        comment: Option<&str>,
        blank: usize,
        step: usize,
    ) {
        let key = [
            "标题",
            "总分",
            "备注",
            "绩效指标",
            "公开",
            "预算执行",
            "等级",
            "年度目标",
        ][usize::from(kind)];
        if self.keys.iter().any(|known| known == key) {
            return;
        }
        self.keys.push(key.to_owned());
        self.text.push_str(&"\n".repeat(blank / 2));
        self.comment(comment, if blank == 3 { 1 } else { 0 });
        self.text.push_str(&"\n".repeat(blank % 2));
        match key {
            "绩效指标" | "年度目标" if !rows.is_empty() => {
                self.text.push_str(&format!("{key}:\n"));
                for row in rows {
                    self.row(key, row, step);
                }
                self.comment(comment, step);
            }
            "公开" | "预算执行" if !rows.is_empty() => {
                let known: &[&str] = match key {
                    "公开" => &["丁", "戊", "己", "辛", "壬", "癸", "子", "丑", "寅"],
                    _ => &[
                        "得分",
                        "分值",
                        "全年执行数",
                        "偏差原因",
                        "全年预算数",
                        "年初预算数",
                        "得分",
                        "分值",
                        "得分",
                    ],
                };
                self.text.push_str(&format!("{key}: # 甲\n"));
                let mut seen = Vec::new();
                for (at, leaf, blank) in &rows[0] {
                    let name = known[*at];
                    if !seen.contains(&name) {
                        seen.push(name);
                        self.text.push_str(&"\n".repeat(*blank));
                        self.text.push_str(&" ".repeat(step));
                        self.leaf(name, key != "公开" && name != "偏差原因", leaf, step);
                    }
                }
                self.comment(comment, step);
            }
            "绩效指标" | "年度目标" | "公开" | "预算执行" => {
                self.text.push_str(&format!("{key}:\n"));
            }
            _ => self.leaf(key, key == "总分", leaf, 0),
        }
    }

    fn row(&mut self, list: &str, row: &[(usize, Leaf, usize)], step: usize) {
        let known: &[(&str, bool)] = match list {
            "绩效指标" => &[
                ("得分", true),
                ("分值", true),
                ("三级指标", false),
                ("实际完成值", false),
                ("自定", false),
                ("说明", false),
                ("一级指标", false),
                ("又自定", false),
                ("计分", false),
            ],
            _ => &[
                ("得分", true),
                ("分值", true),
                ("编号", false),
                ("实际完成情况", false),
                ("预期目标", false),
                ("调整目标", false),
                ("编号", false),
                ("编号", false),
                ("编号", false),
            ],
        };
        let mut seen = Vec::new();
        for (at, leaf, blank) in row {
            let (name, figure) = known[*at];
            if seen.contains(&name) {
                continue;
            }
            let pad = " ".repeat(step - 1);
            if seen.is_empty() {
                self.text.push_str(&format!("{pad}-   "));
            } else {
                self.text.push_str(&"\n".repeat(*blank));
                self.comment(leaf.3.as_deref().filter(|_| *blank == 1), step + 3);
                self.text.push_str(&format!("{pad}    "));
            }
            seen.push(name);
            self.leaf(name, figure, leaf, step + 3);
        }
    }
}

/// What is put into a file.
const PUT: [&str; 22] = [
    "#",
    " # 甲",
    "\n",
    "\n\n",
    "  ",
    "    ",
    "'",
    "\"",
    "- ",
    ": ",
    "|",
    ">",
    "\t",
    "{",
    "]",
    "\n# 乙\n",
    "\n    # 丙\n",
    "\n      # 丁\n",
    "１",
    ", ",
    "---\n",
    "\\n",
];

/// What things are put into.
const MENDED: &str = "\
# 说明
表式: 湖南-整体支出
公开: {公开方式: 主动公开, 发布日期: 2024-03-28}
预算执行:
  全年执行数: 1000
  按收入性质:
    其他资金: 204.72
  其中: {当年财政拨款: {全年预算数: 5}}
年度目标:
  - 实际完成情况: |
      一
      二
    预期目标: >-
      三
      四
绩效指标:
  - 三级指标: \"甲\"
    得分: 4
    其中:
    - 三级指标: 乙
      分值: '3'
  - {三级指标: 丙, 得分: 5}
总分: 9
备注: 一
  二
不公开:
  人: [甲, 乙]
";

fn comments_of(text: &str) -> Vec<String> {
    let outline = Outline::of::<Report>(&Source::new("a", text)).unwrap();
    let mut comments: Vec<String> = outline.comments.into_iter().map(|one| one.text).collect();
    comments.sort();
    comments
}

proptest! {
    #[test]
    fn laid_out_twice_is_laid_out_once_and_nothing_said_is_lost(text in odd_reports()) {
        let source = Source::new("report.yaml", text.clone());
        let forms = library("none");
        let readable = yaml::read::<Report>(&mut source.clone()).is_ok();
        let once = in_one_way::<Report>(&source, &forms);
        prop_assert_eq!(once.is_some(), readable, "{}", text);
        if let Some(once) = once {
            prop_assert_eq!(said_by_report(&once), said_by_report(&text));
            prop_assert_eq!(comments_of(&once), comments_of(&text));
            let twice = in_one_way::<Report>(&Source::new("report.yaml", once.clone()), &forms);
            prop_assert_eq!(twice, Some(once));
        }
    }

    #[test]
    fn a_file_with_anything_put_into_it_is_laid_out_or_let_be(
        put in prop::collection::vec((any::<prop::sample::Index>(), 0..PUT.len()), 1..5),
    ) {
        let mut text = MENDED.to_owned();
        for (place, piece) in put {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            text.insert_str(*place.get(&places), PUT[piece]);
        }
        let forms = library("none");
        if let Some(once) = in_one_way::<Report>(&Source::new("report.yaml", text.clone()), &forms) {
            prop_assert_eq!(said_by_report(&once), said_by_report(&text), "{}", text);
            prop_assert_eq!(comments_of(&once), comments_of(&text), "{}", text);
            let twice = in_one_way::<Report>(&Source::new("report.yaml", once.clone()), &forms);
            prop_assert_eq!(twice, Some(once), "{}", text);
        }
    }

    #[test]
    fn a_narrative_laid_out_twice_is_laid_out_once_and_only_one_line_of_code_stops_it(
        text in "([甲# `|-]{0,4}(  )?\n{1,3}|## [甲乙]\n|- 丙 *\n|```\n|    丁  \n){0,9}",
    ) {
        let once = narrative(&text);
        let readable = load::narrative::read(Source::new("a", text.clone()), &BESIDE).is_ok();
        prop_assert!(once.is_some() || !readable || text.contains('`'), "{}", text);
        if let Some(once) = once {
            prop_assert_eq!(narrative(&once), Some(once));
        }
    }
}
