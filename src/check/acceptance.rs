//! 校验说明: findings that are known and stand, each with its reason.
//!
//! The author names the place as in `绩效指标[3].得分`, counting from 1, or by the
//! row's name, `绩效指标[办公大楼装修面积].得分`. An acceptance covers what was found
//! at that place or below it, in its own file or in the narrative that goes with
//! it. Where 数值 is given it covers only the value that was accepted.

use super::{Check, FileRef, Finding, RULES, Rule, bases, reports};
use crate::diagnostic::Severity;
use crate::folder::{Narrative, UnitFolder};
use crate::form::Form;
use crate::model::{
    Acceptance, Amount, BaseData, Building, DataPath, Goal, Indicator, Percent, Quantity, Report,
    Segment, SpendingRow,
};

/// A 校验说明 that does not do what its author meant.
#[derive(Debug)]
pub struct FaultyAcceptance<'a> {
    /// The file it stands in.
    pub file: FileRef,
    /// Its place there: `校验说明[n]`.
    pub path: DataPath,
    /// What the author wrote.
    pub acceptance: &'a Acceptance,
    /// What is wrong with it.
    pub fault: AcceptanceFault,
}

/// What is wrong with a 校验说明.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AcceptanceFault {
    /// 说明 is blank.
    NoReason,
    /// There is no such rule; the nearest one, where there is one near.
    UnknownRule(Option<&'static str>),
    /// 位置 names nothing in the file.
    UnknownPlace,
    /// 位置 names several rows: these.
    AmbiguousPlace(Vec<DataPath>),
    /// 数值 is given, and what is at the place is not a single value.
    NoFigure,
    /// 数值 is given, and the value at the place is now this one.
    OtherFigure(String),
    /// An error is accepted whatever its value becomes: 数值 is left out, which is
    /// this. The acceptance holds all the same.
    FigureLeftOut(String),
    /// Nothing was found there; where the same rule found something instead.
    NothingFound(Option<DataPath>),
}

/// Marks the findings that a 校验说明 accepts, and gives back the 校验说明 that
/// are at fault.
pub fn apply<'a>(unit: &'a UnitFolder, findings: &mut [Finding]) -> Vec<FaultyAcceptance<'a>> {
    let mut faulty = Vec::new();
    for declared in declarations(unit) {
        for (index, acceptance) in declared.acceptances.iter().enumerate() {
            if *acceptance == Acceptance::default() {
                continue;
            }
            if let Err(fault) = declared.apply(acceptance, findings) {
                faulty.push(FaultyAcceptance {
                    file: declared.file,
                    path: DataPath::root().key("校验说明").index(index),
                    acceptance,
                    fault,
                });
            }
        }
    }
    faulty
}

/// The 校验说明 of one file with what their places can mean.
struct Declared<'a> {
    file: FileRef,
    narrative_file: Option<FileRef>,
    narrative: Option<&'a Narrative>,
    acceptances: &'a [Acceptance],
    form: &'a Form,
    top: Node<'a>,
}

fn declarations(unit: &UnitFolder) -> impl Iterator<Item = Declared<'_>> {
    let of_reports = reports(unit).map(|(file, document)| {
        let (narrative_file, narrative) = match file {
            FileRef::Project(year, at) => (
                Some(FileRef::ProjectNarrative(year, at)),
                unit.years[year].projects[at].narrative.as_ref(),
            ),
            FileRef::Report(year) => (
                Some(FileRef::Narrative(year)),
                unit.years[year].narrative.as_ref(),
            ),
            _ => (None, None),
        };
        Declared {
            file,
            narrative_file,
            narrative,
            acceptances: &document.data.acceptances,
            form: &document.form,
            top: Node::Report(&document.data),
        }
    });
    of_reports.chain(bases(unit).map(|(file, document)| Declared {
        file,
        narrative_file: None,
        narrative: None,
        acceptances: &document.data.acceptances,
        form: &document.form,
        top: Node::Base(&document.data),
    }))
}

