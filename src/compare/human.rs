//! A comparison for a person, in Chinese.

use super::{
    Comparison, Fate, FileChange, Move, ParagraphChange, RowChange, Told, UnitChange, ValueChange,
};

/// How many letters of a text stand round what changed in it.
const AROUND: usize = 12;

/// Lines of text.
pub fn to_human(comparison: &Comparison) -> String {
    let mut text = String::new();
    for unit in &comparison.units {
        if !text.is_empty() {
            text.push('\n');
        }
        text.extend([&*heading(unit), "\n"]);
        for file in &unit.files {
            text.push_str(&format!("  {}（{}）\n", file.title, file.path));
            for line in lines(file) {
                text.push_str(&format!("    {line}\n"));
            }
        }
        for (sign, told) in findings(unit) {
            text.push_str(&format!("  {sign}：{}\n", finding(unit, told)));
        }
    }
    if text.is_empty() {
        text.push_str("没有改动\n");
    }
    text
}

/// What a unit is called.
pub(super) fn heading(unit: &UnitChange) -> String {
    match (&*unit.name, &*unit.address) {
        ("", "") => "网站".to_owned(),
        ("", address) => address.to_owned(),
        (name, address) => format!("{name}（{address}）"),
    }
}

/// The findings that came and those that went, each with what happened to it.
pub(super) fn findings(unit: &UnitChange) -> impl Iterator<Item = (&'static str, &Told)> {
    let new = unit.findings_new.iter().map(|told| ("新问题", told));
    new.chain(unit.findings_gone.iter().map(|told| ("已消除", told)))
}

/// A finding with its file, as seen from its unit.
pub(super) fn finding(unit: &UnitChange, told: &Told) -> String {
    let severity = match told.severity {
        "error" => "错误",
        "warning" => "警告",
        _ => "提示",
    };
    let folder = format!("content/{}/", unit.address);
    let file = told.file.strip_prefix(&folder).unwrap_or(&told.file);
    format!("{severity}[{}] {file}：{}", told.code, told.message)
}

/// What there is to say of a file, line by line.
pub(super) fn lines(file: &FileChange) -> Vec<String> {
    let mut lines = Vec::new();
    match file.fate {
        Fate::Added => lines.push("新增".to_owned()),
        Fate::Removed => lines.push("删去".to_owned()),
        Fate::Writing => lines.push("只有写法变动".to_owned()),
        Fate::Comments => lines.push("只有注释和写法变动".to_owned()),
        Fate::Unreadable => lines.push("有错，读不懂，没有比较".to_owned()),
        Fate::Changed => {}
    }
    lines.extend(file.rows.iter().map(row));
    let is_told =
        |change: &&ValueChange| !file.effects.iter().any(|effect| effect.path == change.path);
    let values: Vec<&ValueChange> = file.values.iter().filter(is_told).collect();
    let effects: Vec<String> = file.effects.iter().map(value).collect();
    let effects = effects.join("，");
    let of_places: Vec<String> = values
        .chunk_by(|one, other| one.place == other.place)
        .map(place)
        .collect();
    match (&of_places[..], file.rows.is_empty(), effects.is_empty()) {
        (_, _, true) => lines.extend(of_places),
        ([], true, false) => lines.push(effects),
        ([only], true, false) => lines.push(format!("{only}；{effects}")),
        _ => {
            lines.extend(of_places);
            lines.push(format!("由此：{effects}"));
        }
    }
    lines.extend(file.paragraphs.iter().map(paragraph));
    if file.private {
        lines.push("不公开部分有改动".to_owned());
    }
    if lines.is_empty() {
        lines.push("内容有改动".to_owned());
    }
    lines
}

/// The changes at one place: `指标“隐患整改率”的得分 4 → 3，实际完成值 95% → 90%`.
fn place(changes: &[&ValueChange]) -> String {
    let values: Vec<String> = changes.iter().map(|change| value(change)).collect();
    let place = changes.first().map_or("", |change| &*change.place);
    match place {
        "" => values.join("，"),
        place => format!("{place}的{}", values.join("，")),
    }
}

fn value(change: &ValueChange) -> String {
    let key = &change.key;
    match (&change.old, &change.new) {
        (None, Some(new)) => format!("{key} 空 → {}", told(&line(new))),
        (Some(old), None) => format!("{key} {} → 空", told(&line(old))),
        (old, new) => {
            let (old, new) = parts(old.as_deref(), new.as_deref());
            format!("{key} {} → {}", told(&old), told(&new))
        }
    }
}

/// A value among others: sentences are put in quotes, so that it is plain where they end.
fn told(text: &str) -> String {
    match text.contains(['，', '。', '；', '！', '？']) {
        true => format!("“{text}”"),
        false => text.to_owned(),
    }
}

fn row(change: &RowChange) -> String {
    let name = &change.name;
    let values: Vec<String> = change
        .values
        .iter()
        .filter(|(key, _)| ["年度指标值", "实际完成值", "分值", "得分"].contains(&&**key))
        .map(|(key, value)| format!("{key} {}", line(value)))
        .collect();
    let values = match values.is_empty() {
        true => String::new(),
        false => format!("（{}）", values.join("，")),
    };
    match change.what {
        Move::Added => format!("新增{name}{values}"),
        Move::Removed => format!("删去{name}{values}"),
        Move::Moved { from, to } => format!("移动{name}：第 {from} 项 → 第 {to} 项"),
    }
}

fn paragraph(change: &ParagraphChange) -> String {
    let chapter = match &*change.chapter {
        "" => String::new(),
        chapter => format!("“{chapter}”"),
    };
    match (&change.old, &change.new) {
        (None, Some(new)) => format!("{chapter}新增一段：{}", line(new)),
        (Some(old), None) => format!("{chapter}删去一段：{}", line(old)),
        (old, new) => {
            let (old, new) = parts(old.as_deref(), new.as_deref());
            format!("{chapter}改了一段：{old} → {new}")
        }
    }
}

/// A text on one line.
fn line(text: &str) -> String {
    text.trim().replace('\n', " ")
}

/// What differs between two texts, with a few letters round it where they are long.
fn parts(old: Option<&str>, new: Option<&str>) -> (String, String) {
    let (old, new) = (line(old.unwrap_or_default()), line(new.unwrap_or_default()));
    if old == new {
        let ends = "（行末或换行不同）";
        return (old, format!("{new}{ends}"));
    }
    let old: Vec<char> = old.chars().collect();
    let new: Vec<char> = new.chars().collect();
    let shorter = old.len().min(new.len());
    let head = old
        .iter()
        .zip(&new)
        .take_while(|(one, other)| one == other)
        .count();
    let back = old.iter().rev().zip(new.iter().rev());
    let tail = back
        .take_while(|(one, other)| one == other)
        .count()
        .min(shorter - head);
    let part = |text: &[char]| {
        let from = head.saturating_sub(AROUND);
        let to = (text.len() - tail + AROUND).min(text.len());
        let is_short = text.len() <= 3 * AROUND;
        let (from, to) = if is_short {
            (0, text.len())
        } else {
            (from, to)
        };
        let before = if from > 0 { "……" } else { "" };
        let after = if to < text.len() { "……" } else { "" };
        let middle: String = text.get(from..to).unwrap_or_default().iter().collect();
        format!("{before}{middle}{after}")
    };
    (part(&old), part(&new))
}
