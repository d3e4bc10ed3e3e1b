//! The findings of the checks about one file, numbered for print: a cell bears
//! the number, the list under the form says what it means.

use crate::check::{FileRef, Finding};
use crate::model::{DataPath, Segment};
use serde::Serialize;

/// The notes of one file, in the order in which the form is read.
#[derive(Debug, Clone, Default)]
pub struct Notes(Vec<Note>);

/// One note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its number, from 1.
    pub number: usize,
    /// Its address on the page: `note-1`.
    pub id: String,
    /// The word for its weight: 提示, 警告 or 错误.
    pub severity: &'static str,
    /// The same for the style: `note`, `warning` or `error`.
    pub kind: &'static str,
    /// The rule's code, such as `ZP101`.
    pub code: &'static str,
    /// The rule's short Chinese name.
    pub title: &'static str,
    /// What was found.
    pub message: String,
    /// The place as a reader says it: `绩效指标第3项的得分`.
    pub place: String,
    /// The address on the page of what bears the number; empty where nothing does.
    pub href: String,
    /// The reason of the 校验说明 that accepts it.
    pub accepted: Option<String>,
    /// The place as the rules name it.
    #[serde(skip)]
    pub(super) path: DataPath,
}

/// The keys of all files in the order in which forms print them.
const READING_ORDER: &[&str] = &[
    "表式",
    "年度",
    "标题",
    "金额单位",
    "公开",
    "填报",
    "单位负责人",
    "填报日期",
    "项目",
    "名称",
    "主管部门",
    "实施单位",
    "预算执行",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "年度目标",
    "编号",
    "预期目标",
    "调整目标",
    "实际完成情况",
    "一级指标",
    "二级指标",
    "三级指标",
    "计量单位",
    "指标性质",
    "年度指标值",
    "实际完成值",
    "评分标准",
    "计分",
    "分值",
    "执行率",
    "得分",
    "按收入性质",
    "按支出性质",
    "一级指标分值",
    "绩效指标",
    "财政供养人员",
    "编制数",
    "实际在职人数",
    "控制率",
    "经费控制",
    "上年决算数",
    "本年预算数",
    "本年决算数",
    "楼堂馆所",
    "批复规模",
    "实际规模",
    "规模控制率",
    "预算投资",
    "实际投资",
    "投资概算控制率",
    "厉行节约保障措施",
    "总分",
    "等级",
    "偏差原因",
    "改进措施",
    "说明",
    "其中",
    "备注",
];

impl Notes {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings about `file`, numbered; those about other files are left out.
    pub fn new(findings: &[Finding], file: FileRef) -> Self {
        let mut found: Vec<&Finding> = findings
            .iter()
            .filter(|finding| finding.file == file)
            .collect();
        // Stable: what the order does not tell apart stays as the checks gave it.
        found.sort_by_key(|finding| reading_order(&finding.path));
        let numbered = found.into_iter().zip(1..);
        Self(
            numbered
                .map(|(finding, number)| Note {
                    number,
                    id: format!("note-{number}"),
                    severity: finding.severity.chinese(),
                    kind: finding.severity.english(),
                    code: finding.rule.code,
                    title: finding.rule.title,
                    message: finding.message.clone(),
                    place: in_words(&finding.path),
                    href: String::new(),
                    accepted: finding.accepted.clone(),
                    path: finding.path.clone(),
                })
                .collect(),
        )
    }

    /// The same with numbers from `first` on, for a page that shows the notes of
    /// more than one file.
    #[must_use]
    pub fn numbered_from(mut self, first: usize) -> Self {
        for (number, note) in (first..).zip(&mut self.0) {
            note.number = number;
            note.id = format!("note-{number}");
        }
        self
    }

    /// All notes, by number.
    pub fn list(&self) -> &[Note] {
        &self.0
    }

    /// The numbers of the notes about exactly this place.
    pub fn at(&self, path: &DataPath) -> Vec<usize> {
        self.numbers(|note| note.path == *path)
    }

    /// The numbers of the notes about this place as a whole, or about a value
    /// right below it that has no cell of its own (`printed` knows which have).
    pub fn about(&self, path: &DataPath, printed: impl Fn(&str) -> bool) -> Vec<usize> {
        self.numbers(|note| match note.path.0.strip_prefix(path.0.as_slice()) {
            Some([]) => true,
            Some([Segment::Key(key)]) => !printed(key),
            _ => false,
        })
    }

    /// The numbers of the notes about this place or anything below it.
    pub fn below(&self, path: &DataPath) -> Vec<usize> {
        self.numbers(|note| note.path.0.starts_with(&path.0))
    }

