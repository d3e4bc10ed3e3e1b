//! Files on disk → [`UnitFolder`], with everything that is wrong in them said at
//! its place and with the mend.
//!
//! ```text
//! content/ ──walk──▶ Tree (paths) ──text──▶ Source ──yaml──▶ Report… ─┐
//!                                                └─narrative──▶ Narrative ─┴▶ UnitFolder
//! ```
//!
//! [`tree`] looks only at names, so that ten thousand units cost little; [`unit()`]
//! reads one unit whole and reports the errors of all its files at once.

pub mod codes;
pub mod narrative;
mod private;
pub mod text;
mod walk;
pub mod yaml;

pub use walk::{Tree, UnitEntry, YearEntry, tree};
pub use yaml::{Places, place, resolve};

use crate::diagnostic::{Diagnostic, Label};
use crate::folder::{Document, Narrative, ProjectFolder, UnitFolder, YearFolder};
use crate::form::{self, Form, FormError, Library};
use crate::model::{BaseData, DataPath, Indicator, Region, Report, Segment, Site, Unit, Year};
use crate::source::{Source, Span};
use serde::de::DeserializeOwned;
use std::path::Path;
use std::sync::Arc;

/// The site's settings, `content/site.yaml`; without the file a site with a
/// plain name.
///
/// # Errors
/// What is wrong in the file.
pub fn settings(root: &Path) -> Result<Site, Vec<Diagnostic>> {
    let file = root.join("content/site.yaml");
    if file.symlink_metadata().is_err() {
        return Ok(Site {
            name: "绩效自评公开".to_owned(),
            ..Site::default()
        });
    }
    let mut source = text::read(&file, "content/site.yaml")?;
    yaml::read(&mut source)
}

/// The built-in forms and those of the site, `content/forms/*.yaml`.
///
/// # Errors
/// What is wrong in the site's form files; ZP010 for a form without 编号, one
/// that is there already, or one whose 基于 leads nowhere.
pub fn forms(root: &Path) -> Result<Library, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let mut sources = Vec::new();
    let mut forms: Vec<Form> = Vec::new();
    let mut take = |source: Result<Source, Vec<Diagnostic>>| match source {
        Err(found) => errors.extend(found),
        Ok(mut source) => match yaml::read(&mut source) {
            Ok(form) => {
                forms.push(form);
                sources.push(source);
            }
            Err(found) => errors.extend(found),
        },
    };
    for (name, text) in form::builtin() {
        take(Ok(Source::new(format!("{BUILTIN}{name}"), text)));
    }
    match walk::yaml_files(root, &root.join("content/forms")) {
        Ok(files) => {
            for file in files {
                take(text::read(&file, &walk::printed(root, &file)));
            }
        }
        Err(found) => errors.extend(found),
    }
    let builtin: Vec<String> = sources
        .iter()
        .zip(&forms)
        .filter(|(source, _)| source.path.starts_with(BUILTIN))
        .map(|(_, form)| form.id.clone())
        .collect();
    match Library::new(forms) {
        Ok(library) if errors.is_empty() => Ok(library),
        Ok(_) => Err(sorted(errors)),
        Err(faults) => {
            for (at, fault) in faults {
                if let Some(source) = sources.get(at) {
                    errors.push(form_fault(source, &fault, &builtin));
                }
            }
            Err(sorted(errors))
        }
    }
}

/// How the path of a built-in form is printed, before its file's name.
const BUILTIN: &str = "内置表式/";

fn form_fault(source: &Source, fault: &FormError, builtin: &[String]) -> Diagnostic {
    let (key, help) = match fault {
        FormError::NoId => (
            "编号",
            "请写明编号，报告的“表式”栏用它来选表式。".to_owned(),
        ),
        FormError::Twice(id) if builtin.contains(id) => (
            "编号",
            "这是内置表式的编号。请另起一个编号，用“基于”指向内置的这一个，只写不同的地方。"
                .to_owned(),
        ),
        FormError::Twice(_) => ("编号", "编号不能重复，请另起一个。".to_owned()),
        FormError::UnknownBase(_, base) => {
            let near = yaml::nearest(base, builtin.iter().map(String::as_str));
            let near = near.map_or_else(String::new, |near| format!("是不是“{near}”？"));
            (
                "基于",
                format!("{near}内置的表式有：{}。", builtin.join("、")),
            )
        }
        FormError::Circular(_) => (
            "基于",
            "请检查这几个表式的“基于”，不能互相依靠。".to_owned(),
        ),
    };
    let span = place(source, &key.into());
    Diagnostic::error(codes::FORM, Label::at(source, span, ""), fault.to_string()).with_help(help)
}

