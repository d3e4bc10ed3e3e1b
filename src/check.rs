//! The checks: one file a rule under `rules/`, a list, and the run.
//!
//! A rule looks at typed data and names data paths; it knows nothing of lines,
//! pages or files. [`run`] is the only way to a [`Checked`] unit, and only a
//! checked unit can be rendered: unchecked numbers cannot be published, by type.

mod acceptance;
mod answers;
mod attainment;
mod conversion;
mod criteria;
mod dates;
mod documentation;
mod execution;
mod leftovers;
mod levels;
mod marks;
mod measures;
mod mended;
mod money;
mod national;
mod pairs;
mod privacy;
mod prose;
mod readings;
mod reasons;
mod rows;
mod rules;
mod slips;
mod sums;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod texts;
mod ties;
mod total;
mod weights;

pub use acceptance::{AcceptanceFault, FaultyAcceptance};
pub use documentation::{Example, Examples, PARTS};
pub use prose::{FiledProse, Prose};
pub use readings::Readings;
pub use rules::RULES;
pub use texts::Texts;

use crate::diagnostic::Severity;
use crate::folder::{Document, Narrative, UnitFolder};
use crate::form::Form;
use crate::model::{BaseData, DataPath, Report, Site, Unit};
use std::fmt;

/// A rule: what it is called and how it is run. The `//!` header of its file is
/// its documentation.
pub struct Rule {
    /// The stable code, never reused: `ZP101`.
    pub code: &'static str,
    /// The English name, which says what is wrong: `execution_rate_mismatch`.
    pub name: &'static str,
    /// The Chinese name, short: `执行率不符`.
    pub title: &'static str,
    /// The weight of its findings unless one says otherwise.
    pub severity: Severity,
    /// The rule's own source file, from which its documentation is read.
    pub file: &'static str,
    /// What it looks at.
    pub check: Check,
}

