//! What the forms add to the schema of a report: which there are, and for each its
//! columns, headings, names and limits.

use super::json::{narrow, reference};
use crate::form::Form;
use crate::model::{Amount, Indicator};
use serde_json::{Map, Value, json};

/// 表式 or 基于: one of these forms.
pub(super) fn choice(schema: &mut Value, forms: &[&Form]) {
    let ids: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
    let names = forms.iter().map(|form| form.name.as_deref());
    let names: Vec<&str> = names.map(Option::unwrap_or_default).collect();
    let choice = json!({
        "type": "string",
        "enum": ids,
        "enumDescriptions": names,
        "markdownEnumDescriptions": names,
    });
    narrow(schema, choice);
}

/// The schema of a report, narrowed to each of the forms that it may be filled on.
pub(super) fn of_report(schema: &mut Value, forms: &[&Form]) {
    choice(&mut schema["properties"]["表式"], forms);
    // which keys a row has is said form by form, for a form may have its own
    leave_open(&mut schema["properties"]["绩效指标"]);
    leave_open(&mut schema["definitions"]["Goal"]["properties"]["绩效指标"]);
    let mut cases = Vec::new();
    for (at, form) in forms.iter().enumerate() {
        let name = format!("Indicator{}", at + 1);
        let row = row(&schema["definitions"]["Indicator"], form, &reference(&name));
        narrow(&mut schema["definitions"], json!({&name: row}));
        cases.push(json!({
            "if": {"properties": {"表式": {"const": form.id}}, "required": ["表式"]},
            "then": {"properties": case(form, &reference(&name))},
        }));
    }
    let ids: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
    cases.push(json!({
        "if": {"properties": {"表式": {"enum": ids}}, "required": ["表式"]},
        "else": {"properties": rows(&reference("Indicator"))},
    }));
    narrow(schema, json!({"allOf": cases}));
}

fn leave_open(list: &mut Value) {
    if let Value::Object(list) = list {
        list.remove("items");
    }
}

/// What holds of the keys of a report on this form.
fn case(form: &Form, row: &str) -> Map<String, Value> {
    let mut keys = rows(row);
    if let Some(funds) = &form.funds {
        let figures = |names: &[String], of: Value| {
            let names = names.iter().map(|name| (name.clone(), of.clone()));
            json!({"properties": names.collect::<Map<_, _>>()})
        };
        let plain = json!({"type": ["number", "string", "null"]});
        let part = json!({"$ref": reference("FundsPart")});
        let mut own = Map::new();
        for (key, names, of) in [
            ("按收入性质", &funds.sources, &plain),
            ("按支出性质", &funds.natures, &plain),
            ("其中", &funds.parts, &part),
        ] {
            if !names.is_empty() {
                own.insert(key.into(), figures(names, of.clone()));
            }
        }
        if let Some(weight) = funds.weight {
            own.insert("分值".into(), json!({"default": number(weight)}));
        }
        keys.insert("预算执行".into(), json!({"properties": own}));
    }
    if let Some(grades) = &form.grades {
        let names = grades.iter().map(|(name, _)| name).chain(["差"]);
        keys.insert(
            "等级".into(),
            json!({"examples": names.collect::<Vec<_>>()}),
        );
    }
    if let Some(full) = form.full_marks {
        keys.insert("总分".into(), json!({"maximum": number(full)}));
    }
    if let Some(unit) = form.money_unit {
        keys.insert("金额单位".into(), json!({"default": unit.chinese()}));
    }
    keys
}

/// The rows of a report, whether they stand in it or in its goals.
fn rows(row: &str) -> Map<String, Value> {
    let rows = json!({"items": {"$ref": row}});
    let of_goals = json!({"items": {"properties": {"绩效指标": rows}}});
    Map::from_iter([
        ("绩效指标".to_owned(), rows),
        ("年度目标".to_owned(), of_goals),
    ])
}

/// A row as this form has it; `itself` is where it will be found.
fn row(plain: &Value, form: &Form, itself: &str) -> Value {
    let mut row = plain.clone();
    let keys = &mut row["properties"];
    for column in form.columns() {
        for key in column.key.split('+') {
            let said = words_of(keys, key);
            let meaning = match column.label() {
                label if label == key => said,
                label => format!("表上的“{label}”：{said}"),
            };
            if keys.get(key).is_none() {
                let text = json!({"title": key, "type": ["string", "number", "boolean", "null"]});
                narrow(keys, json!({key: text}));
            }
            narrow(&mut keys[key], json!({"description": meaning}));
        }
    }
    let level1 = form.level1.iter().flatten();
    let level2 = level1.clone().flat_map(|one| &one.level2);
    let (level1, mut level2): (Vec<&str>, Vec<&str>) = (
        level1.map(|one| one.name.as_str()).collect(),
        level2.map(String::as_str).collect(),
    );
    level2.dedup();
    for (key, names) in [("一级指标", level1), ("二级指标", level2)] {
        if !names.is_empty() {
            narrow(&mut keys[key], json!({"examples": names}));
        }
    }
    if let Some(full) = form.full_marks {
        for key in ["分值", "得分"] {
            narrow(&mut keys[key], json!({"maximum": number(full)}));
        }
    }
    narrow(&mut keys["其中"], json!({"items": {"$ref": itself}}));
    row
}

/// What is said of a key so far; of a form's own column nothing is.
fn words_of(keys: &Value, key: &str) -> String {
    let said = keys.get(key).and_then(|key| key["description"].as_str());
    said.unwrap_or("本表式自己的栏目").to_owned()
}

/// An amount as a JSON number.
fn number(amount: Amount) -> Value {
    serde_json::from_str(&amount.to_string()).unwrap_or_default()
}

/// The keys that a form's own lists may name.
pub(super) fn of_form(schema: &mut Value) {
    let printed = Indicator::KEYS.into_iter();
    let printed: Vec<&str> = printed
        .filter(|key| !["计分", "并入上行", "其中"].contains(key))
        .collect();
    let columns = &mut schema["properties"]["列"]["items"]["anyOf"][0];
    narrow(columns, json!({"examples": printed}));
    let key = &mut schema["definitions"]["Column"]["properties"]["键"];
    narrow(key, json!({"examples": printed}));
}
