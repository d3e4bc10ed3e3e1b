//! What stays of a unit when it is dropped, for the site's own pages and for the next
//! build.

use crate::check::RULES;
use crate::diagnostic::Diagnostic;
use crate::download::UnitFiles;
use crate::load::codes;
use crate::publish::Listing;
use crate::render::Summary;
use crate::search;
use crate::stored::{Stored, stored};

/// A SHA-256 sum of everything that something is made from.
pub type Key = [u8; 32];

/// What the site's own pages and files are made from.
#[derive(Debug)]
pub struct Made {
    pub summaries: Vec<Summary>,
    /// What can be taken away of it, and what it is found by; `None` where only pages
    /// are made.
    pub files: Option<UnitFiles>,
    pub entry: Option<search::UnitEntry>,
}

stored!(Made {
    summaries,
    files,
    entry
});

/// The outside of a unit that was published: what it was made from, what was said of
/// it, and what stands of it in the output.
#[derive(Debug, Clone)]
pub struct Kept {
    /// `None` where not all was read that it was made from.
    pub key: Option<Key>,
    pub reports: usize,
    pub diagnostics: Vec<Diagnostic>,
    /// Below the unit's folder.
    pub files: Listing,
}

stored!(Kept {
    key,
    reports,
    diagnostics,
    files
});

/// The code by its letters: all codes are known to the program.
impl Stored for Diagnostic {
    fn store(&self, into: &mut Vec<u8>) {
        let Self {
            code,
            severity,
            message,
            place,
            related,
            help,
            fix,
            accepted,
        } = self;
        (*code).to_owned().store(into);
        severity.store(into);
        message.store(into);
        place.store(into);
        related.store(into);
        help.store(into);
        fix.store(into);
        accepted.store(into);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let code = String::restore(from)?;
        let mut codes = codes::CODES
            .iter()
            .map(|(code, _)| *code)
            .chain(RULES.iter().map(|rule| rule.code));
        Some(Self {
            code: codes.find(|known| *known == code)?,
            severity: Stored::restore(from)?,
            message: Stored::restore(from)?,
            place: Stored::restore(from)?,
            related: Stored::restore(from)?,
            help: Stored::restore(from)?,
            fix: Stored::restore(from)?,
            accepted: Stored::restore(from)?,
        })
    }
}
