//! Tables as JSON: a list of records for each table, keyed by its name, and the
//! schema that says what their keys mean. Numbers keep every digit.

use super::table::{Column, Kind, Table, Value};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, json};

/// The dialect that the published schema is written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The tables as a file. `schema` is where the schema stands, as seen from it.
///
/// # Errors
/// None that a table can cause; the writer's own are passed on.
pub fn file(tables: &[Table], schema: &str) -> serde_json::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(&Document { tables, schema })?;
    bytes.push(b'\n');
    Ok(bytes)
}

struct Document<'a> {
    tables: &'a [Table],
    schema: &'a str,
}

struct Records<'a>(&'a Table);

struct Record<'a>(&'a [Column], &'a [Value]);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$schema", self.schema)?;
        map.serialize_entry("金额单位", "元")?;
        for table in self.tables {
            map.serialize_entry(table.title, &Records(table))?;
        }
        map.end()
    }
}

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.records.len()))?;
        for record in &self.0.records {
            list.serialize_element(&Record(&self.0.columns, record))?;
        }
        list.end()
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (column, value) in self.0.iter().zip(self.1) {
            match value {
                Value::Blank => map.serialize_entry(column.name, &())?,
                Value::Text(text) => map.serialize_entry(column.name, text)?,
                Value::Year(year) => map.serialize_entry(column.name, &year.0)?,
                Value::Number(amount) => {
                    let digits = RawValue::from_string(amount.to_string());
                    let digits = digits.map_err(serde::ser::Error::custom)?;
                    map.serialize_entry(column.name, &digits)?;
                }
            }
        }
        map.end()
    }
}

/// The schema of files with these tables, whether they have records or not.
///
/// # Errors
/// None that a table can cause; the writer's own are passed on.
pub fn schema(tables: &[Table]) -> serde_json::Result<Vec<u8>> {
    let mut properties = Map::new();
    properties.insert("$schema".to_owned(), json!({"type": "string"}));
    properties.insert(
        "金额单位".to_owned(),
        json!({"const": "元", "description": "各表金额的单位"}),
    );
    for table in tables {
        properties.insert(table.title.to_owned(), records_schema(table));
    }
    let schema = json!({
        "$schema": DIALECT,
        "title": "绩效自评数据",
        "type": "object",
        "properties": properties,
        "required": ["$schema", "金额单位"],
        "additionalProperties": false,
    });
    let mut bytes = serde_json::to_vec_pretty(&schema)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn records_schema(table: &Table) -> serde_json::Value {
    let mut properties = Map::new();
    for column in &table.columns {
        let kind = match column.kind {
            Kind::Text => json!(["string", "null"]),
            Kind::Year => json!("integer"),
            Kind::Number => json!(["number", "null"]),
        };
        let unit = match column.unit {
            "" => String::new(),
            unit => format!("，单位：{unit}"),
        };
        let description = format!("{}{unit}", column.description);
        let property = json!({"type": kind, "description": description});
        properties.insert(column.name.to_owned(), property);
    }
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": names,
            "additionalProperties": false,
        },
    })
}
