//! What an editor can do about a finding: the replacements that `ziping check --fix`
//! would make, one by one or all of a file, or a 校验说明 for what is right as it is.

use super::acceptance;
use super::documents::Documents;
use super::findings::{Findings, told};
use crate::diagnostic::{Diagnostic, Edit};
use crate::fix;
use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams};

/// The actions at a range of a file.
pub fn answer(
    documents: &Documents,
    findings: &Findings,
    params: &CodeActionParams,
) -> Vec<CodeAction> {
    let Some(asked) = documents.at(&params.text_document.uri, params.range.start) else {
        return Vec::new();
    };
    let path = asked.source.path.as_str();
    let wanted = |kind: &CodeActionKind| is_wanted(params, kind);
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QuickFix) {
        for one in findings.touching(&asked.root, path, &asked.lines, params.range) {
            let mend = (!one.fix.is_empty()).then(|| CodeAction {
                title: title(one),
                kind: Some(CodeActionKind::QuickFix),
                is_preferred: Some(true),
                edit: Some(documents.edit(&asked.root, &one.fix)),
                ..CodeAction::default()
            });
            let accept = acceptance::action(documents, &asked, one);
            for mut action in mend.into_iter().chain(accept) {
                action.diagnostics = Some(vec![told(&asked.root, documents, one)]);
                actions.push(action);
            }
        }
    }
    if wanted(&CodeActionKind::SourceFixAll) {
        let mut edits = fix::chosen(findings.of_site(&asked.root));
        edits.retain(|edit| edit.path == path);
        if !edits.is_empty() {
            actions.push(CodeAction {
                title: format!("改正这个文件里能自动改正的 {} 处", edits.len()),
                kind: Some(CodeActionKind::SourceFixAll),
                edit: Some(documents.edit(&asked.root, &edits)),
                ..CodeAction::default()
            });
        }
    }
    actions
}

/// Whether the editor asks for actions of a kind: of all, or of kinds above it.
fn is_wanted(params: &CodeActionParams, kind: &CodeActionKind) -> bool {
    let name = |kind: &CodeActionKind| String::from(kind.clone());
    let below = |above: &str| {
        let rest = name(kind).strip_prefix(above).map(str::to_owned);
        rest.is_some_and(|rest| above.is_empty() || rest.is_empty() || rest.starts_with('.'))
    };
    let only = params.context.only.as_ref();
    only.is_none_or(|only| only.iter().any(|above| below(&name(above))))
}

fn title(one: &Diagnostic) -> String {
    match one.fix.as_slice() {
        [Edit { old, new, .. }] if new.is_empty() => format!("删去“{old}”"),
        [Edit { old, new, .. }] if old.is_empty() => format!("补上“{new}”"),
        [Edit { old, new, .. }] => format!("把“{old}”改为“{new}”"),
        edits => format!("改正这 {} 处", edits.len()),
    }
}
