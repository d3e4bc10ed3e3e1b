//! Small texts in; codes, places and words out.

use super::*;
use crate::form::Form;
use crate::model::Report;
use proptest::prelude::*;

/// `code line:column message ▸ help` of every error.
fn errors_of<T: DeserializeOwned>(text: &str) -> Vec<String> {
    let mut source = Source::new("report.yaml", text);
    let Err(errors) = read::<T>(&mut source) else {
        return Vec::new();
    };
    errors
        .iter()
        .map(|error| {
            let at = error.place.position.unwrap();
            format!(
                "{} {}:{} {} ▸ {}",
                error.code, at.line, at.column, error.message, error.help
            )
        })
        .collect()
}

fn errors(text: &str) -> Vec<String> {
    errors_of::<Report>(text)
}

/// Each error starts with its expected code and place and holds the words.
fn assert_errors(text: &str, expected: &[(&str, &str)]) {
    let found = errors(text);
    assert_eq!(found.len(), expected.len(), "{text}\n{found:#?}");
    for (found, (start, words)) in found.iter().zip(expected) {
        assert!(found.starts_with(&format!("{start} ")), "{text}\n{found}");
        for words in words.split('&') {
            assert!(found.contains(words), "{text}\n{found}\n{words}");
        }
    }
}

const SAMPLE: &str = "\
# 自评表
表式: 湖南-整体支出
年度: 2023
标题: 2023年度“整体支出”绩效自评表
金额单位: 万元
公开:
  索引号: 430600/2024-001
  发布日期: 2024-03-28
填报:
  单位负责人:
  填报日期: 2024年3月20日
预算执行:
  年初预算数: 942.79
  全年预算数: 2706.79
  全年执行数: 2706.79
  分值: 10
  执行率: 100%
  得分: 10
  按收入性质:
    一般公共预算: 2502.06
    其他资金: 204.73
  其中:
    当年财政拨款: {年初预算数: 942.79, 全年执行数: 2706.79}
年度目标:
  - 预期目标: |
      1. 拆除违法建设：139处；
      *2. 其他: 无
    实际完成情况: >
      全部完成
绩效指标:
  - 一级指标: 产出指标
    三级指标: \"拆除: 数量\"
    年度指标值: ≥139处
    分值: 4
    得分: 4
    偏差原因: 第一行
      *第二行：接着写
  - 一级指标: 产出指标
    三级指标: 总成本控制
    得分: 4
总分: 99
校验说明:
- 规则: ZP101
  位置: 预算执行.执行率
  说明: '原表如此'
不公开:
  联系电话: 0730-0000000
";

#[test]
fn a_sound_file_reads() {
    assert_eq!(errors(SAMPLE), Vec::<String>::new());
    let mut source = Source::new("report.yaml", SAMPLE);
    let report: Report = read(&mut source).unwrap();
    assert_eq!(report.indicators.len(), 2);
    assert_eq!(report.indicators[0].reason, "第一行 *第二行：接着写");
    let private = &source.private_lines[0];
    assert_eq!((private.start, private.end), (45, 47));
}