    fn numbers(&self, is_meant: impl Fn(&Note) -> bool) -> Vec<usize> {
        let meant = self.0.iter().filter(|note| is_meant(note));
        meant.map(|note| note.number).collect()
    }
}

/// What sorts paths as a reader meets them.
fn reading_order(path: &DataPath) -> Vec<usize> {
    let rank = |segment: &Segment| match segment {
        Segment::Index(index) => *index,
        Segment::Key(key) => READING_ORDER
            .iter()
            .position(|known| known == key)
            .unwrap_or(READING_ORDER.len()),
    };
    path.0.iter().map(rank).collect()
}

/// `绩效指标第3项的得分` for `绩效指标[3].得分`.
fn in_words(path: &DataPath) -> String {
    let mut words = String::new();
    for segment in &path.0 {
        match segment {
            Segment::Index(index) => words.push_str(&format!("第{}项", index + 1)),
            Segment::Key(key) if words.is_empty() => words.push_str(key),
            Segment::Key(key) => words.push_str(&format!("的{key}")),
        }
    }
    if words.is_empty() {
        words.push_str("全表");
    }
    words
}

/// The address on a page of what stands at this path: `zhibiao-3`,
/// `mubiao-2-zhibiao-15`, `zhibiao-3-qizhong-1`.
pub fn anchor(path: &DataPath) -> String {
    let mut anchor = String::new();
    for segment in &path.0 {
        if !anchor.is_empty() {
            anchor.push('-');
        }
        match segment {
            Segment::Index(index) => anchor.push_str(&(index + 1).to_string()),
            Segment::Key(key) => anchor.push_str(match key.as_str() {
                "年度目标" => "mubiao",
                "绩效指标" => "zhibiao",
                "其中" => "qizhong",
                "预算执行" => "zhixing",
                "经费控制" => "jingfei",
                "总分" => "zongfen",
                other => other,
            }),
        }
    }
    anchor
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::check::{Check, Rule};
    use crate::diagnostic::Severity;

    static RULE: Rule = Rule {
        code: "ZP999",
        name: "something_found",
        title: "有所发现",
        severity: Severity::Warning,
        file: "",
        check: Check::Unit(|_, _| {}),
    };

    pub(crate) fn found(path: &str) -> Finding {
        Finding {
            rule: &RULE,
            severity: Severity::Warning,
            file: FileRef::Report(0),
            path: DataPath::parse(path).unwrap_or_default(),
            quote: String::new(),
            message: format!("{path}有误"),
            help: String::new(),
            related: Vec::new(),
            fix: None,
            accepted: None,
        }
    }

    #[test]
    fn notes_are_numbered_as_the_form_is_read() {
        let notes = Notes::new(
            &[
                found("备注"),
                found("总分"),
                found("绩效指标[10].得分"),
                found("绩效指标[9].得分"),
                found("绩效指标[9].实际完成值"),
                found("年度目标[1].预期目标"),
                found("预算执行.得分"),
                found("预算执行.全年执行数"),
                found(""),
            ],
            FileRef::Report(0),
        );
        let places: Vec<(usize, &str)> = notes
            .list()
            .iter()
            .map(|note| (note.number, note.place.as_str()))
            .collect();
        assert_eq!(
            places,
            [
                (1, "全表"),
                (2, "预算执行的全年执行数"),
                (3, "预算执行的得分"),
                (4, "年度目标第1项的预期目标"),
                (5, "绩效指标第9项的实际完成值"),
                (6, "绩效指标第9项的得分"),
                (7, "绩效指标第10项的得分"),
                (8, "总分"),
                (9, "备注"),
            ]
        );
        assert_eq!(notes.at(&"总分".into()), [8]);
        assert_eq!(notes.list()[7].id, "note-8");
    }

    #[test]
    fn notes_about_other_files_are_left_out() {
        let mut elsewhere = found("总分");
        elsewhere.file = FileRef::Project(0, 1);
        let notes = Notes::new(&[elsewhere, found("总分")], FileRef::Report(0));
        assert_eq!(notes.list().len(), 1);
    }

    #[test]
    fn a_value_without_a_cell_is_noted_at_its_row() {
        let notes = Notes::new(
            &[
                found("绩效指标[1]"),
                found("绩效指标[1].计分"),
                found("绩效指标[1].得分"),
                found("绩效指标[1].其中[1].计分"),
                found("绩效指标[11].计分"),
            ],
            FileRef::Report(0),
        );
        let row = DataPath::root().key("绩效指标").index(0);
        let about = notes.about(&row, |key| key == "得分");
        let codes: Vec<&str> = about
            .iter()
            .map(|number| notes.list()[number - 1].place.as_str())
            .collect();
        assert_eq!(codes, ["绩效指标第1项", "绩效指标第1项的计分"]);
    }
}