/// A region's name, from its `region.yaml`.
///
/// # Errors
/// What is wrong in the file.
pub fn region(root: &Path, file: &Path) -> Result<Region, Vec<Diagnostic>> {
    let mut source = text::read(file, &walk::printed(root, file))?;
    yaml::read(&mut source)
}

/// Reads a unit's folder with all its years.
///
/// # Errors
/// Everything that is wrong in all its files.
pub fn unit(
    root: &Path,
    entry: &UnitEntry,
    forms: &Library,
) -> Result<UnitFolder, Vec<Diagnostic>> {
    let mut reader = Reader {
        root,
        forms,
        errors: Vec::new(),
    };
    let unit = reader.unit(&entry.folder.join("unit.yaml"));
    let years = entry
        .years
        .iter()
        .map(|year| reader.year(&entry.folder.join(year.year.to_string()), year))
        .collect();
    match unit {
        Some((source, unit)) if reader.errors.is_empty() => Ok(UnitFolder {
            address: entry.address.clone(),
            unit,
            source,
            years,
        }),
        _ => Err(sorted(reader.errors)),
    }
}

/// Where a narrative's path (`正文[heading]`) stands: the chapter's heading, by
/// its title with or without its number; else the start of the text.
pub fn narrative_place(narrative: &Narrative, path: &DataPath) -> Span {
    let chapter = path.0.iter().find_map(|segment| match segment {
        Segment::Key(name) => narrative
            .chapters
            .iter()
            .find(|chapter| chapter.title.trim() == name.trim())
            .or_else(|| {
                narrative
                    .chapters
                    .iter()
                    .find(|chapter| chapter.plain_title() == name.trim())
            }),
        Segment::Index(index) => narrative.chapters.get(*index),
    });
    chapter.map_or_else(
        || narrative.source.line_span(0),
        |chapter| chapter.span.clone(),
    )
}

fn sorted(mut errors: Vec<Diagnostic>) -> Vec<Diagnostic> {
    crate::diagnostic::sort(&mut errors);
    errors
}

