use super::yaml::{self, Entry, Value};
use crate::load;
use crate::model::Report;
use crate::source::Source;
use proptest::prelude::*;

/// A report with this remark at the top and as the goal of a list.
fn read(remark: &str) -> Report {
    let goal = vec![Entry::new("预期目标", Value::text(remark))];
    let entries = [
        Entry::new("年度目标", Value::List(vec![goal])),
        Entry::new("备注", Value::text(remark)),
    ];
    let text = yaml::file(&[], &entries);
    let read = load::yaml::read(&mut Source::new("report.yaml", text.clone()));
    read.unwrap_or_else(|errors| panic!("{errors:?}\n{text}"))
}

#[test]
fn a_text_reads_as_itself_however_it_has_to_be_written() {
    for text in [
        "乙: 丙 #1",
        ">=95%",
        "-",
        "- 甲",
        "true",
        "~",
        "‘甲’ 'a' \"b\"",
        "*号",
        "100",
        "甲：",
        "甲:",
        " 甲",
        "1、甲；\n2、乙。\n",
        "1、甲\n\n 2、乙",
        " 甲\n乙",
        "甲\t乙",
        "{{ 表 甲 }}",
    ] {
        let report = read(text);
        assert_eq!(report.remark, text, "{text:?}");
        assert_eq!(report.goals[0].expected, text, "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_text_reads_as_itself_but_for_blank_lines_at_its_ends(text in "[\\PC\\n\\t 甲：:#>|'\"-]{0,12}") {
        let report = read(&text);
        let bare = |text: &str| text.trim_matches('\n').to_owned();
        let expected = if text.trim().is_empty() { String::new() } else { bare(&text) };
        prop_assert_eq!(bare(&report.remark), expected.clone());
        prop_assert_eq!(bare(&report.goals[0].expected), expected);
    }
}
