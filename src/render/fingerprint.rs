//! The fingerprint of the files that a report was made from: whoever has them can
//! tell whether they are those of the page.

use crate::digest::sha256;
use crate::folder::{ProjectFolder, UnitFolder, YearFolder};
use crate::source::Source;
use serde::Serialize;

/// A fingerprint, with what it was taken of.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Fingerprint {
    /// SHA-256 of the files' texts end to end, in hexadecimal.
    sum: String,
    /// The files in this order, below the unit's folder: `2023/report.yaml`.
    files: Vec<String>,
}

impl Fingerprint {
    /// That of a year's page, without its projects.
    pub fn of_year(unit: &UnitFolder, year: &YearFolder) -> Self {
        let report = year.report.as_ref().map(|report| &report.source);
        let narrative = year.narrative.as_ref().map(|narrative| &narrative.source);
        let base = year.base.as_ref().map(|base| &base.source);
        Self::of(unit, [report, narrative, base])
    }

    /// That of a project's page.
    pub fn of_project(unit: &UnitFolder, project: &ProjectFolder) -> Self {
        let narrative = project.narrative.as_ref();
        let narrative = narrative.map(|narrative| &narrative.source);
        Self::of(unit, [Some(&project.report.source), narrative, None])
    }

    fn of(unit: &UnitFolder, sources: [Option<&Source>; 3]) -> Self {
        let folder = format!("content/{}/", unit.address);
        let mut text = String::new();
        let mut files = Vec::new();
        for source in std::iter::once(&unit.source).chain(sources.into_iter().flatten()) {
            push_public(&mut text, source);
            let name = source.path.strip_prefix(&folder);
            files.push(name.unwrap_or(&source.path).to_owned());
        }
        Self {
            sum: sha256(text.as_bytes()),
            files,
        }
    }
}

/// Adds a file's text without what stands under 不公开: a sum would let others try
/// whether a telephone number is the right one. Its last line ends like the others,
/// however the file does: some editors leave that end out.
fn push_public(into: &mut String, source: &Source) {
    for (number, line) in source.text.split_inclusive('\n').enumerate() {
        if !source.is_private(number) {
            into.push_str(line.strip_suffix('\n').unwrap_or(line));
            into.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_private_leaves_no_trace_in_the_fingerprint() {
        let public = Source::new("a.yaml", "名称: 甲\n年度: 2023\n");
        let mut private = Source::new("a.yaml", "名称: 甲\n不公开:\n  电话: 1\n年度: 2023\n");
        private.private_lines.push(1..3);
        let text = |source| {
            let mut text = String::new();
            push_public(&mut text, source);
            text
        };
        assert_eq!(text(&private), text(&public));
        assert_eq!(text(&public), public.text);
    }
}