/// Reads files and keeps their errors.
struct Reader<'a> {
    root: &'a Path,
    forms: &'a Library,
    errors: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn source(&mut self, file: &Path) -> Option<Source> {
        text::read(file, &walk::printed(self.root, file))
            .map_err(|errors| self.errors.extend(errors))
            .ok()
    }

    fn data<T: DeserializeOwned>(&mut self, file: &Path) -> Option<(Source, T)> {
        let mut source = self.source(file)?;
        let (data, errors) = yaml::read_all(&mut source);
        self.errors.extend(errors);
        Some((source, data?))
    }

    fn unit(&mut self, file: &Path) -> Option<(Source, Unit)> {
        let (source, unit) = self.data::<Unit>(file)?;
        if unit.name.trim().is_empty() {
            let span = place(&source, &"名称".into());
            self.error(
                codes::VALUE,
                &source,
                span,
                "单位没有名称",
                "请在“名称”栏写明单位全称。",
            );
        }
        Some((source, unit))
    }

    fn year(&mut self, folder: &Path, entry: &YearEntry) -> YearFolder {
        let year = entry.year;
        let report = entry
            .report
            .then(|| self.report(&folder.join("report.yaml"), year))
            .flatten();
        let narrative = entry
            .narrative
            .then(|| self.narrative(&folder.join("report.md"), report.as_ref()))
            .flatten();
        let base = entry
            .base
            .then(|| self.base(&folder.join("base.yaml"), year))
            .flatten();
        let below = folder.join("projects");
        let projects = entry
            .projects
            .iter()
            .filter_map(|(slug, has_narrative)| {
                let report = self.report(&below.join(format!("{slug}.yaml")), year);
                let narrative = has_narrative
                    .then(|| self.narrative(&below.join(format!("{slug}.md")), report.as_ref()))
                    .flatten();
                Some(ProjectFolder {
                    slug: slug.clone(),
                    report: report?,
                    narrative,
                })
            })
            .collect();
        YearFolder {
            year,
            report,
            narrative,
            base,
            projects,
            attachments: entry.attachments.clone(),
        }
    }

    fn report(&mut self, file: &Path, year: Year) -> Option<Document<Report>> {
        let (source, mut data) = self.data::<Report>(file)?;
        let form = self.form(&source, &data.form);
        self.same_year(&source, data.year, year);
        data.year = Some(year);
        let form = form?;
        self.columns(&source, &data, &form);
        Some(Document { source, data, form })
    }

    fn base(&mut self, file: &Path, year: Year) -> Option<Document<BaseData>> {
        let (source, mut data) = self.data::<BaseData>(file)?;
        let form = self.form(&source, &data.form);
        self.same_year(&source, data.year, year);
        data.year = Some(year);
        Some(Document {
            source,
            data,
            form: form?,
        })
    }

    /// A narrative with the figures of the form that it goes with. Where that form
    /// could not be read every figure passes: the form's own errors are told.
    fn narrative(&mut self, file: &Path, of: Option<&Document<Report>>) -> Option<Narrative> {
        let source = self.source(file)?;
        let figure = |path: &DataPath| match of {
            Some(of) => {
                let weight = of.form.funds.as_ref().and_then(|funds| funds.weight);
                of.data.figure(path, weight)
            }
            None => Some(String::new()),
        };
        narrative::read(source, &figure)
            .map_err(|errors| self.errors.extend(errors))
            .ok()
    }

    fn error(
        &mut self,
        code: &'static str,
        source: &Source,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let label = Label::at(source, span, "");
        self.errors
            .push(Diagnostic::error(code, label, message).with_help(help));
    }

    /// The form that 表式 names.
    fn form(&mut self, source: &Source, id: &str) -> Option<Arc<Form>> {
        let known = self.forms.get(id);
        if known.is_none() {
            let span = place(source, &"表式".into());
            let ids: Vec<&str> = self.forms.iter().map(|form| form.id.as_str()).collect();
            let message = match yaml::nearest(id, ids.iter().copied()) {
                _ if id.is_empty() => "没有写明表式".to_owned(),
                Some(near) => format!("没有“{id}”这个表式，是不是“{near}”？"),
                None => format!("没有“{id}”这个表式"),
            };
            let help = format!("可用的表式：{}。", ids.join("、"));
            self.error(codes::FORM, source, span, message, help);
        }
        known
    }

    /// 年度, where it is given, must be the year of the folder.
    fn same_year(&mut self, source: &Source, given: Option<Year>, folder: Year) {
        if let Some(given) = given.filter(|given| *given != folder) {
            let span = place(source, &"年度".into());
            let message = format!("年度写的是 {given}，文件却在 {folder} 年的文件夹里");
            let help = "请改正年度，或把文件移到那一年的文件夹。";
            self.error(codes::LAYOUT, source, span, message, help);
        }
    }

    /// Keys of rows that neither every form knows nor this one.
    fn columns(&mut self, source: &Source, report: &Report, form: &Form) {
        let known = |key: &str| Indicator::KEYS.contains(&key) || form.has_column(key);
        let rows = |rows: &[Indicator]| rows.iter().all(|row| row_is_known(row, &known));
        if rows(&report.indicators) && report.goals.iter().all(|goal| rows(&goal.indicators)) {
            return;
        }
        let words: Vec<&str> = Indicator::KEYS
            .into_iter()
            .chain(
                form.columns()
                    .iter()
                    .flat_map(|column| column.key.split('+')),
            )
            .collect();
        for (key, span) in Places::of(source).unknown_row_keys(&known) {
            let message = match yaml::nearest(&key, words.iter().copied()) {
                Some(near) => format!("没有“{key}”这个栏目，是不是“{near}”？"),
                None => format!("表式“{}”的指标表没有“{key}”这一列", form.id),
            };
            let help = "若表上确有这一列，请在表式的“列”里加上它。";
            self.error(codes::UNKNOWN_KEY, source, span, message, help);
        }
    }
}

fn row_is_known(row: &Indicator, known: &dyn Fn(&str) -> bool) -> bool {
    row.extra.iter().all(|(key, _)| known(key))
        && row.children.iter().all(|child| row_is_known(child, known))
}

#[cfg(test)]
mod tests;
