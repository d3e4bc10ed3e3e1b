//! Tables as JSON: a list of records for each table, keyed by its name, and the
//! schema that says what their keys mean. Numbers keep every digit.

use super::table::{Column, Kind, Table, Value};
use crate::model::{Amount, Year};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, json};
use std::collections::BTreeMap;
use std::ops::Range;

/// The dialect that the published schema is written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A file of tables, each record on a line of its own.
#[derive(Debug)]
pub struct File {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Where the records of each table stand in it, in the order of the tables.
    pub records: Vec<Range<u64>>,
}

/// The tables as a file. `schema` is where the schema stands, as seen from it.
///
/// # Errors
/// None that a table can cause; the writer's own are passed on.
pub fn file(tables: &[Table], schema: &str) -> serde_json::Result<File> {
    let mut bytes = opening(schema)?.into_bytes();
    let mut records = Vec::new();
    for table in tables {
        bytes.extend(before_records(table)?.into_bytes());
        let start = bytes.len() as u64;
        for (at, record) in table.records.iter().enumerate() {
            if at > 0 {
                bytes.extend(BETWEEN_RECORDS.bytes());
            }
            serde_json::to_writer(&mut bytes, &Record(&table.columns, record))?;
        }
        records.push(start..bytes.len() as u64);
        bytes.extend(AFTER_RECORDS.bytes());
    }
    bytes.extend(CLOSING.bytes());
    Ok(File { bytes, records })
}

/// What a file begins with.
///
/// # Errors
/// See [`file`].
pub fn opening(schema: &str) -> serde_json::Result<String> {
    let schema = serde_json::to_string(schema)?;
    Ok(format!("{{\"$schema\":{schema},\n\"金额单位\":\"元\""))
}

/// What stands before the records of a table.
///
/// # Errors
/// See [`file`].
pub fn before_records(table: &Table) -> serde_json::Result<String> {
    let title = serde_json::to_string(table.title)?;
    Ok(format!(",\n{title}:[\n"))
}

/// What stands between two records.
pub const BETWEEN_RECORDS: &str = ",\n";

/// What stands after the records of a table.
pub const AFTER_RECORDS: &str = "\n]";

/// What a file ends with.
pub const CLOSING: &str = "\n}\n";

/// Records as they stand in a file, read back.
///
/// # Errors
/// Bytes that are none of such a file.
pub fn records(table: &Table, bytes: &[u8]) -> serde_json::Result<Vec<Vec<Value>>> {
    let list = [b"[", bytes, b"]"].concat();
    let records: Vec<BTreeMap<&str, &RawValue>> = serde_json::from_slice(&list)?;
    let read = |record: &BTreeMap<&str, &RawValue>| {
        let columns = table.columns.iter();
        columns
            .map(|column| value(column, record.get(column.name)?.get()))
            .collect()
    };
    let records: Option<Vec<Vec<Value>>> = records.iter().map(read).collect();
    records.ok_or_else(|| serde::de::Error::custom("no such table"))
}

fn value(column: &Column, written: &str) -> Option<Value> {
    if written == "null" {
        return Some(Value::Blank);
    }
    match column.kind {
        Kind::Text => serde_json::from_str(written).ok().map(Value::Text),
        Kind::Year => written.parse().ok().map(Year).map(Value::Year),
        Kind::Number => Amount::parse(written).ok().map(Value::Number),
    }
}

struct Record<'a>(&'a [Column], &'a [Value]);

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

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let column = |name, kind| Column {
            name,
            unit: "",
            kind,
            description: "",
        };
        let amount = |text: &str| Value::Number(Amount::parse(text).unwrap());
        Table {
            name: "test",
            title: "表",
            columns: vec![
                column("名称", Kind::Text),
                column("年度", Kind::Year),
                column("金额", Kind::Number),
            ],
            records: vec![
                vec![
                    "甲\"\n=乙".into(),
                    Value::Year(Year(2023)),
                    amount("1495.60"),
                ],
                vec![Value::Blank, Value::Year(Year(2024)), Value::Blank],
            ],
        }
    }

    #[test]
    fn records_read_back_are_those_that_were_written() {
        let table = table();
        let file = file(std::slice::from_ref(&table), "schema.json").unwrap();
        let range = file.records[0].clone();
        let range = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
        assert_eq!(records(&table, &file.bytes[range]).unwrap(), table.records);
        assert_eq!(records(&table, b"").unwrap(), Vec::<Vec<Value>>::new());
    }

    #[test]
    fn a_file_laid_together_from_its_pieces_is_the_file() {
        let table = table();
        let whole = file(&[table.clone(), table.clone()], "schema.json").unwrap();
        let text = String::from_utf8(whole.bytes.clone()).unwrap();
        let mut laid = opening("schema.json").unwrap();
        for range in &whole.records {
            let range = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
            laid.push_str(&before_records(&table).unwrap());
            laid.push_str(&text[range]);
            laid.push_str(AFTER_RECORDS);
        }
        laid.push_str(CLOSING);
        assert_eq!(laid, text);
    }
}