#[test]
fn habits_of_a_chinese_keyboard_are_explained_at_their_place() {
    let cases: &[(&str, &str, &str)] = &[
        (
            "预算执行:\n  分值：10\n",
            "ZP001 2:5",
            "全角的“：”&写作“分值: 10”",
        ),
        (
            "标题: 表\n总分：10\n年度: 2023\n",
            "ZP001 2:3",
            "全角的“：”&写作“总分: 10”",
        ),
        (
            "预算执行：\n  分值: 10\n",
            "ZP001 1:5",
            "全角的“：”&写作“预算执行:”",
        ),
        (
            "预算执行:\n  分值:10\n",
            "ZP001 2:5",
            "冒号后面少了空格&写作“分值: 10”",
        ),
        ("总分:10\n", "ZP001 1:3", "冒号后面少了空格&写作“总分: 10”"),
        ("总分:　10\n", "ZP001 1:3", "全角空格&写作“总分: 10”"),
        (
            "预算执行:\n\t分值: 10\n",
            "ZP001 2:1",
            "制表符（Tab）&每层两格",
        ),
        (
            "预算执行:\n　　分值: 10\n",
            "ZP001 2:1",
            "全角空格&每层两格",
        ),
        ("预算执行: {分值：10}\n", "ZP001 1:8", "半角&写作“分值: 10”"),
        (
            "绩效指标:\n  - 年度指标值: >=3\n",
            "ZP001 2:12",
            "“>”会被当成&请加引号：\">=3\"",
        ),
        (
            "绩效指标:\n  - 年度指标值: >3\n    得分: 4\n",
            "ZP001 2:12",
            "“>3”&请加引号：\">3\"",
        ),
        (
            "绩效指标:\n  - 年度指标值: >90%\n",
            "ZP001 2:12",
            "“>”会被当成&\">90%\"",
        ),
        ("标题: @街道\n", "ZP001 1:5", "“@”开头&请加引号：\"@街道\""),
        ("标题: %街道\n", "ZP001 1:5", "“%”开头&请加引号"),
        ("标题: `街道`\n", "ZP001 1:5", "“`”开头&请加引号"),
        (
            "备注: 依据: 某文件\n",
            "ZP001 1:5",
            "“: ”&请加引号：\"依据: 某文件\"",
        ),
        ("备注: 完成 #1 楼\n", "ZP001 1:5", "“#”会被当成注释&加引号"),
        (
            "备注: \"望岳\"街道\n",
            "ZP001 1:5",
            "引号之后还有字&'\"望岳\"街道'",
        ),
        (
            "备注: [附件1]说明\n",
            "ZP001 1:5",
            "“[”会被当成&\"[附件1]说明\"",
        ),
        ("备注: -\n", "ZP001 1:5", "单独一个“-”&加引号"),
        (
            "备注: \"望岳街道\n总分: 9\n",
            "ZP001 1:5",
            "引号没有成对&补上",
        ),
        (
            "备注: \"望岳街道\n标题: \"表\"\n",
            "ZP001 1:5",
            "引号没有成对&补上",
        ),
        (
            "预算执行:\n  分值: 10\n    得分: 9\n",
            "ZP001 3:1",
            "缩进多了&2 个半角空格",
        ),
        ("预算执行:\n  分值: 10\n 得分: 9\n", "ZP001 3:2", "对不齐"),
        (
            "绩效指标:\n  -三级指标: 甲\n",
            "ZP001 2:3",
            "“-”后面要空一格&写作“- 三级指标: 甲”",
        ),
        (
            "绩效指标:\n  - 三级指标: 甲\n  -三级指标: 乙\n",
            "ZP001 3:3",
            "“-”后面要空一格",
        ),
        (
            "绩效指标:\n  － 三级指标: 甲\n",
            "ZP001 2:3",
            "半角的“-”&“－”",
        ),
        (
            "表式: 甲\n年度\n总分: 3\n",
            "ZP001 2:1",
            "“年度”后面少了冒号",
        ),
        ("绩效指标: [{得分: 1}\n总分: 3\n", "ZP001 1:7", "没有“]”"),
    ];
    for (text, start, words) in cases {
        assert_errors(text, &[(start, words)]);
    }
}

#[test]
fn keys_are_held_against_what_the_format_knows() {
    assert_errors(
        "预算执行:\n  得份: 10\n",
        &[("ZP002 2:3", "是不是“得分”？")],
    );
    assert_errors("“总分”: 10\n", &[("ZP002 1:1", "栏目名“总分”里多了")]);
    assert_errors(
        "得分: 10\n",
        &[("ZP002 1:1", "不写在这里&应写在“绩效指标”")],
    );
    assert_errors(
        "总分: 1\n备注: x\n总分: 2\n",
        &[("ZP003 3:1", "“总分”写了两次")],
    );
    assert_errors(
        "公开:\n  索引号: 1\n  索引号: 2\n绩效指标:\n  - 得分: 1\n    得分: 1\n",
        &[("ZP003 3:3", "索引号"), ("ZP003 6:5", "得分")],
    );
}

