//! A comparison as one page for a browser, which needs no other file.

use super::{Comparison, Fate, FileChange, UnitChange, human};

/// The page's own style; it follows the reader's choice of light or dark.
const STYLE: &str = "\
:root{color-scheme:light dark}
body{max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.7;\
font-family:system-ui,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif}
h1{font-size:1.5rem}
h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #8886;padding-bottom:.3rem}
h3{font-size:1rem;margin:1.2rem 0 .2rem}
h3 code{font-size:.8rem;font-weight:normal;opacity:.7;overflow-wrap:anywhere}
ul{margin:.2rem 0;padding-left:1.4rem}
li{overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.new::marker{content:\"＋ \"}
.gone::marker{content:\"－ \"}
.quiet{opacity:.65}
@media print{body{margin:0}}
";

/// An HTML document in which all that comes from the content is escaped.
pub fn to_html(comparison: &Comparison) -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>自评报告的改动</title>\n<style>\n",
    );
    page.push_str(STYLE);
    page.push_str("</style>\n</head>\n<body>\n<h1>自评报告的改动</h1>\n");
    if comparison.is_empty() {
        page.push_str("<p>没有改动</p>\n");
    }
    for unit in &comparison.units {
        add_unit(&mut page, unit);
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn add_unit(page: &mut String, unit: &UnitChange) {
    let heading = escaped(&human::heading(unit));
    page.push_str(&format!("<section>\n<h2>{heading}</h2>\n"));
    for file in &unit.files {
        add_file(page, file);
    }
    let lists = [
        ("新问题", "new", &unit.findings_new),
        ("已消除的问题", "gone", &unit.findings_gone),
    ];
    for (title, class, findings) in lists {
        if findings.is_empty() {
            continue;
        }
        page.push_str(&format!("<h3>{title}</h3>\n<ul>\n"));
        for told in findings {
            let told = escaped(&human::finding(unit, told));
            page.push_str(&format!("<li class=\"{class}\">{told}</li>\n"));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</section>\n");
}

fn add_file(page: &mut String, file: &FileChange) {
    let class = match file.fate {
        Fate::Writing | Fate::Comments => " class=\"quiet\"",
        _ => "",
    };
    let (title, path) = (escaped(&file.title), escaped(&file.path));
    page.push_str(&format!(
        "<h3>{title} <code>{path}</code></h3>\n<ul{class}>\n"
    ));
    for line in human::lines(file) {
        page.push_str(&format!("<li>{}</li>\n", escaped(&line)));
    }
    page.push_str("</ul>\n");
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            char => escaped.push(char),
        }
    }
    escaped
}
