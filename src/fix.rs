//! Fixes: which replacements are made, and how a file gets them without any other
//! byte being touched.
//!
//! A [`Diagnostic`] carries the replacements that mend it. [`chosen`] takes those
//! that may be made together, [`apply`] makes them in a file's bytes, whatever its
//! line ends and its byte order mark, and [`replace`] writes the file whole or not
//! at all.

use crate::diagnostic::{Diagnostic, Edit};
use crate::source::{INVISIBLE, Position};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The replacements that may be made at once, by file and place: none on what is
/// accepted with a reason, and where two want the same text, that of the finding
/// that weighs more. What is left out is found again once the others are made.
pub fn chosen(diagnostics: &[Diagnostic]) -> Vec<Edit> {
    let mut by_weight: Vec<&Diagnostic> = diagnostics.iter().collect();
    by_weight.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    let mut taken = Taken::default();
    for diagnostic in diagnostics.iter().filter(|one| one.accepted.is_some()) {
        let place = &diagnostic.place;
        if let Some(start) = place.position {
            let column = start.column + place.text().chars().count();
            taken.add(&place.path, start, Position { column, ..start }, None);
        }
    }
    for diagnostic in by_weight {
        for edit in diagnostic
            .fix
            .iter()
            .filter(|_| diagnostic.accepted.is_none())
        {
            taken.add(&edit.path, edit.start, edit.end, Some(edit));
        }
    }
    taken
        .0
        .into_values()
        .filter_map(|(_, edit)| edit.cloned())
        .collect()
}

/// Ranges that do not overlap, by file and start: their ends, and the edits of
/// those that are to be replaced.
#[derive(Default)]
struct Taken<'a>(BTreeMap<(&'a str, Position), (Position, Option<&'a Edit>)>);

impl<'a> Taken<'a> {
    fn add(&mut self, path: &'a str, start: Position, end: Position, edit: Option<&'a Edit>) {
        let before = self.0.range(..=(path, start)).next_back();
        let after = self.0.range((path, start)..).next();
        let is_free = before.is_none_or(|((file, _), (until, _))| *file != path || *until <= start)
            && after.is_none_or(|((file, from), _)| *file != path || *from >= end && *from > start);
        if is_free {
            self.0.insert((path, start), (end, edit));
        }
    }
}

/// A file's bytes with replacements made, and those that were made. A replacement
/// is passed over where its text does not stand at its place: the file is another
/// by now. `edits` are of this file, by place, and do not overlap.
pub fn apply(bytes: &[u8], edits: &[Edit]) -> (Vec<u8>, Vec<Edit>) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return (bytes.to_vec(), Vec::new());
    };
    let mut fixed = String::with_capacity(text.len());
    let mut made = Vec::new();
    let mut kept = 0;
    let mut walk = Walk::new(text);
    for edit in edits {
        let (Some(start), Some(end)) = (walk.last_at(edit.start), walk.first_at(edit.end)) else {
            continue;
        };
        let stands = text.get(start..end).map(|old| old.replace(INVISIBLE, ""));
        if start < kept || stands.as_ref() != Some(&edit.old) {
            continue;
        }
        fixed.push_str(&text[kept..start]);
        fixed.push_str(&edit.new);
        made.push(edit.clone());
        kept = end;
    }
    fixed.push_str(&text[kept..]);
    (fixed.into_bytes(), made)
}

/// Goes through a file's own text and knows where each character stands in the
/// text as it was read.
struct Walk<'t> {
    text: &'t str,
    at: usize,
    position: Position,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str) -> Self {
        let position = Position { line: 1, column: 1 };
        Self {
            text,
            at: 0,
            position,
        }
    }

    /// The first byte at a position that lies ahead.
    fn first_at(&mut self, position: Position) -> Option<usize> {
        while self.position < position && self.step() {}
        (self.position == position).then_some(self.at)
    }

    /// The same, after the invisible marks there.
    fn last_at(&mut self, position: Position) -> Option<usize> {
        self.first_at(position)?;
        while self.text[self.at..].starts_with(INVISIBLE) && self.step() {}
        Some(self.at)
    }

    /// Goes over one character; false at the end.
    fn step(&mut self) -> bool {
        let mut rest = self.text[self.at..].chars();
        let Some(char) = rest.next() else {
            return false;
        };
        let next = rest.find(|next| !INVISIBLE.contains(next));
        let Position { line, column } = &mut self.position;
        match char {
            '\r' if next == Some('\n') => {}
            '\r' | '\n' => (*line, *column) = (*line + 1, 1),
            _ if INVISIBLE.contains(&char) => {}
            _ => *column += 1,
        }
        self.at += char.len_utf8();
        true
    }
}