#[test]
fn wrong_values_are_told_in_words() {
    for (text, start, words) in [
        (
            "绩效指标: 产出\n",
            "ZP004 1:7",
            "应写一个列表，却写成了“产出”",
        ),
        (
            "绩效指标:\n  三级指标: 甲\n",
            "ZP004 2:3",
            "应写一个列表，却写成了一组",
        ),
        (
            "填报:\n  - 甲\n",
            "ZP004 2:3",
            "应写一组“栏目: 内容”，却写成了一个列表",
        ),
        ("备注:\n  依据: 甲\n", "ZP004 2:3", "应写一段文字"),
        ("总分: [1]\n", "ZP004 1:5", "应写一段文字或一个数"),
        (
            "绩效指标:\n  - 甲\n",
            "ZP004 2:5",
            "一组“栏目: 内容”，却写成了“甲”",
        ),
        ("- 甲\n", "ZP004 1:1", "一组“栏目: 内容”"),
        ("甲\n", "ZP004 1:1", "一组“栏目: 内容”"),
        ("年度: 二〇二三\n", "ZP006 1:5", "四位数字"),
        (
            "金额单位: 万\n",
            "ZP006 1:7",
            "是不是“万元”？&可选：元、万元、亿元",
        ),
        ("绩效指标:\n  - 并入上行: 是\n", "ZP006 2:11", "true（是）"),
        ("预算执行:\n  分值: 1_000\n", "ZP005 2:7", "写作 1000"),
        ("总分: abc\n", "ZP005 1:5", ""),
        ("总分: .nan\n", "ZP005 1:5", ""),
        ("总分: ---\n", "ZP005 1:5", ""),
        ("总分: “10”\n", "ZP005 1:5", "去掉引号"),
    ] {
        assert_errors(text, &[(start, words)]);
    }
}

#[test]
fn all_errors_of_a_file_come_at_once() {
    assert_errors(
        "表试: 甲\n年度: 今年\n总分：abc\n预算执行:\n  分值: x\n  得份: 3\n  得分:4\n绩效指标:\n  - 分值: y\n  - 得分: >3\n",
        &[
            ("ZP002 1:1", "表式"),
            ("ZP006 2:5", "四位"),
            ("ZP001 3:3", "全角"),
            ("ZP005 3:4", ""),
            ("ZP005 5:7", ""),
            ("ZP002 6:3", "得分"),
            ("ZP001 7:5", "空格"),
            ("ZP005 9:9", ""),
            ("ZP001 10:9", ">3"),
        ],
    );
    let many: String = (0..80).map(|n| format!("栏目{n}: 1\n")).collect();
    assert_eq!(errors(&many).len(), 50);
}

#[test]
fn what_yaml_can_do_and_a_report_may_not_is_refused() {
    for (text, start, words) in [
        ("总分: &a 1\n", "ZP007 1:5", "锚点"),
        ("总分: *a\n", "ZP007 1:5", "别名"),
        ("备注: **重点**\n", "ZP007 1:5", "加引号"),
        ("备注: !!str 1\n", "ZP007 1:5", "标签"),
        ("预算执行:\n  <<: {分值: 1}\n", "ZP007 2:3", "合并"),
        ("绩效指标: [a, &b c]\n", "ZP007 1:11", "锚点"),
        ("%YAML 1.1\n---\n总分: 1\n", "ZP007 1:1", "指令"),
        ("总分: 1\n---\n总分: 2\n", "ZP001 2:1", "第二份"),
        ("# 只有注释\n---\n", "ZP019 1:1", "没有内容"),
    ] {
        assert_errors(text, &[(start, words)]);
    }
    assert_errors("---\n总分: 1\n...\n", &[]);
    assert_errors("备注: a & b * c ! d\n标题: \"*x &y !z\"\n", &[]);
}

/// The parser could be made to work for ever; what refuses them looks at each
/// character once and at no more of them than the limits allow.
#[test]
fn bombs_are_refused_before_the_parser_sees_them() {
    let wide = format!(
        "a: &a [{}]\nb: [{}]\n",
        "x,".repeat(20_000),
        "*a,".repeat(13_000)
    );
    let hidden = format!("备注: 'x' *a\n{}", "b: [*a,*a]\n".repeat(5_000));
    let lists = "- ".repeat(50_000);
    let flow = "[".repeat(100_000);
    let many = format!("[{}]", "1,".repeat(1_000_000));
    for (text, code, stopped) in [
        (&wide, codes::ANCHOR, 3..5),
        (&hidden, codes::ANCHOR, 0..400),
        (&lists, codes::LIMIT, 200..201),
        (&flow, codes::LIMIT, 100..101),
        (&many, codes::LIMIT, 200_000..200_001),
    ] {
        let refused = scan::scan(text).refused;
        assert!(!refused.is_empty() && refused.len() <= MAX_PROBLEMS);
        for problem in &refused {
            assert_eq!(problem.code, code);
            assert!(stopped.contains(&problem.span.start), "{problem:?}");
        }
        let (data, said) = diagnosed(text);
        assert!(data.is_none());
        assert_eq!(said.len(), refused.len());
    }
    let lines: String = (0..400).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert_errors(&lines, &[("ZP009 129:129", "100 层")]);
}

fn diagnosed(text: &str) -> (Option<Report>, Vec<Diagnostic>) {
    read_all(&mut Source::new("report.yaml", text))
}

