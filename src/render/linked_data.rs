//! What a page is about for search engines: JSON-LD in the words of schema.org.

use super::address::percent_encoded;
use super::frame::{Kind, Subject};
use super::{Download, SiteContext};
use serde_json::{Value, json};

/// The page's data as the text of a `script` element, safe inside HTML; `None`
/// for a page that is about nothing of its own.
pub fn of(subject: &Subject<'_>, context: &SiteContext, downloads: &[Download]) -> Option<String> {
    let about = match subject.kind {
        Kind::Home => json!({
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": context.site.name,
            "description": context.site.summary,
            "inLanguage": "zh-CN",
        }),
        Kind::Organization => json!({
            "@context": "https://schema.org",
            "@type": "GovernmentOrganization",
            "name": subject.title,
        }),
        Kind::Article { published, source } => {
            let mut dataset = json!({
                "@context": "https://schema.org",
                "@type": "Dataset",
                "name": subject.title,
                "description": subject.description,
                "inLanguage": "zh-CN",
                "isAccessibleForFree": true,
                "creator": {"@type": "GovernmentOrganization", "name": source},
            });
            if !published.is_empty() {
                dataset["datePublished"] = json!(published);
            }
            // Relative addresses would be read against the page's own, which a
            // copy of the page does not have.
            if !context.base_url.is_empty() && !downloads.is_empty() {
                let files = downloads.iter().map(|file| distribution(file, context));
                dataset["distribution"] = files.collect();
            }
            dataset
        }
        Kind::Column { .. } | Kind::Missing => return None,
    };
    let mut about = about;
    if !context.base_url.is_empty() {
        let folder = subject.address.strip_suffix("index.html");
        let address = percent_encoded(folder.unwrap_or(subject.address));
        about["url"] = json!(format!("{}{address}", context.base_url));
    }
    Some(inside_html(&about))
}

fn distribution(file: &Download, context: &SiteContext) -> Value {
    let kind = match file.format {
        "CSV" => "text/csv",
        "JSON" => "application/json",
        _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    json!({
        "@type": "DataDownload",
        "name": file.title,
        "encodingFormat": kind,
        "contentUrl": format!("{}{}", context.base_url, percent_encoded(&file.address)),
    })
}

/// JSON in which nothing can close the element that it stands in.
fn inside_html(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_closes_the_script() {
        let text = inside_html(&json!({"name": "</script><b>&"}));
        assert_eq!(
            text,
            "{\"name\":\"\\u003c/script\\u003e\\u003cb\\u003e\\u0026\"}"
        );
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["name"], "</script><b>&");
    }
}