impl fmt::Debug for Rule {
    // without the text of its file
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// A filled form, overall or of a project.
    Report(fn(&FiledReport<'_>, &mut Findings)),
    /// A table of base data.
    Base(fn(&FiledBase<'_>, &mut Findings)),
    /// A narrative.
    Narrative(fn(&FiledNarrative<'_>, &mut Findings)),
    /// A narrative as plain text, with the data that it speaks of.
    Prose(fn(&FiledProse<'_>, &mut Findings)),
    /// Every published text of a unit, for how it is written.
    Texts(fn(&Texts<'_>, &mut Findings)),
    /// A whole unit with all its years, for what goes across forms and years.
    Unit(fn(&UnitFolder, &mut Findings)),
    /// A whole unit against the settings of its site.
    Site(fn(&UnitFolder, &Site, &mut Findings)),
    /// The 校验说明, after all other rules have been run.
    Acceptances(fn(&FaultyAcceptance<'_>, &mut Findings)),
}

/// Which file of a unit a finding is about: an index into its years and projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileRef {
    /// `unit.yaml`.
    Unit,
    /// `report.yaml` of the year at this index.
    Report(usize),
    /// `report.md` of the year at this index.
    Narrative(usize),
    /// `base.yaml` of the year at this index.
    Base(usize),
    /// A project form: index of the year, index of the project.
    Project(usize, usize),
    /// A project's narrative: index of the year, index of the project.
    ProjectNarrative(usize, usize),
}

/// A filled form with what surrounds it.
#[derive(Debug, Clone, Copy)]
pub struct FiledReport<'a> {
    /// Where findings are put.
    pub file: FileRef,
    /// The unit.
    pub unit: &'a Unit,
    /// The data.
    pub report: &'a Report,
    /// The form it is filled on.
    pub form: &'a Form,
    /// The settings of the site.
    pub site: &'a Site,
    /// What the rules share of their reading.
    pub readings: &'a Readings<'a>,
}

/// A table of base data with what surrounds it.
#[derive(Debug, Clone, Copy)]
pub struct FiledBase<'a> {
    /// Where findings are put.
    pub file: FileRef,
    /// The data.
    pub base: &'a BaseData,
    /// The form it is filled on.
    pub form: &'a Form,
}

/// A narrative with what surrounds it.
#[derive(Debug, Clone, Copy)]
pub struct FiledNarrative<'a> {
    /// Where findings are put: paths are `正文[heading]`.
    pub file: FileRef,
    /// The narrative.
    pub narrative: &'a Narrative,
    /// The form that the narrative goes with.
    pub form: &'a Form,
}

/// One thing that a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Its weight.
    pub severity: Severity,
    /// The file.
    pub file: FileRef,
    /// The place in the file.
    pub path: DataPath,
    /// The words in question, to be marked within the place; empty where the
    /// whole place is meant.
    pub quote: String,
    /// One sentence in Chinese with the figures.
    pub message: String,
    /// How to mend it; may be empty.
    pub help: String,
    /// Other places that matter, with what is to be said of them.
    pub related: Vec<(FileRef, DataPath, String)>,
    /// What is to stand in place of the words in question, or of the whole value
    /// where there is no quote; `None` where only a person can tell.
    pub fix: Option<String>,
    /// The reason of the 校验说明 that accepts it.
    pub accepted: Option<String>,
}

impl Finding {
    /// With the words in question, as they stand in the place.
    pub fn quote(&mut self, words: impl Into<String>) -> &mut Self {
        self.quote = words.into();
        self
    }

    /// With the mend.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = help.into();
        self
    }

    /// With what `check --fix` writes in place of the quoted words, or of the whole
    /// value where nothing is quoted. Only for what nobody could write otherwise.
    pub fn fix(&mut self, new: impl Into<String>) -> &mut Self {
        self.fix = Some(new.into());
        self
    }

    /// With another weight than the rule's own.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// With another place that matters in the same file.
    pub fn related(&mut self, path: DataPath, message: impl Into<String>) -> &mut Self {
        self.related.push((self.file, path, message.into()));
        self
    }

    /// Whether it stops publication.
    pub fn stops_publication(&self) -> bool {
        self.severity == Severity::Error && self.accepted.is_none()
    }
}

/// Collects what one rule finds.
#[derive(Debug)]
pub struct Findings {
    rule: &'static Rule,
    found: Vec<Finding>,
}

impl Findings {
    fn of(rule: &'static Rule) -> Self {
        let found = Vec::new();
        Self { rule, found }
    }

    /// Adds a finding of the rule's own weight; the rest can be said on what is
    /// given back.
    pub fn add(
        &mut self,
        file: FileRef,
        path: impl Into<DataPath>,
        message: impl Into<String>,
    ) -> &mut Finding {
        let at = self.found.len();
        self.found.push(Finding {
            rule: self.rule,
            severity: self.rule.severity,
            file,
            path: path.into(),
            quote: String::new(),
            message: message.into(),
            help: String::new(),
            related: Vec::new(),
            fix: None,
            accepted: None,
        });
        &mut self.found[at]
    }
}

/// A unit whose figures hold, or whose faults are accepted with a reason: the
/// only thing that can be rendered. Built by [`run`] alone.
#[derive(Debug)]
pub struct Checked {
    unit: UnitFolder,
    findings: Vec<Finding>,
}

impl Checked {
    /// The unit.
    pub fn unit(&self) -> &UnitFolder {
        &self.unit
    }

    /// What was found and does not stop publication: notes, warnings, and
    /// errors accepted by a 校验说明.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// A unit with findings that stop its publication.
#[derive(Debug)]
pub struct Refused {
    /// The unit, for the places of its findings.
    pub unit: UnitFolder,
    /// All findings, those that stop publication among them.
    pub findings: Vec<Finding>,
}

/// Runs every rule over a unit, with the settings of its site, weighs the findings
/// as the site has it, and matches them with the 校验说明 of the unit.
///
/// # Errors
/// [`Refused`] when a finding is an error that no 校验说明 accepts.
pub fn run(unit: UnitFolder, site: &Site) -> Result<Checked, Box<Refused>> {
    let mut findings = findings_in(&unit, site);
    levels::apply(site, &mut findings);
    let faulty = acceptance::apply(&unit, &mut findings);
    findings.extend(RULES.iter().flat_map(|rule| faults_of(rule, &faulty)));
    findings.sort_by_key(|finding| (finding.file, finding.rule.code));
    if findings.iter().any(Finding::stops_publication) {
        Err(Box::new(Refused { unit, findings }))
    } else {
        Ok(Checked { unit, findings })
    }
}

/// What all rules find in a unit.
fn findings_in(unit: &UnitFolder, site: &Site) -> Vec<Finding> {
    let read = prose::read(unit);
    let readings: Vec<Readings<'_>> = reports(unit).map(|_| Readings::default()).collect();
    let filed = reports(unit).zip(&readings);
    let reports: Vec<FiledReport<'_>> = filed
        .map(|((file, document), readings)| FiledReport {
            file,
            unit: &unit.unit,
            report: &document.data,
            form: &document.form,
            site,
            readings,
        })
        .collect();
    let view = View {
        unit,
        site,
        proses: prose::filed(unit, &read, &reports).collect(),
        reports,
        texts: Texts::read(unit, site),
    };
    RULES
        .iter()
        .flat_map(|rule| findings_of(rule, &view))
        .collect()
}

/// A unit as the rules look at it: what several of them need is read once.
struct View<'a> {
    unit: &'a UnitFolder,
    site: &'a Site,
    reports: Vec<FiledReport<'a>>,
    proses: Vec<FiledProse<'a>>,
    texts: Texts<'a>,
}

/// What one rule finds in a unit.
fn findings_of(rule: &'static Rule, view: &View<'_>) -> Vec<Finding> {
    let mut found = Findings::of(rule);
    match rule.check {
        Check::Report(check) => {
            view.reports.iter().for_each(|one| check(one, &mut found));
        }
        Check::Base(check) => {
            for (file, document) in bases(view.unit) {
                let filed = FiledBase {
                    file,
                    base: &document.data,
                    form: &document.form,
                };
                check(&filed, &mut found);
            }
        }
        Check::Narrative(check) => {
            for (file, narrative, form) in narratives(view.unit) {
                let filed = FiledNarrative {
                    file,
                    narrative,
                    form,
                };
                check(&filed, &mut found);
            }
        }
        Check::Prose(check) => {
            view.proses.iter().for_each(|one| check(one, &mut found));
        }
        Check::Texts(check) => check(&view.texts, &mut found),
        Check::Unit(check) => check(view.unit, &mut found),
        Check::Site(check) => check(view.unit, view.site, &mut found),
        Check::Acceptances(_) => {}
    }
    found.found
}

/// What one rule has to say of the 校验说明 that are at fault.
fn faults_of(rule: &'static Rule, faulty: &[FaultyAcceptance<'_>]) -> Vec<Finding> {
    let mut found = Findings::of(rule);
    if let Check::Acceptances(check) = rule.check {
        faulty.iter().for_each(|one| check(one, &mut found));
    }
    found.found
}

/// All filled forms of a unit, overall and of projects.
fn reports(unit: &UnitFolder) -> impl Iterator<Item = (FileRef, &Document<Report>)> {
    unit.years.iter().enumerate().flat_map(|(at, year)| {
        let overall = year
            .report
            .iter()
            .map(move |doc| (FileRef::Report(at), doc));
        let projects = year.projects.iter().enumerate();
        overall.chain(projects.map(move |(n, project)| (FileRef::Project(at, n), &project.report)))
    })
}

/// All tables of base data of a unit.
fn bases(unit: &UnitFolder) -> impl Iterator<Item = (FileRef, &Document<BaseData>)> {
    let years = unit.years.iter().enumerate();
    years.filter_map(|(at, year)| Some((FileRef::Base(at), year.base.as_ref()?)))
}

/// All narratives of a unit with the forms they go with.
fn narratives(unit: &UnitFolder) -> impl Iterator<Item = (FileRef, &Narrative, &Form)> {
    unit.years.iter().enumerate().flat_map(|(at, year)| {
        let overall = year.narrative.iter().filter_map(move |narrative| {
            let form = &year.report.as_ref()?.form;
            Some((FileRef::Narrative(at), narrative, &**form))
        });
        let projects = year.projects.iter().enumerate();
        overall.chain(projects.filter_map(move |(n, project)| {
            let file = FileRef::ProjectNarrative(at, n);
            Some((file, project.narrative.as_ref()?, &*project.report.form))
        }))
    })
}
