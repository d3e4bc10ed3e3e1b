//! JSON Schemas (draft-07) of an author's files, for editors: what may be written
//! where, with its meaning in Chinese.
//!
//! Keys, nesting and choices come from the loader's own types (`shape`), columns,
//! headings and names from the forms, codes from the rules; only the meaning of a key
//! is written down for the schemas ([`words`]). What a schema refuses the loader or a
//! check refuses too; it does not say all that they say.

mod forms;
mod json;
mod lookup;
mod shape;
pub mod words;

pub use lookup::{Said, said};

use crate::form::{Form, Library, Scope};
use crate::model::{BaseData, Region, Report, Site, Unit};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// What a site has besides the types: its forms, the catalogue fields that it asks
/// for, and the codes of the rules with their titles.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The forms, built in and of the site.
    pub forms: &'a Library,
    /// 必填目录字段 of the site.
    pub disclosure: &'a [String],
    /// Codes and titles of the rules that may be accepted or weighed otherwise.
    pub rules: &'a [(&'a str, &'a str)],
}

/// The schemas: what each is called, and which files of a site it is for, as editors
/// match them.
pub const FILES: [(&str, &str); 7] = [
    ("site", "content/site.yaml"),
    ("region", "content/**/region.yaml"),
    ("unit", "content/**/unit.yaml"),
    ("report", "content/**/report.yaml"),
    ("project", "content/**/projects/*.yaml"),
    ("base", "content/**/base.yaml"),
    ("form", "content/forms/*.yaml"),
];

/// The schema that a file is held against, by its path in the site.
pub fn of_file(path: &str) -> Option<&'static str> {
    let below = path.strip_prefix("content/")?;
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let schema = match name {
        "site.yaml" if folder.is_empty() => "site",
        "region.yaml" => "region",
        "unit.yaml" => "unit",
        "report.yaml" => "report",
        "base.yaml" => "base",
        _ if !name.ends_with(".yaml") => return None,
        _ if folder == "forms" => "form",
        _ if folder.ends_with("/projects") => "project",
        _ => return None,
    };
    Some(schema)
}

/// The name of the file that holds a schema: `report.schema.json`.
pub fn file_name(schema: &str) -> String {
    format!("{schema}.schema.json")
}

/// All schemas by the names of [`FILES`], as JSON with a closing line end.
pub fn all(known: Known<'_>) -> Vec<(&'static str, String)> {
    FILES
        .iter()
        .map(|(name, _)| {
            let schema = match *name {
                "site" => site(known),
                "region" => root::<Region>("地区 region.yaml", &[]),
                "unit" => root::<Unit>("单位 unit.yaml", &["名称"]),
                "report" => report("整体支出绩效自评表", known, &[Scope::Unit, Scope::Transfer]),
                "project" => report(
                    "项目支出绩效自评表",
                    known,
                    &[Scope::Project, Scope::Transfer],
                ),
                "base" => base(known),
                _ => form(known),
            };
            (*name, format!("{schema:#}\n"))
        })
        .collect()
}

/// The schema of a file that reads as `T`, with the keys that it must have.
fn root<T: DeserializeOwned>(title: &str, required: &[&str]) -> Value {
    let records = shape::records::<T>();
    let mut root = Map::new();
    root.insert(
        "$schema".into(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    root.insert("title".into(), json!(title));
    if let Some(first) = records.first()
        && let Value::Object(own) = json::record(first)
    {
        let own = own.into_iter().filter(|(key, _)| key != "title");
        root.extend(own);
    }
    root.insert("type".into(), json!("object"));
    if !required.is_empty() {
        root.insert("required".into(), json!(required));
    }
    let others = records.iter().skip(1);
    let definitions: Map<String, Value> = others
        .map(|record| (record.name.to_owned(), json::record(record)))
        .collect();
    if !definitions.is_empty() {
        root.insert("definitions".into(), Value::Object(definitions));
    }
    Value::Object(root)
}

fn site(known: Known<'_>) -> Value {
    let mut schema = root::<Site>("网站 site.yaml", &["名称"]);
    json::narrow(
        &mut schema["properties"]["网址"],
        json!({"pattern": r"^\s*(https?://.*)?$"}),
    );
    let level = &mut schema["definitions"]["RuleLevel"];
    json::narrow(level, json!({"required": ["规则", "级别", "理由"]}));
    json::narrow(&mut level["properties"]["规则"], codes(known));
    schema
}

fn report(title: &str, known: Known<'_>, scopes: &[Scope]) -> Value {
    let mut schema = root::<Report>(title, &["表式"]);
    let fitting: Vec<&Form> = fitting(known.forms, scopes);
    forms::of_report(&mut schema, &fitting);
    accepted(&mut schema, known);
    let disclosed = ["索引号", "发布日期", "公开方式"];
    let asked = known.disclosure.iter().map(String::as_str);
    json::suggest_names(&mut schema["properties"]["公开"], asked.chain(disclosed));
    schema
}

fn base(known: Known<'_>) -> Value {
    let mut schema = root::<BaseData>("基础数据表 base.yaml", &["表式"]);
    let fitting: Vec<&Form> = known
        .forms
        .iter()
        .map(AsRef::as_ref)
        .filter(|form| form.scope == Some(Scope::BaseData) || form.base_data.is_some())
        .collect();
    forms::choice(&mut schema["properties"]["表式"], &fitting);
    accepted(&mut schema, known);
    schema
}

fn form(known: Known<'_>) -> Value {
    let mut schema = root::<Form>("表式", &["编号"]);
    let all: Vec<&Form> = known.forms.iter().map(AsRef::as_ref).collect();
    forms::choice(&mut schema["properties"]["基于"], &all);
    forms::of_form(&mut schema);
    schema
}

/// The forms that a file of these scopes may be filled on.
fn fitting<'a>(forms: &'a Library, scopes: &[Scope]) -> Vec<&'a Form> {
    let fits = |form: &&Form| form.scope.is_none_or(|scope| scopes.contains(&scope));
    forms.iter().map(AsRef::as_ref).filter(fits).collect()
}

/// 校验说明: codes of rules, and nothing without its reason.
fn accepted(schema: &mut Value, known: Known<'_>) {
    let acceptance = &mut schema["definitions"]["Acceptance"];
    json::narrow(acceptance, json!({"required": ["规则", "位置", "说明"]}));
    json::narrow(&mut acceptance["properties"]["规则"], codes(known));
}

fn codes(known: Known<'_>) -> Value {
    let (codes, titles): (Vec<&str>, Vec<&str>) = known.rules.iter().copied().unzip();
    json!({"enum": codes, "enumDescriptions": titles, "markdownEnumDescriptions": titles})
}
