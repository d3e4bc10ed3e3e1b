//! A report begun: the form's own blocks, rows and names, blank where only this year
//! can tell.

use super::Sheet;
use super::yaml::{Entry, Value};
use crate::form::{Form, Scope};
use crate::model::{Fields, Funds, Goal, Indicator, Items, Report};

/// All keys of a report; `project` is the project's name.
pub(super) fn entries(sheet: Sheet<'_>, project: &str, last: Option<&Report>) -> Vec<Entry> {
    let form = sheet.form;
    let title = format!(
        "{}年度{}",
        sheet.year,
        form.name.as_deref().unwrap_or("绩效自评表")
    );
    let unit = last.and_then(|last| last.money_unit).or(form.money_unit);
    let mut keys = vec![
        ("表式", Value::text(&form.id)),
        ("年度", Value::plain(Some(sheet.year))),
        ("标题", Value::text(&title)),
    ];
    if let Some(unit) = unit {
        keys.push(("金额单位", Value::text(unit.chinese())));
    }
    keys.push(("公开", disclosure(sheet, last)));
    keys.extend(filing(form).map(|value| ("填报", value)));
    keys.extend(heading(form, project, last).map(|value| ("项目", value)));
    if form.funds.is_some() {
        keys.push((
            "预算执行",
            funds(form, last.and_then(|last| last.funds.as_ref())),
        ));
    }
    keys.extend(goals(form, last).map(|value| ("年度目标", value)));
    let groups = form.goals.as_ref().is_some_and(|goals| goals.grouped);
    if let Some(weights) = last
        .map(|last| &last.level1_weights)
        .filter(|one| !one.is_empty())
    {
        keys.push(("一级指标分值", same_weights(weights)));
    }
    if !groups && !form.columns().is_empty() {
        let last = last.map_or(&[][..], |last| &last.indicators);
        keys.push(("绩效指标", rows(form, last)));
    }
    if form.full_marks.is_some() {
        keys.push(("总分", Value::Blank));
    }
    for key in ["等级", "偏差原因", "改进措施", "备注"] {
        if form.has_block(key) || has_field(form, key) {
            keys.push((key, Value::Blank));
        }
    }
    keys.push(("不公开", Value::blanks(["填表人", "联系电话"])));
    keys.into_iter()
        .map(|(key, value)| Entry::new(key, value).said("Report"))
        .collect()
}

