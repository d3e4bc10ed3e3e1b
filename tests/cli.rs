//! What the commands say, and their exit codes.

mod common;

use common::{repository, ziping};

#[test]
fn help_is_in_chinese_throughout() {
    for arguments in [
        &["--help"][..],
        &["build", "--help"],
        &["merge", "--help"],
        &["check", "--help"],
        &["explain", "-h"],
        &["import", "--help"],
        &["export", "--help"],
        &["rules", "-h"],
        &["new", "-h"],
        &["new", "site", "-h"],
        &["new", "unit", "-h"],
        &["new", "year", "-h"],
        &["new", "project", "-h"],
        &["schema", "-h"],
        &["completions", "-h"],
        &["man", "-h"],
        &["fmt", "-h"],
        &["diff", "-h"],
        &["lsp", "-h"],
        &["verify", "-h"],
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
        let (_, examples) = run.stdout.split_once("\n例子：\n").unwrap();
        for line in examples.lines() {
            assert!(line.starts_with("  ziping "), "{arguments:?}: {line}");
        }
    }
}

#[test]
fn an_example_of_the_help_is_a_right_call() {
    let nowhere = tempfile::tempdir().unwrap();
    let mut seen = 0;
    let mut open = vec![vec![]];
    while let Some(command) = open.pop() {
        let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        arguments.push("--help");
        let help = ziping(nowhere.path(), &arguments).stdout;
        let list = help.split_once("\n命令：\n").map_or("", |(_, list)| list);
        for line in list.lines().take_while(|line| line.starts_with("  ")) {
            let name = line.split_whitespace().next().unwrap();
            open.push([&command[..], &[name.to_owned()]].concat());
        }
        for line in help.lines().filter(|line| line.starts_with("  ziping ")) {
            let call = line.trim().split("  ").next().unwrap();
            let call = call.split(['>', '|']).next().unwrap();
            let words: Vec<&str> = call.split_whitespace().skip(1).collect();
            // what is written goes to a folder of its own, and no one is at a terminal
            let words: Vec<&str> = words
                .into_iter()
                .map(|word| {
                    if word.starts_with(['/', '~']) {
                        "x"
                    } else {
                        word
                    }
                })
                .collect();
            let run = ziping(nowhere.path(), &words);
            for fault in ["没有“", "后面要写", "太多或太少", "不对，"] {
                assert!(!run.stderr.contains(fault), "{line}: {}", run.stderr);
            }
            seen += 1;
        }
    }
    assert!(seen > 25, "{seen}");
}

#[test]
fn the_shell_is_told_of_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = ziping(&repository(), &["completions", shell]);
        assert_eq!(run.code, 0, "{shell}: {}", run.stderr);
        for word in ["explain", "project", "from"] {
            assert!(run.stdout.contains(word), "{shell}: {word}");
        }
    }
    // what fish shows beside each word is Chinese, also of values
    let run = ziping(&repository(), &["completions", "fish"]);
    let told = run.stdout.lines().flat_map(|line| line.split("\\t").nth(1));
    let told: Vec<&str> = told.collect();
    assert!(told.len() > 10, "{}", run.stdout);
    for words in told {
        let word = words.trim_matches(['\'', '"']);
        assert!(word.is_empty() || !word.is_ascii(), "{words}");
    }
    let run = ziping(&repository(), &["completions", "tcsh"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("fish"), "{}", run.stderr);
}

#[test]
fn the_manual_is_in_chinese_and_has_a_page_for_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let run = ziping(folder.path(), &["man", "man1"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pages: Vec<&str> = run.stdout.lines().collect();
    for name in [
        "ziping",
        "ziping-check",
        "ziping-new",
        "ziping-new-year",
        "ziping-man",
    ] {
        let page = format!("man1/{name}.1");
        assert!(pages.contains(&page.as_str()), "{pages:?}");
    }
    for page in pages {
        let text = std::fs::read_to_string(folder.path().join(page)).unwrap();
        let headings = text.lines().filter_map(|line| line.strip_prefix(".SH "));
        for heading in headings {
            assert!(!heading.is_ascii(), "{page}: {heading}");
        }
        assert!(
            text.contains(".SH 用法") && text.contains("例子："),
            "{page}"
        );
    }
    let whole = ziping(folder.path(), &["man"]);
    assert!(whole.stdout.starts_with(".ie") && whole.stdout.contains("ziping\\-build(1)"));
}

#[test]
fn a_wrong_call_is_explained_in_chinese_with_code_2() {
    let wrong: [(&[&str], &str); 15] = [
        (&["biuld"], "biuld"),
        (&["build", "--outptu", "x"], "--outptu"),
        (&["check", "--format", "xml"], "xml"),
        (&["build", "--jobs", "0"], "0"),
        (&["build", "--jobs"], "--jobs"),
        (&["explain"], "代码"),
        (&["explain", "ZP999"], "ZP999"),
        (&["check", "没有这个目录"], "没有这个目录"),
        (&["check", ""], "[路径]... 是空的"),
        (&["chekc"], "是不是“check”"),
        (&["check", "--fixx"], "是不是“--fix”"),
        (
            &["--root", ".", "check"],
            "写在命令的后面，如 ziping check --root",
        ),
        (
            &["import", "没有.docx", "--to", "x"],
            "没有 没有.docx 这个文件",
        ),
        (&["schema", "README.md"], "请换一个目录"),
        (&["man", "README.md"], "请换一个目录"),
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
fn the_site_is_found_from_any_folder_of_it() {
    let site = tempfile::tempdir().unwrap();
    let unit = site.path().join("content/a/b");
    std::fs::create_dir_all(&unit).unwrap();
    std::fs::create_dir_all(site.path().join("hooks")).unwrap();
    std::fs::write(site.path().join("content/site.yaml"), "名称: 自评\n").unwrap();
    std::fs::write(unit.join("unit.yaml"), "名字: 乙镇\n").unwrap();
    let whole = ziping(site.path(), &["check"]).stderr;
    assert!(whole.contains("content/a/b/unit.yaml"), "{whole}");
    // also by the path that the messages print
    for (folder, path) in [
        ("content", "content/a/b"),
        ("content/a/b", "unit.yaml"),
        ("content/a/b", "content/a/b/unit.yaml"),
        ("hooks", "../content"),
    ] {
        let run = ziping(&site.path().join(folder), &["check", path]);
        assert_eq!(run.stderr, whole, "{folder}");
    }
    let elsewhere = ziping(&site.path().join("content"), &["check", "--root", "."]);
    assert_eq!(elsewhere.code, 2);
    assert!(
        elsewhere.stderr.contains("当前目录下没有 content 目录"),
        "{}",
        elsewhere.stderr
    );
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
