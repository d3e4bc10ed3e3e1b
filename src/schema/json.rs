//! Shapes as JSON Schema. A blank is right wherever the loader takes it for nothing.

use super::shape::{Record, Shape};
use super::words;
use serde_json::{Map, Value, json};

/// A figure that YAML does not take for a number: thousands, full-width digits.
const FIGURE: &str = r"^\s*[-－−]?\s*[0-9０-９][0-9０-９,，.．\s]*(分\s*)?$";
/// A rate: digits and the sign.
const RATE: &str = r"^\s*[0-9０-９][0-9０-９,，.．\s]*[%％]\s*$";

/// The schema of a record: its keys and no others.
pub(super) fn record(record: &Record) -> Value {
    let properties: Map<String, Value> = record
        .keys
        .iter()
        .map(|(key, shape)| (key.to_string(), property(record.name, key, shape)))
        .collect();
    json!({
        "title": words::name(record.name),
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    })
}

fn property(record: &str, key: &str, shape: &Shape) -> Value {
    let mut schema = json!({"title": key, "description": words::meaning(record, key)});
    narrow(&mut schema, of(shape));
    if ["分值", "得分", "总分"].contains(&key) && *shape == Shape::Figure {
        narrow(&mut schema, json!({"minimum": 0}));
    }
    schema
}

/// The schema of a shape.
pub(super) fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({"type": ["string", "number", "boolean", "null"]}),
        Shape::Figure => json!({"type": ["number", "string", "null"], "pattern": FIGURE}),
        Shape::Rate => json!({"type": ["string", "null"], "pattern": RATE}),
        Shape::Year => json!({
            "type": ["integer", "string", "null"],
            "minimum": 1000,
            "maximum": 9999,
            "pattern": "^[0-9]{4}$",
        }),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Choice(words, may_be_blank) => {
            let words = words.iter().map(|word| json!(word));
            let blank = may_be_blank.then_some(Value::Null);
            json!({"enum": words.chain(blank).collect::<Vec<_>>()})
        }
        Shape::List(item) => json!({"type": ["array", "null"], "items": of(item)}),
        Shape::Named(item) => json!({
            "type": ["object", "null"],
            "additionalProperties": of(item),
        }),
        Shape::Record(name) => json!({"$ref": reference(name)}),
        Shape::KeyOr(name) => json!({"anyOf": [{"type": "string"}, {"$ref": reference(name)}]}),
        Shape::Unread => json!({}),
    }
}

pub(super) fn reference(definition: &str) -> String {
    format!("#/definitions/{definition}")
}

/// Adds what further holds; what is said again is said anew.
pub(super) fn narrow(schema: &mut Value, further: Value) {
    if let (Value::Object(schema), Value::Object(further)) = (schema, further) {
        schema.extend(further);
    }
}

/// Names that are likely in a map with names of the author's own: others stay right.
pub(super) fn suggest_names<'n>(schema: &mut Value, names: impl IntoIterator<Item = &'n str>) {
    let item = schema["additionalProperties"].clone();
    let properties: Map<String, Value> = names
        .into_iter()
        .map(|name| (name.to_owned(), item.clone()))
        .collect();
    narrow(schema, json!({"properties": properties}));
}
