//! Whatever is wrong in a template, its file and line are told and nothing is published.

use super::*;

#[test]
fn a_template_that_cannot_be_filled_publishes_nothing() {
    let site = site(SMALL);
    let build = || program(site.path(), &["build"]).output().unwrap();
    assert!(build().status.success());
    let before = snapshot(&site.path().join("public"));

    let settings = site.path().join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{text}\n主题: own\n")).unwrap();
    let templates = site.path().join("themes/own/templates");
    fs::create_dir_all(&templates).unwrap();
    for (wrong, told) in [
        ("{{ page.nmae }}", "没有字段 nmae"),
        ("{{ nothing }}", "没有变量 nothing"),
        ("{% include \"home.html\" %}", "home.html"),
        ("{% extends \"home.html\" %}", "home.html"),
        ("{% include \"nowhere.html\" %}", "nowhere.html"),
        ("{{ <no_such_part /> }}", "no_such_part"),
        ("{{ <newest newest={page.newest} wrong={1} /> }}", "wrong"),
        ("{{ <newest newest={1} /> }}", "newest"),
        ("{{ <newest /> }}", "newest"),
        ("{{ page | no_such_filter }}", "no_such_filter"),
        ("{{ 1 / 0 }}", "0"),
        ("{% if %}", "%}"),
        ("{% for one in page.newest %}", "home.html"),
        ("{{ \"not ended }}", "home.html"),
    ] {
        fs::write(templates.join("home.html"), format!("一\n{wrong}\n")).unwrap();
        let output = build();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{wrong}: {said}");
        assert!(
            said.contains("主题模板") && said.contains(told),
            "{wrong}: {said}"
        );
        let is_placed =
            said.contains("home.html") && (said.contains("第 ") || said.contains(":2:"));
        // A circle has no line of its own.
        assert!(is_placed || wrong.contains("home.html"), "{wrong}: {said}");
        assert!(snapshot(&site.path().join("public")) == before, "{wrong}");
    }
}
