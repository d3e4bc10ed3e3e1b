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
mod dates;
mod forms;
pub mod narrative;
mod private;
pub mod text;
mod walk;
pub mod yaml;

pub use forms::{form_files, forms, forms_among, forms_edited};
pub use walk::{
    Tree, UnitEntry, YearEntry, files_below, folder_fault, is_leftover, printed, tree, tree_within,
    unit_entry,
};
pub use yaml::{Outline, Places, Spot, odd_figures, place, resolve};

use crate::diagnostic::{Diagnostic, Label};
use crate::folder::{Document, Narrative, ProjectFolder, UnitFolder, YearFolder};
use crate::form::{Form, Library, Scope};
use crate::model::{
    BaseData, DataPath, Indicator, Region, Report, Segment, Site, Unit, Year, is_web_address,
};
use crate::source::{Source, Span};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The site's settings, `content/site.yaml`; without the file a site with a
/// plain name.
///
/// # Errors
/// What is wrong in the file.
pub fn settings(root: &Path) -> Result<Site, Vec<Diagnostic>> {
    settings_edited(root, &Edited::new())
}

/// As [`settings()`]; the edited text instead of what is on disk.
///
/// # Errors
/// What is wrong in the file.
pub fn settings_edited(root: &Path, edited: &Edited) -> Result<Site, Vec<Diagnostic>> {
    let file = root.join(SETTINGS);
    if !edited.contains_key(SETTINGS) && file.symlink_metadata().is_err() {
        return Ok(Site {
            name: "绩效自评公开".to_owned(),
            ..Site::default()
        });
    }
    let mut source = source(root, &file, edited)?;
    let site: Site = yaml::read(&mut source)?;
    let mut errors = Vec::new();
    let mut fault = |key: &str, message: String, help: &str| {
        let label = Label::at(&source, place(&source, &key.into()), "");
        errors.push(Diagnostic::error(codes::VALUE, label, message).with_help(help));
    };
    if site.name.trim().is_empty() {
        let help = "请在“名称”栏写明网站的名称。";
        fault("名称", "网站没有名称".to_owned(), help);
    }
    let url = site.base_url.trim();
    if !url.is_empty() && !is_web_address(url) {
        let has_start = url.starts_with("https://") || url.starts_with("http://");
        let message = match has_start {
            true => format!("网址“{url}”不对"),
            false => format!("网址“{url}”没有以 https:// 或 http:// 开头"),
        };
        fault("网址", message, "写作 https://example.org/ 的样子。");
    }
    if errors.is_empty() {
        Ok(site)
    } else {
        Err(errors)
    }
}

/// A place in `content/site.yaml`; the file as a whole where it cannot be read.
pub fn settings_label(root: &Path, edited: &Edited, path: &DataPath) -> Label {
    match source(root, &root.join(SETTINGS), edited) {
        Ok(source) => Label::at(&source, place(&source, path), ""),
        Err(_) => Label::file(SETTINGS),
    }
}

/// How the file of the settings is printed.
const SETTINGS: &str = "content/site.yaml";

/// A region's name, from its `region.yaml`.
///
/// # Errors
/// What is wrong in the file.
pub fn region(root: &Path, file: &Path) -> Result<Region, Vec<Diagnostic>> {
    region_edited(root, file, &Edited::new())
}

/// As [`region()`]; the edited text instead of what is on disk.
///
/// # Errors
/// What is wrong in the file.
pub fn region_edited(root: &Path, file: &Path, edited: &Edited) -> Result<Region, Vec<Diagnostic>> {
    yaml::read(&mut source(root, file, edited)?)
}

/// A unit's short name, or its full one; `None` where `unit.yaml` cannot be read.
pub fn unit_label(root: &Path, entry: &UnitEntry) -> Option<String> {
    let file = entry.folder.join("unit.yaml");
    let mut source = text::read(&file, &walk::printed(root, &file)).ok()?;
    let unit: Unit = yaml::read(&mut source).ok()?;
    Some(unit.label().to_owned())
}

/// Files by their printed path whose bytes are not, or not yet, those on disk.
pub type Edited = BTreeMap<String, Vec<u8>>;

/// A file as text: where it is edited, those bytes instead of what is on disk.
///
/// # Errors
/// As [`text::read`].
pub fn source(root: &Path, file: &Path, edited: &Edited) -> Result<Source, Vec<Diagnostic>> {
    let printed = walk::printed(root, file);
    match edited.get(&printed) {
        Some(bytes) => text::decode(&printed, bytes),
        None => text::read(file, &printed),
    }
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
    unit_edited(root, entry, forms, &Edited::new())
}

