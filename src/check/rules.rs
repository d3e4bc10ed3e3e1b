//! The list of rules, in the order of their codes.

use super::Rule;

/// Every rule there is.
pub static RULES: &[&Rule] = &[];
