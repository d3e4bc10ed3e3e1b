//! Texts as the author wrote them: the goals of the forms and the chapters of the
//! narratives with their marks.

use super::{parts, quote};
use crate::check::{FileRef, Finding, Findings, reports};
use crate::folder::{Chapter, UnitFolder};
use crate::model::{DataPath, Report};
use std::ops::Range;

/// A text that the author wrote as it is.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// Its file.
    pub file: FileRef,
    /// The words.
    pub text: &'a str,
    /// The form of its file.
    pub report: &'a Report,
    place: Place<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Place<'a> {
    Goal(usize, &'static str),
    Chapter(&'a Chapter),
}

impl<'a> Written<'a> {
    /// The chapter, where it is one of a narrative.
    pub fn chapter(&self) -> Option<&'a Chapter> {
        match self.place {
            Place::Goal(..) => None,
            Place::Chapter(chapter) => Some(chapter),
        }
    }

    /// Adds a finding that marks this part.
    pub fn add<'f>(
        &self,
        findings: &'f mut Findings,
        words: Range<usize>,
        message: impl Into<String>,
    ) -> &'f mut Finding {
        let root = DataPath::root();
        let path = match self.place {
            Place::Goal(at, key) => root.key("年度目标").index(at).key(key),
            Place::Chapter(chapter) => root.key("正文").key(&chapter.title),
        };
        let finding = findings.add(self.file, path, message);
        finding.quote(quote(self.text, words))
    }
}

/// The goals of all forms and the chapters of all narratives.
pub fn written(unit: &UnitFolder) -> impl Iterator<Item = Written<'_>> {
    goals(unit).chain(chapters(unit))
}

fn goals(unit: &UnitFolder) -> impl Iterator<Item = Written<'_>> {
    reports(unit).flat_map(|(file, document)| {
        let goals = document.data.goals.iter().enumerate();
        goals.flat_map(move |(at, goal)| {
            let texts = [
                ("预期目标", &goal.expected),
                ("调整目标", &goal.adjusted),
                ("实际完成情况", &goal.achieved),
            ];
            let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
            texts.map(move |(key, text)| Written {
                file,
                text,
                report: &document.data,
                place: Place::Goal(at, key),
            })
        })
    })
}

fn chapters(unit: &UnitFolder) -> impl Iterator<Item = Written<'_>> {
    let years = unit.years.iter().enumerate();
    let files = years.flat_map(|(at, year)| {
        let projects = (0..year.projects.len()).map(move |n| FileRef::ProjectNarrative(at, n));
        std::iter::once(FileRef::Narrative(at)).chain(projects)
    });
    let narratives = files.filter_map(|file| Some((file, parts(unit, file)?)));
    narratives.flat_map(|(file, (_, _, narrative, report, _))| {
        let chapters = &narrative.chapters;
        let text = &narrative.source.text;
        let ends = chapters.iter().skip(1).map(|chapter| chapter.span.start);
        let chapters = chapters.iter().zip(ends.chain([text.len()]));
        chapters.map(move |(chapter, end)| Written {
            file,
            text: text.get(chapter.span.start..end).unwrap_or_default(),
            report,
            place: Place::Chapter(chapter),
        })
    })
}
