//! A table of base data begun.

use super::Sheet;
use super::yaml::{Entry, Value};
use crate::model::{BaseData, SpendingRow};

/// The rows that every such table has, with those below them; more are added by hand.
const ROWS: [(&str, &[&str]); 3] = [
    (
        "三公经费",
        &["公务用车购置和维护经费", "出国经费", "公务接待"],
    ),
    ("项目支出", &[]),
    ("公用经费", &[]),
];

/// All keys of a table of base data.
pub(super) fn entries(sheet: Sheet<'_>, last: Option<&BaseData>) -> Vec<Entry> {
    let form = sheet.form;
    let name = form.name.as_deref().unwrap_or("基础数据表");
    let title = format!("{}年度{name}", sheet.year);
    let unit = last.and_then(|last| last.money_unit).or(form.money_unit);
    let fresh: Vec<SpendingRow> = ROWS.iter().map(|(name, below)| row(name, below)).collect();
    let rows = last.map_or(&fresh, |last| &last.spending);
    let staffing = ["编制数", "实际在职人数", "控制率"];
    let staffing = staffing.map(|key| Entry::new(key, Value::Blank).said("Staffing"));
    [
        ("表式", Value::text(&form.id)),
        ("年度", Value::plain(Some(sheet.year))),
        ("标题", Value::text(&title)),
        (
            "金额单位",
            Value::text(unit.map_or("", |unit| unit.chinese())),
        ),
        ("财政供养人员", Value::Map(staffing.into())),
        ("经费控制", spending(rows, true)),
        ("楼堂馆所", Value::List(Vec::new())),
        ("厉行节约保障措施", Value::Blank),
        ("备注", Value::Blank),
        ("不公开", Value::blanks(["填表人", "联系电话"])),
    ]
    .into_iter()
    .map(|(key, value)| Entry::new(key, value).said("BaseData"))
    .collect()
}

fn row(name: &str, below: &[&str]) -> SpendingRow {
    SpendingRow {
        name: name.to_owned(),
        children: below.iter().map(|name| row(name, &[])).collect(),
        ..SpendingRow::default()
    }
}

/// Rows with their names and nothing else; the first is explained.
fn spending(rows: &[SpendingRow], explain: bool) -> Value {
    let items = rows.iter().enumerate().map(|(at, row)| {
        let mut keys = vec![
            ("项目", Value::text(&row.name)),
            ("上年决算数", Value::Blank),
            ("本年预算数", Value::Blank),
            ("本年决算数", Value::Blank),
        ];
        if !row.children.is_empty() {
            keys.push(("其中", spending(&row.children, false)));
        }
        let entries = keys.into_iter().map(|(key, value)| Entry::new(key, value));
        let is_said = explain && at == 0;
        entries
            .map(|entry| {
                if is_said {
                    entry.said("SpendingRow")
                } else {
                    entry
                }
            })
            .collect()
    });
    Value::List(items.collect())
}
