//! The first files of a site, a unit, a year and a project: everything that can be
//! known beforehand is in them, in the order of the paper form, each key with a line
//! that says what it means. Nothing that exists is ever written over.

mod base;
mod report;
mod site;
mod writing;
mod yaml;

pub use site::{SiteAnswers, site};
pub use writing::{ScaffoldError, write};

use crate::form::Form;
use crate::model::{BaseData, Report, Year};
use crate::schema;
use yaml::{Entry, Value};

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Where, below the site's root, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl NewFile {
    fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }
}

/// What a region is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionAnswers {
    /// Its folder below `content/`, with `/`.
    pub address: String,
    /// 名称.
    pub name: String,
}

/// What a unit is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitAnswers {
    /// Its folder below `content/`, with `/`.
    pub address: String,
    /// 名称, in full.
    pub name: String,
    /// 简称; may be empty.
    pub short_name: String,
    /// 类型; may be empty.
    pub kind: String,
}

/// Which form a report is begun on.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The form.
    pub form: &'a Form,
    /// The year of the report.
    pub year: Year,
    /// Catalogue fields that the site asks for.
    pub disclosure: &'a [String],
    /// Whether the site has a folder of schemas for editors.
    pub has_schemas: bool,
}

/// `region.yaml`.
pub fn region(region: &RegionAnswers, has_schemas: bool) -> NewFile {
    let entries = vec![Entry::new("名称", Value::text(&region.name)).said("Region")];
    let path = format!("content/{}/region.yaml", region.address);
    let head = modeline(&path, "region", has_schemas);
    NewFile::new(path, yaml::file(&head, &entries))
}

/// `unit.yaml`.
pub fn unit(unit: &UnitAnswers, has_schemas: bool) -> NewFile {
    let given = [
        ("名称", &unit.name),
        ("简称", &unit.short_name),
        ("类型", &unit.kind),
    ];
    let entries: Vec<Entry> = given
        .into_iter()
        .map(|(key, text)| Entry::new(key, Value::text(text)).said("Unit"))
        .collect();
    let path = format!("content/{}/unit.yaml", unit.address);
    let head = modeline(&path, "unit", has_schemas);
    NewFile::new(path, yaml::file(&head, &entries))
}

/// `report.yaml` of a unit's year, with the names and targets of the year `before`, and `report.md` where the form asks for chapters.
pub fn year(unit: &str, sheet: Sheet<'_>, before: Option<&Report>) -> Vec<NewFile> {
    let folder = format!("content/{unit}/{}", sheet.year);
    let path = format!("{folder}/report.yaml");
    let head = [
        modeline(&path, "report", sheet.has_schemas),
        explained(before.and_then(|last| last.year)),
    ];
    let entries = report::entries(sheet, "", before);
    let mut files = vec![NewFile::new(path, yaml::file(&head.concat(), &entries))];
    files.extend(narrative(&format!("{folder}/report.md"), sheet.form));
    files
}

/// `projects/<slug>.yaml` of a unit's year, with the names and targets of the year
/// `before`.
pub fn project(
    unit: &str,
    slug: &str,
    name: &str,
    sheet: Sheet<'_>,
    before: Option<&Report>,
) -> Vec<NewFile> {
    let folder = format!("content/{unit}/{}/projects", sheet.year);
    let path = format!("{folder}/{slug}.yaml");
    let head = [
        modeline(&path, "project", sheet.has_schemas),
        explained(before.and_then(|last| last.year)),
    ];
    let entries = report::entries(sheet, name, before);
    let mut files = vec![NewFile::new(path, yaml::file(&head.concat(), &entries))];
    files.extend(narrative(&format!("{folder}/{slug}.md"), sheet.form));
    files
}

/// `base.yaml` of a unit's year, with the rows of the year `before`.
pub fn base(unit: &str, sheet: Sheet<'_>, before: Option<&BaseData>) -> NewFile {
    let path = format!("content/{unit}/{}/base.yaml", sheet.year);
    let head = [
        modeline(&path, "base", sheet.has_schemas),
        explained(before.and_then(|last| last.year)),
    ];
    NewFile::new(
        path,
        yaml::file(&head.concat(), &base::entries(sheet, before)),
    )
}

/// A narrative with the chapters of a form; `None` where it asks for none.
fn narrative(path: &str, form: &Form) -> Option<NewFile> {
    const NUMERALS: [&str; 12] = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let chapters = form.chapters.as_deref().filter(|list| !list.is_empty())?;
    let mut text = String::new();
    for (at, chapter) in chapters.iter().enumerate() {
        let number = NUMERALS
            .get(at)
            .map_or_else(String::new, |numeral| format!("{numeral}、"));
        let gap = if at == 0 { "" } else { "\n" };
        text.push_str(&format!(
            "{gap}## {number}{chapter}\n\n（请填写：{}）\n",
            hint(chapter)
        ));
    }
    Some(NewFile::new(path, text))
}

/// What belongs into a chapter, by the words of its title.
fn hint(chapter: &str) -> &'static str {
    const HINTS: [(&str, &str); 8] = [
        ("基本情况", "职能、机构设置、人员编制，和本年的主要工作"),
        (
            "预算支出",
            "预算安排和支出情况，基本支出和项目支出各多少，数字与自评表一致",
        ),
        ("支出情况", "预算安排和支出情况，数字与自评表一致"),
        ("绩效", "目标完成得怎样，取得了哪些效果，数字与自评表一致"),
        ("问题", "存在哪些问题，原因是什么，自评表里扣了分的要写到"),
        ("改进", "针对问题打算怎样改，谁负责，何时完成"),
        ("公开", "自评结果怎样应用，何时在哪里公开"),
        ("应用", "自评结果怎样应用"),
    ];
    let fitting = HINTS.iter().find(|(word, _)| chapter.contains(word));
    fitting.map_or("这一章的内容；没有的写“无”", |(_, hint)| {
        hint
    })
}

/// The first lines of a file for editors that know the YAML language server.
fn modeline(path: &str, schema: &str, has_schemas: bool) -> Vec<String> {
    let up = "../".repeat(path.matches('/').count());
    let file = schema::file_name(schema);
    let line = format!("yaml-language-server: $schema={up}schemas/{file}");
    Vec::from_iter(has_schemas.then_some(line))
}

/// What the one who fills in should know before all else.
fn explained(from: Option<Year>) -> Vec<String> {
    let mut lines = vec![
        "井号后面是说明，可以删去。冒号后面空一格再写；没有的数留空，不写 0。".to_owned(),
        "写好后运行 ziping check 核对。".to_owned(),
    ];
    lines.extend(
        from.map(|year| {
            format!("指标、指标值和分值取自 {year} 年度的表，请逐项核对，改成今年的。")
        }),
    );
    lines
}

#[cfg(test)]
mod tests;