#[test]
fn what_is_private_is_never_quoted() {
    let secret = "13800000000";
    for text in [
        format!("不公开:\n  电话:{secret}\n  人: \"甲\n总分: 1\n"),
        format!("不公开：\n  电话： {secret}\n总分: x\n"),
        format!("不公开: @{secret}\n"),
        format!("不公开: &{secret} x\n"),
        format!("不公开: {{电话：{secret}\n, x: '{secret}\n"),
        format!("不公开:\n电话{secret}: 1\n人{secret}: 2\n总分: 1\n"),
        format!("不公开:\n\t电话: {secret}\n得份: 1\n"),
        format!("不公开: {{电话: 1,\n{secret}: 1}}\n不公开: {secret}\n"),
        format!("总分: 1\n 不公开: {secret}\n"),
    ] {
        let mut source = Source::new("report.yaml", text.as_str());
        let errors = read::<Report>(&mut source).unwrap_err();
        let said = format!("{errors:?}");
        assert!(!said.contains(secret), "{text}\n{said}");
    }
}

#[test]
fn a_form_file_reads_with_keys_alone_and_maps() {
    let form = "编号: 甲\n列: [三级指标, {键: 得分, 标题: 自评得分}]\n";
    assert_eq!(errors_of::<Form>(form), Vec::<String>::new());
    let found = errors_of::<Form>("编号: 甲\n列: [2023, {健: 得分}]\n范围: 整个\n");
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(
        found[0].starts_with("ZP004 2:5 这里不能写一个数"),
        "{found:#?}"
    );
    assert!(found[1].starts_with("ZP002 2:12 没有“健”"), "{found:#?}");
    assert!(found[2].starts_with("ZP006 3:5"), "{found:#?}");
}

#[test]
fn line_ends_that_only_the_parser_counts_do_not_shift_places() {
    assert_errors(
        "备注: {甲: 1,\u{2028}乙: 2}\n\"总分: 4\n",
        &[("ZP001 2:1", "引号没有成对")],
    );
}

#[test]
fn the_documented_examples_are_true() {
    for code in [
        "ZP001", "ZP002", "ZP003", "ZP004", "ZP005", "ZP006", "ZP007", "ZP009", "ZP019",
    ] {
        let text = codes::documentation(code).unwrap();
        let mut examples = text.split("```yaml\n").skip(1);
        let mut example = || examples.next().unwrap().split("```").next().unwrap();
        let (wrong, right) = (example(), example());
        let found = errors(wrong);
        assert_eq!(found.len(), 1, "{code} {found:#?}");
        assert!(found[0].starts_with(code), "{code} {found:#?}");
        assert_eq!(errors(right), Vec::<String>::new(), "{code}");
    }
}

/// The sample with a few characters changed.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (
        0..SAMPLE.chars().count(),
        0..4usize,
        proptest::sample::select(vec![
            "",
            ":",
            "：",
            ": ",
            "\n",
            " ",
            "\t",
            "　",
            "\"",
            "'",
            "- ",
            "-",
            "[",
            "]",
            "{",
            "}",
            "|",
            ">",
            "&a",
            "*a",
            "!",
            "#",
            "%",
            "@",
            ",",
            "得分",
            "9",
            "？",
            "\u{2028}",
            "\u{85}",
            "? ",
            "---",
            "不公开",
            "\\",
            "😀",
        ]),
    );
    proptest::collection::vec(edit, 1..5).prop_map(|edits| {
        let mut chars: Vec<char> = SAMPLE.chars().collect();
        for (at, cut, put) in edits {
            let at = at.min(chars.len());
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, put.chars());
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_change_is_read_or_told_in_chinese(text in mutated()) {
        let mut source = Source::new("report.yaml", text);
        if let Err(errors) = read::<Report>(&mut source) {
            prop_assert!(!errors.is_empty());
            for error in errors {
                prop_assert!(!error.message.is_empty());
                for english in ["invalid", "expected", "unknown", "found", "field", " at line"] {
                    prop_assert!(!error.message.contains(english), "{}", error.message);
                }
            }
        }
    }

    #[test]
    fn windows_line_ends_and_a_mark_change_nothing(text in mutated()) {
        use crate::load::text::decode;
        let windows = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
        let (Ok(mut unix), Ok(mut windows)) =
            (decode("a", text.as_bytes()), decode("a", windows.as_bytes()))
        else {
            return Ok(());
        };
        prop_assert_eq!(read::<Report>(&mut unix), read::<Report>(&mut windows));
    }
}
