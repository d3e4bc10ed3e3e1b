//! What holds for every rule: documented, named, tested by its own examples.

mod properties;
mod provinces_criteria;
mod provinces_law;
mod provinces_marks;
mod provinces_prose;
mod provinces_relations;
mod provinces_sentences;
mod provinces_sums;
mod samples;
mod samples_criteria;
mod samples_marks;
mod samples_prose;

use super::documentation::PARTS;
use super::testing::{findings_on_site, unit};
use super::{Example, RULES, Rule};
use std::collections::BTreeSet;

fn codes(rule: &Rule, example: &Example) -> BTreeSet<&'static str> {
    let found = findings_on_site(unit(example, None), &rule.site());
    let stands = found.iter().filter(|finding| finding.accepted.is_none());
    stands.map(|finding| finding.rule.code).collect()
}

#[test]
fn every_wrong_example_gives_exactly_its_own_code() {
    for rule in RULES {
        let codes = codes(rule, &rule.examples().wrong);
        assert_eq!(codes, BTreeSet::from([rule.code]), "{}", rule.name);
    }
}

#[test]
fn every_right_example_is_clean() {
    for rule in RULES {
        let codes = codes(rule, &rule.examples().right);
        assert_eq!(codes, BTreeSet::new(), "{}", rule.name);
    }
}

#[test]
fn codes_ascend_and_names_are_unique_snake_case() {
    assert!(RULES.is_sorted_by(|one, next| one.code < next.code));
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    let titles: BTreeSet<&str> = RULES.iter().map(|rule| rule.title).collect();
    assert_eq!((names.len(), titles.len()), (RULES.len(), RULES.len()));
    for rule in RULES {
        let number = rule.code.strip_prefix("ZP").unwrap();
        assert!(number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()));
        let is_snake =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        assert!(rule.name.bytes().all(is_snake), "{}", rule.name);
    }
}

#[test]
fn every_rule_is_documented_in_the_fixed_parts() {
    for rule in RULES {
        for part in PARTS {
            assert!(!rule.part(part).is_empty(), "{} {part}", rule.name);
        }
        let text = rule.documentation();
        let headings: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .filter(|heading| PARTS.contains(heading))
            .collect();
        assert_eq!(headings, PARTS, "{}", rule.name);
        let mut lines = text.lines();
        assert!(lines.next().unwrap().ends_with('。'), "{}", rule.name);
        assert_eq!(lines.next(), Some(""), "{}", rule.name);
    }
}

#[test]
fn the_list_of_rules_is_the_one_written_down() {
    let list: String = RULES
        .iter()
        .map(|rule| {
            let severity = rule.severity.english();
            format!("{} {} {severity} {}\n", rule.code, rule.name, rule.title)
        })
        .collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/codes.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &list).unwrap();
    }
    assert_eq!(list, std::fs::read_to_string(path).unwrap());
}
