//! `check --fix`: what can be mended without a person is mended, unit by unit, and
//! the unit is checked again, until nothing is left that the program can mend.

use super::{Content, Failure, Outcome, Progress, Scope, UnitResult, each_unit, work};
use crate::diagnostic::{self, Diagnostic, Edit, Severity};
use crate::fix;
use crate::load::{Edited, UnitEntry};
use std::collections::BTreeMap;
use std::path::Path;

/// How often a unit is checked again: a right rate may give another score, which
/// gives another total.
const ROUNDS: usize = 8;

/// What was mended and what is left.
#[derive(Debug, Default)]
pub struct Fixed {
    /// What is left to do, as a check would find it now.
    pub outcome: Outcome,
    /// The replacements, by file and place, each as the file stood when it was made.
    pub changes: Vec<Edit>,
    /// The weight of the weightiest finding before, those that are accepted aside.
    pub worst_before: Option<Severity>,
}

/// Mends the units of a scope; writes the files unless this is a `trial`.
///
/// # Errors
/// As [`super::check_within`]; [`Failure::Fix`] when a file cannot be written.
pub fn fix(
    root: &Path,
    scope: Scope<'_>,
    trial: bool,
    jobs: Option<usize>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Fixed, Failure> {
    let each = |entry: &UnitEntry, content: &Content| fix_unit(root, entry, content);
    let (outcome, results) = each_unit(root, scope, jobs, progress, &each)?;
    let mut fixed = Fixed {
        worst_before: worst(&outcome.diagnostics),
        outcome,
        changes: Vec::new(),
    };
    let mut files = Vec::new();
    for unit in results {
        fixed.outcome.take(unit.result);
        fixed.changes.extend(unit.changes);
        fixed.worst_before = fixed.worst_before.max(unit.worst_before);
        files.extend(unit.files);
    }
    fixed.changes.sort();
    diagnostic::sort(&mut fixed.outcome.diagnostics);
    if !trial {
        for (path, file) in files {
            fix::replace(&root.join(&path), &file.before, &file.after)
                .map_err(|error| Failure::Fix(path, error))?;
        }
    }
    Ok(fixed)
}

/// A file's bytes before and after.
struct File {
    before: Vec<u8>,
    after: Vec<u8>,
}

struct FixedUnit {
    result: UnitResult<()>,
    changes: Vec<Edit>,
    files: BTreeMap<String, File>,
    worst_before: Option<Severity>,
}

fn fix_unit(root: &Path, entry: &UnitEntry, content: &Content) -> Result<FixedUnit, Failure> {
    let check = |edited: &Edited| {
        let Content {
            forms, settings, ..
        } = content;
        work(root, entry, forms, settings, edited, |_| Ok(()))
    };
    let (mut edited, mut before) = (Edited::new(), Edited::new());
    let result = check(&edited)?;
    let mut unit = FixedUnit {
        worst_before: worst(&result.diagnostics),
        result,
        changes: Vec::new(),
        files: BTreeMap::new(),
    };
    for _ in 0..ROUNDS {
        let edits = fix::chosen(&unit.result.diagnostics);
        let (next, made) = with(root, &edited, &edits, &mut before)?;
        if made.is_empty() {
            break;
        }
        let result = check(&next)?;
        // What could be read must be readable still: else leave it to a person.
        if result.reports < unit.result.reports {
            break;
        }
        unit.result = result;
        unit.changes = joined(std::mem::take(&mut unit.changes), made);
        edited = next;
    }
    for (path, after) in edited {
        if let Some(before) = before.remove(&path) {
            unit.files.insert(path, File { before, after });
        }
    }
    Ok(unit)
}

/// The files with replacements made, and those that were made. What stands on disk
/// is kept in `before`.
fn with(
    root: &Path,
    edited: &Edited,
    edits: &[Edit],
    before: &mut Edited,
) -> Result<(Edited, Vec<Edit>), Failure> {
    let mut next = edited.clone();
    let mut made = Vec::new();
    for edits in edits.chunk_by(|a, b| a.path == b.path) {
        let Some(path) = edits.first().map(|edit| &edit.path) else {
            continue;
        };
        let bytes = match edited.get(path) {
            Some(bytes) => bytes.clone(),
            None => {
                let bytes = std::fs::read(root.join(path))
                    .map_err(|error| Failure::Fix(path.clone(), error))?;
                before.insert(path.clone(), bytes.clone());
                bytes
            }
        };
        let (fixed, of_file) = fix::apply(&bytes, edits);
        if !of_file.is_empty() {
            next.insert(path.clone(), fixed);
            made.extend(of_file);
        }
    }
    Ok((next, made))
}

/// The changes of one round more: what was changed before and changes again is
/// told as one change.
fn joined(mut before: Vec<Edit>, made: Vec<Edit>) -> Vec<Edit> {
    for edit in made {
        let same = |known: &&mut Edit| {
            (&known.path, known.start, &known.new) == (&edit.path, edit.start, &edit.old)
        };
        match before.iter_mut().find(same) {
            Some(known) => known.new = edit.new,
            None => before.push(edit),
        }
    }
    before
}

fn worst(diagnostics: &[Diagnostic]) -> Option<Severity> {
    let open = diagnostics.iter().filter(|one| one.accepted.is_none());
    open.map(|one| one.severity).max()
}
