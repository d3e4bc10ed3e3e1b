//! `datapackage.json`: what the CSV files beside it are, for programs that read
//! Frictionless data packages.

use super::table::{Column, Kind, Table};
use serde_json::{Value, json};

/// What a package says of itself.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Its name in the alphabet of packages: `a-z0-9-._/`.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Where its page is; empty where that is not known.
    pub homepage: &'a str,
}

/// The package of these tables, each with its CSV file of the table's name.
///
/// # Errors
/// None that a table can cause; the writer's own are passed on.
pub fn file(about: About<'_>, tables: &[Table]) -> serde_json::Result<Vec<u8>> {
    let resources: Vec<Value> = tables.iter().map(resource).collect();
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": about.name,
        "title": about.title,
        "resources": resources,
    });
    if !about.homepage.is_empty() {
        package["homepage"] = json!(about.homepage);
    }
    let mut bytes = serde_json::to_vec_pretty(&package)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn resource(table: &Table) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": format!("{}.csv", table.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "schema": {"fields": fields, "missingValues": [""]},
    })
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Year => "year",
        Kind::Number => "number",
    };
    json!({
        "name": column.heading(),
        "type": kind,
        "description": column.description,
    })
}
