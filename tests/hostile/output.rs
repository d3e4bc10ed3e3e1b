//! What published files may hold, whatever was written into the content.

#![allow(clippy::unwrap_used)] // a failure ends the test

use scraper::{Html, Node};
use std::io::{Cursor, Read};
use std::path::Path;

/// The elements of the theme's pages and of narratives.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "circle",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "desc",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "img",
    "input",
    "label",
    "li",
    "line",
    "link",
    "main",
    "meta",
    "nav",
    "noscript",
    "ol",
    "option",
    "output",
    "p",
    "path",
    "polyline",
    "pre",
    "rect",
    "script",
    "search",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "text",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tspan",
    "ul",
    "wbr",
];

/// The attributes whose value is an address.
const ADDRESSES: &[&str] = &[
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "manifest",
    "ping",
    "poster",
    "src",
    "srcset",
    "xlink:href",
];

/// What a page has that it may not have.
pub fn faults_of_page(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut faults = Vec::new();
    for node in page.tree.nodes() {
        match node.value() {
            Node::Element(element) => {
                let name = element.name();
                if !ELEMENTS.contains(&name) {
                    faults.push(format!("element <{name}>"));
                }
                for (attribute, value) in element.attrs() {
                    if !is_harmless(name, attribute, value) {
                        faults.push(format!("<{name} {attribute}=\"{value}\">"));
                    }
                }
                if name == "script" {
                    let text: String = node
                        .children()
                        .filter_map(|c| c.value().as_text().map(|t| t.to_string()))
                        .collect();
                    faults.extend(fault_of_script(
                        element.attr("src"),
                        element.attr("type"),
                        &text,
                    ));
                }
            }
            Node::Comment(comment) => faults.push(format!("comment {}", &**comment)),
            _ => {}
        }
    }
    faults
}

fn is_harmless(element: &str, attribute: &str, value: &str) -> bool {
    if attribute.starts_with("on") || ["srcdoc", "http-equiv"].contains(&attribute) {
        return false;
    }
    if attribute == "style" {
        return false;
    }
    if ADDRESSES.contains(&attribute) {
        return is_harmless_address(element, value);
    }
    true
}

/// Relative, or of one of the schemes that a report may link.
fn is_harmless_address(element: &str, address: &str) -> bool {
    let plain: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    if plain.starts_with("//") || plain.contains('\\') {
        return false;
    }
    let scheme = plain.find(':').map(|end| &plain[..end]);
    let scheme = scheme.filter(|before| !before.contains(['/', '?', '#']));
    match scheme.map(str::to_ascii_lowercase).as_deref() {
        None => true,
        Some("http" | "https" | "mailto") => element == "a" || element == "link",
        Some("data") => element == "link" && plain.starts_with("data:,"),
        Some(_) => false,
    }
}

/// A script is a file of the theme, or data.
fn fault_of_script(source: Option<&str>, kind: Option<&str>, text: &str) -> Option<String> {
    match (source, kind) {
        (Some(source), _) => {
            let name = source.rsplit('/').next().unwrap_or(source);
            (source.contains("evil") || !name.ends_with(".js")).then(|| format!("script {source}"))
        }
        (None, Some("application/ld+json" | "application/json")) => {
            serde_json::from_str::<serde_json::Value>(text)
                .err()
                .map(|error| format!("data that is no JSON: {error}: {text}"))
        }
        (None, _) => Some(format!("script {text}")),
    }
}

/// What a drawing in a file of its own has that it may not have.
pub fn faults_of_drawing(svg: &str) -> Vec<String> {
    // As the browser that opens the file reads it, and as one that gets it in a page.
    faults_of_page(svg)
}

/// What a table for spreadsheets has that a spreadsheet would compute.
pub fn faults_of_records(csv: &[u8]) -> Vec<String> {
    let csv = csv.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(csv);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(csv);
    let mut faults = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else {
            faults.push("no CSV".to_owned());
            break;
        };
        for cell in &record {
            let computes =
                cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
            if computes && cell.parse::<f64>().is_err() {
                faults.push(format!("cell {cell}"));
            }
        }
    }
    faults
}

/// The faults of a published file, by what its name says it is.
pub fn faults(path: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    match Path::new(path)
        .extension()
        .and_then(|ending| ending.to_str())
    {
        Some("html") => faults_of_page(&text),
        Some("svg") => faults_of_drawing(&text),
        Some("csv") => faults_of_records(bytes),
        Some("json") => serde_json::from_str::<serde_json::Value>(&text)
            .err()
            .map(|error| error.to_string())
            .into_iter()
            .collect(),
        Some("xml") => faults_of_feed(&text),
        Some("xlsx") => faults_of_workbook(bytes),
        _ => Vec::new(),
    }
}

/// A feed is well formed, has no document type and no element of HTML.
fn faults_of_feed(xml: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return faults,
            Ok(quick_xml::events::Event::DocType(_)) => faults.push("a document type".to_owned()),
            Ok(quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start)) => {
                let name = start.name().as_ref().to_owned();
                if ["script", "img", "svg", "iframe", "style"].contains(&name.as_str()) {
                    faults.push(format!("element <{name}>"));
                }
            }
            Ok(_) => {}
            Err(error) => {
                faults.push(error.to_string());
                return faults;
            }
        }
    }
}

/// A workbook holds values, never formulas or links.
fn faults_of_workbook(bytes: &[u8]) -> Vec<String> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut faults = Vec::new();
    for place in 0..package.len() {
        let mut entry = package.by_index(place).unwrap();
        let mut xml = String::new();
        entry.read_to_string(&mut xml).unwrap();
        for mark in [
            "<f>",
            "<f ",
            "<hyperlink",
            "TargetMode=\"External\"",
            "<!DOCTYPE",
        ] {
            if xml.contains(mark) {
                faults.push(format!("part {place}: {mark}"));
            }
        }
    }
    faults
}
