//! What the checks find in the units of the open files, and what an editor is told of it.

use super::documents::Documents;
use super::place::Lines;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::load;
use gen_lsp_types as lsp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The findings of all sites with open files.
#[derive(Debug, Default)]
pub struct Findings(BTreeMap<PathBuf, OfSite>);

#[derive(Debug, Default)]
struct OfSite {
    found: Vec<Diagnostic>,
    /// What the editor was told last, by the printed path of the file.
    told: BTreeMap<String, Vec<lsp::Diagnostic>>,
}

impl Findings {
    /// Checks a site's open units again; gives back what the editor is to be told: all
    /// of the open files, and of others what is new.
    pub fn renew(
        &mut self,
        root: &Path,
        documents: &Documents,
    ) -> Vec<lsp::PublishDiagnosticsParams> {
        let open: BTreeSet<String> = documents
            .of_site(root)
            .map(|file| load::printed(root, file))
            .collect();
        let found = found(root, documents);
        let mut files: BTreeMap<&str, Vec<lsp::Diagnostic>> = BTreeMap::new();
        for one in &found {
            let told = told(root, documents, one);
            files.entry(&one.place.path).or_default().push(told);
        }
        for path in &open {
            files.entry(path).or_default();
        }
        let site = self.0.entry(root.to_owned()).or_default();
        for path in site.told.keys() {
            files.entry(path).or_default();
        }
        let mut news = Vec::new();
        let mut all = BTreeMap::new();
        for (path, diagnostics) in files {
            if open.contains(path) || site.told.get(path) != Some(&diagnostics) {
                news.push(lsp::PublishDiagnosticsParams {
                    uri: documents.uri(&root.join(path)),
                    version: None,
                    diagnostics: diagnostics.clone(),
                });
            }
            if !diagnostics.is_empty() {
                all.insert(path.to_owned(), diagnostics);
            }
        }
        *site = OfSite { found, told: all };
        news
    }

    /// All findings of a site.
    pub fn of_site(&self, root: &Path) -> &[Diagnostic] {
        self.0.get(root).map_or(&[], |site| &site.found)
    }

    /// The findings of a file whose marked words touch a range.
    pub fn touching<'f>(
        &'f self,
        root: &Path,
        path: &'f str,
        lines: &'f Lines<'_>,
        range: lsp::Range,
    ) -> impl Iterator<Item = &'f Diagnostic> {
        let here = move |one: &&Diagnostic| {
            let marked = lines.label(&one.place);
            one.place.path == path && marked.start <= range.end && range.start <= marked.end
        };
        self.of_site(root).iter().filter(here)
    }
}

/// What there is to say of the units that have open files, and of what stands above
/// them. What is accepted with a reason is not said again, nor what is meant of a folder.
fn found(root: &Path, documents: &Documents) -> Vec<Diagnostic> {
    let open: Vec<&Path> = documents.of_site(root).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let draft = documents.draft(root);
    let mut found = draft.faults().to_vec();
    let units: BTreeSet<PathBuf> = open.iter().filter_map(|file| draft.unit_of(file)).collect();
    for unit in units {
        found.extend(draft.check_unit(&unit));
    }
    for file in open {
        if file.file_name().is_some_and(|name| name == "region.yaml") {
            found.extend(draft.check_region(file));
        }
    }
    found.retain(|one| one.accepted.is_none() && !root.join(&one.place.path).is_dir());
    found
}

/// A finding in the editor's words.
pub fn told(root: &Path, documents: &Documents, one: &Diagnostic) -> lsp::Diagnostic {
    let range = |label: &Label| {
        let text = documents.text(&root.join(&label.path));
        Lines::of(&text).label(label)
    };
    let severity = match one.severity {
        Severity::Error => lsp::DiagnosticSeverity::Error,
        Severity::Warning => lsp::DiagnosticSeverity::Warning,
        Severity::Note => lsp::DiagnosticSeverity::Information,
    };
    let mut message = one.message.clone();
    if !one.help.is_empty() {
        message.extend(["\n", &one.help]);
    }
    let related: Vec<lsp::DiagnosticRelatedInformation> = one
        .related
        .iter()
        .map(|label| lsp::DiagnosticRelatedInformation {
            location: lsp::Location {
                uri: documents.uri(&root.join(&label.path)),
                range: range(label),
            },
            message: match label.message.as_str() {
                "" => "另见这里".to_owned(),
                message => message.to_owned(),
            },
        })
        .collect();
    lsp::Diagnostic {
        range: range(&one.place),
        severity: Some(severity),
        code: Some(one.code.to_owned().into()),
        source: Some("ziping".to_owned()),
        message: message.into(),
        related_information: Some(related).filter(|related| !related.is_empty()),
        ..lsp::Diagnostic::default()
    }
}
