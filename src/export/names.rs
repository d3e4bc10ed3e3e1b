//! What the files are called: as offices call theirs, so that each says whose it
//! is and of which year wherever it is sent to.

use crate::folder::{Document, ProjectFolder, UnitFolder, YearFolder};
use crate::model::Report;
use crate::render::project_name;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A filled form.
    Form,
    /// A table of base data.
    Base,
    /// A narrative.
    Narrative,
}

/// The names of a year's files.
pub struct Names<'a> {
    unit: &'a UnitFolder,
    year: &'a YearFolder,
}

/// How long the pieces of a name may be, in bytes: together less than the 255 that
/// file systems take.
const LONGEST_UNIT: usize = 78;
const LONGEST_FORM: usize = 60;
const LONGEST_PROJECT: usize = 60;
const LONGEST_SLUG: usize = 24;

impl<'a> Names<'a> {
    /// Those of a unit's year.
    pub fn of(unit: &'a UnitFolder, year: &'a YearFolder) -> Self {
        Self { unit, year }
    }

    /// A file's name without its ending: `某街道办事处2023年度部门整体支出绩效自评表`, of a
    /// project with its name in brackets, and its slug where others are called so.
    pub fn file(&self, project: Option<&ProjectFolder>, kind: Kind) -> String {
        let whose = format!(
            "{}{}年度",
            cut(&plain(&self.unit.unit.name), LONGEST_UNIT),
            self.year.year
        );
        let what = cut(&plain(&self.what(project, kind)), LONGEST_FORM);
        match project {
            Some(project) => format!("{whose}{what}（{}）", self.of_project(project)),
            None => whose + &what,
        }
    }

    /// The title over a narrative: `某街道办事处2023年度部门整体支出绩效自评报告`.
    pub fn narrative_title(&self, project: Option<&ProjectFolder>) -> String {
        let (unit, year) = (&self.unit.unit.name, self.year.year);
        let what = self.what(project, Kind::Narrative);
        match project {
            Some(project) => {
                format!("{unit}{year}年度{}{what}", project_name(project, year))
            }
            None => format!("{unit}{year}年度{what}"),
        }
    }

    /// What a file holds in the words of its form: 部门整体支出绩效自评表.
    fn what(&self, project: Option<&ProjectFolder>, kind: Kind) -> String {
        if kind == Kind::Base {
            return "基础数据表".to_owned();
        }
        let report = project.map_or(self.year.report.as_ref(), |project| Some(&project.report));
        let form = form_name(report);
        match kind {
            Kind::Narrative => {
                let subject = form.strip_suffix("自评表").unwrap_or("绩效");
                format!("{subject}自评报告")
            }
            Kind::Form | Kind::Base => form.to_owned(),
        }
    }

    fn of_project(&self, project: &ProjectFolder) -> String {
        let name = |project: &ProjectFolder| {
            let name = project.report.data.project.name.as_str();
            // A blank form has a stroke where the name would stand.
            let is_named = name.contains(char::is_alphanumeric);
            cut(
                &plain(if is_named { name } else { &project.slug }),
                LONGEST_PROJECT,
            )
        };
        let own = name(project);
        let alike = self.year.projects.iter().filter(|other| name(other) == own);
        if alike.count() > 1 {
            format!("{own}，{}", cut(&plain(&project.slug), LONGEST_SLUG))
        } else {
            own
        }
    }
}

fn form_name(report: Option<&Document<Report>>) -> &str {
    let form = report.and_then(|report| report.form.name.as_deref());
    form.unwrap_or("绩效自评表")
}

/// A text without the marks that a file's name may not have on any system.
fn plain(text: &str) -> String {
    let letters = text.trim().chars().map(|letter| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
        _ if letter.is_control() || letter.is_whitespace() => ' ',
        _ => letter,
    });
    letters.collect()
}

/// The beginning of a text, at most so many bytes.
fn cut(text: &str, most: usize) -> String {
    let end = text
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8())
        .take_while(|end| *end <= most)
        .last();
    text[..end.unwrap_or(0)].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_on_every_file_system() {
        assert_eq!(plain(" 甲/乙:丙*?\"<>|\\丁\n戊 "), "甲-乙-丙-------丁 戊");
        assert_eq!(cut("甲乙丙", 8), "甲乙");
        assert_eq!(cut("甲乙丙", 9), "甲乙丙");
        assert_eq!(cut("", 9), "");
        let longest = LONGEST_UNIT + LONGEST_FORM + LONGEST_PROJECT + LONGEST_SLUG;
        let others = "2023年度（，）.docx".len();
        assert!(longest + others <= 255);
    }
}
