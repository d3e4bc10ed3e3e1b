//! The JSON Schemas of a site.

use crate::check::{Check, RULES};
use crate::diagnostic::Diagnostic;
use crate::form::Library;
use crate::load;
use crate::model::Site;
use crate::schema::{self, Known};
use std::path::Path;

/// The schemas of all files of the site below `root`, by name, as JSON. Without
/// content they know the built-in forms.
///
/// # Errors
/// What is wrong in `site.yaml` and the form files.
pub fn schemas(root: &Path) -> Result<Vec<(&'static str, String)>, Vec<Diagnostic>> {
    Ok(schemas_of(&load::forms(root)?, &load::settings(root)?))
}

/// The schemas of a site with these forms.
pub(super) fn schemas_of(forms: &Library, site: &Site) -> Vec<(&'static str, String)> {
    let acceptable = |check: &Check| !matches!(check, Check::Acceptances(_));
    let rules: Vec<(&str, &str)> = RULES
        .iter()
        .filter(|rule| acceptable(&rule.check))
        .map(|rule| (rule.code, rule.title))
        .collect();
    schema::all(Known {
        forms,
        disclosure: &site.required_disclosure,
        rules: &rules,
    })
}
