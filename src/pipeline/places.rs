//! From what was found (a file and a data path) to a line and a column.

use crate::check::{FileRef, Finding};
use crate::diagnostic::{Diagnostic, Edit, Label};
use crate::folder::{Narrative, UnitFolder};
use crate::load::{self, Places, codes};
use crate::model::{BaseData, DataPath, Report};
use crate::render::{self, UnknownPiece};
use crate::source::Source;

/// All that is said of a unit, with places: what the checks found, and what its
/// narratives place and is not there.
pub fn diagnostics(unit: &UnitFolder, findings: &[Finding]) -> Vec<Diagnostic> {
    let found = findings.iter().map(|finding| diagnostic(unit, finding));
    let unknown = render::unknown_pieces(unit).into_iter().map(unknown_piece);
    found.chain(unknown).chain(odd_figures(unit)).collect()
}

fn diagnostic(unit: &UnitFolder, finding: &Finding) -> Diagnostic {
    Diagnostic {
        code: finding.rule.code,
        severity: finding.severity,
        message: finding.message.clone(),
        place: label(unit, finding.file, &finding.path, &finding.quote, ""),
        related: finding
            .related
            .iter()
            .map(|(file, path, message)| label(unit, *file, path, "", message))
            .collect(),
        help: finding.help.clone(),
        fix: edit(unit, finding).into_iter().collect(),
        accepted: finding.accepted.clone(),
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

/// The replacement that mends a finding. What is accepted stays as it is.
fn edit(unit: &UnitFolder, finding: &Finding) -> Option<Edit> {
    let new = finding.fix.as_deref()?;
    if finding.accepted.is_some() {
        return None;
    }
    match text(unit, finding.file)? {
        Text::Yaml(source) => Places::of(source).replacement(&finding.path, &finding.quote, new),
        Text::Markdown(narrative) => {
            let place = load::narrative_place(narrative, &finding.path);
            let quote = Some(&*finding.quote).filter(|quote| !quote.is_empty())?;
            let at = place.start + narrative.source.text.get(place.start..)?.find(quote)?;
            Edit::at(&narrative.source, at..at + quote.len(), new)
        }
    }
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

/// The place at a path; where words are quoted, those words in it.
fn label(unit: &UnitFolder, file: FileRef, path: &DataPath, quote: &str, message: &str) -> Label {
    let (source, span) = match text(unit, file) {
        Some(Text::Yaml(source)) => (source, load::place(source, path)),
        Some(Text::Markdown(narrative)) => {
            (&narrative.source, load::narrative_place(narrative, path))
        }
        // A rule named a file that the unit does not have: the unit itself then.
        None => return Label::file(unit.source.path.clone()),
    };
    let after = source.text.get(span.start..).unwrap_or_default();
    let span = match after.find(quote) {
        Some(at) if !quote.is_empty() => span.start + at..span.start + at + quote.len(),
        _ => span,
    };
    Label::at(source, span, message)
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
