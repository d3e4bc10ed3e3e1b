//! What a form prints and asks for, held against what reports have: a key that
//! no report has would be printed blank for ever.

use super::paths;
use crate::diagnostic::{Diagnostic, Label};
use crate::form::{Column, Field, Form, KeyedList};
use crate::load::{Places, codes, yaml};
use crate::model::{DataPath, Indicator};
use crate::source::Source;

/// The keys of 预算执行 that can be columns.
const FUNDS: [&str; 7] = [
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "分值",
    "执行率",
    "得分",
    "偏差原因",
];

/// The keys of a goal that can be columns.
const GOALS: [&str; 6] = [
    "编号",
    "预期目标",
    "调整目标",
    "实际完成情况",
    "分值",
    "得分",
];

/// The faults of one form file: `form` is what the file says, `whole` the same
/// with what it takes from its bases.
pub(super) fn faults(source: &Source, form: &Form, whole: &Form) -> Vec<Diagnostic> {
    let mut layout = Layout {
        source,
        places: Places::of(source),
        whole,
        faults: Vec::new(),
    };
    layout.fields("表头", form.header.as_ref());
    layout.fields("文字栏", form.blocks.as_ref());
    for (at, path) in form.required.iter().flatten().enumerate() {
        layout.path("必填", at, path);
    }
    let block = |name: &str| DataPath::root().key(name).key("列");
    if let Some(funds) = &form.funds {
        layout.keys(&block("预算执行"), &funds.columns, &FUNDS);
    }
    if let Some(goals) = &form.goals {
        layout.keys(&block("年度目标"), &goals.columns, &GOALS);
    }
    layout.columns(form.columns());
    layout.faults
}

struct Layout<'a> {
    source: &'a Source,
    places: Places<'a>,
    whole: &'a Form,
    faults: Vec<Diagnostic>,
}

impl Layout<'_> {
    fn fields(&mut self, list: &str, fields: Option<&KeyedList<Field>>) {
        for (at, field) in fields.iter().flat_map(|fields| &fields.0).enumerate() {
            self.path(list, at, &field.key);
        }
    }

    /// An item of a list of data paths.
    fn path(&mut self, list: &str, at: usize, path: &str) {
        if paths::is_known(path, self.whole) {
            return;
        }
        let near = paths::nearest(path, self.whole);
        let others = "可写的如 单位.名称、填报.填报日期、项目.名称、总分，层次之间用半角句点隔开";
        self.unknown(
            &DataPath::root().key(list),
            at,
            path,
            near.as_deref(),
            others,
        );
    }

    /// The columns of a block whose keys are all known.
    fn keys(&mut self, list: &DataPath, columns: &KeyedList<Field>, known: &[&str]) {
        for (at, column) in columns.0.iter().enumerate() {
            if !known.contains(&column.key.as_str()) {
                let near = yaml::nearest(&column.key, known.iter().copied());
                let others = format!("可写：{}", known.join("、"));
                self.unknown(list, at, &column.key, near, &others);
            }
        }
    }

    fn unknown(&mut self, list: &DataPath, at: usize, key: &str, near: Option<&str>, others: &str) {
        let (message, help) = match near {
            Some(near) => (
                format!("没有“{key}”这个栏目，是不是“{near}”？"),
                format!("把“{key}”改成“{near}”。"),
            ),
            None if key.is_empty() => ("这一项没有写“键”".to_owned(), format!("{others}。")),
            None => (format!("没有“{key}”这个栏目"), format!("{others}。")),
        };
        self.fault(list, at, message, help);
    }

    /// The columns of the indicator table: known keys, or the form's own. An own
    /// one that is a slip of the pen away from a known key is none.
    fn columns(&mut self, columns: &[Column]) {
        let list = DataPath::root().key("列");
        let mut seen: Vec<&str> = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            for key in column.key.split('+') {
                if seen.contains(&key) {
                    let message = format!("“{key}”列了两次");
                    self.fault(&list, at, message, "请删去多余的一列。");
                } else if key.is_empty() || key.contains(['.', '[', '、', '，']) {
                    let message = format!("“{}”不能作列的“键”", column.key);
                    let help = "一列写一个栏目名，如 三级指标；两栏印在一格的，用“+”相连。";
                    self.fault(&list, at, message, help);
                } else if let Some(meant) = self.slip(key) {
                    let message = format!("没有“{key}”这个栏目，是不是“{meant}”？");
                    let help = format!(
                        "把“{key}”改成“{meant}”；若表上印的就是“{key}”，写作 {{键: {meant}, 标题: {key}}}。"
                    );
                    self.fault(&list, at, message, help);
                }
                seen.push(key);
            }
        }
    }

    /// The known key that an unknown one was meant to be: one character apart,
    /// and not a column of the form already.
    fn slip(&self, key: &str) -> Option<&'static str> {
        let numeral = |key: &str| key.starts_with(['一', '二', '三', '四', '五', '六']);
        if Indicator::KEYS.contains(&key) || numeral(key) {
            return None;
        }
        let printed = |known: &&str| !["其中", "并入上行", "计分"].contains(known);
        let mut free = Indicator::KEYS
            .into_iter()
            .filter(printed)
            .filter(|known| !self.whole.has_column(known));
        free.find(|known| yaml::is_one_slip(key, known))
    }

    fn fault(
        &mut self,
        list: &DataPath,
        at: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let item = list.clone().index(at);
        let key = self.places.place(&item.clone().key("键"));
        let label = Label::at(self.source, key, "");
        self.faults
            .push(Diagnostic::error(codes::FORM, label, message).with_help(help));
    }
}
