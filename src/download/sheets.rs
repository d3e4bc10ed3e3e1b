//! The official forms that a workbook holds: each filled form as it prints, and
//! the base data, under sheet names that every spreadsheet takes.

use super::records::{Filed, TITLES};
use super::workbook::Form;
use crate::folder::Document;
use crate::model::{BaseData, Report};
use crate::render::{OfficialForm, base_title, project_name, title};

/// How long a sheet's name may be, in UTF-16 units.
const LONGEST: usize = 31;

/// Marks that a sheet's name may not have.
const FORBIDDEN: &[char] = &['[', ']', ':', '*', '?', '/', '\\', '\''];

/// The forms, in the order in which they are given.
pub fn of<'a>(filed: &[Filed<'a>]) -> Vec<Form<'a>> {
    let mut forms: Vec<Form<'_>> = Vec::new();
    for filed in filed {
        if let Some(report) = filed.report() {
            let name = match filed.project {
                Some(project) => project_name(project, filed.year.year),
                None => format!("{}整体支出", filed.year.year),
            };
            let sheet = sheet_name(&name, &forms);
            forms.push(report_form(filed, report, sheet));
        }
        if let Some(base) = filed.year.base.as_ref().filter(|_| filed.project.is_none()) {
            let sheet = sheet_name(&format!("{}基础数据表", filed.year.year), &forms);
            forms.push(base_form(filed, base, sheet));
        }
    }
    forms
}

/// A form alone.
pub fn of_one(official: &OfficialForm) -> Form<'_> {
    Form {
        title: official.title.clone(),
        note: official.note.clone(),
        sheet: match cut(&plain(&official.title), LONGEST) {
            name if name.is_empty() => "自评表".to_owned(),
            name => name,
        },
        tables: &official.tables,
    }
}

fn report_form<'a>(filed: &Filed<'a>, report: &Document<Report>, sheet: String) -> Form<'a> {
    Form {
        title: title(report, filed.year.year),
        note: String::new(),
        sheet,
        tables: filed.form,
    }
}

fn base_form<'a>(filed: &Filed<'a>, base: &Document<BaseData>, sheet: String) -> Form<'a> {
    Form {
        title: base_title(&base.data, filed.year.year),
        note: String::new(),
        sheet,
        tables: filed.base,
    }
}

/// A name that no other sheet has, whatever its capitals.
fn sheet_name(wanted: &str, before: &[Form<'_>]) -> String {
    let plain = plain(wanted);
    let is_taken = |name: &str| {
        let name = name.to_lowercase();
        let is_form = before.iter().any(|form| form.sheet.to_lowercase() == name);
        is_form || TITLES.contains(&name.as_str())
    };
    let first = cut(&plain, LONGEST);
    let numbered = (2..).map(|number| {
        let tail = format!("（{number}）");
        let room = LONGEST - tail.encode_utf16().count();
        format!("{}{tail}", cut(&plain, room))
    });
    let mut names = std::iter::once(first).chain(numbered);
    let free = names.find(|name| !name.is_empty() && !is_taken(name));
    free.unwrap_or_default()
}

/// A text without the marks that a sheet's name may not have.
fn plain(text: &str) -> String {
    let mut plain = text.to_owned();
    plain.retain(|letter| !FORBIDDEN.contains(&letter) && !letter.is_control());
    plain.trim().to_owned()
}

/// The beginning of a text, at most so many UTF-16 units.
fn cut(text: &str, most: usize) -> String {
    let mut length = 0;
    text.chars()
        .take_while(|letter| {
            length += letter.len_utf16();
            length <= most
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_short_plain_names_of_their_own() {
        let mut forms: Vec<Form<'_>> = Vec::new();
        for (wanted, name) in [
            ("2023整体支出", "2023整体支出"),
            ("2023整体支出", "2023整体支出（2）"),
            ("a/b[c]:*?", "abc"),
            ("ABC", "ABC（2）"),
            ("//", "（2）"),
            ("绩效指标", "绩效指标（2）"),
        ] {
            let sheet = sheet_name(wanted, &forms);
            assert_eq!(sheet, name);
            forms.push(Form {
                title: String::new(),
                note: String::new(),
                sheet,
                tables: &[],
            });
        }
        let long = sheet_name(&"长".repeat(40), &forms);
        assert_eq!(long, "长".repeat(31));
        forms.push(Form {
            title: String::new(),
            note: String::new(),
            sheet: long,
            tables: &[],
        });
        let second = sheet_name(&"长".repeat(40), &forms);
        assert_eq!(second, format!("{}（2）", "长".repeat(28)));
    }
}
