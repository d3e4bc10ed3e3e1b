//! From what was found (a file and a data path) to a line and a column.

use crate::check::{FileRef, Finding};
use crate::diagnostic::{Diagnostic, Edit, Label};
use crate::folder::{Narrative, UnitFolder};
use crate::load::{self, Places, codes};
use crate::model::{BaseData, DataPath, Report};
use crate::render::{self, UnknownPiece};
use crate::source::Source;
use std::collections::BTreeMap;

/// All that is said of a unit, with places: what the checks found, and what its
/// narratives place and is not there.
pub fn diagnostics(unit: &UnitFolder, findings: &[Finding]) -> Vec<Diagnostic> {
    let mut map = Map {
        unit,
        places: BTreeMap::new(),
    };
    let found = findings.iter().map(|finding| map.diagnostic(finding));
    let unknown = render::unknown_pieces(unit).into_iter().map(unknown_piece);
    found.chain(unknown).chain(odd_figures(unit)).collect()
}

/// Where things stand in a unit's files, each read for it but once.
struct Map<'u> {
    unit: &'u UnitFolder,
    places: BTreeMap<FileRef, Places<'u>>,
}

impl<'u> Map<'u> {
    fn diagnostic(&mut self, finding: &Finding) -> Diagnostic {
        Diagnostic {
            code: finding.rule.code,
            severity: finding.severity,
            message: finding.message.clone(),
            place: self.label(finding.file, &finding.path, &finding.quote, ""),
            related: finding
                .related
                .iter()
                .map(|(file, path, message)| self.label(*file, path, "", message))
                .collect(),
            help: finding.help.clone(),
            fix: self.edit(finding).into_iter().collect(),
            accepted: finding.accepted.clone(),
        }
    }

    fn places(&mut self, file: FileRef, source: &'u Source) -> &Places<'u> {
        let places = self.places.entry(file);
        places.or_insert_with(|| Places::of(source))
    }

    /// The replacement that mends a finding. What is accepted stays as it is.
    fn edit(&mut self, finding: &Finding) -> Option<Edit> {
        let new = finding.fix.as_deref()?;
        if finding.accepted.is_some() {
            return None;
        }
        match text(self.unit, finding.file)? {
            Text::Yaml(source) => {
                let places = self.places(finding.file, source);
                places.replacement(&finding.path, &finding.quote, new)
            }
            Text::Markdown(narrative) => {
                let place = load::narrative_place(narrative, &finding.path);
                let quote = Some(&*finding.quote).filter(|quote| !quote.is_empty())?;
                let at = place.start + narrative.source.text.get(place.start..)?.find(quote)?;
                Edit::at(&narrative.source, at..at + quote.len(), new)
            }
        }
    }

    /// The place at a path; where words are quoted, those words in it.
    fn label(&mut self, file: FileRef, path: &DataPath, quote: &str, message: &str) -> Label {
        let (source, span) = match text(self.unit, file) {
            Some(Text::Yaml(source)) => (source, self.places(file, source).place(path)),
            Some(Text::Markdown(narrative)) => {
                (&narrative.source, load::narrative_place(narrative, path))
            }
            // A rule named a file that the unit does not have: the unit itself then.
            None => return Label::file(self.unit.source.path.clone()),
        };
        let after = source.text.get(span.start..).unwrap_or_default();
        let span = match after.find(quote) {
            Some(at) if !quote.is_empty() => span.start + at..span.start + at + quote.len(),
            _ => span,
        };
        Label::at(source, span, message)
    }
}

/// What is to be said of the writing of figures, file by file.
fn odd_figures(unit: &UnitFolder) -> impl Iterator<Item = Diagnostic> {
    unit.years.iter().flat_map(|year| {
        let projects = year.projects.iter().map(|project| &project.report);
        let reports = year.report.iter().chain(projects);
        reports
            .filter_map(|document| load::odd_figures::<Report>(&document.source))
            .chain(
                year.base
                    .iter()
                    .filter_map(|document| load::odd_figures::<BaseData>(&document.source)),
            )
    })
}

fn unknown_piece(piece: UnknownPiece) -> Diagnostic {
    let kind = piece.kind;
    let known = piece.known.iter().map(String::as_str);
    let near = load::yaml::nearest(&piece.name, known);
    let near = near.map_or_else(String::new, |near| format!("是不是“{near}”？"));
    let help = if piece.known.is_empty() {
        format!("这份报告没有可以放的{kind}，请删去这一段。")
    } else {
        format!("{near}可以放的{kind}：{}。", piece.known.join("、"))
    };
    let message = piece.to_string();
    Diagnostic::error(codes::REFERENCE, piece.place, message).with_help(help)
}

/// Where a file's text is.
enum Text<'a> {
    Yaml(&'a Source),
    Markdown(&'a Narrative),
}

fn text(unit: &UnitFolder, file: FileRef) -> Option<Text<'_>> {
    let year = |at: usize| unit.years.get(at);
    Some(match file {
        FileRef::Unit => Text::Yaml(&unit.source),
        FileRef::Report(at) => Text::Yaml(&year(at)?.report.as_ref()?.source),
        FileRef::Narrative(at) => Text::Markdown(year(at)?.narrative.as_ref()?),
        FileRef::Base(at) => Text::Yaml(&year(at)?.base.as_ref()?.source),
        FileRef::Project(at, project) => {
            Text::Yaml(&year(at)?.projects.get(project)?.report.source)
        }
        FileRef::ProjectNarrative(at, project) => {
            Text::Markdown(year(at)?.projects.get(project)?.narrative.as_ref()?)
        }
    })
}
