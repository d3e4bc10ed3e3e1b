//! A comparison for a program.

use super::Comparison;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    #[serde(flatten)]
    comparison: &'a Comparison,
}

/// One JSON document, documented in docs/review.md.
pub fn to_json(comparison: &Comparison) -> String {
    let document = Document {
        version: 1,
        comparison,
    };
    // Strings and numbers only: this cannot fail to serialize.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}
