//! The forms of a site: the built-in ones and `content/forms/*.yaml`, with what
//! is wrong in them said at its place.

mod layout;
mod paths;

use super::{Edited, codes, sorted, text, walk, yaml};
use crate::diagnostic::{Diagnostic, Label};
use crate::form::{self, Form, FormError, Library};
use crate::source::Source;
use std::path::{Path, PathBuf};

/// The built-in forms and those of the site, `content/forms/*.yaml`.
///
/// # Errors
/// What is wrong in the site's form files; ZP010 for a form without 编号, one
/// that is there already, one whose 基于 leads nowhere, or one that prints or
/// asks for what no report has.
pub fn forms(root: &Path) -> Result<Library, Vec<Diagnostic>> {
    forms_edited(root, &Edited::new())
}

/// As [`forms`]; of the files that are `edited`, those bytes instead of what is on
/// disk.
///
/// # Errors
/// As [`forms`].
pub fn forms_edited(root: &Path, edited: &Edited) -> Result<Library, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let files = read_all(root, edited, &mut errors);
    library(&files, errors)
}

/// The same of files in memory, by their printed path: those in `content/forms/`.
///
/// # Errors
/// As [`forms`].
pub fn forms_among(files: &Edited) -> Result<Library, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let of_site = files
        .iter()
        .filter(|(path, _)| path.starts_with("content/forms/") && path.ends_with(".yaml"));
    let sources = of_site.map(|(path, bytes)| text::decode(path, bytes));
    let files = read_each(builtin_sources().chain(sources), &mut errors);
    library(&files, errors)
}

fn library(
    files: &[(Source, Form)],
    mut errors: Vec<Diagnostic>,
) -> Result<Library, Vec<Diagnostic>> {
    let one_is_missing = !errors.is_empty();
    match Library::new(files.iter().map(|(_, form)| form.clone()).collect()) {
        Ok(library) => {
            for (source, form) in files.iter().filter(|(source, _)| !is_builtin(source)) {
                if let Some(whole) = library.get(&form.id) {
                    errors.extend(layout::faults(source, form, &whole));
                }
            }
            if errors.is_empty() {
                return Ok(library);
            }
        }
        Err(faults) => {
            let builtin = builtin_ids(files);
            let is_twice = |fault: &FormError| matches!(fault, FormError::Twice(_));
            let one_is_twice = faults.iter().any(|(_, fault)| is_twice(fault));
            for (at, fault) in faults {
                // a base that could not be read is no base that is not there, and
                // of two with one name nobody knows which is meant
                let follows = match fault {
                    FormError::UnknownBase(..) => one_is_missing,
                    FormError::Circular(_) => one_is_twice,
                    FormError::NoId | FormError::Twice(_) => false,
                };
                if let Some((source, _)) = files.get(at).filter(|_| !follows) {
                    errors.push(form_fault(source, &fault, &builtin));
                }
            }
        }
    }
    Err(sorted(errors))
}

/// The files of the site's own forms, `content/forms/*.yaml`.
///
/// # Errors
/// As [`super::tree`], for what else lies there.
pub fn form_files(root: &Path) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    walk::yaml_files(root, &root.join("content/forms"))
}

/// All form files that can be read, with their texts.
fn read_all(root: &Path, edited: &Edited, errors: &mut Vec<Diagnostic>) -> Vec<(Source, Form)> {
    let paths = form_files(root).map_err(|found| errors.extend(found));
    let paths = paths.unwrap_or_default();
    let of_site = paths.iter().map(|path| super::source(root, path, edited));
    read_each(builtin_sources().chain(of_site), errors)
}

fn builtin_sources() -> impl Iterator<Item = Result<Source, Vec<Diagnostic>>> {
    let named = |(name, text)| Source::new(format!("{BUILTIN}{name}"), text);
    form::builtin().map(move |form| Ok(named(form)))
}

fn read_each(
    sources: impl Iterator<Item = Result<Source, Vec<Diagnostic>>>,
    errors: &mut Vec<Diagnostic>,
) -> Vec<(Source, Form)> {
    let mut files = Vec::new();
    for source in sources {
        let read = source.and_then(|mut source| {
            let form = yaml::read(&mut source)?;
            Ok((source, form))
        });
        match read {
            Ok(file) => files.push(file),
            Err(found) => errors.extend(found),
        }
    }
    files
}

/// How the path of a built-in form is printed, before its file's name.
const BUILTIN: &str = "内置表式/";

fn is_builtin(source: &Source) -> bool {
    source.path.starts_with(BUILTIN)
}

fn builtin_ids(files: &[(Source, Form)]) -> Vec<&str> {
    let builtin = files.iter().filter(|(source, _)| is_builtin(source));
    let mut ids: Vec<&str> = builtin.map(|(_, form)| form.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

fn form_fault(source: &Source, fault: &FormError, builtin: &[&str]) -> Diagnostic {
    let (key, help) = match fault {
        FormError::NoId => (
            "编号",
            "请写明编号，报告的“表式”栏用它来选表式。".to_owned(),
        ),
        FormError::Twice(id) if builtin.contains(&id.as_str()) => (
            "编号",
            "这是内置表式的编号。请另起一个编号，用“基于”指向内置的这一个，只写不同的地方。"
                .to_owned(),
        ),
        FormError::Twice(_) => ("编号", "编号不能重复，请另起一个。".to_owned()),
        FormError::UnknownBase(_, base) => {
            let near = yaml::nearest(base, builtin.iter().copied());
            let near = near.map_or_else(String::new, |near| format!("是不是“{near}”？"));
            (
                "基于",
                format!("{near}内置的表式有：{}。", builtin.join("、")),
            )
        }
        FormError::Circular(_) => (
            "基于",
            "请检查这几个表式的“基于”，不能互相依靠。".to_owned(),
        ),
    };
    let span = yaml::place(source, &key.into());
    Diagnostic::error(codes::FORM, Label::at(source, span, ""), fault.to_string()).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_forms_print_and_ask_for_what_reports_have() {
        let mut errors = Vec::new();
        let files = read_all(Path::new("no such folder"), &Edited::new(), &mut errors);
        let library = Library::new(files.iter().map(|(_, form)| form.clone()).collect()).unwrap();
        for (source, form) in &files {
            let whole = library.get(&form.id).unwrap();
            errors.extend(layout::faults(source, form, &whole));
        }
        assert_eq!(errors, []);
    }
}
