//! Every code there is, of the reading and of the checks, with its documentation.

use super::{Failure, settings};
use crate::check::RULES;
use crate::diagnostic::{Diagnostic, RuleText, Severity};
use crate::load::codes;
use serde::{Serialize, Serializer};
use std::path::Path;

/// A code with what it means.
#[derive(Debug, Clone, Serialize)]
pub struct RuleInfo {
    /// The stable code, such as `ZP101`.
    pub code: &'static str,
    /// The English name; empty for reading errors.
    pub name: &'static str,
    /// The Chinese name.
    pub title: &'static str,
    /// Its weight; in JSON 错误, 警告 or 提示.
    #[serde(serialize_with = "in_chinese")]
    pub severity: Severity,
    /// What the site makes of its weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SetByTheSite>,
    /// The documentation in Markdown.
    #[serde(skip)]
    pub documentation: String,
}

/// The weight of a rule on one site, from 校验 of its `site.yaml`.
#[derive(Debug, Clone, Serialize)]
pub struct SetByTheSite {
    /// 错误, 警告, 提示 or 不报.
    pub severity: &'static str,
    /// Why.
    pub reason: String,
}

fn in_chinese<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.chinese())
}

impl RuleInfo {
    /// What SARIF says of the rule.
    pub fn text(&self) -> RuleText<'_> {
        RuleText {
            code: self.code,
            name: self.name,
            title: self.title,
            severity: self.severity,
            documentation: &self.documentation,
        }
    }
}

/// All codes, in their order.
pub fn rules() -> Vec<RuleInfo> {
    let reading = codes::CODES.iter().map(|&(code, title)| RuleInfo {
        code,
        name: "",
        title,
        severity: codes::severity(code),
        site: None,
        documentation: codes::documentation(code).unwrap_or_default().to_owned(),
    });
    let checks = RULES.iter().map(|rule| RuleInfo {
        code: rule.code,
        name: rule.name,
        title: rule.title,
        severity: rule.severity,
        site: None,
        documentation: rule.documentation(),
    });
    let mut rules: Vec<RuleInfo> = reading.chain(checks).collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// All codes with what the site at `root` makes of their weights, and what is wrong
/// with its settings: then nothing is set.
///
/// # Errors
/// [`Failure::NoContent`] where there is no site.
pub fn rules_of_site(root: &Path) -> Result<(Vec<RuleInfo>, Vec<Diagnostic>), Failure> {
    if !root.join("content").is_dir() {
        return Err(Failure::NoContent(root.to_owned()));
    }
    let mut rules = rules();
    let site = match settings::of_site(root) {
        Ok(site) => site,
        Err(faults) => return Ok((rules, faults)),
    };
    for entry in site.levels {
        let rule = rules.iter_mut().find(|rule| rule.code == entry.code.trim());
        if let (Some(rule), Some(level)) = (rule, entry.level) {
            rule.site = Some(SetByTheSite {
                severity: level.chinese(),
                reason: entry.reason.trim().to_owned(),
            });
        }
    }
    Ok((rules, Vec::new()))
}

/// Codes as one JSON document.
pub fn rules_to_json(rules: &[RuleInfo]) -> String {
    // Strings only: this cannot fail to serialize.
    serde_json::to_string_pretty(rules).unwrap_or_default()
}
