//! A report as single facts, each with its path, to hold one against another.

use std::collections::BTreeMap;
use ziping::form::Form;
use ziping::model::{Amount, Indicator, Report};

pub type Facts = BTreeMap<String, String>;

/// What the form prints of a report.
pub fn of(report: &Report, form: &Form) -> Facts {
    let mut facts = Facts::new();
    let mut add = |path: String, text: &str| {
        // Full-width letters are kept as they were typed, and mean the same.
        let narrow = |c: char| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap(),
            c => c,
        };
        let text = text.chars().filter(|c| !c.is_whitespace());
        let text: String = text.map(narrow).collect();
        // Dots stand in the rows of a blank form.
        if text.contains(|c| c != '…') {
            facts.insert(path, text);
        }
    };
    let figure = |amount: Option<Amount>| amount.map_or(String::new(), |one| one.to_string());
    add("总分".to_owned(), &figure(report.total));
    if let Some(funds) = &report.funds {
        add("年初预算数".to_owned(), &figure(funds.initial_budget));
        add("全年预算数".to_owned(), &figure(funds.budget));
        add("全年执行数".to_owned(), &figure(funds.executed));
        add(
            "执行率".to_owned(),
            &funds.rate.map_or(String::new(), |one| one.to_string()),
        );
        add("执行得分".to_owned(), &figure(funds.score));
        add("执行偏差原因".to_owned(), &funds.reason);
        for (name, amount) in funds.sources.0.iter().chain(&funds.natures.0) {
            add(format!("资金.{name}"), &figure(*amount));
        }
        for (name, part) in &funds.parts.0 {
            add(
                format!("其中.{name}.年初预算数"),
                &figure(part.initial_budget),
            );
            add(format!("其中.{name}.全年预算数"), &figure(part.budget));
            add(format!("其中.{name}.全年执行数"), &figure(part.executed));
        }
    }
    for (at, goal) in report.goals.iter().enumerate() {
        let at = at + 1;
        add(format!("目标{at}.预期"), &goal.expected);
        add(format!("目标{at}.调整"), &goal.adjusted);
        add(format!("目标{at}.完成"), &goal.achieved);
        add(format!("目标{at}.得分"), &figure(goal.score));
    }
    add("填报日期".to_owned(), &report.filing.date);
    add("项目名称".to_owned(), &report.project.name);
    add("偏差原因".to_owned(), &report.reason);
    add("改进措施".to_owned(), &report.measure);
    for (path, row) in report.rows() {
        let path = path.to_string();
        add(format!("{path}.行"), "有");
        row_facts(&mut add, &path, row, form);
    }
    facts
}

fn row_facts(add: &mut impl FnMut(String, &str), path: &str, row: &Indicator, form: &Form) {
    let figure = |amount: Option<Amount>| amount.map_or(String::new(), |one| one.to_string());
    let named = [
        ("一级指标", row.level1.clone()),
        ("二级指标", row.level2.clone()),
        ("三级指标", row.name.clone()),
        ("计量单位", row.measure_unit.clone()),
        ("指标性质", row.nature.clone()),
        ("年度指标值", row.target.clone()),
        ("实际完成值", row.actual.clone()),
        ("评分标准", row.criterion.clone()),
        ("分值", figure(row.weight)),
        ("得分", figure(row.score)),
        ("偏差原因", row.reason.clone()),
        ("改进措施", row.measure.clone()),
    ];
    for (key, text) in named {
        if form.has_column(key) {
            add(format!("{path}.{key}"), &text);
        }
    }
    for (name, text) in &row.extra.0 {
        add(format!("{path}.{name}"), text);
    }
    if row.merged_above {
        add(format!("{path}.并入上行"), "是");
    }
    for (at, child) in row.children.iter().enumerate() {
        row_facts(add, &format!("{path}.其中[{}]", at + 1), child, form);
    }
}
