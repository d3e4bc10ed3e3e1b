//! People and their numbers: under 不公开, and never in a comment.

use super::filled::{Filled, Leftover};
use super::labels;
use crate::diagnostic::personal;

/// Labels of people and of how to reach them.
const WORDS: [&str; 14] = [
    "联系人",
    "联系电话",
    "联系方式",
    "电话",
    "手机",
    "填表人",
    "填报人",
    "经办人",
    "制表人",
    "审核人",
    "负责人",
    "身份证号",
    "签字",
    "签名",
];

/// Above this many letters it is no label.
const LONGEST_LABEL: usize = 12;

/// Whether a label without brackets and colons asks for a person or a number.
pub fn is_label(plain: &str) -> bool {
    plain.chars().count() <= LONGEST_LABEL && WORDS.iter().any(|word| plain.ends_with(word))
}

/// Whether a text has a label of people in it, with something behind it.
fn names_people(text: &str) -> bool {
    let mut pieces = text.split(['：', ':']);
    let last = pieces.next_back();
    let ends_with = |text: &str| WORDS.iter().any(|word| text.ends_with(word));
    // A bracket that is never closed hides nothing.
    pieces.any(|piece| ends_with(&labels::plain(piece)) || ends_with(piece.trim_end()))
        && last.is_some()
}

/// Of what found no place, what names people goes under 不公开.
pub fn move_out(filled: &mut Filled) {
    let (people, left) = std::mem::take(&mut filled.left)
        .into_iter()
        .partition(|one| names_people(&one.text));
    filled.left = left;
    let people: Vec<Leftover> = people;
    for one in people {
        filled.private.push(("其他".to_owned(), one.text));
    }
    mask(&mut filled.left);
}

/// Numbers of people in what found no place lose their middle.
pub fn mask(left: &mut [Leftover]) {
    for one in left {
        if names_people(&one.text) {
            one.text = "（有姓名或电话，不列出）".to_owned();
        } else {
            one.text = personal::masked(&one.text).into_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_people_are_known_in_many_words() {
        for label in [
            "填表人",
            "项目负责人",
            "联系人及联系电话",
            "财务科电话",
            "填表人签字",
        ] {
            assert!(is_label(label), "{label}");
        }
        for label in ["项目名称", "电话接通率", "群众满意度"] {
            assert!(!is_label(label), "{label}");
        }
    }

    #[test]
    fn what_is_left_over_names_nobody() {
        let mut filled = Filled {
            left: vec![
                Leftover::new("B2", "备用 13800138000"),
                Leftover::new("B3", "注：甲科 联系人：某某"),
            ],
            ..Filled::default()
        };
        move_out(&mut filled);
        assert_eq!(filled.left.len(), 1);
        assert_eq!(filled.left[0].text, "备用 138****8000");
        assert_eq!(
            filled.private,
            [("其他".to_owned(), "注：甲科 联系人：某某".to_owned())]
        );
    }
}
