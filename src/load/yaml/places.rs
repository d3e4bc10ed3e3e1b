//! Where the values of a file that was read stand.

use super::figures;
use super::tree::{self, Entry, Kind, Node};
use crate::diagnostic::Edit;
use crate::model::{DataPath, Segment};
use crate::source::{Source, Span};
use std::ops::Range;

/// The keys by which a name in brackets selects an item of a list.
const NAMES: [&str; 5] = ["三级指标", "名称", "编号", "项目", "规则"];

/// What is written under a place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The path to the value, or to the value of the key.
    pub path: DataPath,
    /// Where the key stands, or a value without its quotes; of a text over several
    /// lines the first.
    pub span: Span,
    /// The text or figure of a value; `None` on a key.
    pub value: Option<String>,
}

/// The places of one file: read once, asked often.
#[derive(Debug)]
pub struct Places<'a> {
    source: &'a Source,
    root: Option<Node>,
}

impl<'a> Places<'a> {
    /// The places of a file; of one that does not parse, only its start.
    pub fn of(source: &'a Source) -> Self {
        Self {
            source,
            root: tree::parse(&source.text).ok(),
        }
    }

    /// As [`super::place`].
    pub fn place(&self, path: &DataPath) -> Span {
        let mut place = self.source.line_span(0);
        let Some(mut node) = self.root.as_ref() else {
            return place;
        };
        if path.0.is_empty() {
            return node.span.clone();
        }
        for (depth, segment) in path.0.iter().enumerate() {
            let Some((below, entry, _)) = step(node, segment) else {
                return place;
            };
            node = below;
            let last = depth + 1 == path.0.len();
            place = match entry {
                Some(_) if last && is_written_out(node) => node.span.clone(),
                Some(entry) => entry.key_span.clone(),
                None => item_place(node),
            };
        }
        place
    }

    /// The key or the value that stands at a byte of the text, or ends right before it.
    pub fn at(&self, offset: usize) -> Option<Spot> {
        let mut node = self.root.as_ref()?;
        let mut path = DataPath::root();
        loop {
            match &node.kind {
                Kind::Map(entries) => {
                    let before = |entry: &&Entry| entry.key_span.start <= offset;
                    let entry = entries.iter().rfind(before)?;
                    path = path.key(&entry.key);
                    if offset <= entry.key_span.end {
                        let span = entry.key_span.clone();
                        let value = None;
                        return Some(Spot { path, span, value });
                    }
                    node = &entry.value;
                }
                Kind::List(items) => {
                    let index = items.iter().rposition(|item| item.start <= offset)?;
                    path = path.index(index);
                    node = &items[index];
                }
                Kind::Scalar { text, .. } => {
                    let runs_on = text.contains('\n');
                    let is_here = node.start <= offset && (offset <= node.span.end || runs_on);
                    return (is_here && !node.is_blank()).then(|| Spot {
                        path,
                        span: figures::content(&self.source.text, node.span.clone()),
                        value: Some(text.clone()),
                    });
                }
            }
        }
    }

