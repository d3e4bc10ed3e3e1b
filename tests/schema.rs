//! The JSON Schemas of `ziping schema`: right for every file there is, and wrong for
//! what the loader refuses.

#![allow(clippy::unwrap_used)] // a failure ends the test

mod common;

use common::{copy_tree, repository, snapshot, ziping};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// The schemas of a site, by name.
fn schemas(root: &Path) -> BTreeMap<String, Validator> {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().to_str().unwrap();
    let run = ziping(root, &["schema", target]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    snapshot(folder.path())
        .into_iter()
        .map(|(name, file)| {
            let schema: Value = serde_json::from_slice(&file.bytes).unwrap();
            jsonschema::draft7::meta::validate(&schema).unwrap();
            let name = name.strip_suffix(".schema.json").unwrap().to_owned();
            (name, jsonschema::draft7::new(&schema).unwrap())
        })
        .collect()
}

/// Which schema a file below `content/` is for.
fn schema_of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap();
    match name {
        _ if path.starts_with("forms/") => "form",
        _ if path.contains("/projects/") => "project",
        "site.yaml" => "site",
        "region.yaml" => "region",
        "unit.yaml" => "unit",
        "report.yaml" => "report",
        "base.yaml" => "base",
        _ => panic!("{path}"),
    }
}