/// As [`unit()`]; of the files that are `edited`, those bytes instead of what is on
/// disk.
///
/// # Errors
/// Everything that is wrong in all its files.
pub fn unit_edited(
    root: &Path,
    entry: &UnitEntry,
    forms: &Library,
    edited: &Edited,
) -> Result<UnitFolder, Vec<Diagnostic>> {
    let mut reader = Reader {
        root,
        forms,
        edited,
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
    edited: &'a Edited,
    errors: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn source(&mut self, file: &Path) -> Option<Source> {
        source(self.root, file, self.edited)
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
        let before = self.errors.len();
        let (source, unit) = self.data::<Unit>(file)?;
        // where something is wrong the name may have been lost to it
        if unit.name.trim().is_empty() && self.errors.len() == before {
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
            .then(|| self.report(&folder.join("report.yaml"), year, UNIT_FORMS))
            .flatten();
        let narrative = entry
            .narrative
            .then(|| self.narrative(&folder.join("report.md"), "", entry, report.as_ref()))
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
                let file = below.join(format!("{slug}.yaml"));
                let report = self.report(&file, year, PROJECT_FORMS);
                let narrative = has_narrative
                    .then(|| {
                        let page = format!("projects/{slug}");
                        let file = below.join(format!("{slug}.md"));
                        self.narrative(&file, &page, entry, report.as_ref())
                    })
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

    fn report(&mut self, file: &Path, year: Year, scopes: &[Scope]) -> Option<Document<Report>> {
        let (source, mut data) = self.data::<Report>(file)?;
        let form = self.form(&source, &data.form, scopes);
        self.same_year(&source, data.year, year);
        data.year = Some(year);
        let form = form?;
        self.columns(&source, &data, &form);
        self.days(&source, &data);
        Some(Document { source, data, form })
    }

    fn base(&mut self, file: &Path, year: Year) -> Option<Document<BaseData>> {
        let (source, mut data) = self.data::<BaseData>(file)?;
        let form = self.form(&source, &data.form, &[Scope::BaseData]);
        self.same_year(&source, data.year, year);
        data.year = Some(year);
        Some(Document {
            source,
            data,
            form: form?,
        })
    }

    /// A narrative, shown on the page that lies at `page` below the year's, with
    /// the figures of the form that it goes with. Where that form could not be
    /// read every figure passes: the form's own errors are told.
    fn narrative(
        &mut self,
        file: &Path,
        page: &str,
        year: &YearEntry,
        of: Option<&Document<Report>>,
    ) -> Option<Narrative> {
        let source = self.source(file)?;
        let figure = |path: &DataPath| match of {
            Some(of) => {
                let weight = of.form.funds.as_ref().and_then(|funds| funds.weight);
                of.data.figure(path, weight)
            }
            None => Some(String::new()),
        };
        let beside = narrative::Beside {
            figure: &figure,
            page,
            attachments: &year.attachments,
        };
        narrative::read(source, &beside)
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

    /// The form that 表式 names; it must be one for what the file holds.
    fn form(&mut self, source: &Source, id: &str, scopes: &[Scope]) -> Option<Arc<Form>> {
        let lays_out_base = scopes.contains(&Scope::BaseData);
        let fits = |form: &Form| {
            form.scope.is_none_or(|scope| scopes.contains(&scope))
                || lays_out_base && form.base_data.is_some()
        };
        let ids = || {
            let fitting = self.forms.iter().filter(|form| fits(form));
            fitting.map(|form| form.id.as_str()).collect::<Vec<_>>()
        };
        let message = match self.forms.get(id) {
            Some(form) if fits(&form) => return Some(form),
            Some(form) => {
                let scope = form.scope.map_or("", chinese);
                format!("“{id}”是{scope}的表式，这个文件不能用")
            }
            None if id.is_empty() => "没有写明表式".to_owned(),
            None => match yaml::nearest(id, ids()) {
                Some(near) => format!("没有“{id}”这个表式，是不是“{near}”？"),
                None => format!("没有“{id}”这个表式"),
            },
        };
        let help = format!("这里可用的表式：{}。", ids().join("、"));
        let span = place(source, &"表式".into());
        self.error(codes::FORM, source, span, message, help);
        None
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

    /// Dates that are in no calendar.
    fn days(&mut self, source: &Source, report: &Report) {
        let filed = std::iter::once(("填报", "填报日期", report.filing.date.as_str()));
        let disclosed = report.disclosure.iter();
        let disclosed = disclosed.map(|(key, date)| ("公开", key, date.as_str()));
        for (block, key, date) in filed.chain(disclosed) {
            if key.ends_with("日期") && dates::is_no_day(date) {
                let span = place(source, &DataPath::root().key(block).key(key));
                let message = format!("{key}“{date}”，没有这一天");
                let help = "请核对年、月、日，写作 2024年3月28日 或 2024-03-28。";
                self.error(codes::VALUE, source, span, message, help);
            }
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
                    .flat_map(|column| column.key.split('+'))
                    .filter(|key| !Indicator::KEYS.contains(key)),
            )
            .collect();
        for (key, span) in Places::of(source).unknown_row_keys(&known) {
            let unknown = yaml::unknown_key(&key, &words, &[]);
            let help = format!("{}若表上确有这一列，请在表式的“列”里加上它。", unknown.help);
            self.error(unknown.code, source, span, unknown.message, help);
        }
    }
}

/// The forms that the overall form of a unit may be filled on.
pub const UNIT_FORMS: &[Scope] = &[Scope::Unit, Scope::Transfer];

/// The forms that a project may be filled on.
pub const PROJECT_FORMS: &[Scope] = &[Scope::Project, Scope::Transfer];

/// What forms of a 范围 are about, in words.
fn chinese(scope: Scope) -> &'static str {
    match scope {
        Scope::Unit => "整体支出",
        Scope::Project => "项目支出",
        Scope::Transfer => "转移支付",
        Scope::BaseData => "基础数据",
    }
}

fn row_is_known(row: &Indicator, known: &dyn Fn(&str) -> bool) -> bool {
    row.extra.iter().all(|(key, _)| known(key))
        && row.children.iter().all(|child| row_is_known(child, known))
}

#[cfg(test)]
mod tests;
