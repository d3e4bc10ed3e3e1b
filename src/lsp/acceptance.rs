//! A finding that is right as it is: a 校验说明 for it, whose reason is left to the
//! author. Offered only where it does what it says.

use super::documents::{Asked, Documents};
use crate::diagnostic::Diagnostic;
use crate::load::Places;
use crate::model::DataPath;
use crate::scalar::scalar;
use crate::schema;
use gen_lsp_types::{CodeAction, CodeActionKind, Position, Range, TextEdit, WorkspaceEdit};

/// A reason for trying whether a 校验说明 helps.
const TRIAL: &str = "试";

/// The action that accepts a finding of the file that is asked about.
pub fn action(documents: &Documents, asked: &Asked<'_>, one: &Diagnostic) -> Option<CodeAction> {
    let schema = asked.draft.schema_of(&one.place.path)?;
    let list = DataPath::root().key("校验说明");
    let codes = schema::said(&schema, "", &list.index(0).key("规则")).words;
    if !codes.iter().any(|(code, _)| code == one.code) {
        return None;
    }
    let start = asked.lines.label(&one.place).start;
    let places = Places::of(&asked.source);
    let mut path = places.at(asked.lines.offset(&asked.source, start))?.path;
    // what is missing is told at its row
    for _ in 0..2 {
        let entry = |reason: &str| entry(asked, &places, &path, one.code, reason);
        let (line, text) = entry("")?;
        if helps(documents, asked, one, entry(TRIAL)?) {
            let place = Position { line, character: 0 };
            let range = Range {
                start: place,
                end: place,
            };
            let edits = vec![TextEdit {
                range,
                new_text: text,
            }];
            let changes = [(documents.uri(&asked.file), edits)].into_iter().collect();
            return Some(CodeAction {
                title: format!("确属如此：添一条 {} 的“校验说明”，原因待写", one.code),
                kind: Some(CodeActionKind::QuickFix),
                edit: Some(WorkspaceEdit {
                    changes: Some(changes),
                    ..WorkspaceEdit::default()
                }),
                ..CodeAction::default()
            });
        }
        path.0.pop();
        if path.0.is_empty() {
            return None;
        }
    }
    None
}

/// Whether the finding is accepted with these lines in the file.
fn helps(
    documents: &Documents,
    asked: &Asked<'_>,
    one: &Diagnostic,
    (line, text): (u32, String),
) -> bool {
    let place = Position { line, character: 0 };
    let at = asked.lines.offset(&asked.source, place);
    let mut tried = asked.source.text.clone();
    tried.insert_str(at, &text);
    let draft = documents.draft_with(&asked.root, Some((&asked.source.path, tried)));
    let Some(unit) = draft.unit_of(&asked.file) else {
        return false;
    };
    let same = |other: &&Diagnostic| other.code == one.code && other.message == one.message;
    let found = draft.check_unit(&unit);
    let mut found = found.iter().filter(same);
    found.any(|other| other.accepted.is_some())
}

/// The lines of a 校验说明 and the line, from 0, before which they are to stand.
fn entry(
    asked: &Asked<'_>,
    places: &Places<'_>,
    path: &DataPath,
    code: &str,
    reason: &str,
) -> Option<(u32, String)> {
    let text = &asked.source.text;
    let line_of = |key: &str| {
        let is_there = places.keys(&DataPath::root()).contains(&key);
        let place = places.place(&key.into());
        is_there.then(|| asked.source.position(place.start).line)
    };
    let mut indent = "  ";
    let (line, before, after) = match (line_of("校验说明"), line_of("不公开")) {
        (Some(line), _) => {
            let own = text.lines().nth(line - 1)?;
            let written = own.split_once(':')?.1.trim_start();
            if !(written.is_empty() || written.starts_with('#')) {
                return None;
            }
            let mut below = text.lines().skip(line);
            if let Some(item) = below.find(|line| line.trim_start().starts_with("- ")) {
                indent = &item[..item.len() - item.trim_start().len()];
            }
            // the file may end with the key
            let broken = if text.lines().count() == line && !text.ends_with('\n') {
                "\n"
            } else {
                ""
            };
            (line, broken, "")
        }
        (None, Some(line)) => (line - 1, "校验说明:\n", "\n"),
        (None, None) if text.ends_with('\n') => (text.lines().count(), "\n校验说明:\n", ""),
        (None, None) => return None,
    };
    let is_base = schema::of_file(&asked.source.path) == Some("base");
    let value = places.text(path).filter(|_| !is_base).map(str::trim);
    let value = value.filter(|value| !value.is_empty() && !value.contains('\n'));
    let value = value.map(|value| format!("{indent}  数值: {}\n", as_written(value)));
    let lines = format!(
        "{before}{indent}- 规则: {code}\n{indent}  位置: {}\n{}{indent}  说明: {reason}\n{after}",
        scalar(&path.to_string()),
        value.unwrap_or_default(),
    );
    Some((u32::try_from(line).ok()?, lines))
}

/// A value as it may stand, a figure without quotes.
fn as_written(value: &str) -> String {
    let is_figure = value
        .chars()
        .all(|char| char.is_ascii_digit() || ".%".contains(char));
    match is_figure {
        true => value.to_owned(),
        false => scalar(value),
    }
}
