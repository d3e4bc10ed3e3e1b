//! What several keys say in one cell, told apart by the labels before it:
//! 偏差原因：……；改进措施：……

use crate::import::{labels, words};

/// How the labels of reasons and of measures end.
const REASONS: [&str; 3] = ["原因", "原因分析", "分析"];
const MEASURES: [&str; 2] = ["措施", "措施建议"];

/// Above this many letters what stands before a colon is no label.
const LONGEST_LABEL: usize = 10;

/// The texts of a cell under a column of several keys, each with its key. Without
/// labels all of it is the first key's: `None` says that it could not be told.
pub(super) fn apart(column: &str, text: &str) -> Option<Vec<(String, String)>> {
    let keys: Vec<&str> = column.split('+').collect();
    let mut found: Vec<(&str, String)> = Vec::new();
    let mut before = String::new();
    for piece in pieces(text) {
        let label = piece.split_once(['：', ':']);
        let key = label.and_then(|(label, rest)| Some((key_of(&keys, label)?, rest)));
        match (key, found.last_mut()) {
            (Some((key, rest)), _) => found.push((key, rest.trim().to_owned())),
            (None, Some((_, said))) => said.push_str(piece),
            (None, None) => before.push_str(piece),
        }
    }
    let first = keys.first()?;
    // A sole label before the reasons says nothing that the column does not.
    if found.iter().all(|(key, _)| key == first) {
        return None;
    }
    let has_number_only = before
        .chars()
        .all(|c| c.is_ascii_digit() || ".、（）()".contains(c));
    let before = (!has_number_only).then_some((*first, before));
    let all = before.into_iter().chain(found);
    let cleaned =
        all.map(|(key, text)| (key.to_owned(), without_next_number(&words::joined(&text))));
    Some(cleaned.filter(|(_, text)| !text.is_empty()).collect())
}

/// Whether a text without labels seems to have measures in it.
pub(super) fn speaks_of_measures(text: &str) -> bool {
    const WORDS: [&str; 6] = ["措施", "下一步", "今后", "明年", "下年", "整改"];
    WORDS.iter().any(|word| text.contains(word))
}

/// The text cut before each place where a label may begin: at a line, after a stop,
/// after a number.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let ends = |c: char| c.is_whitespace() || "。；;，,、.）)".contains(c);
    while let Some((at, stop)) = rest.char_indices().find(|(_, c)| ends(*c)) {
        let (piece, below) = rest.split_at(at + stop.len_utf8());
        pieces.push(piece);
        rest = below;
    }
    pieces.push(rest);
    pieces
}

/// The key that a label stands for: the key itself, or what clerks call it.
fn key_of<'a>(keys: &[&'a str], label: &str) -> Option<&'a str> {
    let label = labels::plain(label);
    let has_ending = |endings: &[&str]| endings.iter().any(|ending| label.ends_with(ending));
    let is_short = label.chars().count() <= LONGEST_LABEL;
    let called = match is_short {
        true if has_ending(&MEASURES) => "改进措施",
        true if has_ending(&REASONS) => "偏差原因",
        _ => &label,
    };
    keys.iter()
        .find(|key| **key == called || **key == label)
        .copied()
}

/// Without the number of the next label, which the cut left behind: ……。2.
fn without_next_number(text: &str) -> String {
    let bare = text.trim_end_matches(['.', '、', '（', '(', '）', ')']);
    let stem = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_number = stem.len() < bare.len() && bare.len() < text.len();
    let stem = stem.trim_end_matches(['（', '(']);
    match is_number && stem.ends_with(['。', '；', ';', '\n']) {
        true => stem.to_owned(),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(String, String)> {
        let of = |key: &str, all: &[(String, String)]| {
            let texts = all.iter().filter(|(one, _)| one == key);
            texts.map(|(_, text)| text.as_str()).collect::<String>()
        };
        let all = apart("偏差原因+改进措施", text)?;
        Some((of("偏差原因", &all), of("改进措施", &all)))
    }

    #[test]
    fn reasons_and_measures_are_told_by_their_labels() {
        for text in [
            "偏差原因：雨天。\n改进措施：备伞。",
            "原因：雨天。措施：备伞。",
            "原因分析： 雨天。 下一步改进措施： 备伞。",
            "1.未完成原因：雨天。2.整改措施：备伞。",
            "（1）原因：雨天。（2）措施：备伞。",
            "雨天。改进措施：备伞。",
        ] {
            let both = ("雨天。".to_owned(), "备伞。".to_owned());
            assert_eq!(told(text), Some(both), "{text}");
        }
        let measure = ("".to_owned(), "备伞".to_owned());
        assert_eq!(told("改进措施：备伞"), Some(measure));
    }

    #[test]
    fn a_text_without_labels_is_left_whole() {
        for text in [
            "雨天，已备伞。",
            "原因：雨天",
            "安全措施不到位，投入1.5万元。",
            "已发放：米、油",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn figures_at_the_end_of_a_sentence_are_no_numbers_of_labels() {
        let both = ("完成1.5".to_owned(), "追加2。".to_owned());
        assert_eq!(told("原因：完成1.5\n措施：追加2。"), Some(both));
    }
}
