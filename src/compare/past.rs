//! A comparison for everybody, years later: which figures changed, and of texts only
//! that they did. What once stood in a text may have been taken out for a reason.

use super::{Fate, FileChange, Move, ValueChange};

/// How many figures are told one by one.
const FIGURES: usize = 8;

/// What there is to say of a change of a file that is called `what`, in a few words
/// each; nothing where only its writing changed. `now` is the file's text at present: a
/// row is named only where its name still stands there.
pub fn in_public(change: &FileChange, what: &str, now: &str) -> Vec<String> {
    match change.fate {
        Fate::Added => return vec![format!("新增{what}")],
        Fate::Removed => return vec![format!("删去{what}")],
        Fate::Unreadable => return vec![format!("{what}有改动")],
        Fate::Writing | Fate::Comments => return Vec::new(),
        Fate::Changed => {}
    }
    let mut said: Vec<String> = change.effects.iter().map(|one| figure(one, now)).collect();
    let is_told = |one: &&ValueChange| !change.effects.iter().any(|other| other.path == one.path);
    let values = change.values.iter().filter(is_told);
    let (figures, texts): (Vec<&ValueChange>, Vec<&ValueChange>) =
        values.partition(|one| one.figure);
    said.extend(figures.iter().take(FIGURES).map(|one| figure(one, now)));
    let rows = |is_it: &dyn Fn(&Move) -> bool| {
        let rows = change.rows.iter();
        rows.filter(|row| is_it(&row.what)).count()
    };
    for (count, before, after) in [
        (figures.len().saturating_sub(FIGURES), "另有", "个数字改动"),
        (rows(&|what| *what == Move::Added), "新增", "行"),
        (rows(&|what| *what == Move::Removed), "删去", "行"),
        (
            rows(&|what| matches!(what, Move::Moved { .. })),
            "移动",
            "行",
        ),
        (texts.len(), "改文字", "处"),
        (change.paragraphs.len(), "改", "段"),
    ] {
        if count > 0 {
            said.push(format!("{before} {count} {after}"));
        }
    }
    said.iter().map(|one| format!("{what}：{one}")).collect()
}

fn figure(change: &ValueChange, now: &str) -> String {
    let place = match change.place.as_str() {
        "" => String::new(),
        place if name(place).is_none_or(|name| now.contains(name)) => format!("{place}的"),
        _ => "一行的".to_owned(),
    };
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "空".to_owned());
    let (old, new) = (value(&change.old), value(&change.new));
    format!("{place}{} {old} → {new}", change.key)
}

/// The name in a place: `指标“道路清扫”`.
fn name(place: &str) -> Option<&str> {
    let (_, after) = place.split_once('“')?;
    let (name, _) = after.rsplit_once('”')?;
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{ParagraphChange, RowChange};

    fn change(fate: Fate) -> FileChange {
        FileChange {
            path: "content/jia/2023/report.yaml".to_owned(),
            title: "2023年整体支出自评表".to_owned(),
            fate,
            effects: Vec::new(),
            values: Vec::new(),
            rows: Vec::new(),
            paragraphs: Vec::new(),
            private: true,
        }
    }

    fn value(key: &str, figure: bool) -> ValueChange {
        ValueChange {
            path: key.to_owned(),
            place: "指标“秘密”".to_owned(),
            key: key.to_owned(),
            figure,
            old: None,
            new: Some("3".to_owned()),
        }
    }

    #[test]
    fn texts_rows_and_paragraphs_are_counted_and_not_quoted() {
        let mut change = change(Fate::Changed);
        change.values = (0..10).map(|at| value(&format!("数{at}"), true)).collect();
        change.values.push(value("说明", false));
        let row = |what| RowChange {
            path: "绩效指标[1]".to_owned(),
            name: "指标“秘密”".to_owned(),
            what,
            values: vec![("说明".to_owned(), "秘密".to_owned())],
        };
        let moved = Move::Moved { from: 1, to: 2 };
        change.rows = [Move::Removed, Move::Added, moved].map(row).to_vec();
        change.paragraphs = vec![ParagraphChange {
            chapter: "秘密".to_owned(),
            old: Some("秘密".to_owned()),
            new: None,
        }];
        let said = in_public(&change, "自评表", "");
        assert_eq!(said[0], "自评表：一行的数0 空 → 3");
        assert_eq!(
            said[8..],
            [
                "自评表：另有 2 个数字改动",
                "自评表：新增 1 行",
                "自评表：删去 1 行",
                "自评表：移动 1 行",
                "自评表：改文字 1 处",
                "自评表：改 1 段",
            ]
        );
        assert!(!said.concat().contains("秘密"));
        let said = in_public(&change, "自评表", "三级指标: 秘密");
        assert_eq!(said[0], "自评表：指标“秘密”的数0 空 → 3");
    }

    #[test]
    fn a_file_that_came_or_went_is_told_and_one_written_otherwise_is_not() {
        let said = |fate| in_public(&change(fate), "正文", "");
        assert_eq!(said(Fate::Added), ["新增正文"]);
        assert_eq!(said(Fate::Removed), ["删去正文"]);
        assert_eq!(said(Fate::Unreadable), ["正文有改动"]);
        for silent in [Fate::Writing, Fate::Comments, Fate::Changed] {
            assert_eq!(said(silent), [""; 0]);
        }
    }
}