/// Replaces a file that still holds `before` by `after`: written beside it, under
/// its permissions, and put in its place in one step.
///
/// # Errors
/// What the system says, or that the file is another by now; it then stays as it is.
pub fn replace(file: &Path, before: &[u8], after: &[u8]) -> io::Result<()> {
    let metadata = fs::symlink_metadata(file)?;
    if !metadata.is_file() || fs::read(file)? != before {
        return Err(io::Error::other("文件在这期间被改动了"));
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let beside: PathBuf = file.with_file_name(format!(".{name}.{}", std::process::id()));
    let write = || {
        let mut new = File::options().write(true).create_new(true).open(&beside)?;
        new.set_permissions(metadata.permissions())?;
        new.write_all(after)?;
        new.sync_all()?;
        fs::rename(&beside, file)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Label, Severity};
    use crate::source::Source;
    use proptest::prelude::*;

    /// The text as reading gives it, here written down a second time.
    fn read(text: &str) -> Source {
        let seen = text.replace(INVISIBLE, "");
        Source::new("a.yaml", seen.replace("\r\n", "\n").replace('\r', "\n"))
    }

    fn edit(source: &Source, old: &str, new: &str) -> Edit {
        let start = source.text.find(old).unwrap();
        Edit::at(source, start..start + old.len(), new).unwrap()
    }

    #[test]
    fn marks_line_ends_and_comments_stay() {
        let text = "\u{FEFF}# 甲\r\n得分: \u{200B}９\u{200B}０ # 乙\r\n\r总分: ８\n";
        let source = read(text);
        let edits = [edit(&source, "９０", "90"), edit(&source, "８", "8")];
        let (fixed, made) = apply(text.as_bytes(), &edits);
        assert_eq!(
            String::from_utf8(fixed).unwrap(),
            "\u{FEFF}# 甲\r\n得分: \u{200B}90 # 乙\r\n\r总分: 8\n"
        );
        assert_eq!(made, edits);
    }

    #[test]
    fn what_is_not_there_any_more_is_passed_over() {
        let source = read("得分: ９\n总分: ８\n");
        let edits = [edit(&source, "９", "9"), edit(&source, "８", "8")];
        let (fixed, made) = apply("得分: 7\n总分: ８\n".as_bytes(), &edits);
        assert_eq!(String::from_utf8(fixed).unwrap(), "得分: 7\n总分: 8\n");
        assert_eq!(made, edits[1..]);
        for other in [&b"\xFF"[..], b"", b"\n\n\n"] {
            assert_eq!(apply(other, &edits), (other.to_vec(), Vec::new()));
        }
    }

    #[test]
    fn of_two_on_one_place_the_weightier_is_chosen_and_none_on_what_is_accepted() {
        let source = read("执行率: １０%\n得分: 1,0\n");
        let label = |old: &str| {
            let start = source.text.find(old).unwrap();
            Label::at(&source, start..start + old.len(), "")
        };
        let error = Diagnostic::error("ZP101", label("１０%"), "不符")
            .with_fix([edit(&source, "１０%", "99%")]);
        let mut note = Diagnostic::error("ZP021", label("１０%"), "写法")
            .with_fix([edit(&source, "１０%", "10%"), edit(&source, "1,0", "10")]);
        note.severity = Severity::Note;
        let new = |diagnostics: &[Diagnostic]| -> Vec<String> {
            let edits = chosen(diagnostics).into_iter();
            edits.map(|edit| edit.new).collect()
        };
        assert_eq!(new(&[note.clone(), error.clone()]), ["99%", "10"]);
        let mut accepted = error;
        accepted.accepted = Some("原表如此".to_owned());
        assert_eq!(new(&[note.clone(), accepted]), ["10"]);
        assert_eq!(new(&[note]), ["10%", "10"]);
    }

    #[test]
    fn a_file_is_replaced_whole_under_its_permissions_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.yaml");
        fs::write(&file, "得分: ９").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        }
        let permissions = fs::metadata(&file).unwrap().permissions();
        assert!(replace(&file, "得分: 8".as_bytes(), b"new").is_err());
        assert_eq!(fs::read(&file).unwrap(), "得分: ９".as_bytes());
        replace(&file, "得分: ９".as_bytes(), "得分: 9".as_bytes()).unwrap();
        assert_eq!(fs::read(&file).unwrap(), "得分: 9".as_bytes());
        assert_eq!(fs::metadata(&file).unwrap().permissions(), permissions);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    proptest! {
        #[test]
        fn only_the_bytes_of_the_values_change(
            pieces in proptest::collection::vec(
                ("[a甲\u{200B}\u{FEFF}\r\n:# ]{0,6}[:\n]", "[0-9０-９，]{1,5}", "[0-9.]{1,5}"),
                0..8,
            ),
            last in "[甲\r\n]{0,3}",
        ) {
            let (mut text, mut expected) = (String::new(), String::new());
            for (between, old, new) in &pieces {
                text.extend([&**between, old]);
                expected.extend([&**between, new]);
            }
            text.push_str(&last);
            expected.push_str(&last);
            let source = read(&text);
            let mut from = 0;
            let mut edits = Vec::new();
            let mut same = 0;
            for (between, old, new) in &pieces {
                // after what stands between, which reading may have shortened
                from += read(&format!("{between}|")).text.len() - 1;
                let edit = Edit::at(&source, from..from + old.len(), new.clone());
                same += usize::from(edit.is_none());
                edits.extend(edit);
                from += old.len();
            }
            let (fixed, made) = apply(text.as_bytes(), &edits);
            prop_assert_eq!(made.len(), pieces.len() - same);
            prop_assert_eq!(String::from_utf8(fixed).unwrap(), expected);
        }
    }
}
