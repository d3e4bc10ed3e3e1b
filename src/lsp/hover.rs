//! What a place means: the key's meaning, the figure that follows from others, and the
//! rule of what was found there.

use super::documents::{Asked, Documents};
use super::findings::Findings;
use crate::form::Form;
use crate::load::{self, Places, Spot};
use crate::model::{DataPath, Percent, Report, Segment};
use crate::pipeline;
use crate::schema;
use gen_lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind, Range};

/// The answer to a question about a place; nothing where there is nothing to say.
pub fn answer(documents: &Documents, findings: &Findings, params: &HoverParams) -> Option<Hover> {
    let place = &params.text_document_position_params;
    let asked = documents.asked(place)?;
    let places = Places::of(&asked.source);
    let spot = places.at(asked.offset);
    let mut parts = Vec::new();
    if let Some(spot) = &spot {
        parts.extend(meaning(&asked, &places, spot));
        parts.extend(computed(&asked, spot));
    }
    let here = Range {
        start: place.position,
        end: place.position,
    };
    let rules = pipeline::rules();
    for one in findings.touching(&asked.root, &asked.source.path, &asked.lines, here) {
        let rule = rules.iter().find(|rule| rule.code == one.code);
        parts.extend(rule.map(|rule| {
            let said = without_examples(&rule.documentation);
            format!("**{} {}**\n\n{said}", rule.code, rule.title)
        }));
    }
    parts.dedup();
    if parts.is_empty() {
        return None;
    }
    let contents = MarkupContent {
        kind: MarkupKind::Markdown,
        value: parts.join("\n\n---\n\n"),
    };
    Some(Hover {
        contents: contents.into(),
        range: spot.map(|spot| asked.lines.span(&asked.source, spot.span)),
    })
}

fn meaning(asked: &Asked<'_>, places: &Places<'_>, spot: &Spot) -> Option<String> {
    let schema = asked.draft.schema_of(&asked.source.path)?;
    let form = places.text(&"表式".into()).unwrap_or_default();
    let said = schema::said(&schema, form, &spot.path);
    let key = spot.path.0.iter().rev().find_map(|segment| match segment {
        Segment::Key(key) => Some(key),
        Segment::Index(_) => None,
    })?;
    let of_word = spot.value.as_ref().and_then(|value| {
        let mut words = said.words.into_iter();
        words.find(|(word, meaning)| word == value && !meaning.is_empty())
    });
    let of_word = of_word.map(|(word, meaning)| format!("\n\n“{word}”：{meaning}"));
    (!said.meaning.is_empty()).then(|| {
        format!(
            "**{key}**\n\n{}{}",
            said.meaning,
            of_word.unwrap_or_default()
        )
    })
}

/// What the program computes for a place of a report.
fn computed(asked: &Asked<'_>, spot: &Spot) -> Option<String> {
    if !matches!(
        schema::of_file(&asked.source.path),
        Some("report" | "project")
    ) {
        return None;
    }
    let report: Report = load::yaml::read(&mut asked.source.clone()).ok()?;
    let form = asked.draft.forms().get(&report.form)?;
    follows(&report, &form, &spot.path).map(|said| format!("程序算得：{said}"))
}

fn follows(report: &Report, form: &Form, path: &DataPath) -> Option<String> {
    let weight = form.funds.as_ref().and_then(|funds| funds.weight);
    let last = path.0.last()?;
    if matches!(last, Segment::Key(key) if key == "一级指标") {
        return under_heading(report, path);
    }
    Some(match path.to_string().as_str() {
        "预算执行.执行率" => {
            let rate = Percent(report.computed_rate()?.0.round(2));
            format!("全年执行数÷全年预算数＝{rate}")
        }
        "预算执行.得分" => {
            let score = report.execution_score_computed(weight)?.round(2);
            format!("分值×执行率＝{score} 分")
        }
        "总分" => format!("各项得分合计 {} 分", report.computed_total(weight)?),
        "等级" => {
            let score = report.total_or_computed(weight)?;
            format!("{score} 分是“{}”", form.grade(score)?)
        }
        _ => return None,
    })
}

/// The sums under the level-1 heading of a row.
fn under_heading(report: &Report, path: &DataPath) -> Option<String> {
    let (_, of_row) = path.0.split_last()?;
    let row = report.rows().find(|(row, _)| row.0 == of_row);
    let heading = row.map(|(_, row)| row.level1.as_str())?;
    let sums = report.level1_sums();
    let sums = sums.iter().find(|sums| sums.name == heading)?;
    let figures = [("分值", sums.weight), ("得分", sums.score)];
    let figures = figures
        .iter()
        .filter_map(|(name, sum)| Some(format!("{name} {}", (*sum)?)));
    let figures: Vec<String> = figures.collect();
    (!figures.is_empty()).then(|| format!("“{heading}”合计{}", figures.join("，")))
}

/// A rule's documentation up to its examples.
fn without_examples(documentation: &str) -> String {
    let text = documentation.split("## 错例").next().unwrap_or_default();
    text.trim()
        .replace("\n## ", "\n#### ")
        .replace("\n# ", "\n#### ")
}
