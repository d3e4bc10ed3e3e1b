//! For the tests of the rules: small reports written as YAML, run through every
//! rule.

use super::{Example, Finding, Rule, run};
use crate::folder::{Chapter, Document, Narrative, Piece, ProjectFolder, UnitFolder, YearFolder};
use crate::form::{Form, Library, Scope, builtin};
use crate::model::{BaseData, Report, Site, Unit, Year};
use crate::source::Source;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::{Arc, LazyLock};

static FORMS: LazyLock<Library> = LazyLock::new(|| {
    let forms = builtin().map(|(_, text)| read::<Form>(text)).collect();
    Library::new(forms).unwrap()
});

/// Any YAML, for tests that change values in it.
pub type Yaml = serde_yaml::Value;

/// A value as YAML text.
pub fn written(value: &Yaml) -> String {
    serde_yaml::to_string(value).unwrap()
}

/// Reads YAML.
pub fn read<T: DeserializeOwned>(yaml: &str) -> T {
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"))
}

/// The keys by which a report and a table of base data alike say where they belong.
#[derive(Deserialize)]
struct Heading {
    #[serde(rename = "表式")]
    form: String,
    #[serde(rename = "年度")]
    year: Option<Year>,
}

/// A unit of one report, or of several files as YAML documents, on built-in forms
/// or on the given one. Each file stands in its own year; the narrative goes with
/// the first.
pub fn unit(example: &Example, form: Option<Form>) -> UnitFolder {
    let form = form.map(Arc::new);
    let mut unit = UnitFolder {
        address: "shi/danwei".into(),
        unit: Unit {
            name: "某某街道办事处".into(),
            ..Unit::default()
        },
        source: Source::new("unit.yaml", ""),
        years: Vec::new(),
    };
    let mut narrative = (!example.markdown.is_empty()).then(|| narrative(&example.markdown));
    for yaml in documents(&example.yaml) {
        let heading = read::<Heading>(&yaml);
        let form = form.clone();
        let form = form.unwrap_or_else(|| FORMS.get(&heading.form).unwrap());
        let year = year_of(&mut unit, heading.year.unwrap_or(Year(2023)));
        if form.scope == Some(Scope::BaseData) {
            year.base = Some(document::<BaseData>(&yaml, form));
        } else if form.scope == Some(Scope::Project) {
            year.projects.push(ProjectFolder {
                slug: format!("xiangmu-{}", year.projects.len() + 1),
                report: document::<Report>(&yaml, form),
                narrative: narrative.take(),
            });
        } else {
            year.report = Some(document::<Report>(&yaml, form));
            year.narrative = narrative.take();
        }
    }
    unit.years.sort_by_key(|folder| folder.year);
    unit
}

/// The YAML documents of a text.
fn documents(yaml: &str) -> Vec<String> {
    let lines: Vec<&str> = yaml.lines().collect();
    let documents = lines.split(|line| *line == "---");
    documents.map(|lines| lines.join("\n") + "\n").collect()
}

fn year_of(unit: &mut UnitFolder, year: Year) -> &mut YearFolder {
    let known = unit.years.iter().position(|folder| folder.year == year);
    let at = known.unwrap_or_else(|| {
        unit.years.push(YearFolder {
            year,
            report: None,
            narrative: None,
            base: None,
            projects: Vec::new(),
            attachments: Vec::new(),
        });
        unit.years.len() - 1
    });
    &mut unit.years[at]
}

fn document<T: DeserializeOwned>(yaml: &str, form: Arc<Form>) -> Document<T> {
    Document {
        source: Source::new("report.yaml", yaml),
        data: read(yaml),
        form,
    }
}

/// A narrative read as far as the checks look: chapters with their places, and
/// whether they are empty. Strong marks that come in pairs are taken as read.
fn narrative(markdown: &str) -> Narrative {
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut offset = 0;
    for line in markdown.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let line = line.trim_end_matches('\n');
        if let Some(title) = line.strip_prefix("## ") {
            chapters.push(Chapter {
                title: title.into(),
                id: format!("zhang-{}", chapters.len() + 1),
                span: start..start + line.len(),
                body: Vec::new(),
                headings: Vec::new(),
                is_empty: true,
            });
        } else if let Some(chapter) = chapters.last_mut().filter(|_| !line.trim().is_empty()) {
            let marks = line.matches("**").count();
            let html = if marks.is_multiple_of(2) {
                line.replace("**", "")
            } else {
                line.into()
            };
            chapter.body.push(Piece::Html(html));
            chapter.is_empty &= line.starts_with('#');
        }
    }
    Narrative {
        source: Source::new("report.md", markdown),
        opening: Vec::new(),
        chapters,
    }
}

/// What all rules find in a unit, on a site without settings of its own.
pub fn findings(unit: UnitFolder) -> Vec<Finding> {
    findings_on_site(unit, &Site::default())
}

/// What all rules find in a unit of this site.
pub fn findings_on_site(unit: UnitFolder, site: &Site) -> Vec<Finding> {
    match run(unit, site) {
        Ok(checked) => checked.findings().to_vec(),
        Err(refused) => refused.findings,
    }
}

/// What all rules find in a report, a line each: the code, the weight where it
/// is no error, whether it is accepted, and the place.
pub fn found(yaml: &str) -> Vec<String> {
    let findings = findings(unit(&yaml_only(yaml), None));
    findings.iter().map(line).collect()
}

impl Rule {
    /// The settings of the site that the rule's examples are for.
    pub fn site(&self) -> Site {
        let settings = self.example_site();
        if settings.is_empty() {
            Site::default()
        } else {
            read(&settings)
        }
    }
}

/// The same on a form of the test's own.
pub fn found_on(form: &str, yaml: &str) -> Vec<String> {
    let findings = findings(unit(&yaml_only(yaml), Some(read(form))));
    findings.iter().map(line).collect()
}

/// What is found in a rule's 改法 after these replacements, each of which must
/// have something to replace.
pub fn found_after(rule: &Rule, replacements: &[(&str, &str)]) -> Vec<String> {
    let findings = findings_after(rule, replacements);
    findings.iter().map(line).collect()
}

/// The findings themselves, for their words.
pub fn findings_after(rule: &Rule, replacements: &[(&str, &str)]) -> Vec<Finding> {
    let mut example = rule.examples().right;
    for (old, new) in replacements {
        let text = if example.markdown.contains(old) {
            &mut example.markdown
        } else {
            &mut example.yaml
        };
        assert!(text.contains(old), "nothing to replace: {old}");
        *text = text.replacen(old, new, 1);
    }
    findings_on_site(unit(&example, None), &rule.site())
}

fn yaml_only(yaml: &str) -> Example {
    Example {
        yaml: yaml.into(),
        markdown: String::new(),
    }
}

pub fn line(finding: &Finding) -> String {
    use crate::diagnostic::Severity;
    let weight = match finding.severity {
        Severity::Error => "",
        other => other.chinese(),
    };
    let accepted = finding.accepted.as_ref().map_or("", |_| "已说明");
    let parts = [
        finding.rule.code,
        weight,
        accepted,
        &finding.path.to_string(),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}
