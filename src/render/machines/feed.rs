//! The feed (Atom, RFC 4287): the reports published last.

use super::{date, escaped, url};
use crate::render::Summary;
use crate::render::address::index;
use std::fmt::Write;

/// Where it stands.
pub const ADDRESS: &str = "feed.xml";

/// How many reports it names.
const MOST: usize = 50;

/// The feed; `None` where no report bears the date of its publication.
pub fn file(summaries: &[&Summary], site: &str, base: &str) -> Option<String> {
    let mut dated: Vec<(&str, &&Summary)> = summaries
        .iter()
        .map(|summary| (date(&summary.published), summary))
        .filter(|(date, _)| !date.is_empty())
        .collect();
    // stable: those of one day stay in the order of their folders
    dated.sort_by(|(a, _), (b, _)| b.cmp(a));
    dated.truncate(MOST);
    let (newest, _) = dated.first()?;

    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n\
         <id>{home}</id>\n<title>{site}</title>\n<updated>{}</updated>\n\
         <link href=\"{home}\"/>\n<link rel=\"self\" href=\"{}\"/>\n\
         <author><name>{site}</name></author>\n",
        moment(newest),
        escaped(&url(base, ADDRESS)),
        home = escaped(&url(base, "index.html")),
        site = escaped(site),
    );
    for (date, summary) in dated {
        let folder = format!("{}/{}", summary.unit_folder, summary.year);
        let url = escaped(&url(base, &index(&folder)));
        // Writing to a String does not fail.
        let _ = write!(
            text,
            "<entry>\n<id>{url}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
             <link href=\"{url}\"/>\n<summary>{}</summary>\n</entry>\n",
            escaped(&format!(
                "{}{}年度绩效自评",
                summary.unit_name, summary.year
            )),
            moment(date),
            escaped(&said(summary)),
        );
    }
    text.push_str("</feed>\n");
    Some(text)
}

/// The first moment of a day in China.
fn moment(date: &str) -> String {
    format!("{date}T00:00:00+08:00")
}

/// The figures in one sentence.
fn said(summary: &Summary) -> String {
    let figures = &summary.figures;
    let score = figures.score.map(|score| {
        let grade = figures.grade.as_deref().unwrap_or_default();
        let grade = if grade.is_empty() {
            String::new()
        } else {
            format!("（{grade}）")
        };
        format!("自评{score}分{grade}")
    });
    let rate = figures.rate.map(|rate| format!("预算执行率{rate}"));
    let lost = (figures.rows_lost > 0).then(|| format!("{}项扣分", figures.rows_lost));
    let parts: Vec<String> = [score, rate, lost].into_iter().flatten().collect();
    match parts.as_slice() {
        [] => "绩效自评已公开。".to_owned(),
        parts => format!("{}。", parts.join("，")),
    }
}