fn faults(schema: &Validator, yaml: &str) -> Vec<String> {
    let value: Value = serde_yaml::from_str(yaml).unwrap();
    schema
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn every_file_of_the_sample_and_of_the_provinces_is_right() {
    for root in [repository(), repository().join("tests/provinces")] {
        let schemas = schemas(&root);
        let mut wrong = Vec::new();
        let mut count = 0;
        for (path, file) in snapshot(&root.join("content")) {
            if path.ends_with(".yaml") {
                let text = String::from_utf8(file.bytes).unwrap();
                let faults = faults(&schemas[schema_of(&path)], &text);
                wrong.extend(faults.iter().map(|fault| format!("{path} {fault}")));
                count += 1;
            }
        }
        assert!(count > 25, "{count}");
        assert_eq!(wrong, [""; 0]);
    }
}

#[test]
fn a_new_file_on_any_form_is_right() {
    let root = repository().join("tests/provinces");
    let site = tempfile::tempdir().unwrap();
    copy_tree(
        &root.join("content/forms"),
        &site.path().join("content/forms"),
    );
    let run = ziping(
        site.path(),
        &[
            "new",
            "unit",
            "--region",
            "a",
            "--region-name",
            "甲",
            "--name",
            "乙",
            "--address",
            "b",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let schemas = schemas(site.path());
    let mut begun = 0;
    for (at, form) in ziping::load::forms(&root).unwrap().iter().enumerate() {
        let year = (2024 + at).to_string();
        let place = ["--unit", "a/b", "--year", &year];
        let unit = [&["new", "year"], &place[..], &["--form", &form.id]].concat();
        let project = ["new", "project", "--name", "丙", "--address", "c"];
        let project = [&project[..], &place, &["--form", &form.id]].concat();
        let base = ["--form", "全国-整体支出", "--base", &form.id];
        let base = [&["new", "year"], &place[..], &base].concat();
        // a form is for one of them
        for call in [unit, project, base] {
            let run = ziping(site.path(), &call);
            for path in run.stdout.lines().filter(|path| path.ends_with(".yaml")) {
                let text = std::fs::read_to_string(site.path().join(path)).unwrap();
                let schema = schema_of(path.strip_prefix("content/").unwrap());
                assert_eq!(faults(&schemas[schema], &text), [""; 0], "{}", form.id);
                begun += 1;
            }
        }
    }
    assert!(begun >= 20, "{begun}");
}

#[test]
fn the_builtin_forms_are_right() {
    let schema = &schemas(&repository())["form"];
    for (name, text) in ziping::form::builtin() {
        assert_eq!(faults(schema, text), [""; 0], "{name}");
    }
}

#[test]
fn what_the_loader_refuses_a_schema_refuses() {
    let schemas = schemas(&repository());
    for (schema, right, wrong) in [
        // unknown keys, at every depth
        ("site", "名称: 甲", "名称: 甲\n名字: 乙"),
        ("region", "名称: 甲", "名字: 甲"),
        ("unit", "名称: 甲", "名称: 甲\n电话: 1"),
        (
            "report",
            "表式: 湖南-整体支出",
            "表式: 湖南-整体支出\n得份: 1",
        ),
        (
            "report",
            "表式: 湖南-整体支出\n绩效指标: [{三级指标: 甲, 得分: 1}]",
            "表式: 湖南-整体支出\n绩效指标: [{三级指标: 甲, 得份: 1}]",
        ),
        (
            "report",
            "表式: 武汉-整体支出\n年度目标: [{绩效指标: [{其中: [{得分: 1}]}]}]",
            "表式: 武汉-整体支出\n年度目标: [{绩效指标: [{其中: [{得份: 1}]}]}]",
        ),
        (
            "base",
            "表式: 湖南-基础数据表\n经费控制: [{其中: [{项目: 甲}]}]",
            "表式: 湖南-基础数据表\n经费控制: [{其中: [{名称: 甲}]}]",
        ),
        (
            "form",
            "编号: 甲\n列: [{键: 得分}]",
            "编号: 甲\n列: [{名称: 得分}]",
        ),
        // wrong choices
        ("report", "表式: 湖南-整体支出", "表式: 湖南整体"),
        ("report", "表式: 湖南-整体支出", "表式: 湖南-项目支出"),
        ("project", "表式: 湖南-项目支出", "表式: 湖南-整体支出"),
        ("form", "编号: 甲\n范围: 项目", "编号: 甲\n范围: 项目支出"),
        (
            "report",
            "表式: 湖南-整体支出\n金额单位: 万元",
            "表式: 湖南-整体支出\n金额单位: 千元",
        ),
        (
            "site",
            "名称: 甲\n校验: [{规则: ZP109, 级别: 错误, 理由: 乙}]",
            "名称: 甲\n校验: [{规则: ZP109, 级别: 严重, 理由: 乙}]",
        ),
        (
            "report",
            "表式: 湖南-整体支出\n校验说明: [{规则: ZP101, 位置: 总分, 说明: 甲}]",
            "表式: 湖南-整体支出\n校验说明: [{规则: ZP999, 位置: 总分, 说明: 甲}]",
        ),
        // wrong types, and figures that are none
        (
            "report",
            "表式: 湖南-整体支出\n绩效指标: [{三级指标: 甲}]",
            "表式: 湖南-整体支出\n绩效指标: 甲",
        ),
        (
            "report",
            "表式: 湖南-整体支出\n总分: 99",
            "表式: 湖南-整体支出\n总分: 约99",
        ),
        (
            "report",
            "表式: 湖南-整体支出\n总分: '4,591'",
            "表式: 湖南-整体支出\n总分: [4]",
        ),
        (
            "report",
            "表式: 湖南-整体支出\n总分:",
            "表式: 湖南-整体支出\n总分: 101",
        ),
        (
            "report",
            "表式: 湖南-整体支出\n年度: 2023",
            "表式: 湖南-整体支出\n年度: 二三年",
        ),
        (
            "report",
            "表式: 湖南-整体支出\n年度: '2023'",
            "表式: 湖南-整体支出\n年度: 23",
        ),
        (
            "report",
            "表式: 湖南-整体支出\n预算执行: {执行率: 99.5%}",
            "表式: 湖南-整体支出\n预算执行: {执行率: 0.995}",
        ),
        (
            "report",
            "表式: 湖南-整体支出\n绩效指标: [{并入上行: true}]",
            "表式: 湖南-整体支出\n绩效指标: [{并入上行: 是}]",
        ),
        // what must be there
        ("report", "表式: 湖南-整体支出", "年度: 2023"),
        ("unit", "名称: 甲", "简称: 甲"),
        (
            "site",
            "名称: 甲\n网址: https://example.org/",
            "名称: 甲\n网址: example.org",
        ),
    ] {
        let schema_of = &schemas[schema];
        assert_eq!(faults(schema_of, right), [""; 0], "{schema} {right}");
        assert_ne!(faults(schema_of, wrong), [""; 0], "{schema} {wrong}");
    }
}

#[test]
fn a_column_of_a_sites_own_form_is_right_on_that_form_alone() {
    let site = tempfile::tempdir().unwrap();
    let forms = site.path().join("content/forms");
    std::fs::create_dir_all(&forms).unwrap();
    let form = "编号: 甲-整体\n基于: 全国-整体支出\n列: [三级指标, 得分, 财政审定得分]\n";
    std::fs::write(forms.join("jia.yaml"), form).unwrap();
    let schema = &schemas(site.path())["report"];
    let row = "绩效指标: [{三级指标: 甲, 财政审定得分: 9}]";
    assert_eq!(faults(schema, &format!("表式: 甲-整体\n{row}")), [""; 0]);
    assert_ne!(
        faults(schema, &format!("表式: 全国-整体支出\n{row}")),
        [""; 0]
    );
}

#[test]
fn every_key_has_its_meaning_and_the_choices_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().to_str().unwrap();
    assert_eq!(ziping(&repository(), &["schema", target]).code, 0);
    let read = |name: &str| -> Value {
        let bytes = std::fs::read(folder.path().join(format!("{name}.schema.json"))).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    };
    let report = read("report");
    let form = &report["properties"]["表式"];
    let at = form["enum"].as_array().unwrap();
    let at = at.iter().position(|id| id == "湖南-整体支出").unwrap();
    assert_eq!(form["enumDescriptions"][at], "预算单位整体支出绩效自评表");
    let disclosure = &report["properties"]["公开"]["properties"];
    assert!(disclosure.get("公开方式").is_some(), "{disclosure}");
    for name in [
        "site", "region", "unit", "report", "project", "base", "form",
    ] {
        let schema = read(name);
        assert_eq!(schema["additionalProperties"], json!(false), "{name}");
        for (key, property) in schema["properties"].as_object().unwrap() {
            let meaning = property["description"].as_str().unwrap();
            assert!(meaning.chars().count() > 2, "{name} {key}");
        }
    }
}

#[test]
fn a_second_run_has_nothing_to_do() {
    let site = tempfile::tempdir().unwrap();
    copy_tree(&repository().join("content"), &site.path().join("content"));
    assert_eq!(ziping(site.path(), &["schema"]).code, 0);
    let before = snapshot(&site.path().join("schemas"));
    let run = ziping(site.path(), &["schema"]);
    assert!(run.stderr.contains("没有变化"), "{}", run.stderr);
    assert_eq!(snapshot(&site.path().join("schemas")), before);
}
