//! An indicator's new name, in all forms and years of its unit: its rows, the places in
//! 校验说明 that name it, and the figures in narratives that are taken from it.

use super::documents::{Asked, Documents};
use crate::diagnostic::Edit;
use crate::load::{Places, Spot};
use crate::model::Segment;
use crate::source::Source;
use gen_lsp_types::{PrepareRenameParams, PrepareRenameResult, RenameParams, WorkspaceEdit};

/// What would be renamed at a place: nothing but an indicator's name.
pub fn prepare(documents: &Documents, params: &PrepareRenameParams) -> Option<PrepareRenameResult> {
    let asked = documents.asked(&params.text_document_position_params)?;
    let spot = name_at(&asked)?;
    Some(asked.lines.span(&asked.source, spot.span).into())
}

/// The replacements that rename the indicator at a place.
///
/// # Errors
/// Why it cannot be done, for the user.
pub fn answer(documents: &Documents, params: &RenameParams) -> Result<WorkspaceEdit, String> {
    let asked = documents.asked(&params.text_document_position_params);
    let found = asked.and_then(|asked| {
        let name = name_at(&asked)?.value?.trim().to_owned();
        let unit = asked.draft.unit_of(&asked.file)?;
        Some((asked, unit, name))
    });
    let (asked, unit, old) = found.ok_or("只有指标的名称（“三级指标”的值）可以改名")?;
    let new = params.new_name.trim();
    if new.is_empty() || new.contains(char::is_control) {
        return Err("新的名称不能空着，也不能分行".to_owned());
    }
    let mut edits = Vec::new();
    for path in asked.draft.texts_of(&unit) {
        let Some(source) = asked.draft.source(&path) else {
            continue;
        };
        if path.ends_with(".md") {
            edits.extend(in_narrative(&source, &old, new));
        } else {
            edits.extend(in_data(&source, &old, new)?);
        }
    }
    Ok(documents.edit(&asked.root, &edits))
}

/// The name of an indicator at a place.
fn name_at(asked: &Asked<'_>) -> Option<Spot> {
    let spot = Places::of(&asked.source).at(asked.offset)?;
    let is_name = matches!(spot.path.0.last(), Some(Segment::Key(key)) if key == "三级指标");
    let is_there = spot
        .value
        .as_ref()
        .is_some_and(|name| !name.trim().is_empty());
    (is_name && is_there).then_some(spot)
}

fn in_data(source: &Source, old: &str, new: &str) -> Result<Vec<Edit>, String> {
    let places = Places::of(source);
    let mut edits = Vec::new();
    for (path, name) in places.all("三级指标") {
        if name.trim() == old && name != new {
            let edit = places.replacement(&path, name, new);
            edits.push(edit.ok_or_else(|| {
                let path = format!("{} 的 {path}", source.path);
                format!("{path} 换上“{new}”要改引号，请在文件里改")
            })?);
        }
    }
    for (path, place) in places.all("位置") {
        let spot = places.text(&path).and_then(|_| {
            let span = places.place(&path);
            let written = source.text.get(span.clone())?;
            Some((span.start + written.find(&bracketed(old))?, place))
        });
        if let Some((at, _)) = spot {
            // a name with signs of YAML would end the text that it stands in
            if new.contains(['\'', '"', '\\', '#', ':']) {
                let path = format!("{} 的 {path}", source.path);
                return Err(format!("{path} 写不下“{new}”，请在文件里改"));
            }
            edits.extend(named(source, at, old, new));
        }
    }
    Ok(edits)
}

/// The figures that are taken from the row of this name: `{{ 绩效指标[名称].得分 }}`.
fn in_narrative(source: &Source, old: &str, new: &str) -> Vec<Edit> {
    let bracketed = bracketed(old);
    let named_here = source.text.match_indices(&bracketed).filter(|(at, _)| {
        let before = &source.text[..*at];
        let opened = before.rfind("{{");
        opened.is_some_and(|opened| !before[opened..].contains("}}"))
    });
    named_here
        .filter_map(|(at, _)| named(source, at, old, new))
        .collect()
}

fn bracketed(name: &str) -> String {
    format!("[{name}]")
}

/// The replacement of a name in brackets.
fn named(source: &Source, bracket: usize, old: &str, new: &str) -> Option<Edit> {
    let start = bracket + 1;
    Edit::at(source, start..start + old.len(), new)
}
