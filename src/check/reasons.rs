//! Whether lost points are explained, and where the form asks for it.

use super::marks::{Mark, Marked};
use super::{FiledReport, Form};
use crate::model::Indicator;

/// The columns in which the form asks for the reason of lost points, by their
/// keys.
pub fn columns(form: &Form) -> Vec<&str> {
    let keys = form.columns().iter().flat_map(|column| {
        let asks = column.title.contains("原因") || column.title.contains("改进措施");
        let keys = column.key.split('+');
        keys.filter(move |key| is_reason_key(key) || asks)
    });
    keys.collect()
}

fn is_reason_key(key: &str) -> bool {
    key == "说明" || key.contains("偏差") || key.contains("原因") || key.contains("改进措施")
}

/// Whether the form has a text block for the reasons, under its table.
pub fn has_block(form: &Form) -> bool {
    form.has_block("偏差原因")
}

/// Whether the points that a mark lost are explained at the mark itself.
pub fn is_explained(filed: &FiledReport<'_>, mark: &Mark<'_>) -> bool {
    match mark.of {
        Marked::Execution => {
            let funds = filed.report.funds.as_ref();
            funds.is_some_and(|funds| says_something(&funds.reason))
        }
        Marked::Goal(_) => false,
        Marked::Row(rows) => rows.iter().any(row_is_explained),
    }
}

fn row_is_explained(row: &Indicator) -> bool {
    let extra = row.extra.iter().filter(|(key, _)| is_reason_key(key));
    let mut texts = [&row.reason, &row.measure, &row.note]
        .into_iter()
        .chain(extra.map(|(_, text)| text));
    texts.any(|text| says_something(text)) || row.children.iter().any(row_is_explained)
}

/// Whether a text says anything: not blank, no dash, and none of the words with
/// which the column is filled when there is nothing to say.
pub fn says_something(text: &str) -> bool {
    let word: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    const NOTHING: [&str; 9] = [
        "",
        "无",
        "0",
        "没有",
        "无偏差",
        "已完成",
        "完成",
        "不适用",
        "全部完成",
    ];
    !NOTHING.contains(&word.as_str())
}

/// Whether a text is blank, or a mark that stands for a blank: `---`, `—`, `/`.
pub fn is_blank(text: &str) -> bool {
    !text.chars().any(|c| {
        !c.is_whitespace()
            && !matches!(
                c,
                '-' | '—' | '－' | '–' | '―' | '─' | '/' | '／' | '\\' | '、'
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_explain_nothing_are_known() {
        for text in ["", " ", "无", "无。", "/", "0", "已完成", "—", "——", "没有"] {
            assert!(!says_something(text), "{text}");
        }
        for text in [
            "无专职人员，进度偏慢",
            "人均用电同比上升，厉行节约",
            "10月才开工",
        ] {
            assert!(says_something(text), "{text}");
        }
    }

    #[test]
    fn a_dash_is_a_blank_and_a_word_is_not() {
        for text in ["", "---", "----", "—", "/", "／", " － "] {
            assert!(is_blank(text), "{text}");
        }
        for text in ["无", "0", "-3", "≥80%"] {
            assert!(!is_blank(text), "{text}");
        }
    }
}