impl Declared<'_> {
    fn apply(
        &self,
        acceptance: &Acceptance,
        findings: &mut [Finding],
    ) -> Result<(), AcceptanceFault> {
        let code = acceptance.code.trim();
        if acceptance.reason.trim().is_empty() {
            return Err(AcceptanceFault::NoReason);
        }
        if !acceptable().any(|rule| rule.code == code) {
            return Err(AcceptanceFault::UnknownRule(nearest_code(code)));
        }
        let place = self.place(&acceptance.place)?;
        let figure = self.figure(&place);
        let accepted = acceptance.figure.trim();
        let is_same = |figure: &String| accepted.is_empty() || is_same_value(accepted, figure);
        let other = figure.clone().filter(|figure| !is_same(figure));
        let mut elsewhere = None;
        let mut used = false;
        let mut stops = false;
        for finding in findings.iter_mut() {
            let here = finding.file == self.file || Some(finding.file) == self.narrative_file;
            if !here || finding.rule.code != code {
                continue;
            }
            if finding.path.0.starts_with(&place.0) {
                used = true;
                stops |= finding.severity == Severity::Error;
                if other.is_none() {
                    finding.accepted = Some(acceptance.reason.trim().to_owned());
                }
            } else if finding.accepted.is_none() && elsewhere.is_none() {
                elsewhere = Some(finding.path.clone());
            }
        }
        match (figure, other) {
            _ if !used => Err(AcceptanceFault::NothingFound(elsewhere)),
            (_, Some(other)) => Err(AcceptanceFault::OtherFigure(other)),
            (None, _) if !accepted.is_empty() => Err(AcceptanceFault::NoFigure),
            (Some(figure), None) if accepted.is_empty() && stops && !has_words(&figure) => {
                Err(AcceptanceFault::FigureLeftOut(figure))
            }
            _ => Ok(()),
        }
    }

    /// The single value at a place of a report.
    fn figure(&self, place: &DataPath) -> Option<String> {
        let Node::Report(report) = self.top else {
            return None;
        };
        let weight = self.form.funds.as_ref().and_then(|funds| funds.weight);
        report.figure(place, weight)
    }

    /// The place that the author means, with rows by their number.
    fn place(&self, text: &str) -> Result<DataPath, AcceptanceFault> {
        let written = DataPath::parse(text).ok_or(AcceptanceFault::UnknownPlace)?;
        let mut places = match written.0.as_slice() {
            [Segment::Key(first), Segment::Key(title), ..] if first == "正文" => {
                self.chapters(title)
            }
            [Segment::Key(first)] if first == "正文" => vec![written],
            segments => resolve(self.top, segments),
        };
        if places.len() > 1 {
            return Err(AcceptanceFault::AmbiguousPlace(places));
        }
        places.pop().ok_or(AcceptanceFault::UnknownPlace)
    }

    /// The chapters of this title, written with its number or without; a chapter
    /// that is not there keeps the name it is asked for by.
    fn chapters(&self, title: &str) -> Vec<DataPath> {
        let chapters = self.narrative.iter().flat_map(|text| &text.chapters);
        let mut titles: Vec<&str> = chapters
            .filter(|chapter| chapter.title == title || chapter.plain_title() == title)
            .map(|chapter| chapter.title.as_str())
            .collect();
        if titles.is_empty() {
            titles.push(title);
        }
        let path = |title| DataPath::root().key("正文").key(title);
        titles.into_iter().map(path).collect()
    }
}

/// Whether a value is more than a figure or a dash: nobody need copy sentences.
fn has_words(value: &str) -> bool {
    let quantity = Quantity::read(value);
    !matches!(quantity, Quantity::Figure(_)) && !quantity.is_missing()
}

/// Whether two texts are one value: the same words, or the same number however it
/// is written.
fn is_same_value(one: &str, other: &str) -> bool {
    let amounts = || Some(Amount::parse(one).ok()? == Amount::parse(other).ok()?);
    let percents = || Some(Percent::parse(one).ok()? == Percent::parse(other).ok()?);
    one == other || amounts().or_else(percents).unwrap_or(false)
}

/// The rules whose findings can be accepted: all but those about 校验说明.
fn acceptable() -> impl Iterator<Item = &'static &'static Rule> {
    let about_acceptances = |rule: &&&Rule| matches!(rule.check, Check::Acceptances(_));
    RULES.iter().filter(move |rule| !about_acceptances(rule))
}

