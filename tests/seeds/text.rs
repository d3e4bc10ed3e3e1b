//! Texts and figures compared as a reader does, not as bytes.

/// The text without the white space of line breaks and typesetting; that between
/// two Latin letters or between two digits stays, as one space.
pub fn joined(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if let (Some(before), Some(after)) = (found.chars().last(), word.chars().next()) {
            let both = |is: fn(&char) -> bool| is(&before) && is(&after);
            if both(char::is_ascii_alphabetic) || both(char::is_ascii_digit) {
                found.push(' ');
            }
        }
        found.push_str(word);
    }
    found
}

/// Headings that differ between a source and the form that the site fills for it,
/// and mean the same.
const SYNONYMS: [(&str, &str); 4] = [
    ("自评得分", "得分"),
    ("预算部门名称", "单位名称"),
    ("预算单位名称", "单位名称"),
    ("自评总分", "总分"),
];

/// A heading without its unit, in one of the words for it: 自评得分（分） is 得分.
pub fn heading(text: &str) -> &str {
    let bare = text
        .split(['（', '('])
        .next()
        .unwrap_or(text)
        .trim_end_matches('：');
    let synonym = SYNONYMS.iter().find(|(word, _)| *word == bare);
    synonym.map_or(bare, |(_, meaning)| meaning)
}

/// A figure in one way of writing it: without 分 or 万元, separators and closing
/// zeros, `/` as blank. What is no figure stays as it is.
pub fn figure(text: &str) -> String {
    if text == "/" {
        return String::new();
    }
    let bare = text.trim_end_matches("万元").trim_end_matches('分');
    let (digits, percent) = match bare.strip_suffix('%') {
        Some(digits) => (digits, "%"),
        None => (bare, ""),
    };
    let digits = digits.replace(',', "");
    let is_figure = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1;
    if !is_figure {
        return text.to_owned();
    }
    let whole = match digits.split_once('.') {
        Some((whole, decimals)) => match decimals.trim_end_matches('0') {
            "" => whole.to_owned(),
            decimals => format!("{whole}.{decimals}"),
        },
        None => digits,
    };
    format!("{whole}{percent}")
}

/// A label and the weight printed in it: 产出指标（50分） as 产出指标 and 50.
pub fn label_weight(text: &str) -> (&str, Option<String>) {
    let Some(inner) = text.strip_suffix(['）', ')']) else {
        return (text, None);
    };
    match inner.rsplit_once(['（', '(']) {
        Some((label, weight)) if weight.ends_with('分') => (label, Some(figure(weight))),
        _ => (text, None),
    }
}

/// All numbers of a text, without those that only count items, such as `1、`.
pub fn numbers(text: &str) -> Vec<String> {
    let text: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
        while is_digit(at)
            || text.get(at) == Some(&',')
            || (text.get(at) == Some(&'.') && is_digit(at + 1))
        {
            at += 1;
        }
        let opens = start
            .checked_sub(1)
            .is_none_or(|before| text[before].is_whitespace() || "。；：;:".contains(text[before]));
        let counts = matches!(text.get(at), Some('、' | '.'));
        if !(opens && counts) {
            found.push(text[start..at].iter().filter(|c| **c != ',').collect());
        }
    }
    found
}

#[test]
fn figures_are_compared_by_value() {
    for (one, other) in [
        ("4,591.73", "4591.73"),
        ("10分", "10.00"),
        ("100.0%", "100%"),
        ("3379.81万元", "3379.810"),
        ("/", ""),
    ] {
        assert_eq!(figure(one), figure(other));
    }
    for (one, other) in [("10", "10%"), ("1", "10"), ("0.5", "5"), ("", "0")] {
        assert_ne!(figure(one), figure(other));
    }
}

#[test]
fn numbers_that_count_items_are_no_figures() {
    let text = "1、巡逻110余次；2. 发放2.6万份，占80.26%。\n3、70人，1,437条。4、5处、6处";
    let found = numbers(text);
    assert_eq!(found, ["110", "2.6", "80.26", "70", "1437", "5", "6"]);
}