/// The fields that the site asks for, those of last year and the usual ones, blank.
fn disclosure(sheet: Sheet<'_>, last: Option<&Report>) -> Value {
    let mut names: Vec<&str> = sheet.disclosure.iter().map(String::as_str).collect();
    let fields: &Fields = last.map_or(&EMPTY, |last| &last.disclosure);
    let further = fields
        .iter()
        .map(|(name, _)| name)
        .chain(["发布日期", "公开方式"]);
    for name in further {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Value::blanks(names)
}

static EMPTY: Fields = crate::model::Ordered(Vec::new());

/// Whether the heading prints this, or may not leave it blank.
fn has_field(form: &Form, path: &str) -> bool {
    let printed = form.header.iter().flat_map(|header| &header.0);
    let mut printed = printed.map(|field| field.key.as_str());
    let mut asked = form.required.iter().flatten().map(String::as_str);
    printed.any(|key| key == path) || asked.any(|key| key == path)
}

fn filing(form: &Form) -> Option<Value> {
    let keys = ["单位负责人", "填报日期", "主管部门"];
    let keys = keys
        .into_iter()
        .filter(|key| has_field(form, &format!("填报.{key}")));
    let entries: Vec<Entry> = keys
        .map(|key| Entry::new(key, Value::Blank).said("Filing"))
        .collect();
    (!entries.is_empty()).then_some(Value::Map(entries))
}

fn heading(form: &Form, name: &str, last: Option<&Report>) -> Option<Value> {
    let last = last.map(|last| &last.project);
    let of_last = |text: Option<&String>| Value::text(text.map_or("", String::as_str));
    let entries: Vec<Entry> = [
        ("名称", Value::text(name)),
        ("主管部门", of_last(last.map(|last| &last.supervisor))),
        ("实施单位", of_last(last.map(|last| &last.implementer))),
    ]
    .into_iter()
    .filter(|(key, _)| {
        let is_named = *key == "名称" && !name.is_empty();
        is_named || has_field(form, &format!("项目.{key}"))
    })
    .map(|(key, value)| Entry::new(key, value).said("Project"))
    .collect();
    let is_wanted = form.scope != Some(Scope::Unit) && !entries.is_empty();
    is_wanted.then_some(Value::Map(entries))
}

fn funds(form: &Form, last: Option<&Funds>) -> Value {
    let Some(layout) = &form.funds else {
        return Value::Blank;
    };
    let has = |key: &str| layout.columns.0.iter().any(|column| column.key == key);
    let mut keys: Vec<(&str, Value)> = Vec::new();
    for key in ["年初预算数", "全年预算数", "全年执行数"] {
        if has(key) {
            keys.push((key, Value::Blank));
        }
    }
    if let Some(weight) = layout.weight {
        keys.push(("分值", Value::plain(Some(weight))));
    }
    for key in ["执行率", "得分"] {
        if has(key) {
            keys.push((key, Value::Blank));
        }
    }
    let sources = names(&layout.sources, last.map(|last| &last.sources));
    let natures = names(&layout.natures, last.map(|last| &last.natures));
    for (key, names) in [("按收入性质", sources), ("按支出性质", natures)] {
        if !names.is_empty() {
            keys.push((key, Value::blanks(names)));
        }
    }
    let mut parts: Vec<&str> = layout.parts.iter().map(String::as_str).collect();
    parts.extend(
        last.iter()
            .flat_map(|last| last.parts.iter())
            .map(|(name, _)| name),
    );
    let mut seen: Vec<&str> = Vec::new();
    parts.retain(|name| {
        !seen.contains(name) && {
            seen.push(name);
            true
        }
    });
    if !parts.is_empty() {
        let columns = ["年初预算数", "全年预算数", "全年执行数"];
        let part = |name| {
            Entry::new(
                name,
                Value::blanks(columns.into_iter().filter(|key| has(key))),
            )
        };
        keys.push(("其中", Value::Map(parts.into_iter().map(part).collect())));
    }
    if has("偏差原因") {
        keys.push(("偏差原因", Value::Blank));
    }
    Value::Map(said(keys, "Funds"))
}

fn said(keys: Vec<(&str, Value)>, record: &str) -> Vec<Entry> {
    keys.into_iter()
        .map(|(key, value)| Entry::new(key, value).said(record))
        .collect()
}

/// The names that the form prints, and others of last year.
fn names<'a>(printed: &'a [String], last: Option<&'a Items>) -> Vec<&'a str> {
    let mut names: Vec<&str> = printed.iter().map(String::as_str).collect();
    for (name, _) in last.iter().flat_map(|last| last.iter()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn same_weights(weights: &Items) -> Value {
    let same = |(name, weight): (&str, &Option<_>)| Entry::new(name, Value::plain(*weight));
    Value::Map(weights.iter().map(same).collect())
}

fn goals(form: &Form, last: Option<&Report>) -> Option<Value> {
    let layout = form.goals.as_ref()?;
    let last = last.map_or(&[][..], |last| &last.goals);
    let blank = [Goal::default()];
    let goals = if last.is_empty() { &blank[..] } else { last };
    let has = |key: &str| layout.columns.0.iter().any(|column| column.key == key);
    let items = goals.iter().enumerate().map(|(at, goal)| {
        let mut keys: Vec<(&str, Value)> = Vec::new();
        if layout.grouped || has("编号") || !goal.number.is_empty() {
            let number = format!("年度目标{}", at + 1);
            let number = if goal.number.is_empty() {
                &number
            } else {
                &goal.number
            };
            keys.push(("编号", Value::text(number)));
        }
        if layout.grouped || has("预期目标") {
            keys.push(("预期目标", Value::text(&goal.expected)));
        }
        for key in ["调整目标", "实际完成情况"] {
            if has(key) {
                keys.push((key, Value::Blank));
            }
        }
        if let Some(weight) = goal.weight.or(layout.weight) {
            keys.push(("分值", Value::plain(Some(weight))));
        } else if layout.grouped {
            keys.push(("分值", Value::Blank));
        }
        if has("得分") {
            keys.push(("得分", Value::Blank));
        }
        if !goal.level1_weights.is_empty() {
            keys.push(("一级指标分值", same_weights(&goal.level1_weights)));
        }
        if layout.grouped {
            keys.push(("绩效指标", rows(form, &goal.indicators)));
        }
        let keys = said(keys, "Goal");
        if at == 0 { keys } else { silent(keys) }
    });
    Some(Value::List(items.collect()))
}

/// The same without a word: what was said once needs not be said again.
fn silent(mut entries: Vec<Entry>) -> Vec<Entry> {
    for entry in &mut entries {
        entry.comment.clear();
        match &mut entry.value {
            Value::Map(below) => *below = silent(std::mem::take(below)),
            Value::List(items) => {
                for item in items {
                    *item = silent(std::mem::take(item));
                }
            }
            Value::Blank | Value::Text(_) | Value::Plain(_) => {}
        }
    }
    entries
}

/// The rows of last year, or one for each heading of the form.
fn rows(form: &Form, last: &[Indicator]) -> Value {
    let fresh;
    let rows = if last.is_empty() {
        fresh = fresh_rows(form);
        &fresh
    } else {
        last
    };
    let items = rows.iter().enumerate().map(|(at, row)| {
        let mut keys = said_of(form, row_entries(form, row));
        if at > 0 {
            keys = silent(keys);
        }
        let is_first = at == 0 || rows[at - 1].level1 != row.level1;
        let weight = form.level1_weight(&row.level1).filter(|_| is_first);
        if let (Some(weight), Some(first)) = (weight, keys.first_mut()) {
            first.comment = format!("{}各项的分值合计 {weight} 分", row.level1);
        }
        keys
    });
    Value::List(items.collect())
}

/// A row for each level-2 heading of the form, or for each level-1 heading; before
/// them that of the execution rate, where it is one of the rows.
fn fresh_rows(form: &Form) -> Vec<Indicator> {
    let mut rows = Vec::new();
    rows.extend(form.rate_row.iter().map(|name| Indicator {
        name: name.clone(),
        ..Indicator::default()
    }));
    let has_level2 = form.has_column("二级指标");
    for level1 in form.level1.iter().flatten() {
        let row = |level2: &str| Indicator {
            level1: level1.name.clone(),
            level2: level2.to_owned(),
            ..Indicator::default()
        };
        if has_level2 && !level1.level2.is_empty() {
            rows.extend(level1.level2.iter().map(|level2| row(level2)));
        } else {
            rows.push(row(""));
        }
    }
    if form.level1.iter().flatten().next().is_none() {
        rows.push(Indicator::default());
    }
    rows
}

/// A row's names, target and weight; blank what only this year can tell.
fn row_entries(form: &Form, row: &Indicator) -> Vec<Entry> {
    let is_scored = form.full_marks.is_some() && form.has_column("得分");
    let mut entries = Vec::new();
    for key in form.row_keys() {
        let has_column = form.has_column(key);
        let (is_wanted, value) = match key {
            "一级指标" => (has_column, Value::text(&row.level1)),
            "二级指标" => (has_column, Value::text(&row.level2)),
            "三级指标" => (true, Value::text(&row.name)),
            "计量单位" => (has_column, Value::text(&row.measure_unit)),
            "指标性质" => (has_column, Value::text(&row.nature)),
            "年度指标值" => (true, Value::text(&row.target)),
            "评分标准" => (has_column, Value::text(&row.criterion)),
            "计分" => (!row.scoring.is_empty(), Value::text(&row.scoring)),
            "分值" => (
                !row.merged_above && (has_column || is_scored),
                Value::plain(row.weight),
            ),
            "得分" => (!row.merged_above && has_column, Value::Blank),
            "并入上行" => (row.merged_above, Value::Plain("true".to_owned())),
            "其中" => {
                let below = row.children.iter().map(|row| row_entries(form, row));
                (!row.children.is_empty(), Value::List(below.collect()))
            }
            // actual, reason, measure, note and the form's own columns
            _ => (has_column, Value::Blank),
        };
        if is_wanted {
            entries.push(Entry::new(key, value));
        }
    }
    entries
}

/// The keys of a row with what they mean, and what the form prints over them.
fn said_of(form: &Form, entries: Vec<Entry>) -> Vec<Entry> {
    let explained = |entry: Entry| {
        let mut entry = entry.said("Indicator");
        let column = form.columns().iter().find(|column| column.key == entry.key);
        if let Some(label) = column
            .map(|column| column.label())
            .filter(|label| *label != entry.key)
        {
            entry.comment = format!("表上的“{label}”：{}", entry.comment);
        }
        if entry.comment.is_empty() {
            entry.comment = format!("表上的“{}”一列", entry.key);
        }
        entry
    };
    entries.into_iter().map(explained).collect()
}
