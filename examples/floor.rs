//! The least that a page of each report can cost: reads the files of a generated
//! site on as many threads as there are processors, parses them into bare values,
//! fills one page a report and writes it. Nothing is checked, nothing escaped.
//!
//! ```text
//! cargo run --release --example floor -- DIR OUTPUT
//! ```

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use serde_yaml::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [root, output] = arguments.as_slice() else {
        fail("floor DIR OUTPUT")
    };
    let content = Path::new(root).join("content");
    let reports: Vec<PathBuf> = walkdir::WalkDir::new(&content)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|file| file.file_name() == "report.yaml")
        .map(walkdir::DirEntry::into_path)
        .collect();
    let written = reports
        .par_iter()
        .map(|report| write(&content, report, Path::new(output)))
        .collect::<io::Result<Vec<()>>>();
    match written {
        Ok(written) => println!("{}", written.len()),
        Err(error) => fail(&error.to_string()),
    }
}

fn write(content: &Path, report: &Path, output: &Path) -> io::Result<()> {
    let yaml = fs::read_to_string(report)?;
    let narrative = fs::read_to_string(report.with_extension("md"))?;
    let form: Value = serde_yaml::from_str(&yaml).map_err(io::Error::other)?;
    let below = report.strip_prefix(content).map_err(io::Error::other)?;
    let folder = output.join(below.with_file_name(""));
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("index.html"), page(&form, &narrative))
}

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
<link rel=\"stylesheet\" href=\"/style.css\"><title>";

fn page(form: &Value, narrative: &str) -> String {
    let mut page = String::from(HEAD);
    let title = text(&form["标题"]);
    // Writing to a String does not fail.
    let _ = write!(page, "{title}</title></head><body><main><h1>{title}</h1>");
    let _ = write!(page, "<p>发布日期：{}</p>", text(&form["公开"]["发布日期"]));
    table(&mut page, "预算执行情况", [&form["预算执行"]].into_iter());
    let goals = form["年度目标"].as_sequence().into_iter().flatten();
    table(&mut page, "年度目标", goals);
    let rows = form["绩效指标"].as_sequence().into_iter().flatten();
    table(&mut page, "绩效指标", rows);
    html::push_html(
        &mut page,
        Parser::new_ext(narrative, Options::ENABLE_TABLES),
    );
    page.push_str(
        "</main><footer><p>数据以各单位公开的自评报告为准。</p></footer></body></html>\n",
    );
    page
}

fn table<'a>(page: &mut String, caption: &str, rows: impl Iterator<Item = &'a Value>) {
    let _ = writeln!(
        page,
        "<table class=\"form\"><caption>{caption}</caption><tbody>"
    );
    for row in rows {
        page.push_str("<tr>");
        for (name, value) in row.as_mapping().into_iter().flatten() {
            let (name, value) = (text(name), text(value));
            let _ = write!(page, "<td class=\"figure\" title=\"{name}\">{value}</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table>");
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Mapping(map) => map.values().map(text).collect::<Vec<_>>().join(" "),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    process::exit(2);
}