    /// The keys of the map at a path, as written.
    pub fn keys(&self, path: &DataPath) -> Vec<&str> {
        match self.node(path).map(|node| &node.kind) {
            Some(Kind::Map(entries)) => entries.iter().map(|entry| entry.key.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// The text or figure at a path.
    pub fn text(&self, path: &DataPath) -> Option<&str> {
        match &self.node(path)?.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// All values under a key, wherever it stands: paths and texts.
    pub fn all(&self, key: &str) -> Vec<(DataPath, &str)> {
        let mut found = Vec::new();
        if let Some(root) = &self.root {
            all_below(root, &DataPath::root(), key, &mut found);
        }
        found
    }

    fn node(&self, path: &DataPath) -> Option<&Node> {
        let mut node = self.root.as_ref()?;
        for segment in &path.0 {
            (node, _, _) = step(node, segment)?;
        }
        Some(node)
    }

    /// The replacement of the value at a path, or of the words in it that are
    /// quoted, by `new`. `None` where the path leads to no text or figure, where
    /// the words do not stand there, or where `new` cannot stand there in the same
    /// style of writing.
    pub fn replacement(&self, path: &DataPath, quote: &str, new: &str) -> Option<Edit> {
        figures::replacement(self.source, self.node(path)?, quote, new)
    }

    /// As [`super::resolve`].
    pub fn resolve(&self, path: &DataPath) -> DataPath {
        let mut resolved = path.clone();
        let Some(mut node) = self.root.as_ref() else {
            return resolved;
        };
        for segment in &mut resolved.0 {
            let Some((below, _, index)) = step(node, segment) else {
                break;
            };
            node = below;
            if let Some(index) = index {
                *segment = Segment::Index(index);
            }
        }
        resolved
    }

    /// The keys of indicator rows that are not known, with their places.
    pub(in crate::load) fn unknown_row_keys(
        &self,
        known: &dyn Fn(&str) -> bool,
    ) -> Vec<(String, Span)> {
        let mut found = Vec::new();
        if let Some(root) = &self.root {
            let goals = root
                .entry("年度目标")
                .map_or(&[][..], |goals| goals.value.items());
            for block in std::iter::once(root).chain(goals) {
                if let Some(rows) = block.entry("绩效指标") {
                    row_keys(&rows.value, known, &mut found);
                }
            }
        }
        found
    }

    /// The lines of the top-level 不公开, to the next key.
    pub(super) fn private_lines(&self) -> Vec<Range<usize>> {
        let Some(Kind::Map(entries)) = self.root.as_ref().map(|root| &root.kind) else {
            return Vec::new();
        };
        // Entries stand one after the other: the lines are counted once.
        let (mut line, mut counted) = (0, 0);
        let starts = entries.iter().map(|entry| {
            let between = self.source.text.get(counted..entry.key_span.start);
            line += between.map_or(0, |text| text.matches('\n').count());
            counted = entry.key_span.start;
            line
        });
        let starts: Vec<usize> = starts.collect();
        let last = self.source.text.lines().count();
        let ends = starts.iter().skip(1).copied().chain([last]);
        entries
            .iter()
            .zip(starts.iter().copied().zip(ends))
            .filter(|(entry, _)| entry.key == "不公开")
            .map(|(_, (start, end))| start..end.max(start + 1))
            .collect()
    }
}

fn all_below<'n>(node: &'n Node, path: &DataPath, key: &str, found: &mut Vec<(DataPath, &'n str)>) {
    match &node.kind {
        Kind::Scalar { .. } => {}
        Kind::List(items) => {
            for (at, item) in items.iter().enumerate() {
                all_below(item, &path.clone().index(at), key, found);
            }
        }
        Kind::Map(entries) => {
            for entry in entries {
                let path = path.clone().key(&entry.key);
                match &entry.value.kind {
                    Kind::Scalar { text, .. } if entry.key == key => found.push((path, text)),
                    _ => all_below(&entry.value, &path, key, found),
                }
            }
        }
    }
}

/// The value one segment below, with its entry and, on a list, its index.
fn step<'n>(
    node: &'n Node,
    segment: &Segment,
) -> Option<(&'n Node, Option<&'n Entry>, Option<usize>)> {
    match (&node.kind, segment) {
        (Kind::Map(_), Segment::Key(key)) => {
            let entry = node.entry(key)?;
            Some((&entry.value, Some(entry), None))
        }
        (Kind::List(items), Segment::Index(index)) => {
            Some((items.get(*index)?, None, Some(*index)))
        }
        (Kind::List(items), Segment::Key(name)) => {
            let index = items.iter().position(|item| is_named(item, name))?;
            Some((&items[index], None, Some(index)))
        }
        _ => None,
    }
}

/// Whether there is a text or a figure to point at, and not a blank, a list or a
/// map, for which its key stands.
fn is_written_out(node: &Node) -> bool {
    matches!(node.kind, Kind::Scalar { .. }) && !node.is_blank()
}

/// The place of a whole item of a list: its name, else its first line.
fn item_place(item: &Node) -> Span {
    let named = NAMES.iter().filter_map(|key| item.entry(key));
    let mut written = named.filter(|entry| is_written_out(&entry.value));
    written
        .next()
        .map_or_else(|| item.span.clone(), |entry| entry.value.span.clone())
}

fn is_named(item: &Node, name: &str) -> bool {
    NAMES.iter().filter_map(|key| item.entry(key)).any(|entry| {
        matches!(&entry.value.kind, Kind::Scalar { text, .. } if text.trim() == name.trim())
    })
}

fn row_keys(rows: &Node, known: &dyn Fn(&str) -> bool, found: &mut Vec<(String, Span)>) {
    for row in rows.items() {
        let Kind::Map(entries) = &row.kind else {
            continue;
        };
        for entry in entries {
            if entry.key == "其中" {
                row_keys(&entry.value, known, found);
            } else if !known(&entry.key) {
                found.push((entry.key.clone(), entry.key_span.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
预算执行:
  分值: 10
  得分:
年度目标:
  - 预期目标: |
      第一行
      第二行
绩效指标:
  - 三级指标: 甲
    得分: \"4\"
  - 三级指标: 乙
    得分: 5
";

    #[test]
    fn a_path_is_placed_at_its_value() {
        let source = Source::new("report.yaml", TEXT);
        let places = Places::of(&source);
        for (path, line, marked) in [
            ("预算执行.分值", 2, "10"),
            ("预算执行.得分", 3, "得分"),
            ("预算执行.执行率", 1, "预算执行"),
            ("预算执行", 1, "预算执行"),
            ("年度目标", 4, "年度目标"),
            ("年度目标[1]", 5, "预期目标: |"),
            ("绩效指标[1]", 9, "甲"),
            ("绩效指标[乙]", 11, "乙"),
            ("年度目标[1].预期目标", 6, "第一行"),
            ("绩效指标[1].得分", 10, "\"4\""),
            ("绩效指标[乙].得分", 12, "5"),
            ("绩效指标[2].分值", 11, "乙"),
            ("绩效指标[9].得分", 8, "绩效指标"),
            ("总分", 1, "预算执行:"),
        ] {
            let span = places.place(&DataPath::parse(path).unwrap());
            assert_eq!(source.position(span.start).line, line, "{path}");
            assert_eq!(&source.text[span], marked, "{path}");
        }
    }

    #[test]
    fn a_place_knows_its_path() {
        let source = Source::new("report.yaml", TEXT);
        let places = Places::of(&source);
        let at = |words: &str, within: usize| {
            let spot = places.at(TEXT.find(words).unwrap() + within)?;
            let marked = TEXT[spot.span].to_owned();
            Some((spot.path.to_string(), marked, spot.value))
        };
        let found = |path: &str, marked: &str, value: Option<&str>| {
            Some((path.to_owned(), marked.to_owned(), value.map(str::to_owned)))
        };
        let value = Some("10");
        assert_eq!(at("分值: 10", 0), found("预算执行.分值", "分值", None));
        assert_eq!(at("分值: 10", 6), found("预算执行.分值", "分值", None));
        assert_eq!(at("10", 0), found("预算执行.分值", "10", value));
        assert_eq!(at("10", 2), found("预算执行.分值", "10", value));
        assert_eq!(at("得分:", 7), None);
        let goal = "第一行\n第二行\n";
        assert_eq!(
            at("第二行", 3),
            found("年度目标[1].预期目标", "第一行", Some(goal))
        );
        assert_eq!(at("\"4\"", 1), found("绩效指标[1].得分", "4", Some("4")));
        assert_eq!(places.keys(&"预算执行".into()), ["分值", "得分"]);
        assert_eq!(places.text(&"预算执行.分值".into()), value);
        let names = places
            .all("三级指标")
            .into_iter()
            .map(|(path, name)| (path.to_string(), name));
        let expected = [
            ("绩效指标[1].三级指标", "甲"),
            ("绩效指标[2].三级指标", "乙"),
        ];
        assert!(names.eq(expected.map(|(path, name)| (path.to_owned(), name))));
    }

    #[test]
    fn a_name_in_brackets_resolves_to_its_index() {
        let source = Source::new("report.yaml", TEXT);
        for (path, expected) in [
            ("绩效指标[乙].得分", "绩效指标[2].得分"),
            ("绩效指标[丙].得分", "绩效指标.丙.得分"),
            ("预算执行.分值", "预算执行.分值"),
        ] {
            let resolved = super::super::resolve(&source, &DataPath::parse(path).unwrap());
            assert_eq!(resolved.to_string(), expected);
        }
    }
}
