//! Holds a JSON value against a JSON Schema, as far as schemas of output formats
//! go: a keyword that is not known here fails the test.

use serde_json::Value;

/// What does not hold, a line each with its place.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    hold(schema, schema, value, "$", &mut faults);
    faults
}

fn hold(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    for (keyword, wanted) in schema.as_object().unwrap() {
        let fault = match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" | "default" | "definitions" | "format"
            | "pattern" => None,
            "$ref" => {
                let pointer = wanted.as_str().unwrap().strip_prefix('#').unwrap();
                hold(root, root.pointer(pointer).unwrap(), value, at, faults);
                None
            }
            "type" => (!is_of_type(value, wanted.as_str().unwrap())).then_some(wanted),
            "enum" => (!wanted.as_array().unwrap().contains(value)).then_some(wanted),
            "minimum" => (value.as_i64() < wanted.as_i64()).then_some(wanted),
            "maximum" => (value.as_i64() > wanted.as_i64()).then_some(wanted),
            "minItems" => {
                let items = value.as_array().unwrap().len() as u64;
                (items < wanted.as_u64().unwrap()).then_some(wanted)
            }
            "uniqueItems" => {
                let items = value.as_array().unwrap();
                let repeated = |at: usize| items[..at].contains(&items[at]);
                (wanted == true && (0..items.len()).any(repeated)).then_some(wanted)
            }
            "required" => {
                let mut keys = wanted.as_array().unwrap().iter();
                keys.find(|key| value.get(key.as_str().unwrap()).is_none())
            }
            "properties" => {
                for (key, below) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = wanted.get(key) {
                        hold(root, schema, below, &format!("{at}.{key}"), faults);
                    }
                }
                None
            }
            "additionalProperties" => {
                let known = schema.get("properties");
                let others = value.as_object().into_iter().flatten();
                let others =
                    others.filter(|(key, _)| known.is_none_or(|map| map.get(key).is_none()));
                for (key, below) in others {
                    match wanted {
                        Value::Bool(true) => {}
                        Value::Bool(false) => faults.push(format!("{at}.{key}: unknown")),
                        schema => hold(root, schema, below, &format!("{at}.{key}"), faults),
                    }
                }
                None
            }
            "items" => {
                for (index, below) in value.as_array().into_iter().flatten().enumerate() {
                    hold(root, wanted, below, &format!("{at}[{index}]"), faults);
                }
                None
            }
            "anyOf" | "oneOf" => {
                let fits = |schema: &&Value| {
                    let mut faults = Vec::new();
                    hold(root, schema, value, at, &mut faults);
                    faults.is_empty()
                };
                let fitting = wanted.as_array().unwrap().iter().filter(fits).count();
                let one = keyword == "oneOf";
                (fitting == 0 || one && fitting > 1).then_some(wanted)
            }
            _ => panic!("{keyword} at {at}"),
        };
        if let Some(wanted) = fault {
            faults.push(format!("{at}: {keyword} {wanted}"));
        }
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => panic!("type {name}"),
    }
}
