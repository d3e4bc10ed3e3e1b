//! What a schema says of one place in a file: for whoever answers an editor without a
//! JSON Schema validator of its own. Knows the words that [`super::all`] uses, not all
//! of JSON Schema.

use crate::model::{DataPath, Segment};
use serde_json::Value;

/// What may be written at a place, and what it means.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What the value means.
    pub meaning: String,
    /// The keys that a map may have here, each with its meaning, in their order.
    pub keys: Vec<(String, String)>,
    /// The words that may stand here, each with its meaning, which may be empty.
    pub words: Vec<(String, String)>,
}

/// What a schema says of the value at a path in a file that is filled on a form.
pub fn said(schema: &Value, form: &str, path: &DataPath) -> Said {
    let lookup = Lookup { root: schema, form };
    let mut here = Vec::new();
    lookup.add(schema, &mut here);
    for segment in &path.0 {
        let mut below = Vec::new();
        for schema in here {
            lookup.step(schema, segment, &mut below);
        }
        here = below;
    }
    let mut said = Said::default();
    for schema in here {
        said.add(schema);
    }
    said
}

struct Lookup<'a> {
    root: &'a Value,
    form: &'a str,
}

impl<'a> Lookup<'a> {
    /// Adds a schema and all that holds with it.
    fn add(&self, schema: &'a Value, to: &mut Vec<&'a Value>) {
        to.push(schema);
        let named = schema["$ref"].as_str();
        let named = named.and_then(|name| self.root.pointer(name.strip_prefix('#')?));
        if let Some(named) = named {
            self.add(named, to);
        }
        for part in list(&schema["allOf"]).chain(list(&schema["anyOf"])) {
            let case = match part.get("if") {
                None => Some(part),
                Some(test) if self.holds(test) => part.get("then"),
                Some(_) => part.get("else"),
            };
            if let Some(case) = case {
                self.add(case, to);
            }
        }
    }

    /// Whether the file is filled on the form that a case is for.
    fn holds(&self, test: &Value) -> bool {
        let form = &test["properties"]["表式"];
        form["const"] == self.form || list(&form["enum"]).any(|one| *one == self.form)
    }

    fn step(&self, schema: &'a Value, segment: &Segment, to: &mut Vec<&'a Value>) {
        let below = match segment {
            Segment::Index(_) => schema.get("items"),
            Segment::Key(key) => {
                let named = schema.get("properties").and_then(|keys| keys.get(key));
                named.or_else(|| schema.get("additionalProperties"))
            }
        };
        if let Some(below) = below.filter(|below| below.is_object()) {
            self.add(below, to);
        }
    }
}

impl Said {
    fn add(&mut self, schema: &Value) {
        if let Some(meaning) = schema["description"].as_str() {
            self.meaning = meaning.to_owned();
        }
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            let meaning = value["description"].as_str().unwrap_or_default();
            match self.keys.iter_mut().find(|(known, _)| known == key) {
                Some(_) if meaning.is_empty() => {}
                Some((_, known)) => *known = meaning.to_owned(),
                None => self.keys.push((key.clone(), meaning.to_owned())),
            }
        }
        let meanings: Vec<&Value> = list(&schema["enumDescriptions"]).collect();
        let words = list(&schema["enum"]).chain(list(&schema["examples"]));
        for (at, word) in words.enumerate() {
            let Some(word) = word.as_str() else { continue };
            let meaning = meanings.get(at).and_then(|meaning| meaning.as_str());
            let known = self.words.iter().any(|(known, _)| known == word);
            if !known && !word.is_empty() {
                let meaning = meaning.unwrap_or_default().to_owned();
                self.words.push((word.to_owned(), meaning));
            }
        }
        if schema["type"] == "boolean" {
            self.words.push(("true".to_owned(), String::new()));
        }
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Form, Level1, Library};
    use crate::schema::{Known, all, of_file};

    fn report() -> Value {
        let level1 = Level1 {
            name: "产出指标".to_owned(),
            level2: vec!["数量指标".to_owned()],
            ..Level1::default()
        };
        let form = Form {
            id: "甲".to_owned(),
            name: Some("自评表".to_owned()),
            level1: Some(vec![level1]),
            ..Form::default()
        };
        let known = Known {
            forms: &Library::new(vec![form]).unwrap(),
            disclosure: &["索引号".to_owned()],
            rules: &[("ZP101", "执行率不符")],
        };
        let schemas = all(known);
        let (_, text) = schemas.iter().find(|(name, _)| *name == "report").unwrap();
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_place_has_its_keys_words_and_meaning() {
        let schema = report();
        let at = |path: &str| said(&schema, "甲", &DataPath::parse(path).unwrap());
        let word = |word: &str, meaning: &str| (word.to_owned(), meaning.to_owned());
        assert_eq!(at("表式").words, [word("甲", "自评表")]);
        assert_eq!(at("金额单位").words.len(), 3);
        assert_eq!(
            at("年度目标[1].绩效指标[2].一级指标").words,
            [word("产出指标", "")]
        );
        assert_eq!(
            at("绩效指标[1].其中[1].二级指标").words,
            [word("数量指标", "")]
        );
        assert_eq!(at("绩效指标[1].并入上行").words, [word("true", "")]);
        assert_eq!(at("校验说明[1].规则").words, [word("ZP101", "执行率不符")]);
        assert_eq!(at("公开").keys[0].0, "索引号");
        assert!(at("预算执行.执行率").meaning.contains("不写则由程序计算"));
        let keys = said(&schema, "", &DataPath::root()).keys;
        assert!(
            keys.iter()
                .any(|(key, meaning)| key == "总分" && !meaning.is_empty())
        );
        assert_eq!(at("预算执行.没有.这里"), Said::default());
        assert_eq!(said(&Value::Null, "", &"总分".into()), Said::default());
    }

    #[test]
    fn a_file_has_the_schema_that_editors_are_told() {
        for (path, schema) in [
            ("content/site.yaml", Some("site")),
            ("content/a/region.yaml", Some("region")),
            ("content/a/某单位/unit.yaml", Some("unit")),
            ("content/a/b/2023/report.yaml", Some("report")),
            ("content/a/b/2023/projects/x.yaml", Some("project")),
            ("content/a/b/2023/base.yaml", Some("base")),
            ("content/forms/a.yaml", Some("form")),
            ("content/a/site.yaml", None),
            ("content/a/b/2023/report.md", None),
            ("content/a/b/2023/files/x.yaml", None),
            ("themes/a/report.yaml", None),
        ] {
            assert_eq!(of_file(path), schema, "{path}");
        }
    }
}
