//! What the commands say, and their exit codes.

mod common;

use common::{repository, ziping};

#[test]
fn help_is_in_chinese_throughout() {
    for arguments in [
        &["--help"][..],
        &["build", "--help"],
        &["check", "--help"],
        &["explain", "-h"],
        &["rules", "-h"],
        &["fmt", "--help"],
        &["diff", "--help"],
    ] {
        let run = ziping(&repository(), arguments);
        assert_eq!(run.code, 0, "{arguments:?}");
        for english in [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "Print",
            "default",
            "possible",
        ] {
            assert!(
                !run.stdout.contains(english),
                "{arguments:?}: {english}\n{}",
                run.stdout
            );
        }
        assert!(run.stdout.contains("用法"), "{}", run.stdout);
    }
}

#[test]
fn a_wrong_call_is_explained_in_chinese_with_code_2() {
    let wrong: [(&[&str], &str); 8] = [
        (&["biuld"], "biuld"),
        (&["build", "--outptu", "x"], "--outptu"),
        (&["check", "--format", "xml"], "xml"),
        (&["build", "--jobs", "0"], "0"),
        (&["build", "--jobs"], "--jobs"),
        (&["explain"], "代码"),
        (&["explain", "ZP999"], "ZP999"),
        (&["check", "没有这个目录"], "没有这个目录"),
    ];
    for (arguments, named) in wrong {
        let run = ziping(&repository(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(named), "{arguments:?}: {}", run.stderr);
        assert!(
            !run.stderr.contains("error:"),
            "{arguments:?}: {}",
            run.stderr
        );
        assert!(
            !run.stderr.contains("Usage"),
            "{arguments:?}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_folder_without_content_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["build", "check"] {
        let run = ziping(folder.path(), &[command]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("没有 content 目录"), "{}", run.stderr);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn every_listed_rule_is_explained() {
    let list = ziping(&repository(), &["rules"]);
    assert_eq!(list.code, 0);
    let codes: Vec<&str> = list
        .stdout
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(codes.len() > 20, "{codes:?}");
    for code in codes {
        let run = ziping(&repository(), &["explain", code]);
        assert_eq!(run.code, 0, "{code}");
        assert!(
            run.stdout.contains("检查什么") && run.stdout.contains("改法"),
            "{}",
            run.stdout
        );
    }
}

#[test]
fn an_explanation_is_laid_out_for_a_terminal() {
    let said = ziping(&repository(), &["explain", "zp101"]).stdout;
    assert!(
        said.starts_with(
            "ZP101 执行率不符（错误）\n\n执行率不等于全年执行数除以全年预算数。\n\n检查什么\n"
        ),
        "{said}"
    );
    assert!(
        said.contains("\n\n改法\n    表式: 湖南-整体支出\n"),
        "{said}"
    );
    for list in [said, ziping(&repository(), &["explain", "ZP009"]).stdout] {
        assert!(!list.contains("```") && !list.contains('#'), "{list}");
        assert!(!list.contains("\n\n\n"), "{list}");
    }
}

#[test]
fn json_is_for_programs() {
    let run = ziping(&repository(), &["check", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["version"], 1);
    let accepted = document["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found.get("accepted").is_some());
    assert!(accepted.count() > 5);
}

#[test]
fn what_is_piped_has_no_colour() {
    let run = ziping(&repository(), &["check"]);
    assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
}

#[test]
fn the_rules_of_a_site_weigh_what_it_has_set_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    std::fs::create_dir(&content).unwrap();
    let settings = content.join("site.yaml");
    let set = "校验:\n  - 规则: ZP109\n    级别: 错误\n    理由: 市财政局要求\n";
    std::fs::write(&settings, format!("名称: 某市\n{set}")).unwrap();
    let rules = |options: &[&str]| ziping(folder.path(), &[&["rules"], options].concat());
    let human = rules(&["--root", "."]);
    let line = "ZP109  错误  预算变动没有说明（本来是提示；市财政局要求）";
    assert!(
        human.stdout.lines().any(|one| one == line),
        "{}",
        human.stdout
    );
    assert!(!rules(&[]).stdout.contains("市财政局要求"));

    let json = rules(&["--root", ".", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let of = |code: &str| {
        let rules = json.as_array().unwrap().iter();
        let mut found = rules.filter(|rule| rule["code"] == code);
        found.next().unwrap().clone()
    };
    assert_eq!(of("ZP109")["severity"], "提示");
    assert_eq!(of("ZP109")["site"]["severity"], "错误");
    assert_eq!(of("ZP109")["site"]["reason"], "市财政局要求");
    assert!(of("ZP101").get("site").is_none());

    std::fs::write(
        &settings,
        "名称: 某市\n校验: [{规则: ZP999, 级别: 错误, 理由: 无}]\n",
    )
    .unwrap();
    let wrong = rules(&["--root", "."]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.stdout.contains("ZP999") || wrong.stderr.contains("ZP999"));
    assert_eq!(rules(&["--root", "nowhere"]).code, 2);
}
