//! Text as WordprocessingML.

use crate::export::passages::{self, Run};
use quick_xml::escape::escape;

/// A paragraph in a style.
pub fn paragraph(style: &str, runs: &[Run]) -> String {
    paragraph_with(style, "", runs)
}

/// A paragraph in a style with further properties.
pub fn paragraph_with(style: &str, properties: &str, runs: &[Run]) -> String {
    let runs: String = runs.iter().map(run).collect();
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{runs}</w:p>")
}

/// A paragraph of plain text in a style.
pub fn plain(style: &str, text: &str) -> String {
    plain_with(style, "", text)
}

/// A paragraph of plain text in a style with further properties.
pub fn plain_with(style: &str, properties: &str, text: &str) -> String {
    paragraph_with(style, properties, &passages::plain(text))
}

/// Quotation marks and dots belong to the Chinese face: `hint` says so.
fn run(run: &Run) -> String {
    let mut properties = String::from("<w:rFonts w:hint=\"eastAsia\"/>");
    for (is_so, tag) in [
        (run.bold, "<w:b/>"),
        (run.italic, "<w:i/>"),
        (run.struck, "<w:strike/>"),
    ] {
        if is_so {
            properties.push_str(tag);
        }
    }
    let lines: Vec<String> = run
        .text
        .split('\n')
        .filter(|line| !line.is_empty())
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", text(line)))
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let lines = lines.join("<w:br/>");
    format!("<w:r><w:rPr>{properties}</w:rPr>{lines}</w:r>")
}

/// Text that is no tag. Signs that XML cannot hold are shown as such.
pub fn text(text: &str) -> String {
    let letters = text.chars().map(|letter| match letter {
        '\t' => ' ',
        '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        _ => letter,
    });
    let letters: String = letters.collect();
    escape(letters.as_str()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_place() {
        assert_eq!(
            text("</w:t><w:p>&\"'\u{1}\u{FFFF}甲\t乙"),
            "&lt;/w:t&gt;&lt;w:p&gt;&amp;&quot;&apos;\u{FFFD}\u{FFFD}甲 乙"
        );
    }
}
