//! `datapackage.json`: what the CSV files beside it are, for programs that read
//! Frictionless data packages.

use super::table::{Column, Kind, Table};
use serde::Serialize;

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

/// What stands in the file, in its order.
#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: &'a str,
    title: &'a str,
    resources: Vec<Resource>,
    #[serde(skip_serializing_if = "str::is_empty")]
    homepage: &'a str,
}

#[derive(Serialize)]
struct Resource {
    profile: &'static str,
    name: &'static str,
    title: &'static str,
    path: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Dialect,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
}

#[derive(Serialize)]
struct Field {
    name: String,
    r#type: &'static str,
    description: &'static str,
}

/// The package of these tables, each with its CSV file of the table's name.
///
/// # Errors
/// None that a table can cause; the writer's own are passed on.
pub fn file(about: About<'_>, tables: &[Table]) -> serde_json::Result<Vec<u8>> {
    let package = Package {
        profile: "tabular-data-package",
        name: about.name,
        title: about.title,
        resources: tables.iter().map(resource).collect(),
        homepage: about.homepage,
    };
    let mut bytes = serde_json::to_vec_pretty(&package)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn resource(table: &Table) -> Resource {
    Resource {
        profile: "tabular-data-resource",
        name: table.name,
        title: table.title,
        path: format!("{}.csv", table.name),
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        dialect: Dialect {
            delimiter: ",",
            line_terminator: "\r\n",
        },
        schema: Schema {
            fields: table.columns.iter().map(field).collect(),
            missing_values: [""],
        },
    }
}

fn field(column: &Column) -> Field {
    Field {
        name: column.heading(),
        r#type: match column.kind {
            Kind::Text => "string",
            Kind::Year => "year",
            Kind::Number => "number",
        },
        description: column.description,
    }
}
