//! What a site is made with, apart from its units: its context, its theme, where it is
//! published to.

use super::{Failure, RuleInfo, rules};
use crate::download;
use crate::model::{Site, is_web_address};
use crate::publish::Stage;
use crate::render::{RuleText, SiteContext};
use crate::theme::{self, Theme};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a site's context is made of, apart from its content.
pub struct SiteFrom<'a> {
    pub settings: Site,
    /// Before that of the settings.
    pub base_url: Option<&'a str>,
    pub revision: Option<&'a str>,
}

/// The context of a site, as yet without regions.
pub fn site_context(from: SiteFrom<'_>) -> Result<SiteContext, Failure> {
    let written = from.base_url.unwrap_or(&from.settings.base_url);
    Ok(SiteContext {
        base_url: base_url(written)?,
        site: from.settings,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        revision: from.revision.unwrap_or("").trim().to_owned(),
        rules: rules().into_iter().map(rule_text).collect(),
        datasets: download::datasets(),
        ..SiteContext::default()
    })
}

fn rule_text(rule: RuleInfo) -> RuleText {
    RuleText {
        code: rule.code,
        title: rule.title,
        severity: rule.severity.chinese(),
        documentation: rule.documentation,
    }
}

/// Opens the output folder, which may lie on nothing that is read: the root's own
/// folders and these.
pub fn stage(
    root: &Path,
    output: &Path,
    home: Option<&Path>,
    read: &[&Path],
) -> Result<Stage, Failure> {
    let of_root = ["content", "themes"].map(|folder| root.join(folder));
    let of_root = of_root.iter().map(PathBuf::as_path);
    let mut inputs: Vec<&Path> = of_root.filter(|path| path.exists()).collect();
    inputs.extend(read);
    let mut protected = vec![root];
    protected.extend(home);
    Ok(Stage::open(output, &protected, &inputs)?)
}

/// The site's address with a closing `/`; empty where there is none.
fn base_url(written: &str) -> Result<String, Failure> {
    if written.is_empty() {
        return Ok(String::new());
    }
    if !is_web_address(written) {
        return Err(Failure::BaseUrl(written.to_owned()));
    }
    let slash = if written.ends_with('/') { "" } else { "/" };
    Ok(format!("{written}{slash}"))
}

/// The built-in theme, with the files of the site's own over it.
pub fn theme(root: &Path, name: &str) -> Result<Theme, Failure> {
    if name.is_empty() {
        return Ok(Theme::new(BTreeMap::new())?);
    }
    let folder = root.join("themes").join(name);
    if name.contains(['/', '\\']) || name.starts_with('.') || !folder.is_dir() {
        return Err(Failure::NoTheme(folder));
    }
    Ok(Theme::new(theme::read_files(&folder)?)?)
}