/// The code of the rule that the author probably means.
fn nearest_code(text: &str) -> Option<&'static str> {
    let close = |rule: &Rule| strsim::levenshtein(rule.code, &text.to_uppercase()) <= 1;
    let rule = acceptable()
        .find(|rule| rule.name == text || rule.title == text)
        .or_else(|| acceptable().find(|rule| close(rule)))?;
    Some(rule.code)
}

/// A value of the model, as far as lists lie below it.
#[derive(Clone, Copy)]
enum Node<'a> {
    Report(&'a Report),
    Base(&'a BaseData),
    Goals(&'a [Goal]),
    Goal(&'a Goal),
    Rows(&'a [Indicator]),
    Row(&'a Indicator),
    SpendingRows(&'a [SpendingRow]),
    SpendingRow(&'a SpendingRow),
    Buildings(&'a [Building]),
    Other,
}

impl<'a> Node<'a> {
    fn below(self, key: &str) -> Self {
        match (self, key) {
            (Self::Report(report), "年度目标") => Self::Goals(&report.goals),
            (Self::Report(report), "绩效指标") => Self::Rows(&report.indicators),
            (Self::Goal(goal), "绩效指标") => Self::Rows(&goal.indicators),
            (Self::Row(row), "其中") => Self::Rows(&row.children),
            (Self::Base(base), "经费控制") => Self::SpendingRows(&base.spending),
            (Self::Base(base), "楼堂馆所") => Self::Buildings(&base.buildings),
            (Self::SpendingRow(row), "其中") => Self::SpendingRows(&row.children),
            _ => Self::Other,
        }
    }

    /// The names of a list's items; `None` for what is not a list.
    fn names(self) -> Option<Vec<&'a str>> {
        Some(match self {
            Self::Goals(goals) => goals.iter().map(|goal| goal.number.as_str()).collect(),
            Self::Rows(rows) => rows.iter().map(|row| row.name.as_str()).collect(),
            Self::SpendingRows(rows) => rows.iter().map(|row| row.name.as_str()).collect(),
            Self::Buildings(rows) => rows.iter().map(|row| row.name.as_str()).collect(),
            _ => return None,
        })
    }

    fn item(self, index: usize) -> Option<Self> {
        Some(match self {
            Self::Goals(goals) => Self::Goal(goals.get(index)?),
            Self::Rows(rows) => Self::Row(rows.get(index)?),
            Self::SpendingRows(rows) => Self::SpendingRow(rows.get(index)?),
            Self::Buildings(rows) => rows.get(index).map(|_| Self::Other)?,
            _ => Self::Other,
        })
    }
}

/// All places that written segments can mean below `top`.
fn resolve(top: Node<'_>, written: &[Segment]) -> Vec<DataPath> {
    let places = walk(top, written);
    // 绩效指标[name] also finds a row that stands in a goal's group
    if let (Node::Report(report), true, Some(Segment::Key(first))) =
        (top, places.is_empty(), written.first())
        && first == "绩效指标"
    {
        return (0..report.goals.len())
            .flat_map(|index| {
                let goal = [Segment::Key("年度目标".into()), Segment::Index(index)];
                walk(top, &[&goal, written].concat())
            })
            .collect();
    }
    places
}

fn walk(top: Node<'_>, written: &[Segment]) -> Vec<DataPath> {
    let mut places = vec![(DataPath::root(), top)];
    for segment in written {
        places = places
            .into_iter()
            .flat_map(|(path, node)| step(path, node, segment))
            .collect();
    }
    places.into_iter().map(|(path, _)| path).collect()
}

/// One step down: to a key, to an item, or to all items of a name.
fn step<'a>(path: DataPath, node: Node<'a>, segment: &Segment) -> Vec<(DataPath, Node<'a>)> {
    let item = |index| Some((path.clone().index(index), node.item(index)?));
    match (segment, node.names()) {
        (Segment::Index(index), _) => item(*index).into_iter().collect(),
        (Segment::Key(key), None) => vec![(path.key(key), node.below(key))],
        (Segment::Key(name), Some(names)) => {
            let same = |wanted: &str| wanted.trim() == name.trim();
            let indices = (0..names.len()).filter(|index| same(names[*index]));
            indices.filter_map(item).collect()
        }
    }
}
